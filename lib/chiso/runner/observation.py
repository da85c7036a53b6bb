"""What a kernel really reads, seen by an audit hook and written down while it happens.

Runs inside kernels, as an IPython extension, so it imports nothing that costs time. Python tells
its hooks of every ``open`` and of every folder that is listed. Readers in C++ (pyarrow) and other
processes that a cell starts are not seen.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
from functools import cache
from pathlib import Path
from threading import get_ident

from chiso.horizon import ANY_DAY, HORIZON, NEARER

# Variables that tell a kernel where to write; without them nothing is written.
READS = "CHISO_READS"
STACKS = "CHISO_STACKS"
_LISTINGS = ("os.listdir", "os.scandir")
_EVENTS = frozenset({"open", HORIZON, NEARER, *_LISTINGS})
_SYSTEM = ("/proc/", "/sys/", "/dev/")
_READABLE = 0o600
_EVER = ANY_DAY.isoformat()
_Path = str | bytes | os.PathLike[str] | os.PathLike[bytes]


class Recorder:
    """The files that this process opened for reading, and the folders that it listed.

    A process that was forked from another one has read what the other one had read before.
    """

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str, str], bytes] = {}
        self._until: dict[int, str] = {}  # by thread
        self._written: set[str] = set()
        self._target: int | None = None
        # Of this module nothing is left when the last objects of a process go, and may still read.
        self._events, self._is_ending = _EVENTS, sys.is_finalizing
        self._own = tuple(f"{prefix}{os.sep}" for prefix in {sys.prefix, sys.base_prefix})

    def notice(self, event: str, values: tuple[object, ...]) -> None:
        """The audit hook; it never raises, since that would stop what the cell does."""
        if event not in self._events or self._is_ending():
            return
        if event == "open":
            path, flags = values[0], values[2]
            if isinstance(path, (str, bytes, os.PathLike)) and isinstance(flags, int):
                if flags & os.O_ACCMODE == os.O_WRONLY:
                    self._written.add(_absolute(path))
                else:
                    self._add("file", path)
        elif event == HORIZON and isinstance(values[0], str):
            self._until[get_ident()] = values[0]
        elif event == NEARER and isinstance(values[0], str):
            self._narrow(values[0])
        elif event in _LISTINGS and isinstance(values[0], (str, bytes, os.PathLike)):
            self._add("folder", values[0])

    def write_to(self, target: str) -> None:
        """Write what was read so far to a file, and from now on each further read at once."""
        # A kernel is killed in the end, so nothing may wait for its last moment.
        self._target = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _READABLE)
        os.write(self._target, b"".join(self._lines.values()))

    def _narrow(self, day: str) -> None:
        """Let what was read for any day count up to one."""
        told = list(self._lines.items())
        self._lines = {}
        for (kind, path, until), line in told:
            if until == _EVER:
                until, line = day, _line(*json.loads(line)[:-1], day)
            self._lines[kind, path, until] = line

    def _add(self, kind: str, given: _Path) -> None:
        path, until = _absolute(given), self._until.get(get_ident(), "")
        if (kind, path, until) in self._lines or path.startswith((*self._own, *_SYSTEM)):
            return
        if path in self._written:  # what a cell made itself is no input
            return
        # Importing a module lists the folders in which Python looks for it.
        if kind == "folder" and (path in sys.path or path == os.getcwd()):  # noqa: PTH109
            return
        line = _line(kind, path, *_state(path), until)
        self._lines[kind, path, until] = line
        if self._target is not None:
            os.write(self._target, line)


def _line(*entry: str | int) -> bytes:
    return json.dumps(entry).encode() + b"\n"


def _absolute(given: _Path) -> str:
    return os.path.abspath(os.fsdecode(given))  # noqa: PTH100 - a hook has to be fast


def _state(path: str) -> tuple[int, int]:
    """Size and time of change in nanoseconds; -1 and 0 for a file that is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return -1, 0
    return found.st_size, found.st_mtime_ns


@cache
def install() -> Recorder:
    """The recorder of this process, at work from the first call on."""
    recorder = Recorder()
    sys.addaudithook(recorder.notice)
    return recorder


def begin() -> None:
    """Record reads to the file named by ``CHISO_READS``, and stacks to ``CHISO_STACKS`` on demand.

    A hanging kernel writes where each of its threads stands when it gets ``SIGUSR1``.
    """
    reads, stacks = os.environ.get(READS), os.environ.get(STACKS)
    if reads:
        install().write_to(reads)
    if stacks and hasattr(faulthandler, "register"):
        target = Path(stacks).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
        faulthandler.register(signal.SIGUSR1, file=target)


def load_ipython_extension(shell: object) -> None:
    """Begin, as IPython asks an extension to."""
    begin()
