"""A limit on what cells may show, with a note where something was left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from chiso.numbers import format_number
from chiso.words import LANGS, Words

# A whole page has a budget of about one million; what is longer than this is an accident.
CELL_CHARACTERS = 4_000_000
CHAPTER_CHARACTERS = 16_000_000
# What holds a printed line costs more memory than the line.
_PIECE_CHARACTERS = 100
_ERROR_CHARACTERS = 20_000
# What stands behind a table or a file to download: nobody is shown it, and it grows with the data
# set (a year of ten districts has 15 million characters), not by accident.
_RECORD = "application/vnd.chiso+json"
_SHOWN = ("display_data", "execute_result", "update_display_data")


@dataclass(frozen=True)
class Cut:
    """What one cell showed too much.

    Attributes
    ----------
    cell
        Index of the cell in the executed notebook, from 0.
    heading
        The nearest heading above it; empty when there is none.
    characters
        How many characters of its output were left out.
    file
        Where all that it printed is kept; None when that is nowhere, or it printed nothing.
    """

    cell: int
    heading: str
    characters: int
    file: str | None = None

    def to_record(self) -> dict[str, object]:
        """The cut as plain values for JSON."""
        return asdict(self)

    @property
    def note(self) -> Words:
        """What stands in the place of what was left out."""
        vi, en = (format_number(self.characters, 0, lang) for lang in LANGS)
        return Words(
            vi=f"[Kết quả của ô này quá dài: đã bỏ {vi} ký tự cuối."
            + (f" Toàn văn: {self.file}]" if self.file else "]"),
            en=f"[This cell showed too much: its last {en} characters are left out."
            + (f" All that it printed: {self.file}]" if self.file else "]"),
        )


class OutputCap:
    """Counts what the cells of one chapter show, and cuts what goes beyond the limits.

    Parameters
    ----------
    cell_characters, chapter_characters
        What one cell, and all cells together, may show. A piece of text that came by itself
        counts for at least a hundred.
    """

    def __init__(
        self,
        cell_characters: int = CELL_CHARACTERS,
        chapter_characters: int = CHAPTER_CHARACTERS,
    ) -> None:
        self._cell_characters = cell_characters
        self._chapter_left = chapter_characters
        self._cell_left = 0
        self._lost = 0

    def begin_cell(self) -> None:
        """A new cell begins."""
        self._cell_left = min(self._cell_characters, self._chapter_left)
        self._lost = 0

    @property
    def lost(self) -> int:
        """Characters of the current cell that were left out."""
        return self._lost

    def admit(self, message: Mapping[str, Any]) -> dict[str, Any] | None:
        """A kernel's message with as much output as still fits; None when nothing of it does.

        Parameters
        ----------
        message
            As the kernel sent it; messages that show nothing come back as they are.
        """
        kind, content = message["msg_type"], message["content"]
        if kind == "stream":
            kept = self._take(content["text"])
            return {**message, "content": {**content, "text": kept}} if kept else None
        if kind in _SHOWN:
            return dict(message) if self._take_whole(_length(content["data"])) else None
        if kind == "error":
            # The line that says what went wrong is always shown.
            return {**message, "content": _short_error(content)}
        return dict(message)

    def _take(self, text: str) -> str:
        kept = text[: self._cell_left]
        self._count(min(max(len(kept), _PIECE_CHARACTERS), self._cell_left))
        self._lost += len(text) - len(kept)
        return kept

    def _take_whole(self, characters: int) -> bool:
        fits = characters <= self._cell_left
        if fits:
            self._count(characters)
        else:
            self._lost += characters
        return fits

    def _count(self, characters: int) -> None:
        self._cell_left -= characters
        self._chapter_left -= characters


def _length(data: Mapping[str, Any]) -> int:
    return sum(
        len(value) if isinstance(value, str) else len(json.dumps(value))
        for kind, value in data.items()
        if kind != _RECORD
    )


def _short_error(content: Mapping[str, Any]) -> dict[str, Any]:
    """An error with its message and its traceback cut from behind and from before."""
    return {
        **content,
        "evalue": str(content["evalue"])[:_ERROR_CHARACTERS],
        "traceback": [str(line)[-_ERROR_CHARACTERS:] for line in content["traceback"][-200:]],
    }
