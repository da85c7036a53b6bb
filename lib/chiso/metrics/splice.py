"""Series across a break: the old part moved to the level of the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import special

from chiso.metrics.panel import Indices, series_codes
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Texts,
    join_flags,
    require_columns,
    require_unique,
    result_frame,
)

SpliceMethod = Literal["ratio", "difference", "logit"]


@dataclass(frozen=True)
class SpliceRules:
    """How an old series is moved to the level of a new one.

    Parameters
    ----------
    method
        ``ratio`` (sum of new over sum of old on the overlap), ``difference`` (mean) or ``logit``
        (mean difference of log odds, for shares).
    bounds
        Smallest and largest value; a moved value beyond them refuses the splice.
    """

    method: SpliceMethod = "ratio"
    bounds: tuple[float, float] = (-np.inf, np.inf)


def splice_on_overlap(
    old: pd.DataFrame,
    new: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    rules: SpliceRules = SpliceRules(),
) -> pd.DataFrame:
    """Each series across a break: the new values, and the old ones moved to their level.

    Parameters
    ----------
    old, new : pandas.DataFrame
        ``keys``, ``time`` and ``value``.
    keys
        Columns that tell series apart.
    rules
        Method and bounds.

    Returns
    -------
    pandas.DataFrame
        One row per key and time of either frame, in order of time. ``status`` is ``spliced`` or
        ``original``; ``n_used`` counts the common periods; ``factor`` is the ratio or shift;
        ``suggest`` names another method when the splice was refused. Old rows without a new value
        are missing with the reason ``break_in_series`` (no overlap) or ``out_of_bounds`` (flag
        ``splice_leaves_bounds``).

    Raises
    ------
    MetricError
        If columns are missing or a time is repeated within a series.

    Notes
    -----
    Standard splicing on the common periods. A ratio can push a share past 100: 95 becomes
    95 * 96 / 90 = 101.3. See docs/methods.md.

    Examples
    --------
    >>> old = pd.DataFrame({"time": [2020.0, 2021.0], "value": [50.0, 55.0]})
    >>> new = pd.DataFrame({"time": [2021.0, 2022.0], "value": [60.0, 66.0]})
    >>> splice_on_overlap(old, new)["value"].round(2).tolist()
    [54.55, 60.0, 66.0]
    """
    names = [*keys, "time"]
    for part, where in ((old, "old series"), (new, "new series")):
        require_columns(part, [*names, "value"], where)
        require_unique(part, names, where)
    both = old[[*names, "value"]].merge(
        new[[*names, "value"]],
        on=names,
        how="outer",
        suffixes=("_old", "_new"),
        validate="one_to_one",
    )
    both = both.sort_values(names, ignore_index=True)
    code, series = series_codes(both, keys)
    before, after = (both[name].to_numpy(dtype=float) for name in ("value_old", "value_new"))
    shift = _shifts(before, after, code, len(series), rules.method)[code]
    moved = _move(before, shift, rules.method)
    kept = ~np.isnan(after)
    low, high = rules.bounds
    leaves = np.zeros(len(series), dtype=bool)
    np.logical_or.at(leaves, code, ~kept & ((moved < low) | (moved > high)))
    refused = leaves[code] & ~kept
    value = np.where(kept, after, np.where(refused, np.nan, moved))
    other = "logit" if rules.method == "difference" else "logit_or_difference"
    return result_frame(
        both[names],
        value=value,
        status=np.where(kept, "original", np.where(np.isnan(value), "", "spliced")),
        reason=_splice_reasons(value, before, shift, refused),
        method=f"splice_{rules.method}",
        n_used=np.bincount(code, kept & ~np.isnan(before), minlength=len(series))[code],
        flags=join_flags(
            len(both), spliced=~kept & ~np.isnan(value), splice_leaves_bounds=leaves[code]
        ),
        factor=shift,
        suggest=np.where(leaves[code], other, ""),
    )


def _splice_reasons(value: Floats, before: Floats, shift: Floats, refused: Bools) -> Texts:
    missing = np.isnan(value)
    return np.select(
        [refused, missing & np.isnan(shift) & ~np.isnan(before), missing],
        [
            Reason.OUT_OF_BOUNDS.value,
            Reason.BREAK_IN_SERIES.value,
            Reason.INSUFFICIENT_DATA.value,
        ],
        "",
    ).astype(object)


def _shifts(
    before: Floats, after: Floats, code: Indices, count: int, method: SpliceMethod
) -> Floats:
    """Ratio or mean shift on the overlap of each series, missing without one."""
    if method == "logit":
        before, after = _log_odds(before), _log_odds(after)
    common = np.isfinite(before) & np.isfinite(after)
    at = code[common]
    old, new = (np.bincount(at, part[common], minlength=count) for part in (before, after))
    size = np.bincount(at, minlength=count)
    shift = np.full(count, np.nan)
    if method == "ratio":
        np.divide(new, old, out=shift, where=(size > 0) & (old != 0))
    else:
        np.divide(new - old, size, out=shift, where=size > 0)
    return shift


def _move(before: Floats, shift: Floats, method: SpliceMethod) -> Floats:
    if method == "ratio":
        return before * shift
    if method == "difference":
        return before + shift
    return np.asarray(100 * special.expit(_log_odds(before) + shift), dtype=float)


def _log_odds(percent: Floats) -> Floats:
    """Log odds of a share in 0-100, missing outside; infinite at the ends."""
    inside = np.where((percent >= 0) & (percent <= 100), percent / 100, np.nan)
    return np.asarray(special.logit(inside), dtype=float)
