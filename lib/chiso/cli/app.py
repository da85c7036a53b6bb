"""The commands together, and the exit code that each ending has."""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType, TracebackType

import click

from chiso.cli.command import Group
from chiso.cli.screen import say, tell_error
from chiso.errors import EgovError
from chiso.words import Words

INTERRUPTED = 130
# Module of each command in this package; it is imported when its command is typed.
_COMMANDS = {
    "run": "running",
    "plan": "planning",
    "retry": "running",
    "status": "standing",
    "clean": "cleaning",
    "list": "listing",
    "validate": "validating",
    "convert": "converting",
    "import": "importing",
    "new": "creating",
    "sample": "sampling",
    "open": "opening",
    "lab": "lab",
    "warm": "warming",
    "diff": "comparing",
    "doctor": "diagnosis",
}
# A shell reports a process that a signal ended by this number and the signal's.
_SIGNAL_BASE = 128
_PURPOSE = Words(
    vi="Báo cáo chỉ số chính quyền số của tỉnh, theo từng kỳ.",
    en="Reports on a province's digital government, period by period.",
)
_STOPPED = Words(
    vi="Đã dừng theo yêu cầu; các báo cáo đã xuất bản vẫn nguyên vẹn, không có gì bị nhập dở.",
    en="Stopped as asked; the published reports are untouched and nothing is half entered.",
)
_STOPPED_AT_ONCE = Words(
    vi="Dừng ngay; lượt chạy sau sẽ dọn phần dở dang.",
    en="Stopped at once; the next run clears away what is unfinished.",
)


class Stopped(KeyboardInterrupt):
    """The system or a person asked this process to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = _SIGNAL_BASE + number


def run_command_line(words: Sequence[str]) -> int:
    """The exit code of a command line; results go to stdout, messages to stderr.

    Parameters
    ----------
    words
        What was typed after ``chiso``.
    """
    is_verbose = {"--verbose", "-v"}.intersection(words)
    try:
        with _orderly_stop():
            return int(_app().main(list(words), "chiso", standalone_mode=False) or 0)
    except EgovError as error:
        if is_verbose:
            traceback.print_exc()
        return tell_error(error)
    except click.Abort as error:
        say(_STOPPED)
        return error.__cause__.exit_code if isinstance(error.__cause__, Stopped) else INTERRUPTED


def use_plain_errors(words: Sequence[str]) -> None:
    """From now on tell unexpected errors in one line, unless ``--verbose`` was typed."""
    if not {"--verbose", "-v"}.intersection(words):
        sys.excepthook = _tell_unexpected
    # A terminal that knows no Vietnamese letters still gets the message.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _app() -> Group:
    return Group("chiso", _PURPOSE, _COMMANDS)


@contextmanager
def _orderly_stop() -> Iterator[None]:
    """Have Ctrl-C, SIGTERM and SIGHUP stop a run in good order, and a second one at once."""
    numbers = [signal.SIGINT, signal.SIGTERM, *filter(None, [getattr(signal, "SIGHUP", None)])]
    # Signals that whoever started this process had it ignore (nohup) stay ignored.
    before = {each: signal.getsignal(each) for each in numbers}
    heard = {each: handler for each, handler in before.items() if handler is not signal.SIG_IGN}
    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        if len(asked) > 1:
            say(_STOPPED_AT_ONCE)
            os._exit(_SIGNAL_BASE + number)
        raise Stopped(number)

    for each in heard:
        signal.signal(each, stop)
    try:
        yield
    finally:
        for each, handler in heard.items():
            signal.signal(each, handler)


def _tell_unexpected(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    say(
        Words(
            vi=f"Lỗi ngoài dự kiến: {kind.__name__}: {error}. Thêm --verbose để xem chi tiết.",
            en=f"Unexpected error: {kind.__name__}: {error}. Add --verbose for details.",
        )
    )
