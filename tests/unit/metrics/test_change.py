"""Change between two periods and growth rates."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.change import growth_rates, two_period_change
from chiso.metrics.shares import share_limits
from makers.series import only


def change(previous, current, **more):
    return pd.DataFrame({"previous": [previous], "current": [current], **more}).astype(
        {"previous": float, "current": float}
    )


def ranged(previous, current):
    ends = {"previous": previous, "current": current}
    columns = {f"{side}_lower": pair[0] for side, pair in ends.items()}
    columns |= {f"{side}_upper": pair[1] for side, pair in ends.items()}
    return change(sum(previous) / 2, sum(current) / 2, **columns)


def counted(x0, n0, x1, n1):
    return change(
        100 * x0 / n0,
        100 * x1 / n1,
        previous_numerator=x0,
        previous_denominator=n0,
        current_numerator=x1,
        current_denominator=n1,
    )


def test_counts_give_points_and_percent_with_intervals():
    row = only(two_period_change(counted(786, 1502, 1310, 1860)))
    assert row["value"] == pytest.approx(100 * (1310 / 1860 - 786 / 1502))
    assert row["percent"] == pytest.approx(100 * ((1310 / 1860) / (786 / 1502) - 1))
    assert row["lower"] < row["value"] < row["upper"]
    assert row["percent_lower"] < row["percent"] < row["percent_upper"]
    assert (row["status"], row["method"]) == ("increasing", "newcombe")


def test_the_ratio_limits_solve_their_equation():
    """Each limit r makes p1 - r p0 touch the hybrid interval (Donner and Zou 2012)."""
    row = only(two_period_change(counted(30, 80, 45, 90)))
    r = 1 + row["percent_lower"] / 100
    before, after = 30 / 80, 45 / 90
    upper0, lower1 = share_limits(30, 80)[1], share_limits(45, 90)[0]
    width = np.sqrt((after - lower1) ** 2 + r**2 * (upper0 - before) ** 2)
    assert after - r * before == pytest.approx(width)


def test_from_no_case_there_is_no_percentage():
    row = only(two_period_change(counted(0, 50, 5, 50)))
    assert np.isnan(row["percent"])
    assert np.isnan(row["percent_upper"])
    assert row["flags"] == "from_zero"


def test_a_base_of_zero_cases_falls_back_to_the_values():
    frame = counted(1, 2, 1, 2).assign(current_denominator=0, current_numerator=0)
    assert only(two_period_change(frame))["flags"] == "interval_missing"


def test_intervals_without_counts_are_subtracted():
    frame = change(40, 60, previous_lower=39, previous_upper=41, current_lower=58, current_upper=62)
    row = only(two_period_change(frame))
    assert (row["lower"], row["upper"]) == (58 - 41, 62 - 39)
    assert row["percent_lower"] == pytest.approx(100 * (58 - 41) / 41)
    assert row["percent_upper"] == pytest.approx(100 * (62 - 39) / 39)


def test_overlapping_intervals_are_no_change():
    frame = change(
        2, 1, previous_lower=1.5, previous_upper=2.1, current_lower=0.9, current_upper=1.6
    )
    assert only(two_period_change(frame))["status"] == "no_change"


def test_a_fall_is_decreasing():
    frame = change(
        2, 1, previous_lower=1.9, previous_upper=2.1, current_lower=0.9, current_upper=1.1
    )
    assert only(two_period_change(frame))["status"] == "decreasing"


@pytest.mark.parametrize(
    ("open_side", "previous", "current", "status"),
    [
        ("current_lower_open", (90, 90), (90, 100), "increasing"),
        ("previous_upper_open", (0, 90), (90, 90), "increasing"),
        ("current_upper_open", (90, 90), (0, 90), "decreasing"),
        ("previous_lower_open", (90, 100), (90, 90), "decreasing"),
    ],
)
def test_an_open_end_separates_touching_intervals(open_side, previous, current, status):
    frame = change(
        None,
        None,
        previous_lower=previous[0],
        previous_upper=previous[1],
        current_lower=current[0],
        current_upper=current[1],
    )
    assert only(two_period_change(frame))["status"] == "no_change"
    row = only(two_period_change(frame.assign(**{open_side: True})))
    assert (row["status"], row["reason"]) == (status, "censored")


def test_values_without_intervals_get_no_verdict():
    row = only(two_period_change(change(50, 60)))
    assert (row["value"], row["status"], row["flags"]) == (10, "", "interval_missing")


def test_a_missing_value_is_insufficient():
    assert only(two_period_change(change(50, None)))["reason"] == "insufficient_data"


@pytest.mark.parametrize(("later", "reason"), [("b", "definition_changed"), ("a", "")])
def test_definitions_are_compared(later, reason):
    frame = counted(1, 2, 2, 2).assign(previous_definition="a", current_definition=later)
    row = only(two_period_change(frame))
    assert row["reason"] == reason
    assert np.isnan(row["lower"]) == bool(reason)


def test_impossible_counts_are_errors():
    with pytest.raises(MetricError, match="current_numerator"):
        two_period_change(counted(1, 2, 3, 2))


def growth(start, end, **more):
    return pd.DataFrame(
        {
            "start_value": [start],
            "end_value": [end],
            "start_time": [2020.0],
            "end_time": [2022.0],
            **more,
        }
    ).astype({"start_value": float, "end_value": float})


def test_growth_is_compound_per_year():
    row = only(growth_rates(growth(40, 90)))
    assert row["value"] == (90 - 40) / 2
    assert row["growth_pct"] == pytest.approx(100 * ((90 / 40) ** 0.5 - 1))


def test_the_shortfall_closes_by_a_share_per_year():
    row = only(growth_rates(growth(40, 85, limit=[100.0])))
    assert row["shortfall_reduction_pct"] == pytest.approx(100 * (1 - (15 / 60) ** 0.5))


@pytest.mark.parametrize(("start", "end"), [(0, 5), (-5, 5), (5, 0)])
def test_zero_and_change_of_sign_have_no_growth_rate(start, end):
    row = only(growth_rates(growth(start, end)))
    assert np.isnan(row["growth_pct"])
    assert row["flags"] == "no_growth_rate"


def test_growth_of_a_share_is_flagged():
    assert only(growth_rates(growth(5, 6, is_share=True)))["flags"] == "relative_growth_of_a_share"


def test_no_shortfall_is_left_at_the_limit():
    row = only(growth_rates(growth(100, 90, limit=[100.0])))
    assert np.isnan(row["shortfall_reduction_pct"])
    assert row["flags"] == "start_at_limit"


def test_passing_the_limit_has_no_reduction_rate():
    row = only(growth_rates(growth(80, 95, limit=[90.0])))
    assert np.isnan(row["shortfall_reduction_pct"])


def test_a_missing_end_is_insufficient():
    row = only(growth_rates(growth(80, None)))
    assert (row["reason"], row["n_used"]) == ("insufficient_data", 0)


def test_the_end_must_be_after_the_start():
    with pytest.raises(MetricError, match="start_time, end_time"):
        growth_rates(growth(1, 2).assign(end_time=2020.0))


def test_confidence_widens_the_interval():
    frame = counted(30, 80, 45, 90)
    narrow, wide = (only(two_period_change(frame, confidence=level)) for level in (0.5, 0.99))
    assert wide["upper"] > narrow["upper"]
