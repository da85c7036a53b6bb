"""From executed chapters to what people open: the page, the workbook, the data, the landing page.

Only this layer knows nbconvert, and it is imported when an edition is written, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiso.lazy import imported_on_demand

if TYPE_CHECKING:
    from chiso.export.edition import Edition, EditionFacts, FileFact
    from chiso.export.landing import write_landing
    from chiso.export.shelf import write_shelf
    from chiso.export.writing import write_edition

__all__ = ["Edition", "EditionFacts", "FileFact", "write_edition", "write_landing", "write_shelf"]

_HOMES = {
    "Edition": "edition",
    "EditionFacts": "edition",
    "FileFact": "edition",
    "write_edition": "writing",
    "write_landing": "landing",
    "write_shelf": "shelf",
}

__getattr__ = imported_on_demand(__name__, _HOMES)
