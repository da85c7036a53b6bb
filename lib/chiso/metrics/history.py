"""What earlier observations say about a target: the baseline, first seen met, lost since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.metrics.censoring import MET, NOT_MET, Interval, point_interval, value_interval
from chiso.metrics.columns import TIE, numbers
from chiso.metrics.goals import Goals
from chiso.metrics.results import Bools, Floats, require_columns, require_unique

_ENDS = ("lower", "upper", "lower_open", "upper_open")


@dataclass(frozen=True)
class Past:
    """Earlier observations of many rows, judged by each row's own target.

    ``first_met`` is the first time seen met, ``last_unmet`` the last time seen short of the target
    before that; both in years and missing where there is none.
    """

    baseline: Floats
    start: Floats
    moved: Bools
    first_met: Floats
    last_unmet: Floats
    met_before: Bools
    lost_since: Bools
    count: Floats


def read_past(
    frame: pd.DataFrame,
    keys: Sequence[str],
    goals: Goals,
    history: pd.DataFrame | None,
    *,
    allow_moved_baseline: bool,
) -> Past:
    """Baseline of each row and what its observations up to ``time`` say about its target.

    Parameters
    ----------
    frame : pandas.DataFrame
        Figures with ``time``, ``baseline`` and ``baseline_time``.
    keys : sequence of str
        Identifying columns; those that ``history`` has too link the two frames, as
        does ``definition`` where both have it.
    goals : Goals
        Target of each row of ``frame``.
    history : pandas.DataFrame or None
        Observations: linking keys, ``time`` and the figure; one row for each key and time.
    allow_moved_baseline : bool
        Whether the next observation may stand in for a missing baseline.

    Returns
    -------
    Past
        One entry a row of ``frame``.

    Raises
    ------
    MetricError
        If ``history`` lacks a column or repeats a key and time.
    """
    now, start = numbers(frame, "time"), numbers(frame, "baseline_time")
    told = _earlier(frame, keys, history, now)
    given = numbers(frame, "baseline")
    baseline, used = _baselines(given, start, told, allow_moved=allow_moved_baseline)
    own = [
        _points(np.arange(len(frame)), used, point_interval(baseline)),
        _points(np.arange(len(frame)), now, value_interval(frame)),
    ]
    seen = pd.concat([*own, told[told["time"] < now[told["row"]] - TIE]], ignore_index=True)
    seen = seen.dropna(subset=["time", "lower"]).drop_duplicates(["row", "time"])
    rows = seen["row"].to_numpy()
    ends = (seen[name].to_numpy() for name in _ENDS)
    seen["state"] = goals.take(rows).state(Interval(*ends))
    met = seen[seen["state"] == MET].groupby("row")["time"]
    first_met = _by_row(met.min(), len(frame))
    unmet = seen[seen["state"] == NOT_MET]
    after = unmet["time"].to_numpy() > first_met[unmet["row"].to_numpy()]
    return Past(
        baseline=baseline,
        start=used,
        moved=np.abs(used - start) > TIE,
        first_met=first_met,
        last_unmet=_by_row(unmet[~after].groupby("row")["time"].max(), len(frame)),
        met_before=first_met < now - TIE,
        lost_since=~np.isnan(_by_row(unmet[after].groupby("row")["time"].max(), len(frame))),
        count=np.nan_to_num(_by_row(seen.groupby("row")["time"].count(), len(frame))),
    )


def _points(rows: np.ndarray, time: Floats, figure: Interval) -> pd.DataFrame:
    return pd.DataFrame({"row": rows, "time": time, **{end: getattr(figure, end) for end in _ENDS}})


def _by_row(found: pd.Series, length: int) -> Floats:
    """Values numbered by row as an array, missing where a row has none."""
    spread = np.full(length, np.nan)
    spread[found.index.to_numpy(dtype=np.int64)] = found.to_numpy(dtype=float)
    return spread


def _earlier(
    frame: pd.DataFrame, keys: Sequence[str], history: pd.DataFrame | None, now: Floats
) -> pd.DataFrame:
    """Observations of each row's series before its time."""
    if history is None:
        return _points(np.zeros(0, dtype=np.int64), np.zeros(0), point_interval(np.zeros(0)))
    shared = [name for name in ("definition",) if name in frame.columns and name not in keys]
    links = [key for key in [*keys, *shared] if key in history.columns]
    require_columns(history, ("time",), "history")
    require_unique(history, [*links, "time"], "history")
    told = history[links].assign(
        **_points(np.arange(len(history)), numbers(history, "time"), value_interval(history))
    )
    rows = frame[links].assign(row=np.arange(len(frame)))
    how = {"on": links, "how": "inner"} if links else {"how": "cross"}
    joined = rows.merge(told.drop(columns="row"), validate="many_to_many", **how)
    return joined[joined["time"] < now[joined["row"]] - TIE]


def _baselines(
    baseline: Floats, start: Floats, told: pd.DataFrame, *, allow_moved: bool
) -> tuple[Floats, Floats]:
    """Given baselines, else the observation at (or, if allowed, next after) the baseline's time."""
    wanted = start[told["row"].to_numpy()]
    later = told["time"].to_numpy() - wanted
    fits = (later >= -TIE) & (allow_moved | (np.abs(later) <= TIE))
    exact = (told["lower"] == told["upper"]).to_numpy()
    first = told[fits & exact].sort_values("time").drop_duplicates("row").set_index("row")
    found = _by_row(first["lower"], len(start))
    moment = _by_row(first["time"], len(start))
    return (
        np.where(np.isnan(baseline), found, baseline),
        np.where(np.isnan(baseline) & ~np.isnan(moment), moment, start),
    )
