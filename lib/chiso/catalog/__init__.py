"""What is measured, where, against what and from which source: frozen, checked descriptions.

Names are imported when they are first asked for: most commands need one or two of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiso.lazy import imported_on_demand

if TYPE_CHECKING:
    from chiso.catalog.indicators import Definition as Definition
    from chiso.catalog.indicators import Direction as Direction
    from chiso.catalog.indicators import Domain as Domain
    from chiso.catalog.indicators import Indicator as Indicator
    from chiso.catalog.indicators import Kind as Kind
    from chiso.catalog.indicators import PeriodKind as PeriodKind
    from chiso.catalog.indicators import Rollup as Rollup
    from chiso.catalog.layouts import Layout as Layout
    from chiso.catalog.layouts import LayoutKind as LayoutKind
    from chiso.catalog.layouts import Measure as Measure
    from chiso.catalog.layouts import PeriodFrom as PeriodFrom
    from chiso.catalog.layouts import TableShape as TableShape
    from chiso.catalog.layouts import named_layouts as named_layouts
    from chiso.catalog.model import Act as Act
    from chiso.catalog.model import Area as Area
    from chiso.catalog.model import AreaChange as AreaChange
    from chiso.catalog.model import Catalogue as Catalogue
    from chiso.catalog.model import Correction as Correction
    from chiso.catalog.model import Scope as Scope
    from chiso.catalog.model import Source as Source
    from chiso.catalog.model import Target as Target
    from chiso.catalog.model import TargetKind as TargetKind
    from chiso.catalog.model import Tier as Tier
    from chiso.catalog.model import Total as Total
    from chiso.catalog.settings import Settings as Settings

__all__ = [
    "Act",
    "Area",
    "AreaChange",
    "Catalogue",
    "Correction",
    "Definition",
    "Direction",
    "Domain",
    "Indicator",
    "Kind",
    "Layout",
    "LayoutKind",
    "Measure",
    "PeriodFrom",
    "PeriodKind",
    "Rollup",
    "Scope",
    "Settings",
    "Source",
    "TableShape",
    "Target",
    "TargetKind",
    "Tier",
    "Total",
    "named_layouts",
]

_HOMES = {
    "Definition": "indicators",
    "Direction": "indicators",
    "Domain": "indicators",
    "Indicator": "indicators",
    "Kind": "indicators",
    "PeriodKind": "indicators",
    "Rollup": "indicators",
    "Layout": "layouts",
    "LayoutKind": "layouts",
    "Measure": "layouts",
    "PeriodFrom": "layouts",
    "TableShape": "layouts",
    "named_layouts": "layouts",
    "Settings": "settings",
}

__getattr__ = imported_on_demand(__name__, {name: _HOMES.get(name, "model") for name in __all__})
