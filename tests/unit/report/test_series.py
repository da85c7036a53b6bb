"""Comparable series: what is left out, and what their length allows."""

from __future__ import annotations

import pandas as pd
import pytest

from makers import target
from unit.report.rows import figure, report


def yearly(*values, first=2019, name="online_share", **changes):
    return [
        figure(name, value=value, period=str(first + place), **changes)
        for place, value in enumerate(values)
    ]


def series(*figures, **changes):
    return report(*figures, **{"targets": (), **changes}).trend_rows


class TestLadder:
    @pytest.mark.parametrize(
        ("values", "level"),
        [
            ((40, 42), "change_only"),
            ((40, 42, 44), "descriptive_trend"),
            ((40, 42, 44, 45), "descriptive_trend"),
            ((40, 42, 44, 45, 49), "trend_test_allowed"),
        ],
    )
    def test_the_number_of_points_says_what_is_allowed(self, values, level):
        row = series(*yearly(*values)).iloc[0]
        assert (row["points"], row["level"]) == (len(values), level)

    def test_one_point_is_no_series(self):
        assert series(figure()).empty

    def test_nothing_exact_is_no_series(self):
        assert series(figure(qualifier=">")).empty

    def test_ends_change_and_slope(self):
        row = series(*yearly(40, 42, 44)).iloc[0]
        assert (row["first_period"], row["last_period"]) == ("2019", "2021")
        assert (row["first_value"], row["last_value"], row["change"]) == (40, 44, 44 - 40)
        assert row["slope"] == pytest.approx(2, abs=0.01)

    def test_two_points_have_no_slope(self):
        assert pd.isna(series(*yearly(40, 42))["slope"].iloc[0])

    def test_five_rising_points_are_tested(self):
        row = series(*yearly(40, 42, 44, 45, 49)).iloc[0]
        assert row["p"] == pytest.approx(2 / 120)
        assert row["direction"] == "increasing"

    def test_several_series_keep_their_own_results(self):
        rows = series(
            *yearly(9, 8, 7, 6, 5, name="late_share"), *yearly(40, 42, 44, 45, 49)
        ).set_index("indicator")
        assert rows["direction"].to_dict() == {
            "online_share": "increasing",
            "late_share": "decreasing",
        }


class TestLeftOut:
    def points(self, *figures, **changes):
        rows = series(*figures, **changes)
        return 0 if rows.empty else rows["points"].iloc[0]

    def test_bounds_are_no_points(self):
        assert self.points(*yearly(40, 42), figure(value=44, qualifier=">", period="2021")) == 2

    def test_estimates_are_no_points(self):
        estimate = figure(value=44, status="estimated", period="2021")
        assert self.points(*yearly(40, 42), estimate) == 2

    def test_copies_of_a_target_are_no_points(self):
        rows = [*yearly(40, 42, first=2021), figure(value=50)]
        assert self.points(*rows, targets=(target(),)) == 2
        assert self.points(*rows, targets=()) == 3

    def test_counts_that_equal_a_target_are_points(self):
        rows = [*yearly(40, 42, first=2021), figure(value=50, numerator=1, denominator=2)]
        assert self.points(*rows, targets=(target(),)) == 3

    def test_figures_carried_forward_are_no_points(self):
        assert self.points(*yearly(40, 42, 42)) == 2

    def test_a_score_that_stays_is_a_point(self):
        assert self.points(*yearly(13.6, 14.0, 14.0, name="digitisation_score")) == 3

    @pytest.mark.parametrize("name", ["dti_rank", "smart_city"])
    def test_ranks_and_milestones_have_no_trend(self, name):
        assert self.points(*yearly(2, 1, 2, name=name)) == 0

    def test_other_areas_are_not_the_province(self):
        assert self.points(*yearly(40, 42, area="148")) == 0


class TestApart:
    @pytest.mark.parametrize("other", [{"definition": "online_over_eligible"}, {"tier": "all"}])
    def test_each_series_stands_alone(self, other):
        rows = series(*yearly(40, 42), *yearly(60, 61, 62, **other))
        assert sorted(rows["points"]) == [2, 3]

    def test_years_and_quarters_are_not_joined(self):
        quarters = [figure(value=50 + n, period=f"2022-Q{n}") for n in (1, 2, 3)]
        rows = series(*yearly(40, 42), *quarters).set_index("grain")
        assert rows["points"].to_dict() == {"year": 2, "quarter": 3}

    def test_a_count_that_flows_is_joined_with_the_same_quarter(self):
        codes = ("2021-Q1", "2021-Q2", "2022-Q1", "2023-Q1")
        counts = (figure("dossiers", value=50 + n, period=code) for n, code in enumerate(codes))
        assert series(*counts)[["first_period", "last_period", "points"]].to_numpy().tolist() == [
            ["2021-Q1", "2023-Q1", 3]
        ]

    def test_spans_of_other_lengths_are_not_joined(self):
        rows = [
            figure(value=40, period="2016..2020"),
            figure(value=42, period="2018..2020"),
            figure(value=44, period="2017..2021"),
        ]
        found = series(*rows)
        assert found[["points", "first_period", "last_period"]].to_numpy().tolist() == [
            [2, "2016..2020", "2017..2021"]
        ]


def test_the_catalogue_gives_the_order():
    rows = series(*yearly(1, 2, name="dossiers"), *yearly(40, 42))
    assert rows["indicator"].tolist() == ["online_share", "dossiers"]
