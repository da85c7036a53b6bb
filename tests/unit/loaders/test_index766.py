"""The 766 index: JSON of the national portal, its period, its time of extraction, its sums."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso.catalog import Catalogue
from makers.returns import catalogue, json_file, only, read, refused, rules, values

LAYOUT = """# index_766
kind: index766
name: {vi: "Bộ chỉ số 766", en: "766 index"}
source: RETURN
units: {province: province, city: district, district: district}
measures:
  - {indicator: idx766_total_score, definition: as_given, period_kind: stock,
     columns: [TONG_SCORE]}
  - {indicator: idx766_openness_score, definition: as_given, period_kind: stock, columns: [CKMB]}
"""
# Hoa Binh, July 2024: 15.7 + 18.7 + 7.9 + 9 + 18 + 13.8 = 83.1, printed total 83.08.
SCORES = {
    "CKMB": "15.7", "TDGQ": "18.7", "CLGQ": "7.9", "TTTT": "9", "MDHL": "18", "MDSH": "13.8",
    "TONG_SCORE": "83.08",
}  # fmt: skip


def record(name: str = "UBND tỉnh Hòa Bình", code: str = "H28", **fields: Any) -> dict[str, Any]:
    return {"ROW_STT": "1", "TEN": name, "MA_COQUAN": code, **SCORES, **fields}


def answer(*records: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The envelope of an answer for July 2024, taken on 5 August."""
    return {
        "params": {"p_nam": "2024", "p_6thang": "0", "p_quy": "0", "p_thang": "7"},
        "extracted": "2024-08-05T11:00:00+07:00",
        "data": list(records) or [record()],
        **fields,
    }


def data(*extra: str) -> Catalogue:
    return catalogue(LAYOUT + "".join(extra), calendar="CAL", decimal=".", thousands=",")


def test_scores_arrive_as_text_and_are_entered_as_numbers(tmp_path: Path) -> None:
    reading = read(json_file(tmp_path / "i.json", answer()), data())
    assert values(reading, "indicator", "area", "tier", "value", "decimals", "locator") == [
        ("idx766_total_score", "17", "province", 83.08, 2, "/data/0#TONG_SCORE"),
        ("idx766_openness_score", "17", "province", 15.7, 1, "/data/0#CKMB"),
    ]
    assert (reading.period, reading.extracted) == ("2024-07", date(2024, 8, 5))
    assert (reading.is_synthetic, reading.findings) == (False, ())


def test_live_scores_are_published_on_the_day_on_which_they_are_taken(tmp_path: Path) -> None:
    reading = read(json_file(tmp_path / "i.json", answer()), data())
    assert (reading.published, reading.stamp) == (date(2024, 8, 5), "2024-08-05T11:00+07:00")


@pytest.mark.parametrize(
    ("name", "stamp"),
    [("d_2024-08-05T1100.json", "2024-08-05T11:00"), ("d_2024-08-05.json", "2024-08-05")],
)
def test_a_stamp_says_as_much_as_the_name_of_the_file(
    tmp_path: Path, name: str, stamp: str
) -> None:
    reading = read(json_file(tmp_path / name, [record()]), data(), period="2024-07")
    assert (reading.published, reading.stamp) == (date(2024, 8, 5), stamp)


def test_the_envelope_says_that_figures_are_illustrative(tmp_path: Path) -> None:
    path = json_file(tmp_path / "i.json", answer(illustrative=True))
    assert read(path, data()).is_synthetic


@pytest.mark.parametrize("content", [[record()], {"data": [record()]}])
def test_a_bare_answer_takes_its_period_from_the_person_and_its_time_from_its_name(
    tmp_path: Path, content: object
) -> None:
    for name in ("diem_2024-08-05T1100.json", "diem_2024-08-05.json"):
        reading = read(json_file(tmp_path / name, content), data(), period="2024-07")
        assert (reading.period, reading.extracted) == ("2024-07", date(2024, 8, 5))


def test_a_bare_answer_without_a_period_asks_for_it(tmp_path: Path) -> None:
    path = json_file(tmp_path / "diem_2024-08-05.json", [record()])
    assert "--period" in refused(path, data()).lines("vi")[0]


def test_without_a_time_of_extraction_the_file_is_refused_with_both_ways_to_give_it(
    tmp_path: Path,
) -> None:
    error = refused(json_file(tmp_path / "diem.json", [record()]), data(), period="2024-07")
    said = error.lines("vi")[0]
    assert '"extracted"' in said
    assert "diem766_2024-07-05T1100.json" in said


@pytest.mark.parametrize("given", ["hôm qua", "2024-13-01", "11:00 10/12/2024"])
def test_a_time_of_extraction_in_another_form_is_refused(tmp_path: Path, given: str) -> None:
    error = refused(json_file(tmp_path / "i.json", answer(extracted=given)), data())
    assert (error.problems[0].where, error.problems[0].rule) == (
        "i.json#/extracted",
        "extraction_form",
    )


