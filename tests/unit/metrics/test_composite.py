"""Comparable scores."""

import math

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.composite import Scale, normalise


def scores(values, how="goalposts", scale=None, **columns):
    frame = pd.DataFrame({"value": values, **columns})
    return normalise(frame, how=how, scale=scale or Scale(), carry=())


def numbers(*given, **settings):
    return scores(*given, **settings)["value"].tolist()


def test_goalposts_give_the_percent_of_the_way_between_them():
    assert numbers([13.6, 22], goal_low=0, goal_high=22) == pytest.approx([100 * 13.6 / 22, 100])


def test_goalposts_of_a_falling_indicator_run_the_other_way():
    found = numbers([5, 0], goal_low=0, goal_high=20, direction="lower_is_better")
    assert found == [75, 100]


def test_a_score_may_pass_fixed_goalposts_and_is_flagged():
    found = scores([30], goal_low=0, goal_high=20)
    assert (found["value"].item(), found["flags"].item()) == (150, "outside_scale")


def test_a_capped_score_stays_inside_and_is_flagged():
    found = scores([30, 10], goal_low=0, goal_high=20, scale=Scale(cap=True))
    assert found["value"].tolist() == [100, 50]
    assert found["flags"].tolist() == ["held_inside_scale", ""]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("minmax", [0, 50, 100]),
        ("fraction_of_max", [100 * 10 / 30, 100 * 20 / 30, 100]),
        ("percent_rank", [0, 50, 100]),
        ("zscore", [-100, 0, 100]),
        ("rank", [1, 2, 3]),
        ("borda", [0, 1, 2]),
    ],
)
def test_other_normalisers_by_hand(how, expected):
    assert numbers([10, 20, 30], how) == pytest.approx(expected)


def test_a_falling_indicator_is_turned_before_it_is_ranked():
    assert numbers([10, 20, 30], "rank", direction="lower_is_better") == [3, 2, 1]


def test_ties_share_the_lower_rank():
    assert numbers([10, 10, 30], "rank") == [1, 1, 3]


def test_the_distance_to_the_target_starts_at_the_weakest_area():
    assert numbers([60, 75, 90], "distance_to_target", target=90) == [0, 50, 100]


def test_the_distance_to_a_reference_area():
    found = numbers([60, 80, 90], "distance_to_reference", reference=[False, True, False])
    assert found == [0, 100, 150]


@pytest.mark.parametrize("how", ["minmax", "zscore", "percent_rank"])
def test_equal_values_have_no_spread_and_never_a_number(how):
    found = scores([100] if how == "percent_rank" else [100, 100], how)
    assert set(found["reason"]) == {"no_spread"}


@pytest.mark.parametrize(
    ("how", "columns", "reason"),
    [
        ("goalposts", {"goal_low": 0, "goal_high": None}, "no_target"),
        ("goalposts", {"goal_low": 5, "goal_high": 5}, "no_spread"),
        ("distance_to_target", {"target": None}, "no_target"),
        ("minmax", {"direction": "neutral"}, "not_applicable"),
        ("fraction_of_max", {"direction": "lower_is_better"}, "not_applicable"),
    ],
)
def test_what_is_missing_is_named(how, columns, reason):
    found = scores([10, 20], how, **columns)
    assert found["reason"].tolist() == [reason] * 2
    assert found["value"].isna().all()


def test_a_missing_value_has_no_score_and_moves_no_other():
    found = scores([10, None, 30], "minmax")
    assert found["reason"].tolist() == ["", "insufficient_data", ""]
    assert found["value"].tolist()[::2] == [0, 100]


def test_parts_are_normalised_apart():
    frame = pd.DataFrame(
        {"part": ["a", "a", "b", "b"], "area": [1, 2, 1, 2], "value": [1, 2, 5, 9]}
    )
    assert normalise(frame, ["part"], how="minmax")["value"].tolist() == [0, 100, 0, 100]


def test_the_scale_may_be_any_two_numbers():
    assert numbers([10, 20], "minmax", scale=Scale(1, 5)) == [1, 5]
    spread = math.sqrt(50)
    assert numbers([10, 20], "zscore", scale=Scale(0, 1)) == pytest.approx(
        [-5 / spread, 5 / spread]
    )


def test_wrong_settings_are_refused():
    with pytest.raises(MetricError, match="how"):
        scores([1], "softmax")
    with pytest.raises(MetricError, match="goal_low"):
        scores([1])
    with pytest.raises(MetricError, match="scale"):
        Scale(5, 5)
    with pytest.raises(MetricError, match="definition"):
        scores([1, 2], "minmax", definition=["a", "b"])


def test_ranks_are_never_capped():
    assert numbers(np.arange(150.0), "rank", scale=Scale(cap=True))[-1] == 150
