"""The two sizes in which each figure is drawn, and the measuring of texts on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from chiso.charts.figure import SheetName
from chiso.charts.theme import FONT, drawable

DPI = 192  # two pixels to a CSS pixel
_ELLIPSIS = "…"
# Signs move closer together beside some others (``Ty``), so a text is as wide as its signs within
# so many pixels and this share.
_DOUBT_PX, _DOUBT_SHARE = 4.0, 0.15


class Box(NamedTuple):
    """A rectangle in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Sheet:
    """One rendering's size.

    Attributes
    ----------
    name
        ``wide`` or ``narrow``.
    width
        Pixels.
    tallest
        Pixels beyond which rows move closer together; 105 mm on paper for the wide sheet, so
        that a printed page is not left half empty (REPORT 3.9).
    font_pt
        Size of all text, in points at the sheet's real size.
    """

    name: SheetName
    width: int
    tallest: int
    font_pt: float

    @property
    def em(self) -> float:
        """Height of the font in pixels."""
        return self.font_pt * DPI / 72

    @property
    def line(self) -> float:
        """Distance of two lines in pixels; stacked Vietnamese marks need 1.4 and more."""
        return 1.45 * self.em

    def text_width(self, text: str, *, bold: bool = False) -> float:
        """Width of a text in pixels."""
        return _text_width(drawable(text), self.font_pt, bold)

    def fits(self, text: str, room: float, *, bold: bool = False) -> bool:
        """Whether a text is at most ``room`` pixels wide; measured only where that is close."""
        shown = drawable(text)
        rough = sum(_sign_width(sign, self.font_pt, bold) for sign in shown)
        doubt = _DOUBT_PX + _DOUBT_SHARE * rough
        if abs(rough - room) > doubt:
            return rough < room
        return _text_width(shown, self.font_pt, bold) <= room

    def shorten(self, text: str, room: float, *, bold: bool = False) -> str:
        """The text, cut in its middle where it is wider than ``room`` pixels.

        Names of one list often differ at their end (``…, cấp tỉnh``), so the end stays.
        """
        if not text or self.fits(text, room, bold=bold):
            return text
        low, high = 0, len(text) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.fits(_cut(text, middle), room, bold=bold):
                low = middle
            else:
                high = middle - 1
        return _cut(text, low)

    def wrap(self, text: str, room: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
        """The text in at most ``lines`` lines of ``room`` pixels; the last one may be cut."""
        words = text.split()
        done: list[str] = []
        while words and len(done) < lines - 1:
            taken = 1
            while taken < len(words) and self.fits(" ".join(words[: taken + 1]), room, bold=bold):
                taken += 1
            done.append(self.shorten(" ".join(words[:taken]), room, bold=bold))
            words = words[taken:]
        rest = [self.shorten(" ".join(words), room, bold=bold)] if words else []
        return (*done, *rest)


def _cut(text: str, kept: int) -> str:
    """The text with only ``kept`` of its signs, three fifths of them from its start."""
    tail = kept * 2 // 5
    return text[: kept - tail].rstrip() + _ELLIPSIS + text[len(text) - tail :].lstrip()


@lru_cache(maxsize=4096)
def _text_width(text: str, font_pt: float, bold: bool) -> float:  # noqa: FBT001 - cache key
    font = FontProperties(family=FONT, size=font_pt, weight="bold" if bold else "normal")
    ruler = RendererAgg(1, 1, DPI)  # type: ignore[no-untyped-call]  # matplotlib has no types
    width, _, _ = ruler.get_text_width_height_descent(text, font, False)  # type: ignore[no-untyped-call]
    return float(width)


@lru_cache(maxsize=4096)
def _sign_width(sign: str, font_pt: float, bold: bool) -> float:  # noqa: FBT001 - cache key
    """What one sign adds to the width of a text."""
    return _text_width(f"H{sign}H", font_pt, bold) - _text_width("HH", font_pt, bold)


WIDE = Sheet("wide", 1216, 798, 8.0)
NARROW = Sheet("narrow", 720, 1500, 8.5)
SHEETS = (WIDE, NARROW)
