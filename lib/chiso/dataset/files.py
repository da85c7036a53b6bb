"""Reading the text files and tables of a data set: UTF-8, whole rows, with line numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from chiso.errors import DataError, Problem
from chiso.text import is_vietnamese_legacy
from chiso.words import Words

_UTF8 = Words(vi="tệp văn bản mã UTF-8", en="text in UTF-8")
_SAVE_UTF8 = Words(
    vi="Mở tệp bằng đúng bảng mã cũ rồi lưu lại dạng «CSV UTF-8»",
    en="Open the file with its own encoding and save it as «CSV UTF-8»",
)
_UNICODE = Words(
    vi="chữ Việt Unicode, không phải TCVN3 hay VNI", en="Unicode text, not TCVN3 or VNI"
)
_FROM_LEGACY = Words(
    vi="Chuyển tệp từ bảng mã TCVN3 hoặc VNI sang Unicode UTF-8 rồi lưu lại",
    en="Convert the file from TCVN3 or VNI to Unicode UTF-8 and save it again",
)


class Row(NamedTuple):
    """One row of a CSV file and the line where it begins."""

    line: int
    fields: Mapping[str, str]


class Cells(NamedTuple):
    """The rows of a CSV file column by column, and the line where each row begins."""

    lines: Sequence[int]
    columns: Mapping[str, Sequence[str]]


def read_text(path: Path, name: str) -> str:
    """The text of a UTF-8 file, with or without a byte-order mark.

    Raises
    ------
    DataError
        If the file is missing, not UTF-8, or holds legacy Vietnamese text.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError:
        raise DataError(_missing_problem(name)) from None
    except UnicodeDecodeError as error:
        raise DataError(_encoding_problem(name, content, error.start)) from None
    if "\0" in text:
        raise DataError(_encoding_problem(name, content, content.index(b"\0")))
    if is_vietnamese_legacy(text):
        raise DataError(_legacy_problem(name, text))
    return text


def read_rows(path: Path, name: str, columns: tuple[str, ...]) -> tuple[list[Row], list[Problem]]:
    """The rows of a CSV file and what is wrong with its shape.

    Parameters
    ----------
    path, name
        The file, and its name for messages.
    columns
        Columns that must be there; others are a problem too.

    Returns
    -------
    rows, problems
        Rows of the right width; problems with short rows, quotation marks and a cut-off end.

    Raises
    ------
    DataError
        If the file cannot be read as text or its columns are not the wanted ones.
    """
    cells, problems = cells_of(read_text(path, name), name, columns)
    names = list(cells.columns)
    rows = zip(cells.lines, zip(*cells.columns.values(), strict=True), strict=True)
    return [Row(line, dict(zip(names, row, strict=True))) for line, row in rows], problems


def cells_of(text: str, name: str, columns: tuple[str, ...]) -> tuple[Cells, list[Problem]]:
    """The rows of the text of a CSV file column by column, and what is wrong with its shape.

    Raises
    ------
    DataError
        If its columns are not the wanted ones.
    """
    whole, _, rest = text.rpartition("\n")
    cut = [_cut_problem(f"{name}:{text.count(chr(10)) + 1}", rest)] if rest else []
    records, quotes = _records(f"{whole}\n", name)
    header = records[0][1] if records else []
    if sorted(header) != sorted(columns):
        raise DataError(cut or header_problem(name, header, columns))
    width = len(header)
    whole_rows = [record for record in records[1:] if len(record[1]) == width]
    odd = [record for record in records[1:] if len(record[1]) != width]
    widths = [_width_problem(f"{name}:{line}", cells, width) for line, cells in odd]
    by_column = (
        zip(*(cells for _, cells in whole_rows), strict=True) if whole_rows else [()] * width
    )
    found = Cells([line for line, _ in whole_rows], dict(zip(header, by_column, strict=True)))
    return found, [*cut, *widths, *quotes]


