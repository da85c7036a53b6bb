"""What becomes of each file of an import before anything is entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from chiso.errors import Problem
from chiso.loaders.reading import Reading


@dataclass(frozen=True)
class Read:
    """A file that was recognised and read; ``label`` is its path as people read it."""

    label: str
    reading: Reading


@dataclass(frozen=True)
class Known:
    """A file whose very bytes are there already.

    Attributes
    ----------
    label
        Its path.
    twin
        The batch and name under which it was entered; or the path of its twin in this import.
    """

    label: str
    twin: str


@dataclass(frozen=True)
class Refusal:
    """A file that is not entered, and why."""

    label: str
    problems: tuple[Problem, ...]


Outcome = Read | Known | Refusal


class Watch(Protocol):
    """Hears how an import goes."""

    def waiting(self, holder: str) -> None:
        """Another import holds the data set; ``holder`` is its process, or empty."""

    def begin(self, files: int) -> None:
        """So many files are to be looked at."""

    def file_done(self, outcome: Outcome) -> None:
        """One more file was looked at."""


class Silence(Watch):
    """A watch that says nothing."""

    def waiting(self, holder: str) -> None:
        """Say nothing."""

    def begin(self, files: int) -> None:
        """Say nothing."""

    def file_done(self, outcome: Outcome) -> None:
        """Say nothing."""
