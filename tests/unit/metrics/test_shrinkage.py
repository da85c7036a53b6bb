"""Small areas drawn towards the pooled share."""

import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.shrinkage import shrink_shares


def areas(numerators, denominators):
    names = range(len(numerators))
    return pd.DataFrame({"area": names, "numerator": numerators, "denominator": denominators})


def test_the_moments_of_two_areas_by_hand():
    found = shrink_shares(areas([9, 5], [10, 10]))
    spread, chance = 10 * (0.9 - 0.7) ** 2 + 10 * (0.5 - 0.7) ** 2, 0.7 * 0.3
    rho = (spread - chance * 1) / (chance * (20 - 200 / 20 - 1))
    prior = 1 / rho - 1
    assert found["intraclass"].tolist() == pytest.approx([rho] * 2)
    assert found["value"].tolist()[0] == pytest.approx(100 * (9 + prior * 0.7) / (10 + prior))


def test_the_smaller_area_is_drawn_in_further():
    weight = shrink_shares(areas([95, 10, 40], [100, 10, 100]))["weight"].tolist()
    assert weight[1] < weight[0] == weight[2]


def test_areas_that_do_not_differ_beyond_chance_all_stand_at_the_pooled_share():
    found = shrink_shares(areas([50, 51, 49], 3 * [100]))
    assert found["value"].tolist() == [50, 50, 50]
    assert set(found["flags"]) == {"all_at_pooled"}


def test_all_areas_at_100_stay_there():
    assert shrink_shares(areas([5, 90], [5, 90]))["value"].tolist() == [100, 100]


def test_a_lonely_area_is_its_own_pooled_share():
    found = shrink_shares(areas([5], [10]))
    assert (found["value"].tolist(), found["flags"].tolist()) == ([50], [""])


def test_areas_of_cases_that_all_agree_keep_their_shares():
    found = shrink_shares(areas([10, 0], [10, 10]))
    assert found["intraclass"].tolist() == [1, 1]
    assert found["value"].tolist() == [100, 0]


def test_marshall_weighs_by_the_variance_between_areas():
    found = shrink_shares(areas([10, 40], [1000, 1000]), method="marshall")
    between = (0.015**2 + 0.015**2) / 2 - 0.025 / 1000
    weight = between / (between + 0.025 / 1000)
    assert found["between_variance"].tolist() == pytest.approx([between] * 2)
    assert found["value"].tolist()[0] == pytest.approx(100 * (weight * 0.01 + (1 - weight) * 0.025))


@pytest.mark.parametrize("method", ["beta_binomial", "marshall"])
def test_areas_without_figures_are_left_out(method):
    found = shrink_shares(areas([9, 5, None, 0, 3], [10, 10, 10, 0, None]), method=method)
    assert found["reason"].tolist()[2:] == ["insufficient_data", "no_cases", "no_denominator"]
    assert found["pooled"].tolist()[:2] == [70, 70]


def test_an_unknown_method_is_refused():
    with pytest.raises(MetricError, match="method"):
        shrink_shares(areas([1], [2]), method="bayes")
