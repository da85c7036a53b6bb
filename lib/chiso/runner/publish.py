"""The output folder of a data set: staging, one step into place, and recovery after a crash.

::

    outputs/<data>/<period>/            published report, with run.json
    outputs/<data>/_failed/<period>/    broken notebooks of the last failed attempt
    outputs/<data>/_partial/…           the same tree for reports of some chapters only
    outputs/<data>/_full/<period>/      all that was printed by cells which printed too much
    outputs/<data>/.rows.json           what each period can see of the data set's rows, as digests
    outputs/<data>/.staging-*           work of the run that holds the lock
    outputs/<data>/…/.old-<period>      a report for the moment in which it is replaced
    outputs/<data>/…/.gone-<period>     a folder that is being removed
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from chiso.errors import Problem, SetupError
from chiso.runner.cache import digest_file
from chiso.words import Words

RECORD, LOG, VISIBLE = "run.json", ".events.jsonl", ".rows.json"
# The lock and the name of its holder; they come and go without a change of what is published.
HOLDING = (".run.lock", ".run.holder")
_ASIDE, _GONE = ".old-", ".gone-"
_STAGING = ".staging-"
# Kernels of a run that was killed end within a second or two, and may write until then.
_TRIES, _TRY_SECONDS = 100, 0.05
Stamp = tuple[str | tuple[int, int] | None, ...]
_CAN_FLUSH_FOLDERS = os.name == "posix"  # other systems cannot open folders


@dataclass(frozen=True)
class Store:
    """The output folder of one data set, or the one of its partial reports."""

    root: Path

    def published(self, period: str) -> Path:
        """Folder of a period's report."""
        return self.root / period

    def standing(self, period: str) -> Path:
        """Where a period's report is now: aside, when a kill came while it was being replaced."""
        folder = self.published(period)
        aside = folder.with_name(_ASIDE + period)
        return aside if aside.exists() and not folder.exists() else folder

    def failed(self, period: str) -> Path:
        """Folder of a period's last failed attempt."""
        return self.root / "_failed" / period

    def prepare(self) -> None:
        """Create the folder and make sure that it can be written.

        Raises
        ------
        SetupError
            If it cannot.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            folder = self._new_staging()
        except OSError as error:
            raise SetupError(_unwritable(self.root, error)) from error
        with suppress(FileNotFoundError):  # the run that holds the lock may clear it away
            folder.rmdir()

    def recover(self) -> None:
        """Undo what a killed run left: its staging goes, a report moved aside comes back.

        Only the holder of the lock may call this: every staging folder is then a dead run's.
        """
        for folder in (self.root, self.root / "_failed"):
            for aside in folder.glob(f"{_ASIDE}*"):
                _settle(aside, folder / aside.name.removeprefix(_ASIDE))
            for gone in folder.glob(f"{_GONE}*"):
                _remove(gone)
        for staging in self.root.glob(f"{_STAGING}*"):
            _remove_staging(staging)

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A folder on the same file system, gone afterwards."""
        folder = self._new_staging()
        try:
            yield folder
        finally:
            _remove_staging(folder)

    def _new_staging(self) -> Path:
        folder = self.root / f"{_STAGING}{os.getpid()}-{time.time_ns()}"
        folder.mkdir(mode=0o700)
        return folder

    def stamp(self) -> Stamp:
        """What changes whenever a run, or a clearing, has touched this folder.

        Every run writes to the log before it changes anything; what a killed one left aside is
        among the names.
        """
        names = sorted(path.name for path in self.root.glob("*") if path.name not in HOLDING)
        folders = (self.root / "_failed", self.root / ".items")
        return (*names, *map(_touched, (*folders, self.log)))

    @property
    def log(self) -> Path:
        """The log of events."""
        return self.root / LOG

    def record(self, code: str) -> dict[str, Any]:
        """The record of a published period.

        Raises
        ------
        KeyError
            If it is not published.
        """
        found = read_record(self.published(code))
        if found is None:
            raise KeyError(code)
        return found

    def records(self) -> dict[str, dict[str, Any]]:
        """The records of all published periods, by period."""
        return _records_in(self.root)

    def failures(self) -> dict[str, dict[str, Any]]:
        """The records of all periods whose last attempt failed, by period."""
        return _records_in(self.root / "_failed")

    def discard(self, folder: Path) -> None:
        """Remove a period's folder in one step, if it is there; a half of it never comes back."""
        if folder.is_dir():
            gone = folder.with_name(_GONE + folder.name)
            folder.rename(gone)
            _remove(gone)


