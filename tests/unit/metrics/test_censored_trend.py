"""Trend of series with figures known only as bounds."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from chiso.metrics.censored_trend import censored_mann_kendall, censored_theil_sen
from chiso.metrics.trend import mann_kendall, theil_sen
from makers.series import only, panel, series

RANDOM = np.random.default_rng(5)


def known(values, **more):
    frame = series(values, **more)
    return frame.assign(lower=frame["value"], upper=frame["value"])


def over(values, censored_from, top=100.0):
    """Values of which those from ``censored_from`` on are only known as "over ..."."""
    frame = known(values)
    late = frame.index >= censored_from
    return frame.assign(upper=frame["upper"].where(~late, top), lower_open=late)


def test_exact_figures_give_the_plain_test():
    frame = panel(*(known(RANDOM.integers(0, 6, 8)) for _ in range(5)))
    censored, plain = censored_mann_kendall(frame, ["area"]), mann_kendall(frame, ["area"])
    for name in ("value", "score", "p", "status"):
        assert censored[name].tolist() == plain[name].tolist()
    assert (censored["undetermined_pairs"] == 0).all()


def test_over_95_is_surely_more_than_90_and_equals_itself():
    row = only(censored_mann_kendall(over([60, 80, 90, 95, 95], 3)))
    assert (row["score"], row["undetermined_pairs"]) == (10 - 1, 0)
    assert row["p"] == pytest.approx(2 * 2 / 120)
    assert (row["status"], row["method"]) == ("increasing", "exact")


def test_touching_figures_are_apart_when_one_end_is_open():
    frame = known([50, 60, 70, 80, 90]).assign(
        lower=[50, 60, 70, 80, 90], upper=[60, 60, 70, 90, 90], upper_open=[1, 0, 0, 1, 0]
    )
    assert only(censored_mann_kendall(frame))["undetermined_pairs"] == 0
    closed = frame.drop(columns="upper_open")
    assert only(censored_mann_kendall(closed))["undetermined_pairs"] == 2


def test_pairs_that_could_change_the_verdict_are_told():
    frame = known([60, 80, 90, 92, 95]).assign(upper=[60, 80, 100, 92, 95])
    row = only(censored_mann_kendall(frame))
    assert (row["score"], row["score_low"], row["score_high"]) == (8, 6, 10)
    assert row["flags"] == "undetermined_pairs_could_change_verdict"
    assert row["lower"] < row["value"] < row["upper"]


def test_the_exact_p_counts_all_orders_of_the_intervals():
    frame = known([60, 92, 90, 80, 95]).assign(upper=[60, 92, 100, 80, 95])
    ends = list(zip(frame["lower"], frame["upper"], strict=True))

    def score(order):
        pairs = [(a, b) for at, a in enumerate(order) for b in order[at + 1 :]]
        return sum((a[1] < b[0]) - (b[1] < a[0]) for a, b in pairs)

    least = abs(score(ends))
    extreme = [abs(score(order)) >= least for order in permutations(ends)]
    assert only(censored_mann_kendall(frame))["p"] == pytest.approx(np.mean(extreme))


def test_long_series_use_seeded_random_orders():
    frame = over(list(range(60, 90, 2)), 12)
    row, again = only(censored_mann_kendall(frame)), only(censored_mann_kendall(frame))
    assert (row["method"], row["p"]) == ("random_orders", 1 / 10_000)
    assert again["p"] == row["p"]


def test_random_orders_agree_with_the_normal_form():
    frame = known(RANDOM.normal(size=14))
    found, plain = only(censored_mann_kendall(frame)), only(mann_kendall(frame))
    assert found["p"] == pytest.approx(plain["p"], abs=0.02)
    other = only(censored_mann_kendall(frame, seed=1))
    assert other["p"] == pytest.approx(found["p"], abs=0.02)


def test_many_patterns_are_taken_in_parts(monkeypatch):
    frame = panel(*(known(RANDOM.permutation(5)) for _ in range(6)))
    whole = censored_mann_kendall(frame, ["area"])["p"].tolist()
    monkeypatch.setattr("chiso.metrics.censored_trend._PATTERNS", 2)
    assert censored_mann_kendall(frame, ["area"])["p"].tolist() == whole


def test_equal_intervals_are_stable():
    row = only(censored_mann_kendall(over([95] * 5, 0)))
    assert (row["status"], row["score"], row["value"]) == ("stable", 0, 0)


def test_a_missing_end_is_no_bound_and_two_are_a_missing_figure():
    frame = known([1, 2, 3, 4, 5, 6]).assign(
        lower=[1, 2, 3, 4, 5, None], upper=[1, 2, 3, 4, None, None]
    )
    row = only(censored_mann_kendall(frame))
    assert (row["n_used"], row["score"]) == (5, 10)


def test_fewer_than_five_figures_are_insufficient():
    row = only(censored_mann_kendall(over([60, 80, 95], 2)))
    assert (row["reason"], row["status"], row["score"]) == ("insufficient_data", "", 3)
    assert np.isnan(row["p"])


def test_slopes_lie_between_the_ends():
    row = only(censored_theil_sen(over([80, 95], 1)))
    assert (row["lower"], row["upper"], row["reason"]) == (95 - 80, 100 - 80, "censored")


def test_exact_figures_give_the_plain_slope():
    frame = panel(*(known(RANDOM.normal(size=7)) for _ in range(3)))
    found = censored_theil_sen(frame, ["area"])["value"].tolist()
    assert found == pytest.approx(theil_sen(frame, ["area"])["value"].tolist())


def test_without_a_bound_the_steepest_slope_is_unknown():
    row = only(censored_theil_sen(over([80, 95], 1, top=None)))
    assert row["lower"] == 95 - 80
    assert np.isnan(row["upper"])


def test_unbounded_on_both_sides_leaves_nothing():
    frame = pd.DataFrame(
        {"time": [1.0, 2.0, 3.0], "lower": [5.0, None, 5.0], "upper": [None, 5.0, None]}
    )
    row = only(censored_theil_sen(frame))
    assert np.isnan(row["lower"])
    assert np.isnan(row["upper"])


def test_one_figure_has_no_slope():
    assert only(censored_theil_sen(known([5])))["reason"] == "insufficient_data"
