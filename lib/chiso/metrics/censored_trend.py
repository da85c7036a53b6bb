"""Trend of series with figures known only as bounds, such as "over 95%"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import permutations

import numpy as np
import numpy.typing as npt
import pandas as pd

from chiso.metrics.kendall import EXACT_UP_TO, verdict
from chiso.metrics.ladder import TEST_FROM, evidence_level
from chiso.metrics.panel import Group, Panel
from chiso.metrics.results import Bools, Floats, Reason, join_flags, result_frame

Signs = npt.NDArray[np.int8]
DRAWS = 9999  # random orders beyond 9 points; with the observed one 10,000
_CHUNK = 20_000  # orders multiplied at once, with so many patterns of pairs:
_PATTERNS = 256
_TIED = np.int8(2)  # mark of a tied pair beside -1, 0 (undetermined) and 1
_UNBOUNDED = float(np.finfo(float).max)  # stands for "no bound" while the panel is arranged
_SIDES = ("lower", "upper", "lower_open", "upper_open")


def censored_mann_kendall(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    alpha: float = 0.05,
    seed: int = 0,
) -> pd.DataFrame:
    """Whether each series rises or falls, counting only pairs that the figures can order.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, increasing within a series), ``lower``, ``upper`` (one of them
        missing: no bound on that side; both missing: no figure), ``lower_open``, ``upper_open``
        (bool, absent means closed), as :func:`chiso.metrics.intervals.as_interval` gives them.
    keys
        Columns that tell series apart.
    alpha
        Level of the two-sided test, 0-1.
    seed
        Start of the random orders that are used beyond 9 points.

    Returns
    -------
    pandas.DataFrame
        ``value`` is tau_b with undetermined pairs as 0, ``lower`` and ``upper`` with them all
        falling and all rising; ``status`` as :func:`chiso.metrics.trend.mann_kendall`. Further
        columns ``score``, ``score_low``, ``score_high``, ``undetermined_pairs``, ``p``. Flag
        ``undetermined_pairs_could_change_verdict``; reason ``insufficient_data`` below 5 points.

    Raises
    ------
    MetricError
        If columns are missing, times are missing, unsorted or repeated, or definitions are mixed.

    Notes
    -----
    A pair counts +1 or -1 only when its intervals do not overlap; identical intervals tie. p is
    exact over all orders of the intervals up to 9 points, else from 9,999 seeded random orders:
    (1 + orders at least as extreme) / 10,000. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": range(2018, 2023), "lower": [60, 80, 90, 95, 95],
    ...     "upper": [60, 80, 90, 100, 100], "lower_open": [False] * 3 + [True] * 2})
    >>> censored_mann_kendall(rows)[["score", "undetermined_pairs", "status"]].to_dict("records")
    [{'score': 9.0, 'undetermined_pairs': 0.0, 'status': 'increasing'}]
    """
    panel = _interval_panel(frame, keys)
    names = ("n", "pairs", "tied", "score", "open_pairs", "p", "p_low", "p_high")
    found = {name: np.zeros(len(panel.keys)) for name in names}
    for group in panel.groups():
        for name, part in _pair_results(group, seed).items():
            found[name][group.rows] = part
    enough = found["n"] >= TEST_FROM
    score, spare = found["score"], found["open_pairs"]
    scale = np.sqrt(found["pairs"] * (found["pairs"] - found["tied"]))
    scale = np.where(enough & (scale > 0), scale, np.nan)
    equal = enough & (found["pairs"] == found["tied"])
    verdicts = [
        verdict(shifted, np.where(enough, found[p], np.nan), alpha)
        for shifted, p in ((score, "p"), (score - spare, "p_low"), (score + spare, "p_high"))
    ]
    unsure = enough & ((verdicts[1] != verdicts[0]) | (verdicts[2] != verdicts[0]))
    return result_frame(
        panel.keys,
        value=np.where(equal, 0.0, score / scale),
        lower=(score - spare) / scale,
        upper=(score + spare) / scale,
        status=np.where(equal, "stable", verdicts[0]),
        reason=np.where(enough, "", Reason.INSUFFICIENT_DATA.value),
        method=np.where(found["n"] <= EXACT_UP_TO, "exact", "random_orders"),
        n_used=found["n"],
        periods_used=panel.periods_used(panel.valid()),
        flags=join_flags(len(score), undetermined_pairs_could_change_verdict=unsure),
        score=score,
        score_low=score - spare,
        score_high=score + spare,
        undetermined_pairs=spare,
        p=np.where(enough, found["p"], np.nan),
        evidence_level=evidence_level(found["n"]),
    )


def _interval_panel(frame: pd.DataFrame, keys: Sequence[str]) -> Panel:
    """Panel of the intervals; one missing end is no bound, two are a missing figure."""
    sides = {name: frame[name] for name in _SIDES[:2] if name in frame.columns}
    known = pd.DataFrame(sides).notna().any(axis=1)
    fill = {"lower": -_UNBOUNDED, "upper": _UNBOUNDED}
    columns: dict[str, pd.Series] = {
        name: side.astype(float).where(side.notna() | ~known, fill[name])
        for name, side in sides.items()
    }
    for name in _SIDES[2:]:
        given = frame[name] if name in frame.columns else pd.Series(0.0, index=frame.index)
        columns[name] = given.astype(float)
    return Panel.of(frame.assign(**columns), keys, _SIDES)


def _pair_results(group: Group, seed: int) -> dict[str, Floats]:
    """Score, undetermined pairs and probabilities of series with equally many points."""
    signs, same = _pair_signs(group)
    count = group.time.shape[1]
    score = signs.sum(axis=1, dtype=np.int64).astype(float)
    spare = ((signs == 0) & ~same).sum(axis=1).astype(float)
    result: dict[str, Floats] = {
        "n": np.full(score.size, float(count)),
        "pairs": np.full(score.size, float(signs.shape[1])),
        "tied": same.sum(axis=1).astype(float),
        "score": score,
        "open_pairs": spare,
    }
    if count >= TEST_FROM:
        chances = _order_p(signs, same, count, seed)
        result |= dict(zip(("p", "p_low", "p_high"), chances, strict=True))
    return result


def _pair_signs(group: Group) -> tuple[Signs, Bools]:
    """For each pair of points: +1 or -1 when the later is surely higher or lower; and equality."""
    first, second = np.triu_indices(group.time.shape[1], 1)
    low, high, low_open, high_open = (group.columns[name] for name in _SIDES)
    apart = (high_open[:, first] + low_open[:, second]) > 0
    rises = (high[:, first] < low[:, second]) | ((high[:, first] == low[:, second]) & apart)
    apart = (high_open[:, second] + low_open[:, first]) > 0
    falls = (high[:, second] < low[:, first]) | ((high[:, second] == low[:, first]) & apart)
    same = np.logical_and.reduce([part[:, first] == part[:, second] for part in _parts(group)])
    return rises.astype(np.int8) - falls.astype(np.int8), np.asarray(same, dtype=bool)


def _parts(group: Group) -> list[Floats]:
    return [group.columns[name] for name in _SIDES]


def _order_p(signs: Signs, same: Bools, count: int, seed: int) -> Floats:
    """Chance, over orders of the points, of scores at least as far from 0; shape (3, series).

    The three are the score, and the score with all undetermined pairs falling, and rising.
    """
    patterns, code = np.unique(signs + _TIED * same, axis=0, return_inverse=True)
    chance = np.empty((3, len(patterns)))
    for at in range(0, len(patterns), _PATTERNS):
        part = patterns[at : at + _PATTERNS]
        weights = np.where(part == _TIED, 0, part).T.astype(np.float32)  # whole numbers: exact
        score, spare = weights.sum(axis=0), (part == 0).sum(axis=1)
        limits = np.abs([score, score - spare, score + spare])
        reached, total = np.zeros(limits.shape), 0
        for orders in _orders(count, seed):
            drawn = np.abs(orders @ weights)
            reached += [(drawn >= limit).sum(axis=0) for limit in limits]
            total += len(orders)
        random = count > EXACT_UP_TO
        chance[:, at : at + _PATTERNS] = (reached + random) / (total + random)
    return chance[:, code.ravel()]


def _orders(count: int, seed: int) -> Iterator[npt.NDArray[np.float32]]:
    """Orders of the points as signs of each pair: all of them up to 9 points, else random ones."""
    first, second = np.triu_indices(count, 1)
    if count <= EXACT_UP_TO:
        places = _all_orders(count)
    else:
        start = np.tile(np.arange(count), (DRAWS, 1))
        places = np.random.default_rng(seed).permuted(start, axis=1)
    step = max(1, _CHUNK * EXACT_UP_TO**2 // count**2)
    for at in range(0, len(places), step):
        part = places[at : at + step]
        yield np.sign(part[:, second] - part[:, first]).astype(np.float32)


@lru_cache(maxsize=EXACT_UP_TO)
def _all_orders(count: int) -> Signs:
    return np.array(list(permutations(range(count))), dtype=np.int8)


def censored_theil_sen(frame: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Smallest and largest typical change per year that the figures of each series allow.

    Parameters
    ----------
    frame : pandas.DataFrame
        As for :func:`censored_mann_kendall`.
    keys
        Columns that tell series apart.

    Returns
    -------
    pandas.DataFrame
        ``lower`` and ``upper`` in units of the value per year, missing where unbounded. ``value``
        is their common value when no figure is censored, else missing with the reason
        ``censored``; below 2 points ``insufficient_data``.

    Raises
    ------
    MetricError
        If columns are missing, times are missing, unsorted or repeated, or definitions are mixed.

    Notes
    -----
    Medians over pairs of (lower_j - upper_i) / (t_j - t_i) and (upper_j - lower_i) / (t_j - t_i).
    See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": [2020.0, 2021.0], "lower": [80.0, 95.0],
    ...                      "upper": [80.0, 100.0]})
    >>> censored_theil_sen(rows)[["lower", "upper", "reason"]].to_dict("records")
    [{'lower': 15.0, 'upper': 20.0, 'reason': 'censored'}]
    """
    panel = _interval_panel(frame, keys)
    ends = np.full((2, len(panel.keys)), np.nan)
    count = panel.valid().sum(axis=1).astype(float)
    for group in panel.groups():
        if group.time.shape[1] > 1:
            ends[:, group.rows] = _slope_ends(group)
    ends[~np.isfinite(ends)] = np.nan
    exact = ends[0] == ends[1]
    enough = count >= 2
    return result_frame(
        panel.keys,
        value=np.where(exact, ends[0], np.nan),
        lower=ends[0],
        upper=ends[1],
        status=evidence_level(count),
        reason=np.select(
            [exact, enough], ["", Reason.CENSORED.value], Reason.INSUFFICIENT_DATA.value
        ),
        method="theil_sen_bounds",
        n_used=count,
        periods_used=panel.periods_used(panel.valid()),
    )


def _slope_ends(group: Group) -> Floats:
    """Medians of the smallest and of the largest slopes of all pairs."""
    first, second = np.triu_indices(group.time.shape[1], 1)
    span = group.time[:, second] - group.time[:, first]
    low, high = (
        np.where(np.abs(group.columns[name]) == _UNBOUNDED, sign * np.inf, group.columns[name])
        for name, sign in (("lower", -1.0), ("upper", 1.0))
    )
    smallest = (low[:, second] - high[:, first]) / span
    largest = (high[:, second] - low[:, first]) / span
    with np.errstate(invalid="ignore"):  # the middle of -inf and +inf is unknown: missing
        return np.stack([_medians(smallest), _medians(largest)])


def _medians(slopes: Floats) -> Floats:
    """Median of each row, infinite slopes in their place."""
    ordered = np.sort(slopes, axis=1)
    half = slopes.shape[1] // 2
    return (ordered[:, (slopes.shape[1] - 1) // 2] + ordered[:, half]) / 2
