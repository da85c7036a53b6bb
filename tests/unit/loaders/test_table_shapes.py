"""Published tables in their real shapes, each read by a layout of a few lines and no code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chiso.loaders.cells import Cell
from makers.returns import (
    catalogue,
    csv_file,
    layout,
    only,
    read,
    refused,
    rules,
    values,
    workbook,
)

# A page of a provincial yearbook: bilingual labels, years in columns, dots between thousands.
YEARBOOK = """# yearbook
kind: table
name: {vi: "Niên giám: dân số trung bình theo huyện", en: "Yearbook: mean population by district"}
source: RETURN
words: ["Dân số trung bình phân theo huyện"]
units: {city: all, district: all}
table:
  label: ""
  period: columns
  totals: ["Tổng số"]
  adds_up: true
  provisional: ["Sơ bộ", "Prel."]
measures:
  - indicator: population
    definition: as_given
    period_kind: stock
    columns: []
"""
YEARBOOK_TITLE: list[list[Cell]] = [
    ["19. Dân số trung bình phân theo huyện/thành phố thuộc tỉnh"],
    ["Average population by district"],
    [None, None, None, "Đơn vị tính: Người - Unit: Person"],
]
YEARBOOK_ROWS: list[list[Cell]] = [
    ["TỔNG SỐ - TOTAL", "217.000", "218.000", "219.500"],
    ["Thành phố Hòa Bình\nHòa Bình city", "130.834", "132.136", "133.000"],
    ["Huyện Lạc Thuỷ\nLac Thuy district", "86.166", "85.864", "86.500"],
]


def test_a_bilingual_yearbook_page_with_years_in_columns(tmp_path: Path) -> None:
    header: list[Cell] = [None, "2019", "2020", "Sơ bộ\nPrel. 2021"]
    rows = [*YEARBOOK_TITLE, header, *YEARBOOK_ROWS]
    reading = read(workbook(tmp_path / "y.xlsx", {"DS": rows}), catalogue(YEARBOOK, calendar="CAL"))
    assert values(reading, "area", "period", "value", "status", "locator") == [
        ("148", "2019", 130834, "final", "DS!B6"),
        ("148", "2020", 132136, "final", "DS!C6"),
        ("148", "2021", 133000, "provisional", "DS!D6"),
        ("159", "2019", 86166, "final", "DS!B7"),
        ("159", "2020", 85864, "final", "DS!C7"),
        ("159", "2021", 86500, "provisional", "DS!D7"),
    ]
    assert reading.findings == ()
    assert reading.period == ""


@pytest.mark.parametrize(
    "header",
    [
        [[None, "Năm 2019", "Năm 2020", "Sơ bộ 2021"]],
        [[None, 2019, 2020, "2021 (Sơ bộ)"]],
        [[None, None, None, "Sơ bộ"], [None, None, None, "Prel."], [None, 2019, 2020, 2021]],
        [[None, 2019, 2020, "Sơ bộ"], [None, None, None, "Prel. 2021"]],
        [["Đơn vị - Unit", "Năm - Year"], [None, 2019, 2020, "Prel. 2021"]],
    ],
)
def test_years_are_found_however_the_header_is_set(
    tmp_path: Path, header: list[list[Cell]]
) -> None:
    under = "Năm - Year" if header[0][:2] == ["Đơn vị - Unit", "Năm - Year"] else ""
    text = YEARBOOK.replace("columns: []", f'columns: ["{under}"]') if under else YEARBOOK
    rows = [*YEARBOOK_TITLE, *header, *YEARBOOK_ROWS]
    reading = read(csv_file(tmp_path / "y.csv", rows), catalogue(text))
    assert [row.value for row in reading.rows if row.period == "2021"] == [133000, 86500]
    assert [row.status for row in reading.rows if row.area == "148"] == [
        "final", "final", "provisional",
    ]  # fmt: skip


def test_a_label_on_two_rows_is_one_unit(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        *YEARBOOK_TITLE,
        [None, 2019, 2020],
        ["TỔNG SỐ", "217.000", "218.000"],
        ["TOTAL", None, None],
        ["Thành phố Hòa Bình", None, None],
        ["Hoa Binh city", "130.834", "132.136"],
        ["Huyện Lạc Thủy", "86.166", "85.864"],
        ["Lac Thuy district", None, None],
    ]
    reading = read(csv_file(tmp_path / "y.csv", rows), catalogue(YEARBOOK))
    assert values(reading, "area", "value") == [
        ("148", 130834), ("148", 132136), ("159", 86166), ("159", 85864),
    ]  # fmt: skip
    assert reading.findings == ()


def test_two_lines_that_name_different_areas_are_not_guessed(tmp_path: Path) -> None:
    rows = [*YEARBOOK_TITLE, [None, 2019], ["Huyện Lạc Sơn\nLac Thuy district", "86.166"],
            ["Huyện Đà Bắc", "50.000"]]  # fmt: skip
    reading = read(csv_file(tmp_path / "y.csv", rows), catalogue(YEARBOOK))
    assert (values(reading, "area"), rules(reading)) == ([("150",)], ["unknown_area"])


def test_a_total_of_one_year_that_does_not_add_up_is_told(tmp_path: Path) -> None:
    rows = [*YEARBOOK_TITLE, [None, 2019, 2020, 2021], ["Tổng số", "217.000", "218.001", "219.500"],
            *YEARBOOK_ROWS[1:]]  # fmt: skip
    reading = read(csv_file(tmp_path / "y.csv", rows), catalogue(YEARBOOK))
    assert [(item.where, item.got) for item in reading.findings] == [("y.csv#C5", "218001")]


def test_a_district_that_ended_has_no_figure_of_a_later_year(tmp_path: Path) -> None:
    old = YEARBOOK.replace("totals:", 'skip: ["Ghi chú"]\n  totals:')
    rows = [*YEARBOOK_TITLE, [None, 2018, 2019], ["Huyện Kỳ Sơn", "34.000", "34.400"]]
    reading = read(csv_file(tmp_path / "y.csv", rows), catalogue(old))
    assert values(reading, "area", "period") == [("151", "2018"), ("151", "2019")]
    after = read(
        csv_file(tmp_path / "z.csv", [*YEARBOOK_TITLE, [None, 2025, 2024], ["Đà Bắc", "1", "2"],
                                      ["Phú Thọ", "3", "4"]]),
        catalogue(old.replace("{city: all, district: all}", "{district: all, province: all}")),
    )  # fmt: skip
    assert values(after, "area", "period") == [("25", "2025"), ("25", "2024")]
    assert rules(after) == ["unknown_area"]


def test_a_figure_of_a_year_before_its_area_is_left_out(tmp_path: Path) -> None:
    data = catalogue(YEARBOOK)
    areas = {**data.areas}
    areas["148"] = replace(areas["148"], valid_from=date(2020, 1, 1))
    rows = [*YEARBOOK_TITLE, [None, 2019, 2020], ["Thành phố Hòa Bình", "130.834", "132.136"]]
    reading = read(csv_file(tmp_path / "y.csv", rows), replace(data, areas=areas))
    assert values(reading, "period") == [("2020",)]
    assert (
        reading.findings[0]
        .sentence("en")
        .startswith(
            "y.csv#5: got 2019; a period in which Hòa Bình city exists; the figure is left out."
        )
    )


QUARTERS = YEARBOOK.replace("columns: []", 'columns: ["Tiếp nhận"]').replace(
    "population", "dossiers_received"
)


@pytest.mark.parametrize(
    "header",
    [
        [[None, "Tiếp nhận", None], [None, "Quý I/2024", "Quý II/2024"]],
        [[None, "Tiếp nhận", None], [None, "Năm 2024", None], [None, "Quý I", "Quý II"]],
        [[None, "Tiếp nhận", None], [None, "Quý I", "Quý II"], [None, 2024, 2024]],
    ],
)
def test_periods_under_a_heading_may_take_two_rows(
    tmp_path: Path, header: list[list[Cell]]
) -> None:
    rows = [*YEARBOOK_TITLE, *header, ["Huyện Đà Bắc", "1.000", "1.200"]]
    reading = read(csv_file(tmp_path / "y.csv", rows), catalogue(QUARTERS))
    assert values(reading, "period", "value") == [("2024-Q1", 1000), ("2024-Q2", 1200)]


def test_a_share_by_period_takes_its_parts_from_two_blocks(tmp_path: Path) -> None:
    share = YEARBOOK.replace("population", "dossiers_online_share").replace(
        "columns: []", 'columns: ["Trực tuyến"]\n    denominator: ["Tiếp nhận"]'
    )
    rows: list[list[Cell]] = [
        *YEARBOOK_TITLE,
        [None, "Tiếp nhận", None, "Trực tuyến", None],
        [None, 2023, 2024, 2023, 2024],
        ["Huyện Đà Bắc", 200, 400, 50, 300],
    ]
    reading = read(csv_file(tmp_path / "y.csv", rows), catalogue(share))
    assert values(reading, "period", "value", "locator") == [
        ("2023", 100 * 50 / 200, "D6/B6"),
        ("2024", 100 * 300 / 400, "E6/C6"),
    ]


def test_a_share_needs_both_parts_of_its_period(tmp_path: Path) -> None:
    share = YEARBOOK.replace("population", "dossiers_online_share").replace(
        "columns: []", 'columns: ["Trực tuyến"]\n    denominator: ["Tiếp nhận"]'
    )
    rows: list[list[Cell]] = [
        *YEARBOOK_TITLE,
        [None, "Tiếp nhận", None, "Trực tuyến"],
        [None, 2023, 2024, 2024],
        ["Huyện Đà Bắc", 200, 400, 300],
    ]
    reading = read(csv_file(tmp_path / "y.csv", rows), catalogue(share))
    assert values(reading, "period") == [("2024",)]


def test_a_period_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    rows = [*YEARBOOK_TITLE, [None, 2019, "Năm 2019"], ["Huyện Đà Bắc", 1, 2]]
    error = refused(csv_file(tmp_path / "y.csv", rows), catalogue(YEARBOOK))
    assert "«2019» stands at B4, C4" in error.lines("en")[0]


# dti.gov.vn, 2022: rank first, then the province, decimal point, ties repeat the rank.
DTI = """# dti_2022
kind: table
name: {vi: "Xếp hạng DTI cấp tỉnh", en: "DTI ranking of provinces"}
source: RETURN
words: ["PDTI"]
units: {province: province}
table:
  label: "Tỉnh"
  period: hint
  ranks_all: true
