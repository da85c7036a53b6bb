"""A scheduler and workers of dask in processes of their own, which tests may kill."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from distributed import Client

DASK = [sys.executable, "-m", "dask"]


@dataclass
class Crew:
    """A scheduler and its workers on this machine; every process is ended afterwards."""

    folder: Path
    address: str = ""
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def begin(self) -> None:
        file = self.folder / "scheduler.json"
        words = ["--port", "0", "--scheduler-file", str(file), "--no-dashboard"]
        self.launch(["scheduler", "--host", "127.0.0.1", *words])
        wait_for(file.is_file)
        self.address = json.loads(file.read_text(encoding="utf-8"))["address"]

    def await_workers(self, count: int) -> None:
        """Wait until workers have come, which takes long on a machine with other work."""
        with Client(self.address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=120)

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        place = self.folder / f"worker-{len(self.started)}"
        options = ["--nthreads", "1", "--no-dashboard", "--local-directory", str(place)]
        return self.launch(["worker", self.address, *options], **environment)

    def launch(self, words: Sequence[str], **environment: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{len(self.started)}.log").open("wb")
        limits = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        env = {**os.environ, **limits, **environment}
        with log:
            process = subprocess.Popen([*DASK, *words], env=env, stdout=log, stderr=log)
        self.started.append(process)
        return process

    def end(self) -> None:
        for process in reversed(self.started):
            end_with_children(process.pid)
            process.wait()


def end_with_children(pid: int) -> None:
    """Kill a process with all that it started."""
    try:
        parent = psutil.Process(pid)
        family = [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for process in family:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue


def wait_for(is_so: Any, seconds: float = 120) -> None:
    limit = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < limit, "it did not come about"
        time.sleep(0.05)


@contextmanager
def meanwhile(is_so: Callable[[], object], act: Callable[[], None]) -> Iterator[None]:
    """Do something beside the block once something is so; no thread outlives the block."""
    over = threading.Event()

    def watch() -> None:
        while not is_so():
            if over.wait(0.05):
                return
        act()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def crew(folder: Path, workers: int) -> Iterator[Crew]:
    made = Crew(folder)
    try:
        made.begin()
        for _ in range(workers):
            made.worker()
        if workers:
            made.await_workers(workers)
        yield made
    finally:
        made.end()
