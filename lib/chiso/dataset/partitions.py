"""Large data sets: observations as Parquet, a folder a period, read as far as they are needed.

::

    <data set>/observations/period=2024-07/*.parquet    the columns of an observation but ``period``

Texts are dictionaries, numbers doubles, days dates; an empty cell is a missing one.
"""

from __future__ import annotations

import os
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from chiso.catalog import PeriodKind
from chiso.dataset.coverage import PARTITION_KEY
from chiso.dataset.files import header_problem
from chiso.dataset.partition_words import broken_partition, legacy_words, wrong_type
from chiso.dataset.rules import period_or_none
from chiso.errors import DataError, Problem
from chiso.periods import Calendar
from chiso.text import is_vietnamese_legacy

TEXTS = (
    "indicator", "area", "tier", "scope", "period_kind", "qualifier", "status", "definition",
    "source", "locator", "note",
)  # fmt: skip
NUMBERS = ("value", "numerator", "denominator", "decimals")
DAYS = ("published", "extracted")
STORED = (*TEXTS, *NUMBERS, *DAYS)
ALWAYS = ("area", "period_kind", "source")  # by which rows are chosen and dated
WORDS = (*TEXTS, "period", "file")
_LISTED = sorted((str(PeriodKind.YEAR_INDEX), str(PeriodKind.RANK)))


@dataclass(frozen=True)
class Extent:
    """What is wanted of a large data set.

    Attributes
    ----------
    until
        Last day; what ends later is not read.
    areas
        Areas of which every row is read.
    listed
        Areas of which only yearly indices and ranks are read.
    """

    until: date
    areas: frozenset[str]
    listed: frozenset[str] = frozenset()


PRINTED_ONLY = Extent(date.min, frozenset())  # nothing of Parquet partitions


def partition_files(folder: Path, until: date | None = None) -> list[Path]:
    """The Parquet files of a data set in the order of their names.

    Parameters
    ----------
    folder
        Data set folder.
    until
        Leave out periods that end later under every calendar.
    """
    found = sorted(folder.glob(f"observations/{PARTITION_KEY}*/*.parquet"))
    return [path for path in found if until is None or _is_wanted(period_of(path), until)]


def period_of(path: Path) -> str:
    """The code of the period to which a file belongs, as its folder says it."""
    return path.parent.name.removeprefix(PARTITION_KEY)


def partition_name(period: str) -> str:
    """The folder of a period below the data set."""
    return f"observations/{PARTITION_KEY}{period}"


