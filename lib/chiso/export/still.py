"""Workbooks saved so that equal content gives equal bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

from openpyxl import Workbook

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # zip archives know no earlier time
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def saved_workbook(book: Workbook, moment: datetime) -> bytes:
    """The workbook as a file that says it was made at one given moment."""
    moment = max(moment.astimezone(UTC), EARLIEST)
    book.properties.created = moment.replace(tzinfo=None)
    saved = io.BytesIO()
    book.save(saved)
    return _fixed_in_time(saved.getvalue(), moment)


def _fixed_in_time(saved: bytes, moment: datetime) -> bytes:
    """The same workbook with one given time in its properties and archive entries.

    openpyxl writes the time of saving into both, and two runs would differ.
    """
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as fixed,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, date_time=moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            fixed.writestr(entry, content)
    return target.getvalue()
