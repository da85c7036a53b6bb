"""The period of a return: said above its table, in days or by name, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from chiso.errors import DataError
from chiso.loaders.period_said import signed_day, title_period, year_to_date
from chiso.periods import Calendar, Period


@pytest.mark.parametrize(
    ("lines", "code", "calendar"),
    [
        (["Từ ngày 15/5/2024 đến ngày 14/6/2024"], "2024-06", "ADM15"),
        (["(từ ngày 01 tháng 01 năm 2024 đến hết ngày 31 tháng 3 năm 2024)"], "2024-Q1", "CAL"),
        (["từ 2024-01-01 đến 2024-12-31"], "2024", "CAL"),
        (["Từ ngày 01/12/2019 đến ngày 20/02/2020"], "2019-12-01..2020-02-20", "CAL"),
        (["Số liệu tính đến ngày 30/9/2021"], "2021-09-30", None),
        (["Tại thời điểm 30/9/2021"], "2021-09-30", None),
        (["BÁO CÁO THÁNG 6 NĂM 2024"], "2024-06", None),
        (["Tháng 02/2025"], "2025-02", None),
        (["Quý III/2024"], "2024-Q3", None),
        (["quý 2 năm 2024"], "2024-Q2", None),
        (["6 tháng đầu năm 2024"], "2024-H1", None),
        (["06 tháng cuối năm 2024"], "2024-H2", None),
        (["9 tháng năm 2021"], "2021-9M", None),
        (["Xếp hạng năm 2022"], "2022", None),
        # Days lead over names; a finer name leads over the year around it.
        (["Báo cáo quý II năm 2024", "Từ ngày 15/3/2024 đến ngày 14/6/2024"], "2024-Q2", "ADM15"),
        (["Năm 2024", "Quý II năm 2024"], "2024-Q2", None),
        # The day of signing and days of acts are no period.
        (["Quý II/2024", "Hòa Bình, ngày 20 tháng 6 năm 2024"], "2024-Q2", None),
        (["Thông tư 01/2020/TT-VPCP ngày 21 tháng 10 năm 2020", "Năm 2024"], "2024", None),
        (["Ban hành kèm theo Quyết định năm 2019", "Năm 2024"], "2024", None),
    ],
)
def test_what_a_title_says_is_its_period(lines: list[str], code: str, calendar: str | None) -> None:
    said = title_period(lines, "bc.xlsx")
    assert said is not None
    assert (said.period.code, said.calendar) == (code, calendar)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Đơn vị tính: hồ sơ"],
        ["Quyết định 766/QĐ-TTg ngày 23/6/2022"],
        ["Hòa Bình, ngày 20 tháng 6 năm 2024"],
        ["từ cấp huyện đến cấp xã"],
        ["Ngày 31/02/2024"],
        ["9 tháng cuối năm 2024"],
    ],
)
def test_a_title_may_say_no_period(lines: list[str]) -> None:
    assert title_period(lines, "bc.xlsx") is None


def test_two_periods_are_not_guessed_between() -> None:
    with pytest.raises(DataError) as error:
        title_period(["So sánh quý I/2024 và quý II/2024"], "bc.xlsx#1!")
    assert error.value.lines("en") == [
        "bc.xlsx#1!: got 2024-Q1, 2024-Q2; one period above the table. Import again with --period."
    ]


def test_days_in_the_wrong_order_are_an_error_with_the_sheet() -> None:
    with pytest.raises(DataError) as error:
        title_period(["Từ ngày 14/6/2024 đến ngày 15/5/2024"], "bc.xlsx#1!")
    assert error.value.lines("en")[0].startswith("bc.xlsx#1!: got 2024-06-14 … 2024-05-15;")


@pytest.mark.parametrize("line", ["Lũy kế quý II/2024", "Cộng dồn từ đầu năm, quý II/2024"])
def test_a_title_may_say_that_figures_add_up(line: str) -> None:
    said = title_period([line], "bc.xlsx")
    assert said is not None
    assert said.adds_up


@pytest.mark.parametrize(
    ("code", "calendar", "span"),
    [
        ("2024-06-14", Calendar.ADM15, "2024-H1"),
        ("2024-06-30", Calendar.CAL, "2024-H1"),
        ("2024-12-20", Calendar.ADM15, "2024-12-15..2024-12-20"),
        ("2024-H1", Calendar.ADM15, "2024-H1"),
        ("2024", Calendar.CAL, "2024"),
    ],
)
def test_a_day_closes_a_span_from_the_beginning_of_the_year(
    code: str, calendar: Calendar, span: str
) -> None:
    period = Period.parse(code)
    assert year_to_date(period, calendar, "bc.xlsx", adds_up=False).code == span


def test_the_last_line_with_a_place_and_a_day_is_the_signature() -> None:
    lines = [
        "Hòa Bình, ngày 01 tháng 6 năm 2024",
        "Theo Công văn: số 5, ngày 02 tháng 6 năm 2024",
        "Lạc Sơn, ngày 18 tháng 6 năm 2024.",
        "TM. ỦY BAN NHÂN DÂN",
    ]
    assert signed_day(lines) == date(2024, 6, 18)
    assert signed_day(lines[3:]) is None
    assert signed_day(["Hòa Bình, ngày 31 tháng 6 năm 2024"]) is None
