"""A country of 10,600 communes, 100 indicators and 60 months: time and memory of what chiso does.

``python benchmarks/national.py DIR`` makes the data set below ``DIR`` when it is not there (some
200 MB), then measures, each in a process of its own: opening one province's report, running all of
its chapters, checking every row, and two metrics over all series by two workers of dask.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import psutil

from national_data import Size, make_national

ROOT = Path(__file__).parents[1]
PERIOD = "2025-H1"
NEEDED = ("indicator", "area", "tier", "definition", "value")  # by the metrics over all series
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


def trends_of_all(folder: Path, share: int) -> None:
    from chiso.dataset.partitions import read_areas
    from chiso.runner.spread import measure_areas

    found = by_workers(lambda client: measure_areas(folder, trends, client, columns=NEEDED), share)
    some = random.Random(7).sample(sorted(found["area"].unique()), 50)
    wanted = trends(dated(read_areas(folder, some), folder))
    compare(found[found["area"].isin(some)], wanted, ["area", "indicator"])


def disparity_of_all(folder: Path, share: int) -> None:
    from chiso.dataset.partitions import partition_files, read_partition
    from chiso.runner.spread import measure_periods

    found = by_workers(
        lambda client: measure_periods(folder, spread, client, columns=NEEDED), share
    )
    made = partition_files(folder)[::share]
    path = random.Random(7).choice([path for path in made if "-" in path.parent.name])
    wanted = spread(dated(read_partition(path, path.name), folder))
    compare(
        found[found["period"].isin(wanted["period"])], wanted, ["indicator", "period", "measure"]
    )


class SharedClient:
    """A connection to workers that hands out one part of several."""

    def __init__(self, client: Any, one_of: int) -> None:
        self._client = client
        self._one_of = one_of

    def map(self, work: Callable[[Any], pd.DataFrame], parts: Sequence[Any], **options: Any) -> Any:
        """Futures of the parts that are handed out."""
        return self._client.map(work, parts[:: self._one_of], **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


def by_workers(work: Callable[[Any], pd.DataFrame], share: int) -> pd.DataFrame:
    from distributed import Client, LocalCluster

    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options) as workers, Client(workers) as client:
        began = time.perf_counter()
        found = work(SharedClient(client, share))
        print(f"{len(found):,} results in {time.perf_counter() - began:.0f} s")
        return found


def dated(rows: pd.DataFrame, folder: Path) -> pd.DataFrame:
    from chiso.dataset import read_catalogue
    from chiso.dataset.observations import with_days

    return with_days(rows, read_catalogue(folder))


def compare(found: pd.DataFrame, wanted: pd.DataFrame, keys: list[str]) -> None:
    """Stop unless the same functions in this process give exactly the same."""
    names = wanted.select_dtypes("category").columns
    plain = wanted.astype(dict.fromkeys(names, "str"))
    pair = [frame.sort_values(keys).reset_index(drop=True) for frame in (found, plain)]
    pd.testing.assert_frame_equal(*pair, check_exact=True)
    print(f"{len(plain):,} of them made here too: exactly the same")


def run_all(folder: Path) -> None:
    out = folder.parent / "outputs"
    words = ["run", "--data", str(folder), "--period", PERIOD, "--out", str(out), "--quiet"]
    subprocess.run([Path(sys.executable).with_name("chiso"), *words], cwd=ROOT, check=True)
    shutil.rmtree(out)


STEPS: dict[str, Callable[[Path], None]] = {
    "open": open_one,
    "run": run_all,
    "check": check_all,
}
SHARED: dict[str, Callable[[Path, int], None]] = {
    "trends": trends_of_all,
    "disparity": disparity_of_all,
}


def measured(step: str, folder: Path, share: int) -> None:
    """Print wall and processor time of a step, the peak of its largest process and of all."""
    began, before = time.perf_counter(), os.times()
    words = [sys.executable, __file__, str(folder.parent), "--step", step, "--share", str(share)]
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
    steps = [*STEPS, *SHARED]
    parser.add_argument("--step", choices=steps, help="one step in this process, unmeasured")
    parser.add_argument("--only", choices=steps, nargs="+", default=steps, help="steps to measure")
    parser.add_argument("--share", type=int, default=1, help="workers get one part of so many")
    chosen = parser.parse_args()
    folder = chosen.folder.absolute() / "national"
    if chosen.step in SHARED:
        SHARED[chosen.step](folder, chosen.share)
        return
    if chosen.step:
        STEPS[chosen.step](folder)
        return
    make(folder)
    for step in chosen.only:
        measured(step, folder, chosen.share)


if __name__ == "__main__":
    main()
