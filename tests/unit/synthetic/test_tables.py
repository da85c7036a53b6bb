import csv
import io

import pytest
from openpyxl import load_workbook

from chiso.synthetic.ledger import Column, Service
from chiso.synthetic.tables import table_csv, table_workbook
from chiso.synthetic.timeline import running_years

HALF, MONTHS = running_years("2024-01")[1]


@pytest.fixture
def lines(ledger):
    return list(csv.reader(io.StringIO(table_csv(ledger, HALF, MONTHS).decode("utf-8-sig"))))


def number(text):
    return float(text.replace(".", "").replace(",", "."))


def test_the_mark_is_the_first_row(lines):
    assert lines[0][0] == "SỐ LIỆU MINH HỌA / ILLUSTRATIVE DATA"


def test_the_title_says_that_it_runs_from_the_start_of_the_year(lines):
    assert HALF.code == "2024-H1"
    assert lines[2][0] == "Lũy kế từ ngày 15/12/2023 đến ngày 14/06/2024"


def test_counts_are_sums_since_january(ledger, lines):
    city = lines[5]
    assert city[1] == "Thành phố Hòa Bình"
    assert number(city[2]) == ledger.district("148")[MONTHS, Column.SETTLED].sum()
    assert number(city[3]) == ledger.services[0, MONTHS, Service.DIGITISED].sum()
    assert number(city[6]) == ledger.services[0, MONTHS, Service.PAID_ONLINE].sum()


def test_shares_are_printed_with_a_decimal_comma_beside_their_parts(lines):
    for row in lines[5:16]:
        assert number(row[4]) == pytest.approx(100 * number(row[3]) / number(row[2]), abs=0.05)
        assert "," in row[7]


def test_the_last_row_adds_up_the_districts(lines):
    assert lines[15][1] == "Toàn tỉnh"
    for column in (2, 3, 5, 6):
        assert number(lines[15][column]) == sum(number(row[column]) for row in lines[5:15])


def test_the_workbook_says_the_same_under_a_two_line_header(ledger, lines):
    book = load_workbook(io.BytesIO(table_workbook(ledger, HALF, MONTHS)))
    sheet = book.active
    told = [["" if cell.value is None else cell.value for cell in row] for row in sheet.iter_rows()]
    assert told == lines
    assert {str(place) for place in sheet.merged_cells.ranges} == {
        "A4:A5", "B4:B5", "C4:E4", "F4:H4",
    }  # fmt: skip
    assert book.properties.category == "Illustrative data"
