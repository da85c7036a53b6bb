import math

import pandas as pd
import pytest

from chiso.charts.marks import (
    Point,
    fewest_decimals,
    figure_text,
    known_ends,
    look_of,
    open_end,
    with_symbol,
    written_values,
)
from chiso.charts.palette import LOOKS
from unit.charts.makers import caption


def bounds(**changes):
    row = {"value": [math.nan], "lower": 90.0, "upper": 100.0, "bound": "more_than"}
    return pd.DataFrame({**row, **changes})


@pytest.mark.parametrize(
    ("bound", "end"),
    [
        ("exact", 0),
        ("about", 0),
        ("at_least", 1),
        ("more_than", 1),
        ("at_most", -1),
        ("less_than", -1),
    ],
)
def test_a_bound_is_open_to_one_side(bound, end):
    assert open_end(bound) == end


@pytest.mark.parametrize(
    ("bound", "text"),
    [
        ("exact", "90,0%"),
        ("more_than", "> 90%"),
        ("at_least", "≥ 90%"),
        ("less_than", "< 90%"),
        ("at_most", "≤ 90%"),
        ("about", "≈ 90%"),
    ],
)
def test_a_bound_is_written_with_its_sign_and_as_it_was_stated(bound, text):
    assert figure_text(90.0, bound, caption()) == text


def test_a_missing_figure_is_an_ellipsis():
    assert figure_text(math.nan, "exact", caption()) == "…"


def test_an_english_figure_has_a_decimal_point():
    assert figure_text(70.43, "exact", caption(lang="en", decimals=2)) == "70.43%"


def test_a_score_has_no_percent_sign():
    assert figure_text(13.6, "exact", caption(unit="điểm")) == "13,6"


def test_rounding_does_not_show_a_target_as_reached():
    assert figure_text(69.96, "exact", caption(), 70.0) == "69,96%"


def test_rounding_does_not_show_100_as_reached():
    assert figure_text(99.96, "exact", caption()) == "99,96%"


def test_a_score_near_100_is_rounded_as_usual():
    assert figure_text(99.96, "exact", caption(unit="điểm")) == "100,0"


@pytest.mark.parametrize(("value", "decimals"), [(80.0, 0), (17.6, 1), (61.8181, 3)])
def test_targets_have_as_many_decimals_as_they_need(value, decimals):
    assert fewest_decimals(value, 3) == decimals


def test_a_text_of_the_caller_wins():
    rows = pd.DataFrame(
        {"value_text": ["13,6/22", None], "value": [61.8, 61.8], "bound": ["exact", "exact"]}
    )
    assert written_values(rows, caption(), pd.Series([math.nan] * 2)) == ["13,6/22", "61,8%"]


def test_a_lower_bound_without_a_value_stands_at_its_lower_end():
    assert known_ends(bounds())["value"].tolist() == [90.0]


def test_an_upper_bound_without_a_value_stands_at_its_upper_end():
    assert known_ends(bounds(bound="less_than", upper=40.0))["value"].tolist() == [40.0]


def test_an_exact_figure_that_is_missing_stays_missing():
    assert known_ends(bounds(bound="exact"))["value"].isna().all()


def test_the_callers_frame_is_not_changed():
    frame = bounds()
    known_ends(frame)
    assert frame["value"].isna().all()


@pytest.mark.parametrize(
    ("point", "is_interval"),
    [
        (Point(70, 68, 72, "exact"), True),
        (Point(70, 70, 70, "exact"), False),
        (Point(90, 90, 100, "more_than"), False),
        (Point(70, math.nan, math.nan, "exact"), False),
        (Point(68, 61, 75, "about"), True),
    ],
)
def test_an_interval_has_two_known_ends_and_is_no_bound(point, is_interval):
    assert point.is_interval is is_interval


def test_a_borderline_result_is_hollow_and_keeps_its_colour():
    near = look_of("met", is_borderline=True)
    assert (near.filled, near.colour, near.marker) == (False, LOOKS["met"].colour, "o")


def test_a_symbol_stands_before_the_text_and_never_twice():
    assert with_symbol(LOOKS["met"], "72,9%") == "✓ 72,9%"
    assert with_symbol(LOOKS["no_data"], "…") == "…"
    assert with_symbol(LOOKS["undetermined"], "") == "≈"
