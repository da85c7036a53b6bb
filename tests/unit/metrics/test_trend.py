"""Mann-Kendall test and Theil-Sen slope on frames."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pymannkendall
import pytest
from scipy import stats

from chiso.errors import MetricError
from chiso.metrics.trend import mann_kendall, theil_sen
from makers.series import only, panel, series

SATURATING = [60, 80, 95, 100, 100, 100]


def test_five_rising_points_are_a_trend_by_the_exact_test():
    row = only(mann_kendall(series([70, 80, 86, 91, 95])))
    assert row["p"] == pytest.approx(2 / 120)
    assert (row["status"], row["method"], row["value"]) == ("increasing", "exact", 1.0)
    assert row["periods_used"] == "2020..2024"


def test_five_falling_points_are_a_falling_trend():
    assert only(mann_kendall(series([95, 91, 86, 80, 70])))["status"] == "decreasing"


def test_unsteady_points_are_no_trend():
    assert only(mann_kendall(series([70, 65, 80, 66, 75])))["status"] == "no_trend"


def test_four_points_are_insufficient_but_their_score_is_told():
    row = only(mann_kendall(series([20, 30, 60, 70.43])))
    assert (row["reason"], row["status"], row["score"]) == ("insufficient_data", "", 6)
    assert np.isnan(row["p"])
    assert np.isnan(row["value"])
    assert row["evidence_level"] == "descriptive_trend"


@pytest.mark.parametrize(("level", "flag"), [(100, "at_bound"), (0, "at_bound"), (80, "")])
def test_equal_values_are_stable(level, flag):
    row = only(mann_kendall(series([level] * 6)))
    assert (row["status"], row["score"], row["p"], row["flags"]) == ("stable", 0, 1, flag)


def test_an_end_of_the_scale_of_its_own_may_be_named():
    assert only(mann_kendall(series([22] * 5), bounds=(0, 22)))["flags"] == "at_bound"


def test_nine_points_are_exact_and_ten_are_normal():
    frame = panel(series(range(9)), series(range(10)))
    assert mann_kendall(frame, ["area"])["method"].tolist() == ["exact", "normal"]


def test_the_normal_form_equals_pymannkendall_also_below_five_points():
    row = only(mann_kendall(series([20, 30, 60, 70.43]), method="normal"))
    known = pymannkendall.original_test([20, 30, 60, 70.43])
    assert (row["p"], row["z"]) == pytest.approx((known.p, known.z))
    assert row["reason"] == "insufficient_data"


def test_the_exact_form_may_be_asked_for_beyond_nine_points():
    values = [3, 1, 4, 1.5, 5, 9, 2, 6, 5.3, 5.8, 9.7, 9.3]
    row = only(mann_kendall(series(values), method="exact"))
    known = stats.kendalltau(range(12), values, method="exact")
    assert row["p"] == pytest.approx(known.pvalue)


def test_alpha_decides_the_verdict():
    assert only(mann_kendall(series([70, 80, 86, 91, 95]), alpha=0.01))["status"] == "no_trend"


def test_series_are_tested_each_on_its_own_with_gaps():
    frame = panel(series(SATURATING), series([1, None, 3, 4, 5, 6]), series([5, 4, 3, 2, 1]))
    found = mann_kendall(frame, ["area"])
    assert found["score"].tolist() == [12, 10, -10]
    assert found["n_used"].tolist() == [6, 5, 5]


def test_whole_numbers_do_not_overflow():
    values = np.array([1, 2**62, 3, 2**61, 5], dtype=np.int64)
    frame = pd.DataFrame({"time": np.arange(5), "value": values})
    assert only(mann_kendall(frame))["score"] == 4 - 3 + 2 - 1
    assert np.isfinite(only(theil_sen(frame))["value"])


def test_the_slope_heeds_the_years_between():
    row = only(theil_sen(pd.DataFrame({"time": [2020, 2022, 2024], "value": [20, 30, 70.43]})))
    assert row["value"] == pytest.approx((70.43 - 20) / 4)
    assert row["status"] == "descriptive_trend"


def test_an_interval_starts_at_eight_points():
    found = theil_sen(panel(series(range(7)), series([1, 2, 4, 3, 5, 7, 6, 8])), ["area"])
    assert found["flags"].tolist() == ["interval_needs_more_points", ""]
    known = stats.theilslopes([1, 2, 4, 3, 5, 7, 6, 8], range(8), method="joint")
    assert found["lower"].tolist()[1] == pytest.approx(known.low_slope)
    assert found["upper"].tolist()[1] == pytest.approx(known.high_slope)


def test_an_earlier_interval_tells_when_it_is_cut():
    row = only(theil_sen(series([1, 2, 4]), interval_from=2))
    assert row["flags"] == "lower_limit_cut;upper_limit_cut"


def test_series_of_other_lengths_and_times_equal_scipy():
    frame = panel(series([1, 5, 2, None, 8]), series([3, 1, 2], start=2011, step=0.25))
    found = theil_sen(frame, ["area"])
    for row, part in zip(found.itertuples(), ("A", "B"), strict=True):
        own = frame[frame["area"] == part].dropna()
        known = stats.theilslopes(own["value"], own["time"], method="joint")
        assert row.value == pytest.approx(known.slope)
        assert row.intercept == pytest.approx(known.intercept)


def test_equal_values_have_slope_zero_and_a_reason():
    row = only(theil_sen(series([80, 80, 80])))
    assert (row["value"], row["reason"]) == (0, "no_spread")


@pytest.mark.parametrize("values", [[5], [None, 5], [None, None]])
def test_fewer_than_two_points_have_no_slope(values):
    row = only(theil_sen(series(values)))
    assert (row["reason"], np.isnan(row["value"])) == ("insufficient_data", True)


def test_empty_frames_give_empty_results():
    assert mann_kendall(series([])).empty
    assert theil_sen(series([])).empty


@pytest.mark.parametrize("metric", [mann_kendall, theil_sen])
def test_mixed_definitions_are_errors(metric):
    with pytest.raises(MetricError, match="definition"):
        metric(series([1, 2, 3], definition=["a", "a", "b"]))


@pytest.mark.parametrize("metric", [mann_kendall, theil_sen])
def test_the_callers_frame_is_not_changed(metric):
    frame = panel(series([1, None, 3]), series([4, 5]))
    before = frame.copy()
    metric(frame, ["area"])
    pd.testing.assert_frame_equal(frame, before)
