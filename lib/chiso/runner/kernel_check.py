"""How long a kernel takes to start, fresh and forked, and why it cannot be forked."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_core.utils import run_sync

from chiso.runner.kernel import KERNEL, kernel_environment
from chiso.runner.manager import make_manager
from chiso.runner.warm.folder import socket_folder
from chiso.runner.warm.messages import Request
from chiso.runner.warm.owner import ADDRESS, NO_FORK, OFF, WarmServer, warm_server
from chiso.runner.warm.process import ForkedProcess, RefusalError
from chiso.runner.warm.provisioner import cold_reason
from chiso.words import Words

_READY_SECONDS = 60


@dataclass(frozen=True)
class KernelStarts:
    """Two starts of the kernel.

    Attributes
    ----------
    cold_seconds
        From the request to the first answer of a fresh kernel.
    warm_seconds
        The same of a forked one; None where kernels are not forked.
    reason
        Why kernels are not forked; None where they are.
    """

    cold_seconds: float
    warm_seconds: float | None = None
    reason: Words | None = None


def try_kernels() -> KernelStarts:
    """Start a fresh kernel and a forked one as a run does, and end them.

    Raises
    ------
    RuntimeError, OSError
        If the kernel does not start or does not answer.
    """
    with tempfile.TemporaryDirectory() as scratch:
        env = kernel_environment(os.environ, Path(scratch)) | {ADDRESS: OFF}
        with socket_folder() as sockets:
            cold_seconds, _ = _start(env, sockets)
        with warm_server(env) as server:
            if server is None:
                return KernelStarts(cold_seconds, reason=NO_FORK)
            try:
                _await_imports(server, env)
            except RefusalError as error:
                return KernelStarts(cold_seconds, reason=error.reason)
            warm_seconds, reason = _start(env | {ADDRESS: os.fspath(server.address)}, server.folder)
            return KernelStarts(cold_seconds, None if reason else warm_seconds, reason)


def _await_imports(server: WarmServer, env: Mapping[str, str]) -> None:
    """Wait until the server forks; a run does other things meanwhile."""
    server.start()
    process = ForkedProcess(server.address, Request("os:getpid", (), env, os.sep))
    process.wait()
    process.close()


def _start(env: Mapping[str, str], sockets: Path | None) -> tuple[float, Words | None]:
    """Seconds until a kernel answered, and why it was not forked."""
    began = time.monotonic()
    manager: Any = make_manager(KERNEL, sockets)
    with Path(os.devnull).open("w") as nobody:
        run_sync(manager.start_kernel)(env=env, stdout=nobody, stderr=nobody)
    client = manager.client()
    client.start_channels()
    try:
        run_sync(client.wait_for_ready)(timeout=_READY_SECONDS)
        return time.monotonic() - began, cold_reason(manager.provisioner)
    finally:
        client.stop_channels()
        run_sync(manager.shutdown_kernel)(now=True)
