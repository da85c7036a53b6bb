"""Cases still needed to reach a target."""

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.action import FIXED, GROWING, units_to_target


def needed(numerator, denominator, target, **columns):
    row = {"area": "a", "numerator": numerator, "denominator": denominator, "target": target}
    found = units_to_target(pd.DataFrame([row | columns]))
    return found.set_index("route").loc[[FIXED, GROWING]]


def values(*row, **columns):
    return needed(*row, **columns)["value"].tolist()


def test_the_procedures_of_2024_still_to_integrate():
    # 80% of 1,860 is 1,488; new ones must make up four fifths of all
    assert values(1310, 1860, 80) == [1488 - 1310, (1488 - 1310) / 0.2]


def test_a_part_of_a_case_is_a_whole_case():
    assert values(1, 3, 50) == [2 - 1, 1]


def test_a_strict_target_needs_one_more():
    assert values(50, 100, 50) == [0, 0]
    assert values(50, 100, 50, operator=">") == [1, 1]


def test_a_decimal_target_is_read_as_it_is_written():
    # 70.1% of 1,000 is exactly 701, although 0.701 * 1000 is not in binary
    assert values(700, 1000, 70.1) == [1, 4]


def test_a_falling_indicator_counts_cases_that_must_cease():
    # at most 5% late: 5 of 100, or 9 among 180
    found = needed(9, 100, 5, direction="lower_is_better")
    assert found["value"].tolist() == [9 - 5, 180 - 100]
    assert found["numerator_then"].tolist() == [5, 9]
    assert found["denominator_then"].tolist() == [100, 180]


def test_a_strict_falling_target_needs_one_more():
    assert values(5, 100, 5, operator="<") == [1, 1]


def test_a_target_that_is_met_needs_nothing():
    assert needed(90, 100, 80)["status"].tolist() == ["met", "met"]


def test_100_percent_is_out_of_reach_of_new_cases_once_one_failed():
    found = needed(99, 100, 100)
    assert found["status"].tolist() == ["needed", "unreachable"]
    assert found["reason"].tolist() == ["", "out_of_bounds"]
    assert values(100, 100, 100) == [0, 0]


def test_more_than_100_percent_cannot_be_reached_at_all():
    assert needed(99, 100, 100, operator=">")["status"].tolist() == ["unreachable"] * 2


def test_less_than_none_cannot_be_reached_at_all():
    assert needed(1, 100, 0, operator="<")["status"].tolist() == ["unreachable"] * 2
    assert needed(1, 100, 0, operator="<=")["value"].tolist()[0] == 1


def test_cases_are_spread_over_the_periods_that_remain():
    found = needed(1310, 1860, 80, time=2024.5, due_time=2026.0).loc[FIXED]
    assert (found["periods_left"], found["units_per_period"]) == (6, np.ceil(178 / 6))


def test_a_due_date_within_the_period_leaves_one():
    assert needed(1, 10, 80, time=2024.9, due_time=2025)["periods_left"].tolist() == [1, 1]


def test_a_due_date_that_has_passed_leaves_none():
    found = needed(1, 10, 80, time=2025, due_time=2024).loc[FIXED]
    assert (found["periods_left"], found["flags"]) == (0, "due_date_passed")
    assert np.isnan(found["units_per_period"])


def test_without_a_due_date_there_is_no_pace():
    found = needed(1, 10, 80).loc[FIXED]
    assert found["flags"] == "due_date_missing"
    assert np.isnan(found["units_per_period"])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((None, 10, 80), "insufficient_data"),
        ((5, None, 80), "no_denominator"),
        ((0, 0, 80), "no_cases"),
        ((5, 10, None), "no_target"),
        ((5, 10, 120), "out_of_bounds"),
    ],
)
def test_what_is_missing_is_named(row, reason):
    found = needed(*row)
    assert found["reason"].tolist() == [reason] * 2
    assert found["status"].tolist() == ["withheld"] * 2


def test_an_exact_target_or_one_of_another_definition_has_no_units():
    assert needed(5, 10, 80, operator="=")["reason"].tolist() == ["not_applicable"] * 2
    other = needed(5, 10, 80, definition="a", target_definition="b")
    assert other["reason"].tolist() == ["definition_changed"] * 2


@pytest.mark.parametrize(("numerator", "denominator"), [(1.5, 10), (1, 10.5), (1, 2e10)])
def test_counts_that_are_broken_or_would_overflow_are_refused(numerator, denominator):
    with pytest.raises(MetricError, match="units_to_target: rows 0"):
        needed(numerator, denominator, 80)


def test_a_period_length_of_zero_is_refused():
    frame = pd.DataFrame([{"area": "a", "numerator": 1, "denominator": 2, "target": 80}])
    with pytest.raises(MetricError, match="periods_per_year"):
        units_to_target(frame, periods_per_year=0)


TWO = pd.DataFrame(
    {
        "period": ["p", "p"],
        "area": ["a", "b"],
        "numerator": [90, 30],
        "denominator": [100, 100],
        "target": [80, 80],
        "due_time": [2025, 2025],
        "time": [2024, 2024],
    }
)


def total_of(frame):
    found = units_to_target(frame, ["period"], total="17")
    return found[(found["area"] == "17") & (found["route"] == FIXED)].iloc[0]


def test_the_whole_needs_less_than_its_areas_where_some_are_beyond_the_target():
    row = total_of(TWO)
    assert row["value"] == 160 - 120
    assert (row["n_used"], row["periods_left"]) == (200, 4)


def test_the_whole_of_a_missing_area_is_missing():
    assert total_of(TWO.assign(numerator=[90, None]))["reason"] == "insufficient_data"


def test_a_whole_of_areas_with_different_targets_has_none():
    assert total_of(TWO.assign(target=[80, 90]))["reason"] == "no_target"
