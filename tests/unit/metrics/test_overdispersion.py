"""Spread beyond chance and ratio funnels."""

import math

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.overdispersion import event_limits, funnel_ratio, overdispersion


def areas(numerators, denominators=100):
    names = range(len(numerators))
    return pd.DataFrame({"area": names, "numerator": numerators, "denominator": denominators})


WIDE = areas([20, 80] * 10)


def test_z_is_the_distance_on_the_arcsine_scale():
    found = overdispersion(areas([20, 80]), trim=0)
    expected = 2 * math.sqrt(100) * (math.asin(math.sqrt(0.8)) - math.asin(math.sqrt(0.5)))
    assert found["z"].tolist() == pytest.approx([-expected, expected])
    assert found["value"].tolist() == pytest.approx([expected**2] * 2)


def test_extreme_z_are_drawn_in():
    found = overdispersion(areas([10, 50, 50, 50, 90]))
    assert found["winsorised_z"].max() < found["z"].max()


def test_spread_beyond_chance_is_applied_from_twenty_areas_on():
    assert set(overdispersion(WIDE)["status"]) == {"applied"}
    few = overdispersion(WIDE.head(10))
    assert set(few["status"]) == {"reported_only"}
    assert few["tau2"].tolist() == [0] * 10
    assert (few["tau2_found"] > 0).all()
    assert set(few["flags"]) == {"few_areas"}


def test_the_variance_between_areas_comes_from_moments():
    found = overdispersion(WIDE, trim=0)
    phi, weight, areas_count = found["value"].iloc[0], 400, 20
    room = areas_count * weight - areas_count * weight**2 / (areas_count * weight)
    assert found["tau2"].iloc[0] == pytest.approx((areas_count * phi - 19) / room)


def test_areas_alike_have_no_extra_variance():
    assert set(overdispersion(areas([50] * 20))["tau2_found"]) == {0}


def test_a_lonely_area_has_no_spread():
    found = overdispersion(areas([50]))
    assert found["reason"].tolist() == ["insufficient_data"]


def test_areas_without_figures_are_left_out():
    found = overdispersion(areas([50, 60, None, 0, 5], [100, 100, 100, 0, None]))
    assert found["reason"].tolist()[2:] == ["insufficient_data", "no_cases", "no_denominator"]
    assert found["n_used"].tolist()[:2] == [2, 2]


def test_an_impossible_trim_is_refused():
    with pytest.raises(MetricError, match="trim"):
        overdispersion(WIDE, trim=0.5)


def placed(observed, expected, **settings):
    frame = pd.DataFrame({"observed": [observed], "expected": [expected]}, dtype=float)
    return funnel_ratio(frame, **settings).iloc[0]


def test_no_events_have_a_lower_limit_of_0():
    low, high = event_limits(np.array([0.0]), 0.95)
    assert low.tolist() == [0]
    assert high.item() == pytest.approx(-math.log(0.025))


@pytest.mark.parametrize(
    ("observed", "word"),
    [(20, "inside"), (33, "above_95"), (40, "above_998"), (10, "below_95"), (4, "below_998")],
)
def test_a_ratio_is_placed_by_the_exact_limits_of_the_expected_number(observed, word):
    assert placed(observed, 20)["status"] == word


@pytest.mark.parametrize(
    ("observed", "expected", "word"),
    [(182, 143.7, "above_95"), (159, 232.9, "below_998"), (20, 20, "inside"), (2, 9, "below_95")],
)
def test_byar_asks_whether_the_limits_of_the_observed_number_hold_the_expected(
    observed, expected, word
):
    assert placed(observed, expected, method="byar")["status"] == word


def test_a_ratio_without_events_has_limits_only():
    row = placed(np.nan, 20)
    assert (row["status"], row["reason"]) == ("withheld", "insufficient_data")
    assert row["lower_95"] == pytest.approx(0.610826, abs=1e-6)


def test_impossible_numbers_are_refused():
    with pytest.raises(MetricError, match="expected"):
        placed(1, 0)
    with pytest.raises(MetricError, match="observed"):
        placed(-1, 5)
    with pytest.raises(MetricError, match="method"):
        placed(1, 5, method="normal")
