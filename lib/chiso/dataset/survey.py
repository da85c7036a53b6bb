"""A whole data set looked over: every problem of every file, none raised."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from chiso.dataset.catalogue import survey_catalogue
from chiso.dataset.observations import read_observations
from chiso.errors import Problem


def check_dataset(folder: Path) -> list[Problem]:
    """Every problem of a data set; empty when it can be reported on.

    Parameters
    ----------
    folder
        Data set folder.
    """
    catalogue, problems = survey_catalogue(folder)
    if catalogue is None:
        return problems
    # A correction that could not be read as a whole would be called stale without being so.
    known = replace(catalogue, corrections=()) if problems else catalogue
    return [*problems, *read_observations(folder, known)[1]]
