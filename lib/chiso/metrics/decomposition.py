"""Which areas hold a gap, and which of them made a change: parts that sum to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.metrics.columns import (
    Integers,
    directions,
    group_codes,
    group_sums,
    numbers,
    require_one_meaning,
    signs,
)
from chiso.metrics.parts import on_grid, settled
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

_ONE_TARGET = Rule(
    "gap_contributions",
    "one_target",
    Words(vi="cả nhóm phải có chung một mục tiêu", en="a whole has one common target"),
)


@dataclass(frozen=True)
class _Volume:
    """Share and weight of each area in its group; zero weight for areas without data."""

    share: Floats
    weight: Floats
    pooled: Floats

    @classmethod
    def of(cls, codes: Integers, x: Floats, n: Floats, usable: Bools) -> _Volume:
        """Shares in percent; the pooled share is missing for a group without cases."""
        cases, base = np.where(usable, x, 0.0), np.where(usable, n, 0.0)
        total = group_sums(codes, base)
        share, weight, pooled = np.zeros(len(x)), np.zeros(len(x)), np.full(len(x), np.nan)
        np.divide(100.0 * cases, base, out=share, where=base > 0)
        np.divide(base, total, out=weight, where=total > 0)
        np.divide(100.0 * group_sums(codes, cases), total, out=pooled, where=total > 0)
        return cls(share, weight, pooled)


def gap_contributions(frame: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Points of the whole gap to a target that each area holds.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per ``area`` within ``keys``: counts ``numerator`` and ``denominator``, and the
        common ``target`` (percent). Optional ``direction``.
    keys : sequence of str
        Columns of one whole, such as indicator, tier and period.

    Returns
    -------
    pandas.DataFrame
        Keys, ``area``, the result columns, ``rate_effect``, ``volume_effect``, ``whole_gap`` (in
        percentage points, positive: still to go) and ``share_of_gap`` (percent of the whole gap,
        missing when the whole has none). ``value`` = rate + volume effect; the values of a group
        sum to ``whole_gap`` to the last bit.

    Raises
    ------
    MetricError
        For impossible counts, a repeated area or mixed definitions.

    Notes
    -----
    w (T - p) = w (T - P) + w (P - p), with w the area's share of all cases, p its result and P that
    of the whole. The first part is the volume effect (the gap that its size alone would hold), the
    second the rate effect (its own departure from P). See docs/methods.md, gap_contributions.

    Examples
    --------
    >>> two = pd.DataFrame({"area": ["a", "b"], "numerator": [90, 30], "denominator": 100})
    >>> gap_contributions(two.assign(target=80))["value"].round(6).tolist()
    [-5.0, 25.0]
    """
    require_columns(frame, ("target",), "gap_contributions")
    codes, x, n = _checked(frame, keys, ("numerator", "denominator"))
    sign, target = signs(directions(frame)), numbers(frame, "target")
    _require_one_target(frame, codes, sign * target)
    reason = _reasons(x, n, target, sign)
    volume = _Volume.of(codes, x, n, reason == "")
    reason = _without_cases(reason, volume.pooled)
    usable = reason == ""
    whole = on_grid(sign * (target - volume.pooled))
    part = settled(codes, sign * volume.weight * (target - volume.share), whole, usable)
    rate = on_grid(sign * volume.weight * (volume.pooled - volume.share))
    percent = np.full(len(x), np.nan)
    np.divide(100.0 * part, whole, out=percent, where=usable & (np.abs(whole) > 0))
    return _parts_result(
        frame[[*keys, "area"]],
        codes,
        part,
        reason,
        method="rate_and_volume",
        n_used=n,
        rate_effect=np.where(usable, rate, np.nan),
        volume_effect=np.where(usable, part - rate, np.nan),
        whole_gap=np.where(usable, whole, np.nan),
        share_of_gap=percent,
    )


