"""Workbooks as grids: values, addresses, merged cells, formulas, errors, what is left out."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from chiso.errors import DataError
from chiso.loaders.grid import address_list, cell_address, column_letters
from chiso.loaders.workbook import CellRange, Grid, Workbook, open_workbook
from makers.hostile import (
    HIDDEN,
    ONE_CELL,
    binary,
    book,
    formula_cell,
    number_cell,
    old_workbook,
    packed,
    parts,
    record,
    relations,
    sheet,
    text_cell,
    workbook,
)

Open = Callable[[bytes], Workbook]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    def read(data: bytes) -> Workbook:
        (tmp_path / "bc.xlsx").write_bytes(data)
        return open_workbook(tmp_path / "bc.xlsx", "bc.xlsx")

    return read


@pytest.fixture
def grid(opened: Open) -> Callable[[bytes], Grid]:
    return lambda data: opened(data).sheets[0]


Read = Callable[[bytes], Grid]


def saved(fill: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "06"
    fill(made.active)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


# --- values -----------------------------------------------------------------------------------


def test_values_come_from_a1_on_and_keep_their_kinds(grid: Read) -> None:
    def fill(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
        page["B2"] = "  Đất\n đai "
        page["C2"] = 12.5
        page["D2"] = True
        page["B3"] = date(2024, 6, 15)
        page["C3"] = datetime(2024, 6, 15, 8, 30, tzinfo=UTC).replace(tzinfo=None)
        page["E9"] = " "

    assert grid(saved(fill)).rows == (
        (None, None, None, None),
        (None, "Đất đai", 12.5, True),
        (None, date(2024, 6, 15), datetime.fromisoformat("2024-06-15T08:30"), None),
    )


def test_a_workbook_of_old_reads_like_a_new_one(grid: Read) -> None:
    assert grid(old_workbook(("Đất đai", 1310), (None, 2.5))).rows == (
        ("Đất đai", 1310),
        (None, 2.5),
    )


def test_content_decides_and_not_the_extension(tmp_path: Path) -> None:
    (tmp_path / "bc.xls").write_bytes(workbook())
    (tmp_path / "bc.txt").write_bytes(old_workbook((5,)))
    assert open_workbook(tmp_path / "bc.xls", "bc.xls").sheets[0].rows == ((5.0,),)
    assert open_workbook(tmp_path / "bc.txt", "bc.txt").sheets[0].rows == ((5,),)


def test_a_time_of_day_is_text_and_no_number(grid: Read) -> None:
    rows = '<row><c r="A1" s="1"><v>0.5</v></c></row>'
    assert grid(workbook(rows)).rows == (("12:00:00",),)


def test_cells_without_addresses_follow_one_another(grid: Read) -> None:
    rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c/><c><v>3</v></c></row><row/>'
    nothing = (None, None)
    assert grid(workbook(rows)).rows == ((1.0, 2.0), nothing, nothing, (None, 3.0))


def test_a_cell_with_something_else_than_a_value_is_refused(grid: Read) -> None:
    with pytest.raises(DataError) as error:
        grid(workbook('<row><c r="A1"><v>5</v><extLst/></c></row>'))
    assert error.value.problems[0].rule == "damaged"


@pytest.mark.parametrize("address", ["A0", "1A", "AAAA1", "A-1", "XFE1", "A1048577", "$A$1"])
def test_an_address_that_no_sheet_has_is_refused(address: str, grid: Read) -> None:
    with pytest.raises(DataError) as error:
        grid(workbook(text_cell("x", address)))
    assert error.value.problems[0].rule == "xml_form"


def test_text_that_is_not_in_nfc_is_composed_and_counted(grid: Read) -> None:
    rows = text_cell("Hoa\u0300") + text_cell("Hoà", "A2") + text_cell("Hoa\u0300", "A3")
    read = grid(workbook(rows))
    assert read.rows == (("Hoà",), ("Hoà",), ("Hoà",))
    assert [(one.where, one.got, one.rule) for one in read.findings] == [
        ("bc.xlsx#06", "2", "not_nfc")
    ]


def test_unseen_marks_do_not_make_two_names_of_one(grid: Read) -> None:
    assert grid(workbook(text_cell("\u200bĐà\u00a0Bắc\ufeff"))).rows == (("Đà Bắc",),)


def test_a_name_of_a_sheet_is_composed(opened: Open) -> None:
    data = packed(parts(book=book('<sheet name="Bie\u0302\u0309u 06" sheetId="1" r:id="r1"/>')))
    assert opened(data).sheets[0].name == "Biểu 06"


# --- errors and formulas ----------------------------------------------------------------------


def test_errors_of_formulas_stand_where_they_are(grid: Read) -> None:
    rows = '<row><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1"><v>1</v></c></row>'
    read = grid(workbook(rows))
    assert read.rows == ((None, "#DIV/0!", 1.0),)
    assert read.formula_cells == ("B1",)


def test_errors_beyond_all_values_are_not_lost(grid: Read) -> None:
    rows = ONE_CELL + '<row r="3"><c r="C3" t="e"><v>#N/A</v></c></row>'
    assert grid(workbook(rows)).cell(2, 2) == "#N/A"


def test_errors_in_a_workbook_of_old_stand_where_they_are(grid: Read) -> None:
    fault = record(0x0205, struct.pack("<3H2B", 0, 1, 0, 0x17, 1))
    yes = record(0x0205, struct.pack("<3H2B", 0, 2, 0, 1, 0))
    result = formula_cell(1, 0, b"\2\0\x07\0\0\0\xff\xff")
    assert grid(binary(number_cell(0, 0, 5) + fault + yes + result)).rows == (
        (5.0, "#REF!", True),
        ("#DIV/0!", None, None),
    )


def test_results_of_formulas_are_read_and_their_cells_are_listed(grid: Read) -> None:
    rows = '<row><c r="A1"><f>SUM(B1:C1)</f><v>12</v></c><c r="B1"><v>5</v></c></row>'
    read = grid(workbook(rows))
    assert (read.rows, read.formula_cells) == (((12.0, 5.0),), ("A1",))


def test_a_formula_may_say_nothing_as_text(grid: Read) -> None:
    rows = '<row><c r="A1" t="str"><f>IF(B1,"","")</f><v></v></c><c r="B1"><v>5</v></c></row>'
    assert grid(workbook(rows)).rows == ((None, 5.0),)


def test_a_zero_is_a_result_where_the_workbook_was_calculated(grid: Read) -> None:
    rows = '<row><c r="A1"><f>0*1</f><v>0</v></c></row>'
    assert grid(workbook(rows)).rows == ((0.0,),)


def test_one_result_shows_that_a_workbook_was_calculated(grid: Read) -> None:
    rows = '<row><c r="A1"><f>0*1</f><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    asks = book(inside='<calcPr fullCalcOnLoad="1"/>')
    assert grid(workbook(rows, book=asks)).rows == ((0.0, 2.0),)


def test_formulas_of_old_with_results_are_read(grid: Read) -> None:
    empty = formula_cell(0, 1, b"\3\0\0\0\0\0\xff\xff")
    read = grid(binary(formula_cell(0, 0, struct.pack("<d", 12)) + empty))
    assert (read.cell(0, 0), read.formula_cells) == (12.0, ("A1", "B1"))


def test_a_workbook_that_openpyxl_wrote_with_a_formula_is_refused(grid: Read) -> None:
    def fill(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
        page["A1"] = 5
        page["A2"] = "=A1*2"

    with pytest.raises(DataError, match=r"bc\.xlsx#06!A2: công thức chưa có kết quả"):
        grid(saved(fill))


# --- sheets -----------------------------------------------------------------------------------


def test_hidden_empty_and_chart_sheets_are_left_out_by_name(opened: Open) -> None:
    listed = (
        '<sheet name="06" sheetId="1" r:id="r1"/>'
        '<sheet name="nháp" sheetId="2" state="veryHidden" r:id="h"/>'
        '<sheet name="biểu đồ" sheetId="3" r:id="c"/>'
        '<sheet name="trống" sheetId="4" r:id="e"/>'
    )
    related = relations(
        ("r1", "worksheet", "worksheets/sheet1.xml"),
        ("h", "worksheet", "worksheets/h.xml"),
        ("c", "chartsheet", "c.xml"),
        ("e", "worksheet", "worksheets/e.xml"),
    )
    content = parts(book=book(listed), relations=related)
    more = {"xl/worksheets/h.xml": "<broken", "xl/worksheets/e.xml": sheet("")}
    read = opened(packed({**content, **more}))
    assert [one.name for one in read.sheets] == ["06"]
    assert read.left_out == ("nháp", "biểu đồ", "trống")


def test_sheets_keep_their_order_and_their_own_values(opened: Open) -> None:
    made = xlwt.Workbook()
    for name in ("b", "a", "c"):
        made.add_sheet(name).write(0, 0, f"in {name}")
    written = io.BytesIO()
    made.save(written)
    read = opened(written.getvalue())
    assert [(one.name, one.cell(0, 0)) for one in read.sheets] == [
        ("b", "in b"),
        ("a", "in a"),
        ("c", "in c"),
    ]


def test_a_hidden_sheet_of_old_is_left_out(opened: Open) -> None:
    with pytest.raises(DataError, match="06"):
        opened(binary(number_cell(0, 0, 1), state=2))


def test_merged_ranges_are_kept(grid: Read) -> None:
    rows = '<row r="5"><c r="C5"><v>5</v></c></row>'
    read = grid(workbook(rows, '<mergeCells><mergeCell ref="C5:E6"/></mergeCells>'))
    assert read.merged == (CellRange(4, 2, 5, 4),)
    assert read.merged[0].address == "C5:E6"
    assert read.merged_at(5, 4) == CellRange(4, 2, 5, 4)
    assert (read.merged_at(4, 1), read.merged_at(6, 2)) == (None, None)


@pytest.mark.parametrize("text", ["0", "1"])
def test_a_workbook_says_from_which_year_it_counts(text: str, grid: Read) -> None:
    data = packed(parts(book=book(inside=f'<workbookPr date1904="{text}"/>')))
    assert grid(data).is_1904 == (text == "1")


def test_a_workbook_of_old_says_from_which_year_it_counts(grid: Read) -> None:
    mode = record(0x0022, b"\1\0")
    assert grid(binary(number_cell(0, 0, 1), globals_=mode)).is_1904


# --- a parser that gives up -------------------------------------------------------------------


class PanicException(BaseException):
    """What a Rust extension raises when it gives up; its class is known by this name only."""


@pytest.mark.parametrize(
    ("raised", "expected"),
    [(PanicException, DataError), (ValueError, DataError), (KeyboardInterrupt, KeyboardInterrupt)],
)
def test_a_parser_that_gives_up_refuses_the_file_and_hides_nothing_else(
    raised: type[BaseException],
    expected: type[BaseException],
    opened: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Parser:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise raised("index out of range")

    monkeypatch.setattr("chiso.loaders.workbook.CalamineWorkbook", Parser)
    with pytest.raises(expected, match="index out of range"):
        opened(workbook())


# --- other writers ----------------------------------------------------------------------------


def test_tags_with_a_prefix_are_the_same_tags(grid: Read) -> None:
    def prefixed(xml: str) -> str:
        return xml.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")

    data = packed(parts(book=prefixed(book()), sheet=prefixed(sheet())))
    assert grid(data).rows == ((5.0,),)


@pytest.mark.parametrize("old,new", [("xl/", "XL/"), ("xl/", "a/b/")])
def test_parts_are_found_where_the_package_says(old: str, new: str, grid: Read) -> None:
    moved = {name.replace(old, new): str(data).replace(old, new) for name, data in parts().items()}
    assert grid(packed(moved)).rows == ((5.0,),)


def test_a_package_without_a_start_is_read_from_the_usual_place(grid: Read) -> None:
    content = {name: data for name, data in parts().items() if name != "_rels/.rels"}
    assert grid(packed(content)).rows == ((5.0,),)


def test_parts_that_are_not_read_may_be_in_utf_16(grid: Read) -> None:
    data = '<?xml version="1.0" encoding="utf-16"?><DataMashup/>'.encode("utf-16")
    assert grid(packed({**parts(), "customXml/item1.xml": data})).rows == ((5.0,),)


def test_shared_texts_are_read_and_their_pieces_joined(grid: Read) -> None:
    pieces = '<r><t xml:space="preserve">Đất </t></r><r><t>đai</t></r>'
    texts = f"<sst><si><t>a</t></si><si>{pieces}</si></sst>"
    rows = '<row><c r="A1" t="s"><v>1</v></c></row>'
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    assert grid(workbook(rows, texts=texts.replace("<sst", f"<sst {main}"))).rows == (("Đất đai",),)


def test_a_file_with_bytes_before_or_after_is_read_from_its_directory(grid: Read) -> None:
    assert grid(workbook() + b"\0" * 50).rows == ((5.0,),)


# --- finding and naming cells -----------------------------------------------------------------

FORM = Grid("bc.xlsx", "06", (("STT", "LĨNH VỰC, công việc"), (1, "Lĩnh vực"), (None, "Tong so")))


def test_words_are_found_whatever_their_marks_and_capitals() -> None:
    assert list(FORM.find_all("linh vuc")) == [(0, 1), (1, 1)]
    assert FORM.find_text("Tổng số") == (2, 1)
    assert FORM.find_text("lĩnh vực", whole=True) == (1, 1)
    assert FORM.find_text("huyện") is None


def test_cells_outside_are_empty() -> None:
    assert [FORM.cell(0, 0), FORM.cell(9, 0), FORM.cell(0, 9), FORM.cell(-1, 0)] == [
        "STT",
        None,
        None,
        None,
    ]
    assert (FORM.width, Grid("x", "", ()).width) == (2, 0)


def test_cells_are_named_with_file_and_sheet() -> None:
    assert (FORM.where(11, 3), FORM.address(11, 3)) == ("bc.xlsx#06!D12", "D12")


@given(column=st.integers(0, 16_383))
def test_columns_have_the_letters_that_spreadsheets_use(column: int) -> None:
    assert column_letters(column) == get_column_letter(column + 1)


def test_a_list_of_addresses_ends_when_it_grows_long() -> None:
    assert address_list([(row, 0) for row in range(9)]).endswith("A8, … (9)")
    assert cell_address(1_048_575, 16_383) == "XFD1048576"


def test_a_hidden_sheet_alone_is_no_return(opened: Open) -> None:
    with pytest.raises(DataError) as error:
        opened(packed(parts(book=book(HIDDEN))))
    assert error.value.problems[0].got == "06"
