"""Joint rank intervals."""

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.rank_intervals import critical_value, rank_interval_joint


def counts(numerators, denominators=1000, **columns):
    names = [f"area_{place}" for place in range(len(numerators))]
    return pd.DataFrame(
        {"area": names, "numerator": numerators, "denominator": denominators, **columns}
    )


def spans(frame, **settings):
    return rank_interval_joint(frame, **settings)[["lower", "upper"]].to_numpy().tolist()


def test_areas_far_apart_have_one_place_each():
    assert spans(counts([900, 500, 100])) == [[1, 1], [2, 2], [3, 3]]


def test_areas_close_together_share_all_places():
    assert spans(counts([500, 501, 502])) == [[1, 3]] * 3


def test_the_lowest_is_first_where_less_is_better():
    assert spans(counts([900, 100], direction="lower_is_better")) == [[2, 2], [1, 1]]


def test_an_area_at_100_keeps_an_interval():
    assert spans(counts([5, 4], 5)) == [[1, 2], [1, 2]]


def test_published_critical_values_for_51_areas_at_90_percent():
    assert critical_value(np.array([51.0]), 0.9).item() == pytest.approx(3.081, abs=5e-4)
    found = critical_value(np.array([51.0]), 0.9, "bonferroni")
    assert found.item() == pytest.approx(3.096, abs=5e-4)


def test_estimates_with_errors_are_taken_as_they_are():
    frame = pd.DataFrame({"area": ["a", "b"], "estimate": [10, 20], "se": [1, 1]})
    found = rank_interval_joint(frame)
    assert found["value"].tolist() == [2, 1]
    assert found["critical"].tolist()[0] == pytest.approx(2.2364766)


def test_ready_limits_are_taken_as_they_are():
    frame = pd.DataFrame({"area": ["a", "b"], "lower": [10, 15], "upper": [14, 20]})
    assert spans(frame) == [[2, 2], [1, 1]]


def test_intervals_that_touch_are_not_apart():
    frame = pd.DataFrame({"area": ["a", "b"], "lower": [10, 15], "upper": [15, 20]})
    assert spans(frame) == [[1, 2], [1, 2]]


def test_wide_intervals_ask_for_bands_instead_of_a_list():
    assert set(rank_interval_joint(counts([500, 501, 502]))["flags"]) == {"use_bands"}
    assert set(rank_interval_joint(counts([900, 500, 100]))["flags"]) == {""}


@pytest.mark.parametrize(
    ("numerator", "denominator", "reason"),
    [(None, 10, "insufficient_data"), (5, None, "no_denominator"), (0, 0, "no_cases")],
)
def test_an_area_that_cannot_be_ranked_says_why(numerator, denominator, reason):
    found = rank_interval_joint(counts([900, 100, numerator], [1000, 1000, denominator]))
    assert found["reason"].tolist() == ["", "", reason]
    assert found["ranked"].tolist() == [2, 2, 2]


def test_an_estimate_that_is_missing_says_so():
    frame = pd.DataFrame({"area": ["a", "b"], "estimate": [10, None], "se": [1, 1]})
    assert rank_interval_joint(frame)["reason"].tolist() == ["", "insufficient_data"]


def test_a_neutral_indicator_has_no_ranking():
    found = rank_interval_joint(counts([1, 2], direction="neutral"))
    assert found["reason"].tolist() == ["not_applicable"] * 2


def test_wrong_settings_are_refused():
    with pytest.raises(MetricError, match="confidence"):
        spans(counts([1, 2]), confidence=95)
    with pytest.raises(MetricError, match="critical"):
        spans(counts([1, 2]), critical="none")
    with pytest.raises(MetricError, match="area"):
        spans(pd.concat([counts([1]), counts([1])]))
