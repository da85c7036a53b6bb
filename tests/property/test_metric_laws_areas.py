"""Laws of the metrics on targets and areas, whatever the numbers are."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiso.metrics.action import FIXED, GROWING, units_to_target
from chiso.metrics.aggregation import Mean, aggregate, contributions
from chiso.metrics.areas import benchmark, compare_to_benchmark
from chiso.metrics.decomposition import change_contributions, gap_contributions
from chiso.metrics.discovery import false_discovery
from chiso.metrics.disparity import disparity
from chiso.metrics.funnel import funnel_limits
from chiso.metrics.progress import target_progress
from chiso.metrics.rank_draws import Draws, rank_interval_simulated
from chiso.metrics.rank_intervals import rank_interval_joint
from chiso.metrics.ranks import rank_table
from chiso.metrics.scenarios import what_if
from chiso.metrics.shrinkage import shrink_shares
from chiso.metrics.targets import target_gap, target_status_censored

law = settings(max_examples=40, deadline=None)

PERCENT = st.integers(0, 1000).map(lambda tenths: tenths / 10)
OPERATORS = st.sampled_from([">=", ">", "<=", "<", "="])
MIRROR = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "=": "="}


@st.composite
def counts(draw, least=2, most=8, from_cases=0):
    """Areas with a numerator and a denominator each."""
    size = draw(st.integers(least, most))
    denominators = draw(st.lists(st.integers(from_cases, 500), min_size=size, max_size=size))
    numerators = [draw(st.integers(0, cases)) for cases in denominators]
    names = [f"area_{place}" for place in range(size)]
    return pd.DataFrame({"area": names, "numerator": numerators, "denominator": denominators})


@st.composite
def intervals(draw):
    """A figure as an interval with open or closed ends, and a value inside it."""
    ends = sorted(draw(st.tuples(PERCENT, PERCENT)))
    inside = draw(st.sampled_from([ends[0], (ends[0] + ends[1]) / 2, ends[1]]))
    wide = ends[0] < ends[1]
    lower_open = wide and inside > ends[0] and draw(st.booleans())
    upper_open = wide and inside < ends[1] and draw(st.booleans())
    figure = {"lower": ends[0], "upper": ends[1]}
    return figure | {"lower_open": lower_open, "upper_open": upper_open}, inside


def shuffled(frame, seed):
    return frame.sample(frac=1, random_state=seed)


def same_by_area(one, other, columns):
    for name in columns:
        left, right = (part.set_index("area")[name].sort_index() for part in (one, other))
        pd.testing.assert_series_equal(left, right)


# Targets


@law
@given(value=PERCENT, more=PERCENT, target=PERCENT)
def test_doing_better_never_widens_the_gap(value, more, target):
    frame = pd.DataFrame({"value": [value, value + more], "target": target})
    gap = target_gap(frame)["value"].tolist()
    assert gap[1] <= gap[0]


@law
@given(value=PERCENT, more=PERCENT, target=PERCENT)
def test_doing_better_never_loses_a_target(value, more, target):
    frame = pd.DataFrame({"value": [value, value + more], "target": target})
    before, after = target_status_censored(frame)["value"]
    assert after >= before


@law
@given(figure=intervals(), target=PERCENT, operator=OPERATORS)
def test_the_mirrored_indicator_has_the_same_verdict_and_the_same_gap(figure, target, operator):
    ends, _ = figure
    turned = {
        "lower": 100 - ends["upper"],
        "upper": 100 - ends["lower"],
        "lower_open": ends["upper_open"],
        "upper_open": ends["lower_open"],
        "target": 100 - target,
        "operator": MIRROR[operator],
    }
    frame = pd.DataFrame([ends | {"target": target, "operator": operator}, turned])
    found = target_gap(frame)
    assert found["status"].tolist()[0] == found["status"].tolist()[1]
    for side in ("lower", "upper"):
        assert found[side].tolist()[0] == pytest.approx(found[side].tolist()[1], abs=1e-9)


@law
@given(figure=intervals(), target=PERCENT, operator=OPERATORS)
def test_a_bound_never_contradicts_the_figure_behind_it(figure, target, operator):
    ends, inside = figure
    goal = {"target": target, "operator": operator}
    bound = target_gap(pd.DataFrame([ends | goal])).iloc[0]
    exact = target_gap(pd.DataFrame([{"value": inside} | goal])).iloc[0]
    assert bound["status"] in ("undetermined", exact["status"])
    assert bound["lower"] - 1e-9 <= exact["value"] <= bound["upper"] + 1e-9


@law
@given(figure=intervals(), target=PERCENT, baseline=PERCENT)
def test_a_bound_never_contradicts_the_progress_of_the_figure_behind_it(figure, target, baseline):
    ends, inside = figure
    path = {"baseline": baseline, "baseline_time": 2020, "time": 2022, "due_time": 2025}
    goal = path | {"target": target}
    bound = target_progress(pd.DataFrame([ends | goal])).iloc[0]
    exact = target_progress(pd.DataFrame([{"value": inside} | goal])).iloc[0]
    assert bound["status"] in ("undetermined", exact["status"])


@law
@given(baseline=PERCENT, value=PERCENT, target=PERCENT)
def test_progress_of_the_mirrored_indicator_is_the_same(baseline, value, target):
    times = {"baseline_time": 2020, "time": 2022, "due_time": 2025}
    rising = {"baseline": baseline, "value": value, "target": target}
    falling = {name: 100 - number for name, number in rising.items()}
    words = [{"direction": "higher_is_better"}, {"direction": "lower_is_better"}]
    frame = pd.DataFrame([rising | times | words[0], falling | times | words[1]])
    found = target_progress(frame)
    assert found["status"].tolist()[0] == found["status"].tolist()[1]
    ratio = found["pace_ratio"].tolist()
    assert ratio[0] == pytest.approx(ratio[1], nan_ok=True)


# Action


@law
@given(frame=counts(), target=PERCENT)
def test_parts_of_the_gap_sum_to_it_exactly_in_every_order(frame, target):
    found = gap_contributions(frame.assign(target=target)).dropna(subset="value")
    parts = found["value"].tolist()
    for whole in found["whole_gap"].unique():
        assert sum(parts) == sum(reversed(parts)) == sum(sorted(parts)) == whole
    assert (found["rate_effect"] + found["volume_effect"] == found["value"]).all()


@law
@given(before=counts(4, 4), now=counts(4, 4))
def test_parts_of_a_change_sum_to_it_exactly(before, now):
    frame = now.assign(
        previous_numerator=before["numerator"], previous_denominator=before["denominator"]
    )
    found = change_contributions(frame).dropna(subset="value")
    assert all(found["value"].sum() == whole for whole in found["whole_change"])
    assert (found["within_effect"] + found["shift_effect"] == found["value"]).all()


@law
@given(frame=counts(1, 1, 1), target=PERCENT)
def test_the_units_are_the_least_that_reach_the_target(frame, target):
    x, n = frame.loc[0, "numerator"], frame.loc[0, "denominator"]
    found = units_to_target(frame.assign(target=target)).set_index("route")["value"]
    tenths = round(target * 10)
    assert 1000 * (x + found[FIXED]) >= tenths * n
    assert found[FIXED] == 0 or 1000 * (x + found[FIXED] - 1) < tenths * n
    if not np.isnan(found[GROWING]):
        new = found[GROWING]
        assert 1000 * (x + new) >= tenths * (n + new)
        assert new == 0 or 1000 * (x + new - 1) < tenths * (n + new - 1)


@law
@given(frame=counts(from_cases=1))
def test_lifting_weaker_areas_never_harms_the_whole(frame):
    found = what_if(frame, scenarios=["median", "best_quarter"])
    assert (found["gain"] >= -1e-9).all()
    assert (found["value"] <= 100 + 1e-9).all()


# Areas


@law
@given(frame=counts(from_cases=1))
def test_merging_all_areas_never_leaves_the_range_of_their_shares(frame):
    share = 100 * frame["numerator"] / frame["denominator"]
    total = benchmark(frame, kind="total")["value"]
    assert (total >= share.min() - 1e-9).all()
    assert (total <= share.max() + 1e-9).all()


@law
@given(frame=counts(from_cases=1))
def test_the_mirrored_direction_mirrors_the_comparison(frame):
    words = {"better": "worse", "worse": "better"}
    up = compare_to_benchmark(frame)["status"]
    down = compare_to_benchmark(frame.assign(direction="lower_is_better"))["status"]
    assert [words.get(word, word) for word in up] == down.tolist()


@law
@given(frame=counts(from_cases=1))
def test_a_share_and_its_complement_stand_out_alike(frame):
    failed = frame.assign(
        numerator=frame["denominator"] - frame["numerator"], direction="lower_is_better"
    )
    one, other = compare_to_benchmark(frame), compare_to_benchmark(failed)
    assert one["status"].tolist() == other["status"].tolist()
    np.testing.assert_allclose(one["value"], -other["value"], atol=1e-9)
    np.testing.assert_allclose(one["p"], other["p"], atol=1e-9)


@law
@given(frame=counts(), seed=st.integers(0, 9))
def test_the_order_of_the_rows_changes_no_comparison(frame, seed):
    one, other = (compare_to_benchmark(part) for part in (frame, shuffled(frame, seed)))
    same_by_area(one, other, ["value", "status", "p_adjusted"])


@law
@given(frame=counts(from_cases=1), seed=st.integers(0, 9))
def test_the_order_of_the_rows_changes_no_rank_interval(frame, seed):
    columns = ["value", "lower", "upper"]
    for measure in (rank_interval_joint, _simulated):
        same_by_area(measure(frame), measure(shuffled(frame, seed)), columns)


def _simulated(frame):
    return rank_interval_simulated(frame, draws=Draws(count=50))


@law
@given(frame=counts(from_cases=1))
def test_joint_rank_intervals_contain_the_rank_of_the_estimate(frame):
    found = rank_interval_joint(frame)
    assert (found["lower"] <= found["value"]).all()
    assert (found["value"] <= found["upper"]).all()


@law
@given(values=st.lists(PERCENT, min_size=1, max_size=8))
def test_ranks_of_the_mirrored_indicator_are_the_same(values):
    up = pd.DataFrame({"value": values})
    down = pd.DataFrame({"value": [100 - value for value in values]})
    mirrored = rank_table(down.assign(direction="lower_is_better"), carry=())
    assert rank_table(up, carry=())["value"].tolist() == mirrored["value"].tolist()


@law
@given(figures=st.lists(intervals(), min_size=1, max_size=6))
def test_ranks_of_bounds_contain_the_ranks_of_the_figures_behind_them(figures):
    bounds = rank_table(pd.DataFrame([ends for ends, _ in figures]), carry=())
    exact = rank_table(pd.DataFrame({"value": [inside for _, inside in figures]}), carry=())
    assert (bounds["lower"] <= exact["value"]).all()
    assert (exact["value"] <= bounds["upper"]).all()


@law
@given(p=st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_adjusting_never_makes_a_p_smaller_and_keeps_their_order(p):
    adjusted = false_discovery(pd.DataFrame({"p": p}))["value"].to_numpy()
    assert (adjusted >= np.array(p) - 1e-12).all()
    assert (np.diff(adjusted[np.argsort(p)]) >= -1e-12).all()


@law
@given(
    frame=counts(from_cases=1),
    method=st.sampled_from(["score", "exact", "auto", "wilson", "arcsine"]),
)
def test_funnel_limits_stay_within_0_and_100_and_nest(frame, method):
    found = funnel_limits(frame, method=method)
    assert (found["lower_998"] >= 0).all()
    assert (found["upper_998"] <= 100).all()
    assert (found["lower_998"] <= found["lower_95"] + 1e-9).all()
    assert (found["upper_95"] <= found["upper_998"] + 1e-9).all()


@law
@given(frame=counts(from_cases=1), method=st.sampled_from(["beta_binomial", "marshall"]))
def test_a_shrunk_share_lies_between_the_share_and_the_pooled_one(frame, method):
    found = shrink_shares(frame, method=method)
    low, high = found[["share", "pooled"]].min(axis=1), found[["share", "pooled"]].max(axis=1)
    assert (found["value"] >= low - 1e-9).all()
    assert (found["value"] <= high + 1e-9).all()


@law
@given(values=st.lists(PERCENT, min_size=2, max_size=8), factor=st.integers(2, 9))
def test_relative_inequality_has_no_unit_and_absolute_inequality_has_one(values, factor):
    one = disparity(pd.DataFrame({"value": values}))
    many = disparity(pd.DataFrame({"value": [factor * value for value in values]}))
    scale = np.where(one["kind"] == "absolute", factor, 1)
    np.testing.assert_allclose(many["value"], one["value"] * scale, atol=1e-6, rtol=1e-6)


@law
@given(values=st.lists(st.integers(1, 1000), min_size=4, max_size=4))
def test_theil_is_the_sum_of_its_parts_and_never_negative(values):
    frame = pd.DataFrame({"value": values, "subgroup": ["a", "a", "b", "b"]})
    found = disparity(frame).set_index("measure")["value"]
    parts = found["theil_between"] + found["theil_within"]
    assert parts == pytest.approx(found["theil"], abs=1e-12)
    assert found["theil_between"] >= -1e-12
    assert found["theil_within"] >= -1e-12


# Composites


@law
@given(scores=st.lists(st.integers(1, 100), min_size=3, max_size=3))
def test_harmonic_geometric_and_arithmetic_means_stand_in_that_order(scores):
    frame = pd.DataFrame(
        {"area": "a", "part": [1, 2, 3], "value": scores, "weight": [0.2, 0.3, 0.5]}
    )
    kinds = ("harmonic", "geometric", "arithmetic")
    means = [aggregate(frame, mean=Mean(kind))["value"].item() for kind in kinds]
    for lower, higher in zip([min(scores), *means], [*means, max(scores)], strict=True):
        assert lower <= higher + 1e-9


@law
@given(scores=st.lists(PERCENT, min_size=4, max_size=4))
def test_contributions_sum_to_the_composite_exactly(scores):
    frame = pd.DataFrame({"area": "a", "part": range(4), "value": scores, "weight": 0.25})
    found = contributions(frame)
    assert found["value"].sum() == found["whole"].iloc[0]
    assert found["whole"].iloc[0] == pytest.approx(aggregate(frame)["value"].item(), abs=1e-9)
