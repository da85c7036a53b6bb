"""From CSV to Parquet: a data set written once more with a partition for each period."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from chiso.catalog import Area, Catalogue
from chiso.dataset.catalogue import read_catalogue
from chiso.dataset.coverage import printed_files
from chiso.dataset.observations import load_observations
from chiso.dataset.partitions import DAYS, NUMBERS, STORED, TEXTS, partition_files, partition_name
from chiso.dataset.writer import flush_folder

# Rows of one group: a report reads whole groups, and a province with its districts fills a few.
GROUP_ROWS = 32_768
_PARENTS = 8  # levels above an area; more of them are a ring


def convert_dataset(source: Path, target: Path) -> int:
    """How many rows of a data set now stand in Parquet partitions of a new one.

    Files that a correction names stay CSV, since a correction guards a row as it was printed;
    partitions that are there already, descriptions and lists of returns are copied.

    Parameters
    ----------
    source
        Data set folder.
    target
        Folder to make; it must not be there.

    Raises
    ------
    DataError
        With every problem of the data set; nothing is written then.
    OSError
        If it cannot be written; nothing is left behind.
    """
    catalogue = read_catalogue(source)
    guarded = {correction.file for correction in catalogue.corrections}
    printed = [path.relative_to(source).as_posix() for path in printed_files(source)]
    moving = [name for name in printed if name not in guarded]
    rows = load_observations(source, catalogue)
    moved = rows[rows["file"].isin(moving)]
    staged = target.with_name(f".staging-{os.getpid()}-{target.name}")
    taken = {path.parent for path in partition_files(source)}
    try:
        shutil.copytree(source, staged, ignore=_leave_out(source, moving))
        for period, part in moved.groupby("period", sort=True):
            number = int(source / partition_name(str(period)) in taken)
            write_partition(staged, str(period), part, catalogue, number=number)
        flush_folder(staged)
        staged.rename(target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return len(moved)


def write_partition(
    folder: Path, period: str, rows: pd.DataFrame, catalogue: Catalogue, *, number: int = 0
) -> Path:
    """The Parquet file with some rows of a period, sorted so that a province's rows lie together.

    Parameters
    ----------
    folder
        Data set folder.
    period
        Code of the period of all rows.
    rows
        Typed rows with the columns of an observation; texts may be categories.
    catalogue
        Says which area lies in which province.
    number
        Number of the file in its partition.
    """
    import pyarrow.parquet as pq

    path = folder / partition_name(period) / f"part-{number}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    order = np.argsort(area_ranks(rows["area"], catalogue), kind="stable")
    table = _table(rows.iloc[order])
    pq.write_table(table, path, row_group_size=GROUP_ROWS, compression="zstd")
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    flush_folder(path.parent)
    return path


def area_ranks(areas: pd.Series, catalogue: Catalogue) -> pd.Series:
    """Place of each row's area: provinces first, then districts, then communes, each by province.

    Parameters
    ----------
    areas
        Codes, as text or categories.
    catalogue
        Gives the parents.
    """
    lines = {code: _line(area, catalogue) for code, area in catalogue.areas.items()}
    ordered = sorted(lines, key=lambda code: (len(lines[code]), lines[code]))
    return areas.map({code: rank for rank, code in enumerate(ordered)}).astype(float)


def _line(area: Area, catalogue: Catalogue) -> list[str]:
    """The areas above an area, the highest first, and itself."""
    line = [area.id]
    while (above := catalogue.areas.get(area.parent)) and len(line) < _PARENTS:
        line.insert(0, above.id)
        area = above
    return line


def _table(rows: pd.DataFrame) -> Any:
    """The stored columns: dictionaries of text, doubles and dates; empty texts are missing."""
    import pyarrow as pa

    arrays = {}
    for name in STORED:
        cells = rows[name]
        if name in TEXTS:
            words = cells.astype("category")
            values = pa.array(words.cat.categories, pa.string())
            empty = words.isna() | words.eq("")
            codes = pa.array(words.cat.codes.to_numpy(dtype="int32"), mask=empty.to_numpy())
            arrays[name] = pa.DictionaryArray.from_arrays(codes, values)
        elif name in NUMBERS:
            arrays[name] = pa.array(cells.astype(float), pa.float64(), from_pandas=True)
        elif name in DAYS:
            days = pa.array(cells, pa.timestamp("us"), from_pandas=True, safe=False)
            arrays[name] = days.cast(pa.date32())
    return pa.table(arrays)


def _leave_out(source: Path, names: Iterable[str]) -> Callable[[str, list[str]], list[str]]:
    """What is not copied: the files that are converted, and what an import left."""
    converted = {source / name for name in names}

    def ignored(folder: str, found: list[str]) -> list[str]:
        return [name for name in found if Path(folder) / name in converted or name.startswith(".")]

    return ignored
