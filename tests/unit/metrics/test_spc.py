"""Process limits and signals on frames."""

from __future__ import annotations

import numpy as np
import pytest

from chiso.errors import MetricError
from chiso.metrics.spc import XmrRules, spc_signals, xmr_limits
from makers.series import only, panel, series

OPEN = XmrRules(bounds=(-np.inf, np.inf), refuse_trend=False)
UNSTEADY = [49, 51] * 6


def test_limits_are_266_mean_moving_ranges_from_the_mean():
    row = only(xmr_limits(series(UNSTEADY)))
    assert (row["value"], row["mean_moving_range"]) == (50, 2)
    assert (row["lower"], row["upper"]) == pytest.approx((50 - 2.66 * 2, 50 + 2.66 * 2))
    assert row["near_upper"] == pytest.approx(50 + 2 / 3 * 2.66 * 2)
    assert (row["status"], row["n_used"]) == ("limits", 12)


def test_fewer_than_12_points_give_trial_limits():
    assert only(xmr_limits(series(UNSTEADY[:11])))["status"] == "trial_limits"


def test_one_wild_range_is_screened_out_once():
    values = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]
    kept = only(xmr_limits(series(values), rules=XmrRules(screen_outliers=False)))
    screened = only(xmr_limits(series(values)))
    assert kept["mean_moving_range"] == pytest.approx((8 + 9 + 15) / 17)
    assert screened["mean_moving_range"] == pytest.approx(15 / 15)


def test_limits_stay_within_the_bounds():
    row = only(xmr_limits(series([99, 97] * 6)))
    assert (row["upper"], row["lower"]) == (100, pytest.approx(98 - 2.66 * 2))


def test_values_beyond_the_bounds_are_refused():
    assert only(xmr_limits(series([120, 80] * 6)))["reason"] == "out_of_bounds"


def test_a_trend_is_no_stable_process():
    row = only(xmr_limits(series(range(1, 13))))
    assert (row["reason"], row["flags"]) == ("not_applicable", "trending")
    allowed = only(xmr_limits(series(range(1, 11)), rules=XmrRules(refuse_trend=False)))
    assert (allowed["lower"], allowed["upper"]) == pytest.approx((2.84, 8.16))


def test_no_movement_gives_limits_without_width():
    row = only(xmr_limits(series([100] * 12)))
    assert (row["lower"], row["upper"], row["flags"]) == (100, 100, "zero_moving_range")


@pytest.mark.parametrize("values", [[5], [None, None]])
def test_fewer_than_two_points_are_insufficient(values):
    assert only(xmr_limits(series(values)))["reason"] == "insufficient_data"


def test_the_latest_valid_target_decides_the_assurance():
    frame = series(UNSTEADY, target=[40.0] * 10 + [60.0, None], direction="higher_is_better")
    row = only(xmr_limits(frame))
    assert (row["target"], row["assurance"]) == (60, "consistent_fail")


def test_without_a_target_there_is_no_assurance():
    row = only(xmr_limits(series(UNSTEADY)))
    assert np.isnan(row["target"])
    assert row["assurance"] == ""


def test_a_point_beyond_a_limit_is_told_first():
    found = spc_signals(series([*[45, 55] * 5, 90])).iloc[-1]
    assert (found["status"], found["rule"]) == ("special_cause_high", "beyond_limits")
    assert found["flags"] == "beyond_limits_high"


def test_direction_judges_the_signal():
    frame = panel(
        series([*[45, 55] * 5, 90], direction="higher_is_better"),
        series([*[45, 55] * 5, 90], direction="lower_is_better"),
        series([*[45, 55] * 5, 10]),
    )
    found = spc_signals(frame, ["area"]).groupby("area")["status"].last().tolist()
    assert found == ["special_cause_improvement", "special_cause_concern", "special_cause_low"]


def test_two_of_three_beyond_two_sigma():
    found = spc_signals(series([*[48, 52] * 6, 59, 60, 58]), rules=OPEN)
    mean, moving = (12 * 50 + 59 + 60 + 58) / 15, (11 * 4 + 7 + 1 + 2) / 14
    assert 58 < mean + 2 / 3 * 2.66 * moving < 59
    assert found["rule"].tolist()[-3:] == ["two_of_three", "two_of_three", ""]


def test_seven_on_one_side_of_the_mean():
    found = spc_signals(series([49, 48] * 4 + [51, 52] * 4), rules=OPEN)
    assert found["rule"].tolist() == ["one_side_of_mean"] * 16
    assert found["flags"].tolist()[0] == "one_side_of_mean_low"


def test_a_point_can_be_good_and_bad():
    values = [30, 32, 30, 32, 30, 32, 70, 69, 68, 67, 66, 65, 64]
    found = spc_signals(series(values, direction="higher_is_better"), rules=OPEN).iloc[-1]
    flags = found["flags"].split(";")
    assert {"good_and_bad", "trend_of_seven_low", "one_side_of_mean_high"} <= set(flags)
    assert found["rule"] == "beyond_limits" or found["rule"] == "trend_of_seven"


def test_a_constant_series_has_no_signal():
    found = spc_signals(series([100] * 12))
    assert set(found["status"]) == {"common_cause"}
    assert set(found["flags"]) == {""}


def test_opposite_sides_of_the_mean_are_common_cause():
    values = [1, -1] * 7 + [5.5, -5.5]
    assert spc_signals(series(values), rules=OPEN)["status"].tolist()[-2:] == ["common_cause"] * 2


def test_withheld_limits_withhold_the_signals():
    found = spc_signals(series(range(1, 13)))
    assert set(found["reason"]) == {"not_applicable"}
    assert set(found["status"]) == {""}


def test_a_missing_point_is_insufficient_and_rows_keep_their_place():
    frame = panel(series([49, None, *[51, 49] * 5]), series(UNSTEADY))
    mixed = frame.sort_values("time", kind="stable", ignore_index=True)
    found = spc_signals(mixed, ["area"])
    assert found["reason"].tolist()[2] == "insufficient_data"
    assert found["time"].tolist() == mixed["time"].tolist()
    assert found["value"].tolist()[1] == 49


def test_unsorted_times_are_errors():
    with pytest.raises(MetricError, match="rows 1: time"):
        spc_signals(series([1, 2]).assign(time=[2.0, 1.0]))
