"""The five-point trend marker of OHID Fingertips, without its blind spots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from chiso.metrics.kendall import ratio
from chiso.metrics.panel import Group, Panel
from chiso.metrics.results import (
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
from chiso.words import Words

CRITICAL_998 = 9.54953570608324  # chi-square, 1 df, 99.8%, as Fingertips writes it
CRITICAL_95 = 3.841458820694124  # chi-square, 1 df, 95%
WIDTH_IN_SE = 3.92  # width of a 95% interval in standard errors, as Fingertips rounds it


@dataclass(frozen=True)
class MarkerRules:
    """Settings of :func:`trend_marker`.

    Parameters
    ----------
    points
        Latest valid points used.
    critical
        Chi-square above which a trend counts: ``CRITICAL_998`` or ``CRITICAL_95``.
    min_change
        Least change over the window, in units of the value, for an arrow (0: none needed).
    real_time
        Whether gaps keep their years; False gives scores 1 to 5 as Fingertips does.
    refuse_full
        Whether a single period at 100% stops the calculation, as Fingertips does.
    """

    points: int = 5
    critical: float = CRITICAL_998
    min_change: float = 1.0
    real_time: bool = True
    refuse_full: bool = False


FINGERTIPS = MarkerRules(min_change=0.0, real_time=False, refuse_full=True)


def judge_trend(status: npt.ArrayLike, direction: npt.ArrayLike) -> Texts:
    """Whether each trend is for the better or the worse.

    Parameters
    ----------
    status : array_like of str
        ``increasing``, ``decreasing`` or anything else.
    direction : array_like of str
        ``higher_is_better``, ``lower_is_better`` or anything else, for each trend or for all.

    Returns
    -------
    numpy.ndarray
        ``better``, ``worse``, or empty where there is no trend or no direction.

    Examples
    --------
    >>> judge_trend(["increasing", "decreasing", "no_change"], "lower_is_better").tolist()
    ['worse', 'better', '']
    """
    trend, wanted = np.broadcast_arrays(np.asarray(status), np.asarray(direction))
    rises = np.select([trend == "increasing", trend == "decreasing"], [1, -1], 0)
    sense = np.select([wanted == "higher_is_better", wanted == "lower_is_better"], [1, -1], 0)
    return np.select([rises * sense > 0, rises * sense < 0], ["better", "worse"], "").astype(object)


def trend_marker(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, rules: MarkerRules = MarkerRules()
) -> pd.DataFrame:
    """Arrow of each series over its last five points, as Fingertips draws it.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, increasing within a series) and either ``numerator`` and
        ``denominator`` (shares) or ``value``, ``lower``, ``upper`` (95% limits). Columns of
        counts win when both are there.
    keys
        Columns that tell series apart.
    rules
        Points, critical value and the other settings.

    Returns
    -------
    pandas.DataFrame
        ``value`` is the slope per year (points for shares; per point without ``real_time``);
        ``status`` is ``increasing``, ``decreasing`` or ``no_change`` (:func:`judge_trend` adds
        better or worse); ``chi2``; ``change`` over the window; ``slope_without_1`` ... the slope
        without each point. Reasons ``insufficient_data`` (fewer points, or limits missing or
        without width; never "no change"), ``no_spread`` (all periods 0% or all 100%), ``at_bound``
        (only under ``refuse_full``). Flags ``one_point_decides`` (without one point the slope has
        the other sign), ``change_too_small``.

    Raises
    ------
    MetricError
        If columns are missing, a count is impossible, or times are missing, unsorted or repeated.

    Notes
    -----
    Shares: Cochran-Armitage chi-square for trend on counts. Values: least squares weighted by
    1/SE^2, SE = (upper - lower) / 3.92, chi2 = (slope/SE)^2. Full counts make everything
    significant, so a change of ``min_change`` is needed too. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": range(2018, 2023), "denominator": [200] * 5,
    ...                      "numerator": [90, 100, 120, 130, 150]})
    >>> trend_marker(rows)[["status", "chi2"]].round(2).to_dict("records")
    [{'status': 'increasing', 'chi2': 46.51}]
    """
    panel, columns = _marker_panel(frame, keys)
    found = {
        name: np.full(len(panel.keys), np.nan)
        for name in ("slope", "chi2", "change", "flat", "full")
    }
    without = np.full((len(panel.keys), rules.points), np.nan)
    for group in panel.groups():
        if group.time.shape[1] >= rules.points:
            fit, without[group.rows] = _fit(group, columns, rules)
            for name, part in fit.items():
                found[name][group.rows] = part
    return _marker_result(panel, found, without, rules)


def _marker_panel(frame: pd.DataFrame, keys: Sequence[str]) -> tuple[Panel, tuple[str, ...]]:
    """Panel of counts, or of values whose limits have a width."""
    if {"numerator", "denominator"} <= set(frame.columns):
        require_counts(frame, "numerator", "denominator")
        cases = frame["numerator"].where(frame["denominator"] > 0)
        columns: tuple[str, ...] = ("numerator", "denominator")
        return Panel.of(frame.assign(numerator=cases), keys, columns), columns
    columns = ("value", "lower", "upper")
    require_columns(frame, columns, "marker")
    ordered = Words(vi="cận dưới không vượt cận trên", en="the lower limit is at most the upper")
    crossed = frame["lower"] > frame["upper"]
    reject_rows(frame, crossed, ["lower", "upper"], Rule("marker", "limits", ordered))
    wide = frame["lower"].where(frame["lower"] < frame["upper"])
    return Panel.of(frame.assign(lower=wide), keys, columns), columns


def _fit(
    group: Group, columns: tuple[str, ...], rules: MarkerRules
) -> tuple[dict[str, Floats], Floats]:
    """Trend of the latest points, and the slopes without each of them."""
    latest = [group.columns[name][:, -rules.points :] for name in columns]
    time = group.time[:, -rules.points :]
    if not rules.real_time:
        time = np.broadcast_to(np.arange(1.0, rules.points + 1), time.shape)
    time = time - time[:, :1]
    if len(columns) == 2:
        cases, base = latest
        value, weight = 100 * cases / base, base
        full = (cases == base).any(axis=1)
    else:
        value, weight = latest[0], (WIDTH_IN_SE / (latest[2] - latest[1])) ** 2
        full = np.zeros(len(value), dtype=bool)
    slope, spread = _weighted_slope(value, weight, time)
    chi2 = slope**2 * spread
    if len(columns) == 2:
        mean = cases.sum(axis=1) / base.sum(axis=1)
        chi2 = ratio(chi2, 1e4 * mean * (1 - mean))
    kept = [np.arange(rules.points) != left_out for left_out in range(rules.points)]
    without = [_weighted_slope(value[:, k], weight[:, k], time[:, k])[0] for k in kept]
    fit = {
        "slope": slope,
        "chi2": chi2,
        "change": slope * time[:, -1],
        "flat": np.isnan(chi2).astype(float),
        "full": full.astype(float),
    }
    return fit, np.stack(without, axis=1)


def _weighted_slope(value: Floats, weight: Floats, time: Floats) -> tuple[Floats, Floats]:
    """Weighted least-squares slope of each row, and the weighted sum of squares of its times."""
    total = weight.sum(axis=1, keepdims=True)
    centred = time - (weight * time).sum(axis=1, keepdims=True) / total
    level = (weight * value).sum(axis=1, keepdims=True) / total
    spread = (weight * centred**2).sum(axis=1)
    return (weight * centred * (value - level)).sum(axis=1) / spread, spread


def _marker_result(
    panel: Panel, found: dict[str, Floats], without: Floats, rules: MarkerRules
) -> pd.DataFrame:
    slope, chi2 = found["slope"], found["chi2"]
    enough, flat = ~np.isnan(slope), found["flat"] == 1
    full = enough & (found["full"] == 1) & rules.refuse_full
    usable = enough & ~flat & ~full
    rising = np.column_stack([slope, without]) >= 0  # Fingertips counts a slope of 0 as rising
    agree = rising.all(axis=1) | ~rising.any(axis=1)
    large = np.abs(found["change"]) >= rules.min_change
    significant = usable & agree & (chi2 > rules.critical)
    arrow = significant & large
    count = panel.valid().sum(axis=1).astype(float)
    return result_frame(
        panel.keys,
        value=np.where(usable, slope, np.nan),
        status=np.select(
            [arrow & (slope > 0), arrow & (slope < 0), usable],
            ["increasing", "decreasing", "no_change"],
            "",
        ),
        reason=np.select(
            [usable, full, flat],
            ["", Reason.AT_BOUND.value, Reason.NO_SPREAD.value],
            Reason.INSUFFICIENT_DATA.value,
        ),
        method="five_point_marker" if rules.points == 5 else "marker",
        n_used=np.minimum(count, rules.points),
        periods_used=panel.periods_used(panel.valid()),
        flags=join_flags(
            count.size,
            change_too_small=significant & ~large,
            one_point_decides=usable & ~agree,
        ),
        chi2=np.where(usable, chi2, np.nan),
        change=np.where(usable, found["change"], np.nan),
        significant=significant,
        **{f"slope_without_{at + 1}": without[:, at] for at in range(rules.points)},
    )
