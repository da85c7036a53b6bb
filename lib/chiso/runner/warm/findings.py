"""What the process that reads a run's data set tells the run of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiso.errors import Problem


@dataclass(frozen=True)
class Seen:
    """What a report of a day can see (:class:`chiso.dataset.visible.DatedContent`).

    Attributes
    ----------
    digests
        Of rows and entries up to the day, by name of their file.
    whole
        Names of files that count whole.
    """

    digests: Mapping[str, str]
    whole: Sequence[str]


@dataclass(frozen=True)
class Findings:
    """What was found in a data set.

    Attributes
    ----------
    problems
        Everything that is wrong with it.
    seen
        What reports can see, by ISO day; nothing where something is wrong.
    """

    problems: Sequence[Problem]
    seen: Mapping[str, Seen]
