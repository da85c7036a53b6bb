"""How did it develop: one small panel an indicator or unit, over the same times."""

from __future__ import annotations

import numpy as np
import pandas as pd

from chiso.charts.caption import Caption
from chiso.charts.drawing import Drawing, Pen, render
from chiso.charts.figure import Figure
from chiso.charts.header import Key, bound_keys, plan_header, unit_key
from chiso.charts.marks import open_end
from chiso.charts.palette import CONTEXT
from chiso.charts.panel_drawing import BREAK_PEN, TARGET_PEN, TimeAxis, ValueAxis, draw_panel
from chiso.charts.panels import Widths, plan_panels
from chiso.charts.scales import tick_texts, ticks_over
from chiso.charts.series import Panel, PanelOptions, common_targets, read_panels
from chiso.charts.sheet import Sheet
from chiso.words import Words

_FAR = 0.5  # share of the time shown by which the axis may grow to hold the date of a target
_ARROW_EM, _MARK_EM = 1.3, 0.4  # room for arrows, and for marks above the highest tick
_NAME_SHARE = {"wide": 0.25, "narrow": 0.45}  # of the sheet's width, for names of tiers
_OWN_SCALE = Words(vi="mỗi ô một thang đo", en="each panel has its own scale")
_SHARED_SCALE = Words(vi="các ô chung một thang đo", en="all panels share one scale")
_BREAK = Words(vi="Chữ cái: đổi định nghĩa", en="Letter: definition changed")


def small_multiples(
    frame: pd.DataFrame, caption: Caption, options: PanelOptions | None = None
) -> Figure:
    """A panel each for several indicators or units, with their newest figures in the titles.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a panel, tier and time. ``panel``, an id, and ``panel_label``, its name; ``time``
        in years with fraction, and ``label``, the period's short name; ``value`` in the unit of
        the caption, missing for a gap; ``lower`` and ``upper``, what is known around it; ``bound``,
        one of ``exact, at_least, more_than, at_most, less_than, about``; ``segment``, a number
        that changes where the definition does; ``target``, ``target_label`` with its date, and
        ``target_time`` in years, all missing where there is none. Optional ``tier`` and
        ``tier_label`` for at most four lines a panel, and ``value_text``, which replaces the
        text of a value.
    caption : Caption
        Words of the figure. Up to 24 panels read well.
    options : PanelOptions, optional
        The grey tier of reference; whether panels share one scale.

    Returns
    -------
    Figure
        Lines join exact figures within one segment only. A bound is a half mark with an arrow to
        its open side; a missing figure is a gap; a new segment has a dotted line with a letter; a
        target is a dashed line that ends at its date.

    Raises
    ------
    UsageError
        If a column is missing, a bound is unknown, or a panel has more than four tiers.

    Examples
    --------
    >>> alt = "Biểu đồ: tỷ lệ hồ sơ trực tuyến của các đơn vị, quý IV/2023; xem Biểu số 2."
    >>> words = Caption(id="h-1", title="Tỷ lệ tăng trong hai năm", alt=alt, unit="%", lang="vi")
    >>> rows = pd.DataFrame({"time": [2022, 2023], "label": ["2022", "2023"], "value": [65, 72.9]})
    >>> rows = rows.assign(panel="17", panel_label="Toàn tỉnh", bound="exact", segment=1)
    >>> none = dict.fromkeys(["lower", "upper", "target", "target_label", "target_time"])
    >>> figure = small_multiples(rows.assign(**none), words)
    >>> "72,9%" in [label.text for label in figure.labels]
    True
    """
    chosen = options or PanelOptions()
    panels = read_panels(frame, caption, chosen)
    return render(caption, lambda sheet: _paint(panels, caption, chosen, sheet))


def _paint(
    panels: tuple[Panel, ...], caption: Caption, options: PanelOptions, sheet: Sheet
) -> Drawing:
    header = plan_header(sheet, caption, _keys(panels, caption, options))
    groups = [panels] if options.shares_scale else [(panel,) for panel in panels]
    axes = [_value_axis(group, caption) for group in groups]
    grid = plan_panels(sheet, header, panels, _widths(sheet, panels, axes, options))
    drawing = Drawing(sheet, grid.height)
    header.draw(drawing)
    times = _time_axis(panels)
    for number, place in enumerate(grid.places):
        draw_panel(drawing, place, axes[0 if options.shares_scale else number], times, caption)
    return drawing


def _keys(panels: tuple[Panel, ...], caption: Caption, options: PanelOptions) -> list[Key]:
    lang = caption.lang
    scale = None if len(panels) < 2 else _SHARED_SCALE if options.shares_scale else _OWN_SCALE
    references = [panel.reference for panel in panels if panel.reference]
    bounds = [bound for panel in panels for bound in panel.rows["bound"]]
    common = common_targets(panels)
    quiet = [Key(references[0].label, pen=Pen(CONTEXT, 1.4))] if references else []
    target = [Key(goal.label, pen=TARGET_PEN) for goal in common]
    is_broken = any(panel.breaks for panel in panels)
    broken = [Key(_BREAK.say(lang), pen=BREAK_PEN)] if is_broken else []
    return [unit_key(caption, scale), *quiet, *target, *broken, *bound_keys(bounds, caption, 5.0)]


def _value_axis(panels: tuple[Panel, ...], caption: Caption) -> ValueAxis:
    """Ticks over all figures, their intervals and the targets."""
    frames = [panel.rows for panel in panels]
    values = [frame[["value", "target"]].to_numpy(dtype=np.float64).ravel() for frame in frames]
    points = [frame[frame["bound"].eq("exact")] for frame in frames]
    sides = [frame[["lower", "upper"]].to_numpy(dtype=np.float64).ravel() for frame in points]
    known = np.concatenate([*values, *sides])
    ticks = ticks_over(known, is_share=caption.is_share, wanted=3)
    texts = tick_texts(ticks, caption.lang) if np.isfinite(known).any() else ("",) * len(ticks)
    open_ends = {open_end(bound) for frame in frames for bound in frame["bound"]}
    above = _ARROW_EM if 1 in open_ends else _MARK_EM
    below = _ARROW_EM if -1 in open_ends else 0.0
    return ValueAxis(ticks, texts, above, below)


def _widths(
    sheet: Sheet, panels: tuple[Panel, ...], axes: list[ValueAxis], options: PanelOptions
) -> Widths:
    tick = max(sheet.text_width(text) for axis in axes for text in axis.texts)
    names = [
        sheet.text_width(series.name_text)
        for panel in panels
        for series in panel.series
        if len(panel.series) > 1
    ]
    most = _NAME_SHARE[sheet.name] * sheet.width
    name = min(max(names, default=0.0), most)
    return Widths(tick + 0.9 * sheet.em, name, options.shares_scale)


def _time_axis(panels: tuple[Panel, ...]) -> TimeAxis:
    """Times of all panels; the date of a target is held where it is not far away."""
    rows = pd.concat([panel.rows for panel in panels], ignore_index=True)
    known = rows[["time", "label"]].drop_duplicates("time").sort_values("time", kind="stable")
    low, high = float(known["time"].min()), float(known["time"].max())
    reach = high + _FAR * max(high - low, 1.0)
    dates = rows["target_time"][rows["target_time"].le(reach)]
    high = max(high, float(dates.max())) if len(dates) else high
    margin = 0.05 * (high - low) if high > low else 0.5
    ticks = known["time"].to_numpy(dtype=np.float64)
    return TimeAxis(ticks, tuple(known["label"].astype(str)), low - margin, high + margin)
