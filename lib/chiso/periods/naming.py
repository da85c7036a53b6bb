"""Names of periods in both languages, for running text and for narrow places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from chiso.periods.calendars import MONTHS, Grain, format_date, format_month, is_month_end
from chiso.words import Words, same

_ROMAN = ("I", "II", "III", "IV")


def period_code(grain: Grain, start: date, end: date) -> str:
    """The code of a period: ``2024-H1``, ``2016..2020``."""
    forms: dict[Grain, str] = {
        Grain.YEAR: f"{start.year}",
        Grain.HALF: f"{start.year}-H{1 if start.month == 1 else 2}",
        Grain.NINE_MONTHS: f"{start.year}-9M",
        Grain.QUARTER: f"{start.year}-Q{_quarter(start)}",
        Grain.MONTH: f"{start:%Y-%m}",
        Grain.DAY: start.isoformat(),
        Grain.SPAN: "..".join(_span_ends(start, end)),
    }
    return forms[grain]


def period_name(grain: Grain, start: date, end: date) -> Words:
    """The period in running text: *quý III/2024*, *Q3 2024*."""
    return _NAMES[grain](start, end)


def period_label(grain: Grain, start: date, end: date) -> Words:
    """The period where space is short: *III/2024*, *6T/2024*, *H1 2024*."""
    return _LABELS[grain](start, end)


def _quarter(start: date) -> int:
    return (start.month + 2) // 3


def _span_ends(start: date, end: date) -> tuple[str, str]:
    """Both ends of a span at the coarsest grain that keeps them exact."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year), str(end.year)
    if start.day == 1 and is_month_end(end):
        return f"{start:%Y-%m}", f"{end:%Y-%m}"
    return start.isoformat(), end.isoformat()


def _month_name(day: date) -> Words:
    return Words(
        vi=f"tháng {format_month(day)}/{day.year}", en=f"{MONTHS[day.month - 1]} {day.year}"
    )


def _half_name(start: date, _: date) -> Words:
    vi, en = ("đầu", "first") if start.month == 1 else ("cuối", "second")
    return Words(vi=f"6 tháng {vi} năm {start.year}", en=f"the {en} half of {start.year}")


def _span_name(start: date, end: date) -> Words:
    first, last = _span_ends(start, end)
    if len(first) == 4:
        return Words(vi=f"giai đoạn {first}-{last}", en=f"{first} to {last}")
    if len(first) == 7:
        begun, ended = _month_name(start), _month_name(end)
        return Words(vi=f"từ {begun.vi} đến {ended.vi}", en=f"{begun.en} to {ended.en}")
    return Words(
        vi=f"từ {format_date(start, 'vi')} đến {format_date(end, 'vi')}",
        en=f"{format_date(start, 'en')} to {format_date(end, 'en')}",
    )


def _span_label(start: date, end: date) -> Words:
    first, last = _span_ends(start, end)
    if len(first) == 4:
        return same(f"{first}–{last}")
    label = _month_label if len(first) == 7 else _day_label
    begun, ended = label(start), label(end)
    return Words(vi=f"{begun.vi}–{ended.vi}", en=f"{begun.en}–{ended.en}")


def _month_label(day: date) -> Words:
    return Words(vi=f"{format_month(day)}/{day.year}", en=f"{MONTHS[day.month - 1][:3]} {day.year}")


def _day_label(day: date) -> Words:
    return Words(vi=format_date(day, "vi"), en=f"{day.day} {_month_label(day).en}")


_Namer = Callable[[date, date], Words]
_NAMES: dict[Grain, _Namer] = {
    Grain.YEAR: lambda start, _: Words(vi=f"năm {start.year}", en=f"{start.year}"),
    Grain.HALF: _half_name,
    Grain.NINE_MONTHS: lambda start, _: Words(
        vi=f"9 tháng đầu năm {start.year}", en=f"the first nine months of {start.year}"
    ),
    Grain.QUARTER: lambda start, _: Words(
        vi=f"quý {_ROMAN[_quarter(start) - 1]}/{start.year}", en=f"Q{_quarter(start)} {start.year}"
    ),
    Grain.MONTH: lambda start, _: _month_name(start),
    Grain.DAY: lambda start, _: Words(
        vi=f"ngày {format_date(start, 'vi')}", en=format_date(start, "en")
    ),
    Grain.SPAN: _span_name,
}
_LABELS: dict[Grain, _Namer] = {
    Grain.YEAR: lambda start, _: same(f"{start.year}"),
    Grain.HALF: lambda start, _: Words(
        vi=f"{'6T' if start.month == 1 else '6T cuối'}/{start.year}",
        en=f"H{1 if start.month == 1 else 2} {start.year}",
    ),
    Grain.NINE_MONTHS: lambda start, _: Words(vi=f"9T/{start.year}", en=f"9M {start.year}"),
    Grain.QUARTER: lambda start, _: Words(
        vi=f"{_ROMAN[_quarter(start) - 1]}/{start.year}", en=f"Q{_quarter(start)} {start.year}"
    ),
    Grain.MONTH: lambda start, _: _month_label(start),
    Grain.DAY: lambda start, _: _day_label(start),
    Grain.SPAN: _span_label,
}
