"""Where one unit lies among many: a dot a unit along one axis, one of them named."""

from __future__ import annotations

import numpy as np
import pandas as pd

from chiso.charts.caption import Caption
from chiso.charts.drawing import Anchor, Drawing, Mark, Pen, render
from chiso.charts.figure import Figure
from chiso.charts.header import plan_header, unit_key
from chiso.charts.inputs import require_columns, require_words, with_defaults
from chiso.charts.marks import BOUNDS, Along, Point, draw_point, figure_text
from chiso.charts.palette import CONTEXT, MET, NEUTRAL, RULE, Look
from chiso.charts.place import keep_spaced
from chiso.charts.scales import Floats, Scale, tick_texts, ticks_over
from chiso.charts.sheet import DPI, Sheet
from chiso.words import Words

COLUMNS = ("label", "value", "is_highlighted")
_MARK_PT = {"wide": 4.0, "narrow": 3.0}
_SPOT = Look(MET, "D", True, "", Words("", ""))
_SPOT_PT = 6.5
_MOST_STACKED = 12  # dots of one value; more of them overlap


def strip(frame: pd.DataFrame, caption: Caption) -> Figure:
    """A dot a unit at its value; the highlighted one and both ends have their names.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a unit, one value or more known: ``label``; ``value`` in the unit of the caption;
        ``is_highlighted`` for the units to be named. Optional: ``bound`` as in
        :func:`gap_dumbbell`, which the note explains, and ``value_text``, the words in place of
        the value.
    caption : Caption
        Words of the figure.

    Returns
    -------
    Figure
        Units with the same value stand one above the other.

    Raises
    ------
    UsageError
        If a column is missing or holds an unknown word.

    Examples
    --------
    >>> alt = "Dải chấm: thứ hạng DTI năm 2022 của các tỉnh, Hòa Bình hạng 2; xem Biểu số 2."
    >>> words = Caption(id="h-1", title="Hòa Bình thứ 2", alt=alt, unit="", lang="vi", decimals=0)
    >>> rows = pd.DataFrame({"label": ["Đà Nẵng", "Hòa Bình", "Sơn La"], "value": [1, 2, 3]})
    >>> figure = strip(rows.assign(is_highlighted=[False, True, False]), words)
    >>> "Hòa Bình: 2" in [label.text for label in figure.labels]
    True
    """
    require_columns(frame, COLUMNS, "strip")
    rows = with_defaults(frame, bound="exact", value_text=None)
    require_words(rows, "bound", BOUNDS, "strip")
    numbers = pd.to_numeric(rows["value"]).astype("float64")
    known = rows.assign(value=numbers).dropna(subset="value")
    ordered = known.sort_values(["value", "label"], kind="stable").reset_index(drop=True)
    return render(caption, lambda sheet: _paint(ordered, caption, sheet))


def _paint(rows: pd.DataFrame, caption: Caption, sheet: Sheet) -> Drawing:
    header = plan_header(sheet, caption, [unit_key(caption)])
    ticks, scale = _axis(rows["value"].to_numpy(dtype=np.float64), caption, sheet)
    xs = scale.pixels(rows["value"])
    step = 1.2 * _MARK_PT[sheet.name] * DPI / 72
    levels = _levels(xs, step)
    rise = step * min(1.0, _MOST_STACKED / max(levels.max(initial=0.0), 1.0))
    spots = np.flatnonzero(rows["is_highlighted"].to_numpy(dtype=bool)).tolist()
    top = header.height + 0.8 * sheet.line
    base = top + (len(spots) + 0.7) * sheet.line + rise * levels.max(initial=0.0)
    drawing = Drawing(sheet, base + 3.6 * sheet.line)
    header.draw(drawing)
    _draw_axis(drawing, scale, ticks, caption, base + 0.8 * sheet.line)
    ys = base - rise * levels
    quiet = np.delete(np.arange(len(rows)), spots)
    drawing.marks(xs[quiet], ys[quiet], Mark("o", CONTEXT, "full", _MARK_PT[sheet.name]))
    for line, spot in enumerate(spots):
        row = rows.iloc[spot]
        name_at = (float(xs[spot]), top + line * sheet.line)
        _draw_name(drawing, _name(row, caption), name_at, float(ys[spot]))
        point = Point(float(row["value"]), np.nan, np.nan, str(row["bound"]))
        along = Along(scale, float(ys[spot]), is_vertical=False)
        draw_point(drawing, along, point, _SPOT, _SPOT_PT)
    _draw_ends(drawing, rows, caption, base + 3.0 * sheet.line)
    return drawing


