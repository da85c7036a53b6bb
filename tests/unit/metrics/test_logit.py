"""Trend of a share on the log-odds scale, against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.special import expit
from scipy.stats import norm

import chiso.metrics.logit as logit
from chiso.errors import MetricError
from chiso.metrics.logit import binomial_trend
from makers.series import only, panel, shares

RANDOM = np.random.default_rng(21)


def glm(x, n, time):
    parts = np.column_stack([x, np.asarray(n) - x])
    model = sm.GLM(parts, sm.add_constant(time), family=sm.families.Binomial())
    return model.fit(tol=1e-13, maxiter=200)


@pytest.mark.parametrize("points", [3, 5, 12])
def test_odds_ratios_equal_statsmodels(points):
    time = np.arange(points) * 1.0
    base = RANDOM.integers(50, 400, (8, points))
    share = expit(RANDOM.normal(0, 1, (8, 1)) + RANDOM.normal(0, 0.4, (8, 1)) * time)
    cases = RANDOM.binomial(base, share)
    frame = panel(
        *(shares(x, list(n), start=0.0) for x, n in zip(cases.tolist(), base, strict=True))
    )
    found = binomial_trend(frame, ["area"])
    for row, x, n in zip(found.itertuples(), cases, base, strict=True):
        model = glm(x, n, time)
        scale = max(1.0, model.pearson_chi2 / (points - 2))
        assert row.log_odds_slope == pytest.approx(model.params[1], rel=1e-6, abs=1e-9)
        assert row.log_odds_intercept == pytest.approx(model.params[0], rel=1e-5, abs=1e-8)
        assert row.log_odds_error == pytest.approx(model.bse[1] * np.sqrt(scale), rel=1e-5)
        assert row.value == pytest.approx(np.exp(model.params[1]), rel=1e-6)


def test_the_scale_is_pearsons_chi_square_over_what_is_left():
    x = [10, 60, 20, 90, 40]
    row = only(binomial_trend(shares(x, start=0.0)))
    model = glm(x, [100] * 5, np.arange(5.0))
    assert row["scale"] == pytest.approx(model.pearson_chi2 / (5 - 2))
    z = row["log_odds_slope"] / (model.bse[1] * np.sqrt(row["scale"]))
    assert row["p"] == pytest.approx(2 * norm.sf(abs(z)))
    assert row["flags"] == "overdispersed"


def test_years_far_from_zero_do_not_hurt():
    near, far = (only(binomial_trend(shares([20, 50, 80, 85, 90], start=at))) for at in (0.0, 2e3))
    assert near["value"] == pytest.approx(far["value"], rel=1e-9)


def test_a_steep_fit_that_overshoots_is_brought_back():
    frame = shares([235, 113, 0], [260, 138, 91]).assign(time=[2010.0, 2011.0, 2020.0])
    model = glm([235, 113, 0], [260, 138, 91], np.array([0.0, 1.0, 10.0]))
    row = only(binomial_trend(frame))
    assert row["log_odds_slope"] == pytest.approx(model.params[1], rel=1e-4)


@pytest.mark.parametrize(
    ("cases", "base", "time"),
    [
        ([0, 2, 0, 0], [1000, 5, 10, 10], [0, 2, 13, 40]),
        ([990, 1000, 0], [1000, 100_000, 2], [0, 20, 40]),
        ([9, 100, 0], [10, 100_000, 2], [2, 13, 20]),
    ],
)
def test_lopsided_bases_are_fitted_too(cases, base, time):
    frame = shares(cases, base).assign(time=np.array(time, dtype=float))
    known = glm(cases, base, np.array(time, dtype=float))
    assert only(binomial_trend(frame))["log_odds_slope"] == pytest.approx(known.params[1], rel=1e-5)


def test_a_fit_that_runs_out_of_steps_is_withheld(monkeypatch):
    monkeypatch.setattr(logit, "_STEPS", 1)
    monkeypatch.setattr(logit, "_HALVINGS", 0)
    row = only(binomial_trend(shares([20, 50, 80, 85, 90])))
    assert (row["reason"], row["flags"]) == ("not_applicable", "not_converged")
    assert np.isnan(row["value"])


@pytest.mark.parametrize(
    ("cases", "status"),
    [
        ([90, 100, 120, 130, 150], "increasing"),
        ([150, 130, 120, 100, 90], "decreasing"),
        ([100, 101, 99, 100, 101], "no_trend"),
        ([90, 120, 150], ""),
    ],
)
def test_a_verdict_needs_five_points(cases, status):
    assert only(binomial_trend(shares(cases, 200)))["status"] == status


def test_two_points_are_insufficient():
    row = only(binomial_trend(shares([90, 100], 200)))
    assert (row["reason"], np.isnan(row["value"])) == ("insufficient_data", True)


@pytest.mark.parametrize("level", [0, 200])
def test_all_or_none_throughout_has_no_spread(level):
    assert only(binomial_trend(shares([level] * 6, 200)))["reason"] == "no_spread"


@pytest.mark.parametrize("cases", [[0, 0, 50, 100], [100, 60, 0, 0], [0, 0, 100, 100]])
def test_perfect_separation_is_told(cases):
    row = only(binomial_trend(shares(cases)))
    assert (row["reason"], row["flags"]) == ("not_applicable", "perfect_separation")


def test_a_bounded_share_near_its_ceiling_still_has_a_trend():
    row = only(binomial_trend(shares([180, 190, 195, 199, 200], 200)))
    assert (row["status"], row["reason"]) == ("increasing", "")


def test_periods_without_cases_are_no_points():
    row = only(binomial_trend(shares([90, 0, 120, 150], [200, 0, 200, 200])))
    assert row["n_used"] == 3


def test_impossible_counts_are_errors():
    with pytest.raises(MetricError, match="rows 2: numerator, denominator"):
        binomial_trend(shares([1, 2, 201], 200))
