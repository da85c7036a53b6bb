"""What an .xls workbook (BIFF records) holds besides values, found before it is parsed."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import NamedTuple

from chiso.loaders.compound import Container, container_of
from chiso.loaders.grid import address_list, place, sheet_place
from chiso.loaders.limits import (
    ALL_CELLS,
    FILLED_CELLS,
    MAX_AREA,
    MAX_MERGED,
    MAX_RECORDS,
    MERGED_RANGES,
)
from chiso.loaders.refusals import refusal, shown
from chiso.loaders.safety import CheckedWorkbook, SheetFacts
from chiso.loaders.sheet_scan import Place, SheetScan, refuse_repeated_text

_BROKEN = (ValueError, struct.error, IndexError)
_EOF, _BOF, _CONTINUE = 0x000A, 0x0809, 0x003C
_PASSWORD, _DATE_MODE, _SHEET, _TEXTS = 0x002F, 0x0022, 0x0085, 0x00FC
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_LOGICAL_OR_ERROR, _SHARED_TEXT, _SEVERAL, _MERGED = 0x0205, 0x00FD, 0x00BD, 0x00E5
_CELLS: Mapping[int, int] = MappingProxyType({
    0x0006: 22, 0x0206: 22, 0x0406: 22, 0x0203: 14, 0x0204: 8, 0x00D6: 8, 0x027E: 10,
    _LOGICAL_OR_ERROR: 8, _SHARED_TEXT: 10, _SEVERAL: 12,
})  # fmt: skip
"""Kinds of records that hold cells, and the fewest bytes that they have."""
_NEEDED: Mapping[int, int] = MappingProxyType({
    **_CELLS, _BOF: 4, _EOF: 0, _CONTINUE: 1, _DATE_MODE: 2, _SHEET: 8, _TEXTS: 8, _MERGED: 2,
    0x0042: 2,  # code page of BIFF5
    0x001E: 4, 0x041E: 5, 0x00E0: 16,  # number formats, which tell dates from numbers
    0x0207: 3,  # text result of the formula before it
})  # fmt: skip
_UNKNOWN = 0xFFFF
_NO_NUMBER = b"\xff\xff"  # end of a formula's result that is text, logical, an error or empty
_ERROR_RESULT, _EMPTY_RESULT = 2, 3
_ERRORS: Mapping[int, str] = MappingProxyType({
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
})  # fmt: skip


class _Record(NamedTuple):
    kind: int
    at: int  # of its content in the stream
    content: bytes


class _Sheet(NamedTuple):
    name: str
    at: int
    is_read: bool


def check_binary(data: bytes, name: str) -> CheckedWorkbook:
    """An .xls workbook, cut down to its one stream of records, and the facts of its sheets.

    Parameters
    ----------
    data
        The file.
    name
        Base name for messages.

    Raises
    ------
    DataError
        For passwords, macros, other documents in the same kind of container, too large sheets,
        and anything that is broken.
    """
    with _guarded(name):
        container = Container(data)
        top = container.top()
        _refuse_others(set(top), name)
        entry = top.get("workbook") or top["book"]
        stream = container.stream(entry)
        records = list(_records(stream, 0, MAX_RECORDS, name))
        sheets = _sheets(records, name)
        scans = []
        for sheet in sheets:
            left = MAX_RECORDS - len(records)
            found = list(_records(stream, sheet.at, left, sheet_place(name, sheet.name)))
            scans.append(_scan(found, name, sheet.name))
            records += found
        refuse_repeated_text(scans, _text_lengths(records, name), name)
    read = [scan.facts for scan, sheet in zip(scans, sheets, strict=True) if sheet.is_read]
    return CheckedWorkbook(
        container_of(entry.name, _bare(stream, records)),
        tuple(read),
        tuple(sheet.name for sheet in sheets if not sheet.is_read),
        any(one.kind == _DATE_MODE and one.content[:1] == b"\x01" for one in records),
    )


@contextmanager
def _guarded(name: str) -> Iterator[None]:
    """Whatever is wrong with the numbers in a broken file becomes one refusal."""
    try:
        yield
    except _BROKEN as error:
        raise refusal("damaged", name, shown(str(error))) from error


def _refuse_others(names: set[str], file: str) -> None:
    """Nothing, if the container holds a workbook without password and macros."""
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise refusal("password", file)
    if not names & {"workbook", "book"}:
        raise refusal("not_a_workbook", file, "DOC" if "worddocument" in names else "OLE")
    if "_vba_project_cur" in names:
        raise refusal("macros", file)


def _records(stream: bytes, at: int, most: int, where: str) -> Iterator[_Record]:
    """Records of one part of the stream, from its beginning to its end mark."""
    for number in range(most):
        kind, size = struct.unpack_from("<2H", stream, at)
        content = stream[at + 4 : at + 4 + size]
        is_first_wrong = number == 0 and kind != _BOF
        if len(content) < max(size, _NEEDED.get(kind, 0)) or is_first_wrong:
            raise ValueError(f"record {kind:#06x}")
        yield _Record(kind, at + 4, content)
        if kind == _EOF:
            return
        at += 4 + size
    raise refusal("sheet_too_large", where, limit=FILLED_CELLS)


def _sheets(records: Sequence[_Record], file: str) -> list[_Sheet]:
    is_wide = records[0].content[:2] == b"\x00\x06"  # BIFF8; BIFF5 names are in a code page
    sheets = []
    for record in records:
        if record.kind == _PASSWORD:
            raise refusal("password", file)
        if record.kind == _SHEET:
            at, state, kind, length = struct.unpack_from("<I3B", record.content)
            name = record.content[7:].decode("latin-1")
            if is_wide:
                coding = "utf-16-le" if record.content[7] & 1 else "latin-1"
                name = record.content[8:].decode(coding)
            if kind in (1, 6):
                raise refusal("macros", sheet_place(file, name[:length]))
            sheets.append(_Sheet(name[:length], at, kind == 0 and state & 3 == 0))
    return sheets


def _scan(records: Sequence[_Record], file: str, sheet: str) -> SheetScan:
    """Errors, formulas and references of a sheet."""
    errors: dict[Place, str] = {}
    formulas: dict[Place, bool] = {}
    shared: list[int] = []
    height = width = length = merged = 0
    for kind, _, content in records:
        if kind in _CELLS:
            row, column = struct.unpack_from("<2H", content)
            last = struct.unpack_from("<H", content, len(content) - 2)[0]
            height = max(height, row + 1)
            width = max(width, (last if kind == _SEVERAL else column) + 1)
            length += len(content)
            error = _error(kind, content)
            if error is not None:
                errors[row, column] = _ERRORS.get(error, "#N/A")
            if kind in _FORMULAS:
                formulas[row, column] = content[12:14] == _NO_NUMBER and (
                    content[6] == _EMPTY_RESULT
                )
            elif kind == _SHARED_TEXT:
                shared.append(struct.unpack_from("<I", content, 6)[0])
        elif kind == _MERGED:
            count = struct.unpack_from("<H", content)[0]
            if 2 + 8 * count > len(content):
                raise ValueError("merged ranges")
            merged += count
    where = sheet_place(file, sheet)
    if height * width > MAX_AREA:
        last_cell = address_list([(height - 1, width - 1)])
        raise refusal("sheet_too_large", place(file, sheet) + last_cell, limit=ALL_CELLS)
    if merged > MAX_MERGED:
        raise refusal("sheet_too_large", where, limit=MERGED_RANGES)
    # A formula may give an empty text; where all do, nobody ever calculated the sheet.
    unstored = tuple(formulas) if formulas and all(formulas.values()) else ()
    return SheetScan(SheetFacts(sheet, errors, tuple(formulas), unstored), tuple(shared), length)


def _error(kind: int, content: bytes) -> int | None:
    """Code of the error that a cell shows, or None."""
    if kind == _LOGICAL_OR_ERROR and content[7] == 1:
        return content[6]
    if kind in _FORMULAS and content[12:14] == _NO_NUMBER and content[6] == _ERROR_RESULT:
        return content[8]
    return None


def _text_lengths(records: Sequence[_Record], file: str) -> list[int]:
    """Characters of each shared text."""
    parts: list[bytes] = []
    is_last = False
    for record in records:
        is_last = record.kind == _TEXTS or (is_last and record.kind == _CONTINUE)
        if is_last:
            parts.append(record.content)
    if not parts:
        return []
    count = struct.unpack_from("<I", parts[0], 4)[0]
    if count > MAX_RECORDS:
        raise refusal("sheet_too_large", file, limit=FILLED_CELLS)
    texts = _Texts(parts)
    return [texts.skip() for _ in range(count)]


class _Texts:
    """Shared texts, which may run on from one record into the next."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts = iter(parts)
        self._part = next(self._parts)
        self._at = 8

    def skip(self) -> int:
        """Length of the next text, which is passed over."""
        if self._at >= len(self._part):
            self._turn()
        length, flags = struct.unpack_from("<HB", self._part, self._at)
        self._at += 3
        behind = 0
        if flags & 8:
            behind += 4 * int(struct.unpack_from("<H", self._part, self._at)[0])
            self._at += 2
        if flags & 4:
            behind += int(struct.unpack_from("<I", self._part, self._at)[0])
            self._at += 4
        left = length
        while left:
            width = 1 + (flags & 1)
            here = min(left, (len(self._part) - self._at) // width)
            self._at += here * width
            left -= here
            if left:  # a text that runs on states its width again
                self._turn()
                flags = self._part[0]
                self._at = 1
        self._pass(behind)
        return int(length)

    def _pass(self, size: int) -> None:
        while size > len(self._part) - self._at:
            size -= len(self._part) - self._at
            self._turn()
        self._at += size

    def _turn(self) -> None:
        part = next(self._parts, None)
        if part is None:
            raise ValueError("shared texts cut off")
        self._part, self._at = part, 0


def _bare(stream: bytes, records: Sequence[_Record]) -> bytes:
    """The stream with the records that values need, and with formulas that are only a result.

    What else is in it, such as names, drawings, announced sizes and the formulas themselves, is
    given a kind that nobody knows: places in the stream stay what they are.
    """
    cleaned = bytearray(len(stream))
    for kind, at, content in records:
        known = kind if kind in _NEEDED else _UNKNOWN
        struct.pack_into("<2H", cleaned, at - 4, known, len(content))
        if known == kind:
            cleaned[at : at + len(content)] = content
        if kind in _FORMULAS:
            cleaned[at + 20 : at + len(content)] = bytes(max(0, len(content) - 20))
    return bytes(cleaned)
