"""Layout of small multiples: how many columns, and where each part of a panel stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.charts.header import Header
from chiso.charts.series import Panel, common_targets
from chiso.charts.sheet import Box, Sheet

_MOST_COLUMNS = {"wide": 4, "narrow": 2}
_MOST_COLUMNS_TIERED = {"wide": 2, "narrow": 1}
_PLOT_HEIGHTS = {"wide": (130.0, 230.0), "narrow": (150.0, 210.0)}
_SINGLE_HEIGHT = 330.0
_TITLE_LINES = 2
NAME_GUTTER_EM = 1.9  # between a plot and the names of its tiers
_BELOW = 0.7  # lines below a plot without names of times


@dataclass(frozen=True)
class Title:
    """What stands above a panel: its name in bold, its newest figure, its targets."""

    lines: tuple[str, ...]
    latest: str
    latest_left: float
    target: str


@dataclass(frozen=True)
class PanelPlace:
    """One panel on the sheet.

    Attributes
    ----------
    top
        Where its title begins.
    plot
        Rectangle of the lines.
    title
        Texts above the plot.
    has_axis
        Whether times are written below it.
    has_ticks
        Whether values are written at its left.
    name_room
        Pixels for a name of a tier at its right.
    """

    panel: Panel
    top: float
    plot: Box
    title: Title
    has_axis: bool
    has_ticks: bool
    name_room: float


@dataclass(frozen=True)
class Grid:
    """All panels on the sheet."""

    places: tuple[PanelPlace, ...]
    height: float


@dataclass(frozen=True)
class Widths:
    """Pixels that panels need at their sides: ticks at the left, names of tiers at the right."""

    tick: float
    name: float
    shares_scale: bool


def plan_panels(sheet: Sheet, header: Header, panels: Sequence[Panel], widths: Widths) -> Grid:
    """Panels in rows of equal height, at most four to a row, two on the narrow sheet."""
    em, line, count = sheet.em, sheet.line, len(panels)
    columns = _columns(sheet, panels)
    rows = -(-count // columns)
    between = 1.2 * em if widths.shares_scale else widths.tick
    first_left = widths.tick if widths.shares_scale else 0.0
    room = (sheet.width - first_left - between * (columns - widths.shares_scale)) / columns
    width = room - (widths.name + NAME_GUTTER_EM * em if widths.name else 0.0)
    titles = [_title(sheet, panel, room, panels) for panel in panels]
    above = _height_above(sheet, panels, titles)
    below = _BELOW * line
    low, high = _PLOT_HEIGHTS[sheet.name]
    free = (sheet.tallest - header.height - line) / rows - above - below
    plot_height = _SINGLE_HEIGHT if rows == 1 else min(max(free, low), high)
    pitch = above + plot_height + below
    places = []
    for number, (panel, title) in enumerate(zip(panels, titles, strict=True)):
        row, column = divmod(number, columns)
        left = first_left + column * (room + between) + (0 if widths.shares_scale else between)
        top = header.height + row * pitch
        plot = Box(left, top + above, left + width, top + above + plot_height)
        has_axis = number + columns >= count
        has_ticks = column == 0 or not widths.shares_scale
        places.append(PanelPlace(panel, top, plot, title, has_axis, has_ticks, widths.name))
    return Grid(tuple(places), header.height + rows * pitch + (1.5 - _BELOW) * line)


def _columns(sheet: Sheet, panels: Sequence[Panel]) -> int:
    """Columns that fill the rows evenly: five panels stand as three and two."""
    tiered = any(len(panel.series) > 1 for panel in panels)
    most = (_MOST_COLUMNS_TIERED if tiered else _MOST_COLUMNS)[sheet.name]
    count = len(panels)
    return -(-count // -(-count // most))


def _title(sheet: Sheet, panel: Panel, room: float, panels: Sequence[Panel]) -> Title:
    latest = panel.series[0].latest_text if len(panel.series) == 1 else ""
    lines = sheet.wrap(panel.label, room, _TITLE_LINES, bold=True)
    behind = sheet.text_width(lines[-1] if lines else "", bold=True) + 0.7 * sheet.em
    if latest and behind + sheet.text_width(latest) > room:
        lines, behind = (*lines, ""), 0.0
    own = () if common_targets(panels) else panel.targets
    target = sheet.shorten(f"┄ {panel.target_text}", room) if own else ""
    return Title(lines, sheet.shorten(latest, room - behind), behind, target)


def _height_above(sheet: Sheet, panels: Sequence[Panel], titles: Sequence[Title]) -> float:
    """Room for titles, then targets, then letters of breaks; the same above all panels."""
    lines = max(len(title.lines) for title in titles)
    has_target = any(title.target for title in titles)
    has_breaks = any(panel.breaks for panel in panels)
    return (lines + has_target + has_breaks + 0.15) * sheet.line
