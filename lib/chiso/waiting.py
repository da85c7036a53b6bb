"""Waiting for other threads in such a way that signals are heard meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import TypeVar

_Result = TypeVar("_Result")
# Python's handlers run in the main thread only. A signal that the system hands to another thread,
# or to the main one in the moment before it waits, does not wake it.
_LISTEN_SECONDS = 0.2


def result_of(future: Future[_Result]) -> _Result:
    """The result of a future, with handlers of signals run in the main thread that waits for it."""
    return next(as_they_end([future])).result()


def as_they_end(futures: Collection[Future[_Result]]) -> Iterator[Future[_Result]]:
    """Futures in the order in which they end, with handlers of signals run between and meanwhile.

    Parameters
    ----------
    futures
        Each once; those that have ended already come first.
    """
    ended: SimpleQueue[Future[_Result]] = SimpleQueue()
    for future in futures:
        future.add_done_callback(ended.put)
    for _ in futures:
        yield _first(ended)


def _first(ended: SimpleQueue[_Result]) -> _Result:
    while True:
        try:
            return ended.get(timeout=_LISTEN_SECONDS)
        except Empty:
            continue
