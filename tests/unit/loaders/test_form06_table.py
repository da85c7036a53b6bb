"""Rows of form 06: sections, fields, totals, and what is refused among them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from chiso.loaders.cells import Cell
from chiso.loaders.grid import CellRange
from chiso.loaders.reading import ReturnRow
from makers.forms import (
    BIRTHS,
    CIVIL,
    COMMUNE,
    COPIES,
    DISTRICT,
    FOOTER,
    LAND,
    ROWS,
    Form,
    FormRow,
    added,
    form,
    problems,
    read,
    said,
    with_count,
    with_row,
)

ALL = added(DISTRICT, COMMUNE)
TOTAL = ROWS[-1]


def received(made: Form) -> dict[str, float]:
    """Column 3 by tier."""
    return {row.tier: row.value for row in figures(made, "dossiers_to_settle")}


def figures(made: Form, indicator: str) -> list[ReturnRow]:
    return [row for row in read(made).rows if row.indicator == indicator]


def rules(made: Form) -> list[str]:
    return [problem.rule for problem in read(made).findings]


def refused(rows: Sequence[FormRow], **changes: object) -> list[tuple[str, str]]:
    return said(problems(form(rows=rows, **changes)))


EVERY_TIER = {"district": DISTRICT[0], "commune": COMMUNE[0], "all": ALL[0]}


def test_each_section_and_the_total_are_read() -> None:
    assert received(form()) == EVERY_TIER


def test_the_total_may_stand_first() -> None:
    assert received(form(rows=(TOTAL, *ROWS[:-1]))) == EVERY_TIER


def test_blank_rows_and_lines_of_text_are_passed_over() -> None:
    blank = FormRow(None, None, None)
    text = FormRow(None, "Trong đó:", None)
    rows = (blank, ROWS[0], text, *ROWS[1:3], blank, *ROWS[3:])
    assert received(form(rows=rows)) == EVERY_TIER
    assert rules(form(rows=rows)) == []


def test_a_section_may_print_its_total_below_its_fields() -> None:
    rows = (
        ROWS[0]._replace(counts=None),
        *ROWS[1:3],
        FormRow(None, "Cộng", DISTRICT),
        ROWS[3]._replace(counts=None),
        *ROWS[4:6],
        FormRow(None, "Cộng cấp xã", COMMUNE),
        TOTAL,
    )
    made = form(rows=rows)
    assert received(made) == EVERY_TIER
    assert figures(made, "dossiers_to_settle")[0].locator == f"06!{made.at(3, 3)}"


def test_totals_of_the_sections_may_stand_together_at_the_end() -> None:
    rows = (
        *(row._replace(counts=None) if row.number in ("A", "B") else row for row in ROWS[:-1]),
        FormRow(None, "Tổng cấp huyện", DISTRICT),
        FormRow(None, "Tổng cấp xã", COMMUNE),
        TOTAL,
    )
    assert received(form(rows=rows)) == EVERY_TIER


def test_a_form_may_print_nothing_but_totals() -> None:
    rows = (
        FormRow(None, "Cộng cấp huyện", DISTRICT),
        FormRow(None, "Cộng cấp xã", COMMUNE),
        TOTAL,
    )
    assert received(form(rows=rows)) == EVERY_TIER


def test_a_bare_sum_below_sections_with_figures_is_the_total() -> None:
    assert received(form(rows=(*ROWS[:-1], TOTAL._replace(label="Cộng")))) == EVERY_TIER


def test_a_bare_sum_without_any_section_is_the_total() -> None:
    assert received(form(rows=(FormRow(None, "Cộng", ALL),))) == {"all": ALL[0]}


def test_a_section_without_figures_is_the_sum_of_its_fields() -> None:
    rows = with_row(0, counts=None)
    made = form(rows=rows)
    row = figures(made, "dossiers_to_settle")[0]
    assert (row.tier, row.value) == ("district", LAND[0] + CIVIL[0])  # type: ignore[operator]
    assert row.locator == f"06!SUM({made.at(1, 3)}:{made.at(2, 3)})"
    assert row.note == "sum of the rows: the section prints no figures of its own"
    assert rules(made) == []


def test_the_fields_of_a_sum_may_stand_apart() -> None:
    rows = (
        ROWS[0]._replace(counts=None),
        ROWS[1],
        FormRow(None, None, None),
        *ROWS[2:],
    )
    made = form(rows=rows)
    row = figures(made, "dossiers_to_settle")[0]
    assert row.locator == f"06!SUM({made.at(1, 3)},{made.at(3, 3)})"


def test_a_section_with_neither_figures_nor_fields_gives_none() -> None:
    rows = (FormRow("A", "Cấp huyện", None), *ROWS[3:6], TOTAL._replace(counts=COMMUNE))
    assert received(form(rows=rows)) == {"commune": COMMUNE[0], "all": COMMUNE[0]}


def test_details_of_a_field_are_not_added_again() -> None:
    detail = FormRow("1.1", "Cấp giấy chứng nhận", LAND)
    dash = FormRow("-", "Đăng ký biến động", LAND)
    rows = (*ROWS[:2], detail, dash, *ROWS[2:])
    assert rules(form(rows=rows)) == []


def test_a_missing_total_is_a_doubt() -> None:
    made = form(rows=ROWS[:-1])
    assert received(made) == {"district": DISTRICT[0], "commune": COMMUNE[0]}
    assert [(found.rule, found.where) for found in read(made).findings] == [
        ("no_total", "bc.xlsx#06!B15")
    ]


@pytest.mark.parametrize(
    "write",
    [
        float,
        lambda count: f"{count:,}".replace(",", "."),
        lambda count: f"{count:,}".replace(",", " "),
        lambda count: count or "-",
    ],
)
def test_counts_may_be_numbers_or_text(write: object) -> None:
    assert received(form(write=write)) == EVERY_TIER


def test_text_follows_the_separators_of_its_source() -> None:
    made = form(rows=with_count(1, 4, "1,023"))
    assert said(problems(made)) == [("fraction_in_count", "bc.xlsx#06!D11")]
    reading = read(made, decimal=".", thousands=",")
    assert [found.rule for found in reading.findings] == [
        "balance_received",
        "section_sum",
    ]


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        (-3, "negative_count"),
        (2.5, "fraction_in_count"),
        ("khoảng 50", "number_form"),
        ("#REF!", "error_value"),
        (True, "not_a_number"),
        (2 * 10**12, "count_too_large"),
        (float("nan"), "not_a_number"),
    ],
)
def test_what_is_no_count_is_refused_with_its_cell(cell: Cell, rule: str) -> None:
    assert refused(with_count(2, 9, cell)) == [(rule, "bc.xlsx#06!I12")]


def test_every_bad_cell_is_said() -> None:
    rows = list(with_count(1, 4, "abc"))
    rows[4] = rows[4]._replace(counts=(*COPIES[:-1], -1))
    assert refused(rows) == [
        ("number_form", "bc.xlsx#06!D11"),
        ("negative_count", "bc.xlsx#06!M14"),
    ]


@pytest.mark.parametrize("empty", [None, "…"])
def test_an_empty_cell_is_missing_and_not_zero(empty: Cell) -> None:
    made = form(rows=with_count(0, 13, empty))
    assert [(found.rule, found.where, found.got) for found in read(made).findings] == [
        ("empty_cell", "bc.xlsx#06!M10", "'TTHC cấp huyện'")
    ]
    late = {row.tier for row in figures(made, "dossiers_pending_late")}
    shares = {row.tier for row in figures(made, "dossiers_overdue_share")}
    assert (late, shares) == ({"commune", "all"}, {"commune", "all"})
    assert "district" in {row.tier for row in figures(made, "dossiers_online_share")}


def test_a_sum_with_a_missing_addend_is_missing() -> None:
    rows = list(with_count(1, 4, None))
    rows[0] = rows[0]._replace(counts=None)
    made = form(rows=rows)
    assert {row.tier for row in figures(made, "dossiers_online")} == {"commune", "all"}
    assert len(figures(made, "dossiers_direct")) == 3


def test_a_field_without_any_count_is_one_doubt() -> None:
    rows = with_row(2, counts=None)
    (found, *_) = read(form(rows=rows)).findings
    assert (found.rule, found.where) == (
        "empty_row",
        "bc.xlsx#06!C12, D12, E12, F12, G12, H12, I12, J12, … (11)",
    )


def test_numbers_outside_the_columns_are_doubts() -> None:
    made = form(changes={(10, 14): 7, (10, 15): "ghi chú", (2, 14): 9})
    assert said(read(made).findings) == [("stray_number", "bc.xlsx#06!O11")]


def test_a_lone_number_below_the_total_is_a_doubt() -> None:
    made = form(footer=(*FOOTER, (4, 9, "0218.385.1234")))
    assert said(read(made).findings) == [("stray_number", "bc.xlsx#06!J21")]


def test_figures_below_the_total_are_refused() -> None:
    rows = (*ROWS, FormRow(3, "Thanh tra", LAND))
    (problem,) = problems(form(rows=rows))
    assert (problem.rule, problem.where) == ("data_below_total", "bc.xlsx#06!C17")
    assert "dòng tổng B16" in problem.allowed.vi


def test_two_totals_are_refused() -> None:
    (problem,) = problems(form(rows=(TOTAL, *ROWS)))
    assert (problem.rule, problem.where) == ("two_totals", "bc.xlsx#06!B17")
    assert "B10" in problem.allowed.vi


def test_two_totals_of_one_section_are_refused() -> None:
    rows = (*ROWS[:3], FormRow(None, "Cộng cấp huyện", DISTRICT), *ROWS[3:])
    assert refused(rows) == [("two_totals", "bc.xlsx#06!B13")]


def test_the_same_section_twice_is_refused() -> None:
    (problem,) = problems(form(rows=with_row(3, label="Cấp huyện")))
    assert (problem.rule, problem.where) == ("section_twice", "bc.xlsx#06!B13")
    assert "B10" in problem.allowed.vi


def test_the_same_field_twice_in_a_section_is_refused() -> None:
    (problem,) = problems(form(rows=with_row(2, label="ĐẤT  ĐAI")))
    assert (problem.rule, problem.where) == ("row_twice", "bc.xlsx#06!B12")
    assert "B11" in problem.allowed.vi


def test_a_tier_that_is_not_known_is_refused() -> None:
    (problem,) = problems(form(rows=with_row(3, label="Cấp thôn")))
    assert (problem.rule, problem.where, problem.got) == (
        "unknown_section",
        "bc.xlsx#06!B13",
        "'B Cấp thôn'",
    )


def test_fields_above_every_section_are_refused_once() -> None:
    assert refused(ROWS[1:]) == [("no_section", "bc.xlsx#06!B10")]


def test_bad_cells_below_a_refused_heading_are_said_too() -> None:
    rows = list(with_count(4, 5, "abc"))
    rows[3] = rows[3]._replace(label="Cấp thôn")
    assert refused(rows) == [
        ("unknown_section", "bc.xlsx#06!B13"),
        ("number_form", "bc.xlsx#06!E14"),
    ]


def test_figures_without_a_label_are_refused() -> None:
    assert refused(with_row(1, label=None)) == [("no_label", "bc.xlsx#06!B11")]


@pytest.mark.parametrize(
    ("area", "address"),
    [(CellRange(10, 3, 11, 3), "D11:D12"), (CellRange(9, 5, 9, 6), "F10:G10")],
)
def test_merged_cells_among_the_figures_are_refused(area: CellRange, address: str) -> None:
    assert refused(ROWS, merged=[area]) == [("merged_cells", f"bc.xlsx#06!{address}")]


def test_merged_labels_and_headings_of_sections_are_no_problem() -> None:
    merged = [CellRange(9, 0, 9, 12), CellRange(15, 0, 15, 1), CellRange(17, 9, 17, 12)]
    assert rules(form(rows=with_row(0, counts=None), merged=merged)) == []


def test_birth_registration_counts_in_its_own_section() -> None:
    assert received(form())["commune"] == COPIES[0] + BIRTHS[0]  # type: ignore[operator]
