"""What reports can see of the files that grow with time: digests by last day, kept between runs.

A report uses no row that ends after its period and no source that only such rows cite
(:mod:`chiso.dataset.visible`), so a later figure with its source changes nothing in it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from chiso.errors import EgovError
from chiso.runner.cache import digest, digest_folder

if TYPE_CHECKING:
    from chiso.dataset.visible import DatedContent
    from chiso.runner.warm.findings import Seen

Digests = Mapping[str, str]
_DATED = ("observations/", "returns/", "sources.yml", "dataset.yml")


class Visible:
    """Worked out when first asked for, since that means to read the data set.

    Parameters
    ----------
    data
        Folder of the data set.
    files
        Digests of its files, by name.
    kept
        File in which answers are kept for the next run.
    """

    def __init__(self, data: Path, files: Digests, kept: Path) -> None:
        self._data = data
        self._files = files
        self._kept = kept
        self._key = digest(dict(files))
        self._guard = Lock()
        self._new: dict[str, Digests] = {}
        self._told: Mapping[str, Digests] = {}

    def digests(self, until: str) -> Digests | None:
        """Digest of what each file that grows with time shows up to an ISO day.

        None when that cannot be told, since the data set is broken or is being edited; then whole
        files count. Files that show nothing are left out.
        """
        with self._guard:
            found = self._new.get(until, self._old.get(until))
            if found is None:
                found = self._told.get(until) or self._worked_out(until)
                if found is not None:
                    self._new[until] = found
            return found

    @cached_property
    def files(self) -> Digests:
        """Digests of the whole files that grow with time."""
        return dated_files(self._files)

    def learn(self, found: Mapping[str, Seen]) -> None:
        """Take over what another process found out, if it read these files.

        Parameters
        ----------
        found
            What can be seen, by ISO day.
        """
        if self._is_current():
            self._told = {
                until: self._joined(seen.digests, seen.whole) for until, seen in found.items()
            }

    def keep(self) -> None:
        """Keep the answers, if there are new ones, for a run on the same data set."""
        if self._new:
            record = {"key": self._key, "until": {**self._old, **self._new}}
            # A run of some chapters has a lock of its own and may end at the same moment.
            new = self._kept.with_name(f"{self._kept.name}.{os.getpid()}.new")
            new.write_text(json.dumps(record, indent=1, sort_keys=True), encoding="utf-8")
            new.replace(self._kept)

    @cached_property
    def _old(self) -> Mapping[str, Digests]:
        try:
            record = json.loads(self._kept.read_text(encoding="utf-8"))
            return record["until"] if record["key"] == self._key else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    @cached_property
    def _content(self) -> DatedContent | None:
        from chiso.dataset.visible import DatedContent

        try:
            content = DatedContent(self._data)
        except EgovError:
            return None
        return content if self._is_current() else None

    def _worked_out(self, until: str) -> Digests | None:
        content, day = self._content, date.fromisoformat(until)
        if content is None:
            return None
        return self._joined(content.digests(day), content.whole(day))

    def _joined(self, digests: Digests, whole: Iterable[str]) -> Digests:
        return {**digests, **{name: self._files[name] for name in whole}}

    def _is_current(self) -> bool:
        """Whether the data set is the one of this run."""
        return self._files == {file.name: file.sha256 for file in digest_folder(self._data)}


def dated_files(files: Digests) -> Digests:
    """Those of a data set's files that grow with time: observations, and what comes with them."""
    return {name: sha for name, sha in files.items() if name.startswith(_DATED)}
