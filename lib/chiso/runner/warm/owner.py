"""Starting the warm process, and ending it with its owner."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType

from chiso.runner.warm.folder import Folder, make_folder
from chiso.runner.warm.preload import MODULES
from chiso.runner.warm.server import MOST_WAITING
from chiso.runner.warm.startup import server_environment
from chiso.words import Words

# Names the socket of the server for every process below, such as papermill or JupyterLab.
ADDRESS = "CHISO_WARM"
# In the place of an address: kernels start cold.
OFF = "off"
_PROGRAM = "from chiso.runner.warm.server import main; main()"
# A server beside a command is nobody's child: commands may wait for all children that they have.
_PROGRAM_OF_NOBODY = f"import os; os.fork() and os._exit(0); {_PROGRAM}"
_ENDING_SECONDS = 5


NO_FORK = Words(vi="hệ thống này không tách được kernel", en="this system cannot fork kernels")


def can_fork() -> bool:
    """Whether this system can fork kernels safely: threads are counted, parents are watched."""
    return hasattr(os, "pidfd_open") and Path("/proc/self/task").is_dir()


class WarmServer:
    """A warm process; it ends when this object is closed or this process ends, however it ends.

    Parameters
    ----------
    env
        Environment variables of the kernels that it will fork.
    modules
        What it imports before its first fork.

    Attributes
    ----------
    folder
        Folder of the server and of the sockets of its kernels; only this user may look into it.
    address
        Socket of the server. It takes requests at once and answers when all is imported.
    """

    def __init__(self, env: Mapping[str, str], modules: Sequence[str] = MODULES) -> None:
        self._place = make_folder()
        self.folder, self.address = self._place.path, self._place.address
        self._env = server_environment(env)
        self._modules = modules
        self._guard = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._lifeline = -1

    @property
    def pid(self) -> int | None:
        """Number of the process; None before its start."""
        return self._process.pid if self._process else None

    def __enter__(self) -> WarmServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the process, unless it was started before."""
        with self._guard:
            if self._process is None:
                self._process = self._launch()

    def close(self) -> None:
        """End the server and all processes that it forked."""
        with self._guard:
            if self._lifeline >= 0:  # also of a start that was interrupted
                os.close(self._lifeline)
                self._lifeline = -1
            if self._process is not None:
                # While it still imports, nothing is forked and only a signal reaches it.
                self._process.terminate()
                _await_end(self._process)
        self._place.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _launch(self) -> subprocess.Popen[bytes]:
        watched, self._lifeline = os.pipe()
        try:
            return _launch(_PROGRAM, self._place, watched, self._env, self._modules)
        finally:
            os.close(watched)


def _launch(
    program: str, place: Folder, lifeline: int, env: Mapping[str, str], modules: Sequence[str]
) -> subprocess.Popen[bytes]:
    """The process of a server that ends when its lifeline becomes readable."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.fspath(place.address))
        listener.listen(MOST_WAITING)
        files = (listener.fileno(), lifeline)
        return subprocess.Popen(
            [sys.executable, "-c", program, *map(str, (*files, place.path)), *modules],
            env=env,
            cwd=place.path,
            stdin=subprocess.DEVNULL,
            stdout=place.log,
            stderr=place.log,
            pass_fds=files,
            # Ctrl-C is for the owner, with whom the server ends.
            start_new_session=True,
        )


def attach_server(env: Mapping[str, str], modules: Sequence[str] = MODULES) -> dict[str, str]:
    """The variables ``env`` for a command, with the address of a server that ends with it.

    The command is this process itself, once it has become another program. Where kernels cannot be
    forked, or ``CHISO_WARM`` says ``off``, there is none and kernels start cold.

    Parameters
    ----------
    env
        Environment variables of the command and so of its kernels.
    modules
        As :class:`WarmServer` takes them.
    """
    if env.get(ADDRESS) == OFF:
        return dict(env)
    variables = {name: value for name, value in env.items() if name != ADDRESS}
    if not can_fork():
        return variables
    try:
        owner = os.pidfd_open(os.getpid())
    except OSError:  # Linux before 5.3, or a container that forbids the call
        return variables
    place = make_folder()
    with place.log:
        _launch(_PROGRAM_OF_NOBODY, place, owner, server_environment(variables), modules).wait()
    os.close(owner)
    return variables | {ADDRESS: os.fspath(place.address)}


def _await_end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def warm_server(
    env: Mapping[str, str], modules: Sequence[str] = MODULES
) -> AbstractContextManager[WarmServer | None]:
    """A server for a while, started when it is first needed; None where kernels cannot be forked.

    Parameters
    ----------
    env, modules
        As :class:`WarmServer` takes them.
    """
    return WarmServer(env, modules) if can_fork() else nullcontext()
