"""Areas that cross from one band into another."""

import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.movement import area_movement

COUNTS = {"previous_numerator": 40, "previous_denominator": 100, "numerator": 85}


def moved(bands=(50.0, 80.0, 90.0), **changes):
    row = {"area": "a", **COUNTS, "denominator": 100}
    return area_movement(pd.DataFrame([row | changes]), bands=bands).iloc[0]


def test_a_clear_rise_counts_the_bands_crossed():
    row = moved()
    assert (row["value"], row["band_before"], row["band_now"]) == (2, 0, 2)
    assert row["status"] == "better"


def test_the_same_rise_is_worse_where_less_is_better():
    assert moved(direction="lower_is_better")["status"] == "worse"


@pytest.mark.parametrize(("numerator", "word"), [(85, "up"), (5, "stayed")])
def test_a_neutral_indicator_only_moves(numerator, word):
    assert moved(direction="neutral", numerator=numerator)["status"] == word


def test_a_neutral_indicator_that_falls_goes_down():
    row = moved(direction="neutral", previous_numerator=95, numerator=10)
    assert row["status"] == "down"


def test_a_crossing_within_the_intervals_is_unclear():
    row = moved(previous_numerator=48, numerator=52)
    assert (row["status"], row["flags"], row["value"]) == ("unclear", "intervals_meet", 1)


def test_a_value_at_a_limit_belongs_to_the_upper_band():
    assert moved(numerator=80)["band_now"] == 2


def test_values_with_their_own_intervals_are_taken_as_they_are():
    row = {"area": "a", "value": 85, "lower": 84, "upper": 86, "previous_value": 40}
    frame = pd.DataFrame([row | {"previous_lower": 39, "previous_upper": 41}])
    assert area_movement(frame)["status"].tolist() == ["better"]


def test_a_period_without_cases_is_withheld():
    row = moved(previous_numerator=0, previous_denominator=0)
    assert (row["status"], row["reason"]) == ("withheld", "insufficient_data")


def test_wrong_input_is_refused():
    with pytest.raises(MetricError, match="bands"):
        moved(bands=(80.0, 50.0))
    with pytest.raises(MetricError, match="bands"):
        moved(bands=())
    with pytest.raises(MetricError, match="previous_value"):
        area_movement(pd.DataFrame({"area": ["a"], "value": [1]}))
