"""How a run looks while it goes: bars on a terminal, plain lines in a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chiso.cli.screen import say
from chiso.export.wording import VERDICTS
from chiso.runner import PeriodOutcome, Progress
from chiso.runner.events import item_event, item_name, period_event
from chiso.runner.jobs import ChapterJob, ChapterResult
from chiso.runner.request import Silence
from chiso.words import Words, reader_lang

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

_BAR_WIDTH = 16
_STATUS = {
    "published": Words(vi="xong", en="done"),
    "unchanged": Words(vi="giữ nguyên", en="up to date"),
    "failed": Words(vi="LỖI", en="FAILED"),
    "not_started": Words(vi="chưa chạy", en="not started"),
}


@contextmanager
def watched_run(*, quiet: bool, as_json: bool = False) -> Iterator[Progress]:
    """Progress for one run on stderr: bars, lines, or a line of JSON for each event."""
    if quiet:
        yield Silence()
    elif as_json:
        yield JsonProgress()
    elif sys.stderr.isatty():
        with open_bars() as bars:
            yield BarProgress(bars)
    else:
        yield LineProgress()


class LineProgress(Progress):
    """One line a chapter and one a period."""

    def waiting(self, holder: str) -> None:
        """Tell who is waited for."""
        say(waiting_line(holder))

    def begin(self, chapters: int) -> None:
        """Nothing to tell: each chapter has its line."""

    def chapter_begun(self, job: ChapterJob) -> None:
        """Nothing to tell: the chapter has its line when it ends."""

    def chapter_reached(self, job: ChapterJob, heading: str) -> None:
        """Nothing to tell: a line a heading would be too many."""

    def noticed(self, job: ChapterJob, notice: Words) -> None:
        """Tell it."""
        say(notice_line(job, notice))

    def chapter_done(self, result: ChapterResult) -> None:
        """Tell the chapter and its time."""
        say(chapter_line(result))

    def period_done(self, outcome: PeriodOutcome) -> None:
        """Tell how the period went."""
        say(period_line(outcome))


class JsonProgress(Progress):
    """One line of JSON an event, for programs that follow a run."""

    def waiting(self, holder: str) -> None:
        """Tell who is waited for."""
        _tell_event("waiting", holder=holder)

    def begin(self, chapters: int) -> None:
        """Tell how many items will run."""
        _tell_event("begin", items=chapters)

    def chapter_begun(self, job: ChapterJob) -> None:
        """Tell that an item has begun."""
        _tell_event("item_begun", item=item_name(job))

    def chapter_reached(self, job: ChapterJob, heading: str) -> None:
        """Tell the heading."""
        _tell_event("item_reached", item=item_name(job), heading=heading)

    def noticed(self, job: ChapterJob, notice: Words) -> None:
        """Tell it."""
        _tell_event("item_noticed", item=item_name(job), notice=notice.say(reader_lang()))

    def chapter_done(self, result: ChapterResult) -> None:
        """Tell how an item ended."""
        _tell_event("item_done", **item_event(result))

    def period_done(self, outcome: PeriodOutcome) -> None:
        """Tell how a period ended."""
        _tell_event("period_done", **period_event(outcome))


def _tell_event(event: str, **values: object) -> None:
    say(json.dumps({"event": event, **values}, ensure_ascii=False))


class BarProgress(Progress):
    """One bar over all chapters, and a line with a clock for each that runs."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._all: TaskID | None = None
        self._running: dict[tuple[str, str], TaskID] = {}

    def waiting(self, holder: str) -> None:
        """Tell who is waited for, above the bars."""
        self._tell(waiting_line(holder))

    def begin(self, chapters: int) -> None:
        """Open the bar over all chapters."""
        words = Words(vi="Tổng", en="All")
        self._all = self._bars.add_task(words.say(reader_lang()), total=chapters)

    def chapter_begun(self, job: ChapterJob) -> None:
        """Give the chapter its line."""
        task = self._bars.add_task(f"{job.period} {job.name}", total=None)
        self._running[job.period, job.name] = task

    def chapter_reached(self, job: ChapterJob, heading: str) -> None:
        """Name the heading in the chapter's line."""
        task = self._running[job.period, job.name]
        self._bars.update(task, description=f"{job.period} {job.name} «{heading}»")

    def noticed(self, job: ChapterJob, notice: Words) -> None:
        """Tell it above the bars."""
        self._tell(notice_line(job, notice))

    def chapter_done(self, result: ChapterResult) -> None:
        """Take the chapter's line away and move the bar on."""
        self._bars.remove_task(self._running.pop((result.job.period, result.job.name)))
        if self._all is not None:
            self._bars.advance(self._all)
        if result.failure:
            self._tell(chapter_line(result))

    def period_done(self, outcome: PeriodOutcome) -> None:
        """Tell how the period went, above the bars."""
        self._tell(period_line(outcome))

    def _tell(self, words: Words) -> None:
        self._bars.console.print(words.say(reader_lang()), markup=False, highlight=False)


def waiting_line(holder: str) -> Words:
    """Who is waited for."""
    return Words(vi=f"Đang đợi lượt chạy khác: {holder}", en=f"Waiting for another run: {holder}")


def chapter_line(result: ChapterResult) -> Words:
    """A chapter, how it ended and how long it took."""
    from chiso.numbers import format_number

    status = _STATUS["failed" if result.failure else "published"]
    name = f"{result.job.period} {result.job.name}"
    return Words(
        vi=f"{name}: {status.vi}, {format_number(result.seconds, 1, 'vi')} giây",
        en=f"{name}: {status.en}, {format_number(result.seconds, 1, 'en')} s",
    )


def notice_line(job: ChapterJob, notice: Words) -> Words:
    """What somebody should know of a chapter."""
    name = f"{job.period} {job.name}"
    return Words(vi=f"{name}: {notice.vi}", en=f"{name}: {notice.en}")


def period_line(outcome: PeriodOutcome) -> Words:
    """A period, how it ended and why, with its verdicts counted."""
    counts = "".join(
        f" {mark.sign} {outcome.verdicts[name]}"
        for name, mark in VERDICTS.items()
        if outcome.verdicts.get(name)
    )
    status = _STATUS[outcome.status]
    return Words(
        vi=f"{outcome.period}: {status.vi} ({outcome.reason.vi}){counts}",
        en=f"{outcome.period}: {status.en} ({outcome.reason.en}){counts}",
    )


def open_bars() -> Bars:
    """Bars on stderr, gone at the end."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.progress import (
        Progress as RichProgress,
    )
    from rich.table import Column

    # A long heading gives way, so that counts and times stay whole; it may hold brackets.
    rest = Column(ratio=1, no_wrap=True, overflow="ellipsis")
    return RichProgress(
        TextColumn("{task.description}", markup=False, table_column=rest),
        BarColumn(bar_width=_BAR_WIDTH),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        expand=True,
    )
