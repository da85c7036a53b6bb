"""Colours and markers of every state and series; REPORT 3.4 is the source of each value.

Colour never stands alone: each state also has a marker of its own and a symbol, each series a
dash and a marker.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from chiso.words import Words

State = Literal["met", "not_met", "undetermined", "no_target", "no_data"]

MET = "#12436D"
MIDDLE = "#5F8FBD"  # of MET, for marks that are true but less
NOT_MET = "#B5420F"
NEUTRAL = "#595959"
INK = "#262626"
RULE = "#595959"
GRID = "#DDE1E6"
CONTEXT = "#868F98"
TARGET = NOT_MET
HEAT_STEPS = ("#FFFFFF", "#DCE8F2", "#A9C8E0", "#12436D")


@dataclass(frozen=True)
class Look:
    """How one state is drawn.

    Attributes
    ----------
    colour
        Hex colour of the mark and of its text.
    marker
        Marker code of matplotlib.
    filled
        Whether the marker is filled; a borderline result is drawn hollow.
    symbol
        The sign that stands before a number.
    words
        Name of the state for the key.
    """

    colour: str
    marker: str
    filled: bool
    symbol: str
    words: Words


LOOKS: Mapping[State, Look] = MappingProxyType(
    {
        "met": Look(MET, "o", True, "✓", Words("Đạt", "Met")),
        "not_met": Look(NOT_MET, "D", True, "✗", Words("Chưa đạt", "Not met")),
        "undetermined": Look(NEUTRAL, "s", False, "≈", Words("Chưa đủ căn cứ", "Inconclusive")),
        "no_target": Look(NEUTRAL, "o", True, "–", Words("Không có chỉ tiêu", "No target")),
        "no_data": Look(NEUTRAL, "x", True, "…", Words("Chưa có số liệu", "No data")),
    }
)


@dataclass(frozen=True)
class Stroke:
    """How one series is drawn: colour, dash pattern of matplotlib, marker."""

    colour: str
    dash: str
    marker: str


SERIES = (
    Stroke(MET, "-", "o"),
    Stroke("#801650", "--", "s"),
    Stroke("#28A197", "-.", "^"),
    Stroke("#3D3D3D", ":", "D"),
)
HIGHLIGHTS = (Stroke(MET, "-", "o"), Stroke("#801650", "-", "s"), Stroke("#3D3D3D", "-", "D"))
QUIET_STROKE = Stroke(CONTEXT, "-", "o")
