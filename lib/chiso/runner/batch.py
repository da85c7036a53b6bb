"""Chapters side by side, reported period by period, with failures that stop what comes after."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from chiso.runner.jobs import ChapterJob, ChapterResult
from chiso.runner.watch import Switch
from chiso.waiting import result_of


class Batch:
    """The chapters of several periods in one pool of threads; each chapter has its own process.

    A period that has begun is finished, so that all its failures are told at once. After a
    failure no further period begins, unless ``keep_going``.

    Within its block it has to be begun; so an interrupt, whenever it comes, ends what has begun.

    Parameters
    ----------
    periods
        The chapters of each period, in the order in which they are started.
    run
        Runs one chapter.
    workers
        Chapters that run at the same time.
    keep_going
        Whether other periods begin after a failure.
    """

    def __init__(
        self,
        periods: Sequence[Sequence[ChapterJob]],
        run: Callable[[ChapterJob, Switch], ChapterResult],
        *,
        workers: int,
        keep_going: bool,
    ) -> None:
        self._periods = periods
        self._run = run
        self._keep_going = keep_going
        self._switch = Switch()
        self._guard = threading.Lock()
        self._begun: set[int] = set()
        self._halted = False
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="chapter")
        self._futures: list[list[Future[ChapterResult | None]]] = []

    def __enter__(self) -> Batch:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._switch.interrupt()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def begin(self) -> None:
        """Have all chapters run, as many at the same time as there are workers."""
        self._futures = [
            [self._pool.submit(self._attempt, number, job) for job in jobs]
            for number, jobs in enumerate(self._periods)
        ]

    def results(self, number: int) -> list[ChapterResult]:
        """Outcomes of one period's chapters once all have ended; empty when it never began."""
        found = [result_of(future) for future in self._futures[number]]
        return [result for result in found if result is not None]

    def halt(self) -> None:
        """Begin no further period, unless the batch keeps going."""
        with self._guard:
            self._halted = not self._keep_going

    def _attempt(self, number: int, job: ChapterJob) -> ChapterResult | None:
        with self._guard:
            if self._halted and number not in self._begun:
                return None
            self._begun.add(number)
        result = self._run(job, self._switch)
        if result.failure:
            self.halt()
        return result
