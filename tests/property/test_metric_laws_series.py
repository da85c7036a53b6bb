"""Laws that hold for any series, share or figure."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chiso.metrics.censored_trend import censored_mann_kendall, censored_theil_sen
from chiso.metrics.change import growth_rates, two_period_change
from chiso.metrics.crosswalk import apply_crosswalk
from chiso.metrics.intervals import as_interval, poisson_interval
from chiso.metrics.kendall import exact_p, score_series, tail
from chiso.metrics.logit import binomial_trend
from chiso.metrics.marker import judge_trend, trend_marker
from chiso.metrics.projection import project_to_due_date
from chiso.metrics.quality import check_share, check_total
from chiso.metrics.revisions import revision_summary
from chiso.metrics.series import decumulate
from chiso.metrics.shares import proportion_difference, share, wilson_interval
from chiso.metrics.spc import xmr_limits
from chiso.metrics.splice import SpliceRules, splice_on_overlap
from chiso.metrics.trend import mann_kendall, theil_sen
from makers.series import only, panel, series, shares

LAW = settings(max_examples=40, deadline=None, derandomize=True)
FLIPPED = {"increasing": "decreasing", "decreasing": "increasing"}
WIDENED = 1e-9

percents = st.integers(0, 1000).map(lambda tenths: tenths / 10)
histories = st.lists(percents, min_size=5, max_size=12)
gappy = st.lists(st.one_of(percents, st.none()), min_size=5, max_size=12)


@st.composite
def counts(draw, most=500):
    base = draw(st.integers(1, most))
    return draw(st.integers(0, base)), base


def count_row(x, n, **more):
    return pd.DataFrame({"numerator": [x], "denominator": [n], **more})


@LAW
@given(parts=st.lists(gappy, min_size=2, max_size=5), seed=st.integers(0, 99))
@pytest.mark.parametrize("metric", [mann_kendall, theil_sen, xmr_limits])
def test_the_order_of_series_and_rows_does_not_matter(metric, parts, seed):
    frame = panel(*map(series, parts))
    rows = frame.sample(frac=1, random_state=seed).sort_values("time", kind="stable")
    plain, mixed = (
        metric(given_rows, ["area"]).set_index("area").sort_index() for given_rows in (frame, rows)
    )
    pd.testing.assert_frame_equal(plain, mixed)


@LAW
@given(values=gappy)
def test_a_series_alone_and_among_others_gives_the_same(values):
    alone = only(mann_kendall(series(values)))
    among = mann_kendall(panel(series([1, 2]), series(values)), ["area"]).iloc[1]
    assert alone["score"] == among["score"]
    assert alone["p"] == pytest.approx(among["p"], nan_ok=True)


@LAW
@given(values=histories)
def test_a_mirrored_series_has_the_mirrored_trend(values):
    plain, mirrored = (
        only(mann_kendall(series(part))) for part in (values, [100 - value for value in values])
    )
    assert mirrored["score"] == -plain["score"]
    assert mirrored["p"] == plain["p"]
    assert mirrored["status"] == FLIPPED.get(plain["status"], plain["status"])


@LAW
@given(values=histories, scale=st.integers(1, 50), shift=st.integers(-500, 500))
def test_a_new_unit_scales_the_slope_and_keeps_the_verdict(values, scale, shift):
    plain, moved = (series(values), series([scale * value + shift for value in values]))
    rounded = moved.assign(value=moved["value"].round(6))
    assert only(mann_kendall(rounded))["score"] == only(mann_kendall(plain))["score"]
    slopes = [only(theil_sen(part))["value"] for part in (plain, rounded)]
    assert slopes[1] == pytest.approx(scale * slopes[0], abs=1e-6)


@LAW
@given(values=st.lists(percents, min_size=8, max_size=14))
def test_the_interval_of_a_slope_contains_it(values):
    row = only(theil_sen(series(values)))
    assert row["lower"] <= row["value"] <= row["upper"]


@LAW
@given(values=st.lists(st.integers(0, 4), min_size=2, max_size=9))
def test_an_exact_p_is_a_probability_and_falls_with_the_score(values):
    row = np.array([values], dtype=float)
    p = exact_p(row, score_series(row).score)[0]
    assert 0 < p <= 1
    sizes = tuple(sorted(np.unique(values, return_counts=True)[1].tolist()))
    assert (np.diff(tail(sizes)) <= 0).all()


@LAW
@given(
    values=st.lists(percents, min_size=2, max_size=7),
    widths=st.lists(percents, min_size=7, max_size=7),
)
def test_a_censored_result_contains_the_uncensored_one(values, widths):
    frame = series(values).assign(lower=values)
    frame["upper"] = frame["value"] + pd.Series(widths[: len(values)])
    wide = only(censored_mann_kendall(frame))
    exact = only(mann_kendall(series(values)))
    assert wide["score_low"] - WIDENED <= exact["score"] <= wide["score_high"] + WIDENED
    slopes = only(censored_theil_sen(frame))
    plain = only(theil_sen(series(values)))["value"]
    assert slopes["lower"] - WIDENED <= plain <= slopes["upper"] + WIDENED


@LAW
@given(pair=counts())
@pytest.mark.parametrize("method", ["wilson", "wilson_corrected", "exact"])
def test_the_limits_of_a_share_contain_it_and_stay_within_0_and_100(pair, method):
    row = only(wilson_interval(count_row(*pair), method=method))
    assert 0 <= row["lower"] <= row["value"] + WIDENED
    assert row["value"] - WIDENED <= row["upper"] <= 100


@LAW
@given(pair=counts())
def test_a_share_and_its_complement_agree(pair):
    x, n = pair
    row, rest = only(wilson_interval(count_row(x, n))), only(wilson_interval(count_row(n - x, n)))
    assert row["value"] + rest["value"] == pytest.approx(100)
    assert row["lower"] + rest["upper"] == pytest.approx(100)


@LAW
@given(first=counts(), second=counts())
def test_a_difference_turns_round_with_its_sides(first, second):
    frame, turned = (
        count_row(*a).assign(other_numerator=b[0], other_denominator=b[1])
        for a, b in ((first, second), (second, first))
    )
    row, back = only(proportion_difference(frame)), only(proportion_difference(turned))
    assert row["lower"] - WIDENED <= row["value"] <= row["upper"] + WIDENED
    assert row["lower"] == pytest.approx(-back["upper"])


@LAW
@given(events=st.integers(0, 2000), exposure=st.integers(1, 5000))
@pytest.mark.parametrize("method", ["exact", "byar"])
def test_the_limits_of_a_count_contain_it(events, exposure, method):
    frame = pd.DataFrame({"numerator": [events], "exposure": [exposure]})
    row = only(poisson_interval(frame, method=method, multiplier=100))
    assert 0 <= row["lower"] <= row["value"] <= row["upper"]


@LAW
@given(value=percents, qualifier=st.sampled_from(["=", ">", ">=", "<", "<=", "~"]))
def test_a_figure_lies_in_its_interval(value, qualifier):
    row = only(as_interval(pd.DataFrame({"value": [value], "qualifier": [qualifier]})))
    assume(row["reason"] != "out_of_bounds")
    assert 0 <= row["lower"] <= value <= row["upper"] <= 100


@LAW
@given(before=counts(), after=counts())
def test_the_intervals_of_a_change_contain_it(before, after):
    assume(before[0] > 0)
    frame = pd.DataFrame(
        {
            "previous": [100 * before[0] / before[1]],
            "current": [100 * after[0] / after[1]],
            "previous_numerator": [before[0]],
            "previous_denominator": [before[1]],
            "current_numerator": [after[0]],
            "current_denominator": [after[1]],
        }
    )
    row = only(two_period_change(frame))
    assert row["lower"] - WIDENED <= row["value"] <= row["upper"] + WIDENED
    assert row["percent_lower"] - 1e-6 <= row["percent"] <= row["percent_upper"] + 1e-6
    assert row["percent_lower"] >= -100 - 1e-6


@LAW
@given(start=percents, end=percents, years=st.integers(1, 15))
def test_growth_leads_from_start_to_end(start, end, years):
    assume(start > 0 and end > 0)
    frame = pd.DataFrame(
        {"start_value": [start], "end_value": [end], "start_time": [0.0], "end_time": [years * 1.0]}
    )
    row = only(growth_rates(frame))
    assert start * (1 + row["growth_pct"] / 100) ** years == pytest.approx(end)
    assert start + row["value"] * years == pytest.approx(end)


@LAW
@given(steps=st.lists(st.integers(0, 100), min_size=1, max_size=4))
def test_steps_of_a_running_total_add_up_to_it(steps):
    frame = series(np.cumsum(steps), start=2022.25, step=0.25)
    assert decumulate(frame)["value"].tolist() == pytest.approx(steps)


@LAW
@given(areas=st.lists(counts(), min_size=1, max_size=6))
def test_merging_areas_never_leaves_their_bounds_and_loses_nobody(areas):
    names = [f"area {at}" for at in range(len(areas))]
    old = pd.DataFrame(areas, columns=["numerator", "denominator"]).assign(area=names)
    merger = pd.DataFrame({"area": names, "new_area": "X", "weight": 1.0})
    row = only(apply_crosswalk(old, merger))
    each = share(old)["value"]
    assert each.min() - WIDENED <= row["value"] <= each.max() + WIDENED
    assert row["denominator"] == old["denominator"].sum()


@LAW
@given(pair=counts(), weight=st.floats(0.01, 0.99))
def test_a_split_keeps_the_total(pair, weight):
    old = count_row(*pair, area="A")
    parts = pd.DataFrame({"area": "A", "new_area": ["X", "Y"], "weight": [weight, 1 - weight]})
    found = apply_crosswalk(old, parts)
    assert found["numerator"].sum() == pytest.approx(pair[0])
    assert found["value"].tolist() == pytest.approx([100 * pair[0] / pair[1]] * 2)


@LAW
@given(old=st.lists(st.floats(1, 99), min_size=3, max_size=6), level=st.floats(1, 99))
def test_log_odds_keep_a_splice_within_0_and_100(old, level):
    new = series([level], start=2020 + len(old) - 1)
    found = splice_on_overlap(series(old), new, rules=SpliceRules("logit", (0.0, 100.0)))
    assert found["value"].between(0, 100).all()
    assert found["value"].iloc[-1] == level


@LAW
@given(pair=counts(), decimals=st.integers(0, 3))
def test_a_share_printed_as_it_rounds_is_consistent(pair, decimals):
    printed = round(100 * pair[0] / pair[1], decimals)
    row = only(check_share(count_row(*pair, value=printed, decimals=decimals)))
    assert row["status"] == "consistent"


@LAW
@given(parts=st.lists(st.integers(0, 10_000), min_size=1, max_size=8), extra=st.integers(-3, 3))
def test_only_the_true_sum_of_counts_is_consistent(parts, extra):
    row = only(
        check_total(pd.DataFrame({"value": parts}), pd.DataFrame({"value": [sum(parts) + extra]}))
    )
    assert (row["status"] == "consistent") == (extra == 0)


@LAW
@given(first=histories)
def test_unrevised_figures_have_no_revision(first):
    row = only(revision_summary(pd.DataFrame({"first": first, "latest": first})))
    assert row["value"] == row["mean_absolute_revision"] == row["share_revised"] == 0


@LAW
@given(cases=st.lists(st.integers(0, 200), min_size=5, max_size=8))
def test_the_odds_of_the_complement_are_the_inverse(cases):
    row, rest = (
        only(binomial_trend(shares(part, 200))) for part in (cases, [200 - x for x in cases])
    )
    assert row["reason"] == rest["reason"]
    if not row["reason"]:
        assert row["log_odds_slope"] == pytest.approx(-rest["log_odds_slope"], abs=1e-7)
        assert row["lower"] <= row["value"] <= row["upper"]


@LAW
@given(cases=st.lists(st.integers(0, 200), min_size=5, max_size=5))
def test_the_marker_of_the_complement_points_the_other_way(cases):
    plain, rest = (
        only(trend_marker(shares(part, 200))) for part in (cases, [200 - x for x in cases])
    )
    assume(min(abs(plain[f"slope_without_{at}"]) for at in range(1, 6)) > WIDENED)
    assert rest["status"] == FLIPPED.get(plain["status"], plain["status"])
    judged = judge_trend([plain["status"]], ["higher_is_better"])
    assert judged == judge_trend([rest["status"]], ["lower_is_better"])


@LAW
@given(values=st.lists(percents, min_size=4, max_size=9), ahead=st.integers(1, 10))
def test_a_projection_stays_within_its_range_and_the_scale(values, ahead):
    due = 2020.0 + len(values) - 1 + ahead
    row = only(project_to_due_date(series(values, due=due)))
    assert 0 <= row["lower"] <= row["value"] <= row["upper"] <= 100
    assert row["lower"] <= row["theil_sen"] <= row["upper"]


@LAW
@given(values=st.lists(percents, min_size=12, max_size=20))
def test_process_limits_contain_the_mean_and_stay_within_the_scale(values):
    row = only(xmr_limits(series(values)))
    assume(not row["reason"])
    assert 0 <= row["lower"] <= row["near_lower"] <= row["value"] + WIDENED
    assert row["value"] - WIDENED <= row["near_upper"] <= row["upper"] <= 100