def _records(text: str, name: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Line and cells of each row that is not blank, up to the first broken quotation."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found, line = [], 1
    try:
        for cells in reader:
            if cells:
                found.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        return found, [_quote_problem(f"{name}:{line}", str(error))]
    return found, []


def _missing_problem(name: str) -> Problem:
    allowed = Words(
        vi="bộ số liệu cần có tệp này và đọc được tệp",
        en="the data set needs this file, and it must be readable",
    )
    todo = Words(
        vi="Khôi phục tệp, kiểm tra quyền đọc hoặc --data",
        en="Restore the file, or check its permissions or --data",
    )
    return Problem(name, "", allowed, todo, "missing_file")


def _encoding_problem(name: str, content: bytes, place: int) -> Problem:
    line = content[:place].count(b"\n") + 1
    got = f"byte {content[place : place + 1]!r}"
    return Problem(f"{name}:{line}", got, _UTF8, _SAVE_UTF8, "encoding")


def _legacy_problem(name: str, text: str) -> Problem:
    line, found = next(
        (number, line)
        for number, line in enumerate(text.splitlines(), 1)
        if is_vietnamese_legacy(line)
    )
    cell = next(part for part in found.split(",") if is_vietnamese_legacy(part))
    return Problem(f"{name}:{line}", _short(cell), _UNICODE, _FROM_LEGACY, "legacy_encoding")


def header_problem(name: str, header: list[str], columns: tuple[str, ...]) -> Problem:
    """One problem for a whole header: a misspelt column is both missing and unknown.

    Parameters
    ----------
    name
        The file, for the message.
    header, columns
        The columns that it has, and those that it needs.
    """
    missing = [column for column in columns if column not in header]
    extra = [column for column in header if column not in columns or header.count(column) > 1]
    allowed = Words(vi="các cột " + ", ".join(columns), en="the columns " + ", ".join(columns))
    add = Words(vi=f"Thêm cột {missing}", en=f"Add the columns {missing}")
    drop = Words(vi=f"Bỏ hoặc đổi tên cột {extra}", en=f"Remove or rename the columns {extra}")
    steps = [words for words, names in ((add, missing), (drop, extra)) if names]
    todo = Words(vi=". ".join(step.vi for step in steps), en=". ".join(step.en for step in steps))
    rule = "missing_column" if missing else "unknown_column"
    return Problem(f"{name}:1", repr(",".join(header)), allowed, todo, rule)


def _width_problem(where: str, cells: list[str], wanted: int) -> Problem:
    allowed = Words(
        vi=f"mỗi dòng có {wanted} ô, dòng này có {len(cells)} ô",
        en=f"each row has {wanted} cells, this one has {len(cells)}",
    )
    todo = Words(
        vi="Dòng bị cắt hoặc thừa dấu phẩy: chép lại dòng này từ nguồn",
        en="The row is cut off or has a stray comma: copy it again from the source",
    )
    return Problem(where, _short(",".join(cells)), allowed, todo, "row_width")


def _quote_problem(where: str, got: str) -> Problem:
    allowed = Words(
        vi="dấu ngoặc kép mở thì phải đóng, và bao trọn một ô",
        en="quotation marks that close and enclose a whole cell",
    )
    todo = Words(
        vi="Sửa dấu ngoặc kép ở dòng này; các dòng sau chưa được đọc",
        en="Mend the quotation marks of this row; the rows after it were not read",
    )
    return Problem(where, repr(got), allowed, todo, "quotes")


def _cut_problem(where: str, rest: str) -> Problem:
    allowed = Words(vi="dòng cuối có dấu xuống dòng", en="the last line ends with a line break")
    todo = Words(
        vi="Tệp có thể bị cắt cụt: so với bản gốc rồi lưu lại",
        en="The file may be cut off: compare it with the original and save it again",
    )
    return Problem(where, _short(rest), allowed, todo, "truncated")


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:79] + "…")
