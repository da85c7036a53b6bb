"""Shares and the range that chance alone explains, sound also at 0% and 100%."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Texts,
    join_flags,
    require_counts,
    result_frame,
)

ShareMethod = Literal["wilson", "wilson_corrected", "exact", "jeffreys"]
_STATSMODELS = {"wilson": "wilson", "exact": "beta", "jeffreys": "jeffreys"}


def share(frame: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Percentage that each numerator is of its denominator.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``numerator`` and ``denominator`` (counts, numerator at most denominator).
    keys
        Columns to keep beside the result.

    Returns
    -------
    pandas.DataFrame
        ``value`` in 0-100. Reasons: ``no_cases`` (denominator 0), ``no_denominator``,
        ``insufficient_data`` (no numerator). Flag ``not_whole`` when a count is not whole.

    Raises
    ------
    MetricError
        If a count is negative or infinite, or a numerator exceeds its denominator.

    Notes
    -----
    100 x / n. See docs/methods.md.

    Examples
    --------
    >>> share(pd.DataFrame({"numerator": [1310], "denominator": [1860]}))["value"].round(2).tolist()
    [70.43]
    """
    cases, base = require_counts(frame, "numerator", "denominator")
    return result_frame(
        frame[list(keys)],
        value=_percent(cases, base),
        reason=_count_reasons(cases, base),
        method="share",
        n_used=base,
        flags=join_flags(len(base), not_whole=_not_whole(cases, base)),
    )


def _percent(cases: Floats, base: Floats) -> Floats:
    value = np.full(cases.shape, np.nan)
    np.divide(100 * cases, base, out=value, where=base > 0)
    return value


def _count_reasons(cases: Floats, base: Floats) -> Texts:
    reason = np.full(base.shape, "", dtype=object)
    reason[base == 0] = Reason.NO_CASES.value
    reason[np.isnan(cases)] = Reason.INSUFFICIENT_DATA.value
    reason[np.isnan(base)] = Reason.NO_DENOMINATOR.value
    return reason


def _not_whole(cases: Floats, base: Floats) -> Bools:
    return np.asarray((cases != np.round(cases)) | (base != np.round(base)), dtype=bool) & ~(
        np.isnan(cases) | np.isnan(base)
    )


def wilson_interval(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    confidence: float = 0.95,
    method: ShareMethod = "wilson",
) -> pd.DataFrame:
    """Each share with the range that chance alone explains, sound also at 0% and 100%.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``numerator``, ``denominator``; ``full_count`` (bool) when all cases were
        counted, not a sample.
    keys
        Columns to keep beside the result.
    confidence
        Level of the interval, 0-1.
    method
        ``wilson``; for comparison ``wilson_corrected`` (continuity), ``exact`` (Clopper-Pearson)
        and ``jeffreys``.

    Returns
    -------
    pandas.DataFrame
        ``value``, ``lower``, ``upper`` in 0-100; reasons as :func:`share`; flags ``not_whole`` and
        ``process_variation`` (full count: the range describes the process, not sampling).

    Raises
    ------
    MetricError
        If a count is negative or infinite, or a numerator exceeds its denominator.

    Notes
    -----
    (2x + z^2 -/+ z sqrt(z^2 + 4x(1 - x/n))) / 2(n + z^2), Wilson 1927. See docs/methods.md.

    Examples
    --------
    >>> row = pd.DataFrame({"numerator": [232], "denominator": [232]})
    >>> wilson_interval(row)[["lower", "upper"]].round(2).to_dict("records")
    [{'lower': 98.37, 'upper': 100.0}]
    """
    cases, base = require_counts(frame, "numerator", "denominator")
    lower, upper = (
        100 * side for side in share_limits(cases, base, confidence=confidence, method=method)
    )
    full = frame["full_count"].eq(True) if "full_count" in frame.columns else False
    return result_frame(
        frame[list(keys)],
        value=_percent(cases, base),
        lower=lower,
        upper=upper,
        reason=_count_reasons(cases, base),
        method=method,
        n_used=base,
        flags=join_flags(
            len(base), not_whole=_not_whole(cases, base), process_variation=full & (base > 0)
        ),
    )


