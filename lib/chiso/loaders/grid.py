"""A sheet or a CSV file as plain values with addresses, its text made clean and checked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from chiso.errors import Problem
from chiso.loaders.cells import Cell
from chiso.loaders.refusals import refusal, shown
from chiso.text import fold, is_vietnamese_legacy, to_nfc
from chiso.words import Words

_LISTED = 8  # addresses that one message names
# Marks that are not seen and change what a text is equal to; they are taken out and counted.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# C0 and C1 controls but tab and line ends, and the marks that turn the writing direction.
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_CHANGED = Words(
    vi="chữ Việt dạng dựng sẵn (NFC), không có ký tự ẩn; đã tự chuẩn hóa khi đọc",
    en="composed Unicode text (NFC) without unseen marks; it was put right while reading",
)


def column_letters(column: int) -> str:
    """Letters of a column counted from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(26), column_letters(16383)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """Address of a cell whose row and column are counted from 0.

    Examples
    --------
    >>> cell_address(11, 3)
    'D12'
    """
    return f"{column_letters(column)}{row + 1}"


def address_list(cells: Sequence[tuple[int, int]]) -> str:
    """The first addresses of several cells, and how many there are when some are left off.

    Examples
    --------
    >>> address_list([(0, 0), (1, 0)]), address_list([(row, 0) for row in range(20)])
    ('A1, A2', 'A1, A2, A3, A4, A5, A6, A7, A8, … (20)')
    """
    listed = ", ".join(cell_address(row, column) for row, column in cells[:_LISTED])
    return listed if len(cells) <= _LISTED else f"{listed}, … ({len(cells)})"


