"""Columns as arrays, groups, settings."""

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.columns import (
    directions,
    group_codes,
    group_sums,
    numbers,
    require_choice,
    require_one_meaning,
    require_setting,
    same_size_blocks,
    signs,
    texts,
    truths,
)
from chiso.words import same


def test_a_missing_column_is_its_default_in_every_row():
    assert numbers(pd.DataFrame({"a": [1, 2]}), "b", 7.0).tolist() == [7.0, 7.0]


def test_counts_become_floats_so_that_products_cannot_overflow():
    assert numbers(pd.DataFrame({"n": [40_000]}), "n").dtype == np.float64


@pytest.mark.parametrize("wrong", [np.inf, "n/a"])
def test_a_cell_that_is_no_finite_number_is_named(wrong):
    with pytest.raises(MetricError, match="rows 1: x"):
        numbers(pd.DataFrame({"x": [1, wrong]}), "x")


def test_text_falls_back_to_the_default_where_it_is_missing():
    assert texts(pd.DataFrame({"a": ["x", None]}), "a", "?").tolist() == ["x", "?"]
    assert texts(pd.DataFrame({"a": ["x"]}), "b", "?").tolist() == ["?"]


def test_a_missing_truth_is_false():
    assert truths(pd.DataFrame({"a": [True, None]}), "a").tolist() == [True, False]
    assert truths(pd.DataFrame({"a": [True]}), "b").tolist() == [False]


def test_an_unknown_word_is_answered_with_the_nearest_known_one(monkeypatch):
    monkeypatch.setenv("CHISO_LANG", "en")
    with pytest.raises(MetricError, match="Did you mean 'median'"):
        require_choice("kind", "medain", ["rest", "median"])


def test_a_setting_outside_its_range_shows_the_range():
    require_setting("q", 0.5, holds=True, allowed=same("0..1"))
    with pytest.raises(MetricError, match=r"q: .*2.*0\.\.1"):
        require_setting("q", 2, holds=False, allowed=same("0..1"))


def test_only_rising_and_falling_indicators_have_a_sign():
    frame = pd.DataFrame(
        {"direction": ["higher_is_better", "lower_is_better", "target_is_best", "neutral", None]}
    )
    assert signs(directions(frame)).tolist() == [1, -1, 0, 0, 1]


def test_a_direction_that_is_not_known_is_refused():
    with pytest.raises(MetricError, match="direction"):
        directions(pd.DataFrame({"direction": ["upwards"]}))


def test_groups_are_numbered_in_order_of_appearance():
    frame = pd.DataFrame({"k": ["b", "a", "b"]})
    assert group_codes(frame, ["k"]).tolist() == [0, 1, 0]
    assert group_codes(frame, []).tolist() == [0, 0, 0]


def test_groups_of_one_size_come_as_one_matrix():
    blocks = [block.tolist() for block in same_size_blocks(np.array([0, 1, 0, 1, 2]))]
    assert blocks == [[[4]], [[0, 2], [1, 3]]]


def test_no_rows_make_no_blocks():
    assert list(same_size_blocks(np.array([], dtype=np.int64))) == []


def test_a_group_sum_stands_on_every_row_and_skips_what_is_missing():
    codes = np.array([0, 0, 1])
    assert group_sums(codes, np.array([1.0, np.nan, 5.0])).tolist() == [1, 1, 5]
    assert group_sums(codes[:0], np.zeros(0)).tolist() == []


def test_areas_of_two_definitions_are_never_compared():
    frame = pd.DataFrame({"definition": ["old", "new", "new"]})
    with pytest.raises(MetricError, match="rows 0, 1: definition"):
        require_one_meaning(frame, np.array([0, 0, 1]), "rank_table")


def test_groups_with_one_definition_each_pass():
    frame = pd.DataFrame({"definition": ["old", "old", "new"]})
    require_one_meaning(frame, np.array([0, 0, 1]), "rank_table")
