"""How jupyter_client gets a kernel: forked from the warm process where there is one."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from chiso.runner.warm.kernel import LAUNCHER
from chiso.runner.warm.messages import Request
from chiso.runner.warm.own import own_server
from chiso.runner.warm.owner import ADDRESS, NO_FORK, OFF, can_fork
from chiso.runner.warm.process import ForkedProcess, RefusalError
from chiso.runner.warm.startup import with_one_thread
from chiso.words import Words

_TARGET = "chiso.runner.warm.kernel:run_kernel"
_LAUNCHER = ["-m", LAUNCHER]
_NOBODY = Words(vi="không có tiến trình nạp sẵn", en="there is no warm process")
_OTHER_KIND = Words(vi="kernel loại khác", en="a kernel of another kind")
_MADE = Words(vi="đầu ra của kernel không phải là tệp", en="output of the kernel is not to a file")
_FOREIGN = Words(vi="kernel của Python khác", en="a kernel of another Python")


class WarmProvisioner(LocalProvisioner):
    """The same kernel with the same messages; only its process comes from the warm server.

    The variable ``CHISO_WARM`` of the kernel names the server, or says ``off``; without it the
    server is that of this process. For the first kernel of a process, for another interpreter or
    another kernel, and when the server refuses, the process is started as
    :class:`jupyter_client.provisioning.LocalProvisioner` starts it.

    Attributes
    ----------
    cold_reason
        Why the kernel was not forked; None when it was.
    """

    process: Any = None
    cold_reason: Words | None = None

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Connection information of the kernel, once its process exists.

        Parameters
        ----------
        cmd
            Command line of the kernel.
        **options
            Of its process, as ``subprocess.Popen`` takes them.
        """
        env = with_one_thread(options.get("env") or os.environ)
        address = env.pop(ADDRESS, None)
        self.cold_reason = _reason_to_start_cold(cmd, options)
        if self.cold_reason is None:
            request = _request(cmd[1 + len(_LAUNCHER) :], env, options)
            try:
                # The server may still be importing; other kernels' messages must not wait.
                forked = await asyncio.to_thread(_fork, address, request)
            except RefusalError as error:
                self.cold_reason = error.reason
                self.log.info("Kernel started cold: %s", error)
            else:
                self.process, self.pid, self.pgid = forked, forked.pid, forked.pid
                self.cwd = request.cwd
                return self.connection_info
        return await super().launch_kernel(cmd, **{**options, "env": env})

    async def wait(self) -> int | None:
        """Exit code once the process has ended, without asking every 100 ms."""
        forked = self.process
        if not isinstance(forked, ForkedProcess):
            code: int | None = await super().wait()
            return code
        code = await _end_of(forked)
        forked.close()
        self.process = None
        return code

    async def kill(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 - its signature
        """End the process; it is gone when this returns."""
        # The thread that runs the kernel may forget the process while another one ends it.
        process = self.process
        if process is not None:
            _end_group(process, self.pgid)
        if isinstance(process, ForkedProcess):
            await _end_of(process)

    async def cleanup(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 - its signature
        """Give up what belongs to the kernel, once it has been shut down."""
        if isinstance(self.process, ForkedProcess):
            self.process.close()
        await super().cleanup(restart)


def cold_reason(provisioner: object) -> Words | None:
    """Why a kernel was not forked; None when it was."""
    return provisioner.cold_reason if isinstance(provisioner, WarmProvisioner) else _OTHER_KIND


def how_started(provisioner: object) -> str:
    """How a kernel started: ``warm``, or ``cold`` with the reason."""
    reason = cold_reason(provisioner)
    return f"cold: {reason.en}" if reason else "warm"


def _end_group(process: Any, group: int | None) -> None:
    """Kill a process with those that it started, or alone where there are no groups."""
    if group and hasattr(os, "killpg"):
        with suppress(OSError):
            os.killpg(group, signal.SIGKILL)
            return
    process.kill()


async def _end_of(forked: ForkedProcess) -> int:
    """Exit code of a process, once it has ended."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    if (code := forked.poll()) is not None:
        return code
    try:
        file = forked.watched()
    except OSError:
        return forked.wait()  # given up by another thread, which counts as its end
    loop.add_reader(file, told.set)
    try:
        while (code := forked.poll()) is None:
            await told.wait()
            told.clear()
    finally:
        loop.remove_reader(file)
        os.close(file)
    return code


def _fork(address: str | None, request: Request) -> ForkedProcess:
    """A forked process; refused where there is no server to fork it."""
    place = address or own_server().address(request.env)
    if place == OFF:
        raise RefusalError(_NOBODY)
    return ForkedProcess(Path(place), request)


def _reason_to_start_cold(cmd: Sequence[str], options: Mapping[str, Any]) -> Words | None:
    """Why not even to ask for a fork; None where one may do."""
    if not can_fork():
        return NO_FORK
    if not _is_own_kernel(cmd):
        return _FOREIGN
    # Not files but what Popen is to make of them, such as DEVNULL, is negative.
    return _MADE if any(file < 0 for file in _files(options)) else None


def _is_own_kernel(cmd: Sequence[str]) -> bool:
    """Whether a command line starts the kernel ``chiso`` in the Python that runs this."""
    python, *rest = cmd
    same = Path(python).absolute() == Path(sys.executable).absolute()
    return same and rest[: len(_LAUNCHER)] == _LAUNCHER


def _request(
    arguments: Sequence[str], env: Mapping[str, str], options: Mapping[str, Any]
) -> Request:
    cwd = os.fspath(options.get("cwd") or Path.cwd())
    return Request(_TARGET, tuple(arguments), env, cwd, files=_files(options))


def _files(options: Mapping[str, Any]) -> tuple[int, ...]:
    """Standard output and standard error; by default those of this process."""
    given = (options.get("stdout"), options.get("stderr"))
    streams = (number if each is None else each for number, each in enumerate(given, 1))
    return tuple(each if isinstance(each, int) else each.fileno() for each in streams)
