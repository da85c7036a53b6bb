"""Tiny series as long frames: time in years, one row a period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd


def series(
    values: Sequence[float | None], *, start: float = 2020.0, step: float = 1.0, **columns: Any
) -> pd.DataFrame:
    """One series, a value a step: ``series([60, 80, 95], area="17")``."""
    times = [start + step * at for at in range(len(values))]
    return pd.DataFrame({"time": times, "value": pd.array(values, dtype=float), **columns})


def shares(
    numerator: Sequence[float | None],
    denominator: float | Sequence[float | None] = 100,
    **more: Any,
) -> pd.DataFrame:
    """One series of counts, a period a year."""
    frame = series([None] * len(numerator), **more).drop(columns="value")
    frame["numerator"] = pd.array(numerator, dtype=float)
    base = [denominator] * len(numerator) if isinstance(denominator, int | float) else denominator
    return frame.assign(denominator=pd.array(base, dtype=float))


def panel(*parts: pd.DataFrame, key: str = "area") -> pd.DataFrame:
    """Several series below each other, told apart by letters."""
    named = [part.assign(**{key: letter}) for part, letter in zip(parts, "ABCDEFGH", strict=False)]
    return pd.concat(named, ignore_index=True)


def only(result: pd.DataFrame) -> dict[str, Any]:
    """The single row of a result."""
    assert len(result) == 1, result
    return dict(result.iloc[0])
