"""The first steps of a forked process: its own session, streams, variables and random numbers."""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import signal
import sys
import time

from chiso.runner.warm.forks import HELD_BACK
from chiso.runner.warm.messages import Request

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def run_forked(request: Request, server: int) -> object:
    """What the target of a request returns, run in this forked process.

    Parameters
    ----------
    request
        What was asked for.
    server
        Process that forked this one; this one ends with it.
    """
    os.setsid()
    _end_with(server)
    _take_streams(request.files)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD_BACK)
    os.environ.clear()
    os.environ.update(request.env)
    time.tzset()
    os.chdir(request.cwd)
    _draw_other_numbers()
    gc.enable()
    module, function = request.target.split(":")
    return getattr(importlib.import_module(module), function)(*request.args)


def _end_with(server: int) -> None:
    """Have the kernel of the system end this process when the server ends, however it ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != server:
        sys.exit(1)


def _take_streams(files: tuple[int, ...]) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    for stream, file in enumerate(files, 1):
        os.dup2(file, stream)
    for file in files:
        os.close(file)


def _draw_other_numbers() -> None:
    """Give NumPy's global generator a seed of its own; a fork inherits the state of the server."""
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
