"""Calendars, grains of period, and dates as people write them."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from chiso.words import Lang

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


class Calendar(StrEnum):
    """Rule for a period's first and last day; each source declares one.

    ``CAL`` is the calendar year; ``ADM15`` closes on the 14th (Decree 09/2019: month from the
    15th of the month before, year from 15 December).
    """

    CAL = "CAL"
    ADM15 = "ADM15"


class Grain(StrEnum):
    """Kinds of period."""

    YEAR = "year"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"
    SPAN = "span"


def year_fraction(day: date) -> float:
    """The end of a day in years: 2024-12-31 is 2025.0."""
    return day.year + _day_of_year(day) / _day_of_year(date(day.year, 12, 31))


def _day_of_year(day: date) -> int:
    return day.timetuple().tm_yday


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    # The 28th and four days lie in the next month, whichever month it is.
    later = date(year, month, 28) + timedelta(days=4)
    return later - timedelta(days=later.day)


def is_month_end(day: date) -> bool:
    """Whether the next day begins another month."""
    return (day + timedelta(days=1)).day == 1


def year_before(day: date) -> date:
    """The same day a year earlier; month ends stay month ends."""
    end = month_end(day.year - 1, day.month)
    return end if is_month_end(day) else day.replace(year=day.year - 1)


def format_date(day: date, lang: Lang) -> str:
    """A date as officials write it: 05/3/2020, 30/9/2021; in English 5 March 2020.

    Days below 10 and the months 1 and 2 carry a zero in Vietnamese (Decree 30/2020).

    Examples
    --------
    >>> format_date(date(2020, 3, 5), "vi"), format_date(date(2023, 2, 1), "vi")
    ('05/3/2020', '01/02/2023')
    """
    if lang == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.day:02d}/{format_month(day)}/{day.year}"


def format_month(day: date) -> str:
    """The month number with a zero before 1 and 2 only (Decree 30/2020)."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)
