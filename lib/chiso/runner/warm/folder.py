"""Folders of warm processes: short names, open to one user only, and swept once nobody is in them.

The log of a folder stays open, and locked, in its owner and in its server. So a folder whose log
can be locked belongs to nobody any more, however they ended.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_PREFIX = "chiso-warm-"
_LOG, _NEW, _SOCKET = "log", "log.new", "server"
# A socket's path may have 107 bytes, and kernels put theirs beside the server's.
_LONGEST_FOLDER = 60
_SHORT_PARENT = Path("/tmp")
# Between its making and its log a folder seems to be nobody's for a moment.
_MAKING_SECONDS = 60


@dataclass(frozen=True)
class Folder:
    """A folder in use.

    Attributes
    ----------
    path
        The folder.
    log
        Its log; it is locked until all processes that have it open have ended.
    """

    path: Path
    log: BinaryIO

    @property
    def address(self) -> Path:
        """Socket of the folder's server."""
        return self.path / _SOCKET


def make_folder() -> Folder:
    """A new folder.

    Folders of processes that were killed before they could tidy up are removed first.
    """
    for parent in {Path(tempfile.gettempdir()), _SHORT_PARENT}:
        sweep_folders(parent)
    path = _short_folder()
    log = (path / _NEW).open("wb")
    take_lock(log)
    # Only now: whoever sees a log that is not locked removes its folder.
    (path / _NEW).rename(path / _LOG)
    return Folder(path, log)


@contextmanager
def socket_folder() -> Iterator[Path | None]:
    """A folder for the sockets of a kernel, gone afterwards; None where sockets are no files.

    Ports are chosen before they are taken, so that another program may take them in between.
    """
    if os.name != "posix":
        yield None
        return
    place = make_folder()
    try:
        yield place.path
    finally:
        place.log.close()
        shutil.rmtree(place.path, ignore_errors=True)


def sweep_folders(parent: Path) -> None:
    """Remove this user's folders in which nobody is any more."""
    for folder in parent.glob(f"{_PREFIX}*"):
        # Another process may sweep too, and what cannot be removed harms nobody.
        with suppress(OSError):
            _sweep(folder)


def take_lock(log: BinaryIO) -> bool:
    """Whether this process has locked the log; False while somebody else holds it."""
    import fcntl  # there is none on Windows, which never comes here

    try:
        fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sweep(folder: Path) -> None:
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        return
    if not (folder / _LOG).exists():
        if time.time() - status.st_mtime > _MAKING_SECONDS:
            shutil.rmtree(folder)
        return
    with (folder / _LOG).open("rb") as log:
        if take_lock(log):
            shutil.rmtree(folder, ignore_errors=True)


def _short_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    if len(os.fsencode(folder)) <= _LONGEST_FOLDER:
        return folder
    folder.rmdir()
    return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_SHORT_PARENT))
