"""Spellings of areas, as real lists write them, and what is never guessed."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import makers
from chiso.catalog import Area
from chiso.catalog.naming import AreaNames, Place, spelling_key
from chiso.errors import DataError
from chiso.words import Words

DAY = date(2024, 6, 14)
DISTRICTS = frozenset({"city", "district"})


def area(code: str, name: str, kind: str, **more: object) -> Area:
    english = {"name": Words(vi=name, en=f"{name} (en)"), "short": name}
    return makers.area(**{"id": code, "kind": kind, "parent": "17", **english, **more})


AREAS = {
    found.id: found
    for found in (
        area("17", "Tỉnh Hòa Bình", "province", parent="VN"),
        area("01", "Thành phố Hà Nội", "province", parent="VN"),
        area("148", "Thành phố Hòa Bình", "city"),
        area("150", "Huyện Đà Bắc", "district", aliases=("Da Bac",)),
        area("151", "Huyện Kỳ Sơn", "district", valid_to=date(2019, 12, 31), successor="148"),
        area("153", "Huyện Kim Bôi", "district", valid_to=date(2025, 6, 30)),
        area("158", "Huyện Yên Thủy", "district"),
        area("159", "Huyện Lạc Thủy", "district"),
        area("04828", "Phường Thống Nhất", "ward", parent="148"),
        area("05350", "Xã Thống Nhất", "commune", parent="159"),
        area("05000", "Xã Thanh Sơn", "commune", parent="152"),
        area("05001", "Xã Thành Sơn", "commune", parent="156"),
    )
}
NAMES = AreaNames(AREAS)


def found(text: str, **place: object) -> str:
    return NAMES.find(text, Place("06.xlsx: 06!B4", **{"day": DAY, **place})).id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Huyện Lạc Thủy", "159"),
        ("Huyện Lạc Thuỷ", "159"),
        ("huyện  Lạc Thuỷ ", "159"),
        ("H. Lạc Thuỷ", "159"),
        ("H.Lạc Thủy", "159"),
        ("H Lạc Thủy", "159"),
        ("LẠC THỦY", "159"),
        ("UBND huyện Lạc Thủy", "159"),
        ("ỦY BAN NHÂN DÂN HUYỆN LẠC THỦY", "159"),
        ("Văn phòng HĐND và UBND huyện Đà Bắc", "150"),
        ("TP. Hoà Bình", "148"),
        ("TP Hòa Bình", "148"),
        ("Thành phố Hòa Bình", "148"),
        ("tỉnh Hoà Bình", "17"),
        ("TP Hà Nội", "01"),
        ("Lac Thuy", "159"),
        ("Da Bac", "150"),
        ("148", "148"),
        ("Xã Thống Nhất", "05350"),
        ("P. Thống Nhất", "04828"),
        ("Thành Sơn", "05001"),
    ],
)
def test_a_spelling_names_one_area(text: str, code: str) -> None:
    assert found(text) == code


@given(st.sampled_from(sorted(AREAS)), st.sampled_from(["NFC", "NFD", "NFKD"]))
def test_every_full_name_finds_its_area_in_any_unicode_form(code: str, form: str) -> None:
    known = AREAS[code]
    day = known.valid_to or DAY
    text = unicodedata.normalize(form, known.name.vi)  # type: ignore[arg-type]
    assert found(text, day=day) == code


@pytest.mark.parametrize("text", ["Hòa Bình", "Hoà Bình", "hoa binh", "Thống Nhất", "thanh son"])
def test_two_areas_that_fit_are_both_named_and_none_is_chosen(text: str) -> None:
    with pytest.raises(DataError, match=r"\(\w+\); .*\(\w+\)") as caught:
        found(text)
    assert caught.value.problems[0].rule == "ambiguous_area"


def test_the_kind_that_may_stand_there_decides_between_city_and_province() -> None:
    assert found("Hòa Bình", kinds=DISTRICTS) == "148"
    assert found("Hòa Bình", kinds=frozenset({"province"})) == "17"


def test_the_area_around_it_decides_between_two_of_one_name() -> None:
    assert found("Thống Nhất", parent="148") == "04828"


def test_an_area_that_has_ended_is_told_with_its_successor() -> None:
    with pytest.raises(DataError, match=r"Kỳ Sơn \(151\).*2019-12-31.*148"):
        found("Huyện Kỳ Sơn")
    assert found("Huyện Kỳ Sơn", day=date(2019, 6, 1)) == "151"


def test_an_area_without_successor_asks_for_another_period() -> None:
    with pytest.raises(DataError, match=r"Kim Bôi \(153\).*2025-06-30: (sửa kỳ|correct)"):
        found("Kim Bôi", day=date(2025, 7, 14))


def test_an_unknown_name_offers_the_nearest_and_its_code() -> None:
    with pytest.raises(DataError, match=r"'Huyện Yên Thủy' \(158\)"):
        found("Huyện Yên Thủi", kinds=DISTRICTS)
    with pytest.raises(DataError, match=r"06\.xlsx: 06!B4: .*areas\.csv"):
        found("qqqq")


def test_a_code_of_another_kind_does_not_fit() -> None:
    with pytest.raises(DataError):
        found("17", kinds=DISTRICTS)


@pytest.mark.parametrize(
    ("older", "newer"), [("Hoà", "Hòa"), ("Thuỷ", "Thủy"), ("Khoẻ", "Khỏe"), ("THUỶ", "Thủy")]
)
def test_both_places_of_a_tone_mark_are_one_spelling(older: str, newer: str) -> None:
    assert spelling_key(older) == spelling_key(newer)


@pytest.mark.parametrize("text", ["Quý", "Hoài", "Toàn", "Quỳ Hợp"])
def test_a_tone_mark_that_has_one_place_stays(text: str) -> None:
    assert spelling_key(text) == text.casefold()
