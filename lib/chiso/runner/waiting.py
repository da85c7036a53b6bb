"""Waiting for another thread in such a way that signals are heard meanwhile."""

from __future__ import annotations

from concurrent.futures import Future, wait
from typing import TypeVar

_Result = TypeVar("_Result")
# Python's handlers run in the main thread only. A signal that the system hands to another thread,
# or to the main one in the moment before it waits, does not wake it.
_LISTEN_SECONDS = 0.2


def result_of(future: Future[_Result]) -> _Result:
    """The result of a future, with handlers of signals run in the main thread that waits for it."""
    while not future.done():
        wait([future], _LISTEN_SECONDS)
    return future.result()
