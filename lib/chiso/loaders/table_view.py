"""Figures of one period in a wide table: which column is which, and what its cells say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chiso.catalog import Layout, PeriodFrom, PeriodKind, Source
from chiso.errors import DataError
from chiso.loaders.arrival import Arrival
from chiso.loaders.cells import Cell, read_count, read_figure
from chiso.loaders.grid import Grid
from chiso.loaders.header_search import provisional_words
from chiso.loaders.measured import Given
from chiso.loaders.period_said import agreed_period, title_period, year_to_date
from chiso.loaders.refusals import refusal, shown
from chiso.loaders.table_header import TableHeader, has_periods, shape_of, wanted_headings
from chiso.loaders.wording import doubt
from chiso.periods import Period
from chiso.text import fold


@dataclass(frozen=True)
class TableView:
    """Columns of one period.

    Attributes
    ----------
    period
        Period that the table says.
    adds_up
        Whether it says that figures add up from the start of the year.
    status
        ``final`` or ``provisional``.
    columns
        Columns by heading, counted from 0.
    """

    period: Period
    adds_up: bool
    status: str
    columns: Mapping[str, int]

    def period_of(self, kind: PeriodKind, source: Source, where: str) -> Period:
        """The period of figures of a kind: from January where they are year to date.

        Raises
        ------
        DataError
            If they are, and the table says a later beginning.
        """
        if kind is not PeriodKind.YTD:
            return self.period
        return year_to_date(self.period, source.calendar, where, adds_up=self.adds_up)


def table_views(header: TableHeader, arrival: Arrival) -> list[TableView]:
    """The periods of a table, in its order.

    Raises
    ------
    DataError
        If no period is known, or the table and the person give different ones.
    """
    layout = arrival.layout
    if has_periods(layout):
        return [_of_period(header, period, layout) for period in _periods(header)]
    lines = list(texts_above(header))
    where = f"{header.grid.file}#{header.grid.name}"
    is_titled = shape_of(layout).period is PeriodFrom.TITLE
    said = title_period(lines, where) if is_titled else None
    marks = provisional_words(layout)
    is_marked = any(marks.search(fold(line)) for line in lines)
    return [
        TableView(
            period=agreed_period(said, arrival.hints, arrival.source, where),
            adds_up=said is not None and said.adds_up,
            status="provisional" if is_marked else "final",
            columns={heading: header.columns(heading)[0] for heading in wanted_headings(layout)},
        )
    ]


def texts_above(header: TableHeader) -> Iterator[str]:
    """Texts above a header, row by row."""
    for cells in header.grid.rows[: header.first]:
        yield from (cell for cell in cells if isinstance(cell, str))


def _periods(header: TableHeader) -> list[Period]:
    return list(dict.fromkeys(found.period for found in header.periods))


def _of_period(header: TableHeader, period: Period, layout: Layout) -> TableView:
    found = {
        heading: item
        for heading in wanted_headings(layout)
        for item in header.period_columns(heading)
        if item.period == period
    }
    is_provisional = any(item.is_provisional for item in found.values())
    return TableView(
        period=period,
        adds_up=False,
        status="provisional" if is_provisional else "final",
        columns={heading: item.column for heading, item in found.items()},
    )


@dataclass(frozen=True)
class RowNumbers:
    """Numbers of one row, by heading.

    Attributes
    ----------
    grid, row
        The row.
    columns
        Columns by heading; a heading without a column has no number.
    source
        Gives the separators of numbers that are kept as text.
    """

    grid: Grid
    row: int
    columns: Mapping[str, int]
    source: Source

    def count(self, column: str) -> Given | None:
        """A whole number; None where nothing was collected."""
        cell, where, address = self._cell(column)
        # «1,000» under a decimal comma is 1, and never meant so where things are counted.
        if isinstance(cell, str) and self.source.decimal in cell:
            raise refusal("fraction_in_count", where, shown(cell))
        count = read_count(cell, where, self.source.decimal, self.source.thousands)
        return None if count is None else Given(float(count), "=", 0, address)

    def figure(self, column: str) -> Given | None:
        """A number with its bound and decimals; None where there is none."""
        cell, where, address = self._cell(column)
        found = read_figure(cell, where, self.source.decimal, self.source.thousands)
        is_percent = isinstance(cell, str) and cell.endswith("%")
        return found and Given(*found, address, is_percent=is_percent)

    def _cell(self, heading: str) -> tuple[Cell, str, str]:
        """A cell with its place and address; empty for a heading without a column."""
        if heading not in self.columns:
            return None, "", ""
        column = self.columns[heading]
        merged = self.grid.merged_at(self.row, column)
        if merged:
            where = self.grid.where(self.row, column)
            raise DataError(doubt("merged_cells", where, merged.address))
        return (
            self.grid.cell(self.row, column),
            self.grid.where(self.row, column),
            self.grid.address(self.row, column),
        )