def change_contributions(frame: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Points of the whole's change since the period before that each area made.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per ``area`` within ``keys``: counts ``numerator``, ``denominator``,
        ``previous_numerator``, ``previous_denominator``.
    keys : sequence of str
        Columns of one whole.

    Returns
    -------
    pandas.DataFrame
        Keys, ``area``, the result columns, ``within_effect`` (own share changed),
        ``shift_effect`` (cases moved between areas) and ``whole_change``, in percentage points.
        ``value`` = within + shift effect; the values of a group sum to ``whole_change`` to the
        last bit.

    Raises
    ------
    MetricError
        For impossible counts, a repeated area or mixed definitions.

    Notes
    -----
    within = (w0 + w1)/2 * (p1 - p0); shift = (w1 - w0) * ((p0 + p1)/2 - (P0 + P1)/2). An area
    without cases in one of the periods has only a shift. See docs/methods.md,
    change_contributions.

    Examples
    --------
    >>> two = pd.DataFrame({"area": ["a", "b"], "previous_numerator": [90, 30]})
    >>> cases = {"previous_denominator": 100, "denominator": 100}
    >>> same_cases = two.assign(numerator=[90, 50], **cases)
    >>> change_contributions(same_cases)["within_effect"].tolist()
    [0.0, 10.0]
    """
    codes, x, n = _checked(frame, keys, ("numerator", "denominator"))
    old_x, old_n = require_counts(frame, "previous_numerator", "previous_denominator")
    reason = _reasons(x + old_x, n + old_n)
    usable = reason == ""
    now, old = _Volume.of(codes, x, n, usable), _Volume.of(codes, old_x, old_n, usable)
    whole = on_grid(now.pooled - old.pooled)
    reason = _without_cases(reason, whole)
    usable = reason == ""
    middle = (now.pooled + old.pooled) / 2
    moved = now.weight * (now.share - middle) - old.weight * (old.share - middle)
    both = (now.weight > 0) & (old.weight > 0)
    within = np.where(both, (now.weight + old.weight) / 2 * (now.share - old.share), 0.0)
    part, own = settled(codes, moved, whole, usable), on_grid(within)
    return _parts_result(
        frame[[*keys, "area"]],
        codes,
        part,
        reason,
        method="within_and_shift",
        n_used=n,
        within_effect=np.where(usable, own, np.nan),
        shift_effect=np.where(usable, part - own, np.nan),
        whole_change=np.where(usable, whole, np.nan),
    )


def _checked(
    frame: pd.DataFrame, keys: Sequence[str], counts: tuple[str, str]
) -> tuple[Integers, Floats, Floats]:
    require_unique(frame, [*keys, "area"], "contributions")
    codes = group_codes(frame, keys)
    require_one_meaning(frame, codes, "contributions")
    return codes, *require_counts(frame, *counts)


def _reasons(
    x: Floats, n: Floats, target: Floats | None = None, sign: Floats | None = None
) -> Texts:
    """Why an area has no part."""
    fine = np.zeros(len(x), dtype=bool)
    chosen = np.select(
        [
            np.isnan(n),
            np.isnan(x),
            fine if target is None else np.isnan(target),
            fine if sign is None else sign == 0,
        ],
        [
            Reason.NO_DENOMINATOR,
            Reason.INSUFFICIENT_DATA,
            Reason.NO_TARGET,
            Reason.NOT_APPLICABLE,
        ],
        default="",
    )
    return np.asarray(chosen, dtype=object)


def _without_cases(reason: Texts, whole: Floats) -> Texts:
    """Reasons, with ``no_cases`` where the whole has no case to form a share from."""
    empty = (reason == "") & np.isnan(whole)
    return np.asarray(np.where(empty, Reason.NO_CASES.value, reason), dtype=object)


def _require_one_target(frame: pd.DataFrame, codes: Integers, target: Floats) -> None:
    kinds = pd.Series(target).groupby(codes).transform("nunique")
    named = [name for name in ("target", "direction") if name in frame.columns]
    reject_rows(frame, np.asarray(kinds > 1, dtype=bool), named, _ONE_TARGET)


def _parts_result(
    keys: pd.DataFrame, codes: Integers, part: Floats, reason: Texts, **columns: object
) -> pd.DataFrame:
    """Parts with their direction in words, and a flag where the whole lacks an area."""
    missing = group_sums(codes, (reason != "").astype(float)) > 0
    return result_frame(
        keys,
        value=part,
        lower=part,
        upper=part,
        status=np.select([reason != "", part > 0, part < 0], ["withheld", "adds", "takes"], "none"),
        reason=reason,
        flags=join_flags(len(keys), areas_missing=missing),
        **columns,
    )
