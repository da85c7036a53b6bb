"""Sums that form 06 must keep, row by row and from fields over sections to the total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from chiso.errors import Problem
from chiso.loaders.form06_header import COUNTS, FormHeader
from chiso.loaders.form06_table import FormLine, FormSection, FormTable
from chiso.loaders.form06_wording import form_problem

# Columns 3=4+5+6, 7=8+9+10, 11=12+13 are printed on the form; 3=7+11 follows from them.
ROW_BALANCES: tuple[tuple[str, int, tuple[int, ...]], ...] = (
    ("balance_received", 3, (4, 5, 6)),
    ("balance_settled", 7, (8, 9, 10)),
    ("balance_pending", 11, (12, 13)),
    ("balance_flow", 3, (7, 11)),
)
_LISTED = 6  # addends that a message writes out

At = tuple[int, int]  # row of the sheet, column number of the form


class Break(NamedTuple):
    """A sum that does not hold.

    Attributes
    ----------
    problem
        It as a finding.
    cells
        Cells whose figures it casts doubt on: row of the sheet and column number.
    equation
        The numbers on both sides: ``C12 = 105; D12+E12+F12 = 40+50+13 = 103``.
    """

    problem: Problem
    cells: tuple[At, ...]
    equation: str


class _Addend(NamedTuple):
    at: At
    amount: int | None


def find_breaks(table: FormTable, header: FormHeader) -> list[Break]:
    """Every sum of a form that does not hold.

    Parameters
    ----------
    table
        Counts of the form.
    header
        Gives the addresses.

    Notes
    -----
    An empty addend is missing and not zero: the sum is then only known to be at least that of
    the others, and a total below that is a break all the same.
    """
    checks = (*_within_rows(table.lines), *_down_columns(table))
    return [found for check in checks if (found := _broken(*check, header))]


_Check = tuple[str, _Addend, list[_Addend]]


def _within_rows(lines: Iterable[FormLine]) -> Iterator[_Check]:
    for line in lines:
        for rule, total, parts in ROW_BALANCES:
            yield rule, _addend(line, total), [_addend(line, part) for part in parts]


def _down_columns(table: FormTable) -> Iterator[_Check]:
    for number in COUNTS:
        for section in table.sections:
            if section.total and section.fields:
                fields = [_addend(line, number) for line in section.fields]
                yield "section_sum", _addend(section.total, number), fields
        if table.total:
            parts = [part for section in table.sections for part in _of_section(section, number)]
            yield "total_sum", _addend(table.total, number), parts


def _of_section(section: FormSection, number: int) -> list[_Addend]:
    """Counts that make up a section; a missing one where it has none."""
    return [_addend(line, number) for line in section.lines] or [
        _Addend((section.row, number), None)
    ]


def _addend(line: FormLine, number: int) -> _Addend:
    return _Addend((line.row, number), line.counts[number])


def _broken(rule: str, total: _Addend, parts: list[_Addend], header: FormHeader) -> Break | None:
    known = [(part.at, part.amount) for part in parts if part.amount is not None]
    if total.amount is None or not known:
        return None
    added = sum(count for _, count in known)
    holds = total.amount == added if len(known) == len(parts) else total.amount >= added
    if holds:
        return None
    cells = _joined([header.address(*at) for at, _ in known])
    numbers = _joined([str(count) for _, count in known])
    right = f"{cells} = {added}" if len(known) == 1 else f"{cells} = {numbers} = {added}"
    problem = form_problem(rule, header.where(*total.at), f"{total.amount}; {right}")
    doubtful = (total.at, *(part.at for part in parts if part.at[0] == total.at[0]))
    return Break(problem, doubtful, f"{header.address(*total.at)} = {total.amount}; {right}")


def _joined(texts: list[str]) -> str:
    return "+".join(texts) if len(texts) <= _LISTED else f"{texts[0]}+…+{texts[-1]}"
