"""Limits of shares that follow the size of each period."""

from __future__ import annotations

import numpy as np
import pytest

from chiso.metrics.p_chart import p_chart_limits
from makers.series import panel, shares


def test_limits_follow_the_size_of_the_period():
    found = p_chart_limits(shares([40, 240], [100, 400]))
    mean = 280 / 500
    half = 3 * np.sqrt(mean * (1 - mean) / np.array([100, 400]))
    assert found["lower"].tolist() == pytest.approx(list(100 * (mean - half)))
    assert found["upper"].tolist() == pytest.approx(list(100 * (mean + half)))
    assert found["mean"].tolist() == pytest.approx([100 * mean] * 2)


def test_periods_are_inside_above_or_below():
    found = p_chart_limits(shares([50, 90, 10]))
    assert found["status"].tolist() == ["inside", "above", "below"]


def test_limits_stay_within_0_and_100():
    found = p_chart_limits(shares([10, 9], 10))
    assert found["upper"].tolist() == [100, 100]


@pytest.mark.parametrize(
    ("numerator", "denominator", "reason"),
    [(None, 5, "insufficient_data"), (5, None, "no_denominator"), (0, 0, "no_cases")],
)
def test_periods_that_cannot_be_judged_say_why(numerator, denominator, reason):
    found = p_chart_limits(shares([5, numerator], [10, denominator])).iloc[1]
    assert (found["status"], found["reason"]) == ("", reason)


def test_series_are_pooled_each_on_its_own():
    found = p_chart_limits(panel(shares([50, 50]), shares([10, 10]), shares([None])), ["area"])
    assert found["mean"].tolist()[:4] == [50, 50, 10, 10]
    assert found["reason"].tolist()[4] == "insufficient_data"
