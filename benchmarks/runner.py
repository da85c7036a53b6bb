"""What a run costs, against the commands that people use: ``python benchmarks/runner.py --part a``.

Each figure is taken in alternated rounds within one process, as wall time and as processor time of
all processes that were started, and shown as a ratio of medians.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
DATA = ROOT / "data" / "hoa_binh"
PERIODS = ("2021", "2022", "2023", "2024-H1", "2024", "2025-H1")
SAMPLE = ("00_summary", "20_target_gaps", "60_methods_and_sources")
SMALL = "60_methods_and_sources"
BESIDE = tuple(name for name in SAMPLE if name != SMALL)  # chapters of a run that is going


@dataclass(frozen=True)
class Cost:
    """Seconds of one measured action, for each of its items."""

    wall: float
    cpu: float

    @classmethod
    def median(cls, costs: Sequence[Cost]) -> Cost:
        """Medians of some rounds."""
        return cls(
            statistics.median(cost.wall for cost in costs),
            statistics.median(cost.cpu for cost in costs),
        )

    @classmethod
    def difference(cls, larger: Cost, smaller: Cost) -> Cost:
        """What one of two measured actions costs more."""
        return cls(larger.wall - smaller.wall, larger.cpu - smaller.cpu)


def measured(action: Callable[[], None], items: int) -> Cost:
    """What an action costs for each of its items, with all processes that it starts."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    action()
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall / items, cpu / items)


def call(*words: object, **options: object) -> None:
    """Run a command of this environment; its failure ends the benchmark."""
    program, *rest = map(str, words)
    subprocess.run([str(PROGRAMS / program), *rest], check=True, capture_output=True, **options)


def loop_over(chapters: Sequence[str], periods: Sequence[str], folder: Path) -> None:
    """``papermill`` and ``jupyter nbconvert`` on each notebook, as a shell loop calls them."""
    for period in periods:
        for chapter in chapters:
            out = folder / f"{chapter}.ipynb"
            given = ("-p", "data", DATA, "-r", "period", period, "-r", "lang", "vi")
            source = ROOT / "notebooks" / f"{chapter}.ipynb"
            call("papermill", "-k", "python3", *given, source, out, cwd=ROOT / "notebooks")
            call("jupyter", "nbconvert", "--to", "html", out)


def run_suite(periods: Sequence[str], langs: str, out: Path, only: Sequence[str] = ()) -> None:
    """``chiso run`` on some periods, with publishing and landing page."""
    words = [word for period in periods for word in ("--period", period)]
    words += [word for chapter in only for word in ("--only", chapter)]
    call("chiso", "run", "--data", DATA, *words, "--lang", langs, "--out", out, "--force", cwd=ROOT)


def compare(name: str, theirs: Callable[[], Cost], ours: Callable[[], Cost], rounds: int) -> None:
    """Print both costs of alternated rounds and how many times ours is smaller."""
    pairs = [(theirs(), ours()) for _ in range(rounds)]
    first, second = (Cost.median(costs) for costs in zip(*pairs, strict=True))
    show_ratio(name, first, second)


def show_ratio(name: str, theirs: Cost, ours: Cost) -> None:
    """Print both costs and how many times ours is smaller."""
    print(
        f"{name}: {theirs.wall:.2f} s wall, {theirs.cpu:.2f} s cpu against {ours.wall:.2f} and"
        f" {ours.cpu:.2f} an item: {theirs.wall / ours.wall:.1f} x wall,"
        f" {theirs.cpu / ours.cpu:.1f} x cpu; load {os.getloadavg()[0]:.1f}"
    )


def part_a(rounds: int, folder: Path, periods: Sequence[str]) -> None:
    """The suite against a shell loop; the loop runs on a sample of the chapters of one period."""
    chapters = len(list((ROOT / "notebooks").glob("[0-9]*.ipynb")))
    items = chapters * len(periods) * 2
    compare(
        f"a) {items} items; loop on {len(SAMPLE)} of them",
        lambda: measured(lambda: loop_over(SAMPLE, periods[-1:], folder), len(SAMPLE)),
        lambda: measured(lambda: run_suite(periods, "vi,en", folder / "out"), items),
        rounds,
    )


def part_c(rounds: int, folder: Path, periods: Sequence[str]) -> None:
    """One small chapter: alone in a shell loop, alone in a run, and as one more of a going run.

    All four commands of a round follow one another. What the chapter adds to a going run is the
    difference between the run of two other chapters and the same run with this one, over all
    periods and both languages, pages and tables included.
    """
    items = len(periods) * 2
    ways = {
        "loop": lambda: measured(lambda: loop_over([SMALL], periods[-1:], folder), 1),
        "run": lambda: measured(lambda: run_suite(periods, "vi,en", folder / "a", [SMALL]), items),
        "without": lambda: measured(
            lambda: run_suite(periods, "vi,en", folder / "b", BESIDE), items
        ),
        "with": lambda: measured(
            lambda: run_suite(periods, "vi,en", folder / "c", [*BESIDE, SMALL]), items
        ),
    }
    taken = [{name: way() for name, way in ways.items()} for _ in range(rounds)]
    added = [Cost.difference(costs["with"], costs["without"]) for costs in taken]
    loop = Cost.median([costs["loop"] for costs in taken])
    show_ratio(
        f"c) {SMALL}, {items} items of a run of their own",
        loop, Cost.median([costs["run"] for costs in taken]),
    )  # fmt: skip
    show_ratio(
        f"c) the same as one more chapter of a run of {len(BESIDE)}", loop, Cost.median(added)
    )
    each = ", ".join(f"{cost.wall:.2f}/{cost.cpu:.2f}" for cost in added)
    print(f"c) added in each round, s wall/cpu an item: {each}")


def part_d(rounds: int, folder: Path, periods: Sequence[str]) -> None:
    """A run in which nothing changed: all periods of the data set, 112 items."""
    words = ("chiso", "run", "--data", DATA, "--lang", "vi,en", "--out", folder / "unchanged")
    call(*words, cwd=ROOT)
    light("d", rounds, {"unchanged run": words})


def part_e(rounds: int, folder: Path, periods: Sequence[str]) -> None:
    """Commands that only explain or list."""
    lists = ("periods", "indicators", "areas", "targets", "notebooks")
    commands = {f"chiso list {what}": ("chiso", "list", what) for what in lists}
    light("e", rounds, {"chiso --help": ("chiso", "--help"), **commands})


def light(part: str, rounds: int, commands: Mapping[str, Sequence[object]]) -> None:
    """Print what short commands cost, in alternated rounds with Python alone."""
    every = {"python -c pass": ("python", "-c", "pass"), **commands}
    costs: dict[str, list[Cost]] = {name: [] for name in every}
    for _ in range(4 + rounds):
        for name, words in every.items():
            costs[name].append(measured(lambda w=words: call(*w, cwd=ROOT), 1))
    for name, found in costs.items():
        median, best = Cost.median(found), min(cost.wall for cost in found)
        print(
            f"{part}) {name}: {median.wall:.3f} s wall (least {best:.3f}),"
            f" {median.cpu:.3f} s cpu; load {os.getloadavg()[0]:.1f}"
        )


def main() -> None:
    """Run the parts that are named."""
    parts = {"a": part_a, "c": part_c, "d": part_d, "e": part_e}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=[*parts], action="append", default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--periods", type=int, default=len(PERIODS), help="last N of the six")
    given = parser.parse_args()
    for name in given.part or parts:
        with tempfile.TemporaryDirectory() as folder:
            parts[name](given.rounds, Path(folder), PERIODS[-given.periods :])


if __name__ == "__main__":
    main()
