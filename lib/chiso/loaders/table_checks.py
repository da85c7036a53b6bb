"""Checks over the rows of a wide table: totals against their parts, ranks against one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chiso.catalog import Source
from chiso.errors import DataError, Problem
from chiso.loaders.cells import read_count, read_figure
from chiso.loaders.grid import Grid
from chiso.loaders.wording import doubt
from chiso.numbers import format_number
from chiso.words import LANGS, Words


@dataclass(frozen=True)
class ColumnReader:
    """Numbers down the columns of one table.

    Attributes
    ----------
    grid
        The sheet.
    source
        Gives the separators of numbers that are kept as text.
    """

    grid: Grid
    source: Source

    def broken_totals(
        self, columns: Iterable[int], rows: Sequence[int], totals: Sequence[int]
    ) -> Iterator[Problem]:
        """A finding for each total that its rows do not add up to.

        Columns with a number that is missing or cannot be read are passed over: their total
        may well be right.
        """
        for column in sorted(set(columns)):
            parts = [self._count(row, column) for row in rows]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts):
                continue
            summed = sum(known)
            for row in totals:
                total = self._count(row, column)
                if total not in (None, summed):
                    spoken = Words(*(format_number(summed, 0, lang) for lang in LANGS))
                    yield doubt(
                        "total_differs", self.grid.where(row, column), str(total), sum=spoken
                    )

    def ranks(self, column: int, rows: Sequence[int]) -> tuple[int, list[Problem]]:
        """How many ranks stand in a column, and the first that the others contradict.

        Ranks that do not begin with 1 are a part of a list and prove nothing.
        """
        ranks = [(rank, row) for row in rows if (rank := self._figure(row, column)) is not None]
        values = [rank for rank, _ in ranks]
        if min(values, default=0) != 1:
            return len(ranks), []
        wrong = [
            (rank, row)
            for rank, row in sorted(ranks)
            if rank != 1 + sum(other < rank for other in values)
        ]
        return len(ranks), [
            doubt("rank_ties", self.grid.where(row, column), f"{rank:.15g}")
            for rank, row in wrong[:1]
        ]

    def _count(self, row: int, column: int) -> int | None:
        cell, where = self.grid.cell(row, column), self.grid.where(row, column)
        try:
            return read_count(cell, where, self.source.decimal, self.source.thousands)
        except DataError:
            return None

    def _figure(self, row: int, column: int) -> float | None:
        cell, where = self.grid.cell(row, column), self.grid.where(row, column)
        try:
            found = read_figure(cell, where, self.source.decimal, self.source.thousands)
        except DataError:
            return None
        return found.value if found else None
