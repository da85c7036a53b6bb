"""Returns that contradict each other, and returns that come after later ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from chiso.dataset.batches import FileEntry
from chiso.dataset.writer import cell_text
from chiso.errors import Problem
from chiso.loaders.reading import Reading
from chiso.words import Words


def conflicting_files(
    readings: Sequence[Reading], told: pd.DataFrame
) -> Mapping[int, list[Problem]]:
    """What keeps files from being entered beside others, by their numbers.

    Parameters
    ----------
    readings
        Files.
    told : pandas.DataFrame
        Their rows from :func:`chiso.intake.comparison.compare_rows`, with ``cell``.

    Returns
    -------
    mapping
        One problem for two files that say different things for the same day, under both; one
        for a file whose correction has no day of its own.
    """
    found: dict[int, list[Problem]] = {}
    stopped = told[told["fate"].isin(["conflict", "taken"])].astype({"old_number": int})
    pairs = stopped[["number", "old_number", "fate"]].drop_duplicates()
    for number, rival, fate in pairs.itertuples(index=False, name=None):
        rows = stopped[(stopped[list(pairs)] == [number, rival, fate]).all(axis="columns")]
        if fate == "conflict":
            problem = _conflict(readings[number], readings[rival], rows)
            for each in {number, rival}:
                found.setdefault(each, []).append(problem)
        else:
            found.setdefault(number, []).append(_taken(readings[number], rows))
    return dict(sorted(found.items()))


def late_findings(
    readings: Sequence[Reading],
    told: pd.DataFrame,
    entries: Iterable[FileEntry],
    received: date,
) -> Mapping[int, list[Problem]]:
    """Doubts about files that are older than what is there, by their numbers.

    Parameters
    ----------
    readings, told
        Files and their rows, as for :func:`conflicting_files`.
    entries
        Files that the data set was given before.
    received
        Day of receipt, which stands for a day of signing that is not known.

    Notes
    -----
    Equal figures of a later return are not entered again. Where an older return then comes with
    other figures, they lead although the later return said otherwise; only a person can tell.
    """
    latest: dict[tuple[str, str, str], FileEntry] = {}
    for entry in sorted(entries, key=lambda entry: entry.published):
        latest[entry.source, entry.area, entry.period] = entry
    found: dict[int, list[Problem]] = {}
    for number, cells in _by_file(told[told["is_superseded"]]).items():
        found.setdefault(number, []).append(_superseded(readings[number], cells))
    leading = told[told["fate"].eq("changed") & ~told["is_moved"]]
    for number, cells in _by_file(leading).items():
        reading = readings[number]
        later = latest.get((reading.source, reading.area, reading.period))
        if later and later.published > (reading.published or received).isoformat():
            found.setdefault(number, []).append(_overtaken(reading, cells, later))
    return found


def _by_file(rows: pd.DataFrame) -> dict[int, list[str]]:
    """Cells of the rows of each file."""
    cells: dict[int, list[str]] = {}
    for number, cell in zip(rows["number"].tolist(), rows["cell"].tolist(), strict=True):
        cells.setdefault(number, []).append(cell)
    return cells


def _conflict(reading: Reading, rival: Reading, rows: pd.DataFrame) -> Problem:
    first = rows.iloc[0]
    there = f"{rival.file}#{first['old_locator'].partition('#')[2]}"
    other, more = cell_text(first["old_value"]), _more(len(rows) - 1)
    allowed = Words(
        vi=f"một giá trị cho một số liệu và một ngày ký; {there} ghi {other}{more.vi}",
        en=f"one value for one figure and day of signing; {there} says {other}{more.en}",
    )
    todo = Words(
        vi="Bỏ tệp sai, hoặc nhập riêng bản sửa sau bản gốc",
        en="Leave out the wrong one, or import the corrected one by itself after the other",
    )
    return Problem(_place(reading, first), cell_text(first["value"]), allowed, todo, "conflict")


def _taken(reading: Reading, rows: pd.DataFrame) -> Problem:
    first = rows.iloc[0]
    day, other = f"{first['old_published']:%Y-%m-%d}", cell_text(first["old_value"])
    more = _more(len(rows) - 1)
    allowed = Words(
        vi=f"ngày chưa có giá trị nào; giá trị {other} đã mang ngày {day}{more.vi}",
        en=f"a day of its own; the value {other} already has the day {day}{more.en}",
    )
    todo = Words(
        vi=f"Nếu đây là bản sửa, nhập lại với --received sau ngày {day}",
        en=f"If this is a correction, import it with --received after {day}",
    )
    return Problem(_place(reading, first), cell_text(first["value"]), allowed, todo, "day_taken")


def _superseded(reading: Reading, cells: list[str]) -> Problem:
    count = len(cells)
    allowed = Words(
        vi=f"số liệu trùng với bản cũ đã có: {count}; giá trị công bố sau đó vẫn giữ nguyên",
        en=f"figures that equal an older vintage: {count}; the later one stays in force",
    )
    todo = Words(
        vi="Nếu tệp này mới hơn, ghi ngày ký mới trong tệp rồi nhập lại",
        en="If this file is the newer one, give it its own day of signing and import it again",
    )
    return Problem(f"{reading.file}#{cells[0]}", "", allowed, todo, "superseded")


def _overtaken(reading: Reading, cells: list[str], later: FileEntry) -> Problem:
    count = len(cells)
    allowed = Words(
        vi=f"số liệu khác bản đang có: {count}, trong khi {later.file} ký sau"
        f" ({later.published}) không ghi khác",
        en=f"figures that differ from what is there: {count}, while {later.file}, signed later"
        f" ({later.published}), said nothing else",
    )
    todo = Words(
        vi="Hỏi đơn vị xem bản nào đúng; hiện lấy theo tệp này",
        en="Ask which one holds; for now this file leads",
    )
    return Problem(f"{reading.file}#{cells[0]}", "", allowed, todo, "older_return")


def _place(reading: Reading, row: pd.Series) -> str:
    return f"{reading.file}#{row['cell']}: {row['indicator']}"


def _more(count: int) -> Words:
    if count == 0:
        return Words("", "")
    return Words(vi=f" (và {count} số liệu nữa)", en=f" (and {count} more)")
