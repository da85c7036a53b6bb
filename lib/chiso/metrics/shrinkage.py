"""Small areas drawn towards the common share, for maps and ordering, never for verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from chiso.metrics.columns import (
    Integers,
    group_codes,
    group_sums,
    require_choice,
    require_one_meaning,
)
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    join_flags,
    require_columns,
    require_counts,
    result_frame,
)

ShrinkMethod = Literal["beta_binomial", "marshall"]


def shrink_shares(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    method: ShrinkMethod = "beta_binomial",
    carry: Sequence[str] = ("area",),
) -> pd.DataFrame:
    """Share of each area drawn towards the pooled share, the more the fewer cases it has.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per area within ``keys``: counts ``numerator`` and ``denominator``.
    keys : sequence of str
        Columns of one group of areas.
    method : {"beta_binomial", "marshall"}
        Moments of a beta-binomial, always within 0..100; or Marshall's Poisson form for rare
        events, with its variance floored at 0.
    carry : sequence of str
        Further identifying columns to carry over.

    Returns
    -------
    pandas.DataFrame
        Keys, ``carry``, the result columns (percent), ``share``, ``pooled``, ``weight`` (0..1, of
        the area's own share), ``intraclass`` (beta-binomial) and ``between_variance``
        (Marshall, of shares 0..1). Flag ``all_at_pooled`` where the areas do not differ beyond
        chance, so that all stand at the pooled share.

    Raises
    ------
    MetricError
        For impossible counts or an unknown method.

    Notes
    -----
    S = sum n (p - P)^2, rho = max(0, [S - PQ (k - 1)] / [PQ (N - sum n^2 / N - (k - 1))]),
    M = 1 / rho - 1, estimate (x + M P) / (n + M) (Kleinman 1973). Marshall 1991: between variance
    max(0, S / N - P / mean n). See docs/methods.md, shrink_shares.

    Examples
    --------
    >>> areas = pd.DataFrame({"area": ["a", "b"], "numerator": [9, 5], "denominator": [10, 10]})
    >>> shrink_shares(areas)["value"].round(1).tolist()
    [86.4, 53.6]
    """
    require_choice("method", method, get_args(ShrinkMethod))
    require_columns(frame, carry, "shrink_shares")
    codes = group_codes(frame, keys)
    require_one_meaning(frame, codes, "shrink_shares")
    x, n = require_counts(frame, "numerator", "denominator")
    reason = np.select(
        [np.isnan(n), np.isnan(x), n == 0],
        [Reason.NO_DENOMINATOR, Reason.INSUFFICIENT_DATA, Reason.NO_CASES],
        default="",
    )
    usable = np.asarray(reason == "", dtype=bool)
    pooled = _Pooled.of(codes, x, n, usable)
    weight, intraclass, between = _weights(pooled, method)
    estimate = weight * pooled.share + (1 - weight) * pooled.mean
    apart = pooled.areas > 1
    return result_frame(
        frame[[*keys, *carry]],
        value=np.where(usable, 100 * estimate, np.nan),
        status=np.where(usable, "shrunk", "withheld"),
        reason=reason,
        method=method,
        n_used=n,
        flags=join_flags(len(frame), all_at_pooled=usable & apart & (weight == 0)),
        share=100 * pooled.share,
        pooled=100 * pooled.mean,
        weight=np.where(usable, weight, np.nan),
        intraclass=np.where(usable, intraclass, np.nan),
        between_variance=np.where(usable, between, np.nan),
    )


@dataclass(frozen=True)
class _Pooled:
    """Shares (0..1) with the sums of their group on every row."""

    n: Floats
    share: Floats
    mean: Floats
    areas: Floats
    total: Floats
    squares: Floats
    spread: Floats

    @classmethod
    def of(cls, codes: Integers, x: Floats, n: Floats, usable: Bools) -> _Pooled:
        """Sums over the usable areas; ``spread`` is the sum of n (p - P)^2."""
        cases, base = np.where(usable, x, 0.0), np.where(usable, n, 0.0)
        total = group_sums(codes, base)
        share, mean = np.full(len(x), np.nan), np.full(len(x), np.nan)
        np.divide(cases, base, out=share, where=usable)
        np.divide(group_sums(codes, cases), total, out=mean, where=total > 0)
        return cls(
            n=np.where(usable, n, np.nan),
            share=share,
            mean=mean,
            areas=group_sums(codes, usable.astype(float)),
            total=total,
            squares=group_sums(codes, base**2),
            spread=group_sums(codes, base * (share - mean) ** 2),
        )


def _ratio(top: Floats, bottom: Floats) -> Floats:
    """A quotient, 0 where the divisor is not above 0."""
    quotient = np.zeros(len(top))
    np.divide(top, bottom, out=quotient, where=bottom > 0)
    return quotient


def _weights(pooled: _Pooled, method: str) -> tuple[Floats, Floats, Floats]:
    """Weight of each area's own share, intraclass correlation, variance between areas."""
    nothing = np.full(len(pooled.n), np.nan)
    if method == "marshall":
        within = pooled.mean / pooled.n
        average = _ratio(pooled.total, pooled.areas)
        chance = _ratio(pooled.mean, average)
        between = np.maximum(_ratio(pooled.spread, pooled.total) - chance, 0.0)
        return _ratio(between, between + within), nothing, between
    chance = pooled.mean * (1 - pooled.mean)
    free = pooled.areas - 1
    room = pooled.total - _ratio(pooled.squares, pooled.total) - free
    found = _ratio(pooled.spread - chance * free, chance * room)
    intraclass = np.clip(found, 0.0, 1.0)
    prior = _ratio(1 - intraclass, intraclass)
    weight = np.where(intraclass > 0, _ratio(pooled.n, pooled.n + prior), 0.0)
    return weight, intraclass, nothing
