"""One run at a time in an output folder, with the holder's name for whoever comes second."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chiso.errors import Problem, SetupError
from chiso.runner.publish import HOLDING
from chiso.words import Words

_LOCK, _HOLDER = HOLDING
_HAS_FLOCK = os.name == "posix"


@contextmanager
def held(root: Path, holder: str, *, wait: bool, waiting: Callable[[str], None]) -> Iterator[bool]:
    """Hold the folder's lock, telling whether another run held it before.

    The operating system frees the lock when its holder dies.

    Parameters
    ----------
    root
        Output folder of a data set; it exists.
    holder
        What this run is, for others to read, such as ``chiso run 2024-H1``.
    wait
        Whether to wait for another run to end.
    waiting
        Called with the other run's name before waiting for it.

    Raises
    ------
    SetupError
        If another run holds the folder and ``wait`` is false.
    """
    release = _take_at_once(root / _LOCK)
    waited = False
    if release is None:
        waited, release = _take(root, wait=wait, waiting=waiting)
    try:
        (root / _HOLDER).write_text(f"{holder}, pid {os.getpid()}\n", encoding="utf-8")
        yield waited
    finally:
        (root / _HOLDER).unlink(missing_ok=True)
        release()


def _take_at_once(path: Path) -> Callable[[], None] | None:
    """What gives back a lock that was free; None where filelock has to look closer.

    It is the lock that filelock takes on POSIX. To import filelock costs a run in which nothing
    changed as much as all that it does.
    """
    if not _HAS_FLOCK:
        return None
    import fcntl

    try:
        file = path.open("ab")
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file.close


def _take(
    root: Path, *, wait: bool, waiting: Callable[[str], None]
) -> tuple[bool, Callable[[], None]]:
    """Whether another run held the lock before, and what gives it back."""
    from filelock import FileLock, Timeout

    lock = FileLock(root / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        other = _read_holder(root)
        if not wait:
            raise SetupError(_busy(root, other)) from None
        waiting(other)
        lock.acquire(poll_interval=0.2)
        return True, lock.release
    return False, lock.release


def _read_holder(root: Path) -> str:
    """The name that the holder wrote; empty in the moment before it does."""
    try:
        return (root / _HOLDER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def _busy(root: Path, holder: str) -> Problem:
    allowed = Words(
        vi="mỗi lúc chỉ một lượt chạy được ghi vào thư mục này",
        en="one run at a time writes this folder",
    )
    todo = Words(
        vi="Đợi lượt kia xong, hoặc bỏ --no-wait để tự động đợi",
        en="Wait for the other run, or leave out --no-wait to wait for it",
    )
    return Problem(root.as_posix(), repr(holder), allowed, todo, "locked")
