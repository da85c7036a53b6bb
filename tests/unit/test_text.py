"""Vietnamese text: one form, one spelling key, one alphabetical order."""

from __future__ import annotations

import unicodedata

import pytest

from chiso.text import collation_key, fold, is_vietnamese_legacy, to_nfc


def test_composed_and_decomposed_names_become_one() -> None:
    assert to_nfc(unicodedata.normalize("NFD", "Hòa Bình")) == "Hòa Bình"


def test_spaces_are_single_inside_and_none_outside() -> None:
    assert to_nfc("  Lạc \t Thủy\n") == "Lạc Thủy"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lạc Thuỷ", "lạc thủy"),
        ("ĐÀ BẮC", "da bac"),
        ("Hòa  Bình", "Hoà Bình"),
        (unicodedata.normalize("NFD", "Kỳ Sơn"), "Ky Son"),
    ],
)
def test_two_spellings_of_a_name_share_a_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_letters_keep_different_keys() -> None:
    assert fold("Cao Phong") != fold("Tân Lạc")


def test_a_lone_mark_between_spaces_leaves_one_space() -> None:
    assert fold("a \u0301 b") == "a b"


ORDERED = [
    ["Cao Phong", "Dũng Tiến", "Đà Bắc", "Yên Thủy"],
    ["a", "ă", "â", "b"],
    ["ba", "bà", "bả", "bã", "bá", "bạ", "bă"],
    ["e", "ê", "i"],
    ["o", "ô", "ơ", "p"],
    ["Lạc Sơn", "Lạc Thủy", "Lương Sơn"],
    ["Huyện 2", "Huyện A"],
    ["ma mà", "mà ma"],
    ["w", "z"],
]


@pytest.mark.parametrize("names", ORDERED)
def test_names_sort_as_in_a_vietnamese_dictionary(names: list[str]) -> None:
    upside_down = names[::-1]
    assert sorted(upside_down, key=collation_key) == names


def test_spaces_and_digits_come_before_letters_and_foreign_letters_before_a() -> None:
    assert sorted(["a", "ω", "1", " "], key=collation_key) == [" ", "1", "ω", "a"]


@pytest.mark.parametrize("text", ["b\u0301", "\u0301", "Ḹ", "1\u0323", ""])
def test_marks_that_fit_no_letter_still_have_a_place(text: str) -> None:
    assert collation_key(text) == collation_key(text)
    assert sorted(["a", text], key=collation_key) == sorted([text, "a"], key=collation_key)


TCVN3 = [
    "TØnh Hoµ B×nh",
    "v¨n b¶n ®iÖn tö",
    "hå s¬ c«ng viÖc",
    "Uû ban nh©n d©n",
    "huyÖn L¹c Thuû",
]
VNI = ["Tænh Hoøa Bình", "hoà sô coâng vieäc", "vaên baûn", "Uûy ban nhaân daân"]


@pytest.mark.parametrize("text", [*TCVN3, *VNI])
def test_legacy_bytes_read_as_latin_text_are_recognised(text: str) -> None:
    assert is_vietnamese_legacy(text)


UNICODE = [
    "Tỉnh Hòa Bình",
    "báo cáo quý",
    "HÒA BÌNH",
    "giá cả, là, mã",
    "348,65 km², 12 m³",
    "«CSV UTF-8»",
    "Noël, Citroën, août, naïve, Señor",
    "dossiers online",
    "¶1, §5, © 2024, 3 × 4",
    "work files",
    "",
]


@pytest.mark.parametrize("text", UNICODE)
def test_proper_text_is_not_called_legacy(text: str) -> None:
    assert not is_vietnamese_legacy(text)
