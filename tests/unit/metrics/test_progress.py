"""The way to a target and its states."""

import numpy as np
import pandas as pd
import pytest

from chiso.metrics.pace import ProgressMarks
from chiso.metrics.progress import target_progress


def progress(history=None, marks=None, *, moved=False, **changes):
    row = {
        "baseline": 50,
        "baseline_time": 2020,
        "value": 60,
        "time": 2022,
        "target": 90,
        "due_time": 2024,
    }
    return target_progress(
        pd.DataFrame([row | changes]),
        history=history,
        marks=marks or ProgressMarks(),
        allow_moved_baseline=moved,
    ).iloc[0]


def state(**changes):
    return progress(**changes)["status"]


def test_the_numbers_of_a_path_half_way_through():
    row = progress()
    assert row["value"] == 90 - 60
    assert row["gap_closed"] == (60 - 50) / (90 - 50)
    assert row["expected_on_line"] == 50 + (90 - 50) * (2022 - 2020) / (2024 - 2020)
    assert row["ahead_of_line"] == 60 - 70
    assert row["observed_pace"] == (60 - 50) / 2
    assert row["required_original"] == (90 - 50) / 4
    assert row["pace_ratio"] == 5 / 10
    assert row["required_from_now"] == (90 - 60) / 2
    assert row["acceleration"] == 15 / 5
    assert row["years_to_due"] == 2
    assert (row["n_used"], row["periods_used"]) == (2, "2020..2022")


def test_the_numbers_of_a_falling_indicator_keep_its_unit():
    row = progress(baseline=30, value=18, target=10, direction="lower_is_better")
    assert row["observed_pace"] == (18 - 30) / 2
    assert row["required_from_now"] == (10 - 18) / 2
    assert row["ahead_of_line"] == 20 - 18
    assert row["status"] == "ahead_of_line"


def test_an_exact_target_is_approached_from_either_side():
    row = progress(baseline=70, value=60, target=50, direction="target_is_best")
    assert (row["value"], row["gap_closed"]) == (10, 0.5)
    assert row["expected_on_line"] == 70 + (50 - 70) / 2


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"target": None}, "no_target"),
        ({"due_time": None}, "due_date_missing"),
        ({"value": None}, "insufficient_data"),
        ({"baseline": None}, "insufficient_data"),
        ({"time": 2020}, "insufficient_data"),
        ({"time": 2019}, "insufficient_data"),
        ({"value": None, "lower": 85, "upper": 100}, "undetermined"),
        ({"definition": "a", "target_definition": "b"}, "undetermined"),
        ({"value": 90}, "achieved"),
        ({"baseline": 95, "value": 88}, "regressed_below_target"),
        ({"due_time": 2022}, "missed"),
        ({"due_time": 2021}, "missed_overdue"),
        ({"value": 49}, "deteriorating"),
        ({"value": 72}, "ahead_of_line"),
        ({"value": 70}, "on_line"),
        ({"value": 65}, "behind"),
        ({"value": 60}, "far_behind"),
        ({"value": 50}, "far_behind"),
        ({"baseline": 90, "value": 90, "operator": ">"}, "undetermined"),
    ],
)
def test_the_first_rule_that_applies_gives_the_state(changes, expected):
    assert state(**changes) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (50 + 20 * 0.95, "on_line"),
        (50 + 20 * 0.95 - 0.001, "behind"),
        (50 + 20 * 0.60, "behind"),
        (50 + 20 * 0.60 - 0.001, "far_behind"),
        (70 + 1, "on_line"),
        (70 + 1.001, "ahead_of_line"),
    ],
)
def test_a_pace_at_a_mark_belongs_to_the_better_state(value, expected):
    assert state(value=value) == expected


def test_the_marks_can_be_set():
    assert state(value=60, marks=ProgressMarks(behind=0.5)) == "behind"


def test_a_single_point_still_has_a_gap_and_a_pace_from_now():
    row = progress(baseline=None)
    assert (row["value"], row["required_from_now"]) == (30, 15)
    assert (row["reason"], row["periods_used"]) == ("insufficient_data", "2022")


def test_a_due_date_that_is_missing_leaves_the_gap():
    row = progress(due_time=None)
    assert (row["value"], row["reason"]) == (30, "due_date_missing")
    assert np.isnan(row["required_from_now"])


def test_a_baseline_that_met_the_target_has_no_share_closed():
    row = progress(baseline=95, value=88)
    assert np.isnan(row["gap_closed"])
    assert np.isnan(row["pace_ratio"])
    assert row["flags"] == "baseline_met_target;met_then_lost"


def test_a_baseline_at_the_target_is_never_a_division():
    row = progress(baseline=90, value=88)
    assert row["status"] == "regressed_below_target"
    assert np.isnan(row["gap_closed"])


