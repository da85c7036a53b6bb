"""Which periods the figures of a data set are about, found without reading the figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from chiso.errors import UsageError
from chiso.periods import Period

# Typed by people, and entered by imports.
_PRINTED = ("observations/*.csv", "returns/*/observations.csv")
# Folders of Parquet files, a folder a period (:mod:`chiso.dataset.partitions`).
PARTITION_KEY = "period="


def printed_files(folder: Path) -> list[Path]:
    """The files of observations as text, in the order in which they are read."""
    return [path for pattern in _PRINTED for path in sorted(folder.glob(pattern))]


def figure_periods(folder: Path) -> tuple[Period, ...]:
    """The periods for which a data set holds at least one figure, in order of time.

    Parameters
    ----------
    folder
        Data set folder. Codes that name no period are left to ``chiso validate``.
    """
    codes = {code for path in printed_files(folder) for code in _codes(path)}
    partitions = folder.glob(f"observations/{PARTITION_KEY}*/")
    codes |= {path.name.removeprefix(PARTITION_KEY) for path in partitions}
    found = set()
    for code in codes:
        try:
            found.add(Period.parse(code))
        except UsageError:
            continue
    return tuple(sorted(found))


def holds_figures(period: Period, reported: tuple[Period, ...]) -> bool:
    """Whether some figure is about the period or a part of it.

    Parameters
    ----------
    period
        A period to report on.
    reported
        From :func:`figure_periods`.
    """
    return any(period.start <= each.start and each.end <= period.end for each in reported)


def _codes(path: Path) -> Iterator[str]:
    """The cells of a file's column ``period``."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        place = header.index("period") if "period" in header else len(header)
        yield from (row[place] for row in rows if len(row) > place)
