"""The pitfalls of METHODS section 4 that concern targets, areas and composites, by number."""

import numpy as np
import pandas as pd
import pytest

from chiso.metrics.aggregation import Mean, aggregate
from chiso.metrics.areas import compare_to_benchmark
from chiso.metrics.composite import normalise
from chiso.metrics.convergence import convergence
from chiso.metrics.disparity import disparity
from chiso.metrics.funnel import funnel_limits
from chiso.metrics.overdispersion import overdispersion
from chiso.metrics.progress import target_progress
from chiso.metrics.published import cagr_ratio
from chiso.metrics.rank_draws import rank_interval_simulated
from chiso.metrics.rank_intervals import rank_interval_joint
from chiso.metrics.sensitivity import Choices, sensitivity
from chiso.metrics.shrinkage import shrink_shares
from chiso.metrics.targets import target_gap, target_status_censored


def path(baseline, value, target, times=(2015, 2024, 2030), **columns):
    row = {"baseline": baseline, "value": value, "target": target}
    years = dict(zip(("baseline_time", "time", "due_time"), times, strict=True))
    return pd.DataFrame([row | years | columns])


def areas(numerators, denominators, **columns):
    names = [f"area_{place}" for place in range(len(numerators))]
    frame = pd.DataFrame({"area": names, "numerator": numerators, "denominator": denominators})
    return frame.assign(**columns)


def test_pitfall_06_half_a_point_lost_near_100_is_told_as_half_a_point():
    drinking_water = path(98.8, 98.3, 100)
    published = cagr_ratio(drinking_water.assign(is_share=True)).iloc[0]
    assert (published["status"], published["score"]) == ("deterioration", -5)
    assert published["flags"] == "relative_growth_of_a_share"
    ours = target_progress(drinking_water).iloc[0]
    assert ours["points_lost"] == pytest.approx(98.8 - 98.3)
    assert ours["gap_closed"] == pytest.approx(-0.5 / 1.2)


@pytest.mark.parametrize("years", [2, 5, 8])
def test_pitfall_06_on_a_straight_path_the_pace_is_always_exactly_enough(years):
    value = 20 + (95 - 20) * years / 10
    straight = path(20, value, 95, (2020, 2020 + years, 2030))
    assert target_progress(straight)["pace_ratio"].item() == pytest.approx(1)
    assert cagr_ratio(straight)["value"].item() > 1.1


def test_pitfall_07_a_zero_base_or_target_is_refused_and_never_replaced():
    for frame in (path(0, 5, 10), path(10, 5, 0, direction="lower_is_better")):
        published = cagr_ratio(frame).iloc[0]
        assert (published["reason"], published["status"]) == ("not_applicable", "withheld")
        assert np.isfinite(target_progress(frame)["pace_ratio"].item())


def test_pitfall_08_a_target_met_at_the_baseline_and_lost_is_never_progress():
    smoking = path(3, 10, 5, (2015, 2020, 2035), direction="lower_is_better")
    ours = target_progress(smoking).iloc[0]
    assert ours["status"] == "regressed_below_target"
    assert np.isnan(ours["pace_ratio"])
    assert np.isnan(cagr_ratio(smoking)["value"].item())


ALL_FULL = areas([90, 50, 40], [90, 50, 40])


def test_pitfall_10_areas_at_100_percent_are_compared_like_any_other():
    found = compare_to_benchmark(ALL_FULL)
    assert found["status"].tolist() == ["similar"] * 3
    assert set(found["reason"]) == {""}


def test_pitfall_10_a_funnel_exists_when_all_areas_are_at_100_percent():
    found = funnel_limits(ALL_FULL)
    assert found["status"].tolist() == ["inside"] * 3
    assert overdispersion(ALL_FULL)["value"].tolist() == [0] * 3


def test_pitfall_10_equal_areas_have_no_min_max_score_and_say_why():
    frame = pd.DataFrame({"area": ["a", "b"], "value": [100, 100]})
    assert normalise(frame, how="minmax")["reason"].tolist() == ["no_spread"] * 2


def test_pitfall_10_an_area_at_100_percent_is_not_certain_of_the_first_rank():
    two_full = areas([5, 10, 95], [5, 10, 100])
    for found in (rank_interval_joint(two_full), rank_interval_simulated(two_full)):
        assert (found["upper"] > found["lower"]).all()


