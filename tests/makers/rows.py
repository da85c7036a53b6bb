"""Observation rows as they stand in a CSV file, and as frames."""

from __future__ import annotations

from typing import Any

import pandas as pd

COLUMNS = (
    "indicator", "area", "tier", "scope", "period", "period_kind", "value", "qualifier",
    "numerator", "denominator", "decimals", "status", "definition", "source",
    "locator", "published", "extracted", "note",
)  # fmt: skip
_DEFAULTS = {
    "indicator": "online_share",
    "area": "17",
    "tier": "province",
    "scope": "all",
    "period": "2023",
    "period_kind": "flow",
    "value": "45",
    "qualifier": "=",
    "decimals": "0",
    "status": "final",
    "definition": "online_over_all",
    "source": "NEWS1",
    "locator": "¶1",
    "published": "2024-01-15",
}


def observation(**changes: object) -> dict[str, str]:
    """One row: 45% of the province's dossiers came online in 2023."""
    unknown = set(changes) - set(COLUMNS)
    if unknown:
        raise TypeError(f"no such columns: {sorted(unknown)}")
    filled = {**dict.fromkeys(COLUMNS, ""), **_DEFAULTS}
    return filled | {name: str(value) for name, value in changes.items()}


def raw_frame(*rows: dict[str, str], file: str = "observations/one.csv") -> pd.DataFrame:
    """Rows as text with ``file`` and ``row``, as they come from a file."""
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS), dtype="str")
    return frame.assign(file=file, row=range(2, 2 + len(rows)))


def typed_frame(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows with numbers and dates read, as checks take them."""
    frame = raw_frame(*rows)
    for column in ("value", "numerator", "denominator", "decimals"):
        frame[column] = pd.to_numeric(frame[column].where(frame[column] != "")).astype(float)
    for column in ("published", "extracted"):
        frame[column] = pd.to_datetime(frame[column].where(frame[column] != ""))
    return frame
