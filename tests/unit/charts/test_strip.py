import math

import pandas as pd
import pytest

from chiso.charts import strip
from chiso.charts.palette import CONTEXT, MET
from chiso.errors import UsageError
from unit.charts.makers import caption, names, texts


def rows(values=(1.0, 2.0, 3.0, 5.0), spot=1, **changes):
    frame = pd.DataFrame({"label": names(len(values)), "value": list(values), **changes})
    return frame.assign(is_highlighted=frame.index == spot)


def draw(frame, **changes):
    return strip(frame, caption(**{"unit": "hạng", "decimals": 0, **changes}))


def test_the_highlighted_unit_and_both_ends_are_named():
    found = texts(draw(rows()))
    assert {"Cao Phong: 2", "Mai Châu: 1", "Lạc Thủy: 5"} <= set(found)
    assert not any(text.startswith("TP Hòa Bình") for text in found)


def test_an_end_that_is_highlighted_is_named_once():
    found = texts(draw(rows(spot=3)))
    assert [text for text in found if text.startswith("Lạc Thủy")] == ["Lạc Thủy: 5"]


def test_words_may_take_the_place_of_the_value():
    found = texts(draw(rows(value_text=[None, "hạng 2", None, None])))
    assert "Cao Phong: hạng 2" in found


def test_every_unit_is_one_dot_and_the_highlighted_one_another_mark(watch):
    drawn = watch("strip")
    draw(rows())
    (quiet, spot) = drawn.marks
    assert (len(quiet[0]), quiet[2].colour) == (3, CONTEXT)
    assert (len(spot[0]), spot[2].colour, spot[2].marker) == (1, MET, "D")


def test_places_follow_the_values(watch):
    drawn = watch("strip")
    draw(rows(values=(0.0, 25.0, 100.0), spot=1))
    (left, right), middle = drawn.marks[0][0], drawn.marks[1][0][0]
    assert (middle - left) / (right - left) == pytest.approx(25 / 100)


def test_equal_values_are_stacked(watch):
    drawn = watch("strip")
    draw(rows(values=(1.0, 15.0, 15.0, 30.0), spot=0))
    xs, ys, _ = drawn.marks[0]
    assert xs[0] == xs[1]
    assert ys[0] > ys[1]
    assert ys[0] == ys[2]


def test_a_pile_of_equal_values_stays_within_a_sheet():
    assert draw(rows(values=[50.0] * 60)).wide.height < 798


def test_the_axis_is_no_longer_than_the_values():
    found = texts(draw(rows(values=(1.0, 20.0, 41.0, 63.0))))
    assert {"20", "40", "60"} <= set(found)
    assert not {"0", "70", "80"} & set(found)


def test_tick_texts_that_would_touch_are_left_out():
    found = texts(draw(rows(values=(1e9, 4e9, 6e9, 9e9))), "narrow")
    ticks = [text for text in found if text.endswith(".000.000.000")]
    assert 1 <= len([text for text in ticks if ":" not in text]) < 6


def test_a_bound_has_an_arrow(watch):
    drawn = watch("strip")
    draw(rows(bound=["exact", "less_than", "exact", "exact"]))
    assert len(drawn.arrows) == 1


def test_units_without_a_value_are_left_out(watch):
    drawn = watch("strip")
    draw(rows(values=(1.0, 2.0, math.nan, 5.0)))
    assert len(drawn.marks[0][0]) == 2


def test_one_unit_alone_has_an_axis():
    assert "Mai Châu: 7" in texts(draw(rows(values=(7.0,), spot=0)))


def test_the_order_of_the_rows_changes_nothing():
    frame = rows(values=(3.0, 1.0, 2.0, 2.0))
    assert draw(frame).wide.data == draw(frame.iloc[::-1]).wide.data


def test_an_unknown_bound_is_refused():
    with pytest.raises(UsageError, match="over"):
        draw(rows(bound="over"))


def test_a_missing_column_is_named():
    with pytest.raises(UsageError, match="is_highlighted"):
        draw(rows().drop(columns="is_highlighted"))