def test_pitfall_11_funnel_limits_stay_within_0_and_100_whatever_the_unit():
    found = funnel_limits(areas([90], [90], p0=91.2895)).iloc[0]
    assert found["upper_998"] == 100
    assert funnel_limits(areas([1], [90], p0=1))["lower_998"].item() == 0


def test_pitfall_12_funnel_formulas_colour_areas_differently_so_the_result_names_its_own():
    frame = areas([80], [90], p0=95)
    found = {
        method: funnel_limits(frame, method=method).iloc[0]
        for method in ("score", "wilson", "arcsine", "exact")
    }
    assert found["score"]["status"] != found["wilson"]["status"]
    assert {name: row["method"] for name, row in found.items()} == {
        name: f"funnel_{name}" for name in found
    }


@pytest.mark.parametrize("method", ["beta_binomial", "marshall"])
def test_pitfall_13_shrunk_shares_of_small_alike_areas_stay_between_share_and_pooled(method):
    small = areas([3, 0, 5, 1, 2, 8, 4, 0], [40, 12, 38, 25, 30, 60, 33, 9])
    found = shrink_shares(small, method=method)
    assert found["value"].tolist() == pytest.approx([100 * 23 / 247] * 8)
    assert found["weight"].tolist() == [0] * 8
    assert set(found["flags"]) == {"all_at_pooled"}


def test_pitfall_14_overdispersion_of_ten_areas_is_told_but_not_applied():
    ten = areas([20, 80] * 5, [100] * 10)
    found = overdispersion(ten)
    assert (found["value"] > 1).all()
    assert set(found["status"]) == {"reported_only"}
    assert funnel_limits(ten.assign(tau2=found["tau2"]), method="arcsine").equals(
        funnel_limits(ten.assign(tau2=0.0), method="arcsine")
    )


def test_pitfall_14_less_spread_than_chance_never_narrows_the_funnel():
    alike = overdispersion(areas([50] * 25, [100] * 25))
    assert (alike["value"] < 1).all()
    assert alike["tau2"].tolist() == [0] * 25


def test_pitfall_16_relative_measures_of_a_share_and_its_complement_come_with_an_absolute_one():
    share = [94.0, 92.6, 91.5, 94.7, 93.6, 84.9, 95.8, 94.3, 86.1, 100.0]
    one, other = (
        disparity(pd.DataFrame({"value": values})).set_index("measure")["value"]
        for values in (share, [100 - value for value in share])
    )
    assert one["cv"] == pytest.approx(0.04546044)
    assert other["cv"] == pytest.approx(0.58158012)
    assert one["sd"] == pytest.approx(other["sd"])
    assert set(disparity(pd.DataFrame({"value": share}))["kind"]) == {"absolute", "relative"}


def test_pitfall_17_catching_up_under_a_ceiling_is_not_read_as_a_slope():
    under_ceiling = pd.DataFrame(
        {"previous_value": [70, 80, 90, 100], "value": [90, 95, 98, 100], "years": 1}
    )
    found = convergence(under_ceiling).iloc[0]
    assert found["flags"] == "at_bound_left_out;few_areas;regression_to_the_mean"
    assert convergence(under_ceiling, scale="points")["value"].item() < -0.5
    logits = np.log(np.array([70, 80, 90]) / np.array([30, 20, 10]))
    gained = np.log(np.array([90, 95, 98]) / np.array([10, 5, 2])) - logits
    assert found["value"] == pytest.approx(np.polyfit(logits, gained, 1)[0])


def test_pitfall_21_with_fixed_goalposts_one_area_moves_no_other_score():
    before = pd.DataFrame({"area": ["a", "b", "c"], "value": [20.0, 50.0, 80.0]})
    after = before.assign(value=[20.0, 50.0, 120.0])
    posts = {"goal_low": 0, "goal_high": 100}
    one, other = (normalise(frame.assign(**posts)) for frame in (before, after))
    assert one["value"].tolist()[:2] == other["value"].tolist()[:2]
    assert (other["value"].tolist()[2], other["flags"].tolist()[2]) == (120, "outside_scale")
    moved = [normalise(frame, how="minmax")["value"].tolist()[1] for frame in (before, after)]
    assert moved[0] != moved[1]


