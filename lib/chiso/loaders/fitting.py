"""Which layouts fit a file: every one that could is tried, and what the others lack is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from chiso.catalog import Layout, LayoutKind
from chiso.errors import DataError, nearest
from chiso.loaders.arrival import Arrival
from chiso.loaders.form06 import read_form06, recognise_form06
from chiso.loaders.grid import Grid
from chiso.loaders.header_search import HeaderMiss, find_header
from chiso.loaders.index766 import FIELDS, fits_index766, read_index766
from chiso.loaders.json_return import JsonReturn, open_return
from chiso.loaders.one_stop import SHAPES, fits_one_stop, read_one_stop
from chiso.loaders.reading import Reading
from chiso.loaders.table import read_table
from chiso.loaders.table_header import TableHeader, shape_of
from chiso.loaders.text_file import read_csv_grid, read_json
from chiso.loaders.units import names_of
from chiso.loaders.workbook import Workbook, open_workbook
from chiso.text import fold
from chiso.words import Words

_TOP_ROWS = 60  # rows in which the words of a layout must stand
_SHOWN = 3  # texts of a file that a message repeats
_LISTED = 8  # headings that a message repeats


class Fit(NamedTuple):
    """A layout that fits a file, and how the file is then read."""

    layout: Layout
    read: Callable[[Arrival], Reading]


class Misfit(NamedTuple):
    """A layout that does not fit a file, and what the file lacks."""

    layout: Layout
    lacks: Words


class Fitting(NamedTuple):
    """What came of trying the layouts on one file.

    Attributes
    ----------
    tried
        Layouts that could fit such a file.
    seen
        What the file says first.
    """

    tried: tuple[Fit | Misfit, ...]
    seen: tuple[str, ...]


def fit_workbook(path: Path, name: str, layouts: Sequence[Layout], *, is_named: bool) -> Fitting:
    """Layouts of forms and tables tried on a workbook.

    Parameters
    ----------
    path, name
        The file, and its base name for messages.
    layouts
        Layouts to try; those of JSON are passed over.
    is_named
        Whether a person named the layout, so that its words need not stand in the file.

    Raises
    ------
    DataError
        If the workbook cannot be opened safely.
    """
    book = open_workbook(path, name)
    tried: list[Fit | Misfit] = []
    for layout in layouts:
        if layout.kind is LayoutKind.FORM06:
            tried.append(_form(book, layout, is_named=is_named))
        elif layout.kind is LayoutKind.TABLE:
            tried.append(_table(book.sheets, layout, is_named=is_named))
    return Fitting(tuple(tried), _first_texts(book.sheets))


def fit_csv(path: Path, name: str, layouts: Sequence[Layout], *, is_named: bool) -> Fitting:
    """Layouts of tables tried on a CSV file, each with its own delimiter and encoding.

    Parameters
    ----------
    path, name, layouts, is_named
        As for :func:`fit_workbook`.

    Raises
    ------
    DataError
        If no layout can read the file as text.
    """
    tried: list[Fit | Misfit] = []
    errors: list[DataError] = []
    grids: list[Grid] = []
    for layout in layouts:
        if layout.kind is not LayoutKind.TABLE:
            continue
        shape = shape_of(layout)
        try:
            grid = read_csv_grid(path, name, shape.delimiter, shape.encoding)
        except DataError as error:
            errors.append(error)
            continue
        grids.append(grid)
        tried.append(_table([grid], layout, is_named=is_named))
    if errors and not grids:
        raise errors[0]
    return Fitting(tuple(tried), _first_texts(grids[:1]))


def fit_json(path: Path, name: str, layouts: Sequence[Layout], *, is_named: bool) -> Fitting:
    """Layouts of JSON tried on a file.

    Parameters
    ----------
    path, name, layouts, is_named
        As for :func:`fit_workbook`; a name changes nothing here.

    Raises
    ------
    DataError
        If the file is no sound JSON, or holds no list of records.
    """
    content = open_return(read_json(path, name), name)
    tried = [_json(content, layout) for layout in layouts if layout.kind in _JSON]
    fields = content.records[0].fields if content.records else ()
    return Fitting(tuple(tried), tuple(islice(fields, _LISTED)))


def _form(book: Workbook, layout: Layout, *, is_named: bool) -> Fit | Misfit:
    if not is_named and recognise_form06(book, [layout]) is None:
        return Misfit(layout, _no_words(layout.words))
    return Fit(layout, lambda arrival: read_form06(book, arrival, names_of(arrival.catalogue)))


def _table(grids: Iterable[Grid], layout: Layout, *, is_named: bool) -> Fit | Misfit:
    headers: list[TableHeader] = []
    lacks: list[Words] = []
    for grid in grids:
        missing = [] if is_named else _missing_words(grid, layout)
        if missing:
            lacks.append(_no_words(missing))
            continue
        found = find_header(grid, layout)
        if isinstance(found, HeaderMiss):
            lacks.append(_no_headings(found))
        else:
            headers.append(found)
    return Fit(layout, partial(read_table, headers)) if headers else Misfit(layout, lacks[0])


class _JsonKind(NamedTuple):
    fits: Callable[[JsonReturn], bool]
    read: Callable[[JsonReturn, Arrival], Reading]
    fields: str


_JSON = {
    LayoutKind.INDEX766: _JsonKind(fits_index766, read_index766, ", ".join(FIELDS)),
    LayoutKind.ONE_STOP: _JsonKind(
        fits_one_stop, read_one_stop, " | ".join(", ".join(shape) for shape in SHAPES)
    ),
}


def _json(content: JsonReturn, layout: Layout) -> Fit | Misfit:
    kind = _JSON[layout.kind]
    if kind.fits(content):
        return Fit(layout, partial(kind.read, content))
    return Misfit(
        layout, Words(vi=f"thiếu các trường {kind.fields}", en=f"no fields {kind.fields}")
    )


def _missing_words(grid: Grid, layout: Layout) -> list[str]:
    said = " ".join(fold(text) for text in _texts(grid))
    return [words for words in layout.words if fold(words) not in said]


def _texts(grid: Grid) -> Iterator[str]:
    for cells in grid.rows[:_TOP_ROWS]:
        yield from (cell for cell in cells if isinstance(cell, str))


def _first_texts(grids: Iterable[Grid]) -> tuple[str, ...]:
    return tuple(islice((text for grid in grids for text in _texts(grid)), _SHOWN))


def _no_words(words: Iterable[str]) -> Words:
    listed = ", ".join(f"«{text}»" for text in words)
    return Words(vi=f"không có chữ {listed}", en=f"the words {listed} are missing")


def _no_headings(miss: HeaderMiss) -> Words:
    """Headings that are missing, each with the one that comes nearest."""
    told = []
    for heading in miss.missing:
        near = nearest(heading, miss.seen)
        told.append(f"«{heading}»" + (f" (≈ «{near}»)" if near else ""))
    listed = ", ".join(told)
    return Words(vi=f"thiếu cột {listed}", en=f"no column {listed}")
