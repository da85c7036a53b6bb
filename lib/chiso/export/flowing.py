"""A sheet that gives its finished rows to a file, so that it never holds all of a long table."""

from __future__ import annotations

import shutil
from tempfile import TemporaryFile
from typing import Any, TextIO

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

_TOGETHER = 1_024  # a multiple of the 16 rows that share a span in the file


class FlowingSheet(Worksheet):  # type: ignore[misc]  # upstream has no types
    """XlsxWriter's sheet; the same cells give the same bytes, however they were written.

    Notes
    -----
    XlsxWriter itself keeps a hundred bytes a cell, and a hundred more for each cell of an Excel
    table. Its ``constant_memory`` has neither Excel tables nor shared strings, without which a
    file grows with each word. What is overridden here is not promised by XlsxWriter, whose
    versions are therefore bounded in ``pyproject.toml``.
    """

    fh: Any
    dim_rowmin: Any

    def __init__(self) -> None:
        super().__init__()
        self._written: TextIO | None = None
        self._first_held = 0

    def end_row(self, row: int) -> None:
        """Say that a row and those above are finished; they may leave memory from now on.

        Parameters
        ----------
        row
            Its number, counted from 0. Nothing may be written into it afterwards.
        """
        if (row + 1) % _TOGETHER == 0:
            self._release()

    def stretch_table(self, last_row: int, last_column: int) -> None:
        """Let the Excel table that was added last end with a cell; both are counted from 0.

        XlsxWriter would note each cell of a table that was added with its full size.
        """
        table = self.tables[-1]
        first = table["range"].partition(":")[0]
        reached = f"{first}:{xl_rowcol_to_cell(last_row, last_column)}"
        table |= {"range": reached, "a_range": reached, "autofilter": reached}

    def _release(self) -> None:
        """Write the rows that are held into the file."""
        if self._written is None:
            # It is closed when the sheet is put together, or goes with the sheet.
            self._written = TemporaryFile(  # noqa: SIM115
                "w+", encoding="utf-8", newline="", dir=self.tmpdir
            )
        target, first = self.fh, self.dim_rowmin
        self.fh, self.dim_rowmin = self._written, self._first_held
        super()._write_rows()
        self.fh, self.dim_rowmin = target, first
        self._first_held = self.dim_rowmax + 1
        self.table.clear()

    def _write_rows(self) -> None:
        if self._written is None:
            super()._write_rows()
            return
        self._release()
        with self._written as written:
            written.seek(0)
            shutil.copyfileobj(written, self.fh)
