"""Steps of running totals and changes at the same stage of the year."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.series import decumulate, same_stage_change, stage_numbers
from makers.series import panel, series


def quarters(values, start=2022.25, **columns):
    return series(values, start=start, step=0.25, **columns)


def test_stages_are_numbered_from_the_ends_of_periods():
    frame = pd.DataFrame({"time": [2022.25, 2023.0, 2023.247]})
    assert (stage_numbers(frame, 4) - 4 * 2022).tolist() == [0, 3, 4]


@pytest.mark.parametrize("time", [2022.4, None, np.inf])
def test_a_time_off_the_stages_is_an_error(time):
    frame = pd.DataFrame({"time": [2022.25, time]}, dtype=float)
    with pytest.raises(MetricError, match="rows 1: time"):
        stage_numbers(frame, 4)


def test_the_first_period_of_each_year_keeps_its_value():
    found = decumulate(quarters([10, 25, 40, 60, 5, 9]))
    assert found["value"].tolist() == [10, 25 - 10, 40 - 25, 60 - 40, 5, 9 - 5]
    assert found["time"].tolist() == quarters([0] * 6)["time"].tolist()


def test_months_are_stages_too():
    found = decumulate(series([3, 8], start=2022 + 1 / 12, step=1 / 12), stages=12)
    assert found["value"].tolist() == [3, 8 - 3]


def test_a_fall_stays_negative_and_is_flagged():
    found = decumulate(quarters([10, 25, 22]))
    assert found["value"].tolist()[2] == 22 - 25
    assert found["flags"].tolist() == ["", "", "decrease_in_cumulative"]


@pytest.mark.parametrize("drop", [False, True])
def test_the_step_after_a_missed_report_covers_two_periods(drop):
    frame = quarters([10, None, 40, 60])
    found = decumulate(frame.dropna() if drop else frame).iloc[-2:]
    assert found["value"].tolist() == pytest.approx([np.nan, 20], nan_ok=True)
    assert found["span"].tolist() == [2, 1]
    assert found["span_value"].tolist() == pytest.approx([40 - 10, np.nan], nan_ok=True)
    assert found["reason"].tolist() == ["insufficient_data", ""]


def test_a_first_report_in_mid_year_has_no_single_period():
    found = decumulate(quarters([30, 50], start=2022.5))
    assert found["flags"].tolist() == ["first_value_spans_several_periods", ""]
    assert found["span_value"].tolist()[0] == 30


def test_rows_keep_their_order_and_series_do_not_mix():
    frame = panel(quarters([10, 25]), quarters([1, 3]))
    found = decumulate(frame.iloc[::-1], ["area"])
    assert found["area"].tolist() == ["B", "B", "A", "A"]
    assert found["value"].tolist() == [3 - 1, 1, 25 - 10, 10]


def test_a_repeated_period_is_an_error():
    with pytest.raises(MetricError, match="rows 0, 1: area, time"):
        decumulate(panel(quarters([1]), quarters([2])).assign(area="A"), ["area"])


def test_nine_months_are_compared_with_nine_months():
    found = same_stage_change(quarters([10, 25, 40, 60, 12, 27, 55]))
    assert found["value"].tolist()[4:] == [12 - 10, 27 - 25, 55 - 40]
    assert found["earlier"].tolist()[6] == 40
    assert set(found["reason"].tolist()[:4]) == {"insufficient_data"}


def test_a_missed_report_the_year_before_has_no_change():
    found = same_stage_change(quarters([10, None, 40, 60, 12, 27]))
    assert found["reason"].tolist()[5] == "insufficient_data"
    assert found["n_used"].tolist()[5] == 1


def test_series_have_their_own_year_before():
    frame = panel(quarters([10], start=2021.25), quarters([12], start=2022.25))
    assert same_stage_change(frame, ["area"])["value"].isna().all()


def test_a_changed_definition_is_not_compared():
    frame = quarters([10, 1, 1, 1, 12], definition=list("aaaab"))
    assert same_stage_change(frame)["reason"].tolist()[4] == "definition_changed"
    same = quarters([10, 1, 1, 1, 12], definition="a")
    assert same_stage_change(same)["value"].tolist()[4] == 2


def test_empty_frames_give_empty_results():
    assert decumulate(quarters([])).empty
    assert same_stage_change(quarters([])).empty
