"""Chapters run on the workers of a dask.distributed scheduler; results come back by content."""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chiso.errors import RunError, SetupError
from chiso.runner.cluster_words import (
    differs,
    edited,
    lost_scheduler,
    no_worker,
)
from chiso.runner.execute import Workshop
from chiso.runner.failure import Failure, FailureKind
from chiso.runner.jobs import ChapterJob, ChapterResult
from chiso.runner.notebook import repeatable
from chiso.runner.patience import Patience
from chiso.runner.reads import Read
from chiso.runner.shipment import Packing
from chiso.runner.surroundings import read_surroundings
from chiso.runner.watch import Switch

if TYPE_CHECKING:
    from chiso.runner.remote import Delivery, Foreign, Lacking, Parcel

    Answer = Delivery | Lacking | Foreign

_BATCH_BYTES = 32 << 20  # sent at once; a file that is larger goes alone
_ATTEMPTS = 20  # of one chapter: for each worker that joins and has to be told something first
_BEGINNINGS = 3  # of one chapter whose workers die
_LOOK_SECONDS, _PATIENCE_SECONDS = 5, 300  # without any worker


class Cluster:
    """Runs chapters on the workers of a scheduler, made by :mod:`chiso.runner.workforce`.

    Parameters
    ----------
    client
        Connection to the scheduler.
    address
        The scheduler, for messages.
    packing
        The files that the chapters need.
    names
        Packages that have to be the same everywhere.
    is_warm
        Whether workers may fork kernels from a warm process.
    """

    def __init__(
        self, client: Any, address: str, packing: Packing, names: frozenset[str], *, is_warm: bool
    ) -> None:
        self._client = client
        self._address = address
        self._packing = packing
        self._is_warm = is_warm
        self._basis = (read_surroundings(), names)
        self._topic = f"chiso-{uuid.uuid4().hex}"
        self._listeners: dict[tuple[str, str, str], Callable[[str], None]] = {}
        self._begun: Counter[tuple[str, str, str]] = Counter()
        self._sending: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._foreign: dict[str, tuple[str, ...]] = {}
        self._guard = threading.Lock()
        client.subscribe_topic(self._topic, self._hear)

    @property
    def threads(self) -> int:
        """Chapters that the workers can run at the same time now."""
        return sum(self._client.nthreads().values())

    def run(
        self,
        job: ChapterJob,
        workshop: Workshop,
        switch: Switch,
        reached: Callable[[str], None] | None = None,
    ) -> ChapterResult:
        """The outcome of one chapter, as :func:`chiso.runner.execute.run_chapter` gives it.

        A worker that dies while it runs the chapter is survived: another one begins it again.

        Raises
        ------
        RunError
            If the scheduler is lost, or files were edited while they were sent.
        SetupError
            If only workers are left that would make something else.
        """
        parcel = self._parcel(job, workshop)
        key = (job.period, job.lang, job.chapter)
        if reached is not None:
            self._listeners[key] = reached
        try:
            for _ in range(_ATTEMPTS):
                answer = self._ask(parcel, switch)
                if isinstance(answer, Failure):
                    return self._broken(job, workshop, answer)
                result = self._take(answer, job)
                if result is not None:
                    return result
                # A worker that comes back after its death asks for files, under another key.
                if self._begun[key] >= _BEGINNINGS:
                    break
        finally:
            self._listeners.pop(key, None)
        return self._broken(job, workshop, _failure("lost_worker", ""))

    def check_workers(self) -> None:
        """Refuse workers that would make something else, before anything is sent.

        Raises
        ------
        SetupError
            With what differs on each of them.
        """
        from chiso.runner.remote import foreign_parts

        found: Mapping[str, list[str] | BaseException] = self._client.run(
            foreign_parts, *self._basis, on_error="return"
        )
        wrong = {worker: _told(parts) for worker, parts in found.items() if parts}
        if wrong:
            raise SetupError([differs(*item) for item in sorted(wrong.items())])

    def _parcel(self, job: ChapterJob, workshop: Workshop) -> Parcel:
        from chiso.runner.remote import Parcel

        return Parcel(
            self._packing.shipment,
            job.period,
            job.lang,
            job.chapter,
            job.parameters,
            workshop.limits,
            workshop.kernel,
            self._basis,
            self._topic,
            self._is_warm,
        )

    def _ask(self, parcel: Parcel, switch: Switch) -> Answer | Failure:
        """What a worker answers; a failure when the chapter was stopped or killed its workers."""
        from distributed import CancelledError
        from distributed.scheduler import KilledWorker

        from chiso.runner.remote import run_parcel

        with switch.watched() as watch:
            future = self._client.submit(
                run_parcel, parcel, pure=False, workers=self._allowed(), key=_key(parcel)
            )
            watch.attach(lambda: future.cancel(force=True))
            try:
                return self._await(future)
            except KilledWorker as error:
                return _failure("lost_worker", str(error.last_worker.address))
            except CancelledError:
                if watch.reason is None:
                    raise RunError(lost_scheduler(self._address)) from None
                return _failure("interrupted", "")

    def _await(self, future: Any) -> Answer:
        """The answer, once it comes; nobody waits for ever for workers to come back."""
        patience = Patience(self._client, _PATIENCE_SECONDS)
        while True:
            try:
                answer: Answer = future.result(timeout=_LOOK_SECONDS)
            except TimeoutError:
                if future.done():  # the error is that of the chapter, or its end has just come
                    last: Answer = future.result(timeout=_LOOK_SECONDS)
                    return last
                if patience.ends(_LOOK_SECONDS):
                    raise RunError(no_worker(self._address)) from None
            else:
                return answer

    def _take(self, answer: Answer, job: ChapterJob) -> ChapterResult | None:
        """The outcome that an answer holds; None when the chapter has to be sent once more."""
        from chiso.runner.remote import Delivery, Lacking

        if isinstance(answer, Delivery):
            if hashlib.sha256(answer.notebook).hexdigest() != answer.sha256:
                return None
            return self._delivered(answer, job)
        if isinstance(answer, Lacking):
            self._send(answer.worker)
        else:
            with self._guard:
                self._foreign[answer.worker] = answer.differences
        return None

    def _allowed(self) -> Sequence[str] | None:
        """The workers that may be asked; None for all of them.

        Raises
        ------
        SetupError
            If every worker has answered that it would make something else.
        """
        with self._guard:
            foreign = dict(self._foreign)
        if not foreign:
            return None
        good = [worker for worker in self._client.nthreads() if worker not in foreign]
        if not good:
            raise SetupError([differs(*item) for item in sorted(foreign.items())])
        return good

    def _send(self, worker: str) -> None:
        """Give a worker what it lacks of the files of the run."""
        from chiso.runner.remote import keep_contents, lacking_here

        shipment = self._packing.shipment
        with self._sending[worker]:
            try:
                answers = self._client.run(lacking_here, shipment, workers=[worker])
                for contents in self._batches(answers[worker]):
                    self._client.run(keep_contents, contents, workers=[worker])
            except (OSError, KeyError):
                return  # the worker has gone; whoever takes its place will ask again
            except ValueError as error:
                raise RunError(edited(str(error))) from None

    def _batches(self, digests: Sequence[str]) -> Iterator[list[bytes]]:
        batch: list[bytes] = []
        for sha256 in digests:
            batch.append(self._packing.content(sha256))
            if sum(map(len, batch)) >= _BATCH_BYTES:
                yield batch
                batch = []
        yield batch

    def _delivered(self, answer: Delivery, job: ChapterJob) -> ChapterResult:
        job.target.parent.mkdir(parents=True, exist_ok=True)
        job.target.write_bytes(answer.notebook)
        if answer.full_text:
            job.full_text.write_bytes(zlib.decompress(answer.full_text))
        reads = None if answer.reads is None else tuple(map(self._read, answer.reads))
        return ChapterResult(
            job,
            answer.seconds,
            answer.failure,
            answer.log,
            answer.peak_bytes,
            reads,
            answer.cuts,
            answer.kernel,
        )

    def _read(self, told: tuple[str, str, str]) -> Read:
        """What a worker read, as the file of this machine with the same content."""
        kind, name, until = told
        packing = self._packing
        size, changed = packing.states.get(name, (-1, 0))
        return Read(kind, packing.source(name), size, changed, until)

    def _hear(self, event: tuple[float, Mapping[str, str]]) -> None:
        """Pass a heading on to whoever follows its chapter."""
        from chiso.runner.remote import BEGUN

        _, told = event
        key = (told["period"], told["lang"], told["chapter"])
        listener = self._listeners.get(key)
        if told["heading"] == BEGUN:
            self._begun[key] += 1
        elif listener is not None:
            listener(told["heading"])

    def _broken(self, job: ChapterJob, workshop: Workshop, failure: Failure) -> ChapterResult:
        """A chapter of which nothing came back; its notebook stands as it was sent."""
        notebook = json.loads(job.source.read_text(encoding="utf-8"))
        clean = repeatable(notebook, job.chapter, workshop.paths, states="kept")
        job.target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(clean, ensure_ascii=False, indent=1, sort_keys=True)
        job.target.write_text(text + "\n", encoding="utf-8")
        return ChapterResult(job, 0.0, failure)


def _told(parts: list[str] | BaseException) -> Sequence[str]:
    """Differences, or the error of a worker that has no chiso to ask."""
    return parts if isinstance(parts, list) else [repr(parts)]


def _failure(kind: FailureKind, message: str) -> Failure:
    """A failure of a chapter of which no cell is known to have run."""
    return Failure(kind, 0, "", message)


def _key(parcel: Parcel) -> str:
    """A name that people recognise on the pages of the scheduler."""
    return f"{parcel.period}-{parcel.chapter}.{parcel.lang}-{uuid.uuid4().hex[:8]}"
