"""The workbook as a spreadsheet program sees it."""

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest

from chiso.export.data import DataRecord
from chiso.export.records import TableRecord
from chiso.export.workbook import WorkbookPlan, write_workbook
from chiso.packed import pack_rows
from unit.export.makers import CREATED, edition, head, table_record

HOSTILE = ["=1+1", "+1", "-1", "@A1", "\t=1"]


def plan(*records, lang="vi", data=None, **changes):
    tables = [(number, TableRecord.from_json(record)) for number, record in enumerate(records, 1)]
    told = head(lang, **changes)
    if data is not None:
        data = DataRecord.from_json(data, is_synthetic=bool(told["synthetic"]))
    return WorkbookPlan(lang, told, edition({}, created=CREATED), tables, data)


def workbook_bytes(plan):
    with TemporaryDirectory() as name:
        path = Path(name) / "tables.xlsx"
        write_workbook(plan, path)
        assert [found.name for found in path.parent.iterdir()] == ["tables.xlsx"]
        return path.read_bytes()


def opened(*records, **changes):
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(plan(*records, **changes))))


def column(values, *, kind="text", decimals=0):
    described = {"name": "x", "label": "Cột", "kind": kind, "decimals": decimals}
    return table_record(columns=[described], rows=[[value] for value in values])


DATA = {"columns": ["area", "value"], "packed_rows": pack_rows([["17", 70.43]])}


def test_sheets_stand_in_reading_order_with_vietnamese_names():
    book = opened(table_record("b-1"), table_record("b-2"), data=DATA)
    assert book.sheetnames == ["Bia", "Muc_luc", "Ghi_chu", "Bieu_01", "Bieu_02", "Du_lieu"]


def test_english_sheets_have_english_names():
    assert opened(table_record(), lang="en", data=DATA).sheetnames == [
        "Cover",
        "Contents",
        "Notes",
        "Table_01",
        "Data",
    ]


def test_a_report_without_data_has_no_data_sheet():
    assert opened(table_record()).sheetnames == ["Bia", "Muc_luc", "Ghi_chu", "Bieu_01"]


def test_each_table_is_an_excel_table_with_one_header_row_and_no_merged_cells():
    for sheet in opened(table_record(), data=DATA).worksheets[1:]:
        assert len(sheet.tables) == 1
        assert next(iter(sheet.tables.values())).headerRowCount == 1
        assert not sheet.merged_cells.ranges


def test_numbers_are_numbers_with_the_decimals_of_their_column():
    sheet = opened(column([70.43010752688173, None], kind="number", decimals=2))["Bieu_01"]
    assert (sheet["A5"].value, sheet["A5"].number_format) == (70.43010752688173, "#,##0.00")
    assert sheet["A6"].value is None


def test_counts_are_grouped_by_thousands_without_decimals():
    assert opened(column([131794], kind="number"))["Bieu_01"]["A5"].number_format == "#,##0"


def test_codes_stay_text():
    cell = opened(column(["017"]))["Bieu_01"]["A5"]
    assert (cell.value, cell.data_type) == ("017", "s")


@pytest.mark.parametrize("kind", ["share", "bounded"])
def test_shares_and_bounded_figures_are_numbers_too(kind):
    cell = opened(column([61.8], kind=kind, decimals=1))["Bieu_01"]["A5"]
    assert (cell.value, cell.number_format) == (61.8, "#,##0.0")


def test_verdicts_are_words():
    assert opened(column(["not_met"], kind="verdict"))["Bieu_01"]["A5"].value == "Chưa đạt"


