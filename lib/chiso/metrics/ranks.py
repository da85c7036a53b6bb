"""Competition ranks of areas, with the places that bounds leave open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chiso.metrics.censoring import Interval, point_interval, value_interval
from chiso.metrics.columns import (
    Integers,
    directions,
    group_codes,
    group_sums,
    require_one_meaning,
    require_setting,
    signs,
)
from chiso.metrics.goals import read_goals
from chiso.metrics.results import Bools, Floats, Reason, join_flags, require_columns, result_frame
from chiso.words import Words

_DECIMALS = 9  # figures that agree to this many decimals share a rank


def rank_table(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    carry: Sequence[str] = ("area",),
    omega: float = 0.0,
) -> pd.DataFrame:
    """Standard competition rank of each area, ties shared (1, 2, 2, 4).

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per area within ``keys``: ``value``, or ``lower, upper, lower_open, upper_open``
        for a bound. Optional ``direction``; ``target_is_best`` ranks by the distance to ``target``.
    keys : sequence of str
        Columns of one ranking, such as indicator, tier and period.
    carry : sequence of str
        Further identifying columns to carry over.
    omega : float, default 0
        Place of ties between their best rank (0, the published lists) and their worst (1).

    Returns
    -------
    pandas.DataFrame
        Keys, ``carry``, the result columns and ``ranked``, the number of areas with data.
        ``value`` is the rank (1 best); where bounds leave several places open it is missing with
        reason ``censored``, and ``lower`` and ``upper`` are the best and the worst of them.

    Raises
    ------
    MetricError
        For impossible intervals, an unknown direction or mixed definitions in one ranking.

    Notes
    -----
    1 + number of areas that are strictly better. See docs/methods.md, rank_table.

    Examples
    --------
    >>> shares = pd.DataFrame({"area": ["a", "b", "c", "d"], "value": [90, 80, 80, 70]})
    >>> rank_table(shares)["value"].tolist()
    [1.0, 2.0, 2.0, 4.0]
    """
    allowed = Words(vi="từ 0 đến 1", en="between 0 and 1")
    require_setting("omega", omega, holds=0 <= omega <= 1, allowed=allowed)
    require_columns(frame, carry, "rank_table")
    codes = group_codes(frame, keys)
    require_one_meaning(frame, codes, "rank_table")
    figure, judged = goodness(frame)
    best, worst = 1.0 + surely_better(codes, figure), 1.0 + maybe_better(codes, figure)
    ties = _ties(codes, figure)
    known = figure.known & judged
    shown = known & (best == worst)
    tied = shown & (ties > 1)
    return result_frame(
        frame[[*keys, *carry]],
        value=np.where(shown, best + omega * (ties - 1), np.nan),
        lower=np.where(known, best, np.nan),
        upper=np.where(known, worst, np.nan),
        status=np.select([~known, ~shown, tied], ["withheld", "open", "tied"], default="ranked"),
        reason=np.select(
            [~judged, ~known, ~shown],
            [Reason.NOT_APPLICABLE, Reason.INSUFFICIENT_DATA, Reason.CENSORED],
            default="",
        ),
        method="competition",
        n_used=group_sums(codes, known.astype(float)),
        flags=join_flags(len(frame), tied=tied),
        ranked=group_sums(codes, known.astype(float)),
    )


def goodness(frame: pd.DataFrame) -> tuple[Interval, Bools]:
    """Figures turned so that more is better, and where a direction judges at all.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``value`` or an interval; optional ``direction`` and, for ``target_is_best``, ``target``.

    Returns
    -------
    tuple of Interval and numpy.ndarray
        Figures, and False where the direction is neutral.
    """
    wanted = directions(frame)
    figure = value_interval(frame)
    turned = figure.where(signs(wanted) >= 0, figure.negated())
    exact = wanted == "target_is_best"
    if exact.any():
        goals = read_goals(frame.assign(operator="=", direction="target_is_best"))
        turned = goals.gap(figure).negated().where(exact, turned)
    return turned, wanted != "neutral"


def surely_better(codes: Integers, figure: Interval) -> Floats:
    """Number of areas of the same group whose whole interval lies above each area's own."""
    lower = _Mark(figure.lower, figure.lower_open.astype(float))
    upper = _Mark(figure.upper, -figure.upper_open.astype(float))
    return _count_above(codes, lower, upper)


def maybe_better(codes: Integers, figure: Interval) -> Floats:
    """Number of other areas of the same group that could lie above each area."""
    closed = np.zeros(len(codes))
    lower, upper = _Mark(figure.lower, closed), _Mark(figure.upper, closed)
    return _count_above(codes, upper, lower) - (figure.upper > figure.lower)


def surely_worse(codes: Integers, figure: Interval) -> Floats:
    """Number of areas of the same group whose whole interval lies below each area's own."""
    return surely_better(codes, figure.negated())


def _ties(codes: Integers, figure: Interval) -> Floats:
    """Number of areas, itself included, at the same exact figure."""
    point = point_interval(np.where(figure.lower == figure.upper, figure.lower, np.nan))
    size = group_sums(codes, point.known.astype(float))
    return np.maximum(size - surely_better(codes, point) - surely_worse(codes, point), 1.0)


class _Mark:
    """Numbers ordered by value and then by a nudge that tells open from closed ends."""

    def __init__(self, value: Floats, nudge: Floats) -> None:
        self.value = np.round(value, _DECIMALS)
        self.nudge = nudge


def _count_above(codes: Integers, marks: _Mark, thresholds: _Mark) -> Floats:
    """How many marks of the same group lie above each threshold; one sort for all groups.

    Missing marks are never counted; a missing threshold counts nothing.
    """
    length = len(codes)
    usable = ~np.isnan(marks.value) & ~np.isnan(thresholds.value)
    rows = np.flatnonzero(usable)
    count = len(rows)
    group = np.tile(codes[rows], 2)
    value = np.concatenate([marks.value[rows], thresholds.value[rows]])
    nudge = np.concatenate([marks.nudge[rows], thresholds.nudge[rows]])
    is_threshold = np.repeat([0, 1], count)
    order = np.lexsort((is_threshold, nudge, value, group))
    is_mark = is_threshold[order] == 0
    seen = np.cumsum(is_mark)
    ends = np.cumsum(np.bincount(codes[rows], minlength=int(codes.max(initial=0)) + 1))
    above = np.zeros(length)
    at = ~is_mark
    above[rows[order[at] - count]] = ends[group[order[at]]] - seen[at]
    return above