def _axis(values: Floats, caption: Caption, sheet: Sheet) -> tuple[Floats, Scale]:
    """Round ticks, and an axis no longer than the values need where two ticks lie within them."""
    ticks = ticks_over(values, is_share=caption.is_share, wanted=6)
    inside = ticks[(ticks >= values.min(initial=np.inf)) & (ticks <= values.max(initial=-np.inf))]
    low, high = ticks[0], ticks[-1]
    if len(inside) > 1:
        ticks, low, high = inside, values.min(), values.max()
    margin = 1.5 * sheet.em
    return ticks, Scale(float(low), float(high), margin, sheet.width - margin)


def _levels(pixels: Floats, step: float) -> Floats:
    """How many dots each dot stands above; dots that would touch are stacked."""
    rightmost: list[float] = []
    levels = np.zeros(len(pixels))
    for number, pixel in enumerate(pixels):
        free = next((at for at, right in enumerate(rightmost) if pixel - right >= step), None)
        if free is None:
            free = len(rightmost)
            rightmost.append(-np.inf)
        rightmost[free] = pixel
        levels[number] = free
    return levels


def _name(row: pd.Series, caption: Caption) -> str:
    given = row["value_text"]
    value = figure_text(float(row["value"]), str(row["bound"]), caption)
    return f"{row['label']}: {given if isinstance(given, str) else value}"


def _draw_name(drawing: Drawing, text: str, at: tuple[float, float], bottom: float) -> None:
    """A name above the dots, with a thin line down to its own."""
    (x, middle), sheet = at, drawing.sheet
    shown = sheet.shorten(text, sheet.width - 1.2 * sheet.em, bold=True)
    half = sheet.text_width(shown, bold=True) / 2
    centre = min(max(x, half + 2), sheet.width - half - 2)
    drawing.write((centre, middle), shown, anchor="center", colour=MET, bold=True)
    drawing.line([x, x], [middle + 0.6 * sheet.line, bottom], Pen(MET, 0.7))


def _draw_ends(drawing: Drawing, rows: pd.DataFrame, caption: Caption, middle: float) -> None:
    """Names of the least and the greatest value under the axis, unless they are named above."""
    sheet = drawing.sheet
    room = 0.5 * sheet.width - sheet.em
    edges: tuple[tuple[int, float, Anchor], ...] = (
        (0, 0.3 * sheet.em, "left"),
        (len(rows) - 1, sheet.width - 0.3 * sheet.em, "right"),
    )
    for number, x, anchor in edges[: len(rows)]:
        row = rows.iloc[number]
        if not row["is_highlighted"]:
            text = sheet.shorten(_name(row, caption), room)
            drawing.write((x, middle), text, anchor=anchor, colour=NEUTRAL)


def _draw_axis(
    drawing: Drawing, scale: Scale, ticks: Floats, caption: Caption, bottom: float
) -> None:
    sheet = drawing.sheet
    drawing.line([scale.start, scale.end], [bottom, bottom], Pen(RULE, 0.8))
    texts, pixels = tick_texts(ticks, caption.lang), scale.pixels(ticks)
    widest = max(map(sheet.text_width, texts)) + 0.8 * sheet.em
    kept = keep_spaced(pixels, widest, range(len(texts)))
    foot = bottom + 0.25 * sheet.em
    drawing.strokes(((x, bottom, x, foot) for x in pixels), Pen(RULE, 0.8))
    for pixel, text, is_kept in zip(pixels, texts, kept, strict=True):
        if is_kept:
            half = sheet.text_width(text) / 2
            x = min(max(float(pixel), half + 1), sheet.width - half - 1)
            at = (x, bottom + 0.9 * sheet.line)
            drawing.write(at, text, anchor="center", colour=NEUTRAL)
