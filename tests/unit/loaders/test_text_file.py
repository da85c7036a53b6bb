"""Text, CSV and JSON: encodings, forms of Unicode, and what is put right."""

from __future__ import annotations

import codecs
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiso.errors import DataError
from chiso.loaders.grid import refuse_legacy
from chiso.loaders.text_file import read_csv_grid, read_json, read_text_file
from chiso.loaders.workbook import Grid
from makers.hostile import VIETNAMESE, cp1258

Write = Callable[[bytes], Path]
FIXED = settings(
    derandomize=True,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(data: bytes) -> Path:
        path = tmp_path / "bc.csv"
        path.write_bytes(data)
        return path

    return written


def rule_of(error: pytest.ExceptionInfo[DataError]) -> str:
    return error.value.problems[0].rule


@pytest.mark.parametrize(
    "data",
    [
        VIETNAMESE.encode(),
        codecs.BOM_UTF8 + VIETNAMESE.encode(),
        codecs.BOM_UTF16_LE + VIETNAMESE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + VIETNAMESE.encode("utf-16-be"),
        VIETNAMESE.replace("\n", "\r\n").encode(),
        VIETNAMESE.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 le", "utf-16 be", "Windows lines", "old Mac lines"],
)
def test_unicode_text_is_read_whatever_its_marks_and_line_ends(data: bytes, write: Write) -> None:
    assert read_text_file(write(data), "bc.csv") == (VIETNAMESE, ())


@pytest.mark.parametrize("encoding", ["cp1258", "CP1258"])
def test_windows_1258_is_read_where_it_is_declared(encoding: str, write: Write) -> None:
    assert read_text_file(write(cp1258(VIETNAMESE)), "bc.csv", encoding).text == VIETNAMESE


def test_text_in_windows_1258_is_composed_and_the_lines_are_counted(write: Write) -> None:
    (finding,) = read_text_file(write(cp1258(VIETNAMESE * 3)), "bc.csv", "cp1258").findings
    assert (finding.rule, finding.got) == ("not_nfc", "3")


def test_utf_16_is_read_without_a_mark_where_it_is_declared(write: Write) -> None:
    data = "Đà Bắc".encode("utf-16-le")
    assert read_text_file(write(data), "bc.csv", "utf-16").text == "Đà Bắc"


@pytest.mark.parametrize(
    ("encoding", "data"), [("utf-8", b"\xff"), ("utf-16", b"abc"), ("cp1258", b"\x8a")]
)
def test_bytes_that_break_the_declared_encoding_are_refused(
    encoding: str, data: bytes, write: Write
) -> None:
    with pytest.raises(DataError) as error:
        read_text_file(write(data), "bc.csv", encoding)
    assert rule_of(error) == "unknown_encoding"


def test_an_encoding_that_nobody_supports_is_named(write: Write) -> None:
    with pytest.raises(DataError, match="tcvn3"):
        read_text_file(write(b"x"), "bc.csv", "tcvn3")


def test_decomposed_text_is_composed_and_its_lines_are_counted(write: Write) -> None:
    text = unicodedata.normalize("NFD", "Hòa Bình\n") + "abc\n" + "\ufeffx\n"
    read = read_text_file(write(b"abc\n" + text.encode()), "bc.csv")
    assert read.text.splitlines()[:2] == ["abc", "Hòa Bình"]
    (finding,) = read.findings
    assert (finding.where, finding.rule, finding.got) == ("bc.csv", "not_nfc", "2")
    assert "NFC" in finding.sentence("vi")


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"%PDF-1.7", b"<html>", b"<?xml?><a/>"])
def test_what_is_no_text_is_refused(data: bytes, write: Write) -> None:
    with pytest.raises(DataError) as error:
        read_text_file(write(data), "bc.csv")
    assert rule_of(error) == "not_text"


# --- CSV --------------------------------------------------------------------------------------


def test_csv_becomes_a_grid_of_text_whose_numbers_wait_for_their_separators(write: Write) -> None:
    grid = read_csv_grid(write("Đơn vị;Số hồ sơ\nĐà Bắc; 1.310 \n;\n".encode()), "bc.csv", ";")
    assert grid == Grid("bc.csv", "", (("Đơn vị", "Số hồ sơ"), ("Đà Bắc", "1.310")))


def test_rows_of_unlike_length_are_filled_with_nothing(write: Write) -> None:
    grid = read_csv_grid(write(b"a\nb,c,d\n\ne,f\n"), "bc.csv", ",")
    assert grid.rows == (
        ("a", None, None),
        ("b", "c", "d"),
        (None, None, None),
        ("e", "f", None),
    )


