"""Workbooks and JSON whose bytes depend on nothing but their content."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from chiso.synthetic.marks import CATEGORY, CREATOR

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # zip archives know no earlier time
_UNIX, _READ_WRITE = 3, 0o600 << 16


class _StillArchive(ZipFile):
    """An archive whose entries carry no time, owner or system of their own."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add an entry of this name at the earliest time."""
        entry = ZipInfo(str(zinfo_or_arcname), date_time=_EARLIEST)
        entry.compress_type = ZIP_DEFLATED
        entry.create_system = _UNIX
        entry.external_attr = _READ_WRITE
        super().writestr(entry, data, compress_type, compresslevel)

    def write(
        self,
        filename: Any,
        arcname: Any = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add the content of a file so."""
        self.writestr(
            str(arcname or filename), Path(filename).read_bytes(), compress_type, compresslevel
        )


def workbook_bytes(book: Workbook, signed: datetime) -> bytes:
    """The workbook as a file, marked as illustrative; equal workbooks give equal bytes.

    Parameters
    ----------
    book
        Workbook to write.
    signed
        Moment for its properties, in place of the moment of writing.
    """
    properties = book.properties
    properties.creator = properties.lastModifiedBy = CREATOR
    properties.category = CATEGORY
    properties.created = properties.modified = signed
    saved = io.BytesIO()
    # Workbook.save() would write the present moment over the properties.
    ExcelWriter(book, _StillArchive(saved, "w", ZIP_DEFLATED)).save()
    return saved.getvalue()


def json_bytes(content: Mapping[str, Any]) -> bytes:
    """The content as indented JSON in UTF-8 with its Vietnamese letters readable.

    Examples
    --------
    >>> json_bytes({"TEN": "Huyện Đà Bắc"}).decode().splitlines()[1]
    ' "TEN": "Huyện Đà Bắc"'
    """
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
