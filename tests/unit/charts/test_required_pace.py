import math

import pytest

from chiso.charts import outside, overlaps, required_pace
from chiso.charts.palette import INK, MET, TARGET
from chiso.errors import UsageError
from unit.charts.makers import caption, pace_rows, texts


def draw(frame, **changes):
    return required_pace(frame, caption(**changes))


def test_every_target_is_named_with_its_year():
    found = texts(draw(pace_rows()))
    assert {"90% (2024)", "97% (2025)"} <= set(found)


def test_the_title_and_the_pace_stand_above_the_panel():
    found = texts(draw(pace_rows()))
    assert {"Hồ sơ trực tuyến", "cần +8,5 mỗi năm"} <= set(found)


def of_panel(drawn, colour, dash):
    """The line of the one panel; the key's line with the same pen is drawn before it."""
    xs, ys, _ = [line for line in drawn.of_colour(colour) if line[2].dash == dash][-1]
    return list(zip(xs, ys, strict=True))


def test_the_needed_line_runs_from_the_newest_figure_to_the_target_aimed_at(watch):
    drawn = watch("required_pace")
    draw(pace_rows(values=(84.0, 87.0, 88.0)))
    newest, aim = of_panel(drawn, MET, "-")[-1], of_panel(drawn, TARGET, "--")[-1]
    assert of_panel(drawn, INK, ":") == [newest, aim]


def test_a_missing_figure_is_a_gap_and_the_line_starts_at_the_newest_known(watch):
    drawn = watch("required_pace")
    draw(pace_rows(values=(84.0, 87.0, math.nan)))
    figures = of_panel(drawn, MET, "-")
    assert math.isnan(figures[-1][1])
    assert of_panel(drawn, INK, ":")[0] == figures[1]


def test_three_panels_with_four_targets_stay_clear_and_within_the_budget():
    goals = ((2022, 60.0), (2023, 80.0), (2024, 90.0), (2025, 97.0))
    figure = draw(pace_rows(("Hồ sơ trực tuyến", "Hồ sơ số hóa", "Thanh toán"), goals=goals))
    assert (overlaps(figure), outside(figure)) == ([], [])
    assert len(figure.wide.data) + len(figure.narrow.data) <= 64 * 1024


def test_an_unknown_role_is_refused():
    with pytest.raises(UsageError, match="guess"):
        draw(pace_rows().assign(role="guess"))


def test_a_missing_column_is_named():
    with pytest.raises(UsageError, match="panel_note"):
        draw(pace_rows().drop(columns="panel_note"))
