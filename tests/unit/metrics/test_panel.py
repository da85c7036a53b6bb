"""Long frames as matrices."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.panel import Panel, series_codes
from makers.series import panel, series

TWO = panel(series([1, 2, 3]), series([4, 5, 6]))


def test_series_of_one_rhythm_share_their_times():
    found = Panel.of(TWO, ["area"])
    assert found.time.tolist() == [[2020, 2021, 2022]]
    assert found.columns["value"].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert found.keys["area"].tolist() == ["A", "B"]


def test_rows_may_come_period_by_period():
    found = Panel.of(TWO.sort_values("time", kind="stable"), ["area"])
    assert found.columns["value"].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert found.keys["area"].tolist() == ["A", "B"]


def test_series_of_other_lengths_are_padded():
    found = Panel.of(panel(series([1, 2, 3]), series([4], start=2023)), ["area"])
    assert found.time[1, 0] == 2023
    assert np.isnan(found.columns["value"][1, 1:]).all()


def test_series_of_equal_length_may_have_times_of_their_own():
    found = Panel.of(panel(series([1, 2]), series([3, 4], start=2021)), ["area"])
    assert found.time.tolist() == [[2020, 2021], [2021, 2022]]


def test_without_keys_there_is_one_series():
    assert Panel.of(series([1, 2]), []).columns["value"].tolist() == [[1, 2]]


@pytest.mark.parametrize("dtype", ["category", "str", object])
def test_keys_may_be_of_any_text_type(dtype):
    frame = TWO.assign(area=TWO["area"].astype(dtype), tier=1)
    assert Panel.of(frame, ["area", "tier"]).keys["area"].tolist() == ["A", "B"]


def test_a_missing_key_is_a_series_of_its_own():
    frame = TWO.assign(area=TWO["area"].where(TWO["area"] == "A"))
    assert len(Panel.of(frame, ["area"]).keys) == 2


def test_an_empty_frame_has_no_series():
    found = Panel.of(TWO.iloc[:0], ["area"])
    assert found.columns["value"].shape == (0, 0)
    assert list(found.groups()) == []
    assert found.periods_used(found.valid()).tolist() == []


def test_groups_are_packed_to_the_left_by_number_of_points():
    frame = panel(series([1, None, 3]), series([4, 5, 6]), series([None, 8, 9]), series([None] * 3))
    groups = {group.time.shape[1]: group for group in Panel.of(frame, ["area"]).groups()}
    assert set(groups) == {2, 3}
    assert groups[2].rows.tolist() == [0, 2]
    assert groups[2].columns["value"].tolist() == [[1, 3], [8, 9]]
    assert groups[2].time.tolist() == [[2020, 2022], [2021, 2022]]


def test_periods_used_are_the_first_and_last_valid_time():
    found = Panel.of(panel(series([None, 2, 3]), series([None] * 3)), ["area"])
    assert found.periods_used(found.valid()).tolist() == ["2021..2022", ""]


@pytest.mark.parametrize("times", [[2021, 2020], [2020, 2020], [2020, None]])
def test_unsorted_repeated_or_missing_times_are_errors(times):
    frame = pd.DataFrame({"time": pd.array(times, dtype=float), "value": [1.0, 2.0]})
    with pytest.raises(MetricError, match="rows 1: time"):
        Panel.of(frame, [])


def test_the_row_of_a_wrong_time_is_found_in_any_order_of_rows():
    frame = TWO.sort_values("time", kind="stable", ignore_index=True)
    frame.loc[3, "time"] = 2020.0
    with pytest.raises(MetricError, match="rows 3: time"):
        Panel.of(frame, ["area"])


def test_infinite_values_are_errors():
    with pytest.raises(MetricError, match="rows 1: area, time, value"):
        Panel.of(panel(series([1, np.inf])), ["area"])


@pytest.mark.parametrize("name", ["definition", "boundary_version"])
def test_a_series_has_one_meaning(name):
    frame = TWO.assign(**{name: ["a", "a", "b", "c", "c", "c"]})
    with pytest.raises(MetricError, match=f"rows 2: time, {name}"):
        Panel.of(frame, ["area"])
    mixed = frame.sort_values("time", kind="stable")
    with pytest.raises(MetricError, match=f"rows 2: time, {name}"):
        Panel.of(mixed, ["area"])
    assert len(Panel.of(frame, ["area", name]).keys) == 3
    assert len(Panel.of(frame, ["area"], one_meaning=False).keys) == 2


def test_missing_columns_are_named():
    with pytest.raises(MetricError, match="series: value"):
        Panel.of(TWO.drop(columns="value"), ["area"])


def test_series_are_numbered_in_order_of_appearance():
    code, keys = series_codes(pd.DataFrame({"area": ["B", "A", "B"]}), ["area"])
    assert code.tolist() == [0, 1, 0]
    assert keys["area"].tolist() == ["B", "A"]
