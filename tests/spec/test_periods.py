"""Every spelling of a period: its code, its name, its days under both calendars."""

from __future__ import annotations

from datetime import date

import pytest

from chiso.periods import Calendar, Grain, Period

# code, grain, name vi, name en, first and last day of CAL, first and last day of ADM15
PERIODS = [
    ("2024", "year", "năm 2024", "2024",
     "2024-01-01", "2024-12-31", "2023-12-15", "2024-12-14"),
    ("2024-H1", "half", "6 tháng đầu năm 2024", "the first half of 2024",
     "2024-01-01", "2024-06-30", "2023-12-15", "2024-06-14"),
    ("2024-H2", "half", "6 tháng cuối năm 2024", "the second half of 2024",
     "2024-07-01", "2024-12-31", "2024-06-15", "2024-12-14"),
    ("2021-9M", "nine_months", "9 tháng đầu năm 2021", "the first nine months of 2021",
     "2021-01-01", "2021-09-30", "2020-12-15", "2021-09-14"),
    ("2024-Q1", "quarter", "quý I/2024", "Q1 2024",
     "2024-01-01", "2024-03-31", "2023-12-15", "2024-03-14"),
    ("2021-Q2", "quarter", "quý II/2021", "Q2 2021",
     "2021-04-01", "2021-06-30", "2021-03-15", "2021-06-14"),
    ("2024-Q3", "quarter", "quý III/2024", "Q3 2024",
     "2024-07-01", "2024-09-30", "2024-06-15", "2024-09-14"),
    ("2024-Q4", "quarter", "quý IV/2024", "Q4 2024",
     "2024-10-01", "2024-12-31", "2024-09-15", "2024-12-14"),
    ("2024-01", "month", "tháng 01/2024", "January 2024",
     "2024-01-01", "2024-01-31", "2023-12-15", "2024-01-14"),
    ("2024-02", "month", "tháng 02/2024", "February 2024",
     "2024-02-01", "2024-02-29", "2024-01-15", "2024-02-14"),
    ("2024-07", "month", "tháng 7/2024", "July 2024",
     "2024-07-01", "2024-07-31", "2024-06-15", "2024-07-14"),
    ("2021-09-30", "day", "ngày 30/9/2021", "30 September 2021",
     "2021-09-30", "2021-09-30", "2021-09-30", "2021-09-30"),
    ("2024-06-14", "day", "ngày 14/6/2024", "14 June 2024",
     "2024-06-14", "2024-06-14", "2024-06-14", "2024-06-14"),
    ("2016..2020", "span", "giai đoạn 2016-2020", "2016 to 2020",
     "2016-01-01", "2020-12-31", "2015-12-15", "2020-12-14"),
    ("2021-01..2021-06", "span", "từ tháng 01/2021 đến tháng 6/2021", "January 2021 to June 2021",
     "2021-01-01", "2021-06-30", "2020-12-15", "2021-06-14"),
    ("2020-12-15..2021-06-14", "span", "từ 15/12/2020 đến 14/6/2021",
     "15 December 2020 to 14 June 2021",
     "2020-12-15", "2021-06-14", "2020-12-15", "2021-06-14"),
]  # fmt: skip

# code, spellings that people type
SPELLINGS = {
    "2024": ["2024", "năm 2024", "Năm 2024", "NAM 2024", " 2024 "],
    "2024-H1": [
        "2024-H1", "2024H1", "2024 H1", "2024-h1", "2024-S1", "2024S1", "H1/2024", "H1 2024",
        "S1/2024", "6 tháng đầu năm 2024", "06 tháng đầu năm 2024", "6 thang dau nam 2024",
        "6 tháng 2024", "6 tháng năm 2024", "6 tháng/2024", "first half of 2024",
        "the first half of 2024", "First six months of 2024", "first 6 months of 2024",
    ],
    "2024-H2": [
        "2024-H2", "2024-S2", "H2/2024", "6 tháng cuối năm 2024", "second half of 2024",
        "the second half of 2024", "last six months of 2024",
    ],
    "2021-9M": [
        "2021-9M", "2021-9m", "9 tháng 2021", "9 tháng đầu năm 2021", "09 tháng đầu năm 2021",
        "9 tháng năm 2021", "first nine months of 2021", "the first 9 months of 2021",
    ],
    "2024-Q3": [
        "2024-Q3", "2024Q3", "2024 Q3", "2024-q3", "Q3/2024", "Q3 2024", "Q3-2024", "QIII/2024",
        "Quý III/2024", "quý iii/2024", "Quý 3/2024", "Quý III năm 2024", "Quý 3 năm 2024",
        "quy III/2024", "QUÝ III / 2024", "Quy\u0301 III/2024", "Q3 of 2024",
    ],
    "2024-Q4": ["2024-Q4", "Quý IV/2024", "Quý IV năm 2024"],
    "2024-07": [
        "2024-07", "2024-7", "2024-M07", "2024-M7", "tháng 7/2024", "Tháng 07/2024", "7/2024",
        "07/2024", "tháng 7 năm 2024", "thang 7 nam 2024", "July 2024", "Jul 2024", "july 2024",
    ],
    "2024-12": ["2024-12", "2024-M12", "tháng 12/2024", "December 2024"],
    "2021-09-30": [
        "2021-09-30", "30/9/2021", "30/09/2021", "ngày 30/9/2021", "Ngày 30/09/2021",
        "30 September 2021", "30 Sep 2021",
    ],
    "2016..2020": [
        "2016..2020", "giai đoạn 2016-2020", "Giai đoạn 2016 - 2020", "giai đoạn 2016–2020",
        "2016-2020", "2016–2020",
    ],
}  # fmt: skip


@pytest.mark.parametrize("row", PERIODS, ids=lambda row: row[0])
def test_a_period_has_its_code_grain_and_names(row: tuple[str, ...]) -> None:
    code, grain, vi, en, *_ = row
    period = Period.parse(code)
    assert period.code == code
    assert period.grain is Grain(grain)
    assert (period.name("vi"), period.name("en")) == (vi, en)


@pytest.mark.parametrize("row", PERIODS, ids=lambda row: row[0])
def test_the_days_of_a_period_depend_on_the_calendar(row: tuple[str, ...]) -> None:
    code, _, _, _, *days = row
    period = Period.parse(code)
    assert [
        period.first_day(),
        period.last_day(),
        period.first_day(Calendar.ADM15),
        period.last_day(Calendar.ADM15),
    ] == [date.fromisoformat(day) for day in days]


@pytest.mark.parametrize(
    ("text", "code"), [(text, code) for code, texts in SPELLINGS.items() for text in texts]
)
def test_people_may_write_a_period_in_many_ways(text: str, code: str) -> None:
    assert Period.parse(text).code == code
