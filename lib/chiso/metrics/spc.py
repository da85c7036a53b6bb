"""Process charts: limits of a stable process and signals that it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.metrics.panel import Group, Panel, series_codes
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Texts,
    join_flags,
    result_frame,
)
from chiso.metrics.spc_rules import (
    part_of_run,
    seven_one_side,
    seven_trend,
    target_assurance,
    two_in_three,
)
from chiso.metrics.trend import mann_kendall

SCREEN = 3.267  # times the mean moving range; larger ranges are dropped once (Making Data Count)
_RULE_ORDER = ("beyond_limits", "trend_of_seven", "two_of_three", "one_side_of_mean")
_WAYS = (("high", 1), ("low", -1))


@dataclass(frozen=True)
class XmrRules:
    """Settings of process limits.

    Parameters
    ----------
    screen_outliers
        Drop moving ranges above 3.267 times their mean, once.
    constant
        Limits in mean moving ranges: 2.66 (Making Data Count) or 3/1.128 (NIST).
    bounds
        Values that the process cannot pass; limits are clipped to them.
    full_limits_from
        Points from which limits are more than trial limits.
    refuse_trend
        Whether a series with a significant trend gets no limits.
    """

    screen_outliers: bool = True
    constant: float = 2.66
    bounds: tuple[float, float] = (0.0, 100.0)
    full_limits_from: int = 12
    refuse_trend: bool = True


def xmr_limits(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, rules: XmrRules = XmrRules()
) -> pd.DataFrame:
    """Mean and limits within which each process varies while nothing changes.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, increasing within a series), ``value`` of a monthly or
        quarterly process; ``target`` (per period, may be missing) and ``direction``
        (``higher_is_better``, ``lower_is_better``) for the assurance.
    keys
        Columns that tell series apart.
    rules
        Constant, screening, bounds and refusals.

    Returns
    -------
    pandas.DataFrame
        ``value`` is the mean, ``lower`` and ``upper`` the process limits, ``near_lower`` and
        ``near_upper`` two thirds of the way, ``mean_moving_range``; ``status`` is ``limits`` or
        ``trial_limits`` (below 12 points). ``target`` is the latest valid one, ``assurance``
        :func:`chiso.metrics.spc_rules.target_assurance`. Reasons ``insufficient_data`` (below 2
        points), ``not_applicable`` (flag ``trending``: a growing share is no stable process) and
        ``out_of_bounds`` (a value beyond the bounds). Flag ``zero_moving_range``.

    Raises
    ------
    MetricError
        If columns are missing, times are missing, unsorted or repeated, or definitions are mixed.

    Notes
    -----
    Mean -/+ 2.66 times the mean moving range. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": range(7), "value": [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0]})
    >>> xmr_limits(rows)[["value", "lower", "upper", "status"]].round(2).to_dict("records")
    [{'value': 3.57, 'lower': 0.0, 'upper': 13.77, 'status': 'trial_limits'}]
    """
    panel = Panel.of(frame, keys)
    values = panel.columns["value"]
    count = panel.valid().sum(axis=1).astype(float)
    mean, spread = np.full(count.size, np.nan), np.full(count.size, np.nan)
    for group in panel.groups():
        mean[group.rows], spread[group.rows] = _centre(group, rules)
    low, high = rules.bounds
    outside = ((values < low) | (values > high)).any(axis=1)
    trend = mann_kendall(frame, keys)["status"].isin(["increasing", "decreasing"]).to_numpy()
    trending = trend & rules.refuse_trend
    usable = (count >= 2) & ~outside & ~trending
    mean, spread = np.where(usable, mean, np.nan), np.where(usable, spread, np.nan)
    reach = {"lower": -1.0, "upper": 1.0, "near_lower": -2 / 3, "near_upper": 2 / 3}
    limits = {
        name: np.clip(mean + part * rules.constant * spread, low, high)
        for name, part in reach.items()
    }
    target, direction = _latest(frame, keys, "target"), _latest(frame, keys, "direction")
    return result_frame(
        panel.keys,
        value=mean,
        lower=limits["lower"],
        upper=limits["upper"],
        status=np.where(count >= rules.full_limits_from, "limits", "trial_limits"),
        reason=np.select(
            [usable, count < 2, outside],
            ["", Reason.INSUFFICIENT_DATA.value, Reason.OUT_OF_BOUNDS.value],
            Reason.NOT_APPLICABLE.value,
        ),
        method="xmr",
        n_used=count,
        periods_used=panel.periods_used(panel.valid()),
        flags=join_flags(count.size, trending=trending, zero_moving_range=usable & (spread == 0)),
        near_lower=limits["near_lower"],
        near_upper=limits["near_upper"],
        mean_moving_range=spread,
        target=target.astype(float),
        assurance=target_assurance(limits["lower"], limits["upper"], target, direction),
    )


def _centre(group: Group, rules: XmrRules) -> tuple[Floats, Floats]:
    """Mean and mean moving range of each row."""
    value = group.columns["value"]
    mean = np.asarray(value.mean(axis=1), dtype=float)
    ranges = np.abs(np.diff(value, axis=1))
    if not ranges.shape[1]:
        return mean, np.full(len(mean), np.nan)
    usual = ranges.mean(axis=1)
    if rules.screen_outliers:
        kept = (ranges < SCREEN * usual[:, None]) | (usual == 0)[:, None]
        usual = (ranges * kept).sum(axis=1) / kept.sum(axis=1)
    return mean, np.asarray(usual, dtype=float)


def _latest(frame: pd.DataFrame, keys: Sequence[str], name: str) -> Texts:
    """Last valid entry of a column in each series, in order of rows; missing without one."""
    code, series = series_codes(frame, keys)
    latest = np.full(len(series), np.nan, dtype=object)
    if name in frame.columns:
        held = frame[name].notna().to_numpy(dtype=bool)
        latest[code[held]] = frame[name].to_numpy(dtype=object)[held]
    return latest


def spc_signals(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, rules: XmrRules = XmrRules()
) -> pd.DataFrame:
    """Points at which each process left its usual range, and by which rules.

    Parameters
    ----------
    frame : pandas.DataFrame
        As for :func:`xmr_limits`.
    keys
        Columns that tell series apart.
    rules
        As for :func:`xmr_limits`.

    Returns
    -------
    pandas.DataFrame
        One row a row of ``frame``, with ``time``. ``value`` is the point, ``lower`` and ``upper``
        the limits, ``mean``. ``status``: ``common_cause``, ``special_cause_improvement``,
        ``special_cause_concern``, or ``special_cause_high`` / ``_low`` without a direction.
        ``rule`` is the first rule met in the published order, ``flags`` all of them with their
        way (``trend_of_seven_low`` falls), ``good_and_bad`` when they point both ways. Reasons as
        :func:`xmr_limits`, and ``insufficient_data`` for a missing value.

    Raises
    ------
    MetricError
        As :func:`xmr_limits`.

    Notes
    -----
    Beyond a limit; 7 strictly rising or falling; 2 of 3 beyond two sigma on one side; 7 on one
    side of the mean. No spread, no signal. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": range(12), "value": [50.0, 51.0] * 5 + [50.0, 80.0]})
    >>> spc_signals(rows)[["status", "rule"]].iloc[-1].tolist()
    ['special_cause_high', 'beyond_limits']
    """
    limits = xmr_limits(frame, keys, rules=rules)
    row = np.arange(len(frame), dtype=float)
    panel = Panel.of(frame.assign(row_number=row), keys, ("value", "row_number"))
    marks = {name: np.zeros(len(frame), dtype=int) for name in _RULE_ORDER}
    for group in panel.groups():
        at = group.columns["row_number"].astype(np.intp)
        for name, part in _signals(group.columns["value"], limits.iloc[group.rows]).items():
            marks[name][at] = part
    code, _ = series_codes(frame, keys)
    own = limits.iloc[code].reset_index(drop=True)
    value = frame["value"].to_numpy(dtype=float, na_value=np.nan)
    withheld = own["reason"].to_numpy(dtype=object)
    usable = (withheld == "") & ~np.isnan(value)
    reason = np.where(np.isnan(value), Reason.INSUFFICIENT_DATA.value, withheld)
    side = np.sign(value - own["value"].to_numpy(dtype=float))
    direction = _latest(frame, keys, "direction")[code]
    flags = {
        f"{name}_{way}": usable & (mark == sign)
        for name, mark in marks.items()
        for way, sign in _WAYS
    }
    met = np.stack([marks[name] for name in _RULE_ORDER])
    return result_frame(
        frame[[*keys, "time"]],
        value=value,
        lower=own["lower"],
        upper=own["upper"],
        status=np.where(usable, _point_types((met != 0).any(axis=0), side, direction), ""),
        reason=reason,
        method="making_data_count",
        n_used=own["n_used"],
        flags=join_flags(
            len(frame), good_and_bad=usable & (met > 0).any(axis=0) & (met < 0).any(axis=0), **flags
        ),
        mean=own["value"],
        rule=np.where(usable, np.select(list(met != 0), list(_RULE_ORDER), ""), ""),
    )


def _signals(values: Floats, limits: pd.DataFrame) -> dict[str, Floats]:
    """Way (1 up, -1 down) in which each point meets each rule, else 0."""
    names = ("value", "lower", "upper", "near_lower", "near_upper", "mean_moving_range")
    mean, lower, upper, near_lower, near_upper, spread = (
        limits[name].to_numpy(dtype=float)[:, None] for name in names
    )
    side = np.sign(values - mean) * (spread > 0)
    beyond = ((values > upper).astype(int) - (values < lower)) * (spread > 0)
    close = ((values > near_upper) | (values < near_lower)) & (beyond == 0) & (spread > 0)
    side = np.nan_to_num(side)
    return {
        "beyond_limits": beyond,
        "trend_of_seven": part_of_run(seven_trend(values)) * (spread > 0),
        "two_of_three": (two_in_three(close, side) & close) * side,
        "one_side_of_mean": part_of_run(seven_one_side(side)),
    }


def _point_types(signal: Bools, side: Floats, direction: Texts) -> Texts:
    sense = np.select([direction == "higher_is_better", direction == "lower_is_better"], [1, -1], 0)
    return np.select(
        [~signal, (sense == 0) & (side > 0), sense == 0, side == sense],
        ["common_cause", "special_cause_high", "special_cause_low", "special_cause_improvement"],
        "special_cause_concern",
    ).astype(object)
