"""Safe opening: a file is looked at as bytes, within limits, before anything parses it.

A file is read once, and all that follows works on those bytes: what was checked is what is parsed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, NamedTuple

from chiso.loaders.limits import MAX_BYTES, megabytes
from chiso.loaders.refusals import refusal

_CHUNK = 2**16


class Kind(StrEnum):
    """What the bytes of a file are, whatever its name says."""

    ZIP = "ZIP"
    OLE = "OLE"
    HTML = "HTML"
    XML = "XML"
    JSON = "JSON"
    PDF = "PDF"
    RTF = "RTF"
    IMAGE = "JPEG/PNG/GIF"
    ARCHIVE = "RAR/7z/gzip"
    TEXT = "CSV/TXT"
    BINARY = "binary"


_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
    (b"%PDF-", Kind.PDF),
    (b"{\\rtf", Kind.RTF),
    (b"\x89PNG", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"Rar!\x1a", Kind.ARCHIVE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HTML = (b"<!doctype", b"<html", b"<head", b"<meta", b"<body", b"<table", b"mime-version:")


@dataclass(frozen=True)
class SheetFacts:
    """What a sheet holds besides values, found before it is parsed.

    Attributes
    ----------
    name
        Name of the sheet.
    errors
        Formula errors by row and column from 0, such as ``#REF!``.
    formulas
        Cells with a formula, as rows and columns from 0.
    unstored
        Those of them that have no stored result.
    """

    name: str
    errors: Mapping[tuple[int, int], str]
    formulas: tuple[tuple[int, int], ...]
    unstored: tuple[tuple[int, int], ...]


class CheckedWorkbook(NamedTuple):
    """A workbook that is safe to parse.

    Attributes
    ----------
    data
        Container written anew from the parts that were checked, and nothing else.
    sheets
        Facts of the visible worksheets, in order.
    left_out
        Names of hidden sheets and of sheets that are charts.
    is_1904
        Whether serial numbers of days count from 1904.
    """

    data: bytes
    sheets: tuple[SheetFacts, ...]
    left_out: tuple[str, ...]
    is_1904: bool


def read_bytes(path: Path, name: str) -> bytes:
    """Content of an ordinary file within the size limit.

    Parameters
    ----------
    path
        The file; links, folders, pipes and devices are refused without being read.
    name
        Base name for messages.

    Raises
    ------
    DataError
        If there is no such file, it is not an ordinary file, is empty or over the size limit.
    """
    with _opened(path, name) as file:
        data = b"".join(_chunks(file, name))
    if not data:
        raise refusal("empty_file", name)
    return data


def file_digest(path: Path) -> tuple[str, int]:
    """SHA-256 of a file as hexadecimal text, and its size in bytes; read in small pieces.

    Raises
    ------
    DataError
        As :func:`read_bytes`, but an empty file has a digest.
    """
    digest, size = hashlib.sha256(), 0
    with _opened(path, path.name) as file:
        for chunk in _chunks(file, path.name):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def kind_of(data: bytes) -> Kind:
    r"""What bytes are, from their content.

    Examples
    --------
    >>> kind_of(b"PK\x03\x04...").value, kind_of(b" <html><table>").value, kind_of(b"a;b").value
    ('ZIP', 'HTML', 'CSV/TXT')
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith(_UTF16_MARKS):
        return Kind.TEXT
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(_HTML):
        return Kind.HTML
    if head.startswith(b"<?xml"):
        return Kind.HTML if b"<html" in head else Kind.XML
    if head.startswith((b"{", b"[")):
        return Kind.JSON
    return Kind.BINARY if b"\0" in head else Kind.TEXT


@contextmanager
def _opened(path: Path, name: str) -> Iterator[BinaryIO]:
    """A file open for reading, known to be an ordinary one.

    The open file is examined, not its name, so nobody can swap it in between; a link is not
    followed, and opening a pipe does not wait for a writer (both where the system can).
    """
    try:
        with open(path, "rb", opener=_open_no_link) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise refusal("not_a_file", name, "FIFO, device")
            yield file
    except (FileNotFoundError, NotADirectoryError) as error:
        raise refusal("no_file", name) from error
    except OSError as error:
        link = {errno.ELOOP: "link", errno.EISDIR: "folder", errno.ENXIO: "socket"}
        rule = "not_a_file" if error.errno in link else "unreadable"
        raise refusal(rule, name, link.get(error.errno or 0, error.strerror or "")) from error
    except ValueError as error:  # a NUL in the path
        raise refusal("unsafe_name", name) from error


def _open_no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _chunks(file: BinaryIO, name: str) -> Iterator[bytes]:
    """The pieces of a file, up to the size limit and not a byte further."""
    size = os.fstat(file.fileno()).st_size
    read = 0
    while size <= MAX_BYTES and (chunk := file.read(_CHUNK)):
        read += len(chunk)
        size = max(size, read)  # it may grow while it is read
        yield chunk
    if size > MAX_BYTES:
        raise refusal("too_large", name, megabytes(size), limit=megabytes(MAX_BYTES))
