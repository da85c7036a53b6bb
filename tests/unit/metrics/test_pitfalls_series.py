"""The pitfalls of METHODS section 4 that concern series: ours does not fall in."""

from __future__ import annotations

import importlib
import pkgutil
from itertools import product

import numpy as np
import pandas as pd
import pymannkendall
import pytest
from scipy import stats

import chiso.metrics
from chiso.errors import MetricError
from chiso.metrics.change import growth_rates, two_period_change
from chiso.metrics.crosswalk import apply_crosswalk
from chiso.metrics.intervals import as_interval
from chiso.metrics.logit import binomial_trend
from chiso.metrics.marker import trend_marker
from chiso.metrics.projection import project_to_due_date
from chiso.metrics.quality import check_share, check_total
from chiso.metrics.seasonal import regional_mann_kendall, seasonal_mann_kendall
from chiso.metrics.serial import SerialRules, serial_correction
from chiso.metrics.series import decumulate, same_stage_change
from chiso.metrics.spc import spc_signals, xmr_limits
from chiso.metrics.splice import splice_on_overlap
from chiso.metrics.trend import mann_kendall, theil_sen
from makers.series import only, panel, series, shares

ISSUE_29 = [0.35257984, 0.38692909, 0.39669828, 0.36296244, 0.42035612, 0.39374964,
            0.41100085, 0.43182076, 0.40815853, 0.45394297, 0.41584767, 0.47399517]  # fmt: skip


def public_names():
    for module in pkgutil.iter_modules(chiso.metrics.__path__, "chiso.metrics."):
        yield from vars(importlib.import_module(module.name))


def test_pitfall_01_short_series_are_not_significant_by_correction():
    for values, p in (([20, 30, 41.9], 0.0267), ([20, 30, 60, 70.43], 9.1e-6)):
        known = pymannkendall.yue_wang_modification_test(values).p
        assert known == pytest.approx(p, rel=0.01)
        assert only(mann_kendall(series(values)))["reason"] == "insufficient_data"
        assert only(serial_correction(series(values)))["reason"] == "insufficient_data"
    assert not [name for name in public_names() if "yue" in name.lower()]


def test_pitfall_01_noise_on_few_points_rejects_at_most_as_often_as_it_says():
    noise = np.random.default_rng(1).normal(size=(2000, 8))
    frame = pd.DataFrame(
        {"area": np.repeat(range(2000), 8), "time": np.tile(range(8), 2000), "value": noise.ravel()}
    )
    rejected = mann_kendall(frame, ["area"])["status"] != "no_trend"
    assert rejected.mean() <= 0.05


def test_pitfall_02_a_negative_variance_is_refused_not_called_no_trend():
    with np.errstate(invalid="ignore"):
        known = pymannkendall.hamed_rao_modification_test(ISSUE_29)
    assert (np.isnan(known.p), known.trend) == (True, "no trend")
    row = only(serial_correction(series(ISSUE_29), rules=SerialRules(least_points=3)))
    assert row["variance"] < 0
    assert (row["reason"], row["status"]) == ("not_applicable", "")


def test_pitfall_03_a_saturating_rise_stays_a_rise():
    values = [60, 80, 95, 100, 100, 100]
    assert pymannkendall.pre_whitening_modification_test(values).p == 1
    assert only(mann_kendall(series(values)))["status"] == "increasing"
    with pytest.raises(KeyError):
        serial_correction(series(range(25)), kind="prewhitening")


def test_pitfall_04_time_is_time_not_the_row_number():
    gap = series([20, 30, 60]).assign(time=[2020.0, 2021.0, 2024.0])
    assert only(theil_sen(gap))["value"] == pytest.approx(10)
    assert pymannkendall.sens_slope([20, 30, 60]).slope == 20


def test_pitfall_04_missing_values_keep_their_place():
    values = [20, None, 30, 60, 70]
    known = stats.theilslopes([20, 30, 60, 70], [0, 2, 3, 4], method="joint")
    row = only(theil_sen(series(values, start=0.0)))
    assert (row["value"], row["intercept"]) == pytest.approx((known.slope, known.intercept))


