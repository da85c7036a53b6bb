"""Reading what the sample wrote, with nothing but openpyxl."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet


class ReadForm(NamedTuple):
    """Everything of a form that tests look at; all texts in NFC."""

    book: Workbook
    sheet: Worksheet
    top: list[str]
    first_row: int
    rows: list[tuple[str, str, list[int]]]
    bottom: list[str]


def nfc(value: object) -> str:
    return unicodedata.normalize("NFC", "" if value is None else str(value))


def read_form(content: bytes | Path) -> ReadForm:
    """Lines above the header, rows with number, label and columns 3 to 13, and what follows."""
    source = content if isinstance(content, Path) else io.BytesIO(content)
    book = load_workbook(source)
    sheet = book.active
    lines = [[nfc(cell.value) for cell in row] for row in sheet.iter_rows()]
    header = next(at for at, line in enumerate(lines) if line[0] == "STT")
    rows = []
    for line in lines[header + 4 :]:
        if not line[2]:
            break
        rows.append((line[0], line[1], [int(text.replace(".", "")) for text in line[2:13]]))
    below = lines[header + 4 + len(rows) :]
    return ReadForm(
        book,
        sheet,
        [text for line in lines[:header] for text in line if text],
        header + 5,
        rows,
        [text for line in below for text in line if text],
    )
