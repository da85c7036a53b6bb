"""The warm process that a process has for itself, without asking for one."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping

from chiso.runner.warm.owner import ADDRESS, OFF, attach_server


class OwnServer:
    """The server of one process, from the second kernel on that it asks for.

    One kernel starts fastest cold, and most commands that run one notebook want no more. Whoever
    wants a second (a loop over notebooks, JupyterLab, a restart) will want a third.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._asked = False
        self._address: str | None = None

    def address(self, env: Mapping[str, str]) -> str:
        """Where to ask for a kernel with these variables; ``off`` where it has to start cold.

        The server is nobody's child and ends with this process, however it ends. Where its forks
        would be no such kernels it refuses, and they start cold.
        """
        with self._guard:
            if not self._asked:
                self._asked = True
                return OFF
            if self._address is None:
                self._address = _attached(env)
            return self._address


def _attached(env: Mapping[str, str]) -> str:
    try:
        return attach_server(env).get(ADDRESS, OFF)
    except OSError:  # a full disk or too many processes, of which a cold kernel may know nothing
        return OFF


# By number of the process: a fork of this one has to have its own.
_SERVERS: dict[int, OwnServer] = {}


def own_server() -> OwnServer:
    """The server of this process; it starts with the second address that it is asked for."""
    return _SERVERS.setdefault(os.getpid(), OwnServer())
