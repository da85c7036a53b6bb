"""Trend beyond what a covariate explains."""

from __future__ import annotations

import numpy as np
import pymannkendall
import pytest

from chiso.metrics.partial import partial_mann_kendall
from makers.series import only, panel, series

RANDOM = np.random.default_rng(4)


def both(values, covariate):
    return series(values).assign(covariate=covariate)


@pytest.mark.parametrize("rounding", [1, 6])
def test_the_partial_test_equals_pymannkendall(rounding):
    table = np.round(RANDOM.normal(size=(25, 2)), rounding)
    table[:, 0] += 0.5 * table[:, 1]
    row = only(partial_mann_kendall(both(*table.T)))
    known = pymannkendall.partial_test(table)
    assert row["score"] == pytest.approx(known.s)
    assert row["variance"] == pytest.approx(known.var_s)
    assert (row["p"], row["value"]) == pytest.approx((known.p, known.Tau))
    assert (row["slope"], row["intercept"]) == pytest.approx(
        (known.slope, known.intercept - 2020 * known.slope)
    )


def test_a_covariate_that_explains_everything_leaves_nothing():
    row = only(partial_mann_kendall(both([1, 3, 2, 5, 4, 6], [10, 30, 20, 50, 40, 60])))
    assert (row["reason"], row["status"]) == ("no_spread", "")


@pytest.mark.parametrize("values", [[1, 2, 3, 4], [1]])
def test_fewer_than_five_pairs_are_insufficient(values):
    frame = panel(both(values, values), both([1, 3, 2, 5, 4], [2, 1, 5, 3, 4]))
    assert partial_mann_kendall(frame, ["area"])["reason"].tolist() == ["insufficient_data", ""]
