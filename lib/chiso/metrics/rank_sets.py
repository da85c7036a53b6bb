"""Confidence sets for ranks from tests of all pairs, for counts and for estimates with errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.stats import binom
from statsmodels.stats.multitest import multipletests

from chiso.metrics.censoring import point_interval
from chiso.metrics.columns import (
    Integers,
    directions,
    numbers,
    require_choice,
    require_setting,
    same_size_blocks,
    signs,
)
from chiso.metrics.rank_intervals import rank_result, ranking
from chiso.metrics.ranks import surely_better
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Rule,
    Texts,
    reject_rows,
    require_columns,
)
from chiso.words import Words

Correction = Literal["holm", "bonferroni"]
_FRACTION = Words(vi="lớn hơn 0 và nhỏ hơn 1", en="between 0 and 1, ends excluded")
_EVENTS = Rule(
    "rank_set_counts", "count", Words(vi="số đếm từ 0 trở lên", en="counts of 0 or more")
)
_ERRORS = Rule("rank_set_estimates", "se", Words(vi="lớn hơn 0", en="above 0"))
_CELLS = 4_000_000  # simulated differences held at once: 32 MB of float64


@dataclass(frozen=True)
class RankSetRules:
    """How the pairs are tested.

    Parameters
    ----------
    confidence : float
        Level of the sets.
    simultaneous : bool
        Whether the sets of all areas hold together, or each for itself.
    correction : {"holm", "bonferroni"}
        Family-wise correction of exact tests of counts.
    stepdown : bool
        Whether pairs that were told apart leave the family and the rest is tested again.
    draws, seed : int
        Simulated estimates, and the seed of their stream.
    """

    confidence: float = 0.95
    simultaneous: bool = True
    correction: Correction = "holm"
    stepdown: bool = True
    draws: int = 10_000
    seed: int = 766

    def __post_init__(self) -> None:
        fine = 0 < self.confidence < 1
        require_setting("confidence", self.confidence, holds=fine, allowed=_FRACTION)
        require_choice("correction", self.correction, get_args(Correction))
        positive = Words(vi="từ 1 trở lên", en="1 or more")
        require_setting("draws", self.draws, holds=self.draws >= 1, allowed=positive)

    def families(self, areas: int) -> Iterator[tuple[Integers, Integers, Integers]]:
        """Ordered pairs that are tested together, and the areas whose sets they give."""
        one, other = np.nonzero(~np.eye(areas, dtype=bool))
        if self.simultaneous:
            yield one, other, np.arange(areas)
            return
        for area in range(areas):
            own = (one == area) | (other == area)
            yield one[own], other[own], np.array([area])


RANK_SET_RULES = RankSetRules()
_Test = Callable[[Integers, Integers], Bools]


def rank_set_counts(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, rules: RankSetRules = RANK_SET_RULES
) -> pd.DataFrame:
    """Ranks that stay possible when areas are ordered by a number of events.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per ``area`` within ``keys``: ``count`` (events). Optional ``direction``.
    keys : sequence of str
        Columns of one ranking.
    rules : RankSetRules
        Confidence, correction, and whether the sets hold together.

    Returns
    -------
    pandas.DataFrame
        Keys, ``area``, the result columns and ``ranked``: ``value`` the rank, ``lower`` and
        ``upper`` the best and worst rank of the set.

    Raises
    ------
    MetricError
        For negative counts, a repeated area or mixed definitions.

    Notes
    -----
    Exact binomial test of every ordered pair, given the sum of the two (Bazylik, Mogstad, Romano,
    Shaikh and Wilhelm). For the sizes of areas, not for shares. See docs/methods.md,
    rank_set_counts.

    Examples
    --------
    >>> two = pd.DataFrame({"area": ["a", "b"], "count": [90, 10]})
    >>> rank_set_counts(two)[["lower", "upper"]].to_numpy().tolist()
    [[1.0, 1.0], [2.0, 2.0]]
    """
    require_columns(frame, ("count",), "rank_set_counts")
    count = numbers(frame, "count")
    reject_rows(frame, count < 0, ["count"], _EVENTS)

    def tests(rows: Integers, turn: Floats) -> _Test:
        held = count[rows]

        def told_apart(one: Integers, other: Integers) -> Bools:
            more = np.where(turn[one] > 0, held[one], held[other])
            chance = binom.sf(more - 1, held[one] + held[other], 0.5)
            alpha = 1 - rules.confidence
            found = multipletests(chance, alpha=alpha, method=rules.correction)[0]
            return np.asarray(found, dtype=bool)

        return told_apart

    return _rank_sets(frame, keys, count, rules, tests)


def rank_set_estimates(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, rules: RankSetRules = RANK_SET_RULES
) -> pd.DataFrame:
    """Ranks that stay possible when areas are ordered by estimates with standard errors.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per ``area`` within ``keys``: ``estimate`` and ``se`` (above 0; independent
        areas). Optional ``direction``. For shares take the joint or simulated intervals: the usual
        error of a share is 0 at 100%.
    keys : sequence of str
        Columns of one ranking.
    rules : RankSetRules
        Confidence, draws and seed, stepdown, and whether the sets hold together.

    Returns
    -------
    pandas.DataFrame
        As :func:`rank_set_counts`.

    Raises
    ------
    MetricError
        For errors not above 0, a repeated area or mixed definitions.

    Notes
    -----
    A pair is told apart when its scaled difference passes the quantile of the largest simulated
    one (Mogstad, Romano, Shaikh and Wilhelm 2023). See docs/methods.md, rank_set_estimates.

    Examples
    --------
    >>> two = pd.DataFrame({"area": ["a", "b"], "estimate": [90, 10], "se": [1, 1]})
    >>> rank_set_estimates(two)[["lower", "upper"]].to_numpy().tolist()
    [[1.0, 1.0], [2.0, 2.0]]
    """
    require_columns(frame, ("estimate", "se"), "rank_set_estimates")
    estimate, error = numbers(frame, "estimate"), numbers(frame, "se")
    reject_rows(frame, ~(error > 0) & ~np.isnan(estimate), ["se"], _ERRORS)

    def tests(rows: Integers, turn: Floats) -> _Test:
        random = np.random.default_rng(rules.seed)
        chance = random.normal(size=(rules.draws, len(rows))) * error[rows]
        best = turn * estimate[rows]

        def told_apart(one: Integers, other: Integers) -> Bools:
            spread = np.hypot(error[rows][one], error[rows][other])
            return _stepped((best[one] - best[other]) / spread, (one, other, spread), chance, rules)

        return told_apart

    return _rank_sets(frame, keys, estimate, rules, tests)


def _stepped(
    apart: Floats,
    pairs: tuple[Integers, Integers, Floats],
    chance: Floats,
    rules: RankSetRules,
) -> Bools:
    """Pairs whose scaled difference passes the largest that chance would bring among the rest."""
    one, other, spread = pairs
    found = np.zeros(len(one), dtype=bool)
    while True:  # of the two orders of a pair one always remains
        rest = np.flatnonzero(~found)
        greatest = np.full(len(chance), -np.inf)
        step = max(1, _CELLS // len(chance))
        for start in range(0, len(rest), step):
            part = rest[start : start + step]
            drawn = (chance[:, one[part]] - chance[:, other[part]]) / spread[part]
            greatest = np.maximum(greatest, drawn.max(axis=1))
        new = rest[apart[rest] > np.quantile(greatest, rules.confidence)]
        found[new] = True
        if not len(new) or not rules.stepdown:
            break
    return found


def _rank_sets(
    frame: pd.DataFrame,
    keys: Sequence[str],
    figure: Floats,
    rules: RankSetRules,
    tests: Callable[[Integers, Floats], _Test],
) -> pd.DataFrame:
    """Ranks and rank sets of all groups; areas are taken in the order of their names."""
    codes = ranking(frame, keys)
    turn = signs(directions(frame))
    reason = np.select(
        [turn == 0, np.isnan(figure)], [Reason.NOT_APPLICABLE, Reason.INSUFFICIENT_DATA], ""
    )
    usable = np.flatnonzero(reason == "")
    names: Texts = frame["area"].astype(str).to_numpy(dtype=object)
    lower, upper = np.full(len(frame), np.nan), np.full(len(frame), np.nan)
    for block in same_size_blocks(codes[usable]):
        for members in usable[block]:
            rows = members[np.argsort(names[members])]
            told_apart = tests(rows, turn[rows])
            for one, other, wanted in rules.families(len(rows)):
                found = told_apart(one, other) if len(one) else np.zeros(0, dtype=bool)
                beaten = np.bincount(other[found], minlength=len(rows))
                beats = np.bincount(one[found], minlength=len(rows))
                lower[rows[wanted]] = 1.0 + beaten[wanted]
                upper[rows[wanted]] = float(len(rows)) - beats[wanted]
    point = point_interval(np.where(reason == "", turn * figure, np.nan))
    place = surely_better(codes, point) + 1
    return rank_result(
        frame[[*keys, "area"]],
        codes,
        (place, lower, upper),
        np.asarray(reason, dtype=object),
        method="pairwise_tests",
    )
