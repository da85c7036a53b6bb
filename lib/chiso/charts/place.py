"""Where texts go so that none covers another, and the check that none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import numpy.typing as npt
from scipy.optimize import isotonic_regression

from chiso.charts.figure import Figure, Label
from chiso.charts.sheet import Box

Floats = npt.NDArray[np.float64]
_TOUCH = 0.5  # pixels by which two boxes may overlap before it counts


def dodge(wanted: Sequence[float] | Floats, size: float, low: float, high: float) -> Floats:
    """Centres as near as possible to the wanted ones, ``size`` apart, between low and high.

    Notes
    -----
    Least squares under the order of the wanted centres: with the room of all earlier texts
    taken off, this is isotonic regression. With more texts than room they are spread evenly.

    Examples
    --------
    >>> dodge([50, 50, 90], 10, 0, 100).tolist()
    [45.0, 55.0, 90.0]
    """
    centres = np.asarray(wanted, dtype=np.float64)
    order = np.argsort(centres, kind="stable")
    count = len(centres)
    step = min(size, (high - low - size) / (count - 1)) if count > 1 else size
    taken = np.arange(count) * step
    first, last = low + size / 2, high - size / 2 - taken[-1] if count else high
    placed = np.empty(count)
    if count:
        fitted = isotonic_regression(centres[order] - taken).x
        placed[order] = np.clip(fitted, first, max(first, last)) + taken
    return placed


def keep_spaced(positions: Floats, size: float, priority: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Which texts to keep so that those kept stand at least ``size`` apart, first ones first.

    Examples
    --------
    >>> keep_spaced(np.array([0.0, 4, 8, 20]), 8, [1, 0, 2, 3]).tolist()
    [False, True, False, True]
    """
    kept = np.zeros(len(positions), dtype=bool)
    for row in priority:
        near = kept & (np.abs(positions - positions[row]) < size - 1e-6)
        kept[row] = not near.any() or kept[row]
    return kept


def keep_every(positions: Floats, size: float) -> npt.NDArray[np.bool_]:
    """Which texts of a row of even kind to keep: the last, and every n-th before it that fits.

    Examples
    --------
    >>> keep_every(np.array([0.0, 10, 20, 30, 40]), 15).tolist()
    [True, False, True, False, True]
    """
    count = len(positions)
    for step in range(1, count + 1):
        kept = (np.arange(count)[::-1] % step) == 0
        if np.all(np.diff(positions[kept]) >= size):
            break
    return kept if count else np.zeros(0, dtype=bool)


@dataclass(frozen=True)
class Spot:
    """Place of a text: left end, middle height, and whether a leader joins it to its point."""

    left: float
    middle: float
    has_leader: bool


def place_beside(
    points: Floats, sizes: Floats, frame: Box, blocked: Sequence[Box]
) -> list[Spot | None]:
    """A free place beside each point, nearest first; None where there is none.

    Parameters
    ----------
    points
        One row a text: x and y of its point in pixels.
    sizes
        One row a text: width and height in pixels.
    frame
        Texts stay within it.
    blocked
        Rectangles that no text may cover, such as marks and lines.
    """
    taken = np.array(blocked, dtype=np.float64).reshape(-1, 4)
    spots: list[Spot | None] = []
    for point, size in zip(points, sizes, strict=True):
        spot = next((s for s in _spots(point, size) if _is_free(s, size, frame, taken)), None)
        if spot:
            taken = np.vstack([taken, _box_of(spot, size)])
        spots.append(spot)
    return spots


def _spots(point: Floats, size: Floats) -> list[Spot]:
    """Places to try: right, left, then ever higher and lower."""
    x, y = float(point[0]), float(point[1])
    width, height = float(size[0]), float(size[1])
    near = 0.55 * height
    steps = sorted((k / 2 for k in range(-6, 7)), key=lambda k: (abs(k), k))
    return [
        Spot(x + near if side > 0 else x - near - width, y + k * height, abs(k) > 0.5)
        for k, side in product(steps, (1, -1))
    ]


def _box_of(spot: Spot, size: Floats) -> Box:
    half = float(size[1]) / 2
    return Box(spot.left, spot.middle - half, spot.left + float(size[0]), spot.middle + half)


def _is_free(spot: Spot, size: Floats, frame: Box, taken: Floats) -> bool:
    box = _box_of(spot, size)
    inside = (
        box.left >= frame.left
        and box.right <= frame.right
        and box.top >= frame.top
        and box.bottom <= frame.bottom
    )
    apart = (
        (taken[:, 0] >= box.right)
        | (taken[:, 2] <= box.left)
        | (taken[:, 1] >= box.bottom)
        | (taken[:, 3] <= box.top)
    )
    return inside and bool(apart.all())


def overlaps(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that cover each other, and texts that cross a line they should keep clear of.

    The boxes are those of the renderer that drew the picture, on both sheets.
    """
    pairs = combinations(figure.labels, 2)
    return [(a.text, b.text) for a, b in pairs if _cover(a, b) and not (a.is_line and b.is_line)]


def outside(figure: Figure) -> list[str]:
    """Texts that stand out of their sheet, on either sheet."""
    sheets = {"wide": figure.wide, "narrow": figure.narrow}
    return [
        label.text
        for label in figure.labels
        if not label.is_line
        and (
            min(label.left, label.top) < -_TOUCH
            or label.right > sheets[label.sheet].width + _TOUCH
            or label.bottom > sheets[label.sheet].height + _TOUCH
        )
    ]


def _cover(a: Label, b: Label) -> bool:
    across = min(a.right, b.right) - max(a.left, b.left)
    along = min(a.bottom, b.bottom) - max(a.top, b.top)
    return a.sheet == b.sheet and across > _TOUCH and along > _TOUCH
