"""Metrics of all series: what is told when the scheduler goes away, or a part fails."""

from __future__ import annotations

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from distributed import CancelledError

import makers
from chiso.errors import RunError
from chiso.runner import spread
from chiso.runner.spread import measure_areas


class FailingClient:
    """A connection on which something happens while results are waited for."""

    scheduler = SimpleNamespace(address="tcp://10.0.0.5:8786")

    def __init__(self, error: Exception, seconds: float = 0) -> None:
        self.error = error
        self.seconds = seconds
        self.cancelled: list[str] = []

    def map(self, work: object, parts: list[list[str]], **_: object) -> list[str]:
        return [f"part of {len(part)}" for part in parts]

    def gather(self, futures: list[str]) -> Any:
        time.sleep(self.seconds)
        raise self.error

    def nthreads(self) -> Any:
        raise OSError("Timed out trying to connect")

    def cancel(self, futures: list[str]) -> None:
        self.cancelled += futures


def test_a_lost_scheduler_is_told_with_its_address_and_nothing_is_left_in_work(
    tmp_path: Path,
) -> None:
    folder, client = makers.dataset_folder(tmp_path), FailingClient(CancelledError("part"))
    with pytest.raises(RunError) as told:
        measure_areas(folder, lambda rows: rows, client, areas_a_part=2)
    sentence = told.value.problems[0].sentence("en")
    assert "'tcp://10.0.0.5:8786'; the scheduler has to stay to the end" in sentence
    assert client.cancelled == ["part of 2", "part of 1"]


def test_a_scheduler_that_is_lost_between_two_looks_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_LANG", "en")
    monkeypatch.setattr(spread, "_LOOK_SECONDS", 0.01)
    folder, client = makers.dataset_folder(tmp_path), FailingClient(CancelledError("part"), 0.3)
    with pytest.raises(RunError, match="scheduler has to stay"):
        measure_areas(folder, lambda rows: rows, client)


def test_a_part_that_itself_ran_out_of_time_is_waited_for_no_longer(tmp_path: Path) -> None:
    folder, client = makers.dataset_folder(tmp_path), FailingClient(TimeoutError("of the disk"))
    with pytest.raises(TimeoutError, match="of the disk"):
        measure_areas(folder, lambda rows: rows, client)
    assert client.cancelled
