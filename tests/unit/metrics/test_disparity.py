"""Absolute and relative inequality of areas."""

import math

import pandas as pd
import pytest

from chiso.metrics.disparity import disparity


def measures(values, **columns):
    found = disparity(pd.DataFrame({"value": values, **columns}))
    return found.set_index("measure")["value"]


def reasons(values, **columns):
    found = disparity(pd.DataFrame({"value": values, **columns}))
    return found.set_index("measure")["reason"]


def test_absolute_measures_by_hand():
    found = measures([60, 80, 100])
    assert found["range"] == 100 - 60
    assert found["sd"] == pytest.approx(math.sqrt((20**2 + 0 + 20**2) / 3))
    assert found["sd_sample"] == pytest.approx(math.sqrt((20**2 + 20**2) / 2))
    assert found["worst_to_mean"] == 80 - 60


def test_relative_measures_by_hand():
    found = measures([60, 80, 100])
    assert found["ratio"] == pytest.approx(100 / 60)
    assert found["cv"] == pytest.approx(found["sd"] / 80)
    assert found["cv_sample"] == pytest.approx(20 / 80)
    assert found["gini"] == pytest.approx((-2 * 60 + 0 + 2 * 100) / (3 * 240))
    assert found["gini_sample"] == pytest.approx(found["gini"] * 3 / 2)
    logs = [math.log(80 / value) for value in (60, 80, 100)]
    assert found["mld"] == pytest.approx(sum(logs) / 3)
    shares = [60 / 240, 80 / 240, 100 / 240]
    assert found["theil"] == pytest.approx(sum(part * math.log(3 * part) for part in shares))


def test_the_worst_area_of_a_falling_indicator_is_the_highest():
    assert measures([1, 2, 6], direction="lower_is_better")["worst_to_mean"] == 6 - 3


def test_a_neutral_indicator_has_no_worst_area():
    assert reasons([1, 2], direction="neutral")["worst_to_mean"] == "not_applicable"


def test_weights_move_the_spread_around_the_weighted_mean():
    found = measures([50, 90], weight=[100, 300])
    middle = (50 * 100 + 90 * 300) / 400
    expected = math.sqrt((100 * (50 - middle) ** 2 + 300 * (90 - middle) ** 2) / 400)
    assert found["weighted_sd"] == pytest.approx(expected)


def test_theil_splits_into_between_and_within_districts():
    found = measures([60, 60, 100, 100], subgroup=["a", "a", "b", "b"])
    assert found["theil_between"] == pytest.approx(found["theil"])
    assert found["theil_within"] == pytest.approx(0, abs=1e-15)
    mixed = measures([60, 100, 60, 100], subgroup=["a", "a", "b", "b"])
    assert mixed["theil_between"] == pytest.approx(0, abs=1e-15)


def test_a_subgroup_at_0_adds_nothing_between():
    found = measures([0, 0, 50, 50], subgroup=["a", "a", "b", "b"])
    assert found["theil_between"] == pytest.approx(math.log(2))


def test_a_value_of_0_leaves_ratio_and_log_deviation_without_a_value():
    found = reasons([0, 10, 20])
    assert (found["ratio"], found["mld"], found["theil"]) == (
        "not_applicable",
        "not_applicable",
        "",
    )


def test_areas_at_0_have_no_relative_measures():
    found = reasons([0, 0])
    assert (found["sd"], found["gini"]) == ("", "not_applicable")


def test_negative_values_have_no_relative_measures():
    found = reasons([-1, 3])
    assert (found["range"], found["gini"], found["cv"]) == ("", "not_applicable", "not_applicable")


def test_one_area_has_no_inequality():
    assert set(reasons([5, None])) == {"insufficient_data"}


def test_each_group_has_its_own_measures_in_its_own_place():
    frame = pd.DataFrame({"period": [2, 1, 2, 1, 3], "value": [1, 10, 3, 50, None]})
    found = disparity(frame, ["period"])
    ranges = found[found["measure"] == "range"]
    assert ranges["period"].tolist() == [2, 1, 3]
    assert ranges["value"].tolist()[:2] == [2, 40]
    assert set(found["kind"]) == {"absolute", "relative"}
