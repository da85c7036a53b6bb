"""What a notebook calls: one report, asked for its sentences, charts and tables."""

from chiso.report.data_set import Dataset
from chiso.report.opening import open_dataset, open_report
from chiso.report.whole import Report

__all__ = ["Dataset", "Report", "open_dataset", "open_report"]