class CellRange(NamedTuple):
    """A rectangle of cells; rows and columns count from 0 and both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def address(self) -> str:
        """Such as ``C5:E5``."""
        first = cell_address(self.first_row, self.first_column)
        return f"{first}:{cell_address(self.last_row, self.last_column)}"

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell lies inside."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


@dataclass(frozen=True)
class Grid:
    """One sheet, or one CSV file, from cell A1 on.

    Attributes
    ----------
    file
        Base name of the file in NFC.
    name
        Name of the sheet; empty for CSV.
    rows
        Rows of equal length, without empty rows and columns at the end. Text is trimmed and in
        NFC; an empty cell is None; a formula error is its text (``#REF!``); a time of day is text.
    merged
        Merged ranges; only their first cell has a value.
    formula_cells
        Addresses whose value is the stored result of a formula.
    is_1904
        Whether serial numbers of days count from 1904.
    findings
        What was put right on the way, such as text that was not in NFC.
    """

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[CellRange, ...] = ()
    formula_cells: tuple[str, ...] = ()
    is_1904: bool = False
    findings: tuple[Problem, ...] = ()

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.rows[0]) if self.rows else 0

    def cell(self, row: int, column: int) -> Cell:
        """Value of a cell; None outside the grid."""
        inside = 0 <= row < len(self.rows) and 0 <= column < self.width
        return self.rows[row][column] if inside else None

    def address(self, row: int, column: int) -> str:
        """Address of a cell, such as ``D12`` for row 11 and column 3."""
        return cell_address(row, column)

    def where(self, row: int, column: int) -> str:
        """Place of a cell for messages: ``bc.xlsx#06!D12``; ``bc.csv#D12`` without a sheet."""
        return f"{place(self.file, self.name)}{cell_address(row, column)}"

    def merged_at(self, row: int, column: int) -> CellRange | None:
        """The merged range that covers a cell, or None."""
        return next((area for area in self.merged if area.covers(row, column)), None)

    def find_all(self, words: str, *, whole: bool = False) -> Iterator[tuple[int, int]]:
        """Cells that contain the words, row by row; marks, capitals and spaces do not count.

        Parameters
        ----------
        words
            Text to find, such as ``"Lĩnh vực"``.
        whole
            The cell must say nothing else.

        Examples
        --------
        >>> grid = Grid("bc.xlsx", "06", (("STT", "Lĩnh vực, công việc"), (1, "Đất đai")))
        >>> list(grid.find_all("LĨNH VỰC")), list(grid.find_all("lĩnh vực", whole=True))
        ([(0, 1)], [])
        """
        wanted = fold(words)
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    said = fold(cell)
                    if said == wanted or (not whole and wanted in said):
                        yield row, column

    def find_text(self, words: str, *, whole: bool = False) -> tuple[int, int] | None:
        """The first cell that :meth:`find_all` finds, as row and column from 0; None for none."""
        return next(self.find_all(words, whole=whole), None)


def place(file: str, sheet: str) -> str:
    """Beginning of the place of a cell: ``bc.xlsx#06!``, or ``bc.csv#`` without a sheet."""
    return f"{file}#{sheet}!" if sheet else f"{file}#"


def sheet_place(file: str, sheet: str) -> str:
    """Place of a whole sheet: ``bc.xlsx#06``, or ``bc.csv`` without a sheet."""
    return f"{file}#{sheet}" if sheet else file


def clean_text(text: str) -> str:
    r"""Text in NFC with single spaces, without unseen marks.

    Examples
    --------
    >>> clean_text("\ufeffHoa\u0300\u00a0 Bi\u0300nh\n")
    'Hoà Bình'
    """
    return to_nfc(_UNSEEN.sub("", text))


def has_controls(text: str) -> bool:
    """Whether a text holds control characters or marks that turn the writing direction."""
    return _CONTROLS.search(text) is not None


def is_put_right(text: str) -> bool:
    """Whether :func:`clean_text` changes more than spaces in a text."""
    return not unicodedata.is_normalized("NFC", text) or _UNSEEN.search(text) is not None


def text_finding(where: str, count: int) -> tuple[Problem, ...]:
    """A finding that says how many texts were put right; nothing for none."""
    return (Problem(where, str(count), _CHANGED, Words("", ""), "not_nfc"),) if count else ()


def grid_of(file: str, sheet: str, rows: Sequence[Sequence[Cell]]) -> Grid:
    r"""A grid of values with clean text, cut to the cells that hold something.

    Parameters
    ----------
    file, sheet
        Base name of the file; name of the sheet, empty for CSV.
    rows
        Rows from the first one on, of any length.

    Raises
    ------
    DataError
        For control characters, and for text in TCVN3 or VNI.

    Examples
    --------
    >>> grid_of("bc.csv", "", [["Hoa\u0300 Bi\u0300nh", ""], [12.0, " "], []]).rows
    (('Hoà Bình',), (12.0,))
    """
    texts = {cell for row in rows for cell in row if isinstance(cell, str)}
    bad = {text for text in texts if has_controls(text)}
    if bad:
        raise refusal("control_characters", *_said(file, sheet, rows, _places(rows, bad)))
    put_right = {text for text in texts if is_put_right(text)}
    clean = {text: clean_text(text) or None for text in texts}
    grid = Grid(
        file,
        sheet,
        _trimmed([[clean[it] if isinstance(it, str) else it for it in row] for row in rows]),
        findings=text_finding(sheet_place(file, sheet), len(_places(rows, put_right))),
    )
    refuse_legacy(grid)
    return grid


def _places(rows: Sequence[Sequence[Cell]], texts: Set[str]) -> list[tuple[int, int]]:
    """Rows and columns of the cells that hold one of several texts."""
    if not texts:
        return []
    return [
        (row, column)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if isinstance(cell, str) and cell in texts
    ]


def _trimmed(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of one length, without the empty ones at the end and empty columns at the right."""
    widths = [
        next((at for at in range(len(row), 0, -1) if row[at - 1] is not None), 0) for row in rows
    ]
    width = max(widths, default=0)
    height = next((at for at in range(len(rows), 0, -1) if widths[at - 1]), 0)
    return tuple((*row[:width], *[None] * (width - len(row))) for row in rows[:height])


def refuse_legacy(grid: Grid) -> None:
    """Nothing, if no cell of a grid looks like TCVN3 or VNI text.

    Raises
    ------
    DataError
        With the addresses of the cells that do.
    """
    texts = {cell for row in grid.rows for cell in row if isinstance(cell, str)}
    found = _places(grid.rows, {text for text in texts if is_vietnamese_legacy(text)})
    if found:
        raise refusal("legacy_encoding", *_said(grid.file, grid.name, grid.rows, found))


def _said(
    file: str, sheet: str, rows: Sequence[Sequence[Cell]], found: Sequence[tuple[int, int]]
) -> tuple[str, str]:
    """Addresses of cells, and what the first of them says."""
    row, column = found[0]
    return place(file, sheet) + address_list(found), shown(rows[row][column])
