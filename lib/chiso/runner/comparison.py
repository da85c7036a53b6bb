"""What changed between two published reports: values, verdicts and flags, series by series."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from chiso.errors import Problem, UsageError
from chiso.periods import Period
from chiso.runner.publish import read_record
from chiso.words import Words

DATA = "data.csv"
SERIES = ("indicator", "area", "tier", "scope", "definition")
Part = Literal["new", "gone", "value", "verdict", "flags"]
_PARTS: Mapping[Part, tuple[str, ...]] = {
    "value": ("value", "qualifier", "numerator", "denominator"),
    "verdict": ("verdict", "target"),
    "flags": ("flags",),
}
Row = Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """One series that differs between two reports.

    Attributes
    ----------
    series
        Indicator, area, tier, scope and definition.
    name, area_name
        The indicator and the area as their report names them; else their ids.
    parts
        What differs: ``value``, ``verdict``, ``flags``; or ``new``, or ``gone``.
    before, after
        The rows of ``data.csv``; empty for what is not there.
    """

    series: tuple[str, ...]
    name: str
    area_name: str
    parts: tuple[Part, ...]
    before: Row
    after: Row

    def to_record(self) -> dict[str, Any]:
        """The change as plain values for JSON."""
        return {
            **dict(zip(SERIES, self.series, strict=True)),
            "name": self.name,
            "area_name": self.area_name,
            "changed": list(self.parts),
            "before": dict(self.before),
            "after": dict(self.after),
        }


def compare_reports(before: Path, after: Path, lang: str) -> list[Change]:
    """The series whose value, verdict or flags differ, in the order of their names.

    Of each series the latest row counts, so that two periods can be compared as well as two
    runs of one period.

    Parameters
    ----------
    before, after
        Folders of published reports, with ``run.json`` and ``data.csv``.
    lang
        Language of the names.

    Raises
    ------
    UsageError
        If a folder holds no report.
    """
    old, new = (_latest_rows(_data_file(folder)) for folder in (before, after))
    changes = [
        Change(series, *_names(new_row or old_row, lang), parts, old_row, new_row)
        for series in {**old, **new}
        for old_row, new_row in [(old.get(series, {}), new.get(series, {}))]
        if (parts := _differing(old_row, new_row))
    ]
    return sorted(changes, key=lambda change: change.series)


def _data_file(folder: Path) -> Path:
    """The data of a published report."""
    if read_record(folder) is None or not (folder / DATA).is_file():
        allowed = Words(
            vi=f"thư mục của một báo cáo đã xuất bản, có run.json và {DATA}",
            en=f"the folder of a published report, with run.json and {DATA}",
        )
        todo = Words(vi="Chạy chiso run trước", en="Do chiso run first")
        raise UsageError(Problem(folder.as_posix(), "", allowed, todo, "no_report"))
    return folder / DATA


def _names(row: Row, lang: str) -> tuple[str, str]:
    """Names of the indicator and of the area in a language, or their ids."""
    indicator, area = (row.get(f"{what}_name_{lang}") or row[what] for what in SERIES[:2])
    return indicator, area


def _latest_rows(path: Path) -> dict[tuple[str, ...], Row]:
    """The row of each series whose period ends last, and that was published last."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=_rank)
    return {tuple(row.get(column) or "" for column in SERIES): row for row in rows}


def _rank(row: Row) -> tuple[Period, str, bool]:
    """The order of a series' rows; of two that are equally new, the judged one leads."""
    return Period.parse(row["period"]), row.get("published") or "", bool(row.get("verdict"))


def _differing(before: Row, after: Row) -> tuple[Part, ...]:
    if not before:
        return ("new",)
    if not after:
        return ("gone",)
    return tuple(
        part
        for part, columns in _PARTS.items()
        if any(_read(before, column) != _read(after, column) for column in columns)
    )


def _read(row: Row, column: str) -> str:
    """A cell; a series that is not judged now differs not from one that has no target."""
    value = row.get(column) or ""
    return "" if value == "no_target" else value
