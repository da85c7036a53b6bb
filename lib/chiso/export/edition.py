"""What is exported and what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from chiso.export.chapters import Record
from chiso.export.paper import Printer
from chiso.periods import format_date
from chiso.words import Lang

# Viet Nam keeps UTC+7 the whole year, so a day of issue does not depend on the machine's zone.
_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Edition:
    """One period's executed chapters and what the page says about its making.

    Attributes
    ----------
    period
        Code of the period, ``2024-H1``.
    langs
        Languages to write.
    notebooks
        For each language the executed notebooks in the order of the chapters.
    neighbours
        ``previous`` and ``next``: codes of the published periods beside this one, or None.
    created
        Moment of making, with its zone; the only time that enters a file.
    provenance
        Versions, digests and the like by name, shown at the foot of the page.
    printer
        What makes a PDF of each page; None for pages without one.
    """

    period: str
    langs: tuple[Lang, ...]
    notebooks: Mapping[Lang, Sequence[Path]]
    neighbours: Mapping[str, str | None]
    created: datetime
    provenance: Mapping[str, str]
    printer: Printer | None = None


@dataclass(frozen=True)
class FileFact:
    """A written file: its name below the period's folder, its size and its digest."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class EditionFacts:
    """What a written edition says and consists of.

    Attributes
    ----------
    facts
        The head of the report by language (record of kind ``edition``).
    files
        All written files, sorted by name.
    """

    facts: Mapping[Lang, Record]
    files: tuple[FileFact, ...]

    def to_record(self) -> dict[str, object]:
        """The same as plain lists and mappings for ``run.json``."""
        return {
            "facts": {lang: dict(head) for lang, head in self.facts.items()},
            "files": [
                {"name": fact.name, "bytes": fact.bytes, "sha256": fact.sha256}
                for fact in self.files
            ],
        }


def issue_day(moment: datetime, lang: Lang) -> str:
    """The day of a moment in Viet Nam, as a reader writes it.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> issue_day(datetime(2024, 7, 4, 18, tzinfo=UTC), "vi")
    '05/7/2024'
    """
    return format_date(moment.astimezone(_VIETNAM).date(), lang)


def file_fact(folder: Path, name: str) -> FileFact:
    """Size and digest of a file under its name in a folder."""
    with (folder / name).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return FileFact(name, file.tell(), digest)
