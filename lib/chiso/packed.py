"""Rows packed into a short text: how the data of a report travel from a kernel to its files.

A notebook that held each cell by itself would cost whoever runs and joins it a hundred bytes of
memory a cell, several times over.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence


def pack_rows(rows: Iterable[Sequence[object]]) -> str:
    """Rows of texts, numbers, booleans and None as one text; equal rows give an equal text.

    Notes
    -----
    One JSON list a line, gzip, base64: any language can read it. Rows are taken one at a time.

    Examples
    --------
    >>> [*unpack_rows(pack_rows([["17", 70.43, None], ["Đà Bắc", 1, True]]))]
    [['17', 70.43, None], ['Đà Bắc', 1, True]]
    """
    encode = json.JSONEncoder(separators=(",", ":")).encode
    target = io.BytesIO()
    with gzip.GzipFile(fileobj=target, mode="wb", mtime=0) as packed:
        for row in rows:
            packed.write(f"{encode(row)}\n".encode("ascii"))
    return base64.b64encode(target.getvalue()).decode("ascii")


def unpack_rows(text: str) -> Iterator[list[object]]:
    """The rows of a packed text, one at a time.

    Raises
    ------
    ValueError
        If it is none, or damaged.
    """
    content = base64.b64decode(text, validate=True)
    try:
        with gzip.open(io.BytesIO(content), "rt", encoding="ascii") as lines:
            for line in lines:
                yield json.loads(line)
    except (OSError, EOFError, zlib.error) as fault:
        raise ValueError(str(fault)) from fault
