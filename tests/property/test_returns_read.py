"""Whatever stands in a JSON file or a table, there is a reading or an error that says why."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chiso.errors import DataError
from chiso.loaders.arrival import Arrival
from chiso.loaders.grid import CellRange, Grid
from chiso.loaders.header_search import HeaderMiss, find_header
from chiso.loaders.index766 import read_index766
from chiso.loaders.json_return import json_figure, open_return
from chiso.loaders.one_stop import read_one_stop
from chiso.loaders.reading import Hints, Reading
from chiso.loaders.table import read_table
from chiso.loaders.units import said_twice
from chiso.periods import Period
from makers.returns import catalogue, layout

INDEX = """# index_766
kind: index766
name: {vi: "Bộ chỉ số 766", en: "766 index"}
source: RETURN
units: {province: province, district: district, city: district}
measures:
  - {indicator: idx766_total_score, definition: as_given, columns: [TONG_SCORE]}
  - {indicator: idx766_rank, definition: as_given, columns: [ROW_STT]}
"""
ONE_STOP = """# one_stop
kind: one_stop
name: {vi: "Một cửa", en: "One-stop"}
source: RETURN
units: {district: district, city: district}
measures:
  - {indicator: dossiers_received, definition: as_given, columns: [received]}
  - {indicator: dossiers_online_share, definition: as_given, columns: [receivedOnline],
     denominator: [received], printed: percent}
"""
TABLE = """# table
kind: table
name: {vi: "Biểu", en: "Table"}
source: RETURN
words: ["hồ sơ"]
units: {district: all, city: all}
table: {label: "Đơn vị", period: %s, totals: ["Tổng"], adds_up: true, ranks_all: true}
measures:
  - {indicator: dossiers_online_share, definition: as_given, columns: ["Trực tuyến"],
     denominator: ["Tiếp nhận"], printed: "Tỷ lệ"}
  - {indicator: dti_rank, definition: as_given, columns: ["Hạng"]}
