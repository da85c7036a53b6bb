"""What is known, when and how well: rows against periods, a small mark for each item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from types import MappingProxyType

import numpy as np
import pandas as pd

from chiso.charts.caption import Caption
from chiso.charts.drawing import Drawing, Mark, Pen, render
from chiso.charts.figure import Figure
from chiso.charts.header import Header, Key, plan_header, unit_key
from chiso.charts.inputs import require_columns, require_words
from chiso.charts.palette import CONTEXT, GRID, MET, MIDDLE, NEUTRAL, NOT_MET, RULE
from chiso.charts.place import keep_every, keep_spaced
from chiso.charts.scales import Floats
from chiso.charts.sheet import DPI, Sheet
from chiso.words import Words

COLUMNS = ("row", "column", "item", "grade")
NO_FIGURE = ""
_LABEL_SHARE = 0.34  # of the wide sheet; on the narrow one labels stand above their marks
_LEAST_LINE = 1.27  # em between two labels: a letter with two marks above and a tail below
_FOOT = {"wide": 1.5, "narrow": 2.5}  # lines below the last row
_SIZES = {"D": 0.8, ".": 0.9}  # of marks that would look larger than squares
_PITCH_EM = (0.42, 0.78)  # least and greatest distance of two marks
_MARK_SHARE = 0.74  # of that distance
_FILL = 0.86  # share of a column that marks may fill
_KNOWN = Words(vi="Có số liệu, trong số {all}", en="With a figure, of {all}")


@dataclass(frozen=True)
class Grade:
    """How one grade of evidence is drawn: its mark, and its name in the key."""

    mark: Mark
    words: Words


GRADES: Mapping[str, Grade] = MappingProxyType(
    {
        "counted": Grade(Mark("s", MET), Words("Có tử số, mẫu số", "With its counts")),
        "exact": Grade(Mark("s", MIDDLE), Words("Một con số cụ thể", "A single figure")),
        "bound": Grade(Mark("s", MET, "right"), Words("Chỉ nêu cận", "Only a bound")),
        "equals_target": Grade(
            Mark("D", NOT_MET, "none"), Words("Trùng nguyên văn chỉ tiêu", "Repeats a target")
        ),
        "unchanged": Grade(
            Mark("s", NEUTRAL, "none"), Words("Giữ nguyên từ kỳ trước", "Carried forward")
        ),
        NO_FIGURE: Grade(Mark(".", CONTEXT), Words("Chưa có số liệu", "No figure")),
    }
)


@dataclass(frozen=True)
class Block:
    """The items of one row: their grades, one line a period, and how many stand side by side."""

    label: str
    grades: pd.DataFrame
    across: int

    @property
    def lines(self) -> int:
        """Lines of marks, one below another."""
        return -(-self.grades.shape[0] // self.across)


@dataclass(frozen=True)
class GridPlan:
    """Where everything stands."""

    sheet: Sheet
    blocks: tuple[Block, ...]
    edges: Floats
    tops: Floats
    heights: Floats
    label_lines: tuple[tuple[str, ...], ...]
    pitch: float
    spare: float

    @property
    def is_stacked(self) -> bool:
        """Whether labels stand above their marks."""
        return self.sheet.name == "narrow"

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return float(self.tops[-1] + self.heights[-1]) + self.spare

    @property
    def centres(self) -> Floats:
        """Middle of each column."""
        return np.asarray((self.edges[:-1] + self.edges[1:]) / 2, dtype=np.float64)


def coverage_grid(frame: pd.DataFrame, caption: Caption) -> Figure:
    """A block of marks for each row and period, in which each item keeps its place.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row an item and period, in the order to be drawn: ``row``, the label of a row, such as
        a group of indicators; ``column``, the name of a period; ``item``, an id within the row;
        ``grade``, one of ``counted, exact, bound, equals_target, unchanged``, or empty for no
        figure. An item and period that is not there has no figure either.
    caption : Caption
        Words of the figure; the note says what an item is.

    Returns
    -------
    Figure
        Full dark square: counted; full lighter square: a single figure; half square: a bound;
        hollow diamond: repeats a target; hollow square: carried forward; dot: none. Below each
        period stands the number of items with a figure.

    Raises
    ------
    UsageError
        If a column is missing or a grade is unknown.

    Examples
    --------
    >>> alt = "Lưới độ phủ: số liệu của mười đơn vị theo năm, 2022 đến 2023; xem Biểu số 2."
    >>> words = Caption(id="h-1", title="Thiếu số liệu 2022", alt=alt, unit="", lang="vi")
    >>> rows = pd.DataFrame({"row": ["Đà Bắc", "Đà Bắc"], "column": ["2022", "2023"]})
    >>> figure = coverage_grid(rows.assign(item="x", grade=["", "exact"]), words)
    >>> {"Đà Bắc", "2022", "Có số liệu, trong số 1"} <= {label.text for label in figure.labels}
    True
    """
    require_columns(frame, COLUMNS, "coverage_grid")
    rows = frame[list(COLUMNS)].assign(grade=frame["grade"].fillna(NO_FIGURE).astype(str))
    require_words(rows, "grade", tuple(GRADES), "coverage_grid")
    periods = rows["column"].unique().tolist()
    groups = rows.groupby("row", sort=False)
    tables = {str(label): _table(part, periods) for label, part in groups}
    return render(caption, lambda sheet: _paint(tables, sheet, caption))


def _table(rows: pd.DataFrame, periods: list[str]) -> pd.DataFrame:
    """Grades of one row: an item a line, a period a column."""
    once = rows.drop_duplicates(["item", "column"], keep="last").set_index(["item", "column"])
    wide = once["grade"].unstack("column", fill_value=NO_FIGURE)  # noqa: PD010 - keys are unique
    return wide.reindex(rows["item"].unique(), columns=periods, fill_value=NO_FIGURE)


def _paint(tables: Mapping[str, pd.DataFrame], sheet: Sheet, caption: Caption) -> Drawing:
    header = plan_header(sheet, caption, _keys(tables, caption))
    plan = _plan(sheet, header, tables)
    drawing = Drawing(sheet, plan.bottom + _FOOT[sheet.name] * sheet.line)
    header.draw(drawing)
    _draw_frame(drawing, plan)
    _draw_labels(drawing, plan)
    _draw_marks(drawing, plan)
    _draw_totals(drawing, plan, caption)
    return drawing


def _keys(tables: Mapping[str, pd.DataFrame], caption: Caption) -> list[Key]:
    """The grades that occur, from the strongest."""
    found = {grade for part in tables.values() for grade in part.to_numpy().ravel()}
    looks = [look for grade, look in GRADES.items() if grade in found]
    keys = [Key(look.words.say(caption.lang), mark=_sized(look.mark, 5.0)) for look in looks]
    return [*([unit_key(caption)] if caption.unit else []), *keys]


def _sized(mark: Mark, size: float) -> Mark:
    """The mark with a size in points; diamonds are smaller to look as large as squares."""
    return replace(mark, size=size * _SIZES.get(mark.marker, 1.0))


def _plan(sheet: Sheet, header: Header, tables: Mapping[str, pd.DataFrame]) -> GridPlan:
    """Labels in two lines and large marks where the sheet is tall enough, else smaller ones."""
    is_stacked = sheet.name == "narrow"
    left = 0.3 * sheet.em if is_stacked else _LABEL_SHARE * sheet.width
    periods = next(iter(tables.values())).shape[1]
    edges = np.linspace(left, sheet.width - 0.3 * sheet.em, periods + 1)
    room = sheet.width - sheet.em if is_stacked else left - 0.8 * sheet.em
    top = header.height + 1.2 * sheet.line
    free = sheet.tallest - top - _FOOT[sheet.name] * sheet.line
    lines = (1,) if is_stacked else (2, 1)
    pitches = np.arange(round(_PITCH_EM[1] * sheet.em), _PITCH_EM[0] * sheet.em, -1.0)
    for most, pitch in product(lines, pitches.tolist()):
        names = tuple(sheet.wrap(name, room, most) for name in tables)
        across = max(1, int(_FILL * (edges[1] - edges[0]) // pitch))
        blocks = tuple(Block(name, part, across) for name, part in tables.items())
        heights = _heights(sheet, blocks, names, pitch)
        if heights.sum() <= free:
            break
    heights = heights * min(1.0, free / heights.sum())
    spare = max(0.0, _LEAST_LINE * sheet.em - float(heights.min())) / 2
    tops = top + spare + np.concatenate([[0.0], heights.cumsum()[:-1]])
    pitch = min(pitch, float(edges[1] - edges[0]), float(heights.min()))
    return GridPlan(sheet, blocks, edges, tops, heights, names, pitch, spare)


def _heights(
    sheet: Sheet, blocks: tuple[Block, ...], names: tuple[tuple[str, ...], ...], pitch: float
) -> Floats:
    """Room for the marks of each row, and for its label beside or above them."""
    marks = np.array([block.lines * pitch for block in blocks]) + 0.55 * sheet.em
    if sheet.name == "narrow":
        return np.asarray(marks + 1.15 * sheet.line, dtype=np.float64)
    labels = (np.array([len(lines) for lines in names]) - 1) * sheet.line + _LEAST_LINE * sheet.em
    return np.asarray(np.maximum(marks, labels), dtype=np.float64)


def _draw_frame(drawing: Drawing, plan: GridPlan) -> None:
    """Names of the periods, thin lines between them and between the rows."""
    sheet, top = plan.sheet, float(plan.tops[0]) - plan.spare
    width = float(plan.edges[1] - plan.edges[0])
    names = map(str, plan.blocks[0].grades.columns)
    texts = [sheet.shorten(name, max(width, 6 * sheet.em), bold=True) for name in names]
    for at, text in _spaced(plan, texts, is_bold=True):
        drawing.write((at, top - 0.6 * sheet.line), text, anchor="center", bold=True)
    ends = (0.3 * sheet.em, sheet.width - 0.3 * sheet.em)
    if plan.heights.min() > 0.6 * sheet.em:
        drawing.strokes(((ends[0], y, ends[1], y) for y in plan.tops[1:]), Pen(GRID, 0.6, level=1))
    if not plan.is_stacked and width > sheet.em:
        edges = plan.edges[1:-1]
        drawing.strokes(((x, top, x, plan.bottom) for x in edges), Pen(GRID, 0.6, level=1))
    lines = ((ends[0], y, ends[1], y) for y in (top, plan.bottom))
    drawing.strokes(lines, Pen(RULE, 0.8))


def _draw_labels(drawing: Drawing, plan: GridPlan) -> None:
    """Labels beside or above their marks; of rows closer than lines every n-th keeps its own."""
    sheet = plan.sheet
    middles = plan.tops + (0.6 * sheet.line if plan.is_stacked else plan.heights / 2)
    is_cramped = plan.heights.min() < _LEAST_LINE * sheet.em - 1e-6
    kept = keep_spaced(middles, _LEAST_LINE * sheet.em * is_cramped, range(len(middles)))
    for lines, middle, is_kept in zip(plan.label_lines, middles, kept, strict=True):
        first = float(middle) - (len(lines) - 1) / 2 * sheet.line
        for number, text in enumerate(lines if is_kept else ()):
            drawing.write((0.3 * sheet.em, first + number * sheet.line), text)


def _draw_marks(drawing: Drawing, plan: GridPlan) -> None:
    """All marks of one grade at once."""
    spots = pd.concat(
        [_spots(plan, number) for number in range(len(plan.blocks))], ignore_index=True
    )
    size = _MARK_SHARE * plan.pitch * 72 / DPI
    for grade, look in GRADES.items():
        there = spots[spots["grade"].eq(grade)]
        if len(there):
            mark = _sized(look.mark, size)
            drawing.marks(there["x"].to_numpy(), there["y"].to_numpy(), mark)


def _spots(plan: GridPlan, number: int) -> pd.DataFrame:
    """Place and grade of every mark of one row."""
    block, top, height = plan.blocks[number], plan.tops[number], plan.heights[number]
    count, periods = block.grades.shape
    places = np.arange(count)
    line, step = np.divmod(places, block.across)
    used = min(count, block.across)
    above = 1.15 * plan.sheet.line if plan.is_stacked else 0.0
    middle = top + min(above, 0.6 * height) + (height - min(above, 0.6 * height)) / 2
    ys = middle + (line - (block.lines - 1) / 2) * plan.pitch
    xs = plan.centres[None, :] + ((step - (used - 1) / 2) * plan.pitch)[:, None]
    return pd.DataFrame(
        {
            # On whole pixels equal marks have equal bits, as equal letters have.
            "x": xs.round().ravel(),
            "y": np.repeat(ys.round(), periods),
            "grade": block.grades.to_numpy().ravel(),
        }
    )


def _draw_totals(drawing: Drawing, plan: GridPlan, caption: Caption) -> None:
    """How many items have a figure, below each period where the texts fit."""
    sheet = plan.sheet
    every = pd.concat([block.grades for block in plan.blocks], ignore_index=True)
    words = _KNOWN.fill(all=len(every)).say(caption.lang)
    middle = plan.bottom + 0.75 * sheet.line
    left = 0.3 * sheet.em
    drawing.write((left, middle), sheet.shorten(words, sheet.width - left), colour=NEUTRAL)
    middle += sheet.line * plan.is_stacked
    texts = (every != NO_FIGURE).sum().astype(str).tolist()
    for at, text in _spaced(plan, texts, is_bold=False):
        drawing.write((at, middle), text, anchor="center", colour=NEUTRAL)


def _spaced(plan: GridPlan, texts: list[str], *, is_bold: bool) -> list[tuple[float, str]]:
    """The texts of all columns, or of every n-th where they would touch, with their centres."""
    sheet = plan.sheet
    halves = np.array([sheet.text_width(text, bold=is_bold) / 2 for text in texts])
    centres = np.clip(plan.centres, halves + 1, sheet.width - halves - 1)
    kept = keep_every(centres, 2 * float(halves.max()) + 0.5 * sheet.em)
    return [(float(centres[at]), texts[at]) for at in np.flatnonzero(kept)]
