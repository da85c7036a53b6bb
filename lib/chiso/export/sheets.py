"""Tables on the sheets of a workbook: numbers as numbers, texts that never become formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from xlsxwriter.format import Format

from chiso.export.flowing import FlowingSheet
from chiso.export.records import Column, Value
from chiso.export.still import StillWorkbook
from chiso.words import Lang

_A4 = 9
# What XML cannot hold; XlsxWriter would write it in an escape that only Excel reads.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NARROWEST, _WIDEST = 8, 60
_TEXTS = 4_096
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
WRAPPED: Mapping[str, object] = {"text_wrap": True, "valign": "top"}
_HEADING: Mapping[str, object] = {"text_wrap": True}


@dataclass(frozen=True)
class SheetTable:
    """What is put on a sheet.

    Attributes
    ----------
    columns
        Their headings stand in one row.
    rows
        As people are shown them; each is taken when it is written.
    lang
        Language of the headings.
    """

    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    lang: Lang


def put_table(
    book: StillWorkbook,
    sheet: FlowingSheet,
    table: SheetTable,
    *,
    at_row: int = 0,
    keeps_rows: bool = True,
) -> int:
    """The number of the first row below a table that is now on a sheet; rows are counted from 0.

    It has one header row, is an Excel table and prints on A4 landscape.

    Parameters
    ----------
    book, sheet
        Where it is put; all that stands above it is there already.
    table
        Its content.
    at_row
        Number of the header row.
    keeps_rows
        Whether more may be written into its rows; a table that can be long should not keep them.
    """
    headings = _unique([legible(column.heading(table.lang)) for column in table.columns])
    last_column = len(headings) - 1
    _add_excel_table(book, sheet, headings, at_row)
    flat, tall = Looks(book, table.columns), Looks(book, table.columns, **WRAPPED)
    widths = [len(heading) for heading in headings]
    last_row = at_row
    for row in table.rows:
        last_row += 1
        lengths = [len(str(value or "")) for value in row]
        widths = [*map(max, widths, lengths)]
        is_tall = max(lengths, default=0) > _WIDEST
        _put_row(sheet, last_row, row, tall if is_tall else flat)
        if not keeps_rows:
            sheet.end_row(last_row)
    # An Excel table needs one row of content, so an empty table keeps a blank one.
    last_row = max(last_row, at_row + 1)
    sheet.stretch_table(last_row, last_column)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, max(min(width + 2, _WIDEST), _NARROWEST))
    set_paper(sheet)
    return last_row + 1


def _add_excel_table(
    book: StillWorkbook, sheet: FlowingSheet, headings: Sequence[str], at_row: int
) -> None:
    """The header row, as that of an Excel table with one row."""
    header = Looks(book, (), **_HEADING)
    listed = {
        "name": f"t_{sheet.get_name()}",
        "style": "Table Style Light 1",
        "banded_rows": False,
        "columns": [
            {"header": heading, "header_format": header.told(heading)[1]} for heading in headings
        ],
    }
    sheet.add_table(at_row, 0, at_row + 1, len(headings) - 1, listed)
    sheet.freeze_panes(at_row + 1, 1)
    sheet.repeat_rows(at_row)


class Looks:
    """How the cells of a row look.

    Attributes
    ----------
    text, sign
        Of texts, and of those that stay text only when a cell says so.
    numbers
        Of numbers in each column: by thousands, with the column's decimals.
    told
        Given a text: what a workbook can hold of it, and the look that keeps it from becoming a
        formula.
    """

    def __init__(self, book: StillWorkbook, columns: Sequence[Column], **shared: object) -> None:
        self.text = book.look(**shared)
        self.sign = book.look(**shared, quote_prefix=True)
        self.numbers = [book.look(**shared, **_number_look(column)) for column in columns]
        # Most texts of a table stand in many of its rows.
        self.told = lru_cache(maxsize=_TEXTS)(self._told)

    def _told(self, text: str) -> tuple[str, Format | None]:
        told = legible(text)
        return told, self.sign if told.startswith(_FORMULA_SIGNS) else self.text


def put_text(
    book: StillWorkbook, sheet: FlowingSheet, place: tuple[int, int], text: str, **look: object
) -> None:
    """A text in one cell."""
    sheet.write_string(*place, *Looks(book, (), **look).told(text))


def _put_row(sheet: FlowingSheet, row_number: int, row: Sequence[Value], looks: Looks) -> None:
    """Numbers as numbers, anything else as text that never becomes a formula."""
    for index, value in enumerate(row):
        if isinstance(value, str):
            text, look = looks.told(value)
            if text:
                sheet.write_string(row_number, index, text, look)
        elif value is not None:
            sheet.write_number(row_number, index, value, looks.numbers[index])


def _number_look(column: Column) -> dict[str, str]:
    """The look of a column's numbers: by thousands, with its decimals."""
    if not column.is_number:
        return {}
    return {"num_format": "#,##0" + ("." + "0" * column.decimals if column.decimals else "")}


def legible(text: str) -> str:
    """Text without the control characters that a workbook cannot hold."""
    return _UNREADABLE.sub("", text)


def _unique(headings: Sequence[str]) -> list[str]:
    """Headings that differ from one another, as an Excel table requires."""
    done: list[str] = []
    for number, heading in enumerate(headings, start=1):
        heading = " ".join(heading.split()) or f"({number})"
        is_taken = heading.casefold() in (known.casefold() for known in done)
        done.append(f"{heading} ({number})" if is_taken else heading)
    return done


def set_paper(sheet: FlowingSheet) -> None:
    """Have a sheet print on A4 landscape, as wide as the paper."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
