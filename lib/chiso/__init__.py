"""One trustworthy report per period on a province's digital government.

Notebooks need one import. Its names are loaded on first use, so that commands which only list or
explain stay fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiso.lazy import imported_on_demand

if TYPE_CHECKING:
    from chiso.catalog import Tier as Tier
    from chiso.explore import Explorer as Explorer
    from chiso.explore import save_figure as save_figure
    from chiso.explore import save_table as save_table
    from chiso.explore import show_comparison as show_comparison
    from chiso.explore import show_gap as show_gap
    from chiso.explore import show_profile as show_profile
    from chiso.explore import show_trend as show_trend
    from chiso.report import open_dataset as open_dataset
    from chiso.report import open_report as open_report

__version__ = "0.1.0"
_HOMES = {
    "open_report": "report",
    "open_dataset": "report",
    "show_trend": "explore",
    "show_gap": "explore",
    "show_comparison": "explore",
    "show_profile": "explore",
    "save_figure": "explore",
    "save_table": "explore",
    "Explorer": "explore",
    "Tier": "catalog",
}
__all__ = ["__version__", *_HOMES]

__getattr__ = imported_on_demand(__name__, _HOMES)


def __dir__() -> list[str]:
    """The public names, for completion by Tab before they are loaded."""
    return sorted(__all__)
