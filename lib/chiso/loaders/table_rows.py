"""Rows of a wide table: which are units, which are totals, which are left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from chiso.catalog import Area, Layout
from chiso.errors import DataError, Problem
from chiso.loaders.cells import Cell, is_missing
from chiso.loaders.table_header import TableHeader, cell_text, is_number_row, shape_of
from chiso.loaders.units import Units, left_out
from chiso.loaders.wording import doubt
from chiso.text import fold

_FIGURE = re.compile(r"[^\w\d]*\d[\d.,\s]*%?")


class UnitRow(NamedTuple):
    """A row of figures of one area."""

    row: int
    area: Area


@dataclass(frozen=True)
class TableRows:
    """Rows below a header, by what they are.

    Attributes
    ----------
    units
        Rows with figures of known areas.
    empty
        Rows of known areas that have figures nowhere in the table.
    others
        Rows with figures of units that are not known.
    totals
        Rows that add up others.
    """

    units: tuple[UnitRow, ...]
    empty: tuple[UnitRow, ...]
    others: tuple[int, ...]
    totals: tuple[int, ...]

    @property
    def counted(self) -> list[int]:
        """Rows that a total adds up, in order."""
        return sorted([*(found.row for found in (*self.units, *self.empty)), *self.others])


class RowSorter:
    """Sorts the rows below one header.

    Parameters
    ----------
    header
        Header of the table.
    layout
        Says which rows are totals and which are skipped.
    columns
        Columns that hold figures.
    """

    def __init__(self, header: TableHeader, layout: Layout, columns: Collection[int]) -> None:
        self._header = header
        self._shape = shape_of(layout)
        self._columns = columns
        self._label = self._label_column()

    def labelled(self) -> Iterator[tuple[int, str]]:
        """Number and label of each row that has one and is neither header nor to be skipped."""
        for row, label in self._labels():
            if label and not _begins(label, self._shape.skip):
                yield row, label

    def sorted(self, units: Units) -> tuple[TableRows, list[Problem]]:
        """The rows by what they are, and what is doubtful about them.

        Rows of units that are not known are told and left out.
        """
        found: list[UnitRow] = []
        empty: list[UnitRow] = []
        others: dict[int, Sequence[Problem]] = {}
        totals: list[int] = []
        above = ""
        for row, label in self.labelled():
            has_figures = self._has_figures(row)
            if _begins(label, self._shape.totals):
                totals.append(row)
                continue
            try:
                unit = UnitRow(row, self._area(units, row, above, label))
            except DataError as error:
                others |= {row: error.problems} if has_figures else {}
            else:
                (found if self._is_filled(row) else empty).append(unit)
            above = "" if has_figures else label
        seen = {unit.area.id for unit in found}
        missing = tuple(unit for unit in empty if unit.area.id not in seen)
        doubts = [
            *(doubt("no_figures", self._where(row), area=area.name) for row, area in missing),
            *self._nameless(),
            *left_out([problem for problems in others.values() for problem in problems]),
        ]
        return TableRows(tuple(found), missing, tuple(others), tuple(totals)), doubts

    def _area(self, units: Units, row: int, above: str, label: str) -> Area:
        """The area of a row; a label may begin in the row above, which then has no figures."""
        where = self._where(row)
        if above:
            try:
                return units.find([f"{above} {label}"], where)
            except DataError:
                pass
        return units.find([label], where)

    def _labels(self) -> Iterator[tuple[int, str]]:
        header = self._header
        heading = fold(self._shape.label)
        first = header.last + 1
        for row in range(first, len(header.grid.rows)):
            label = cell_text(header.grid.cell(row, self._label))
            is_heading = bool(heading) and fold(label) == heading
            if not is_heading and not (row == first and is_number_row(header.grid.rows[row])):
                yield row, label

    def _nameless(self) -> Iterator[Problem]:
        for row, label in self._labels():
            if not label and self._has_figures(row):
                yield doubt("no_label", self._where(row))

    def _label_column(self) -> int:
        """The declared column, else the first one with text below the header."""
        named = self._header.columns(self._shape.label) if self._shape.label else []
        below = self._header.grid.rows[self._header.last + 1 :]
        texts = (
            column
            for column in range(self._header.grid.width)
            if column not in self._columns
            and any(isinstance(cells[column], str) for cells in below)
        )
        return named[0] if named else next(texts, 0)

    def _has_figures(self, row: int) -> bool:
        return any(_is_figure(self._header.grid.cell(row, column)) for column in self._columns)

    def _is_filled(self, row: int) -> bool:
        cells = (self._header.grid.cell(row, column) for column in self._columns)
        return not all(is_missing(cell) for cell in cells)

    def _where(self, row: int) -> str:
        return self._header.grid.where(row, self._label)


def _is_figure(cell: Cell) -> bool:
    """Whether a cell holds a number, and not a line of text such as that of the signature."""
    if isinstance(cell, str):
        return _FIGURE.fullmatch(cell) is not None
    return isinstance(cell, int | float)


def _begins(label: str, words: Iterable[str]) -> bool:
    """Whether a label begins with one of the words, as whole words."""
    said = fold(label)
    found = (fold(word) for word in words)
    return any(said.startswith(word) and not said[len(word) :][:1].isalnum() for word in found)