@pytest.mark.parametrize(
    ("params", "period"),
    [
        ({"p_nam": 2024}, "2024"),
        ({"p_nam": "2024", "p_6thang": "1", "p_quy": "0", "p_thang": "0"}, "2024-H1"),
        ({"p_nam": "2024", "p_quy": "2"}, "2024-Q2"),
        ({"p_nam": "2024", "p_thang": "6"}, "2024-06"),
        ({"p_nam": "2024", "p_6thang": 1, "p_quy": 2, "p_thang": 6}, "2024-06"),
    ],
)
def test_zero_means_all_and_the_finest_parameter_counts(
    tmp_path: Path, params: dict[str, object], period: str
) -> None:
    assert read(json_file(tmp_path / "i.json", answer(params=params)), data()).period == period


@pytest.mark.parametrize(
    "params",
    [
        {"p_nam": "2024", "p_thang": "13"},
        {"p_nam": "2024", "p_quy": "hai"},
        {"p_nam": "2024", "p_quy": "1", "p_thang": "6"},
        {"p_nam": "24"},
        {"p_nam": 2024.5},
    ],
)
def test_parameters_that_name_no_period_are_refused(
    tmp_path: Path, params: dict[str, object]
) -> None:
    error = refused(json_file(tmp_path / "i.json", answer(params=params)), data())
    assert (error.problems[0].where, error.problems[0].rule) == ("i.json#/params", "params")


@pytest.mark.parametrize("params", [{}, {"p_nam": "0", "p_thang": "6"}, {"p_nam": None}, "2024"])
def test_parameters_without_a_year_leave_the_period_to_the_person(
    tmp_path: Path, params: object
) -> None:
    path = json_file(tmp_path / "i.json", answer(params=params))
    assert read(path, data(), period="2024-07").period == "2024-07"
    assert refused(path, data()).problems[0].rule == "no_period"


def test_parameters_that_contradict_the_person_are_refused(tmp_path: Path) -> None:
    path = json_file(tmp_path / "i.json", answer())
    assert refused(path, data(), period="2024-06").problems[0].rule == "period_conflict"


@pytest.mark.parametrize("given", ["15,7", "-1", "1.234,5", "mười", True, [15], "1e3", 1e20])
def test_a_number_in_another_form_is_refused_with_its_pointer(
    tmp_path: Path, given: object
) -> None:
    error = refused(json_file(tmp_path / "i.json", answer(record(CKMB=given))), data())
    assert [(item.where, item.rule) for item in error.problems] == [
        ("i.json#/data/0/CKMB", "json_figure")
    ]


def test_every_number_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    records = [record(CKMB="1,5"), record("Tỉnh Phú Thọ", "", TONG_SCORE="80,1")]
    error = refused(json_file(tmp_path / "i.json", answer(*records)), data())
    assert [item.where for item in error.problems] == [
        "i.json#/data/0/CKMB",
        "i.json#/data/1/TONG_SCORE",
    ]


@pytest.mark.parametrize("missing", [None, ""])
def test_a_missing_score_has_no_row(tmp_path: Path, missing: object) -> None:
    reading = read(json_file(tmp_path / "i.json", answer(record(CKMB=missing))), data())
    assert (values(reading, "indicator"), rules(reading)) == ([("idx766_total_score",)], [])


def test_numbers_may_arrive_as_numbers(tmp_path: Path) -> None:
    path = json_file(tmp_path / "i.json", answer(record(CKMB=15.7, TDGQ=18)))
    assert only(read(path, data()), "17", "idx766_openness_score").value == 15.7


def test_groups_that_do_not_add_up_to_the_total_are_told(tmp_path: Path) -> None:
    # Six groups with one decimal and a total with two: at most 6 x 0.05 + 0.005 apart.
    groups = {**SCORES, "TTTT": "9.0", "MDHL": "18.0"}
    for total, told in (("83.40", []), ("83.41", ["groups_sum"]), ("82.79", ["groups_sum"])):
        path = json_file(tmp_path / "i.json", answer(record(**groups | {"TONG_SCORE": total})))
        assert rules(read(path, data())) == told
    said = read(path, data()).findings[0].sentence("vi")
    assert said.startswith("i.json#/data/0/TONG_SCORE: nhận được 82.79; tổng điểm bằng tổng các")
    assert "83,1" in said


def test_a_score_above_its_maximum_is_left_out_and_told(tmp_path: Path) -> None:
    reading = read(json_file(tmp_path / "i.json", answer(record(CKMB="18.1", MDSH="11.4"))), data())
    assert values(reading, "indicator") == [("idx766_total_score",)]
    assert [problem.sentence("en") for problem in reading.findings] == [
        "i.json#/data/0/CKMB: got 18.1; Openness: at most 18 points. The figure is left out:"
        " correct the file and send it again."
    ]


def test_the_maxima_of_the_groups_add_up_to_a_hundred(tmp_path: Path) -> None:
    full = {"CKMB": 18, "TDGQ": 20, "CLGQ": 12, "TTTT": 10, "MDHL": 18, "MDSH": 22}
    path = json_file(tmp_path / "i.json", answer(record(**full, TONG_SCORE=100)))
    assert rules(read(path, data())) == []


