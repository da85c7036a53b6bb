"""The whole if weaker areas came up to a level."""

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.scenarios import what_if


def areas(numerators, denominators=100, **columns):
    names = [f"area_{place}" for place in range(len(numerators))]
    frame = pd.DataFrame({"area": names, "numerator": numerators, "denominator": denominators})
    return frame.assign(**columns)


FOUR = areas([90, 70, 50, 30])


def scenario(frame, name, **settings):
    return what_if(frame, scenarios=[name], **settings).iloc[0]


def test_the_median_lifts_the_areas_below_it():
    row = scenario(FOUR, "median")
    assert (row["level"], row["value_now"]) == (60, 60)
    assert row["value"] == pytest.approx((90 + 70 + 60 + 60) / 4)
    assert (row["areas_lifted"], row["extra_units"]) == (2, pytest.approx(10 + 30))
    assert row["gain"] == pytest.approx(70 - 60)


def test_the_best_quarter_is_the_upper_quartile_of_the_shares():
    row = scenario(FOUR, "best_quarter")
    assert row["level"] == 75
    assert row["value"] == pytest.approx((90 + 75 * 3) / 4)


def test_the_best_quarter_of_a_falling_indicator_is_the_lower_quartile():
    row = scenario(FOUR.assign(direction="lower_is_better"), "best_quarter")
    assert row["level"] == 45
    assert row["value"] == pytest.approx((45 * 3 + 30) / 4)
    assert row["gain"] == pytest.approx(60 - 41.25)


def test_the_target_lifts_all_that_miss_it():
    row = scenario(FOUR.assign(target=80), "target")
    assert row["value"] == pytest.approx((90 + 80 * 3) / 4)


def test_only_the_named_areas_are_lifted():
    row = scenario(FOUR, "median", areas={"area_3"})
    assert row["value"] == pytest.approx((90 + 70 + 50 + 60) / 4)


def test_an_area_that_is_already_better_stays():
    row = scenario(FOUR, "median", areas=["area_0"])
    assert (row["value"], row["status"]) == (60, "unchanged")


def test_areas_without_figures_are_left_out_and_flagged():
    row = scenario(areas([90, 70, 50, None]), "median")
    assert (row["flags"], row["value_now"]) == ("areas_missing", 70)


@pytest.mark.parametrize(
    ("frame", "name", "reason"),
    [
        (FOUR, "target", "no_target"),
        (areas([0, 0], 0), "median", "no_cases"),
        (FOUR.assign(direction="neutral"), "median", "not_applicable"),
    ],
)
def test_what_is_missing_is_named(frame, name, reason):
    row = scenario(frame, name)
    assert (row["reason"], row["status"]) == (reason, "withheld")
    assert np.isnan(row["value"])


def test_all_scenarios_of_all_groups_come_together():
    both = pd.concat([FOUR.assign(period=1), FOUR.assign(period=2)])
    found = what_if(both.assign(target=80), ["period"])
    assert found["scenario"].tolist() == ["median"] * 2 + ["best_quarter"] * 2 + ["target"] * 2
    assert found["period"].tolist() == [1, 2] * 3


def test_an_unknown_scenario_is_refused():
    with pytest.raises(MetricError, match="scenario"):
        scenario(FOUR, "best")
