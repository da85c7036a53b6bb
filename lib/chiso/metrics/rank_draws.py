"""Ranks that repeated chance would give: seeded draws of every area's share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.metrics.censoring import point_interval
from chiso.metrics.columns import TIE, directions, numbers, require_setting, same_size_blocks, signs
from chiso.metrics.rank_intervals import observed, rank_result, ranking
from chiso.metrics.ranks import surely_better
from chiso.metrics.results import Floats, require_columns
from chiso.words import Words

_CELLS = 4_000_000  # draws held at once: 32 MB of float64
_FRACTION = Words(vi="lớn hơn 0 và nhỏ hơn 1", en="between 0 and 1, ends excluded")


@dataclass(frozen=True)
class Draws:
    """How ranks are simulated: number of draws, seed, confidence, and k of "first k"."""

    count: int = 10_000
    seed: int = 766
    confidence: float = 0.95
    k: int = 3

    def __post_init__(self) -> None:
        positive = Words(vi="từ 1 trở lên", en="1 or more")
        for name in ("count", "k"):
            number = getattr(self, name)
            require_setting(name, number, holds=number >= 1, allowed=positive)
        fine = 0 < self.confidence < 1
        require_setting("confidence", self.confidence, holds=fine, allowed=_FRACTION)

    def frequencies(self, a: Floats, b: Floats, turn: Floats) -> Floats:
        """How often each area (row) takes each rank (column) in draws of Beta(a, b)."""
        random = np.random.default_rng(self.seed)
        areas = len(a)
        step = max(1, _CELLS // areas)
        found = np.zeros(areas * areas)
        for start in range(0, self.count, step):
            size = (min(step, self.count - start), areas)
            order = np.argsort(-turn * random.beta(a, b, size=size), axis=1)
            found += np.bincount((order * areas + np.arange(areas)).ravel(), minlength=areas**2)
        return found.reshape(areas, areas)

    def limits(self, cumulative: Floats) -> tuple[Floats, Floats]:
        """Lower and upper limit of the drawn ranks, from cumulative frequencies."""
        tail = (1 - self.confidence) / 2
        lower, upper = (
            1 + (cumulative < share * self.count - TIE).sum(axis=1) for share in (tail, 1 - tail)
        )
        return lower.astype(float), upper.astype(float)


DRAWS = Draws()


def rank_interval_simulated(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    draws: Draws = DRAWS,
) -> pd.DataFrame:
    """Ranks that repeated chance would give each area, from seeded draws of its share.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per ``area`` within ``keys``: counts ``numerator`` and ``denominator``.
        Optional ``direction``.
    keys : sequence of str
        Columns of one ranking.
    draws : Draws
        Number of draws, seed, confidence, and the ``k`` of the chances to be among the first or
        last k areas.

    Returns
    -------
    pandas.DataFrame
        Keys, ``area``, the result columns, ``ranked``, ``chance_first_k`` and ``chance_last_k``
        (0..1). ``value`` is the rank of the observed share, ``lower`` and ``upper`` the limits of
        the drawn ranks. Each ranking uses its own stream from the same seed, so that neither the
        order of the rows nor other rankings change a result.

    Raises
    ------
    MetricError
        For impossible counts, a repeated area, or impossible settings.

    Notes
    -----
    Beta(x + 0.5, n - x + 0.5) draws (Jeffreys): unlike a Wald error they keep their width at 100%.
    See docs/methods.md, rank_interval_simulated.

    Examples
    --------
    >>> apart = pd.DataFrame({"area": ["a", "b"], "numerator": [90, 10], "denominator": 100})
    >>> rank_interval_simulated(apart)[["lower", "upper"]].to_numpy().tolist()
    [[1.0, 1.0], [2.0, 2.0]]
    """
    codes = ranking(frame, keys)
    require_columns(frame, ("numerator", "denominator"), "rank_interval_simulated")
    share, reason = observed(frame)
    x, n = (numbers(frame, name) for name in ("numerator", "denominator"))
    turn = signs(directions(frame))
    names = frame["area"].astype(str).to_numpy(dtype=object)
    usable = np.flatnonzero(reason == "")
    lower, upper, first, last = (np.full(len(frame), np.nan) for _ in range(4))
    for block in same_size_blocks(codes[usable]):
        for members in usable[block]:
            rows = members[np.argsort(names[members])]
            drawn = draws.frequencies(x[rows] + 0.5, n[rows] - x[rows] + 0.5, turn[rows])
            lower[rows], upper[rows] = draws.limits(drawn.cumsum(axis=1))
            first[rows] = drawn[:, : draws.k].sum(axis=1) / draws.count
            last[rows] = drawn[:, -draws.k :].sum(axis=1) / draws.count
    point = point_interval(np.where(reason == "", turn * share, np.nan))
    return rank_result(
        frame[[*keys, "area"]],
        codes,
        (surely_better(codes, point) + 1, lower, upper),
        reason,
        method="jeffreys_draws",
        chance_first_k=first,
        chance_last_k=last,
    )
