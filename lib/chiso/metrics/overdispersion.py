"""Spread between areas beyond chance, and funnels of observed against expected events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.stats import chi2, norm

from chiso.metrics.columns import (
    TIE,
    group_codes,
    numbers,
    require_choice,
    require_one_meaning,
    require_setting,
    same_size_blocks,
)
from chiso.metrics.funnel import LEVELS, level_name, position, require_levels
from chiso.metrics.results import (
    Floats,
    Reason,
    Rule,
    join_flags,
    reject_rows,
    require_columns,
    require_counts,
    result_frame,
)
from chiso.words import Words

RatioMethod = Literal["exact", "byar"]
_BYAR_FROM = 10.0  # events from which Public Health England takes Byar's limits
_HALF = Words(vi="từ 0 đến dưới 0,5", en="0 or more and below 0.5")
_POSITIVE = Rule("funnel_ratio", "expected", Words(vi="lớn hơn 0", en="above 0"))
_EVENTS = Rule("funnel_ratio", "observed", Words(vi="từ 0 trở lên", en="0 or more"))


def overdispersion(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    trim: float = 0.10,
    min_areas: int = 20,
    carry: Sequence[str] = ("area",),
) -> pd.DataFrame:
    """How much more the shares of a group differ than chance explains.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per area within ``keys``: counts ``numerator`` and ``denominator``.
    keys : sequence of str
        Columns of one funnel.
    trim : float, default 0.10
        Part of the areas on each side whose z is drawn in to the quantile there.
    min_areas : int, default 20
        Fewest areas from which the extra variance is applied; below, it is noise.
    carry : sequence of str
        Further identifying columns to carry over.

    Returns
    -------
    pandas.DataFrame
        One row per area: keys, ``carry``, the result columns, ``z``, ``winsorised_z``,
        ``tau2_found`` and ``tau2`` (what :func:`chiso.metrics.funnel.funnel_limits` should use:
        0 unless applied). ``value`` is phi, the same on all areas of a group (1: chance alone);
        ``status`` is ``applied``, ``reported_only`` or ``withheld``.

    Raises
    ------
    MetricError
        For impossible counts or settings.

    Notes
    -----
    z = 2 sqrt(n) (asin sqrt(p) - asin sqrt(P)), winsorised; phi = mean z^2; tau2 by moments (after
    DerSimonian and Laird), 0 when phi k < k - 1. See docs/methods.md, overdispersion.

    Examples
    --------
    >>> alike = pd.DataFrame({"area": ["a", "b"], "numerator": [50, 50], "denominator": 100})
    >>> overdispersion(alike)["value"].tolist()
    [0.0, 0.0]
    """
    require_setting("trim", trim, holds=0 <= trim < 0.5, allowed=_HALF)
    require_columns(frame, carry, "overdispersion")
    codes = group_codes(frame, keys)
    require_one_meaning(frame, codes, "overdispersion")
    x, n = require_counts(frame, "numerator", "denominator")
    reason = np.select(
        [np.isnan(n), np.isnan(x), n == 0],
        [Reason.NO_DENOMINATOR, Reason.INSUFFICIENT_DATA, Reason.NO_CASES],
        default="",
    )
    usable = np.flatnonzero(reason == "")
    z, drawn = np.full(len(frame), np.nan), np.full(len(frame), np.nan)
    phi, tau2, count = (np.full(len(frame), np.nan) for _ in range(3))
    for block in same_size_blocks(codes[usable]):
        rows = usable[block]
        z[rows] = _arcsine_z(x[rows], n[rows])
        drawn[rows] = _winsorised(z[rows], trim)
        spread = (drawn[rows] ** 2).mean(axis=1, keepdims=True)
        phi[rows], tau2[rows] = spread, _extra_variance(spread, n[rows])
        count[rows] = rows.shape[1]
    single = count == 1
    applied = (count >= min_areas) & (phi > 1)
    reason = np.where((reason == "") & single, Reason.INSUFFICIENT_DATA.value, reason)
    known = reason == ""
    return result_frame(
        frame[[*keys, *carry]],
        value=np.where(known, phi, np.nan),
        status=np.select([~known, applied], ["withheld", "applied"], default="reported_only"),
        reason=reason,
        method="arcsine_dersimonian_laird",
        n_used=count,
        flags=join_flags(len(frame), few_areas=count < min_areas),
        z=z,
        winsorised_z=drawn,
        tau2_found=np.where(known, tau2, np.nan),
        tau2=np.where(known & applied, tau2, 0.0),
    )


def _arcsine_z(x: Floats, n: Floats) -> Floats:
    """Distance of each share from the pooled one in standard deviations, groups by areas."""
    pooled = x.sum(axis=1, keepdims=True) / n.sum(axis=1, keepdims=True)
    apart = np.arcsin(np.sqrt(x / n)) - np.arcsin(np.sqrt(pooled))
    return np.asarray(2 * np.sqrt(n) * apart, dtype=float)


def _winsorised(z: Floats, trim: float) -> Floats:
    ends = np.quantile(z, [trim, 1 - trim], axis=1, keepdims=True)
    return np.asarray(np.clip(z, ends[0], ends[1]), dtype=float)


def _extra_variance(phi: Floats, n: Floats) -> Floats:
    """Variance between areas on the arcsine scale; weights are the inverse variances 4 n."""
    weight = 4 * n
    areas = n.shape[1]
    total = weight.sum(axis=1, keepdims=True)
    room = total - (weight**2).sum(axis=1, keepdims=True) / total
    found = np.zeros(phi.shape)
    np.divide(areas * phi - (areas - 1), room, out=found, where=room > 0)
    return np.maximum(found, 0.0)


def funnel_ratio(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    levels: Sequence[float] = LEVELS,
    method: RatioMethod = "exact",
) -> pd.DataFrame:
    """Limits for the ratio of observed to expected events, and where each area lies.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``expected`` (above 0) and, to place an area, ``observed`` (events, 0 or more).
    keys : sequence of str
        Columns to carry over.
    levels : sequence of float
        Levels, inner first.
    method : {"exact", "byar"}
        ``exact`` Poisson limits of the expected number place an area. ``byar``, for comparison
        with Public Health England, asks from 10 events on whether Byar's limits of the observed
        number hold the expected one, and below 10 whether its exact limits do.

    Returns
    -------
    pandas.DataFrame
        Keys, the result columns and ``lower_95, upper_95, ...``, limits of the ratio around 1.
        ``value`` is observed / expected; ``status`` as in
        :func:`chiso.metrics.funnel.funnel_limits`.

    Raises
    ------
    MetricError
        For negative events, an expected number not above 0, or impossible levels.

    Notes
    -----
    chi2(a / 2, 2 E) / 2 E and chi2(1 - a / 2, 2 E + 2) / 2 E. See docs/methods.md, funnel_ratio.

    Examples
    --------
    >>> funnel_ratio(pd.DataFrame({"observed": [40], "expected": [20]}))["status"].tolist()
    ['above_998']
    """
    require_levels(levels)
    require_choice("method", method, get_args(RatioMethod))
    require_columns(frame, ("expected",), "funnel_ratio")
    observed, expected = numbers(frame, "observed"), numbers(frame, "expected")
    reject_rows(frame, expected <= 0, ["expected"], _POSITIVE)
    reject_rows(frame, observed < 0, ["observed"], _EVENTS)
    known = ~np.isnan(observed) & ~np.isnan(expected)
    ratio = observed / expected
    limits: dict[str, Floats] = {}
    around: dict[str, Floats] = {}
    for level in levels:
        name = level_name(level)
        low, high = event_limits(expected, level)
        limits |= {f"lower_{name}": low / expected, f"upper_{name}": high / expected}
        low, high = _byar_limits(observed, level)
        around |= {f"lower_{name}": -high, f"upper_{name}": -low}
    placed = (-expected, around) if method == "byar" else (ratio, limits)
    inner = level_name(levels[0])
    return result_frame(
        frame[list(keys)],
        value=ratio,
        lower=limits[f"lower_{inner}"],
        upper=limits[f"upper_{inner}"],
        status=position(*placed, levels, known),
        reason=np.where(known, "", Reason.INSUFFICIENT_DATA.value),
        method=f"poisson_{method}",
        n_used=observed,
        **limits,
    )


def event_limits(events: Floats, level: float) -> tuple[Floats, Floats]:
    """Exact Poisson limits of a mean given a number of events, or of events given a mean.

    Parameters
    ----------
    events : numpy.ndarray
        Numbers, 0 or more.
    level : float
        Level of the interval, 0..1.

    Returns
    -------
    tuple of numpy.ndarray
        Lower and upper limits.

    Examples
    --------
    >>> low, high = event_limits(np.array([5.0]), 0.95)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([1.623], [11.668])
    """
    tail = (1 - level) / 2
    lower = np.where(events > 0, chi2.ppf(tail, 2 * np.maximum(events, TIE)) / 2, 0.0 * events)
    return lower, np.asarray(chi2.isf(tail, 2 * events + 2) / 2, dtype=float)


def _byar_limits(events: Floats, level: float) -> tuple[Floats, Floats]:
    """Byar's limits of a number of events, exact ones below ten."""
    z = float(norm.isf((1 - level) / 2))
    many = np.maximum(events, _BYAR_FROM)
    lower, upper = event_limits(events, level)
    low = many * (1 - 1 / (9 * many) - z / (3 * np.sqrt(many))) ** 3
    high = (many + 1) * (1 - 1 / (9 * (many + 1)) + z / (3 * np.sqrt(many + 1))) ** 3
    few = events < _BYAR_FROM
    return np.where(few, lower, low), np.where(few, upper, high)
