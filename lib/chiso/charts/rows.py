"""Charts that are read row by row: label at the left, marks in the middle, numbers at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chiso.charts.drawing import Anchor, Drawing, Pen
from chiso.charts.header import Header
from chiso.charts.palette import GRID, INK, NEUTRAL, RULE
from chiso.charts.place import keep_spaced
from chiso.charts.scales import Scale, tick_texts
from chiso.charts.sheet import DPI, Box, Sheet
from chiso.words import Lang

Floats = npt.NDArray[np.float64]
_LABEL_SHARE = {"wide": 0.38, "narrow": 0.42}  # of the sheet's width
_LINE_SHARE = 0.46  # the same where a label has one line only
_COLUMN_SHARE = 0.28
_LABEL_LINES = {"wide": 2, "narrow": 3}
_TICK_EM = 3.2  # room that a tick of the value axis needs
_CLOSEST = 4.0  # pixels between rows


@dataclass(frozen=True)
class SideColumn:
    """Texts at the right of the plot, one a row, under a heading."""

    heading: str
    texts: tuple[str, ...]
    colours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """A line across all rows, such as a target or a median.

    Attributes
    ----------
    value
        Place on the value axis.
    label
        What it is, with its date: ``Chỉ tiêu 2025: 80%``.
    colour
        Rust for a target, grey for anything else.
    """

    value: float
    label: str
    colour: str = NEUTRAL


@dataclass(frozen=True)
class RowTexts:
    """What is written in the rows.

    Attributes
    ----------
    labels
        One a row, from the top.
    columns
        Numbers at the right.
    priority
        Rows in the order in which they keep their texts when there is no room for all.
    stacks_labels
        On a narrow sheet, whether labels stand above their marks.
    """

    labels: tuple[str, ...]
    columns: tuple[SideColumn, ...]
    priority: tuple[int, ...]
    stacks_labels: bool = False


@dataclass(frozen=True)
class RowPlan:
    """Where everything of a row chart stands, in pixels from the top left."""

    sheet: Sheet
    texts: RowTexts
    reference: Reference | None
    plot: Box
    middles: Floats
    label_lines: tuple[tuple[str, ...], ...]
    is_stacked: bool

    @property
    def height(self) -> float:
        """Height of the whole sheet, with the texts of the value axis."""
        return self.plot.bottom + 1.6 * self.sheet.line

    @property
    def closest(self) -> float:
        """Least distance of two rows."""
        return float(np.diff(self.middles).min()) if len(self.middles) > 1 else self.sheet.line

    @property
    def grid_spans(self) -> list[tuple[float, float]]:
        """Heights between which grid lines run; they keep clear of labels that stand above."""
        half = 0.42 * self.sheet.line
        spans = [(float(middle) - half, float(middle) + half) for middle in self.middles]
        return spans if self.is_stacked else [(self.plot.top, self.plot.bottom)]

    @property
    def most_ticks(self) -> int:
        """Greatest number of steps of the value axis that have room for their texts."""
        return int(np.clip((self.plot.right - self.plot.left) // (_TICK_EM * self.sheet.em), 2, 6))

    @property
    def mark_pt(self) -> float:
        """Size of marks that fit between the rows."""
        return min(5.5, max(2.0, 0.75 * self.closest * 72 / DPI))

    @property
    def is_written(self) -> npt.NDArray[np.bool_]:
        """Which rows have room for their texts."""
        return keep_spaced(self.middles, self.sheet.line, self.texts.priority)


def plan_rows(
    sheet: Sheet, header: Header, texts: RowTexts, reference: Reference | None
) -> RowPlan:
    """The layout: labels beside the plot, or above each row where the sheet is narrow."""
    top = header.height + sheet.line * (1 + (reference is not None))
    room = sheet.tallest - top - 1.6 * sheet.line
    side = sum(_column_width(sheet, column) for column in texts.columns)
    for is_stacked, most_lines in _layouts(sheet, texts):
        label_room = sheet.width - side - sheet.em
        if not is_stacked:
            share = _LINE_SHARE if most_lines == 1 else _LABEL_SHARE[sheet.name]
            label_room = min(max(map(sheet.text_width, texts.labels)), share * sheet.width)
        lines = tuple(sheet.wrap(label, label_room + 1, most_lines) for label in texts.labels)
        heights = _row_heights(sheet, lines, is_stacked=is_stacked)
        if heights.sum() <= room:
            break
    else:
        heights[:] = min(float(heights.max()), max(_CLOSEST, room / len(heights)))
    # Where rows are closer than lines, the texts of the first and last row need room of their own.
    spare = max(0.0, sheet.line - float(heights.min())) / 2
    bottoms = top + spare + heights.cumsum()
    middles = bottoms - (0.55 * sheet.line if is_stacked else heights / 2)
    left = 0.8 * sheet.em if is_stacked else label_room + 1.2 * sheet.em
    right = sheet.width - (0.8 * sheet.em if is_stacked else side + 0.9 * sheet.em)
    plot = Box(left, top, right, top + 2 * spare + max(float(heights.sum()), sheet.line))
    return RowPlan(sheet, texts, reference, plot, middles, lines, is_stacked)


def _layouts(sheet: Sheet, texts: RowTexts) -> list[tuple[bool, int]]:
    """Layouts to try, the most comfortable first: labels above or beside, lines of a label."""
    stacked = [(True, 2)] * (texts.stacks_labels and sheet.name == "narrow")
    return [*stacked, *((False, lines) for lines in range(_LABEL_LINES[sheet.name], 0, -1))]


def _row_heights(sheet: Sheet, lines: Sequence[Sequence[str]], *, is_stacked: bool) -> Floats:
    counts = np.array([max(1, len(texts)) for texts in lines], dtype=np.float64)
    extra = 1.25 if is_stacked else 0.25
    return (counts + extra) * sheet.line


def _column_width(sheet: Sheet, column: SideColumn) -> float:
    widest = max(map(sheet.text_width, (column.heading, *column.texts)))
    return min(widest, _COLUMN_SHARE * sheet.width) + 0.9 * sheet.em


def draw_rows(drawing: Drawing, plan: RowPlan, scale: Scale, ticks: Floats, lang: Lang) -> None:
    """Labels, numbers, guides, value axis and reference line; the marks are the chart's own."""
    _draw_axis(drawing, plan, scale.pixels(ticks), tick_texts(ticks, lang))
    if plan.closest >= 0.5 * plan.sheet.em:
        left, right = plan.plot.left, plan.plot.right
        guides = ((left, middle, right, middle) for middle in plan.middles)
        drawing.strokes(guides, Pen(GRID, 0.5, level=1))
    _draw_labels(drawing, plan)
    _draw_columns(drawing, plan)
    if plan.reference:
        _draw_reference(drawing, plan, plan.reference, scale)