def test_an_unknown_unit_is_left_out_by_name(tmp_path: Path) -> None:
    records = [record(), record("UBND tỉnh Quảng Ninh", "H49")]
    reading = read(json_file(tmp_path / "i.json", answer(*records)), data())
    assert {row.area for row in reading.rows} == {"17"}
    assert reading.findings[0].where == "i.json#/data/1"
    assert "'UBND tỉnh Quảng Ninh'" in reading.findings[0].sentence("en")


def test_districts_are_units_of_their_own_tier(tmp_path: Path) -> None:
    records = [record("UBND huyện Lạc Thuỷ", "x"), record("", "148"), record("UBND TP Đà Nẵng")]
    reading = read(json_file(tmp_path / "i.json", answer(*records)), data())
    assert {(row.area, row.tier) for row in reading.rows} == {
        ("159", "district"), ("148", "district"), ("48", "province"),
    }  # fmt: skip


def test_a_code_decides_between_two_areas_of_one_name(tmp_path: Path) -> None:
    reading = read(json_file(tmp_path / "i.json", answer(record("Hòa Bình", "148"))), data())
    assert reading.area == "148"


def test_a_name_and_a_code_of_different_areas_are_not_guessed(tmp_path: Path) -> None:
    records = [record(), record("Huyện Lạc Sơn", "159")]
    reading = read(json_file(tmp_path / "i.json", answer(*records)), data())
    said = reading.findings[0].sentence("vi")
    assert "'Huyện Lạc Sơn', '159'" in said
    assert "Huyện Lạc Sơn (157); Huyện Lạc Thủy (159)" in said


def test_the_name_of_the_agency_serves_where_the_unit_has_none(tmp_path: Path) -> None:
    path = json_file(tmp_path / "i.json", answer(record("", "", TEN_COQUAN="UBND tỉnh Phú Thọ")))
    assert read(path, data()).area == "25"


def test_a_unit_in_two_records_is_an_error(tmp_path: Path) -> None:
    error = refused(
        json_file(tmp_path / "i.json", answer(record(), record("Tỉnh Hoà Bình"))), data()
    )
    assert [problem.sentence("en") for problem in error.problems] == [
        "i.json#/data/1#TONG_SCORE: got 'Tỉnh Hòa Bình'; each unit once; also at"
        " /data/0#TONG_SCORE. Correct the file and send it again."
    ]


def test_no_known_unit_is_an_error(tmp_path: Path) -> None:
    error = refused(json_file(tmp_path / "i.json", answer(record("", ""))), data())
    assert [item.rule for item in error.problems] == ["unknown_area", "no_units"]


def test_figures_of_a_period_that_is_still_open_are_told(tmp_path: Path) -> None:
    for day, told in (("2024-07-31", ["period_open"]), ("2024-08-01", [])):
        path = json_file(tmp_path / "i.json", answer(extracted=day))
        assert rules(read(path, data())) == told
    path = json_file(tmp_path / "i.json", answer(extracted="2024-07-31"))
    assert "31/7/2024" in read(path, data()).findings[0].sentence("vi")


RANK = "  - {indicator: idx766_rank, definition: as_given, columns: [ROW_STT]}\n"
FIRST = record("Tỉnh Phú Thọ", "", TONG_SCORE="90", ROW_STT="1")


def ranked(*ranks: str) -> list[dict[str, Any]]:
    names = ("Tỉnh Hòa Bình", "TP Đà Nẵng")
    return [
        record(name, "", TONG_SCORE="83.08", ROW_STT=rank)
        for name, rank in zip(names, ranks, strict=True)
    ]


def test_row_numbers_that_follow_from_the_scores_are_ranks(tmp_path: Path) -> None:
    reading = read(json_file(tmp_path / "i.json", answer(FIRST, *ranked("2", "2"))), data(RANK))
    ranks = [row for row in reading.rows if row.indicator == "idx766_rank"]
    assert [(row.area, row.value, row.denominator) for row in ranks] == [
        ("25", 1, None), ("17", 2, None), ("48", 2, None),
    ]  # fmt: skip


@pytest.mark.parametrize("ranks", [("2", "3"), ("12", "12"), ("", "2")])
def test_row_numbers_that_are_no_ranks_are_left_out_and_told_once(
    tmp_path: Path, ranks: tuple[str, str]
) -> None:
    reading = read(json_file(tmp_path / "i.json", answer(FIRST, *ranked(*ranks))), data(RANK))
    assert "idx766_rank" not in {row.indicator for row in reading.rows}
    assert rules(reading).count("not_a_rank") == 1


def test_a_unit_without_a_total_has_no_rank(tmp_path: Path) -> None:
    records = [FIRST, record("Tỉnh Hòa Bình", "", TONG_SCORE="", ROW_STT="")]
    reading = read(json_file(tmp_path / "i.json", answer(*records)), data(RANK))
    assert "not_a_rank" not in rules(reading)
