import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.charts.drawing import Drawing, Pen, render
from chiso.charts.place import dodge, keep_every, keep_spaced, outside, overlaps, place_beside
from chiso.charts.sheet import Box
from unit.charts.makers import caption

levels = st.lists(st.floats(0, 500), min_size=0, max_size=25)


def figure_with(*texts, line=None):
    def paint(sheet):
        drawing = Drawing(sheet, 200)
        for at, text in texts:
            drawing.write(at, text)
        if line:
            drawing.line([line.left, line.right], [line.top, line.bottom], Pen())
            drawing.keep_clear("Chỉ tiêu", line)
        return drawing

    return render(caption(), paint)


@given(levels)
def test_dodged_texts_stand_a_text_apart_and_within_the_room(wanted):
    placed = np.sort(dodge(wanted, 10, 0, 500))
    assert np.all(np.diff(placed) >= 10 - 1e-6)
    assert np.all((placed >= 5 - 1e-6) & (placed <= 495 + 1e-6))


@given(levels)
def test_dodging_keeps_the_order(wanted):
    placed = dodge(wanted, 10, 0, 500)
    order = np.argsort(wanted, kind="stable")
    assert np.all(np.diff(placed[order]) > 0)


def test_texts_with_room_stay_where_they_are():
    assert dodge([20, 60, 100], 10, 0, 120).tolist() == [20, 60, 100]


def test_two_equal_texts_part_to_both_sides():
    assert dodge([50, 50], 10, 0, 100).tolist() == [45, 55]


def test_more_texts_than_room_are_spread_evenly():
    assert np.diff(dodge([50] * 11, 10, 0, 60)).tolist() == pytest.approx([50 / 10] * 10)


def test_one_text_is_kept_within_the_room():
    assert dodge([-40], 10, 0, 100).tolist() == [5]


@given(st.lists(st.floats(0, 300), min_size=1, max_size=40))
def test_kept_texts_never_touch_and_the_first_in_priority_stays(positions):
    kept = keep_spaced(np.array(positions), 12, range(len(positions)))
    assert kept[0]
    assert np.all(np.diff(np.sort(np.array(positions)[kept])) >= 12 - 1e-5)


def test_a_row_that_is_named_twice_in_priority_is_kept():
    assert keep_spaced(np.array([0.0, 30.0]), 10, [0, 1, 0]).tolist() == [True, True]


def test_every_text_stays_where_all_fit():
    assert keep_every(np.array([0.0, 20, 40]), 15).all()


def test_every_second_text_stays_where_half_of_them_fit():
    kept = keep_every(np.array([0.0, 10, 20, 30, 40]), 15)
    assert kept.tolist() == [True, False, True, False, True]


def test_the_newest_text_stays_where_only_one_fits():
    assert keep_every(np.array([0.0, 1, 2]), 50).tolist() == [False, False, True]


def test_no_texts_need_no_room():
    assert keep_every(np.array([]), 50).tolist() == []


def test_a_free_text_stands_right_of_its_point_without_a_leader():
    spots = place_beside(np.array([[50.0, 50]]), np.array([[40.0, 20]]), Box(0, 0, 200, 100), [])
    assert spots[0].left == pytest.approx(50 + 0.55 * 20)
    assert (spots[0].middle, spots[0].has_leader) == (50, False)


def test_a_text_at_the_right_edge_stands_left_of_its_point():
    spots = place_beside(np.array([[190.0, 50]]), np.array([[40.0, 20]]), Box(0, 0, 200, 100), [])
    assert spots[0].left == pytest.approx(190 - 0.55 * 20 - 40)


def test_a_text_far_from_its_point_has_a_leader():
    wall = Box(0, 30, 200, 70)
    spots = place_beside(
        np.array([[50.0, 50]]), np.array([[40.0, 20]]), Box(0, 0, 200, 100), [wall]
    )
    assert spots[0].has_leader


def test_a_text_without_a_free_place_is_left_out():
    wall = Box(0, 0, 200, 100)
    spots = place_beside(
        np.array([[50.0, 50]]), np.array([[40.0, 20]]), Box(0, 0, 200, 100), [wall]
    )
    assert spots == [None]


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300)), max_size=15))
def test_placed_texts_never_cover_each_other(points):
    sizes = np.tile([60.0, 20.0], (len(points), 1))
    spots = place_beside(np.array(points).reshape(-1, 2), sizes, Box(0, 0, 400, 300), [])
    places = [(spot.left, spot.middle) for spot in spots if spot]
    for number, (x, y) in enumerate(places):
        for other_x, other_y in places[number + 1 :]:
            assert abs(x - other_x) >= 60 - 1e-6 or abs(y - other_y) >= 20 - 1e-6


def test_texts_on_one_place_are_found():
    assert (
        overlaps(figure_with(((10, 50), "Đà Bắc"), ((12, 52), "Kim Bôi")))
        == [("Đà Bắc", "Kim Bôi")] * 2
    )


def test_texts_apart_are_no_pair():
    assert overlaps(figure_with(((10, 50), "Đà Bắc"), ((10, 120), "Kim Bôi"))) == []


def test_a_text_on_a_target_line_is_found():
    line = Box(0, 49, 300, 51)
    assert ("Đà Bắc", "Chỉ tiêu") in overlaps(figure_with(((10, 50), "Đà Bắc"), line=line))


def test_a_text_beside_a_target_line_is_no_pair():
    line = Box(0, 89, 300, 91)
    assert overlaps(figure_with(((10, 50), "Đà Bắc"), line=line)) == []


@pytest.mark.parametrize("at", [(-30, 50), (1200, 50), (10, 1), (10, 199)])
def test_a_text_out_of_the_sheet_is_found(at):
    assert "Thành phố Hòa Bình" in outside(figure_with((at, "Thành phố Hòa Bình")))


def test_texts_within_the_sheet_are_not():
    assert outside(figure_with(((10, 50), "Đà Bắc"))) == []
