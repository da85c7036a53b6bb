"""Rank sets from tests of all pairs."""

import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.rank_sets import RankSetRules, rank_set_counts, rank_set_estimates


def counts(*events, **columns):
    names = [f"area_{place}" for place in range(len(events))]
    return pd.DataFrame({"area": names, "count": events, **columns})


def estimates(*values, se=1.0, **columns):
    names = [f"area_{place}" for place in range(len(values))]
    return pd.DataFrame({"area": names, "estimate": values, "se": se, **columns})


def spans(found):
    return found[["lower", "upper"]].to_numpy().tolist()


FEW = RankSetRules(draws=500)


def test_counts_far_apart_have_one_place_each():
    assert spans(rank_set_counts(counts(5171, 2782, 1029))) == [[1, 1], [2, 2], [3, 3]]


def test_equal_counts_share_their_places():
    found = rank_set_counts(counts(500, 300, 300, 20))
    assert spans(found) == [[1, 1], [2, 3], [2, 3], [4, 4]]
    assert found["value"].tolist() == [1, 2, 2, 4]


def test_the_fewest_are_first_where_less_is_better():
    found = rank_set_counts(counts(5171, 20, direction="lower_is_better"))
    assert spans(found) == [[2, 2], [1, 1]]


def test_holm_is_never_wider_than_bonferroni():
    frame = counts(120, 118, 95, 60, 58, 40, 22, 21, 20, 5)
    holm = rank_set_counts(frame)
    bonferroni = rank_set_counts(frame, rules=RankSetRules(correction="bonferroni"))
    assert (holm["upper"] - holm["lower"] <= bonferroni["upper"] - bonferroni["lower"]).all()


def test_a_set_for_each_area_alone_is_never_wider_than_one_for_all():
    frame = counts(120, 100, 80)
    alone = rank_set_counts(frame, rules=RankSetRules(simultaneous=False))
    together = rank_set_counts(frame)
    assert (alone["upper"] - alone["lower"] <= together["upper"] - together["lower"]).all()


def test_a_lonely_area_is_first_of_one():
    assert spans(rank_set_counts(counts(10))) == [[1, 1]]


def test_estimates_far_apart_have_one_place_each():
    assert spans(rank_set_estimates(estimates(10, 30, 20), rules=FEW)) == [[3, 3], [1, 1], [2, 2]]


def test_estimates_within_their_error_share_all_places():
    assert spans(rank_set_estimates(estimates(10, 10.5, 11), rules=FEW)) == [[1, 3]] * 3


def test_stepping_down_is_never_wider():
    frame = estimates(10, 13, 16, 40)
    one_step = rank_set_estimates(frame, rules=RankSetRules(draws=500, stepdown=False))
    stepped = rank_set_estimates(frame, rules=FEW)
    assert (stepped["upper"] - stepped["lower"] <= one_step["upper"] - one_step["lower"]).all()


def test_differences_are_held_in_parts_when_there_are_many(monkeypatch):
    frame = estimates(10, 13, 16, 40)
    whole = rank_set_estimates(frame, rules=FEW)
    monkeypatch.setattr("chiso.metrics.rank_sets._CELLS", 1000)
    pd.testing.assert_frame_equal(rank_set_estimates(frame, rules=FEW), whole)


def test_missing_and_neutral_areas_say_why():
    assert rank_set_counts(counts(5, None))["reason"].tolist() == ["", "insufficient_data"]
    neutral = rank_set_counts(counts(5, 4, direction="neutral"))
    assert neutral["reason"].tolist() == ["not_applicable"] * 2


def test_negative_counts_and_errors_of_zero_are_refused():
    with pytest.raises(MetricError, match="count"):
        rank_set_counts(counts(-1))
    with pytest.raises(MetricError, match="se"):
        rank_set_estimates(estimates(1, 2, se=0))


@pytest.mark.parametrize("wrong", [{"confidence": 0}, {"correction": "sidak"}, {"draws": 0}])
def test_wrong_settings_are_refused(wrong):
    with pytest.raises(MetricError, match=next(iter(wrong))):
        RankSetRules(**wrong)
