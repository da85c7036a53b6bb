"""Parts that add up to their whole in every order and to the last bit."""

from __future__ import annotations

import numpy as np

from chiso.metrics.columns import Integers, group_sums
from chiso.metrics.results import Bools, Floats

# Sums of binary fractions on this grid have no rounding error below 4,096 points.
_GRID = 2.0**40


def on_grid(amount: Floats) -> Floats:
    """Amounts on the grid, at most 5e-13 away from the given ones."""
    return np.asarray(np.round(amount * _GRID) / _GRID, dtype=float)


def settled(codes: Integers, part: Floats, whole: Floats, usable: Bools) -> Floats:
    """Parts on the grid whose sum over each group is exactly the whole of that group.

    Parameters
    ----------
    codes
        Group of each row.
    part
        Parts, one a row; they sum to the whole but for rounding.
    whole
        Whole of the row's group, on the grid and repeated on every row of it.
    usable
        Rows that have a part; the others are missing in the result.

    Returns
    -------
    numpy.ndarray
        The parts; the largest of each group has taken the rounding.
    """
    held = np.where(usable, on_grid(part), 0.0)
    order = np.lexsort((np.abs(held), usable, codes))
    is_last = np.append(codes[order][1:] != codes[order][:-1], [True])[: len(order)]
    largest = order[is_last]
    left = np.nan_to_num(whole - group_sums(codes, held))
    held[largest] += left[largest]
    return np.where(usable, held, np.nan)
