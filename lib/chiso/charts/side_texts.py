"""Texts beside the ends of lines: equal values share one, and none touches another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chiso.charts.drawing import Anchor, Drawing, Pen
from chiso.charts.palette import CONTEXT
from chiso.charts.place import dodge, keep_spaced
from chiso.charts.scales import Floats, Scale
from chiso.charts.sheet import Sheet

GUTTER_EM = 1.6  # between an axis and its texts, for leaders
_MOST_LEFT = 12  # units beyond which quiet values at the left, apart from both ends, are left out
_MOVED_PX = 2.0  # beyond which a text needs a leader
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class SideText:
    """One text beside an end of lines: units with the same value share it."""

    value: float
    text: str
    names: tuple[str, ...]
    colour: str
    is_bold: bool

    def fitted(self, sheet: Sheet, room: float) -> str:
        """Value and as many names as there is room for, with the count of the others."""
        for shown in range(len(self.names), 0, -1):
            rest = f" +{len(self.names) - shown}" if shown < len(self.names) else ""
            full = f"{self.text}  {', '.join(self.names[:shown])}{rest}"
            if shown == 1 or sheet.text_width(full, bold=self.is_bold) <= room:
                return sheet.shorten(full, room, bold=self.is_bold)
        return sheet.shorten(self.text, room, bold=self.is_bold)


@dataclass(frozen=True)
class Side:
    """One axis, and the direction in which its texts stand: -1 left, 1 right."""

    x: float
    outward: int


def draw_side(drawing: Drawing, texts: Sequence[SideText], side: Side, scale: Scale) -> None:
    """Texts beside one axis, moved apart where they would touch and then joined by a leader."""
    sheet = drawing.sheet
    levels = scale.pixels([text.value for text in texts])
    low, high = scale.end - 0.5 * sheet.line, scale.start + 0.5 * sheet.line
    kept = np.flatnonzero(_kept(texts, levels, sheet.line, high - low)).tolist()
    if side.outward < 0 and len(texts) > _MOST_LEFT:
        kept = [at for at in kept if texts[at].is_bold or texts[at].names or at in (0, kept[-1])]
    edge = side.x + side.outward * GUTTER_EM * sheet.em
    room = (sheet.width - edge if side.outward > 0 else edge) - 2
    places = dodge(levels[kept], sheet.line, low, high)
    near, far = side.x + side.outward * 0.5 * sheet.em, edge - side.outward * 0.3 * sheet.em
    moved = zip(levels[kept], places, strict=True)
    leaders = ((near, y, far, middle) for y, middle in moved if abs(middle - y) > _MOVED_PX)
    drawing.strokes(leaders, Pen(CONTEXT, 0.6))
    anchor: Anchor = "left" if side.outward > 0 else "right"
    for text, middle in zip((texts[number] for number in kept), places, strict=True):
        at = (edge, float(middle))
        shown = text.fitted(sheet, room)
        drawing.write(at, shown, anchor=anchor, colour=text.colour, bold=text.is_bold)


def _kept(texts: Sequence[SideText], levels: Floats, line: float, room: float) -> Bools:
    """All texts where they fit one above another; else highlighted ones, ends, and what fits."""
    if len(texts) * line <= room:
        return np.ones(len(texts), dtype=bool)
    marked = [number for number, text in enumerate(texts) if text.is_bold]
    return keep_spaced(levels, line, [*marked, 0, len(texts) - 1, *range(len(texts))])
