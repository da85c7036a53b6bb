"""Number forms of both languages: writing figures, and reading printed Vietnamese ones."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from chiso.errors import DataError, Problem
from chiso.text import to_nfc
from chiso.words import LANGS, Lang, Words

Qualifier = Literal["=", ">", ">=", "<", "<=", "~"]
MINUS = "\N{MINUS SIGN}"
# As file managers count them.
_SIZES = (("KB", 2**10), ("MB", 2**20), ("GB", 2**30))
# From here on rounding gives 10 at one decimal, and 1,000 at none.
_TWO_DIGITS, _FOUR_DIGITS = 9.95, 999.5
_SIGNS = {"=": "", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "~": "≈ "}
# Words right after and right before a figure; the first that fits is what the text says.
_WORDS_AFTER: tuple[tuple[str, Qualifier], ...] = (
    (r"trở lên|or more|and more|or above", ">="),
    (r"trở xuống|or less|or below", "<="),
)
_WORDS_BEFORE: tuple[tuple[str, Qualifier], ...] = (
    (r"tối thiểu|ít nhất|không dưới|không thấp hơn|at least|>=|≥", ">="),
    (r"không quá|không vượt quá|tối đa|at most|up to|<=|≤", "<="),
    (r"dưới|ít hơn|thấp hơn|nhỏ hơn|chưa đến|chưa tới|under|below|less than|<", "<"),
    (r"trên|hơn|vượt|over|above|more than|>", ">"),
    (r"khoảng|gần|about|nearly|~|≈", "~"),
)
_FIGURE = re.compile(r"\d[\d.,]*")


def round_half_up(value: float, decimals: int) -> Decimal:
    """The value rounded as a person does it (0.5 goes up), on its shortest decimal form.

    Examples
    --------
    >>> round_half_up(2.675, 2), round_half_up(-0.04, 1)
    (Decimal('2.68'), Decimal('0.0'))
    """
    if not math.isfinite(value):
        raise ValueError("a missing value has no rounded form; write the sign for missing instead")
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def format_number(value: float, decimals: int, lang: Lang, *, signed: bool = False) -> str:
    """A number in the form of the language: 1.310 and 70,43 in Vietnamese, 1,310 in English.

    Parameters
    ----------
    value
        Finite number.
    decimals
        Digits after the decimal sign.
    lang
        ``vi`` or ``en``.
    signed
        Write a plus before positive values.

    Raises
    ------
    ValueError
        If the value is missing or infinite.

    Examples
    --------
    >>> format_number(131794, 0, "vi"), format_number(-0.6, 1, "en")
    ('131.794', '−0.6')
    """
    rounded = round_half_up(value, decimals)
    text = f"{abs(rounded):,.{decimals}f}"
    if lang == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    if rounded < 0:
        return MINUS + text
    return f"+{text}" if signed and rounded > 0 else text


def format_share(value_pct: float, decimals: int, lang: Lang) -> str:
    """A share with its percent sign: 70,43% or 70.43%.

    Examples
    --------
    >>> format_share(100 * 1310 / 1860, 2, "vi")
    '70,43%'
    """
    return format_number(value_pct, decimals, lang) + "%"


def format_bounded(
    value: float, qualifier: Qualifier, decimals: int, lang: Lang, *, percent: bool = False
) -> str:
    """A figure with the sign of its bound: ``> 90%``; an exact figure has no sign.

    Examples
    --------
    >>> format_bounded(90, ">", 0, "vi", percent=True)
    '> 90%'
    """
    text = format_number(value, decimals, lang) + ("%" if percent else "")
    return _SIGNS[qualifier] + text


def size_words(count: int) -> Words:
    """So many bytes in the unit that people expect, with two digits or three.

    Examples
    --------
    >>> size_words(1500), size_words(14_483_968).vi, size_words(1023 * 1024).en
    (Words(vi='1,5 KB', en='1.5 KB'), '14 MB', '1.0 MB')
    """
    unit, size = next((pair for pair in _SIZES if count < _FOUR_DIGITS * pair[1]), _SIZES[-1])
    amount = count / size
    decimals = 1 if amount < _TWO_DIGITS else 0
    return Words(*(f"{format_number(amount, decimals, lang)} {unit}" for lang in LANGS))


def separating_decimals(value: float, decimals: int, *, against: tuple[float, ...]) -> int:
    """Decimals at which a value no longer reads as one of the numbers it differs from.

    Rounding must not contradict a verdict: 69.96 against 70 is not written 70.0.

    Examples
    --------
    >>> separating_decimals(69.96, 1, against=(70.0,))
    2
    >>> separating_decimals(70.0, 1, against=(70.0,))
    1
    """
    others = [other for other in against if other != value]
    wanted = decimals
    # All others at each step: two numbers apart at one decimal can meet at the next (0.449, 0.451).
    while wanted < decimals + 6 and any(
        round_half_up(value, wanted) == round_half_up(other, wanted) for other in others
    ):
        wanted += 1
    return wanted


@dataclass(frozen=True)
class PrintedFigure:
    """A figure as a text prints it.

    Attributes
    ----------
    value
        The number that is printed.
    qualifier
        ``=`` or the bound that the words state.
    decimals
        Digits after the decimal sign; the figure stands for value ± half a unit of the last one.
    lower, upper
        Ends of the values that the text allows; None where there is no end. A share ends at 100.
    is_percent
        Whether the figure is followed by a percent sign.
    denominator
        The number after a slash, as in 13,6/22; None when there is no slash.
    """

    value: float
    qualifier: Qualifier
    decimals: int
    lower: float | None
    upper: float | None
    is_percent: bool
    denominator: float | None = None


def parse_number(text: str, *, decimal: str = ",", thousands: str = ".") -> tuple[float, int]:
    """A printed number and its count of decimals, under the separators that its source declares.

    Raises
    ------
    DataError
        If the text does not follow the declared separators: nothing is guessed.

    Examples
    --------
    >>> parse_number("1.023"), parse_number("70,43")
    ((1023.0, 0), (70.43, 2))
    >>> parse_number("0.8002", decimal=".", thousands=",")
    (0.8002, 4)
    """
    group, point = re.escape(thousands), re.escape(decimal)
    pattern = rf"(\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{point}(\d+))?"
    found = re.fullmatch(pattern, text.strip())
    if not found:
        allowed = Words(
            vi=f"số dùng {thousands!r} ngăn hàng nghìn và {decimal!r} ngăn phần thập phân",
            en=f"a number with {thousands!r} for thousands and {decimal!r} for decimals",
        )
        todo = Words(
            vi="Kiểm tra dấu ngăn cách đã khai báo cho nguồn này",
            en="Check the separators declared for this source",
        )
        raise DataError(Problem("value", repr(text), allowed, todo, "number_form"))
    whole, fraction = found.group(1).replace(thousands, ""), found.group(2) or ""
    return float(f"{whole}.{fraction or 0}"), len(fraction)


def parse_figure(text: str, *, decimal: str = ",", thousands: str = ".") -> PrintedFigure:
    """A printed figure with the bound that its words state.

    Parameters
    ----------
    text
        Such as ``trên 95%``, ``từ 60% trở lên``, ``hơn 13.000``, ``70,43%``.
    decimal, thousands
        Separators that the source declares.

    Raises
    ------
    DataError
        If there is no number, or it does not follow the separators.

    Examples
    --------
    >>> figure = parse_figure("trên 95%")
    >>> figure.value, figure.qualifier, figure.lower, figure.upper
    (95.0, '>', 95.0, 100.0)
    """
    plain = to_nfc(text).casefold()
    found = _FIGURE.search(plain)
    if not found:
        allowed = Words(vi="văn bản có một con số", en="a text with a number in it")
        raise DataError(Problem("value", repr(text), allowed, Words("", ""), "number_form"))
    printed = found.group().rstrip(".,")
    value, decimals = parse_number(printed, decimal=decimal, thousands=thousands)
    rest = plain[found.start() + len(printed) :].lstrip()
    is_percent = rest.startswith("%")
    slash = re.match(r"/\s*(\d[\d.,]*\d|\d)", rest)
    base = parse_number(slash[1], decimal=decimal, thousands=thousands)[0] if slash else None
    qualifier = _qualifier(plain[: found.start()].rstrip(), rest.lstrip("% "))
    lower, upper = _ends(value, qualifier, decimals, 100.0 if is_percent else None)
    return PrintedFigure(value, qualifier, decimals, lower, upper, is_percent, base)


def _qualifier(before: str, after: str) -> Qualifier:
    """The bound that the words next to a figure state; ``=`` when they state none."""
    for words, sign in _WORDS_AFTER:
        if re.match(words, after):
            return sign
    for words, sign in _WORDS_BEFORE:
        if re.search(rf"(?<!\w)(?:{words})$", before):
            return sign
    return "="


def _ends(
    value: float, qualifier: Qualifier, decimals: int, ceiling: float | None
) -> tuple[float | None, float | None]:
    """Ends of what a printed figure allows (METHODS 3.1, as_interval)."""
    if qualifier in (">", ">="):
        return value, ceiling
    if qualifier in ("<", "<="):
        return 0.0, value
    half = value * 0.1 if qualifier == "~" else 0.5 * 10.0**-decimals
    upper = value + half
    return max(value - half, 0.0), upper if ceiling is None else min(upper, ceiling)
