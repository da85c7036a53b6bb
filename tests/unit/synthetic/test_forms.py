from datetime import date

import numpy as np
import pytest

from chiso.periods import Period
from chiso.synthetic.forms import Form, Line, form_bytes
from chiso.synthetic.habits import Habit, Numbering
from unit.synthetic.sheets import read_form

COUNTS = np.array([1250, 1000, 200, 50, 1200, 700, 480, 20, 50, 45, 5])


def form():
    return Form(
        number="II.06a/VPCP/KSTT",
        title="TÌNH HÌNH",
        period=Period.parse("2024-06"),
        place="Đà Bắc",
        receiver="UBND tỉnh",
        signed=date(2024, 6, 17),
        sections=(Line("A", "Cấp huyện", COUNTS, is_sum=True), Line("1", "Đất đai", COUNTS)),
        total=Line("", "TỔNG CỘNG", COUNTS * 2, is_sum=True),
    )


def read(**changes):
    return read_form(form_bytes(form(), Habit("UBND huyện Đà Bắc", **changes)))


def test_everything_stands_above_the_header():
    assert read().top == [
        "SỐ LIỆU MINH HỌA / ILLUSTRATIVE DATA",
        "Biểu số II.06a/VPCP/KSTT",
        "Đơn vị báo cáo: UBND huyện Đà Bắc",
        "Đơn vị nhận báo cáo: UBND tỉnh",
        "TÌNH HÌNH",
        "Kỳ báo cáo: tháng 6/2024",
        "(Từ ngày 15/5/2024 đến ngày 14/6/2024)",
        "Đơn vị tính: Số hồ sơ TTHC",
    ]


def test_the_signature_says_when_and_where():
    assert "Đà Bắc, ngày 17 tháng 6 năm 2024" in read().bottom


def test_counts_stand_in_columns_three_to_thirteen():
    rows = read().rows
    assert rows[1] == ("1", "Đất đai", COUNTS.tolist())
    assert rows[-1] == ("", "TỔNG CỘNG", (COUNTS * 2).tolist())


def test_the_total_may_come_first():
    assert read(has_total_first=True).rows[0][1] == "TỔNG CỘNG"


def test_blank_rows_move_the_whole_form_down():
    assert read(blank_rows=4).first_row == read().first_row + 4


def test_three_header_rows_are_merged_and_numbered():
    found = read(numbering=Numbering.SUMS)
    top = found.first_row - 4
    merged = {str(place) for place in found.sheet.merged_cells.ranges}
    assert {f"A{top}:A{top + 2}", f"C{top}:F{top}", f"D{top + 1}:E{top + 1}"} <= merged
    numbers = [cell.value for cell in found.sheet[found.first_row - 1]][:13]
    assert numbers[:4] == ["(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)"]
    assert found.sheet.cell(top, 7).value == "Số lượng hồ sơ đã giải quyết"


def test_numbers_can_be_texts_with_dots():
    found = read(has_text_numbers=True)
    assert found.sheet.cell(found.first_row, 3).value == "1.250"


def test_a_decomposed_form_says_the_same():
    plain, decomposed = read(), read(is_decomposed=True)
    assert decomposed.top == plain.top
    assert decomposed.sheet.cell(1, 1).value != plain.sheet.cell(1, 1).value


@pytest.mark.parametrize("name", ["category", "creator", "title"])
def test_its_properties_say_what_it_is(name):
    said = {
        "category": "Illustrative data",
        "creator": "chiso sample",
        "title": "II.06a/VPCP/KSTT",
    }
    assert getattr(read().book.properties, name) == said[name]


def test_its_properties_carry_the_day_of_signing_and_not_of_writing():
    properties = read().book.properties
    assert properties.created == properties.modified
    assert properties.modified.isoformat() == "2024-06-17T17:00:00"


def test_equal_forms_give_equal_bytes():
    habit = Habit("UBND huyện Đà Bắc")
    assert form_bytes(form(), habit) == form_bytes(form(), habit)
