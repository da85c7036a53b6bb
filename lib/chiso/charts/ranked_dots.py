"""Who is where: one dot a row with its interval, against one reference line."""

from __future__ import annotations

import numpy as np
import pandas as pd

from chiso.charts.caption import Caption
from chiso.charts.drawing import Drawing, render
from chiso.charts.figure import Figure
from chiso.charts.header import Key, borderline_keys, bound_keys, plan_header, state_keys, unit_key
from chiso.charts.inputs import require_columns, require_words, with_defaults
from chiso.charts.marks import (
    BOUNDS,
    Along,
    draw_point,
    known_ends,
    look_of,
    point_of,
    with_symbol,
    written_values,
)
from chiso.charts.palette import CONTEXT, INK, LOOKS, MET, Look
from chiso.charts.rows import Reference, RowTexts, SideColumn, draw_rows, plan_rows
from chiso.charts.scales import Floats, Scale, ticks_over
from chiso.charts.sheet import Sheet
from chiso.words import Words

COLUMNS = ("label", "value", "lower", "upper", "rank_text")
_HEADINGS = (Words("Kết quả", "Result"), Words("Hạng", "Rank"))
_BANDS = Words("Nhóm", "Band")
_PLAIN = Look(MET, "o", True, "", Words("", ""))
_QUIET = Look(CONTEXT, "o", True, "", Words("", ""))


def ranked_dots(
    frame: pd.DataFrame, caption: Caption, reference: Reference | None = None
) -> Figure:
    """A row a unit: a dot at its value, a bar for its interval, its value and rank as text.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a unit, in the order to be drawn. ``label``; ``value`` in the unit of the caption,
        missing where there is none; ``lower`` and ``upper``, the interval, missing where there is
        none; ``rank_text``, such as ``1–3``, empty for no ranks. Optional: ``verdict`` (``met,
        not_met, undetermined, no_target, no_data``) sets mark and colour; without it
        ``is_highlighted`` keeps the colour and all other rows are grey; ``bound`` as in
        :func:`gap_dumbbell`; ``is_borderline``; ``value_text``; ``band_text``, the name of each
        unit's band, which takes the place of ranks.
    caption : Caption
        Words of the figure.
    reference : Reference, optional
        Target or median, with its label and date.

    Returns
    -------
    Figure
        With many rows some labels are left out: highlighted rows, rows not met, and both ends
        keep theirs first.

    Raises
    ------
    UsageError
        If a column is missing or holds an unknown word.

    Examples
    --------
    >>> alt = "Biểu đồ: tỷ lệ hồ sơ trực tuyến của các đơn vị, quý IV/2023; xem Biểu số 2."
    >>> words = Caption(id="h-1", title="Mai Châu cao hơn Đà Bắc", alt=alt, unit="%", lang="vi")
    >>> rows = pd.DataFrame({"label": ["Mai Châu", "Đà Bắc"], "value": [83.4, 66.8]})
    >>> rows = rows.assign(lower=[81.0, 65.2], upper=[85.5, 68.4], rank_text=["1", "2"])
    >>> figure = ranked_dots(rows, words, Reference(70, "Chỉ tiêu 2023: 70%"))
    >>> "83,4%" in [label.text for label in figure.labels]
    True
    """
    require_columns(frame, COLUMNS, "ranked_dots")
    rows = known_ends(
        with_defaults(
            frame, bound="exact", is_borderline=False, is_highlighted=False, value_text=None
        )
    )
    require_words(rows, "bound", BOUNDS, "ranked_dots")
    if "verdict" in rows:
        require_words(rows, "verdict", tuple(LOOKS), "ranked_dots")
    return render(caption, lambda sheet: _paint(rows, caption, reference, sheet))


def _paint(
    rows: pd.DataFrame, caption: Caption, reference: Reference | None, sheet: Sheet
) -> Drawing:
    looks = _looks(rows)
    header = plan_header(sheet, caption, _keys(rows, caption))
    plan = plan_rows(sheet, header, _texts(rows, looks, caption, reference), reference)
    ticks = _ticks(rows, caption, reference, plan.most_ticks)
    inset = 0.6 * sheet.em
    scale = Scale(ticks[0], ticks[-1], plan.plot.left + inset, plan.plot.right - inset)
    drawing = Drawing(sheet, plan.height)
    header.draw(drawing)
    draw_rows(drawing, plan, scale, ticks, caption.lang)
    points = zip(rows.to_dict("records"), looks, plan.middles, strict=True)
    for row, look, middle in points:
        if pd.notna(row["value"]):
            along = Along(scale, float(middle), is_vertical=False)
            draw_point(drawing, along, point_of(row), look, plan.mark_pt)
    return drawing


def _looks(rows: pd.DataFrame) -> list[Look]:
    if "verdict" in rows:
        states = zip(rows["verdict"], rows["is_borderline"], strict=True)
        return [look_of(state, is_borderline=bool(near)) for state, near in states]
    if not rows["is_highlighted"].any():
        return [_PLAIN] * len(rows)
    return [_PLAIN if is_highlighted else _QUIET for is_highlighted in rows["is_highlighted"]]


def _keys(rows: pd.DataFrame, caption: Caption) -> list[Key]:
    drawn = rows[rows["value"].notna()]
    states = set(drawn["verdict"]) if "verdict" in drawn else set()
    near = bool(states) and bool(drawn["is_borderline"].any())
    return [
        unit_key(caption),
        *state_keys(states, caption, 5.0),
        *borderline_keys(is_borderline=near, caption=caption, size=5.0),
        *bound_keys(tuple(drawn["bound"]), caption, 5.0),
    ]


def _texts(
    rows: pd.DataFrame, looks: list[Look], caption: Caption, reference: Reference | None
) -> RowTexts:
    against = pd.Series(reference.value if reference else np.nan, index=rows.index)
    values = written_values(rows, caption, against)
    results = [with_symbol(look, text) for look, text in zip(looks, values, strict=True)]
    has_bands = "band_text" in rows
    ranks = tuple(rows["band_text" if has_bands else "rank_text"].fillna("").astype(str))
    result = SideColumn(
        _HEADINGS[0].say(caption.lang),
        tuple(results),
        tuple(look.colour if look.symbol else INK for look in looks),
    )
    rank = SideColumn((_BANDS if has_bands else _HEADINGS[1]).say(caption.lang), ranks)
    columns = (result, rank) if any(ranks) else (result,)
    return RowTexts(tuple(rows["label"].astype(str)), columns, _priority(rows))


def _priority(rows: pd.DataFrame) -> tuple[int, ...]:
    """Highlighted rows first, then both ends, then rows not met, then from the top."""
    highlighted = np.flatnonzero(rows["is_highlighted"].astype(bool))
    missed = np.flatnonzero(rows["verdict"].eq("not_met")) if "verdict" in rows else highlighted
    ends = [0, len(rows) - 1] if len(rows) else []
    return (*highlighted.tolist(), *ends, *missed.tolist(), *range(len(rows)))


def _ticks(
    rows: pd.DataFrame, caption: Caption, reference: Reference | None, wanted: int
) -> Floats:
    ends = rows[["value", "lower", "upper"]].astype("float64").to_numpy().ravel()
    line = [reference.value] if reference else []
    return ticks_over(np.append(ends, line), is_share=caption.is_share, wanted=wanted)
