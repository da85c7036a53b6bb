"""Kendall's score, its ties and its null distribution, for all series of a matrix at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import special

from chiso.metrics.results import Floats, Texts

EXACT_UP_TO = 9  # points; beyond, the normal form with tie correction (METHODS 3.3)
_BLOCK = 1024  # rows whose transposed block of 60 points stays in a 2 MB cache
_ONE_BYTE = 127  # points that a byte can count


@dataclass(frozen=True)
class KendallScores:
    """Kendall's score and what belongs to it, one entry a series.

    Parameters
    ----------
    score
        Pairs that rise minus pairs that fall.
    count
        Valid points.
    variance
        Variance of the score under no trend, ties counted.
    tied_pairs
        Pairs of equal values.
    """

    score: Floats
    count: Floats
    variance: Floats
    tied_pairs: Floats

    @property
    def pairs(self) -> Floats:
        """Number of pairs, tied ones too."""
        return self.count * (self.count - 1) / 2

    @property
    def z(self) -> Floats:
        """Standard score, one pair short of the score (continuity); 0 without spread."""
        short = self.score - np.sign(self.score)
        spread = self.variance > 0
        return np.where(spread, short / np.sqrt(np.where(spread, self.variance, 1.0)), 0.0)

    @property
    def tau_a(self) -> Floats:
        """Score over all pairs; missing below two points."""
        return ratio(self.score, self.pairs)

    @property
    def tau_b(self) -> Floats:
        """Score over the geometric mean of all and untied pairs; 0 when all values are equal."""
        untied = self.pairs - self.tied_pairs
        tau = ratio(self.score, np.sqrt(self.pairs * untied))
        tau[(self.pairs > 0) & (untied == 0)] = 0.0
        return tau


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Quotient, missing where the denominator is 0."""
    missing = np.full(np.broadcast(numerator, denominator).shape, np.nan)
    np.divide(numerator, denominator, out=missing, where=denominator != 0)
    return missing


def normal_p(z: Floats) -> Floats:
    """Two-sided probability of a standard score at least as far from 0."""
    return np.asarray(special.erfc(np.abs(z) / np.sqrt(2)), dtype=float)


def verdict(score: Floats, p: Floats, alpha: float) -> Texts:
    """Direction of each significant score, else ``no_trend``; empty where p is missing."""
    status = np.full(score.size, "", dtype=object)
    status[p >= alpha] = "no_trend"
    status[(p < alpha) & (score > 0)] = "increasing"
    status[(p < alpha) & (score < 0)] = "decreasing"
    return status


def score_series(values: Floats) -> KendallScores:
    """Kendall's score of every row; missing values take no part.

    Parameters
    ----------
    values : numpy.ndarray
        Shape (series, points), in order of time.

    Returns
    -------
    KendallScores
        One entry a row.

    Notes
    -----
    S = sum of sgn(y_j - y_i) over i < j; var = [n(n-1)(2n+5) - sum m(m-1)(2m+5)] / 18 over
    groups of m equal values (Mann 1945, Kendall 1975).
    """
    parts = np.empty((4, len(values)))
    for at in range(0, len(values), _BLOCK):
        block = values[at : at + _BLOCK]
        count = np.isfinite(block).sum(axis=1).astype(float)
        tied_pairs, tie_term = _tie_sums(np.sort(block, axis=1))
        variance = (count * (count - 1) * (2 * count + 5) - tie_term) / 18
        parts[:, at : at + _BLOCK] = _scores(block), count, variance, tied_pairs
    return KendallScores(*parts)


def _scores(block: Floats) -> Floats:
    """Scores of a block; series lie side by side so that each step runs over contiguous memory."""
    beside = np.ascontiguousarray(block.T)
    points = len(beside)
    holds = np.empty(beside.shape, dtype=bool)
    tally = np.zeros(beside.shape, dtype=np.int8 if points <= _ONE_BYTE else np.int32)
    for lag in range(1, points):
        held = holds[lag:]
        np.greater(beside[lag:], beside[:-lag], out=held)
        tally[lag:] += held.view(np.int8)
        np.less(beside[lag:], beside[:-lag], out=held)
        tally[lag:] -= held.view(np.int8)
    return np.asarray(tally.sum(axis=0, dtype=np.int64), dtype=float)


