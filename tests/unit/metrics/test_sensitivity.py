"""How far the ranks of an index depend on the choices behind it."""

import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.aggregation import Mean
from chiso.metrics.sensitivity import Choices, sensitivity

FEW = Choices(draws=20)


def index(weights=(0.5, 0.5), **areas):
    rows = [
        {"area": area, "part": f"part_{place}", "value": value, "weight": weights[place]}
        for area, values in areas.items()
        for place, value in enumerate(values)
    ]
    return pd.DataFrame(rows).assign(goal_low=0, goal_high=100)


CLEAR = index(a=[90, 80], b=[60, 50], c=[30, 20])
MIXED = index(a=[90, 20], b=[50, 58], c=[10, 30])


def test_an_area_that_leads_everywhere_leads_in_every_scenario():
    found = sensitivity(CLEAR, choices=FEW)
    assert found.ranks["value"].tolist() == [1, 2, 3]
    assert found.ranks["status"].tolist() == ["stable"] * 3
    pairs = found.pairs.set_index(["area", "other"])["stays_above"]
    assert (pairs[("a", "b")], pairs[("b", "a")]) == (1, 0)


def test_areas_that_change_places_have_a_range_of_ranks():
    found = sensitivity(MIXED, choices=FEW).ranks
    assert found.loc[0, "lower"] < found.loc[0, "upper"]
    assert found.loc[0, "status"] == "moves"


def test_scenarios_are_all_combinations_and_the_weight_draws():
    found = sensitivity(CLEAR, choices=FEW).scenarios
    combinations = 4 * 3 * (1 + 2)  # normalisers, means, one of two parts left out or none
    assert len(found) == combinations + 20
    assert (found["left_out"] == "weights").sum() == 20


def test_the_first_scenario_is_the_index_in_use():
    found = sensitivity(MIXED, choices=FEW)
    first = found.scenarios.iloc[0]
    assert (first["normaliser"], first["mean"], first["left_out"]) == (
        "goalposts",
        "arithmetic",
        "",
    )
    assert found.ranks["rank_in_use"].tolist() == [1, 2, 3]  # 55, 54 and 20 points


def test_a_scenario_that_fails_is_listed_with_its_reason():
    found = sensitivity(CLEAR, choices=FEW).scenarios
    failed = found[(found["normaliser"] == "zscore") & found["mean"].str.startswith("geometric")]
    assert set(failed["reason"]) == {"not_applicable"}


def test_a_part_without_spread_makes_its_scenarios_fail_and_no_others():
    flat = index(a=[90, 50], b=[60, 50], c=[30, 50])
    found = sensitivity(flat, choices=FEW).scenarios
    minmax = found[found["normaliser"] == "minmax"]
    assert set(minmax[minmax["left_out"] != "part_1"]["reason"]) == {"no_spread"}
    assert set(found[found["normaliser"] == "goalposts"]["reason"]) == {""}


def test_leaving_out_a_part_may_leave_too_little_weight():
    gaps = index(a=[90, 80], b=[60, None], weights=(0.7, 0.3))
    found = sensitivity(gaps, choices=Choices(normalisers=("goalposts",), draws=0)).scenarios
    assert set(found[found["left_out"] == "part_0"]["reason"]) == {"insufficient_data"}


def test_an_area_without_an_index_takes_no_part():
    gaps = index(a=[90, 80], b=[60, 50], c=[None, None])
    found = sensitivity(gaps, choices=FEW)
    assert found.ranks["reason"].tolist() == ["", "", "insufficient_data"]
    assert set(found.pairs["area"]) == {"a", "b"}


def test_no_index_at_all_gives_no_ranks():
    found = sensitivity(index(a=[None, None]), choices=FEW)
    assert found.ranks["reason"].tolist() == ["insufficient_data"]


def test_an_index_of_one_part_has_nothing_to_leave_out():
    found = sensitivity(index(a=[90], b=[60], weights=(1,)), choices=FEW).scenarios
    assert set(found["left_out"]) == {"", "weights"}


def test_the_same_seed_gives_the_same_ranks():
    first, again = (sensitivity(MIXED, choices=FEW).ranks for _ in range(2))
    pd.testing.assert_frame_equal(first, again)


@pytest.mark.parametrize("wrong", [{"spread": 1.0}, {"means": ()}, {"normalisers": ()}])
def test_wrong_settings_are_refused(wrong):
    with pytest.raises(MetricError):
        Choices(**wrong)


def test_means_may_be_chosen():
    only = Choices(normalisers=("goalposts",), means=(Mean("geometric"),), draws=0)
    assert set(sensitivity(CLEAR, choices=only).scenarios["mean"]) == {"geometric"}
