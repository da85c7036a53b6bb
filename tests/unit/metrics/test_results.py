"""The shape of results and the checks that all metrics share."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.results import (
    RESULT_COLUMNS,
    Reason,
    Rule,
    join_flags,
    reject_rows,
    require_columns,
    require_counts,
    require_unique,
    result_frame,
    rows_text,
)
from chiso.words import Words

KEYS = pd.DataFrame({"area": ["148", "150"]}, index=[7, 9])
ALLOWED = Words(vi="được", en="allowed")


def test_a_result_has_keys_then_all_result_columns_then_its_own():
    frame = result_frame(KEYS, value=[1.0, 2.0], score=[5, 6])
    assert list(frame.columns) == ["area", *RESULT_COLUMNS, "score"]
    assert frame.index.tolist() == [0, 1]


def test_columns_not_given_are_missing_numbers_or_empty_text():
    frame = result_frame(KEYS, value=1)
    assert frame["lower"].isna().all()
    assert (frame["status"] == "").all()


def test_a_series_is_taken_by_position_not_by_index():
    values = pd.Series([1.0, 2.0], index=[1, 0])
    frame = result_frame(KEYS, value=values, other=values)
    assert frame["value"].tolist() == [1.0, 2.0]
    assert frame["other"].tolist() == [1.0, 2.0]


def test_the_callers_frame_is_not_changed():
    before = KEYS.copy()
    frame = result_frame(KEYS, value=0)
    frame["area"] = "x"
    pd.testing.assert_frame_equal(KEYS, before)


def test_a_missing_value_needs_a_reason():
    with pytest.raises(MetricError, match=r"rows 9: area.*insufficient_data"):
        result_frame(KEYS, value=[1.0, np.nan])


def test_a_missing_value_with_a_reason_is_a_result():
    frame = result_frame(KEYS, value=np.nan, lower=90, reason=Reason.CENSORED)
    assert frame["reason"].tolist() == ["censored", "censored"]


def test_a_reason_outside_the_list_is_an_error():
    with pytest.raises(MetricError, match="bad_luck"):
        result_frame(KEYS, value=np.nan, reason="bad_luck")


def test_the_list_of_reasons_is_closed():
    assert [reason.value for reason in Reason] == [
        "insufficient_data",
        "no_denominator",
        "no_spread",
        "at_bound",
        "censored",
        "break_in_series",
        "baseline_moved",
        "no_target",
        "due_date_missing",
        "not_applicable",
        "out_of_bounds",
        "definition_changed",
        "no_cases",
    ]


def test_flags_are_joined_in_alphabetical_order():
    flags = join_flags(3, late=[True, False, False], at_bound=[True, True, False], absent=False)
    assert flags.tolist() == ["at_bound;late", "at_bound", ""]


def test_missing_columns_are_all_named():
    with pytest.raises(MetricError) as caught:
        require_columns(KEYS, ["area", "time", "value"], "series")
    assert len(caught.value.problems) == 2
    assert "series: time" in str(caught.value)


def test_a_repeated_key_is_named_with_its_rows():
    twice = pd.DataFrame({"area": ["A", "B", "A"]})
    with pytest.raises(MetricError, match="rows 0, 2: area"):
        require_unique(twice, ["area"], "areas")


def test_counts_become_floats_so_that_products_cannot_overflow():
    frame = pd.DataFrame({"x": np.array([2**62], dtype=np.int64), "n": [2**62]})
    cases, base = require_counts(frame, "x", "n")
    assert cases.dtype == base.dtype == np.float64
    assert cases[0] * base[0] > 2**63


@pytest.mark.parametrize(
    ("x", "n", "words"),
    [
        (5, 3, "x must not exceed n"),
        (-1, 3, "a count is finite and 0 or more"),
        (1, -3, "a count is finite and 0 or more"),
        (float("inf"), float("inf"), "a count is finite and 0 or more"),
    ],
)
def test_impossible_counts_are_errors_that_show_them(x, n, words, monkeypatch):
    monkeypatch.setenv("CHISO_LANG", "en")
    frame = pd.DataFrame({"x": [1.0, x], "n": [2.0, n]}, index=["first", "second"])
    with pytest.raises(MetricError, match=words) as caught:
        require_counts(frame, "x", "n")
    assert "rows second: x, n" in str(caught.value)
    assert f"x={float(x)!r}" in str(caught.value)


def test_missing_counts_are_allowed():
    frame = pd.DataFrame({"x": [None, 1.0], "n": [2.0, None]}, dtype=float)
    assert np.isnan(require_counts(frame, "x", "n")[0][0])


def test_an_error_shows_five_rows_and_tells_that_there_are_more():
    frame = pd.DataFrame({"x": range(8)})
    with pytest.raises(MetricError) as caught:
        reject_rows(frame, np.full(8, True), ["x"], Rule("place", "rule", ALLOWED))
    assert "rows 0, 1, 2, 3, 4, …: x" in str(caught.value)
    assert caught.value.problems[0].got.count("x=") == 5


def test_rows_are_named_by_their_labels():
    assert rows_text(KEYS, [False, True], ["area"]) == "rows 9: area"
