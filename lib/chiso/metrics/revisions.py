"""Vintages: the figures as they were known, and how figures are revised."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chiso.metrics.panel import Indices, series_codes
from chiso.metrics.results import (
    Floats,
    Reason,
    join_flags,
    require_columns,
    require_unique,
    result_frame,
)


def select_vintage(
    observations: pd.DataFrame, as_of: pd.Timestamp, keys: Sequence[str]
) -> pd.DataFrame:
    """Each figure as it was known on a date: the latest vintage not after it.

    Parameters
    ----------
    observations : pandas.DataFrame
        ``keys``, ``published`` (date of the vintage) and ``value``; one row a vintage.
    as_of
        The date; a figure published on that day counts.
    keys
        Columns that name a figure, such as indicator, area and period.

    Returns
    -------
    pandas.DataFrame
        One row a figure: ``value``, ``published`` (missing when none was known) and
        ``vintage_count`` up to the date. Reason ``insufficient_data`` when no vintage is that old
        (flag ``not_yet_published``) or the vintage has no value.

    Raises
    ------
    MetricError
        If columns are missing or a figure has two vintages of one date.

    Notes
    -----
    Nothing is overwritten: an earlier report can be made again. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"period": ["2023", "2023"], "value": [60.0, 61.5],
    ...                      "published": pd.to_datetime(["2024-01-10", "2024-05-10"])})
    >>> select_vintage(rows, pd.Timestamp("2024-03-31"), ["period"])["value"].tolist()
    [60.0]
    """
    require_columns(observations, [*keys, "published", "value"], "vintages")
    require_unique(observations, [*keys, "published"], "vintages")
    code, figures = series_codes(observations, keys)
    published = observations["published"]
    known = (published <= as_of).to_numpy(dtype=bool)
    rows = np.flatnonzero(known)
    rows = rows[np.argsort(published.iloc[rows].to_numpy(), kind="stable")]
    latest = np.full(len(figures), -1, dtype=np.intp)
    latest[code[rows]] = rows  # the last written is the latest vintage
    found = latest >= 0
    value = observations["value"].to_numpy(dtype=float, na_value=np.nan)[latest]
    value = np.where(found, value, np.nan)
    return result_frame(
        figures,
        value=value,
        reason=np.where(np.isnan(value), Reason.INSUFFICIENT_DATA.value, ""),
        method="latest_vintage",
        n_used=found,
        flags=join_flags(len(figures), not_yet_published=~found),
        published=published.iloc[latest].where(found).reset_index(drop=True),
        vintage_count=np.bincount(code[known], minlength=len(figures)),
    )


def revision_summary(frame: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """How far, and in which direction, first figures are revised later.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``first`` and ``latest`` (same unit); rows without both take no part.
    keys
        Columns that tell the summaries apart.

    Returns
    -------
    pandas.DataFrame
        ``value`` is the bias (mean of latest minus first). Further columns
        ``mean_absolute_revision``, ``sd`` (missing below two, flag ``single_revision``),
        ``minimum``, ``maximum``, ``share_revised`` (0-1) and ``relative_mean_absolute_revision``.
        Reason ``insufficient_data`` without a pair.

    Raises
    ------
    MetricError
        If columns are missing.

    Notes
    -----
    Revision = latest - first; relative form: sum |revision| / sum |latest|. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"first": [60.0, 70.0], "latest": [61.5, 69.0]})
    >>> revision_summary(rows)[["value", "mean_absolute_revision", "n_used"]]
       value  mean_absolute_revision  n_used
    0   0.25                    1.25     2.0
    """
    require_columns(frame, [*keys, "first", "latest"], "revisions")
    code, series = series_codes(frame, keys)
    first, latest = (
        frame[name].to_numpy(dtype=float, na_value=np.nan) for name in ("first", "latest")
    )
    held = ~np.isnan(first + latest)
    revision = pd.Series(latest[held] - first[held])
    groups = revision.groupby(code[held])
    size = _by_series(groups.size(), len(series)).fillna(0.0).to_numpy()
    absolute = _by_series(revision.abs().groupby(code[held]).sum(), len(series)).to_numpy()
    level = _by_series(pd.Series(np.abs(latest[held])).groupby(code[held]).sum(), len(series))
    changed = _by_series((revision != 0).groupby(code[held]).mean(), len(series))
    columns = {
        name: _by_series(part, len(series)).to_numpy()
        for name, part in (
            ("bias", groups.mean()),
            ("sd", groups.std(ddof=1)),
            ("minimum", groups.min()),
            ("maximum", groups.max()),
        )
    }
    return result_frame(
        series,
        value=columns.pop("bias"),
        reason=np.where(size == 0, Reason.INSUFFICIENT_DATA.value, ""),
        method="latest_minus_first",
        n_used=size,
        flags=join_flags(len(series), single_revision=size == 1),
        mean_absolute_revision=absolute / np.where(size > 0, size, np.nan),
        **columns,
        share_revised=changed.to_numpy(),
        relative_mean_absolute_revision=absolute / level.replace(0.0, np.nan).to_numpy(),
    )


def _by_series(values: pd.Series, count: int) -> pd.Series:
    """One value a series, missing for those without a pair."""
    return values.reindex(range(count)).astype(float)


def direction_reliability(frame: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Share of period-to-period changes whose direction later revisions did not turn.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years), ``first`` and ``latest``.
    keys
        Columns that tell series apart.

    Returns
    -------
    pandas.DataFrame
        ``value`` in 0-1; ``n_used`` changes compared; reason ``insufficient_data`` without one.

    Raises
    ------
    MetricError
        If columns are missing or a time is repeated within a series.

    Notes
    -----
    A change of exactly 0 counts as a direction of its own. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": [1, 2, 3], "first": [60.0, 62.0, 61.0],
    ...                      "latest": [60.0, 61.0, 63.0]})
    >>> direction_reliability(rows)["value"].tolist()
    [0.5]
    """
    require_columns(frame, [*keys, "time", "first", "latest"], "revisions")
    require_unique(frame, [*keys, "time"], "revisions")
    code, series = series_codes(frame, keys)
    order = np.lexsort((frame["time"].to_numpy(dtype=float), code))
    first, latest = (_directions(frame[name], order) for name in ("first", "latest"))
    at = code[order][1:]
    held = (at == code[order][:-1]) & ~np.isnan(first + latest)
    kept = np.bincount(at[held], first[held] == latest[held], minlength=len(series))
    compared = np.bincount(at[held], minlength=len(series)).astype(float)
    return result_frame(
        series,
        value=kept / np.where(compared > 0, compared, np.nan),
        reason=np.where(compared == 0, Reason.INSUFFICIENT_DATA.value, ""),
        method="same_sign_of_change",
        n_used=compared,
    )


def _directions(column: pd.Series, order: Indices) -> Floats:
    return np.asarray(np.sign(np.diff(column.to_numpy(dtype=float, na_value=np.nan)[order])))
