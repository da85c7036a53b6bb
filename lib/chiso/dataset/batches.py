"""Returns that were entered into a data set: one folder an import, put there in one step.

::

    <data set>/returns/<received>-<nn>/    observations.csv, files.csv, findings.csv
    <data set>/.staging-<pid>              work of the import that holds the lock
    <data set>/.import.lock                the lock; freed by the system when its holder dies
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from chiso.dataset.files import read_rows
from chiso.dataset.writer import Cell, csv_text, flush_folder, write_folder
from chiso.errors import DataError, Problem, SetupError
from chiso.words import LANGS, Words

RETURNS = "returns"
FINDING_COLUMNS = ("file", "sha256", "where", "rule", "got", "vi", "en")
_LOCK, _STAGING = ".import.lock", ".staging-"
_POLL_SECONDS = 0.2


@dataclass(frozen=True)
class FileEntry:
    """One file that was entered, as ``files.csv`` lists it.

    Attributes
    ----------
    file, sha256, bytes
        Base name, digest as hexadecimal text, size.
    layout, source, area, period
        What was recognised; area and period are empty where rows name their own.
    published, extracted
        Day of publication of its figures, and day or time at which live ones were taken, as ISO
        text.
    received
        Day of receipt, as ISO text.
    rows, new, changed, unchanged
        Figures in the file; those entered for the first time, entered beside another value of
        the same figure, and not entered because they were there.
    batch
        Folder that lists it; no column.
    """

    file: str
    sha256: str
    bytes: int
    layout: str
    source: str
    area: str
    period: str
    published: str
    extracted: str
    received: str
    rows: int
    new: int
    changed: int
    unchanged: int
    batch: str = ""

    def cells(self) -> list[Cell]:
        """The values in the order of the columns."""
        return [getattr(self, name) for name in FILE_COLUMNS]


FILE_COLUMNS = tuple(field.name for field in fields(FileEntry) if field.name != "batch")
_COUNTS = ("bytes", "rows", "new", "changed", "unchanged")


@dataclass(frozen=True)
class Batch:
    """What one import enters.

    Attributes
    ----------
    observations
        Rows in the order of the columns of an observation.
    files
        The files that the rows come from.
    findings
        Doubts that did not stop the import, each with its file.
    """

    observations: Sequence[Sequence[Cell]]
    files: Sequence[FileEntry]
    findings: Sequence[tuple[FileEntry, Problem]] = ()


def known_files(folder: Path) -> dict[str, FileEntry]:
    """Every file that a data set was given, by SHA-256.

    Parameters
    ----------
    folder
        Data set folder; one without returns has none.

    Raises
    ------
    DataError
        If a list of files is broken.
    """
    known: dict[str, FileEntry] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"{RETURNS}/*/files.csv")):
        name = path.relative_to(folder).as_posix()
        rows, found = read_rows(path, name, FILE_COLUMNS)
        problems += found
        for row in rows:
            entry = _entry(path.parent.name, f"{name}:{row.line}", row.fields, problems)
            known.setdefault(entry.sha256, entry)
    if problems:
        raise DataError(problems)
    return known


@contextmanager
def entering(folder: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold a data set for one import; whoever comes second waits.

    Parameters
    ----------
    folder
        Data set folder.
    waiting
        Called before waiting, with the process number of the import that holds the data set;
        empty when it is not known.

    Raises
    ------
    SetupError
        If the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting(_holder(folder))
        lock.acquire(poll_interval=_POLL_SECONDS)
    except OSError as error:
        raise SetupError(_unwritable(folder, error)) from error
    try:
        yield from _staging(folder)
    finally:
        lock.release()


def write_batch(folder: Path, received: date, batch: Batch) -> str:
    """The name of the new batch folder, entered whole or not at all.

    Parameters
    ----------
    folder
        Data set folder, held by :func:`entering`.
    received
        Day of receipt; begins the name.
    batch
        What is entered.

    Raises
    ------
    SetupError
        If it cannot be written, for instance because the disk is full; nothing has changed then.
    """
    from chiso.dataset.observations import COLUMNS

    findings = [
        (entry.file, entry.sha256, found.where, found.rule, found.got, *_sentences(found))
        for entry, found in batch.findings
    ]
    files = (
        ("observations.csv", csv_text(COLUMNS, batch.observations)),
        ("files.csv", csv_text(FILE_COLUMNS, (entry.cells() for entry in batch.files))),
        ("findings.csv", csv_text(FINDING_COLUMNS, findings)),
    )
    name = next_batch(folder, received)
    staged = _own_staging(folder) / name
    try:
        write_folder(staged, files)
        (folder / RETURNS).mkdir(exist_ok=True)
        staged.rename(folder / RETURNS / name)
    except OSError as error:
        raise SetupError(_unwritable(folder, error)) from error
    flush_folder(folder / RETURNS)
    flush_folder(folder)
    return name


def next_batch(folder: Path, received: date) -> str:
    """The first free batch name of a day: ``2024-07-05-01``.

    Parameters
    ----------
    folder
        Data set folder.
    received
        Day of receipt.
    """
    day = f"{received:%Y-%m-%d}-"
    numbers = [path.name.removeprefix(day) for path in folder.glob(f"{RETURNS}/{day}*")]
    return f"{day}{max((int(text) for text in numbers if text.isdecimal()), default=0) + 1:02d}"


def _staging(folder: Path) -> Iterator[None]:
    """Have a staging folder while an import runs."""
    own = _own_staging(folder)
    try:
        # Whoever holds the lock is alone: every staging folder belongs to a dead import.
        for left in folder.glob(f"{_STAGING}*"):
            shutil.rmtree(left)
        own.mkdir()
    except OSError as error:
        raise SetupError(_unwritable(folder, error)) from error
    try:
        yield
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _own_staging(folder: Path) -> Path:
    return folder / f"{_STAGING}{os.getpid()}"


def _holder(folder: Path) -> str:
    names = [path.name.removeprefix(_STAGING) for path in folder.glob(f"{_STAGING}*")]
    return names[0] if len(names) == 1 else ""


def _sentences(found: Problem) -> tuple[str, str]:
    """What is allowed and what to do, in both languages."""
    vi, en = (
        f"{found.allowed.say(lang)}. {found.todo.say(lang)}".removesuffix(". ") for lang in LANGS
    )
    return vi, en


def _entry(batch: str, where: str, cells: Mapping[str, str], problems: list[Problem]) -> FileEntry:
    """A line of ``files.csv``; counts that are none become 0 and a problem."""
    wrong = [name for name in _COUNTS if not cells[name].isdecimal()]
    problems += [_no_count(f"{where}: {name}", cells[name]) for name in wrong]
    counts = {name: 0 if name in wrong else int(cells[name]) for name in _COUNTS}
    texts = {name: text for name, text in cells.items() if name not in _COUNTS}
    return FileEntry(**texts, **counts, batch=batch)  # type: ignore[arg-type]


def _no_count(where: str, got: str) -> Problem:
    allowed = Words(vi="số nguyên từ 0 trở lên", en="a whole number from 0")
    todo = Words(vi="Khôi phục tệp này từ bản lưu", en="Restore this file from a backup")
    return Problem(where, repr(got), allowed, todo, "unreadable")


def _unwritable(folder: Path, error: OSError) -> Problem:
    allowed = Words(
        vi="thư mục bộ số liệu phải ghi được và đĩa còn chỗ; chưa có gì được nhập",
        en="a data set folder that can be written and a disk with space; nothing was entered",
    )
    todo = Words(
        vi="Cấp quyền ghi hoặc giải phóng đĩa rồi nhập lại",
        en="Grant write access or free some space, then import again",
    )
    return Problem(folder.name, error.strerror or "", allowed, todo, "unwritable")
