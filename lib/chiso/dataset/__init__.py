"""Data sets on disk: the catalogue and the observations, read, checked and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiso.lazy import imported_on_demand

if TYPE_CHECKING:
    from chiso.dataset.catalogue import read_catalogue as read_catalogue
    from chiso.dataset.observations import load_observations as load_observations
    from chiso.dataset.survey import check_dataset as check_dataset

__all__ = ["check_dataset", "load_observations", "read_catalogue"]

_HOMES = {
    "check_dataset": "survey",
    "load_observations": "observations",
    "read_catalogue": "catalogue",
}

__getattr__ = imported_on_demand(__name__, _HOMES)
