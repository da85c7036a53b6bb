"""What a chapter is run from and what comes of it, without what runs it.

Plans and records need these; a run in which nothing changed imports nothing that starts a kernel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

FULL_TEXTS = "_full"

if TYPE_CHECKING:
    from chiso.runner.failure import Failure
    from chiso.runner.output_cap import Cut
    from chiso.runner.parameters import Value
    from chiso.runner.reads import Read


class Limits(NamedTuple):
    """Seconds that one cell, and one whole chapter, may take; None sets no limit."""

    cell_seconds: int | None = None
    chapter_seconds: float | None = None


@dataclass(frozen=True)
class ChapterJob:
    """One chapter for one period in one language.

    Attributes
    ----------
    period, lang, chapter
        What is run.
    source
        The notebook.
    target
        Where the executed notebook is written.
    parameters
        Values for the notebook's ``parameters`` cell.
    """

    period: str
    lang: str
    chapter: str
    source: Path
    target: Path
    parameters: Mapping[str, Value]

    @property
    def name(self) -> str:
        """Chapter and language, such as ``10_trends.vi``."""
        return f"{self.chapter}.{self.lang}"

    @property
    def full_text(self) -> Path:
        """Where all is that was printed by cells which printed too much; often nothing is."""
        return self.target.with_suffix(".full")

    @property
    def full_text_name(self) -> str:
        """Where that is kept in the output folder."""
        return f"{FULL_TEXTS}/{self.period}/{self.name}.txt"


@dataclass(frozen=True)
class ChapterResult:
    """How a chapter went.

    Attributes
    ----------
    job
        The chapter.
    seconds
        Wall time.
    failure
        What went wrong; None when all cells ran.
    log
        Last lines that the kernel's process wrote about itself; empty unless the chapter failed.
    peak_bytes
        The most memory that the kernel has held; None where the system does not tell.
    reads
        Files that the kernel opened; None when nobody watched it.
    cuts
        Cells that showed too much.
    kernel
        How its kernel started: ``warm``, or ``cold`` with the reason; None when it did not.
    """

    job: ChapterJob
    seconds: float
    failure: Failure | None = None
    log: str = ""
    peak_bytes: int | None = None
    reads: tuple[Read, ...] | None = None
    cuts: tuple[Cut, ...] = ()
    kernel: str | None = None


def status_of(result: ChapterResult) -> str:
    """How a chapter ended: ``done``, ``interrupted``, ``stopped_early`` or ``failed``."""
    if result.failure is None:
        return "done"
    kind = result.failure.kind
    return kind if kind in ("interrupted", "stopped_early") else "failed"
