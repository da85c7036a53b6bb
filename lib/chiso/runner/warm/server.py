"""The warm process: it answers each request with a forked process, until its owner ends.

Each connection asks for one process. The answers are ``pid`` and later ``exit``, or ``refused``
with a reason. Closing the connection ends the process, so nothing outlives who asked for it.
"""

from __future__ import annotations

import os
import selectors
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

from chiso.runner.warm.child import run_forked
from chiso.runner.warm.forks import ended_processes, fork, has_children, signal_group
from chiso.runner.warm.messages import Request, receive_request, send_answer
from chiso.runner.warm.preload import (
    TOO_EARLY,
    Stamp,
    changed_modules,
    hide_from_collector,
    import_modules,
    module_stamps,
)
from chiso.runner.warm.startup import differing_variables
from chiso.words import Words

_TASKS = Path("/proc/self/task")
# Connections that may wait for their fork.
MOST_WAITING = 128
_REQUEST_SECONDS = 5
_ENDING_SECONDS = 2
_THREADS = Words(
    vi="tiến trình nạp sẵn có nhiều hơn một luồng", en="more than one thread in the warm process"
)
_IMPORTED_EARLY = Words(
    vi=f"{TOO_EARLY} được nạp khi chưa có shell",
    en=f"{TOO_EARLY} was imported before a shell exists",
)
_VARIABLES = Words(vi="biến môi trường khác: {names}", en="other environment variables: {names}")
_NO_PROCESS = Words(
    vi="không tách được tiến trình: {error}", en="no process can be forked: {error}"
)
_CHANGED = Words(vi="đã đổi trên đĩa: {names}", en="changed on disk: {names}")


@dataclass(frozen=True)
class _Running:
    """A forked process, who waits for it, and the signal that ends it."""

    connection: socket.socket
    stop: int


class Server:
    """Forks one process a request.

    Parameters
    ----------
    listener
        Socket at which requests arrive.
    lifeline
        File that becomes readable when the owner ends: a pipe of the owner's, or the owner itself;
        None where the system ends this process together with its own parent.
    stamps
        Files of the imported modules.
    """

    def __init__(
        self, listener: socket.socket, lifeline: int | None, stamps: dict[str, Stamp]
    ) -> None:
        self._listener = listener
        self._lifeline = lifeline
        self._stamps = stamps
        self._running: dict[int, _Running] = {}
        self._selector = selectors.DefaultSelector()
        self._signals = os.pipe()
        self._is_over = False

    def serve(self) -> Request | None:
        """None once the owner ended; in each forked process, the request that it was made for."""
        self._listen()
        while not self._is_over:
            for key, _ in self._selector.select():
                answer: Callable[[], Request | None] = key.data
                request = answer()
                if request is not None:
                    return request
        self._end_all()
        return None

    def _listen(self) -> None:
        heard, told = self._signals
        os.set_blocking(told, False)
        # The pipe comes first: a signal with a handler and no pipe would be lost.
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        # A handler is needed for the signal's number to be written into the pipe.
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, _go_on)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._selector.register(heard, selectors.EVENT_READ, self._read_signals)
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
        if self._lifeline is not None:
            self._selector.register(self._lifeline, selectors.EVENT_READ, self._end)

    def _accept(self) -> Request | None:
        """The request in the forked process; None in this one."""
        connection, _ = self._listener.accept()
        connection.settimeout(_REQUEST_SECONDS)
        try:
            request = receive_request(connection)
        except OSError:
            connection.close()
            return None
        reason = self._reason_to_refuse(request)
        pid: int | None = None
        try:
            pid = None if reason else fork()
        except OSError as error:
            reason = _NO_PROCESS.fill(error=error.strerror)
        if pid == 0:
            connection.close()
            self._forget()
            return request
        _close(request.files)
        if pid is None:
            with suppress(OSError), connection:
                send_answer(connection, refused=reason)
        else:
            connection.settimeout(None)
            self._watch(pid, connection, request.stop)
        return None

    def _reason_to_refuse(self, request: Request) -> Words | None:
        """Why a fork would not do what a fresh process does; None when it would."""
        if not has_one_thread():
            return _THREADS
        if TOO_EARLY in sys.modules:
            return _IMPORTED_EARLY
        names = differing_variables(request.env, os.environ)
        if names:
            return _VARIABLES.fill(names=", ".join(names))
        changed = changed_modules(self._stamps)
        return _CHANGED.fill(names=", ".join(map(_short, changed[:3]))) if changed else None

    def _watch(self, pid: int, connection: socket.socket, stop: int) -> None:
        self._running[pid] = _Running(connection, stop)
        self._selector.register(connection, selectors.EVENT_READ, lambda: self._hang_up(pid))
        try:
            send_answer(connection, pid=pid)
        except OSError:
            self._hang_up(pid)

    def _hang_up(self, pid: int) -> None:
        """End a process for which nobody waits any more; it has nothing to say after its start."""
        running = self._running.pop(pid, None)
        if running is None:
            return  # it ended, and was told so, in the same moment
        self._selector.unregister(running.connection)
        running.connection.close()
        signal_group(pid, running.stop)

    def _read_signals(self) -> None:
        self._is_over = signal.SIGTERM in os.read(self._signals[0], 4096)
        self._tell_exits()

    def _tell_exits(self) -> None:
        """Tell those who wait that their process ended."""
        for pid, code in ended_processes():
            running = self._running.pop(pid, None)
            if running is None:
                continue
            self._selector.unregister(running.connection)
            # Who waits may go away in the same moment.
            with suppress(OSError), running.connection:
                send_answer(running.connection, exit=code)

    def _end(self) -> None:
        """The owner is gone: nothing else makes the lifeline readable."""
        self._is_over = True

    def _end_all(self) -> None:
        """End all processes; those that have forks of their own get time to end them.

        Also those of which nobody wants to hear any more: what they used is counted with what this
        process did only once it has waited for them.
        """
        for pid, running in self._running.items():
            signal_group(pid, running.stop)
        deadline = time.monotonic() + _ENDING_SECONDS
        while has_children() and time.monotonic() < deadline:
            time.sleep(0.01)

    def _forget(self) -> None:
        """Close in a forked process what belongs to the server."""
        signal.set_wakeup_fd(-1)
        for running in self._running.values():
            running.connection.close()
        self._selector.close()
        self._listener.close()
        _close(self._signals)
        if self._lifeline is not None:
            _close((self._lifeline,))