def test_quoted_cells_keep_delimiters_and_quotes_and_join_their_lines(write: Write) -> None:
    grid = read_csv_grid(write(b'"a;b";"say ""x""";"two\nlines"\n'), "bc.csv", ";")
    assert grid.rows == (("a;b", 'say "x"', "two lines"),)


def test_signs_that_some_programs_take_for_line_ends_do_not_split_a_row(write: Write) -> None:
    grid = read_csv_grid(write("a\u2028b;c\x0bd\n".encode()), "bc.csv", ";")
    assert grid.rows == (("a b", "c d"),)


def test_cells_of_csv_are_named_without_a_sheet(write: Write) -> None:
    assert read_csv_grid(write(b"a;b\n"), "bc.csv", ";").where(0, 1) == "bc.csv#B1"


def test_findings_of_the_text_stay_with_the_grid(write: Write) -> None:
    data = unicodedata.normalize("NFD", "Hòa Bình;5\n").encode()
    grid = read_csv_grid(write(data), "bc.csv", ";")
    assert [finding.got for finding in grid.findings] == ["1"]


# --- JSON -------------------------------------------------------------------------------------


def test_json_is_read_with_its_numbers_as_they_are_written(write: Write) -> None:
    data = '{"TEN": "Huyện Đà Bắc", "TONG_SCORE": "70.43", "n": [1, 2.5, -3, true, null]}'
    value = read_json(write(data.encode()), "bc.json")
    assert value == {
        "TEN": "Huyện Đà Bắc",
        "TONG_SCORE": "70.43",
        "n": [1, 2.5, -3, True, None],
    }


def test_json_with_a_byte_order_mark_is_read(write: Write) -> None:
    assert read_json(write(codecs.BOM_UTF8 + b"[1]"), "bc.json") == [1]
    assert read_json(write("[1]".encode("utf-16")), "bc.json") == [1]


def test_texts_and_keys_of_json_are_clean_also_behind_escapes(write: Write) -> None:
    assert read_json(write(b'{" Ho\\u0300a ": "Bi\\u0300nh\\ufeff"}'), "b") == {"Hòa": "Bình"}


def test_keys_that_differ_only_in_form_are_the_same_key(write: Write) -> None:
    with pytest.raises(DataError) as error:
        read_json(write('{"Hòa": 1, "Ho\\u0300a": 2}'.encode()), "bc.json")
    assert rule_of(error) == "json_key_twice"


def test_brackets_and_commas_inside_texts_do_not_count(write: Write) -> None:
    text = '\\"[{,' * 60_000
    assert read_json(write(f'["{text}"]'.encode()), "bc.json") == ['"[{,' * 60_000]


@pytest.mark.parametrize("depth", [1, 32])
def test_json_within_the_depth_is_read(depth: int, write: Write) -> None:
    value = read_json(write(b"[" * depth + b"]" * depth), "bc.json")
    assert json.dumps(value) == "[" * depth + "]" * depth


def test_json_one_level_too_deep_is_refused(write: Write) -> None:
    with pytest.raises(DataError) as error:
        read_json(write(b"[" * 33 + b"]" * 33), "bc.json")
    assert rule_of(error) == "json_too_deep"


# --- laws -------------------------------------------------------------------------------------

WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ ềế0123456789", max_size=20)


@FIXED
@given(rows=st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=6))
def test_a_grid_has_the_cells_that_were_written(rows: list[list[str]], write: Write) -> None:
    data = "\n".join(";".join(row) for row in rows) + "\n"
    grid = read_csv_grid(write(data.encode()), "bc.csv", ";")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            assert grid.cell(at, column) == (" ".join(cell.split()) or None)


@FIXED
@given(value=st.recursive(st.none() | st.booleans() | st.integers(-(10**9), 10**9) | WORDS,
                          lambda inner: st.lists(inner, max_size=4), max_leaves=20))  # fmt: skip
def test_json_is_read_back(value: object, write: Write) -> None:
    def tidy(part: object) -> object:
        if isinstance(part, list):
            return [tidy(one) for one in part]
        return " ".join(part.split()) if isinstance(part, str) else part

    assert read_json(write(json.dumps(value).encode()), "bc.json") == tidy(value)


def test_a_grid_made_elsewhere_can_be_searched_for_legacy_text() -> None:
    with pytest.raises(DataError, match=r"bc\.xlsx#06!B1, A2") as error:
        refuse_legacy(Grid("bc.xlsx", "06", (("x", "TØnh Hoµ B×nh"), ("Hoøa Bình", None))))
    assert rule_of(error) == "legacy_encoding"
