"""Made-up readings and a data set to enter them in."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import makers
from chiso.catalog import Catalogue
from chiso.dataset import read_catalogue
from chiso.loaders.reading import Reading, ReturnRow
from unit.intake.made_up import figure

RECEIVED = date(2024, 8, 1)


def reading(*rows: ReturnRow, **changes: Any) -> Reading:
    """A return of the city signed on 5 July 2024; another file name is another file."""
    fields: dict[str, Any] = {
        "file": "bc.xlsx",
        "size": 100,
        "layout": "form_06a",
        "source": "FORM6",
        "area": "148",
        "period": "2024-06",
        "published": date(2024, 7, 5),
        "extracted": None,
        "is_synthetic": False,
        "rows": rows or (figure(),),
        **changes,
    }
    said = repr(sorted(fields.items()))
    return Reading(**{"digest": hashlib.sha256(said.encode()).hexdigest(), **fields})


def dataset(folder: Path, **changes: Any) -> tuple[Path, Catalogue]:
    """A data set without figures, and its catalogue."""
    made = makers.dataset_folder(folder, **{"rows": (), "corrections": [], **changes})
    return made, read_catalogue(made)
