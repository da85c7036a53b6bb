"""Tiny data with obvious defaults, for tests to change one thing at a time."""

from makers.catalogues import act, area, catalogue, indicator, settings, source, target
from makers.folders import dataset_folder, write_csv
from makers.rows import COLUMNS, observation, raw_frame, typed_frame

__all__ = [
    "COLUMNS",
    "act",
    "area",
    "catalogue",
    "dataset_folder",
    "indicator",
    "observation",
    "raw_frame",
    "settings",
    "source",
    "target",
    "typed_frame",
    "write_csv",
]