def _tie_sums(ordered: Floats) -> tuple[Floats, Floats]:
    """Tied pairs and sum of m(m-1)(2m+5) over groups of m equal values, per sorted row."""
    pairs, term = np.zeros(len(ordered)), np.zeros(len(ordered))
    rows = np.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).any(axis=1))
    if not rows.size:
        return pairs, term
    tied = ordered[rows]
    starts = np.ones(tied.shape, dtype=bool)
    starts[:, 1:] = tied[:, 1:] != tied[:, :-1]  # a missing value equals nothing
    first = np.flatnonzero(starts)
    size = np.diff(first, append=tied.size).astype(float)
    owner = first // tied.shape[1]
    pairs[rows] = np.bincount(owner, size * (size - 1) / 2, minlength=rows.size)
    term[rows] = np.bincount(owner, size * (size - 1) * (2 * size + 5), minlength=rows.size)
    return pairs, term


def exact_p(values: Floats, score: Floats) -> Floats:
    """Two-sided exact probability of each row's score when all orders are equally likely.

    Parameters
    ----------
    values : numpy.ndarray
        Shape (series, points); missing values take no part, ties are kept.
    score : numpy.ndarray
        Kendall's score of each row.

    Returns
    -------
    numpy.ndarray
        Probability in 0-1, one a row.

    Notes
    -----
    Equal to ``scipy.stats.kendalltau(method="exact")`` without ties and to
    ``scipy.stats.permutation_test(permutation_type="pairings")`` with all orders.
    """
    ordered = np.sort(values, axis=1)
    count = np.isfinite(ordered).sum(axis=1)
    equal = ordered[:, 1:] == ordered[:, :-1]
    p = np.ones(len(values))
    patterns, code = np.unique(np.column_stack([count, equal]), axis=0, return_inverse=True)
    for number, pattern in enumerate(patterns):  # patterns of ties, not series
        rows = code.ravel() == number
        points = int(pattern[0])
        breaks = np.flatnonzero(pattern[1:points] == 0) + 1
        sizes = np.diff(np.concatenate([[0], breaks, [points]]))
        p[rows] = tail(tuple(sorted(sizes.tolist())))[np.abs(score[rows]).astype(int)]
    return p


@lru_cache(maxsize=4096)
def tail(sizes: tuple[int, ...]) -> Floats:
    """Probability that the absolute score is at least 0, 1, 2, ... with tie groups of ``sizes``.

    Notes
    -----
    The number of orders with k falling pairs is a coefficient of the Gaussian multinomial
    [n; m1, m2, ...]_q, built here group by group in whole numbers, so nothing is rounded.

    Examples
    --------
    >>> tail((1, 1, 1)).round(4).tolist()
    [1.0, 1.0, 0.3333, 0.3333]
    """
    orders = np.array([1], dtype=object)
    total = 0
    for size in sizes:
        total += size
        orders = np.convolve(orders, _gaussian(total, size))
    untied = len(orders) - 1
    score = np.abs(untied - 2 * np.arange(len(orders)))
    counts = [orders[score >= least].sum() for least in range(untied + 1)]
    return np.array([count / orders.sum() for count in counts], dtype=float)


def _gaussian(total: int, part: int) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Coefficients of the Gaussian binomial: orders of ``part`` among ``total`` by inversions."""
    kept = total - part
    orders = [1]
    for step in range(1, part + 1):
        longer = orders + [0] * (kept + step)
        for at, count in enumerate(orders):
            longer[at + kept + step] -= count  # times (1 - q^(kept + step)) ...
        for at in range(step, len(longer)):
            longer[at] += longer[at - step]  # ... over (1 - q^step)
        orders = longer[: step * kept + 1]
    return np.array(orders, dtype=object)
