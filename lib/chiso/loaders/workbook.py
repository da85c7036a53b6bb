"""Workbooks as grids of plain values, after everything that could do harm was refused."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from types import TracebackType

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from chiso.loaders.binary_sheets import check_binary
from chiso.loaders.cells import Cell
from chiso.loaders.grid import CellRange, Grid, address_list, cell_address, grid_of, place
from chiso.loaders.package import check_package
from chiso.loaders.refusals import refusal, shown
from chiso.loaders.safety import CheckedWorkbook, Kind, SheetFacts, kind_of, read_bytes
from chiso.text import to_nfc

__all__ = ["CellRange", "Grid", "Workbook", "open_workbook"]

_Value = str | float | bool | date | time | timedelta


@dataclass(frozen=True)
class Workbook:
    """One workbook, read.

    Attributes
    ----------
    file
        Base name in NFC.
    sheets
        Visible worksheets that hold at least one value, in the order of the workbook.
    left_out
        Names of sheets that were not read because they are hidden, charts or empty.
    """

    file: str
    sheets: tuple[Grid, ...]
    left_out: tuple[str, ...] = ()


def open_workbook(path: Path, name: str) -> Workbook:
    """The visible sheets of an .xlsx or .xls workbook as grids of values.

    Parameters
    ----------
    path
        The file; its content decides what it is, not its extension.
    name
        Base name for messages and locators, as :func:`chiso.loaders.text_file.safe_name` gives it.

    Raises
    ------
    DataError
        If the file is not a sound, open, macro-free workbook within the limits of
        :mod:`chiso.loaders.safety`, or has formulas without stored results, control characters or
        text in TCVN3 or VNI. ``rule`` is one of :data:`chiso.loaders.rules.RULES`.
    """
    data = read_bytes(path, name)
    kind = kind_of(data)
    if kind == Kind.ZIP:
        checked = check_package(data, name)
    elif kind == Kind.OLE:
        checked = check_binary(data, name)
    else:
        raise refusal("not_a_workbook", name, kind.value)
    for facts in checked.sheets:
        if facts.unstored:
            where = place(name, facts.name) + address_list(facts.unstored)
            raise refusal("formula_without_result", where)
    grids = _grids(checked, name)
    empty = tuple(grid.name for grid in grids if not grid.rows)
    if len(empty) == len(grids):
        raise refusal("no_sheets", name, ", ".join((*checked.left_out, *empty)))
    filled = tuple(grid for grid in grids if grid.rows)
    return Workbook(name, filled, (*checked.left_out, *empty))


class _ParserRefuses:
    """What the parser of values says about a broken file becomes a refusal, also a Rust panic.

    A panic reaches Python under a class that no module exports and that is no ``Exception``, so it
    is known by its name.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        known = (CalamineError, ValueError, OverflowError, OSError)
        if kind and (issubclass(kind, known) or kind.__name__ == "PanicException"):
            raise refusal("damaged", self._name, shown(str(error))) from error


def _grids(checked: CheckedWorkbook, name: str) -> list[Grid]:
    with (
        _ParserRefuses(name),
        CalamineWorkbook.from_filelike(io.BytesIO(checked.data)) as book,
    ):
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        return [
            _grid(name, book.get_sheet_by_name(sheet), facts, is_1904=checked.is_1904)
            for sheet, facts in zip(names, checked.sheets, strict=True)
        ]


def _grid(file: str, sheet: CalamineSheet, facts: SheetFacts, *, is_1904: bool) -> Grid:
    rows = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    return replace(
        grid_of(file, to_nfc(sheet.name), _with_errors(rows, facts.errors)),
        merged=tuple(CellRange(*first, *last) for first, last in sheet.merged_cell_ranges or ()),
        formula_cells=tuple(cell_address(row, column) for row, column in facts.formulas),
        is_1904=is_1904,
    )


def _plain(value: _Value) -> Cell:
    """A value of a cell, None for an empty one; a time of day becomes text."""
    if isinstance(value, (time, timedelta)):
        return str(value)
    return None if value == "" else value


def _with_errors(
    rows: list[list[Cell]], errors: Mapping[tuple[int, int], str]
) -> Sequence[Sequence[Cell]]:
    """The rows with formula errors in their places, which the parser leaves empty."""
    for (row, column), error in errors.items():
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = error
    return rows
