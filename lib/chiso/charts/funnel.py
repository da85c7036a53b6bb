"""Which units differ from the whole by more than chance: shares against their denominators."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import seaborn as sns

from chiso.charts.caption import Caption
from chiso.charts.drawing import Drawing, Mark, Pen, render
from chiso.charts.figure import Figure
from chiso.charts.header import Key, plan_header, unit_key
from chiso.charts.inputs import require_columns
from chiso.charts.palette import CONTEXT, GRID, INK, MET, NEUTRAL, RULE
from chiso.charts.place import keep_spaced, place_beside
from chiso.charts.rows import Reference
from chiso.charts.scales import Floats, Scale, tick_texts, ticks_over
from chiso.charts.sheet import DPI, Box, Sheet
from chiso.words import Words

COLUMNS = ("label", "n", "value")
LIMIT_COLUMNS = ("n", "lower_95", "upper_95", "lower_998", "upper_998")
_HEIGHTS = {"wide": 520.0, "narrow": 640.0}
_MARKS = {
    "inside": Mark("o", CONTEXT, "full", 4.0),
    "between": Mark("o", MET, "none", 5.0),
    "outside": Mark("D", MET, "full", 5.0),
}
_NAMES = {
    "inside": Words("trong giới hạn 95%", "within the 95% limits"),
    "between": Words("giữa hai giới hạn", "between the two limits"),
    "outside": Words("ngoài giới hạn 99,8%", "outside the 99.8% limits"),
}
_LINES = {
    "95": (Words("Giới hạn 95%", "95% limits"), Pen(NEUTRAL, 1.0, ":")),
    "998": (Words("Giới hạn 99,8%", "99.8% limits"), Pen(NEUTRAL, 1.0)),
}
_SAMPLE_PX = 10.0
# The limits say how wide chance is, so that units near 100% may fill the height.
_LEAST_SPREAD_PCT = 2.0
_CENTRE = Pen(INK, 1.1, "--")


@dataclass(frozen=True)
class FunnelFrame:
    """What the units are held against.

    Attributes
    ----------
    limits : pandas.DataFrame
        One row a denominator, ascending: ``n, lower_95, upper_95, lower_998, upper_998`` in the
        unit of the caption.
    centre
        Value of the whole with its label.
    base_label
        What the denominators count: ``Số hồ sơ trong kỳ``.
    """

    limits: pd.DataFrame
    centre: Reference
    base_label: str


def funnel(frame: pd.DataFrame, against: FunnelFrame, caption: Caption) -> Figure:
    """A mark a unit at its denominator and share; names only outside the 99.8% limits.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a unit: ``label``; ``n``, its denominator, above 0; ``value`` in the unit of the
        caption. Rows without a value or denominator are left out. Optional ``zone`` (``inside,
        between, outside``) is the finding of the method that made the limits; without it the
        limits are read at each ``n``.
    against : FunnelFrame
        Limits, centre and the name of the denominator.
    caption : Caption
        Words of the figure; the note names the method of the limits.

    Returns
    -------
    Figure
        A unit outside whose name finds no free place has its mark alone.

    Raises
    ------
    UsageError
        If a column of either frame is missing.

    Examples
    --------
    >>> alt = "Biểu đồ: tỷ lệ hồ sơ trực tuyến của các đơn vị, quý IV/2023; xem Biểu số 2."
    >>> words = Caption(id="h-1", title="Mai Châu nằm ngoài giới hạn", alt=alt, unit="%", lang="vi")
    >>> limits = pd.DataFrame({"n": [500, 5000], "lower_95": [68, 71], "upper_95": [76, 73]})
    >>> limits = limits.assign(lower_998=[66, 70], upper_998=[78, 74])
    >>> against = FunnelFrame(limits, Reference(72, "Toàn tỉnh: 72%"), "Số hồ sơ")
    >>> units = pd.DataFrame({"label": ["Mai Châu"], "n": [1342], "value": [83.4]})
    >>> "Mai Châu" in [label.text for label in funnel(units, against, words).labels]
    True
    """
    require_columns(frame, COLUMNS, "funnel")
    require_columns(against.limits, LIMIT_COLUMNS, "funnel: limits")
    numbers = {name: pd.to_numeric(frame[name]).astype("float64") for name in ("n", "value")}
    rows = frame.assign(**numbers).dropna(subset=["n", "value"]).reset_index(drop=True)
    if "zone" not in rows:
        rows = rows.assign(zone=_zones(rows, against.limits))
    return render(caption, lambda sheet: _paint(rows, against, caption, sheet))


def _zones(rows: pd.DataFrame, limits: pd.DataFrame) -> npt.NDArray[np.str_]:
    """Where each unit lies, by the limits drawn at its denominator."""

    def beyond(level: str) -> npt.NDArray[np.bool_]:
        lower, upper = (
            np.interp(rows["n"], limits["n"], limits[f"{side}_{level}"])
            for side in ("lower", "upper")
        )
        return np.asarray((rows["value"] < lower) | (rows["value"] > upper))

    return np.select([beyond("998"), beyond("95")], ["outside", "between"], default="inside")


def _paint(rows: pd.DataFrame, against: FunnelFrame, caption: Caption, sheet: Sheet) -> Drawing:
    header = plan_header(sheet, caption, _keys(rows, against, caption))
    x_ticks, y_ticks = _ticks(rows, against, caption, sheet)
    y_texts = tick_texts(y_ticks, caption.lang)
    left = max(map(sheet.text_width, y_texts)) + 1.0 * sheet.em
    top = header.height + 0.3 * sheet.line
    bottom = top + _HEIGHTS[sheet.name]
    across = Scale(x_ticks[0], x_ticks[-1], left, sheet.width - 1.5 * sheet.em)
    along = Scale(y_ticks[0], y_ticks[-1], bottom, top)
    drawing = Drawing(sheet, bottom + 2.6 * sheet.line)
    header.draw(drawing)
    levels = along.pixels(y_ticks)
    drawing.strokes(((left, y, across.end, y) for y in levels), Pen(GRID, 0.7, level=1))
    for middle, text in zip(levels, y_texts, strict=True):
        drawing.write((left - 0.5 * sheet.em, middle), text, anchor="right")
    _draw_base(drawing, across, along, tick_texts(x_ticks, caption.lang), x_ticks)
    at = (across.end, bottom + 1.9 * sheet.line)
    drawing.write(at, sheet.shorten(against.base_label, across.end), anchor="right")
    _draw_limits(drawing, against, across, along)
    _draw_units(drawing, rows, against, across, along)
    return drawing


def _keys(rows: pd.DataFrame, against: FunnelFrame, caption: Caption) -> list[Key]:
    lang = caption.lang
    zones = [zone for zone in _MARKS if rows["zone"].eq(zone).any()]
    return [
        unit_key(caption),
        Key(against.centre.label, pen=_CENTRE),
        *(Key(name.say(lang), pen=pen) for name, pen in _LINES.values()),
        *(Key(_NAMES[zone].say(lang), mark=_MARKS[zone]) for zone in zones),
    ]


def _ticks(
    rows: pd.DataFrame, against: FunnelFrame, caption: Caption, sheet: Sheet
) -> tuple[Floats, Floats]:
    """Denominators from zero; shares of the units and the limits where units are."""
    wanted = 6 if sheet.name == "wide" else 3
    x_ticks = ticks_over([0.0, *rows["n"]], is_share=False, wanted=wanted)
    seen = against.limits[against.limits["n"].ge(rows["n"].min())]
    edges = seen[["lower_95", "upper_95"]].to_numpy(dtype=np.float64).ravel()
    shares = np.concatenate([rows["value"], edges, [against.centre.value]])
    y_ticks = ticks_over(shares, is_share=caption.is_share, wanted=5, least_pct=_LEAST_SPREAD_PCT)
    return x_ticks, y_ticks


def _draw_base(
    drawing: Drawing, across: Scale, along: Scale, texts: tuple[str, ...], ticks: Floats
) -> None:
    sheet, bottom = drawing.sheet, along.start
    pixels = across.pixels(ticks)
    widths = [sheet.text_width(text) for text in texts]
    kept = keep_spaced(pixels, max(widths) + 0.8 * sheet.em, range(len(texts)))
    drawing.line([across.start, across.end], [bottom, bottom], Pen(RULE, 0.8))
    foot = bottom + 0.25 * sheet.em
    drawing.strokes(((x, bottom, x, foot) for x in pixels), Pen(RULE, 0.8))
    for pixel, text, width, is_kept in zip(pixels, texts, widths, kept, strict=True):
        if is_kept:
            x = min(max(pixel, width / 2 + 1), sheet.width - width / 2 - 1)
            drawing.write((x, bottom + 0.9 * sheet.line), text, anchor="center")


def _draw_limits(drawing: Drawing, against: FunnelFrame, across: Scale, along: Scale) -> None:
    axes = drawing.axes(across, along)
    curves = against.limits.melt("n", LIMIT_COLUMNS[1:], "side", "limit")
    for level, (_, pen) in _LINES.items():
        sns.lineplot(
            curves[curves["side"].str.endswith(f"_{level}")],
            x="n",
            y="limit",
            units="side",
            estimator=None,
            color=pen.colour,
            linewidth=pen.width,
            linestyle=pen.dash,
            ax=axes,
        )
        drawing.colour(pen.colour)
    middle = along.px(against.centre.value)
    drawing.line([across.start, across.end], [middle, middle], _CENTRE)
    box = Box(across.start, middle - 1, across.end, middle + 1)
    drawing.keep_clear(against.centre.label, box)


def _draw_units(
    drawing: Drawing, rows: pd.DataFrame, against: FunnelFrame, across: Scale, along: Scale
) -> None:
    sheet = drawing.sheet
    points = np.column_stack([across.pixels(rows["n"]), along.pixels(rows["value"])])
    for zone, mark in _MARKS.items():
        inside = rows["zone"].eq(zone).to_numpy()
        drawing.marks(points[inside, 0], points[inside, 1], mark)
    far = (rows["value"] - against.centre.value).abs().where(rows["zone"].eq("outside"))
    named = far.sort_values(ascending=False, kind="stable").dropna().index.to_numpy()
    texts = [sheet.shorten(str(rows["label"].iloc[row]), 0.35 * sheet.width) for row in named]
    sizes = np.array([[sheet.text_width(text), sheet.line] for text in texts]).reshape(-1, 2)
    frame = Box(across.start, along.end, across.end + sheet.em, along.start)
    blocked = [*_line_boxes(against, across, along), *_mark_boxes(points)]
    spots = place_beside(points[named], sizes, frame, blocked)
    for row, text, spot in zip(named, texts, spots, strict=True):
        if spot:
            x, y = points[row]
            if spot.has_leader:
                end = spot.left if spot.left > x else spot.left + sheet.text_width(text)
                drawing.line([x, end], [y, spot.middle], Pen(CONTEXT, 0.7))
            drawing.write((spot.left, spot.middle), text)


def _mark_boxes(points: Floats) -> list[Box]:
    half = 2.8 * DPI / 72
    return [Box(x - half, y - half, x + half, y + half) for x, y in points.tolist()]


def _line_boxes(against: FunnelFrame, across: Scale, along: Scale) -> list[Box]:
    """Short boxes along the limits and the centre, so that names stay off them."""
    xs = np.arange(across.start, across.end, _SAMPLE_PX)
    n = across.low + (xs - across.start) / (across.end - across.start) * across.high
    limits = against.limits
    curves = [np.interp(n, limits["n"], limits[side]) for side in LIMIT_COLUMNS[1:]]
    levels = [*curves, np.full(len(xs), against.centre.value)]
    return [
        Box(x, y - 3, x + _SAMPLE_PX, y + 3)
        for level in levels
        for x, y in zip(xs, along.pixels(level), strict=True)
    ]
