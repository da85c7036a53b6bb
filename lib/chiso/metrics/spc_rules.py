"""The signals of Making Data Count on matrices: one row a series, one column a point."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from chiso.metrics.results import Bools, Floats, Texts

Marks = npt.NDArray[np.int8]
RUN = 7  # points that make a trend or a shift


def seven_trend(values: Floats, run: int = RUN) -> Marks:
    """Where a strict rise (1) or fall (-1) over ``run`` points is complete, else 0.

    Parameters
    ----------
    values : numpy.ndarray
        Shape (series, points), without gaps.
    run
        Points of the trend.

    Examples
    --------
    >>> seven_trend(np.array([[1, 2, 3, 4, 5, 6, 7, 3]])).tolist()
    [[0, 0, 0, 0, 0, 0, 1, 0]]
    """
    steps = np.sign(np.diff(values, axis=1))
    marks = np.zeros(values.shape, dtype=np.int8)
    marks[:, 1:] = steps * _streak(steps, run - 1)
    return marks


def seven_one_side(side: npt.ArrayLike, run: int = RUN) -> Marks:
    """Where ``run`` points on one side of the mean are complete (1 above, -1 below), else 0.

    Parameters
    ----------
    side : array_like
        Shape (series, points): 1 above the mean, -1 below, 0 on it.
    run
        Points of the shift.

    Examples
    --------
    >>> seven_one_side([[-1] * 8 + [1]]).tolist()
    [[0, 0, 0, 0, 0, 0, -1, -1, 0]]
    """
    sides = np.asarray(side)
    return (sides * _streak(sides, run)).astype(np.int8)


def _streak(marks: npt.NDArray[np.generic], run: int) -> Bools:
    """Where the last ``run`` marks are equal and not 0."""
    held = np.zeros(marks.shape, dtype=bool)
    if marks.shape[1] >= run:
        held[:, run - 1 :] = marks[:, run - 1 :] != 0
        for back in range(1, run):
            held[:, run - 1 :] &= marks[:, run - 1 :] == marks[:, run - 1 - back : -back]
    return held


def part_of_run(completed: npt.ArrayLike, run: int = RUN) -> Marks:
    """Marks of completed runs, given to every point of the run.

    Examples
    --------
    >>> part_of_run([[0, 0, 0, 1, 0]], run=3).tolist()
    [[0, 1, 1, 1, 0]]
    """
    ends = np.asarray(completed, dtype=np.int8)
    marks = ends.copy()
    for back in range(1, min(run, ends.shape[1])):
        earlier = marks[:, :-back]
        np.copyto(earlier, ends[:, back:], where=earlier == 0)
    return marks


def two_in_three(close: npt.ArrayLike, side: npt.ArrayLike) -> Bools:
    """Where a point lies in three on one side of the mean of which two are close to a limit.

    Parameters
    ----------
    close : array_like
        Shape (series, points): beyond two sigma but within the limits.
    side : array_like
        1 above the mean, -1 below, 0 on it.

    Notes
    -----
    The rule flags the close ones of these points: ``two_in_three(close, side) & close``.

    Examples
    --------
    >>> two_in_three([[0, 0, 1, 0, 1, 0, 0]], [[1] * 7]).astype(int).tolist()
    [[0, 0, 1, 1, 1, 0, 0]]
    """
    near, sides = np.asarray(close, dtype=int), np.asarray(side, dtype=int)
    within = np.zeros(near.shape, dtype=bool)
    if near.shape[1] < 3:
        return within
    triple = [slice(0, -2), slice(1, -1), slice(2, None)]
    enough = sum(near[:, part] for part in triple) >= 2
    enough &= np.abs(sum(sides[:, part] for part in triple)) == 3
    for part in triple:
        within[:, part] |= enough
    return within


def target_assurance(
    lower: npt.ArrayLike, upper: npt.ArrayLike, target: npt.ArrayLike, direction: npt.ArrayLike
) -> Texts:
    """Whether a process inside its limits meets its target always, never, or by chance.

    Parameters
    ----------
    lower, upper : array_like
        Process limits.
    target : array_like
        Target in the same unit, missing when there is none.
    direction : array_like of str
        ``higher_is_better`` or ``lower_is_better``.

    Returns
    -------
    numpy.ndarray
        ``consistent_pass``, ``consistent_fail``, ``inconsistent`` (a target on a limit too), or
        empty without target or direction.

    Examples
    --------
    >>> target_assurance([5.0], [7.0], [4.0], ["higher_is_better"]).tolist()
    ['consistent_pass']
    """
    low, high, goal = (np.asarray(part, dtype=float) for part in (lower, upper, target))
    better = np.asarray(direction)
    sense = np.select([better == "higher_is_better", better == "lower_is_better"], [1, -1], 0)
    beyond = (low > goal).astype(int) - (high < goal)
    known = (sense != 0) & ~np.isnan(goal + low + high)
    return np.select(
        [~known, beyond * sense > 0, beyond * sense < 0],
        ["", "consistent_pass", "consistent_fail"],
        "inconsistent",
    ).astype(object)
