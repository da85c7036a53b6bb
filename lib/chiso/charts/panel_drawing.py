"""One panel of small multiples: axes, target, breaks, lines, bounds and names."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from chiso.charts.caption import Caption
from chiso.charts.drawing import Drawing, Pen
from chiso.charts.marks import Along, Point, draw_point
from chiso.charts.palette import (
    CONTEXT,
    GRID,
    NEUTRAL,
    QUIET_STROKE,
    RULE,
    SERIES,
    TARGET,
    Look,
    Stroke,
)
from chiso.charts.panels import NAME_GUTTER_EM, PanelPlace
from chiso.charts.place import dodge, keep_every, keep_spaced
from chiso.charts.scales import Floats, Scale
from chiso.charts.series import Series
from chiso.charts.sheet import Box
from chiso.words import Words

TARGET_PEN = Pen(TARGET, 1.1, "--")
BREAK_PEN = Pen(NEUTRAL, 1.0, ":")
_FEW_POINTS = 8  # up to here each point of a line has a mark
_EMPTY = Words(vi="Chưa có số liệu", en="No data")


@dataclass(frozen=True)
class ValueAxis:
    """Ticks of the values and their texts; the outer ticks are the limits.

    ``above`` and ``below`` are the em that arrows of bounds need beyond them.
    """

    ticks: Floats
    texts: tuple[str, ...]
    above: float
    below: float


@dataclass(frozen=True)
class TimeAxis:
    """Times that occur, their names, and the limits of the axis in years."""

    ticks: Floats
    texts: tuple[str, ...]
    low: float
    high: float


@dataclass(frozen=True)
class PanelScales:
    """Both scales of one panel."""

    across: Scale
    along: Scale


def draw_panel(
    drawing: Drawing, place: PanelPlace, values: ValueAxis, times: TimeAxis, caption: Caption
) -> None:
    """Everything of one panel at its place."""
    plot, em = place.plot, drawing.sheet.em
    top, bottom = plot.top + values.above * em, plot.bottom - values.below * em
    along = Scale(float(values.ticks[0]), float(values.ticks[-1]), bottom, top)
    scales = PanelScales(Scale(times.low, times.high, plot.left, plot.right), along)
    _draw_title(drawing, place)
    is_empty = bool(place.panel.rows["value"].isna().all())
    _draw_values(drawing, place, values, along, has_grid=not is_empty)
    _draw_times(drawing, place, times, scales.across)
    _draw_breaks(drawing, place, scales.across)
    if is_empty:
        _draw_empty(drawing, plot, caption)
        return
    _draw_targets(drawing, place, scales)
    if place.panel.reference:
        _draw_series(drawing, place.panel.reference, scales, QUIET_STROKE)
    for series, stroke in zip(place.panel.series, SERIES, strict=False):
        _draw_series(drawing, series, scales, stroke)
    if len(place.panel.series) > 1:
        _draw_names(drawing, place, scales)


def _draw_empty(drawing: Drawing, plot: Box, caption: Caption) -> None:
    middle = ((plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2)
    text = drawing.sheet.shorten(_EMPTY.say(caption.lang), plot.right - plot.left)
    drawing.write(middle, text, anchor="center", colour=NEUTRAL)


def _draw_title(drawing: Drawing, place: PanelPlace) -> None:
    """Texts end just above the plot, so that panels of one row stand on one line."""
    title, line, left = place.title, drawing.sheet.line, place.plot.left
    rows_above = (title.target != "") + _has_letters(place)
    last = place.plot.top - (0.6 + rows_above) * line
    for number, text in enumerate(reversed(title.lines)):
        drawing.write((left, last - number * line), text, bold=True)
    drawing.write((left + title.latest_left, last), title.latest)
    if title.target:
        at = (left, place.plot.top - (0.6 + _has_letters(place)) * line)
        drawing.write(at, title.target, colour=TARGET)


def _has_letters(place: PanelPlace) -> bool:
    return bool(place.panel.breaks)


def _draw_values(
    drawing: Drawing, place: PanelPlace, values: ValueAxis, along: Scale, *, has_grid: bool
) -> None:
    plot, em = place.plot, drawing.sheet.em
    pixels = along.pixels(values.ticks)
    kept = keep_spaced(pixels, drawing.sheet.line, [0, len(pixels) - 1, *range(len(pixels))])
    if has_grid:
        drawing.strokes(((plot.left, y, plot.right, y) for y in pixels), Pen(GRID, 0.7, level=1))
    for pixel, text, is_kept in zip(pixels, values.texts, kept, strict=True):
        if place.has_ticks and is_kept:
            drawing.write((plot.left - 0.5 * em, pixel), text, anchor="right", colour=NEUTRAL)


def _draw_times(drawing: Drawing, place: PanelPlace, times: TimeAxis, across: Scale) -> None:
    """Ticks at all times that occur; the newest is named, and every n-th before it that fits."""
    plot, sheet = place.plot, drawing.sheet
    drawing.line([plot.left, plot.right], [plot.bottom, plot.bottom], Pen(RULE, 0.8))
    pixels = across.pixels(times.ticks)
    foot = plot.bottom + 0.2 * sheet.em
    drawing.strokes(((x, plot.bottom, x, foot) for x in pixels), Pen(RULE, 0.7))
    if not place.has_axis:
        return
    room = plot.right - plot.left
    texts = [sheet.shorten(text, room) for text in times.texts]
    halves = np.array([sheet.text_width(text) / 2 for text in texts])
    centres = np.clip(
        pixels, plot.left + halves, np.maximum(plot.right - halves, plot.left + halves)
    )
    widest = 2 * halves.max() + 0.6 * sheet.em
    kept = keep_every(centres, widest)
    for centre, text, is_kept in zip(centres, texts, kept, strict=True):
        if is_kept:
            at = (float(centre), plot.bottom + 0.85 * sheet.line)
            drawing.write(at, text, anchor="center", colour=NEUTRAL)


def _draw_targets(drawing: Drawing, place: PanelPlace, scales: PanelScales) -> None:
    """Each target from the date of the one before it to its own date."""
    plot = place.plot
    start = plot.left
    for target in place.panel.targets:
        level = scales.along.px(target.level)
        is_dated = math.isfinite(target.time)
        end = min(scales.across.px(target.time), plot.right) if is_dated else plot.right
        first = start if end > start else plot.left
        drawing.line([first, end], [level, level], TARGET_PEN)
        drawing.keep_clear(target.label, Box(first, level - 1, end, level + 1))
        if is_dated and end < plot.right:
            half = 0.3 * drawing.sheet.em
            drawing.line([end, end], [level - half, level + half], Pen(TARGET, 1.1))
        start = max(start, end) if is_dated else start


def _draw_breaks(drawing: Drawing, place: PanelPlace, across: Scale) -> None:
    sheet, plot = drawing.sheet, place.plot
    if not place.panel.breaks:
        return
    pixels = across.pixels([time for time, _ in place.panel.breaks])
    centres = dodge(pixels, sheet.em, plot.left, plot.right)
    for pixel, centre, (_, letter) in zip(pixels, centres, place.panel.breaks, strict=True):
        drawing.line([pixel, pixel], [plot.top, plot.bottom], BREAK_PEN)
        at = (float(centre), plot.top - 0.45 * sheet.line)
        drawing.write(at, letter, anchor="center", colour=NEUTRAL)


def _draw_series(drawing: Drawing, series: Series, scales: PanelScales, stroke: Stroke) -> None:
    """Lines over exact figures of one run; single points, bounds and the newest have marks."""
    is_quiet = stroke is QUIET_STROKE
    rows = series.rows
    xs, ys = scales.across.pixels(rows["time"]), scales.along.pixels(rows["value"])
    pen = Pen(stroke.colour, 1.0 if is_quiet else 1.7, stroke.dash)
    joined = rows["is_joined"].to_numpy()
    runs = rows["run"].to_numpy()
    for run in np.unique(runs[joined]):
        inside = runs == run
        drawing.line(xs[inside], ys[inside], pen)
    known = rows["value"].notna().to_numpy()
    alone = known & ~rows["run"].duplicated(keep=False).to_numpy()
    newest = np.zeros(len(rows), dtype=bool)
    newest[np.flatnonzero(known)[-1:]] = not is_quiet
    all_marked = not is_quiet and known.sum() <= _FEW_POINTS
    marked = known & (alone | newest | all_marked | ~joined)
    look = Look(stroke.colour, stroke.marker, True, "", Words("", ""))
    for row in np.flatnonzero(marked):
        bound = str(rows["bound"].iloc[row])
        # The arrow of a bound has one length in all panels: its other end may be far away.
        lower, upper = rows[["lower", "upper"]].iloc[row] if bound == "exact" else (math.nan,) * 2
        point = Point(float(rows["value"].iloc[row]), float(lower), float(upper), bound)
        draw_point(drawing, Along(scales.along, float(xs[row]), is_vertical=True), point, look, 4.5)


def _draw_names(drawing: Drawing, place: PanelPlace, scales: PanelScales) -> None:
    """Names of tiers at the right of the plot, level with their newest figures."""
    sheet, plot = drawing.sheet, place.plot
    lasts = np.array([series.last for series in place.panel.series])
    xs, levels = scales.across.pixels(lasts[:, 0]), scales.along.pixels(lasts[:, 1])
    levels = np.where(np.isfinite(levels), levels, plot.bottom)
    places = dodge(levels, sheet.line, plot.top - 0.3 * sheet.line, plot.bottom + 0.3 * sheet.line)
    left = plot.right + 0.8 * NAME_GUTTER_EM * sheet.em
    for series, x, level, middle in zip(place.panel.series, xs, levels, places, strict=True):
        if math.isfinite(x):
            start = max(x + 0.6 * sheet.em, min(plot.right, x + sheet.em))
            drawing.line([start, left - 0.3 * sheet.em], [level, middle], Pen(CONTEXT, 0.6))
        drawing.write((left, float(middle)), sheet.shorten(series.name_text, place.name_room))
