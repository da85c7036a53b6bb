"""Weather symbol, status index and distance among peers."""

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.outlook import current_status_index, standardised_distance, weather_symbol


def weather(values, target=100, due=2025, start=2016, **columns):
    years = range(start, start + len(values))
    frame = pd.DataFrame({"time": years, "value": values, "target": target, "due_time": due})
    return weather_symbol(frame.assign(**columns)).iloc[0]


def test_the_mean_of_the_last_five_changes_is_carried_on():
    row = weather([0, 50, 56, 62, 68, 74, 80])
    assert row["mean_annual_change"] == (80 - 50) / 5
    assert row["projected"] == 80 + 6 * (2025 - 2022)
    assert row["relative_miss"] == pytest.approx((100 - 98) / (100 - 80))


@pytest.mark.parametrize(
    ("rise", "symbol"),
    [(5, "sun"), (4.8, "sun"), (4.75, "slightly_cloudy"), (4, "slightly_cloudy"), (3.9, "cloudy")],
)
def test_the_miss_of_the_present_gap_gives_the_symbol(rise, symbol):
    values = [80 - 3 * rise, 80 - 2 * rise, 80 - rise, 80]
    assert weather(values, due=2023)["status"] == symbol


@pytest.mark.parametrize("values", [[30, 30, 30, 30], [40, 38, 36, 34]])
def test_no_change_and_the_wrong_way_are_a_thunderstorm(values):
    assert weather(values)["status"] == "thunderstorm"


def test_a_fall_is_the_right_way_for_a_falling_indicator():
    row = weather([40, 35, 30, 25], target=20, due=2020, direction="lower_is_better")
    assert row["status"] == "sun"


def test_a_target_that_is_met_and_stays_met_is_sun():
    assert weather([80, 90, 100, 100], target=90)["status"] == "sun"
    assert weather([95, 95, 95, 95], target=90)["status"] == "sun"


def test_a_target_that_is_met_and_will_be_lost_is_a_thunderstorm():
    assert weather([99, 97, 95, 93], target=90)["status"] == "thunderstorm"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"values": [1, 2, 3]}, "insufficient_data"),
        ({"values": [1, 2, None, 3]}, "insufficient_data"),
        ({"values": [1, 2, 3, 4], "target": None}, "no_target"),
        ({"values": [1, 2, 3, 4], "due": None}, "due_date_missing"),
        ({"values": [1, 2, 3, 4], "direction": "target_is_best"}, "not_applicable"),
        ({"values": [None]}, "insufficient_data"),
    ],
)
def test_what_is_missing_is_named(changes, reason):
    row = weather(**changes)
    assert (row["reason"], row["status"]) == (reason, "withheld")


def test_each_series_has_its_own_symbol():
    frame = pd.DataFrame(
        {
            "k": ["b", "a"] * 4,
            "time": np.repeat(range(2018, 2022), 2),
            "value": [62, 9, 68, 8, 74, 7, 80, 6],
            "target": 100,
            "due_time": 2025,
        }
    )
    found = weather_symbol(frame, ["k"])
    assert found["k"].tolist() == ["b", "a"]
    assert found["status"].tolist() == ["sun", "thunderstorm"]


def test_wrong_input_is_refused():
    with pytest.raises(MetricError, match="target"):
        weather([1, 2], target=[1, 2])
    with pytest.raises(MetricError, match="time"):
        weather([1, 2], time=2020)
    frame = pd.DataFrame({"time": [1], "value": [1], "target": [1], "due_time": [2]})
    with pytest.raises(MetricError, match="changes"):
        weather_symbol(frame, changes=0)


def index(**row):
    return current_status_index(pd.DataFrame([row])).iloc[0]


@pytest.mark.parametrize(
    ("value", "expected", "word"), [(60, 5, "forward"), (20, 0, "still"), (12, -1, "backward")]
)
def test_the_status_index_is_the_way_covered_on_a_scale_of_10(value, expected, word):
    row = index(baseline=20, value=value, target=100)
    assert (row["value"], row["status"]) == (expected, word)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"baseline": 20, "value": 30, "target": 20}, "not_applicable"),
        ({"baseline": 20, "value": 30, "target": None}, "no_target"),
        ({"baseline": None, "value": 30, "target": 40}, "insufficient_data"),
        (
            {"baseline": 1, "value": 3, "target": 2, "direction": "target_is_best"},
            "not_applicable",
        ),
    ],
)
def test_the_status_index_says_what_is_missing(row, reason):
    assert index(**row)["reason"] == reason


def distances(values, target=80, **settings):
    frame = pd.DataFrame({"value": values, "target": target})
    return standardised_distance(frame, carry=(), **settings)


def test_the_distance_is_the_gap_over_the_spread_of_the_peers():
    found = distances([60, 70, 80])
    assert found["value"].tolist() == [20 / 10, 10 / 10, 0]
    assert found["spread"].tolist() == [10] * 3
    assert distances([60, 80], ddof=0)["value"].tolist() == [20 / 10, 0]


def test_without_spread_only_an_area_that_meets_the_target_has_a_distance():
    assert distances([90, 90])["value"].tolist() == [0, 0]
    found = distances([70, 70])
    assert found["reason"].tolist() == ["no_spread"] * 2


def test_few_peers_are_flagged():
    assert set(distances([60, 70, 80])["flags"]) == {"few_peers"}
    assert set(distances(range(60, 68))["flags"]) == {""}


def test_peers_without_value_or_target_are_named():
    assert distances([60, 70, None])["reason"].tolist() == ["", "", "insufficient_data"]
    assert distances([60, 70], None)["reason"].tolist() == ["no_target"] * 2


def test_another_ddof_is_refused():
    with pytest.raises(MetricError, match="ddof"):
        distances([1, 2], ddof=2)
