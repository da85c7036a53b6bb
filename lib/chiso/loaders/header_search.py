"""Finding the header of a wide table: every block of rows at the top is tried."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from chiso.catalog import Layout
from chiso.loaders.grid import Grid
from chiso.loaders.limits import MAX_AREA
from chiso.loaders.table_header import (
    PeriodColumn,
    TableHeader,
    cell_text,
    has_periods,
    shape_of,
    wanted_headings,
)
from chiso.loaders.units import said_twice
from chiso.periods import Period
from chiso.periods.spelling import Days, read_days
from chiso.text import fold

_TOP_ROWS = 60  # rows in which a header must begin
_DEPTH = 5  # rows that a header has at most
_COLUMNS = 256  # that are looked at
_BEGINNINGS = 20  # rows that are tried as the first of a header
_SEEN = 200  # texts among which the nearest to a missing heading is sought
_PERIOD_LENGTH = 60  # characters of the longest spelling of a period, in two languages
_PERIOD_WORDS = re.compile(r"(?:19|20)\d\d|\b(?:quy|thang|nam|q[1-4])\b")
_PERIOD = "2024 | Quý I/2024 | …"
_AROUND = " ()[]*:;,.-–—/"


class HeaderMiss(NamedTuple):
    """What the best candidate for a header lacks.

    Attributes
    ----------
    missing
        Headings that the layout needs and the sheet does not have.
    seen
        Headings that it has.
    """

    missing: tuple[str, ...]
    seen: tuple[str, ...]


def find_header(grid: Grid, layout: Layout) -> TableHeader | HeaderMiss:
    """The header of the table on a sheet, or what is missing for it to have one.

    Of the blocks of rows that have every heading, the one with the most periods is taken, then
    the one with the most of them marked as provisional, then the flattest, then the topmost.
    """
    search = _Search(grid, layout)
    best: TableHeader | None = None
    miss = search.total_miss()
    for header in search.candidates():
        missing = search.missing(header)
        if missing and len(missing) < len(miss.missing):
            miss = HeaderMiss(tuple(missing), tuple(filter(None, header.headings)))
        if not missing and (best is None or _merit(header) > _merit(best)):
            best = header
    return best or miss


def provisional_words(layout: Layout) -> re.Pattern[str]:
    """Folded words that make figures provisional, the longest first."""
    words = sorted(map(fold, shape_of(layout).provisional), key=len, reverse=True)
    if not words:
        return re.compile("(?!)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


class _Search:
    """Looks at every block of rows at the top of a sheet as if it were the header."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        self._grid = grid
        self._layout = layout
        self._marks = provisional_words(layout)
        self._days: dict[str, Days | None] = {}
        self._bare: dict[str, str] = {}
        rows = grid.rows[: _TOP_ROWS + _DEPTH]
        self._texts = [[cell_text(cell) for cell in cells[:_COLUMNS]] for cells in rows]
        for row, column, text in islice(self._merged_cells(), MAX_AREA):
            self._texts[row][column] = text
        # Rows whose empty cells are known to be empty, and not the rest of a merged heading.
        self._merged_rows = {
            row for area in grid.merged for row in range(area.first_row, area.last_row + 1)
        }
        self._left = [
            [*accumulate(texts[:-1], lambda left, text: text or left, initial="")]
            for texts in self._texts
        ]

    def _merged_cells(self) -> Iterator[tuple[int, int, str]]:
        for area in self._grid.merged:
            text = cell_text(self._grid.cell(area.first_row, area.first_column))
            for row in range(area.first_row, min(area.last_row + 1, len(self._texts))):
                for column in range(area.first_column, min(area.last_column + 1, self._width)):
                    yield row, column, text

    @property
    def _width(self) -> int:
        return min(self._grid.width, _COLUMNS)

    def candidates(self) -> Iterator[TableHeader]:
        """Blocks of up to five rows, with the headings that their columns would have."""
        count = len(self._texts)
        beginnings = filter(self._may_begin, range(min(count, _TOP_ROWS)))
        for first in islice(beginnings, _BEGINNINGS):
            for last in range(first, min(first + _DEPTH, count)):
                stacks = [self._stack(first, last, column) for column in range(self._width)]
                yield TableHeader(
                    grid=self._grid,
                    first=first,
                    last=last,
                    headings=tuple(": ".join(stack) for stack in stacks),
                    periods=tuple(self._periods(stacks)) if has_periods(self._layout) else (),
                )

    def total_miss(self) -> HeaderMiss:
        """The answer for a sheet without any of the headings."""
        texts = (text for row in self._texts for text in row if text)
        nothing = TableHeader(self._grid, 0, 0, ())
        return HeaderMiss(tuple(self.missing(nothing)), tuple(islice(texts, _SEEN)))

    def _may_begin(self, row: int) -> bool:
        """Whether a row holds a heading of the layout, the upper part of one, or a period."""
        layout = self._layout
        wanted = [fold(text) for text in (shape_of(layout).label, *wanted_headings(layout))]
        said = {fold(text) for text in self._texts[row] if text}
        is_dated = any(_PERIOD_WORDS.search(text) or self._marks.search(text) for text in said)
        return (has_periods(layout) and is_dated) or any(
            heading == text or heading.startswith(f"{text}:") for heading in wanted for text in said
        )

    def missing(self, header: TableHeader) -> list[str]:
        """Headings that the layout needs and a header does not have."""
        label = shape_of(self._layout).label
        lacking = [label] if label and not header.columns(label) else []
        wanted = wanted_headings(self._layout)
        if not has_periods(self._layout):
            return lacking + [heading for heading in wanted if not header.columns(heading)]
        return lacking + [
            f"{heading}: {_PERIOD}" if heading else _PERIOD
            for heading in wanted
            if not header.period_columns(heading)
        ]

    def _stack(self, first: int, last: int, column: int) -> list[str]:
        """Headings above one another in a column, each once."""
        stack: list[str] = []
        for row in range(first, last + 1):
            said = self._texts[row][column] or self._from_left(row, last, column)
            if said and said not in stack[-1:]:
                stack.append(said)
        return stack

    def _from_left(self, row: int, last: int, column: int) -> str:
        """The heading that reaches over a cell from its left, where cells are not merged."""
        below = [text for line in self._texts[row + 1 : last + 1] if (text := line[column])]
        if row in self._merged_rows or not below:
            return ""
        said = self._left[row][column]
        # A year, or the mark of one, does not reach over another year.
        is_bare = not self._unmarked(said) or self._period(self._unmarked(said))
        is_dated = any(self._period(self._unmarked(text)) for text in below)
        return "" if is_bare and is_dated else said

    def _periods(self, stacks: Sequence[Sequence[str]]) -> Iterator[PeriodColumn]:
        for column, stack in enumerate(stacks):
            pieces = [text for text in map(self._unmarked, stack) if text]
            for count, spelling in _spellings(pieces):
                days = self._period(spelling)
                if days:
                    heading = fold(": ".join(pieces[:-count]))
                    is_marked = any(self._marks.search(fold(text)) for text in stack)
                    yield PeriodColumn(heading, Period(*days), column, is_marked)
                    break

    def _period(self, text: str) -> Days | None:
        """Days of the period that a folded text names, once or in both languages."""
        if text not in self._days:
            is_short = len(text) <= _PERIOD_LENGTH
            self._days[text] = said_twice(text, read_days) if is_short else None
        return self._days[text]

    def _unmarked(self, text: str) -> str:
        """Folded text without the words that make figures provisional."""
        if text not in self._bare:
            bare = self._marks.sub(" ", fold(text))
            self._bare[text] = " ".join(bare.split()).strip(_AROUND)
        return self._bare[text]


def _spellings(pieces: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Ways in which the lowest headings of a column may name a period, and how many they use."""
    if len(pieces) > 1:
        upper, lower = pieces[-2:]
        yield from ((2, f"{lower}/{upper}"), (2, f"{upper}/{lower}"), (2, f"{lower} {upper}"))
    if pieces:
        yield 1, pieces[-1]


def _merit(header: TableHeader) -> tuple[int, int, int, int]:
    marked = sum(found.is_provisional for found in header.periods)
    return len(header.periods), marked, header.first - header.last, -header.first
