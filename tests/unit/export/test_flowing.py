"""A sheet that lets go of its finished rows gives the file of one that keeps them."""

import io
import zipfile

import pytest

from chiso.export.records import Column
from chiso.export.sheets import SheetTable, put_table, put_text
from chiso.export.still import EARLIEST, StillWorkbook

COLUMNS = (Column("area", "Đơn vị"), Column("value", "Kết quả", "%", "number", 2))


def parts(count, *, keeps_rows, file=None):
    book = StillWorkbook(EARLIEST, "Biểu", file=file)
    sheet = book.add_sheet("Du_lieu")
    put_text(book, sheet, (0, 0), "Số liệu", bold=True)
    rows = [(f"Xã {row % 7}" if row % 5 else None, row / 7) for row in range(count)]
    rows += [("a" * 70, -1)] if count else []
    table = SheetTable(COLUMNS, iter(rows), "vi")
    below = put_table(book, sheet, table, at_row=2, keeps_rows=keeps_rows)
    put_text(book, sheet, (below, 0), "=1+1")
    content = io.BytesIO(book.to_bytes()) if file is None else (book.close(), file)[1]
    with zipfile.ZipFile(content) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("count", [0, 1, 1_019, 1_020, 1_021, 1_022, 3_000])
def test_rows_that_leave_memory_are_the_same_in_the_file(count):
    assert parts(count, keeps_rows=False) == parts(count, keeps_rows=True)


def test_a_workbook_in_a_file_has_the_parts_of_one_in_memory(tmp_path):
    made = parts(1_500, keeps_rows=False, file=tmp_path / "book.xlsx")
    assert made == parts(1_500, keeps_rows=True)
    assert [path.name for path in tmp_path.iterdir()] == ["book.xlsx"]


def test_the_excel_table_ends_with_the_last_row():
    table = parts(2_999, keeps_rows=False)["xl/tables/table1.xml"].decode()
    assert table.count('ref="A3:B3003"') == 2


def test_a_disk_that_fails_is_told_as_what_it_is(tmp_path):
    book = StillWorkbook(EARLIEST, "Biểu", file=tmp_path / "gone" / "book.xlsx")
    book.add_sheet("Du_lieu")
    with pytest.raises(FileNotFoundError):
        book.close()
