"""The container of .xls workbooks (OLE compound file): read within bounds, written anew."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

_END, _FAT = 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_HEADER_ENTRIES = 109  # numbers of allocation sectors that stand in the header itself
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_PAGE = 4096


class Entry(NamedTuple):
    """A stream or a storage at the top of a container."""

    name: str
    kind: int
    start: int
    size: int
    left: int
    right: int
    child: int


class Container:
    """An OLE compound file whose chains are followed no longer than the file is.

    Parameters
    ----------
    data
        The file.

    Raises
    ------
    ValueError, struct.error
        If a chain or the directory is broken, here and in all methods.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini = struct.unpack_from("<2H", data, 30)
        if shift not in (9, 12) or mini != 6:
            raise ValueError("sector size")
        self._sector = 1 << shift
        directory, _, self._cutoff, first_mini, _, more, _ = struct.unpack_from("<7I", data, 48)
        self._table = self._allocation(more)
        self._mini_table = _numbers(self._joined(first_mini))
        self._directory = self._joined(directory)
        self._root = self._entry(0)
        if self._root.kind != _ROOT:
            raise ValueError("directory")

    def top(self) -> dict[str, Entry]:
        """Streams and storages at the top, by name in lower case."""
        found: dict[str, Entry] = {}
        waiting, seen = [self._root.child], {_NONE}
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                entry = self._entry(number)
                found[entry.name.lower()] = entry
                waiting += [entry.left, entry.right]
        return found

    def stream(self, entry: Entry) -> bytes:
        """Content of a stream."""
        if entry.size >= self._cutoff:
            content = self._joined(entry.start)
        else:
            small = self._joined(self._root.start)
            numbers = _chain(entry.start, self._mini_table, len(small) // 64 + 1)
            content = b"".join(small[number * 64 : number * 64 + 64] for number in numbers)
        if len(content) < entry.size:
            raise ValueError("stream cut off")
        return content[: entry.size]

    def _entry(self, number: int) -> Entry:
        record = self._directory[number * _ENTRY : (number + 1) * _ENTRY]
        length, kind, _, left, right, child = struct.unpack_from("<HBB3I", record, 64)
        start, size = struct.unpack_from("<2I", record, 116)
        name = record[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        return Entry(name, kind, start, size, left, right, child)

    def _allocation(self, more: int) -> Sequence[int]:
        """The table that says which sector follows which."""
        sectors = list(struct.unpack_from(f"<{_HEADER_ENTRIES}I", self._data, 76))
        while more < _FAT:
            *numbers, more = _numbers(self._at(more))
            sectors += numbers
            if len(sectors) * 4 > len(self._data):
                raise ValueError("allocation")
        used = [number for number in sectors if number < _FAT]
        if len(used) * self._sector > len(self._data):
            raise ValueError("allocation")
        return _numbers(b"".join(self._at(number) for number in used))

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        if start >= len(self._data):
            raise ValueError("sector beyond the end")
        return self._data[start : start + self._sector]

    def _joined(self, start: int) -> bytes:
        longest = len(self._data) // self._sector
        return b"".join(self._at(number) for number in _chain(start, self._table, longest))


def container_of(name: str, stream: bytes) -> bytes:
    """A compound file with one stream and nothing else.

    Parameters
    ----------
    name
        Name of the stream, up to 31 characters.
    stream
        Its content; zeros are added at the end up to a whole page.
    """
    pages = -(-len(stream) // _PAGE) or 1
    directory_at, small_at = pages, pages + 1  # a reader wants a page for small streams too
    first = pages + 2
    allocation = next(n for n in range(1, first) if n * _PAGE // 4 >= first + n)
    table = [*range(1, pages), _END, _END, _END, *[_FAT] * allocation]
    table += [_NONE] * (allocation * _PAGE // 4 - len(table))
    places = [*range(first, first + allocation), *[_NONE] * (_HEADER_ENTRIES - allocation)]
    header = struct.pack("<8s16x5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 4, 0xFFFE, 12, 6)
    header += struct.pack("<9I", 1, allocation, directory_at, 0, _PAGE, _END, 0, _END, 0)
    header += struct.pack(f"<{_HEADER_ENTRIES}I", *places)
    directory = _directory_record("Root Entry", _ROOT, 1, (small_at, _PAGE))
    directory += _directory_record(name, _STREAM, _NONE, (0, pages * _PAGE))
    unused = struct.pack("<64xHBB3I", 0, 0, 0, _NONE, _NONE, _NONE).ljust(_ENTRY, b"\0")
    directory += unused * (_PAGE // _ENTRY - 2)
    parts = (header.ljust(_PAGE, b"\0"), stream.ljust(pages * _PAGE, b"\0"), directory)
    return b"".join((*parts, bytes(_PAGE), struct.pack(f"<{len(table)}I", *table)))


def _directory_record(name: str, kind: int, child: int, content: tuple[int, int]) -> bytes:
    spelled = name.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<64sHBB3I", spelled, len(spelled), kind, 1, _NONE, _NONE, child)
    return head + bytes(36) + struct.pack("<IQ", *content)


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _chain(start: int, table: Sequence[int], longest: int) -> list[int]:
    """Numbers of the sectors that follow one another; a ring is an error."""
    numbers: list[int] = []
    while start < _FAT:
        if start >= len(table) or len(numbers) >= longest:
            raise ValueError("chain")
        numbers.append(start)
        start = table[start]
    return numbers
