"""Days, month ends and dates as officials write them."""

from __future__ import annotations

from datetime import date

import pytest

from chiso.periods import format_date, year_fraction
from chiso.periods.calendars import format_month, is_month_end, month_end, year_before


@pytest.mark.parametrize(
    ("day", "time"),
    [
        (date(2024, 12, 31), 2025.0),
        (date(2023, 12, 31), 2024.0),
        (date(2024, 2, 29), 2024 + (31 + 29) / 366),
        (date(2023, 1, 1), 2023 + 1 / 365),
    ],
)
def test_a_day_ends_at_its_share_of_the_year(day: date, time: float) -> None:
    assert year_fraction(day) == pytest.approx(time, abs=1e-12)


def test_february_ends_on_the_29th_in_leap_years() -> None:
    assert month_end(2024, 2) == date(2024, 2, 29)
    assert month_end(2023, 2) == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("day", "is_end"),
    [
        (date(2024, 2, 28), False),
        (date(2024, 2, 29), True),
        (date(2023, 2, 28), True),
        (date(2023, 12, 31), True),
        (date(2023, 12, 30), False),
    ],
)
def test_a_month_end_is_followed_by_another_month(day: date, is_end: bool) -> None:
    assert is_month_end(day) is is_end


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2024, 6, 14), date(2023, 6, 14)),
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 29)),  # a month end stays a month end
        (date(2024, 2, 28), date(2023, 2, 28)),
    ],
)
def test_the_same_day_a_year_earlier(day: date, before: date) -> None:
    assert year_before(day) == before


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2020, 3, 5), "05/3/2020", "5 March 2020"),
        (date(2023, 2, 1), "01/02/2023", "1 February 2023"),
        (date(2021, 9, 30), "30/9/2021", "30 September 2021"),
        (date(2023, 12, 31), "31/12/2023", "31 December 2023"),
    ],
)
def test_days_below_ten_and_the_first_two_months_carry_a_zero_in_vietnamese(
    day: date, vi: str, en: str
) -> None:
    assert format_date(day, "vi") == vi
    assert format_date(day, "en") == en


def test_only_the_first_two_months_carry_a_zero() -> None:
    months = [format_month(date(2024, month, 1)) for month in (1, 2, 3, 10)]
    assert months == ["01", "02", "3", "10"]
