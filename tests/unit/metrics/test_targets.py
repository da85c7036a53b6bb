"""Gap to a target and the verdict of an interval."""

import numpy as np
import pandas as pd
import pytest

from chiso.metrics.targets import target_gap, target_status_censored


def gap(**row):
    return target_gap(pd.DataFrame([row])).iloc[0]


def status(**row):
    return target_status_censored(pd.DataFrame([row])).iloc[0]


def test_the_gap_of_an_exact_share_is_target_minus_share():
    assert gap(value=70.43, target=80)["value"] == pytest.approx(80 - 70.43)


def test_the_gap_of_a_falling_indicator_is_share_minus_target():
    assert gap(value=18, target=10, direction="lower_is_better")["value"] == 18 - 10


def test_over_95_against_80_is_met_by_more_than_15_points():
    row = gap(lower=95, upper=100, lower_open=True, target=80)
    assert (row["lower"], row["upper"], row["upper_open"]) == (80 - 100, 80 - 95, True)
    assert (row["status"], row["reason"]) == ("met", "censored")
    assert np.isnan(row["value"])


def test_a_figure_without_an_upper_bound_has_an_open_ended_gap():
    row = gap(lower=13_000, upper=np.nan, lower_open=True, target=15_000)
    assert np.isnan(row["lower"])
    assert (row["upper"], row["flags"], row["status"]) == (2_000, "unbounded", "undetermined")


def test_an_exact_value_decides_and_its_rounding_is_flagged():
    row = gap(value=80, lower=79.5, upper=80.5, target=80)
    assert (row["status"], row["flags"]) == ("met", "interval_straddles_target")


def test_the_saturation_tolerance_is_off_unless_asked_for():
    near = pd.DataFrame({"value": [99.2], "target": [100], "bound_high": [100]})
    assert target_gap(near)["status"].tolist() == ["not_met"]
    tolerant = target_gap(near, saturation_tolerance=1)
    assert tolerant["status"].tolist() == ["met"]
    assert tolerant["flags"].tolist() == ["saturation_tolerance_used"]


@pytest.mark.parametrize(
    ("row", "word", "reason"),
    [
        ({"value": 70, "target": None}, "no_target", "no_target"),
        ({"value": None, "target": 80}, "insufficient_data", "insufficient_data"),
        (
            {"value": 70, "target": 80, "definition": "a", "target_definition": "b"},
            "undetermined",
            "definition_changed",
        ),
    ],
)
def test_what_is_missing_is_named(row, word, reason):
    for found in (gap(**row), status(**row)):
        assert (found["status"], found["reason"]) == (word, reason)
        assert np.isnan(found["value"])


def test_keys_are_carried_over_and_the_frame_stays_as_it_was():
    frame = pd.DataFrame({"area": ["148"], "value": [1], "target": [2]}, index=[7])
    before = frame.copy()
    assert target_gap(frame, ["area"])["area"].tolist() == ["148"]
    pd.testing.assert_frame_equal(frame, before)


def test_a_verdict_that_is_open_leaves_both_0_and_1():
    row = status(lower=90, upper=100, lower_open=True, target=95)
    assert (row["status"], row["reason"]) == ("undetermined", "censored")
    assert (row["lower"], row["upper"]) == (0, 1)


def test_a_bound_that_settles_the_verdict_is_a_full_answer():
    row = status(lower=90, upper=100, lower_open=True, target=90)
    assert (row["status"], row["value"], row["reason"]) == ("met", 1, "")


def test_a_verdict_of_not_met_is_0():
    assert status(value=70, target=80)["value"] == 0


def test_a_rounded_figure_at_the_target_is_undetermined_by_its_interval():
    assert status(value=80, lower=79.5, upper=80.5, target=80)["status"] == "undetermined"


def test_a_figure_that_is_only_about_right_is_judged_by_its_interval():
    row = gap(value=60, qualifier="~", lower=54, upper=66, target=60)
    assert (row["status"], row["reason"]) == ("undetermined", "censored")
    assert np.isnan(row["value"])
