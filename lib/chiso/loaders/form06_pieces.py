"""Texts around the table of form 06, and the names of agencies among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from chiso.loaders.cells import Cell
from chiso.loaders.grid import Grid
from chiso.text import fold

LONGEST = 300
"""Signs of a cell that are looked at: titles and labels are short, and patterns take their time."""

_REPORTER = re.compile(
    r"\b(?:don vi|co quan) (?:gui |lap )?bao cao\b\W*(.*?)\W*"
    r"(?=$|\b(?:don vi|co quan|ky bao cao|tu ngay|bieu so|mau so)\b)"
)
_LABEL = re.compile(r"\W*(?:don vi|co quan|ky bao cao|tu ngay|bieu|mau so|ban hanh)\b")
_BODY = re.compile(r"(?:ubnd|uy ban nhan dan)\b")


@dataclass(frozen=True)
class Piece:
    """A cell that is not empty.

    Attributes
    ----------
    row, column
        Where it stands, from 0.
    cell, text
        Its value, and the beginning of that as text.
    """

    row: int
    column: int
    cell: Cell
    text: str

    @cached_property
    def plain(self) -> str:
        """The text without marks and capitals, of the same length as NFC text."""
        return fold(self.text)


def pieces(grid: Grid, rows: range) -> Iterator[Piece]:
    """Cells of some rows that are not empty, in reading order."""
    for row in rows:
        for column, cell in enumerate(grid.rows[row]):
            if cell is not None:
                yield Piece(row, column, cell, str(cell)[:LONGEST])


def right_of(texts: Sequence[Piece], place: int) -> Piece | None:
    """The next piece in the row of one, or None."""
    following = texts[place + 1] if place + 1 < len(texts) else None
    return following if following and following.row == texts[place].row else None


def reporters(texts: Sequence[Piece]) -> Iterator[tuple[Piece, str]]:
    """What stands behind «Đơn vị báo cáo», or right of it, or below it: cell and name."""
    for place, piece in enumerate(texts):
        match = _REPORTER.search(piece.plain)
        if not match:
            continue
        if match[1]:
            yield piece, piece.text[match.start(1) : match.end(1)]
            continue
        for near in (right_of(texts, place), _below(texts, piece)):
            if near and not _LABEL.match(near.plain):
                yield near, near.text
                break


def bodies(texts: Sequence[Piece]) -> Iterator[tuple[Piece, str]]:
    """People's committees that lines name, in one cell or in two below each other."""
    for piece in texts:
        match = _BODY.match(piece.plain)
        if match:
            below = None if piece.plain[match.end() :].strip() else _below(texts, piece)
            yield piece, f"{piece.text} {below.text}" if below else piece.text


def _below(texts: Iterable[Piece], above: Piece) -> Piece | None:
    wanted = (above.row + 1, above.column)
    return next((piece for piece in texts if (piece.row, piece.column) == wanted), None)
