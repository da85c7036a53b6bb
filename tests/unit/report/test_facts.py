"""From judged rows to the facts of a sentence."""

from __future__ import annotations

import pytest

from chiso.catalog import TargetKind, Tier
from chiso.periods import Period
from chiso.report.facts import fact, facts, number_or_none, shown_decimals, value_text
from chiso.report.rows import rows_of
from makers import target
from unit.report.rows import figure, report


def told(*figures, **changes):
    edition = report(*figures, **changes)
    return fact(edition, next(rows_of(edition.leading)))


class TestFact:
    def test_a_figure_without_a_target_has_no_gap_and_no_act(self):
        found = told(figure(value=45), targets=())
        assert (found.value, found.verdict, found.tier) == (45, "no_target", Tier.PROVINCE)
        assert (found.target, found.due, found.act, found.gap) == (None, None, None, None)

    def test_a_judged_figure_names_target_due_date_and_act(self):
        found = told(figure(value=45), targets=(target(),))
        assert (found.target, found.operator, found.gap) == (50, ">=", 50 - 45)
        assert found.due == Period.parse("2025")
        assert found.act.en == "Decision 1"

    def test_counts_are_told_only_where_they_count(self):
        counted = told(figure(value=70.4, decimals=1, numerator=1310, denominator=1860))
        assert (counted.numerator, counted.denominator) == (1310, 1860)
        assert counted.value == pytest.approx(100 * 1310 / 1860)
        bound = told(figure(value=70, qualifier=">", numerator=1310, denominator=1860))
        assert (bound.numerator, bound.denominator, bound.value) == (None, None, 70)

    def test_a_bound_has_ends_and_no_gap(self):
        found = told(figure(value=95, qualifier=">"), targets=(target(value=80),))
        assert (found.gap, found.gap_low, found.gap_high) == (None, 80 - 100, 80 - 95)
        assert found.is_bound

    def test_a_copy_of_the_leading_target_is_restated(self):
        assert told(figure(value=50, qualifier=">="), targets=(target(),)).is_restated

    def test_a_copy_of_another_target_is_not_restated_against_the_leading_one(self):
        goals = (target(value=60), target(value=50, due=Period.parse("2030")))
        found = told(figure(value=50), targets=goals)
        assert (found.target, found.is_restated) == (60, False)

    def test_counts_that_reach_the_target_exactly_are_not_restated(self):
        counted = figure(value=50, numerator=200, denominator=400)
        assert not told(counted, targets=(target(),)).is_restated

    def test_a_figure_carried_forward_is_marked(self):
        rows = figure(value=45), figure(value=45, period="2022")
        assert told(*rows, targets=()).is_carried

    def test_rows_without_a_figure_have_no_facts(self):
        edition = report(figure(value=45), targets=(target(indicator="late_share",
            definition="as_printed", operator="<=", kind=TargetKind.LEVEL),))  # fmt: skip
        assert len(edition.leading) == 2
        assert [item.indicator.id for item in facts(edition, edition.leading)] == ["online_share"]


def decimals(goal=None, **changes):
    edition = report(figure(**changes))
    row = next(rows_of(edition.leading))
    return shown_decimals(edition.indicator("online_share"), row, goal)


class TestDecimals:
    def test_a_print_keeps_its_decimals(self):
        assert decimals(value=45.25, decimals=2) == 2

    def test_a_counted_share_has_at_least_those_of_the_catalogue(self):
        assert decimals(value=70, decimals=0, numerator=1310, denominator=1860) == 1

    def test_a_share_that_would_read_as_its_target_gets_more(self):
        assert decimals(70.0, value=70, numerator=6996, denominator=10_000) == 2

    def test_a_share_that_would_read_as_full_gets_more(self):
        assert decimals(70.0, value=100, numerator=9996, denominator=10_000) == 2

    def test_a_share_that_equals_its_target_gets_none(self):
        assert decimals(50.0, value=50) == 0

    def test_a_share_that_equals_a_fine_target_is_as_fine(self):
        assert decimals(62.25, value=62, numerator=249, denominator=400) == 2

    def test_a_bound_keeps_its_decimals(self):
        assert decimals(90.4, value=90, qualifier=">") == 0

    def test_without_stated_decimals_the_value_keeps_its_own(self):
        assert decimals(value=45.5, decimals=None) == 1

    def test_and_at_most_those_of_the_catalogue(self):
        assert decimals(value=45.123, decimals=None) == 1


@pytest.mark.parametrize(("value", "number"), [(None, None), (float("nan"), None), (3, 3.0)])
def test_a_missing_number_is_none(value, number):
    assert number_or_none(value) == number


@pytest.mark.parametrize(
    ("row", "vi", "en"),
    [
        (figure(value=90, qualifier=">"), "> 90%", "> 90%"),
        (figure(value=70.43, decimals=2), "70,43%", "70.43%"),
        (figure("digitisation_score", value=13.6), "13,6/22", "13.6/22"),
        (figure("dossiers", value=131794), "131.794", "131,794"),
    ],
)
def test_cards_and_charts_write_a_figure_in_short(row, vi, en):
    for lang, text in (("vi", vi), ("en", en)):
        edition = report(row, lang=lang, targets=())
        assert value_text(edition, next(rows_of(edition.leading))) == text
