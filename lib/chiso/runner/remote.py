"""What the workers of a cluster do: keep what they are sent, and run one chapter of it."""

from __future__ import annotations

import atexit
import hashlib
import os
import tempfile
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from distributed import get_worker

from chiso.runner.execute import Workshop, run_chapter
from chiso.runner.failure import Failure
from chiso.runner.jobs import ChapterJob, ChapterResult, Limits
from chiso.runner.kernel import kernel_environment
from chiso.runner.output_cap import Cut
from chiso.runner.parameters import Value
from chiso.runner.shipment import Shelf, Shipment
from chiso.runner.surroundings import Surroundings, read_surroundings
from chiso.runner.warm.owner import WarmServer, warm_server
from chiso.runner.watch import Switch

BEGUN = ""  # told before the first heading
_POLL_SECONDS = 0.5


@dataclass(frozen=True)
class Parcel:
    """One chapter as it is sent to a worker.

    Attributes
    ----------
    shipment
        The files that it needs.
    period, lang, chapter, parameters
        What is run; the parameter ``data`` is set where it is run.
    limits, kernel
        As in :class:`chiso.runner.execute.Workshop`.
    surroundings
        What it has to run with, and the packages that count.
    topic
        Where the headings that it comes to are told.
    is_warm
        Whether its kernel may be forked from a warm process.
    """

    shipment: Shipment
    period: str
    lang: str
    chapter: str
    parameters: Mapping[str, Value]
    limits: Limits
    kernel: str
    surroundings: tuple[Surroundings, frozenset[str]]
    topic: str
    is_warm: bool


@dataclass(frozen=True)
class Lacking:
    """The answer of a worker that has not been sent all files; they are named by their digests."""

    worker: str
    digests: tuple[str, ...]


@dataclass(frozen=True)
class Foreign:
    """The answer of a worker that would make something else, with what differs there."""

    worker: str
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Delivery:
    """A chapter that was run, with its notebook by content.

    Attributes
    ----------
    notebook, sha256
        The executed notebook and its digest.
    seconds, failure, log, peak_bytes, cuts, kernel
        As in :class:`chiso.runner.jobs.ChapterResult`.
    reads
        Kind, path in the tree and last day of each file that was read, as in
        :class:`chiso.runner.reads.Read`; None when nobody watched.
    full_text
        All that was printed by cells which printed too much, compressed; empty when none did.
    """

    notebook: bytes
    sha256: str
    seconds: float
    failure: Failure | None
    log: str
    peak_bytes: int | None
    reads: tuple[tuple[str, str, str], ...] | None
    cuts: tuple[Cut, ...]
    kernel: str | None
    full_text: bytes = b""


def foreign_parts(own: Surroundings, names: frozenset[str]) -> list[str]:
    """In what this worker differs from the machine that asks."""
    return own.differences(read_surroundings(), names)


def keep_contents(contents: list[bytes], dask_worker: Any) -> None:
    """Keep what was sent; dask names the worker."""
    _shelf(dask_worker).keep(contents)


def lacking_here(shipment: Shipment, dask_worker: Any) -> tuple[str, ...]:
    """What of a shipment a worker has not been sent; dask names the worker."""
    return _shelf(dask_worker).lacking(shipment)


def run_parcel(parcel: Parcel) -> Delivery | Lacking | Foreign:
    """A chapter run here, or why it was not."""
    worker = get_worker()
    differences = foreign_parts(*parcel.surroundings)
    if differences:
        return Foreign(worker.address, tuple(differences))
    lacking = _shelf(worker).lacking(parcel.shipment)
    if lacking:
        return Lacking(worker.address, lacking)
    tree = _shelf(worker).lay_out(parcel.shipment)
    with tempfile.TemporaryDirectory(dir=worker.local_directory) as scratch:
        result = _run(parcel, tree, Path(scratch), worker)
        return _delivery(result, tree)


def _run(parcel: Parcel, tree: Path, scratch: Path, worker: Any) -> ChapterResult:
    project = parcel.shipment.project(tree)
    warm = _warm_server(Path(worker.local_directory)) if parcel.is_warm else None
    workshop = Workshop(
        project.notebooks, scratch, project.paths, parcel.limits, parcel.kernel, warm
    )
    job = ChapterJob(
        parcel.period,
        parcel.lang,
        parcel.chapter,
        project.notebooks / f"{parcel.chapter}.ipynb",
        scratch / "done" / f"{parcel.chapter}.ipynb",
        {**parcel.parameters, "data": str(project.data)},
    )
    switch = Switch()
    reached = partial(_tell, worker, parcel)
    reached(BEGUN)
    with _stopped_when_unwanted(worker, switch):
        return run_chapter(job, workshop, switch, reached)


@cache
def _warm_server(folder: Path) -> WarmServer | None:
    """The process from which this worker forks kernels; it lives as long as the worker does."""
    closing = ExitStack()
    atexit.register(closing.close)
    return closing.enter_context(warm_server(kernel_environment(os.environ, folder)))


def _tell(worker: Any, parcel: Parcel, heading: str) -> None:
    """Tell whoever waits for a chapter under which heading it is."""
    told = {"period": parcel.period, "lang": parcel.lang, "chapter": parcel.chapter}
    worker.log_event(parcel.topic, {**told, "heading": heading})


@contextmanager
def _stopped_when_unwanted(worker: Any, switch: Switch) -> Iterator[None]:
    """Stop the chapter once nobody waits for it: its run was stopped, killed or cut off."""
    key, over = worker.get_current_task(), threading.Event()

    def look() -> None:
        while not over.wait(_POLL_SECONDS):
            task = worker.state.tasks.get(key)
            if task is None or task.state == "cancelled":
                switch.interrupt()
                return

    thread = threading.Thread(target=look, name="wanted", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _delivery(result: ChapterResult, tree: Path) -> Delivery:
    content = result.job.target.read_bytes()
    reads = (
        None
        if result.reads is None
        else tuple(
            (read.kind, read.path.relative_to(tree).as_posix(), read.until)
            for read in result.reads
            if read.path.is_relative_to(tree)
        )
    )
    return Delivery(
        content,
        hashlib.sha256(content).hexdigest(),
        result.seconds,
        result.failure,
        result.log,
        result.peak_bytes,
        reads,
        result.cuts,
        result.kernel,
        zlib.compress(result.job.full_text.read_bytes()) if result.job.full_text.exists() else b"",
    )


def _shelf(worker: Any) -> Shelf:
    return Shelf(Path(worker.local_directory) / "chiso")
