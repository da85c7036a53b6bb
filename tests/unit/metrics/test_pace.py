"""Line and pace without a frame around them."""

import numpy as np

from chiso.metrics.goals import Goals
from chiso.metrics.pace import Path, measure


def path(start, now, due):
    one = np.array([0.0])
    goals = Goals(one + 90, np.array([">="], dtype=object), one + 90, one > 1)
    no = np.array([False])
    return Path(goals, one + 50, one + start, one + now, one + due, no, no, no)


def test_a_due_date_at_the_baseline_leaves_no_pace_to_compare_with():
    found = measure(path(2020, 2022, 2020), np.array([60.0]))
    assert np.isnan(found.pace_ratio[0])
    assert found.observed_pace[0] == (60 - 50) / 2


def test_no_time_passed_means_no_pace():
    assert np.isnan(measure(path(2020, 2020, 2024), np.array([60.0])).observed_pace[0])