def main() -> None:
    """Serve on the inherited socket and lifeline that the command line names, then tidy up.

    After them it names the server's folder and the modules to import.
    """
    listener, lifeline, folder, *modules = sys.argv[1:]
    # The folder in which this was started must not offer modules to anybody.
    sys.path[:] = [entry for entry in sys.path if entry]
    import_modules(modules)
    connection, own_pid = socket.socket(fileno=int(listener)), os.getpid()
    request = Server(connection, int(lifeline), module_stamps()).serve()
    if request is None:
        shutil.rmtree(folder, ignore_errors=True)
        _end_at_once()
    run_forked(request, own_pid)


def serve_forks(address: str) -> None:
    """Fork processes of what this process holds, until who started it ends.

    It ends at once when it has more than one thread.

    Parameters
    ----------
    address
        Path of its socket, which is there from the moment on at which it answers.
    """
    if not has_one_thread():
        return
    hide_from_collector()
    own_pid = os.getpid()
    unready = f"{address}.unready"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(unready)
        listener.listen(MOST_WAITING)
        Path(unready).rename(address)
        request = Server(listener, None, module_stamps()).serve()
    if request is None:
        _end_at_once()
    run_forked(request, own_pid)


def _end_at_once() -> NoReturn:
    """End this process; giving back each object that it holds would take a tenth of a second."""
    os._exit(0)


def has_one_thread() -> bool:
    """Whether this process can be forked: a fork has only one thread, but the locks of all."""
    return len(list(_TASKS.iterdir())) == 1


def _short(path: str) -> str:
    """A file with its folder: records hold no paths of the machine."""
    return "/".join(Path(path).parts[-2:])


def _go_on(number: int, frame: FrameType | None) -> None:
    """The signal's number is in the pipe; nothing else has to be done now."""


def _close(files: Sequence[int]) -> None:
    for file in files:
        os.close(file)
