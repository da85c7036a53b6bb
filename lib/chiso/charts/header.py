"""The strip above a plot: unit, key of lines and marks, and the sign of made-up data."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from chiso.charts.caption import Caption
from chiso.charts.drawing import Drawing, Mark, Pen
from chiso.charts.marks import HALF_OPEN, open_end
from chiso.charts.palette import LOOKS, NEUTRAL, NOT_MET
from chiso.charts.sheet import Sheet
from chiso.words import Words

SYNTHETIC = Words(vi="Số liệu minh họa", en="Illustrative data")
BORDERLINE = Words(vi="Dấu rỗng: sát ngưỡng", en="Hollow mark: borderline")
_UNIT = Words(vi="Đơn vị", en="Unit")


@dataclass(frozen=True)
class Key:
    """One entry of the key: a text, with the line or the mark that it explains."""

    text: str
    pen: Pen | None = None
    mark: Mark | None = None
    arrow: int = 0
    is_tick: bool = False

    @property
    def has_sample(self) -> bool:
        """Whether something is drawn before the text."""
        return self.pen is not None or self.mark is not None


@dataclass(frozen=True)
class Header:
    """The strip, laid out: which entry stands where, and how high it is."""

    sheet: Sheet
    caption: Caption
    places: tuple[tuple[float, float, Key], ...]
    height: float

    def draw(self, drawing: Drawing) -> None:
        """Put the strip at the top of the sheet."""
        for left, middle, key in self.places:
            _draw_key(drawing, left, middle, key)
        if self.caption.synthetic:
            at = (self.sheet.width - 0.3 * self.sheet.em, 0.7 * self.sheet.line)
            text = SYNTHETIC.say(self.caption.lang)
            drawing.write(at, text, anchor="right", colour=NOT_MET, bold=True)


def unit_key(caption: Caption, extra: Words | None = None) -> Key:
    """The entry that names the unit of the axis, with what else there is to say about it."""
    unit = f"{_UNIT.say(caption.lang)}: {caption.unit}" if caption.unit else ""
    more = extra.say(caption.lang) if extra else ""
    text = "; ".join(part for part in (unit, more) if part)
    return Key(text[:1].upper() + text[1:])


def state_keys(states: Collection[str], caption: Caption, size: float) -> list[Key]:
    """One entry a state that occurs, in the order of REPORT 3.4."""
    looks = [look for state, look in LOOKS.items() if state in states]
    return [
        Key(
            f"{look.symbol} {look.words.say(caption.lang)}",
            mark=Mark(look.marker, look.colour, "full" if look.filled else "none", size),
        )
        for look in looks
    ]


def borderline_keys(*, is_borderline: bool, caption: Caption, size: float) -> list[Key]:
    """The entry that explains hollow marks, if there are any."""
    mark = Mark("o", NEUTRAL, "none", size)
    return [Key(BORDERLINE.say(caption.lang), mark=mark)] if is_borderline else []


def bound_keys(bounds: Sequence[str], caption: Caption, size: float) -> list[Key]:
    """The entry that explains half marks, if there are any."""
    if not any(map(open_end, bounds)):
        return []
    mark = Mark("o", NEUTRAL, "right", size)
    return [Key(HALF_OPEN.say(caption.lang), mark=mark, arrow=1)]


def plan_header(sheet: Sheet, caption: Caption, keys: Sequence[Key]) -> Header:
    """Entries in lines from the left; the sign of made-up data keeps its place at the right."""
    em = sheet.em
    tag = sheet.text_width(SYNTHETIC.say(caption.lang), bold=True) + 1.5 * em
    row, left = 0, 0.3 * em
    places: list[tuple[float, float, Key]] = []
    for key in keys:
        room = sheet.width - (tag if caption.synthetic and row == 0 else 0)
        width = _sample_width(sheet, key) + sheet.text_width(key.text)
        if left + width > room and (places or room < sheet.width):
            row, left = row + 1, 0.3 * em
            room = sheet.width
        text = sheet.shorten(key.text, room - left - _sample_width(sheet, key))
        places.append((left, (row + 0.7) * sheet.line, replace(key, text=text)))
        left += width + 1.2 * em
    places = [place for place in places if place[2].text]
    lines = row + 1 if places or caption.synthetic else 0
    return Header(sheet, caption, tuple(places), (lines + 0.3) * sheet.line)


def _sample_width(sheet: Sheet, key: Key) -> float:
    if not key.has_sample:
        return 0.0
    return (2.2 if key.pen and not key.is_tick else 1.1 + 1.1 * bool(key.arrow)) * sheet.em


def _draw_key(drawing: Drawing, left: float, middle: float, key: Key) -> None:
    em = drawing.sheet.em
    if key.is_tick and key.pen:
        drawing.line([left + 0.4 * em] * 2, [middle - 0.5 * em, middle + 0.5 * em], key.pen)
    elif key.pen:
        drawing.line([left, left + 1.8 * em], [middle, middle], key.pen)
    if key.mark:
        x = left + (0.9 if key.pen else 0.4) * em
        if key.arrow:
            drawing.arrow((x, middle), (x + 1.3 * em, middle), Pen(key.mark.colour, 1.1))
        drawing.marks([x], [middle], key.mark)
    drawing.write((left + _sample_width(drawing.sheet, key), middle), key.text)
