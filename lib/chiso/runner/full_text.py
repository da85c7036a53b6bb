"""The whole text of cells that print more than a notebook may hold, kept in a file beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from chiso.runner.jobs import FULL_TEXTS

CHAPTER_BYTES = 100_000_000
_END = "\n[Tệp này chỉ giữ đến đây. / This file keeps no more than this.]\n".encode()


def keep_full_text(root: Path, made: Path, name: str) -> None:
    """Keep what a chapter printed too much, or forget what it printed too much before.

    Parameters
    ----------
    root
        The output folder.
    made
        What :class:`FullText` wrote; it is there only if the chapter printed too much.
    name
        What it is called in the output folder.
    """
    kept = root / name
    if made.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made.replace(kept)
    else:
        kept.unlink(missing_ok=True)


def kept_full_texts(root: Path, period: str) -> tuple[str, ...]:
    """Names of what is kept so of a period, within the output folder."""
    found = sorted((root / FULL_TEXTS / period).glob("*.txt"))
    return tuple(path.relative_to(root).as_posix() for path in found)


class FullText:
    """Writes what cells print as it comes, and takes back what a notebook holds anyway.

    A disk that is full ends the file, not the chapter: that is told where results are written.

    Parameters
    ----------
    path
        The file; it is there only while it holds something.
    name
        What the reader is told that it is called.
    most_bytes
        How much is kept.
    """

    def __init__(self, path: Path, name: str, most_bytes: int = CHAPTER_BYTES) -> None:
        self.name = name
        self._path = path
        self._most_bytes = most_bytes
        self._file: BinaryIO | None = None
        self._kept = self._written = 0

    def take(self, message: Mapping[str, Any]) -> None:
        """Write what a kernel's message prints, if anything."""
        if message["msg_type"] != "stream" or self._written >= self._most_bytes:
            return
        text = message["content"]["text"].encode("utf-8", "replace")
        room = self._most_bytes - self._written
        if len(text) > room:
            text = text[:room] + _END
        self._write(text)

    def end_cell(self, title: str, *, keep: bool) -> bool:
        """Whether the text of the cell that ends is kept.

        Parameters
        ----------
        title
            What stands below the text to say whose it is.
        keep
            Whether its notebook holds only a part of it.
        """
        printed = self._written > self._kept
        if keep and printed:
            self._write(f"\n[{title}]\n".encode())
            self._kept = self._written
        elif self._file is not None:
            self._file.truncate(self._kept)
            self._file.seek(self._kept)
            self._written = self._kept
        return keep and printed

    def close(self) -> None:
        """End the file; an empty one is removed."""
        if self._file is not None:
            self._file.close()
            if not self._kept:
                self._path.unlink()

    def _write(self, text: bytes) -> None:
        try:
            if self._file is None:
                self._file = self._path.open("wb", buffering=0)
            self._written += self._file.write(text)
        except OSError:
            self._most_bytes = self._written
