"""One process a period with its reports open, from which the period's kernels are forked."""

from __future__ import annotations

import gc
import os
import signal
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chiso.errors import EgovError
from chiso.report.opening import prepare_reports
from chiso.report.ready import folder_states
from chiso.runner.observation import install
from chiso.runner.warm.child import run_forked
from chiso.runner.warm.messages import Request
from chiso.runner.warm.owner import WarmServer
from chiso.runner.warm.preload import module_stamps
from chiso.runner.warm.process import ForkedProcess, RefusalError
from chiso.runner.warm.server import MOST_WAITING, Server, has_one_thread
from chiso.words import Lang

_TARGET = "chiso.runner.warm.prepared:serve_reports"
_LOOK_SECONDS = 0.01


def serve_reports(address: str, data: str, period: str, *langs: Lang) -> None:
    """Open the reports of a period, and fork kernels that find them open.

    It takes its address when it is ready. It ends at once when its reports cannot be opened, and
    when that left more than one thread; kernels then open them.

    Parameters
    ----------
    address
        Path of its socket.
    data, period, langs
        What is reported, as :func:`chiso.report.opening.prepare_reports` takes it.
    """
    states = folder_states(Path(data))
    install()  # what is read from now on counts as read by each kernel
    try:
        prepare_reports(period, langs, data, states)
    except EgovError:
        return  # each kernel meets the same error and tells it in its notebook
    if not has_one_thread():
        return
    gc.disable()
    gc.collect()
    gc.freeze()
    own_pid = os.getpid()
    unready = f"{address}.unready"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(unready)
        listener.listen(MOST_WAITING)
        Path(unready).rename(address)
        request = Server(listener, None, module_stamps()).serve()
    if request is not None:
        run_forked(request, own_pid)


@dataclass(frozen=True)
class Edition:
    """What a period's process opens.

    Attributes
    ----------
    data
        Data set, as the notebooks are told it.
    period, langs
        Period and languages.
    """

    data: str
    period: str
    langs: tuple[str, ...]


class PreparedReports:
    """The processes of a run's periods; each starts when its first kernel is wanted.

    Parameters
    ----------
    server
        Where they are forked.
    env, cwd
        Environment variables and folder of the kernels.
    editions
        What they open.
    """

    def __init__(
        self, server: WarmServer, env: Mapping[str, str], cwd: Path, editions: Sequence[Edition]
    ) -> None:
        self._server = server
        self._env = env
        self._cwd = cwd
        self._editions = {edition.period: edition for edition in editions}
        self._guards = {period: threading.Lock() for period in self._editions}
        self._processes: dict[str, ForkedProcess] = {}

    def address(self, period: str) -> Path:
        """Where to ask for a kernel of a period; that of the server where nothing could be opened.

        Waits until the reports are open, and lets the next period's process begin.
        """
        periods = list(self._editions)
        if period not in periods:
            return self._server.address
        following = periods[periods.index(period) + 1 :][:1]
        process = self._begin(period)
        address = self._path(period)
        while process is not None and process.poll() is None and not address.exists():
            time.sleep(_LOOK_SECONDS)
        for other in following:
            self._begin(other)
        return address if process is not None and process.poll() is None else self._server.address

    def release(self, period: str) -> None:
        """End a period's process; no kernel of it is wanted any more."""
        if period in self._guards:
            with self._guards[period]:
                process = self._processes.get(period)
                if process is not None:
                    process.close()

    def close(self) -> None:
        """End all processes."""
        for period in self._editions:
            self.release(period)

    def _begin(self, period: str) -> ForkedProcess | None:
        """The process of a period, started unless it was; None where it cannot be forked."""
        with self._guards[period]:
            if period not in self._processes:
                edition = self._editions[period]
                args = (os.fspath(self._path(period)), edition.data, period, *edition.langs)
                request = Request(
                    _TARGET, args, self._env, os.fspath(self._cwd), stop=signal.SIGTERM
                )
                try:
                    self._processes[period] = ForkedProcess(self._server.address, request)
                except RefusalError:
                    return None
            return self._processes[period]

    def _path(self, period: str) -> Path:
        return self._server.folder / f"p{list(self._editions).index(period)}"
