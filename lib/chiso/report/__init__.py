"""What a notebook calls: one report, asked for its sentences, charts and tables.

Names are imported when they are first asked for: the runner needs to know how far a report reaches
into the data, and no charts for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiso.lazy import imported_on_demand

if TYPE_CHECKING:
    from chiso.report.data_set import Dataset as Dataset
    from chiso.report.opening import open_dataset as open_dataset
    from chiso.report.opening import open_report as open_report
    from chiso.report.whole import Report as Report

__all__ = ["Dataset", "Report", "open_dataset", "open_report"]

_HOMES = {
    "Dataset": "data_set",
    "Report": "whole",
    "open_dataset": "opening",
    "open_report": "opening",
}

__getattr__ = imported_on_demand(__name__, _HOMES)
