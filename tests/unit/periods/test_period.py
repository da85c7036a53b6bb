"""The period as an object: order, comparison, calendars, the year before."""

from __future__ import annotations

from datetime import date

import pytest

from chiso.errors import UsageError
from chiso.periods import Calendar, Period, year_fraction


def period(text: str) -> Period:
    return Period.parse(text)


def test_periods_sort_by_their_last_day_then_their_first() -> None:
    typed = ["2024", "2023", "2024-Q1", "2024-12", "2024-H2", "2024-H1", "2024-Q4"]
    assert [str(item) for item in sorted(map(period, typed))] == [
        "2023", "2024-Q1", "2024-H1", "2024", "2024-H2", "2024-Q4", "2024-12",
    ]  # fmt: skip


def test_a_span_of_one_year_is_not_the_year() -> None:
    span, year = period("2024..2024"), period("2024")
    assert span != year
    assert (span < year) != (year < span)


def test_two_spellings_are_one_period() -> None:
    assert period("Quý III/2024") == period("2024-Q3")
    assert hash(period("Quý III/2024")) == hash(period("2024-Q3"))


def test_a_period_does_not_compare_with_a_code() -> None:
    with pytest.raises(TypeError):
        period("2024") < "2024"  # noqa: B015


def test_a_period_reads_as_its_code() -> None:
    assert f"{period('6 tháng đầu năm 2024')}" == "2024-H1"


def test_the_time_of_a_period_is_the_end_of_its_last_day() -> None:
    assert period("2024-H1").time == year_fraction(date(2024, 6, 30))


@pytest.mark.parametrize(
    ("code", "earlier"),
    [
        ("2024", "2023"),
        ("2024-H1", "2023-H1"),
        ("2024-Q3", "2023-Q3"),
        ("2024-9M", "2023-9M"),
        ("2024-02", "2023-02"),
        ("2025-02", "2024-02"),
        ("2024-06-14", "2023-06-14"),
        ("2016..2020", "2015..2019"),
    ],
)
def test_the_year_before_has_the_same_stage(code: str, earlier: str) -> None:
    assert period(code).year_earlier() == period(earlier)


@pytest.mark.parametrize("calendar", list(Calendar))
def test_an_as_of_day_is_the_same_under_each_calendar(calendar: Calendar) -> None:
    day = period("2021-09-30")
    assert day.first_day(calendar) == day.last_day(calendar) == date(2021, 9, 30)


@pytest.mark.parametrize("calendar", list(Calendar))
def test_a_span_that_says_its_days_keeps_them(calendar: Calendar) -> None:
    span = period("2020-12-15..2021-06-14")
    assert span.first_day(calendar) == date(2020, 12, 15)
    assert span.last_day(calendar) == date(2021, 6, 14)


def test_what_names_no_period_is_told_with_examples() -> None:
    with pytest.raises(UsageError) as error:
        period("2024-13")
    assert error.value.exit_code == 2
    assert error.value.lines("en") == [
        "period: got '2024-13'; periods are written like 2024, 2024-H1, 2024-Q3, 2024-9M,"
        " 2024-07, 2021-09-30, Q3/2024, first half of 2024. Correct the period."
    ]
    assert "Quý III/2024" in error.value.lines("vi")[0]