def test_pitfall_04_every_test_heeds_its_level():
    """Two areas and two seasons that rise with a p between 0.01 and 0.05."""
    rise = [1, 2, 3, 5, 4]
    areas = panel(series(rise), series(rise))
    half_years = series(np.repeat(rise, 2), start=2020.5, step=0.5)
    for metric, frame, more in (
        (regional_mann_kendall, areas, {}),
        (seasonal_mann_kendall, half_years, {"period": 2}),
    ):
        assert 0.001 < only(metric(frame, **more))["p"] < 0.05
        verdicts = [only(metric(frame, alpha=level, **more))["status"] for level in (0.05, 0.001)]
        assert verdicts == ["increasing", "no_trend"]


def test_pitfall_04_both_taus_are_named():
    row = only(mann_kendall(series([1, 1, 2, 3, 3])))
    assert row["tau_a"] == pytest.approx(8 / 10)
    assert row["tau_b"] == pytest.approx(8 / np.sqrt(10 * 8))


@pytest.mark.parametrize("points", [3, 4])
def test_pitfall_04_few_points_get_no_half_interval(points):
    row = only(theil_sen(series(range(points))))
    assert np.isnan(row["lower"])
    assert np.isnan(row["upper"])
    assert row["flags"] == "interval_needs_more_points"


def test_pitfall_04_equal_values_are_stable_not_an_error():
    assert only(mann_kendall(series([80] * 6)))["status"] == "stable"


def test_pitfall_05_five_points_are_tested_exactly():
    rising = [70, 80, 86, 91, 95]
    assert pymannkendall.original_test(rising).p == pytest.approx(0.0275, abs=5e-5)
    assert only(mann_kendall(series(rising)))["p"] == pytest.approx(2 / 120)


def test_pitfall_05_four_points_are_never_significant():
    assert {only(mann_kendall(series(order)))["status"] for order in product([1, 2], repeat=4)} == {
        ""
    }


def test_pitfall_09_no_interval_is_not_no_change():
    row = only(two_period_change(pd.DataFrame({"previous": [50.0], "current": [60.0]})))
    assert (row["status"], row["flags"]) == ("", "interval_missing")
    frame = series([10, 12, 14, 16, 18]).assign(lower=np.nan, upper=np.nan)
    assert only(trend_marker(frame))["reason"] == "insufficient_data"


def test_pitfall_09_a_missing_year_is_not_filled_from_its_neighbour():
    frame = series([40, 55], start=2021.75, step=2.0)
    assert same_stage_change(frame)["reason"].tolist() == ["insufficient_data"] * 2


def test_pitfall_10_a_series_that_reaches_100_percent_has_a_trend():
    frame = shares([150, 170, 190, 200, 200], 200)
    assert only(trend_marker(frame))["status"] == "increasing"
    assert only(binomial_trend(frame))["status"] == "increasing"


def test_pitfall_10_a_series_that_stays_at_100_percent_says_so():
    row = only(mann_kendall(series([100] * 6)))
    assert (row["status"], row["flags"]) == ("stable", "at_bound")
    full = shares([200] * 6, 200)
    for metric in (trend_marker, binomial_trend):
        assert only(metric(full))["reason"] == "no_spread"


def test_pitfall_10_a_constant_series_signals_nothing():
    assert set(spc_signals(series([100] * 13))["status"]) == {"common_cause"}


def test_pitfall_11_process_limits_of_a_share_stay_below_100():
    row = only(xmr_limits(series([99, 96, 100, 97] * 3)))
    assert row["upper"] == 100


def test_pitfall_15_a_full_count_needs_a_size_of_change_too():
    cases = [500_508 + 700 * year for year in range(5)]
    row = only(trend_marker(shares(cases, 732_456)))
    assert row["chi2"] > 9.55
    assert (row["status"], row["flags"]) == ("no_change", "change_too_small")


def test_pitfall_18_a_trend_gets_no_process_limits():
    row = only(xmr_limits(series(range(1, 11))))
    assert (row["reason"], row["flags"]) == ("not_applicable", "trending")


@pytest.mark.parametrize(("points", "status"), [(5, "trial_limits"), (11, "trial_limits"),
                                                (12, "limits"), (13, "limits")])  # fmt: skip
def test_pitfall_18_twelve_is_the_one_number_of_points_for_limits(points, status):
    values = [49, 51, 50, 52, 48, 51, 50, 49, 52, 48, 50, 51, 49][:points]
    assert only(xmr_limits(series(values)))["status"] == status


