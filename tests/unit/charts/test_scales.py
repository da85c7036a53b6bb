import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.charts.scales import Scale, tick_texts, ticks_over

numbers = st.floats(-1e9, 1e9, allow_nan=False)
shares = st.floats(0, 100)


def test_a_value_lies_in_proportion_between_both_ends():
    assert Scale(40, 80, 100, 300).px(50) == pytest.approx(100 + (50 - 40) / (80 - 40) * 200)


def test_a_scale_may_run_upwards_on_the_sheet():
    assert Scale(0, 100, 300, 100).px(25) == pytest.approx(300 - 25 / 100 * 200)


def test_many_values_become_pixels_and_missing_stays_missing():
    pixels = Scale(0, 10, 0, 100).pixels([1.0, math.nan])
    assert pixels[0] == pytest.approx(10.0)
    assert np.isnan(pixels[1])


@given(st.lists(shares, min_size=1, max_size=20))
def test_ticks_of_shares_hold_all_values_and_stay_within_0_and_100(values):
    ticks = ticks_over(values, is_share=True, wanted=4)
    assert ticks[0] <= min(values) + 1e-9
    assert ticks[-1] >= max(values) - 1e-9
    assert 0 <= ticks[0] < ticks[-1] <= 100


@given(st.lists(numbers, min_size=1, max_size=20), st.integers(2, 6))
def test_ticks_of_numbers_hold_all_values_and_rise(values, wanted):
    ticks = ticks_over(values, is_share=False, wanted=wanted)
    tolerance = 1e-6 * max(map(abs, [1.0, *values]))
    assert ticks[0] <= min(values) + tolerance
    assert ticks[-1] >= max(values) - tolerance
    assert np.all(np.diff(ticks) > 0)


def test_all_100_gives_an_axis_that_ends_at_100():
    assert ticks_over([100.0] * 5, is_share=True, wanted=2).tolist() == [90, 95, 100]


def test_a_narrow_axis_near_100_keeps_to_its_values():
    ticks = ticks_over([98.2, 99.9], is_share=True, wanted=5, least_pct=2.0)
    assert ticks.tolist() == [98, 98.5, 99, 99.5, 100]


def test_all_0_gives_an_axis_that_begins_at_0():
    assert ticks_over([0.0], is_share=True, wanted=2).tolist() == [0, 5, 10]


def test_a_share_beyond_100_is_not_hidden():
    assert ticks_over([80, 104], is_share=True, wanted=4)[-1] >= 104


@pytest.mark.parametrize(("is_share", "ends"), [(True, (0, 100)), (False, (0, 1))])
def test_no_known_value_gives_a_plain_axis(is_share, ends):
    ticks = ticks_over([math.nan, math.inf], is_share=is_share, wanted=4)
    assert (ticks[0], ticks[-1]) == ends


def test_there_is_no_minus_zero():
    texts = tick_texts(ticks_over([-1.2, 3.0], is_share=False, wanted=5), "vi")
    assert "0" in texts
    assert "−0" not in texts


@pytest.mark.parametrize(
    ("ticks", "texts"),
    [
        ([0.0, 2.5], ("0.0", "2.5")),
        ([0.0, 20.0], ("0", "20")),
        ([0.0, 0.05], ("0.00", "0.05")),
        ([1000.0, 2000.0], ("1,000", "2,000")),
        ([0.0, 1e-12], ("0.000000000", "0.000000000")),
    ],
)
def test_ticks_have_as_many_decimals_as_their_step(ticks, texts):
    assert tick_texts(np.array(ticks), "en") == texts


def test_vietnamese_ticks_use_a_point_for_thousands():
    assert tick_texts(np.array([0.0, 1000.0]), "vi") == ("0", "1.000")
