"""Who moved between two periods: a line a unit, grey except for at most three."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import seaborn as sns

from chiso.charts.caption import Caption
from chiso.charts.drawing import Drawing, Mark, Pen, render
from chiso.charts.figure import Figure
from chiso.charts.header import plan_header, unit_key
from chiso.charts.inputs import require_columns, too_many
from chiso.charts.marks import figure_text
from chiso.charts.palette import HIGHLIGHTS, INK, QUIET_STROKE, RULE
from chiso.charts.scales import Scale, ticks_over
from chiso.charts.sheet import Sheet
from chiso.charts.side_texts import GUTTER_EM, Side, SideText, draw_side
from chiso.words import Words

COLUMNS = ("label", "before", "after", "is_highlighted")
_LEAST_HEIGHT = 420.0
_MANY = 40  # units beyond which quiet lines are thin and without dots
_LEFT_SHARE, _RIGHT_SHARE = 0.25, 0.5  # of the sheet's width, for texts
_QUIET = -1  # style of a unit that is not highlighted


def slope(frame: pd.DataFrame, caption: Caption, periods: tuple[str, str]) -> Figure:
    """A line a unit from one period to the next, with its name and value at the right.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a unit: ``label``; ``before`` and ``after`` in the unit of the caption, missing
        where there is none; ``is_highlighted`` for at most three units.
    caption : Caption
        Words of the figure.
    periods : tuple of str
        Names of the two periods, the earlier one first.

    Returns
    -------
    Figure
        Equal values share one level and one text. A unit that is known in one period only has a
        dot and no line. With more units than lines of text some names are left out; highlighted
        units and both ends keep theirs. Of many units the earlier values are written for these
        alone.

    Raises
    ------
    UsageError
        If a column is missing or more than three units are highlighted.

    Examples
    --------
    >>> alt = "Biểu đồ: tỷ lệ hồ sơ trực tuyến của các đơn vị, quý IV/2023; xem Biểu số 2."
    >>> words = Caption(id="h-1", title="Mai Châu tăng", alt=alt, unit="%", lang="vi")
    >>> rows = pd.DataFrame({"label": ["Mai Châu"], "before": [72.0], "after": [83.4]})
    >>> figure = slope(rows.assign(is_highlighted=True), words, ("2022", "2023"))
    >>> "83,4% Mai Châu" in [label.text for label in figure.labels]
    True
    """
    require_columns(frame, COLUMNS, "slope")
    marked = frame["is_highlighted"].astype(bool)
    if marked.sum() > len(HIGHLIGHTS):
        what = Words("đơn vị được làm nổi", "highlighted units")
        raise too_many("slope: is_highlighted", int(marked.sum()), len(HIGHLIGHTS), what)
    ends = {side: frame[side].astype("float64") for side in ("before", "after")}
    style = np.where(marked, marked.cumsum() - 1, _QUIET)
    rows = frame[["label"]].assign(**ends, style=style).reset_index(drop=True)
    return render(caption, lambda sheet: _paint(rows, caption, periods, sheet))


def _paint(rows: pd.DataFrame, caption: Caption, periods: tuple[str, str], sheet: Sheet) -> Drawing:
    header = plan_header(sheet, caption, [unit_key(caption)])
    sides = (_side_texts(rows, "before", caption), _side_texts(rows, "after", caption))
    top = header.height + 1.3 * sheet.line
    wanted = 1.1 * sheet.line * max(map(len, sides))
    bottom = top + min(max(wanted, _LEAST_HEIGHT), sheet.tallest - top - sheet.line)
    across = Scale(0.0, 1.0, *_axis_places(sheet, sides, periods))
    low, high = _limits(rows, caption)
    scale = Scale(low, high, bottom - 0.5 * sheet.line, top + 0.5 * sheet.line)
    drawing = Drawing(sheet, bottom + 0.4 * sheet.line)
    header.draw(drawing)
    _draw_periods(drawing, periods, across, top)
    axes = ((x, top, x, bottom) for x in (across.start, across.end))
    drawing.strokes(axes, Pen(RULE, 0.8))
    _draw_lines(drawing, rows, across, scale)
    draw_side(drawing, sides[0], Side(across.start, -1), scale)
    draw_side(drawing, sides[1], Side(across.end, 1), scale)
    return drawing


def _draw_periods(drawing: Drawing, periods: tuple[str, str], across: Scale, top: float) -> None:
    sheet = drawing.sheet
    edges = (0.3 * sheet.em, across.end, sheet.width)
    for name, left, right in zip(periods, edges[:-1], edges[1:], strict=True):
        text = sheet.shorten(name, right - left - 0.7 * sheet.em, bold=True)
        drawing.write((left, top - 0.6 * sheet.line), text, bold=True)


def _limits(rows: pd.DataFrame, caption: Caption) -> tuple[float, float]:
    """Least and greatest value; a margin around them only where they are equal."""
    known = rows[["before", "after"]].to_numpy().ravel()
    known = known[np.isfinite(known)]
    if known.size and known.min() < known.max():
        return float(known.min()), float(known.max())
    ticks = ticks_over(known, is_share=caption.is_share, wanted=4)
    return float(ticks[0]), float(ticks[-1])


def _side_texts(rows: pd.DataFrame, side: str, caption: Caption) -> list[SideText]:
    """Texts of one side from the highest value; names stand at the right end of a line."""
    known = rows[rows[side].notna()].sort_values([side, "style"], ascending=False, kind="stable")
    groups = known.groupby([side, "style"], sort=False)
    return [_side_text(group, side, caption) for _, group in groups]


def _side_text(group: pd.DataFrame, side: str, caption: Caption) -> SideText:
    value, style = float(group[side].iloc[0]), int(group["style"].iloc[0])
    named = group if side == "after" else group[group["after"].isna()]
    return SideText(
        value,
        figure_text(value, "exact", caption),
        tuple(named["label"].astype(str)),
        INK if style == _QUIET else HIGHLIGHTS[style].colour,
        style != _QUIET,
    )


def _axis_places(
    sheet: Sheet, sides: Sequence[Sequence[SideText]], periods: Sequence[str]
) -> tuple[float, float]:
    """Where the two axes stand: texts have the room they need, within limits."""
    before, after = (
        max(
            [sheet.text_width(text.fitted(sheet, sheet.width), bold=text.is_bold) for text in side],
            default=0.0,
        )
        for side in sides
    )
    gutter = (GUTTER_EM + 0.4) * sheet.em
    after = max(after, sheet.text_width(periods[1], bold=True) - gutter + sheet.em)
    left = min(before, _LEFT_SHARE * sheet.width) + gutter
    return left, sheet.width - min(after, _RIGHT_SHARE * sheet.width) - gutter


def _draw_lines(drawing: Drawing, rows: pd.DataFrame, across: Scale, scale: Scale) -> None:
    units = rows.assign(unit=range(len(rows)))
    ends = units.melt(["unit", "style"], ["before", "after"], "side", "value")
    ends = ends.assign(x=ends["side"].eq("after").astype("float64")).dropna(subset="value")
    axes = drawing.axes(across, scale)
    are_many = len(rows) > _MANY
    for style in sorted(ends["style"].unique().tolist()):
        group = ends[ends["style"].eq(style)]
        stroke = QUIET_STROKE if style == _QUIET else HIGHLIGHTS[style]
        width = 2.0 if style != _QUIET else 0.4 if are_many else 0.9
        sns.lineplot(
            group,
            x="x",
            y="value",
            units="unit",
            estimator=None,
            color=stroke.colour,
            linewidth=width,
            ax=axes,
        )
        drawing.colour(stroke.colour)
        if style != _QUIET or not are_many:
            mark = Mark(stroke.marker, stroke.colour, "full", 3.0 if style == _QUIET else 5.0)
            drawing.marks(across.pixels(group["x"]), scale.pixels(group["value"]), mark)
