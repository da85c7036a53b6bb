"""Small drawings of a history."""

import pytest

from chiso.export.sparkline import sparkline


def history(*points):
    return [(f"{year}-12-31", value, qualifier) for year, value, qualifier in points]


def exact(*values, start=2020):
    return history(*((start + i, value, "=") for i, value in enumerate(values)))


@pytest.mark.parametrize("values", [(), (1.0,), (None, 1.0, None)])
def test_less_than_two_values_draw_nothing(values):
    assert sparkline(exact(*values)) == ""


def test_two_values_run_from_corner_to_corner_and_end_in_a_dot():
    drawing = sparkline(exact(10.0, 20.0))
    assert 'points="4,28 116,4"' in drawing
    assert '<circle cx="116" cy="4" r="3"' in drawing


def test_distances_in_time_are_true():
    drawing = sparkline(
        [("2020-01-01", 0.0, "="), ("2020-01-11", 1.0, "="), ("2020-02-10", 2.0, "=")]
    )
    assert "4,28 32,16 116,4" in drawing


def test_equal_values_lie_on_one_line_in_the_middle():
    assert 'points="4,16 116,16"' in sparkline(exact(5.0, 5.0))


def test_points_of_one_day_stand_in_the_middle():
    assert "60,28 60,4" in sparkline([("2020-01-01", 0.0, "="), ("2020-01-01", 1.0, "=")])


def test_a_bound_interrupts_the_line_and_stands_open():
    drawing = sparkline(
        history((2018, 1.0, "="), (2019, 2.0, "="), (2020, 3.0, ">"), (2021, 4.0, "="))
    )
    assert drawing.count("<polyline") == 1
    assert drawing.count("<path") == 1
    assert "v-6" in drawing


@pytest.mark.parametrize("qualifier", ["<", "<=", "at_most"])
def test_an_upper_bound_is_open_downwards(qualifier):
    assert "v6" in sparkline(history((2020, 1.0, "="), (2021, 2.0, qualifier)))


def test_a_point_without_a_value_interrupts_the_line():
    drawing = sparkline(exact(1.0, 2.0, None, 3.0, 4.0))
    assert drawing.count("<polyline") == 2
    assert "<path" not in drawing


def test_a_last_point_that_is_a_bound_has_no_dot():
    assert "<circle" not in sparkline(history((2020, 1.0, "="), (2021, 2.0, "=>"[1])))


def test_readers_of_the_screen_are_told_the_value_and_not_the_drawing():
    assert 'aria-hidden="true"' in sparkline(exact(1.0, 2.0))


def test_a_drawing_of_ten_years_stays_small():
    assert len(sparkline(exact(*map(float, range(10))))) < 400
