"""Competition ranks and what bounds leave open."""

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.ranks import rank_table


def ranks(values=None, omega=0.0, **columns):
    frame = pd.DataFrame(columns if values is None else {"value": values, **columns})
    return rank_table(frame, carry=(), omega=omega)


def test_ties_share_the_better_place_and_the_next_place_is_left_out():
    found = ranks([90, 80, 80, 70])
    assert found["value"].tolist() == [1, 2, 2, 4]
    assert found["status"].tolist() == ["ranked", "tied", "tied", "ranked"]
    assert found["flags"].tolist() == ["", "tied", "tied", ""]


@pytest.mark.parametrize(("omega", "place"), [(0, 2), (0.5, 2.5), (1, 3)])
def test_a_tie_can_be_placed_between_its_best_and_its_worst_rank(omega, place):
    assert ranks([90, 80, 80, 70], omega)["value"].tolist() == [1, place, place, 4]


def test_the_lowest_is_first_where_less_is_better():
    found = ranks([3, 1, 2], direction="lower_is_better")
    assert found["value"].tolist() == [3, 1, 2]


def test_the_nearest_to_the_target_is_first_where_the_target_is_best():
    found = ranks([70, 51, 48], direction="target_is_best", target=50)
    assert found["value"].tolist() == [3, 1, 2]


def test_a_neutral_indicator_has_no_ranking():
    found = ranks([1, 2], direction="neutral")
    assert found["reason"].tolist() == ["not_applicable"] * 2


def test_only_areas_with_data_are_counted():
    found = ranks([90, None, 70])
    assert found["value"].tolist()[::2] == [1, 2]
    assert found["ranked"].tolist() == [2, 2, 2]
    assert found["reason"].tolist() == ["", "insufficient_data", ""]


def test_noise_of_computing_makes_no_rank():
    assert ranks([0.1 + 0.2, 0.3])["value"].tolist() == [1, 1]


def test_over_90_leaves_places_open_for_itself_and_for_others():
    found = ranks(value=[95, np.nan, 60], lower=[None, 90, None], upper=[None, 100, None])
    assert found["lower"].tolist() == [1, 1, 3]
    assert found["upper"].tolist() == [2, 2, 3]
    assert found["reason"].tolist() == ["censored", "censored", ""]


def test_an_open_end_at_another_value_settles_the_order():
    columns = {"value": [95, np.nan], "lower": [None, 95], "upper": [None, 100]}
    assert ranks(**columns, lower_open=[False, True])["value"].tolist() == [2, 1]
    assert ranks(**columns, lower_open=[False, False])["reason"].tolist()[0] == "censored"


def test_rankings_do_not_mix():
    frame = pd.DataFrame({"area": list("abab"), "period": [1, 1, 2, 2], "value": [1, 2, 2, 1]})
    assert rank_table(frame, ["period"])["value"].tolist() == [2, 1, 1, 2]


def test_no_rows_make_no_ranks():
    assert ranks([]).empty


def test_wrong_settings_are_refused():
    with pytest.raises(MetricError, match="omega"):
        ranks([1], omega=2)
    with pytest.raises(MetricError, match="area"):
        rank_table(pd.DataFrame({"value": [1]}))
