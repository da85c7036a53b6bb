"""Where a series would stand on its due date if it went on as it did."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import special

from chiso.metrics.intervals import Bounds
from chiso.metrics.logit import fit_panel
from chiso.metrics.panel import Panel, series_codes
from chiso.metrics.results import Floats, Reason, Rule, join_flags, reject_rows, result_frame
from chiso.metrics.slopes import row_medians
from chiso.metrics.trend import theil_sen
from chiso.words import Words

PROJECT_FROM = 4  # points, as the German indicator report asks
RECENT_CHANGES = 5  # latest changes that the German report averages
ROUTES = ("recent_changes", "theil_sen", "logit")


def project_to_due_date(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, bounds: Bounds = (0.0, 100.0)
) -> pd.DataFrame:
    """Value that each series would reach by its due date, by three routes side by side.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, increasing within a series), ``value``, ``due`` (years, one per
        series); ``numerator`` and ``denominator`` when the value is a share with counts.
    keys
        Columns that tell series apart.
    bounds
        Smallest and largest possible value (None: none); every route is clipped to them.

    Returns
    -------
    pandas.DataFrame
        ``recent_changes`` (mean of the last five changes), ``theil_sen`` and ``logit`` (with
        counts only) at the due date; ``value`` is their median, ``lower`` and ``upper`` their
        range, which is no probability. Reasons ``insufficient_data`` (below 4 points),
        ``due_date_missing``, ``not_applicable`` (flag ``due_date_passed``). Flag ``clipped`` when
        a route left the bounds.

    Raises
    ------
    MetricError
        If columns are missing, times are missing, unsorted or repeated, definitions are mixed,
        a count is impossible, or a series has two due dates.

    Notes
    -----
    Never by compound growth: 60% to 80% in seven years would pass 100%. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": [2019.0, 2020.0, 2021.0, 2022.0], "due": 2025.0,
    ...                      "value": [40.0, 50.0, 60.0, 70.0]})
    >>> project_to_due_date(rows)[["value", "lower", "upper", "flags"]].to_dict("records")
    [{'value': 100.0, 'lower': 100.0, 'upper': 100.0, 'flags': ''}]
    """
    panel = Panel.of(frame, keys)
    due = _due_times(frame, keys)
    count = panel.valid().sum(axis=1).astype(float)
    last = np.where(panel.valid(), panel.time, -np.inf).max(axis=1, initial=-np.inf)
    ahead = due > last
    usable = (count >= PROJECT_FROM) & ahead
    low, high = (np.nan if bound is None else bound for bound in bounds)
    raw = np.where(usable, _routes(frame, keys, panel, due), np.nan)
    routes = np.fmin(np.fmax(raw, low), high)
    routes = np.where(np.isnan(raw), np.nan, routes)
    return result_frame(
        panel.keys,
        value=row_medians(routes.T),
        lower=np.fmin.reduce(routes, axis=0),
        upper=np.fmax.reduce(routes, axis=0),
        reason=np.select(
            [usable, count < PROJECT_FROM, np.isnan(due)],
            ["", Reason.INSUFFICIENT_DATA.value, Reason.DUE_DATE_MISSING.value],
            Reason.NOT_APPLICABLE.value,
        ),
        method="range_over_routes",
        n_used=count,
        periods_used=panel.periods_used(panel.valid()),
        flags=join_flags(
            count.size,
            clipped=((raw < low) | (raw > high)).any(axis=0),
            due_date_passed=~ahead & ~np.isnan(due),
        ),
        due=due,
        **dict(zip(ROUTES, routes, strict=True)),
    )


def _due_times(frame: pd.DataFrame, keys: Sequence[str]) -> Floats:
    due = Panel.of(frame, keys, ("due",)).columns["due"]
    latest = np.fmax.reduce(due, axis=1, initial=-np.inf)
    differs = np.fmin.reduce(due, axis=1, initial=np.inf) < latest
    one = Words(vi="mỗi chuỗi chỉ có một thời hạn", en="a series has one due date")
    wrong = differs[series_codes(frame, keys)[0]]
    reject_rows(frame, wrong, ["due"], Rule("projection", "due", one))
    return np.where(np.isinf(latest), np.nan, latest)


def _routes(frame: pd.DataFrame, keys: Sequence[str], panel: Panel, due: Floats) -> Floats:
    """Projected value of each series by each route, shape (routes, series)."""
    routes = np.full((len(ROUTES), due.size), np.nan)
    for group in panel.groups():
        changes = min(RECENT_CHANGES, group.time.shape[1] - 1)
        if changes:
            value, time = group.columns["value"], group.time
            pace = (value[:, -1] - value[:, -1 - changes]) / (time[:, -1] - time[:, -1 - changes])
            routes[0, group.rows] = value[:, -1] + pace * (due[group.rows] - time[:, -1])
    line = theil_sen(frame, keys)
    routes[1] = line["intercept"] + line["value"] * due
    if {"numerator", "denominator"} <= set(frame.columns):
        _, fit, _ = fit_panel(frame, keys)
        routes[2] = 100 * special.expit(fit.intercept + fit.slope * due)
    return routes
