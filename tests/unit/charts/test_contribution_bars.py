import math

import pandas as pd
import pytest

from chiso.charts import contribution_bars
from chiso.charts.palette import INK, MET
from chiso.errors import MetricError
from unit.charts.makers import caption, texts


def parts(values=(2.4, 1.1, -0.3)):
    labels = ["Cấp tỉnh", "Cấp huyện", "Cấp xã", "Cơ cấu"]
    return pd.DataFrame({"label": labels[: len(values)], "value": list(values)})


def draw(values=(2.4, 1.1, -0.3), total=2.4 + 1.1 - 0.3, **changes):
    return contribution_bars(parts(values), caption(unit="điểm %", **changes), total)


def test_parts_and_total_are_written_with_their_signs():
    assert {"+2,4", "+1,1", "−0,3", "+3,2", "Tổng"} <= set(texts(draw()))


def test_bars_are_as_long_as_their_values_from_zero(watch):
    drawn = watch("contribution_bars")
    draw()
    widths = [box.right - box.left for box, _ in drawn.bands]
    assert widths[0] / widths[1] == pytest.approx(2.4 / 1.1)
    assert widths[0] / widths[2] == pytest.approx(2.4 / 0.3)


def test_a_negative_part_lies_left_of_zero(watch):
    drawn = watch("contribution_bars")
    draw()
    positive, negative = drawn.bands[0][0], drawn.bands[2][0]
    assert negative.right == pytest.approx(positive.left)


def test_the_total_has_a_colour_of_its_own(watch):
    drawn = watch("contribution_bars")
    draw()
    assert [colour for _, colour in drawn.bands] == [MET, MET, MET, INK]


def test_the_axis_holds_zero_even_if_all_parts_are_large():
    assert "0" in texts(draw((40.0, 50.0), 90.0))


def test_parts_that_do_not_add_up_are_refused():
    with pytest.raises(MetricError, match=r"3\.0"):
        draw((1.0, 2.0), 3.5)


def test_sums_are_compared_beyond_the_noise_of_decimals():
    assert texts(draw((0.1, 0.2), 0.3))


def test_an_unknown_part_has_a_sign_and_no_bar(watch):
    drawn = watch("contribution_bars")
    figure = draw((2.0, math.nan), 3.0)
    assert "…" in texts(figure)
    assert len(drawn.bands) == 2


def test_an_english_total_is_english():
    assert {"Total", "Contribution", "+3.2"} <= set(texts(draw(lang="en")))
