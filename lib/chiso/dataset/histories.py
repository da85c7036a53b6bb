"""Successive values of one figure: what each vintage changed, and by how much."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from chiso.catalog import Catalogue
from chiso.dataset.observations import read_observations
from chiso.dataset.partitions import (
    PRINTED_ONLY,
    WORDS,
    partition_files,
    period_of,
    read_partition,
)
from chiso.dataset.rules import period_or_none
from chiso.errors import DataError
from chiso.periods import Period

FIGURE = ("indicator", "area", "tier", "scope", "period", "definition")
STATED = ("value", "qualifier", "numerator", "denominator")
VINTAGE = (*STATED, "decimals", "published", "source", "locator")
_COMPARED = (*FIGURE, *VINTAGE)


class Statement(NamedTuple):
    """One published value of a figure.

    Attributes
    ----------
    value, qualifier, decimals
        The number with its bound and printed decimals.
    numerator, denominator
        Parts of a share; None where not given.
    published
        Day of publication.
    source, locator
        Id of the source, and where it stands there.
    """

    value: float
    qualifier: str
    decimals: int
    numerator: float | None
    denominator: float | None
    published: date
    source: str
    locator: str


class ValueChange(NamedTuple):
    """Two successive values of one figure; ``figure`` holds the ids named by :data:`FIGURE`."""

    figure: tuple[str, ...]
    before: Statement
    after: Statement

    @property
    def period(self) -> str:
        """Code of the period."""
        return self.figure[FIGURE.index("period")]

    @property
    def difference(self) -> float:
        """New value less old value."""
        return self.after.value - self.before.value


def changes_in(
    folder: Path, catalogue: Catalogue, period: Period | None = None
) -> list[ValueChange]:
    """Each step at which a figure of a data set was published with another value or other parts.

    Parquet partitions are read one period at a time, in the columns that are compared; the rules
    for their rows are left to ``chiso validate``.

    Parameters
    ----------
    folder, catalogue
        The data set and its description.
    period
        The only period to look at; None for all.

    Returns
    -------
    list of ValueChange
        As :func:`successive_values` gives them; those of partitions last, period after period.

    Raises
    ------
    DataError
        With every problem of the CSV files, or if a partition cannot be read.
    """
    printed, problems = read_observations(folder, catalogue, PRINTED_ONLY)
    if problems:
        raise DataError(problems)
    stored = {code: [*paths] for code, paths in groupby(partition_files(folder), period_of)}
    changes = successive_values(printed[~printed["period"].isin(stored)])
    for code, paths in stored.items():
        if period in (None, period_or_none(code)):
            names = [path.relative_to(folder).as_posix() for path in paths]
            rows = [read_partition(*each, _COMPARED) for each in zip(paths, names, strict=True)]
            changes += successive_values(_joined([printed[printed["period"] == code], *rows]))
    return [change for change in changes if period in (None, Period.parse(change.period))]


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Rows of several files in one frame; categories, which differ, become texts."""
    filled = [part[[*_COMPARED]] for part in parts if len(part)]
    if len(filled) < 2:
        return (filled or parts)[0]
    texts = [name for name in _COMPARED if name in WORDS]
    plain = [part.astype(dict.fromkeys(texts, "str")) for part in filled]
    return pd.concat(plain, ignore_index=True)


def successive_values(observations: pd.DataFrame) -> list[ValueChange]:
    """Each step at which a figure was published with another value or other parts.

    Parameters
    ----------
    observations : pandas.DataFrame
        As loaded: the columns of :data:`FIGURE` and :data:`VINTAGE`.

    Returns
    -------
    list of ValueChange
        Figures in the order of their first rows, the steps of each in the order of days.
    """
    repeated = observations.duplicated(list(FIGURE), keep=False)
    observations = observations.loc[repeated, [*FIGURE, *VINTAGE]]
    if observations.empty:
        return []
    ordered = observations.sort_values("published", kind="stable")
    figure = observations.groupby(list(FIGURE), sort=False).ngroup()
    stated = observations.groupby(list(STATED), sort=False, dropna=False).ngroup()
    code = figure.reindex(ordered.index)
    before = ordered.index.to_series().groupby(code).shift()
    is_step = before.notna() & stated.reindex(ordered.index).ne(before.map(stated))
    steps = ordered[is_step].sort_index(key=lambda index: figure.reindex(index), kind="stable")
    old = ordered.loc[before[steps.index], list(VINTAGE)].add_prefix("old_")
    return value_changes(pd.concat([steps, old.set_axis(steps.index)], axis="columns"))


def value_changes(rows: pd.DataFrame) -> list[ValueChange]:
    """Rows with their ``old_…`` columns as changes.

    Parameters
    ----------
    rows : pandas.DataFrame
        The columns of :data:`FIGURE` and of :data:`VINTAGE`, the latter once more with ``old_``
        before their names.
    """
    old = rows[[f"old_{name}" for name in VINTAGE]].set_axis(list(VINTAGE), axis="columns")
    figures = rows[list(FIGURE)].itertuples(index=False, name=None)
    return [
        ValueChange(*parts)
        for parts in zip(figures, _statements(old), _statements(rows), strict=True)
    ]


def _statements(rows: pd.DataFrame) -> list[Statement]:
    known = {
        name: rows[name].astype(object).where(rows[name].notna(), None).tolist()
        for name in ("numerator", "denominator")
    }
    return [
        Statement(*cells)
        for cells in zip(
            rows["value"].tolist(),
            rows["qualifier"].tolist(),
            np.asarray(rows["decimals"].fillna(0), dtype=int).tolist(),
            known["numerator"],
            known["denominator"],
            rows["published"].dt.date.tolist(),
            rows["source"].tolist(),
            rows["locator"].tolist(),
            strict=True,
        )
    ]
