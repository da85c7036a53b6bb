"""Areas against a benchmark: pooled rest, difference with interval, and false-discovery control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsmodels.stats.proportion import test_proportions_2indep as score_test

from chiso.metrics.columns import (
    Integers,
    directions,
    group_codes,
    group_sums,
    numbers,
    require_choice,
    require_one_meaning,
    signs,
)
from chiso.metrics.discovery import false_discovery
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Texts,
    join_flags,
    require_columns,
    require_counts,
    require_unique,
    result_frame,
)
from chiso.metrics.shares import proportion_difference, share_limits

BenchmarkKind = Literal["rest", "total", "median", "target", "previous"]
_COUNTED = ("rest", "total", "previous")


@dataclass(frozen=True)
class ComparisonRules:
    """When a difference between an area and its benchmark is called one.

    Parameters
    ----------
    confidence : float
        Level of the intervals.
    q : float
        Highest share of false alarms among the areas called different.
    correction : str
        ``bh``, ``by``, ``holm`` or ``bonferroni``, as in :mod:`chiso.metrics.discovery`.
    min_difference : float
        Least difference in percentage points: with full counts everything is significant.
    """

    confidence: float = 0.95
    q: float = 0.05
    correction: str = "bh"
    min_difference: float = 1.0


RULES = ComparisonRules()


def benchmark(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, kind: BenchmarkKind = "rest"
) -> pd.DataFrame:
    """Share that each area is held against, by default that of all other areas together.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per ``area`` within ``keys``: counts ``numerator`` and ``denominator``. For
        ``target`` also ``target`` (percent), for ``previous`` also ``previous_numerator`` and
        ``previous_denominator``.
    keys : sequence of str
        Columns of one family of areas, such as indicator, tier and period.
    kind : {"rest", "total", "median", "target", "previous"}
        Pooled share of the other areas, of all areas, median share, target, own last period.

    Returns
    -------
    pandas.DataFrame
        Keys, ``area``, the result columns (percent; Wilson limits where counts exist),
        ``benchmark_numerator`` and ``benchmark_denominator`` (missing for median and target).

    Raises
    ------
    MetricError
        For impossible counts, a repeated area, or an unknown kind.

    Notes
    -----
    rest = 100 * sum of numerators / sum of denominators of the others: with ten areas the area
    itself would be a tenth of the total. See docs/methods.md, benchmark.

    Examples
    --------
    >>> two = pd.DataFrame({"area": ["148", "150"], "numerator": [90, 30]})
    >>> benchmark(two.assign(denominator=[100, 50]))["value"].tolist()
    [60.0, 90.0]
    """
    require_choice("kind", kind, get_args(BenchmarkKind))
    require_unique(frame, [*keys, "area"], "benchmark")
    x, n = require_counts(frame, "numerator", "denominator")
    codes = group_codes(frame, keys)
    require_one_meaning(frame, codes, "benchmark")
    value, held_x, held_n = _held_against(frame, codes, (x, n), kind)
    lower, upper = (100 * end for end in share_limits(held_x, held_n, confidence=RULES.confidence))
    missing = Reason.NO_TARGET if kind == "target" else Reason.INSUFFICIENT_DATA
    return result_frame(
        frame[[*keys, "area"]],
        value=value,
        lower=lower,
        upper=upper,
        status=np.where(np.isnan(value), "missing", "known"),
        reason=np.where(np.isnan(value), missing.value, ""),
        method=kind,
        n_used=held_n,
        benchmark_numerator=held_x,
        benchmark_denominator=held_n,
    )


def _held_against(
    frame: pd.DataFrame, codes: Integers, counts: tuple[Floats, Floats], kind: str
) -> tuple[Floats, Floats, Floats]:
    """Percent, numerator and denominator of the benchmark of each row."""
    x, n = counts
    nothing = np.full(len(x), np.nan)
    if kind == "target":
        return numbers(frame, "target"), nothing, nothing
    if kind == "median":
        shares = pd.Series(share_pct(x, n))
        return shares.groupby(codes).transform("median").to_numpy(dtype=float), nothing, nothing
    if kind == "previous":
        require_columns(frame, ("previous_numerator", "previous_denominator"), "benchmark")
        held_x, held_n = require_counts(frame, "previous_numerator", "previous_denominator")
        return share_pct(held_x, held_n), held_x, held_n
    complete = ~np.isnan(x) & ~np.isnan(n)
    own_x, own_n = np.where(complete, x, 0.0), np.where(complete, n, 0.0)
    left_out = float(kind == "rest")
    held_x = group_sums(codes, own_x) - left_out * own_x
    held_n = group_sums(codes, own_n) - left_out * own_n
    return share_pct(held_x, held_n), held_x, held_n


def share_pct(x: Floats, n: Floats) -> Floats:
    """100 x / n, missing where there are no cases."""
    share = np.full(len(x), np.nan)
    np.divide(100.0 * x, n, out=share, where=n > 0)
    return share


def compare_to_benchmark(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    kind: BenchmarkKind = "rest",
    rules: ComparisonRules = RULES,
) -> pd.DataFrame:
    """Difference of each area from its benchmark, and whether it stands out among all areas.

    Parameters
    ----------
    frame : pandas.DataFrame
        As for :func:`benchmark`; optional ``direction``.
    keys : sequence of str
        Columns of one family of areas; false discoveries are controlled within it.
    kind : {"rest", "total", "median", "target", "previous"}
        What the area is held against.
    rules : ComparisonRules
        Confidence, error rate and least difference.

    Returns
    -------
    pandas.DataFrame
        Keys, ``area``, the result columns (percentage points), ``share``, ``benchmark`` (percent),
        ``p`` and ``p_adjusted``. ``status`` is ``better``, ``worse`` or ``similar``; ``above`` or
        ``below`` where the direction judges neither; flag ``significant_but_small`` where only
        the least difference was not reached.

    Raises
    ------
    MetricError
        For impossible counts, a repeated area, an unknown kind or direction.

    Notes
    -----
    Newcombe hybrid score interval and score-test p (statsmodels) against pooled counts; Wilson
    limits and the one-sample score test against a median or a target. Benjamini-Hochberg within
    the family. See docs/methods.md, compare_to_benchmark.

    Examples
    --------
    >>> areas = pd.DataFrame({"area": ["148", "150"], "numerator": [90, 30]})
    >>> compare_to_benchmark(areas.assign(denominator=[100, 50]))["status"].tolist()
    ['better', 'worse']
    """
    held = benchmark(frame, keys, kind=kind)
    x, n = require_counts(frame, "numerator", "denominator")
    share, level = share_pct(x, n), held["value"].to_numpy(dtype=float)
    reason = _comparison_reasons(x, n, held)
    usable = reason == ""
    held_x, held_n = (numbers(held, f"benchmark_{part}") for part in ("numerator", "denominator"))
    if kind in _COUNTED:
        lower, upper, p = _against_counts((x, n), (held_x, held_n), usable, rules.confidence)
    else:
        lower, upper, p = _against_level((x, n), level, usable, rules.confidence)
    family = frame[list(keys)].assign(p=p)
    adjusted = false_discovery(family, keys, q=rules.q, correction=rules.correction)["value"]
    difference = np.where(usable, share - level, np.nan)
    stands_out = adjusted.to_numpy() <= rules.q
    large = np.abs(difference) >= rules.min_difference
    return result_frame(
        frame[[*keys, "area"]],
        value=difference,
        lower=lower,
        upper=upper,
        status=_verdict(difference, stands_out & large, signs(directions(frame)), usable),
        reason=reason,
        method="newcombe_score" if kind in _COUNTED else "wilson_score",
        n_used=n,
        flags=join_flags(
            len(frame),
            significant_but_small=stands_out & ~large,
            benchmark_includes_area=kind in ("total", "median"),
        ),
        share=share,
        benchmark=level,
        p=p,
        p_adjusted=adjusted,
    )


def _comparison_reasons(x: Floats, n: Floats, held: pd.DataFrame) -> Texts:
    chosen = np.select(
        [np.isnan(n), np.isnan(x), n == 0, held["reason"] != ""],
        [
            Reason.NO_DENOMINATOR.value,
            Reason.INSUFFICIENT_DATA.value,
            Reason.NO_CASES.value,
            held["reason"],
        ],
        default="",
    )
    return np.asarray(chosen, dtype=object)


def _verdict(difference: Floats, stands_out: Bools, sign: Floats, usable: Bools) -> Texts:
    """Word for each difference; only a direction makes it better or worse."""
    good = difference * sign > 0
    chosen = np.select(
        [~usable, ~stands_out, (sign == 0) & (difference > 0), sign == 0, good],
        ["withheld", "similar", "above", "below", "better"],
        default="worse",
    )
    return np.asarray(chosen, dtype=object)


def _against_counts(
    own: tuple[Floats, Floats], held: tuple[Floats, Floats], usable: Bools, confidence: float
) -> tuple[Floats, Floats, Floats]:
    """Newcombe limits in points and the score-test p of two shares."""
    names = ("numerator", "denominator", "other_numerator", "other_denominator")
    four: dict[str, Floats] = dict(zip(names, (*own, *held), strict=True))
    both = proportion_difference(pd.DataFrame(four), confidence=confidence)
    lower, upper = (np.where(usable, numbers(both, end), np.nan) for end in ("lower", "upper"))
    counts = [column[usable] for column in four.values()]
    # statsmodels forms odds ratios on the way, which divide by zero at 100%; they are not used
    with np.errstate(all="ignore"):
        test = score_test(*counts, method="score", compare="diff", return_results=False)
    p = np.full(len(usable), np.nan)
    chance = np.asarray(test, dtype=float)[1]
    p[usable] = np.where(np.isnan(chance), 1.0, chance)  # both 0% or both 100%: no difference
    return lower, upper, p


def _against_level(
    own: tuple[Floats, Floats], level: Floats, usable: Bools, confidence: float
) -> tuple[Floats, Floats, Floats]:
    """Wilson limits minus a fixed level, and the one-sample score-test p."""
    x, n = own
    ends = share_limits(x, n, confidence=confidence)
    lower, upper = (np.where(usable, 100 * end - level, np.nan) for end in ends)
    chance = np.clip(level / 100.0, 0.0, 1.0)
    away = np.abs(x - n * chance)
    spread = np.sqrt(n * chance * (1 - chance))
    z = np.where(away > 0, np.inf, 0.0)  # at a level of 0 or 100 any departure is beyond chance
    np.divide(away, spread, out=z, where=spread > 0)
    return lower, upper, np.where(usable, 2 * norm.sf(z), np.nan)
