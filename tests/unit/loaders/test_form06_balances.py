"""Sums that form 06 must keep."""

from __future__ import annotations

import pytest

from makers.forms import ROWS, SUMMARY_ROWS, FormRow, form, read, summary, with_count

HAND = (105, 40, 50, 13, 60, 20, 30, 10, 45, 40, 5)


def one_row(*counts: object) -> list[tuple[str, str, str]]:
    """Findings of a form that has nothing but a total."""
    reading = read(form(rows=(FormRow(None, "Tổng cộng", counts),)))
    return [(found.rule, found.where, found.got) for found in reading.findings]


def test_a_consistent_form_gives_no_doubts() -> None:
    assert read(form()).findings == ()
    assert read(summary()).findings == ()


def test_dossiers_to_settle_are_those_of_three_columns() -> None:
    assert one_row(*HAND) == [
        ("balance_received", "bc.xlsx#06!C10", "105; D10+E10+F10 = 40+50+13 = 103")
    ]


@pytest.mark.parametrize(
    ("number", "cell", "expected"),
    [
        (8, 21, ("balance_settled", "bc.xlsx#06!G10", "60; H10+I10+J10 = 21+30+10 = 61")),
        (12, 39, ("balance_pending", "bc.xlsx#06!K10", "45; L10+M10 = 39+5 = 44")),
    ],
)
def test_settled_and_pending_dossiers_are_those_of_their_columns(
    number: int, cell: int, expected: tuple[str, str, str]
) -> None:
    counts = [105, 40, 50, 15, *HAND[4:]]
    counts[number - 3] = cell
    assert one_row(*counts) == [expected]


def test_what_is_to_settle_is_settled_or_pending() -> None:
    counts = (105, 40, 50, 15, 60, 20, 30, 10, 44, 40, 4)
    assert one_row(*counts) == [("balance_flow", "bc.xlsx#06!C10", "105; G10+K10 = 60+44 = 104")]


def test_sentence_of_a_broken_balance_reads_as_a_person_would_say_it() -> None:
    (found,) = read(form(rows=(FormRow(None, "Tổng cộng", HAND),))).findings
    assert found.sentence("vi") == (
        "bc.xlsx#06!C10: nhận được 105; D10+E10+F10 = 40+50+13 = 103; cột (3) = (4) + (5) + (6)."
        " Đối chiếu với đơn vị gửi; số in trên biểu được giữ nguyên."
    )


def test_a_missing_addend_leaves_a_balance_open() -> None:
    counts = (105, 40, 50, None, *HAND[4:])
    assert [rule for rule, _, _ in one_row(*counts)] == ["empty_cell"]


def test_known_addends_that_exceed_the_total_break_it_all_the_same() -> None:
    counts = (105, 60, 50, None, *HAND[4:])
    assert one_row(*counts)[1] == (
        "balance_received",
        "bc.xlsx#06!C10",
        "105; D10+E10 = 60+50 = 110",
    )


def test_a_single_known_addend_is_said_once() -> None:
    counts = (105, 110, None, None, *HAND[4:])
    assert one_row(*counts)[1][2] == "105; D10 = 110"


def test_a_balance_without_total_or_addends_is_open() -> None:
    assert [rule for rule, _, _ in one_row(None, *HAND[1:])] == ["empty_cell"]
    assert [rule for rule, _, _ in one_row(103, None, None, None, *HAND[4:])] == [
        "empty_cell",
        "balance_flow",
    ]


def test_a_section_is_the_sum_of_its_fields() -> None:
    made = form(rows=with_count(0, 4, 71), footer=())
    found = [(doubt.rule, doubt.got) for doubt in read(made).findings]
    assert ("section_sum", "71; D11+D12 = 50+20 = 70") in found
    assert ("total_sum", "105; D10+D13 = 71+35 = 106") in found


def test_the_total_is_the_sum_of_the_sections() -> None:
    made = form(rows=with_count(6, 13, 9))
    found = {doubt.rule: (doubt.where, doubt.got) for doubt in read(made).findings}
    assert found["total_sum"] == ("bc.xlsx#06!M16", "9; M10+M13 = 4+4 = 8")


def test_fields_stand_in_for_a_section_without_figures() -> None:
    rows = list(with_count(6, 4, 200))
    rows[0] = rows[0]._replace(counts=None)
    found = {doubt.rule: doubt.got for doubt in read(form(rows=rows)).findings}
    assert found["total_sum"] == "200; D11+D12+D13 = 50+20+35 = 105"


def test_a_section_without_any_figures_leaves_the_total_open() -> None:
    rows = (*ROWS[:-1], FormRow("C", "Cấp tỉnh", None), ROWS[-1])
    assert read(form(rows=rows)).findings == ()


def test_long_sums_are_shortened() -> None:
    fields = [FormRow(number, f"Lĩnh vực {number}", ROWS[1].counts) for number in range(1, 9)]
    rows = (ROWS[0], *fields, *ROWS[3:])
    found = [doubt.got for doubt in read(form(rows=rows)).findings if doubt.where.endswith("D10")]
    assert found == ["70; D11+…+D18 = 50+…+50 = 400"]


def test_a_break_does_not_stop_the_import_and_is_noted_beside_its_figures() -> None:
    # One dossier too many settled early in the total: 7 = 8+9+10 breaks in that row only.
    good = ROWS[-1].counts or ()
    made = form(rows=with_count(6, 8, good[5] + 1))  # type: ignore[operator]
    noted = {(row.tier, row.indicator): row.note for row in read(made).rows if row.note}
    assert {tier for tier, _ in noted} == {"all"}
    assert {indicator for _, indicator in noted} == {
        "dossiers_settled", "dossiers_settled_early", "dossiers_settled_on_time",
        "dossiers_settled_late", "dossiers_on_time_share", "dossiers_overdue_share",
    }  # fmt: skip
    settled = noted["all", "dossiers_settled"]
    assert settled == "not balanced in the return: G16 = 369; H16+I16+J16 = 176+178+16 = 370"


def test_a_figure_in_two_broken_sums_names_both() -> None:
    good = ROWS[-1].counts or ()
    made = form(rows=with_count(6, 8, good[5] + 1))  # type: ignore[operator]
    early = next(
        row
        for row in read(made).rows
        if (row.tier, row.indicator) == ("all", "dossiers_settled_early")
    )
    assert early.value == 176
    assert early.note.count(";") == 3


def test_sums_of_a_province_are_checked_alike() -> None:
    rows = list(SUMMARY_ROWS)
    rows[3] = rows[3]._replace(counts=rows[0].counts)
    assert "section_sum" in {doubt.rule for doubt in read(summary(rows=rows)).findings}
