"""The observations of a period as a file, and what it costs to write them."""

import csv
import io
import tracemalloc

import pytest

from chiso.errors import RunError
from chiso.export.data import DataRecord, write_data_csv
from chiso.export.workbook import WorkbookPlan, write_workbook
from chiso.packed import pack_rows
from unit.export.makers import CREATED, edition, head


def record(columns, rows, *, is_synthetic=False):
    told = {"columns": columns, "packed_rows": pack_rows(rows)}
    return DataRecord.from_json(told, is_synthetic=is_synthetic)


def written(data, folder):
    write_data_csv(data, folder / "data.csv")
    return (folder / "data.csv").read_bytes()


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_synthetic_data_speak_both_languages(tmp_path):
    content = written(record(["area"], [["17"]], is_synthetic=True), tmp_path)
    assert rows_of(content) == [
        ["area", "data_note"],
        ["17", "Số liệu minh họa / Illustrative data"],
    ]


def test_data_keep_the_names_for_machines(tmp_path):
    columns = [{"name": "value", "label": "Kết quả", "unit": "%"}]
    assert rows_of(written(record(columns, [[70.43]]), tmp_path)) == [["value"], ["70.43"]]


def test_data_are_utf_8_with_bom_and_ends_of_lines_as_spreadsheets_have_them(tmp_path):
    content = written(record(["area"], [["Đà Bắc"], ["=1+1"], [True]]), tmp_path)
    assert content == "\ufeffarea\r\nĐà Bắc\r\n'=1+1\r\ntrue\r\n".encode()


def test_a_record_that_leaves_out_columns_and_rows_has_none(tmp_path):
    data = DataRecord.from_json({"columns": None}, is_synthetic=False)
    assert rows_of(written(data, tmp_path)) == [[]]


def test_damaged_rows_are_told_as_a_notebook_that_cannot_be_read(tmp_path):
    data = DataRecord.from_json({"columns": ["a"], "packed_rows": "=="}, is_synthetic=False)
    with pytest.raises(RunError, match=r"Chạy lại kỳ này|Run the period again"):
        written(data, tmp_path)


def peak_bytes(work):
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


BATCH = 1_024  # rows that a sheet holds at the same time


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_another_thousand_rows_take_no_more_memory_than_their_packed_text(tmp_path, kind):
    def peak(count):
        rows = ([f"{row % 50:03d}", "Đà Bắc", row / 7, None] for row in range(count))
        data = record(["area", "name", "value", "note"], rows, is_synthetic=True)
        plan = WorkbookPlan("vi", head(), edition({}, created=CREATED), (), data)
        works = {
            "csv": lambda: write_data_csv(data, tmp_path / "data.csv"),
            "xlsx": lambda: write_workbook(plan, tmp_path / "tables.xlsx"),
        }
        return peak_bytes(works[kind])

    peak(1)  # what is imported, and made once
    few, many = peak(2 * BATCH), peak(8 * BATCH)
    assert many - few < 6 * BATCH * 10, "ten bytes a row of 32 letters and numbers"
