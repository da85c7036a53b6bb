"""Kendall's score, its ties and its exact distribution, against other packages."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pymannkendall
import pytest
from scipy import stats

from chiso.metrics.kendall import exact_p, normal_p, ratio, score_series, tail, verdict

RANDOM = np.random.default_rng(20240930)


@pytest.mark.parametrize("points", [2, 3, 9, 60, 127, 128, 140])
def test_scores_variances_and_taus_equal_pymannkendall(points):
    values = RANDOM.integers(0, 40, (6, points)).astype(float)
    scores = score_series(values)
    for row, series in enumerate(values):
        known = pymannkendall.original_test(series)
        assert scores.score[row] == known.s
        assert scores.variance[row] == pytest.approx(known.var_s)
        assert scores.tau_a[row] == pytest.approx(known.Tau)
        if known.var_s:
            assert scores.z[row] == pytest.approx(known.z)
            assert normal_p(scores.z)[row] == pytest.approx(known.p)
            tau_b = stats.kendalltau(np.arange(points), series).statistic
            assert scores.tau_b[row] == pytest.approx(tau_b)


def test_missing_values_take_no_part():
    gap = score_series(np.array([[1.0, np.nan, 2.0, 2.0, np.nan]]))
    closed = score_series(np.array([[1.0, 2.0, 2.0]]))
    for name in ("score", "count", "variance", "tied_pairs"):
        assert getattr(gap, name) == getattr(closed, name)


def test_more_rows_than_a_block_hold_give_one_score_each():
    values = RANDOM.normal(size=(2500, 5))
    assert score_series(values).score.tolist() == [
        score_series(values[at : at + 1]).score[0] for at in range(2500)
    ]


def test_equal_values_have_no_spread():
    scores = score_series(np.full((1, 4), 100.0))
    assert (scores.score[0], scores.variance[0], scores.z[0], scores.tau_b[0]) == (0, 0, 0, 0)


def test_one_point_has_no_tau():
    scores = score_series(np.array([[5.0]]))
    assert np.isnan(scores.tau_a[0])
    assert np.isnan(scores.tau_b[0])


def test_no_series_has_no_scores():
    assert score_series(np.empty((0, 5))).score.size == 0


def test_a_quotient_by_zero_is_missing():
    assert ratio(np.array([1.0, 4.0]), np.array([0.0, 2.0])).tolist() == pytest.approx(
        [np.nan, 2.0], nan_ok=True
    )


@pytest.mark.parametrize("points", range(2, 10))
def test_exact_p_without_ties_equals_scipy(points):
    values = RANDOM.permuted(np.tile(np.arange(points) * 1.0, (5, 1)), axis=1)
    found = exact_p(values, score_series(values).score)
    known = [stats.kendalltau(np.arange(points), row, method="exact").pvalue for row in values]
    assert found == pytest.approx(known)


def score_of(values):
    return sum(np.sign(b - a) for at, a in enumerate(values) for b in values[at + 1 :])


@pytest.mark.parametrize(
    "values", [[1, 1, 2, 3, 3], [5, 5, 5, 6], [1, 2, 2, 2, 1, 3], [4, 4, 4, 4]]
)
def test_exact_p_with_ties_equals_all_orders_and_scipys_permutation_test(values):
    least = abs(score_of(values))
    orders = [abs(score_of(order)) >= least for order in permutations(values)]
    found = exact_p(np.array([values], float), np.array([score_of(values)], float))[0]
    assert found == pytest.approx(sum(orders) / len(orders))
    test = stats.permutation_test(
        (np.array(values),),
        lambda order: float(score_of(order)),
        permutation_type="pairings",
        n_resamples=np.inf,
    )
    assert found == pytest.approx(test.pvalue)


def test_a_missing_value_does_not_change_the_exact_p():
    assert exact_p(np.array([[1.0, np.nan, 2.0, 3.0]]), np.array([3.0]))[0] == pytest.approx(2 / 6)


def test_the_distribution_of_15_points_is_exact():
    assert tail((1,) * 15)[105] == pytest.approx(2 / 1307674368000)


def test_the_tail_starts_at_certainty():
    assert tail((1, 2, 3))[0] == 1.0
    assert tail((4,)).tolist() == [1.0]


def test_a_verdict_needs_a_small_p_and_a_direction():
    score = np.array([3.0, -3.0, 3.0, 3.0])
    p = np.array([0.01, 0.01, 0.05, np.nan])
    assert verdict(score, p, 0.05).tolist() == ["increasing", "decreasing", "no_trend", ""]