@pytest.mark.parametrize("kind", ["arithmetic", "geometric", "harmonic", "generalised"])
def test_pitfall_22_every_mean_rescales_or_withholds_a_missing_part_alike(kind):
    mean = Mean(kind, power=2)
    parts = pd.DataFrame({"area": "a", "part": ["p", "q", "r"], "weight": [0.25, 0.25, 0.5]})
    held = aggregate(parts.assign(value=[60, None, 90]), mean=mean).iloc[0]
    thin = aggregate(parts.assign(value=[60, 70, None]), mean=mean).iloc[0]
    assert (held["flags"], thin["reason"]) == ("weights_rescaled", "insufficient_data")


def test_pitfall_22_a_skipped_scenario_is_listed_with_its_reason():
    rows = [
        {"area": area, "part": part, "value": value, "weight": 0.5}
        for area, values in {"a": (90, 50), "b": (40, 50)}.items()
        for part, value in zip("pq", values, strict=True)
    ]
    frame = pd.DataFrame(rows).assign(goal_low=0, goal_high=100)
    found = sensitivity(frame, choices=Choices(draws=10))
    skipped = found.scenarios[found.scenarios["reason"] != ""]
    assert set(skipped["reason"]) >= {"no_spread"}
    assert len(found.scenarios) == len(skipped) + found.ranks["scenarios"].iloc[0]


def test_pitfall_23_each_target_judges_on_its_own_and_a_gap_in_the_targets_is_named():
    row = {"value": 65, "time": 2022, "baseline": 40, "baseline_time": 2020}
    plans = [{"target": 60, "due_time": 2022}, {"target": 70, "due_time": 2025}, {"due_time": 2026}]
    found = target_progress(pd.DataFrame([row | plan for plan in plans]))
    assert found["status"].tolist() == ["achieved", "ahead_of_line", "no_target"]


def test_pitfall_23_a_target_of_another_definition_is_not_applied():
    integration = {"value": 70.43, "definition": "all_procedures"}
    older = {"target": 60, "target_definition": "online_services"}
    found = target_gap(pd.DataFrame([integration | older])).iloc[0]
    assert (found["status"], found["reason"]) == ("undetermined", "definition_changed")


@pytest.mark.parametrize(
    ("operator", "value", "word"),
    [
        (">=", 80, "met"),
        (">=", 79.999, "not_met"),
        (">", 80, "not_met"),
        (">", 80.001, "met"),
        ("<=", 80, "met"),
        ("<=", 80.001, "not_met"),
        ("<", 80, "not_met"),
        ("<", 79.999, "met"),
    ],
)
def test_pitfall_27_a_value_at_the_target_is_judged_by_the_operator(operator, value, word):
    frame = pd.DataFrame([{"value": value, "target": 80, "operator": operator}])
    assert target_status_censored(frame)["status"].tolist() == [word]


def test_pitfall_27_a_value_with_zero_width_at_a_falling_target_is_met():
    frame = pd.DataFrame([{"lower": 10, "upper": 10, "target": 10, "direction": "lower_is_better"}])
    assert target_status_censored(frame)["status"].tolist() == ["met"]


@pytest.mark.parametrize(
    ("ratio", "word"),
    [(0.95, "on_line"), (0.9499, "behind"), (0.60, "behind"), (0.5999, "far_behind")],
)
def test_pitfall_27_a_pace_at_a_mark_belongs_to_the_better_state(ratio, word):
    frame = path(10, 10 + ratio * 8, 90, (2020, 2021, 2030))
    assert target_progress(frame)["status"].tolist() == [word]


def test_pitfall_27_a_share_at_a_funnel_limit_is_inside():
    at_limit = funnel_limits(areas([50], [100], p0=50)).iloc[0]["upper_95"]
    frame = areas([at_limit], [100], p0=50)
    assert funnel_limits(frame)["status"].tolist() == ["inside"]
    beyond = areas([at_limit + 0.001], [100], p0=50)
    assert funnel_limits(beyond)["status"].tolist() == ["above_95"]
