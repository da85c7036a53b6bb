"""A forked process from which others are forked in turn, once it holds what they need."""

from __future__ import annotations

import time
from pathlib import Path

from chiso.runner.warm.messages import Request
from chiso.runner.warm.process import ForkedProcess

_LOOK_SECONDS = 0.01


class Offshoot:
    """A process that takes an address when it is ready, or ends.

    Parameters
    ----------
    address
        Path of the socket that it will take.
    parent
        Socket of the process that forks it.
    request
        What it does.

    Raises
    ------
    RefusalError
        If it cannot be forked.
    """

    def __init__(self, address: Path, parent: Path, request: Request) -> None:
        self.address = address
        self._process = ForkedProcess(parent, request)

    @property
    def is_ready(self) -> bool:
        """Whether it answers."""
        return self._process.poll() is None and self.address.exists()

    def wait(self) -> bool:
        """Whether it answers, once that is known."""
        while self._process.poll() is None and not self.address.exists():
            time.sleep(_LOOK_SECONDS)
        return self.is_ready

    def close(self) -> None:
        """End the process, and so all that were forked from it."""
        self._process.close()
