"""Waiting for the workers of a cluster, which come and go, and not for ever."""

from __future__ import annotations

from typing import Any


class Patience:
    """How long somebody waits while a scheduler has no worker at all.

    Parameters
    ----------
    client
        Connection to the scheduler.
    seconds
        When that has lasted long enough.
    """

    def __init__(self, client: Any, seconds: float) -> None:
        self._client = client
        self._seconds = seconds
        self._alone: float = 0

    def ends(self, waited: float) -> bool:
        """Whether it is at its end, after a further wait of some seconds."""
        self._alone = 0 if self._has_workers() else self._alone + waited
        return self._alone >= self._seconds

    def _has_workers(self) -> bool:
        try:
            return bool(self._client.nthreads())
        except OSError:  # the scheduler is lost, which what is waited for will tell
            return False
