"""Targets read from a frame."""

import numpy as np
import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.censoring import value_interval
from chiso.metrics.goals import read_goals


def goals(**columns):
    return read_goals(pd.DataFrame([{"target": 80, **columns}]), columns.pop("tolerance", 0.0))


def gap_of(target, operator, **ends):
    frame = pd.DataFrame([{"target": target, "operator": operator, **ends}])
    gap = read_goals(frame).gap(value_interval(frame))
    return gap.lower[0], gap.upper[0]


@pytest.mark.parametrize(
    ("direction", "operator"),
    [
        ("higher_is_better", ">="),
        ("lower_is_better", "<="),
        ("target_is_best", "="),
        ("neutral", ">="),
    ],
)
def test_the_direction_gives_the_operator_where_none_is_written(direction, operator):
    assert goals(direction=direction).operator.tolist() == [operator]


def test_a_written_operator_wins():
    assert goals(operator=">").operator.tolist() == [">"]


def test_an_operator_against_the_direction_is_refused():
    with pytest.raises(MetricError, match="lower_is_better"):
        goals(direction="lower_is_better", operator=">=")


def test_an_unknown_operator_is_refused():
    with pytest.raises(MetricError, match="=>"):
        goals(operator="=>")


def test_a_frame_without_a_target_column_is_refused():
    with pytest.raises(MetricError, match="target"):
        read_goals(pd.DataFrame({"value": [1]}))


def test_a_negative_tolerance_is_refused():
    with pytest.raises(MetricError, match="saturation_tolerance"):
        read_goals(pd.DataFrame({"target": [1]}), -1.0)


def test_the_tolerance_lowers_only_a_target_at_the_natural_limit():
    frame = pd.DataFrame(
        {
            "target": [100, 80, 0, 5],
            "operator": [">=", ">=", "<=", "<="],
            "bound_low": 0,
            "bound_high": 100,
        }
    )
    assert read_goals(frame, 1.0).line.tolist() == [99, 80, 1, 5]


def test_a_target_of_another_definition_is_left_out():
    found = goals(definition="all_procedures", target_definition="online_services")
    assert (found.mismatched.tolist(), np.isnan(found.target).tolist()) == ([True], [True])


def test_a_target_without_a_definition_is_taken_as_it_is():
    assert goals(definition="all_procedures").mismatched.tolist() == [False]


@pytest.mark.parametrize(
    ("operator", "ends", "expected"),
    [
        (">=", {"lower": 95, "upper": 100}, (80 - 100, 80 - 95)),
        ("<=", {"lower": 95, "upper": 100}, (95 - 80, 100 - 80)),
        ("=", {"lower": 95, "upper": 100}, (95 - 80, 100 - 80)),
        ("=", {"lower": 60, "upper": 70}, (80 - 70, 80 - 60)),
        ("=", {"lower": 70, "upper": 95}, (0, 95 - 80)),
        ("=", {"lower": 50, "upper": 90}, (0, 80 - 50)),
        ("=", {"value": 75}, (5, 5)),
    ],
)
def test_the_gap_is_what_is_still_to_go_from_both_ends(operator, ends, expected):
    assert gap_of(80, operator, **ends) == expected


def test_no_figure_leaves_no_gap():
    assert np.isnan(gap_of(80, "=", value=np.nan)).all()


def test_goals_can_be_repeated_for_the_rows_of_a_history():
    frame = pd.DataFrame({"target": [80, 5], "operator": [">=", "<="]})
    assert read_goals(frame).take(np.array([1, 1, 0])).target.tolist() == [5, 5, 80]
