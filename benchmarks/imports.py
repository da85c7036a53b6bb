"""How long ``chiso import`` takes for five years of made-up returns, beside openpyxl alone.

``python benchmarks/imports.py`` makes the returns once, then takes turns: the import into an empty
data set, the same import again, openpyxl only opening the same workbooks and reading their cells,
python-calamine likewise. Each turn is a process of its own; medians of the turns are printed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
SEED, MONTHS = 2025, 60
ROUNDS = 3
RECEIVED = "2025-07-20"
CHISO = (sys.executable, "-m", "chiso")
OPENPYXL = """
import sys, pathlib, openpyxl
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx")):
    book = openpyxl.load_workbook(path, data_only=True)
    cells = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
"""
CALAMINE = """
import sys, pathlib, python_calamine
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xlsx")):
    book = python_calamine.CalamineWorkbook.from_path(path)
    cells = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
"""


class Cost(NamedTuple):
    """What one process took, with the processes that it started.

    Attributes
    ----------
    wall, processor
        Seconds.
    memory
        Largest resident size of any one of the processes, in MB.
    """

    wall: float
    processor: float
    memory: float


def cost(words: Sequence[str], folder: Path) -> Cost:
    start = time.perf_counter()
    process = subprocess.Popen(
        words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(words)} ended with {process.returncode}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def middle(costs: Sequence[Cost]) -> Cost:
    return Cost(*(median(values) for values in zip(*costs, strict=True)))


def make_project(root: Path, months: int) -> None:
    """Returns and a data set to follow, made by commands: a large parent would count as theirs."""
    (root / "notebooks").mkdir()
    # Without the figures that come with it.
    shutil.copytree(SAMPLE, root / "data" / "model", ignore=shutil.ignore_patterns("returns"))
    cost([*CHISO, "sample", "in", "--seed", str(SEED), "--months", str(months)], root)


def empty_dataset(root: Path) -> None:
    shutil.rmtree(root / "data" / "mine", ignore_errors=True)
    cost([*CHISO, "new", "dataset", "mine", "--like", "model"], root)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    enter = [*CHISO, "import", "in", "--data", "mine", "--received", RECEIVED]
    jobs = {
        "import": enter,
        "import, one process": [*enter, "--jobs", "1"],
        "the same again": enter,
        "openpyxl, cells only": [sys.executable, "-c", OPENPYXL, "in"],
        "python-calamine, cells only": [sys.executable, "-c", CALAMINE, "in"],
    }
    costs: dict[str, list[Cost]] = {name: [] for name in jobs}
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        make_project(root, given.months)
        for _ in range(given.rounds):
            for name, words in jobs.items():
                if name.startswith("import"):
                    empty_dataset(root)
                costs[name].append(cost(words, root))
        workbooks = len(list((root / "in").rglob("*.xlsx")))
        files = len([path for path in (root / "in").rglob("*") if path.is_file()])
        rows = (root / "data" / "mine" / "returns" / f"{RECEIVED}-01" / "observations.csv").open()
        with rows:
            print(f"{files} files, {workbooks} of them xlsx; {sum(1 for _ in rows) - 1:,} rows")
    compared = middle(costs["openpyxl, cells only"])
    print(f"{'':30}{'wall s':>9}{'cpu s':>9}{'MB':>7}{'cpu / openpyxl':>16}")
    for name, found in costs.items():
        wall, processor, memory = middle(found)
        ratio = processor / compared.processor
        print(f"{name:30}{wall:9.2f}{processor:9.2f}{memory:7.0f}{ratio:16.2f}")


if __name__ == "__main__":
    main()