measures:
  - {indicator: dti_rank, definition: as_given, columns: ["Xếp hạng DTI"]}
  - {indicator: dti_score, definition: as_given, period_kind: year_index,
     columns: ["CHUYỂN ĐỔI SỐ CẤP TỈNH (PDTI)"]}
  - {indicator: dti_government_score, definition: as_given, period_kind: year_index,
     columns: ["Chính quyền số"]}
"""
DTI_HEADER: list[Cell] = [
    "Xếp hạng DTI", "Tỉnh", "Nhận thức số", "Thể chế số", "Hạ tầng số", "Nhân lực số",
    "An toàn thông tin mạng", "Chính quyền số", "Kinh tế số", "Xã hội số",
    "CHUYỂN ĐỔI SỐ CẤP TỈNH (PDTI)",
]  # fmt: skip


def dti(rank: Cell, name: str, government: Cell, total: Cell) -> list[Cell]:
    return [rank, name, 1.0, 0.9, 0.8, 0.8, 0.7, government, 0.7, 0.5, total]


def test_a_ranking_with_ties_keeps_ranks_scores_and_how_many_are_ranked(tmp_path: Path) -> None:
    rows = [
        DTI_HEADER,
        dti(1, "Đà Nẵng", "0.8575", "0.8002"),
        dti(2, "Thừa Thiên Huế", "0.8262", "0.6975"),
        dti(2, "Phú Thọ", "0.7000", "0.6975"),
        dti(4, "Hoà Bình", 0.61, 0.5),
    ]
    data = catalogue(DTI, calendar="CAL", decimal=".", thousands=",")
    reading = read(workbook(tmp_path / "dti.xlsx", {"DTI": rows}), data, period="2022")
    ranks = [row for row in reading.rows if row.indicator == "dti_rank"]
    assert [(row.area, row.value, row.denominator) for row in ranks] == [
        ("48", 1, 4), ("46", 2, 4), ("25", 2, 4), ("17", 4, 4),
    ]  # fmt: skip
    score = only(reading, "48", "dti_score")
    assert (score.value, score.decimals, score.period_kind) == (0.8002, 4, "year_index")
    assert only(reading, "17", "dti_government_score").locator == "DTI!H5"
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("ranks", "where"), [((1, 2, 2, 3), "dti.csv#A5"), ((1, 1, 2, 3), "dti.csv#A4")]
)
def test_ranks_that_do_not_skip_after_a_tie_are_told(
    tmp_path: Path, ranks: tuple[int, ...], where: str
) -> None:
    names = ("Đà Nẵng", "Phú Thọ", "Hòa Bình", "Thừa Thiên Huế")
    table = [dti(rank, name, "0.5", "0.5") for rank, name in zip(ranks, names, strict=True)]
    data = catalogue(DTI, decimal=".", thousands=",")
    reading = read(csv_file(tmp_path / "dti.csv", [DTI_HEADER, *table]), data, period="2022")
    assert [(item.where, item.rule) for item in reading.findings] == [(where, "rank_ties")]
    assert {row.denominator for row in reading.rows} == {None}


def test_a_part_of_a_ranking_proves_nothing(tmp_path: Path) -> None:
    table = [dti(38, "Phú Thọ", "0.5", "0.5"), dti(42, "Hòa Bình", "0.5", "0.5")]
    data = catalogue(DTI.replace("ranks_all: true", ""), decimal=".", thousands=",")
    reading = read(csv_file(tmp_path / "dti.csv", [DTI_HEADER, *table]), data, period="2022")
    assert (rules(reading), only(reading, "17", "dti_rank").denominator) == ([], None)


def test_ranks_that_cannot_be_read_are_no_ranks(tmp_path: Path) -> None:
    table = [dti(1, "Phú Thọ", "0.5", "0.5"), dti("hạng nhì", "Bộ Tài chính", "0.5", "0.5")]
    data = catalogue(DTI, decimal=".", thousands=",")
    reading = read(csv_file(tmp_path / "dti.csv", [DTI_HEADER, *table]), data, period="2022")
    assert only(reading, "25", "dti_rank").denominator == 1


def test_a_score_above_its_bound_is_left_out_and_told(tmp_path: Path) -> None:
    data = catalogue(DTI, decimal=".", thousands=",")
    scored = replace(data.indicators["dti_score"], bounds=(0.0, 1.0))
    data = replace(data, indicators={**data.indicators, "dti_score": scored})
    rows = [DTI_HEADER, dti(1, "Đà Nẵng", "0.5", "80.02"), dti(2, "Phú Thọ", "0.5", "-0.1")]
    reading = read(csv_file(tmp_path / "dti.csv", rows), data, period="2022")
    assert [row.area for row in reading.rows if row.indicator == "dti_score"] == []
    assert [problem.sentence("en") for problem in reading.findings] == [
        "dti.csv#K2: got 80.02; indicator dti_score: a value in 0–1. The figure is left out:"
        " correct the file and send it again.",
        "dti.csv#K3: got -0.1; indicator dti_score: a value in 0–1. The figure is left out:"
        " correct the file and send it again.",
    ]


# The national portal's table of online services by agency.
SERVICES = """# services
kind: table
name: {vi: "Dịch vụ công trực tuyến theo cơ quan", en: "Online services by agency"}
source: RETURN
words: ["DVC trực tuyến"]
units: {province: province}
table: {label: "Cơ quan", period: title, totals: ["Tổng"]}
measures:
  - {indicator: procedures, definition: as_given, period_kind: stock, columns: ["Số TTHC"]}
  - {indicator: procedures_full, definition: as_given, period_kind: stock,
     columns: ["Số TTHC đã cung cấp DVC trực tuyến toàn trình"]}
