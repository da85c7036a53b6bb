"""Areas held against each other part by part."""

import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.outranking import copeland, outranking


def matrix(**areas):
    rows = [
        {"area": area, "part": place, "value": value, "weight": 1}
        for area, values in areas.items()
        for place, value in enumerate(values)
    ]
    return pd.DataFrame(rows)


def pair(frame, area, other):
    found = outranking(frame).set_index(["area", "other"])
    return found.loc[(area, other)]


def test_the_share_of_weight_on_which_an_area_lies_above():
    frame = matrix(a=[1, 3, 2], b=[2, 2, 3])
    assert pair(frame, "b", "a")["value"] == pytest.approx(2 / 3)
    assert pair(frame, "a", "b")["value"] == pytest.approx(1 / 3)


def test_a_tie_counts_half_for_each():
    row = pair(matrix(a=[1, 5], b=[1, 4]), "a", "b")
    assert (row["value"], row["status"]) == (0.75, "above")


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([5, 5], "dominant"),
        ([1, 5], "tied"),
        ([1, 1], "dominated"),
        ([3, 1], "below"),
    ],
)
def test_words_for_the_shares(values, word):
    assert pair(matrix(a=values, b=[3, 3]), "a", "b")["status"] == word


def test_weights_count():
    frame = matrix(a=[1, 5], b=[3, 3])
    frame["weight"] = [3, 1, 3, 1]
    assert pair(frame, "a", "b")["value"] == 0.25


def test_parts_that_one_side_lacks_are_left_out():
    row = pair(matrix(a=[5, None], b=[3, 3]), "a", "b")
    assert row["status"] == "dominant"


def test_areas_without_a_common_part_cannot_be_compared():
    frame = matrix(a=[5, None], b=[None, 3])
    assert pair(frame, "a", "b")["reason"] == "insufficient_data"
    assert copeland(frame)["reason"].tolist() == ["insufficient_data"] * 2


def test_copeland_counts_areas_beaten_less_areas_that_beat():
    found = copeland(matrix(a=[5, 5], b=[3, 3], c=[1, 1]))
    assert found["value"].tolist() == [2, 0, -2]


def test_an_even_split_counts_for_neither():
    assert copeland(matrix(a=[1, 2], b=[2, 1]))["value"].tolist() == [0, 0]


def test_a_lonely_area_has_no_pairs():
    assert outranking(matrix(a=[1])).empty


def test_two_weights_for_one_part_are_refused():
    frame = matrix(a=[1], b=[2])
    frame["weight"] = [1, 2]
    with pytest.raises(MetricError, match="weight"):
        outranking(frame)


def test_a_repeated_part_of_an_area_is_refused():
    with pytest.raises(MetricError, match="part"):
        copeland(pd.concat([matrix(a=[1]), matrix(a=[1])]))