def put_in_place(staged: Path, target: Path) -> None:
    """Publish a staged folder: readers see the whole old folder or the whole new one.

    Parameters
    ----------
    staged
        Finished folder on the same file system.
    target
        Where it belongs; an older folder there is replaced, and stays if anything fails.
    """
    _flush(staged)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(_ASIDE + target.name)
    try:
        if target.exists():
            target.rename(aside)
        staged.rename(target)
    finally:
        if aside.exists():
            _settle(aside, target)
    _flush_folder(target.parent)


def put_file_in_place(staged: Path, target: Path) -> None:
    """Publish one staged file, unless the same bytes are already there."""
    if not target.exists() or target.read_bytes() != staged.read_bytes():
        _flush_file(staged)
        staged.replace(target)


def read_record(folder: Path) -> dict[str, Any] | None:
    """The record of a folder; None when there is none that can be read."""
    try:
        record = _parsed((folder / RECORD).read_bytes())
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) and record.get("schema") == 1 else None


@lru_cache(maxsize=128)
def _parsed(text: bytes) -> Any:
    # A run looks at each record several times; nobody changes what this gives.
    return json.loads(text)


def write_record(folder: Path, record: Mapping[str, Any]) -> None:
    """Write the record of a folder; it is the last file of a staged report."""
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def damaged_files(folder: Path, record: Mapping[str, Any]) -> list[str]:
    """Files of a published report that are gone or no longer have their recorded digest."""
    return [
        file["name"] for file in record["files"] if _is_damaged(f"{folder}/{file['name']}", file)
    ]


def _is_damaged(place: str, file: Mapping[str, Any]) -> bool:
    is_there = os.path.isfile(place)  # noqa: PTH113 - hundreds of files a run
    try:
        return not is_there or digest_file(place, "").sha256 != file["sha256"]
    except FileNotFoundError:
        return True  # another run replaces the report in this moment


def _records_in(folder: Path) -> dict[str, dict[str, Any]]:
    folders = sorted(path.parent for path in folder.glob(f"[!._]*/{RECORD}"))
    found = {path.name: read_record(path) for path in folders}
    # A copy of a report under another name is not a report.
    return {name: record for name, record in found.items() if record and record["period"] == name}


def _settle(aside: Path, target: Path) -> None:
    """A folder moved aside comes back where nothing replaced it, and else is removed."""
    if target.exists():
        _remove(aside)
    else:
        aside.rename(target)


def _touched(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None  # it is not there, or cannot be looked at, which the run will tell
    return status.st_size, status.st_mtime_ns


def _remove_staging(folder: Path) -> None:
    """Remove a folder into which dying kernels may still write."""
    for _ in range(_TRIES):
        try:
            _remove(folder)
        except OSError:
            time.sleep(_TRY_SECONDS)
        else:
            return
    _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a folder and all in it; of an empty one nothing more has to be known."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return  # it was the trial of a run that waits for the lock, and took it away itself
    except OSError:
        import shutil

        shutil.rmtree(folder)


def _flush(folder: Path) -> None:
    """Have a folder's files on disk before its name says that they are."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            _flush_file(path)
        else:
            _flush_folder(path)
    _flush_folder(folder)


def _flush_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    if _CAN_FLUSH_FOLDERS:
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _unwritable(root: Path, error: OSError) -> Problem:
    allowed = Words(
        vi="thư mục kết quả phải tạo được và ghi được",
        en="the output folder has to be creatable and writable",
    )
    todo = Words(
        vi="Cấp quyền ghi hoặc chọn thư mục khác bằng --out",
        en="Grant write access or choose another folder with --out",
    )
    return Problem(root.as_posix(), error.strerror or "", allowed, todo, "unwritable")
