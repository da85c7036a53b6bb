"""What happened in a month or quarter, from returns that run since the start of the year."""

from __future__ import annotations

import pytest

from chiso.periods import Grain
from chiso.report.running_totals import steps
from unit.report.rows import catalogue_of, figure, observations

YTD = {"period_kind": "ytd"}


def totals(values, codes=("2023-Q1", "2023-H1", "2023-9M", "2023"), **changes):
    """A count since January at the end of each quarter."""
    return [
        figure("dossiers", period=code, value=value, **{**YTD, **changes})
        for code, value in zip(codes, values, strict=True)
    ]


def stepped(*figures, grain=Grain.QUARTER):
    known = catalogue_of()
    # Days in years are given once the steps are known.
    return steps(observations(*figures, known=known).drop(columns="time"), known, grain)


def by_period(found):
    return dict(zip(found["period"], found["value"], strict=True))


def test_a_quarter_is_the_difference_of_two_totals():
    found = stepped(*totals((10, 30, 60, 100)))
    assert by_period(found) == {"2023-Q2": 30 - 10, "2023-Q3": 60 - 30, "2023-Q4": 100 - 60}
    assert set(found["derived_from"]) == {"hiệu hai số lũy kế / difference of two running totals"}
    assert set(found["period_kind"]) == {"flow"}
    assert not found["is_joined"].any()


def test_the_first_total_of_a_year_is_its_own_and_not_said_again():
    assert stepped(*totals((10,), codes=("2023-Q1",))).empty


def test_after_a_missed_return_the_difference_covers_a_named_span_and_each_period_is_missing():
    # The second quarter was missed; the first and the third run to the same source.
    codes = ("2023-Q1", "2023-9M", "2023")
    found = stepped(*totals((10, 60, 100), codes=codes))
    assert by_period(found) == {"2023-04..2023-09": 60 - 10, "2023-Q4": 100 - 60}
    joined = found.set_index("period")["is_joined"]
    assert joined.to_dict() == {"2023-04..2023-09": True, "2023-Q4": False}
    assert "gộp 2 kỳ vì thiếu báo cáo" in found["derived_from"].iloc[0]


def test_totals_of_two_years_are_never_set_against_each_other():
    rows = [*totals((90, 100), codes=("2022-9M", "2022")), *totals((10,), codes=("2023-Q1",))]
    assert by_period(stepped(*rows)) == {"2022-Q4": 100 - 90}


def test_totals_of_two_sources_are_never_set_against_each_other():
    rows = totals((10, 30), codes=("2023-Q1", "2023-H1"))
    rows[1]["source"] = "NEWS2"
    assert stepped(*rows).empty


def test_the_parts_of_a_share_are_taken_apart_and_the_share_is_theirs():
    rows = [
        figure(period="2023-Q1", value=10, numerator=10, denominator=100, **YTD),
        figure(period="2023-H1", value=60, numerator=180, denominator=300, **YTD),
    ]
    (row,) = stepped(*rows).to_dict("records")
    assert (row["numerator"], row["denominator"]) == (180 - 10, 300 - 100)
    assert row["value"] == pytest.approx(100 * (180 - 10) / (300 - 100))


def test_a_share_that_its_parts_cannot_be_is_left_out():
    rows = [
        figure(period="2023-Q1", value=50, numerator=50, denominator=100, **YTD),
        figure(period="2023-H1", value=20, numerator=40, denominator=200, **YTD),
    ]
    assert stepped(*rows).empty


def test_a_total_that_fell_keeps_its_negative_difference():
    assert by_period(stepped(*totals((30, 10), codes=("2023-Q1", "2023-H1")))) == {
        "2023-Q2": 10 - 30
    }


def test_flows_are_no_totals():
    assert stepped(*totals((10, 30), codes=("2023-Q1", "2023-H1"), period_kind="flow")).empty


def test_a_total_that_does_not_begin_with_the_year_is_no_step():
    rows = totals((30, 60), codes=("2023-04..2023-06", "2023-04..2023-09"))
    assert stepped(*rows).empty


def test_halves_come_from_halves_alone():
    assert by_period(stepped(*totals((10, 30, 60, 100)), grain=Grain.HALF)) == {"2023-H2": 100 - 30}


def test_months_come_from_monthly_totals():
    codes = ("2023-01", "2023-01..2023-02", "2023-Q1")
    assert by_period(stepped(*totals((5, 9, 14), codes=codes), grain=Grain.MONTH)) == {
        "2023-02": 9 - 5,
        "2023-03": 14 - 9,
    }


def test_where_every_return_covers_a_quarter_no_month_was_missed():
    assert stepped(*totals((10, 30, 60, 100)), grain=Grain.MONTH).empty


@pytest.mark.parametrize("grain", [Grain.YEAR, Grain.NINE_MONTHS, Grain.DAY])
def test_longer_periods_are_running_totals_themselves(grain):
    assert stepped(*totals((10, 30, 60, 100)), grain=grain).empty
