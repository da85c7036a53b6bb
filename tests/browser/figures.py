"""Numbers, days and periods that a sentence names, in one form for both languages."""

from __future__ import annotations

import re
from decimal import Decimal

from chiso.periods.calendars import MONTHS
from chiso.words import Lang

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_MONTH = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
_NAMES = "|".join(f"{name}|{name[:3]}" for name in MONTHS)
Rule = tuple[re.Pattern[str], str]

# The longest form first: a day holds a month, a month a year.
_VI = (
    (re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)"), "day"),
    (re.compile(r"6 tháng (đầu|cuối)(?: năm)? (\d{4})|6T( cuối)?/(\d{4})"), "half"),
    (re.compile(r"9T/(\d{4})"), "nine"),
    (re.compile(r"(\d{1,2}) tháng(?: đầu)?(?: năm)? (\d{4})"), "first"),
    (re.compile(r"(?<!\w)(IV|I{1,3})/(\d{4})"), "quarter"),
    (re.compile(r"(?<![\d/])(\d{1,2})/(\d{4})(?![\d/])"), "month"),
)
_EN = (
    (re.compile(rf"(?<!\d)(\d{{1,2}}) ({_NAMES}) (\d{{4}})"), "day"),
    (re.compile(r"(first|second) half of (\d{4})|H([12]) (\d{4})"), "half"),
    (re.compile(r"first nine months of (\d{4})|9M (\d{4})"), "nine"),
    (re.compile(rf"January to ({_NAMES}) (\d{{4}})"), "first"),
    (re.compile(r"Q([1-4]) (\d{4})"), "quarter"),
    (re.compile(rf"(?<!\w)({_NAMES}) (\d{{4}})"), "month"),
)
_NUMBER = {
    "vi": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"),
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
}


def figures_in(text: str, lang: Lang) -> list[str]:
    """Days and periods as codes, then numbers as plain decimals, sorted.

    Examples
    --------
    >>> figures_in("Đến ngày 30/6/2024 là 70,43% (1.310)", "vi")
    ['1310', '2024-06-30', '70.43']
    >>> figures_in("70.43% (1,310) by 30 June 2024", "en")
    ['1310', '2024-06-30', '70.43']
    """
    found: list[str] = []

    def keep(kind: str, groups: tuple[str | None, ...]) -> str:
        found.append(_code(kind, [group for group in groups if group], lang))
        return " "

    for pattern, kind in _VI if lang == "vi" else _EN:
        text = pattern.sub(lambda match, kind=kind: keep(kind, match.groups()), text)
    found += [str(number_of(written, lang)) for written in _NUMBER[lang].findall(text)]
    return sorted(found)


def number_of(written: str, lang: Lang) -> Decimal:
    """A number as it is written in a language.

    Examples
    --------
    >>> number_of("1.310,5", "vi"), number_of("−0.60", "en")
    (Decimal('1310.5'), Decimal('-0.60'))
    """
    thousands, decimals = (".", ",") if lang == "vi" else (",", ".")
    return Decimal(written.replace("−", "-").replace(thousands, "").replace(decimals, "."))


def _code(kind: str, groups: list[str], lang: Lang) -> str:
    *parts, year = groups
    if kind == "day":
        day, month = parts
        return f"{year}-{_month(month, lang):02d}-{int(day):02d}"
    if kind == "month":
        return f"{year}-{_month(parts[0], lang):02d}"
    if kind == "quarter":
        return f"{year}-Q{_ROMAN[parts[0]] if lang == 'vi' else parts[0]}"
    if kind == "half":
        is_second = bool(parts) and parts[0].strip() in ("cuối", "second", "2")
        return f"{year}-H{2 if is_second else 1}"
    return f"{year}-{_month(parts[0], lang) if parts else 9}M"


def _month(written: str, lang: Lang) -> int:
    return int(written) if lang == "vi" else _MONTH[written[:3]]
