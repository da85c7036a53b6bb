"""What so many points allow one to say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.ladder import evidence_level, trend_evidence_level
from makers.series import only, panel, series


@pytest.mark.parametrize(
    ("count", "level"),
    [
        (0, ""),
        (1, "level_only"),
        (2, "change_only"),
        (3, "descriptive_trend"),
        (4, "descriptive_trend"),
        (5, "trend_test_allowed"),
        (60, "trend_test_allowed"),
    ],
)
def test_levels_rise_with_the_points(count, level):
    assert evidence_level([count]).tolist() == [level]


@pytest.mark.parametrize(
    ("count", "smallest"), [(2, 2 / 2), (3, 2 / 6), (4, 2 / 24), (5, 2 / 120), (8, 2 / 40320)]
)
def test_the_smallest_p_is_two_over_the_number_of_orders(count, smallest):
    row = only(trend_evidence_level(series(range(count))))
    assert row["smallest_p"] == pytest.approx(smallest)
    assert row["value"] == row["n_used"] == count


def test_one_point_has_no_smallest_p():
    assert np.isnan(only(trend_evidence_level(series([1])))["smallest_p"])


def test_no_valid_point_is_insufficient():
    row = only(trend_evidence_level(series([None, None])))
    assert (row["value"], row["reason"], row["status"]) == (0, "insufficient_data", "")


def test_long_series_may_use_intervals_and_corrections():
    flags = trend_evidence_level(panel(series(range(8)), series(range(20))), ["area"])["flags"]
    assert flags.tolist() == [
        "slope_interval_allowed",
        "serial_correction_allowed;slope_interval_allowed",
    ]


@pytest.mark.parametrize("name", ["definition", "boundary_version"])
def test_only_points_after_the_last_break_count(name):
    frame = series([1, 2, 3, 4], **{name: ["a", "b", "a", "a"]})
    row = only(trend_evidence_level(frame))
    assert (row["value"], row["flags"]) == (2, "points_before_break_left_out")
    assert row["periods_used"] == "2022..2023"


def test_breaks_are_found_in_each_series_on_its_own():
    frame = panel(series([1, 2, 3]), series([4, 5, 6])).assign(definition=list("aabbbb"))
    mixed = frame.sort_values("time", kind="stable")
    assert trend_evidence_level(mixed, ["area"])["value"].tolist() == [1, 3]


def test_an_empty_frame_gives_an_empty_result():
    assert trend_evidence_level(series([]), ()).empty


def test_repeated_times_are_errors():
    with pytest.raises(MetricError, match="rows 1: time"):
        trend_evidence_level(pd.DataFrame({"time": [1.0, 1.0], "value": [1.0, 2.0]}))
