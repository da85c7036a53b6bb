"""The period itself: a year, half, nine months, quarter, month, as-of day or span."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from chiso.errors import Problem, UsageError
from chiso.periods.calendars import (
    Calendar,
    Grain,
    format_date,
    is_month_end,
    month_end,
    year_before,
    year_fraction,
)
from chiso.periods.naming import period_code, period_label, period_name
from chiso.periods.spelling import read_days
from chiso.text import described
from chiso.words import Lang, Words, reader_lang

_CLOSING = {
    Calendar.CAL: Words(vi="Theo tháng dương lịch", en="By calendar months"),
    Calendar.ADM15: Words(vi="Chốt ngày 14", en="Closing on the 14th"),
}
_WHOLE = {
    (12, 1): Grain.YEAR,
    (9, 1): Grain.NINE_MONTHS,
    **{(6, month): Grain.HALF for month in (1, 7)},
    **{(3, month): Grain.QUARTER for month in (1, 4, 7, 10)},
}


@total_ordering
@dataclass(frozen=True, repr=False)
class Period:
    """A reporting period, an as-of day or a span; sorted by its last day, then its first.

    Attributes
    ----------
    grain
        Kind of period.
    start, end
        First and last calendar day.

    Examples
    --------
    >>> Period.parse("Quý III/2024").code
    '2024-Q3'
    >>> Period.parse("2024-H1").last_day(Calendar.ADM15)
    datetime.date(2024, 6, 14)
    """

    grain: Grain
    start: date
    end: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that a code or a usual spelling names.

        Parameters
        ----------
        text
            ``2024``, ``2024-H1``, ``2024-Q3``, ``2024-9M``, ``2024-07``, ``2021-09-30``,
            ``2016..2020``; SDMX ``2024-S1`` and ``2024-M07``; ``Quý III/2024``, ``Q3/2024``,
            ``6 tháng đầu năm 2024``, ``9 tháng 2021``, ``tháng 7/2024``, ``30/9/2021``,
            ``giai đoạn 2016-2020``, ``first half of 2024``, ``July 2024``, ``30 September 2021``.

        Raises
        ------
        UsageError
            If the text names no period.
        """
        days = read_days(text)
        if days is None:
            raise UsageError(_not_a_period(text))
        return cls(*days)

    @classmethod
    def between(cls, first: date, last: date) -> tuple[Period, Calendar]:
        """The period that runs from one day to another, and the calendar that closes it so.

        Days that are ends of whole months under no calendar give a span of exactly these days.

        Raises
        ------
        UsageError
            If the last day lies before the first.

        Examples
        --------
        >>> period, calendar = Period.between(date(2023, 12, 15), date(2024, 6, 14))
        >>> period.code, calendar.value
        ('2024-H1', 'ADM15')
        >>> Period.between(date(2024, 1, 1), date(2024, 5, 31))[0].code
        '2024-01..2024-05'
        """
        if last < first:
            raise UsageError(_backwards(first, last))
        if first.day == 1 and is_month_end(last):
            return cls._of_months(first, last), Calendar.CAL
        if (first.day, last.day) == (15, 14):
            begun = (first + timedelta(days=31)).replace(day=1)
            return cls._of_months(begun, month_end(last.year, last.month)), Calendar.ADM15
        grain = Grain.DAY if first == last else Grain.SPAN
        return cls(grain, first, last), Calendar.CAL

    @classmethod
    def _of_months(cls, start: date, end: date) -> Period:
        """The period of whole calendar months; a span when it has no name of its own."""
        months = 12 * (end.year - start.year) + end.month - start.month + 1
        grain = _WHOLE.get((months, start.month), Grain.SPAN)
        return cls(Grain.MONTH if months == 1 else grain, start, end)

    @property
    def code(self) -> str:
        """The canonical code, such as ``2024-H1``."""
        return period_code(self.grain, self.start, self.end)

    @property
    def time(self) -> float:
        """The last calendar day as a year with fraction: 2024-12-31 is 2025.0."""
        return year_fraction(self.end)

    def first_day(self, calendar: Calendar = Calendar.CAL) -> date:
        """First day under a calendar; as-of days and mid-month days stay as they are."""
        if calendar is Calendar.CAL or self.grain is Grain.DAY or not self._has_whole_months():
            return self.start
        return (self.start - timedelta(days=1)).replace(day=15)

    def last_day(self, calendar: Calendar = Calendar.CAL) -> date:
        """Last day under a calendar; as-of days and mid-month days stay as they are."""
        if calendar is Calendar.CAL or self.grain is Grain.DAY or not self._has_whole_months():
            return self.end
        return self.end.replace(day=14)

    def _has_whole_months(self) -> bool:
        return self.start.day == 1 and is_month_end(self.end)

    def year_earlier(self) -> Period:
        """The same stage of the year before."""
        return Period(self.grain, year_before(self.start), year_before(self.end))

    def name(self, lang: Lang) -> str:
        """The period in running text: ``quý III/2024``, ``Q3 2024``."""
        return period_name(self.grain, self.start, self.end).say(lang)

    def label(self, lang: Lang) -> str:
        """The period where space is short: ``III/2024``, ``6T/2024``, ``H1 2024``."""
        return period_label(self.grain, self.start, self.end).say(lang)

    def __str__(self) -> str:
        return self.code

    def __repr__(self) -> str:
        return f"Period('{self.code}': {self.name(reader_lang())})"

    def _repr_html_(self) -> str:
        lang = reader_lang()
        days = {
            _CLOSING[calendar].say(lang): [
                f"{format_date(self.first_day(calendar), lang)} – "
                f"{format_date(self.last_day(calendar), lang)}"
            ]
            for calendar in Calendar
        }
        return described(f"{self.code}: {self.name(lang)}", days)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.end, self.start, self.grain) < (other.end, other.start, other.grain)


def _backwards(first: date, last: date) -> Problem:
    allowed = Words(
        vi="ngày cuối không trước ngày đầu", en="a last day that is not before the first"
    )
    todo = Words(vi="Kiểm tra hai ngày của kỳ", en="Check the two days of the period")
    return Problem("period", f"{first} … {last}", allowed, todo, "backwards_period")


def _not_a_period(text: str) -> Problem:
    allowed = Words(
        vi="kỳ viết như 2024, 2024-H1, 2024-Q3, 2024-9M, 2024-07, 30/9/2021, Quý III/2024,"
        " 6 tháng đầu năm 2024",
        en="periods are written like 2024, 2024-H1, 2024-Q3, 2024-9M, 2024-07, 2021-09-30,"
        " Q3/2024, first half of 2024",
    )
    todo = Words(vi="Sửa lại cách viết kỳ báo cáo", en="Correct the period")
    return Problem("period", repr(text), allowed, todo, "unknown_period")
