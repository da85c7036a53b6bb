"""Tests for series whose values resemble the value before."""

from __future__ import annotations

import numpy as np
import pymannkendall
import pytest

from chiso.metrics.serial import SerialRules, serial_correction
from makers.series import only, panel, series

RANDOM = np.random.default_rng(3)
NOISE = RANDOM.normal(size=40)
WALK = np.convolve(NOISE, [1, 0.8, 0.6, 0.4], mode="same") + 0.02 * np.arange(40)


@pytest.mark.parametrize("values", [NOISE, WALK, np.round(WALK)])
@pytest.mark.parametrize("lags", [None, 1, 3])
def test_hamed_rao_equals_pymannkendall(values, lags):
    row = only(serial_correction(series(values), rules=SerialRules(lags=lags)))
    known = pymannkendall.hamed_rao_modification_test(values, lag=lags)
    assert row["variance"] == pytest.approx(known.var_s)
    assert (row["p"], row["z"]) == pytest.approx((known.p, known.z))
    assert row["slope"] == pytest.approx(known.slope)
    assert row["value"] == pytest.approx(known.Tau)


@pytest.mark.parametrize("values", [NOISE, WALK])
def test_trend_free_prewhitening_equals_pymannkendall(values):
    row = only(serial_correction(series(values), kind="trend_free_prewhitening"))
    known = pymannkendall.trend_free_pre_whitening_modification_test(values)
    assert (row["score"], row["variance"]) == (known.s, pytest.approx(known.var_s))
    assert row["p"] == pytest.approx(known.p)
    assert row["value"] == pytest.approx(known.Tau)


def test_fewer_than_20_points_are_insufficient():
    found = serial_correction(panel(series(NOISE[:19]), series(NOISE[:20])), ["area"])
    assert found["reason"].tolist() == ["insufficient_data", ""]


def test_a_variance_that_is_not_positive_gives_no_p():
    """The series of pymannkendall's issue 29, whose corrected variance is negative."""
    values = [0.35257984, 0.38692909, 0.39669828, 0.36296244, 0.42035612, 0.39374964,
              0.41100085, 0.43182076, 0.40815853, 0.45394297, 0.41584767, 0.47399517]  # fmt: skip
    row = only(serial_correction(series(values), rules=SerialRules(least_points=12)))
    assert row["variance"] <= 0
    assert (row["reason"], row["flags"]) == ("not_applicable", "variance_not_positive")
    assert np.isnan(row["p"])


def test_uneven_steps_are_not_applicable():
    frame = series(NOISE).assign(time=2000 + np.cumsum(RANDOM.uniform(0.5, 2, 40)))
    row = only(serial_correction(frame))
    assert (row["reason"], row["flags"]) == ("not_applicable", "uneven_steps")


def test_months_count_as_even_and_gaps_keep_their_place_in_the_slope():
    frame = series(WALK, start=2010 + 1 / 12, step=1 / 12)
    frame.loc[7, "value"] = np.nan
    row = only(serial_correction(frame))
    known = pymannkendall.hamed_rao_modification_test(frame["value"])
    assert row["slope"] == pytest.approx(known.slope)
    assert row["variance"] == pytest.approx(known.var_s)


def test_a_flat_series_has_nothing_to_correct():
    row = only(serial_correction(series([5.0] * 25)))
    assert (row["reason"], row["status"]) == ("not_applicable", "")


def test_two_points_are_never_corrected():
    row = only(serial_correction(series([1, 2]), rules=SerialRules(least_points=2)))
    assert row["reason"] == "not_applicable"
