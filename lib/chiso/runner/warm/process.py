"""A forked process as jupyter_client handles processes: what it needs of ``subprocess.Popen``."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

from chiso.runner.warm.messages import AnswerReader, Request, send_request
from chiso.words import Words

# The server may still be importing, on a machine with other work.
_START_SECONDS = 60
_UNREACHABLE = Words(vi="{error} ở tiến trình nạp sẵn", en="{error} at the warm process")
_ENDED = Words(vi="tiến trình nạp sẵn đã kết thúc", en="the warm process ended")


class RefusalError(Exception):
    """The warm process cannot do what a fresh process would.

    Attributes
    ----------
    reason
        Why; the message is its English.
    """

    def __init__(self, reason: Words) -> None:
        super().__init__(reason.en)
        self.reason = reason


class ForkedProcess:
    """A process forked by the warm server; it ends when this object is closed or collected.

    Parameters
    ----------
    address
        Socket of the server.
    request
        What the process does.

    Attributes
    ----------
    pid
        Number of the process; its process group has the same.
    returncode
        Exit code, or minus the signal that ended it; None while it runs.

    Raises
    ------
    RefusalError
        If the server is not there or refuses; a cold process can be started instead.
    """

    stdin = stdout = stderr = None

    def __init__(self, address: Path, request: Request) -> None:
        self.returncode: int | None = None
        self._guard = threading.Lock()
        self._connection = socket.socket(socket.AF_UNIX)
        self._answers = AnswerReader(self._connection)
        self.pid = self._ask(address, request)

    def _ask(self, address: Path, request: Request) -> int:
        try:
            self._connection.settimeout(_START_SECONDS)
            self._connection.connect(os.fspath(address))
            send_request(self._connection, request)
            answer = self._answers.read(wait=True)
            self._connection.settimeout(None)
        except OSError as error:
            self.close()
            raise RefusalError(_UNREACHABLE.fill(error=error.strerror or error)) from error
        if answer is None or "refused" in answer:
            self.close()
            raise RefusalError(Words(*answer["refused"]) if answer else _ENDED)
        return int(answer["pid"])

    def fileno(self) -> int:
        """A file that becomes readable when the process has ended."""
        return self._connection.fileno()

    def watched(self) -> int:
        """A copy of that file, for whoever waits while other threads may give the process up.

        Raises
        ------
        OSError
            If the process has been given up.
        """
        with self._guard:
            return os.dup(self.fileno())

    def poll(self) -> int | None:
        """Exit code, or None while the process runs."""
        with self._guard:
            if self.returncode is None:
                try:
                    answer = self._answers.read(wait=False)
                except BlockingIOError:
                    return None
                except OSError:
                    answer = None
                # Without an answer the server is gone or has ended the process.
                self.returncode = answer["exit"] if answer else -signal.SIGKILL
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Exit code once the process has ended.

        Raises
        ------
        subprocess.TimeoutExpired
            If that takes longer than ``timeout`` seconds.
        """
        while (code := self.poll()) is None:
            if not select.select([self], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("forked process", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        """Signal the process, unless it has ended."""
        if self.poll() is None:
            # It may have ended a moment ago, with the news of it still on the way.
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End the process at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def close(self) -> None:
        """Give the process up; the server ends it if it still runs."""
        with self._guard, self._connection, suppress(OSError):
            # Whoever waits in another thread hears of it too.
            self._connection.shutdown(socket.SHUT_RDWR)
