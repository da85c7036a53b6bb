"""What earlier observations say about a target."""

import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.goals import read_goals
from chiso.metrics.history import read_past

HISTORY = pd.DataFrame({"area": "a", "time": [2019, 2021, 2022], "value": [40, 92, 85]})


def past(history=HISTORY, *, moved=False, **changes):
    row = {"area": "a", "time": 2023, "value": 91, "target": 90, "baseline_time": 2019}
    frame = pd.DataFrame([row | changes])
    return read_past(frame, ["area"], read_goals(frame), history, allow_moved_baseline=moved)


def test_a_missing_baseline_is_the_observation_at_its_time():
    found = past()
    assert (found.baseline[0], found.start[0], found.moved[0]) == (40, 2019, False)


def test_a_given_baseline_is_kept():
    assert past(baseline=33).baseline[0] == 33


def test_a_baseline_never_slides_to_another_year_unasked():
    assert pd.isna(past(baseline_time=2020).baseline[0])


def test_a_baseline_moves_to_the_next_observation_when_allowed():
    found = past(baseline_time=2020, moved=True)
    assert (found.baseline[0], found.start[0], found.moved[0]) == (92, 2021, True)


def test_a_bound_cannot_be_a_baseline():
    bound = pd.DataFrame({"area": ["a"], "time": [2019], "lower": [40], "upper": [100]})
    assert pd.isna(past(bound).baseline[0])


def test_the_first_time_seen_met_and_the_last_time_short_of_it_before():
    found = past()
    assert (found.first_met[0], found.last_unmet[0]) == (2021, 2019)


def test_a_target_met_and_lost_again_is_remembered():
    found = past()
    assert (found.met_before[0], found.lost_since[0]) == (True, True)


def test_every_observation_counts_once():
    assert past().count[0] == 3 + 1


def test_the_present_observation_in_the_history_is_not_counted_twice():
    again = pd.concat([HISTORY, pd.DataFrame({"area": ["a"], "time": [2023], "value": [91]})])
    assert past(again).count[0] == 4


def test_later_observations_are_not_known_yet():
    later = pd.DataFrame({"area": ["a"], "time": [2024], "value": [99]})
    assert past(later).count[0] == 1


def test_without_a_history_there_is_the_present_alone():
    found = past(None)
    assert (found.count[0], found.first_met[0]) == (1, 2023)


def test_observations_of_another_definition_are_not_the_same_series():
    assert past(HISTORY.assign(definition="old"), definition="new").count[0] == 1


def test_a_history_without_keys_belongs_to_every_row():
    frame = pd.DataFrame([{"time": 2023, "value": 91, "target": 90, "baseline_time": 2019}])
    told = HISTORY.drop(columns="area")
    found = read_past(frame, [], read_goals(frame), told, allow_moved_baseline=False)
    assert found.baseline[0] == 40


def test_a_history_with_a_repeated_time_is_refused():
    with pytest.raises(MetricError, match="history"):
        past(pd.concat([HISTORY, HISTORY]))


def test_a_history_without_times_is_refused():
    with pytest.raises(MetricError, match="time"):
        past(HISTORY.drop(columns="time"))
