"""The header of form 06, found by what it says and not by where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from chiso.errors import DataError, Problem
from chiso.loaders.cells import Cell
from chiso.loaders.form06_pieces import LONGEST
from chiso.loaders.form06_wording import form_problem
from chiso.loaders.grid import Grid
from chiso.loaders.refusals import shown
from chiso.text import fold
from chiso.words import Words

COLUMNS = range(1, 14)
COUNTS = range(3, 14)
_HEADING_ROWS = 6  # rows above the column numbers in which the headings must begin
_LOOKED_AT = 500  # rows of a sheet in which a header is looked for
_FEWEST = 6  # column numbers that make a row a candidate
# «(3)», «3», «(3)=(4)+(5)+(6)».
_NUMBER = re.compile(r"[(\[]?\s*(\d{1,2})\s*[)\]]?(?:\s*=.*)?")

_NONE = Words(vi="không", en="none")


class _Heading(NamedTuple):
    group: str
    words: re.Pattern[str]
    name: str


def _heading(group: str, words: str, name: str) -> _Heading:
    return _Heading(group, re.compile(words), name)


_RECEIVED, _SETTLED, _PENDING = "received", "settled", "pending"
_GROUPS = {
    _RECEIVED: re.compile(r"\btiep nhan\b"),
    _SETTLED: re.compile(r"\bda (?:giai quyet|xu ly)\b"),
    _PENDING: re.compile(r"\bdang (?:giai quyet|xu ly)\b"),
}
_HEADINGS: Mapping[int, _Heading] = {
    3: _heading(_RECEIVED, r"\btong\b", "Tiếp nhận: Tổng số"),
    4: _heading(_RECEIVED, r"\btruc tuyen\b", "Tiếp nhận: Trực tuyến"),
    5: _heading(
        _RECEIVED, r"\btruc tiep\b|\bbuu chinh\b", "Tiếp nhận: Trực tiếp, dịch vụ bưu chính"
    ),
    6: _heading(_RECEIVED, r"\bky truoc\b", "Tiếp nhận: Từ kỳ trước"),
    7: _heading(_SETTLED, r"\btong\b", "Đã giải quyết: Tổng số"),
    8: _heading(_SETTLED, r"\btruoc han\b", "Đã giải quyết: Trước hạn"),
    9: _heading(_SETTLED, r"\bdung han\b", "Đã giải quyết: Đúng hạn"),
    10: _heading(_SETTLED, r"\bqua han\b", "Đã giải quyết: Quá hạn"),
    11: _heading(_PENDING, r"\btong\b", "Đang giải quyết: Tổng số"),
    12: _heading(_PENDING, r"\b(?:trong|chua den|chua qua) han\b", "Đang giải quyết: Trong hạn"),
    13: _heading(_PENDING, r"(?<!chua )\bqua han\b", "Đang giải quyết: Quá hạn"),
}


@dataclass(frozen=True)
class FormHeader:
    """Where the header of a form stands.

    Attributes
    ----------
    grid
        The sheet.
    top
        First row of the headings; the title stands above it.
    row
        Row of the column numbers; figures begin below it.
    columns
        Column of the sheet by column number of the form, 1 to 13.
    """

    grid: Grid
    top: int
    row: int
    columns: Mapping[int, int]

    def address(self, row: int, number: int) -> str:
        """Address of the cell in a row under a column number."""
        return self.grid.address(row, self.columns[number])

    def where(self, row: int, number: int) -> str:
        """Place of that cell for messages."""
        return self.grid.where(row, self.columns[number])


class _Candidate(NamedTuple):
    """A row of column numbers: each number with its column of the sheet."""

    grid: Grid
    row: int
    numbers: tuple[tuple[int, int], ...]

    @property
    def is_complete(self) -> bool:
        return sorted(number for number, _ in self.numbers) == [*COLUMNS]

    @property
    def where(self) -> str:
        return self.grid.where(self.row, self.numbers[0][1])


def find_headers(file: str, sheets: Iterable[Grid]) -> tuple[FormHeader, ...]:
    """The headers of all forms of a workbook, in its order; at least one.

    Parameters
    ----------
    file
        Base name, for messages.
    sheets
        Sheets of the workbook.

    Raises
    ------
    DataError
        If no row holds the column numbers 1 to 13 below headings that agree with them. Every
        heading that contradicts its number is said.
    """
    grids = tuple(sheets)
    rows = [found for grid in grids for found in _candidates(grid)]
    complete = [found for found in rows if found.is_complete]
    headed = [(found, top) for found in complete if (top := _top(found)) is not None]
    if not headed:
        bare = [form_problem("no_headings", found.where) for found in complete]
        raise DataError(bare[:1] or _incomplete(rows) or _nothing(file, grids))
    problems: list[Problem] = []
    headers = tuple(_checked(found, top, problems) for found, top in headed)
    if problems:
        raise DataError(problems)
    return headers


def _candidates(grid: Grid) -> Iterator[_Candidate]:
    for row, cells in enumerate(grid.rows[:_LOOKED_AT]):
        numbers = _numbers(cells)
        if len(numbers) >= _FEWEST:
            yield _Candidate(grid, row, numbers)


def _numbers(cells: Iterable[Cell]) -> tuple[tuple[int, int], ...]:
    """Column numbers of a row with their columns; nothing if any cell says something else."""
    found = []
    for column, cell in enumerate(cells):
        if cell is None:
            continue
        number = _column_number(cell)
        if number is None:
            return ()
        found.append((number, column))
    return tuple(found)


def _column_number(cell: Cell) -> int | None:
    if isinstance(cell, str):
        match = _NUMBER.fullmatch(cell)
        return int(match[1]) if match else None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    # Excel takes a typed (3) for minus three.
    number = abs(cell)
    return int(number) if 0 < number < 100 and number == int(number) else None


def _checked(found: _Candidate, top: int, problems: list[Problem]) -> FormHeader:
    """The header above a complete row of numbers; what its headings contradict is a problem."""
    grid, row = found.grid, found.row
    header = FormHeader(grid, top, row, dict(found.numbers))
    said = {
        column: fold(" ".join(str(grid.rows[at][column] or "") for at in range(top, row)))
        for column in header.columns.values()
    }
    groups = _groups(grid.rows[top])
    for number, heading in _HEADINGS.items():
        column = header.columns[number]
        if heading.words.search(said[column]) and _group_at(groups, column) == heading.group:
            continue
        where = grid.where(row, column)
        fields = {"number": number, "heading": heading.name}
        problems.append(form_problem("heading_contradicts", where, _said(header, column), **fields))
    return header


def _top(found: _Candidate) -> int | None:
    """The nearest row above that names two groups of columns or more."""
    first = max(0, found.row - _HEADING_ROWS)
    rows = found.grid.rows
    return next(
        (row for row in range(found.row - 1, first - 1, -1) if len(_groups(rows[row])) > 1), None
    )


def _groups(cells: Iterable[Cell]) -> dict[int, str]:
    """Groups that a row of headings names, by the column at which each begins."""
    said = {column: fold(cell) for column, cell in enumerate(cells) if isinstance(cell, str)}
    return {
        column: group
        for column, text in said.items()
        for group, words in _GROUPS.items()
        if words.search(text)
    }


def _group_at(groups: Mapping[int, str], column: int) -> str:
    """The group that spans a column: a merged heading stands in its first cell."""
    begun = [first for first in groups if first <= column]
    return groups[max(begun)] if begun else ""


def _said(header: FormHeader, column: int) -> str:
    """What stands above a column, as a message repeats it."""
    rows = header.grid.rows
    texts = [str(rows[at][column]) for at in range(header.top, header.row) if rows[at][column]]
    return shown(" / ".join(texts))


def _incomplete(rows: Iterable[_Candidate]) -> Problem | None:
    """What the best incomplete row of column numbers below headings lacks; None without one."""
    near = [found for found in rows if _top(found) is not None]
    if not near:
        return None
    best = max(near, key=lambda found: len({*COLUMNS} & {number for number, _ in found.numbers}))
    numbers = [number for number, _ in best.numbers]
    missing = [number for number in COLUMNS if number not in numbers]
    extra = [
        number
        for place, number in enumerate(numbers)
        if number not in COLUMNS or number in numbers[:place]
    ]
    fields = {"missing": _listed(missing) or _NONE, "extra": _listed(extra) or _NONE}
    return form_problem("wrong_columns", best.where, _listed(numbers), **fields)


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(f"({number})" for number in numbers)


def _nothing(file: str, grids: Iterable[Grid]) -> Problem:
    """That there is no form, or that the row which comes nearest to its headings has no numbers."""
    counted = [
        (len(found), grid.where(row, 0), found)
        for grid in grids
        for row, cells in enumerate(grid.rows[:_LOOKED_AT])
        if (found := _headings_in(cells))
    ]
    most, where, said = max(counted, key=lambda near: near[0], default=(0, file, []))
    if most < _FEWEST // 2:
        return form_problem("no_form", file)
    return form_problem("no_column_numbers", where, shown(" | ".join(said)))


def _headings_in(cells: Iterable[Cell]) -> list[str]:
    """Cells of a row that name a heading of the form."""
    wanted = [*_GROUPS.values(), *(heading.words for heading in _HEADINGS.values())]
    short = (cell for cell in cells if isinstance(cell, str) and len(cell) < LONGEST)
    return [
        cell
        for cell, plain in ((cell, fold(cell)) for cell in short)
        if any(words.search(plain) for words in wanted)
    ]
