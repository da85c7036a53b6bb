"""Revisions, disagreements between sources, and breaks of definition."""

from __future__ import annotations

import pytest

from chiso.report.selection import leading_rows
from chiso.report.vintages import definition_breaks, rival_rows, with_history_flags
from unit.report.rows import figure, frame

LATER = {"published": "2025-04-06", "source": "NEWS2"}


def flags(*figures):
    published = frame(*figures)
    rows = with_history_flags(leading_rows(published), rival_rows(published))
    return rows[["is_revised", "is_disputed", "is_redefined"]].iloc[-1].tolist()


class TestRivals:
    def test_two_values_for_one_figure_are_rivals(self):
        rows = rival_rows(frame(figure(value=86.76, **LATER), figure(value=86.89)))
        assert rows["value"].tolist() == [86.89, 86.76]
        assert rows["is_revision"].tolist() == [True, True]

    @pytest.mark.parametrize("other", [{"period": "2022"}, {"definition": "online_over_eligible"}])
    def test_two_figures_are_no_rivals(self, other):
        assert rival_rows(frame(figure(), figure(value=60, **other))).empty

    def test_one_value_printed_twice_is_no_rival(self):
        assert rival_rows(frame(figure(), figure(**LATER))).empty


class TestHistory:
    def test_a_single_figure_has_no_history(self):
        assert flags(figure()) == [False, False, False]

    def test_a_later_publication_with_another_value_is_a_revision(self):
        assert flags(figure(value=86.89), figure(value=86.76, **LATER)) == [True, False, False]

    def test_two_sources_of_one_day_disagree(self):
        assert flags(figure(value=60, source="NEWS2"), figure()) == [False, True, False]

    def test_an_estimate_that_differs_is_a_disagreement(self):
        rows = figure(value=60, status="estimated", **LATER), figure()
        assert flags(*rows) == [False, True, False]

    def test_a_figure_stated_twice_is_not_revised_by_an_estimate(self):
        estimate = figure(value=60, status="estimated", **LATER)
        again = figure(published="2024-06-01", source="NEWS2")
        assert flags(estimate, figure(), again) == [False, True, False]

    def test_the_first_figure_under_a_new_definition_is_marked(self):
        before = figure(period="2022", definition="online_over_eligible")
        assert flags(before, figure()) == [False, False, True]

    def test_the_next_figure_under_it_is_not(self):
        before = figure(period="2021", definition="online_over_eligible")
        assert flags(before, figure(period="2022"), figure()) == [False, False, False]

    def test_another_tier_does_not_break_a_series(self):
        other = figure(period="2022", tier="district", definition="online_over_eligible")
        assert flags(other, figure()) == [False, False, False]

    def test_of_two_definitions_for_one_period_the_order_of_rows_decides_nothing(self):
        rows = figure(), figure(definition="online_over_eligible")
        marked = []
        for order in (rows, rows[::-1]):
            published = frame(*order)
            found = with_history_flags(leading_rows(published), rival_rows(published))
            marked.append(found.loc[found["is_redefined"], "definition"].tolist())
        assert marked[0] == marked[1]


class TestBreaks:
    def test_a_break_names_both_definitions_and_both_periods(self):
        rows = definition_breaks(
            frame(figure(), figure(period="2021", definition="online_over_eligible"))
        )
        assert rows.to_dict("records") == [
            {
                "indicator": "online_share", "area": "17", "tier": "province", "scope": "all",
                "old_indicator": "online_share",
                "old_definition": "online_over_eligible", "old_period": "2021",
                "new_definition": "online_over_all", "new_period": "2023",
            }
        ]  # fmt: skip

    def test_one_definition_has_no_break(self):
        assert definition_breaks(frame(figure(), figure(period="2022"))).empty
