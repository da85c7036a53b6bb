"""What a notebook calls: one report, asked for its sentences, charts and tables."""

from chiso.report.opening import open_report
from chiso.report.whole import Report

__all__ = ["Report", "open_report"]
