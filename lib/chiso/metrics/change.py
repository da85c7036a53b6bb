"""Change between two periods, and growth rates that respect the ceiling of a share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Rule,
    Texts,
    join_flags,
    reject_rows,
    require_columns,
    require_counts,
    result_frame,
)
from chiso.metrics.shares import proportion_difference, share_limits
from chiso.words import Words

_SIDES = ("previous", "current")
_COUNTS = tuple(f"{side}_{part}" for side in _SIDES for part in ("numerator", "denominator"))


def two_period_change(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, confidence: float = 0.95
) -> pd.DataFrame:
    """Change from the previous to the current period, in points and in percent.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``previous``, ``current`` (same unit; missing for a figure known only as a
        bound). Intervals as ``previous_lower``, ``previous_upper``, ``current_lower``,
        ``current_upper`` (``*_open`` as :func:`chiso.metrics.intervals.as_interval` gives them);
        counts as ``previous_numerator``, ``previous_denominator``,
        ``current_numerator``, ``current_denominator`` (the values then are shares in 0-100).
        ``previous_definition`` and ``current_definition`` where a definition may have changed.
    keys
        Columns to keep beside the result.
    confidence
        Level of the interval when counts are given, 0-1.

    Returns
    -------
    pandas.DataFrame
        ``value``, ``lower``, ``upper`` in units of the value (points for shares) and ``percent``,
        ``percent_lower``, ``percent_upper``. ``status``: ``increasing`` or ``decreasing`` when the
        interval leaves out 0, ``no_change`` when it does not, empty without an interval (flag
        ``interval_missing``). Reasons ``insufficient_data``, ``censored`` (interval only),
        ``definition_changed``. Flag ``from_zero``: no percentage exists.

    Raises
    ------
    MetricError
        If columns are missing, or a count is negative, infinite or above its denominator.

    Notes
    -----
    With counts: Newcombe's interval for the points and its counterpart for ratios (Donner and
    Zou 2012) for the percentage, both from Wilson limits. Otherwise interval arithmetic:
    [current lower - previous upper, current upper - previous lower]. See docs/methods.md.

    Examples
    --------
    >>> row = pd.DataFrame({"previous": [52.0], "current": [None], "previous_lower": [52.0],
    ...     "previous_upper": [52.0], "current_lower": [60.0], "current_upper": [100.0]})
    >>> two_period_change(row)[["lower", "upper", "status", "reason"]].to_dict("records")
    [{'lower': 8.0, 'upper': 48.0, 'status': 'increasing', 'reason': 'censored'}]
    """
    require_columns(frame, [*keys, *_SIDES], "change")
    previous, current = (_numbers(frame, side) for side in _SIDES)
    counted = _has_counts(frame)
    points = _points(frame, counted, confidence)
    percent = _percents(frame, counted, confidence)
    changed = _definition_changed(frame)
    for bound in (*points, *percent):
        bound[changed] = np.nan
    value = np.where(changed, np.nan, current - previous)
    ranged = ~(np.isnan(points[0]) & np.isnan(points[1]))
    no_value = np.isnan(value)
    return result_frame(
        frame[list(keys)],
        value=value,
        lower=points[0],
        upper=points[1],
        status=_status(frame, *points),
        reason=np.select(
            [changed, no_value & ranged, no_value],
            [
                Reason.DEFINITION_CHANGED.value,
                Reason.CENSORED.value,
                Reason.INSUFFICIENT_DATA.value,
            ],
            "",
        ),
        method=np.where(counted, "newcombe", "interval_arithmetic"),
        n_used=2.0,
        flags=join_flags(
            len(value),
            from_zero=(previous == 0) & ~changed,
            interval_missing=~ranged & ~changed & ~no_value,
        ),
        percent=np.where(changed, np.nan, _relative(current, previous)),
        percent_lower=percent[0],
        percent_upper=percent[1],
    )


def _numbers(frame: pd.DataFrame, name: str) -> Floats:
    """A number column, all missing where the frame has none of that name."""
    if name not in frame.columns:
        return np.full(len(frame), np.nan)
    return frame[name].to_numpy(dtype=float, na_value=np.nan)


def _has_counts(frame: pd.DataFrame) -> Bools:
    if not set(_COUNTS) <= set(frame.columns):
        return np.zeros(len(frame), dtype=bool)
    for side in _SIDES:
        require_counts(frame, f"{side}_numerator", f"{side}_denominator")
    bases = (frame["previous_denominator"] > 0) & (frame["current_denominator"] > 0)
    return (frame[list(_COUNTS)].notna().all(axis=1) & bases).to_numpy(dtype=bool)


def _points(frame: pd.DataFrame, counted: Bools, confidence: float) -> tuple[Floats, Floats]:
    """Interval of the change in units of the value."""
    lower = _numbers(frame, "current_lower") - _numbers(frame, "previous_upper")
    upper = _numbers(frame, "current_upper") - _numbers(frame, "previous_lower")
    if counted.any():
        names = ("other_numerator", "other_denominator", "numerator", "denominator")
        parts = frame.loc[counted, list(_COUNTS)].set_axis(list(names), axis=1)
        counts = proportion_difference(parts, confidence=confidence)
        lower[counted], upper[counted] = counts["lower"], counts["upper"]
    return lower, upper


def _relative(current: Floats, previous: Floats) -> Floats:
    """Change in percent of the previous value; missing from 0."""
    change = np.full(current.shape, np.nan)
    np.divide(100 * (current - previous), np.abs(previous), out=change, where=previous != 0)
    return change


def _percents(frame: pd.DataFrame, counted: Bools, confidence: float) -> tuple[Floats, Floats]:
    """Interval of the change in percent, for values that are not negative."""
    low, high = _numbers(frame, "previous_lower"), _numbers(frame, "previous_upper")
    with_base = low > 0
    lower = np.where(with_base, _relative(_numbers(frame, "current_lower"), high), np.nan)
    upper = np.where(with_base, _relative(_numbers(frame, "current_upper"), low), np.nan)
    usable = counted & (_numbers(frame, "previous_numerator") > 0)
    lower[counted], upper[counted] = np.nan, np.nan
    if usable.any():
        lower[usable], upper[usable] = _ratio_limits(frame.loc[usable], confidence)
    return lower, upper


def _ratio_limits(frame: pd.DataFrame, confidence: float) -> tuple[Floats, Floats]:
    """Limits of the ratio of two shares in percent of change, from their Wilson limits."""
    x0, n0, x1, n1 = (frame[name].to_numpy(dtype=float) for name in _COUNTS)
    before, after = x0 / n0, x1 / n1
    low0, high0 = share_limits(x0, n0, confidence=confidence)
    low1, high1 = share_limits(x1, n1, confidence=confidence)
    middle = before * after
    below = np.sqrt(middle**2 - low1 * high0 * (2 * after - low1) * (2 * before - high0))
    above = np.sqrt(middle**2 - high1 * low0 * (2 * after - high1) * (2 * before - low0))
    lower = (middle - below) / (high0 * (2 * before - high0))
    upper = (middle + above) / (low0 * (2 * before - low0))
    return 100 * (lower - 1), 100 * (upper - 1)


def _definition_changed(frame: pd.DataFrame) -> Bools:
    names = [f"{side}_definition" for side in _SIDES]
    if not set(names) <= set(frame.columns):
        return np.zeros(len(frame), dtype=bool)
    before, after = (frame[name].fillna("") for name in names)
    return (before != after).to_numpy(dtype=bool)


def _status(frame: pd.DataFrame, lower: Floats, upper: Floats) -> Texts:
    """Verdict on the interval of the change; a limit of 0 that is not reached counts as beyond."""
    rises_open = _is_open(frame, "current_lower_open") | _is_open(frame, "previous_upper_open")
    falls_open = _is_open(frame, "current_upper_open") | _is_open(frame, "previous_lower_open")
    status = np.full(lower.shape, "", dtype=object)
    status[~np.isnan(lower + upper)] = "no_change"
    status[(lower > 0) | (rises_open & (lower == 0))] = "increasing"
    status[(upper < 0) | (falls_open & (upper == 0))] = "decreasing"
    return status


def _is_open(frame: pd.DataFrame, name: str) -> Bools:
    if name not in frame.columns:
        return np.zeros(len(frame), dtype=bool)
    return frame[name].eq(True).to_numpy(dtype=bool)


def growth_rates(frame: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Pace between two points: points per year, growth per year, and shortfall closed per year.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``start_value``, ``end_value``, ``start_time``, ``end_time`` (years);
        ``limit`` (bound or target) where a shortfall is meant; ``is_share`` (bool).
    keys
        Columns to keep beside the result.

    Returns
    -------
    pandas.DataFrame
        ``value`` in points (units) per year; ``growth_pct`` the compound annual growth, missing
        unless both values have the same sign and are not 0; ``shortfall_reduction_pct`` the share
        of the remaining way to ``limit`` that is closed each year. Reason ``insufficient_data``.
        Flags ``relative_growth_of_a_share``, ``no_growth_rate`` (zero or change of sign) and
        ``start_at_limit``.

    Raises
    ------
    MetricError
        If columns are missing or the end is not after the start.

    Notes
    -----
    (y1/y0)^(1/years) - 1 and 1 - ((U - y1)/(U - y0))^(1/years). Growth of a share rewards a low
    start and fades near 100 although nothing slows down. See docs/methods.md.

    Examples
    --------
    >>> row = pd.DataFrame({"start_value": [60.0], "end_value": [80.0], "limit": [100.0],
    ...                     "start_time": [2018.0], "end_time": [2025.0]})
    >>> growth_rates(row)[["value", "growth_pct", "shortfall_reduction_pct"]].round(2)
       value  growth_pct  shortfall_reduction_pct
    0   2.86         4.2                     9.43
    """
    names = ("start_value", "end_value", "start_time", "end_time")
    require_columns(frame, [*keys, *names], "growth")
    start, end, start_time, end_time = (_numbers(frame, name) for name in names)
    years = end_time - start_time
    later = Words(vi="kỳ cuối phải sau kỳ đầu", en="the end is after the start")
    reject_rows(frame, years <= 0, ["start_time", "end_time"], Rule("growth", "order", later))
    held = ~np.isnan(start + end + years)
    growing = held & (start * end > 0)
    limit = _numbers(frame, "limit")
    closing = held & (limit != start) & ((limit - end) * (limit - start) >= 0)
    is_share = frame["is_share"].eq(True) if "is_share" in frame.columns else False
    return result_frame(
        frame[list(keys)],
        value=(end - start) / years,
        reason=np.where(held, "", Reason.INSUFFICIENT_DATA.value),
        method="per_year",
        n_used=2.0 * held,
        flags=join_flags(
            len(frame),
            no_growth_rate=held & ~growing,
            relative_growth_of_a_share=growing & is_share,
            start_at_limit=held & (limit == start),
        ),
        growth_pct=100 * (_power(end, start, years, growing) - 1),
        shortfall_reduction_pct=100 * (1 - _power(limit - end, limit - start, years, closing)),
    )


def _power(numerator: Floats, denominator: Floats, years: Floats, usable: Bools) -> Floats:
    """(numerator / denominator)^(1 / years) where usable, else missing."""
    result = np.full(numerator.shape, np.nan)
    result[usable] = (numerator[usable] / denominator[usable]) ** (1 / years[usable])
    return result
