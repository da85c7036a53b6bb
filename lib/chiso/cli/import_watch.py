"""How an import looks while it goes: a bar on a terminal, plain lines in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chiso.cli.screen import say
from chiso.intake.outcomes import Known, Outcome, Silence, Watch
from chiso.words import Words, reader_lang

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

_LINES = 10  # at most, that an import writes into a pipe
_STEP = 20  # files, at least, from one line to the next


@contextmanager
def watched_import(*, quiet: bool) -> Iterator[Watch]:
    """A watch for one import on stderr."""
    if quiet:
        yield Silence()
    elif sys.stderr.isatty():
        from chiso.cli.watching import open_bars

        with open_bars() as bars:
            yield BarWatch(bars)
    else:
        yield LineWatch()


class LineWatch(Watch):
    """A line now and then, while files are read."""

    def __init__(self) -> None:
        self._files = self._done = 0

    def waiting(self, holder: str) -> None:
        """Tell who is waited for."""
        say(waiting_line(holder))

    def begin(self, files: int) -> None:
        """Keep the number of files."""
        self._files = files

    def file_done(self, outcome: Outcome) -> None:
        """Tell how far it is, unless files are only passed over."""
        self._done += 1
        step = max(self._files // _LINES, _STEP)
        if self._done % step == 0 and not isinstance(outcome, Known):
            say(Words(vi=f"{self._done}/{self._files} tệp", en=f"{self._done}/{self._files} files"))


class BarWatch(Watch):
    """One bar over all files."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def waiting(self, holder: str) -> None:
        """Tell who is waited for, above the bar."""
        line = waiting_line(holder).say(reader_lang())
        self._bars.console.print(line, markup=False, highlight=False)

    def begin(self, files: int) -> None:
        """Open the bar."""
        words = Words(vi="Đọc tệp", en="Reading")
        self._task = self._bars.add_task(words.say(reader_lang()), total=files)

    def file_done(self, outcome: Outcome) -> None:
        """Move the bar on."""
        if self._task is not None:
            self._bars.advance(self._task)


def waiting_line(holder: str) -> Words:
    """Who is waited for."""
    process = f" (pid {holder})" if holder else ""
    return Words(
        vi=f"Đang đợi lượt nhập khác vào bộ số liệu này{process}",
        en=f"Waiting for another import into this data set{process}",
    )
