"""The processes of a run's periods, from which the kernels of each period are forked."""

from __future__ import annotations

import os
import signal
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chiso.runner.warm.messages import Request
from chiso.runner.warm.owner import WarmServer
from chiso.runner.warm.process import ForkedProcess, RefusalError

_TARGET = "chiso.runner.warm.reports:serve_reports"
_LOOK_SECONDS = 0.01


@dataclass(frozen=True)
class Edition:
    """What a period's process opens.

    Attributes
    ----------
    data
        Data set, as the notebooks are told it.
    period, langs
        Period and languages.
    is_whole
        Whether several chapters will be drawn.
    """

    data: str
    period: str
    langs: tuple[str, ...]
    is_whole: bool = True


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
        # Whoever prepared reports at this server before has left its addresses.
        self._name = f"p{uuid.uuid4().hex[:8]}"
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
                share = "whole" if edition.is_whole else "part"
                args = (os.fspath(self._path(period)), edition.data, period, share, *edition.langs)
                request = Request(
                    _TARGET, args, self._env, os.fspath(self._cwd), stop=signal.SIGTERM
                )
                try:
                    self._processes[period] = ForkedProcess(self._server.address, request)
                except RefusalError:
                    return None
            return self._processes[period]

    def _path(self, period: str) -> Path:
        return self._server.folder / f"{self._name}.{list(self._editions).index(period)}"