"""


def test_the_portals_table_of_services_by_agency(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Tình hình cung cấp dịch vụ công, tính đến ngày 30/6/2024"],
        [
            "STT", "Cơ quan", "Số TTHC", "Số TTHC đủ điều kiện cung cấp DVC toàn trình",
            "Số TTHC đã cung cấp DVC trực tuyến toàn trình",
            "Số TTHC đã cung cấp DVC trực tuyến một phần", "Số TTHC chưa cung cấp DVCTT",
        ],
        [1, "UBND tỉnh Hòa Bình", "1.860", "700", "650", "660", "550"],
        [2, "UBND tỉnh Phú Thọ", "1.900", "800", "700", "600", "600"],
        [None, "Tổng cộng", "9.999", None, None, None, None],
    ]  # fmt: skip
    reading = read(csv_file(tmp_path / "s.csv", rows), catalogue(SERVICES, calendar="CAL"))
    assert values(reading, "indicator", "area", "period", "value") == [
        ("procedures", "17", "2024-06-30", 1860),
        ("procedures_full", "17", "2024-06-30", 650),
        ("procedures", "25", "2024-06-30", 1900),
        ("procedures_full", "25", "2024-06-30", 700),
    ]
    assert reading.findings == ()


# The statistics page of a provincial portal: rows are levels of service, not areas.
HUE = """# hue
kind: table
name: {vi: "Thống kê hồ sơ Cổng DVC Thừa Thiên Huế", en: "Dossier statistics of the Hue portal"}
source: RETURN
words: ["Trước hạn", "Trễ hạn"]
units: {province: all}
table: {label: "Mức độ", period: hint, area: "46"}
measures:
  - indicator: dossiers_on_time_share
    definition: as_given
    row: "4"
    columns: ["Trước hạn: Tổng", "Đúng hạn: Tổng"]
    denominator: ["Đã xử lý"]
  - indicator: dossiers_online_share
    definition: as_given
    row: "4"
    columns: ["Trước hạn: %"]
