"""The chapter on areas: with panels, with sparse figures, and after the tier ended."""

from __future__ import annotations

import pytest

from chiso.narrative import Prose
from chiso.report.stack import Stack
from chiso.tables import Table
from unit.report.district_rows import APART, CODES, counted, counts, panel_report
from unit.report.rows import figure, report

CALLS = (
    "compare_districts", "survey_districts", "compare_periods", "compare_departments",
    "compare_provinces",
)  # fmt: skip


class TestWithPanels:
    def test_sentences_figures_and_table_stand_together(self):
        shown = panel_report(*counts(APART)).compare_districts()
        assert isinstance(shown, Stack)
        kinds = [type(part).__name__ for part in shown.parts]
        assert kinds == ["Prose", "Prose", "Stack", "Table"]

    def test_all_shares_are_surveyed(self):
        assert isinstance(panel_report(*counts(APART)).survey_districts(), Stack)

    def test_two_periods_are_compared(self):
        shown = panel_report(*counts(APART), *counts(APART, period="2022")).compare_periods()
        assert [type(part).__name__ for part in shown.parts] == ["Prose", "Stack", "Stack"]

    def test_coverage_names_who_is_missing(self):
        edition = panel_report(*counts(APART)[:9], lang="en")
        assert edition.say_districts().texts == [
            "9 of 10 district-level units published figures in the period; indicators covered: 1;"
            " shares with counts that can be compared: 1.",
            "Without any figure in the period: Lạc Thủy.",
        ]


class TestSparseFigures:
    def test_what_there_is_is_listed_and_the_reason_said(self):
        edition = panel_report(counted("150", 5), figure(area="148", tier="district"), lang="en")
        told = edition.compare_districts().texts
        assert told[0].startswith("2 of 10 district-level units published figures")
        assert "No share was published with its counts by at least 3 districts" in told[-1]
        listed = edition.survey_districts()
        assert isinstance(listed, Table)
        assert listed.frame["group"].tolist() == ["Hòa Bình city", "Đà Bắc district"]

    def test_without_any_district_figure_the_survey_says_so(self):
        assert "không so sánh được các huyện" in panel_report(figure()).survey_districts().texts[0]


class TestAfterTheTier:
    def test_the_day_and_the_last_period_are_told(self):
        edition = panel_report(*counts(APART, period="2025-H1"), figure(period="2025"),
                               period="2025")  # fmt: skip
        assert edition.compare_districts().texts == [
            "Cấp huyện đã kết thúc hoạt động vào ngày 30/6/2025; kỳ này không có số liệu cấp"
            " huyện.",
            "Số liệu cấp huyện gần nhất là của 6 tháng đầu năm 2025.",
        ]

    def test_without_district_figures_the_day_stands_alone(self):
        edition = panel_report(figure(period="2025"), period="2025", lang="en")
        assert edition.say_districts().texts == [
            "The district tier ended on 30 June 2025; this period has no district figures."
        ]

    def test_a_province_that_never_had_districts_has_no_end_of_them(self):
        areas = {"17": report(figure()).area("17")}
        edition = panel_report(figure(), areas=areas)
        assert "Không có đơn vị nào trong 0" in edition.say_districts().texts[0]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("call", CALLS)
def test_no_part_is_ever_empty(call, lang):
    shown = getattr(panel_report(figure(), lang=lang), call)()
    assert isinstance(shown, Prose)
    assert shown.texts[0]


def test_the_districts_of_the_chapter_are_those_of_the_closing_day():
    assert [area.id for area in panel_report(figure()).districts()] == list(CODES)
