"""The quarterly table of districts, running from January: digitisation and online payment."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime, time, timedelta

import numpy as np
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from chiso.periods import Calendar, Period
from chiso.synthetic.ledger import Column, Counts, Ledger, Service
from chiso.synthetic.marks import MARK
from chiso.synthetic.places import DISTRICTS
from chiso.synthetic.still_files import workbook_bytes

TABLES_FROM = "2022-01"
_DAYS_TO_SIGN = 10
_TITLE = "Số hóa hồ sơ và thanh toán trực tuyến của các huyện, thành phố"
_UPPER = ("TT", "Đơn vị", "Số hóa hồ sơ", "", "", "Thanh toán", "", "")
_LOWER = (
    "", "", "Đã giải quyết", "Đã số hóa", "Tỷ lệ (%)", "Có phí, lệ phí", "Trực tuyến", "Tỷ lệ (%)",
)  # fmt: skip
_MERGED = ("A1:A2", "B1:B2", "C1:E1", "F1:H1")

Row = tuple[str, ...]


def table_workbook(ledger: Ledger, period: Period, months: slice) -> bytes:
    """The table as a workbook with a two-line header; numbers are texts as the office types them.

    Parameters
    ----------
    ledger
        What happened.
    period, months
        From January to the end of a quarter, and the places of its months.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "Bieu"
    rows = _rows(ledger, period, months)
    header = rows.index(_UPPER) + 1
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text:
                sheet.cell(number, column, text)
    for place in _MERGED:
        first, last = (f"{end[0]}{int(end[1]) + header - 1}" for end in place.split(":"))
        sheet.merge_cells(f"{first}:{last}")
        sheet[first].alignment = Alignment(horizontal="center", wrap_text=True)
        sheet[first].font = Font(bold=True)
    sheet.column_dimensions["B"].width = 24
    signed = period.last_day(Calendar.ADM15) + timedelta(days=_DAYS_TO_SIGN)
    return workbook_bytes(book, datetime.combine(signed, time(17)))


def table_csv(ledger: Ledger, period: Period, months: slice) -> bytes:
    """The same table as CSV in UTF-8 with the mark of Excel, cells quoted where they need it."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows(_rows(ledger, period, months))
    return written.getvalue().encode("utf-8-sig")


def _rows(ledger: Ledger, period: Period, months: slice) -> list[Row]:
    """All lines of the table, the mark first, each as wide as the header."""
    first, last = period.first_day(Calendar.ADM15), period.last_day(Calendar.ADM15)
    counts = np.array(
        [
            (
                ledger.district(district.code)[months, Column.SETTLED].sum(),
                *ledger.services[place, months].sum(axis=0),
            )
            for place, district in enumerate(DISTRICTS)
        ]
    )
    signed = last + timedelta(days=_DAYS_TO_SIGN)
    lines: list[Sequence[str]] = [
        (MARK,),
        (f"{_TITLE}, {period.name('vi')}",),
        (f"Lũy kế từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}",),
        _UPPER,
        _LOWER,
        *(
            (str(number), district.heading, *_cells(row))
            for number, (district, row) in enumerate(zip(DISTRICTS, counts, strict=True), start=1)
        ),
        ("", "Toàn tỉnh", *_cells(counts.sum(axis=0))),
        (f"Hòa Bình, ngày {signed:%d} tháng {signed.month} năm {signed.year}",),
    ]
    return [(*line, *[""] * (len(_UPPER) - len(line))) for line in lines]


def _cells(row: Counts) -> Row:
    settled = int(row[0])
    digitised, with_fee, paid = (int(row[1 + service]) for service in Service)
    return (
        _count(settled), _count(digitised), _percent(digitised, settled),
        _count(with_fee), _count(paid), _percent(paid, with_fee),
    )  # fmt: skip


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}".replace(".", ",")
