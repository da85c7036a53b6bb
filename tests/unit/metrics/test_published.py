"""Progress measures of published systems."""

import numpy as np
import pandas as pd
import pytest

from chiso.metrics.published import CagrMarks, cagr_ratio, compound_rate, un_progress_chart


def growth(measure=cagr_ratio, **changes):
    row = {
        "baseline": 40,
        "baseline_time": 2015,
        "value": 50,
        "time": 2020,
        "target": 80,
        "due_time": 2030,
    }
    settings = changes.pop("settings", {})
    return measure(pd.DataFrame([row | changes]), **settings).iloc[0]


def rate(first, last, years):
    return (last / first) ** (1 / years) - 1


@pytest.mark.parametrize(("first", "last"), [(0, 5), (5, 0), (-5, 5)])
def test_a_zero_or_a_change_of_sign_has_no_growth_rate(first, last):
    assert np.isnan(compound_rate(np.array([first]), np.array([last]), np.array([5.0]))).all()


def test_no_years_have_no_growth_rate():
    assert np.isnan(compound_rate(np.array([5.0]), np.array([6.0]), np.array([0.0]))).all()


def test_the_ratio_of_observed_to_required_growth():
    row = growth()
    assert row["value"] == pytest.approx(rate(40, 50, 5) / rate(40, 80, 15))
    assert row["status"] == "substantial_progress"


@pytest.mark.parametrize(
    ("ratio", "word"),
    [
        (0.95, "substantial_progress"),
        (0.60, "moderate_progress"),
        (0.0, "limited_progress"),
        (-0.01, "deterioration"),
    ],
)
def test_a_ratio_at_a_mark_belongs_to_the_better_state(ratio, word):
    value = 40 * (1 + ratio * rate(40, 80, 15)) ** 5
    assert growth(value=value)["status"] == word


def test_a_falling_indicator_counts_a_fall_as_progress():
    row = growth(baseline=20, value=15, target=10, direction="lower_is_better")
    assert row["value"] == pytest.approx(-rate(20, 15, 5) / abs(rate(20, 10, 15)))


def test_a_negative_figure_that_grows_falls():
    row = growth(baseline=-10, value=-12, target=None, direction="higher_is_better")
    assert row["value"] == pytest.approx(-rate(10, 12, 5))
    assert row["status"] == "deterioration"


def test_a_target_that_is_achieved_scores_5():
    row = growth(value=80)
    assert (row["status"], row["score"]) == ("target_achieved", 5)


def test_a_baseline_that_met_the_target_has_no_ratio_and_its_loss_is_no_progress():
    row = growth(baseline=3, value=10, target=5, direction="lower_is_better")
    assert (row["status"], row["reason"]) == ("deterioration", "not_applicable")
    assert np.isnan(row["value"])
    assert row["flags"] == "target_met_at_baseline"
    assert row["published_value"] < 0


def test_a_baseline_at_the_target_has_no_ratio_to_publish_either():
    row = growth(baseline=80, value=80)
    assert (row["status"], np.isnan(row["published_value"])) == ("target_achieved", True)


@pytest.mark.parametrize(
    "changes", [{"baseline": 0}, {"target": 0, "value": 5, "direction": "lower_is_better"}]
)
def test_zeros_are_refused_and_never_replaced(changes):
    row = growth(**changes)
    assert (row["status"], row["reason"]) == ("withheld", "not_applicable")
    assert np.isnan(row["score"])


def test_a_missing_figure_is_named():
    assert growth(value=None)["reason"] == "insufficient_data"


@pytest.mark.parametrize(
    ("yearly", "word"),
    [(0.015, "substantial_progress"), (0.005, "moderate_progress"), (0.0, "limited_progress")],
)
def test_without_a_target_the_marks_are_rates(yearly, word):
    assert growth(target=None, value=40 * (1 + yearly) ** 5)["status"] == word


def test_marks_shrink_near_a_natural_limit():
    row = growth(target=None, baseline=90, value=93.2, time=2021, limit=100)
    assert row["status"] == "substantial_progress"
    assert growth(target=None, baseline=90, value=93.2, time=2021)["status"] == "moderate_progress"


def test_marks_shrink_near_a_least_possible_figure_in_the_same_way():
    high = growth(target=None, baseline=90, value=90.5, limit=100)
    low = growth(target=None, baseline=11, value=10.9, limit=10, direction="lower_is_better")
    assert high["score"] > growth(target=None, baseline=90, value=90.5)["score"]
    unbounded = growth(target=None, baseline=11, value=10.9, direction="lower_is_better")
    assert low["score"] > unbounded["score"]


def test_at_the_limit_itself_not_falling_is_full_progress():
    assert growth(target=None, baseline=100, value=100, limit=100)["score"] == 5
    assert growth(target=None, baseline=100, value=99, limit=100)["status"] == "deterioration"


def test_a_limit_of_0_changes_nothing():
    with_limit = growth(target=None, limit=0, direction="lower_is_better", value=30)
    assert (
        with_limit["score"] == growth(target=None, direction="lower_is_better", value=30)["score"]
    )


def test_growth_of_a_share_is_flagged():
    assert growth(is_share=True)["flags"] == "relative_growth_of_a_share"


def test_marks_can_be_set():
    strict = CagrMarks(with_target=(2.0, 1.5, 0.0))
    assert growth(settings={"marks": strict})["status"] == "limited_progress"


def chart(**changes):
    return growth(un_progress_chart, **changes)


def test_the_chart_extrapolates_to_the_due_date():
    row = chart()
    expected = 40 * (1 + rate(40, 50, 5)) ** 15
    assert row["expected_at_due"] == pytest.approx(expected)
    assert row["share_of_planned_change"] == pytest.approx((expected - 40) / (80 - 40))
    assert (row["value"], row["status"]) == (3, "on_track")


@pytest.mark.parametrize(("value", "score"), [(51, 3), (45, 2), (40.1, 1), (39, 1), (80, 3)])
def test_the_chart_scores_the_share_of_the_planned_change(value, score):
    assert chart(value=value)["value"] == score


@pytest.mark.parametrize(("yearly", "score"), [(0.02, 3), (0.005, 2), (0.004, 1)])
def test_the_chart_without_a_target_scores_the_rate(yearly, score):
    row = chart(target=None, value=40 * (1 + yearly) ** 5)
    assert row["value"] == score
    assert np.isnan(row["expected_at_due"])


def test_a_share_that_is_extrapolated_past_100_is_flagged():
    row = chart(baseline=60, value=80, time=2022, target=100, is_share=True)
    assert "extrapolated_past_limit" in row["flags"]


def test_near_the_limit_counts_as_met_only_when_asked_for():
    near = {"baseline": 99.9, "value": 99.2, "target": None}
    assert chart(**near)["value"] == 1
    assert chart(**near, settings={"near_limit": 1})["value"] == 3
    falling = {"baseline": 0.5, "value": 0.9, "target": None, "direction": "lower_is_better"}
    assert chart(**falling, settings={"near_limit": 1})["value"] == 3


def test_the_chart_withholds_what_growth_cannot_say():
    assert chart(baseline=0)["reason"] == "not_applicable"
    assert chart(value=None)["reason"] == "insufficient_data"
