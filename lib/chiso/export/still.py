"""Workbooks saved so that equal content gives equal bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

from openpyxl import Workbook

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # zip archives know no earlier time
_COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F2933", "lt2": "F4F6F8", "accent1": "12436D",
    "accent2": "28A197", "accent3": "801650", "accent4": "F46A25", "accent5": "3D3D3D",
    "accent6": "A285D1", "hlink": "12436D", "folHlink": "801650",
}  # fmt: skip
_PLAIN = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FACE = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
# What ECMA-376 (20.1.6.9) asks of a theme; the usual one fills a quarter of a small workbook.
PLAIN_THEME = (
    '<?xml version="1.0"?><a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' name="plain"><a:themeElements><a:clrScheme name="plain">'
    + "".join(f'<a:{n}><a:srgbClr val="{c}"/></a:{n}>' for n, c in _COLOURS.items())
    + f'</a:clrScheme><a:fontScheme name="plain"><a:majorFont>{_FACE}</a:majorFont><a:minorFont>'
    f'{_FACE}</a:minorFont></a:fontScheme><a:fmtScheme name="plain"><a:fillStyleLst>{_PLAIN * 3}'
    f"</a:fillStyleLst><a:lnStyleLst>{f'<a:ln>{_PLAIN}</a:ln>' * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_PLAIN * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
).encode()
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def saved_workbook(book: Workbook, moment: datetime) -> bytes:
    """The workbook as a file that says it was made at one given moment."""
    moment = max(moment.astimezone(UTC), EARLIEST)
    book.properties.created = moment.replace(tzinfo=None)
    book.loaded_theme = PLAIN_THEME
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
            fixed.writestr(entry, content, compresslevel=9)
    return target.getvalue()
