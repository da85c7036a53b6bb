"""Where one unit stands among all: a row of a spine chart as inline SVG of some 400 bytes.

The common level of all units lies in the middle of every row and better is always on the right,
so that rows in different units read as one picture. Colours are those of the surrounding text,
which dark pages, forced colours and paper change by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np

from chiso.words import Words

Stand = Literal["better", "worse", "similar", "unjudged"]
WIDTH, HEIGHT = 120, 20
_EDGE = 8  # room for half a mark
_MIDDLE = HEIGHT // 2


class Look(NamedTuple):
    """Sign, class of the colour, words, and the path of the mark around its point."""

    sign: str
    style: str
    words: Words
    path: str
    is_hollow: bool = False


LOOKS: Mapping[Stand, Look] = MappingProxyType(
    {
        "better": Look(
            "●", "v-met", Words("Tốt hơn", "Better"),
            "m-5.5 0a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0",
        ),
        "worse": Look("◆", "v-not", Words("Kém hơn", "Worse"), "m0-7 7 7-7 7-7-7z"),
        "similar": Look(
            "□", "v-none", Words("Không khác", "No different"), "m-5-5h10v10h-10z", is_hollow=True
        ),
        "unjudged": Look(
            "○", "v-none", Words("Không so sánh", "Not compared"),
            "m-4.5 0a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0", is_hollow=True,
        ),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Spine:
    """One row: the units' values, their common level, and the unit that is marked.

    Parameters
    ----------
    values
        Of all units with a figure, at least one.
    common
        Level of all units together, between the least and the greatest value.
    own
        Value of the marked unit; None where it has none, and no mark is drawn.
    stand
        How that unit stands against the others.
    is_reversed
        Whether less is better, so that small values lie on the right.
    """

    values: Sequence[float]
    common: float
    own: float | None
    stand: Stand
    is_reversed: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """The worst value, at the left end, and the best one."""
        ends = (min(self.values), max(self.values))
        return ends[::-1] if self.is_reversed else ends

    @property
    def half(self) -> tuple[float, float]:
        """Quartiles between which the middle half of the units lies, left one first."""
        low, high = (float(end) for end in np.quantile(self.values, (0.25, 0.75)))
        return (high, low) if self.is_reversed else (low, high)

    def place(self, value: float) -> float:
        """Pixels from the left of a value; the common level has the middle, the wider end an edge.

        Examples
        --------
        >>> row = Spine([60, 70, 90], common=70, own=60, stand="worse")
        >>> [row.place(value) for value in (60, 70, 90)]
        [34.0, 60.0, 112.0]
        """
        reach = max(abs(end - self.common) for end in self.ends)
        away = (value - self.common) / reach if reach else 0.0
        sign = -1 if self.is_reversed else 1
        return WIDTH / 2 + sign * away * (WIDTH / 2 - _EDGE)


def spine(row: Spine, words: str) -> str:
    """The row as inline SVG: whiskers to both ends, a box for the middle half, a tick, the mark.

    Parameters
    ----------
    row
        What is drawn.
    words
        Text alternative, in the language of the page.

    Examples
    --------
    >>> drawn = spine(Spine([60, 70, 90], 70, 60, "worse"), "từ 60 đến 90, đơn vị này 60")
    >>> drawn.count("<path"), len(drawn) < 500
    (2, True)
    """
    left, right = (_short(row.place(end)) for end in row.ends)
    begin, end = (row.place(quartile) for quartile in row.half)
    lines = (
        f"M{left} {_MIDDLE}H{right}M{left} 6v8M{right} 6v8"
        f"M{_short(begin)} 4h{_short(end - begin)}v12H{_short(begin)}z"
        f"M{WIDTH // 2} 0v{HEIGHT}"
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{escape(words)}"><path d="{lines}" fill="currentColor" fill-opacity=".2" '
        f'stroke="currentColor"/>{_mark(row)}</svg>'
    )


def _mark(row: Spine) -> str:
    """The mark of the unit over the lines; nothing where it has no value."""
    if row.own is None:
        return ""
    look = LOOKS[row.stand]
    # "Canvas" is the colour of the page in light, dark and forced colours alike.
    inside = "Canvas" if look.is_hollow else "currentColor"
    return (
        f'<path class="{look.style}" d="M{_short(row.place(row.own))} {_MIDDLE}{look.path}" '
        f'fill="{inside}" stroke="currentColor" stroke-width="1.5"/>'
    )


def _short(pixels: float) -> str:
    """A place to a tenth of a pixel, without needless digits; minus zero is zero."""
    return f"{round(pixels, 1) + 0.0:g}"