def _draw_axis(drawing: Drawing, plan: RowPlan, pixels: Floats, texts: Sequence[str]) -> None:
    plot, sheet = plan.plot, plan.sheet
    widest = max(map(sheet.text_width, texts)) + 0.6 * sheet.em
    order = sorted(range(len(texts)), key=lambda tick: tick % 2)
    kept = keep_spaced(pixels, widest, order)
    grid = ((x, top, x, bottom) for x in pixels for top, bottom in plan.grid_spans)
    drawing.strokes(grid, Pen(GRID, 0.7, level=1))
    for pixel, text, is_kept in zip(pixels, texts, kept, strict=True):
        if is_kept:
            half = sheet.text_width(text) / 2
            x = min(max(pixel, half + 1), sheet.width - half - 1)
            drawing.write((x, plot.bottom + 0.85 * sheet.line), text, anchor="center")
    drawing.line([plot.left, plot.right], [plot.bottom, plot.bottom], Pen(RULE, 0.8))


def _draw_labels(drawing: Drawing, plan: RowPlan) -> None:
    line = plan.sheet.line
    anchor: Anchor = "left" if plan.is_stacked else "right"
    x = plan.plot.left - (0.5 if plan.is_stacked else 0.7) * plan.sheet.em
    for lines, middle, is_written in zip(
        plan.label_lines, plan.middles, plan.is_written, strict=True
    ):
        first = middle - (len(lines) + 0.05 if plan.is_stacked else (len(lines) - 1) / 2) * line
        for number, text in enumerate(lines if is_written else ()):
            drawing.write((x, first + number * line), text, anchor=anchor)


def _draw_columns(drawing: Drawing, plan: RowPlan) -> None:
    sheet = plan.sheet
    right = sheet.width - 0.3 * sheet.em
    up = 1.05 * sheet.line if plan.is_stacked else 0.0
    for column in reversed(plan.texts.columns):
        room = _column_width(sheet, column) - 0.8 * sheet.em
        at = (right, plan.plot.top - 0.5 * sheet.line)
        drawing.write(at, sheet.shorten(column.heading, room), anchor="right", colour=NEUTRAL)
        colours = column.colours or (INK,) * len(column.texts)
        rows = zip(plan.middles, column.texts, colours, plan.is_written, strict=True)
        for middle, text, colour, is_written in rows:
            if text and is_written:
                shown = sheet.shorten(text, room)
                drawing.write((right, middle - up), shown, anchor="right", colour=colour)
        right -= _column_width(sheet, column)


def _draw_reference(drawing: Drawing, plan: RowPlan, reference: Reference, scale: Scale) -> None:
    sheet, plot = plan.sheet, plan.plot
    x = scale.px(reference.value)
    middle = plot.top - 1.5 * sheet.line
    text = sheet.shorten(reference.label, sheet.width - sheet.em)
    half = sheet.text_width(text) / 2
    at = (min(max(x, half + 2), sheet.width - half - 2), middle)
    drawing.write(at, text, anchor="center", colour=reference.colour)
    top = middle + 0.6 * sheet.line
    drawing.line([x, x], [top, plot.bottom], Pen(reference.colour, 1.1, "--"))
    drawing.keep_clear(reference.label, Box(x - 1, top, x + 1, plot.bottom))
