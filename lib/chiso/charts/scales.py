"""From values to pixels: limits, ticks and their texts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.ticker import MaxNLocator

from chiso.numbers import format_number
from chiso.words import Lang

Floats = npt.NDArray[np.float64]
_STEPS = (1, 2, 2.5, 5, 10)
LEAST_SPREAD_PCT = 10.0


@dataclass(frozen=True)
class Scale:
    """A straight map from the values ``low`` to ``high`` to the pixels ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def px(self, value: float) -> float:
        """Pixel of one value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def pixels(self, values: Sequence[float] | Floats | pd.Series[float]) -> Floats:
        """Pixels of many values; missing stays missing."""
        share = (np.asarray(values, dtype=np.float64) - self.low) / (self.high - self.low)
        return np.asarray(self.start + share * (self.end - self.start), dtype=np.float64)


def ticks_over(
    values: Sequence[float] | Floats,
    *,
    is_share: bool,
    wanted: int,
    least_pct: float = LEAST_SPREAD_PCT,
) -> Floats:
    """Round ticks around all values; the first and the last of them are the axis limits.

    Parameters
    ----------
    values
        Numbers that must lie on the axis; missing and infinite ones do not count.
    is_share
        Percentages: limits stay within 0 and 100 unless a value lies beyond.
    wanted
        Greatest number of intervals.
    least_pct
        Least width of an axis of percentages.

    Examples
    --------
    >>> ticks_over([52.3, 83.4], is_share=True, wanted=4).tolist()
    [50.0, 60.0, 70.0, 80.0, 90.0]
    >>> ticks_over([100, 100], is_share=True, wanted=2).tolist()
    [90.0, 95.0, 100.0]
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[np.isfinite(known)]
    if not known.size:
        known = np.array([0.0, 100.0 if is_share else 1.0])
    low, high = float(known.min()), float(known.max())
    low, high = _widened(low, high, least_pct if is_share else None)
    found = np.asarray(MaxNLocator(nbins=wanted, steps=_STEPS).tick_values(low, high))
    step = float(found[1] - found[0])
    ticks = np.round(found, 2 - math.floor(math.log10(step)))
    near = step * (1 - 1e-9)
    inside = (ticks > low - near) & (ticks < high + near)
    return np.asarray(ticks[inside] + 0.0, dtype=np.float64)


def _widened(low: float, high: float, least_pct: float | None) -> tuple[float, float]:
    """Ends that differ; a flat series is not blown up to fill the panel."""
    least = least_pct or max(abs(low), abs(high)) / 10 or 1.0
    missing = max(least - (high - low), 0.0)
    bounded = least_pct is not None and low >= 0 and high <= 100
    low, high = low - missing / 2, high + missing / 2
    if bounded:
        shift = min(0.0, 100 - high) + max(0.0, -low)
        low, high = low + shift, high + shift
    return low, high


def tick_texts(ticks: Floats, lang: Lang) -> tuple[str, ...]:
    """The ticks as text, with as many decimals as their step needs.

    Examples
    --------
    >>> tick_texts(np.array([0.0, 2.5, 5.0]), "vi")
    ('0,0', '2,5', '5,0')
    """
    step = float(ticks[1] - ticks[0])
    decimals = next((count for count in range(9) if _is_whole(step * 10**count)), 9)
    return tuple(format_number(float(tick), decimals, lang) for tick in ticks)


def _is_whole(number: float) -> bool:
    return bool(np.isclose(number, round(number), rtol=1e-9, atol=1e-9) and round(number))
