"""Processes that this one forked: which have ended, and how to end the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress


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