def read_partitions(
    folder: Path, extent: Extent | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """The wanted rows of all periods as typed rows, and what is wrong with the files.

    Parameters
    ----------
    folder
        Data set folder.
    extent
        What is wanted; None for all. Row groups are chosen by their statistics, so a set whose
        rows are sorted by area is read in parts.

    Returns
    -------
    frame, problems
        Texts as text, numbers and days typed, with ``file``, ``row`` (counted from 1) and an
        empty ``correction``.
    """
    tables, problems = _read_all(folder, extent)
    if not tables:
        return pd.DataFrame(), problems
    frame = _frame(tables)
    return frame.astype(dict.fromkeys(WORDS, "str")).assign(correction=""), problems


def read_areas(folder: Path, areas: Iterable[str], columns: Iterable[str] = STORED) -> pd.DataFrame:
    """All stored rows of some areas, texts as categories, period after period.

    Parameters
    ----------
    folder
        Data set folder.
    areas
        Codes.
    columns
        Which columns are wanted; those of :data:`ALWAYS`, ``period``, ``file`` and ``row`` are
        always there.

    Raises
    ------
    DataError
        If a partition cannot be read.
    """
    tables, problems = _read_all(folder, Extent(date.max, frozenset(areas)), columns)
    if problems:
        raise DataError(problems)
    return _frame(tables) if tables else pd.DataFrame()


def _read_all(
    folder: Path, extent: Extent | None, columns: Iterable[str] = STORED
) -> tuple[list[Any], list[Problem]]:
    """The wanted rows of each file as Arrow tables, and what is wrong with the files."""
    tables: list[Any] = []
    problems: list[Problem] = []
    for path in partition_files(folder, extent.until if extent else None):
        try:
            tables.append(_read(path, path.relative_to(folder).as_posix(), extent, columns))
        except DataError as error:
            problems += error.problems
    return tables, problems


def read_partition(path: Path, name: str, columns: Iterable[str] = STORED) -> pd.DataFrame:
    """All rows of one file, texts as categories.

    Parameters
    ----------
    path, name, columns
        The file, its name for messages, and its wanted columns as for :func:`read_areas`.

    Returns
    -------
    pandas.DataFrame
        The columns of an observation with ``file`` and ``row``.

    Raises
    ------
    DataError
        If the file is no whole Parquet file, has other columns or types, or holds legacy
        Vietnamese text.
    """
    return _frame([_read(path, name, None, columns)]).astype({"file": "str"})


def _read(path: Path, name: str, extent: Extent | None, columns: Iterable[str]) -> Any:
    """The wanted rows of a file as an Arrow table with ``period``, ``file`` and ``row``."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    # Arrow opens files without telling Python; whoever observes what a report reads is told here.
    sys.audit("open", os.fspath(path), "rb", 0)
    wanted = [column for column in STORED if column in {*columns, *ALWAYS}]
    try:
        with pq.ParquetFile(path, pre_buffer=_has_threads()) as file:
            _check_columns(file.schema_arrow.names, name)
            groups, lines = _choose_groups(file.metadata, extent)
            found = file.read_row_groups(groups, columns=wanted, use_threads=_has_threads())
    except (OSError, pa.ArrowException) as error:
        raise DataError(broken_partition(name, error)) from error
    table = found.append_column("row", pa.array(lines))
    if extent is not None:
        table = table.filter(_is_in(table, extent, name))
    typed = {column: _typed(table[column], column, name) for column in wanted}
    for column in filter(typed.__contains__, TEXTS):
        _check_words(typed[column], column, name)
    ends = {"period": _constant(period_of(path), len(table)), "file": _constant(name, len(table))}
    return pa.table({**typed, **ends, "row": table["row"]})


def _is_in(table: Any, extent: Extent, name: str) -> Any:
    """Which rows are wanted."""
    import pyarrow as pa
    import pyarrow.compute as pc

    def among(column: str, words: Iterable[str]) -> Any:
        cells = _typed(table[column], column, name)
        return pc.is_in(cells, value_set=pa.array(sorted(words), pa.string()))

    is_listed = pc.and_(among("area", extent.listed), among("period_kind", _LISTED))
    return pc.or_(among("area", extent.areas), is_listed)


def _frame(tables: Sequence[Any]) -> pd.DataFrame:
    import pyarrow as pa

    whole = pa.concat_tables(tables).unify_dictionaries()
    frame: pd.DataFrame = whole.to_pandas(use_threads=_has_threads())
    return frame


def _has_threads() -> bool:
    """Whether Arrow may use several; with a pool of one thread a process could not be forked."""
    import pyarrow as pa

    return bool(pa.cpu_count() > 1)


def _constant(word: str, size: int) -> Any:
    """One word for every row, kept once."""
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(np.zeros(size, dtype=np.int32), [word])


def _is_wanted(code: str, until: date) -> bool:
    """Whether a period ends by a day under some calendar; codes that are none are read and told."""
    period = period_or_none(code)
    return period is None or min(map(period.last_day, Calendar)) <= until


def _choose_groups(metadata: Any, extent: Extent | None) -> tuple[list[int], np.ndarray[Any, Any]]:
    """The row groups that may hold wanted rows, and the number of each of their rows."""
    sizes = [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)]
    starts = np.cumsum([0, *sizes])
    names = metadata.schema.names
    area, kind = names.index("area"), names.index("period_kind")

    own, listed = (sorted(extent.areas), sorted(extent.listed)) if extent else ([], [])

    def is_wanted(group: Any) -> bool:
        return extent is None or (
            _may_hold(group.column(area), own)
            or (_may_hold(group.column(kind), _LISTED) and _may_hold(group.column(area), listed))
        )

    groups = [number for number in range(len(sizes)) if is_wanted(metadata.row_group(number))]
    lines = [np.arange(starts[number] + 1, starts[number + 1] + 1) for number in groups]
    return groups, np.concatenate([np.arange(0), *lines])


def _may_hold(column: Any, wanted: Sequence[str]) -> bool:
    """Whether the range of a row group reaches one of the wanted words, which are in order."""
    statistics = column.statistics
    if statistics is None or not statistics.has_min_max:
        return True
    return bisect_left(wanted, statistics.min) < bisect_right(wanted, statistics.max)


def _check_columns(found: Iterable[str], name: str) -> None:
    columns = list(found)
    if sorted(columns) != sorted(STORED):
        raise DataError(header_problem(name, columns, STORED))


def _typed(cells: Any, column: str, name: str) -> Any:
    """One column in the type of its kind; empty texts for missing ones."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.timestamp("us") if column in DAYS else pa.float64()
    try:
        if column not in TEXTS:
            return cells.cast(wanted)
        is_words = pa.types.is_dictionary(cells.type) and cells.type.value_type == pa.string()
        plain = cells if is_words and not cells.null_count else cells.cast(pa.string())
        words = plain if plain is cells else pc.fill_null(plain, "").dictionary_encode()
    except pa.ArrowException as error:
        kind = "date" if column in DAYS else "double" if column in NUMBERS else "string"
        raise DataError(wrong_type(name, column, kind, str(cells.type))) from error
    return words


def _check_words(words: Any, column: str, name: str) -> None:
    """Raise when a cell that is wanted holds legacy Vietnamese text."""
    different = set(words.unify_dictionaries().unique().to_pylist())
    if is_vietnamese_legacy("\n".join(different)):
        raise DataError(legacy_words(name, column, different))
