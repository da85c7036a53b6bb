"""Linear outlooks of published systems: weather symbol, status index, distance among peers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chiso.metrics.censoring import point_interval
from chiso.metrics.columns import TIE, Integers, group_codes, numbers, require_setting
from chiso.metrics.goals import read_goals
from chiso.metrics.results import (
    Floats,
    Reason,
    Rule,
    join_flags,
    reject_rows,
    require_columns,
    require_unique,
    result_frame,
)
from chiso.words import Words

_ONE_GOAL = Rule(
    "weather_symbol",
    "one_goal",
    Words(
        vi="mỗi chuỗi có một mục tiêu và một thời hạn", en="a series has one target and due date"
    ),
)
_FEW_PEERS = 8  # a spread over fewer peers says little


def weather_symbol(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    changes: int = 5,
    marks: tuple[float, float] = (0.05, 0.20),
) -> pd.DataFrame:
    """Weather symbol of the German strategy: where the mean yearly change leads by the due date.

    Parameters
    ----------
    frame : pandas.DataFrame
        Series: one row per ``time`` within ``keys``, ``value``; ``target`` and ``due_time`` (one
        per series), optional ``direction``.
    keys : sequence of str
        Columns of one series.
    changes : int, default 5
        Number of latest changes that are averaged.
    marks : tuple of float
        Greatest miss, as a part of the present gap, for ``sun`` and for ``slightly_cloudy``.

    Returns
    -------
    pandas.DataFrame
        One row per series: keys, the result columns, ``mean_annual_change``, ``projected`` and
        ``relative_miss``. ``value`` is the relative miss; ``status`` is ``sun``,
        ``slightly_cloudy``, ``cloudy`` or ``thunderstorm`` (no change, or the wrong way).

    Raises
    ------
    MetricError
        For missing columns, or a target, due date or direction that changes within a series.

    Notes
    -----
    (T - projected) / (T - present) with projected = present + mean change * years left. At least
    four points. See docs/methods.md, weather_symbol.

    Examples
    --------
    >>> rise = pd.DataFrame({"time": [2018, 2019, 2020, 2021], "value": [62, 68, 74, 80]})
    >>> weather_symbol(rise.assign(target=100, due_time=2025))["status"].tolist()
    ['sun']
    """
    require_columns(frame, ("time", "value", "target", "due_time"), "weather_symbol")
    at_least = Words(vi="từ 1 trở lên", en="1 or more")
    require_setting("changes", changes, holds=changes >= 1, allowed=at_least)
    require_unique(frame, [*keys, "time"], "weather_symbol")
    codes = group_codes(frame, keys)
    _require_one_goal(frame, codes)
    heads = np.unique(codes, return_index=True)[1]
    now, present, mean, count = _recent(frame, codes, changes)
    goals = read_goals(frame.iloc[heads])
    sign, target = goals.sign, goals.target
    due = numbers(frame.iloc[heads], "due_time")
    projected = present + mean * (due - now)
    gap, miss = sign * (target - present), np.full(len(heads), np.nan)
    np.divide(sign * (target - projected), gap, out=miss, where=gap > TIE)
    met = sign * (target - projected) <= TIE
    miss = np.where((gap <= TIE) & ~np.isnan(projected), np.where(met, 0.0, 1.0), miss)
    wrong_way = (sign * mean <= 0) & ~((gap <= TIE) & met)
    reason = np.select(
        [np.isnan(target), np.isnan(due), count < 4, sign == 0],
        [
            Reason.NO_TARGET,
            Reason.DUE_DATE_MISSING,
            Reason.INSUFFICIENT_DATA,
            Reason.NOT_APPLICABLE,
        ],
        default="",
    )
    known = reason == ""
    return result_frame(
        frame.iloc[heads][list(keys)],
        value=np.where(known, miss, np.nan),
        status=np.select(
            [~known, wrong_way, miss < marks[0] - TIE, miss <= marks[1] + TIE],
            ["withheld", "thunderstorm", "sun", "slightly_cloudy"],
            default="cloudy",
        ),
        reason=reason,
        method="mean_of_last_changes",
        n_used=np.minimum(count, changes + 1),
        mean_annual_change=np.where(known, mean, np.nan),
        projected=np.where(known, projected, np.nan),
        relative_miss=np.where(known, miss, np.nan),
    )


def _require_one_goal(frame: pd.DataFrame, codes: Integers) -> None:
    for name in ("target", "due_time", "direction", "operator"):
        if name in frame.columns:
            kinds = frame[name].groupby(codes).transform("nunique", dropna=False)
            reject_rows(frame, np.asarray(kinds > 1, dtype=bool), [name], _ONE_GOAL)


def _recent(
    frame: pd.DataFrame, codes: Integers, changes: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """Time and figure of the last point, mean yearly change before it, and number of points."""
    time, value = numbers(frame, "time"), numbers(frame, "value")
    valid = np.flatnonzero(~np.isnan(time) & ~np.isnan(value))
    order = valid[np.lexsort((time[valid], codes[valid]))]
    count = np.bincount(codes[order], minlength=int(codes.max(initial=-1)) + 1)
    end = np.cumsum(count) - 1
    start = np.maximum(end - changes, end - count + 1)
    some = count > 1
    now, present, mean = (np.full(len(count), np.nan) for _ in range(3))
    now[count > 0], present[count > 0] = (column[order[end[count > 0]]] for column in (time, value))
    last, first = order[end[some]], order[start[some]]
    mean[some] = (value[last] - value[first]) / (time[last] - time[first])
    return now, present, mean, count.astype(float)


def current_status_index(frame: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Way covered from baseline to target on a scale of 10 (UN ESCAP current status index).

    Parameters
    ----------
    frame : pandas.DataFrame
        ``baseline``, ``value``, ``target``; optional ``direction``.
    keys : sequence of str
        Columns to carry over.

    Returns
    -------
    pandas.DataFrame
        Keys and the result columns; ``value`` may pass 10 and fall below 0. ``status`` is
        ``forward``, ``still``, ``backward`` or ``withheld``.

    Raises
    ------
    MetricError
        For missing columns or an unknown direction.

    Notes
    -----
    10 s (v - B) / abs(T - B). See docs/methods.md, current_status_index.

    Examples
    --------
    >>> row = {"baseline": 20, "value": 60, "target": 100}
    >>> current_status_index(pd.DataFrame([row]))["value"].tolist()
    [5.0]
    """
    require_columns(frame, ("baseline", "value", "target"), "current_status_index")
    goals = read_goals(frame)
    base, value = numbers(frame, "baseline"), numbers(frame, "value")
    way = np.abs(goals.target - base)
    index = np.full(len(frame), np.nan)
    np.divide(10 * goals.sign * (value - base), way, out=index, where=(way > 0) & (goals.sign != 0))
    return result_frame(
        frame[list(keys)],
        value=index,
        status=np.select(
            [np.isnan(index), index > 0, index < 0], ["withheld", "forward", "backward"], "still"
        ),
        reason=np.select(
            [~np.isnan(index), np.isnan(goals.target), np.isnan(base + value)],
            ["", Reason.NO_TARGET, Reason.INSUFFICIENT_DATA],
            default=Reason.NOT_APPLICABLE,
        ),
        method="current_status_index",
        n_used=np.where(np.isnan(base + value), 0.0, 2.0),
    )


