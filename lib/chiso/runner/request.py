"""What a person asks of a run, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from chiso.errors import Problem
from chiso.runner.jobs import ChapterJob, ChapterResult, Limits
from chiso.runner.kernel import KERNEL
from chiso.runner.project import Project
from chiso.words import LANGS, Lang, Words

Status = Literal["published", "unchanged", "failed", "not_started"]


@dataclass(frozen=True)
class RunRequest:
    """One run as asked for.

    Attributes
    ----------
    project
        Folders of the project.
    out
        Folder in which each data set has its output folder.
    periods
        Periods as people write them; empty means all that the data set reports on.
    langs
        Languages of the pages.
    only
        Chapters to run; empty means all. A part of the chapters never replaces a full report.
    parameters
        Further parameters of the notebooks, as written.
    jobs
        Chapters that run at the same time; 0 leaves it to the cluster.
    limits
        Time limits.
    force
        Run also what is unchanged.
    keep_going
        Begin other periods after a failure.
    wait
        Wait while another run holds the output folder.
    kernel
        Name of the kernel specification.
    pdf
        Print each page as a PDF too.
    cold
        Start each kernel as a process of its own instead of forking it from a warm one.
    cluster
        Address of the dask scheduler whose workers run the chapters; empty for this machine.
    """

    project: Project
    out: Path
    periods: tuple[str, ...] = ()
    langs: tuple[Lang, ...] = LANGS
    only: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    force: bool = False
    keep_going: bool = False
    wait: bool = True
    kernel: str = KERNEL
    pdf: bool = False
    cold: bool = False
    cluster: str = ""


class FailedItem(NamedTuple):
    """A chapter that failed, for a table of failures.

    Attributes
    ----------
    period, item
        What failed: the period's code, and chapter with language.
    cell
        Number of the failed cell, counted from 1.
    heading
        The nearest heading above it; empty when there is none.
    message
        The exception line, the signal or the limit.
    command
        What runs only this again.
    """

    period: str
    item: str
    cell: int
    heading: str
    message: str
    command: str


@dataclass(frozen=True)
class PeriodOutcome:
    """How one period went.

    Attributes
    ----------
    period
        Its code.
    status
        ``published``, ``unchanged`` (nothing to do), ``failed`` or ``not_started``.
    folder
        Where its files are; for a failed period its broken notebooks.
    reason
        Why it was run, or why not.
    problems
        What went wrong.
    seconds
        Sum of its chapters' durations.
    verdicts
        Indicators by verdict.
    failed
        Its chapters that failed.
    """

    period: str
    status: Status
    folder: Path
    reason: Words
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    verdicts: Mapping[str, int] = field(default_factory=dict)
    failed: tuple[FailedItem, ...] = ()


@dataclass(frozen=True)
class RunOutcome:
    """How a run went.

    Attributes
    ----------
    periods
        The periods asked for, in order of time.
    landing
        The page over all reports of the data set.
    is_partial
        Whether the reports hold some chapters only; they then stand beside the full ones.
    """

    periods: tuple[PeriodOutcome, ...]
    landing: Path
    is_partial: bool

    @property
    def exit_code(self) -> int:
        """0 when everything asked for is there, else 1."""
        return int(any(item.status in ("failed", "not_started") for item in self.periods))


class Progress(Protocol):
    """Who is told how a run proceeds; calls come from several threads."""

    def waiting(self, holder: str) -> None:
        """Another run holds the output folder."""

    def begin(self, chapters: int) -> None:
        """So many chapters will run."""

    def chapter_begun(self, job: ChapterJob) -> None:
        """A chapter has begun."""

    def chapter_reached(self, job: ChapterJob, heading: str) -> None:
        """A chapter has come to a heading."""

    def noticed(self, job: ChapterJob, notice: Words) -> None:
        """Somebody should know this of a chapter, though it did not fail."""

    def chapter_done(self, result: ChapterResult) -> None:
        """A chapter has ended."""

    def period_done(self, outcome: PeriodOutcome) -> None:
        """A period has ended."""


class Silence(Progress):
    """Progress that nobody watches."""

    def waiting(self, holder: str) -> None:
        """Say nothing."""

    def begin(self, chapters: int) -> None:
        """Say nothing."""

    def chapter_begun(self, job: ChapterJob) -> None:
        """Say nothing."""

    def chapter_reached(self, job: ChapterJob, heading: str) -> None:
        """Say nothing."""

    def noticed(self, job: ChapterJob, notice: Words) -> None:
        """Say nothing."""

    def chapter_done(self, result: ChapterResult) -> None:
        """Say nothing."""

    def period_done(self, outcome: PeriodOutcome) -> None:
        """Say nothing."""