def test_a_strict_target_at_the_baseline_has_no_pace_and_says_so():
    row = progress(baseline=90, value=90, operator=">")
    assert (row["status"], row["reason"]) == ("undetermined", "not_applicable")


def test_points_lost_since_the_baseline_are_shown():
    assert progress(value=46)["points_lost"] == 50 - 46
    assert progress(value=60)["points_lost"] == 0


def test_a_target_met_early_needs_nothing_more():
    row = progress(value=92)
    assert (row["achieved_early_years"], row["required_from_now"]) == (2024 - 2022, 0)
    assert row["timeliness"] == "by_due_date"
    assert np.isnan(row["overdue_years"])


def test_once_the_due_date_has_passed_there_is_no_required_pace():
    assert np.isnan(progress(due_time=2021)["required_from_now"])
    assert np.isnan(progress(due_time=2021, value=95)["required_from_now"])


def test_when_it_was_met_is_unknown_between_two_observations_around_the_due_date():
    row = progress(value=92, due_time=2021)
    assert row["timeliness"] == "unknown_between_observations"
    assert row["overdue_years"] == 2022 - 2021


def test_a_target_seen_short_after_its_due_date_was_met_late():
    history = pd.DataFrame({"time": [2021.5], "value": [80]})
    row = progress(history, value=92, due_time=2021)
    assert (row["timeliness"], row["overdue_years"]) == ("late", 1)


def test_the_history_tells_when_the_target_was_first_met():
    history = pd.DataFrame({"time": [2021], "value": [91]})
    assert progress(history, value=92)["achieved_early_years"] == 2024 - 2021


def test_a_target_met_in_between_and_lost_has_fallen_back():
    history = pd.DataFrame({"time": [2021], "value": [91]})
    row = progress(history, value=88)
    assert (row["status"], row["flags"]) == ("regressed_below_target", "met_then_lost")


def test_a_moved_baseline_is_named_with_the_year_used():
    history = pd.DataFrame({"time": [2021], "value": [50]})
    row = progress(history, baseline=None, moved=True)
    assert (row["reason"], row["baseline_time_used"]) == ("baseline_moved", 2021)
    assert row["observed_pace"] == 60 - 50


def test_a_baseline_is_not_moved_unless_allowed():
    history = pd.DataFrame({"time": [2021], "value": [50]})
    assert progress(history, baseline=None)["status"] == "insufficient_data"


def test_a_bound_has_the_state_that_both_its_ends_share():
    row = progress(value=None, lower=52, upper=54)
    assert (row["status"], row["reason"]) == ("far_behind", "censored")
    assert np.isnan(row["pace_ratio"])
    assert (row["lower"], row["upper"]) == (90 - 54, 90 - 52)


def test_a_bound_whose_ends_disagree_is_undetermined():
    assert state(value=None, lower=60, upper=75) == "undetermined"


def test_an_unbounded_figure_is_met_by_its_known_end():
    assert state(value=None, lower=95, upper=None) == "achieved"
    assert state(value=None, lower=52, upper=None) == "undetermined"


def test_a_figure_before_its_baseline_is_flagged():
    assert progress(time=2019)["flags"] == "observed_before_baseline"


def test_several_baselines_are_rows_side_by_side():
    row = {"value": 60, "time": 2022, "target": 90, "due_time": 2024}
    frame = pd.DataFrame(
        [
            row | {"baseline": 50, "baseline_time": 2020},
            row | {"baseline": 20, "baseline_time": 2018},
        ]
    )
    assert target_progress(frame)["gap_closed"].tolist() == [10 / 40, 40 / 70]


@pytest.mark.parametrize(("value", "expected"), [(25, "achieved"), (42, "not_met")])
def test_a_rank_target_has_a_position_and_no_pace(value, expected):
    row = progress(value=value, target=30, target_kind="rank", ranked=63)
    assert (row["status"], row["position"], row["ranked"]) == (expected, value, 63)
    assert np.isnan(row["pace_ratio"])
    assert np.isnan(row["required_from_now"])


def test_a_rank_target_that_is_past_its_date_is_missed():
    assert state(value=42, target=30, target_kind="rank", due_time=2021) == "missed_overdue"


def test_the_saturation_tolerance_is_a_mark_of_its_own():
    near = {"value": 99.2, "target": 100, "bound_high": 100}
    assert state(**near) == "ahead_of_line"
    assert state(**near, marks=ProgressMarks(saturation_tolerance=1)) == "achieved"


def test_nothing_more_is_required_of_a_bound_that_meets_the_target():
    assert progress(value=None, lower=95, upper=100)["required_from_now"] == 0
    assert np.isnan(progress(value=None, lower=95, upper=100, due_time=2021)["required_from_now"])
