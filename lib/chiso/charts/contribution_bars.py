"""What a total is made of: signed bars that add up to it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from chiso.charts.caption import Caption
from chiso.charts.drawing import Drawing, Pen, render
from chiso.charts.figure import Figure
from chiso.charts.header import plan_header, unit_key
from chiso.charts.inputs import require_columns
from chiso.charts.marks import MISSING
from chiso.charts.palette import INK, MET, RULE
from chiso.charts.rows import RowPlan, RowTexts, SideColumn, draw_rows, plan_rows
from chiso.charts.scales import Floats, Scale, ticks_over
from chiso.charts.sheet import Box, Sheet
from chiso.errors import MetricError, Problem
from chiso.numbers import format_number
from chiso.words import Words

COLUMNS = ("label", "value")
_TOTAL = Words(vi="Tổng", en="Total")
_HEADING = Words(vi="Đóng góp", en="Contribution")


def contribution_bars(frame: pd.DataFrame, caption: Caption, total: float) -> Figure:
    """A bar a part, from zero to its signed value, and one for the total below a rule.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a part, in the order to be drawn: ``label``, and ``value`` in the unit of the
        caption, missing where the part is not known.
    caption : Caption
        Words of the figure; ``decimals`` is that of the printed parts.
    total : float
        What the parts add up to.

    Returns
    -------
    Figure
        The value axis always holds zero.

    Raises
    ------
    UsageError
        If a column is missing.
    MetricError
        If all parts are known and do not add up to the total.

    Examples
    --------
    >>> alt = "Biểu đồ: tỷ lệ hồ sơ trực tuyến của các đơn vị, quý IV/2023; xem Biểu số 2."
    >>> words = Caption(id="h-1", title="Cấp tỉnh tăng", alt=alt, unit="điểm %", lang="vi")
    >>> parts = pd.DataFrame({"label": ["Cấp tỉnh", "Cấp xã"], "value": [2.4, -0.6]})
    >>> figure = contribution_bars(parts, words, total=1.8)
    >>> "+1,8" in [label.text for label in figure.labels]
    True
    """
    require_columns(frame, COLUMNS, "contribution_bars")
    parts = pd.to_numeric(frame["value"]).astype("float64")
    _check_sum(parts, total)
    last = pd.DataFrame({"label": [_TOTAL.say(caption.lang)], "value": [total]})
    rows = pd.concat([frame[list(COLUMNS)], last], ignore_index=True)
    return render(caption, lambda sheet: _paint(rows, caption, sheet))


def _check_sum(parts: pd.Series[float], total: float) -> None:
    added = float(parts.sum())
    if parts.isna().any() or np.isclose(added, total, rtol=1e-9, atol=1e-6):
        return
    allowed = Words(vi=f"các phần cộng lại bằng tổng {total}", en=f"the parts add up to {total}")
    todo = Words(vi="Kiểm tra phần bị thiếu hoặc sai dấu", en="Look for a missing or signed part")
    raise MetricError(Problem("contribution_bars", repr(added), allowed, todo, "parts_sum"))


def _paint(rows: pd.DataFrame, caption: Caption, sheet: Sheet) -> Drawing:
    header = plan_header(sheet, caption, [unit_key(caption)])
    plan = plan_rows(sheet, header, _texts(rows, caption), None)
    values = rows["value"].to_numpy(dtype=np.float64)
    ticks = ticks_over(np.append(values, 0.0), is_share=False, wanted=plan.most_ticks)
    inset = 0.6 * sheet.em
    scale = Scale(ticks[0], ticks[-1], plan.plot.left + inset, plan.plot.right - inset)
    drawing = Drawing(sheet, plan.height)
    header.draw(drawing)
    draw_rows(drawing, plan, scale, ticks, caption.lang)
    _draw_bars(drawing, plan, scale.pixels(values), scale.px(0.0))
    return drawing


def _texts(rows: pd.DataFrame, caption: Caption) -> RowTexts:
    values = tuple(
        format_number(value, caption.decimals, caption.lang, signed=True)
        if np.isfinite(value)
        else MISSING
        for value in rows["value"]
    )
    column = SideColumn(_HEADING.say(caption.lang), values)
    order = (len(rows) - 1, *range(len(rows)))
    return RowTexts(tuple(rows["label"].astype(str)), (column,), order, stacks_labels=True)


def _draw_bars(drawing: Drawing, plan: RowPlan, ends: Floats, zero: float) -> None:
    half = 0.32 * min(plan.closest, drawing.sheet.line)
    colours = [MET] * (len(ends) - 1) + [INK]
    for end, middle, colour in zip(ends, plan.middles, colours, strict=True):
        if np.isfinite(end):
            left, right = sorted((float(end), zero))
            drawing.band(Box(left, middle - half, right, middle + half), colour)
    drawing.strokes(((zero, top, zero, bottom) for top, bottom in plan.grid_spans), Pen(RULE, 0.9))
    if len(ends) > 1 and not plan.is_stacked:
        rule = float(plan.middles[-2:].mean())
        drawing.line([plan.plot.left, plan.plot.right], [rule, rule], Pen(RULE, 0.8))
