"""Looking around in JupyterLab: views of one choice, the explorer, saving for Word and Excel.

Only this layer knows ipywidgets; its names are imported when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chiso.explore.choice import Choice as Choice
    from chiso.explore.explorer import Explorer as Explorer
    from chiso.explore.saving import save_figure as save_figure
    from chiso.explore.saving import save_table as save_table
    from chiso.explore.views import show_comparison as show_comparison
    from chiso.explore.views import show_gap as show_gap
    from chiso.explore.views import show_profile as show_profile
    from chiso.explore.views import show_trend as show_trend

_HOMES = {
    "Choice": "choice",
    "Explorer": "explorer",
    "save_figure": "saving",
    "save_table": "saving",
    "show_comparison": "views",
    "show_gap": "views",
    "show_profile": "views",
    "show_trend": "views",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """A name of this room, imported when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
