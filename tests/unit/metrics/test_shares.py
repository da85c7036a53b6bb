"""Shares and their limits."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from chiso.errors import MetricError
from chiso.metrics.shares import proportion_difference, share, share_limits, wilson_interval
from makers.series import only


def counts(numerator, denominator, **more):
    return pd.DataFrame({"numerator": [numerator], "denominator": [denominator], **more})


def test_a_share_comes_from_its_parts():
    assert only(share(counts(1310, 1860)))["value"] == pytest.approx(100 * 1310 / 1860)


@pytest.mark.parametrize(
    ("numerator", "denominator", "reason"),
    [
        (0, 0, "no_cases"),
        (1, None, "no_denominator"),
        (None, None, "no_denominator"),
        (None, 1, "insufficient_data"),
    ],
)
@pytest.mark.parametrize("metric", [share, wilson_interval])
def test_a_share_that_cannot_be_says_why(metric, numerator, denominator, reason):
    row = only(metric(counts(numerator, denominator).astype(float)))
    assert (row["reason"], np.isnan(row["value"])) == (reason, True)


@pytest.mark.parametrize(("numerator", "denominator"), [(2.5, 10), (2, 10.5)])
def test_counts_that_are_not_whole_are_told(numerator, denominator):
    assert only(share(counts(numerator, denominator)))["flags"] == "not_whole"


@pytest.mark.parametrize(("cases", "base"), [(0, 10), (9, 10), (78, 78), (1310, 1860), (0.445, 1)])
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_wilson_limits_equal_the_closed_formula(cases, base, confidence):
    z = stats.norm.ppf((1 + confidence) / 2)
    root = z * np.sqrt(z**2 + 4 * cases * (1 - cases / base))
    known = [(2 * cases + z**2 + sign * root) / (2 * (base + z**2)) for sign in (-1, 1)]
    row = only(wilson_interval(counts(cases, base), confidence=confidence))
    assert [row["lower"], row["upper"]] == pytest.approx([100 * side for side in known], abs=1e-9)


def test_limits_are_exactly_0_and_100_at_the_ends():
    assert only(wilson_interval(counts(0, 38)))["lower"] == 0.0
    assert only(wilson_interval(counts(38, 38)))["upper"] == 100.0


@pytest.mark.parametrize(
    ("method", "known"), [("exact", "beta"), ("jeffreys", "jeffreys"), ("wilson", "wilson")]
)
def test_other_limits_equal_statsmodels(method, known):
    lower, upper = share_limits([3.0], [10.0], method=method)
    assert (lower[0], upper[0]) == pytest.approx(proportion_confint(3, 10, method=known))


@pytest.mark.parametrize(("cases", "base"), [(0, 10), (3, 10), (10, 10), (232, 232)])
def test_corrected_limits_equal_scipy(cases, base):
    known = stats.binomtest(cases, base).proportion_ci(method="wilsoncc")
    row = only(wilson_interval(counts(cases, base), method="wilson_corrected"))
    assert (row["lower"] / 100, row["upper"] / 100) == pytest.approx((known.low, known.high))


def test_a_full_count_is_labelled_as_process_variation():
    frame = pd.DataFrame({"numerator": [5, 5], "denominator": [9, 9], "full_count": [True, False]})
    assert wilson_interval(frame)["flags"].tolist() == ["process_variation", ""]


@pytest.mark.parametrize("metric", [share, wilson_interval, proportion_difference])
def test_more_cases_than_the_base_are_an_error(metric):
    frame = counts(12, 10, other_numerator=1, other_denominator=2)
    with pytest.raises(MetricError, match="rows 0: numerator, denominator"):
        metric(frame)


def test_a_difference_equals_statsmodels():
    frame = counts(1310, 1860, other_numerator=786, other_denominator=1502)
    row = only(proportion_difference(frame))
    known = confint_proportions_2indep(1310, 1860, 786, 1502, method="newcomb", compare="diff")
    assert (row["lower"] / 100, row["upper"] / 100) == pytest.approx(known)
    assert row["n_used"] == 1860 + 1502


@pytest.mark.parametrize(
    ("other", "base", "reason"), [(1, None, "no_denominator"), (0, 0, "no_cases")]
)
def test_a_difference_to_a_missing_share_says_why(other, base, reason):
    frame = counts(1, 2, other_numerator=[other], other_denominator=[base]).astype(float)
    assert only(proportion_difference(frame))["reason"] == reason
