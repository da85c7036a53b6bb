"""Workbooks written so that equal content gives equal bytes."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format

from chiso.export.flowing import FlowingSheet

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # for workbooks that say no time of their own
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
)


class StillWorkbook:
    """A workbook that says it was made at one given moment.

    Parameters
    ----------
    moment
        When; no other time is in the file, whose archive has the earliest that XlsxWriter knows.
    title, creator
        Properties of the document.
    file
        Where it is written, with what is not finished beside it; None keeps all in memory.
    """

    def __init__(
        self, moment: datetime, title: str, creator: str = "", *, file: Path | None = None
    ) -> None:
        self._target = io.BytesIO()
        self._book = (
            Workbook(os.fspath(file), {"tmpdir": os.fspath(file.parent)})
            if file
            else Workbook(self._target, {"in_memory": True})
        )
        self._book.use_custom_theme(io.StringIO(PLAIN_THEME))
        told = {"title": title, "author": creator, "created": moment.astimezone(UTC)}
        self._book.set_properties(told)
        # One object for each look: a look is written once, however many cells have it.
        self._formats = cache(lambda look: self._book.add_format(dict(look)))

    def add_sheet(self, name: str) -> FlowingSheet:
        """A new sheet after those that there are."""
        sheet: FlowingSheet = self._book.add_worksheet(name, FlowingSheet)
        return sheet

    def look(self, **properties: object) -> Format | None:
        """How cells look, by XlsxWriter's names of properties; None for the plain look."""
        return self._formats(frozenset(properties.items())) if properties else None

    def close(self) -> None:
        """Finish the file; nothing can be written into the workbook afterwards.

        Raises
        ------
        OSError
            If the disk is full, or the file cannot be written.
        """
        try:
            self._book.close()
        except FileCreateError as fault:
            # XlsxWriter wraps it in an exception of its own, which nobody takes for a full disk.
            raise fault.args[0] from None

    def to_bytes(self) -> bytes:
        """The finished file of a workbook that was kept in memory."""
        self.close()
        return self._target.getvalue()
