"""Funnel limits of shares."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from chiso.errors import MetricError
from chiso.metrics.funnel import funnel_limits, level_name

Z95 = 1.959963984540054


def funnel(method="score", levels=(0.95, 0.998), **row):
    frame = pd.DataFrame([{"area": "a", "numerator": 60, "denominator": 100, "p0": 80} | row])
    return funnel_limits(frame, method=method, levels=levels).iloc[0]


def test_score_limits_are_the_benchmark_and_its_standard_errors():
    row = funnel()
    half = 100 * Z95 * math.sqrt(0.8 * 0.2 / 100)
    assert (row["lower_95"], row["upper_95"]) == pytest.approx((80 - half, 80 + half))
    assert (row["lower"], row["upper"]) == (row["lower_95"], row["upper_95"])


def test_arcsine_limits_are_the_sine_of_the_angle_squared():
    half = Z95 * math.sqrt(1 / 400)
    expected = 100 * math.sin(math.asin(math.sqrt(0.8)) - half) ** 2
    assert funnel("arcsine")["lower_95"] == pytest.approx(expected)


def test_extra_variance_widens_the_arcsine_funnel():
    row = funnel("arcsine", tau2=0.01)
    assert row["lower_95"] < funnel("arcsine")["lower_95"]
    assert row["flags"] == "overdispersion_applied"


def test_wilson_limits_are_those_of_the_benchmark_at_the_area_s_size():
    square = Z95**2
    expected = (2 * 80 + square - Z95 * math.sqrt(square + 4 * 80 * 0.2)) / (2 * (100 + square))
    assert funnel("wilson")["lower_95"] == pytest.approx(100 * expected)


def test_exact_limits_interpolate_between_whole_counts():
    count = binom.ppf(0.025, 100, 0.8)
    over = (binom.cdf(count, 100, 0.8) - 0.025) / binom.pmf(count, 100, 0.8)
    assert funnel("exact")["lower_95"] == pytest.approx(count - over)


@pytest.mark.parametrize(("denominator", "chosen"), [(100, "score"), (20, "exact")])
def test_auto_turns_to_exact_limits_where_few_cases_are_expected(denominator, chosen):
    row = {"numerator": 10, "denominator": denominator}
    assert funnel("auto", **row)["lower_95"] == funnel(chosen, **row)["lower_95"]


def test_small_numbers_are_flagged():
    assert funnel(numerator=10, denominator=20)["flags"] == "small_numbers"


def test_limits_never_leave_0_to_100():
    row = funnel(numerator=3, denominator=3)
    assert row["upper_998"] == 100
    assert funnel("arcsine", numerator=1, denominator=1)["lower_998"] == 0


@pytest.mark.parametrize(
    ("numerator", "word"),
    [(80, "inside"), (71, "below_95"), (60, "below_998"), (89, "above_95"), (95, "above_998")],
)
def test_an_area_is_placed_by_the_outermost_limit_it_passes(numerator, word):
    assert funnel(numerator=numerator)["status"] == word


def test_a_share_at_its_limit_is_inside():
    assert funnel(numerator=3, denominator=3, p0=99)["status"] == "inside"


def test_the_pooled_share_is_the_benchmark_where_none_is_given():
    frame = pd.DataFrame({"area": ["a", "b"], "numerator": [90, 30], "denominator": [100, 50]})
    assert funnel_limits(frame)["p0"].tolist() == [100 * 120 / 150] * 2


def test_limits_exist_without_a_share_to_place():
    frame = pd.DataFrame({"denominator": [100], "p0": [80]})
    row = funnel_limits(frame, carry=()).iloc[0]
    assert (row["status"], row["reason"]) == ("withheld", "insufficient_data")
    assert row["lower_95"] == pytest.approx(funnel()["lower_95"])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"denominator": None}, "no_denominator"),
        ({"numerator": 0, "denominator": 0}, "no_cases"),
        ({"direction": "target_is_best"}, "not_applicable"),
        ({"numerator": None, "p0": None}, "insufficient_data"),
        ({"numerator": None}, "insufficient_data"),
    ],
)
def test_an_area_outside_the_funnel_says_why(row, reason):
    found = funnel(**row)
    assert (found["status"], found["reason"]) == ("withheld", reason)
    assert np.isnan(found["value"])


def test_levels_are_named_by_their_decimals():
    assert [level_name(level) for level in (0.9, 0.95, 0.998)] == ["9", "95", "998"]
    assert "lower_9" in funnel(levels=(0.9,)).index


def test_wrong_settings_are_refused():
    with pytest.raises(MetricError, match="levels"):
        funnel(levels=(0.998, 0.95))
    with pytest.raises(MetricError, match="levels"):
        funnel(levels=())
    with pytest.raises(MetricError, match="method"):
        funnel("normal")
    with pytest.raises(MetricError, match="p0"):
        funnel(p0=101)
