"""Printed figures and counts as intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.rates import confint_poisson

from chiso.errors import MetricError
from chiso.metrics.intervals import as_interval, poisson_interval
from makers.series import only


def figure(value, qualifier="=", **more):
    return pd.DataFrame({"value": [value], "qualifier": [qualifier], **more}, index=[3])


def test_a_figure_without_decimals_given_is_exact():
    row = only(as_interval(figure(70.43)))
    assert (row["lower"], row["upper"], row["status"]) == (70.43, 70.43, "exact")


def test_a_frame_without_qualifiers_holds_exact_figures():
    row = only(as_interval(pd.DataFrame({"value": [45], "decimals": [None]})))
    assert (row["value"], row["status"]) == (45, "exact")


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_qualifier_means_equal(empty):
    assert only(as_interval(figure(45, empty)))["value"] == 45


@pytest.mark.parametrize(
    ("qualifier", "lower", "upper", "lower_open", "upper_open"),
    [
        (">", 90, 100, True, False),
        (">=", 90, 100, False, False),
        ("<", 0, 90, False, True),
        ("<=", 0, 90, False, False),
    ],
)
def test_a_bound_is_an_interval_up_to_the_end_of_the_scale(
    qualifier, lower, upper, lower_open, upper_open
):
    row = only(as_interval(figure(90, qualifier)))
    assert (row["lower"], row["upper"]) == (lower, upper)
    assert (row["lower_open"], row["upper_open"]) == (lower_open, upper_open)
    assert (row["reason"], row["status"]) == ("censored", "bound")
    assert np.isnan(row["value"])


def test_at_least_100_percent_is_100_percent():
    row = only(as_interval(figure(100, ">=")))
    assert (row["value"], row["reason"], row["lower"], row["upper"]) == (100, "", 100, 100)


def test_decimals_of_a_bound_do_not_widen_it():
    assert only(as_interval(figure(90, ">=", decimals=[0])))["lower"] == 90


@pytest.mark.parametrize(("value", "qualifier"), [(101, "="), (-1, "="), (100, ">"), (0, "<")])
def test_what_cannot_be_is_out_of_bounds(value, qualifier):
    assert only(as_interval(figure(value, qualifier)))["reason"] == "out_of_bounds"


def test_a_missing_figure_is_insufficient():
    row = only(as_interval(figure(None)))
    assert (row["reason"], row["status"], row["n_used"]) == ("insufficient_data", "", 0)


def test_no_bounds_leave_the_far_end_missing():
    found = as_interval(
        pd.DataFrame({"value": [5.0, 5.0], "qualifier": ["<", ">="]}), bounds=(None, None)
    )
    assert found[["lower", "upper"]].isna().to_numpy().tolist() == [[True, False], [False, True]]


def test_keys_are_kept_beside_the_result():
    assert only(as_interval(figure(45, area=["17"]), ["area"]))["area"] == "17"


@pytest.mark.parametrize(("value", "qualifier"), [(90, "over"), (np.inf, "=")])
def test_unknown_signs_and_infinite_figures_are_errors(value, qualifier):
    with pytest.raises(MetricError, match="rows 3: value, qualifier"):
        as_interval(figure(value, qualifier))


def count(numerator, **more):
    return pd.DataFrame({"numerator": numerator, **more})


@pytest.mark.parametrize("events", [0, 1, 5, 10, 65])
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_exact_limits_equal_statsmodels(events, confidence):
    row = only(poisson_interval(count([events]), confidence=confidence))
    known = confint_poisson(events, 1, "exact-c", 1 - confidence)
    assert row["lower"] == pytest.approx(np.nan_to_num(known[0]))
    assert row["upper"] == pytest.approx(known[1])


def test_byar_of_no_event_starts_at_zero():
    assert only(poisson_interval(count([0]), method="byar"))["lower"] == 0


def test_a_rate_is_per_exposure_times_the_multiplier():
    row = only(poisson_interval(count([5], exposure=[200]), multiplier=1000))
    assert row["value"] == pytest.approx(1000 * 5 / 200)


@pytest.mark.parametrize(
    ("events", "exposure", "reason"),
    [(None, 5, "insufficient_data"), (5, None, "no_denominator"), (5, 0, "no_denominator")],
)
def test_a_missing_part_is_named(events, exposure, reason):
    frame = count([events], exposure=[exposure]).astype(float)
    assert only(poisson_interval(frame))["reason"] == reason


def test_rates_that_differ_beyond_chance_are_told():
    flags = poisson_interval(count([10, 90], exposure=[100, 100]))["flags"]
    assert flags.tolist() == ["overdispersed", "overdispersed"]
    assert set(poisson_interval(count([10, 12], exposure=[100, 100]))["flags"]) == {""}


def test_counts_without_exposure_are_not_compared():
    assert set(poisson_interval(count([10, 90]))["flags"]) == {""}


def test_no_events_anywhere_do_not_vary():
    assert set(poisson_interval(count([0, 0], exposure=[10, 20]))["flags"]) == {""}


@pytest.mark.parametrize("events", [-1, np.inf])
def test_impossible_counts_are_errors(events):
    with pytest.raises(MetricError, match="rows 0: numerator"):
        poisson_interval(count([events]))
