"""The most memory that a process has used, read while it runs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SECONDS = 0.1
_FIELD = "VmHWM:"
_KIB = 1024


class Gauge:
    """The highest reading so far.

    Attributes
    ----------
    peak_bytes
        The most memory that was held; None where the system does not tell.
    """

    def __init__(self) -> None:
        self.peak_bytes: int | None = None

    def read(self, pid: int) -> None:
        """Take one reading; a process that has ended leaves the last one."""
        found = peak_memory(pid)
        if found is not None:
            self.peak_bytes = max(found, self.peak_bytes or 0)


def peak_memory(pid: int) -> int | None:
    """Bytes of memory that a running process has held at most; None when nobody can tell.

    Linux keeps the number in ``/proc``; on other systems and after the end of the process there
    is none.
    """
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    found = [int(line.split()[1]) * _KIB for line in lines if line.startswith(_FIELD)]
    return found[0] if found else None


@contextmanager
def gauged(pid: int | None, gauge: Gauge) -> Iterator[None]:
    """Keep the peak of a process up to date while what is inside runs.

    Parameters
    ----------
    pid
        The process; None takes no reading.
    gauge
        Where the readings go.
    """
    if pid is None:
        yield
        return
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_SECONDS):
            gauge.read(pid)

    # A killed process has no reading left, so the last one before its end has to be recent.
    thread = threading.Thread(target=watch, name="gauge", daemon=True)
    gauge.read(pid)
    thread.start()
    try:
        yield
    finally:
        gauge.read(pid)
        over.set()
        thread.join()
