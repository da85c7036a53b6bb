"""Data sets on disk: the catalogue and the observations, read, checked and corrected."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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


def __getattr__(name: str) -> object:
    """A public name, imported when it is first asked for; most of them need pandas."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
