"""A made-up reader and the files that it understands.

Each process of an import loads this module anew, so it imports what a real reader does, no more.
"""

from __future__ import annotations

import json
import os
import signal
import time
from datetime import date
from pathlib import Path
from typing import Any

from chiso.catalog import Catalogue
from chiso.errors import DataError, Problem
from chiso.loaders.reading import Hints, Reading, ReturnRow
from chiso.loaders.safety import file_digest
from chiso.words import same


def figure(**changes: Any) -> ReturnRow:
    """1,200 dossiers of the city in June 2024, in cell E12."""
    fields: dict[str, Any] = {
        "indicator": "dossiers",
        "definition": "as_printed",
        "area": "148",
        "tier": "district",
        "scope": "all",
        "period": "2024-06",
        "period_kind": "flow",
        "value": 1200.0,
        "qualifier": "=",
        "decimals": 0,
        "numerator": None,
        "denominator": None,
        "status": "final",
        "locator": "06!E12",
    }
    return ReturnRow(**fields | changes)


def write_return(path: Path, value: float = 1200, **changes: Any) -> Path:
    """A file for :func:`read_made_up`: the fields of one figure, ``signed``, ``cells``, ``do``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"value": value, **changes}, sort_keys=True), encoding="utf-8")
    return path


def read_made_up(path: Path, catalogue: Catalogue, hints: Hints) -> Reading:
    """What a file says.

    ``do: kill`` kills the process, ``do: refuse`` refuses the file, ``do: wait`` leaves a file
    ``.begun`` beside it and waits for a file ``.go``.
    """
    digest, size = file_digest(path)
    said = json.loads(path.read_text(encoding="utf-8"))
    todo = said.pop("do", "")
    if todo == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if todo == "refuse":
        wanted = f"a return of {catalogue.settings.id}"
        raise DataError(Problem(path.name, "", same(wanted), same("Send another"), "unknown_form"))
    if todo == "wait":
        path.with_name(".begun").touch()
        while not path.with_name(".go").exists():
            time.sleep(0.02)
    signed = said.pop("signed", "2024-07-05")
    cells = said.pop("cells", 1)
    row = figure(**said)
    period = hints.period.code if hints.period else row.period
    rows = [
        row._replace(tier=tier, period=period, locator=f"06!E{12 + at}")
        for at, tier in enumerate((row.tier, "commune", "all")[:cells])
    ]
    return Reading(
        file=path.name,
        digest=digest,
        size=size,
        layout=hints.layout or "form_06a",
        source="FORM6",
        area=row.area,
        period=period,
        published=date.fromisoformat(signed) if signed else None,
        extracted=None,
        is_synthetic=False,
        rows=tuple(rows),
    )
