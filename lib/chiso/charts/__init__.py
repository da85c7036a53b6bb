"""Figures: each function takes a tidy frame and a caption, and returns a :class:`Figure`."""

from chiso.charts.bump import bump
from chiso.charts.caption import Caption
from chiso.charts.contribution_bars import contribution_bars
from chiso.charts.coverage_grid import coverage_grid
from chiso.charts.encode import to_word_png
from chiso.charts.figure import Figure, Label, Picture
from chiso.charts.funnel import FunnelFrame, funnel
from chiso.charts.gap_dumbbell import gap_dumbbell
from chiso.charts.palette import NEUTRAL, TARGET
from chiso.charts.place import outside, overlaps
from chiso.charts.ranked_dots import ranked_dots
from chiso.charts.required_pace import required_pace
from chiso.charts.rows import Reference
from chiso.charts.series import PanelOptions
from chiso.charts.slope import slope
from chiso.charts.small_multiples import small_multiples
from chiso.charts.sparkline import sparkline
from chiso.charts.strip import strip

__all__ = [
    "NEUTRAL",
    "TARGET",
    "Caption",
    "Figure",
    "FunnelFrame",
    "Label",
    "PanelOptions",
    "Picture",
    "Reference",
    "bump",
    "contribution_bars",
    "coverage_grid",
    "funnel",
    "gap_dumbbell",
    "outside",
    "overlaps",
    "ranked_dots",
    "required_pace",
    "slope",
    "small_multiples",
    "sparkline",
    "strip",
    "to_word_png",
]
