"""Speed and memory of the metrics against loops over pymannkendall and scipy, on the same data.

``python benchmarks/metrics.py`` prints ratios (medians of alternated rounds, processor time), peak
memory and how the cost grows; ``--national`` adds 1.06 million series of 60 points in blocks. The
loops run on a sample of the same series, and say so.
"""

from __future__ import annotations

import argparse
import importlib
import math
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import pymannkendall
from scipy import stats

from chiso.metrics.trend import mann_kendall, theil_sen

SIZES = ((440, 36), (10_000, 60), (200_000, 60))
SAMPLE = 300  # series that the loops run over; their cost per series does not depend on the rest
ROUNDS = 5
GAPS = 0.005  # share of values missing
NATIONAL = (10_600, 100, 60)  # communes, indicators, periods
BLOCK = 53_000  # series of the national run handled at once
KEYS = ["area", "indicator"]
GOAL = 50


def made(series: int, points: int, seed: int) -> np.ndarray:
    """Random walks rounded to one decimal with gaps, one row a series."""
    rng = np.random.default_rng(seed)
    values = np.round(50 + rng.normal(size=(series, points)).cumsum(axis=1), 1)
    values[rng.random(values.shape) < GAPS] = np.nan
    return values


def as_frame(values: np.ndarray) -> pd.DataFrame:
    """The same values as a long frame with categorical keys, as the data sets give them."""
    series, points = values.shape
    number = np.repeat(np.arange(series), points)
    years = np.tile(2020 + np.arange(points) / 12, series)
    frame = pd.DataFrame({"time": years, "value": values.ravel()})
    for name, part in (("area", number // 100), ("indicator", number % 100)):
        frame[name] = pd.Categorical.from_codes(part, range(part.max() + 1))
    return frame


def ours(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    return mann_kendall(frame, KEYS), theil_sen(frame, KEYS)


def pymannkendall_loop(values: np.ndarray) -> list[object]:
    return [pymannkendall.original_test(row) for row in values]


def scipy_loop(values: np.ndarray) -> list[object]:
    years = 2020 + np.arange(values.shape[1]) / 12
    found: list[object] = []
    for row in values:
        held = ~np.isnan(row)
        found.append(stats.kendalltau(years[held], row[held]))
        found.append(stats.theilslopes(row[held], years[held], method="joint"))
    return found


def seconds(job: Callable[[], object]) -> float:
    """Processor seconds of a job: all three run on one core, and other work does not count."""
    start = time.process_time()
    job()
    return time.process_time() - start


def peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def check_same(values: np.ndarray, frame: pd.DataFrame) -> None:
    """Stop when our numbers are not those of the loops."""
    test, line = (result.head(50) for result in ours(frame))
    for row, score, p, slope in zip(values, test["score"], test["p"], line["value"], strict=False):
        known = pymannkendall.original_test(row)
        held = ~np.isnan(row)
        years = (2020 + np.arange(row.size) / 12)[held]
        same_slope = stats.theilslopes(row[held], years, method="joint").slope == slope
        if known.s != score or not math.isclose(known.p, p, abs_tol=1e-12) or not same_slope:
            sys.exit("the results differ: the comparison would be meaningless")


def compare(series: int, points: int, rounds: int) -> float:
    """Print one size; microseconds per series of ours."""
    values = made(series, points, seed=series)
    frame = as_frame(values)
    check_same(values, frame)
    sample = values[: min(SAMPLE, series)]
    each: dict[str, list[float]] = {"ours": [], "pymannkendall loop": [], "scipy loop": []}
    for _ in range(rounds):  # alternated, so that a busy machine slows all alike
        each["ours"].append(seconds(lambda: ours(frame)) / series)
        each["pymannkendall loop"].append(seconds(lambda: pymannkendall_loop(sample)) / len(sample))
        each["scipy loop"].append(seconds(lambda: scipy_loop(sample)) / len(sample))
    cost = {name: 1e6 * median(times) for name, times in each.items()}
    print(f"{series:>9,} x {points}: ours {cost['ours']:7.1f} us per series", end="")
    for name in ("pymannkendall loop", "scipy loop"):
        print(f"; {name} {cost[name]:7.0f} us = {cost[name] / cost['ours']:5.1f} times", end="")
    print(f"; peak {peak_gb():.2f} GB; loops on {len(sample)} series")
    return cost["ours"]


def national() -> None:
    """Print time and peak memory of 1.06 million series, a block at a time."""
    areas, indicators, points = NATIONAL
    series, spent, tested = areas * indicators, 0.0, []
    for at in range(0, series, BLOCK):
        frame = as_frame(made(min(BLOCK, series - at), points, seed=at))
        start = time.process_time()
        test, line = ours(frame)
        spent += time.process_time() - start
        tested.append(test.assign(slope=line["value"]))
    result = pd.concat(tested, ignore_index=True)
    print(
        f"{len(result):>9,} x {points}: {spent:.1f} processor s in blocks of {BLOCK:,} "
        f"({1e6 * spent / len(result):.1f} us per series), peak {peak_gb():.2f} GB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--national", action="store_true", help="add 1.06 million series")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only-trends", action="store_true", help="leave out the area metrics")
    chosen = parser.parse_args()
    print("Mann-Kendall and Theil-Sen with interval, both result frames; processor time, one core")
    costs = {size: compare(*size, chosen.rounds) for size in SIZES}
    (small, points), (large, _) = SIZES[1], SIZES[2]
    growth = math.log(costs[SIZES[2]] * large / (costs[SIZES[1]] * small), large / small)
    print(f"cost from {small:,} to {large:,} series of {points} grows with power {growth:.2f}")
    if chosen.national:
        national()
    if not chosen.only_trends:
        areas()


def areas() -> None:
    """The area metrics, when their benchmark is there."""
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        module = importlib.import_module("metrics_areas")
    except ModuleNotFoundError:
        print("area metrics: benchmarks/metrics_areas.py is missing")
        return
    module.main()


if __name__ == "__main__":
    main()
