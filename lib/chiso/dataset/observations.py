"""Observations as one typed frame: read, corrected, checked, with every problem at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from chiso.catalog import Catalogue
from chiso.dataset.checks import check_frame
from chiso.dataset.corrections import apply_corrections
from chiso.dataset.coverage import printed_files
from chiso.dataset.files import Cells, cells_of, read_text
from chiso.dataset.partitions import (
    WORDS,
    Extent,
    partition_files,
    period_of,
    read_partition,
    read_partitions,
)
from chiso.dataset.rules import period_or_none
from chiso.errors import DataError, Problem
from chiso.horizon import seeing_until
from chiso.words import Words

COLUMNS = (
    "indicator", "area", "tier", "scope", "period", "period_kind", "value", "qualifier",
    "numerator", "denominator", "decimals", "status", "definition", "source",
    "locator", "published", "extracted", "note",
)  # fmt: skip
_CORRECTIONS = "corrections.yml: "
_LARGE = 1_000_000  # characters; of smaller files one frame costs less than a frame for each
_NUMBERS = ("value", "numerator", "denominator", "decimals")
_DAYS = ("published", "extracted")
_NUMBER = (
    Words(
        vi="số dùng dấu chấm thập phân, không có dấu ngăn hàng nghìn",
        en="a number with a decimal point and no thousands mark",
    ),
    Words(vi="Kiểm tra dấu thập phân", en="Check the decimal sign"),
)
_DAY = (
    Words(vi="ngày dạng 2024-05-07", en="a date like 2024-05-07"),
    Words(vi="Ghi năm-tháng-ngày", en="Write year-month-day"),
)


def load_observations(
    folder: Path, catalogue: Catalogue, extent: Extent | None = None
) -> pd.DataFrame:
    """All observations of a data set, corrected and checked.

    Parameters
    ----------
    folder
        Data set; its ``observations/*.csv`` are read in name order, then the
        ``returns/*/observations.csv`` of its imports, then its Parquet partitions.
    catalogue
        The catalogue of the same data set.
    extent
        What is wanted: of Parquet partitions these areas, and of every file the rows that end by
        its last day; None for all. The rows of CSV files are all read and checked.

    Returns
    -------
    pandas.DataFrame
        The columns of DESIGN section 4, and ``file``, ``row`` (line of origin), ``first_day``,
        ``last_day`` (under the calendar of the source), ``time`` (``last_day`` in years),
        ``correction`` (id of an applied correction or ``""``).

    Raises
    ------
    DataError
        With every problem of every file.
    """
    with seeing_until(extent.until if extent else None):
        frame, problems = read_observations(folder, catalogue, extent)
    if problems:
        raise DataError(problems)
    return cut_after(frame, extent.until) if extent else frame


def cut_after(observations: pd.DataFrame, last_day: date) -> pd.DataFrame:
    """The observations whose own period ends on or before a day."""
    return observations[observations["last_day"] <= pd.Timestamp(last_day)]


def read_observations(
    folder: Path, catalogue: Catalogue, extent: Extent | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """The observations and their problems, without raising for the problems of rows."""
    typed, unsound = read_printed(folder, catalogue)
    stored, broken = read_partitions(folder, extent)
    parts = [part for part in (typed, stored) if len(part)]
    if len(stored):
        typed = pd.concat([part[list(typed.columns)] for part in parts], ignore_index=True)
    unread = {problem.where for problem in unsound}
    breaks = [found for found in check_frame(typed, catalogue) if found.where not in unread]
    return with_days(typed, catalogue), sorted([*unsound, *broken, *breaks], key=_place)


def read_held(
    folder: Path, catalogue: Catalogue, periods: Collection[str], areas: Collection[str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """What a data set holds of some periods and areas, and what keeps any file from being read.

    Parameters
    ----------
    folder, catalogue
        The data set and its description.
    periods, areas
        Codes; of Parquet partitions only rows that have one of each are kept.

    Returns
    -------
    frame, problems
        All rows of CSV files and the rows that are kept, with the columns of an observation. Every
        file is read as a whole, one partition after the other; rows are not checked.
    """
    printed, problems = read_printed(folder, catalogue)
    parts, problems = [printed], [*problems]
    for path in partition_files(folder):
        try:
            rows = read_partition(path, path.relative_to(folder).as_posix())
        except DataError as error:
            problems += error.problems
            continue
        if period_of(path) in periods:
            wanted = rows[rows["area"].isin(areas)]
            parts.append(wanted.astype(dict.fromkeys(WORDS, "str")))
    filled = [part[list(COLUMNS)] for part in parts if len(part)] or [printed[list(COLUMNS)]]
    return pd.concat(filled, ignore_index=True), sorted(problems, key=_place)


def read_printed(folder: Path, catalogue: Catalogue) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows of the CSV files, typed and corrected, and what cannot be read or corrected.

    Parameters
    ----------
    folder, catalogue
        The data set and its description.
    """
    printed, broken = _printed(folder)
    # A row that a broken file lost is not a row that its source has mended.
    names = {problem.where.partition(":")[0] for problem in broken}
    fitting = [item for item in catalogue.corrections if item.file not in names]
    raw, stale = apply_corrections(printed, () if printed.empty else tuple(fitting))
    typed, unreadable = _typed(raw)
    return typed, [*stale, *broken, *unreadable]


