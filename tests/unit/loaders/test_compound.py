"""The container and the records of .xls workbooks: chains, small streams, shared texts."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from chiso.errors import DataError
from chiso.loaders.compound import Container, container_of
from chiso.loaders.workbook import Grid, open_workbook
from makers.hostile import BEGIN, END, binary, binary_stream, compound, number_cell, record

FREE, LAST, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Read = Callable[[bytes], Grid]


@pytest.fixture
def grid(tmp_path: Path) -> Read:
    def read(data: bytes) -> Grid:
        (tmp_path / "bc.xls").write_bytes(data)
        return open_workbook(tmp_path / "bc.xls", "bc.xls").sheets[0]

    return read


def refused(grid: Read, data: bytes) -> str:
    with pytest.raises(DataError) as error:
        grid(data)
    return error.value.problems[0].rule


def entry(name: str, kind: int, links: tuple[int, int], content: tuple[int, int]) -> bytes:
    spelled = name.encode("utf-16-le") + b"\0\0"
    right, child = links
    head = struct.pack("<64sHBB3I", spelled, len(spelled), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", *content)


def small_container(
    content: bytes, *, listed: int = 0, more: int = LAST, kind: int = 5, shift: int = 9
) -> bytes:
    """A container whose one stream lies among the small ones.

    Sectors: 0 allocation, 1 directory, 2 allocation of small streams, 3 small streams, 4 a further
    list of allocation sectors that names sector 0.
    """
    pieces = -(-len(content) // 64)
    header = struct.pack("<8s16x5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, shift, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 2, 1, more, 1)
    header += struct.pack("<109I", listed, *[FREE] * 108)
    table = [TABLE, LAST, LAST, LAST, *[FREE] * 124]
    directory = entry("Root Entry", kind, (FREE, 1), (3, 512))
    directory += entry("Workbook", 2, (FREE, FREE), (0, len(content)))
    small = [*range(1, pieces), LAST, *[FREE] * (128 - pieces)]
    further = [0, *[FREE] * 126, LAST]
    sectors = (
        header,
        struct.pack("<128I", *table),
        directory.ljust(512, b"\0"),
        struct.pack("<128I", *small),
        content.ljust(512, b"\0"),
        struct.pack("<128I", *further),
    )
    return b"".join(sectors)


SMALL = binary_stream(number_cell(0, 0, 1310))


def test_a_small_stream_is_read(grid: Read) -> None:
    assert grid(small_container(SMALL)).rows == ((1310.0,),)


def test_further_lists_of_allocation_sectors_are_followed(grid: Read) -> None:
    assert grid(small_container(SMALL, listed=FREE, more=4)).rows == ((1310.0,),)


@pytest.mark.parametrize(
    "data",
    [
        small_container(SMALL, shift=10),
        small_container(SMALL, kind=1),
        small_container(SMALL, listed=99),
        small_container(SMALL, more=3),  # figures read as numbers of sectors
        small_container(SMALL)[: 512 * 4 + 30],
        small_container(SMALL).replace(
            struct.pack("<IQ", 0, len(SMALL)), struct.pack("<IQ", 0, 999)
        ),
    ],
    ids=[
        "sectors of 1 KB",
        "no root",
        "list beyond the end",
        "list of nonsense",
        "cut off",
        "size",
    ],
)
def test_a_broken_container_is_refused(data: bytes, grid: Read) -> None:
    assert refused(grid, data) == "damaged"


def test_a_ring_of_allocation_lists_ends(grid: Read) -> None:
    data = bytearray(small_container(SMALL, more=4))
    struct.pack_into("<I", data, len(data) - 4, 4)
    assert refused(grid, bytes(data)) == "damaged"


def test_one_allocation_sector_named_a_hundred_times_is_refused(grid: Read) -> None:
    data = bytearray(small_container(SMALL))
    struct.pack_into("<109I", data, 76, *[0] * 109)
    assert refused(grid, bytes(data)) == "damaged"


def test_a_stream_that_ends_before_its_size_is_refused(grid: Read) -> None:
    data = compound({"Workbook": SMALL}).replace(
        struct.pack("<IQ", 0, 4096), struct.pack("<IQ", 0, 9999)
    )
    assert refused(grid, data) == "damaged"


@settings(derandomize=True, deadline=None, max_examples=30)
@given(size=st.integers(0, 40_000) | st.just(5_000_000))
def test_a_container_gives_back_the_stream_that_was_put_in(size: int) -> None:
    content = bytes(range(251)) * (size // 251 + 1)
    found = Container(container_of("Book", content[:size]))
    assert found.stream(found.top()["book"]).rstrip(b"\0") == content[:size].rstrip(b"\0")


# --- records ----------------------------------------------------------------------------------


def shared_text(cells: int = 1) -> bytes:
    return b"".join(record(0x00FD, struct.pack("<3HI", n, 0, 0, n)) for n in range(cells))


def texts(*parts: bytes, count: int = 1) -> bytes:
    first, *rest = parts
    joined = record(0x00FC, struct.pack("<2I", count, count) + first)
    return joined + b"".join(record(0x003C, part) for part in rest)


PLAIN = struct.pack("<HB", 3, 0) + b"abc"
WIDE = struct.pack("<HB", 4, 1) + "Biểu".encode("utf-16-le")
RICH = struct.pack("<HBH", 3, 8, 2) + b"abc" + bytes(8)
WITH_READING = struct.pack("<HBI", 3, 4, 5) + b"abc" + bytes(5)
BOTH = struct.pack("<HBHI", 3, 12, 1, 5) + b"abc" + bytes(9)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((PLAIN,), "abc"),
        ((WIDE,), "Biểu"),
        ((RICH,), "abc"),
        ((WITH_READING,), "abc"),
        ((BOTH,), "abc"),
        ((struct.pack("<HB", 4, 0) + b"ab", b"\0cd"), "abcd"),
        ((struct.pack("<HB", 4, 0) + b"Bi", b"\1" + "ểu".encode("utf-16-le")), "Biểu"),
    ],
    ids=["plain", "wide", "rich", "reading", "both", "continued", "continued wider"],
)
def test_shared_texts_are_read_in_all_their_forms(
    parts: tuple[bytes, ...], expected: str, grid: Read
) -> None:
    # A second text shows that the first was passed over by exactly its length.
    shared = texts(*parts[:-1], parts[-1] + PLAIN, count=2)
    assert grid(binary(shared_text(2), globals_=shared)).rows == ((expected,), ("abc",))


def test_a_text_may_begin_with_a_record_of_its_own(grid: Read) -> None:
    shared = texts(PLAIN, WIDE, count=2)
    assert grid(binary(shared_text(2), globals_=shared)).rows == (("abc",), ("Biểu",))


def test_what_follows_a_text_may_lie_in_the_next_record(grid: Read) -> None:
    shared = texts(RICH[:-6], bytes(6) + PLAIN, count=2)
    assert grid(binary(shared_text(2), globals_=shared)).rows == (("abc",), ("abc",))


def test_shared_texts_that_end_early_are_refused(grid: Read) -> None:
    shared = texts(struct.pack("<HB", 400, 0) + b"abc")
    assert refused(grid, binary(shared_text(), globals_=shared)) == "damaged"


def test_more_shared_texts_than_a_return_can_have_are_not_counted_one_by_one(grid: Read) -> None:
    assert refused(grid, binary(globals_=texts(PLAIN, count=10**9))) == "sheet_too_large"


def test_long_texts_as_a_program_writes_them_are_read(grid: Read) -> None:
    made = xlwt.Workbook()
    page = made.add_sheet("06")
    for row in range(40):
        page.write(row, 0, f"Đơn vị {row} " + "ă" * 700)
    page.write_rich_text(40, 0, ["Huyện ", ("Đà Bắc", xlwt.easyfont("bold true"))])
    written = io.BytesIO()
    made.save(written)
    rows = grid(written.getvalue()).rows
    assert [len(str(row[0])) for row in rows[:40]] == [7 + 1 + 1 + 700] * 10 + [
        7 + 2 + 1 + 700
    ] * 30
    assert rows[40] == ("Huyện Đà Bắc",)


def test_several_numbers_in_one_record_reach_to_its_last_column(grid: Read) -> None:
    def small(number: int) -> bytes:
        return struct.pack("<HI", 0, number << 2 | 2)

    several = struct.pack("<2H", 0, 1) + small(5) + small(6) + struct.pack("<H", 2)
    assert grid(binary(record(0x00BD, several))).rows == ((None, 5.0, 6.0),)


@pytest.mark.parametrize(
    "cells",
    [
        record(0x0203, b"\0" * 6),  # a number without its value
        record(0x00E5, struct.pack("<H", 9)),  # nine merged ranges, none there
        struct.pack("<2H", 0x0203, 9999),
    ],
    ids=["short cell", "merged ranges cut off", "record cut off"],
)
def test_records_that_are_too_short_are_refused(cells: bytes, grid: Read) -> None:
    assert refused(grid, binary(cells)) == "damaged"


def test_a_sheet_that_begins_in_the_middle_of_nothing_is_refused(grid: Read) -> None:
    bound = record(0x0085, struct.pack("<I4B", 7, 0, 0, 2, 0) + b"06")
    assert refused(grid, compound({"Workbook": BEGIN + bound + END})) == "damaged"


def test_a_wide_name_of_a_sheet_stands_in_messages(grid: Read) -> None:
    name = "Biểu".encode("utf-16-le")
    bound = record(0x0085, struct.pack("<I4B", 0, 0, 1, 4, 1) + name)
    with pytest.raises(DataError, match=r"bc\.xls#Biểu: sổ tính chứa macro"):
        grid(compound({"Workbook": BEGIN + bound + END}))


def test_records_of_the_version_before_are_read(grid: Read) -> None:
    begin = record(0x0809, struct.pack("<4H", 0x0500, 5, 0, 0))
    bound = struct.pack("<I3B", 0, 0, 0, 2) + b"06"
    start = len(begin + record(0x0085, bound) + END)
    bound = struct.pack("<I3B", start, 0, 0, 2) + b"06"
    sheet = begin.replace(b"\x05\0", b"\x10\0", 1) + number_cell(0, 0, 5) + END
    assert grid(compound({"Book": begin + record(0x0085, bound) + END + sheet})).rows == ((5.0,),)