def test_pitfall_19_running_totals_are_compared_at_the_same_stage():
    quarters = series([10, 25, 40, 60, 12], start=2022.25, step=0.25)
    assert decumulate(quarters)["value"].tolist()[4] == 12
    assert same_stage_change(quarters)["value"].tolist()[4] == 12 - 10


def test_pitfall_19_a_step_over_a_missed_report_is_not_one_period():
    quarters = series([10, None, 40], start=2022.25, step=0.25)
    row = decumulate(quarters).iloc[2]
    assert np.isnan(row["value"])
    assert (row["span"], row["span_value"]) == (2, 40 - 10)


def test_pitfall_20_the_pace_of_a_share_is_in_points():
    row = only(theil_sen(series([2, 4, 6, 8, 10])))
    assert row["value"] == 2
    frame = pd.DataFrame({"start_value": [2.0], "end_value": [4.0], "start_time": [2020.0],
                          "end_time": [2021.0], "is_share": [True]})  # fmt: skip
    growth = only(growth_rates(frame))
    assert (growth["value"], growth["growth_pct"]) == (2, pytest.approx(100))
    assert growth["flags"] == "relative_growth_of_a_share"


def test_pitfall_20_nothing_is_extrapolated_by_compound_growth():
    frame = series([60, 65, 70, 75, 80], due=2032.0)
    assert only(project_to_due_date(frame))["upper"] == 100


def test_pitfall_24_a_printed_figure_is_its_rounding_interval():
    row = only(as_interval(pd.DataFrame({"value": [68], "decimals": [0]})))
    assert (row["lower"], row["upper"]) == (67.5, 68.5)


def test_pitfall_24_a_total_that_its_parts_do_not_reach_is_found():
    parts = pd.DataFrame({"value": [1029, 5171]})
    row = only(check_total(parts, pd.DataFrame({"value": [6203]})))
    assert (row["status"], row["value"]) == ("inconsistent", 3)


@pytest.mark.parametrize(("printed", "decimals"), [(70, 0), (70.4, 1), (70.43, 2)])
def test_pitfall_24_every_number_of_decimals_is_heeded(printed, decimals):
    frame = pd.DataFrame(
        {"numerator": [1310], "denominator": [1860], "value": [printed], "decimals": [decimals]}
    )
    assert only(check_share(frame))["status"] == "consistent"


def test_pitfall_25_large_whole_numbers_do_not_overflow():
    """Products of these counts pass 2^63."""
    frame = pd.DataFrame(
        {
            "time": np.arange(5),
            "numerator": np.array([3, 4, 5, 6, 7], dtype=np.int64) * 10**9,
            "denominator": np.full(5, 10**10, dtype=np.int64),
        }
    )
    row = only(trend_marker(frame))
    small = only(trend_marker(shares([3, 4, 5, 6, 7], 10)))
    assert row["chi2"] == pytest.approx(small["chi2"] * 10**9)


def test_pitfall_25_whole_numbers_are_divided_as_numbers():
    frame = pd.DataFrame({"time": np.arange(5), "value": [120 // 1, 121, 122, 123, 124]})
    assert only(theil_sen(frame))["value"] == 1
    assert only(xmr_limits(pd.DataFrame({"time": [1, 2], "value": [1, 2]})))["value"] == 1.5


def test_pitfall_26_merged_areas_are_counted_not_averaged():
    old = pd.DataFrame(
        {"area": ["A", "B"], "numerator": [30, 45], "denominator": [100, 50], "value": [30, 90]}
    )
    merger = pd.DataFrame({"area": ["A", "B"], "new_area": "X", "weight": 1.0})
    assert only(apply_crosswalk(old, merger))["value"] == pytest.approx(100 * 75 / 150)
    without = old.assign(numerator=None, denominator=None)
    row = only(apply_crosswalk(without, merger))
    assert (row["lower"], row["upper"], row["reason"]) == (30, 90, "no_denominator")


def test_pitfall_26_a_trend_does_not_run_across_a_boundary_change():
    frame = series([1, 2, 3, 4, 5], boundary_version=["2019"] * 3 + ["2020"] * 2)
    with pytest.raises(MetricError, match="boundary_version"):
        mann_kendall(frame)


def test_pitfall_26_a_break_without_overlap_stays_a_break():
    found = splice_on_overlap(series([1, 2]), series([3], start=2023))
    assert found["reason"].tolist() == ["break_in_series", "break_in_series", ""]
