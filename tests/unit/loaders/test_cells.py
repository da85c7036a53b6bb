"""Counts, figures and days from cells: what is read, what is missing, what is refused."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiso.errors import DataError
from chiso.loaders.cells import (
    Cell,
    Figure,
    find_days,
    is_error,
    is_missing,
    read_count,
    read_day,
    read_figure,
)
from chiso.numbers import format_number
from chiso.periods import format_date

WHERE = "bc.xlsx#06!D12"
FIXED = settings(derandomize=True, deadline=None, max_examples=200)
SEPARATORS = st.sampled_from([("vi", ",", "."), ("en", ".", ",")])


def count(cell: Cell, decimal: str = ",", thousands: str = ".") -> int | None:
    return read_count(cell, WHERE, decimal, thousands)


def figure(cell: Cell, decimal: str = ",", thousands: str = ".") -> Figure | None:
    return read_figure(cell, WHERE, decimal, thousands)


def rule_of(error: pytest.ExceptionInfo[DataError]) -> str:
    problem = error.value.problems[0]
    assert problem.where == WHERE
    return problem.rule


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (1310, 1310),
        (12.0, 12),
        (0, 0),
        (0.1 * 30, 3),  # 3.0000000000000004
        ("1.310", 1310),
        ("1310", 1310),
        ("1.023", 1023),
        (" 1 310 ", 1310),
        ("\u00a01\u00a0310\u00a0", 1310),
        ("12,0", 12),
    ],
)
def test_a_count_is_read(cell: Cell, expected: int) -> None:
    assert count(cell) == expected


def test_the_declared_separators_decide_and_nothing_is_guessed() -> None:
    assert count("1.310", ",", ".") == 1310
    assert count("1,310", ".", ",") == 1310
    with pytest.raises(DataError) as error:
        count("1.310", ".", ",")  # one and 310 thousandths
    assert rule_of(error) == "fraction_in_count"


@pytest.mark.parametrize("cell", [None, "", "  ", "…", "...", "..", "x"])
def test_what_nobody_collected_is_missing_and_not_zero(cell: Cell) -> None:
    assert count(cell) is None
    assert figure(cell) is None
    assert is_missing(cell)


@pytest.mark.parametrize("cell", ["-", "–", "—", "−", " - "])
def test_a_dash_says_that_nothing_occurred(cell: Cell) -> None:
    assert count(cell) == 0
    assert figure(cell) is None  # a share of nothing
    assert not is_missing(cell)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        (-5, "negative_count"),
        (-5.0, "negative_count"),
        ("-5", "negative_count"),
        ("−1.310", "negative_count"),
        ("– 5", "negative_count"),
        (12.5, "fraction_in_count"),
        (1e15, "count_too_large"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        (True, "not_a_number"),
        (date(2024, 6, 15), "not_a_number"),
        (datetime(2024, 6, 15, 8), "not_a_number"),  # noqa: DTZ001
        ("#REF!", "error_value"),
        ("#div/0!", "error_value"),
        ("#####", "error_value"),
        ("1 31", "number_form"),
        ("1.31", "number_form"),
        ("12 hồ sơ", "number_form"),
        ("50%", "number_form"),
        ("(5)", "number_form"),
        ("1 3100", "number_form"),
        ("00:00:00", "number_form"),
        ("١٢", "number_form"),
    ],
)
def test_what_is_no_count_is_refused_with_its_cell(cell: Cell, rule: str) -> None:
    with pytest.raises(DataError) as error:
        count(cell)
    assert rule_of(error) == rule


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("70,43", Figure(70.43, "=", 2)),
        ("70,43%", Figure(70.43, "=", 2)),
        ("70,43 %", Figure(70.43, "=", 2)),
        ("-1,2", Figure(-1.2, "=", 1)),
        ("−1,2%", Figure(-1.2, "=", 1)),
        ("1 310,5", Figure(1310.5, "=", 1)),
        ("trên 95%", Figure(95.0, ">", 0)),
        ("từ 60% trở lên", Figure(60.0, ">=", 0)),
        ("khoảng 13 000", Figure(13000.0, "~", 0)),
        (70.43, Figure(70.43, "=", 2)),
        (0.1 + 0.2, Figure(0.1 + 0.2, "=", 1)),
        (12, Figure(12, "=", 0)),
        (1e-7, Figure(1e-7, "=", 7)),
        (-0.5, Figure(-0.5, "=", 1)),
    ],
)
def test_a_figure_is_read_with_its_bound_and_its_decimals(cell: Cell, expected: Figure) -> None:
    assert figure(cell) == expected


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("Năm 2022", "number_form"),
        ("13,6/22", "number_form"),
        ("trên trung bình", "number_form"),
        ("trên 1.31", "number_form"),
        ("trên 95% năm 2022", "number_form"),
        ("9" * 400, "not_a_number"),
        ("trên ٩٥%", "number_form"),
        ("#N/A", "error_value"),
        (False, "not_a_number"),
        (float("-inf"), "not_a_number"),
    ],
)
def test_what_is_no_figure_is_refused_with_its_cell(cell: Cell, rule: str) -> None:
    with pytest.raises(DataError) as error:
        figure(cell)
    assert rule_of(error) == rule


def test_the_message_names_the_declared_separators_in_both_languages() -> None:
    with pytest.raises(DataError) as error:
        count("1,3,10")
    vi, en = error.value.lines("vi")[0], error.value.lines("en")[0]
    assert "bc.xlsx#06!D12: nhận được '1,3,10'; phải là số dùng '.' ngăn hàng nghìn" in vi
    assert "must be a number with '.' for thousands and ',' for decimals" in en


@pytest.mark.parametrize(
    "cell",
    [
        date(2024, 6, 15),
        datetime(2024, 6, 15, 23, 59),  # noqa: DTZ001
        45458,
        45458.99,
        "15/6/2024",
        "15/06/2024",
        "15-6-2024",
        "15.6.2024",
        "2024-06-15",
        "ngày 15 tháng 6 năm 2024",
        "Hòa Bình, ngày 15 tháng 06 năm 2024",
        "Ngày  15\u00a0tháng 6 năm 2024.",
        "ngày 15/6/2024 (ngày làm việc)",
    ],
)
def test_a_day_is_read_from_dates_serial_numbers_and_words(cell: Cell) -> None:
    assert read_day(cell, WHERE) == date(2024, 6, 15)


def test_a_serial_number_counts_from_1904_where_the_workbook_says_so() -> None:
    # The two systems lie 1,462 days apart: 45458 - 1462 = 43996.
    assert read_day(43996, WHERE, is_1904=True) == read_day(45458, WHERE)


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        True,
        0,
        -5,
        500,  # 1901
        99_999,  # 2173
        10**9,
        float("nan"),
        date(1999, 12, 31),
        "6/15/2024",  # month first
        "31/6/2024",
        "15/6/24",
        "15/6.2024",
        "1/15/6/2024",
        "45458",
        "từ 15/5/2024 đến 14/6/2024",
        "tháng 6 năm 2024",
        "ngày 32 tháng 1 năm 2024",
        "١٥/٦/٢٠٢٤",
    ],
)
def test_what_is_no_day_is_refused_with_its_cell(cell: Cell) -> None:
    with pytest.raises(DataError) as error:
        read_day(cell, WHERE)
    assert rule_of(error) == "not_a_day"


def test_days_are_found_in_the_order_of_the_text() -> None:
    text = "Từ ngày 15 tháng 12 năm 2023 đến ngày 14/6/2024, lập 2024-06-15"
    assert find_days(text) == (date(2023, 12, 15), date(2024, 6, 14), date(2024, 6, 15))


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", " #name? ", "#VALUE!", "#NUM!", "##", "#"])
def test_errors_of_formulas_are_known(cell: str) -> None:
    assert is_error(cell)


@pytest.mark.parametrize("cell", ["REF", "#1", "# 5", None, 5])
def test_other_cells_are_no_errors(cell: Cell) -> None:
    assert not is_error(cell)


# --- laws -------------------------------------------------------------------------------------


@FIXED
@given(number=st.integers(0, 10**12), form=SEPARATORS)
def test_a_written_count_is_read_back(number: int, form: tuple[str, str, str]) -> None:
    lang, decimal, thousands = form
    text = format_number(number, 0, lang)  # type: ignore[arg-type]
    assert count(text, decimal, thousands) == number


@FIXED
@given(units=st.integers(-(10**12), 10**12), decimals=st.integers(0, 4), form=SEPARATORS)
def test_a_written_figure_is_read_back_with_its_decimals(
    units: int, decimals: int, form: tuple[str, str, str]
) -> None:
    lang, decimal, thousands = form
    value = units / 10**decimals
    text = format_number(value, decimals, lang)  # type: ignore[arg-type]
    read = figure(text, decimal, thousands)
    assert read is not None
    assert read.value == pytest.approx(value, rel=1e-12)
    assert read.decimals == decimals


@FIXED
@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)), lang=st.sampled_from(["vi", "en"]))
def test_a_day_is_read_back_from_every_form_in_which_it_is_written(day: date, lang: str) -> None:
    serial = (day - date(1899, 12, 30)).days
    spoken = f"ngày {day.day} tháng {day.month} năm {day.year}"
    forms: tuple[Cell, ...] = (f"{day:%d/%m/%Y}", day.isoformat(), spoken, serial, float(serial))
    assert {read_day(form, WHERE) for form in forms} == {day}
    assert read_day(format_date(day, "vi"), WHERE) == day


@FIXED
@given(text=st.text(max_size=40))
def test_any_text_is_a_count_or_missing_or_refused(text: str) -> None:
    for read in (count, figure, lambda cell: read_day(cell, WHERE)):
        try:
            read(text)
        except DataError as error:
            assert error.problems[0].where == WHERE


@pytest.mark.parametrize(
    ("text", "decimal", "thousands"), [("1,000", ",", "."), ("1.000", ".", ",")]
)
def test_a_count_that_may_be_one_or_a_thousand_is_refused(
    text: str, decimal: str, thousands: str
) -> None:
    with pytest.raises(DataError) as caught:
        read_count(text, "bc.xlsx#06!D12", decimal, thousands)
    assert caught.value.problems[0].rule == "fraction_in_count"
