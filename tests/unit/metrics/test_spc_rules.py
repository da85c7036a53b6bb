"""Signals of Making Data Count on single rows."""

from __future__ import annotations

import numpy as np
import pytest

from chiso.metrics.spc_rules import (
    part_of_run,
    seven_one_side,
    seven_trend,
    target_assurance,
    two_in_three,
)


def row(*values):
    return np.array([values])


def test_seven_rising_points_complete_a_trend():
    assert seven_trend(row(2, 1, 2, 3, 4, 5, 6, 7, 3)).tolist() == [[0] * 7 + [1, 0]]


def test_seven_falling_points_complete_a_fall():
    assert seven_trend(row(7, 6, 5, 4, 3, 2, 1)).tolist() == [[0] * 6 + [-1]]


@pytest.mark.parametrize("values", [(1, 2, 3, 3, 4, 5, 6), (1, 2, 3), (1,)])
def test_a_repeated_value_or_a_short_series_completes_nothing(values):
    assert not seven_trend(row(*values)).any()


def test_a_run_on_one_side_continues_beyond_seven():
    assert seven_one_side(row(*[1] * 8, -1)).tolist() == [[0] * 6 + [1, 1, 0]]
    assert seven_one_side(row(*[-1] * 7)).tolist() == [[0] * 6 + [-1]]


def test_points_on_the_mean_make_no_run():
    assert not seven_one_side(row(*[0] * 9)).any()


def test_runs_mark_all_their_points():
    assert part_of_run(row(0, 0, 0, 0, 0, 0, 0, -1, 0)).tolist() == [[0, *[-1] * 7, 0]]
    assert part_of_run(row(0, 0, 0)).tolist() == [[0, 0, 0]]


def test_two_close_points_of_three_on_one_side():
    close = row(0, 0, 1, 0, 1, 0, 0)
    within = two_in_three(close, row(*[1] * 7))
    assert within.astype(int).tolist() == [[0, 0, 1, 1, 1, 0, 0]]


@pytest.mark.parametrize(
    ("close", "side"), [((1, 0, 1), (1, -1, 1)), ((1, 0, 0, 1), (1, 1, 1, 1)), ((1, 1), (1, 1))]
)
def test_other_patterns_are_no_signal(close, side):
    assert not two_in_three(row(*close), row(*side)).any()


@pytest.mark.parametrize(
    ("ends", "target", "direction", "word"),
    [
        ((1, 3), 4, "higher_is_better", "consistent_fail"),
        ((5, 7), 4, "higher_is_better", "consistent_pass"),
        ((1, 3), 4, "lower_is_better", "consistent_pass"),
        ((5, 7), 4, "lower_is_better", "consistent_fail"),
        ((1, 5), 4, "lower_is_better", "inconsistent"),
        ((1, 4), 4, "higher_is_better", "inconsistent"),
        ((4, 7), 4, "higher_is_better", "inconsistent"),
        ((1, 3), np.nan, "higher_is_better", ""),
        ((np.nan, 3), 4, "higher_is_better", ""),
        ((1, 3), 4, "neutral", ""),
    ],
)
def test_assurance_compares_limits_with_the_target(ends, target, direction, word):
    assert target_assurance([ends[0]], [ends[1]], [target], [direction]).tolist() == [word]
