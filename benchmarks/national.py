"""A country of 10,600 communes, 100 indicators and 60 months: time and memory of what chiso does.

``python benchmarks/national.py DIR`` makes the data set below ``DIR`` when it is not there (some
200 MB), then measures, each in a process of its own: opening one province's report, running all of
its chapters, checking every row, and two metrics over all series by two workers of dask.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import psutil

from national_data import Size, make_national

ROOT = Path(__file__).parents[1]
PERIOD = "2025-H1"
_GB = 1024**3


def make(folder: Path) -> None:
    if folder.exists():
        print(f"{folder} is there: {_bytes(folder) / 1e6:.0f} MB")
        return
    began = time.perf_counter()
    rows = make_national(folder, Size())
    seconds = time.perf_counter() - began
    print(f"made {rows:,} rows in {seconds:.0f} s: {_bytes(folder) / 1e6:.0f} MB")


def open_one(folder: Path) -> None:
    import chiso

    report = chiso.open_report(PERIOD, lang="en", data=folder)
    print(f"{len(report.published):,} rows read; {report.echo()}")


def check_all(folder: Path) -> None:
    from chiso.dataset import check_dataset

    print(f"{len(check_dataset(folder))} problems")


def trends(rows: pd.DataFrame) -> pd.DataFrame:
    """The tests that the reports make of each series of months."""
    from chiso.report.trend_tests import trend_tests

    kept = rows[rows["tier"].eq("commune")]
    month = kept["last_day"].dt
    series = kept.assign(
        is_monthly=True,
        is_flow=kept["indicator"].str.startswith("count"),
        time=month.year + month.month / 12,
    )
    return trend_tests(series, ["area", "indicator"])


def spread(rows: pd.DataFrame) -> pd.DataFrame:
    """How unequal the communes are on each indicator of a month."""
    from chiso.metrics.disparity import disparity

    kept = rows[rows["tier"].eq("commune")]
    return disparity(kept, ["indicator", "period"])


def over_all(folder: Path) -> None:
    from distributed import Client, LocalCluster

    from chiso.runner.spread import measure_areas, measure_periods

    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options) as workers, Client(workers) as client:
        for name, work, measure in (
            ("trends by areas", measure_areas, trends),
            ("disparity by months", measure_periods, spread),
        ):
            began = time.perf_counter()
            found = work(folder, measure, client)
            print(f"{name}: {len(found):,} results in {time.perf_counter() - began:.0f} s")


def run_all(folder: Path) -> None:
    out = folder.parent / "outputs"
    words = ["run", "--data", str(folder), "--period", PERIOD, "--out", str(out), "--quiet"]
    subprocess.run([Path(sys.executable).with_name("chiso"), *words], cwd=ROOT, check=True)
    shutil.rmtree(out)


STEPS: dict[str, Callable[[Path], None]] = {
    "open": open_one,
    "run": run_all,
    "check": check_all,
    "metrics": over_all,
}


def measured(step: str, folder: Path) -> None:
    """Print wall and processor time of a step, the peak of its largest process and of all."""
    began, before = time.perf_counter(), os.times()
    words = [sys.executable, __file__, str(folder.parent), "--step", step]
    process, over = subprocess.Popen(words), threading.Event()
    largest, together = 0, 0

    def look() -> None:
        nonlocal largest, together
        while not over.wait(0.1):
            held = list(_held(process.pid))
            largest, together = max(largest, *held, 0), max(together, sum(held))

    watcher = threading.Thread(target=look)
    watcher.start()
    code = process.wait()
    over.set()
    watcher.join()
    after = os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    print(
        f"{step}: {time.perf_counter() - began:.1f} s, {cpu:.1f} processor s, peak of the largest"
        f" process {largest / _GB:.2f} GB, of all {together / _GB:.2f} GB, exit code {code}"
    )


def _held(pid: int) -> list[int]:
    """Resident bytes of a process and of each that it started."""
    try:
        parent = psutil.Process(pid)
        family = [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
    found = []
    for process in family:
        try:
            found.append(process.memory_info().rss)
        except psutil.NoSuchProcess:
            continue
    return found


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the data set is made")
    parser.add_argument("--step", choices=STEPS, help="one step in this process, unmeasured")
    chosen = parser.parse_args()
    folder = chosen.folder.absolute() / "national"
    if chosen.step:
        STEPS[chosen.step](folder)
        return
    make(folder)
    for step in STEPS:
        measured(step, folder)


if __name__ == "__main__":
    main()
