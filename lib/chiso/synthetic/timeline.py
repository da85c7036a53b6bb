"""The months of the sample under the administrative calendar, and how much was worked in each."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from chiso.periods import Calendar, Period

MOST_MONTHS = 60
_FIRST_YEAR, _FIRST_MONTH = 2020, 7
_FIXED_DAYS = ((1, 1), (4, 30), (5, 1), (9, 2))
_NEW_YEARS = ("2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29")  # Tết
_HUNG_KINGS = ("2021-04-21", "2022-04-10", "2023-04-29", "2024-04-18", "2025-04-07")
_SLOW_BEFORE, _CLOSED_AFTER = 3, 5  # days around Tết on which hardly a dossier comes in


@lru_cache(maxsize=1)
def sample_months() -> tuple[Period, ...]:
    """The sixty months from July 2020 to June 2025, the last month with districts.

    Examples
    --------
    >>> months = sample_months()
    >>> months[0].code, months[-1].code, len(months)
    ('2020-07', '2025-06', 60)
    """
    steps = (divmod(_FIRST_MONTH - 1 + step, 12) for step in range(MOST_MONTHS))
    return tuple(Period.parse(f"{_FIRST_YEAR + more}-{month + 1:02d}") for more, month in steps)


@lru_cache(maxsize=1)
def month_codes() -> tuple[str, ...]:
    """Codes of the months: ``2020-07`` to ``2025-06``."""
    return tuple(month.code for month in sample_months())


def month_times() -> NDArray[np.float64]:
    """The middle of each month in years; 2020.5 is the middle of the first, 15 June to 14 July."""
    return _FIRST_YEAR + 0.5 + np.arange(MOST_MONTHS) / 12


def working_days() -> NDArray[np.float64]:
    """Working days of each month (15th to 14th), without public holidays and the days of Tết."""
    days = [
        (month.first_day(Calendar.ADM15), month.last_day(Calendar.ADM15))
        for month in sample_months()
    ]
    first = np.array([start for start, _ in days], dtype="datetime64[D]")
    after = np.array([end for _, end in days], dtype="datetime64[D]") + 1
    return np.busday_count(first, after, holidays=_holidays()).astype(float)


def whole_quarters() -> tuple[tuple[Period, slice], ...]:
    """The quarters of the sample with the places of their months."""
    months = sample_months()
    return tuple(
        (Period.between(months[at].start, months[at + 2].end)[0], slice(at, at + 3))
        for at in range(0, MOST_MONTHS, 3)
    )


def running_years(first: str) -> tuple[tuple[Period, slice], ...]:
    """Spans from January to the end of each quarter, with the places of their months.

    Parameters
    ----------
    first
        Code of the first January.

    Examples
    --------
    >>> [period.code for period, _ in running_years("2024-01")][:4]
    ['2024-Q1', '2024-H1', '2024-9M', '2024']
    """
    months = sample_months()
    begun = [at for at, month in enumerate(months) if month.start.month == 1]
    return tuple(
        (Period.between(months[at].start, months[at + length - 1].end)[0], slice(at, at + length))
        for at in begun
        for length in (3, 6, 9, 12)
        if at + length <= MOST_MONTHS and months[at].code >= first
    )


def _holidays() -> list[date]:
    years = range(_FIRST_YEAR, _FIRST_YEAR + 6)
    fixed = [date(year, month, day) for year in years for month, day in _FIXED_DAYS]
    around = range(-_SLOW_BEFORE, _CLOSED_AFTER + 1)
    rest = [date.fromisoformat(day) + timedelta(days=step) for day in _NEW_YEARS for step in around]
    return [*fixed, *rest, *map(date.fromisoformat, _HUNG_KINGS)]
