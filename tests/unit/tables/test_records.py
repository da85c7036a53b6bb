import datetime as dt
import json
import math

import pandas as pd

from chiso.tables import Column
from unit.tables.makers import frame, table


def record(*columns, data, **changes):
    return table(*columns, data=data, **changes).to_json()


def test_rows_hold_unrounded_values():
    column = Column("value", "Tỷ lệ", "%", "share", 2)
    assert record(column, data=frame(value=[100 * 1310 / 1860]))["rows"] == [
        ["Đơn vị 1", 100 * 1310 / 1860]
    ]


def test_columns_are_described():
    column = Column("value", "Tỷ lệ", "%", "share", 2)
    assert record(column, data=frame(value=[1.0]))["columns"][1] == {
        "name": "value",
        "label": "Tỷ lệ",
        "unit": "%",
        "kind": "share",
        "decimals": 2,
    }


def test_the_most_decimals_of_a_cell_are_those_of_its_column():
    data = frame(3, value=[1.0, 2.0, None], value_decimals=[1, 4, math.nan])
    described = record(Column("value", "Điểm", kind="number"), data=data)["columns"][1]
    assert described["decimals"] == 4


def test_decimals_that_are_all_missing_do_not_count():
    data = frame(value=[None], value_decimals=[math.nan])
    described = record(Column("value", "Điểm", kind="number", decimals=1), data=data)["columns"][1]
    assert described["decimals"] == 1


def test_a_bound_is_followed_by_its_sign():
    data = frame(2, value=[90.0, 70.43], value_qualifier=[">", "="])
    found = record(Column("value", "Kết quả", kind="bounded"), data=data)
    assert [row[1:] for row in found["rows"]] == [[90.0, ">"], [70.43, "="]]
    assert found["columns"][2]["label"] == "Dấu của Kết quả"


def test_a_bounded_column_without_signs_stands_alone():
    found = record(Column("value", "Kết quả", kind="bounded"), data=frame(value=[90.0]))
    assert len(found["columns"]) == 2


def test_the_group_comes_first():
    data = frame(value=[1.0], group=["Cấp tỉnh"])
    found = record(Column("value", "Kết quả", kind="number"), data=data, groups="group")
    assert found["columns"][0]["label"] == "Nhóm"
    assert found["rows"] == [["Cấp tỉnh", "Đơn vị 1", 1.0]]


def test_verdicts_are_ids_and_their_words_are_beside_them():
    column = Column("verdict", "Kết luận", kind="verdict")
    found = record(column, data=frame(verdict=["not_met"]), lang="en")
    assert found["rows"][0][1] == "not_met"
    assert found["columns"][1]["words"]["not_met"] == "Not met"


def test_states_are_given_in_words():
    column = Column("state", "2023", kind="state", states={"counted": ("●", "có số đếm")})
    found = record(column, data=frame(3, state=["counted", "new", None]))
    assert [row[1] for row in found["rows"]] == ["có số đếm", "new", None]


def test_everything_missing_is_null():
    data = frame(4, value=[None, math.nan, pd.NaT, pd.NA])
    found = record(Column("value", "Kết quả", kind="number"), data=data)
    assert [row[1] for row in found["rows"]] == [None] * 4


def test_days_are_written_for_machines():
    data = frame(2, value=[dt.date(2024, 6, 30), pd.Timestamp("2024-06-30")])
    found = record(Column("value", "Ngày", kind="date"), data=data)
    assert [row[1] for row in found["rows"]] == ["2024-06-30"] * 2


def test_a_record_is_json():
    data = frame(3, value=pd.Series([1, 2, 3], dtype="int64"), flag=[True, False, None])
    found = record(Column("value", "Hồ sơ", kind="number"), Column("flag", "Cờ"), data=data)
    assert json.loads(json.dumps(found)) == found


def test_columns_that_are_not_shown_stay_out():
    assert record(data=frame(value=[1.0]))["rows"] == [["Đơn vị 1"]]


def test_no_rows_give_no_rows():
    assert record(data=frame().head(0))["rows"] == []


def test_words_around_the_table_are_kept():
    found = record(data=frame(), notes=("a",), sources=("b",), synthetic=True)
    kept = {
        name: found[name] for name in ("notes", "sources", "order", "unit", "lang", "synthetic")
    }
    assert kept == {
        "notes": ["a"],
        "sources": ["b"],
        "order": "mã đơn vị hành chính",
        "unit": "%",
        "lang": "vi",
        "synthetic": True,
    }
