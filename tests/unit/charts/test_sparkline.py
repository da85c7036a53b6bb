import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.charts import sparkline

BOUNDS = ["exact", "about", "at_least", "more_than", "at_most", "less_than"]
history = st.lists(
    st.tuples(st.none() | st.floats(0, 1e6), st.sampled_from(BOUNDS)), min_size=1, max_size=60
)


def path(*points):
    found = re.search(r' d="([^"]*)"', sparkline(points))
    return re.findall(r"[MLvh][^MLvh]*", found[1])


def test_exact_neighbours_are_joined():
    assert path((50, "exact"), (60, "exact"), (70, "exact")) == ["M3 19", "h0", "L48 12", "L93 5"]


def test_a_gap_is_not_bridged():
    steps = path((50, "exact"), (None, "exact"), (60, "exact"))
    assert [step for step in steps if step[0] == "L"] == []


def test_a_lower_bound_is_a_stroke_upwards_and_joins_nothing():
    assert path((50, "exact"), (90, "more_than")) == ["M3 19", "h0", "M93 5", "v-4"]


def test_an_upper_bound_is_a_stroke_downwards():
    assert path((50, "at_most"), (90, "exact"))[:2] == ["M3 19", "v4"]


def test_equal_values_lie_in_the_middle():
    assert path((70, "exact"), (70, "exact"))[0] == "M3 12"


def test_the_newest_known_value_has_a_dot():
    assert '<circle cx="3" cy="12"' in sparkline([(70, "exact"), (math.nan, "exact")])


@pytest.mark.parametrize("points", [[], [(None, "exact")], [(math.nan, "exact")]])
def test_no_known_value_gives_nothing(points):
    assert sparkline(points) == ""


@given(history)
def test_a_sparkline_has_less_than_400_bytes_and_no_missing_numbers(points):
    drawn = sparkline(points)
    assert len(drawn.encode()) < 400
    assert "nan" not in drawn


@given(history)
def test_a_sparkline_stays_within_its_frame(points):
    for x, y in re.findall(r"[ML](\d+) (\d+)", sparkline(points)):
        assert 0 <= int(x) <= 96
        assert 0 <= int(y) <= 24


def test_screen_readers_pass_over_it():
    assert 'aria-hidden="true"' in sparkline([(1, "exact")])