def standardised_distance(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    ddof: int = 1,
    carry: Sequence[str] = ("area",),
) -> pd.DataFrame:
    """Distance of each area to the target in standard deviations of its peers, 0 when met.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per area within ``keys``: ``value``, ``target``; optional ``direction``.
    keys : sequence of str
        Columns of one group of peers.
    ddof : {1, 0}
        1 for the sample standard deviation, 0 for that of a complete set of peers.
    carry : sequence of str
        Further identifying columns to carry over.

    Returns
    -------
    pandas.DataFrame
        Keys, ``carry``, the result columns and ``spread``. Flag ``few_peers`` below eight.

    Raises
    ------
    MetricError
        For missing columns, an unknown direction or another ``ddof``.

    Notes
    -----
    max(0, s (T - v)) / sd, after the OECD. Without spread an area that meets the target is at 0
    and the others have no distance. See docs/methods.md, standardised_distance.

    Examples
    --------
    >>> peers = pd.DataFrame({"area": ["a", "b", "c"], "value": [4, 6, 8], "target": 8})
    >>> standardised_distance(peers)["value"].tolist()
    [2.0, 1.0, 0.0]
    """
    require_columns(frame, [*carry, "value", "target"], "standardised_distance")
    allowed = Words(vi="0 hoặc 1", en="0 or 1")
    require_setting("ddof", ddof, holds=ddof in (0, 1), allowed=allowed)
    goals, value = read_goals(frame), numbers(frame, "value")
    peers = pd.Series(value).groupby(group_codes(frame, keys))
    count = np.asarray(peers.transform("count"), dtype=float)
    spread = np.asarray(peers.transform("std", ddof=ddof), dtype=float)
    gap = goals.gap(point_interval(value)).lower
    distance = np.where(gap <= TIE, 0.0, np.nan)
    np.divide(gap, spread, out=distance, where=(spread > TIE) & (gap > TIE))
    return result_frame(
        frame[[*keys, *carry]],
        value=distance,
        status=np.select([np.isnan(distance), distance == 0], ["withheld", "met"], "not_met"),
        reason=np.select(
            [~np.isnan(distance), np.isnan(goals.target), np.isnan(value)],
            ["", Reason.NO_TARGET, Reason.INSUFFICIENT_DATA],
            default=Reason.NO_SPREAD,
        ),
        method=f"peer_distance_ddof_{ddof}",
        n_used=count,
        flags=join_flags(len(frame), few_peers=count < _FEW_PEERS),
        spread=spread,
    )
