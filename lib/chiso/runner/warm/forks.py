"""Processes that this one forks: how they begin, which have ended, and how to end the rest."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress

# The signal that may end a fork before it has begun waits until the fork handles its own signals.
HELD_BACK = (signal.SIGTERM,)


def fork() -> int:
    """What ``os.fork`` gives, with ``HELD_BACK`` blocked in the fork.

    A signal for a fork that is not itself yet would be written into the pipe of its parent.

    Raises
    ------
    OSError
        If there are too many processes, or no memory for one more.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, HELD_BACK)
    pid = -1
    try:
        pid = os.fork()
    finally:
        if pid:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD_BACK)
    return pid


def has_children() -> bool:
    """Whether forked processes are left, once those that ended are gone."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True


def ended_processes() -> Iterator[tuple[int, int]]:
    """Each forked process that ended by now, with its exit code or minus its signal."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        yield pid, os.waitstatus_to_exitcode(status)


def signal_group(pid: int, number: int) -> None:
    """Signal a process and those that it started; its session may not be its own yet."""
    for send in (os.killpg, os.kill):
        with suppress(ProcessLookupError):
            send(pid, number)
            return
