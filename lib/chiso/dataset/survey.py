"""A whole data set looked over: every problem of every file, none raised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pandas as pd

from chiso.catalog import Catalogue
from chiso.dataset.catalogue import survey_catalogue
from chiso.dataset.checks import check_frame
from chiso.dataset.observations import read_observations, read_printed
from chiso.dataset.partitions import (
    WORDS,
    Extent,
    partition_files,
    partition_name,
    period_of,
    read_partition,
)
from chiso.errors import DataError, Problem

_MOST = 100  # problems told of one period of a large set: more of them have one cause


def check_dataset(folder: Path, extent: Extent | None = None) -> list[Problem]:
    """Every problem of a data set; empty when it can be reported on.

    Parameters
    ----------
    folder
        Data set folder.
    extent
        Look at this much of its Parquet partitions; None looks at all, one period at a time.
    """
    catalogue, problems = survey_catalogue(folder)
    if catalogue is None:
        return problems
    # A correction that could not be read as a whole would be called stale without being so.
    known = replace(catalogue, corrections=()) if problems else catalogue
    if extent is not None or not partition_files(folder):
        return [*problems, *read_observations(folder, known, extent)[1]]
    return [*problems, *_check_all(folder, known)]


def _check_all(folder: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Problems of the CSV files, then of each period of the Parquet partitions."""
    printed, unsound = read_printed(folder, catalogue)
    unread = {problem.where for problem in unsound}
    yield from unsound
    yield from (found for found in check_frame(printed, catalogue) if found.where not in unread)
    for code, paths in groupby(partition_files(folder), period_of):
        yield from _check_period(folder, list(paths), printed[printed["period"] == code], catalogue)


def _check_period(
    folder: Path, paths: list[Path], printed: pd.DataFrame, catalogue: Catalogue
) -> Iterator[Problem]:
    """Problems of one period; its printed rows are there to find what they repeat."""
    parts = [printed] if len(printed) else []
    for path in paths:
        try:
            parts.append(read_partition(path, path.relative_to(folder).as_posix()))
        except DataError as error:
            yield from error.problems
    if not parts:
        return
    # Categories of several files differ; those of a single one are checked word by word.
    several = len(parts) > 1
    plain = [part.astype(dict.fromkeys(WORDS, "str")) for part in parts]
    rows = pd.concat(plain, ignore_index=True) if several else parts[0]
    inside = partition_name(period_of(paths[0]))
    found = check_frame(rows, catalogue, _MOST)
    yield from (problem for problem in found if problem.where.startswith(inside))
