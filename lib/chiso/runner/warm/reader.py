"""Who has a run's data set read beside it: what was found, and where to fork what needs it read."""

from __future__ import annotations

import os
import pickle
import signal
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from chiso.runner.warm.findings import Findings
from chiso.runner.warm.messages import Request
from chiso.runner.warm.offshoot import Offshoot
from chiso.runner.warm.owner import WarmServer
from chiso.runner.warm.process import RefusalError
from chiso.waiting import result_of

_TARGET = "chiso.runner.warm.data:serve_data"


class DataReader:
    """A process that reads a data set as soon as the warm process has imported what it needs.

    Parameters
    ----------
    server
        Where it is forked; it is asked at once, and nobody has to wait for the answer.
    env
        Its environment variables.
    data
        Folder of the data set.
    periods
        Codes of the periods on which will be reported.

    Attributes
    ----------
    server
        The same.
    """

    def __init__(
        self, server: WarmServer, env: Mapping[str, str], data: Path, periods: Sequence[str]
    ) -> None:
        self.server = server
        # Whoever had data read at this server before has left its files.
        place = server.folder / f"d{uuid.uuid4().hex[:8]}"
        self._answer = place.with_suffix(".found")
        words = (*(os.fspath(path) for path in (place, self._answer, data)), *periods)
        request = Request(_TARGET, words, env, os.fspath(server.folder), stop=signal.SIGTERM)
        pool = ThreadPoolExecutor(1, "reader")
        self._forked = pool.submit(Offshoot, place, server.address, request)
        pool.shutdown(wait=False)

    def findings(self) -> Findings | None:
        """What was found, once all is read; None when no process could tell."""
        with suppress(RefusalError, OSError, EOFError, pickle.UnpicklingError):
            result_of(self._forked).wait()
            found: Findings = pickle.loads(self._answer.read_bytes())
            return found
        return None

    @property
    def address(self) -> Path:
        """Where to ask for a fork: of the process that has the data read, else of the server."""
        with suppress(RefusalError):
            offshoot = result_of(self._forked)
            if offshoot.is_ready:
                return offshoot.address
        return self.server.address

    def close(self) -> None:
        """End the process; one that is still asked for ends when it is there."""
        self._forked.add_done_callback(_end)


def _end(forked: Future[Offshoot]) -> None:
    if forked.exception() is None:
        forked.result().close()
