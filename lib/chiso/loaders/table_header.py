"""The header of a wide table, found by what it says and not by where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from chiso.catalog import Layout, PeriodFrom, TableShape
from chiso.loaders.cells import Cell
from chiso.loaders.grid import Grid, cell_address
from chiso.periods import Period
from chiso.text import fold

# «(3)», «3», «3=4+5», «A»: the numbers that forms print under their headings.
_COLUMN_NUMBER = re.compile(r"[(\[]?\s*(?:(\d{1,2})|[A-Z])\s*[)\]]?(?:\s*=.*)?")


class PeriodColumn(NamedTuple):
    """One column of a table whose columns are periods.

    Attributes
    ----------
    heading
        Folded heading above the period; empty for none.
    period
        The period that it names.
    column
        Counted from 0.
    is_provisional
        Whether words such as «Sơ bộ» stand beside it.
    """

    heading: str
    period: Period
    column: int
    is_provisional: bool


@dataclass(frozen=True)
class TableHeader:
    """Where the header of a table stands and which column is which.

    Attributes
    ----------
    grid
        The sheet.
    first, last
        Rows of the headings, counted from 0.
    headings
        Headings of all columns; those above one another are joined with a colon.
    periods
        Columns that are periods; empty where the layout has none.
    """

    grid: Grid
    first: int
    last: int
    headings: tuple[str, ...]
    periods: tuple[PeriodColumn, ...] = ()

    @cached_property
    def _by_heading(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for column, heading in enumerate(self.headings):
            found.setdefault(fold(heading), []).append(column)
        return found

    def columns(self, heading: str) -> list[int]:
        """Columns under a heading; capitals, marks and spaces do not count."""
        return self._by_heading.get(fold(heading), [])

    def period_columns(self, heading: str) -> list[PeriodColumn]:
        """Columns of periods under a heading, which is empty for those under none."""
        wanted = fold(heading)
        return [found for found in self.periods if found.heading == wanted]

    def repeated(self, layout: Layout) -> Iterator[tuple[str, str]]:
        """Each heading that a layout needs and that stands twice, with its cells."""
        label = shape_of(layout).label
        groups = [(label, self.columns(label))] if label else []
        for heading in wanted_headings(layout):
            if not has_periods(layout):
                groups.append((heading, self.columns(heading)))
                continue
            under = self.period_columns(heading)
            groups += [
                (
                    f"{heading} {period}".strip(),
                    [item.column for item in under if item.period == period],
                )
                for period in dict.fromkeys(item.period for item in under)
            ]
        for heading, columns in groups:
            if len(columns) > 1:
                yield heading, ", ".join(cell_address(self.last, column) for column in columns)


def shape_of(layout: Layout) -> TableShape:
    """The shape of a table layout."""
    return layout.table or TableShape("", PeriodFrom.HINT)


def has_periods(layout: Layout) -> bool:
    """Whether columns are periods."""
    return shape_of(layout).period is PeriodFrom.COLUMNS


def wanted_headings(layout: Layout) -> list[str]:
    """Headings of the measures of a layout.

    Where columns are periods these stand above them, and are empty for periods under none.
    """
    found: list[str] = []
    for measure in layout.measures:
        printed = (measure.printed,) if measure.printed else ()
        found += (*(measure.columns or ("",)), *measure.denominator, *printed)
    return list(dict.fromkeys(found))


def is_number_row(cells: Sequence[Cell]) -> bool:
    """Whether a row holds nothing but the numbers of its columns.

    Examples
    --------
    >>> is_number_row(["A", "B", 1.0, "(2)", "3=1+2"]), is_number_row(["17", 5.0, 7.0])
    (True, False)
    """
    said = [cell_text(cell) for cell in cells if cell is not None]
    found = [_COLUMN_NUMBER.fullmatch(text) for text in said]
    numbers = [int(match[1]) for match in found if match and match[1]]
    runs = [*range(numbers[0], numbers[0] + len(numbers))] if numbers else []
    return all(found) and len(numbers) > 1 and numbers == runs


def cell_text(cell: Cell) -> str:
    """What a cell says as a label: whole numbers without decimals, nothing for an empty one.

    Examples
    --------
    >>> cell_text(2021.0), cell_text("Đơn vị"), cell_text(None)
    ('2021', 'Đơn vị', '')
    """
    if cell is None:
        return ""
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)
