"""What an import would enter: rows, changes and findings, file by file; and entering it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from chiso.catalog import Catalogue
from chiso.dataset.batches import Batch, FileEntry, known_files, write_batch
from chiso.dataset.histories import ValueChange, value_changes
from chiso.dataset.observations import COLUMNS, read_held
from chiso.dataset.rules import RULES
from chiso.dataset.writer import cell_text
from chiso.errors import DataError, Problem
from chiso.intake.comparison import ENTERING, compare_rows
from chiso.intake.disagreements import conflicting_files, late_findings
from chiso.intake.outcomes import Read, Refusal
from chiso.intake.rows import observation_rows, unsound_files, unwritable_names
from chiso.loaders.reading import Reading


@dataclass(frozen=True)
class Ledger:
    """What a data set holds before an import.

    Attributes
    ----------
    catalogue
        Its description.
    observations
        Its rows as published, without corrections: at least those of figures that are compared.
    files
        Files that it was given, by SHA-256.
    """

    catalogue: Catalogue
    observations: pd.DataFrame
    files: Mapping[str, FileEntry]


@dataclass(frozen=True)
class PlannedFile:
    """One file that can be entered.

    Attributes
    ----------
    label
        Its path as people read it.
    entry, findings
        Its line in the list of files, and the doubts about it.
    checked
        Number of its rows that only check others.
    """

    label: str
    entry: FileEntry
    findings: tuple[Problem, ...]
    checked: int = 0


class PlannedChange(NamedTuple):
    """A value that differs from another vintage; ``leads`` unless a later one stays in force."""

    change: ValueChange
    leads: bool


@dataclass(frozen=True)
class Plan:
    """What an import would enter.

    Attributes
    ----------
    received
        Day of receipt.
    files
        Files in the order of their names.
    refused
        Files that were read but cannot be entered.
    rows
        Rows that enter: the columns of an observation, ``number`` of the file, ``fate``.
    changes
        Values that differ from another vintage of their figure, in the order of the rows.
    """

    received: date
    files: tuple[PlannedFile, ...]
    refused: tuple[Refusal, ...]
    rows: pd.DataFrame
    changes: tuple[PlannedChange, ...]

    def enter(self, folder: Path) -> str:
        """The name of the batch in which everything was entered; empty when there are no files.

        Parameters
        ----------
        folder
            Data set, held by :func:`chiso.dataset.batches.entering`.

        Raises
        ------
        SetupError
            If it cannot be written.
        """
        if not self.files:
            return ""
        findings = [(file.entry, found) for file in self.files for found in file.findings]
        batch = Batch(list(self.row_texts()), [file.entry for file in self.files], findings)
        return write_batch(folder, self.received, batch)

    def row_texts(self) -> Iterator[list[str]]:
        """The rows that enter, as they will stand in ``observations.csv``."""
        days = {name: self.rows[name].dt.strftime("%Y-%m-%d").fillna("") for name in _DAYS}
        cells = self.rows.assign(**days)[list(COLUMNS)].itertuples(index=False, name=None)
        return ([cell_text(cell) for cell in row] for row in cells)


_DAYS = ("published", "extracted")


def read_ledger(folder: Path, catalogue: Catalogue, readings: Iterable[Reading]) -> Ledger:
    """What a data set holds of the periods and areas of some returns.

    Parameters
    ----------
    folder, catalogue
        The data set and its description.
    readings
        The returns; other figures of Parquet partitions decide nothing for them and are not kept.

    Raises
    ------
    DataError
        If a file of the data set cannot be read as a whole: what it holds is not known then.
    """
    published = replace(catalogue, corrections=())
    rows = [row for reading in readings for row in reading.rows]
    about = {row.period for row in rows}, {row.area for row in rows}
    observations, problems = read_held(folder, published, *about)
    # What a row says wrongly is for `chiso validate`; a row that is lost would enter once more.
    lost = [found for found in problems if found.rule not in {*RULES, "no_observations"}]
    if lost:
        raise DataError(lost)
    return Ledger(catalogue, observations, known_files(folder))


def plan_import(reads: Sequence[Read], ledger: Ledger, received: date) -> Plan:
    """What would enter from files that were read; nothing is written.

    Parameters
    ----------
    reads
        The files; their order decides nothing.
    ledger
        What the data set holds.
    received
        Day of receipt.

    Notes
    -----
    A file that cannot be entered is set aside and the others are compared without it.
    """
    kept = sorted(reads, key=lambda read: (read.reading.file, read.reading.digest, read.label))
    kept, refused = _set_aside(kept, unwritable_names([read.reading for read in kept]))
    while True:
        readings = [read.reading for read in kept]
        rows = observation_rows(readings, received)
        told = compare_rows(rows, ledger.observations, received)
        problems = unsound_files(readings, rows, ledger.catalogue, received) or (
            conflicting_files(readings, told)
        )
        if not problems:
            break
        kept, more = _set_aside(kept, problems)
        refused += more
    return _plan(kept, refused, told, ledger, received)


def _set_aside(
    reads: Sequence[Read], problems: Mapping[int, list[Problem]]
) -> tuple[list[Read], list[Refusal]]:
    """The files without problems, and the refusals of the others."""
    kept = [read for number, read in enumerate(reads) if number not in problems]
    return kept, [Refusal(reads[number].label, tuple(problems[number])) for number in problems]


def _plan(
    kept: Sequence[Read],
    refused: Sequence[Refusal],
    told: pd.DataFrame,
    ledger: Ledger,
    received: date,
) -> Plan:
    readings = [read.reading for read in kept]
    entering = told[told["fate"].isin(ENTERING)].reset_index(drop=True)
    changed = entering[entering["fate"] != "new"]
    leads = changed["fate"].eq("changed").tolist()
    counts = Counter(zip(told["number"].tolist(), told["fate"].tolist(), strict=True))
    late = late_findings(readings, told, ledger.files.values(), received)
    files = tuple(
        PlannedFile(
            read.label,
            _entry(read.reading, {fate: counts[number, fate] for fate in _FATES}, received),
            (*read.reading.findings, *late.get(number, ())),
            read.reading.checked,
        )
        for number, read in enumerate(kept)
    )
    return Plan(
        received=received,
        files=files,
        refused=tuple(refused),
        rows=_with_notes(entering, readings),
        changes=tuple(map(PlannedChange, value_changes(changed), leads)),
    )


_FATES = (*ENTERING, "unchanged")


def _entry(reading: Reading, counts: Mapping[str, int], received: date) -> FileEntry:
    """The line of ``files.csv``."""
    return FileEntry(
        file=reading.file,
        sha256=reading.digest,
        bytes=reading.size,
        layout=reading.layout,
        source=reading.source,
        area=reading.area,
        period=reading.period,
        published=(reading.published or received).isoformat(),
        extracted=reading.stamp or (reading.extracted.isoformat() if reading.extracted else ""),
        received=received.isoformat(),
        rows=len(reading.rows),
        new=counts["new"],
        changed=counts["changed"] + counts["earlier"],
        unchanged=counts["unchanged"],
    )


def _with_notes(rows: pd.DataFrame, readings: Sequence[Reading]) -> pd.DataFrame:
    """The rows; where a day of receipt stands for another day, the note says so."""
    days = rows["number"].map(lambda number: readings[number].published).astype("str")
    is_live = rows["number"].map(lambda number: readings[number].extracted is not None)
    note = rows["note"].mask(rows["note"] != "", rows["note"] + "; ")
    note += (
        is_live.map({True: "taken ", False: "signed "})
        + days
        + " like the figure it corrects, entered on the day of receipt"
    )
    return rows.assign(note=rows["note"].mask(rows["is_moved"], note))
