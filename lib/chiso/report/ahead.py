"""A data set read before its reports are asked for, in a process that others are forked from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from chiso.catalog import Catalogue
from chiso.dataset.survey import Survey, survey_dataset
from chiso.horizon import ANY_DAY
from chiso.report.ready import State, are_current


@dataclass(frozen=True)
class DataAhead:
    """A whole data set that is right.

    Attributes
    ----------
    catalogue, observations
        What it holds, for reports of any day.
    states
        Every file and folder as it was before it was read.
    """

    catalogue: Catalogue
    observations: pd.DataFrame
    states: Mapping[str, State]


class ReadAhead:
    """Data sets that were read, by folder, each for as long as its files stay as they are."""

    def __init__(self) -> None:
        self._read: dict[Path, DataAhead] = {}

    def read(self, folder: Path, states: Mapping[str, State]) -> Survey:
        """Read a data set of CSV files whole and keep it, unless something is wrong with it.

        Parameters
        ----------
        folder
            The data set.
        states
            Its files and folders as they are (:func:`chiso.report.ready.folder_states`).
        """
        found = survey_dataset(folder, until=ANY_DAY)
        if found.catalogue is not None:
            self._read[folder.resolve()] = DataAhead(found.catalogue, found.observations, states)
        return found

    def take(self, folder: Path) -> DataAhead | None:
        """What was read of a data set; None when nothing was, or it changed since."""
        found = self._read.get(folder.resolve())
        return found if found and are_current(found.states) else None


# Empty but in a process that was asked to read a data set, and in its forks.
AHEAD = ReadAhead()
