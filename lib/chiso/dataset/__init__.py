"""Data sets on disk: the catalogue and the observations, read, checked and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiso.dataset.catalogue import read_catalogue

if TYPE_CHECKING:
    from chiso.dataset.observations import load_observations as load_observations
    from chiso.dataset.survey import check_dataset as check_dataset

__all__ = ["check_dataset", "load_observations", "read_catalogue"]


def __getattr__(name: str) -> Any:
    """Names that need pandas, imported when they are first asked for."""
    if name == "load_observations":
        from chiso.dataset.observations import load_observations

        return load_observations
    if name == "check_dataset":
        from chiso.dataset.survey import check_dataset

        return check_dataset
    raise AttributeError(f"module 'chiso.dataset' has no attribute {name!r}")