"""
HUE_ROWS: list[list[Cell]] = [
    [
        "Mức độ", "Tổng", "Đã xử lý", "Chưa xử lý", "Trước hạn", None, "Đúng hạn", None,
        "Trễ hạn", None,
    ],
    [None, None, None, None, "Tổng", "%", "Tổng", "%", "Tổng", "%"],
    ["1,2", "9.000", "8.000", "1.000", "4.000", "50%", "3.000", "37,5%", "1.000", "12,5%"],
    [4.0, "1.100", "1.000", "100", "486", "48,6%", "500", "50%", "14", "1,4%"],
]  # fmt: skip
HUE_MERGED = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:H1", "I1:J1"]


def test_the_statistics_page_of_hue_gives_figures_of_one_area(tmp_path: Path) -> None:
    path = workbook(tmp_path / "hue.xlsx", {"TK": HUE_ROWS}, {"TK": HUE_MERGED})
    reading = read(path, catalogue(HUE, calendar="CAL"), period="2024-06")
    assert values(reading, "area", "tier", "value", "decimals", "locator") == [
        ("46", "all", 100 * (486 + 500) / 1000, 1, "TK!(E4+G4)/C4"),
        ("46", "all", 48.6, 1, "TK!F4"),
    ]


def test_a_fraction_is_scaled_and_a_percent_sign_is_believed(tmp_path: Path) -> None:
    scaled = HUE.replace('columns: ["Trước hạn: %"]', 'columns: ["Trước hạn: %"]\n    factor: 100')
    data = catalogue(scaled, calendar="CAL")
    as_fraction = [*HUE_ROWS[:3], [*HUE_ROWS[3][:5], 0.486, *HUE_ROWS[3][6:]]]
    for rows in (HUE_ROWS, as_fraction):
        path = workbook(tmp_path / "hue.xlsx", {"TK": rows}, {"TK": HUE_MERGED})
        row = only(read(path, data, period="2024-06"), "46", "dossiers_online_share")
        assert (row.value, row.decimals) == (48.6, 1)


def test_thousands_of_persons_become_persons(tmp_path: Path) -> None:
    in_thousands = YEARBOOK.replace("columns: []", "columns: []\n    factor: 1000")
    rows = [*YEARBOOK_TITLE, [None, 2021], ["Huyện Đà Bắc", "130,83"], ["Huyện Lạc Sơn", "> 90"]]
    reading = read(csv_file(tmp_path / "y.csv", rows), catalogue(in_thousands))
    assert values(reading, "value", "qualifier", "decimals") == [
        (130830, "=", 0), (90000, ">", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "qualifier"),
    [("5", "> 7", ">"), ("trên 5", "> 7", ">"), ("> 5", "< 7", "~"), ("5", "7", "=")],
)
def test_the_bound_of_a_sum_is_that_of_its_parts(
    tmp_path: Path, first: str, second: str, qualifier: str
) -> None:
    both = SERVICES.replace('columns: ["Số TTHC"]', 'columns: ["A", "B"], factor: 10')
    text = "\n".join(both.splitlines()[:9]).replace("DVC trực tuyến", "dịch vụ")
    rows = [["dịch vụ, năm 2024"], ["Cơ quan", "A", "B"], ["Tỉnh Phú Thọ", first, second]]
    row = only(read(csv_file(tmp_path / "s.csv", rows), catalogue(text)), "25", "procedures")
    assert (row.value, row.qualifier, row.locator) == (120, qualifier, "B3+C3")


def test_a_measure_may_have_a_tier_of_its_own(tmp_path: Path) -> None:
    own = SERVICES.replace('columns: ["Số TTHC"]', 'columns: ["Số TTHC"], tier: commune')
    rows = [["DVC trực tuyến, năm 2024"],
            ["Cơ quan", "Số TTHC", "Số TTHC đã cung cấp DVC trực tuyến toàn trình"],
            ["Tỉnh Phú Thọ", 10, 5]]  # fmt: skip
    reading = read(csv_file(tmp_path / "s.csv", rows), catalogue(own))
    assert values(reading, "indicator", "tier") == [
        ("procedures", "commune"), ("procedures_full", "province"),
    ]  # fmt: skip


def test_no_provisional_words_make_nothing_provisional(tmp_path: Path) -> None:
    never = YEARBOOK.replace('["Sơ bộ", "Prel."]', "[]")
    rows = [*YEARBOOK_TITLE, [None, 2020, 2021], ["Huyện Đà Bắc", 1, 2]]
    reading = read(csv_file(tmp_path / "y.csv", rows), catalogue(layout(never)))
    assert {row.status for row in reading.rows} == {"final"}
