"""Who changed places over three to six periods: a line a unit along its ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from chiso.charts.caption import Caption
from chiso.charts.drawing import Drawing, Mark, Pen, render
from chiso.charts.figure import Figure
from chiso.charts.header import plan_header, unit_key
from chiso.charts.inputs import require_columns, too_many
from chiso.charts.marks import figure_text
from chiso.charts.palette import GRID, HIGHLIGHTS, INK, QUIET_STROKE
from chiso.charts.place import keep_every
from chiso.charts.scales import Scale
from chiso.charts.sheet import Sheet
from chiso.charts.side_texts import GUTTER_EM, Side, SideText, draw_side
from chiso.words import Words

COLUMNS = ("label", "period", "rank", "is_highlighted")
MOST_PERIODS = 6
_MANY = 40  # units beyond which quiet lines are thin and without dots
_NAME_SHARE = 0.46  # of the sheet's width, for names at the right
_LEAST_HEIGHT = 260.0
_QUIET = -1  # style of a unit that is not highlighted


def bump(frame: pd.DataFrame, caption: Caption) -> Figure:
    """A line a unit through its ranks, the first at the top; at most three in colour.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a unit and period, periods in order: ``label``; ``period``, its name; ``rank``, 1
        for the best, missing where there is none; ``is_highlighted`` for at most three units.
    caption : Caption
        Words of the figure; the note says what the ranks rest on.

    Returns
    -------
    Figure
        Units with the same rank stand on one level and share one text. Beside each end stands the
        rank, at the right with the names.

    Raises
    ------
    UsageError
        If a column is missing, more than three units are highlighted, or there are more than six
        periods.

    Examples
    --------
    >>> alt = "Biểu đồ thứ hạng: tỷ lệ hồ sơ trực tuyến của hai huyện, 2022-2023; xem Biểu số 2."
    >>> words = Caption(id="h-1", title="Hạng qua các năm", alt=alt, unit="hạng", lang="vi")
    >>> rows = pd.DataFrame({"label": ["Đà Bắc", "Mai Châu"] * 2, "rank": [1, 2, 2, 1]})
    >>> rows = rows.assign(period=["2022", "2022", "2023", "2023"], is_highlighted=False)
    >>> "1 Mai Châu" in [label.text for label in bump(rows, words).labels]
    True
    """
    require_columns(frame, COLUMNS, "bump")
    periods = [str(name) for name in frame["period"].unique()]
    if len(periods) > MOST_PERIODS:
        what = Words("kỳ trong một hình", "periods in one figure")
        raise too_many("bump: period", len(periods), MOST_PERIODS, what)
    marked = frame.groupby("label", sort=False)["is_highlighted"].any()
    if marked.sum() > len(HIGHLIGHTS):
        what = Words("đơn vị được làm nổi", "highlighted units")
        raise too_many("bump: is_highlighted", int(marked.sum()), len(HIGHLIGHTS), what)
    styles = (marked.cumsum() - 1).where(marked, _QUIET)
    rows = pd.DataFrame(
        {
            "label": frame["label"].astype(str),
            "rank": pd.to_numeric(frame["rank"]).astype("float64"),
            "step": frame["period"].astype(str).map({name: at for at, name in enumerate(periods)}),
            "style": frame["label"].map(styles).to_numpy(),
        }
    ).sort_values(["step", "rank"], kind="stable")
    whole = replace(caption, decimals=0)
    return render(caption, lambda sheet: _paint(rows, periods, whole, sheet))


def _paint(rows: pd.DataFrame, periods: Sequence[str], caption: Caption, sheet: Sheet) -> Drawing:
    header = plan_header(sheet, caption, [unit_key(caption)])
    last = len(periods) - 1
    sides = (_side_texts(rows, 0, caption), _side_texts(rows, last, caption))
    most = float(np.nanmax([2.0, *rows["rank"]]))
    top = header.height + 1.3 * sheet.line
    wanted = max((most + 0.4) * 1.15 * sheet.line, _LEAST_HEIGHT)
    bottom = top + min(wanted, sheet.tallest - top - 0.4 * sheet.line)
    names = max((sheet.text_width(text.fitted(sheet, sheet.width), bold=True) for text in sides[1]),
                default=0.0)  # fmt: skip
    ranks = max((sheet.text_width(text.text) for text in sides[0]), default=0.0)
    gutter = (GUTTER_EM + 0.4) * sheet.em
    right = sheet.width - min(names, _NAME_SHARE * sheet.width) - gutter
    across = Scale(0.0, max(last, 1), ranks + gutter, right)
    along = Scale(most, 1.0, bottom - 0.5 * sheet.line, top + 0.5 * sheet.line)
    drawing = Drawing(sheet, bottom + 0.4 * sheet.line)
    header.draw(drawing)
    _draw_periods(drawing, periods, across, top)
    places = across.pixels(np.arange(last + 1.0))
    drawing.strokes(((x, top, x, bottom) for x in places), Pen(GRID, 0.8, level=1))
    _draw_lines(drawing, rows, across, along)
    draw_side(drawing, sides[0], Side(across.start, -1), along)
    draw_side(drawing, sides[1], Side(float(places[-1]), 1), along)
    return drawing


def _side_texts(rows: pd.DataFrame, step: int, caption: Caption) -> list[SideText]:
    """Texts of the first or last period from the best rank; names stand at the right only."""
    is_last = step == rows["step"].max()
    there = rows[rows["step"].eq(step) & rows["rank"].notna()]
    if not is_last:
        there = there.sort_values(["rank", "style"], ascending=[True, False]).drop_duplicates(
            "rank"
        )
    groups = there.groupby(["rank", "style"], sort=False)
    return [_side_text(group, caption, has_names=is_last) for _, group in groups]


def _side_text(group: pd.DataFrame, caption: Caption, *, has_names: bool) -> SideText:
    rank, style = float(group["rank"].iloc[0]), int(group["style"].iloc[0])
    return SideText(
        rank,
        figure_text(rank, "exact", caption),
        tuple(group["label"]) if has_names else (),
        INK if style == _QUIET else HIGHLIGHTS[style].colour,
        style != _QUIET,
    )


def _draw_periods(drawing: Drawing, periods: Sequence[str], across: Scale, top: float) -> None:
    sheet = drawing.sheet
    step = (across.end - across.start) / max(len(periods) - 1, 1)
    texts = [sheet.shorten(name, max(step, 5 * sheet.em), bold=True) for name in periods]
    halves = np.array([sheet.text_width(text, bold=True) / 2 for text in texts])
    centres = across.pixels(np.arange(float(len(periods))))
    centres = np.clip(centres, halves + 1, sheet.width - halves - 1)
    kept = keep_every(centres, 2 * float(halves.max()) + 0.6 * sheet.em)
    for at in np.flatnonzero(kept):
        place = (float(centres[at]), top - 0.6 * sheet.line)
        drawing.write(place, texts[at], anchor="center", bold=True)


def _draw_lines(drawing: Drawing, rows: pd.DataFrame, across: Scale, along: Scale) -> None:
    """Quiet lines first; a unit without a rank in a period has a gap there."""
    are_many = rows["label"].nunique() > _MANY
    steps = np.arange(across.high + 1)
    for style in sorted(rows["style"].unique().tolist()):
        stroke = QUIET_STROKE if style == _QUIET else HIGHLIGHTS[int(style)]
        width = 2.0 if style != _QUIET else 0.4 if are_many else 0.9
        group = rows[rows["style"].eq(style)]
        for _, unit in group.groupby("label", sort=False):
            ranks = unit.drop_duplicates("step").set_index("step")["rank"].reindex(steps)
            drawing.line(across.pixels(steps), along.pixels(ranks), Pen(stroke.colour, width))
        if style != _QUIET or not are_many:
            known = group.dropna(subset="rank")
            mark = Mark(stroke.marker, stroke.colour, "full", 3.5 if style == _QUIET else 5.0)
            drawing.marks(across.pixels(known["step"]), along.pixels(known["rank"]), mark)
