"""Trend tests for series whose values depend on the value before, or on another quantity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import special, stats

from chiso.metrics.kendall import normal_p, ratio, score_series, verdict
from chiso.metrics.ladder import CORRECTION_FROM
from chiso.metrics.panel import Group, Panel
from chiso.metrics.results import Floats, Reason, join_flags, result_frame
from chiso.metrics.slopes import fit_slopes

Correction = Literal["hamed_rao", "trend_free_prewhitening"]
_UNEVEN = 0.2  # of the usual step; months differ in days by less


@dataclass(frozen=True)
class SerialRules:
    """Settings of :func:`serial_correction`.

    Parameters
    ----------
    alpha
        Level of the test and of the autocorrelations that Hamed-Rao takes into account, 0-1.
    lags
        Largest lag of Hamed-Rao; None for all.
    least_points
        Points below which nothing is corrected; lower it only to compare with other packages.
    """

    alpha: float = 0.05
    lags: int | None = None
    least_points: int = CORRECTION_FROM


def serial_correction(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    kind: Correction = "hamed_rao",
    rules: SerialRules = SerialRules(),
) -> pd.DataFrame:
    """Whether each series rises or falls, once neighbours resemble each other by nature.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, evenly spaced within a series but for gaps), ``value``. The
        slope heeds gaps; for the correlation they are closed up, as in the other packages.
    keys
        Columns that tell series apart.
    kind
        ``hamed_rao`` (variance corrected) or ``trend_free_prewhitening``.
    rules
        Level, lags and least number of points.

    Returns
    -------
    pandas.DataFrame
        ``value`` is tau_a (-1 to 1); ``status`` as :func:`chiso.metrics.trend.mann_kendall`.
        Further columns ``score``, ``variance`` (corrected), ``variance_ratio``, ``z``, ``p``,
        ``slope`` (per step). Reasons ``insufficient_data`` (below 20 points) and
        ``not_applicable`` (corrected variance not above 0: flag ``variance_not_positive``; uneven
        steps: flag ``uneven_steps``).

    Raises
    ------
    MetricError
        If columns are missing, times are missing, unsorted or repeated, or definitions are mixed.

    Notes
    -----
    Hamed and Rao 1998, signed sum as in R modifiedmk: var * (1 + 2 / (n(n-1)(n-2)) * sum
    (n-i)(n-i-1)(n-i-2) r_i) over significant rank autocorrelations r_i of the detrended series.
    Yue et al. 2002 for trend-free prewhitening. Yue-Wang and plain prewhitening are not offered:
    the first finds trends in noise, the second removes real ones. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": range(2000, 2004), "value": [1.0, 2.0, 3.0, 4.0]})
    >>> serial_correction(rows)["reason"].tolist()
    ['insufficient_data']
    """
    panel = Panel.of(frame, keys)
    names = ("count", "score", "variance", "plain_variance", "slope", "even")
    found = {name: np.full(len(panel.keys), np.nan) for name in names}
    found["count"] = panel.valid().sum(axis=1).astype(float)
    correct = _CORRECTIONS[kind]
    for group in panel.groups():
        if group.time.shape[1] >= max(rules.least_points, 3):
            for name, part in correct(group, rules).items():
                found[name][group.rows] = part
    return _serial_result(panel, found, kind, rules)


def _serial_result(
    panel: Panel, found: dict[str, Floats], kind: str, rules: SerialRules
) -> pd.DataFrame:
    score, variance = found["score"], found["variance"]
    enough = found["count"] >= rules.least_points
    even = found["even"] == 1
    usable = enough & even & (variance > 0)
    z = ratio(score - np.sign(score), np.sqrt(np.where(usable, variance, np.nan)))
    p = np.where(usable, normal_p(z), np.nan)
    used = found["count"] - (kind != "hamed_rao")  # prewhitening spends one point
    return result_frame(
        panel.keys,
        value=np.where(usable, ratio(score, used * (used - 1) / 2), np.nan),
        status=verdict(score, p, rules.alpha),
        reason=np.select(
            [usable, enough], ["", Reason.NOT_APPLICABLE.value], Reason.INSUFFICIENT_DATA.value
        ),
        method=kind,
        n_used=found["count"],
        periods_used=panel.periods_used(panel.valid()),
        flags=join_flags(
            len(p), uneven_steps=enough & ~even, variance_not_positive=enough & even & ~usable
        ),
        score=score,
        variance=variance,
        variance_ratio=ratio(variance, found["plain_variance"]),
        z=z,
        p=p,
        slope=found["slope"],
    )


def _slopes(group: Group) -> tuple[Floats, Floats]:
    """Theil-Sen slope per usual step of each series, and 1 where all times lie on such steps."""
    since = group.time - group.time[:, :1]
    usual = np.median(np.diff(group.time, axis=1), axis=1, keepdims=True)
    steps = np.round(since / usual)
    off = np.abs(since / usual - steps).max(axis=1)
    even = np.asarray((off <= _UNEVEN) & (np.diff(steps).min(axis=1) > 0))
    spaced = np.where(even[:, None], steps, since)
    return fit_slopes(group.columns["value"], spaced).slope, even.astype(float)


def _hamed_rao(group: Group, rules: SerialRules) -> dict[str, Floats]:
    values = group.columns["value"]
    slope, even = _slopes(group)
    scores = score_series(values)
    row = np.arange(1, values.shape[1] + 1)
    ranks = stats.rankdata(values - slope[:, None] * row, axis=1)
    points = values.shape[1]
    lags = np.arange(1, min(points - 1, rules.lags or points - 1) + 1)
    correlation = _autocorrelations(ranks, int(lags[-1]))
    limit = float(special.ndtri(1 - rules.alpha / 2)) / np.sqrt(points)
    weight = (points - lags) * (points - lags - 1) * (points - lags - 2)
    total = np.where(np.abs(correlation) > limit, correlation, 0.0) @ weight
    factor = 1 + 2 / (points * (points - 1) * (points - 2)) * total
    return {
        "score": scores.score,
        "variance": scores.variance * factor,
        "plain_variance": scores.variance,
        "slope": slope,
        "even": even,
    }


def _autocorrelations(values: Floats, lags: int) -> Floats:
    """Autocorrelation of each row at lags 1 to ``lags``; 0 without spread."""
    centred = values - values.mean(axis=1, keepdims=True)
    power = np.maximum((centred**2).sum(axis=1), np.finfo(float).tiny)
    found = [(centred[:, lag:] * centred[:, :-lag]).sum(axis=1) for lag in range(1, lags + 1)]
    return np.asarray(np.stack(found, axis=1) / power[:, None], dtype=float)


def _prewhitened(group: Group, rules: SerialRules) -> dict[str, Floats]:
    values = group.columns["value"]
    slope, even = _slopes(group)
    line = slope[:, None] * np.arange(1, values.shape[1] + 1)
    detrended = values - line
    first = _autocorrelations(detrended, 1)
    blended = detrended[:, 1:] - first * detrended[:, :-1] + line[:, :-1]
    scores = score_series(blended)
    return {
        "score": scores.score,
        "variance": scores.variance,
        "plain_variance": score_series(values).variance,
        "slope": slope,
        "even": even,
    }


_CORRECTIONS = {"hamed_rao": _hamed_rao, "trend_free_prewhitening": _prewhitened}
