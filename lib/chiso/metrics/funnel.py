"""Funnel limits: how far chance alone takes a share at each number of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.stats import binom, norm

from chiso.metrics.areas import share_pct
from chiso.metrics.columns import (
    TIE,
    Integers,
    directions,
    group_codes,
    group_sums,
    numbers,
    require_choice,
    require_one_meaning,
    require_setting,
)
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
from chiso.metrics.shares import share_limits
from chiso.words import Words

FunnelMethod = Literal["score", "exact", "auto", "wilson", "arcsine"]
LEVELS = (0.95, 0.998)
_SMALL = 5.0  # below this many expected cases on either side the normal limits mislead
_PERCENT = Rule("funnel_limits", "p0", Words(vi="từ 0 đến 100", en="between 0 and 100"))


def level_name(level: float) -> str:
    """Name of a level in column names: 0.95 is ``95``, 0.998 is ``998``.

    Examples
    --------
    >>> level_name(0.998)
    '998'
    """
    return f"{level:.10g}".split(".")[-1]


@dataclass(frozen=True)
class _Cases:
    """Cases, benchmark (0..1), extra variance, and where normal limits mislead."""

    n: Floats
    p0: Floats
    tau2: Floats
    small: Bools

    def limits(
        self, method: FunnelMethod, levels: Sequence[float], usable: Bools
    ) -> dict[str, Floats]:
        """Columns ``lower_95, upper_95, ...`` in percent within 0..100."""
        found: dict[str, Floats] = {}
        for level in levels:
            for side, end in zip(("lower", "upper"), self._ends(method, level), strict=True):
                inside = np.clip(100.0 * end, 0.0, 100.0)
                found[f"{side}_{level_name(level)}"] = np.where(usable, inside, np.nan)
        return found

    def _ends(self, method: FunnelMethod, level: float) -> tuple[Floats, Floats]:
        if method == "auto":
            score, exact = self._score(level), self._exact(level)
            pairs = zip(exact, score, strict=True)
            lower, upper = (np.where(self.small, one, other) for one, other in pairs)
            return lower, upper
        formulas = {
            "score": self._score,
            "exact": self._exact,
            "wilson": self._wilson,
            "arcsine": self._arcsine,
        }
        return formulas[method](level)

    def _score(self, level: float) -> tuple[Floats, Floats]:
        half = _z(level) * np.sqrt(self.p0 * (1 - self.p0) / self.n)
        return self.p0 - half, self.p0 + half

    def _exact(self, level: float) -> tuple[Floats, Floats]:
        return self._quantile((1 - level) / 2), self._quantile((1 + level) / 2)

    def _quantile(self, chance: float) -> Floats:
        """Binomial quantile as a share, interpolated between whole counts (Spiegelhalter 2005)."""
        count = binom.ppf(chance, self.n, self.p0)
        step = binom.pmf(count, self.n, self.p0)
        over = (binom.cdf(count, self.n, self.p0) - chance) / step
        return np.asarray((count - over) / self.n, dtype=float)

    def _wilson(self, level: float) -> tuple[Floats, Floats]:
        return share_limits(self.p0 * self.n, self.n, confidence=level)

    def _arcsine(self, level: float) -> tuple[Floats, Floats]:
        half = _z(level) * np.sqrt(1 / (4 * self.n) + self.tau2)
        middle = np.arcsin(np.sqrt(self.p0))
        # beyond a quarter turn the sine would come back, so the angle stops at 0% and at 100%
        turns = np.clip([middle - half, middle + half], 0.0, np.pi / 2)
        return np.sin(turns[0]) ** 2, np.sin(turns[1]) ** 2


def _z(level: float) -> float:
    return float(norm.isf((1 - level) / 2))


def funnel_limits(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    levels: Sequence[float] = LEVELS,
    method: FunnelMethod = "score",
    carry: Sequence[str] = ("area",),
) -> pd.DataFrame:
    """Limits around a benchmark that chance alone would rarely pass, and where each area lies.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per area within ``keys``: ``denominator``, and ``numerator`` or the benchmark
        ``p0`` (percent); by default the benchmark is the pooled share of the group. Optional
        ``direction``, and ``tau2`` (extra variance for the arcsine method).
    keys : sequence of str
        Columns of one funnel, such as indicator, tier and period.
    levels : sequence of float
        Levels, inner first.
    method : {"score", "exact", "auto", "wilson", "arcsine"}
        Formula, to be named on the chart since they colour areas differently. ``exact`` takes
        binomial quantiles; ``auto`` takes them where fewer than 5 cases are expected on a side.
    carry : sequence of str
        Further identifying columns to carry over.

    Returns
    -------
    pandas.DataFrame
        Keys, ``carry``, the result columns, ``p0``, and ``lower_95, upper_95, lower_998, ...``, all
        in percent and within 0..100. ``value`` is the share, ``lower`` and ``upper`` the inner
        limits; ``status`` is ``inside``, or ``above_`` or ``below_`` and the outermost level
        passed. A share at a limit is inside. Flag ``small_numbers`` where normal limits mislead.

    Raises
    ------
    MetricError
        For impossible counts or levels, an unknown method, or a benchmark outside 0..100.

    Notes
    -----
    score: p0 -/+ z sqrt(p0 q0 / n); wilson: Wilson limits of p0 at n; arcsine:
    sin^2(asin sqrt(p0) -/+ z sqrt(1 / 4n + tau2)). See docs/methods.md, funnel_limits.

    Examples
    --------
    >>> one = pd.DataFrame({"area": ["a"], "numerator": [60], "denominator": [100]})
    >>> found = funnel_limits(one.assign(p0=80))
    >>> found["status"].tolist(), found["lower_95"].round(2).tolist()
    (['below_998'], [72.16])
    """
    require_levels(levels)
    require_choice("method", method, get_args(FunnelMethod))
    require_columns(frame, [*carry, "denominator"], "funnel_limits")
    codes = group_codes(frame, keys)
    require_one_meaning(frame, codes, "funnel_limits")
    x, n = _counts(frame)
    p0 = _benchmark(frame, codes, x, n)
    reason = _why_no_limits(n, p0, directions(frame))
    usable = reason == ""
    small = usable & (n * p0 * (1 - p0) < _SMALL)
    tau2 = np.nan_to_num(numbers(frame, "tau2", 0.0))
    cases = _Cases(np.where(usable, n, 1.0), np.where(usable, p0, 0.5), tau2, small)
    limits = cases.limits(method, levels, usable)
    share = share_pct(x, n)
    inner = level_name(levels[0])
    known = ~np.isnan(share) & usable
    return result_frame(
        frame[[*keys, *carry]],
        value=np.where(usable, share, np.nan),
        lower=limits[f"lower_{inner}"],
        upper=limits[f"upper_{inner}"],
        status=position(share, limits, levels, known),
        reason=np.where(known | ~usable, reason, Reason.INSUFFICIENT_DATA.value),
        method=f"funnel_{method}",
        n_used=n,
        flags=join_flags(len(frame), small_numbers=small, overdispersion_applied=tau2 > 0),
        p0=100.0 * p0,
        **limits,
    )


def require_levels(levels: Sequence[float]) -> None:
    """Nothing, or an error for levels outside 0..1 or out of order.

    Raises
    ------
    MetricError
        Naming the levels.
    """
    rising = list(levels) == sorted(set(levels)) and all(0 < level < 1 for level in levels)
    allowed = Words(
        vi="các mức tăng dần, lớn hơn 0 và nhỏ hơn 1", en="rising levels between 0 and 1"
    )
    require_setting("levels", tuple(levels), holds=bool(levels) and rising, allowed=allowed)


def _counts(frame: pd.DataFrame) -> tuple[Floats, Floats]:
    has_cases = "numerator" in frame.columns
    return require_counts(
        frame if has_cases else frame.assign(numerator=np.nan), "numerator", "denominator"
    )


def _benchmark(frame: pd.DataFrame, codes: Integers, x: Floats, n: Floats) -> Floats:
    """Benchmark of each row, 0..1: given, or the pooled share of the group."""
    given = numbers(frame, "p0")
    if "p0" in frame.columns:
        reject_rows(frame, (given < 0) | (given > 100), ["p0"], _PERCENT)
    complete = ~np.isnan(x) & ~np.isnan(n)
    cases = group_sums(codes, np.where(complete, x, 0.0))
    pooled = share_pct(cases, group_sums(codes, np.where(complete, n, 0.0)))
    return np.where(np.isnan(given), pooled, given) / 100.0


def _why_no_limits(n: Floats, p0: Floats, direction: Texts) -> Texts:
    chosen = np.select(
        [np.isnan(n), n == 0, direction == "target_is_best", np.isnan(p0)],
        [
            Reason.NO_DENOMINATOR,
            Reason.NO_CASES,
            Reason.NOT_APPLICABLE,
            Reason.INSUFFICIENT_DATA,
        ],
        default="",
    )
    return np.asarray(chosen, dtype=object)


def position(
    figure: Floats, limits: dict[str, Floats], levels: Sequence[float], known: Bools
) -> Texts:
    """Outermost level that each figure passes; at a limit it is still inside."""
    rules: list[tuple[Bools, str]] = [(~known, "withheld")]
    for level in reversed(levels):
        name = level_name(level)
        rules += [
            (figure > limits[f"upper_{name}"] + TIE, f"above_{name}"),
            (figure < limits[f"lower_{name}"] - TIE, f"below_{name}"),
        ]
    holds, names = zip(*rules, strict=True)
    return np.asarray(np.select(list(holds), list(names), default="inside"), dtype=object)
