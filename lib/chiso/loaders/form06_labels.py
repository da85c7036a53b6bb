"""What a row of form 06 is, by its number and its label: a section, a total, a field, a detail."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from chiso.catalog import Tier
from chiso.loaders.cells import Cell
from chiso.loaders.form06_pieces import LONGEST
from chiso.text import fold


class RowKind(StrEnum):
    """Parts that a row can play."""

    SECTION = "section"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    FIELD = "field"
    DETAIL = "detail"
    UNKNOWN_SECTION = "unknown_section"


class RowName(NamedTuple):
    """Number and label of a row; empty where there is none."""

    number: str
    label: str


class RowPart(NamedTuple):
    """The part that a row plays, and the tier that it names; None where it names none."""

    kind: RowKind
    tier: Tier | None = None


_TIERS = {
    Tier.PROVINCE: re.compile(r"\bcap tinh\b|\bso\W+(?:va\W+)?(?:cac\W+)?(?:ban\W+)?nganh\b"),
    Tier.DISTRICT: re.compile(r"\bcap huyen\b|\bhuyen\W+(?:thi xa|thanh pho)\b"),
    Tier.COMMUNE: re.compile(r"\bcap xa\b|\bxa\W+(?:phuong|thi tran)\b"),
}
_FIELD = re.compile(r"\d+")
_DETAIL = re.compile(r"\d+(?:\.\d+)+|[-–+*•]|[a-zđ]")
_SECTION = re.compile(r"[IVXLC]+|[A-ZĐ]")
# «A. Cấp huyện», «1. Đất đai» in one cell.
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*|[IVXLC]+|[A-ZĐ])\s*[.)/:–-]\s*(\S.*)")
_TOTAL = re.compile(r"(tong so|tong cong|tong chung|tong|cong)\b\W*(.*)")
_ALL = re.compile(r"(?:toan|chung|ho so|so ho so|cac (?:muc|cap))\b")
_SUMMED = re.compile(r"(?:cac |ca )?(?:muc |phan )?(?:\d+|[ivx]+|[a-d])(\W*\+.*)?")


def row_name(first: Cell, second: Cell) -> RowName:
    """Number and label in the first two columns of the form.

    Examples
    --------
    >>> row_name(3.0, "Đất đai"), row_name("II. Cấp xã", None), row_name("Tổng cộng", None)
    (RowName(number='3', label='Đất đai'), RowName(number='II', label='Cấp xã'), \
RowName(number='', label='Tổng cộng'))
    """
    label = "" if second is None else str(second)[:LONGEST]
    number = _number(first)
    if not label and not _is_number(number):
        number, label = "", number
    if not number:
        match = _NUMBERED.fullmatch(label)
        if match:
            return RowName(match[1], match[2])
    return RowName(number if _is_number(number) else "", label)


def row_part(name: RowName, *, has_figures: bool) -> RowPart | None:
    """The part that a row plays; None for a line of text.

    Parameters
    ----------
    name
        Number and label of the row.
    has_figures
        Whether any count stands in it.

    Examples
    --------
    >>> row_part(RowName("", "TỔNG CỘNG (I+II)"), has_figures=True).kind.value
    'total'
    >>> row_part(RowName("I", "TTHC cấp huyện"), has_figures=False)
    RowPart(kind=<RowKind.SECTION: 'section'>, tier=<Tier.DISTRICT: 'district'>)
    """
    total = _total(name.label)
    if total:
        return total
    if _FIELD.fullmatch(name.number):
        return RowPart(RowKind.FIELD)
    tiers = _tiers(name.label)
    if len(tiers) == 1 and not _DETAIL.fullmatch(name.number):
        return RowPart(RowKind.SECTION, tiers[0])
    if _SECTION.fullmatch(name.number):
        return RowPart(RowKind.UNKNOWN_SECTION)
    if name.number:
        return RowPart(RowKind.DETAIL)
    return RowPart(RowKind.FIELD) if has_figures else None


def _number(cell: Cell) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:.10g}"
    # «I.», «1)», «(2)».
    return "" if cell is None else re.sub(r"^\((?=\w+\)$)|[.):]+$", "", str(cell)[:LONGEST])


def _is_number(text: str) -> bool:
    return any(form.fullmatch(text) for form in (_FIELD, _DETAIL, _SECTION))


def _total(label: str) -> RowPart | None:
    """A total or subtotal by its words; None for labels that only begin alike."""
    match = _TOTAL.fullmatch(fold(label))
    # «Công chứng», «Công Thương» are fields; «cộng» is a sum.
    if not match or (match[1] == "cong" and label[:4].casefold() not in ("cộng", "cong")):
        return None
    is_short, rest = match[1] == "cong", match[2]
    tiers = _tiers(rest)
    if len(tiers) == 1:
        return RowPart(RowKind.SUBTOTAL, tiers[0])
    summed = _SUMMED.fullmatch(rest.strip("()= "))
    if summed:
        return RowPart(RowKind.TOTAL if summed[1] else RowKind.SUBTOTAL)
    if not rest:
        return RowPart(RowKind.SUBTOTAL if is_short else RowKind.TOTAL)
    return RowPart(RowKind.TOTAL) if tiers or _ALL.match(rest) else None


def _tiers(label: str) -> list[Tier]:
    plain = fold(label)
    return [tier for tier, words in _TIERS.items() if words.search(plain)]
