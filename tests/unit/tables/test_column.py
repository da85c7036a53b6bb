import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest

from chiso.tables import Column
from chiso.tables.column import is_missing
from unit.tables.makers import one_cell

SHARE = Column("value", "Tỷ lệ", kind="share", decimals=2)
BOUNDED = Column("value", "Kết quả", kind="bounded")


@pytest.mark.parametrize(("lang", "text"), [("vi", "70,43%"), ("en", "70.43%")])
def test_a_share_is_written_in_the_form_of_the_language(lang, text):
    assert one_cell(SHARE, lang, value=100 * 1310 / 1860).text == text


@pytest.mark.parametrize(("lang", "text"), [("vi", "131.794"), ("en", "131,794")])
def test_a_number_has_the_thousands_mark_of_the_language(lang, text):
    assert one_cell(Column("value", "Hồ sơ", kind="number"), lang, value=131794).text == text


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        (">", "> 90%"),
        (">=", "≥ 90%"),
        ("<", "< 90%"),
        ("<=", "≤ 90%"),
        ("~", "≈ 90%"),
        ("=", "90%"),
        (None, "90%"),
    ],
)
def test_a_bound_keeps_its_sign(qualifier, text):
    cell = one_cell(BOUNDED, value=90.0, value_qualifier=qualifier, value_percent=True)
    assert cell.text == text


def test_a_bounded_column_without_qualifiers_is_exact():
    assert one_cell(BOUNDED, value=90.0).text == "90"


def test_a_cell_may_have_decimals_of_its_own():
    assert one_cell(BOUNDED, value=13.6, value_decimals=1).text == "13,6"


def test_missing_decimals_fall_back_to_those_of_the_column():
    column = Column("value", "Điểm", kind="number", decimals=1)
    assert one_cell(column, value=13.6, value_decimals=math.nan).text == "13,6"


@pytest.mark.parametrize(
    ("value", "text"), [(2.9, "+2,9"), (-18.2, "−18,2"), (0.0, "0,0"), (0.01, "0,0")]
)
def test_a_signed_column_shows_the_direction(value, text):
    column = Column("value", "Chênh lệch", kind="number", decimals=1, signed=True)
    assert one_cell(column, value=value).text == text


def test_a_sibling_can_ask_for_the_sign():
    column = Column("value", "Chênh lệch", kind="number")
    assert one_cell(column, value=3.0, value_signed=True).text == "+3"


def test_a_signed_bound_has_its_plus_behind_the_sign_of_the_bound():
    column = Column("value", "Chênh lệch", kind="bounded", signed=True)
    assert one_cell(column, value=10.0, value_qualifier=">=").text == "≥ +10"


def test_rounding_does_not_show_100_as_reached():
    column = Column("value", "Tỷ lệ", kind="share", decimals=1)
    assert one_cell(column, value=99.96).text == "99,96%"
    assert one_cell(column, value=100.0).text == "100,0%"


def test_rounding_does_not_show_a_target_as_reached():
    column = Column("value", "Tỷ lệ", kind="share", decimals=1, against="target")
    assert one_cell(column, value=69.96, target=70.0).text == "69,96%"
    assert one_cell(column, value=69.96, target=math.nan).text == "70,0%"


@pytest.mark.parametrize(
    "day", [dt.date(2020, 3, 5), pd.Timestamp("2020-03-05 10:00"), "2020-03-05"]
)
def test_a_day_is_written_as_officials_write_it(day):
    column = Column("value", "Ngày", kind="date")
    assert one_cell(column, value=day).text == "05/3/2020"
    assert one_cell(column, "en", value=day).text == "5 March 2020"


def test_a_code_stays_text():
    assert one_cell(Column("value", "Mã", kind="code"), value="0148").text == "0148"


def test_text_is_composed_and_escaped():
    cell = one_cell(Column("value", "Tên"), value="<b>Hoa\u0300</b> & Bình")
    assert cell.text == "<b>Hoà</b> & Bình"
    assert cell.attributes["class"] == "text"


@pytest.mark.parametrize("value", [None, math.nan, pd.NA, ""])
@pytest.mark.parametrize(
    ("kind", "sign"),
    [("number", "…"), ("bounded", "…"), ("date", "…"), ("code", "…"), ("text", "–"), ("flag", "")],
)
def test_an_empty_cell_has_the_sign_of_its_kind(kind, sign, value):
    assert one_cell(Column("value", "Cột", kind=kind), value=value).text == sign


def test_a_column_may_say_that_its_empty_cells_do_not_exist():
    assert one_cell(Column("value", "Chỉ tiêu", kind="number", empty="–"), value=None).text == "–"


def test_an_unknown_value_is_hatched_and_says_so_in_words():
    attributes = one_cell(Column("value", "Kết quả", kind="number"), value=None).attributes
    assert attributes == {"class": "num missing", "title": "chưa có số liệu"}


def test_a_number_stands_right():
    assert one_cell(SHARE, value=1.0).attributes == {"class": "num"}


@pytest.mark.parametrize(
    ("verdict", "style", "text"),
    [
        ("met", "v-met", "✓ Đạt"),
        ("not_met", "v-not", "✗ Chưa đạt"),
        ("undetermined", "v-unknown", "≈ Chưa đủ căn cứ"),
        ("no_target", "v-none", "– Không có chỉ tiêu"),
        (None, "v-nodata", "… Chưa có số liệu"),
    ],
)
def test_a_verdict_has_symbol_word_and_class(verdict, style, text):
    cell = one_cell(Column("value", "Kết luận", kind="verdict"), value=verdict)
    assert (cell.text, cell.attributes["class"]) == (text, f"verdict {style}")


def test_a_borderline_verdict_has_a_tag():
    cell = one_cell(Column("value", "Kết luận", kind="verdict"), value="met", is_borderline=True)
    assert cell.text == "✓ Đạt sát ngưỡng"


def test_a_state_has_a_sign_and_its_words():
    column = Column("value", "2023", kind="state", states={"counted": ("●", "có số đếm")})
    cell = one_cell(column, value="counted")
    assert (cell.text, cell.attributes) == (
        "●",
        {"class": "grade g-counted", "title": "có số đếm"},
    )


def test_an_unknown_state_is_shown_as_it_is():
    cell = one_cell(Column("value", "2023", kind="state"), value="X<y")
    assert (cell.text, cell.attributes["class"]) == ("X<y", "grade g-x-y")


@pytest.mark.parametrize(
    ("value", "missing"),
    [
        (None, True),
        ("", True),
        (math.nan, True),
        (pd.NaT, True),
        (pd.NA, True),
        (0, False),
        (np.float64(0), False),
        (False, False),
        (" ", False),
    ],
)
def test_what_counts_as_missing(value, missing):
    assert is_missing(value) is missing


@pytest.mark.parametrize("value", [None, 77.8])
def test_words_stand_in_place_of_a_figure_even_where_it_is_missing(value):
    cell = one_cell(SHARE, value=value, value_text="14/18")
    assert (cell.text, cell.attributes["class"]) == ("14/18", "num")


def test_words_in_place_of_a_figure_need_no_key():
    frame = pd.DataFrame({"value": [math.nan, math.nan], "value_text": ["14/18", ""]})
    assert SHARE.signs(frame) == {"…"}
    assert SHARE.signs(frame.head(1)) == set()


@pytest.mark.parametrize(("step", "style"), [(2, "num heat-2"), (None, "num")])
def test_a_cell_may_have_a_step_of_a_heat_table(step, style):
    assert one_cell(SHARE, value=77.8, value_step=step).attributes["class"] == style
