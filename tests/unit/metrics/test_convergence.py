"""Sigma and beta convergence."""

import math

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.convergence import convergence


def change(previous, value, years=1, **settings):
    frame = pd.DataFrame({"previous_value": previous, "value": value, "years": years})
    return convergence(frame, **settings).iloc[0]


def test_areas_that_started_low_and_rose_faster_converge():
    row = change([20, 40, 60], [40, 50, 60], 2, scale="points")
    assert row["value"] == pytest.approx((0 - 10) / (60 - 20))
    assert (row["sigma_start"], row["sigma_end"]) == (20, 10)
    assert (row["status"], row["r2"]) == ("converging", pytest.approx(1))


def test_areas_that_drift_apart_diverge():
    assert change([40, 50, 60], [20, 50, 80], scale="points")["status"] == "diverging"


def test_areas_that_all_rise_alike_stay_as_they_are():
    row = change([40, 50, 60], [45, 55, 65], scale="points")
    assert (row["status"], row["value"]) == ("unchanged", pytest.approx(0))


def test_shares_are_compared_on_logits():
    row = change([20, 50, 80], [50, 60, 80])
    logit = [math.log(p / (100 - p)) for p in (20, 50, 80, 50, 60, 80)]
    slope = np.polyfit(logit[:3], np.subtract(logit[3:], logit[:3]), 1)[0]
    assert row["value"] == pytest.approx(slope)


def test_areas_at_a_bound_are_left_out_and_flagged():
    row = change([20, 50, 80, 100, 0], [50, 60, 80, 100, 10])
    assert row["n_used"] == 3
    assert "at_bound_left_out" in row["flags"]


def test_speed_and_half_life_belong_to_the_log_scale():
    row = change([1, 2, 4], [2, 3, 4.5], 10, scale="log")
    assert row["speed"] == pytest.approx(-math.log(1 + row["value"] * 10) / 10)
    assert row["half_life"] == pytest.approx(math.log(2) / row["speed"])
    assert np.isnan(change([20, 40, 60], [40, 50, 60], scale="points")["speed"])


def test_the_warning_of_regression_to_the_mean_is_always_there():
    assert change([20, 40, 60], [40, 50, 60])["flags"] == "few_areas;regression_to_the_mean"


def test_two_areas_have_no_slope():
    row = change([20, 40, None], [40, 50, 60])
    assert (row["reason"], row["status"]) == ("insufficient_data", "withheld")


def test_equal_starts_have_no_slope():
    assert change([50, 50, 50], [50, 60, 70], scale="points")["reason"] == "no_spread"


def test_each_group_has_its_own_slope():
    frame = pd.DataFrame(
        {
            "k": ["b"] * 3 + ["a"] * 3,
            "previous_value": [20, 40, 60] * 2,
            "value": [40, 50, 60, 20, 40, 60],
            "years": 1,
        }
    )
    found = convergence(frame, ["k"], scale="points")
    assert found["k"].tolist() == ["b", "a"]
    assert found["value"].tolist() == pytest.approx([-0.5, 0])


def test_wrong_settings_are_refused():
    with pytest.raises(MetricError, match="years"):
        change([1], [2], 0)
    with pytest.raises(MetricError, match="scale"):
        change([1], [2], scale="probit")
    with pytest.raises(MetricError, match="upper_bound"):
        change([1], [2], upper_bound=0)
