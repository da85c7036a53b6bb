"""Runs on a scheduler and workers in processes of their own, which come, die and differ."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import psutil
import pytest
from distributed import Client

from chiso.dataset import read_catalogue
from chiso.dataset.observations import with_days
from chiso.dataset.partitions import read_areas
from chiso.errors import RunError, SetupError
from chiso.metrics.disparity import disparity
from chiso.metrics.trend import theil_sen
from chiso.runner import run_suite
from chiso.runner import spread as spread_module
from chiso.runner.execute import Workshop
from chiso.runner.jobs import ChapterJob, Limits
from chiso.runner.manifest import settled
from chiso.runner.spread import measure_areas, measure_periods
from chiso.runner.watch import Switch
from chiso.runner.workforce import connected
from faults.crew import Crew, crew, meanwhile, wait_for
from makers.national import small_country
from unit.runner.tiny import TinyExporter, code, make_project, markdown, request

READING = [
    code("import pathlib; text = pathlib.Path(data, 'observations/services.csv').read_text()"),
    markdown("## Một phần"),
    code("print(period, lang, data, len(text.splitlines()))"),
]


@pytest.fixture(scope="module")
def crew_of_two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    with crew(tmp_path_factory.mktemp("crew"), 2) as made:
        yield made


@pytest.fixture
def two_workers(crew_of_two: Crew) -> Crew:
    """A crew whose workers are there again, whatever the test before did to them."""
    crew_of_two.await_workers(2)
    return crew_of_two


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_country(tmp_path_factory.mktemp("country") / "national")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1720000000")
    monkeypatch.setenv("CHISO_LANG", "en")


def tree(folder: Path) -> dict[str, object]:
    """Every published file, but for durations and memory, which differ between any two runs."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            name = path.relative_to(folder).as_posix()
            found[name] = path.read_bytes()
            if path.name == "run.json":
                found[name] = settled(json.loads(path.read_text(encoding="utf-8")))
    return {name: content for name, content in found.items() if not name.endswith(".jsonl")}


def run(project: Any, out: Path, **changes: Any) -> Any:
    return run_suite(request(project, out=out, **changes), exporter=TinyExporter())


def test_a_run_on_workers_publishes_the_same_bytes_as_a_run_here(
    tmp_path: Path, two_workers: Crew
) -> None:
    project = make_project(tmp_path / "project", {"00_summary": READING})
    far = run(project, tmp_path / "far", cluster=two_workers.address, jobs=0)
    near = run(project, tmp_path / "near", jobs=2)
    assert [item.status for item in far.periods] == ["published", "published"]
    assert near.exit_code == far.exit_code == 0
    assert tree(tmp_path / "far") == tree(tmp_path / "near")
    again = run(project, tmp_path / "far", cluster="tcp://127.0.0.1:9", jobs=0)
    assert [item.status for item in again.periods] == ["unchanged", "unchanged"]


def test_a_failed_cell_is_told_as_it_is_here(tmp_path: Path, two_workers: Crew) -> None:
    project = make_project(tmp_path / "project", {"00_summary": [code("1 / 0")]})
    failed = run(project, tmp_path / "far", periods=("2023",), cluster=two_workers.address)
    (problem,) = failed.periods[0].problems
    assert "ZeroDivisionError" in problem.sentence("en")
    assert (failed.periods[0].folder / "notebooks" / "00_summary.vi.ipynb").is_file()


