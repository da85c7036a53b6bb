import pandas as pd
import pytest

from chiso.charts import coverage_grid
from chiso.charts.palette import CONTEXT, MET, NOT_MET
from chiso.errors import UsageError
from unit.charts.makers import caption, coverage_rows, texts


def draw(frame, **changes):
    return coverage_grid(frame, caption(**{"unit": "", **changes}))


def test_rows_and_periods_are_named_in_the_order_given():
    found = texts(draw(coverage_rows({"Yên Thủy": ["", "exact"], "Đà Bắc": ["exact", "exact"]})))
    assert {"Yên Thủy", "Đà Bắc", "2021", "2022"} <= set(found)


def test_below_each_period_stands_how_many_items_have_a_figure():
    grid = draw(coverage_rows({"A": ["", "exact"], "B": ["", "bound"], "C": ["", ""]}))
    assert "Có số liệu, trong số 3" in texts(grid)
    assert [text for text in texts(grid) if text in "0123"] == ["0", "2"]


def test_each_grade_has_a_mark_of_its_own(watch):
    drawn = watch("coverage_grid")
    grades = ["counted", "exact", "bound", "equals_target", "unchanged", ""]
    draw(coverage_rows({"A": grades}))
    looks = {(mark.marker, mark.fill, mark.colour) for _, _, mark in drawn.marks}
    assert len(looks) == len(grades)
    assert {("s", "full", MET), ("s", "right", MET), ("D", "none", NOT_MET)} <= looks


def test_the_key_names_only_grades_that_occur():
    found = texts(draw(coverage_rows({"A": ["exact", ""]})))
    assert "Một con số cụ thể" in found
    assert "Chỉ nêu cận" not in found


def test_an_item_and_period_that_is_not_there_has_no_figure(watch):
    drawn = watch("coverage_grid")
    rows = coverage_rows({"A": ["exact", "exact"], "B": ["exact", "exact"]})
    draw(rows.drop(index=3))
    missing = [mark for mark in drawn.marks if mark[2].colour == CONTEXT]
    assert [len(xs) for xs, _, _ in missing] == [1, 1], "one in the key, one in the grid"


def test_an_item_keeps_its_place_in_every_period(watch):
    drawn = watch("coverage_grid")
    first = coverage_rows({"A": ["exact", ""]}).assign(item="one")
    second = coverage_rows({"A": ["", "exact"]}).assign(item="two")
    draw(pd.concat([first, second]))
    exact = next(mark for mark in drawn.marks if mark[2].marker == "s" and len(mark[0]) == 2)
    missing = next(mark for mark in drawn.marks if mark[2].marker == "." and len(mark[0]) == 2)
    assert sorted(exact[0])[0] < sorted(missing[0])[0]
    assert sorted(exact[0])[1] > sorted(missing[0])[1]


def test_an_unknown_grade_is_refused():
    with pytest.raises(UsageError, match="guessed"):
        draw(coverage_rows({"A": ["guessed"]}))


def test_a_missing_column_is_named():
    with pytest.raises(UsageError, match="item"):
        draw(coverage_rows({"A": ["exact"]}).drop(columns="item"))


def test_a_grid_of_125_items_weighs_less_than_its_budget():
    grades = ["counted", "exact", "bound", "equals_target", "unchanged", ""]
    rows = [
        coverage_rows({f"Nhóm chỉ tiêu thứ {n % 16}": [*grades, "", ""]}).assign(item=n)
        for n in range(125)
    ]
    figure = draw(pd.concat(rows))
    assert len(figure.wide.data) + len(figure.narrow.data) <= 64 * 1024
    assert figure.wide.height <= 798
