"""What the warm process is asked, and how one line of it is sent and received."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Standard output and standard error.
_MOST_FILES = 2
_PIECE = 1 << 16


@dataclass(frozen=True)
class Request:
    """A process to be forked.

    Attributes
    ----------
    target
        What it does, as ``module:function``.
    args
        Words for the function.
    env
        All its environment variables.
    cwd
        Its folder.
    stop
        Signal that ends its process group when nobody waits for it any more.
    files
        Open files for its standard output and standard error; empty means those of the server.
    """

    target: str
    args: tuple[str, ...]
    env: Mapping[str, str]
    cwd: str
    stop: int = signal.SIGKILL
    files: tuple[int, ...] = ()


def send_request(connection: socket.socket, request: Request) -> None:
    """Send a request with its open files."""
    content = {
        "target": request.target,
        "args": request.args,
        "env": dict(request.env),
        "cwd": request.cwd,
        "stop": int(request.stop),
    }
    line = json.dumps(content).encode() + b"\n"
    sent = socket.send_fds(connection, [line], request.files) if request.files else 0
    connection.sendall(line[sent:])


def receive_request(connection: socket.socket) -> Request:
    """The request on a connection, with its files opened here.

    Raises
    ------
    OSError
        If the sender went away or took too long.
    """
    line, files, *_ = socket.recv_fds(connection, _PIECE, _MOST_FILES)
    while not line.endswith(b"\n"):
        piece = connection.recv(_PIECE)
        if not piece:
            raise ConnectionResetError
        line += piece
    content = json.loads(line)
    return Request(
        content["target"],
        tuple(content["args"]),
        content["env"],
        content["cwd"],
        content["stop"],
        tuple(files),
    )


def send_answer(connection: socket.socket, **content: object) -> None:
    """Send one answer, such as ``pid=41`` or ``exit=0``."""
    connection.sendall(json.dumps(content).encode() + b"\n")


class AnswerReader:
    """The answers on a connection, one by one."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._rest = b""

    def read(self, *, wait: bool) -> Mapping[str, Any] | None:
        """The next answer; None at the end.

        Parameters
        ----------
        wait
            Whether to wait for it.

        Raises
        ------
        BlockingIOError
            If there is no whole answer yet and this must not wait.
        """
        flags = 0 if wait else socket.MSG_DONTWAIT
        while b"\n" not in self._rest:
            try:
                piece = self._connection.recv(_PIECE, flags)
            except ConnectionResetError:
                return None
            if not piece:
                return None
            self._rest += piece
        line, self._rest = self._rest.split(b"\n", 1)
        answer: Mapping[str, Any] = json.loads(line)
        return answer
