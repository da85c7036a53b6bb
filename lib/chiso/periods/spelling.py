"""Spellings of periods: what people type, and the days that it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from chiso.periods.calendars import MONTHS, Grain, month_end
from chiso.text import fold

Days = tuple[Grain, date, date]
_Found = re.Match[str]
_ROMAN = ("i", "ii", "iii", "iv")

_Y = r"(?P<y>(?:19|20)\d\d)"
_Q = r"(?P<n>[1-4]|i{1,3}|iv)"
_M = r"(?P<n>0?[1-9]|1[0-2])"
_OF = r"(?:\s*[/-]\s*|\s+nam\s+|\s+of\s+|\s+)"
_NAMED = "|".join(f"{name[:3]}(?:{name[3:]})?".lower() for name in MONTHS)


def read_days(text: str) -> Days | None:
    """Grain, first and last calendar day that a spelling names; None when it names none.

    Examples
    --------
    >>> read_days("Quý III/2024")
    (<Grain.QUARTER: 'quarter'>, datetime.date(2024, 7, 1), datetime.date(2024, 9, 30))
    """
    key = fold(text)
    for pattern, build in _SPELLINGS:
        found = _compiled(pattern).fullmatch(key)
        if found:
            return build(found)
    return None


def _months(grain: Grain, year: str, first: int, count: int) -> Days:
    return grain, date(int(year), first, 1), month_end(int(year), first + count - 1)


def _year(found: _Found) -> Days:
    return _months(Grain.YEAR, found["y"], 1, 12)


def _half(found: _Found) -> Days:
    is_second = found["n"] in ("2", "second", "last", "cuoi")
    return _months(Grain.HALF, found["y"], 7 if is_second else 1, 6)


def _nine(found: _Found) -> Days:
    return _months(Grain.NINE_MONTHS, found["y"], 1, 9)


def _quarter(found: _Found) -> Days:
    text = found["n"]
    number = int(text) if text.isdigit() else _ROMAN.index(text) + 1
    return _months(Grain.QUARTER, found["y"], 3 * number - 2, 3)


def _month(found: _Found) -> Days:
    return _months(Grain.MONTH, found["y"], _month_number(found["n"]), 1)


def _month_number(text: str) -> int:
    names = [name[:3].lower() for name in MONTHS]
    return int(text) if text.isdigit() else names.index(text[:3]) + 1


def _day(found: _Found) -> Days | None:
    try:
        day = date(int(found["y"]), _month_number(found["n"]), int(found["d"]))
    except ValueError:
        return None
    return Grain.DAY, day, day


def _span(found: _Found) -> Days | None:
    first, last = read_days(found["a"]), read_days(found["b"])
    if first is None or last is None or first[1] > last[2]:
        return None
    return Grain.SPAN, first[1], last[2]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when a text first comes to it: codes come to the first few only."""
    return re.compile(pattern)


_SPELLINGS: tuple[tuple[str, Callable[[_Found], Days | None]], ...] = (
    (rf"(?:nam\s+)?{_Y}", _year),
    (rf"{_Y}\s*-?\s*[hs](?P<n>[12])", _half),
    (rf"[hs](?P<n>[12]){_OF}{_Y}", _half),
    (rf"0?6 thang(?: (?P<n>dau|cuoi) nam)?{_OF}{_Y}", _half),
    (rf"(?:the )?(?P<n>first|second) half of {_Y}", _half),
    (rf"(?:the )?(?P<n>first|last) (?:6|six) months of {_Y}", _half),
    (rf"{_Y}-9m", _nine),
    (rf"(?:0?9 thang(?: dau nam)?|(?:the )?first (?:9|nine) months){_OF}{_Y}", _nine),
    (rf"{_Y}\s*-?\s*q(?P<n>[1-4])", _quarter),
    (rf"(?:quy|q)\s*{_Q}{_OF}{_Y}", _quarter),
    (rf"{_Y}-m?{_M}", _month),
    (rf"(?:thang\s+)?{_M}(?:\s*/\s*|\s+nam\s+){_Y}", _month),
    (rf"(?P<n>{_NAMED}) {_Y}", _month),
    (rf"{_Y}-(?P<n>\d\d)-(?P<d>\d\d)", _day),
    (rf"(?:ngay\s+)?(?P<d>\d{{1,2}})/(?P<n>\d{{1,2}})/{_Y}", _day),
    (rf"(?P<d>\d{{1,2}}) (?P<n>{_NAMED}) {_Y}", _day),
    (r"(?P<a>[\d-]+)\.\.(?P<b>[\d-]+)", _span),
    (r"(?:giai doan )?(?P<a>\d{4})\s*[-–]\s*(?P<b>\d{4})", _span),
)
