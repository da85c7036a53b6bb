"""The processes of a run's periods, from which the kernels of each period are forked."""

from __future__ import annotations

import os
import signal
import threading
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chiso.runner.warm.messages import Request
from chiso.runner.warm.offshoot import Offshoot
from chiso.runner.warm.owner import WarmServer
from chiso.runner.warm.process import RefusalError
from chiso.runner.warm.reader import DataReader

_TARGET = "chiso.runner.warm.reports:serve_reports"


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
        Where kernels of other periods are forked, and of those whose reports cannot be opened.
    env, cwd
        Environment variables and folder of the kernels.
    editions
        What they open.
    reader
        Where these processes are forked, with the data set read; the server when there is none.
    """

    def __init__(
        self,
        server: WarmServer,
        env: Mapping[str, str],
        cwd: Path,
        editions: Sequence[Edition],
        reader: DataReader | None = None,
    ) -> None:
        self._server = server
        self._parent = reader or server
        self._env = env
        self._cwd = cwd
        self._editions = {edition.period: edition for edition in editions}
        self._guards = {period: threading.Lock() for period in self._editions}
        # Whoever prepared reports at this server before has left its addresses.
        self._name = f"p{uuid.uuid4().hex[:8]}"
        self._offshoots: dict[str, Offshoot] = {}

    def address(self, period: str) -> Path:
        """Where to ask for a kernel of a period; the server where nothing could be opened.

        Waits until the reports are open, and lets the next period's process begin.
        """
        periods = list(self._editions)
        if period not in periods:
            return self._server.address
        offshoot = self._begin(period)
        is_ready = offshoot is not None and offshoot.wait()
        for following in periods[periods.index(period) + 1 :][:1]:
            self._begin(following)
        return offshoot.address if offshoot and is_ready else self._server.address

    def release(self, period: str) -> None:
        """End a period's process; no kernel of it is wanted any more."""
        if period in self._guards:
            with self._guards[period]:
                offshoot = self._offshoots.get(period)
                if offshoot is not None:
                    offshoot.close()

    def close(self) -> None:
        """End all processes."""
        for period in self._editions:
            self.release(period)

    def _begin(self, period: str) -> Offshoot | None:
        """The process of a period, started unless it was; None where it cannot be forked."""
        with self._guards[period]:
            if period not in self._offshoots:
                edition = self._editions[period]
                share = "whole" if edition.is_whole else "part"
                address = self._path(period)
                args = (os.fspath(address), edition.data, period, share, *edition.langs)
                request = Request(
                    _TARGET, args, self._env, os.fspath(self._cwd), stop=signal.SIGTERM
                )
                try:
                    self._offshoots[period] = Offshoot(address, self._parent.address, request)
                except RefusalError:
                    return None
            return self._offshoots[period]

    def _path(self, period: str) -> Path:
        return self._server.folder / f"{self._name}.{list(self._editions).index(period)}"
