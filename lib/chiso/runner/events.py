"""What happened in an output folder: one line of JSON an event, only ever added to.

The log is history: records decide what stands. A last line that a crash tore is dropped, and the
next run writes down what the crash left unsaid. Its order counts and not its clock, which may be
set back.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chiso.errors import EgovError
from chiso.runner.jobs import ChapterJob, ChapterResult, status_of
from chiso.runner.request import PeriodOutcome, Progress
from chiso.words import Words

Event = Mapping[str, Any]
_NEW, _BEGUN = ".new", "run_begun"


class EventLog:
    """The events of one output folder.

    Parameters
    ----------
    path
        The log file; it may be missing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()

    def tell(self, event: str, **values: object) -> None:
        """Add an event; one write a line, so that lines of several threads never mix."""
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"at": moment, "event": event, **values}, ensure_ascii=False)
        with self._guard, self._path.open("ab", buffering=0) as file:
            file.write(line.encode() + b"\n")

    def events(self) -> list[Event]:
        """All events in their order; lines that cannot be read are left out."""
        return [event for event in map(_read_event, self._lines()) if event is not None]

    def mend(self) -> tuple[list[Event], int]:
        """The events of the last run, and how many lines since could not be read and are gone now.

        Only the holder of the folder's lock may call this. What lies before that run was looked at
        when it began: a year of hourly runs is seventy thousand lines.
        """
        lines = self._lines()
        last: list[tuple[bytes, Event]] = []
        place = len(lines)
        while place and not (last and last[-1][1]["event"] == _BEGUN):
            place -= 1
            event = _read_event(lines[place])
            if event is not None:
                last.append((lines[place], event))
        last.reverse()
        dropped = len(lines) - place - len(last)
        if dropped:
            self._replace([*lines[:place], *(line for line, _ in last)])
        return [event for _, event in last], dropped

    def keep(self, events: list[Event]) -> None:
        """Replace the log by some of its events; only for the holder of the folder's lock."""
        self._replace([json.dumps(event, ensure_ascii=False).encode() + b"\n" for event in events])

    def last_run(self) -> list[Event]:
        """The events of the run that began last; none when there was none."""
        return _last_run(self.events())

    @contextmanager
    def run(self, request: Mapping[str, object]) -> Iterator[None]:
        """Frame one run by its beginning and its end, after telling of what went before.

        Parameters
        ----------
        request
            What was asked for, as plain values.
        """
        events, dropped = self.mend()
        if dropped:
            self.tell("log_mended", dropped=dropped)
        lost = lost_items(_last_run(events))
        if lost is not None:
            self.tell("run_lost", items=lost)
        self.tell(_BEGUN, pid=os.getpid(), request=dict(request))
        try:
            yield
        except KeyboardInterrupt:
            self.tell("run_stopped", reason="interrupted")
            raise
        except EgovError as error:
            self.tell("run_stopped", reason=[problem.rule for problem in error.problems])
            raise
        except OSError as error:
            # The disk that holds the log may be the full one; the error itself is told anyway.
            with suppress(OSError):
                self.tell("run_stopped", reason=error.strerror)
            raise

    def _lines(self) -> list[bytes]:
        try:
            return self._path.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return []

    def _replace(self, lines: list[bytes]) -> None:
        new = self._path.with_name(self._path.name + _NEW)
        new.write_bytes(b"".join(lines))
        new.replace(self._path)


def lost_items(events: list[Event]) -> list[str] | None:
    """What a run that was killed had begun and not ended; None when it came to its end.

    Parameters
    ----------
    events
        The run's events.
    """
    if not events or events[-1]["event"] in ("run_done", "run_stopped", "run_lost"):
        return None
    ended = {event["item"] for event in events if event["event"] == "item_done"}
    begun = [event["item"] for event in events if event["event"] == "item_begun"]
    return [item for item in begun if item not in ended]


def _last_run(events: list[Event]) -> list[Event]:
    """The events from the last beginning of a run on."""
    begun = [place for place, event in enumerate(events) if event["event"] == _BEGUN]
    return events[begun[-1] :] if begun else []


def _read_event(line: bytes) -> Event | None:
    """The event of a line; None for a torn or damaged one."""
    if not line.endswith(b"\n"):
        return None
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and isinstance(event.get("event"), str) else None


@dataclass(frozen=True)
class LoggedProgress(Progress):
    """Progress that is written to a log and passed on.

    Attributes
    ----------
    log
        The log.
    others
        Who is told too.
    """

    log: EventLog
    others: Progress

    def waiting(self, holder: str) -> None:
        """Pass it on: a run that waits has not begun."""
        self.others.waiting(holder)

    def begin(self, chapters: int) -> None:
        """Pass it on: each item has its own event."""
        self.others.begin(chapters)

    def chapter_begun(self, job: ChapterJob) -> None:
        """Write that an item has begun."""
        self.log.tell("item_begun", item=item_name(job))
        self.others.chapter_begun(job)

    def chapter_reached(self, job: ChapterJob, heading: str) -> None:
        """Pass it on: where a chapter stands is only of interest while it runs."""
        self.others.chapter_reached(job, heading)

    def noticed(self, job: ChapterJob, notice: Words) -> None:
        """Write what somebody should know of an item."""
        self.log.tell("item_noticed", item=item_name(job), notice=notice.en)
        self.others.noticed(job, notice)

    def chapter_done(self, result: ChapterResult) -> None:
        """Write how an item ended."""
        self.log.tell("item_done", **item_event(result))
        self.others.chapter_done(result)

    def period_done(self, outcome: PeriodOutcome) -> None:
        """Write how a period ended."""
        self.log.tell("period_done", **period_event(outcome))
        self.others.period_done(outcome)


def item_event(result: ChapterResult) -> dict[str, object]:
    """How an item ended, as plain values."""
    failure = result.failure.to_record() if result.failure else None
    return {
        "item": item_name(result.job),
        "status": status_of(result),
        "seconds": round(result.seconds, 3),
        "peak_bytes": result.peak_bytes,
        **({"failure": failure} if failure else {}),
    }


def period_event(outcome: PeriodOutcome) -> dict[str, object]:
    """How a period ended, as plain values."""
    return {
        "period": outcome.period,
        "status": outcome.status,
        "reason": outcome.reason.en,
        "rules": [problem.rule for problem in outcome.problems],
    }


def item_name(job: ChapterJob) -> str:
    """Period, chapter and language, such as ``2023/10_trends.vi``."""
    return f"{job.period}/{job.name}"
