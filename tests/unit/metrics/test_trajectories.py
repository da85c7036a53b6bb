"""The planned path and the stability of verdicts."""

import math

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.trajectories import status_stability, trajectory

PATH = {"k": "a", "baseline": 20, "baseline_time": 2020, "target": 95, "due_time": 2030}


def planned(time, milestones=None, shape="line", **changes):
    frame = pd.DataFrame([PATH | {"time": time} | changes])
    return trajectory(frame, ["k"], shape=shape, milestones=milestones).iloc[0]


def test_the_line_is_straight_in_points():
    row = planned(2024)
    assert row["value"] == pytest.approx(20 + (95 - 20) * 4 / 10)
    assert (row["status"], row["flags"]) == ("planned", "interpolated")


def test_a_set_value_is_not_interpolated():
    assert planned(2020)["flags"] == ""
    assert planned(2030)["value"] == 95


def test_the_logit_line_is_ahead_of_the_straight_line_in_its_middle():
    middle = (math.log(20 / 80) + math.log(95 / 5)) / 2
    assert planned(2025, shape="logit")["value"] == pytest.approx(100 / (1 + math.exp(-middle)))
    assert planned(2025, shape="logit")["value"] > planned(2025)["value"]


def test_a_logit_line_to_the_bound_is_withheld():
    row = planned(2025, shape="logit", target=100)
    assert (row["reason"], np.isnan(row["value"])) == ("at_bound", True)


def test_the_path_goes_through_its_milestones():
    stops = pd.DataFrame({"k": ["a", "a", "b"], "time": [2025, 2031, 2025], "value": [40, 99, 1]})
    assert planned(2025, stops)["value"] == 40
    assert planned(2022.5, stops)["value"] == (20 + 40) / 2
    assert planned(2027.5, stops)["value"] == (40 + 95) / 2


def test_milestones_without_keys_belong_to_every_path():
    stops = pd.DataFrame({"time": [2025], "value": [40]})
    frame = pd.DataFrame([PATH | {"time": 2025}])
    assert trajectory(frame, milestones=stops)["value"].tolist() == [40]


def test_after_the_due_date_the_target_stays():
    row = planned(2033)
    assert (row["value"], row["flags"]) == (95, "after_due_date")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"time": 2019}, "not_applicable"),
        ({"target": None, "time": 2025}, "no_target"),
        ({"baseline": None, "time": 2025}, "insufficient_data"),
        ({"time": None}, "insufficient_data"),
    ],
)
def test_what_is_missing_is_named(changes, reason):
    assert planned(**changes)["reason"] == reason


def test_a_repeated_milestone_is_refused():
    stops = pd.DataFrame({"k": ["a", "a"], "time": [2025, 2025], "value": [40, 41]})
    with pytest.raises(MetricError, match="milestones"):
        planned(2025, stops)


def test_an_unknown_shape_is_refused():
    with pytest.raises(MetricError, match="shape"):
        planned(2025, shape="spline")


def stability(*told):
    frame = pd.DataFrame({"vintage": range(len(told)), "status": told, "k": "a"})
    return status_stability(frame.sample(frac=1, random_state=1), ["k"]).iloc[0]


@pytest.mark.parametrize(
    ("told", "changes", "word"),
    [
        (("behind", "behind"), 0, "stable"),
        (("behind", "on_line", "on_line"), 1, "changed"),
        (("behind", "on_line", "behind"), 2, "changed_and_back"),
    ],
)
def test_changes_are_counted_in_the_order_of_the_vintages(told, changes, word):
    row = stability(*told)
    assert (row["value"], row["status"], row["latest_status"]) == (changes, word, told[-1])


def test_one_vintage_says_nothing_about_stability():
    assert stability("behind")["reason"] == "insufficient_data"


def test_two_verdicts_of_one_vintage_are_refused():
    frame = pd.DataFrame({"vintage": [1, 1], "status": ["a", "b"]})
    with pytest.raises(MetricError, match="vintage"):
        status_stability(frame)
