"""Headers of form 06, found by content."""

from __future__ import annotations

from datetime import datetime

import pytest

from chiso.errors import DataError
from chiso.loaders.form06_header import FormHeader, find_headers
from chiso.loaders.grid import Grid
from makers.forms import HEADINGS, NUMBERINGS, Form, form, grid_of_form, said

SWAPPED = tuple(
    (row, {7: 8, 8: 7}.get(at, at) if row == 1 else at, text, wide, down)
    for row, at, text, wide, down in HEADINGS
)


def header(made: Form) -> FormHeader:
    (found,) = find_headers("bc.xlsx", [grid_of_form(made)])
    return found


def refused(*made: Form) -> list[tuple[str, str]]:
    with pytest.raises(DataError) as caught:
        find_headers("bc.xlsx", [grid_of_form(one) for one in made])
    return said(caught.value.problems)


def numbered(numbers: dict[int, object]) -> Form:
    """The form with other column numbers at some columns of its sheet."""
    made = form()
    return form(changes={(made.top + 3, at): cell for at, cell in numbers.items()})


def test_title_ends_and_figures_begin_around_the_header() -> None:
    found = header(form())
    assert (found.top, found.row) == (5, 5 + 3)
    assert found.columns == {number: number - 1 for number in range(1, 14)}


@pytest.mark.parametrize("shift", [(0, 0), (4, 0), (0, 3), (7, 2)])
@pytest.mark.parametrize("gap", [0, 2])
def test_header_is_found_wherever_it_stands(shift: tuple[int, int], gap: int) -> None:
    found = header(form(shift=shift, gap=gap))
    assert (found.top, found.row) == (shift[0] + 5 + gap, shift[0] + 5 + gap + 3)
    assert (found.columns[1], found.columns[13]) == (shift[1], shift[1] + 12)


@pytest.mark.parametrize("numbering", NUMBERINGS)
def test_every_way_to_number_the_columns_is_read(numbering: str) -> None:
    assert header(form(numbering=numbering)).row == 8


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Số lượng hồ sơ đã giải quyết", "ĐÃ XỬ LÝ"),
        ("Số lượng hồ sơ đang giải quyết", "Hồ sơ đang xử lý"),
        ("Trực tiếp, dịch vụ bưu chính", "Qua bưu chính công ích"),
        ("Trong hạn", "Chưa đến hạn"),
        ("Từ kỳ trước", "Kỳ trước chuyển sang"),
        ("Trực tuyến", "TRUC TUYEN"),
    ],
)
def test_headings_may_be_worded_otherwise(old: str, new: str) -> None:
    headings = [(row, at, new if text == old else text, *size) for row, at, text, *size in HEADINGS]
    assert header(form(headings=headings)).row == 8


def test_columns_follow_their_numbers_where_both_headings_and_numbers_moved() -> None:
    made = form(headings=SWAPPED, changes={(8, 7): "(9)", (8, 8): "(8)"})
    assert (header(made).columns[8], header(made).columns[9]) == (8, 7)


def test_headings_that_contradict_the_numbers_are_all_said() -> None:
    with pytest.raises(DataError) as caught:
        find_headers("bc.xlsx", [grid_of_form(form(headings=SWAPPED))])
    assert said(caught.value.problems) == [
        ("heading_contradicts", "bc.xlsx#06!H9"),
        ("heading_contradicts", "bc.xlsx#06!I9"),
    ]
    assert "got 'Đúng hạn'; column (8) is «Đã giải quyết: Trước hạn»" in caught.value.lines("en")[0]


def test_a_heading_under_another_group_contradicts_its_number() -> None:
    moved = [
        (row, 9 if text.endswith("đang giải quyết") else at, text, *size)
        for row, at, text, *size in HEADINGS
    ]
    assert refused(form(headings=moved)) == [("heading_contradicts", "bc.xlsx#06!J9")]


def test_a_number_left_of_all_groups_contradicts_its_heading() -> None:
    made = numbered({0: "(3)", 2: "(1)"})
    assert refused(made) == [("heading_contradicts", "bc.xlsx#06!A9")]


def test_twelve_columns_are_refused_with_the_missing_number() -> None:
    made = numbered({12: None})
    assert refused(made) == [("wrong_columns", "bc.xlsx#06!A9")]
    with pytest.raises(DataError, match=r"thiếu: \(13\); thừa: không") as caught:
        find_headers("bc.xlsx", [grid_of_form(made)])
    assert caught.value.problems[0].got.endswith("(12)")


def test_a_fourteenth_column_is_refused() -> None:
    with pytest.raises(DataError, match=r"thiếu: không; thừa: \(14\)"):
        find_headers("bc.xlsx", [grid_of_form(numbered({13: "(14)"}))])


def test_a_number_that_stands_twice_is_refused() -> None:
    with pytest.raises(DataError, match=r"thiếu: \(9\); thừa: \(8\)"):
        find_headers("bc.xlsx", [grid_of_form(numbered({8: "(8)"}))])


@pytest.mark.parametrize("odd", ["cột 5", True, datetime(2024, 5, 5), 5.5, 0, 100])  # noqa: DTZ001
def test_a_row_with_anything_else_is_no_row_of_column_numbers(odd: object) -> None:
    assert refused(numbered({4: odd})) == [("no_column_numbers", "bc.xlsx#06!A7")]


def test_headings_without_numbers_are_named_as_the_nearest_thing() -> None:
    made = numbered(dict.fromkeys(range(13)))
    with pytest.raises(DataError) as caught:
        find_headers("bc.xlsx", [grid_of_form(made)])
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where) == ("no_column_numbers", "bc.xlsx#06!A7")
    assert "Tổng số | Từ kỳ trước" in problem.got


def test_numbers_without_headings_are_refused() -> None:
    assert refused(form(headings=())) == [("no_headings", "bc.xlsx#06!A9")]


def test_headings_must_stand_near_the_numbers() -> None:
    made = form(headings=[(row - 4, *rest) for row, *rest in HEADINGS], gap=4)
    assert refused(made) == [("no_headings", "bc.xlsx#06!A13")]


def test_a_sheet_of_something_else_holds_no_form() -> None:
    other = Grid("bc.xlsx", "1", (("Danh sách", None), (1, 2)))
    with pytest.raises(DataError) as caught:
        find_headers("bc.xlsx", [other])
    assert said(caught.value.problems) == [("no_form", "bc.xlsx")]


def test_incomplete_numbers_far_from_headings_are_no_candidate() -> None:
    row = tuple(range(1, 9))
    with pytest.raises(DataError) as caught:
        find_headers("bc.xlsx", [Grid("bc.xlsx", "1", (row,))])
    assert said(caught.value.problems) == [("no_form", "bc.xlsx")]


def test_all_headers_of_a_workbook_are_found() -> None:
    grids = [grid_of_form(form(sheet=name)) for name in ("Tháng 5", "Tháng 6")]
    assert [found.grid.name for found in find_headers("bc.xlsx", grids)] == ["Tháng 5", "Tháng 6"]
