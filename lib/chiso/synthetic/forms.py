"""Workbooks of forms II.06a and 06: thirteen columns under three merged header rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from chiso.periods import Calendar, Period
from chiso.synthetic.habits import Habit
from chiso.synthetic.ledger import Counts
from chiso.synthetic.marks import MARK
from chiso.synthetic.still_files import workbook_bytes

COLUMNS = 13
_FIRST_COUNT = 3
_HEADS = (
    ("A1:A3", "STT"),
    ("B1:B3", "Lĩnh vực, công việc giải quyết theo cấp"),
    ("C1:F1", "Số lượng hồ sơ tiếp nhận"),
    ("G1:J1", "Số lượng hồ sơ đã giải quyết"),
    ("K1:M1", "Số lượng hồ sơ đang giải quyết"),
    ("C2:C3", "Tổng số"),
    ("D2:E2", "Trong kỳ"),
    ("F2:F3", "Từ kỳ trước"),
    ("G2:G3", "Tổng số"),
    ("H2:H3", "Trước hạn"),
    ("I2:I3", "Đúng hạn"),
    ("J2:J3", "Quá hạn"),
    ("K2:K3", "Tổng số"),
    ("L2:L3", "Trong hạn"),
    ("M2:M3", "Quá hạn"),
    ("D3:D3", "Trực tuyến"),
    ("E3:E3", "Trực tiếp, dịch vụ bưu chính"),
)
_BOLD = Font(bold=True)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_THIN = Side(style="thin")
_BOXED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


class Line(NamedTuple):
    """One row of a form.

    Attributes
    ----------
    number, label
        What stands in columns 1 and 2.
    counts
        Columns 3 to 13.
    is_sum
        Whether it adds up other rows.
    """

    number: str
    label: str
    counts: Counts
    is_sum: bool = False


@dataclass(frozen=True)
class Form:
    """One filled-in form.

    Attributes
    ----------
    number, title
        ``II.06a/VPCP/KSTT`` and what it is about.
    period
        Reporting period, closed under the administrative calendar.
    place
        Where it was signed: ``Đà Bắc``.
    receiver
        Office that gets it.
    signed
        Day of signing.
    sections
        Rows between header and grand total.
    total
        The grand total.
    """

    number: str
    title: str
    period: Period
    place: str
    receiver: str
    signed: date
    sections: tuple[Line, ...]
    total: Line


def form_bytes(form: Form, habit: Habit) -> bytes:
    """The form as a workbook in an office's way of filling it in."""
    book = Workbook()
    sheet = book.active
    sheet.title = habit.spell(habit.sheet)
    header = _write_top(sheet, form, habit)
    _write_header(sheet, header, habit)
    below = _write_rows(sheet, header + 4, form, habit)
    _write_signature(sheet, below + 1, form, habit)
    sheet.column_dimensions["B"].width = 44
    book.properties.title = form.number
    return workbook_bytes(book, datetime.combine(form.signed, time(17)))


def _write_top(sheet: Worksheet, form: Form, habit: Habit) -> int:
    """Everything above the header; the row of the header."""
    first = form.period.first_day(Calendar.ADM15)
    last = form.period.last_day(Calendar.ADM15)
    row = habit.blank_rows + 1
    for text, column in (
        (MARK, 1),
        (f"Biểu số {form.number}", 1),
        (f"Đơn vị báo cáo: {habit.office}", 10),
        (f"Đơn vị nhận báo cáo: {form.receiver}", 10),
        (form.title, 4),
        (f"Kỳ báo cáo: {form.period.name('vi')}", 4),
        (f"({habit.span(first, last)})", 4),
        ("Đơn vị tính: Số hồ sơ TTHC", 11),
    ):
        cell = sheet.cell(row, column, habit.spell(text))
        cell.font = _BOLD
        row += 1
    return row


def _write_header(sheet: Worksheet, row: int, habit: Habit) -> None:
    for place, words in _HEADS:
        first, last = (f"{end[0]}{int(end[1]) + row - 1}" for end in place.split(":"))
        cell = sheet[first]
        cell.value, cell.alignment, cell.font = habit.spell(words), _CENTRED, _BOLD
        if first != last:
            sheet.merge_cells(f"{first}:{last}")
    for column in range(1, COLUMNS + 1):
        cell = sheet.cell(row + 3, column, habit.column_number(column))
        cell.alignment, cell.border = _CENTRED, _BOXED


def _write_rows(sheet: Worksheet, row: int, form: Form, habit: Habit) -> int:
    """The counts; the row below them."""
    lines = (form.total, *form.sections) if habit.has_total_first else (*form.sections, form.total)
    for line in lines:
        sheet.cell(row, 1, line.number)
        label = sheet.cell(row, 2, habit.spell(line.label))
        for column, count in enumerate(line.counts, _FIRST_COUNT):
            sheet.cell(row, column, habit.write(int(count)))
        if line.is_sum:
            label.font = _BOLD
        row += 1
    return row


def _write_signature(sheet: Worksheet, row: int, form: Form, habit: Habit) -> None:
    day = form.signed
    written = f"{form.place}, ngày {day:%d} tháng {day.month} năm {day.year}"
    for step, column, text in (
        (0, 10, written),
        (1, 2, "NGƯỜI LẬP BIỂU"),
        (1, 10, "TM. ỦY BAN NHÂN DÂN"),
        (2, 10, "CHỦ TỊCH"),
        (3, 10, "(minh họa, không có chữ ký)"),
    ):
        sheet.cell(row + step, column, habit.spell(text))
