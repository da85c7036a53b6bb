import math
from dataclasses import replace

import numpy as np
import pytest

from chiso.charts import funnel
from chiso.charts.palette import CONTEXT, INK
from chiso.errors import UsageError
from unit.charts.makers import caption, funnel_frame, funnel_rows, texts


def draw(rows, **changes):
    return funnel(rows, funnel_frame(), caption(**changes))


def test_only_units_outside_the_outer_limits_are_named():
    found = texts(draw(funnel_rows()))
    assert "Mai Châu" in found
    assert "TP Hòa Bình" in found
    assert "Cao Phong" not in found


def test_zones_are_read_from_the_limits_at_each_denominator(watch):
    drawn = watch("funnel")
    n = 1000
    spread = 100 * math.sqrt(0.72 * 0.28 / n)
    values = [72 + spread, 72 + 2.5 * spread, 72 + 4 * spread]
    draw(funnel_rows([n] * 3, values))
    by_marker = {mark.marker + mark.fill: len(xs) for xs, _, mark in drawn.marks[-3:]}
    assert by_marker == {"ofull": 1, "onone": 1, "Dfull": 1}


def test_the_finding_of_the_method_wins_over_the_drawn_limits():
    found = texts(draw(funnel_rows(zone=["inside", "outside", "inside"])))
    assert "Cao Phong" in found
    assert "Mai Châu" not in found


def test_the_centre_is_a_dashed_line_that_no_text_crosses(watch):
    drawn = watch("funnel")
    figure = draw(funnel_rows())
    dashed = [line for line in drawn.of_colour(INK) if line[2].dash == "--"]
    assert len(dashed) == 2  # one in the key
    assert "Toàn tỉnh: 72%" in [label.text for label in figure.labels if label.is_line]


def test_the_denominator_is_named_below_its_axis():
    assert "Số hồ sơ trong kỳ" in texts(draw(funnel_rows()))


def test_the_axis_of_denominators_begins_at_zero():
    assert "0" in texts(draw(funnel_rows()))


def test_units_without_value_or_denominator_are_left_out(watch):
    drawn = watch("funnel")
    draw(funnel_rows([1000, math.nan, 900], [70.0, 70.0, math.nan]))
    assert sum(len(xs) for xs, _, _ in drawn.marks[-3:]) == 1


def test_a_name_away_from_its_point_has_a_leader(watch):
    drawn = watch("funnel")
    rows = funnel_rows([2000] * 6, [80, 80.3, 80.6, 80.9, 81.2, 81.5])
    draw(rows)
    assert drawn.of_colour(CONTEXT)


def test_names_are_never_on_marks_or_on_each_other():
    rng = np.random.default_rng(1)
    rows = funnel_rows(rng.integers(50, 6000, 150), rng.normal(72, 6, 150))
    figure = draw(rows)
    named = [label for label in figure.wide.labels if label.text in set(rows["label"])]
    assert 5 < len(named) < 60


def test_a_frame_of_limits_without_columns_is_refused():
    against = replace(funnel_frame(), limits=funnel_frame().limits[["n"]])
    with pytest.raises(UsageError, match="upper_998"):
        funnel(funnel_rows(), against, caption())


def test_no_limits_are_refused():
    against = replace(funnel_frame(), limits=funnel_frame().limits.head(0))
    with pytest.raises(UsageError, match="limits"):
        funnel(funnel_rows(), against, caption())


def test_the_english_key_is_english():
    found = texts(draw(funnel_rows(), lang="en"))
    assert {"95% limits", "99.8% limits", "within the 95% limits"} <= set(found)


def test_denominators_too_long_for_their_axis_are_thinned():
    figure = draw(funnel_rows([131_794_000_000_000, 90_000_000_000_000], [70.0, 72.0]))
    assert "0" in texts(figure, "narrow")
    assert len([text for text in texts(figure, "narrow") if text.endswith(".000")]) < 4