"""
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["Huyện Lạc Sơn", "148", "15.7", "15,7", "60", "2024", "-1", "2024-07-05"]),
)
NAMES = st.sampled_from([
    "data", "params", "extracted", "illustrative", "p_nam", "p_thang", "p_quy", "from", "to",
    "TEN", "MA_COQUAN", "agency", "name", "code", "agency_name", "TONG_SCORE", "CKMB", "TDGQ",
    "CLGQ", "TTTT", "MDHL", "MDSH", "ROW_STT", "received", "receivedOnline", "percent", "resolved",
])  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=8),
    max_leaves=25,
)
RECORDS = st.lists(st.dictionaries(NAMES, SCALARS, max_size=14), max_size=4)
CELLS = st.one_of(
    SCALARS,
    st.sampled_from([
        "Đơn vị", "Trực tuyến", "Tiếp nhận", "Tỷ lệ", "Hạng", "Tổng số", "hồ sơ quý II/2024",
        "Năm 2023", 2024, "Sơ bộ", "Huyện Lạc Sơn", "TP Hòa Bình", 100, 60, "60,0%", "…", "-",
    ]),
)  # fmt: skip
HEADER = ["Đơn vị", "Tiếp nhận", "Trực tuyến", "Tỷ lệ", "Hạng"]


def arrival(text: str) -> Arrival:
    data = catalogue(text)
    (found,) = data.layouts.values()
    return Arrival("a.json", "0" * 64, 1, found, data, Hints(period=Period.parse("2024-06")))


INDEX_ARRIVAL, ONE_STOP_ARRIVAL = arrival(INDEX), arrival(ONE_STOP)
TABLE_ARRIVALS = {kind: arrival(TABLE % kind) for kind in ("title", "columns", "hint")}


def reading_or_reasons(read: Any) -> Reading | None:
    """The reading, or None after an error that says where, what and what to do in two languages."""
    try:
        found = read()
    except DataError as error:
        for problem in error.problems:
            assert problem.where
            assert problem.rule
            assert problem.allowed.vi != ""
            assert problem.sentence("vi") != problem.sentence("en")
        return None
    assert isinstance(found, Reading)
    assert found.rows
    return found


def assert_sound(found: Reading) -> None:
    for row in found.rows:
        assert row.value == row.value  # not NaN
        if row.numerator is not None and row.denominator is not None:
            assert 0 <= row.numerator <= row.denominator
            assert row.value == pytest.approx(100 * row.numerator / row.denominator, abs=1e-6)
    keys = [(row.indicator, row.area, row.tier, row.period) for row in found.rows]
    assert len(keys) == len(set(keys))


@settings(max_examples=150, deadline=None)
@given(content=VALUES | st.fixed_dictionaries({"data": RECORDS, "extracted": SCALARS}))
@example(content={"data": [{"TEN": "148", "TONG_SCORE": 1e-7, "CKMB": 10**400}],
                  "extracted": "2024-07-05"})  # fmt: skip
@example(content={"data": [{"agency": {"code": 157}, "received": 5, "receivedOnline": "3"}]})
def test_any_json_gives_a_reading_or_an_error(content: Any) -> None:
    for read, sent in ((read_index766, INDEX_ARRIVAL), (read_one_stop, ONE_STOP_ARRIVAL)):
        found = reading_or_reasons(
            lambda read=read, sent=sent: read(open_return(content, "a.json"), sent)
        )
        if found:
            assert_sound(found)


@settings(max_examples=150, deadline=None)
@given(
    above=st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=2),
    below=st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=5),
    merged=st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)),
        max_size=2,
    ),
    kind=st.sampled_from(["title", "columns", "hint"]),
    has_header=st.booleans(),
)
def test_any_table_gives_a_reading_or_an_error(
    above: list[list[Any]],
    below: list[list[Any]],
    merged: list[tuple[int, int, int, int]],
    kind: str,
    has_header: bool,
) -> None:
    rows = [*above, *([HEADER] if has_header else []), *below]
    areas = tuple(CellRange(row, at, row + down, at + wide) for row, at, down, wide in merged)
    grid = Grid("t.xlsx", "1", tuple(tuple(row) for row in rows), areas)
    sent = TABLE_ARRIVALS[kind]
    header = find_header(grid, sent.layout)
    if isinstance(header, HeaderMiss):
        assert header.missing
        return
    found = reading_or_reasons(lambda: read_table([header], sent))
    if found:
        assert_sound(found)


@given(before=st.integers(0, 50), right=st.integers(0, 5), data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_header_is_found_wherever_it_stands(before: int, right: int, data: Any) -> None:
    headings = data.draw(st.permutations(HEADER))
    blank = [None] * (right + len(headings))
    rows = [*[blank] * before, [*[None] * right, *headings], blank]
    found = find_header(Grid("t.xlsx", "1", tuple(map(tuple, rows))), layout(TABLE % "hint"))
    assert not isinstance(found, HeaderMiss)
    assert (found.first, found.last) == (before, before)
    assert found.columns("TIẾP  NHẬN") == [right + headings.index("Tiếp nhận")]


@given(value=st.decimals(0, 10**6, places=4))
def test_a_number_reads_the_same_as_text_and_as_a_number(value: Any) -> None:
    text = json_figure({"a": str(value)}, "a", "")
    number = json_figure({"a": float(value)}, "a", "")
    assert text is not None
    assert number is not None
    assert text.value == number.value == float(value)


@given(first=st.text(), second=st.text())
def test_two_halves_that_say_different_things_say_nothing(first: str, second: str) -> None:
    known = {"một": 1, "hai": 2}
    assert said_twice("một hai", known.get) is None
    assert said_twice("một một", known.get) == 1
    assert said_twice(f"{first} {second}", known.get) in (None, 1, 2)
