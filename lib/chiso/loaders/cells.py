"""What one cell says: a count, a figure or a day. Nothing is guessed and nothing is repaired."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from chiso.errors import DataError
from chiso.loaders.refusals import refusal, shown
from chiso.numbers import Qualifier, format_number, parse_figure, parse_number
from chiso.text import to_nfc
from chiso.words import Words

Cell = str | int | float | bool | date | datetime | None
"""Value of a cell; text is trimmed and in NFC, an empty cell is None."""

# Signs of Vietnamese statistical tables: «-» nothing occurred; «…» it occurred, nobody counted it.
NOTHING_OCCURRED = frozenset({"-", "–", "—", "−"})
NOT_COLLECTED = frozenset({"", "…", "..", "...", "....", "x", "X"})
MAX_COUNT = 10**12
_MOST = Words(vi=format_number(MAX_COUNT, 0, "vi"), en=format_number(MAX_COUNT, 0, "en"))
_ERROR = re.compile(r"#(REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA|#+|)")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)")
_NEGATIVE = re.compile(r"[-–−]\s*(?=\d)")
# Digits of other scripts are no digits here, hence the ASCII flag.
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/.-])", re.ASCII)
_ISO = re.compile(r"(?<![\d/.-])(\d{4})-(\d{2})-(\d{2})(?![\d/.-])", re.ASCII)
_SPOKEN = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})(?!\d)", re.ASCII)
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
# Excel counts days from 1900 with a 29 February 1900 that never was; old Mac workbooks from 1904.
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_YEARS = range(2000, 2100)


class Figure(NamedTuple):
    """A number that a cell shows, in the unit of the cell.

    Attributes
    ----------
    value
        The number.
    qualifier
        ``=`` or the bound that the words beside it state.
    decimals
        Digits after the decimal sign.
    """

    value: float
    qualifier: Qualifier
    decimals: int


def read_count(cell: Cell, where: str, decimal: str, thousands: str) -> int | None:
    """A whole number from a cell; None where nothing was collected.

    Parameters
    ----------
    cell
        Value of the cell.
    where
        Place for the message, such as ``bc.xlsx#06!D12``.
    decimal, thousands
        Separators that the source declares; they matter only to numbers kept as text.

    Returns
    -------
    int or None
        None for an empty cell and for «…» (occurred, not collected); 0 for «-» (nothing
        occurred), which is what that sign means in a Vietnamese statistical table.

    Raises
    ------
    DataError
        For errors such as ``#REF!``, negative numbers, fractions, dates, logical values and any
        text that is no number under the declared separators.

    Examples
    --------
    >>> read_count("1.310", "bc.xlsx#06!C9", ",", "."), read_count(12.0, "D9", ",", ".")
    (1310, 12)
    >>> read_count("-", "C9", ",", "."), read_count("…", "C9", ",", ".")
    (0, None)
    """
    if isinstance(cell, str) and to_nfc(cell) in NOTHING_OCCURRED:
        return 0
    value = _number(cell, where, decimal, thousands)
    if value is None:
        return None
    # "1,000" is one or a thousand, depending on who typed it; "12,0" can only be twelve.
    if isinstance(cell, str) and len(cell.strip().rpartition(decimal)[2]) == 3 and decimal in cell:
        raise refusal("fraction_in_count", where, shown(cell))
    if value < 0:
        raise refusal("negative_count", where, shown(cell))
    if value > MAX_COUNT:
        raise refusal("count_too_large", where, shown(cell), limit=_MOST)
    # Sums made by formulas carry binary noise in the last digits.
    if not math.isclose(value, round(value), rel_tol=1e-12, abs_tol=1e-9):
        raise refusal("fraction_in_count", where, shown(cell))
    return round(value)


def read_figure(cell: Cell, where: str, decimal: str, thousands: str) -> Figure | None:
    """A figure from a cell, with its bound and its printed decimals; None where there is none.

    Parameters
    ----------
    cell, where, decimal, thousands
        As for :func:`read_count`.

    Returns
    -------
    Figure or None
        None for an empty cell, «…» and «-»: without occurrences a share has no base.

    Raises
    ------
    DataError
        As for :func:`read_count`, but negative numbers and fractions are figures.

    Examples
    --------
    >>> read_figure("70,43%", "D9", ",", ".")
    Figure(value=70.43, qualifier='=', decimals=2)
    >>> read_figure("trên 95%", "D9", ",", ".")
    Figure(value=95.0, qualifier='>', decimals=0)
    """
    if isinstance(cell, str):
        text = to_nfc(cell)
        if text in NOTHING_OCCURRED or text in NOT_COLLECTED:
            return None
        return _figure_of_text(text, where, decimal, thousands)
    value = _number(cell, where, decimal, thousands)
    return None if value is None else Figure(value, "=", _decimals(value))


def read_day(cell: Cell, where: str, *, is_1904: bool = False) -> date:
    """The day that a cell names: a real date, an Excel serial number, or text with one day in it.

    Parameters
    ----------
    cell
        Value of the cell.
    where
        Place for the message.
    is_1904
        Whether serial numbers count from 1904 (``Grid.is_1904``).

    Raises
    ------
    DataError
        If the cell names no day, several days, or a day outside 2000 to 2099.

    Examples
    --------
    >>> read_day("Hòa Bình, ngày 15 tháng 6 năm 2024", "A3"), read_day(45458, "A3")
    (datetime.date(2024, 6, 15), datetime.date(2024, 6, 15))
    """
    day: date | None = None
    if isinstance(cell, str):
        days = find_days(cell)
        day = days[0] if len(days) == 1 else None
    elif isinstance(cell, datetime):
        day = cell.date()
    elif isinstance(cell, date):
        day = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        day = _day_of_serial(cell, is_1904=is_1904)
    if day is None or day.year not in _YEARS:
        raise refusal("not_a_day", where, shown(cell))
    return day


def find_days(text: str) -> tuple[date, ...]:
    """The days that a text names, in its order; what only looks like a day is left out.

    Examples
    --------
    >>> [day.isoformat() for day in find_days("Từ ngày 15/5/2024 đến ngày 14/6/2024")]
    ['2024-05-15', '2024-06-14']
    """
    plain = to_nfc(text).casefold()
    found: list[tuple[int, date | None]] = []
    for match in _SLASHED.finditer(plain):
        found.append((match.start(), _day(match[4], match[3], match[1])))
    for match in _ISO.finditer(plain):
        found.append((match.start(), _day(match[1], match[2], match[3])))
    for match in _SPOKEN.finditer(plain):
        found.append((match.start(), _day(match[3], match[2], match[1])))
    return tuple(day for _, day in sorted(found, key=lambda pair: pair[0]) if day)


def is_missing(cell: Cell) -> bool:
    """Whether a cell is empty or says «…»: missing, which is not zero.

    Examples
    --------
    >>> is_missing("…"), is_missing("-"), is_missing(0)
    (True, False, False)
    """
    return cell is None or (isinstance(cell, str) and to_nfc(cell) in NOT_COLLECTED)


def is_error(cell: Cell) -> bool:
    """Whether a cell shows a formula error such as ``#REF!``."""
    return isinstance(cell, str) and _ERROR.fullmatch(cell.strip().upper()) is not None


