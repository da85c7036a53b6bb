"""Wide tables, read as their declarative layout says: no table has code of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from chiso.catalog import Indicator, Kind, Measure
from chiso.errors import DataError
from chiso.loaders.arrival import Arrival, Marks, reading_of
from chiso.loaders.grid import Grid, place
from chiso.loaders.harvest import Harvest
from chiso.loaders.measured import Slot, is_counted
from chiso.loaders.period_said import signed_day
from chiso.loaders.reading import Reading
from chiso.loaders.refusals import shown
from chiso.loaders.table_checks import ColumnReader
from chiso.loaders.table_header import TableHeader, shape_of
from chiso.loaders.table_rows import RowSorter, TableRows, UnitRow
from chiso.loaders.table_view import RowNumbers, TableView, table_views
from chiso.loaders.units import Units
from chiso.loaders.wording import doubt
from chiso.text import fold

_MARKED = re.compile(r"so lieu minh hoa|illustrative data")


def read_table(headers: Sequence[TableHeader], arrival: Arrival) -> Reading:
    """The figures of all sheets that hold the table of a layout.

    Parameters
    ----------
    headers
        Header of each such sheet.
    arrival
        The file; its layout is of kind ``table``.

    Returns
    -------
    Reading
        One row an area, measure and period. Findings: units that are not known, totals that do
        not add up, printed shares that their parts do not give, ranks that do not follow, areas
        without figures.

    Raises
    ------
    DataError
        If the period is not known, a heading or an area stands twice, a number cannot be read,
        or no area is known; every problem of a sheet is said.
    """
    harvest = Harvest(arrival.catalogue)
    for header in headers:
        harvest.findings += header.grid.findings
        _SheetReader(header, arrival, harvest).read()
    harvest.require_once(f"{arrival.file}#")
    harvest.require_sound()
    if not harvest.rows:
        raise DataError([*harvest.findings, doubt("no_units", arrival.file)])
    texts = [text for header in headers for text in _texts(header.grid)]
    is_synthetic = any(_MARKED.search(fold(text)) for text in texts)
    return reading_of(arrival, harvest, Marks(signed_day(texts), None, is_synthetic))


def _texts(grid: Grid) -> list[str]:
    return [cell for cells in grid.rows for cell in cells if isinstance(cell, str)]


class _SheetReader:
    """Reads one sheet into the harvest of its file."""

    def __init__(self, header: TableHeader, arrival: Arrival, harvest: Harvest) -> None:
        self._header = header
        self._grid = header.grid
        self._arrival = arrival
        self._harvest = harvest
        self._shape = shape_of(arrival.layout)
        self._place = place(header.grid.file, header.grid.name)
        self._measures = [
            # Without a heading of its own a measure takes the columns of periods under none.
            replace(measure, columns=measure.columns or ("",))
            for measure in arrival.layout.measures
        ]

    def read(self) -> None:
        """Add the figures of the sheet and the doubts about them."""
        repeated = [
            doubt("heading_twice", self._place, shown(heading), heading=heading, cells=cells)
            for heading, cells in self._header.repeated(self._arrival.layout)
        ]
        if repeated:
            self._harvest.note_errors(DataError(repeated))
            return
        views = table_views(self._header, self._arrival)
        columns = {column for view in views for column in view.columns.values()}
        sorter = RowSorter(self._header, self._arrival.layout, columns)
        if self._shape.area:
            self._read_labelled(sorter, views)
        else:
            self._read_units(sorter, views)

    def _read_units(self, sorter: RowSorter, views: Sequence[TableView]) -> None:
        layout, catalogue = self._arrival.layout, self._arrival.catalogue
        # Boundaries of a table are those of its latest period.
        latest = max(view.period.end for view in views)
        rows, doubts = sorter.sorted(Units.of(layout, catalogue, latest))
        for found in rows.units:
            for view in views:
                self._enter(found, view, self._measures)
        self._harvest.findings += doubts
        for view in views:
            self._check(rows, view)

    def _read_labelled(self, sorter: RowSorter, views: Sequence[TableView]) -> None:
        area = self._arrival.catalogue.areas[self._shape.area]
        for row, label in sorter.labelled():
            wanted = [item for item in self._measures if fold(item.row) == fold(label)]
            for view in views:
                self._enter(UnitRow(row, area), view, wanted)

    def _enter(self, found: UnitRow, view: TableView, measures: Sequence[Measure]) -> None:
        area = found.area
        if not area.is_valid(view.period.end):
            where = f"{self._place}{found.row + 1}"
            got = view.period.code
            self._harvest.findings.append(doubt("area_validity", where, got, area=area.name))
            return
        numbers = RowNumbers(self._grid, found.row, view.columns, self._arrival.source)
        for measure in measures:
            kind = measure.period_kind or self._indicator(measure).period_kind
            try:
                period = view.period_of(kind, self._arrival.source, self._place)
            except DataError as error:
                self._harvest.note_errors(error)
                continue
            slot = Slot(
                area=area.id,
                tier=self._arrival.layout.units[area.kind],
                period=period,
                status=view.status,
                origin=f"{self._grid.name}!" if self._grid.name else "",
                where=self._place,
            )
            self._harvest.enter(measure, slot, numbers)

    def _check(self, rows: TableRows, view: TableView) -> None:
        reader = ColumnReader(self._grid, self._arrival.source)
        if self._shape.adds_up:
            counted = [
                view.columns[heading]
                for measure in self._measures
                if is_counted(measure, self._indicator(measure))
                for heading in (*measure.columns, *measure.denominator)
                if heading in view.columns
            ]
            self._harvest.findings += reader.broken_totals(counted, rows.counted, rows.totals)
        for measure in self._measures:
            heading = measure.columns[0]
            if self._indicator(measure).kind is Kind.RANK and heading in view.columns:
                count, doubts = reader.ranks(view.columns[heading], rows.counted)
                self._harvest.findings += doubts
                if self._shape.ranks_all and not doubts:
                    self._harvest.count_ranks(measure.indicator, view.period, count)

    def _indicator(self, measure: Measure) -> Indicator:
        return self._arrival.catalogue.indicators[measure.indicator]
