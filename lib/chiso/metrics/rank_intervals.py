"""Ranks that stay possible when the intervals of all areas hold at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

from chiso.metrics.censoring import Interval, point_interval
from chiso.metrics.columns import (
    Integers,
    directions,
    group_codes,
    group_sums,
    numbers,
    require_choice,
    require_one_meaning,
    require_setting,
    signs,
)
from chiso.metrics.ranks import surely_better, surely_worse
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Texts,
    join_flags,
    require_counts,
    require_unique,
    result_frame,
)
from chiso.words import Words

Critical = Literal["sidak", "bonferroni"]
_FRACTION = Words(vi="lớn hơn 0 và nhỏ hơn 1", en="between 0 and 1, ends excluded")
BANDS_FROM = 0.5  # a median interval wider than this share of the areas asks for bands


def critical_value(areas: Floats, confidence: float, critical: Critical = "sidak") -> Floats:
    """Normal quantile at which intervals of that many areas hold jointly.

    Parameters
    ----------
    areas : numpy.ndarray
        Number of areas.
    confidence : float
        Joint level, between 0 and 1.
    critical : {"sidak", "bonferroni"}
        Independent areas, or any dependence.

    Returns
    -------
    numpy.ndarray
        One quantile for each number of areas.

    Examples
    --------
    >>> critical_value(np.array([51.0]), 0.90).round(3).tolist()
    [3.081]
    """
    if critical == "sidak":
        return np.asarray(norm.isf((1 - confidence ** (1 / areas)) / 2), dtype=float)
    return np.asarray(norm.isf((1 - confidence) / (2 * areas)), dtype=float)


def rank_interval_joint(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    confidence: float = 0.95,
    critical: Critical = "sidak",
) -> pd.DataFrame:
    """Ranks that stay possible when the intervals of all areas hold at the same time.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per ``area`` within ``keys``, with counts ``numerator`` and ``denominator`` (Wilson
        limits), or ``estimate`` and ``se``, or ready joint limits ``lower`` and ``upper``. Optional
        ``direction``.
    keys : sequence of str
        Columns of one ranking.
    confidence : float, default 0.95
        Level at which all rank intervals hold together.
    critical : {"sidak", "bonferroni"}
        How the level is shared among the areas.

    Returns
    -------
    pandas.DataFrame
        Keys, ``area``, the result columns, ``ranked`` and ``critical``. ``value`` is the rank of
        the estimate, ``lower`` and ``upper`` the possible ranks; the flag ``use_bands`` stands on
        all areas of a ranking whose median interval covers more than half of them.

    Raises
    ------
    MetricError
        For impossible counts, a repeated area, or a level outside 0..1.

    Notes
    -----
    [1 + areas surely better, K - areas surely worse] (Klein, Wright and Wieczorek 2020), where
    sure means that the intervals do not touch. See docs/methods.md, rank_interval_joint.

    Examples
    --------
    >>> apart = pd.DataFrame({"area": ["a", "b"], "numerator": [90, 10], "denominator": 100})
    >>> rank_interval_joint(apart)[["lower", "upper"]].to_numpy().tolist()
    [[1.0, 1.0], [2.0, 2.0]]
    """
    require_choice("critical", critical, get_args(Critical))
    require_setting("confidence", confidence, holds=0 < confidence < 1, allowed=_FRACTION)
    codes = ranking(frame, keys)
    estimate, reason = observed(frame)
    size = group_sums(codes, (reason == "").astype(float))
    z = critical_value(np.maximum(size, 1.0), confidence, critical)
    limits = _limits(frame, estimate, z, reason == "")
    turn = signs(directions(frame))
    figure = limits.where(turn > 0, limits.negated())
    best = point_interval(np.where(reason == "", turn * estimate, np.nan))
    return rank_result(
        frame[[*keys, "area"]],
        codes,
        (
            surely_better(codes, best) + 1,
            surely_better(codes, figure) + 1,
            size - surely_worse(codes, figure),
        ),
        reason,
        method=f"joint_{critical}",
        critical=np.where(reason == "", z, np.nan),
    )


def ranking(frame: pd.DataFrame, keys: Sequence[str]) -> Integers:
    """Number of each row's ranking, after the checks that every ranking needs.

    Raises
    ------
    MetricError
        For a repeated area or mixed definitions.
    """
    require_unique(frame, [*keys, "area"], "rank_interval")
    codes = group_codes(frame, keys)
    require_one_meaning(frame, codes, "rank_interval")
    return codes


def observed(frame: pd.DataFrame) -> tuple[Floats, Texts]:
    """Estimate of each area and why it cannot be ranked."""
    judged = signs(directions(frame)) != 0
    if "numerator" in frame.columns:
        x, n = require_counts(frame, "numerator", "denominator")
        share = np.full(len(x), np.nan)
        np.divide(x, n, out=share, where=n > 0)
        why = [np.isnan(n), np.isnan(x), n == 0]
        names = [Reason.NO_DENOMINATOR, Reason.INSUFFICIENT_DATA, Reason.NO_CASES]
    else:
        share = numbers(frame, "estimate")
        ends = (numbers(frame, "lower") + numbers(frame, "upper")) / 2
        share = np.where(np.isnan(share), ends, share)
        why, names = [np.isnan(share)], [Reason.INSUFFICIENT_DATA]
    reason = np.select([~judged, *why], [Reason.NOT_APPLICABLE, *names], default="")
    return share, np.asarray(reason, dtype=object)


def _limits(frame: pd.DataFrame, point: Floats, z: Floats, usable: Bools) -> Interval:
    """Interval of each area at its critical value; missing where the area is not ranked."""
    lower, upper = np.full(len(frame), np.nan), np.full(len(frame), np.nan)
    if "numerator" in frame.columns:
        x, n = (numbers(frame, name)[usable] for name in ("numerator", "denominator"))
        ends = proportion_confint(x, n, alpha=2 * norm.sf(z[usable]), method="wilson")
        lower[usable], upper[usable] = ends
    elif "se" in frame.columns:
        half = z * numbers(frame, "se")
        lower, upper = point - half, point + half
    else:
        lower, upper = numbers(frame, "lower"), numbers(frame, "upper")
    closed = np.zeros(len(frame), dtype=bool)
    missing = np.where(usable, 0.0, np.nan)
    return Interval(lower + missing, upper + missing, closed, closed)


def rank_result(
    keys: pd.DataFrame,
    codes: Integers,
    ranks: tuple[Floats, Floats, Floats],
    reason: Texts,
    **columns: object,
) -> pd.DataFrame:
    """Rank, best and worst possible rank, and whether bands would tell more than a list."""
    known = reason == ""
    rank, lower, upper = (np.where(known, part, np.nan) for part in ranks)
    size = group_sums(codes, known.astype(float))
    width = pd.Series(upper - lower + 1).groupby(codes).transform("median")
    bands = width.to_numpy(dtype=float) > BANDS_FROM * size
    return result_frame(
        keys,
        value=rank,
        lower=lower,
        upper=upper,
        status=np.select([~known, lower == upper], ["withheld", "certain"], default="open"),
        reason=reason,
        n_used=size,
        flags=join_flags(len(keys), use_bands=bands),
        ranked=size,
        **columns,
    )
