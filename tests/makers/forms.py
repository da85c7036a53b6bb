"""Forms II.06a and 06/VPCP/KSTT as offices fill them in: grids, .xlsx and .xls workbooks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
import xlwt

from chiso.catalog import (
    Area,
    Definition,
    Indicator,
    Kind,
    Layout,
    LayoutKind,
    Measure,
    PeriodKind,
)
from chiso.catalog.naming import AreaNames
from chiso.errors import DataError, Problem
from chiso.loaders.arrival import Arrival
from chiso.loaders.cells import Cell
from chiso.loaders.form06 import read_form06
from chiso.loaders.grid import CellRange, Grid
from chiso.loaders.reading import Hints, Reading
from chiso.loaders.workbook import Workbook
from chiso.periods import Calendar, Period
from chiso.words import Words
from makers import catalogues

Counts = tuple[Cell, ...]
At = tuple[int, int]

MARK = "SỐ LIỆU MINH HỌA / ILLUSTRATIVE DATA"
# Row, column and words of the headings, and how far right and down each is merged.
HEADINGS: tuple[tuple[int, int, str, int, int], ...] = (
    (0, 0, "TT", 1, 3),
    (0, 1, "Lĩnh vực, công việc giải quyết theo cấp", 1, 3),
    (0, 2, "Số lượng hồ sơ tiếp nhận", 4, 1),
    (0, 6, "Số lượng hồ sơ đã giải quyết", 4, 1),
    (0, 10, "Số lượng hồ sơ đang giải quyết", 3, 1),
    (1, 2, "Tổng số", 1, 2),
    (1, 3, "Trong kỳ", 2, 1),
    (1, 5, "Từ kỳ trước", 1, 2),
    (1, 6, "Tổng số", 1, 2),
    (1, 7, "Trước hạn", 1, 2),
    (1, 8, "Đúng hạn", 1, 2),
    (1, 9, "Quá hạn", 1, 2),
    (1, 10, "Tổng số", 1, 2),
    (1, 11, "Trong hạn", 1, 2),
    (1, 12, "Quá hạn", 1, 2),
    (2, 3, "Trực tuyến", 1, 1),
    (2, 4, "Trực tiếp, dịch vụ bưu chính", 1, 1),
)
SUMS = {3: "(3)=(4)+(5)+(6)", 7: "(7)=(8)+(9)+(10)", 11: "(11)=(12)+(13)"}
NUMBERINGS: Mapping[str, Callable[[int], Cell]] = {
    "brackets": lambda number: f"({number})",
    "plain": lambda number: number,
    "text": str,
    "sums": lambda number: SUMS.get(number, f"({number})"),
    "bare_sums": lambda number: SUMS.get(number, str(number)).replace("(", "").replace(")", ""),
    # Excel takes a typed (3) for minus three.
    "negative": lambda number: -float(number),
}


class FormRow(NamedTuple):
    """One row below the header: number, label, and columns 3 to 13 or nothing."""

    number: Cell
    label: Cell
    counts: Counts | None


def counts(
    *, online: int = 50, direct: int = 40, carried: int = 10, late: int = 5, overdue: int = 2
) -> Counts:
    """Columns 3 to 13 that keep every balance: a tenth is pending, half of the rest is early."""
    to_settle = online + direct + carried
    pending = max(overdue, to_settle // 10)
    settled = to_settle - pending
    early = (settled - late) // 2
    return (
        to_settle, online, direct, carried,
        settled, early, settled - early - late, late,
        pending, pending - overdue, overdue,
    )  # fmt: skip


def added(*rows: Counts) -> Counts:
    """Sums of the columns of several rows."""
    return tuple(sum(column) for column in zip(*rows, strict=True))  # type: ignore[arg-type]


LAND, CIVIL = counts(online=50), counts(online=20, direct=70)
COPIES, BIRTHS = counts(online=5, direct=95), counts(online=30, direct=60, late=1)
DISTRICT, COMMUNE = added(LAND, CIVIL), added(COPIES, BIRTHS)
ROWS = (
    FormRow("A", "TTHC cấp huyện", DISTRICT),
    FormRow(1, "Đất đai", LAND),
    FormRow(2, "Hộ tịch", CIVIL),
    FormRow("B", "TTHC cấp xã", COMMUNE),
    FormRow(1, "Chứng thực", COPIES),
    FormRow(2, "Hộ tịch", BIRTHS),
    FormRow(None, "TỔNG CỘNG", added(DISTRICT, COMMUNE)),
)
HOME, COURTS = counts(online=80), counts(online=10, direct=30)
LAC_SON, CITY = counts(online=44), counts(online=60)
SUMMARY_ROWS = (
    FormRow("I", "Sở, ban, ngành", added(HOME, COURTS)),
    FormRow(1, "Sở Nội vụ", HOME),
    FormRow(2, "Sở Tư pháp", COURTS),
    FormRow("II", "Huyện, thị xã, thành phố", added(LAC_SON, CITY)),
    FormRow(1, "UBND huyện Lạc Sơn", LAC_SON),
    FormRow(2, "UBND TP. Hoà Bình", CITY),
    FormRow("III", "Xã, phường, thị trấn", COMMUNE),
    FormRow(None, "Tổng số", added(HOME, COURTS, LAC_SON, CITY, COMMUNE)),
)
TITLE: tuple[tuple[int, int, Cell], ...] = (
    (0, 0, "Biểu số II.06a/VPCP/KSTT"),
    (0, 9, "Đơn vị báo cáo: UBND huyện Lạc Sơn"),
    (1, 0, "Ban hành theo Thông tư số 01/2020/TT-VPCP ngày 21 tháng 10 năm 2020"),
    (1, 9, "Đơn vị nhận báo cáo: UBND tỉnh Hòa Bình"),
    (2, 3, "TÌNH HÌNH, KẾT QUẢ TIẾP NHẬN, GIẢI QUYẾT TTHC"),
    (3, 3, "Kỳ báo cáo: tháng 6/2024 (Từ ngày 15/5/2024 đến ngày 14/6/2024)"),
    (4, 10, "Đơn vị tính: Số hồ sơ TTHC"),
)
SUMMARY_TITLE: tuple[tuple[int, int, Cell], ...] = (
    (0, 0, "Biểu số 06/VPCP/KSTT"),
    (0, 9, "Đơn vị báo cáo: UBND tỉnh Hòa Bình"),
    *TITLE[2:],
)
FOOTER: tuple[tuple[int, int, Cell], ...] = (
    (1, 9, "Lạc Sơn, ngày 18 tháng 6 năm 2024"),
    (2, 1, "NGƯỜI LẬP BIỂU"),
    (2, 9, "TM. ỦY BAN NHÂN DÂN"),
)


def _as_it_is(count: Cell) -> Cell:
    return count


@dataclass(frozen=True)
class Form:
    """One sheet with a form; rows and columns count from 0.

    Attributes
    ----------
    rows
        Rows below the header.
    title, footer
        Cells above and below the table, each with its row and column within that block.
    shift
        Empty rows above and empty columns left of everything.
    gap
        Empty rows between title and header.
    numbering
        Style of the column numbers, of ``NUMBERINGS``.
    write
        How a count is written.
    changes
        Cells that are put in last, by row and column of the sheet; None empties one.
    """

    rows: Sequence[FormRow] = ROWS
    title: Sequence[tuple[int, int, Cell]] = TITLE
    footer: Sequence[tuple[int, int, Cell]] = FOOTER
    sheet: str = "06"
    shift: At = (0, 0)
    gap: int = 0
    numbering: str = "brackets"
    headings: Sequence[tuple[int, int, str, int, int]] = HEADINGS
    write: Callable[[Cell], Cell] = _as_it_is
    spell: Callable[[str], str] = str
    changes: Mapping[At, Cell] = field(default_factory=dict)
    merged: Sequence[CellRange] = ()

    @property
    def top(self) -> int:
        """First row of the headings."""
        return self.shift[0] + max((row + 1 for row, _, _ in self.title), default=0) + self.gap

    @property
    def first(self) -> int:
        """First row below the column numbers."""
        return self.top + 4

    def at(self, place: int, number: int) -> str:
        """Address of the cell in a row of ``rows`` under a column number of the form."""
        return Grid("", "", ()).address(self.first + place, self.shift[1] + number - 1)

    def cells(self) -> dict[At, Cell]:
        """Values by row and column."""
        down, right = self.shift
        found: dict[At, Cell] = {(down + row, right + at): text for row, at, text in self.title}
        for row, at, text, _, _ in self.headings:
            found[self.top + row, right + at] = text
        for number in range(1, 14):
            found[self.top + 3, right + number - 1] = NUMBERINGS[self.numbering](number)
        for place, row in enumerate(self.rows):
            counted = [self.write(count) for count in row.counts or ()]
            for at, cell in enumerate((row.number, row.label, *counted)):
                found[self.first + place, right + at] = cell
        below = self.first + len(self.rows)
        found |= {(below + row, right + at): text for row, at, text in self.footer}
        found |= self.changes
        return {
            at: self.spell(cell) if isinstance(cell, str) else cell
            for at, cell in found.items()
            if cell is not None
        }

    def merges(self) -> list[CellRange]:
        """Merged ranges of the headings, and those asked for."""
        right = self.shift[1]
        return [
            *(
                CellRange(
                    self.top + row, right + at, self.top + row + down - 1, right + at + wide - 1
                )
                for row, at, _, wide, down in self.headings
                if (wide, down) != (1, 1)
            ),
            *self.merged,
        ]


# Columns 3 to 13 as the layouts of both forms enter them.
MEASURES = (
    *(
        Measure(indicator, "form_06", (str(number),))
        for number, indicator in enumerate(
            (
                "dossiers_to_settle", "dossiers_online", "dossiers_direct", "dossiers_carried_over",
                "dossiers_settled", "dossiers_settled_early", "dossiers_settled_on_time",
                "dossiers_settled_late", "dossiers_pending", "dossiers_pending_in_time",
                "dossiers_pending_late",
            ),
            start=3,
        )
    ),
    Measure("dossiers_received", "new_in_period", ("4", "5")),
    Measure("dossiers_online_share", "form_06", ("4",), ("4", "5")),
    Measure("dossiers_on_time_share", "form_06", ("8", "9"), ("7",)),
    Measure("dossiers_overdue_share", "form_06", ("10", "13"), ("3",)),
)  # fmt: skip
_STOCKS = ("dossiers_to_settle", "dossiers_carried_over", "dossiers_pending")
_END = date(2025, 6, 30)


def _indicator(measure: Measure) -> Indicator:
    text = Definition(measure.definition, Words("Theo biểu 06", "As form 06 says"))
    is_stock = measure.indicator.startswith(_STOCKS)
    counted: dict[str, Any] = {
        "kind": Kind.COUNT,
        "bounds": (0.0, None),
        "decimals": 0,
        "unit": Words("hồ sơ", "dossiers"),
    }
    return catalogues.indicator(
        id=measure.indicator,
        definitions={text.id: text},
        period_kind=PeriodKind.STOCK if is_stock else PeriodKind.FLOW,
        **({} if measure.denominator else counted),
    )


def _area(code: str, name: str, kind: str, parent: str = "17") -> Area:
    words = Words(name, f"{name} (en)")
    return catalogues.area(id=code, name=words, short=name, kind=kind, parent=parent, valid_to=_END)


AREAS = {
    area.id: area
    for area in (
        _area("17", "Tỉnh Hòa Bình", "province", "VN"),
        _area("17.SNV", "Sở Nội vụ", "department"),
        _area("17.STP", "Sở Tư pháp", "department"),
        _area("17.VPUBND", "Văn phòng UBND tỉnh", "department"),
        _area("148", "Thành phố Hòa Bình", "city"),
        _area("157", "Huyện Lạc Sơn", "district"),
        _area("159", "Huyện Lạc Thủy", "district"),
        _area("05000", "Xã Thượng Cốc", "commune", "157"),
    )
}
NAMES = AreaNames(AREAS)


def arrival(hint: Period | None = None, **source: Any) -> Arrival:
    """A file of form II.06a on its way into a data set that knows its indicators and areas."""
    sent = catalogues.source(**{"id": "RETURN_06A", "calendar": Calendar.ADM15, **source})
    layout = Layout(
        id="form_06a",
        kind=LayoutKind.FORM06,
        name=Words("Biểu II.06a", "Form II.06a"),
        source=sent.id,
        measures=MEASURES,
        words=("06a/VPCP/KSTT",),
    )
    known = catalogues.catalogue(
        indicators={measure.indicator: _indicator(measure) for measure in MEASURES},
        areas=AREAS,
        sources={sent.id: sent},
    )
    return Arrival("bc.xlsx", "ab" * 32, 1234, layout, known, Hints(period=hint))


def form(**changes: Any) -> Form:
    """Form II.06a of Lạc Sơn for June 2024, with two sections of two fields."""
    return Form(**changes)


def summary(**changes: Any) -> Form:
    """Form 06 of the province for June 2024."""
    return Form(**{"rows": SUMMARY_ROWS, "title": SUMMARY_TITLE, **changes})


def with_row(place: int, **changes: Any) -> tuple[FormRow, ...]:
    """The rows of :func:`form` with one of them changed."""
    rows = list(ROWS)
    rows[place] = rows[place]._replace(**changes)
    return tuple(rows)


def with_count(place: int, number: int, cell: Cell) -> tuple[FormRow, ...]:
    """The rows of :func:`form` with one cell changed."""
    given = list(ROWS[place].counts or ())
    given[number - 3] = cell
    return with_row(place, counts=tuple(given))


def grid_of_form(made: Form, file: str = "bc.xlsx") -> Grid:
    """The form as the loaders see it."""
    cells = made.cells()
    height, width = (1 + max(at[axis] for at in cells) for axis in (0, 1))
    rows = tuple(tuple(cells.get((row, at)) for at in range(width)) for row in range(height))
    return Grid(file, made.sheet, rows, tuple(made.merges()))


def workbook(*forms: Form, file: str = "bc.xlsx") -> Workbook:
    """The forms as an opened workbook, one a sheet."""
    return Workbook(file, tuple(grid_of_form(made, file) for made in forms))


def write_xlsx(path: Path, *forms: Form) -> Path:
    """The forms as an .xlsx file."""
    book = openpyxl.Workbook()
    for made in forms:
        sheet = book.create_sheet(made.sheet)
        for (row, at), cell in made.cells().items():
            sheet.cell(row + 1, at + 1, cell)
        for area in made.merges():
            sheet.merge_cells(area.address)
    del book["Sheet"]
    book.save(path)
    return path


def write_xls(path: Path, *forms: Form) -> Path:
    """The forms as an .xls file."""
    book = xlwt.Workbook()
    days = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for made in forms:
        sheet = book.add_sheet(made.sheet)
        cells = made.cells()
        for area in made.merges():
            top = cells.pop((area.first_row, area.first_column), None)
            first, last = (area.first_row, area.last_row), (area.first_column, area.last_column)
            sheet.write_merge(*first, *last, top)
        for (row, at), cell in cells.items():
            sheet.write(row, at, cell, *([days] if isinstance(cell, date) else []))
    book.save(str(path))
    return path


def read(*made: Form, hint: Period | None = None, **source: Any) -> Reading:
    """What the reader makes of the forms of one workbook."""
    return read_form06(workbook(*made), arrival(hint, **source), NAMES)


def problems(*made: Form, hint: Period | None = None, **source: Any) -> tuple[Problem, ...]:
    """Why the reader refuses the forms of one workbook."""
    with pytest.raises(DataError) as caught:
        read(*made, hint=hint, **source)
    return caught.value.problems


def said(found: Iterable[Problem]) -> list[tuple[str, str]]:
    """Rule and place of each problem."""
    return [(problem.rule, problem.where) for problem in found]
