"""The same PDF in less room: its small objects packed, as PDF 1.5 allows.

Chromium writes one object for each tagged word group, thousands of them and none compressed;
they would weigh more than all text and pictures together.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE = re.compile(rb"xref\n0 \d+\n((?:\d{10} \d{5} [fn][ \r]\n)+)trailer\n<<(.*?)>>\n", re.DOTALL)
_SIZE = re.compile(rb"/Size \d+\s*")
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*)\nendobj\s*$", re.DOTALL)
_TOGETHER = 500  # a reader unpacks a whole group to find one object
_ROW = struct.Struct(">BIH")


def packed(pdf: bytes) -> bytes:
    """The document with every object that is no stream in compressed groups.

    Parameters
    ----------
    pdf
        A document with one plain table of its objects, as Skia (Chromium) writes it. Anything else
        is given back as it is: it is right, only larger.

    Notes
    -----
    Equal input gives equal bytes. ISO 32000-1, 7.5.7 (object streams) and 7.5.8 (their table).
    """
    found = _objects(pdf)
    if found is None:
        return pdf
    objects, trailer = found
    large = {number: body for number, body in objects.items() if body.endswith(b"endstream")}
    small = [(number, body) for number, body in objects.items() if number not in large]
    free = max(objects) + 1
    groups = [small[start : start + _TOGETHER] for start in range(0, len(small), _TOGETHER)]
    large |= {free + place: _group(group) for place, group in enumerate(groups)}
    rows = {
        number: (2, free + place, index)
        for place, group in enumerate(groups)
        for index, (number, _) in enumerate(group)
    }
    return _document(large, rows, trailer)


def _objects(pdf: bytes) -> tuple[dict[int, bytes], bytes] | None:
    """The body of each object by number, and the trailer's entries; None for another layout."""
    start = _START.search(pdf[-64:])
    table = _TABLE.match(pdf, int(start[1])) if start else None
    if start is None or table is None:
        return None
    used = sorted(int(row[:10]) for row in table[1].splitlines() if row[17:18] == b"n")
    objects = {}
    for first, end in pairwise([*used, int(start[1])]):
        matched = _OBJECT.match(pdf[first:end])
        if matched is None:
            return None
        objects[int(matched[1])] = matched[2]
    return (objects, _SIZE.sub(b"", table[2])) if objects else None


def _group(members: Sequence[tuple[int, bytes]]) -> bytes:
    """A stream that holds objects: their numbers and places first, then their bodies."""
    places = _places(body for _, body in members)
    header = b" ".join(
        b"%d %d" % (number, place) for (number, _), place in zip(members, places, strict=True)
    )
    content = zlib.compress(header + b"\n" + b"\n".join(body for _, body in members), 9)
    entries = b"/Type /ObjStm /N %d /First %d" % (len(members), len(header) + 1)
    return _stream(entries, content)


def _places(bodies: Iterable[bytes]) -> Iterator[int]:
    place = 0
    for body in bodies:
        yield place
        place += len(body) + 1


def _stream(entries: bytes, content: bytes) -> bytes:
    head = b"<<%s /Filter /FlateDecode /Length %d>> stream\n" % (entries, len(content))
    return head + content + b"\nendstream"


def _document(
    large: Mapping[int, bytes], rows: Mapping[int, tuple[int, int, int]], trailer: bytes
) -> bytes:
    """The bytes of a document from its streams and the rows of its packed objects."""
    parts, place = [b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"], 15
    placed = dict(rows)
    for number, body in large.items():
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        placed[number] = (1, place, 0)
        place += len(parts[-1])
    own = max(placed) + 1
    placed |= {0: (0, 0, 0xFFFF), own: (1, place, 0)}
    table = b"".join(_ROW.pack(*placed.get(number, (0, 0, 0))) for number in range(own + 1))
    entries = b"/Type /XRef /Size %d /W [1 4 2] %s" % (own + 1, trailer.strip())
    parts.append(b"%d 0 obj\n%s\nendobj\n" % (own, _stream(entries, zlib.compress(table, 9))))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % place)
    return b"".join(parts)
