"""Rows of a frame as objects whose columns are attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows in order; for the few places where each row becomes a sentence or a name."""
    yield from frame.itertuples()
