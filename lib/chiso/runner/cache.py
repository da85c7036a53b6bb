"""What a report is made from, as digests, and why a period would have to be run again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from chiso.runner.notebook import Chapter, code_and_text
from chiso.words import Words

_BLOCK = 1 << 20
# Left behind by editors, office programs and Python itself: never part of a data set or library.
_PASSING = ("__pycache__", ".ipynb_checkpoints")


class FileDigest(NamedTuple):
    """One file: its name below its folder, its size and its SHA-256."""

    name: str
    bytes: int
    sha256: str

    def to_record(self) -> dict[str, object]:
        """The same as plain values for ``run.json``."""
        return {"name": self.name, "bytes": self.bytes, "sha256": self.sha256}


@dataclass(frozen=True)
class Inputs:
    """Everything that a report's content depends on, besides period and languages.

    Attributes
    ----------
    notebooks
        Digest of each chapter's text and code, by chapter.
    data
        Every file of the data set.
    library
        Digest of the library, but for what only joins and shows executed chapters.
    template
        Digest of that other part: pages, templates, workbooks.
    versions
        Versions of Python and of the packages that the library names.
    lock
        Digest of ``requirements.lock``; empty when there is none.
    parameters
        Values of further parameters, by chapter.
    """

    notebooks: Mapping[str, str]
    data: tuple[FileDigest, ...]
    library: str
    template: str
    versions: Mapping[str, str]
    lock: str
    parameters: Mapping[str, Mapping[str, object]]

    def parts(self) -> dict[str, Any]:
        """The inputs as plain values, kept in a record and compared with the next run's."""
        return dict(self._parts)

    @cached_property
    def _parts(self) -> dict[str, Any]:
        # Asked for by each item of a run.
        return {
            "inputs": [file.to_record() for file in self.data],
            "notebooks": dict(self.notebooks),
            "library": self.library,
            "template": self.template,
            "versions": dict(self.versions),
            "lock": self.lock,
            "parameters": {name: dict(values) for name, values in self.parameters.items()},
        }


def digest(value: object) -> str:
    """SHA-256 of a plain value in its canonical JSON form."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_file(path: str | Path, name: str) -> FileDigest:
    """Size and SHA-256 of a file, under a given name."""
    sha, size = hashlib.sha256(), 0
    # A run digests hundreds of files, each of them faster than a path or a buffer is made.
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        while block := file.read(_BLOCK):
            sha.update(block)
            size += len(block)
    return FileDigest(name, size, sha.hexdigest())


def digest_read(path: Path) -> str:
    """SHA-256 of a file or of the names in a folder; empty when there is neither."""
    if path.is_dir():
        return digest(sorted(each.name for each in path.iterdir() if is_lasting(each.name)))
    try:
        return digest_file(path, "").sha256
    except OSError:
        return ""


def digest_folder(folder: Path) -> tuple[FileDigest, ...]:
    """Size and SHA-256 of every file in a folder and below, sorted by path.

    Hidden files and what editors leave behind (names that start with ``.`` or end with ``~``)
    are left out.
    """
    found = {}
    for place, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if is_lasting(f"{each}/")]
        below = place[len(os.fspath(folder)) :].replace(os.sep, "/")
        for name in filter(is_lasting, names):
            found[f"{below}/{name}"[1:]] = f"{place}{os.sep}{name}"
    files = sorted(each for each in found.items() if os.path.isfile(each[1]))  # noqa: PTH113
    digests = []
    for name, place in files:
        with suppress(FileNotFoundError):  # an editor's own file, which is gone by now
            digests.append(digest_file(place, name))
    return tuple(digests)


def is_lasting(name: str) -> bool:
    """Whether a file belongs to its folder, and was not left behind by a program."""
    parts = name.split("/")
    passing = any(part in _PASSING or part.startswith(".") for part in parts)
    return not passing and not name.endswith("~")


def digest_chapters(chapters: Iterable[Chapter]) -> dict[str, str]:
    """Digest of each chapter's text and code; outputs and run counts do not matter."""
    return {chapter.name: digest(code_and_text(chapter)) for chapter in chapters}


_PART_WORDS = {
    "inputs": Words(vi="số liệu thay đổi", en="data changed"),
    "notebooks": Words(vi="sổ tay thay đổi", en="notebooks changed"),
    "parameters": Words(vi="tham số thay đổi", en="parameters changed"),
    "undeclared": Words(
        vi="tệp ngoài bộ số liệu thay đổi", en="files outside the data set changed"
    ),
    "library": Words(vi="thư viện thay đổi", en="library changed"),
    "template": Words(vi="mẫu trang thay đổi", en="page template changed"),
    "versions": Words(vi="phiên bản phần mềm thay đổi", en="software versions changed"),
    "lock": Words(vi="tệp khóa phiên bản thay đổi", en="requirements.lock changed"),
}


def difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> Words | None:
    """The first part in which two sets of inputs differ, in words; None when they are equal.

    Parameters
    ----------
    before, now
        Inputs as plain values (:meth:`Inputs.parts`), or records that hold them; parts that
        ``now`` lacks are not compared.
    """
    for part, words in _PART_WORDS.items():
        if part in now and before.get(part) != now[part]:
            names = changed_names(_by_name(before.get(part)), _by_name(now[part]))
            return Words(*(text + names for text in words))
    return None


def file_digests(files: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The digests of recorded files by name."""
    return {file["name"]: file["sha256"] for file in files}


def _by_name(part: Any) -> Mapping[str, object]:
    """The entries of a part by name; none where a part is one digest."""
    if isinstance(part, list):
        return file_digests(part)
    return part if isinstance(part, Mapping) else {}


def changed_names(before: Mapping[str, object], now: Mapping[str, object]) -> str:
    """The names of up to three entries that differ, after a colon; empty when none does."""
    changed = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
    more = f" +{len(changed) - 3}" if len(changed) > 3 else ""
    return f": {', '.join(changed[:3])}{more}" if changed else ""
