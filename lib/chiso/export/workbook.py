"""The tables of a report as one workbook: real numbers, one header row a sheet, no formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from chiso.export.chapters import Record
from chiso.export.edition import Edition, issue_day
from chiso.export.records import DATA_NOTE, Column, TableRecord, Value
from chiso.export.still import EARLIEST, saved_workbook
from chiso.export.wording import PAGE, WORKBOOK, numbered, say_all
from chiso.words import LANGS, Lang

_A4 = 9
_LONGEST_TEXT = 32767  # the most that a cell of an Excel sheet can hold
_NARROWEST, _WIDEST = 8, 60
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class _Setting:
    """Language and head that all sheets of a workbook share."""

    lang: Lang
    head: Record

    @property
    def say(self) -> dict[str, str]:
        """The workbook's own words in its language."""
        return say_all(WORKBOOK, self.lang)

    @property
    def is_synthetic(self) -> bool:
        """Whether the figures are made up, which every sheet then says."""
        return bool(self.head.get("synthetic"))

    def sheet_name(self, number: int) -> str:
        """``Bieu_02``, ``Table_02``."""
        return f"{self.say['table']}_{number:02d}"


@dataclass(frozen=True)
class WorkbookPlan(_Setting):
    """What one workbook is made from.

    Attributes
    ----------
    lang
        Language of labels and sheet names.
    head
        Record of kind ``edition``.
    edition
        Day of making and provenance.
    tables
        Running number and record of each table.
    data
        Record of kind ``data``, or None when the report has none.
    """

    edition: Edition
    tables: Sequence[tuple[int, TableRecord]]
    data: Record | None


def workbook_bytes(plan: WorkbookPlan) -> bytes:
    """The workbook as a file; equal plans give equal bytes."""
    book = Workbook()
    book.remove(book.active)
    _write_cover(book, plan)
    _write_contents(book, plan)
    _write_notes(book, plan)
    for number, table in plan.tables:
        _write_table_sheet(book, plan, number, table)
    if plan.data is not None:
        _write_data(book, plan, TableRecord.from_json(plan.data))
    book.properties.creator = str(plan.head.get("dataset_name", ""))
    book.properties.title = f"{plan.head.get('title', '')} · {plan.head.get('period_name', '')}"
    return saved_workbook(book, plan.edition.created)


def table_bytes(number: int, table: TableRecord, head: Record, lang: Lang) -> bytes:
    """One table as a workbook of its own, with its notes below it.

    Parameters
    ----------
    number, table
        Running number and record of the table.
    head
        Record of kind ``edition``.
    """
    book = Workbook()
    book.remove(book.active)
    _write_table_sheet(book, _Setting(lang, head), number, table)
    sheet, say = book.active, say_all(WORKBOOK, lang)
    below = [(say["order"], table.order), *((say["note"], note) for note in table.notes)]
    below += [(say["source"], source) for source in table.sources]
    for row, (kind, text) in enumerate(below, start=sheet.max_row + 2):
        _put(sheet.cell(row, 1), f"{kind}: {text}")
    book.properties.title = table.caption
    return saved_workbook(book, EARLIEST)


def _write_cover(book: Workbook, plan: WorkbookPlan) -> None:
    sheet = book.create_sheet(plan.say["cover"])
    head, say = plan.head, plan.say
    sheet["A1"].font = Font(bold=True, size=16)
    _put(sheet["A1"], str(head.get("title", "")))
    lines: list[tuple[str, str]] = [
        (say["body"], str(head.get("dataset_name", ""))),
        (say["period"], str(head.get("period_name", ""))),
        (say["closing"], str(head.get("closing_date_name", ""))),
        (say["created"], issue_day(plan.edition.created, plan.lang)),
        (say["state"], str(head.get("state", ""))),
        *sorted(plan.edition.provenance.items()),
    ]
    if plan.is_synthetic:
        lines.insert(0, (_mark(), PAGE["illustrative_more"].say(plan.lang)))
    for row, (name, value) in enumerate(lines, start=3):
        _put(sheet.cell(row, 1), name)
        _put(sheet.cell(row, 2), value)
        sheet.cell(row, 1).font = Font(bold=True)
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 70
    _set_paper(sheet)


