"""Which test each kind of series gets, and what it then may say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from chiso.report.trend_tests import DESCRIBED, SEASONAL, SERIAL, trend_tests

SEASON = (0, 9, -7, 3, 5, -2, 8, -6, 1, -4, 6, 2)


def series(values, *, monthly=False, flow=False, key="a"):
    """Values a year apart, or a month apart."""
    step = 12 if monthly else 1
    return pd.DataFrame({
        "key": key,
        "time": 2018 + np.arange(len(values)) / step,
        "value": np.asarray(values, dtype=float),
        "is_monthly": monthly,
        "is_flow": flow,
    })  # fmt: skip


def trends_of(*parts):
    found = trend_tests(pd.concat(parts, ignore_index=True), ["key"])
    return found.set_index("key")


def test_years_are_tested_as_they_are():
    row = trends_of(series(range(6))).loc["a"]
    assert (row["direction"], row["slope"]) == ("increasing", 1.0)
    assert row["p"] == pytest.approx(2 / 720)  # 6! orders, two of which are all up or all down


def test_two_years_are_a_change_and_no_slope():
    row = trends_of(series([1, 2])).loc["a"]
    assert np.isnan(row["slope"])
    assert np.isnan(row["p"])


def test_counts_of_months_are_set_against_the_same_month_of_other_years():
    values = [10 * year + SEASON[month] for year in range(5) for month in range(12)]
    row = trends_of(series(values, monthly=True, flow=True)).loc["a"]
    assert (row["level"], row["direction"]) == (SEASONAL, "increasing")
    assert row["slope"] == pytest.approx(10)


def test_seasons_alone_are_no_trend():
    values = [SEASON[month] for _ in range(5) for month in range(12)]
    row = trends_of(series(values, monthly=True, flow=True)).loc["a"]
    assert row["direction"] not in ("increasing", "decreasing")


def test_other_months_are_corrected_for_what_one_month_says_of_the_next():
    walk = np.cumsum(np.tile([1, 1, 1, -1], 15))
    row = trends_of(series(walk, monthly=True)).loc["a"]
    assert row["level"] == SERIAL
    assert 0 <= row["p"] <= 1


@pytest.mark.parametrize("flow", [True, False])
def test_few_months_are_described_and_not_tested(flow):
    row = trends_of(series([3, 1, 2], monthly=True, flow=flow)).loc["a"]
    assert row["level"] == DESCRIBED
    assert np.isnan(row["p"])


def test_series_of_all_kinds_are_told_together_each_once():
    found = trends_of(
        series(range(6), key="years"),
        series(np.arange(60) % 7, monthly=True, key="months"),
        series(np.arange(60) % 5, monthly=True, flow=True, key="counts"),
    )
    assert sorted(found.index) == ["counts", "months", "years"]


def test_no_series_is_no_row():
    assert trend_tests(series([]), ["key"]).empty
