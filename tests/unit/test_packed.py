"""Rows on their way from a kernel to the files of a report."""

import base64
import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.packed import pack_rows, unpack_rows

CELLS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()


@given(st.lists(st.lists(CELLS, max_size=4), max_size=5))
def test_each_cell_comes_back_with_its_kind(rows):
    found = list(unpack_rows(pack_rows(rows)))
    assert [[(type(cell), cell) for cell in row] for row in found] == [
        [(type(cell), cell) for cell in row] for row in rows
    ]


def test_equal_rows_give_an_equal_text_whenever_they_are_packed():
    content = base64.b64decode(pack_rows([["17", 70.43]]))
    assert content[4:8] == b"\x00" * 4, "the time in the head of a gzip file"
    assert pack_rows([["17", 70.43]]) == pack_rows([["17", 70.43]])


def test_any_program_that_knows_gzip_and_json_can_read_it():
    lines = gzip.decompress(base64.b64decode(pack_rows([["Đà Bắc"], [None]]))).splitlines()
    assert [json.loads(line) for line in lines] == [["Đà Bắc"], [None]]


def test_rows_that_repeat_take_little_room():
    rows = [["dossiers_online", "Hồ sơ nộp trực tuyến", number] for number in range(1_000)]
    assert len(pack_rows(rows)) < len(json.dumps(rows)) / 5


@pytest.mark.parametrize(
    "damaged",
    [
        "no base64!",
        base64.b64encode(b"no gzip").decode(),
        base64.b64encode(base64.b64decode(pack_rows([["a"]]))[:-9]).decode(),
        base64.b64encode(gzip.compress(b"[1,\n")).decode(),
    ],
    ids=["letters", "archive", "end", "row"],
)
def test_a_damaged_text_is_a_value_error(damaged):
    with pytest.raises(ValueError, match=r"."):
        list(unpack_rows(damaged))