def _write_contents(book: Workbook, plan: WorkbookPlan) -> None:
    say = plan.say
    rows: list[tuple[Value, ...]] = [
        (
            plan.sheet_name(number),
            f"{numbered('table', number, plan.lang)}. {table.caption}",
            table.unit,
        )
        for number, table in plan.tables
    ]
    if plan.data is not None:
        rows.append((say["data"], say["data_title"], ""))
    columns = [Column(label, label) for label in (say["sheet"], say["caption"], say["unit"])]
    sheet = book.create_sheet(say["contents"])
    _put_table(sheet, TableRecord("", "", tuple(columns), tuple(rows)), plan.lang, at_row=1)
    for row, (name, *_) in enumerate(rows, start=2):
        cell = sheet.cell(row, 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")
        cell.font = Font(color="12436D", underline="single")


def _write_notes(book: Workbook, plan: WorkbookPlan) -> None:
    say = plan.say
    rows: list[tuple[Value, ...]] = []
    if plan.is_synthetic:
        rows.append((say["cover"], say["note"], PAGE["illustrative_more"].say(plan.lang)))
    for number, table in plan.tables:
        name = plan.sheet_name(number)
        rows += [(name, say["order"], table.order)] if table.order else []
        rows += [(name, say["note"], note) for note in table.notes]
        rows += [(name, say["source"], source) for source in table.sources]
    columns = [Column(label, label) for label in (say["sheet"], say["kind"], say["text"])]
    sheet = book.create_sheet(say["notes"])
    _put_table(sheet, TableRecord("", "", tuple(columns), tuple(rows)), plan.lang, at_row=1)


def _write_table_sheet(book: Workbook, plan: _Setting, number: int, table: TableRecord) -> None:
    sheet = book.create_sheet(plan.sheet_name(number))
    _put(sheet["A1"], f"{numbered('table', number, plan.lang)}. {table.caption}")
    sheet["A1"].font = Font(bold=True, size=12)
    about = [str(plan.head.get("period_name", ""))]
    about += [f"{plan.say['unit']}: {table.unit}"] if table.unit else []
    about += [_mark()] if plan.is_synthetic else []
    _put(sheet["A2"], " · ".join(about))
    _put_table(sheet, table, plan.lang, at_row=4)


def _write_data(book: Workbook, plan: WorkbookPlan, data: TableRecord) -> None:
    """The observations; synthetic ones carry their mark in a column of its own."""
    columns = tuple(Column(c.name, c.name, kind=c.kind, decimals=c.decimals) for c in data.columns)
    rows = data.rows
    if plan.is_synthetic:
        columns = (*columns, Column(DATA_NOTE, DATA_NOTE))
        rows = tuple((*row, _mark()) for row in rows)
    sheet = book.create_sheet(plan.say["data"])
    _put_table(sheet, TableRecord("", "", columns, rows), plan.lang, at_row=1)


def _put_table(sheet: Worksheet, table: TableRecord, lang: Lang, *, at_row: int) -> None:
    """One header row and the rows below it, as an Excel table that prints on A4 landscape."""
    headings = _unique([_readable(column.heading(lang)) for column in table.columns])
    for index, heading in enumerate(headings, start=1):
        _put(sheet.cell(at_row, index), heading)
        sheet.cell(at_row, index).alignment = Alignment(wrap_text=True, vertical="bottom")
    rows = [table.shown(row, lang) for row in table.rows]
    wrapped = Alignment(wrap_text=True, vertical="top")
    for row_number, row in enumerate(rows, start=at_row + 1):
        is_tall = any(isinstance(value, str) and len(value) > _WIDEST for value in row)
        for index, (column, value) in enumerate(zip(table.columns, row, strict=True), start=1):
            cell = sheet.cell(row_number, index)
            _put(cell, value, column)
            # Only tall rows are aligned: a style for each cell doubles the time of a workbook.
            if is_tall:
                cell.alignment = wrapped
    # An Excel table needs one row of content, so an empty table keeps a blank one.
    last = sheet.cell(at_row + max(len(table.rows), 1), len(headings)).coordinate
    listed = Table(displayName=f"t_{sheet.title}", ref=f"A{at_row}:{last}")
    listed.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(listed)
    sheet.freeze_panes = f"B{at_row + 1}"
    sheet.print_title_rows = f"{at_row}:{at_row}"
    for index, heading in enumerate(headings, start=1):
        texts = [heading, *(str(row[index - 1] or "") for row in rows)]
        width = min(max(map(len, texts)) + 2, _WIDEST)
        sheet.column_dimensions[get_column_letter(index)].width = max(width, _NARROWEST)
    _set_paper(sheet)


def _put(cell: Cell, value: Value, column: Column | None = None) -> None:
    """A number as a number in its format, anything else as text that never becomes a formula."""
    if isinstance(value, int | float):
        cell.value = value
        if column is not None and column.is_number:
            cell.number_format = "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
    elif value is not None:
        cell.value = _readable(value)
        cell.data_type = "s"
        if value.startswith(_FORMULA_SIGNS):
            cell.quotePrefix = True


def _readable(text: str) -> str:
    """Text without the control characters that a workbook cannot hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))[:_LONGEST_TEXT]


def _unique(headings: Sequence[str]) -> list[str]:
    """Headings that differ from one another, as an Excel table requires."""
    done: list[str] = []
    for number, heading in enumerate(headings, start=1):
        heading = " ".join(heading.split()) or f"({number})"
        is_taken = heading.casefold() in (known.casefold() for known in done)
        done.append(f"{heading} ({number})" if is_taken else heading)
    return done


def _mark() -> str:
    return " / ".join(PAGE["illustrative"].say(lang) for lang in LANGS)


def _set_paper(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"
