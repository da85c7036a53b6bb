"""The commands together, and the exit code that each ending has."""

from __future__ import annotations

import io
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType, TracebackType

import click

from chiso.cli.command import Group
from chiso.cli.comparing import diff_command
from chiso.cli.converting import convert_command
from chiso.cli.creating import new_command
from chiso.cli.diagnosis import doctor_command
from chiso.cli.importing import import_command
from chiso.cli.lab import lab_command
from chiso.cli.listing import list_command
from chiso.cli.opening import open_command
from chiso.cli.running import run_command
from chiso.cli.sampling import sample_command
from chiso.cli.screen import say, tell_error
from chiso.cli.validating import validate_command
from chiso.errors import EgovError
from chiso.words import Words

INTERRUPTED = 130
TERMINATED = 143
_PURPOSE = Words(
    vi="Báo cáo chỉ số chính quyền số của tỉnh, theo từng kỳ.",
    en="Reports on a province's digital government, period by period.",
)
_STOPPED = Words(
    vi="Đã dừng theo yêu cầu; các báo cáo đã xuất bản vẫn nguyên vẹn, không có gì bị nhập dở.",
    en="Stopped as asked; the published reports are untouched and nothing is half entered.",
)


class Terminated(KeyboardInterrupt):
    """The system asked this process to end; handled like Ctrl-C."""


def run_command_line(words: Sequence[str]) -> int:
    """The exit code of a command line; results go to stdout, messages to stderr.

    Parameters
    ----------
    words
        What was typed after ``chiso``.
    """
    is_verbose = {"--verbose", "-v"}.intersection(words)
    try:
        with _termination_as_interrupt():
            return int(_app().main(list(words), "chiso", standalone_mode=False) or 0)
    except EgovError as error:
        if is_verbose:
            traceback.print_exc()
        return tell_error(error)
    except click.Abort as error:
        say(_STOPPED)
        return TERMINATED if isinstance(error.__cause__, Terminated) else INTERRUPTED


def use_plain_errors(words: Sequence[str]) -> None:
    """From now on tell unexpected errors in one line, unless ``--verbose`` was typed."""
    if not {"--verbose", "-v"}.intersection(words):
        sys.excepthook = _tell_unexpected
    # A terminal that knows no Vietnamese letters still gets the message.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _app() -> Group:
    commands = (
        run_command(),
        list_command(),
        validate_command(),
        convert_command(),
        import_command(),
        new_command(),
        sample_command(),
        open_command(),
        lab_command(),
        diff_command(),
        doctor_command(),
    )
    return Group("chiso", _PURPOSE, commands)


@contextmanager
def _termination_as_interrupt() -> Iterator[None]:
    """Have SIGTERM stop a run as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, _raise_terminated)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _raise_terminated(number: int, frame: FrameType | None) -> None:
    raise Terminated


def _tell_unexpected(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    say(
        Words(
            vi=f"Lỗi ngoài dự kiến: {kind.__name__}: {error}. Thêm --verbose để xem chi tiết.",
            en=f"Unexpected error: {kind.__name__}: {error}. Add --verbose for details.",
        )
    )
