"""``run.json``: what a report was made from, with what, when and how long it took."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chiso.errors import Problem, UsageError
from chiso.runner.cache import (
    Inputs,
    digest,
    digest_chapters,
    digest_file,
    digest_folder,
)
from chiso.runner.installed import read_versions
from chiso.runner.items import Item
from chiso.runner.notebook import Chapter
from chiso.runner.parameters import Value
from chiso.runner.project import Project
from chiso.words import Lang, Words

SCHEMA = 1
MEASURED = ("seconds", "peak_bytes", "kernels")
_SUMMED_UP = ("items", "inputs")  # in the key, as far as the report depends on them
_LOCK_FILE = "requirements.lock"
_LIBRARY = Path(__file__).resolve().parents[1]
# Joins and shows executed chapters; kernels never import it.
_TEMPLATE = "export/"
_GIT_SECONDS = 10


def read_inputs(
    project: Project,
    chapters: Sequence[Chapter],
    parameters: Mapping[str, Mapping[str, Value]],
) -> Inputs:
    """Digests of everything that a report's content depends on.

    Parameters
    ----------
    project
        Folders of the run.
    chapters
        The report's chapters.
    parameters
        Further parameters, by chapter.
    """
    lock = project.root / _LOCK_FILE
    library = [[file.name, file.sha256] for file in digest_folder(_LIBRARY)]
    content = [entry for entry in library if not entry[0].startswith(_TEMPLATE)]
    template = [entry for entry in library if entry[0].startswith(_TEMPLATE)]
    return Inputs(
        notebooks=digest_chapters(chapters),
        data=digest_folder(project.data),
        library=digest(content),
        template=digest(template),
        versions=read_versions(),
        lock=digest_file(lock, _LOCK_FILE).sha256 if lock.is_file() else "",
        parameters=parameters,
    )


def read_commit(root: Path) -> str | None:
    """The git commit of a folder; None when it is not under git or git is not there."""
    import subprocess

    command = ["git", "-C", os.fspath(root), "rev-parse", "--verify", "HEAD"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_GIT_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def creation_time(environment: Mapping[str, str]) -> datetime:
    """``SOURCE_DATE_EPOCH`` where it is set, else now; in UTC, in whole seconds.

    Raises
    ------
    UsageError
        If ``SOURCE_DATE_EPOCH`` is not a whole number of seconds.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    if not re.fullmatch(r"[0-9]{1,11}", epoch):
        allowed = Words(
            vi="số giây nguyên kể từ 1/1/1970", en="a whole number of seconds since 1970-01-01"
        )
        raise UsageError(
            Problem("SOURCE_DATE_EPOCH", repr(epoch), allowed, Words("", ""), "source_date_epoch")
        )
    return datetime.fromtimestamp(int(epoch), UTC)


@dataclass(frozen=True)
class Attempt:
    """One attempt at a period, as its record tells it.

    Attributes
    ----------
    dataset, period, langs
        What was run.
    inputs
        What it was run from.
    created
        Moment of making.
    commit
        Git commit of the project, if any.
    is_partial
        Whether only some chapters were asked for.
    """

    dataset: str
    period: str
    langs: tuple[Lang, ...]
    inputs: Inputs
    created: datetime
    commit: str | None
    is_partial: bool

    def key(self, items: Mapping[str, Item]) -> str:
        """The name of the work: equal keys mean equal reports."""
        bases = {name: item.basis() for name, item in items.items()}
        return digest([self.inputs.template, self.period, list(self.langs), bases])

    def _provenance(self, key: str) -> dict[str, str]:
        """What the foot of a page says about its making; nothing that changes by itself."""
        shown = ("chiso", "python", "pandas", "papermill", "nbconvert")
        versions = {name: self.inputs.versions[name] for name in shown}
        return {**versions, "key": key[:16]}

    def to_record(self, items: Mapping[str, Item]) -> dict[str, Any]:
        """The part of ``run.json`` that does not depend on how the attempt ended.

        What :data:`MEASURED` names is all that differs between two runs of the same work.

        Parameters
        ----------
        items
            What the period's chapters became, by name; those that never ran are not among them.
        """
        key = self.key(items)
        return {
            "schema": SCHEMA,
            "dataset": self.dataset,
            "period": self.period,
            "languages": list(self.langs),
            "chapters": list(self.inputs.notebooks),
            "partial": self.is_partial,
            "created": self.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "commit": self.commit,
            "key": key,
            "provenance": self._provenance(key),
            **self.inputs.parts(),
            "items": {name: dict(item.told) for name, item in items.items()},
            "seconds": {name: round(item.seconds, 3) for name, item in items.items()},
            "peak_bytes": {name: item.peak_bytes for name, item in items.items()},
            "kernels": {name: item.kernel for name, item in items.items()},
        }


def settled(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record without what was measured, which differs each time the same work is done."""
    return {name: value for name, value in record.items() if name not in MEASURED}


def told(record: Mapping[str, Any]) -> dict[str, Any]:
    """The quarter of a record from which the pages above the reports are written."""
    hidden = (*MEASURED, *_SUMMED_UP)
    return {name: value for name, value in record.items() if name not in hidden}
