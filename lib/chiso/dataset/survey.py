"""A whole data set looked over: every problem of every file, none raised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
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
from chiso.horizon import seeing_until

_MOST = 100  # problems told of one period of a large set: more of them have one cause


@dataclass(frozen=True)
class Survey:
    """What was read of a data set, and what is wrong with it.

    Attributes
    ----------
    catalogue
        Its description; None when there are problems.
    observations
        Its rows, as :func:`chiso.dataset.observations.read_observations` gives them; without a
        catalogue there are none.
    problems
        Every problem that was found.
    """

    catalogue: Catalogue | None
    observations: pd.DataFrame
    problems: list[Problem]


def survey_dataset(folder: Path, extent: Extent | None = None, until: date | None = None) -> Survey:
    """A data set read once, for whoever makes several things of it.

    Parameters
    ----------
    folder
        Data set folder.
    extent
        Read this much of its Parquet partitions; None reads all.
    until
        Promise of what is dropped, as :func:`chiso.dataset.catalogue.read_catalogue` takes it, for
        the observations too.
    """
    catalogue, problems = survey_catalogue(folder, until)
    if catalogue is None:
        return Survey(None, pd.DataFrame(), problems)
    known = _without_broken_corrections(catalogue, problems)
    with seeing_until(until):
        observations, found = read_observations(folder, known, extent)
    problems = [*problems, *found]
    return Survey(None if problems else catalogue, observations, problems)


def check_dataset(folder: Path, extent: Extent | None = None) -> list[Problem]:
    """Every problem of a data set; empty when it can be reported on.

    Parameters
    ----------
    folder
        Data set folder.
    extent
        Look at this much of its Parquet partitions; None looks at all, one period at a time.
    """
    if extent is not None or not partition_files(folder):
        return survey_dataset(folder, extent).problems
    catalogue, problems = survey_catalogue(folder)
    if catalogue is None:
        return problems
    return [*problems, *_check_all(folder, _without_broken_corrections(catalogue, problems))]


def _without_broken_corrections(catalogue: Catalogue, problems: list[Problem]) -> Catalogue:
    # A correction that could not be read as a whole would be called stale without being so.
    return replace(catalogue, corrections=()) if problems else catalogue


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
