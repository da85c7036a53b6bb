"""Direction and pace of each series: Mann-Kendall test and Theil-Sen slope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from chiso.metrics.kendall import (
    EXACT_UP_TO,
    KendallScores,
    exact_p,
    normal_p,
    score_series,
    verdict,
)
from chiso.metrics.ladder import INTERVAL_FROM, TEST_FROM, evidence_level
from chiso.metrics.panel import Indices, Panel
from chiso.metrics.results import Bools, Floats, Reason, Texts, join_flags, result_frame
from chiso.metrics.slopes import Intercept, fit_slopes

Method = Literal["auto", "exact", "normal"]


def mann_kendall(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    method: Method = "auto",
    alpha: float = 0.05,
    bounds: tuple[float, float] = (0.0, 100.0),
) -> pd.DataFrame:
    """Whether each series rises or falls more steadily than chance would have it.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, increasing within a series) and ``value`` in any unit; missing
        values take no part.
    keys
        Columns that tell series apart.
    method
        ``auto``: exact up to 9 points (ties kept), else normal with tie correction. ``exact`` and
        ``normal`` also give p below 5 points, for comparison with other packages.
    alpha
        Level of the two-sided test, 0-1.
    bounds
        Values that a series cannot pass; a series that stays at one is flagged ``at_bound``.

    Returns
    -------
    pandas.DataFrame
        ``value`` is tau_b (-1 to 1); ``status`` is ``increasing``, ``decreasing``, ``no_trend`` or
        ``stable`` (all equal); reason ``insufficient_data`` below 5 points. Further columns
        ``score`` (S), ``variance``, ``z``, ``p``, ``tau_a``, ``tau_b``, ``evidence_level``.

    Raises
    ------
    MetricError
        If columns are missing, times are missing, unsorted or repeated, or definitions are mixed.

    Notes
    -----
    S = sum of sgn(y_j - y_i), i < j; var = [n(n-1)(2n+5) - sum m(m-1)(2m+5)] / 18;
    z = (S - sgn S) / sd. Mann 1945, Kendall 1975. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": range(2018, 2024), "value": [60, 80, 95, 100, 100, 100]})
    >>> mann_kendall(rows)[["score", "p", "status"]].round(4).to_dict("records")
    [{'score': 12.0, 'p': 0.0167, 'status': 'increasing'}]
    """
    panel = Panel.of(frame, keys)
    values = panel.columns["value"]
    scores = score_series(values)
    enough = scores.count >= TEST_FROM
    p, used = _probabilities(values, scores, method)
    equal = (scores.tied_pairs == scores.pairs) & enough
    return result_frame(
        panel.keys,
        value=np.where(enough, scores.tau_b, np.nan),
        status=np.where(equal, "stable", verdict(scores.score, np.where(enough, p, np.nan), alpha)),
        reason=np.where(enough, "", Reason.INSUFFICIENT_DATA.value),
        method=used,
        n_used=scores.count,
        periods_used=panel.periods_used(panel.valid()),
        flags=join_flags(len(values), at_bound=equal & _at_bound(values, bounds)),
        score=scores.score,
        variance=scores.variance,
        z=scores.z,
        p=p if method != "auto" else np.where(enough, p, np.nan),
        tau_a=scores.tau_a,
        tau_b=scores.tau_b,
        evidence_level=evidence_level(scores.count),
    )


def _probabilities(values: Floats, scores: KendallScores, method: Method) -> tuple[Floats, Texts]:
    """Two-sided p of each series and the method that gave it."""
    p = normal_p(scores.z)
    used = np.full(p.size, "normal", dtype=object)
    exact = scores.count <= EXACT_UP_TO if method == "auto" else np.full(p.size, method == "exact")
    rows = np.flatnonzero(exact)
    if rows.size:
        p[rows] = exact_p(values[rows], scores.score[rows])
        used[rows] = "exact"
    return p, used


def _at_bound(values: Floats, bounds: tuple[float, float]) -> Bools:
    """Whether all valid values of a row lie at a bound."""
    return np.asarray((np.isnan(values) | np.isin(values, bounds)).all(axis=1), dtype=bool)


def theil_sen(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    confidence: float = 0.95,
    interval_from: int = INTERVAL_FROM,
    intercept: Intercept = "joint",
) -> pd.DataFrame:
    """Typical change per year of each series, hardly moved by single odd values.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, increasing within a series, gaps allowed) and ``value``.
    keys
        Columns that tell series apart.
    confidence
        Level of the interval, 0-1.
    interval_from
        Points from which an interval is given; lower it only to compare with other packages.
    intercept
        ``joint``: median(y - slope t); ``separate``: median(y) - slope median(t).

    Returns
    -------
    pandas.DataFrame
        ``value``, ``lower``, ``upper`` in units of the value per year; ``status`` is the evidence
        level; ``intercept`` is the height of the line at year 0. Equal values have slope 0 and
        the reason ``no_spread``; fewer than 2 points ``insufficient_data``. Flags:
        ``interval_needs_more_points``, ``lower_limit_cut``, ``upper_limit_cut`` (fewer slopes
        than the level needs, the outermost one stands in).

    Raises
    ------
    MetricError
        If columns are missing, times are missing, unsorted or repeated, or definitions are mixed.

    Notes
    -----
    Median of (y_j - y_i) / (t_j - t_i), i < j; limits by the ranks (N -/+ z sd(S)) / 2 of the N
    slopes (Theil 1950, Sen 1968), as ``scipy.stats.theilslopes``. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": [2020.0, 2022.0, 2024.0], "value": [20.0, 30.0, 70.43]})
    >>> theil_sen(rows)["value"].round(4).tolist()
    [12.6075]
    """
    panel = Panel.of(frame, keys)
    valid = panel.valid()
    count = valid.sum(axis=1).astype(float)
    columns = {
        name: np.full(count.size, np.nan)
        for name in ("slope", "intercept", "lower", "upper", "lower_cut", "upper_cut")
    }
    for rows, values, time in _equal_grids(panel):
        table = fit_slopes(values, time, confidence, intercept)
        for name, column in columns.items():
            column[rows] = getattr(table, name)
    spread = _spread(panel.columns["value"]) > 0
    ranged = (count >= interval_from) & (count > 1)
    reason = np.where(spread, "", Reason.NO_SPREAD.value)
    return result_frame(
        panel.keys,
        value=columns["slope"],
        lower=np.where(ranged, columns["lower"], np.nan),
        upper=np.where(ranged, columns["upper"], np.nan),
        status=evidence_level(count),
        reason=np.where(count < 2, Reason.INSUFFICIENT_DATA.value, reason),
        method=f"theil_sen_{intercept}",
        n_used=count,
        periods_used=panel.periods_used(valid),
        flags=join_flags(
            count.size,
            interval_needs_more_points=~ranged,
            lower_limit_cut=ranged & (columns["lower_cut"] == 1),
            upper_limit_cut=ranged & (columns["upper_cut"] == 1),
        ),
        intercept=columns["intercept"],
    )


def _equal_grids(panel: Panel) -> Iterator[tuple[Indices | slice, Floats, Floats]]:
    """Rows, values and times that share a width: all at once when the times are shared."""
    if len(panel.time) == 1:
        yield slice(None), panel.columns["value"], panel.time
        return
    for group in panel.groups():
        yield group.rows, group.columns["value"], group.time


def _spread(values: Floats) -> Floats:
    """Largest minus smallest valid value of each row; below 0 where there is none."""
    top = np.fmax.reduce(values, axis=1, initial=-np.inf)
    return np.asarray(top - np.fmin.reduce(values, axis=1, initial=np.inf), dtype=float)
