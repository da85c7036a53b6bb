"""How much of a large data set a report shows: its own areas, and lists of the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chiso.catalog import Area, Catalogue
from chiso.dataset.partitions import Extent

# Areas below the districts; no chapter shows them one by one.
COMMUNE_KINDS = ("commune", "ward", "town")


def report_extent(catalogue: Catalogue, closing: date) -> Extent:
    """What the chapters of a report show up to a day.

    Parameters
    ----------
    catalogue
        Gives the province of the reports and the areas.
    closing
        Last day of the report's period.

    Returns
    -------
    Extent
        Every row of the province, of its districts and departments, of what came before and
        after them, and of the country; of other provinces their yearly indices and ranks.
    """
    areas = catalogue.areas.values()
    shown = {area.id: area for area in areas if area.kind not in COMMUNE_KINDS}
    province = catalogue.settings.province
    own = {area.id for area in shown.values() if province in _line(area, catalogue)}
    kin = {
        code
        for change in catalogue.changes
        for code in (change.predecessor, change.successor)
        if code in shown and {change.predecessor, change.successor} & own
    }
    top = {area.id for area in shown.values() if not area.parent}
    listed = {area.id for area in shown.values() if area.kind == "province"}
    return Extent(closing, frozenset(own | kin | top), frozenset(listed - own))


def _line(area: Area, catalogue: Catalogue) -> Iterator[str]:
    """An area and those above it; a ring of parents ends where it began."""
    seen: set[str] = set()
    found: Area | None = area
    while found and found.id not in seen:
        seen.add(found.id)
        yield found.id
        found = catalogue.areas.get(found.parent)
