"""Starting the warm process, and ending it with its owner."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType

from chiso.runner.warm.preload import MODULES
from chiso.runner.warm.server import MOST_WAITING
from chiso.runner.warm.startup import server_environment

# Names the socket of the server for every process below, such as papermill or JupyterLab.
ADDRESS = "CHISO_WARM"
_PROGRAM = "from chiso.runner.warm.server import main; main()"
_ENDING_SECONDS = 5
# A socket's path may have 107 bytes, and kernels put theirs beside the server's.
_LONGEST_FOLDER = 60


def can_fork() -> bool:
    """Whether this system can fork kernels safely: threads are counted, parents are watched."""
    return sys.platform == "linux" and Path("/proc/self/task").is_dir()


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
        self.folder = _short_folder()
        self.address = self.folder / "server"
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
            if self._process is not None:
                os.close(self._lifeline)
                # While it still imports, nothing is forked and only a signal reaches it.
                self._process.terminate()
                _await_end(self._process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _launch(self) -> subprocess.Popen[bytes]:
        watched, self._lifeline = os.pipe()
        with socket.socket(socket.AF_UNIX) as listener, (self.folder / "log").open("wb") as log:
            listener.bind(os.fspath(self.address))
            listener.listen(MOST_WAITING)
            files = (listener.fileno(), watched)
            process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, *map(str, (*files, self.folder)), *self._modules],
                env=self._env,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=files,
                # Ctrl-C is for the owner, who then ends the server.
                start_new_session=True,
            )
        os.close(watched)
        return process


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


def _short_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="chiso-"))
    if len(os.fsencode(folder)) <= _LONGEST_FOLDER:
        return folder
    folder.rmdir()
    return Path(tempfile.mkdtemp(prefix="chiso-", dir="/tmp"))
