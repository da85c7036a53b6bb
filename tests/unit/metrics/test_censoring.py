"""Intervals with open and closed ends."""

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.censoring import compare, point_interval, value_interval


def verdict(operator, target, **ends):
    interval = value_interval(pd.DataFrame([ends]))
    return compare(interval, np.array([float(target)]), np.array([operator], dtype=object))[0]


def test_a_row_without_ends_is_its_value():
    interval = value_interval(pd.DataFrame({"value": [70.4]}))
    assert (interval.lower[0], interval.upper[0], interval.lower_open[0]) == (70.4, 70.4, False)


def test_a_missing_end_is_unbounded_and_open():
    interval = value_interval(pd.DataFrame({"lower": [90.0], "upper": [np.nan]}))
    assert (interval.upper[0], interval.upper_open[0]) == (np.inf, True)
    assert np.isnan(interval.finite_ends()[1][0])


def test_the_negated_interval_swaps_ends_and_openness():
    over_90 = value_interval(pd.DataFrame({"lower": [90], "upper": [100], "lower_open": True}))
    turned = over_90.negated()
    assert (turned.lower[0], turned.upper[0], turned.upper_open[0]) == (-100, -90, True)


def test_rows_can_be_chosen_from_two_sets_of_intervals():
    chosen = point_interval(np.array([1.0, 2.0])).where(
        np.array([True, False]), point_interval(np.array([8.0, 9.0]))
    )
    assert chosen.lower.tolist() == [1.0, 9.0]


@pytest.mark.parametrize(
    "ends",
    [{"lower": 5, "upper": 4}, {"value": 3, "lower": 4, "upper": 5}, {"value": 6, "upper": 5}],
)
def test_an_impossible_interval_is_refused(ends):
    with pytest.raises(MetricError, match="interval: rows 0"):
        value_interval(pd.DataFrame([ends]))


OVER_90 = {"lower": 90, "upper": 100, "lower_open": True}
FROM_50 = {"lower": 50, "upper": 100}
UNDER_50 = {"lower": 0, "upper": 50, "upper_open": True}
UP_TO_50 = {"lower": 0, "upper": 50}


@pytest.mark.parametrize(
    ("operator", "target", "ends", "expected"),
    [
        (">=", 90, OVER_90, "met"),
        (">", 90, OVER_90, "met"),
        (">=", 95, OVER_90, "undetermined"),
        (">=", 50, FROM_50, "met"),
        (">", 50, FROM_50, "undetermined"),
        (">=", 50, UNDER_50, "not_met"),
        (">=", 50, UP_TO_50, "undetermined"),
        (">", 50, UP_TO_50, "not_met"),
        ("<=", 50, UP_TO_50, "met"),
        ("<", 50, UP_TO_50, "undetermined"),
        ("<", 50, UNDER_50, "met"),
        ("<=", 50, FROM_50, "undetermined"),
        ("<", 50, FROM_50, "not_met"),
        ("<=", 90, OVER_90, "not_met"),
        ("=", 50, {"value": 50}, "met"),
        ("=", 50, UP_TO_50, "undetermined"),
        ("=", 50, UNDER_50, "not_met"),
        ("=", 90, OVER_90, "not_met"),
        ("=", 40, FROM_50, "not_met"),
        ("=", 101, FROM_50, "not_met"),
        (">=", 50, {"value": np.nan}, ""),
        (">=", np.nan, FROM_50, ""),
    ],
)
def test_an_open_end_decides_a_tie(operator, target, ends, expected):
    assert verdict(operator, target, **ends) == expected


def test_figures_that_differ_by_rounding_noise_are_equal():
    assert verdict(">=", 0.3, value=0.1 + 0.2 - 1e-12) == "met"
    assert verdict(">", 0.3, value=0.1 + 0.2) == "not_met"


def test_a_bound_without_its_interval_is_refused():
    with pytest.raises(MetricError, match="as_interval"):
        value_interval(pd.DataFrame({"value": [90], "qualifier": [">"]}))


def test_an_end_is_never_minus_zero():
    lower, _ = point_interval(np.array([-0.0])).finite_ends()
    assert not np.signbit(lower).any()
