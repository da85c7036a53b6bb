"""Stopping chapters that already run: on a limit, on Ctrl-C, each with its reason kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from chiso.runner.gauge import Gauge

StopReason = Literal["chapter_timeout", "interrupted"]


class Watch:
    """One running chapter's stop button, with who pressed it first.

    Attributes
    ----------
    reason
        Why the chapter was stopped; None while nobody asked.
    gauge
        The most memory that its kernel has held.
    kernel
        How its kernel started: ``warm``, or ``cold`` with the reason; None before its start.
    limit_seconds
        How long the chapter may take; None sets no limit.
    """

    def __init__(self, reached: Callable[[str], None] | None = None) -> None:
        self.reason: StopReason | None = None
        self.gauge = Gauge()
        self.kernel: str | None = None
        self.limit_seconds: float | None = None
        self._reached = reached
        self._kill: Callable[[], None] | None = None
        self._guard = threading.Lock()

    def attach(self, kill: Callable[[], None]) -> None:
        """Name what ends the chapter; it is called at once when a stop came earlier."""
        with self._guard:
            self._kill = kill
            pressed = self.reason is not None
        if pressed:
            kill()

    def reached(self, heading: str) -> None:
        """Tell whoever listens under which heading the chapter is now."""
        if self._reached is not None:
            self._reached(heading)

    def stop(self, reason: StopReason) -> None:
        """End the chapter; the first reason stays."""
        with self._guard:
            self.reason = self.reason or reason
            kill = self._kill
        if kill is not None:
            kill()

    @contextmanager
    def limited(self, seconds: float | None) -> Iterator[None]:
        """Stop what runs inside after some seconds; None sets no limit."""
        self.limit_seconds = seconds
        if seconds is None:
            yield
            return
        timer = threading.Timer(seconds, self.stop, ["chapter_timeout"])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


class Switch:
    """One batch's stop button: it ends every chapter that runs and every one that would start."""

    def __init__(self) -> None:
        self._watches: set[Watch] = set()
        self._guard = threading.Lock()
        self._off = False

    @contextmanager
    def watched(self, reached: Callable[[str], None] | None = None) -> Iterator[Watch]:
        """A watch for one chapter, known to the switch while the chapter runs.

        Parameters
        ----------
        reached
            Called with each heading that the chapter comes to.
        """
        watch = Watch(reached)
        with self._guard:
            self._watches.add(watch)
            off = self._off
        if off:
            watch.stop("interrupted")
        try:
            yield watch
        finally:
            with self._guard:
                self._watches.discard(watch)

    def interrupt(self) -> None:
        """Stop all chapters, now and later."""
        with self._guard:
            self._off = True
            watches = list(self._watches)
        for watch in watches:
            watch.stop("interrupted")
