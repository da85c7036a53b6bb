"""Which rows of its files a report of a day can see, as digests: what it cannot see may change."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from chiso.dataset.catalogue import read_catalogue
from chiso.dataset.observations import cut_after, read_observations
from chiso.dataset.partitions import PRINTED_ONLY, partition_files
from chiso.errors import DataError


class DatedRows:
    """The rows of the CSV files of a data set, as it loads them, each as a digest with its days.

    Parameters
    ----------
    folder
        Data set folder.

    Raises
    ------
    DataError
        With every problem of these files: no report can be made of them.
    """

    def __init__(self, folder: Path) -> None:
        frame, problems = read_observations(folder, read_catalogue(folder), PRINTED_ONLY)
        if problems:
            raise DataError(problems)
        # Rows may move in their file, as long as their order stays: no report shows their lines.
        digests = pd.util.hash_pandas_object(frame.drop(columns="row"), index=False)
        self._folder = folder
        self._rows = frame[["file", "last_day"]].assign(digest=np.asarray(digests))

    def digests(self, until: date) -> dict[str, str]:
        """Digest of the rows in each CSV file that end by a day; files without such rows lack."""
        seen = cut_after(self._rows, until).groupby("file", sort=True)["digest"]
        return {
            str(name): hashlib.sha256(rows.to_numpy().tobytes()).hexdigest() for name, rows in seen
        }

    def partitions(self, until: date) -> list[str]:
        """Names of the Parquet files of which rows may end by a day."""
        return [
            path.relative_to(self._folder).as_posix()
            for path in partition_files(self._folder, until)
        ]
