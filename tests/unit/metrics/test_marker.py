"""The five-point trend marker."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import Table

from chiso.errors import MetricError
from chiso.metrics.marker import (
    CRITICAL_95,
    FINGERTIPS,
    MarkerRules,
    judge_trend,
    trend_marker,
)
from makers.series import only, panel, series, shares

RISING = [90, 100, 120, 130, 150]


def limits(values, half=1.0, **more):
    frame = series(values, **more)
    return frame.assign(lower=frame["value"] - half, upper=frame["value"] + half)


def test_the_chi_square_of_shares_equals_statsmodels():
    row = only(trend_marker(shares(RISING, 200)))
    table = np.array([[x, 200 - x] for x in RISING])
    test = Table(table, shift_zeros=False).test_ordinal_association(
        row_scores=np.arange(5), col_scores=np.array([1, 0])
    )
    total = table.sum()
    assert row["chi2"] == pytest.approx(test.zscore**2 * total / (total - 1))
    assert (row["status"], row["reason"]) == ("increasing", "")


def test_real_years_are_the_scores():
    late = shares(RISING, 200).assign(time=[2010.0, 2020.0, 2021.0, 2022.0, 2023.0])
    plain = MarkerRules(real_time=False)
    assert only(trend_marker(late, rules=plain))["chi2"] == pytest.approx(
        only(trend_marker(shares(RISING, 200)))["chi2"]
    )
    assert only(trend_marker(late))["chi2"] < only(trend_marker(late, rules=plain))["chi2"]


def test_values_are_weighted_by_their_limits():
    row = only(trend_marker(limits([10, 12, 14, 16, 18])))
    assert row["value"] == pytest.approx(2)
    error = (2 / 3.92) / np.sqrt(10)  # sum of squared times around their mean: 4 + 1 + 0 + 1 + 4
    assert row["chi2"] == pytest.approx((2 / error) ** 2)


def test_the_last_five_valid_points_are_used():
    frame = limits([90, 10, 12, None, 14, 16, 18])
    row = only(trend_marker(frame))
    assert row["value"] == pytest.approx(np.polyfit([1, 2, 4, 5, 6], [10, 12, 14, 16, 18], 1)[0])


def test_falling_shares_are_decreasing():
    assert only(trend_marker(shares(RISING[::-1], 200)))["status"] == "decreasing"


def test_one_point_must_not_decide():
    row = only(trend_marker(limits([50, 40, 40, 40, 40.1])))
    assert (row["status"], row["flags"]) == ("no_change", "one_point_decides")


def test_a_critical_value_of_95_percent_is_easier_to_pass():
    frame = shares([100, 104, 108, 112, 120], 200)
    assert only(trend_marker(frame))["status"] == "no_change"
    rules = MarkerRules(critical=CRITICAL_95)
    assert only(trend_marker(frame, rules=rules))["status"] == "increasing"


def test_a_small_change_of_a_full_count_gets_no_arrow():
    frame = shares([700_000 + 1_000 * year for year in range(5)], 1_000_000)
    row = only(trend_marker(frame))
    assert (row["status"], row["flags"]) == ("no_change", "change_too_small")
    assert row["change"] == pytest.approx(0.4)
    assert only(trend_marker(frame, rules=MarkerRules(min_change=0.3)))["status"] == "increasing"


def test_some_periods_at_100_percent_are_no_obstacle():
    row = only(trend_marker(shares([150, 170, 190, 200, 200], 200)))
    assert row["status"] == "increasing"
    refused = only(trend_marker(shares([150, 170, 190, 200, 200], 200), rules=FINGERTIPS))
    assert (refused["status"], refused["reason"]) == ("", "at_bound")


@pytest.mark.parametrize("level", [0, 100])
def test_all_periods_at_one_end_have_no_spread(level):
    row = only(trend_marker(shares([level] * 5)))
    assert (row["status"], row["reason"]) == ("", "no_spread")


def test_four_points_are_insufficient():
    row = only(trend_marker(shares(RISING[:4], 200)))
    assert (row["status"], row["reason"], row["n_used"]) == ("", "insufficient_data", 4)


@pytest.mark.parametrize("half", [None, 0.0])
def test_missing_or_empty_limits_are_insufficient_never_no_change(half):
    row = only(trend_marker(limits([10, 12, 14, 16, 18], half=np.nan if half is None else half)))
    assert (row["status"], row["reason"]) == ("", "insufficient_data")


def test_periods_without_cases_are_no_points():
    frame = shares([90, 0, 100, 120, 130, 150], [200, 0, 200, 200, 200, 200])
    assert only(trend_marker(frame))["n_used"] == 5


def test_another_number_of_points_may_be_asked_for():
    row = only(trend_marker(shares(RISING, 200), rules=MarkerRules(points=4)))
    assert (row["method"], row["n_used"]) == ("marker", 4)
    assert "slope_without_5" not in row


def test_series_are_marked_each_on_its_own():
    frame = panel(shares(RISING, 200), shares(RISING[::-1], 200), shares(RISING[:2], 200))
    found = trend_marker(frame, ["area"])["status"].tolist()
    assert found == ["increasing", "decreasing", ""]


def test_crossed_limits_are_errors():
    with pytest.raises(MetricError, match="rows 0, 1, 2, 3, 4: lower, upper"):
        trend_marker(limits([10, 12, 14, 16, 18], half=-1))


def test_impossible_counts_are_errors():
    with pytest.raises(MetricError, match="rows 4: numerator, denominator"):
        trend_marker(shares([1, 2, 3, 4, 201], 200))


@pytest.mark.parametrize(
    ("status", "direction", "verdict"),
    [
        ("increasing", "higher_is_better", "better"),
        ("decreasing", "higher_is_better", "worse"),
        ("increasing", "lower_is_better", "worse"),
        ("decreasing", "lower_is_better", "better"),
        ("no_change", "higher_is_better", ""),
        ("increasing", "neutral", ""),
        ("", "lower_is_better", ""),
    ],
)
def test_direction_turns_a_trend_into_better_or_worse(status, direction, verdict):
    assert judge_trend([status], [direction]).tolist() == [verdict]
