"""The tables of a report as one workbook: real numbers, one header row a sheet, no formula."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from chiso.export.chapters import Record
from chiso.export.edition import Edition, issue_day
from chiso.export.records import DATA_NOTE, Column, TableRecord, Value
from chiso.export.still import EARLIEST, StillWorkbook
from chiso.export.wording import PAGE, WORKBOOK, numbered, say_all
from chiso.words import LANGS, Lang

_A4 = 9
# What XML cannot hold; XlsxWriter would write it in an escape that only Excel reads.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NARROWEST, _WIDEST = 8, 60
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_WRAPPED: Mapping[str, object] = {"text_wrap": True, "valign": "top"}
_HEADING: Mapping[str, object] = {"text_wrap": True}


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
    head = plan.head
    title = f"{head.get('title', '')} · {head.get('period_name', '')}"
    book = StillWorkbook(plan.edition.created, title, str(head.get("dataset_name", "")))
    _write_cover(book, plan)
    _write_contents(book, plan)
    _write_notes(book, plan)
    for number, table in plan.tables:
        _write_table_sheet(book, plan, number, table)
    if plan.data is not None:
        _write_data(book, plan, TableRecord.from_json(plan.data))
    return book.to_bytes()


def table_bytes(number: int, table: TableRecord, head: Record, lang: Lang) -> bytes:
    """One table as a workbook of its own, with its notes below it.

    Parameters
    ----------
    number, table
        Running number and record of the table.
    head
        Record of kind ``edition``.
    """
    book = StillWorkbook(EARLIEST, table.caption)
    sheet, free_row = _write_table_sheet(book, _Setting(lang, head), number, table)
    say = say_all(WORKBOOK, lang)
    below = [(say["order"], table.order), *((say["note"], note) for note in table.notes)]
    below += [(say["source"], source) for source in table.sources]
    for row, (kind, text) in enumerate(below, start=free_row + 1):
        _put(book, sheet, (row, 0), f"{kind}: {text}")
    return book.to_bytes()


def _write_cover(book: StillWorkbook, plan: WorkbookPlan) -> None:
    sheet = book.add_sheet(plan.say["cover"])
    head, say = plan.head, plan.say
    _put(book, sheet, (0, 0), str(head.get("title", "")), bold=True, font_size=16)
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
    for row, (name, value) in enumerate(lines, start=2):
        _put(book, sheet, (row, 0), name, bold=True)
        _put(book, sheet, (row, 1), value, **_WRAPPED)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 70)
    _set_paper(sheet)


def _write_contents(book: StillWorkbook, plan: WorkbookPlan) -> None:
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
    sheet = book.add_sheet(say["contents"])
    _put_table(book, sheet, TableRecord("", "", tuple(columns), tuple(rows)), plan.lang)
    link = book.look(font_color="#12436D", underline=1)
    for row, (name, *_) in enumerate(rows, start=1):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", link, str(name))


def _write_notes(book: StillWorkbook, plan: WorkbookPlan) -> None:
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
    sheet = book.add_sheet(say["notes"])
    _put_table(book, sheet, TableRecord("", "", tuple(columns), tuple(rows)), plan.lang)


def _write_table_sheet(
    book: StillWorkbook, plan: _Setting, number: int, table: TableRecord
) -> tuple[Worksheet, int]:
    """The sheet, and the number of the first row below its table, counted from 0."""
    sheet = book.add_sheet(plan.sheet_name(number))
    caption = f"{numbered('table', number, plan.lang)}. {table.caption}"
    _put(book, sheet, (0, 0), caption, bold=True, font_size=12)
    about = [str(plan.head.get("period_name", ""))]
    about += [f"{plan.say['unit']}: {table.unit}"] if table.unit else []
    about += [_mark()] if plan.is_synthetic else []
    _put(book, sheet, (1, 0), " · ".join(about))
    return sheet, _put_table(book, sheet, table, plan.lang, at_row=3)


def _write_data(book: StillWorkbook, plan: WorkbookPlan, data: TableRecord) -> None:
    """The observations; synthetic ones carry their mark in a column of its own."""
    columns = tuple(Column(c.name, c.name, kind=c.kind, decimals=c.decimals) for c in data.columns)
    rows = data.rows
    if plan.is_synthetic:
        columns = (*columns, Column(DATA_NOTE, DATA_NOTE))
        rows = tuple((*row, _mark()) for row in rows)
    sheet = book.add_sheet(plan.say["data"])
    _put_table(book, sheet, TableRecord("", "", columns, rows), plan.lang)


def _put_table(
    book: StillWorkbook, sheet: Worksheet, table: TableRecord, lang: Lang, *, at_row: int = 0
) -> int:
    """One header row and the rows below it, as an Excel table that prints on A4 landscape.

    Gives the number of the first row below it; rows are counted from 0.
    """
    headings = _unique([_readable(column.heading(lang)) for column in table.columns])
    rows = [table.shown(row, lang) for row in table.rows]
    flat, tall = _Looks(book, table.columns), _Looks(book, table.columns, **_WRAPPED)
    header = _Looks(book, (), **_HEADING)
    for row_number, row in enumerate(rows, start=at_row + 1):
        is_tall = any(isinstance(value, str) and len(value) > _WIDEST for value in row)
        _put_row(sheet, row_number, row, tall if is_tall else flat)
    # An Excel table needs one row of content, so an empty table keeps a blank one.
    last_row = at_row + max(len(rows), 1)
    listed = {
        "name": f"t_{sheet.get_name()}",
        "style": "Table Style Light 1",
        "banded_rows": False,
        "columns": [
            {"header": heading, "header_format": header.told(heading)[1]} for heading in headings
        ],
    }
    sheet.add_table(at_row, 0, last_row, len(headings) - 1, listed)
    sheet.freeze_panes(at_row + 1, 1)
    sheet.repeat_rows(at_row)
    for index, heading in enumerate(headings):
        texts = [heading, *(str(row[index] or "") for row in rows)]
        width = min(max(map(len, texts)) + 2, _WIDEST)
        sheet.set_column(index, index, max(width, _NARROWEST))
    _set_paper(sheet)
    return last_row + 1


class _Looks:
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
        self.told = cache(self._told)

    def _told(self, text: str) -> tuple[str, Format | None]:
        readable = _readable(text)
        return readable, self.sign if readable.startswith(_FORMULA_SIGNS) else self.text


def _put(
    book: StillWorkbook, sheet: Worksheet, place: tuple[int, int], text: str, **look: object
) -> None:
    """A text in one cell."""
    sheet.write_string(*place, *_Looks(book, (), **look).told(text))


def _put_row(sheet: Worksheet, row_number: int, row: Sequence[Value], looks: _Looks) -> None:
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


def _readable(text: str) -> str:
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


def _mark() -> str:
    return " / ".join(PAGE["illustrative"].say(lang) for lang in LANGS)


def _set_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
