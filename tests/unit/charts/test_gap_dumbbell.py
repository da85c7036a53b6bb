import math

import pandas as pd
import pytest

from chiso.charts import gap_dumbbell
from chiso.charts.palette import INK, MET, NEUTRAL, NOT_MET
from chiso.errors import UsageError
from unit.charts.makers import caption, gap_rows, texts


def bars(drawn, colour):
    return [line for line in drawn.of_colour(colour) if line[2].width == 2.2]


def test_a_row_says_result_target_and_gap():
    found = texts(gap_dumbbell(gap_rows(), caption()))
    assert [t for t in found if "%" in t or "−" in t][-3:] == ["61,8%", "≥ 80%", "✗ −18,2"]


def test_the_bar_runs_from_the_target_to_the_value(watch):
    drawn = watch("gap_dumbbell")
    gap_dumbbell(gap_rows(), caption())
    ((xs, _, _),) = bars(drawn, NOT_MET)
    ((tick_xs, _, _),) = [line for line in drawn.of_colour(INK) if line[2].width == 2.0][1:]
    ((mark_xs, _, _),) = [mark for mark in drawn.marks if mark[2].colour == NOT_MET][1:]
    assert xs == [tick_xs[0], mark_xs[0]]
    assert xs[1] < xs[0]


@pytest.mark.parametrize(
    ("verdict", "colour", "marker", "fill"),
    [
        ("met", MET, "o", "full"),
        ("not_met", NOT_MET, "D", "full"),
        ("undetermined", NEUTRAL, "s", "none"),
    ],
)
def test_each_verdict_has_its_mark(watch, verdict, colour, marker, fill):
    drawn = watch("gap_dumbbell")
    gap_dumbbell(gap_rows(verdict=verdict), caption())
    mark = drawn.marks[-1][2]
    assert (mark.colour, mark.marker, mark.fill) == (colour, marker, fill)


def test_a_borderline_result_has_a_hollow_mark_and_a_key(watch):
    drawn = watch("gap_dumbbell")
    figure = gap_dumbbell(gap_rows(is_borderline=True), caption())
    assert drawn.marks[-1][2].fill == "none"
    assert "Dấu rỗng: sát ngưỡng" in texts(figure)


def test_a_lower_bound_is_a_half_mark_with_an_arrow_to_its_other_end(watch):
    drawn = watch("gap_dumbbell")
    row = gap_rows(value=80.0, lower=80.0, upper=100.0, bound="more_than", target=70.0)
    gap_dumbbell(row.assign(verdict="met", gap_text="≥ +10"), caption())
    (xs, _, mark) = drawn.marks[-1]
    start, tip, _ = drawn.arrows[-1]
    ((bar_xs, _, _),) = bars(drawn, MET)
    pixels_per_point = (xs[0] - bar_xs[0]) / (80 - 70)
    assert mark.fill == "right"
    assert start[0] == xs[0]
    assert tip[0] == pytest.approx(xs[0] + (100 - 80) * pixels_per_point)


def test_an_upper_bound_points_to_the_left(watch):
    drawn = watch("gap_dumbbell")
    row = gap_rows(value=30.0, lower=0.0, upper=30.0, bound="less_than", target=70.0)
    gap_dumbbell(row, caption())
    start, tip, _ = drawn.arrows[-1]
    assert drawn.marks[-1][2].fill == "left"
    assert tip[0] < start[0]


def test_a_bound_that_decides_nothing_has_no_bar(watch):
    drawn = watch("gap_dumbbell")
    row = gap_rows(value=60.0, lower=60.0, upper=100.0, bound="more_than", target=65.0)
    gap_dumbbell(row.assign(verdict="undetermined", gap_text=""), caption())
    assert bars(drawn, NEUTRAL) == []
    assert len(drawn.arrows) == 2  # one in the key


