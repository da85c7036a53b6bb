"""Gap to a target as an interval, and whether the target is met, missed or undecided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from chiso.metrics.censoring import (
    MET,
    NOT_MET,
    UNDETERMINED,
    Interval,
    point_interval,
    value_interval,
)
from chiso.metrics.goals import Goals, named_state, point_values, read_goals, withheld
from chiso.metrics.results import Bools, join_flags, result_frame


def target_gap(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, saturation_tolerance: float = 0.0
) -> pd.DataFrame:
    """What each figure still lacks to its target, as a number and as an interval.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per figure and target. ``target``; ``value``, or ``lower, upper, lower_open,
        upper_open`` for a bound or a rounded figure (or both). Optional ``qualifier`` (``~`` and
        bounds are not exact values), ``operator``, ``direction``, ``bound_low``, ``bound_high``.
        Value and target have the same unit.
    keys : sequence of str
        Columns to carry over.
    saturation_tolerance : float, default 0
        How far from a target at the natural limit a figure still counts as met.

    Returns
    -------
    pandas.DataFrame
        Keys, the result columns, ``lower_open`` and ``upper_open``. ``value`` is the gap
        (positive: still to go; missing with reason ``censored`` for a bound), ``lower`` and
        ``upper`` the gap interval (a missing end is unbounded), ``status`` is ``met``,
        ``not_met``, ``undetermined``, ``no_target`` or ``insufficient_data``. An exact value
        decides the status alone; the flag ``interval_straddles_target`` says that rounding or
        sampling could turn it.

    Raises
    ------
    MetricError
        For impossible intervals, unknown operators or one that contradicts the direction.

    Notes
    -----
    s * (T - v) with s = 1 for ``>=`` and ``>``, -1 for ``<=`` and ``<``; abs(T - v) for ``=``.
    See docs/methods.md, target_gap.

    Examples
    --------
    >>> over_95 = pd.DataFrame({"lower": [95], "upper": [100], "lower_open": True, "target": 80})
    >>> gap = target_gap(over_95)
    >>> gap["status"].tolist(), gap[["lower", "upper"]].to_numpy().tolist()
    (['met'], [[-20.0, -15.0]])
    """
    goals = read_goals(frame, saturation_tolerance)
    interval = value_interval(frame)
    value = point_values(frame, interval)
    reason = withheld(interval, value, goals)
    exact = point_interval(value)
    whole = goals.state(interval)
    state = np.where(np.isnan(value), whole, goals.state(exact))
    gap = goals.gap(interval)
    lower, upper = gap.finite_ends()
    flags = join_flags(
        len(frame),
        interval_straddles_target=(whole == UNDETERMINED) & ~np.isnan(value),
        saturation_tolerance_used=(state == MET) & ~_met_plainly(goals, exact, interval),
        unbounded=np.isinf(gap.lower) | np.isinf(gap.upper),
    )
    return result_frame(
        frame[list(keys)],
        value=goals.gap(exact).finite_ends()[0],
        lower=lower,
        upper=upper,
        status=named_state(state, reason),
        reason=reason,
        method="target_gap",
        n_used=interval.known.astype(float),
        flags=flags,
        lower_open=gap.lower_open & ~np.isnan(lower),
        upper_open=gap.upper_open & ~np.isnan(upper),
    )


def _met_plainly(goals: Goals, exact: Interval, interval: Interval) -> Bools:
    bare = replace(goals, line=goals.target)
    return np.asarray(bare.state(exact.where(exact.known, interval)) == MET, dtype=bool)


def target_status_censored(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, saturation_tolerance: float = 0.0
) -> pd.DataFrame:
    """Whether each figure meets its target, judged by the whole interval of the figure.

    Parameters
    ----------
    frame : pandas.DataFrame
        As for :func:`target_gap`. Where ``lower`` and ``upper`` are given they decide, also for
        a rounded figure: 80% printed without decimals against 80 is undetermined.
    keys : sequence of str
        Columns to carry over.
    saturation_tolerance : float, default 0
        How far from a target at the natural limit a figure still counts as met.

    Returns
    -------
    pandas.DataFrame
        Keys and the result columns. ``status`` is ``met`` if the whole interval satisfies the
        target, ``not_met`` if none of it does, else ``undetermined``; ``no_target`` and
        ``insufficient_data`` as named. ``value`` is 1 for met, 0 for not met, else missing with
        a reason; ``lower`` and ``upper`` are 0 and 1 while both are possible.

    Raises
    ------
    MetricError
        For impossible intervals, unknown operators or one that contradicts the direction.

    Notes
    -----
    An open end decides a tie: (90, 100] meets both ``>= 90`` and ``> 90``, [50, 100] meets
    ``>= 50`` and leaves ``> 50`` undetermined. See docs/methods.md, target_status_censored.

    Examples
    --------
    >>> over_90 = pd.DataFrame({"lower": [90], "upper": 100, "lower_open": True, "target": 95})
    >>> target_status_censored(over_90)["status"].tolist()
    ['undetermined']
    """
    goals = read_goals(frame, saturation_tolerance)
    interval = value_interval(frame)
    state = goals.state(interval)
    known = interval.known.astype(float)
    reason = withheld(interval, np.where(state == UNDETERMINED, np.nan, known), goals)
    verdict = np.select([state == MET, state == NOT_MET], [1.0, 0.0], default=np.nan)
    open_verdict = state == UNDETERMINED
    return result_frame(
        frame[list(keys)],
        value=verdict,
        lower=np.where(open_verdict, 0.0, verdict),
        upper=np.where(open_verdict, 1.0, verdict),
        status=named_state(state, reason),
        reason=reason,
        method="whole_interval",
        n_used=known,
    )
