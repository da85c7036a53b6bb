"""Slopes between pairs, against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

import chiso.metrics.slopes as slopes
from chiso.metrics.slopes import fit_slopes, pair_slopes, row_medians

RANDOM = np.random.default_rng(7)


@pytest.mark.parametrize("points", [2, 3, 4, 7, 8, 11, 60, 61])
@pytest.mark.parametrize("intercept", ["joint", "separate"])
def test_lines_and_limits_equal_scipy(points, intercept):
    values = np.round(RANDOM.normal(size=(20, points)), 1)
    time = 2020 + np.cumsum(RANDOM.uniform(0.1, 2, (1, points)), axis=1)
    found = fit_slopes(values, time, 0.9, intercept)
    for row in range(20):
        known = stats.theilslopes(values[row], time[0], alpha=0.9, method=intercept)
        got = [getattr(found, name)[row] for name in ("slope", "intercept", "lower", "upper")]
        assert got == pytest.approx(list(known), rel=1e-12)


def test_every_series_may_have_times_of_its_own():
    values = np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]])
    time = np.array([[0.0, 1.0, 2.0], [0.0, 2.0, 4.0]])
    assert fit_slopes(values, time).slope.tolist() == [1.0, 0.5]


def test_missing_values_take_no_part():
    gap = fit_slopes(np.array([[1.0, np.nan, 3.0, 9.0]]), np.arange(4.0)[None])
    known = stats.theilslopes([1.0, 3.0, 9.0], [0.0, 2.0, 3.0], method="joint")
    assert gap.slope[0] == pytest.approx(known.slope)
    assert gap.intercept[0] == pytest.approx(known.intercept)


def test_one_point_has_no_slope():
    assert np.isnan(fit_slopes(np.array([[1.0]]), np.array([[0.0]])).slope[0])


def test_a_flat_series_has_slope_zero_not_minus_zero():
    assert str(fit_slopes(np.full((1, 4), 7.0), np.arange(4.0)[None]).slope[0]) == "0.0"


@pytest.mark.parametrize("points", [2, 3, 4, 5, 8])
def test_every_pair_has_its_slope_once(points):
    values, time = RANDOM.normal(size=(1, points)), np.cumsum(RANDOM.uniform(1, 2, (1, points)), 1)
    known = [
        (values[0, j] - values[0, i]) / (time[0, j] - time[0, i])
        for i in range(points)
        for j in range(i + 1, points)
    ]
    assert sorted(pair_slopes(values, time)[0]) == pytest.approx(sorted(known))


@pytest.mark.parametrize("own_times", [False, True])
def test_blocks_do_not_change_the_result(monkeypatch, own_times):
    values = RANDOM.normal(size=(9, 6))
    time = np.cumsum(RANDOM.uniform(1, 2, (9 if own_times else 1, 6)), axis=1)
    whole = fit_slopes(values, time)
    monkeypatch.setattr(slopes, "_BLOCK_BYTES", 8 * 15 * 2)
    monkeypatch.setattr(slopes, "_BLOCK_ROWS", 4)
    parts = fit_slopes(values, time)
    for name in ("slope", "intercept", "lower", "upper", "count"):
        assert getattr(parts, name).tolist() == getattr(whole, name).tolist()


def test_limits_beyond_the_outermost_slopes_are_told():
    found = fit_slopes(np.array([[1.0, 2.0, 4.0]]), np.arange(3.0)[None])
    assert (found.lower_cut[0], found.upper_cut[0]) == (True, True)
    assert (found.lower[0], found.upper[0]) == (1.0, 2.0)


def test_medians_leave_out_missing_values():
    rows = np.array([[3.0, np.nan, 1.0, 2.0], [np.nan] * 4, [1.0, 2.0, 3.0, 4.0]])
    assert row_medians(rows).tolist() == pytest.approx([2.0, np.nan, 2.5], nan_ok=True)
    assert np.isnan(row_medians(np.empty((2, 0)))).all()
