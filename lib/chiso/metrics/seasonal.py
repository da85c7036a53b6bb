"""Trend over strata that are only compared within themselves: seasons of a year, or areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.metrics.kendall import KendallScores, normal_p, score_series, verdict
from chiso.metrics.panel import Indices, series_codes, span_texts
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    require_columns,
    require_unique,
    result_frame,
)
from chiso.metrics.series import stage_numbers
from chiso.metrics.slopes import pair_slopes, row_medians

CYCLES_FROM = 3  # full cycles of points; METHODS 3.3
_BLOCK_BYTES = 64 << 20  # slopes of a block of series


@dataclass(frozen=True)
class _Cube:
    """Values as (series, strata, places in time), missing where there is none.

    ``step`` is the time of each place within its stratum, ``time`` that of each value.
    """

    keys: pd.DataFrame
    value: Floats
    step: Floats
    time: Floats

    @property
    def count(self) -> Floats:
        return np.asarray(np.isfinite(self.value).sum(axis=(1, 2)), dtype=float)

    def scores(self) -> KendallScores:
        """Score, variance and ties summed over the strata; ``count`` is that of all points."""
        series, strata, places = self.value.shape
        each = score_series(self.value.reshape(series * strata, places))
        score, variance, ties = (
            part.reshape(series, strata).sum(axis=1)
            for part in (each.score, each.variance, each.tied_pairs)
        )
        return KendallScores(score, self.count, variance, ties)

    def pairs(self) -> Floats:
        """Pairs of points within a stratum."""
        held = np.isfinite(self.value).sum(axis=2).astype(float)
        return np.asarray((held * (held - 1) / 2).sum(axis=1), dtype=float)

    def slopes(self) -> Floats:
        """Median of the slopes of all pairs within a stratum."""
        series, strata, places = self.value.shape
        size = max(1, _BLOCK_BYTES // max(8 * strata * places * (places - 1) // 2, 1))
        found = [np.empty(0)]
        for at in range(0, series, size):
            block = self.value[at : at + size]
            slopes = pair_slopes(block.reshape(len(block) * strata, places), self.step)
            found.append(row_medians(slopes.reshape(len(block), -1)))
        return np.concatenate(found)


def _cube(
    frame: pd.DataFrame, keys: Sequence[str], stratum: Indices, place: Indices, step: Floats
) -> _Cube:
    code, series = series_codes(frame, keys)
    shape = (len(series), int(stratum.max(initial=-1)) + 1, len(step))
    parts = []
    for name in ("value", "time"):
        parts.append(np.full(shape, np.nan))
        parts[-1][code, stratum, place] = frame[name].to_numpy(dtype=float, na_value=np.nan)
    return _Cube(series, parts[0], step[None], parts[1])


def seasonal_mann_kendall(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, period: int = 12, alpha: float = 0.05
) -> pd.DataFrame:
    """Whether each series rises or falls once every season is compared only with itself.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, end of the season), ``value``; gaps allowed.
    keys
        Columns that tell series apart.
    period
        Seasons in a year: 12 for months, 4 for quarters.
    alpha
        Level of the two-sided test, 0-1.

    Returns
    -------
    pandas.DataFrame
        ``value`` is tau_a over pairs within a season (-1 to 1); ``status`` is ``increasing``,
        ``decreasing``, ``no_trend`` or ``stable``. Further columns ``score``, ``variance``, ``z``,
        ``p``, ``slope`` (per year), ``intercept`` (height at time 0). Reason
        ``insufficient_data`` below three full cycles of values (3 times ``period``).

    Raises
    ------
    MetricError
        If a time is off the seasons or repeated within a series.

    Notes
    -----
    S and its variance are summed over seasons (Hirsch and Slack 1984); the slope is the median
    over pairs within a season. Seasons are taken as independent. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": [2020.5, 2021.0, 2021.5, 2022.0, 2022.5, 2023.0],
    ...                      "value": [10.0, 50.0, 12.0, 55.0, 15.0, 57.0]})
    >>> seasonal_mann_kendall(rows, period=2)[["score", "slope"]].to_dict("records")
    [{'score': 6.0, 'slope': 2.75}]
    """
    require_columns(frame, [*keys, "time", "value"], "seasons")
    require_unique(frame, [*keys, "time"], "seasons")
    number = stage_numbers(frame, period)
    cycle = number // period
    cycle = cycle - (cycle.min() if cycle.size else 0)
    step = np.arange(cycle.max(initial=-1) + 1, dtype=float)
    cube = _cube(frame, keys, number % period, cycle, step)
    return _result(cube, alpha, enough=cube.count >= CYCLES_FROM * period, method="seasonal")


def regional_mann_kendall(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, area: str = "area", alpha: float = 0.05
) -> pd.DataFrame:
    """Whether a group of areas rises or falls as a whole, each area compared only with itself.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``area``, ``time`` (years), ``value``.
    keys
        Columns that tell groups of areas apart, such as indicator and tier.
    area
        Column that names the area.
    alpha
        Level of the two-sided test, 0-1.

    Returns
    -------
    pandas.DataFrame
        As :func:`seasonal_mann_kendall`, with areas in place of seasons.

    Raises
    ------
    MetricError
        If columns are missing or an area has two rows of one time.

    Notes
    -----
    S and its variance summed over areas (Helsel and Frans 2006). Areas are taken as independent:
    areas that move together make p too small. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"area": ["148", "150"] * 3, "time": [1, 1, 2, 2, 3, 3],
    ...                      "value": [10.0, 50.0, 12.0, 55.0, 15.0, 57.0]})
    >>> regional_mann_kendall(rows)["score"].tolist()
    [6.0]
    """
    require_columns(frame, [*keys, area, "time", "value"], "areas")
    require_unique(frame, [*keys, area, "time"], "areas")
    stratum = np.asarray(pd.factorize(frame[area])[0], dtype=np.intp)
    time, place = np.unique(frame["time"].to_numpy(dtype=float), return_inverse=True)
    cube = _cube(frame, keys, stratum, np.asarray(place, dtype=np.intp), time)
    longest = np.isfinite(cube.value).sum(axis=2).max(axis=1, initial=0)
    return _result(cube, alpha, enough=longest >= CYCLES_FROM, method="regional")


def _result(cube: _Cube, alpha: float, *, enough: Bools, method: str) -> pd.DataFrame:
    scores, pairs = cube.scores(), cube.pairs()
    series = len(pairs)
    p = np.where(enough, normal_p(scores.z), np.nan)
    equal = enough & (scores.tied_pairs == pairs)
    slope = np.where(enough, cube.slopes(), np.nan)
    flat = (series, cube.value[0].size if series else 0)
    times = np.where(np.isnan(cube.value), np.nan, cube.time).reshape(flat)
    level = row_medians(cube.value.reshape(flat))
    return result_frame(
        cube.keys,
        value=np.where(enough, scores.score / np.where(pairs > 0, pairs, np.nan), np.nan),
        status=np.where(equal, "stable", verdict(scores.score, p, alpha)),
        reason=np.where(enough, "", Reason.INSUFFICIENT_DATA.value),
        method=f"{method}_normal",
        n_used=scores.count,
        periods_used=span_texts(times),
        score=scores.score,
        variance=scores.variance,
        z=scores.z,
        p=p,
        slope=slope,
        intercept=level - slope * row_medians(times),
    )
