import math

import numpy as np
import pytest

from chiso.charts import TARGET, Reference, ranked_dots
from chiso.charts.palette import CONTEXT, MET, NOT_MET
from chiso.errors import UsageError
from unit.charts.makers import caption, dot_rows, texts

TARGET_70 = Reference(70, "Chỉ tiêu 2023: 70%", TARGET)


def test_a_row_says_label_value_and_rank():
    found = texts(ranked_dots(dot_rows(rank_text=["1", "2–3", "2–3"]), caption()))
    assert {"Mai Châu", "83,4%", "1", "2–3"} <= set(found)


def test_bands_take_the_place_of_ranks():
    rows = dot_rows(rank_text=["1", "2", "3"], band_text=["cao hơn", "chưa khác rõ", "thấp hơn"])
    found = texts(ranked_dots(rows, caption()))
    assert {"Nhóm", "cao hơn", "chưa khác rõ", "thấp hơn"} <= set(found)
    assert "Hạng" not in found


def test_a_verdict_gives_colour_mark_and_symbol(watch):
    drawn = watch("ranked_dots")
    figure = ranked_dots(dot_rows(verdict=["met", "not_met", "undetermined"]), caption())
    marks = [mark[2] for mark in drawn.marks[-3:]]
    assert [(mark.marker, mark.fill) for mark in marks] == [
        ("o", "full"),
        ("D", "full"),
        ("s", "none"),
    ]
    assert {"✓ 83,4%", "✗ 70,4%", "≈ 66,8%"} <= set(texts(figure))


def test_the_interval_spans_its_two_ends(watch):
    drawn = watch("ranked_dots")
    ranked_dots(dot_rows([70.0], lower=[60.0], upper=[75.0]), caption())
    ((xs, _, _),) = drawn.of_colour(MET)
    centre = drawn.marks[-1][0][0]
    assert (centre - xs[0]) / (xs[1] - xs[0]) == pytest.approx((70 - 60) / (75 - 60))


def test_rows_without_interval_have_a_dot_alone(watch):
    drawn = watch("ranked_dots")
    ranked_dots(dot_rows(lower=math.nan, upper=math.nan), caption())
    assert drawn.of_colour(MET) == []
    assert len(drawn.marks) == 3


def test_without_verdicts_all_dots_have_one_colour(watch):
    drawn = watch("ranked_dots")
    ranked_dots(dot_rows(), caption())
    assert {mark[2].colour for mark in drawn.marks} == {MET}


def test_highlighted_rows_keep_the_colour_and_others_turn_grey(watch):
    drawn = watch("ranked_dots")
    ranked_dots(dot_rows(is_highlighted=[False, True, False]), caption())
    assert [mark[2].colour for mark in drawn.marks] == [CONTEXT, MET, CONTEXT]


def test_the_target_is_a_dashed_rust_line_with_its_date(watch):
    drawn = watch("ranked_dots")
    figure = ranked_dots(dot_rows(), caption(), TARGET_70)
    ((xs, _, pen),) = drawn.of_colour(NOT_MET)
    assert pen.dash == "--"
    assert xs[0] == xs[1]
    assert "Chỉ tiêu 2023: 70%" in texts(figure)


def test_a_value_just_below_the_reference_is_not_rounded_to_it():
    assert "69,96%" in texts(ranked_dots(dot_rows([69.96]), caption(), TARGET_70))


def test_a_missing_value_has_a_sign_and_no_dot(watch):
    drawn = watch("ranked_dots")
    rows = dot_rows([70.0, math.nan], verdict=["met", "no_data"])
    figure = ranked_dots(rows, caption())
    assert "…" in texts(figure)
    assert len(drawn.marks) == 2  # one in the key


def test_no_ranks_leave_no_column_of_ranks():
    assert "Hạng" not in texts(ranked_dots(dot_rows(rank_text=""), caption()))
    assert "Hạng" in texts(ranked_dots(dot_rows(), caption()))


def test_a_bound_is_a_half_mark(watch):
    drawn = watch("ranked_dots")
    ranked_dots(dot_rows([90.0], lower=90.0, upper=100.0, bound="more_than"), caption())
    assert drawn.marks[-1][2].fill == "right"


@pytest.mark.parametrize("count", [19, 150])
def test_all_units_have_a_dot_and_no_text_covers_another(watch, count):
    drawn = watch("ranked_dots")
    values = np.linspace(95, 40, count)
    ranked_dots(dot_rows(values), caption(), TARGET_70)
    assert len(drawn.marks) == count


def test_nineteen_departments_all_keep_their_names():
    rows = dot_rows(np.linspace(95, 80, 19), label=[f"Sở số {place}" for place in range(19)])
    for sheet in ("wide", "narrow"):
        assert {f"Sở số {place}" for place in range(19)} <= set(
            texts(ranked_dots(rows, caption()), sheet)
        )


def test_of_150_units_highlighted_ones_and_both_ends_keep_their_names():
    names = [f"Xã {place}" for place in range(150)]
    rows = dot_rows(
        np.linspace(95, 40, 150), label=names, is_highlighted=[n == "Xã 77" for n in names]
    )
    found = set(texts(ranked_dots(rows, caption())))
    assert {"Xã 0", "Xã 77", "Xã 149"} <= found
    assert 15 <= len(found & set(names)) < 60


def test_of_150_units_those_that_miss_the_target_keep_their_names_before_others():
    names = [f"Xã {place}" for place in range(150)]
    verdict = ["not_met" if name == "Xã 77" else "met" for name in names]
    rows = dot_rows(np.linspace(95, 40, 150), label=names, verdict=verdict)
    assert "Xã 77" in texts(ranked_dots(rows, caption()))


def test_an_unknown_verdict_is_refused_with_the_nearest_word():
    with pytest.raises(UsageError, match="'not_met'"):
        ranked_dots(dot_rows(verdict="not met"), caption())
