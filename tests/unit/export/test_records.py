"""Tables as records and as CSV."""

import csv
import io
import math
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.export.records import Column, TableRecord, data_link, table_csv, text_link

AREA, VALUE = Column("area", "Đơn vị"), Column("value", "Kết quả", "%", "number", 2)


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def table(*rows, columns=(AREA, VALUE)):
    return TableRecord("b-1", "Kết quả", columns, rows)


def test_a_record_is_read_whole():
    read = TableRecord.from_json(
        {
            "id": "b-1",
            "caption": "Kết quả",
            "unit": "%",
            "order": "mã",
            "notes": ["một"],
            "sources": ["hai"],
            "columns": [
                "area",
                {"name": "value", "label": "Kết quả", "unit": "%", "kind": "number", "decimals": 2},
            ],
            "rows": [["Yên Thủy", 70.43]],
        }
    )
    assert read.columns == (Column("area", "area"), VALUE)
    assert read.rows == (("Yên Thủy", 70.43),)
    assert (read.ident, read.unit, read.order) == ("b-1", "%", "mã")
    assert (read.notes, read.sources) == (("một",), ("hai",))


def test_what_a_record_leaves_out_is_empty():
    read = TableRecord.from_json({"id": "b-1", "unit": None, "notes": None, "columns": [{}]})
    assert read == TableRecord("b-1", "", (Column("", ""),), ())


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (None, None),
        (math.nan, None),
        (math.inf, None),
        (3, 3),
        (0.5, 0.5),
        ("a", "a"),
        (True, "true"),
    ],
)
def test_cells_are_numbers_texts_or_nothing(cell, value):
    assert TableRecord.from_json({"rows": [[cell]]}).rows == ((value,),)


def test_a_csv_opens_with_the_mark_that_spreadsheets_need():
    assert table_csv(table(), "vi", is_synthetic=False).startswith(b"\xef\xbb\xbf")


def test_numbers_keep_all_their_digits_and_a_decimal_point():
    content = table_csv(table(("Yên Thủy", 100 * 1310 / 1860)), "vi", is_synthetic=False)
    assert rows_of(content)[1] == ["Yên Thủy", repr(131000 / 1860)]


def test_whole_numbers_have_no_decimal_point():
    content = table_csv(table(("TP Hòa Bình", 131794.0)), "vi", is_synthetic=False)
    assert rows_of(content)[1] == ["TP Hòa Bình", "131794"]


def test_missing_is_an_empty_cell():
    assert rows_of(table_csv(table(("Đà Bắc", None)), "vi", is_synthetic=False))[1] == [
        "Đà Bắc",
        "",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_looks_like_a_formula_is_kept_as_text(text):
    assert rows_of(table_csv(table((text, 1)), "vi", is_synthetic=False))[1][0] == "'" + text


@pytest.mark.parametrize("text", ["-", "…", "> 90", "a=b", "− 0,6"])
def test_signs_that_are_no_formula_stay_as_they_are(text):
    assert rows_of(table_csv(table((text, 1)), "vi", is_synthetic=False))[1][0] == text


def test_negative_numbers_are_numbers():
    assert rows_of(table_csv(table(("a", -3.5)), "vi", is_synthetic=False))[1][1] == "-3.5"


def test_a_header_that_looks_like_a_formula_is_kept_as_text():
    content = table_csv(table(columns=(Column("x", "=1+1"),)), "vi", is_synthetic=False)
    assert rows_of(content)[0] == ["'=1+1"]


@pytest.mark.parametrize(("lang", "word"), [("vi", "Nhóm"), ("en", "Group")])
def test_the_column_that_groups_rows_has_a_heading_in_a_file(lang, word):
    content = table_csv(table(columns=(Column("group", ""),)), lang, is_synthetic=False)
    assert rows_of(content) == [[word]]


@pytest.mark.parametrize(("lang", "word"), [("vi", "Đạt"), ("en", "Met")])
def test_verdicts_are_words_in_a_file(lang, word):
    columns = (Column("verdict", "x", kind="verdict"),)
    content = table_csv(table(("met",), ("?",), columns=columns), lang, is_synthetic=False)
    assert [row[0] for row in rows_of(content)[1:]] == [word, "?"]


MARKS = [("vi", "Số liệu minh họa"), ("en", "Illustrative data")]


@pytest.mark.parametrize(("lang", "mark"), MARKS)
def test_every_row_of_a_synthetic_table_says_so(lang, mark):
    rows = rows_of(table_csv(table(("a", 1), ("b", 2)), lang, is_synthetic=True))
    assert [row[-1] for row in rows] == ["data_note", mark, mark]


def test_a_download_needs_no_network():
    assert data_link(b"a,b", "text/csv") == "data:text/csv;base64,YSxi"


def test_a_text_in_an_address_comes_back_whole_and_ends_no_attribute():
    told = "\ufeffĐơn vị,\"<b>&#%'\\ \r\n".encode()
    address = text_link(told, "text/csv")
    assert unquote_to_bytes(address.partition(",")[2]) == told
    assert not set("\"'<>&#\r\n") & set(address)
    assert len(address.encode()) < len(data_link(b"\xc4\x90" * 60, "text/csv"))


PRINTABLE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@given(st.lists(st.tuples(PRINTABLE, st.floats(allow_nan=False, allow_infinity=False)), max_size=5))
def test_no_cell_is_lost_or_moved_between_table_and_csv(rows):
    read = rows_of(table_csv(table(*rows), "vi", is_synthetic=False))[1:]
    assert [row[0].removeprefix("'") for row in read] == [
        text.removeprefix("'") for text, _ in rows
    ]
    assert [float(row[1]) for row in read] == [value for _, value in rows]


@given(PRINTABLE)
def test_no_text_reaches_a_spreadsheet_as_a_formula(text):
    cell = rows_of(table_csv(table((text, 1)), "vi", is_synthetic=False))[1][0]
    assert len(cell) < 2 or cell[0] not in "=+-@\t\r"
