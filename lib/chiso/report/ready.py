"""Reports that are open before they are asked for, in a process that others are forked from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chiso.words import Lang

if TYPE_CHECKING:
    from chiso.report.whole import Report

Key = tuple[str, Lang, str]
State = tuple[int, int]


@dataclass(frozen=True)
class _Opened:
    """A report, and the state of every file and folder of its data set when it was opened."""

    report: Report
    states: Mapping[str, State]


class ReadyReports:
    """Open reports by period, language and folder, each for the first who asks for it.

    Whoever asks again opens the report anew, so that nothing done to the first one is seen.
    """

    def __init__(self) -> None:
        self._opened: dict[Key, _Opened] = {}

    def keep(self, report: Report, folder: Path, states: Mapping[str, State]) -> None:
        """Keep a report; ``states`` were taken before its data set was read."""
        self._opened[_key(report.period.code, report.lang, folder)] = _Opened(report, states)

    def take(self, period: str, lang: Lang, folder: Path) -> Report | None:
        """The report, unless there is none or its data set changed since."""
        opened = self._opened.pop(_key(period, lang, folder), None)
        return opened.report if opened and are_current(opened.states) else None


def folder_states(folder: Path) -> dict[str, State]:
    """Size and time of change of a folder and all that is in it, by path.

    A folder's own time changes when a file in it comes or goes.
    """
    paths = [folder, *folder.rglob("*")]
    return {os.fspath(path): state for path in paths if (state := _state(os.fspath(path)))}


def are_current(states: Mapping[str, State]) -> bool:
    """Whether files and folders still are as they were."""
    return all(_state(path) == state for path, state in states.items())


def _state(path: str) -> State | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - some hundred files for each chapter
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _key(period: str, lang: Lang, folder: Path) -> Key:
    return period, lang, os.fspath(folder.resolve())