def test_a_number_in_a_text_column_is_not_grouped():
    assert opened(column([2024]))["Bieu_01"]["A5"].number_format == "General"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_never_becomes_a_formula(text):
    cell = opened(column([text]))["Bieu_01"]["A5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_captions_headings_and_notes_stay_text_too(text):
    record = column(["a"]) | {"caption": text, "notes": [text], "sources": [text], "order": text}
    record["columns"][0]["label"] = text
    content = workbook_bytes(plan(record, title=text, dataset_name=text))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_an_empty_text_leaves_its_cell_empty():
    assert opened(column(["", "a"]))["Bieu_01"]["A5"].value is None


def test_signs_that_a_workbook_cannot_hold_are_left_out():
    assert opened(column(["Đà\x00 Bắc\x1b"]))["Bieu_01"]["A5"].value == "Đà Bắc"


def test_a_text_longer_than_a_cell_is_cut_at_its_limit():
    assert len(opened(column(["a" * 40000]))["Bieu_01"]["A5"].value) == 32767


def test_headings_carry_their_unit():
    assert opened(table_record())["Bieu_01"]["B4"].value == "Kết quả (%)"


def test_equal_and_empty_headings_are_told_apart():
    columns = [{"name": "a", "label": "Năm"}, {"name": "b", "label": "năm"}, {"label": " "}]
    record = table_record(columns=columns, rows=[["a", "b", "c"]])
    header = [cell.value for cell in opened(record)["Bieu_01"][4]]
    assert header == ["Năm", "năm (2)", "(3)"]


def test_a_sheet_says_its_caption_period_and_unit():
    sheet = opened(table_record())["Bieu_01"]
    assert sheet["A1"].value == "Biểu số 1. Kết quả so với chỉ tiêu"
    assert sheet["A2"].value == "6 tháng đầu năm 2024 · Đơn vị tính: %"


def test_a_table_without_a_unit_names_none():
    assert opened(table_record(unit=""))["Bieu_01"]["A2"].value == "6 tháng đầu năm 2024"


def test_the_contents_lead_to_each_sheet():
    sheet = opened(table_record(), data=DATA)["Muc_luc"]
    assert [sheet["A2"].value, sheet["A3"].value] == ["Bieu_01", "Du_lieu"]
    assert sheet["A2"].hyperlink.location == "'Bieu_01'!A1"
    assert sheet["B2"].value == "Biểu số 1. Kết quả so với chỉ tiêu"


def test_notes_name_the_sheet_that_they_belong_to():
    rows = list(opened(table_record())["Ghi_chu"].iter_rows(min_row=2, values_only=True))
    assert rows == [
        ("Bieu_01", "Thứ tự", "Thứ tự: mã chỉ tiêu"),
        ("Bieu_01", "Ghi chú", "Số liệu làm tròn khi trình bày."),
        ("Bieu_01", "Nguồn", "Báo cáo 6 tháng đầu năm 2024"),
    ]


def test_a_table_without_notes_has_none_listed():
    record = table_record(notes=[], sources=[], order="")
    assert opened(record)["Ghi_chu"].max_row == 1


def test_a_table_without_rows_is_still_a_table():
    assert opened(table_record(rows=[]))["Bieu_01"].tables["t_Bieu_01"].ref == "A4:B5"


def test_the_cover_says_what_is_reported_when_and_from_what():
    sheet = opened()["Bia"]
    told = dict(sheet.iter_rows(min_row=3, values_only=True))
    assert sheet["A1"].value == "Báo cáo chỉ số chính quyền số tỉnh Hòa Bình"
    assert told["Kỳ"] == "6 tháng đầu năm 2024"
    assert told["Số liệu chốt đến ngày"] == "30/6/2024"
    assert told["Bản xuất ngày"] == "05/7/2024"
    assert told["key"] == "9f2c"


def test_synthetic_data_are_marked_on_every_sheet():
    book = opened(table_record(), data=DATA, synthetic=True)
    for name in ("Bia", "Ghi_chu", "Bieu_01", "Du_lieu"):
        texts = [str(cell) for row in book[name].iter_rows(values_only=True) for cell in row]
        assert any("minh họa" in text for text in texts), name


def test_sheets_print_on_a4_across_with_their_header_repeated():
    sheet = opened(table_record())["Bieu_01"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "B5"


def test_equal_plans_give_equal_bytes():
    assert workbook_bytes(plan(table_record())) == workbook_bytes(plan(table_record()))


def test_no_time_but_the_given_one_enters_the_file():
    content = workbook_bytes(plan(table_record()))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 31, 0, 0, 0)}
        core = archive.read("docProps/core.xml")
    assert core.count(b"2024-07-05T03:00:00Z") == 2
