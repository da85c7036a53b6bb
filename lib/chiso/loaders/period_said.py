"""Which period a return speaks of: said above its table, asked for, or given by a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chiso.catalog import Source
from chiso.errors import DataError, UsageError
from chiso.loaders.cells import find_days
from chiso.loaders.reading import Hints
from chiso.loaders.wording import doubt
from chiso.periods import Calendar, Grain, Period
from chiso.periods.spelling import read_days
from chiso.text import fold

# Acts are cited by number and day; those days are no period of figures.
_ACT = re.compile(r"thong tu|quyet dinh|nghi quyet|nghi dinh|cong van|ban hanh|kem theo")
_DAYS = re.compile(
    r"(?:ngay )?\d{1,2} thang \d{1,2} nam \d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d\d-\d\d"
)
_SPOKEN_DAY = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_FROM_TO = re.compile(r"\btu\b.*\bden\b")
_AS_OF = re.compile(r"\bden (?:het )?(?:ngay )?\d|\bas of\b|\bthoi diem\b")
_ADDED_UP = re.compile(r"luy ke|cong don|tu dau nam|year to date")
_YEAR = r"(?:19|20)\d\d"
# Finer periods first: «quý II năm 2024» also holds «năm 2024».
_NAMED = tuple(
    re.compile(rf"(?<![\w/.-]){words}(?![\w/.-])")
    for words in (
        rf"thang 0?(?:1[0-2]|[1-9])(?: ?/ ?| nam ){_YEAR}",
        rf"quy (?:[1-4]|i{{1,3}}|iv)(?: ?/ ?| nam | ){_YEAR}",
        rf"0?[69] thang(?: (?:dau|cuoi) nam)?(?: ?/ ?| nam | ){_YEAR}",
        rf"nam {_YEAR}",
    )
)
_SIGNED = re.compile(r"[^\d:]{0,60}\bngay \d{1,2} thang \d{1,2} nam \d{4}\.?")


@dataclass(frozen=True)
class PeriodSaid:
    """A period as a text gives it.

    Attributes
    ----------
    period
        The period.
    calendar
        Calendar that its days follow; None where the text gives no days.
    adds_up
        Whether the text says that figures add up from the start of the year.
    """

    period: Period
    calendar: Calendar | None
    adds_up: bool


def title_period(lines: Iterable[str], where: str) -> PeriodSaid | None:
    """The period that the lines above a table name; None where they name none.

    Days «từ ngày … đến ngày …» lead, then an as-of day, then the finest named period.

    Raises
    ------
    DataError
        If they name several.

    Examples
    --------
    >>> said = title_period(["BÁO CÁO QUÝ II NĂM 2024"], "bc.xlsx#1!")
    >>> said.period.code, said.calendar
    ('2024-Q2', None)
    """
    texts = [fold(line) for line in lines]
    texts = [text for text in texts if not _ACT.search(text)]
    adds_up = any(_ADDED_UP.search(text) for text in texts)
    for read in (_spans, _as_of_days, _named):
        found = list(dict.fromkeys(pair for text in texts for pair in read(text, where)))
        if found:
            period, calendar = _finest(found, where)
            return PeriodSaid(period, calendar, adds_up)
    return None


def agreed_period(said: PeriodSaid | None, hints: Hints, source: Source, where: str) -> Period:
    """The period that a file says, or that a person gives where it says none.

    Raises
    ------
    DataError
        If neither gives one, if they differ, or if its days follow another calendar than the
        source.
    """
    if said is None:
        if hints.period is None:
            raise DataError(doubt("no_period", where))
        return hints.period
    period, calendar = said.period, said.calendar
    if hints.period not in (None, period):
        raise DataError(doubt("period_conflict", where, period.code, given=hints.period))
    if calendar not in (None, source.calendar) and _is_whole_months(period):
        fields = {"wanted": source.calendar, "source": source.id, "found": calendar}
        raise DataError(doubt("wrong_calendar", where, period.code, **fields))
    return period


def year_to_date(period: Period, calendar: Calendar, where: str, *, adds_up: bool) -> Period:
    """The span from January that figures added up from the start of the year belong to.

    Parameters
    ----------
    period
        Period that the file says; an as-of day closes the span.
    calendar
        Of the source.
    where
        Place for the message.
    adds_up
        Whether the file says that its figures add up, so that a quarter names their end only.

    Raises
    ------
    DataError
        If the period begins later and the file does not say that its figures add up.

    Examples
    --------
    >>> year_to_date(Period.parse("2024-Q2"), Calendar.ADM15, "bc.xlsx", adds_up=True).code
    '2024-H1'
    """
    end = period.end
    if period.grain is Grain.DAY:
        return Period.between(_year_start(end, calendar), end)[0]
    if period.start <= date(end.year, 1, 1):
        return period
    if not adds_up:
        raise DataError(doubt("ytd_start", where, period.code))
    return Period.between(date(end.year, 1, 1), end)[0]


def signed_day(lines: Iterable[str]) -> date | None:
    """The day of signing, the last line like «Hòa Bình, ngày 20 tháng 6 năm 2024»; None for none.

    Examples
    --------
    >>> signed_day(["Biểu 1", "Hòa Bình, ngày 20 tháng 6 năm 2024", "NGƯỜI LẬP BIỂU"])
    datetime.date(2024, 6, 20)
    """
    days = [day for line in lines if _SIGNED.fullmatch(fold(line)) for day in find_days(line)]
    return days[-1] if days else None


_Found = tuple[Period, Calendar | None]


def _spans(text: str, where: str) -> Iterator[_Found]:
    days = find_days(_spoken(text))
    if _FROM_TO.search(text) and len(days) == 2:
        try:
            yield Period.between(*days)
        except UsageError as error:
            problems = [replace(problem, where=where) for problem in error.problems]
            raise DataError(problems) from None


def _as_of_days(text: str, _: str) -> Iterator[_Found]:
    days = find_days(_spoken(text))
    if _AS_OF.search(text) and len(days) == 1:
        yield Period(Grain.DAY, days[0], days[0]), None


def _named(text: str, _: str) -> Iterator[_Found]:
    bare = _DAYS.sub(" ", text)
    found = next((names for words in _NAMED if (names := words.findall(bare))), [])
    return ((Period(*days), None) for name in found if (days := read_days(name)))


def _spoken(text: str) -> str:
    """Folded text with the words that mark spoken days written out again."""
    return _SPOKEN_DAY.sub(r"ngày \1 tháng \2 năm \3", text)


def _finest(found: Sequence[_Found], where: str) -> _Found:
    """The one that all others contain: «quý II» under «năm 2024»."""
    inner, calendar = min(found, key=lambda pair: pair[0].end - pair[0].start)
    if any(inner.start < outer.start or outer.end < inner.end for outer, _ in found):
        raise DataError(doubt("period_twice", where, ", ".join(pair[0].code for pair in found)))
    return inner, calendar


def _is_whole_months(period: Period) -> bool:
    return period.last_day(Calendar.ADM15) != period.end


def _year_start(day: date, calendar: Calendar) -> date:
    if calendar is Calendar.CAL:
        return date(day.year, 1, 1)
    return date(day.year if (day.month, day.day) >= (12, 15) else day.year - 1, 12, 15)