def share_limits(
    cases: npt.ArrayLike,
    base: npt.ArrayLike,
    *,
    confidence: float = 0.95,
    method: ShareMethod = "wilson",
) -> tuple[Floats, Floats]:
    """Lower and upper limit of shares as fractions 0-1, missing without cases.

    Parameters
    ----------
    cases, base
        Counts that were checked before (:func:`chiso.metrics.results.require_counts`).
    confidence
        Level of the interval, 0-1.
    method
        See :func:`wilson_interval`.

    Returns
    -------
    tuple of numpy.ndarray
        Lower and upper limits; exactly 0 for no case and exactly 1 for all cases under ``wilson``.
    """
    x, n = np.broadcast_arrays(np.asarray(cases, dtype=float), np.asarray(base, dtype=float))
    held = (n > 0) & ~np.isnan(x)
    lower, upper = np.full(n.shape, np.nan), np.full(n.shape, np.nan)
    if method == "wilson_corrected":
        lower[held], upper[held] = _corrected_limits(x[held], n[held], confidence)
    else:
        lower[held], upper[held] = proportion_confint(
            x[held], n[held], alpha=1 - confidence, method=_STATSMODELS[method]
        )
    if method != "jeffreys":
        lower[held & (x == 0)] = 0.0
        upper[held & (x == n)] = 1.0
    return lower, upper


def _corrected_limits(x: Floats, n: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Wilson limits with continuity correction (Newcombe 1998, method 4)."""
    z = float(special.ndtri((1 + confidence) / 2))
    p = x / n
    below = z * np.sqrt(np.maximum(z**2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1), 0))
    above = z * np.sqrt(np.maximum(z**2 + 2 - 1 / n + 4 * p * (n * (1 - p) - 1), 0))
    lower = (2 * x + z**2 - 1 - below) / (2 * (n + z**2))
    upper = (2 * x + z**2 + 1 + above) / (2 * (n + z**2))
    return np.maximum(lower, 0.0), np.minimum(upper, 1.0)


def proportion_difference(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, confidence: float = 0.95
) -> pd.DataFrame:
    """Percentage points by which a share exceeds another, with the range of chance.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``numerator``, ``denominator``, ``other_numerator``, ``other_denominator``.
    keys
        Columns to keep beside the result.
    confidence
        Level of the interval, 0-1.

    Returns
    -------
    pandas.DataFrame
        ``value``, ``lower``, ``upper`` in points; reasons as :func:`share`.

    Raises
    ------
    MetricError
        If a count is negative or infinite, or a numerator exceeds its denominator.

    Notes
    -----
    Newcombe's hybrid score interval (1998, method 10): 100% against 100% gives 0 with a true
    width. See docs/methods.md.

    Examples
    --------
    >>> row = pd.DataFrame({"numerator": [9], "denominator": [10],
    ...                     "other_numerator": [3], "other_denominator": [10]})
    >>> proportion_difference(row)[["value", "lower", "upper"]].round(2).to_dict("records")
    [{'value': 60.0, 'lower': 17.05, 'upper': 80.9}]
    """
    cases, base = require_counts(frame, "numerator", "denominator")
    other_cases, other_base = require_counts(frame, "other_numerator", "other_denominator")
    value = _percent(cases, base) - _percent(other_cases, other_base)
    held = ~np.isnan(value)
    lower, upper = np.full(value.shape, np.nan), np.full(value.shape, np.nan)
    lower[held], upper[held] = confint_proportions_2indep(
        cases[held],
        base[held],
        other_cases[held],
        other_base[held],
        method="newcomb",
        compare="diff",
        alpha=1 - confidence,
    )
    reason = _count_reasons(cases, base)
    other_reason = _count_reasons(other_cases, other_base)
    return result_frame(
        frame[list(keys)],
        value=value,
        lower=100 * lower,
        upper=100 * upper,
        reason=np.where(reason == "", other_reason, reason),
        method="newcombe",
        n_used=base + other_base,
    )
