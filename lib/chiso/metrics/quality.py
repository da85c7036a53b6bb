"""Whether printed figures agree with each other: totals with their parts, shares with counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chiso.metrics.intervals import as_interval
from chiso.metrics.panel import Indices
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
    require_unique,
    result_frame,
)
from chiso.words import Words

_FLOAT_SLACK = 1e-9  # relative; 0.1 + 0.2 is printed as 0.3


def check_total(
    parts: pd.DataFrame, totals: pd.DataFrame, keys: Sequence[str] = ()
) -> pd.DataFrame:
    """Whether parts add up to the printed total, as far as printing can tell.

    Parameters
    ----------
    parts : pandas.DataFrame
        ``keys``, ``value``; ``qualifier`` and ``decimals`` as in
        :func:`chiso.metrics.intervals.as_interval` (absent: exact counts).
    totals : pandas.DataFrame
        Same columns, one row per key.
    keys
        Columns that join parts to their total.

    Returns
    -------
    pandas.DataFrame
        One row a total: ``value`` is the total minus the sum; ``sum``, ``sum_lower``,
        ``sum_upper``; ``status`` is ``consistent`` or ``inconsistent``. Reasons
        ``insufficient_data`` (no parts, or a part or the total missing), ``censored`` (total or
        part known only as a bound; the status still holds).

    Raises
    ------
    MetricError
        If columns are missing, a total is repeated, or a part has no total.

    Notes
    -----
    Consistent when the interval of the sum and the interval of the total share a point. The
    interval of a figure printed with d decimals is half a unit of decimal d wide on each side. See
    docs/methods.md.

    Examples
    --------
    >>> parts = pd.DataFrame({"value": [1029, 5171]})
    >>> check_total(parts, pd.DataFrame({"value": [6203]}))[["value", "sum", "status"]]
       value     sum        status
    0    3.0  6200.0  inconsistent
    """
    require_unique(totals, keys, "totals") if keys else _require_one(totals)
    where = _total_rows(parts, totals, keys)
    printed = as_interval(totals, keys, bounds=(None, None))
    pieces = as_interval(parts, bounds=(None, None))
    count = len(totals)
    total = totals["value"].to_numpy(dtype=float, na_value=np.nan)
    missing = np.isnan(total) | (np.bincount(where, minlength=count) == 0)
    missing |= np.bincount(where, parts["value"].isna(), minlength=count) > 0
    amount = np.bincount(where, parts["value"].fillna(0.0), minlength=count)
    lower, upper = (_summed(pieces[side], where, count) for side in ("lower", "upper"))
    agrees = _meet(lower, upper, printed)
    bound = np.bincount(where, pieces["reason"] == Reason.CENSORED, minlength=count) > 0
    bound |= (printed["reason"] == Reason.CENSORED).to_numpy(dtype=bool)
    return result_frame(
        totals[list(keys)],
        value=np.where(missing | bound, np.nan, total - amount),
        status=np.where(missing, "", np.where(agrees, "consistent", "inconsistent")),
        reason=np.select(
            [missing, bound], [Reason.INSUFFICIENT_DATA.value, Reason.CENSORED.value], ""
        ),
        method="sum_within_rounding",
        n_used=np.bincount(where, minlength=count),
        sum=np.where(missing, np.nan, amount),
        sum_lower=np.where(missing, np.nan, lower),
        sum_upper=np.where(missing, np.nan, upper),
    )


def _require_one(totals: pd.DataFrame) -> None:
    one = Words(vi="không có khóa thì chỉ một tổng", en="one total when there are no keys")
    many = np.full(len(totals), len(totals) != 1)
    reject_rows(totals, many, ["value"], Rule("totals", "duplicate", one))


def _total_rows(parts: pd.DataFrame, totals: pd.DataFrame, keys: Sequence[str]) -> Indices:
    """Row of the total that each part belongs to."""
    require_columns(parts, [*keys, "value"], "parts")
    if not keys:
        return np.zeros(len(parts), dtype=np.intp)
    numbered = totals[list(keys)].assign(total_row=np.arange(len(totals)))
    joined = parts[list(keys)].merge(numbered, on=list(keys), how="left", validate="many_to_one")
    known = Words(vi="mỗi phần phải có tổng tương ứng", en="every part has a total")
    orphan = joined["total_row"].isna().to_numpy()
    reject_rows(parts, orphan, list(keys), Rule("parts", "total_missing", known))
    return joined["total_row"].to_numpy(dtype=np.intp)


def _summed(side: pd.Series, where: Indices, count: int) -> Floats:
    """Sum of one side of the parts; missing (unbounded) when one part is."""
    unbounded = np.bincount(where, side.isna(), minlength=count) > 0
    return np.where(unbounded, np.nan, np.bincount(where, side.fillna(0.0), minlength=count))


def _meet(lower: Floats, upper: Floats, printed: pd.DataFrame) -> Bools:
    """Whether [lower, upper] and the printed interval share a point; missing ends are open."""
    low = np.nan_to_num(printed["lower"].to_numpy(dtype=float), nan=-np.inf)
    high = np.nan_to_num(printed["upper"].to_numpy(dtype=float), nan=np.inf)
    ends = [np.nan_to_num(lower, nan=-np.inf), np.nan_to_num(upper, nan=np.inf)]
    slack = _FLOAT_SLACK * np.fmax(1.0, np.fmax(np.abs(lower), np.abs(upper)))
    slack = np.nan_to_num(slack, nan=_FLOAT_SLACK)
    above = np.where(printed["lower_open"], ends[1] > low + slack, ends[1] >= low - slack)
    below = np.where(printed["upper_open"], ends[0] < high - slack, ends[0] <= high + slack)
    return np.asarray(above & below, dtype=bool)


def check_share(frame: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Whether a printed percentage is the one that its counts give, as far as printing can tell.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``numerator``, ``denominator``, ``value`` (printed, 0-100); ``qualifier`` and
        ``decimals`` as in :func:`chiso.metrics.intervals.as_interval`.
    keys
        Columns to keep beside the result.

    Returns
    -------
    pandas.DataFrame
        ``value`` is the share from the counts (0-100), ``lower`` and ``upper`` the interval of the
        printed figure, ``difference`` printed minus counted; ``status`` is ``consistent``,
        ``inconsistent`` or empty when a part is missing. Reasons ``insufficient_data``,
        ``no_denominator``, ``no_cases``.

    Raises
    ------
    MetricError
        If a count is negative or infinite, or a numerator exceeds its denominator.

    Notes
    -----
    68.3328 agrees with "68%" ([67.5, 68.5]) and with "over 68%". See docs/methods.md.

    Examples
    --------
    >>> row = pd.DataFrame({"numerator": [500508], "denominator": [732456], "value": [68.0],
    ...                     "decimals": [0]})
    >>> check_share(row)["status"].tolist()
    ['consistent']
    """
    cases, base = require_counts(frame, "numerator", "denominator")
    printed = as_interval(frame, keys)
    counted = np.full(base.shape, np.nan)
    np.divide(100 * cases, base, out=counted, where=base > 0)
    figure = frame["value"].to_numpy(dtype=float, na_value=np.nan)
    compared = ~np.isnan(counted) & ~np.isnan(figure)
    agrees = _meet(counted, counted, printed) & printed["reason"].isin(["", Reason.CENSORED])
    return result_frame(
        frame[list(keys)],
        value=counted,
        lower=printed["lower"],
        upper=printed["upper"],
        status=np.where(compared, np.where(agrees, "consistent", "inconsistent"), ""),
        reason=_share_reasons(cases, base),
        method="share_within_rounding",
        n_used=base,
        flags=join_flags(len(frame), printed_figure_missing=np.isnan(figure)),
        difference=figure - counted,
    )


def _share_reasons(cases: Floats, base: Floats) -> Texts:
    return np.select(
        [np.isnan(base), np.isnan(cases), base == 0],
        [Reason.NO_DENOMINATOR.value, Reason.INSUFFICIENT_DATA.value, Reason.NO_CASES.value],
        "",
    ).astype(object)
