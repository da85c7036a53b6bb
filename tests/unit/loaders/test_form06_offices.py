"""Form II.06a of an office of the province: one tier, under the office's own code."""

from __future__ import annotations

import pytest

from chiso.loaders.reading import Reading
from makers.forms import (
    CIVIL,
    COMMUNE,
    COPIES,
    DISTRICT,
    LAND,
    ROWS,
    TITLE,
    Form,
    FormRow,
    added,
    form,
    problems,
    read,
    said,
    summary,
)

BOTH = added(LAND, CIVIL)
FIELDS = (FormRow(1, "Lý lịch tư pháp", LAND), FormRow(2, "Công chứng", CIVIL))
TOTAL = FormRow(None, "TỔNG CỘNG", BOTH)
SECTION = (FormRow("A", "TTHC cấp tỉnh", BOTH), *FIELDS, TOTAL)


def office(name: str = "Đơn vị báo cáo: Sở Tư pháp", rows: tuple[FormRow, ...] = SECTION) -> Form:
    title = [cell for cell in TITLE if "Đơn vị báo cáo" not in str(cell[2])]
    return form(rows=rows, title=(*title, (0, 9, name)))


def online(reading: Reading) -> dict[tuple[str, str], tuple[float, str]]:
    return {
        (row.area, row.tier): (row.value, row.locator)
        for row in reading.rows
        if row.indicator == "dossiers_online"
    }


def test_its_section_is_entered_once_and_the_total_only_checks_it() -> None:
    reading = read(office())
    assert online(reading) == {("17.STP", "province"): (50 + 20, "06!D10")}
    assert (reading.area, reading.findings) == ("17.STP", ())


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ((*FIELDS, TOTAL), "06!D12"),
        ((FormRow("A", "TTHC cấp tỉnh", None), *FIELDS, TOTAL), "06!D13"),
        (FIELDS, "06!SUM(D10:D11)"),
        ((TOTAL,), "06!D10"),
    ],
    ids=["no section", "a heading without counts", "rows alone", "a total alone"],
)
def test_an_office_has_one_tier_whatever_its_rows(rows: tuple[FormRow, ...], cells: str) -> None:
    assert online(read(office(rows=rows))) == {("17.STP", "province"): (50 + 20, cells)}


def test_a_total_that_its_section_does_not_make_is_told() -> None:
    rows = (*SECTION[:3], FormRow(None, "TỔNG CỘNG", added(BOTH, COPIES)))
    found = said(read(office(rows=rows)).findings)
    assert ("total_sum", "bc.xlsx#06!C13") in found


@pytest.mark.parametrize("rows", [ROWS, (*SECTION[:3], FormRow("B", "TTHC cấp xã", COMMUNE))])
def test_an_office_cannot_report_for_districts_or_communes(rows: tuple[FormRow, ...]) -> None:
    found = problems(office(rows=rows))
    assert {problem.rule for problem in found} == {"office_section"}
    assert "Sở Tư pháp là cơ quan cấp tỉnh" in found[0].allowed.vi


def test_a_district_still_needs_a_heading_for_each_tier() -> None:
    assert said(problems(form(rows=(*FIELDS, TOTAL)))) == [("no_section", "bc.xlsx#06!B10")]


def test_an_office_that_is_not_in_the_catalogue_is_refused_with_what_to_do() -> None:
    (problem,) = problems(office("Đơn vị báo cáo: Sở Ngoại vụ"))
    assert (problem.rule, problem.where) == ("unknown_office", "bc.xlsx#06!J1")
    assert "areas.csv" in problem.todo.vi
    assert "department" in problem.todo.en
    assert "Sở Nội vụ" in problem.todo.vi


def test_an_unknown_place_is_not_taken_for_an_office() -> None:
    assert problems(office("Đơn vị báo cáo: UBND huyện Nào Đó"))[0].rule == "unknown_area"


def test_without_a_label_the_office_at_the_top_reports() -> None:
    title = [cell for cell in TITLE if "Đơn vị báo cáo" not in str(cell[2])]
    made = form(rows=SECTION, title=(*title, (0, 2, "UBND TỈNH HÒA BÌNH"), (1, 2, "SỞ TƯ PHÁP")))
    assert read(made).area == "17.STP"


def test_the_committee_of_the_province_is_not_its_office() -> None:
    (problem,) = problems(office("Đơn vị báo cáo: UBND tỉnh"))
    assert problem.rule == "unknown_area"


def test_rows_of_fields_are_counted_as_checked_and_not_entered() -> None:
    assert read(form()).checked == 4
    assert read(office()).checked == 2
    assert read(summary()).checked == 0
    assert DISTRICT == BOTH