def _number(cell: Cell, where: str, decimal: str, thousands: str) -> float | None:
    """The number in a cell, whatever its sign; None for a missing one."""
    if isinstance(cell, bool | date):
        raise refusal("not_a_number", where, shown(cell))
    if isinstance(cell, int | float):
        if not math.isfinite(cell):
            raise refusal("not_a_number", where, shown(cell))
        return cell
    if is_missing(cell):
        return None
    return _number_of_text(to_nfc(str(cell)), where, decimal, thousands)[0]


def _number_of_text(text: str, where: str, decimal: str, thousands: str) -> tuple[float, int]:
    """Number and decimals of a text that is nothing but a number."""
    if is_error(text):
        raise refusal("error_value", where, shown(text))
    if _FOREIGN_DIGIT.search(text):
        raise _not_in_form(text, where, decimal, thousands)
    sign = _NEGATIVE.match(text)
    printed = text[sign.end() :] if sign else text
    if _SPACED.match(printed):  # a space groups digits and is never a decimal sign
        printed = _without_spaces(printed)
    try:
        value, decimals = parse_number(printed, decimal=decimal, thousands=thousands)
    except DataError as error:
        raise _not_in_form(text, where, decimal, thousands) from error
    if not math.isfinite(value):  # hundreds of digits
        raise refusal("not_a_number", where, shown(text))
    return (-value if sign else value), decimals


def _figure_of_text(text: str, where: str, decimal: str, thousands: str) -> Figure:
    """A figure of a text: a number, a percent sign, words that state a bound; nothing else."""
    bare = text.removesuffix("%").rstrip()
    has_words = re.search(r"[^\d\s.,]", bare) and not is_error(bare)
    if _NEGATIVE.match(bare) or _FOREIGN_DIGIT.search(bare) or not has_words:
        value, decimals = _number_of_text(bare, where, decimal, thousands)
        return Figure(value, "=", decimals)
    text = _without_spaces(text)
    try:
        printed = parse_figure(text, decimal=decimal, thousands=thousands)
    except DataError as error:
        raise _not_in_form(text, where, decimal, thousands) from error
    # Words that state no bound are no part of a figure: «Năm 2022» is not 2022.
    if printed.qualifier == "=" or len(re.findall(r"\d[\d.,]*", text)) > 1:
        raise _not_in_form(text, where, decimal, thousands)
    return Figure(printed.value, printed.qualifier, printed.decimals)


def _without_spaces(text: str) -> str:
    """The text with the spaces between groups of three digits taken out."""
    return _SPACED.sub(lambda match: match[0].replace(" ", ""), text)


def _not_in_form(text: str, where: str, decimal: str, thousands: str) -> DataError:
    return refusal("number_form", where, shown(text), decimal=decimal, thousands=thousands)


def _decimals(value: float) -> int:
    """Digits after the decimal sign that a stored number shows, binary noise left aside."""
    exponent = Decimal(f"{value:.15g}").normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _day_of_serial(serial: float, *, is_1904: bool) -> date | None:
    if not math.isfinite(serial) or not 0 < serial < 100_000:
        return None
    return (_EPOCH_1904 if is_1904 else _EPOCH_1900) + timedelta(days=int(serial))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
