"""The observations of a period: read row by row, so that no one holds all of them at once."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from chiso.errors import RunError
from chiso.export.nodes import unreadable
from chiso.export.records import DATA_NOTE, Column, Value, csv_cell, plain_value
from chiso.export.wording import illustrative_mark
from chiso.packed import unpack_rows


@dataclass(frozen=True)
class DataRecord:
    """The record of kind ``data`` that a notebook showed.

    Attributes
    ----------
    columns
        Their names are for machines and the same in both languages.
    packed
        The rows, as :func:`chiso.packed.pack_rows` packs them.
    is_synthetic
        Whether each row is marked as illustrative, in the column ``data_note``.
    """

    columns: tuple[Column, ...]
    packed: str
    is_synthetic: bool

    @classmethod
    def from_json(cls, record: Mapping[str, object], *, is_synthetic: bool) -> DataRecord:
        """The record as a notebook holds it, with ``columns`` and ``packed_rows``."""
        found = record.get("columns")
        told = [Column.from_json(column) for column in (found if isinstance(found, list) else ())]
        columns = [Column(c.name, c.name, kind=c.kind, decimals=c.decimals) for c in told]
        note = [Column(DATA_NOTE, DATA_NOTE)] if is_synthetic else []
        return cls((*columns, *note), str(record.get("packed_rows") or ""), is_synthetic)

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """Each row with its mark; a missing value is None.

        Raises
        ------
        RunError
            If the rows are damaged.
        """
        marks = (illustrative_mark(),) if self.is_synthetic else ()
        try:
            for row in unpack_rows(self.packed):
                yield (*map(plain_value, row), *marks)
        except ValueError as fault:
            raise RunError(unreadable("data", fault)) from fault


def write_data_csv(data: DataRecord, path: Path) -> None:
    """Write the observations of a period as CSV, which is the same for both languages."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([csv_cell(column.name) for column in data.columns])
        writer.writerows(map(csv_cell, row) for row in data.rows())
