"""Which areas moved from one band to another, counted only when chance cannot explain it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chiso.metrics.censoring import Interval, value_interval
from chiso.metrics.columns import TIE, directions, require_setting, signs
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Texts,
    join_flags,
    require_columns,
    require_counts,
    require_unique,
    result_frame,
)
from chiso.metrics.shares import share_limits
from chiso.words import Words

_ENDS = ("value", "lower", "upper", "lower_open", "upper_open")


def area_movement(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    bands: Sequence[float] = (50.0, 80.0, 90.0),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Areas that crossed from one band of the value into another between two periods.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per ``area`` within ``keys``. Either counts ``numerator``, ``denominator``,
        ``previous_numerator`` and ``previous_denominator`` (percent and Wilson limits are formed),
        or ``value``, ``lower``, ``upper`` and ``previous_value``, ``previous_lower``,
        ``previous_upper``. Optional ``direction``.
    keys : sequence of str
        Columns of one comparison, such as indicator and period.
    bands : sequence of float
        Rising limits between the bands; a value at a limit belongs to the upper band.
    confidence : float, default 0.95
        Level of the Wilson limits.

    Returns
    -------
    pandas.DataFrame
        Keys, ``area``, the result columns, ``band_before`` and ``band_now`` (0 is the lowest).
        ``value`` is the number of bands moved, positive upwards. ``status``: ``better`` or
        ``worse`` (``up`` or ``down`` without a direction) when the intervals of both periods lie
        apart, ``unclear`` when the band changed but the intervals meet, ``stayed``, ``withheld``.

    Raises
    ------
    MetricError
        For impossible counts or intervals, a repeated area, or bands out of order.

    Notes
    -----
    Without the interval rule small areas cross to and fro by chance. See docs/methods.md,
    area_movement.

    Examples
    --------
    >>> jump = pd.DataFrame({"area": ["a"], "previous_numerator": [40], "numerator": [85]})
    >>> cases = {"previous_denominator": 100, "denominator": 100}
    >>> area_movement(jump.assign(**cases))[["status", "value"]].to_numpy().tolist()
    [['better', 2.0]]
    """
    rising = list(bands) == sorted(set(bands)) and bool(bands)
    allowed = Words(vi="các ngưỡng tăng dần", en="rising limits")
    require_setting("bands", tuple(bands), holds=rising, allowed=allowed)
    require_unique(frame, [*keys, "area"], "area_movement")
    now, span = _figures(frame, "", confidence)
    before, span_before = _figures(frame, "previous_", confidence)
    known = ~np.isnan(now) & ~np.isnan(before)
    place = [np.digitize(np.nan_to_num(part) + TIE, bands).astype(float) for part in (before, now)]
    moved = place[1] - place[0]
    apart = (span.lower > span_before.upper) | (span.upper < span_before.lower)
    return result_frame(
        frame[[*keys, "area"]],
        value=np.where(known, moved, np.nan),
        status=_words(moved, apart, signs(directions(frame)), known),
        reason=np.where(known, "", Reason.INSUFFICIENT_DATA.value),
        method="bands_and_intervals",
        n_used=np.where(known, 2.0, 0.0),
        flags=join_flags(len(frame), intervals_meet=known & (moved != 0) & ~apart),
        band_before=np.where(known, place[0], np.nan),
        band_now=np.where(known, place[1], np.nan),
    )


def _figures(frame: pd.DataFrame, prefix: str, confidence: float) -> tuple[Floats, Interval]:
    """Value and interval of one period; columns carry the prefix."""
    if "numerator" in frame.columns:
        x, n = require_counts(frame, f"{prefix}numerator", f"{prefix}denominator")
        lower, upper = share_limits(x, n, confidence=confidence)
        closed = np.zeros(len(x), dtype=bool)
        share = np.full(len(x), np.nan)
        np.divide(100 * x, n, out=share, where=n > 0)
        return share, Interval(100 * lower, 100 * upper, closed, closed)
    require_columns(frame, [f"{prefix}value"], "area_movement")
    own = {f"{prefix}{name}": name for name in _ENDS if f"{prefix}{name}" in frame.columns}
    part = frame[list(own)].rename(columns=own)
    return part["value"].to_numpy(dtype=float, na_value=np.nan), value_interval(part)


def _words(moved: Floats, apart: Bools, sign: Floats, known: Bools) -> Texts:
    chosen = np.select(
        [~known, moved == 0, ~apart, (sign == 0) & (moved > 0), sign == 0, moved * sign > 0],
        ["withheld", "stayed", "unclear", "up", "down", "better"],
        default="worse",
    )
    return np.asarray(chosen, dtype=object)
