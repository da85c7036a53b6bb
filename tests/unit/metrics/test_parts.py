"""Parts that sum to their whole to the last bit."""

import math

import numpy as np

from chiso.metrics.parts import on_grid, settled


def test_parts_sum_to_the_whole_in_every_order():
    part, whole = np.array([0.1, 0.2, 0.3]), on_grid(np.array([0.6] * 3))
    made = settled(np.zeros(3, dtype=int), part, whole, np.ones(3, dtype=bool))
    assert made[0] + made[1] + made[2] == whole[0]
    assert made[2] + made[1] + made[0] == math.fsum(made)


def test_the_largest_part_takes_the_rounding():
    part, whole = np.array([1.0, 5.0]), np.array([6.5, 6.5])
    made = settled(np.zeros(2, dtype=int), part, whole, np.ones(2, dtype=bool))
    assert made.tolist() == [1.0, 5.5]


def test_rows_without_a_part_stay_missing():
    made = settled(
        np.array([0, 0]), np.array([3.0, 9.0]), np.array([3.0, 3.0]), np.array([True, False])
    )
    assert made[0] == 3
    assert np.isnan(made[1])


def test_no_rows_make_no_parts():
    nothing = np.zeros(0)
    assert settled(nothing.astype(int), nothing, nothing, nothing.astype(bool)).tolist() == []
