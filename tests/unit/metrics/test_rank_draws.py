"""Simulated rank intervals."""

import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.rank_draws import Draws, rank_interval_simulated

FEW = Draws(count=500)


def counts(numerators, denominators=1000, **columns):
    names = [f"area_{place}" for place in range(len(numerators))]
    return pd.DataFrame(
        {"area": names, "numerator": numerators, "denominator": denominators, **columns}
    )


def test_areas_far_apart_have_one_place_each():
    found = rank_interval_simulated(counts([900, 500, 100]), draws=FEW)
    assert found[["lower", "upper"]].to_numpy().tolist() == [[1, 1], [2, 2], [3, 3]]
    assert found["status"].tolist() == ["certain"] * 3


def test_equal_areas_may_stand_anywhere():
    found = rank_interval_simulated(counts([500] * 4), draws=FEW)
    assert found[["lower", "upper"]].to_numpy().tolist() == [[1, 4]] * 4


def test_the_lowest_is_first_where_less_is_better():
    found = rank_interval_simulated(counts([900, 100], direction="lower_is_better"), draws=FEW)
    assert found["value"].tolist() == [2, 1]
    assert found["lower"].tolist() == [2, 1]


def test_an_area_at_100_is_not_certain_of_the_first_place():
    found = rank_interval_simulated(counts([5, 99], [5, 100]), draws=FEW)
    assert found["upper"].tolist()[0] == 2


def test_chances_of_the_first_and_last_k_add_up_for_two_areas():
    found = rank_interval_simulated(counts([52, 50], 100), draws=Draws(count=500, k=1))
    assert (found["chance_first_k"] + found["chance_last_k"]).tolist() == [1, 1]


def test_the_same_seed_gives_the_same_ranks():
    frame = counts([52, 50, 51], 100)
    first, again = (rank_interval_simulated(frame, draws=FEW) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)


def test_another_ranking_beside_it_changes_nothing():
    alone = counts([52, 50, 51], 100, period=1)
    both = pd.concat([counts([9, 8, 7], 10, period=0), alone])
    expected = rank_interval_simulated(alone, ["period"], draws=FEW)
    found = rank_interval_simulated(both, ["period"], draws=FEW).iloc[3:].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected)


def test_draws_are_held_in_parts_when_there_are_many_areas(monkeypatch):
    frame = counts([900, 500, 100])
    whole = rank_interval_simulated(frame, draws=FEW)
    monkeypatch.setattr("chiso.metrics.rank_draws._CELLS", 7)
    pd.testing.assert_frame_equal(rank_interval_simulated(frame, draws=FEW), whole)


def test_an_area_without_cases_is_left_out():
    found = rank_interval_simulated(counts([900, 0], [1000, 0]), draws=FEW)
    assert found["reason"].tolist() == ["", "no_cases"]


@pytest.mark.parametrize("wrong", [{"count": 0}, {"k": 0}, {"confidence": 1.0}])
def test_wrong_settings_are_refused(wrong):
    with pytest.raises(MetricError, match=next(iter(wrong))):
        Draws(**wrong)
