"""The text files of a data set as they are written: UTF-8, plain numbers, on disk when named."""

from __future__ import annotations

import csv
import io
import math
import os
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

_CAN_FLUSH_FOLDERS = os.name == "posix"  # other systems cannot open folders

Cell = str | float | date | None


def cell_text(value: Cell) -> str:
    """A value as a data set writes it: points for decimals, ISO days, composed text.

    Parameters
    ----------
    value
        Numbers take their shortest form that reads back as the same number; a missing one (None
        or NaN) is an empty cell.

    Examples
    --------
    >>> cell_text(1478.0), cell_text(70.43), cell_text(1e-7), cell_text(None)
    ('1478', '70.43', '0.0000001', '')
    >>> cell_text(date(2024, 7, 5))
    '2024-07-05'
    """
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or math.isnan(value):
        return ""
    return str(int(value)) if value == int(value) else f"{Decimal(repr(float(value))):f}"


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    r"""Rows as the text of a CSV file with its header.

    Parameters
    ----------
    columns
        Header.
    rows
        Cells in the order of the header.

    Examples
    --------
    >>> csv_text(["area", "value"], [["17", 45.5]])
    'area,value\n17,45.5\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell_text(cell) for cell in row] for row in rows)
    return text.getvalue()


def write_folder(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write text files into a new folder, with all of it on disk at the end.

    Parameters
    ----------
    folder
        Made with the folders above it.
    files
        Name below the folder and text of each.
    """
    folder.mkdir(parents=True)
    for name, text in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        flush_folder(path.parent)
    flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on disk, where the system can do that."""
    if _CAN_FLUSH_FOLDERS:
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
