"""Grades of evidence."""

from __future__ import annotations

import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.evidence import Evidence, evidence_grade
from makers.series import only


def observed(**changes):
    row = {
        "indicator": "work_files",
        "area": "17",
        "tier": "district",
        "scope": "state",
        "period": "2023",
        "time": 2024.0,
        "value": 87.0,
        "qualifier": "=",
        "numerator": None,
        "denominator": None,
        "definition": "a",
    }
    return pd.DataFrame([row | changes])


def goal(**changes):
    row = {
        "indicator": "work_files",
        "tier": "district",
        "value": 90.0,
        "operator": ">=",
        "adopted_time": 2022.0,
    }
    return pd.DataFrame([row | changes])


def graded(now, target=None, before=None):
    earlier = observed(value=5.0, time=2020.0) if before is None else before
    return only(evidence_grade(now, goal() if target is None else target, earlier))


def test_grades_are_ordered_from_unchanged_to_counted():
    order = ["unchanged", "equals_target", "bound", "exact", "counted"]
    assert sorted(Evidence) == order
    assert Evidence.COUNTED > Evidence.EXACT >= Evidence.EXACT
    assert Evidence.UNCHANGED < Evidence.BOUND <= Evidence.BOUND
    assert [Evidence(name).rank for name in order] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("compare", ["__lt__", "__le__", "__gt__", "__ge__"])
def test_a_grade_is_only_compared_with_grades(compare):
    assert getattr(Evidence.BOUND, compare)("bound") is NotImplemented


def test_counts_are_the_best_evidence():
    row = graded(observed(numerator=87, denominator=100))
    assert (row["status"], row["value"], row["flags"]) == ("counted", 5, "counted")


@pytest.mark.parametrize(
    ("qualifier", "grade", "flags"),
    [
        ("=", "exact", "exact"),
        ("", "exact", "exact"),
        (None, "exact", "exact"),
        (">", "bound", "bound"),
        ("<=", "bound", "bound"),
        ("~", "exact", "approximate;exact"),
    ],
)
def test_a_printed_number_is_exact_or_a_bound(qualifier, grade, flags):
    row = graded(observed(qualifier=qualifier))
    assert (row["status"], row["flags"]) == (grade, flags)


@pytest.mark.parametrize(
    ("qualifier", "operator", "grade"),
    [
        (">", ">=", "equals_target"),
        (">=", ">", "equals_target"),
        ("=", ">=", "equals_target"),
        ("~", "<", "equals_target"),
        ("<", "<=", "equals_target"),
        ("<=", "<", "equals_target"),
        ("<", ">=", "bound"),
        (">", "<=", "bound"),
    ],
)
def test_a_figure_that_repeats_the_target_is_weak(qualifier, operator, grade):
    row = graded(observed(value=90.0, qualifier=qualifier), goal(operator=operator))
    assert row["status"] == grade


@pytest.mark.parametrize(
    "other",
    [
        {"adopted_time": 2024.5},
        {"adopted_time": None},
        {"tier": "commune"},
        {"indicator": "online_share"},
        {"value": 90.5},
    ],
)
def test_only_a_target_in_force_for_the_figure_counts(other):
    assert graded(observed(value=90.0), goal(**other))["status"] == "exact"


def test_a_target_for_every_tier_counts():
    assert graded(observed(value=90.0), goal(tier="all"))["status"] == "equals_target"


def test_counts_that_reach_a_target_exactly_stay_counted():
    row = graded(observed(value=90.0, numerator=90, denominator=100))
    assert (row["status"], row["flags"]) == ("counted", "counted;equals_target")


def test_a_repeated_figure_is_the_weakest_evidence():
    row = graded(observed(), before=observed(time=2023.0))
    assert (row["status"], row["flags"]) == ("unchanged", "exact;unchanged")


@pytest.mark.parametrize(
    "change",
    [
        {"value": 86.0},
        {"qualifier": ">"},
        {"definition": "b"},
        {"area": "148"},
        {"scope": "party"},
        {"time": 2024.0},
        {"time": 2025.0},
    ],
)
def test_only_the_same_print_of_the_same_series_before_is_a_repetition(change):
    before = observed(**({"time": 2023.0} | change))
    assert graded(observed(), before=before)["status"] == "exact"


def test_the_latest_period_before_is_the_one_compared():
    before = pd.concat([observed(time=2022.0), observed(time=2023.0, value=80.0)])
    assert graded(observed(), before=before)["status"] == "exact"


def test_definitions_that_nobody_wrote_are_the_same():
    now = observed(definition=None)
    assert graded(now, before=observed(definition=None, time=2023.0))["status"] == "unchanged"


def test_a_repeated_100_percent_is_unchanged_and_at_the_bound():
    row = graded(observed(value=100.0), before=observed(value=100.0, time=2023.0))
    assert (row["status"], row["flags"]) == ("unchanged", "at_bound;exact;unchanged")


def test_new_counts_prove_that_a_repeated_share_was_counted_again():
    now = observed(numerator=87, denominator=100)
    again = observed(numerator=174, denominator=200, time=2023.0)
    same = observed(numerator=87, denominator=100, time=2023.0)
    assert graded(now, before=again)["status"] == "counted"
    assert graded(now, before=same)["status"] == "unchanged"


def test_a_missing_figure_has_no_grade():
    row = graded(observed(value=None))
    assert (row["status"], row["reason"], row["flags"]) == ("", "insufficient_data", "")


def test_rows_keep_their_order():
    now = pd.concat([observed(time=2024.0), observed(time=2022.0, value=90.0)], ignore_index=True)
    found = evidence_grade(now, goal(), observed(time=2023.0))
    assert found["status"].tolist() == ["unchanged", "equals_target"]


def test_a_repeated_earlier_observation_is_an_error():
    twice = pd.concat([observed(), observed()], ignore_index=True)
    with pytest.raises(MetricError, match="rows 0, 1"):
        evidence_grade(observed(), goal(), twice)
