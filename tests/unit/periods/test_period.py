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


@pytest.mark.parametrize(
    ("first", "last", "code", "calendar"),
    [
        ("2024-06-01", "2024-06-30", "2024-06", "CAL"),
        ("2024-05-15", "2024-06-14", "2024-06", "ADM15"),
        ("2023-12-15", "2024-01-14", "2024-01", "ADM15"),
        ("2023-12-15", "2024-03-14", "2024-Q1", "ADM15"),
        ("2023-12-15", "2024-06-14", "2024-H1", "ADM15"),
        ("2023-12-15", "2024-09-14", "2024-9M", "ADM15"),
        ("2023-12-15", "2024-12-14", "2024", "ADM15"),
        ("2023-12-15", "2024-05-14", "2024-01..2024-05", "ADM15"),
        ("2024-06-15", "2024-12-14", "2024-H2", "ADM15"),
        ("2024-02-01", "2024-02-29", "2024-02", "CAL"),
        ("2024-01-01", "2024-12-31", "2024", "CAL"),
        ("2023-01-01", "2024-12-31", "2023..2024", "CAL"),
        ("2024-05-01", "2024-07-31", "2024-05..2024-07", "CAL"),
        ("2024-06-07", "2024-06-07", "2024-06-07", "CAL"),
        ("2024-01-03", "2024-06-20", "2024-01-03..2024-06-20", "CAL"),
    ],
)
def test_two_days_name_the_period_and_the_calendar_that_closes_it_so(
    first: str, last: str, code: str, calendar: str
) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    period, found = Period.between(*days)
    assert (period.code, str(found)) == (code, calendar)
    assert (period.first_day(found), period.last_day(found)) == days


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(UsageError, match="2024-06-15 … 2024-06-14"):
        Period.between(date(2024, 6, 15), date(2024, 6, 14))