def _printed(folder: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """All rows as text with their file and line, and what is wrong with the files."""
    paths = printed_files(folder)
    problems = [] if paths or partition_files(folder) else [_nothing(folder)]
    parts = [pd.DataFrame(columns=[*COLUMNS, "file"], dtype="str").assign(row=0)]
    small: list[tuple[str, Cells]] = []
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            text = read_text(path, name)
            rows = _large(text) if len(text) >= _LARGE else None
            if rows is not None:
                parts += [_rows_of(small), rows.assign(file=name).astype({"file": "str"})]
                small = []
                continue
            cells, found = cells_of(text, name, COLUMNS)
        except DataError as error:
            problems += error.problems
            continue
        problems += found
        small.append((name, cells))
    return pd.concat([*parts, _rows_of(small)], ignore_index=True), problems


def _large(text: str) -> pd.DataFrame | None:
    """The rows of a file with their lines; None unless every line is a whole row."""
    lines = text.split("\n")
    is_plain = '"' not in text and "\r" not in text and lines[-1] == ""
    if not is_plain or {line.count(",") for line in lines[:-1]} != {len(COLUMNS) - 1}:
        return None
    rows = pd.read_csv(io.StringIO(text), dtype="str", na_filter=False, quoting=csv.QUOTE_NONE)
    if sorted(rows.columns) != sorted(COLUMNS):
        return None
    return rows[list(COLUMNS)].assign(row=np.arange(2, len(rows) + 2))


def _rows_of(files: Iterable[tuple[str, Cells]]) -> pd.DataFrame:
    """The rows of some files with their names and lines."""
    columns: dict[str, list[str]] = {name: [] for name in (*COLUMNS, "file")}
    lines: list[int] = []
    for name, cells in files:
        lines += cells.lines
        columns["file"] += [name] * len(cells.lines)
        for column in COLUMNS:
            columns[column] += cells.columns[column]
    return pd.DataFrame(columns, dtype="str").assign(row=np.array(lines, dtype="int64"))


def _place(problem: Problem) -> tuple[bool, str, int]:
    """File and line of a problem; corrections come first, in the order of their file."""
    if problem.where.startswith(_CORRECTIONS):
        return False, "", 0
    file, line = (*problem.where.split(":"), "")[:2]
    return True, file, int(line) if line.isdigit() else 0


def _nothing(folder: Path) -> Problem:
    allowed = Words(
        vi="ít nhất một tệp observations/*.csv hoặc observations/period=*/*.parquet",
        en="at least one observations/*.csv or observations/period=*/*.parquet",
    )
    todo = Words(vi="Kiểm tra đường dẫn --data", en="Check the path given with --data")
    return Problem(f"{folder.name}/observations", "", allowed, todo, "no_observations")


def _typed(raw: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Numbers and dates read from text; cells that cannot be read are named and left missing."""
    typed, problems = dict[str, pd.Series](), list[Problem]()
    for column in _NUMBERS:
        numbers = pd.to_numeric(raw[column].where(raw[column] != ""), errors="coerce")
        typed[column] = numbers.astype(float).where(np.isfinite)
        problems += _unread(raw, typed[column], _NUMBER)
    for column in _DAYS:
        typed[column] = pd.to_datetime(
            raw[column].where(raw[column] != ""), format="%Y-%m-%d", errors="coerce"
        )
        problems += _unread(raw, typed[column], _DAY)
    return raw.assign(**typed), problems


def _unread(raw: pd.DataFrame, typed: pd.Series, words: tuple[Words, Words]) -> list[Problem]:
    allowed, todo = words
    column = str(typed.name)
    is_bad = typed.isna() & (raw[column] != "")
    if not is_bad.any():
        return []
    bad = raw.loc[is_bad, ["file", "row", column]]
    return [
        Problem(f"{file}:{row}: {column}", repr(value), allowed, todo, "unreadable")
        for file, row, value in bad.itertuples(index=False)
    ]


def with_days(typed: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Rows with ``first_day``, ``last_day`` under the calendar of their source, and ``time``.

    Parameters
    ----------
    typed
        Rows with ``period`` and ``source``; periods that cannot be read have no days.
    catalogue
        Gives the calendar of each source.

    Returns
    -------
    pandas.DataFrame
        The rows in their order; ``time`` is ``last_day`` in years.
    """
    calendars = {key: source.calendar for key, source in catalogue.sources.items()}
    default = catalogue.settings.calendar
    codes = typed[["period", "source"]]
    number = codes.groupby([*codes], sort=False, observed=True, dropna=False).ngroup().to_numpy()
    days = [
        (period.first_day(calendar).isoformat(), period.last_day(calendar).isoformat())
        if period
        else ("", "")
        for period, calendar in (
            (period_or_none(code), calendars.get(source, default))
            for code, source in codes.drop_duplicates().itertuples(index=False)
        )
    ]
    dated = typed.reset_index(drop=True).assign(
        first_day=pd.to_datetime([first for first, _ in days], errors="coerce")[number],
        last_day=pd.to_datetime([last for _, last in days], errors="coerce")[number],
    )
    last = dated["last_day"].dt
    length = 365 + last.is_leap_year.astype(float)
    return dated.assign(time=last.year + last.day_of_year / length)
