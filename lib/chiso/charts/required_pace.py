"""On pace: figures so far, the path of dated targets, and the straight line that is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.charts.caption import Caption
from chiso.charts.drawing import Drawing, Mark, Pen, render
from chiso.charts.figure import Figure
from chiso.charts.header import Header, Key, plan_header, unit_key
from chiso.charts.inputs import require_columns, require_words
from chiso.charts.palette import CONTEXT, GRID, INK, MET, NEUTRAL, RULE, TARGET
from chiso.charts.place import keep_every, keep_spaced, place_beside
from chiso.charts.scales import Floats, Scale, tick_texts, ticks_over
from chiso.charts.sheet import Box, Sheet
from chiso.words import Words

COLUMNS = ("panel", "panel_label", "panel_note", "time", "label", "value", "role", "text")
ROLES = ("figure", "target", "aim")
_MOST_COLUMNS = {"wide": 2, "narrow": 1}
_HEIGHTS = {"wide": (150.0, 300.0), "narrow": (190.0, 300.0)}
_NAME_SHARE = 0.3  # of a panel's width, for the text of a target at its right
_ABOVE, _BELOW = 2.4, 1.7  # lines above a plot for its title and note, and below for times
_SAMPLE_PX = 8.0
_DONE, _PATH, _NEED = Pen(MET, 1.8), Pen(TARGET, 1.2, "--"), Pen(INK, 1.4, ":")
_FIGURE, _GOAL = Mark("o", MET, "full", 5.0), Mark("D", TARGET, "none", 5.0)
_FIGURES = Words(vi="Kết quả", en="Result")
_TARGETS = Words(vi="Chỉ tiêu theo năm đến hạn", en="Targets by due year")
_NEEDED = Words(vi="Đường cần đi để kịp hạn", en="Line needed for the due date")


@dataclass(frozen=True)
class Way:
    """One panel: its texts, figures, targets, and the target that is aimed at."""

    label: str
    note: str
    figures: pd.DataFrame
    goals: pd.DataFrame

    @property
    def aim(self) -> pd.Series:
        """The target to which the needed line is drawn."""
        return self.goals[self.goals["role"].eq("aim")].iloc[0]

    @property
    def last(self) -> pd.Series:
        """The newest known figure."""
        return self.figures.dropna(subset="value").iloc[-1]

    @property
    def rows(self) -> pd.DataFrame:
        """Figures and targets by time."""
        both = pd.concat([self.figures, self.goals], ignore_index=True)
        return both.sort_values("time", kind="stable")


@dataclass(frozen=True)
class Field:
    """The rectangle of one panel, and its two scales."""

    top: float
    plot: Box
    right: float
    across: Scale
    along: Scale
    ticks: Floats

    def at(self, rows: pd.DataFrame) -> Floats:
        """One row a point: x and y in pixels."""
        return np.column_stack([self.across.pixels(rows["time"]), self.along.pixels(rows["value"])])


def required_pace(frame: pd.DataFrame, caption: Caption) -> Figure:
    """A panel an indicator: its figures, the dated targets, and the line to the one aimed at.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a panel and point. ``panel``, an id, ``panel_label``, its name, and
        ``panel_note``, the needed and the seen pace in words; ``time`` in years with fraction and
        ``label``, its short name; ``value`` in the unit of the caption, missing for a gap;
        ``role``, one of ``figure``, ``target`` and, once a panel, ``aim``; ``text``, what is
        written beside a target.
    caption : Caption
        Words of the figure. Up to six panels read well.

    Returns
    -------
    Figure
        Circles and line: figures of one definition. Dashed with diamonds: targets at their due
        dates. Dotted: from the newest figure straight to the target aimed at.

    Raises
    ------
    UsageError
        If a column is missing or a role is unknown.

    Notes
    -----
    Worth drawing from three comparable figures and one dated target on (REPORT 3.3).

    Examples
    --------
    >>> alt = "Đường: tỷ lệ hồ sơ trực tuyến 2022-2024 và chỉ tiêu 2025; xem Biểu số 2."
    >>> words = Caption(id="h-1", title="Cần nhanh hơn", alt=alt, unit="%", lang="vi")
    >>> rows = pd.DataFrame({"time": [2022.9, 2023.9, 2024.9, 2025.9], "value": [84, 87, 88.5, 97]})
    >>> rows = rows.assign(label=["2022", "2023", "2024", "2025"], panel="a", panel_label="Hồ sơ")
    >>> rows["role"], rows["text"] = ["figure"] * 3 + ["aim"], "97% (2025)"
    >>> figure = required_pace(rows.assign(panel_note="cần +8,5 mỗi năm"), words)
    >>> "97% (2025)" in [label.text for label in figure.labels]
    True
    """
    require_columns(frame, COLUMNS, "required_pace")
    require_words(frame, "role", ROLES, "required_pace")
    numbers = {name: pd.to_numeric(frame[name]).astype("float64") for name in ("time", "value")}
    rows = frame.assign(**numbers).sort_values("time", kind="stable")
    # Compared with a single text, NumPy would pass over names that end in a NUL.
    panels = dict(iter(rows.groupby("panel", sort=False)))
    ways = [_way(panels[name]) for name in frame["panel"].unique()]
    return render(caption, lambda sheet: _paint(ways, caption, sheet))


def _way(rows: pd.DataFrame) -> Way:
    is_figure = rows["role"].eq("figure")
    label, note = (str(rows[name].iloc[0]) for name in ("panel_label", "panel_note"))
    return Way(label, note, rows[is_figure], rows[~is_figure])


def _paint(ways: Sequence[Way], caption: Caption, sheet: Sheet) -> Drawing:
    keys = [
        unit_key(caption),
        Key(_FIGURES.say(caption.lang), pen=_DONE, mark=_FIGURE),
        Key(_TARGETS.say(caption.lang), pen=_PATH, mark=_GOAL),
        Key(_NEEDED.say(caption.lang), pen=_NEED),
    ]
    header = plan_header(sheet, caption, keys)
    fields = _fields(sheet, header, ways, caption)
    drawing = Drawing(sheet, max(field.plot.bottom for field in fields) + _BELOW * sheet.line)
    header.draw(drawing)
    for way, field in zip(ways, fields, strict=True):
        _draw_title(drawing, way, field)
        _draw_values(drawing, field, caption)
        _draw_times(drawing, way, field)
        _draw_lines(drawing, way, field)
        _draw_goals(drawing, way, field)
    return drawing


def _fields(
    sheet: Sheet, header: Header, ways: Sequence[Way], caption: Caption
) -> tuple[Field, ...]:
    """Panels in rows of equal height; at the right of each is room for the text of its aim."""
    most = _MOST_COLUMNS[sheet.name]
    columns = min(most, len(ways))
    lines = -(-len(ways) // columns)
    low, high = _HEIGHTS[sheet.name]
    free = (sheet.tallest - header.height) / lines - (_ABOVE + _BELOW) * sheet.line
    height = min(max(free, low), high)
    width = sheet.width / columns
    fields = []
    for number, way in enumerate(ways):
        line, column = divmod(number, columns)
        top = header.height + line * (height + (_ABOVE + _BELOW) * sheet.line)
        ticks = ticks_over(way.rows["value"].to_numpy(), is_share=caption.is_share, wanted=4)
        left = column * width + max(map(sheet.text_width, tick_texts(ticks, caption.lang)))
        name = max(map(sheet.text_width, way.goals["text"].astype(str)))
        right = (column + 1) * width - min(name, _NAME_SHARE * width) - 1.3 * sheet.em
        above = top + _ABOVE * sheet.line
        plot = Box(left + 0.8 * sheet.em, above, right, above + height)
        times = way.rows["time"]
        margin = 0.04 * max(float(times.max() - times.min()), 0.5)
        across = Scale(times.min() - margin, times.max() + margin, plot.left, plot.right)
        along = Scale(float(ticks[0]), float(ticks[-1]), plot.bottom, plot.top)
        fields.append(Field(top, plot, (column + 1) * width, across, along, ticks))
    return tuple(fields)


def _draw_title(drawing: Drawing, way: Way, field: Field) -> None:
    sheet, left = drawing.sheet, field.plot.left
    room = field.right - left - 0.6 * sheet.em
    name = sheet.shorten(way.label, room, bold=True)
    drawing.write((left, field.top + 0.55 * sheet.line), name, bold=True)
    note = sheet.shorten(way.note, room)
    drawing.write((left, field.top + 1.5 * sheet.line), note, colour=NEUTRAL)


def _draw_values(drawing: Drawing, field: Field, caption: Caption) -> None:
    sheet, plot = drawing.sheet, field.plot
    pixels = field.along.pixels(field.ticks)
    drawing.strokes(((plot.left, y, plot.right, y) for y in pixels), Pen(GRID, 0.7, level=1))
    kept = keep_spaced(pixels, sheet.line, [0, len(pixels) - 1, *range(len(pixels))])
    texts = tick_texts(field.ticks, caption.lang)
    for pixel, text, is_kept in zip(pixels, texts, kept, strict=True):
        if is_kept:
            at = (plot.left - 0.5 * sheet.em, float(pixel))
            drawing.write(at, text, anchor="right", colour=NEUTRAL)


def _draw_times(drawing: Drawing, way: Way, field: Field) -> None:
    """Ticks at every figure and due date; the last is named, and every n-th before it that fits."""
    sheet, plot = drawing.sheet, field.plot
    drawing.line([plot.left, plot.right], [plot.bottom, plot.bottom], Pen(RULE, 0.8))
    named = way.rows.drop_duplicates("time", keep="last")
    pixels = field.across.pixels(named["time"])
    foot = plot.bottom + 0.2 * sheet.em
    drawing.strokes(((x, plot.bottom, x, foot) for x in pixels), Pen(RULE, 0.7))
    texts = [sheet.shorten(str(text), plot.right - plot.left) for text in named["label"]]
    halves = np.array([sheet.text_width(text) / 2 for text in texts])
    centres = np.clip(pixels, plot.left + halves, np.maximum(plot.left + halves, field.right))
    kept = keep_every(centres, 2 * float(halves.max()) + 0.6 * sheet.em)
    for at in np.flatnonzero(kept):
        place = (float(centres[at]), plot.bottom + 0.85 * sheet.line)
        drawing.write(place, texts[at], anchor="center", colour=NEUTRAL)


def _draw_lines(drawing: Drawing, way: Way, field: Field) -> None:
    """The dashed path, the dotted line that is needed, and the figures above both."""
    goals, figures = field.at(way.goals), field.at(way.figures)
    drawing.line(goals[:, 0], goals[:, 1], _PATH)
    drawing.marks(goals[:, 0], goals[:, 1], _GOAL)
    ends = field.at(pd.DataFrame([way.last, way.aim]))
    drawing.line(ends[:, 0], ends[:, 1], _NEED)
    drawing.line(figures[:, 0], figures[:, 1], _DONE)
    known = figures[np.isfinite(figures[:, 1])]
    drawing.marks(known[:, 0], known[:, 1], _FIGURE)


def _draw_goals(drawing: Drawing, way: Way, field: Field) -> None:
    """The text of each target at a free place beside it, that of the aim first."""
    sheet = drawing.sheet
    goals = way.goals.assign(_late=way.goals["role"].ne("aim")).sort_values("_late", kind="stable")
    points = field.at(goals)
    room = field.right - field.plot.right - 1.0 * sheet.em
    texts = [sheet.shorten(str(text), room) for text in goals["text"]]
    sizes = np.array([[sheet.text_width(text), sheet.line] for text in texts])
    high = Box(field.plot.left, field.plot.top - 0.5 * sheet.line, field.right, field.plot.bottom)
    spots = place_beside(points, sizes, high, _blocked(way, field, sheet))
    for (x, y), text, spot in zip(points.tolist(), texts, spots, strict=True):
        if spot:
            if spot.has_leader:
                end = spot.left if spot.left > x else spot.left + sheet.text_width(text)
                drawing.line([x, end], [y, spot.middle], Pen(CONTEXT, 0.6))
            drawing.write((spot.left, spot.middle), text, colour=TARGET)


def _blocked(way: Way, field: Field, sheet: Sheet) -> list[Box]:
    """Short boxes along every line and around every mark, so that texts stay off them."""
    figures = field.at(way.figures.dropna(subset="value"))
    lines = (figures, field.at(way.goals), field.at(pd.DataFrame([way.last, way.aim])))
    half = 0.3 * sheet.em
    marks = [point for line in lines for point in line.tolist()]
    found = [Box(x - half, y - half, x + half, y + half) for x, y in marks]
    for line in lines:
        xs = np.arange(line[0, 0], line[-1, 0], _SAMPLE_PX)
        ys = np.interp(xs, line[:, 0], line[:, 1])
        found += [Box(x, y - 3, x + _SAMPLE_PX, y + 3) for x, y in zip(xs, ys, strict=True)]
    return found
