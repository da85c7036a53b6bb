"""Wide tables in the shapes that are really sent and published, each by a layout alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chiso.loaders.cells import Cell
from makers.returns import (
    catalogue,
    csv_file,
    only,
    read,
    refused,
    rules,
    values,
    workbook,
)

QUARTER = """# quarter
kind: table
name: {vi: "Biểu quý", en: "Quarterly table"}
source: RETURN
words: ["Số hóa hồ sơ"]
units: {city: all, district: all}
within: "17"
table:
  label: "Đơn vị"
  period: title
  totals: ["Toàn tỉnh"]
  adds_up: true
measures:
  - indicator: dossiers_digitised_share
    definition: as_given
    period_kind: ytd
    columns: ["Số hóa: Đã số hóa"]
    denominator: ["Số hóa: Đã giải quyết"]
    printed: "Số hóa: Tỷ lệ (%)"
"""
HEADER: list[list[Cell]] = [
    ["TT", "Đơn vị", "Số hóa", None, None],
    [None, None, "Đã giải quyết", "Đã số hóa", "Tỷ lệ (%)"],
]
MERGED = ["A4:A5", "B4:B5", "C4:E4"]
ROWS: list[list[Cell]] = [
    [1, "Thành phố Hòa Bình", 1000, 700, 70],
    [2, "H. Lạc Thuỷ", "1.200", "300", "25,0"],
]
TOTAL: list[Cell] = [None, "Toàn tỉnh", 2200, 1000, None]
FOOT: list[list[Cell]] = [
    [None, None, None, "Hòa Bình, ngày 20 tháng 6 năm 2024"],
    [None, "NGƯỜI LẬP BIỂU", None, "TM. ỦY BAN NHÂN DÂN"],
]


def quarter(
    path: Path,
    rows: list[list[Cell]] | None = None,
    title: str = "Lũy kế từ ngày 15/12/2023 đến ngày 14/6/2024",
    total: list[Cell] | None = None,
    merged: list[str] | None = None,
) -> Path:
    """The quarterly table as a workbook."""
    table = [
        ["SỞ THÔNG TIN VÀ TRUYỀN THÔNG"],
        ["Số hóa hồ sơ của các huyện, thành phố"],
        [title],
        *HEADER,
        *(ROWS if rows is None else rows),
        TOTAL if total is None else total,
        *FOOT,
    ]
    return workbook(path / "quarter.xlsx", {"Bieu": table}, {"Bieu": MERGED + (merged or [])})


def test_units_in_rows_and_indicators_in_columns_give_a_row_each(tmp_path: Path) -> None:
    reading = read(quarter(tmp_path), catalogue(QUARTER))
    assert values(reading, "area", "tier", "period", "period_kind", "value") == [
        ("148", "all", "2024-H1", "ytd", 100 * 700 / 1000),
        ("159", "all", "2024-H1", "ytd", 100 * 300 / 1200),
    ]
    assert reading.findings == ()


def test_a_share_keeps_its_parts_and_its_cells(tmp_path: Path) -> None:
    row = only(read(quarter(tmp_path), catalogue(QUARTER)), "159", "dossiers_digitised_share")
    assert (row.numerator, row.denominator, row.decimals) == (300, 1200, 1)
    assert row.locator == "Bieu!D7/C7"


def test_the_file_says_who_sent_it_when(tmp_path: Path) -> None:
    reading = read(quarter(tmp_path), catalogue(QUARTER))
    assert (reading.file, reading.layout, reading.source) == ("quarter.xlsx", "quarter", "RETURN")
    assert (reading.area, reading.period) == ("", "2024-H1")
    assert (reading.published, reading.extracted) == (date(2024, 6, 20), None)
    assert not reading.is_synthetic


def test_the_mark_of_illustrative_data_is_seen(tmp_path: Path) -> None:
    path = quarter(tmp_path, title="SỐ LIỆU MINH HỌA / ILLUSTRATIVE DATA, lũy kế quý II năm 2024")
    assert read(path, catalogue(QUARTER)).is_synthetic


def test_a_table_of_one_area_is_that_areas_return(tmp_path: Path) -> None:
    path = quarter(tmp_path, ROWS[:1], total=[None, "Toàn tỉnh", 1000, 700, None])
    assert read(path, catalogue(QUARTER)).area == "148"


def test_a_printed_share_that_its_parts_do_not_give_is_told_with_its_cell(tmp_path: Path) -> None:
    rows = [ROWS[0], [2, "Lạc Thủy", 1200, 300, "26,0"]]
    reading = read(quarter(tmp_path, rows), catalogue(QUARTER))
    assert only(reading, "159", "dossiers_digitised_share").value == 25
    assert [problem.sentence("en") for problem in reading.findings] == [
        "quarter.xlsx#Bieu!E7: got 26; the share of its parts, 25.00%; the parts are entered."
        " Check the three; if the share is a fraction, declare factor: 100 in the layout."
    ]
    assert "25,00%" in reading.findings[0].sentence("vi")


def test_a_printed_share_stands_for_every_share_that_rounds_to_it(tmp_path: Path) -> None:
    # 2/3 is 66.67%: 66.7 and 67 are its roundings, 66.6 is not.
    rows: list[list[Cell]] = [
        [1, "Hòa Bình", 3, 2, "66,7"], [2, "Đà Bắc", 3, 2, "67"], [3, "Lạc Sơn", 3, 2, "66,6"],
    ]  # fmt: skip
    reading = read(quarter(tmp_path, rows, total=[]), catalogue(QUARTER))
    assert [problem.where for problem in reading.findings] == ["quarter.xlsx#Bieu!E8"]


def test_a_printed_bound_is_not_compared_with_the_parts(tmp_path: Path) -> None:
    rows = [ROWS[0], [2, "Lạc Thủy", 1200, 300, "trên 20%"]]
    assert rules(read(quarter(tmp_path, rows), catalogue(QUARTER))) == []


def test_without_its_parts_a_printed_share_is_entered_alone(tmp_path: Path) -> None:
    rows = [ROWS[0], [2, "Lạc Thủy", 1200, "…", "25,0"]]
    row = only(read(quarter(tmp_path, rows), catalogue(QUARTER)), "159", "dossiers_digitised_share")
    assert (row.value, row.numerator, row.denominator) == (25, None, None)
    assert row.locator == "Bieu!E7"


def test_a_share_of_nothing_has_no_row(tmp_path: Path) -> None:
    rows = [ROWS[0], [2, "Lạc Thủy", 0, 0, "-"]]
    reading = read(quarter(tmp_path, rows, total=[]), catalogue(QUARTER))
    assert values(reading, "area") == [("148",)]


def test_more_cases_than_their_base_are_left_out_and_told(tmp_path: Path) -> None:
    rows = [ROWS[0], [2, "Lạc Thủy", 300, 1200, None]]
    reading = read(quarter(tmp_path, rows, total=[]), catalogue(QUARTER))
    assert values(reading, "area") == [("148",)]
    assert [(item.where, item.got) for item in reading.findings] == [
        ("quarter.xlsx#Bieu!D7/C7", "1200/300")
    ]


def test_a_total_that_its_rows_do_not_add_up_to_is_told_by_column(tmp_path: Path) -> None:
    path = quarter(tmp_path, total=[None, "Toàn tỉnh", 2300, 1000, None])
    reading = read(path, catalogue(QUARTER))
    assert [problem.sentence("en") for problem in reading.findings] == [
        "quarter.xlsx#Bieu!C8: got 2300; the sum of the rows, 2,200. Ask the sender; the figures"
        " are entered as they are."
    ]
    assert "17" not in {row.area for row in reading.rows}


def test_a_total_adds_up_rows_of_unknown_units_too(tmp_path: Path) -> None:
    rows = [*ROWS, [3, "Huyện Mường Bi", 100, 50, None]]
    path = quarter(tmp_path, rows, total=[None, "TOÀN TỈNH", 2300, 1050, None])
    assert rules(read(path, catalogue(QUARTER))) == ["unknown_area"]


def test_a_total_over_a_missing_part_is_not_judged(tmp_path: Path) -> None:
    rows = [ROWS[0], [2, "Lạc Thủy", "…", "…", None]]
    assert rules(read(quarter(tmp_path, rows), catalogue(QUARTER))) == ["no_figures"]


@pytest.mark.parametrize("total", [[None, "Toàn tỉnh", "#REF!"], [None, "Toàn tỉnh", "…", "…"]])
def test_a_total_that_says_nothing_is_not_judged(tmp_path: Path, total: list[Cell]) -> None:
    path = csv_file(
        tmp_path / "q.csv",
        [["Số hóa hồ sơ, lũy kế quý II năm 2024"], *HEADER, *ROWS, total],
    )
    assert rules(read(path, catalogue(QUARTER))) == []


def test_an_unknown_unit_is_left_out_by_name_with_the_nearest(tmp_path: Path) -> None:
    rows = [*ROWS, [3, "Huyện Lạc Sơm", 100, 50, None]]
    reading = read(quarter(tmp_path, rows, total=[]), catalogue(QUARTER))
    assert values(reading, "area") == [("148",), ("159",)]
    said = reading.findings[0].sentence("vi")
    assert said.startswith("quarter.xlsx#Bieu!B8: nhận được 'Huyện Lạc Sơm'; ")
    assert "dòng này không được nhập" in said
    assert "Gần nhất: 'Huyện Lạc Sơn' (157)" in said


def test_many_unknown_units_are_one_finding_that_names_them(tmp_path: Path) -> None:
    rows = [*ROWS, *([number, f"Bộ {number}", 1, 1, None] for number in range(3, 18))]
    reading = read(quarter(tmp_path, rows, total=[]), catalogue(QUARTER))
    assert rules(reading) == ["left_out"]
    said = reading.findings[0].sentence("en")
    assert "15 rows are left out" in said
    assert "'Bộ 3', 'Bộ 4'" in said
    assert ", …;" in said


def test_a_name_that_two_areas_share_is_left_out_and_both_are_named(tmp_path: Path) -> None:
    both = QUARTER.replace("units: {city: all, district: all}\nwithin: \"17\"",
                           "units: {province: all, city: all, district: all}")  # fmt: skip
    rows = [ROWS[1], [2, "Hòa Bình", 100, 50, None]]
    reading = read(quarter(tmp_path, rows, total=[]), catalogue(both))
    assert rules(reading) == ["ambiguous_area"]
    assert "Thành phố Hòa Bình (148); Tỉnh Hòa Bình (17)" in reading.findings[0].sentence("vi")


def test_no_known_unit_is_an_error_that_names_the_rows(tmp_path: Path) -> None:
    path = quarter(tmp_path, [[1, "Bộ Tài chính", 10, 5, None]])
    problems = refused(path, catalogue(QUARTER)).problems
    assert "'Bộ Tài chính'" in problems[0].sentence("en")
    assert problems[-1].sentence("vi").startswith("quarter.xlsx: ít nhất một dòng là đơn vị")


def test_an_area_in_two_rows_is_an_error_with_both_cells(tmp_path: Path) -> None:
    rows = [ROWS[0], [2, "TP. Hoà Bình", 100, 50, None]]
    problems = refused(quarter(tmp_path, rows), catalogue(QUARTER)).problems
    assert [problem.sentence("en") for problem in problems] == [
        "quarter.xlsx#Bieu!D7/C7: got 'Thành phố Hòa Bình'; each unit once; also at Bieu!D6/C6."
        " Correct the file and send it again."
    ]


def test_every_cell_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        [1, "Hòa Bình", "1,000", 700, None], [2, "Lạc Thủy", 1200, "ba trăm", None],
    ]  # fmt: skip
    error = refused(quarter(tmp_path, rows), catalogue(QUARTER))
    assert [problem.where for problem in error.problems] == [
        "quarter.xlsx#Bieu!C6",
        "quarter.xlsx#Bieu!D7",
    ]


def test_merged_cells_among_figures_are_an_error(tmp_path: Path) -> None:
    rows = [ROWS[0], [2, "Lạc Thủy", None, 300, None]]
    error = refused(quarter(tmp_path, rows, merged=["C6:C7"]), catalogue(QUARTER))
    assert [(item.where, item.got, item.rule) for item in error.problems] == [
        ("quarter.xlsx#Bieu!C6", "C6:C7", "merged_cells"),
        ("quarter.xlsx#Bieu!C7", "C6:C7", "merged_cells"),
    ]


def test_a_row_with_figures_and_no_name_is_told(tmp_path: Path) -> None:
    path = quarter(tmp_path, [*ROWS, [3, None, 100, 50, None]], total=[])
    reading = read(path, catalogue(QUARTER))
    assert [(item.where, item.rule) for item in reading.findings] == [
        ("quarter.xlsx#Bieu!B8", "no_label")
    ]


def test_a_label_that_begins_in_the_row_above_is_read_whole(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        [1, "Các huyện, thành phố", None, None, None],
        [None, "Thành phố", None, None, None],
        [None, "Hòa Bình", 1000, 700, None],
        [2, "Lạc Thủy", 1200, 300, None],
    ]
    both = QUARTER.replace('within: "17"', "")
    assert values(read(quarter(tmp_path, rows), catalogue(both)), "area") == [("148",), ("159",)]


def test_the_row_of_column_numbers_is_no_unit(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["A", "B", "(1)", "(2)", "(3=2/1)"], *ROWS]
    reading = read(quarter(tmp_path, rows), catalogue(QUARTER))
    assert (values(reading, "area"), rules(reading)) == ([("148",), ("159",)], [])


def test_a_header_repeated_on_the_next_printed_page_is_passed_over(tmp_path: Path) -> None:
    rows = [ROWS[0], *HEADER, ROWS[1]]
    reading = read(quarter(tmp_path, rows), catalogue(QUARTER))
    assert (values(reading, "area"), rules(reading)) == ([("148",), ("159",)], [])


def test_rows_to_skip_are_passed_over(tmp_path: Path) -> None:
    skipping = QUARTER.replace("  totals:", '  skip: ["Trong đó"]\n  totals:')
    rows = [*ROWS, [None, "Trong đó: nộp trực tuyến", 300, 100, None]]
    assert rules(read(quarter(tmp_path, rows), catalogue(skipping))) == []


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Lũy kế từ ngày 15/12/2023 đến ngày 14/6/2024", "2024-H1"),
        ("Lũy kế đến hết quý II năm 2024", "2024-H1"),
        ("Số liệu cộng dồn 9 tháng năm 2024", "2024-9M"),
        ("Tính đến hết ngày 14/6/2024", "2024-H1"),
        ("Quý I năm 2024", "2024-Q1"),
        ("Năm 2024", "2024"),
        ("Lũy kế đến tháng 5 năm 2024", "2024-01..2024-05"),
    ],
)
def test_year_to_date_figures_run_from_january(tmp_path: Path, title: str, period: str) -> None:
    assert read(quarter(tmp_path, title=title), catalogue(QUARTER)).period == period


def test_a_quarter_that_is_not_said_to_add_up_is_no_year_to_date(tmp_path: Path) -> None:
    error = refused(quarter(tmp_path, title="Quý II năm 2024"), catalogue(QUARTER))
    assert [problem.sentence("en") for problem in error.problems] == [
        "quarter.xlsx#Bieu!: got 2024-Q2; figures from the start of the year: a period that begins"
        " in January. Say «lũy kế» or the first day in the title, or correct period_kind in the"
        " layout."
    ]


def test_a_table_without_a_period_asks_for_it(tmp_path: Path) -> None:
    path, data = quarter(tmp_path, title="Đơn vị tính: hồ sơ"), catalogue(QUARTER)
    assert "--period" in refused(path, data).lines("vi")[0]
    assert read(path, data, period="2024-H1").period == "2024-H1"


def test_a_period_that_contradicts_the_person_is_refused(tmp_path: Path) -> None:
    error = refused(quarter(tmp_path), catalogue(QUARTER), period="2024-9M")
    assert "got 2024-H1; period 2024-9M as --period says" in error.lines("en")[0]


def test_days_of_another_calendar_than_the_source_are_refused(tmp_path: Path) -> None:
    error = refused(quarter(tmp_path), catalogue(QUARTER, calendar="CAL"))
    assert error.problems[0].rule == "wrong_calendar"


def test_a_table_whose_period_a_person_gives_needs_it(tmp_path: Path) -> None:
    asking = QUARTER.replace("period: title", "period: hint")
    data, path = catalogue(asking), quarter(tmp_path)
    assert refused(path, data).problems[0].rule == "no_period"
    assert read(path, data, period="2024-Q1").period == "2024-Q1"


def test_estimates_are_provisional(tmp_path: Path) -> None:
    path = quarter(tmp_path, title="Ước thực hiện 6 tháng đầu năm 2024")
    assert values(read(path, catalogue(QUARTER)), "status") == [("provisional",)] * 2


def test_an_area_that_has_ended_is_left_out(tmp_path: Path) -> None:
    path = quarter(tmp_path, [*ROWS, [3, "Kỳ Sơn", 100, 50, None]], total=[])
    said = read(path, catalogue(QUARTER)).findings[0].sentence("en")
    assert "Kỳ Sơn district (151) ended on 2019-12-31: use its successor 148" in said


def test_csv_is_read_with_its_declared_signs(tmp_path: Path) -> None:
    declared = QUARTER.replace("  period:", '  delimiter: ";"\n  encoding: utf-16\n  period:')
    rows = [["Số hóa hồ sơ, lũy kế quý II năm 2024"], *HEADER, *ROWS, TOTAL]
    path = csv_file(tmp_path / "quarter.csv", rows, ";", "utf-16")
    row = only(read(path, catalogue(declared)), "159", "dossiers_digitised_share")
    assert (row.value, row.locator) == (25, "D5/C5")


def test_two_sheets_of_one_layout_are_both_read(tmp_path: Path) -> None:
    sheets = {
        "Quý I": [["Số hóa hồ sơ quý I năm 2024"], *HEADER, *ROWS],
        "Ghi chú": [["Số hóa hồ sơ là gì"]],
        "Quý II": [["Số hóa hồ sơ, lũy kế quý II năm 2024"], *HEADER, *ROWS],
    }
    reading = read(workbook(tmp_path / "two.xlsx", sheets), catalogue(QUARTER))
    assert values(reading, "period", "locator") == [
        ("2024-Q1", "Quý I!D4/C4"),
        ("2024-Q1", "Quý I!D5/C5"),
        ("2024-H1", "Quý II!D4/C4"),
        ("2024-H1", "Quý II!D5/C5"),
    ]


def test_a_heading_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    header: list[list[Cell]] = [
        ["TT", "Đơn vị", "Số hóa", None, None, None],
        [None, None, "Đã giải quyết", "Đã số hóa", "Đã số hóa", "Tỷ lệ (%)"],
    ]
    rows = [["Số hóa hồ sơ quý I năm 2024"], *header, [1, "Hòa Bình", 10, 5, 6, None]]
    error = refused(csv_file(tmp_path / "q.csv", rows), catalogue(QUARTER))
    assert error.problems[0].rule == "heading_twice"
    assert "«Số hóa: Đã số hóa» stands at D3, E3" in error.lines("en")[0]
