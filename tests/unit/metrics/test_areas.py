"""Areas held against a benchmark."""

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.areas import ComparisonRules, benchmark, compare_to_benchmark


def areas(numerators, denominators=100, **columns):
    names = [f"area_{place}" for place in range(len(numerators))]
    frame = pd.DataFrame({"area": names, "numerator": numerators, "denominator": denominators})
    return frame.assign(**columns)


THREE = areas([90, 30, 60], [100, 50, 100])


def test_the_rest_leaves_the_area_itself_out():
    found = benchmark(THREE)
    assert found["value"].tolist() == [100 * 90 / 150, 100 * 150 / 200, 100 * 120 / 150]
    assert found["benchmark_denominator"].tolist() == [150, 200, 150]


def test_the_total_takes_all_areas():
    assert benchmark(THREE, kind="total")["value"].tolist() == [100 * 180 / 250] * 3


def test_the_median_is_that_of_the_shares():
    assert benchmark(THREE, kind="median")["value"].tolist() == [60] * 3


def test_a_target_is_its_own_benchmark():
    found = benchmark(THREE.assign(target=[80, 80, None]), kind="target")
    assert found["value"].tolist()[:2] == [80, 80]
    assert found["reason"].tolist() == ["", "", "no_target"]


def test_the_previous_period_of_the_area_itself():
    before = THREE.assign(previous_numerator=[50, 25, 0], previous_denominator=[100, 50, 0])
    found = benchmark(before, kind="previous")
    assert found["value"].tolist()[:2] == [50, 50]
    assert found["reason"].tolist()[2] == "insufficient_data"


def test_an_area_without_figures_takes_no_part_in_the_rest():
    found = benchmark(areas([90, None, 60], [100, 50, 100]))
    assert found["value"].tolist()[0] == 60


def test_a_lonely_area_has_no_rest():
    found = compare_to_benchmark(areas([90]))
    assert found["reason"].tolist() == ["insufficient_data"]
    assert found["status"].tolist() == ["withheld"]


def test_families_do_not_mix():
    both = pd.concat([THREE.assign(period=1), THREE.assign(period=2, numerator=[10, 10, 10])])
    found = benchmark(both, ["period"])
    assert found["value"].tolist()[3] == 100 * 20 / 150


def test_an_unknown_kind_is_refused():
    with pytest.raises(MetricError, match="kind"):
        benchmark(THREE, kind="mean")


def test_a_repeated_area_is_refused():
    with pytest.raises(MetricError, match="area"):
        benchmark(pd.concat([THREE, THREE]))


def test_a_clear_difference_is_better_or_worse():
    found = compare_to_benchmark(areas([90, 60, 75]))
    assert found["status"].tolist() == ["better", "worse", "similar"]
    assert found["value"].tolist()[0] == pytest.approx(90 - 100 * 135 / 200)


def test_the_mirrored_direction_mirrors_the_verdict():
    found = compare_to_benchmark(areas([90, 60, 75], direction="lower_is_better"))
    assert found["status"].tolist() == ["worse", "better", "similar"]


def test_a_neutral_indicator_is_only_above_or_below():
    found = compare_to_benchmark(areas([90, 60, 75], direction="neutral"))
    assert found["status"].tolist() == ["above", "below", "similar"]


def test_all_areas_at_100_do_not_differ_and_keep_a_true_width():
    found = compare_to_benchmark(areas([5, 5, 5], 5))
    assert found["status"].tolist() == ["similar"] * 3
    assert found["p"].tolist() == [1] * 3
    assert (found["upper"] > 0).all()


def test_with_full_counts_a_tiny_difference_is_significant_and_still_not_called_one():
    found = compare_to_benchmark(areas([905_000, 900_000], 1_000_000))
    assert found["status"].tolist() == ["similar", "similar"]
    assert found["flags"].tolist() == ["significant_but_small"] * 2
    strict = compare_to_benchmark(
        areas([905_000, 900_000], 1_000_000), rules=ComparisonRules(min_difference=0)
    )
    assert strict["status"].tolist() == ["better", "worse"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "reason"),
    [(None, 10, "insufficient_data"), (5, None, "no_denominator"), (0, 0, "no_cases")],
)
def test_an_area_that_cannot_be_compared_says_why(numerator, denominator, reason):
    found = compare_to_benchmark(areas([90, 60, numerator], [100, 100, denominator]))
    assert found["reason"].tolist()[2] == reason
    assert np.isnan(found["p_adjusted"].tolist()[2])


def test_a_target_is_compared_by_one_sample():
    found = compare_to_benchmark(areas([90, 79], target=80), kind="target")
    assert found["status"].tolist() == ["better", "similar"]
    assert found["method"].tolist() == ["wilson_score"] * 2


def test_any_shortfall_from_a_target_of_100_is_beyond_chance():
    found = compare_to_benchmark(areas([97, 100], target=100), kind="target")
    assert found["p"].tolist() == [0, 1]
    assert found["status"].tolist() == ["worse", "similar"]


def test_a_benchmark_that_contains_the_area_is_flagged():
    found = compare_to_benchmark(areas([90, 60]), kind="median")
    assert found["flags"].tolist() == ["benchmark_includes_area"] * 2


def test_two_definitions_in_one_family_are_refused():
    with pytest.raises(MetricError, match="definition"):
        compare_to_benchmark(areas([90, 60], definition=["a", "b"]))
