"""The tables of a report as one workbook: real numbers, one header row a sheet, no formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chiso.export.chapters import Record
from chiso.export.data import DataRecord
from chiso.export.edition import Edition, issue_day
from chiso.export.flowing import FlowingSheet
from chiso.export.records import Column, TableRecord, Value
from chiso.export.sheets import WRAPPED, SheetTable, put_table, put_text, set_paper
from chiso.export.still import EARLIEST, StillWorkbook
from chiso.export.wording import PAGE, WORKBOOK, illustrative_mark, numbered, say_all
from chiso.words import Lang


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
        The observations, or None when the report has none.
    """

    edition: Edition
    tables: Sequence[tuple[int, TableRecord]]
    data: DataRecord | None


def write_workbook(plan: WorkbookPlan, path: Path) -> None:
    """Write the workbook into a file; equal plans give equal bytes."""
    head = plan.head
    title = f"{head.get('title', '')} · {head.get('period_name', '')}"
    book = StillWorkbook(plan.edition.created, title, str(head.get("dataset_name", "")), file=path)
    _write_cover(book, plan)
    _write_contents(book, plan)
    _write_notes(book, plan)
    for number, table in plan.tables:
        _write_table_sheet(book, plan, number, table)
    if plan.data is not None:
        _write_data(book, plan, plan.data)
    book.close()


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
        put_text(book, sheet, (row, 0), f"{kind}: {text}")
    return book.to_bytes()


def _write_cover(book: StillWorkbook, plan: WorkbookPlan) -> None:
    sheet = book.add_sheet(plan.say["cover"])
    head, say = plan.head, plan.say
    put_text(book, sheet, (0, 0), str(head.get("title", "")), bold=True, font_size=16)
    lines: list[tuple[str, str]] = [
        (say["body"], str(head.get("dataset_name", ""))),
        (say["period"], str(head.get("period_name", ""))),
        (say["closing"], str(head.get("closing_date_name", ""))),
        (say["created"], issue_day(plan.edition.created, plan.lang)),
        (say["state"], str(head.get("state", ""))),
        *sorted(plan.edition.provenance.items()),
    ]
    if plan.is_synthetic:
        lines.insert(0, (illustrative_mark(), PAGE["illustrative_more"].say(plan.lang)))
    for row, (name, value) in enumerate(lines, start=2):
        put_text(book, sheet, (row, 0), name, bold=True)
        put_text(book, sheet, (row, 1), value, **WRAPPED)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 70)
    set_paper(sheet)


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
    put_table(book, sheet, SheetTable(columns, rows, plan.lang))
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
    put_table(book, sheet, SheetTable(columns, rows, plan.lang))


def _write_table_sheet(
    book: StillWorkbook, plan: _Setting, number: int, table: TableRecord
) -> tuple[FlowingSheet, int]:
    """The sheet, and the number of the first row below its table, counted from 0."""
    sheet = book.add_sheet(plan.sheet_name(number))
    caption = f"{numbered('table', number, plan.lang)}. {table.caption}"
    put_text(book, sheet, (0, 0), caption, bold=True, font_size=12)
    about = [str(plan.head.get("period_name", ""))]
    about += [f"{plan.say['unit']}: {table.unit}"] if table.unit else []
    about += [illustrative_mark()] if plan.is_synthetic else []
    put_text(book, sheet, (1, 0), " · ".join(about))
    rows = (table.shown(row, plan.lang) for row in table.rows)
    return sheet, put_table(book, sheet, SheetTable(table.columns, rows, plan.lang), at_row=3)


def _write_data(book: StillWorkbook, plan: WorkbookPlan, data: DataRecord) -> None:
    """The observations; their sheet is the only one that grows with the data set."""
    sheet = book.add_sheet(plan.say["data"])
    table = SheetTable(data.columns, data.rows(), plan.lang)
    put_table(book, sheet, table, keeps_rows=False)
