import math

import pandas as pd
import pytest

from chiso.charts import bump
from chiso.charts.palette import HIGHLIGHTS, QUIET_STROKE
from chiso.errors import UsageError
from unit.charts.makers import caption, texts


def rows(ranks, highlighted=()):
    """``ranks`` of each unit in the years from 2021."""
    return pd.DataFrame(
        {"label": name, "period": str(2021 + place), "rank": rank,
         "is_highlighted": name in highlighted}
        for place in range(len(next(iter(ranks.values()))))
        for name, told in ranks.items()
        for rank in [told[place]]
    )  # fmt: skip


def draw(frame, **changes):
    return bump(frame, caption(**{"unit": "hạng", **changes}))


def paths(drawn, colour):
    return [ys for xs, ys, pen in drawn.lines if pen.colour == colour and len(xs) > 2]


def test_each_unit_is_named_with_its_last_rank():
    found = texts(draw(rows({"Đà Bắc": (1, 2, 2), "Kim Bôi": (2, 1, 1)})))
    assert {"1 Kim Bôi", "2 Đà Bắc", "2021", "2022", "2023"} <= set(found)


def test_rank_one_is_at_the_top(watch):
    drawn = watch("bump")
    draw(rows({"Đà Bắc": (1, 2, 3), "Kim Bôi": (3, 2, 1)}))
    falling, rising = paths(drawn, QUIET_STROKE.colour)
    assert falling[0] < falling[1] < falling[2]
    assert rising == falling[::-1]


def test_ties_stand_on_one_level_and_share_a_text(watch):
    drawn = watch("bump")
    figure = draw(rows({"Đà Bắc": (1, 1, 1), "Kim Bôi": (2, 2, 1), "Mai Châu": (3, 3, 3)}))
    first, second, _ = paths(drawn, QUIET_STROKE.colour)
    assert first[2] == second[2]
    assert "1 Đà Bắc, Kim Bôi" in texts(figure)


def test_a_missing_rank_is_a_gap(watch):
    drawn = watch("bump")
    draw(rows({"Đà Bắc": (1, math.nan, 2), "Kim Bôi": (2, 1, 1)}))
    assert math.isnan(paths(drawn, QUIET_STROKE.colour)[0][1])


def test_highlighted_units_have_a_colour_each(watch):
    drawn = watch("bump")
    draw(rows({"A": (1, 2, 3), "B": (2, 3, 1), "C": (3, 1, 2)}, highlighted=("A", "C")))
    assert [len(paths(drawn, stroke.colour)) for stroke in HIGHLIGHTS] == [1, 1, 0]


def test_more_than_three_highlights_are_refused():
    names = dict.fromkeys("ABCD", (1, 2, 3))
    with pytest.raises(UsageError, match="4"):
        draw(rows(names, highlighted=tuple("ABCD")))


def test_more_than_six_periods_are_refused():
    with pytest.raises(UsageError, match="7"):
        draw(rows({"A": range(1, 8)}))


def test_a_missing_column_is_named():
    with pytest.raises(UsageError, match="rank"):
        draw(rows({"A": (1, 2, 3)}).drop(columns="rank"))
