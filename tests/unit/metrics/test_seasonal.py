"""Trend within seasons and within areas."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pymannkendall
import pytest

import chiso.metrics.seasonal as seasonal
from chiso.errors import MetricError
from chiso.metrics.seasonal import regional_mann_kendall, seasonal_mann_kendall
from makers.series import only, panel, series

RANDOM = np.random.default_rng(11)
VALUES = np.round(RANDOM.normal(size=60), 1)
GAPS = np.where(RANDOM.random(60) < 0.1, np.nan, VALUES)


def months(values):
    return series(values, start=0.0, step=1 / 12)


@pytest.mark.parametrize("values", [VALUES, GAPS, GAPS[:55]])
def test_monthly_series_equal_pymannkendall(values):
    row = only(seasonal_mann_kendall(months(values)))
    known = pymannkendall.seasonal_test(values, period=12)
    assert (row["score"], row["variance"]) == (known.s, pytest.approx(known.var_s))
    assert (row["p"], row["z"]) == pytest.approx((known.p, known.z))
    assert row["slope"] == pytest.approx(known.slope)
    assert row["intercept"] == pytest.approx(known.intercept)
    assert row["value"] == pytest.approx(known.Tau)


def test_a_season_that_returns_is_no_trend():
    wave = np.tile([10.0, 50.0, 90.0, 40.0], 5)
    row = only(seasonal_mann_kendall(series(wave, start=2020.25, step=0.25), period=4))
    assert (row["status"], row["p"], row["value"]) == ("stable", 1, 0)


def test_a_rise_beneath_the_seasons_is_found():
    wave = np.tile([10.0, 50.0, 90.0, 40.0], 5) + np.arange(20)
    row = only(seasonal_mann_kendall(series(wave, start=2020.25, step=0.25), period=4))
    assert (row["status"], row["slope"]) == ("increasing", 4)
    assert row["periods_used"] == "2020.25..2025"


@pytest.mark.parametrize("values", [[1, 2, 3, 4, 5], [None] * 7])
def test_fewer_than_three_full_cycles_are_insufficient(values):
    row = only(seasonal_mann_kendall(series(values, start=2020.5, step=0.5), period=2))
    assert (row["reason"], row["status"]) == ("insufficient_data", "")


def test_blocks_do_not_change_the_slopes(monkeypatch):
    frame = panel(months(VALUES), months(GAPS), months(-VALUES))
    whole = seasonal_mann_kendall(frame, ["area"])["slope"].tolist()
    monkeypatch.setattr(seasonal, "_BLOCK_BYTES", 1)
    assert seasonal_mann_kendall(frame, ["area"])["slope"].tolist() == whole


def test_a_time_off_the_seasons_is_an_error():
    with pytest.raises(MetricError, match="rows 0: time"):
        seasonal_mann_kendall(series([1], start=2020.3), period=4)


def test_an_empty_frame_gives_an_empty_result():
    assert seasonal_mann_kendall(series([])).empty
    assert regional_mann_kendall(series([]).assign(area="")).empty


def test_areas_together_equal_pymannkendall():
    table = np.column_stack([VALUES[:20], GAPS[20:40]])
    frame = panel(series(table[:, 0]), series(table[:, 1]))
    row = only(regional_mann_kendall(frame))
    known = pymannkendall.regional_test(table)
    assert (row["score"], row["variance"]) == (known.s, pytest.approx(known.var_s))
    assert (row["p"], row["slope"]) == pytest.approx((known.p, known.slope))


def test_areas_with_two_times_are_insufficient():
    frame = panel(series([1, 2]), series([3, 4]))
    assert only(regional_mann_kendall(frame))["reason"] == "insufficient_data"


def test_a_repeated_time_of_an_area_is_an_error():
    frame = pd.concat([series([1]), series([2])]).assign(area="A")
    with pytest.raises(MetricError, match="area, time"):
        regional_mann_kendall(frame)
