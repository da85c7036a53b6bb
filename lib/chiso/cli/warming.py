"""``chiso warm``: another command, whose kernels are forked from one warm process."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence

import click

from chiso.cli.command import Command, Given
from chiso.errors import Problem, UsageError
from chiso.words import Words

_PURPOSE = Words(
    vi="Chạy một lệnh (papermill, jupyter lab, …) mà kernel chiso của lệnh đó khởi động nhanh.",
    en="Run a command (papermill, jupyter lab, …) whose chiso kernels start fast.",
)


def warm_command() -> Command:
    """``chiso warm -- COMMAND…``."""
    words = click.Argument(["command"], nargs=-1, required=True, type=click.UNPROCESSED)
    command = Command("warm", _warm, _PURPOSE, [words])
    # Options after the first word are those of the command that is run.
    command.allow_interspersed_args = False
    return command


def _warm(given: Given) -> int:
    words = given["command"]
    program = shutil.which(words[0])
    if program is None:
        allowed = Words(vi="một lệnh tìm được trong PATH", en="a command that is found in PATH")
        todo = Words(
            vi="Xem chính tả; ví dụ: chiso warm -- papermill -k chiso A.ipynb B.ipynb",
            en="Check its spelling; for example: chiso warm -- papermill -k chiso A.ipynb B.ipynb",
        )
        raise UsageError(Problem("chiso warm", repr(words[0]), allowed, todo, "unknown_program"))
    return become([program, *words[1:]], os.environ)


def become(words: Sequence[str], environment: Mapping[str, str]) -> int:
    """The exit code of a command that runs in place of this process, with warm kernels.

    Parameters
    ----------
    words
        Path of a program, and its arguments.
    environment
        Its environment variables.
    """
    from chiso.runner.warm.owner import attach_server

    if sys.platform != "win32":
        # In place of this process, so that its exit code, Ctrl-C and signals are its own.
        os.execve(words[0], list(words), attach_server(environment))
    import subprocess  # help of all commands needs none of it

    return subprocess.call(words, env=environment)
