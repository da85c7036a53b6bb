"""Slopes between all pairs of points and their order statistics, for all series of a matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import special

from chiso.metrics.kendall import score_series
from chiso.metrics.results import Bools, Floats

Intercept = Literal["joint", "separate"]
_BLOCK_ROWS = 2048  # series whose values and their sorted copies stay in a cache
_BLOCK_BYTES = 1 << 20  # slopes of a block: large enough to spare calls, small enough for a cache


@dataclass(frozen=True)
class SlopeTable:
    """Theil-Sen line of each series.

    Parameters
    ----------
    slope, intercept
        Median of the slopes between pairs, per unit of time, and the height at time 0.
    lower, upper
        Limits of the slope by the ranks of Sen (1968).
    lower_cut, upper_cut
        Whether a limit would lie beyond the outermost slope, which then stands in for it.
    count
        Valid points.
    """

    slope: Floats
    intercept: Floats
    lower: Floats
    upper: Floats
    lower_cut: Bools
    upper_cut: Bools
    count: Floats


def fit_slopes(
    values: Floats, time: Floats, confidence: float = 0.95, intercept: Intercept = "joint"
) -> SlopeTable:
    """Theil-Sen line of every row with limits; missing values take no part.

    Parameters
    ----------
    values : numpy.ndarray
        Shape (series, points), in order of time.
    time : numpy.ndarray
        Shape (1, points) or (series, points), increasing along a row.
    confidence
        Level of the limits, 0-1.
    intercept
        ``joint``: median(y - slope t); ``separate``: median(y) - slope median(t).

    Returns
    -------
    SlopeTable
        One entry a row; missing below two points.

    Notes
    -----
    Same numbers as ``scipy.stats.theilslopes``: ranks (pairs -/+ z sd(S)) / 2 of the slopes.
    """
    if len(values) > _BLOCK_ROWS:
        blocks = [slice(at, at + _BLOCK_ROWS) for at in range(0, len(values), _BLOCK_ROWS)]
        tables = [
            fit_slopes(values[rows], time if len(time) == 1 else time[rows], confidence, intercept)
            for rows in blocks
        ]
        names = SlopeTable.__dataclass_fields__
        return SlopeTable(
            *(np.concatenate([getattr(table, name) for table in tables]) for name in names)
        )
    scores = score_series(values)
    half = float(special.ndtri((1 + confidence) / 2)) * np.sqrt(scores.variance)
    low = np.round((scores.pairs - half) / 2) - 1
    high = np.round((scores.pairs + half) / 2)
    ranks = np.stack(
        [
            np.maximum(np.floor((scores.pairs - 1) / 2), 0),
            np.floor(scores.pairs / 2),
            np.maximum(low, 0),
            np.clip(high, 0, np.maximum(scores.pairs - 1, 0)),
        ]
    )
    picked = _order_statistics(values, time, ranks.astype(np.intp))
    picked += 0.0  # turns -0.0 into 0.0
    slope = (picked[0] + picked[1]) / 2
    return SlopeTable(
        slope=slope,
        intercept=_intercepts(values, time, slope, intercept),
        lower=picked[2],
        upper=picked[3],
        lower_cut=low < 0,
        upper_cut=high > scores.pairs - 1,
        count=scores.count,
    )


def pair_slopes(values: Floats, time: Floats) -> Floats:
    """Slopes between all pairs of points of each row; missing where a value is.

    Parameters
    ----------
    values : numpy.ndarray
        Shape (series, points).
    time : numpy.ndarray
        Shape (1, points) or (series, points).

    Returns
    -------
    numpy.ndarray
        Shape (series, points (points - 1) / 2), in no particular order.
    """
    out = np.empty((len(values), _pair_count(values)))
    return _fill_slopes(values, _differences(time), out)


def _pair_count(values: Floats) -> int:
    points = int(values.shape[1])
    return points * (points - 1) // 2


def _differences(values: Floats, out: Floats | None = None) -> Floats:
    """Differences between all pairs of each row, each pair once.

    Steps run round the end of the row (the last point is followed by the first): every step then
    has as many pairs as there are points, and one call does them all. A pair taken backwards
    changes the sign of its difference in value and in time, so its slope is the same.
    """
    series, points = values.shape
    steps = (points - 1) // 2
    if out is None:
        out = np.empty((series, _pair_count(values)))
    if steps:
        rounds = np.concatenate([values, values[:, :steps]], axis=1)
        shifted = sliding_window_view(rounds, points, axis=1)[:, 1:]
        room = out[:, : steps * points].reshape(series, steps, points)
        np.subtract(shifted, values[:, None, :], out=room)
    if points % 2 == 0:
        half = points // 2
        np.subtract(values[:, half:], values[:, :half], out=out[:, steps * points :])
    return out


def _fill_slopes(values: Floats, spans: Floats, out: Floats) -> Floats:
    return np.divide(_differences(values, out), spans, out=out)


def _order_statistics(values: Floats, time: Floats, ranks: np.ndarray) -> Floats:
    """Slopes at the given ranks of each row; a block is sorted while it lies in the cache."""
    pairs = _pair_count(values)
    picked = np.full(ranks.shape, np.nan)
    if not pairs:
        return picked
    size = max(1, _BLOCK_BYTES // (8 * pairs))
    buffer = np.empty((min(size, len(values)), pairs))
    spans = _differences(time) if len(time) == 1 else None
    for at in range(0, len(values), size):
        block = slice(at, at + size)
        slopes = buffer[: len(values[block])]
        _fill_slopes(values[block], _differences(time[block]) if spans is None else spans, slopes)
        slopes.sort(axis=1)
        picked[:, block] = np.take_along_axis(slopes, ranks[:, block].T, axis=1).T
    return picked


def _intercepts(values: Floats, time: Floats, slope: Floats, kind: Intercept) -> Floats:
    if kind == "joint":
        return row_medians(values - slope[:, None] * time)
    held = np.where(np.isnan(values), np.nan, time)
    return row_medians(values) - slope * row_medians(held)


def row_medians(values: Floats) -> Floats:
    """Median of the valid values of each row, missing where there is none."""
    if not values.size:
        return np.full(len(values), np.nan)
    ordered = np.sort(values, axis=1)
    count = np.isfinite(ordered).sum(axis=1)
    middle = np.stack([np.maximum(count - 1, 0) // 2, count // 2], axis=1)
    middle = np.minimum(middle, values.shape[1] - 1)
    return np.asarray(np.take_along_axis(ordered, middle, axis=1).mean(axis=1), dtype=float)
