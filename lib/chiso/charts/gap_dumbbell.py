"""Are the targets met, and how far off is each: a bar from the target to the value."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from chiso.charts.caption import Caption
from chiso.charts.drawing import Drawing, Pen, render
from chiso.charts.figure import Figure
from chiso.charts.header import Key, borderline_keys, bound_keys, plan_header, state_keys, unit_key
from chiso.charts.inputs import require_columns, require_words, with_defaults
from chiso.charts.marks import (
    BOUNDS,
    Along,
    draw_point,
    fewest_decimals,
    known_ends,
    look_of,
    open_end,
    point_of,
    with_symbol,
    written_values,
)
from chiso.charts.palette import INK, LOOKS
from chiso.charts.rows import RowPlan, RowTexts, SideColumn, draw_rows, plan_rows
from chiso.charts.scales import Floats, Scale, ticks_over
from chiso.charts.sheet import Sheet
from chiso.numbers import format_number
from chiso.words import Words

COLUMNS = (
    "label",
    "value",
    "lower",
    "upper",
    "bound",
    "target",
    "operator",
    "verdict",
    "gap_text",
)
_HEADINGS = (Words("Kết quả", "Result"), Words("Chỉ tiêu", "Target"), Words("Chênh lệch", "Gap"))
_TARGET = Words("Chỉ tiêu", "Target")
_SIGNS = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "=": "= "}


def gap_dumbbell(frame: pd.DataFrame, caption: Caption) -> Figure:
    """A row a target: a bar from the target to the value, and the gap as text.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a target, in the order to be drawn. ``label``; ``value`` in the unit of the
        caption, missing where there is none; ``lower`` and ``upper``, the ends of what is known,
        missing where open; ``bound``, one of ``exact, at_least, more_than, at_most, less_than,
        about``; ``target``; ``operator``, one of ``>=, >, <=, <, =``; ``verdict``, one of
        ``met, not_met, undetermined, no_target, no_data``; ``gap_text``, ready to print.
            Optional ``is_borderline`` draws the hollow mark; ``value_text`` replaces the text that
        is written for a value.
    caption : Caption
        Words of the figure; a unit of ``%`` keeps the axis within 0 and 100.

    Returns
    -------
    Figure
        Black tick: target. Filled circle: met; diamond: not met; hollow square: inconclusive. A
        bound is a half mark with an arrow to its other end, never a bar that claims a gap.

    Raises
    ------
    UsageError
        If a column is missing or holds an unknown word.

    Examples
    --------
    >>> alt = "Biểu đồ: tỷ lệ hồ sơ trực tuyến của các đơn vị, quý IV/2023; xem Biểu số 2."
    >>> words = Caption(id="h-1", title="Một chỉ tiêu còn thiếu", alt=alt, unit="%", lang="vi")
    >>> row = {"label": "Hồ sơ trực tuyến", "value": 61.8, "lower": None, "upper": None}
    >>> row |= {"bound": "exact", "target": 80, "operator": ">=", "verdict": "not_met"}
    >>> figure = gap_dumbbell(pd.DataFrame([row | {"gap_text": "−18,2"}]), words)
    >>> "✗ −18,2" in [label.text for label in figure.labels]
    True
    """
    require_columns(frame, COLUMNS, "gap_dumbbell")
    rows = known_ends(with_defaults(frame, is_borderline=False, value_text=None))
    require_words(rows, "bound", BOUNDS, "gap_dumbbell")
    require_words(rows, "verdict", tuple(LOOKS), "gap_dumbbell")
    require_words(rows[rows["target"].notna()], "operator", tuple(_SIGNS), "gap_dumbbell")
    return render(caption, lambda sheet: _paint(rows, caption, sheet))


def _paint(rows: pd.DataFrame, caption: Caption, sheet: Sheet) -> Drawing:
    header = plan_header(sheet, caption, _keys(rows, caption))
    plan = plan_rows(sheet, header, _texts(rows, caption, sheet), None)
    ticks = _ticks(rows, caption, plan.most_ticks)
    inset = 0.6 * sheet.em
    scale = Scale(ticks[0], ticks[-1], plan.plot.left + inset, plan.plot.right - inset)
    drawing = Drawing(sheet, plan.height)
    header.draw(drawing)
    draw_rows(drawing, plan, scale, ticks, caption.lang)
    for row, middle in zip(rows.to_dict("records"), plan.middles, strict=True):
        _draw_row(drawing, plan, Along(scale, float(middle), is_vertical=False), row)
    return drawing


def _keys(rows: pd.DataFrame, caption: Caption) -> list[Key]:
    drawn = rows[rows["value"].notna()]
    target = Key(_TARGET.say(caption.lang), pen=Pen(INK, 2.0), is_tick=True)
    return [
        unit_key(caption),
        *([target] if rows["target"].notna().any() else []),
        *state_keys(set(drawn["verdict"]), caption, 5.0),
        *borderline_keys(
            is_borderline=bool(drawn["is_borderline"].any()), caption=caption, size=5.0
        ),
        *bound_keys(tuple(drawn["bound"]), caption, 5.0),
    ]


def _texts(rows: pd.DataFrame, caption: Caption, sheet: Sheet) -> RowTexts:
    looks = [look_of(state) for state in rows["verdict"]]
    written = rows["gap_text"].fillna("").astype(str)
    gaps = [with_symbol(look, gap) for look, gap in zip(looks, written, strict=True)]
    results = written_values(rows, caption, rows["target"])
    texts = (results, [_target_text(row, caption) for row in rows.to_dict("records")], gaps)
    colours = ((), (), tuple(look.colour for look in looks))
    columns = [
        SideColumn(heading.say(caption.lang), tuple(column), colour)
        for heading, column, colour in zip(_HEADINGS, texts, colours, strict=True)
    ]
    shown = columns if sheet.name == "wide" else [columns[0], columns[2]]
    priority = tuple(np.argsort(rows["verdict"].ne("not_met"), kind="stable").tolist())
    return RowTexts(tuple(rows["label"].astype(str)), tuple(shown), priority, stacks_labels=True)


def _target_text(row: dict[Any, Any], caption: Caption) -> str:
    if pd.isna(row["target"]):
        return LOOKS["no_target"].symbol
    target = float(row["target"])
    decimals = fewest_decimals(target, 6)
    sign = "%" if caption.is_share else ""
    return _SIGNS[row["operator"]] + format_number(target, decimals, caption.lang) + sign


def _ticks(rows: pd.DataFrame, caption: Caption, wanted: int) -> Floats:
    ends = rows[["value", "target", "lower", "upper"]].astype("float64")
    return ticks_over(ends.to_numpy().ravel(), is_share=caption.is_share, wanted=wanted)


def _draw_row(drawing: Drawing, plan: RowPlan, along: Along, row: dict[Any, Any]) -> None:
    look = look_of(row["verdict"], is_borderline=bool(row["is_borderline"]))
    has_target, has_value = pd.notna(row["target"]), pd.notna(row["value"])
    target = along.scale.px(float(row["target"])) if has_target else math.nan
    settled = not open_end(row["bound"]) or row["verdict"] in ("met", "not_met")
    if has_target and has_value and settled:
        value = along.scale.px(float(row["value"]))
        drawing.line([target, value], [along.across] * 2, Pen(look.colour, 2.2))
    if has_target:
        half = min(0.65 * drawing.sheet.em, 0.45 * plan.closest)
        drawing.line([target] * 2, [along.across - half, along.across + half], Pen(INK, 2.0))
    if has_value:
        draw_point(drawing, along, point_of(row), look, plan.mark_pt)