def test_a_bound_at_100_still_has_an_arrow_that_can_be_seen(watch):
    drawn = watch("gap_dumbbell")
    row = gap_rows(value=99.9, lower=99.9, upper=100.0, bound="more_than", target=90.0)
    gap_dumbbell(row.assign(verdict="met"), caption())
    start, tip, _ = drawn.arrows[-1]
    assert tip[0] - start[0] >= 20


def test_a_missing_value_shows_its_target_and_no_mark(watch):
    drawn = watch("gap_dumbbell")
    row = gap_rows(value=math.nan, verdict="no_data", gap_text=None)
    figure = gap_dumbbell(row, caption())
    assert "…" in texts(figure)
    assert "≥ 80%" in texts(figure)
    assert drawn.marks == []


def test_a_row_without_target_has_a_mark_and_no_tick(watch):
    drawn = watch("gap_dumbbell")
    row = gap_rows(target=math.nan, operator=None, verdict="no_target", gap_text="")
    figure = gap_dumbbell(row, caption())
    assert [line for line in drawn.of_colour(INK) if line[2].width == 2.0] == []
    assert len(drawn.marks) == 2  # one in the key
    assert "Chỉ tiêu" in texts(figure)  # the heading alone


def test_the_key_names_only_states_that_are_drawn():
    found = texts(gap_dumbbell(gap_rows(), caption()))
    assert "✗ Chưa đạt" in found
    assert "✓ Đạt" not in found


@pytest.mark.parametrize(
    ("operator", "shown"),
    [(">=", "≥ 80%"), (">", "> 80%"), ("<=", "≤ 80%"), ("<", "< 80%"), ("=", "= 80%")],
)
def test_a_target_is_written_with_its_operator(operator, shown):
    assert shown in texts(gap_dumbbell(gap_rows(operator=operator), caption()))


def test_a_score_is_written_without_percent_signs():
    found = texts(gap_dumbbell(gap_rows(value=13.6, target=17.6), caption(unit="điểm")))
    assert "13,6" in found
    assert "≥ 17,6" in found


def test_the_text_of_the_caller_is_written():
    assert "13,6/22" in texts(gap_dumbbell(gap_rows(value_text="13,6/22"), caption()))


def test_the_english_picture_speaks_english():
    found = texts(gap_dumbbell(gap_rows(), caption(lang="en")))
    assert {"Unit: %", "Result", "Target", "Gap", "✗ Not met", "61.8%"} <= set(found)


def test_rows_stay_in_the_order_of_the_caller():
    rows = pd.concat([gap_rows(label=[name]) for name in ("Yên Thủy", "Đà Bắc", "Kim Bôi")])
    labels = {label.text: label.top for label in gap_dumbbell(rows, caption()).wide.labels}
    assert labels["Yên Thủy"] < labels["Đà Bắc"] < labels["Kim Bôi"]


def test_on_the_narrow_sheet_labels_stand_above_their_marks():
    figure = gap_dumbbell(gap_rows(), caption())
    label = next(text for text in figure.narrow.labels if text.text == "Hồ sơ trực tuyến")
    assert label.left < 30


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"bound": "min"}, "bound: .*'min'"),
        ({"verdict": "đạt"}, "verdict: .*'đạt'"),
        ({"operator": "=>"}, "operator: .*'=>'"),
    ],
)
def test_unknown_words_are_refused(change, said):
    with pytest.raises(UsageError, match=said):
        gap_dumbbell(gap_rows(**change), caption())


def test_missing_columns_are_all_named():
    with pytest.raises(UsageError) as found:
        gap_dumbbell(gap_rows().drop(columns=["target", "bound"]), caption())
    assert [problem.where for problem in found.value.problems] == [
        "gap_dumbbell: bound",
        "gap_dumbbell: target",
    ]


def test_nothing_to_draw_is_refused():
    with pytest.raises(UsageError, match="ít nhất một dòng"):
        gap_dumbbell(gap_rows().head(0), caption())


def test_the_callers_frame_is_not_changed():
    frame = gap_rows()
    gap_dumbbell(frame, caption())
    pd.testing.assert_frame_equal(frame, gap_rows())