def test_a_worker_that_dies_is_survived(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    # The first attempt says where it runs and waits to be killed; the next one goes through.
    waiting = f"""
import os, pathlib, time
marks = pathlib.Path({str(marks)!r})
first = not list(marks.iterdir())
(marks / str(os.getppid())).touch()
if first:
    time.sleep(60)
print("survived")
"""
    project = make_project(tmp_path / "project", {"00_summary": [code(waiting)]})

    def kill() -> None:
        os.kill(int(next(marks.iterdir()).name), signal.SIGKILL)

    with crew(tmp_path, 1) as made, meanwhile(lambda: list(marks.iterdir()), kill):
        done = run(project, tmp_path / "out", periods=("2023",), cluster=made.address, cold=True)
    assert [item.status for item in done.periods] == ["published"]
    assert "survived" in (tmp_path / "out" / "tiny" / "2023" / "report.vi.html").read_text()


def test_a_worker_with_another_version_is_refused_with_what_differs(tmp_path: Path) -> None:
    metadata = tmp_path / "older" / "click-0.0.1.dist-info" / "METADATA"
    metadata.parent.mkdir(parents=True)
    metadata.write_text("Metadata-Version: 2.1\nName: click\nVersion: 0.0.1\n", encoding="utf-8")
    project = make_project(tmp_path / "project")
    with crew(tmp_path, 0) as made:
        made.worker(PYTHONPATH=str(tmp_path / "older"))
        made.await_workers(1)
        with pytest.raises(SetupError, match=r"click 8[.\d]+ / 0\.0\.1"):
            run(project, tmp_path / "out", cluster=made.address)
    assert not list((tmp_path / "out").glob("tiny/2*"))


def test_a_stopped_run_stops_its_chapters_on_the_workers(tmp_path: Path, two_workers: Crew) -> None:
    mark = tmp_path / "kernel"
    busy = f"import os, pathlib, time; pathlib.Path({str(mark)!r}).write_text(str(os.getpid()))"
    project = make_project(tmp_path / "project", {"00_summary": [code(f"{busy}; time.sleep(90)")]})
    source = project.notebooks / "00_summary.ipynb"
    job = ChapterJob(
        "2023", "vi", "00_summary", source, tmp_path / "done.ipynb",
        {"period": "2023", "lang": "vi", "data": str(project.data)},
    )  # fmt: skip
    workshop = Workshop(project.notebooks, tmp_path, project.paths, Limits())
    switch, found = Switch(), []
    with connected(two_workers.address, project) as cluster:
        thread = threading.Thread(target=lambda: found.append(cluster.run(job, workshop, switch)))
        thread.start()
        wait_for(lambda: mark.is_file() and mark.read_text())
        switch.interrupt()
        wait_for(lambda: found)
        thread.join()
        wait_for(lambda: not psutil.pid_exists(int(mark.read_text())))
    assert [result.failure.kind for result in found] == ["interrupted"]
    assert job.target.is_file()


@pytest.fixture
def _texts_as_in_workers() -> Iterator[None]:
    with pd.option_context("mode.string_storage", "auto"):
        yield


@pytest.mark.usefixtures("_texts_as_in_workers")
def test_metrics_of_all_series_are_the_same_by_parts(country: Path, two_workers: Crew) -> None:
    catalogue = read_catalogue(country)
    rows = with_days(read_areas(country, catalogue.areas), catalogue)
    lines, groups = ["area", "indicator"], ["indicator", "tier", "period"]
    slope, spread = partial(theil_sen, keys=lines), partial(disparity, keys=groups)
    with Client(two_workers.address, set_as_default=False) as client:
        assert_same(measure_areas(country, slope, client, areas_a_part=50), slope(rows), lines)
        assert_same(measure_periods(country, spread, client), spread(rows), groups)
        few = {"columns": ["indicator", "tier", "definition", "value"]}
        assert_same(measure_periods(country, spread, client, **few), spread(rows), groups)


def test_a_worker_killed_amid_metrics_changes_no_figure(
    tmp_path: Path, country: Path, two_workers: Crew
) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    slope = partial(theil_sen, keys=["area", "indicator"])

    # Within the test, so that it travels to workers as it is: they cannot import tests.
    def deadly_once(rows: pd.DataFrame) -> pd.DataFrame:
        """Kills the first worker that begins a second part: it holds a result by then."""
        own = marks / str(os.getpid())
        if own.exists() and not (marks / "killed").exists():
            (marks / "killed").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        own.touch()
        return slope(rows)

    with Client(two_workers.address, set_as_default=False) as client:
        undisturbed = measure_areas(country, slope, client, areas_a_part=60)
        found = measure_areas(country, deadly_once, client, areas_a_part=60)
    assert (marks / "killed").exists()
    pd.testing.assert_frame_equal(found, undisturbed)
    assert len(found) > 100


def test_a_part_that_kills_each_worker_ends_metrics_with_a_sentence(
    country: Path, two_workers: Crew
) -> None:
    def deadly(rows: pd.DataFrame) -> pd.DataFrame:
        os.kill(os.getpid(), signal.SIGKILL)
        return rows

    with (
        Client(two_workers.address, set_as_default=False) as client,
        pytest.raises(RunError, match=r"for want of memory\. Lower areas_a_part"),
    ):
        measure_areas(country, deadly, client, areas_a_part=1000)


def test_metrics_with_no_worker_left_end_with_a_sentence(
    tmp_path: Path, country: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread_module, "_PATIENCE_SECONDS", 2)

    def deadly(rows: pd.DataFrame) -> pd.DataFrame:
        os.kill(os.getppid(), signal.SIGKILL)  # who would start the worker again
        os.kill(os.getpid(), signal.SIGKILL)
        return rows

    with crew(tmp_path, 1) as made, Client(made.address, set_as_default=False) as client:
        with pytest.raises(RunError, match=f"{made.address}.* at least one worker"):
            measure_areas(country, deadly, client)
        assert not client.nthreads()


def assert_same(found: pd.DataFrame, wanted: pd.DataFrame, keys: list[str]) -> None:
    plain = wanted.astype(dict.fromkeys(keys, "str"))
    ordered = [frame.sort_values(keys).reset_index(drop=True) for frame in (found, plain)]
    pd.testing.assert_frame_equal(*ordered)
    assert len(found) > 100


def test_a_scheduler_that_goes_away_ends_the_run_with_a_sentence(tmp_path: Path) -> None:
    mark = tmp_path / "begun"
    slow = f"import pathlib, time; pathlib.Path({str(mark)!r}).touch(); time.sleep(60)"
    project = make_project(tmp_path / "project", {"00_summary": [code(slow)]})
    with crew(tmp_path, 1) as made:
        scheduler = made.started[0]
        with (
            meanwhile(mark.is_file, scheduler.kill),
            pytest.raises(RunError, match="scheduler has to stay"),
        ):
            run(project, tmp_path / "out", periods=("2023",), cluster=made.address)
