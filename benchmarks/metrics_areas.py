"""Funnel limits and rank intervals of many groups at once, against a plain loop over the groups.

``python benchmarks/metrics_areas.py`` prints, for the same data, the time of both ways, their
ratio, the peak memory of ours, and how our time grows with the number of groups.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.stats import norm, rankdata
from statsmodels.stats.proportion import proportion_confint

from chiso.metrics.funnel import funnel_limits
from chiso.metrics.rank_draws import Draws, rank_interval_simulated
from chiso.metrics.rank_intervals import rank_interval_joint

AREAS = 10
DRAWS = Draws(count=2_000)
Way = Callable[[pd.DataFrame], object]


def panel(groups: int, seed: int = 766) -> pd.DataFrame:
    """Counts of ten areas in each of many groups (indicator and period)."""
    random = np.random.default_rng(seed)
    cases = random.integers(50, 2_000, groups * AREAS)
    share = np.clip(random.normal(0.85, 0.05, groups * AREAS), 0, 1)
    return pd.DataFrame(
        {
            "group": np.repeat(np.arange(groups), AREAS),
            "area": np.tile([f"area_{place}" for place in range(AREAS)], groups),
            "numerator": random.binomial(cases, share),
            "denominator": cases,
        }
    )


def counts_of(part: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    return part["numerator"].to_numpy(float), part["denominator"].to_numpy(float)


def funnel_loop(frame: pd.DataFrame) -> list[np.ndarray]:
    found = []
    for _, part in frame.groupby("group"):
        x, n = counts_of(part)
        pooled = x.sum() / n.sum()
        error = np.sqrt(pooled * (1 - pooled) / n)
        for level in (0.95, 0.998):
            half = norm.ppf((1 + level) / 2) * error
            found += [np.clip(pooled - half, 0, 1), np.clip(pooled + half, 0, 1)]
    return found


def joint_loop(frame: pd.DataFrame) -> list[np.ndarray]:
    found = []
    for _, part in frame.groupby("group"):
        x, n = counts_of(part)
        alpha = 1 - 0.95 ** (1 / len(x))
        lower, upper = proportion_confint(x, n, alpha=alpha, method="wilson")
        above = [(lower > end).sum() for end in upper]
        below = [(upper < end).sum() for end in lower]
        found += [1 + np.array(above), len(x) - np.array(below)]
    return found


def simulated_loop(frame: pd.DataFrame) -> list[np.ndarray]:
    found = []
    for _, part in frame.groupby("group"):
        x, n = counts_of(part)
        drawn = np.random.default_rng(766).beta(x + 0.5, n - x + 0.5, (DRAWS.count, len(x)))
        ranks = rankdata(-drawn, axis=1)
        found.append(np.percentile(ranks, [2.5, 97.5], axis=0))
    return found


def seconds(way: Way, frame: pd.DataFrame) -> float:
    start = time.perf_counter()
    way(frame)
    return time.perf_counter() - start


def peak_megabytes(way: Way, frame: pd.DataFrame) -> float:
    tracemalloc.start()
    way(frame)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def compare(name: str, ours: Way, loop: Way, sizes: tuple[int, int]) -> None:
    """One line per size: our time, the loop's, the ratio, our peak memory, and the growth."""
    before = None
    for groups in sizes:
        frame = panel(groups)
        fast, slow = (min(seconds(way, frame) for _ in range(3)) for way in (ours, loop))
        growth = (
            ""
            if before is None
            else f", cost x {fast / before:.1f} for groups x {groups // sizes[0]}"
        )
        before = fast
        print(
            f"{name}, {groups:,} groups of {AREAS}: ours {fast:.3f} s, loop {slow:.3f} s, "
            f"{slow / fast:.1f} times faster, peak {peak_megabytes(ours, frame):.0f} MB{growth}"
        )


def main() -> None:
    """Print all comparisons."""
    compare("funnel limits", lambda f: funnel_limits(f, ["group"]), funnel_loop, (1_000, 10_000))
    compare(
        "joint rank intervals",
        lambda f: rank_interval_joint(f, ["group"]),
        joint_loop,
        (1_000, 10_000),
    )
    compare(
        "simulated rank intervals",
        lambda f: rank_interval_simulated(f, ["group"], draws=DRAWS),
        simulated_loop,
        (100, 1_000),
    )


if __name__ == "__main__":
    main()
