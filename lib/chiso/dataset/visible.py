"""What a report of a day can see of its data set, also as digests: the rest may change."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from chiso.catalog import Catalogue
from chiso.dataset.catalogue import DESCRIPTION, SOURCES
from chiso.dataset.observations import cut_after
from chiso.dataset.partitions import PRINTED_ONLY, partition_files
from chiso.dataset.survey import Survey, survey_dataset
from chiso.errors import DataError


def cut_catalogue(catalogue: Catalogue, observations: pd.DataFrame, until: date) -> Catalogue:
    """The catalogue without sources that nothing cites and without later report periods.

    Parameters
    ----------
    catalogue
        The whole one.
    observations
        What a report can see of them.
    until
        Its last day.
    """
    cited = {*observations["source"].unique(), *(target.source for target in catalogue.targets)}
    settings = catalogue.settings
    periods = [one for one in settings.report_periods if one.last_day(settings.calendar) <= until]
    return replace(
        catalogue,
        settings=replace(settings, report_periods=tuple(periods)),
        sources={name: found for name, found in catalogue.sources.items() if name in cited},
    )


class DatedContent:
    """Of the files of a data set that grow with time, what belongs to the time up to a day.

    Parameters
    ----------
    folder
        Data set folder.
    read
        What was read of its catalogue and CSV files; None reads them.

    Raises
    ------
    DataError
        With every problem of the catalogue and of the CSV files: no report can be made of them.
    """

    def __init__(self, folder: Path, read: Survey | None = None) -> None:
        read = read or survey_dataset(folder, PRINTED_ONLY)
        if read.catalogue is None:
            raise DataError(read.problems)
        frame = read.observations
        # Rows may move in their file, as long as their order stays: no report shows their lines.
        digests = pd.util.hash_pandas_object(frame.drop(columns="row"), index=False)
        self._folder = folder
        self._catalogue = read.catalogue
        self._rows = frame[["file", "last_day", "source"]].assign(digest=np.asarray(digests))

    def digests(self, until: date) -> dict[str, str]:
        """Digests of the rows in each CSV file that end by a day, of the sources and settings.

        Files without such rows are left out.
        """
        rows = cut_after(self._rows, until)
        seen = cut_catalogue(self._catalogue, rows, until)
        return {
            SOURCES: _digest(repr(seen.sources).encode()),
            DESCRIPTION: _digest(repr(seen.settings).encode()),
        } | {
            str(name): _digest(digests.to_numpy().tobytes())
            for name, digests in rows.groupby("file", sort=True)["digest"]
        }

    def whole(self, until: date) -> list[str]:
        """Names of files that count whole: Parquet with rows up to a day, and what they may cite.

        Those rows are not read here.
        """
        names = [
            path.relative_to(self._folder).as_posix()
            for path in partition_files(self._folder, until)
        ]
        return [*names, SOURCES] if names else []


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
