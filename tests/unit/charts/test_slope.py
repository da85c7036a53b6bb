import math

import numpy as np
import pytest

from chiso.charts import slope
from chiso.charts.palette import CONTEXT, HIGHLIGHTS
from chiso.errors import UsageError
from unit.charts.makers import caption, slope_rows, texts

PERIODS = ("Quý IV/2022", "Quý IV/2023")


def draw(rows, **changes):
    return slope(rows, caption(**changes), PERIODS)


def test_names_stand_at_the_right_with_the_newer_value():
    found = texts(draw(slope_rows()))
    assert {"60,0%", "70,0%", "72,0% Mai Châu", "71,0% Cao Phong"} <= set(found)


def test_both_periods_are_named():
    assert set(PERIODS) <= set(texts(draw(slope_rows())))


def test_equal_values_share_one_level_and_one_text():
    found = texts(draw(slope_rows(before=(60, 65), after=(70, 70))))
    assert "70,0% Mai Châu, Cao Phong" in found


def test_many_equal_values_are_counted():
    (text,) = [t for t in texts(draw(slope_rows([60] * 10, [100] * 10))) if "100,0%" in t]
    assert text.endswith("+6")


def test_a_unit_known_in_the_newer_period_only_has_a_dot_and_its_name(watch):
    drawn = watch("slope")
    figure = draw(slope_rows(before=(60, math.nan), after=(72, 75)))
    xs, _, _ = drawn.marks[0]
    assert len(xs) == 3
    assert "75,0% Cao Phong" in texts(figure)


def test_a_unit_known_in_the_older_period_only_is_named_at_the_left():
    assert "70,0% Cao Phong" in texts(draw(slope_rows(after=(72, math.nan))))


def test_highlighted_units_have_colours_of_their_own_and_others_are_grey(watch):
    drawn = watch("slope")
    draw(slope_rows((60, 61, 62), (70, 71, 72), is_highlighted=[True, False, True]))
    colours = [mark[2].colour for mark in drawn.marks]
    assert colours == [CONTEXT, HIGHLIGHTS[0].colour, HIGHLIGHTS[1].colour]


def test_more_than_three_highlights_are_refused():
    with pytest.raises(UsageError, match=r"4; .*3"):
        draw(slope_rows([60] * 4, [70] * 4, is_highlighted=True))


def test_close_values_are_moved_apart_and_joined_by_leaders(watch):
    drawn = watch("slope")
    draw(slope_rows((50, 60, 70), (80, 80.1, 80.2)))
    assert drawn.of_colour(CONTEXT)


def test_distant_values_need_no_leader(watch):
    drawn = watch("slope")
    draw(slope_rows((50, 90), (40, 80)))
    assert all(math.isnan(x) or x for line in drawn.of_colour(CONTEXT) for x in line[0])
    assert [line for line in drawn.of_colour(CONTEXT) if len(line[0])] == []


def test_of_150_units_highlighted_ones_and_both_ends_keep_their_names():
    after = np.linspace(90, 50, 150)
    rows = slope_rows(np.linspace(80, 40, 150), after, label=[f"Xã {n}" for n in range(150)])
    rows["is_highlighted"] = rows["label"].eq("Xã 75")
    found = texts(draw(rows))
    assert {"90,0% Xã 0", f"{after[75]:.1f}% Xã 75".replace(".", ","), "50,0% Xã 149"} <= set(found)


def test_many_quiet_lines_have_no_dots(watch):
    drawn = watch("slope")
    draw(slope_rows(np.linspace(80, 40, 41), np.linspace(90, 50, 41)))
    assert drawn.marks == []


def test_no_known_value_gives_a_picture_without_names():
    found = texts(draw(slope_rows((math.nan,), (math.nan,))))
    assert set(found) == {"Đơn vị: %", *PERIODS}


def test_one_name_too_long_for_the_sheet_is_cut():
    figure = draw(slope_rows((60,), (70,), label=["Hồ sơ " * 30]))
    assert any("…" in text for text in texts(figure, "narrow"))


def test_of_many_units_only_the_ends_keep_their_older_value():
    found = texts(draw(slope_rows(range(60, 73), range(70, 83))))
    assert set(found) & {"60,0%", "61,0%", "71,0%", "72,0%"} == {"60,0%", "72,0%"}


def test_of_many_units_a_highlighted_one_and_one_that_ended_keep_their_older_value():
    rows = slope_rows(range(60, 73), [math.nan, *range(71, 83)])
    rows.loc[5, "is_highlighted"] = True
    rows.loc[7, "after"] = math.nan
    found = texts(draw(rows))
    assert {"65,0%", "67,0% Kim Bôi"} <= set(found)
    assert "66,0%" not in found
