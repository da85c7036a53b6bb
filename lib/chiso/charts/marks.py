"""How a figure with its bound, interval and state is drawn and written."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from chiso.charts.caption import Caption
from chiso.charts.drawing import Drawing, Fill, Mark, Pen
from chiso.charts.palette import LOOKS, Look, State
from chiso.charts.scales import Scale
from chiso.numbers import Qualifier, format_bounded, separating_decimals
from chiso.words import Words

Bound = Literal["exact", "at_least", "more_than", "at_most", "less_than", "about"]
BOUNDS: tuple[Bound, ...] = get_args(Bound)
MISSING = "…"
HALF_OPEN = Words(
    vi="Nửa dấu có mũi tên: nguồn chỉ nêu cận", en="Half mark with arrow: only a bound is known"
)
_QUALIFIERS: Mapping[str, Qualifier] = MappingProxyType(
    {
        "exact": "=",
        "at_least": ">=",
        "more_than": ">",
        "at_most": "<=",
        "less_than": "<",
        "about": "~",
    }
)
_OPEN_ENDS: Mapping[str, int] = MappingProxyType(
    {"at_least": 1, "more_than": 1, "at_most": -1, "less_than": -1}
)


def open_end(bound: str) -> int:
    """1 where the figure may be greater, -1 where it may be less, 0 where it is a point."""
    return _OPEN_ENDS.get(bound, 0)


def figure_text(value: float, bound: str, caption: Caption, against: float = math.nan) -> str:
    """The figure as text, with the sign of its bound; missing is ``…``.

    A decimal is added where rounding would show the target or 100 although it is not reached. A
    bound is written as it was stated: over 90, not over 90.0.
    """
    if not np.isfinite(value):
        return MISSING
    lines = (100.0,) * caption.is_share + (against,) * math.isfinite(against)
    decimals = separating_decimals(value, caption.decimals, against=lines)
    if bound != "exact":
        decimals = fewest_decimals(value, decimals)
    qualifier = _QUALIFIERS[bound]
    return format_bounded(value, qualifier, decimals, caption.lang, percent=caption.is_share)


def written_values(rows: pd.DataFrame, caption: Caption, against: pd.Series[float]) -> list[str]:
    """The text of each row's ``value`` and ``bound``; ``value_text`` wins where it is given."""
    given = zip(rows["value_text"], rows["value"], rows["bound"], against, strict=True)
    return [
        text if isinstance(text, str) else figure_text(value, bound, caption, target)
        for text, value, bound, target in given
    ]


def fewest_decimals(value: float, most: int) -> int:
    """Decimals that write the value in full, at most ``most``."""
    return next((count for count in range(most) if round(value, count) == value), most)


def known_ends(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with ``value`` filled from the one end that is known of a bound."""
    ends = frame["bound"].map(_OPEN_ENDS)
    known_end = frame["lower"].where(ends == 1, frame["upper"].where(ends == -1))
    numbers = {name: pd.to_numeric(frame[name]) for name in ("value", "lower", "upper")}
    filled = numbers["value"].fillna(pd.to_numeric(known_end))
    return frame.assign(**numbers).assign(value=filled)


def with_symbol(look: Look, text: str) -> str:
    """The text behind the symbol of its state; a state that says all stands alone."""
    return text if text == look.symbol else f"{look.symbol} {text}".strip()


@dataclass(frozen=True)
class Point:
    """A figure with what is known around it, in the units of the axis."""

    value: float
    lower: float
    upper: float
    bound: str

    @property
    def is_interval(self) -> bool:
        """Whether both ends are known and differ, as with an interval of confidence."""
        return not open_end(self.bound) and self.lower < self.upper


def point_of(row: Mapping[Hashable, Any]) -> Point:
    """The point of one row with ``value, lower, upper, bound``."""
    value, lower, upper = (float(row[name]) for name in ("value", "lower", "upper"))
    return Point(value, lower, upper, str(row["bound"]))


@dataclass(frozen=True)
class Along:
    """The direction in which values grow on the sheet, at one place across it."""

    scale: Scale
    across: float
    is_vertical: bool

    def at(self, pixel: float) -> tuple[float, float]:
        """The sheet's x and y of a pixel along the scale."""
        return (self.across, pixel) if self.is_vertical else (pixel, self.across)


def look_of(state: str, *, is_borderline: bool = False) -> Look:
    """The look of a state; a borderline result has the hollow version of its marker."""
    look = LOOKS[state_of(state)]
    return Look(look.colour, look.marker, False, look.symbol, look.words) if is_borderline else look


def state_of(word: str) -> State:
    """The word as one of the known states."""
    return next(state for state in get_args(State) if state == word)


def draw_point(drawing: Drawing, along: Along, point: Point, look: Look, size: float) -> None:
    """The mark of a figure; an interval as a thin bar; a bound as a half mark with an arrow.

    The arrow ends where the bound's other end is known, and is never shorter than the mark.
    """
    pixel = along.scale.px(point.value)
    pen = Pen(look.colour, 1.1)
    end = open_end(point.bound)
    if point.is_interval:
        ends = [along.at(along.scale.px(side)) for side in (point.lower, point.upper)]
        drawing.line([x for x, _ in ends], [y for _, y in ends], Pen(look.colour, 0.26 * size))
    if end:
        drawing.arrow(along.at(pixel), along.at(_tip(along.scale, point, size)), pen)
    fill: Fill = "full" if look.filled and point.bound != "about" else "none"
    if end:
        fill = _half(end, is_vertical=along.is_vertical)
    x, y = along.at(pixel)
    drawing.marks([x], [y], Mark(look.marker, look.colour, fill, size))


def _half(end: int, *, is_vertical: bool) -> Fill:
    if is_vertical:
        return "top" if end > 0 else "bottom"
    return "right" if end > 0 else "left"


def _tip(scale: Scale, point: Point, size: float) -> float:
    """Pixel at which the arrow of a bound ends."""
    end = open_end(point.bound)
    ahead = math.copysign(1.0, scale.end - scale.start) * end
    far = point.upper if end > 0 else point.lower
    start = scale.px(point.value)
    reach = abs(scale.px(far) - start) if math.isfinite(far) else 0.0
    return start + ahead * max(reach, 4.5 * size)
