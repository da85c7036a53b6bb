"""Tables and data of a report as typed records, and as CSV for machines."""

from __future__ import annotations

import base64
import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiso.export.wording import FILE, PAGE, VERDICTS
from chiso.words import Lang

Value = str | int | float | None
# A spreadsheet would run a text cell that opens with one of these as a formula (OWASP, CSV
# injection). A lone sign, such as the "-" for "no occurrence", is no formula.
_FORMULA = re.compile(r"[=+\-@\t\r].", re.DOTALL)
# What would end an address or an attribute, and control characters, which browsers drop from it.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\"#%&'<>\\\\]| (?=$)")
_MARK = "\ufeff"
DATA_NOTE = "data_note"
_FIGURES = frozenset({"number", "share", "bounded"})


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        Name for machines.
    label
        Name for people, in the language of the page; empty for the column that groups rows.
    unit
        Unit of the values, or empty.
    kind
        ``number``, ``share`` and ``bounded`` hold figures, ``verdict`` ids of verdicts, any other
        kind text.
    decimals
        Digits that a reader is shown.
    """

    name: str
    label: str
    unit: str = ""
    kind: str = "text"
    decimals: int = 0

    @classmethod
    def from_json(cls, data: object) -> Column:
        """The column that a notebook described; a bare name stands for a text column."""
        if not isinstance(data, Mapping):
            return cls(name=str(data), label=str(data))
        return cls(
            name=str(data.get("name") or ""),
            label=str(data.get("label") or ""),
            unit=str(data.get("unit") or ""),
            kind=str(data.get("kind") or "text"),
            decimals=int(data.get("decimals") or 0),
        )

    @property
    def is_number(self) -> bool:
        """Whether its values are figures and not codes or words."""
        return self.kind in _FIGURES

    def heading(self, lang: Lang) -> str:
        """Label with its unit, for files that have one header row.

        Examples
        --------
        >>> Column("value", "Kết quả", "%").heading("vi")
        'Kết quả (%)'
        """
        label = self.label or FILE["group"].say(lang)
        return f"{label} ({self.unit})" if self.unit else label

    def shown(self, value: Value, lang: Lang) -> Value:
        """The value as a file says it: a verdict in words, anything else as it is.

        Examples
        --------
        >>> Column("verdict", "Đánh giá", kind="verdict").shown("not_met", "vi")
        'Chưa đạt'
        """
        if self.kind == "verdict" and value in VERDICTS:
            return VERDICTS[str(value)].word.say(lang)
        return value


@dataclass(frozen=True)
class TableRecord:
    """A table with raw, unrounded values.

    Attributes
    ----------
    ident
        Id on the page.
    caption, unit, order
        What the reader is told about the whole table.
    notes, sources
        Lines below it.
    columns, rows
        Content; a missing value is None.
    """

    ident: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    unit: str = ""
    order: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> TableRecord:
        """The table that a notebook showed."""
        return cls(
            ident=str(data.get("id") or ""),
            caption=str(data.get("caption") or ""),
            columns=tuple(Column.from_json(column) for column in _listed(data, "columns")),
            rows=tuple(tuple(plain_value(cell) for cell in row) for row in _listed(data, "rows")),
            unit=str(data.get("unit") or ""),
            order=str(data.get("order") or ""),
            notes=tuple(str(note) for note in _listed(data, "notes")),
            sources=tuple(str(source) for source in _listed(data, "sources")),
        )

    def shown(self, row: Sequence[Value], lang: Lang) -> list[Value]:
        """One row as a file says it."""
        pairs = zip(self.columns, row, strict=True)
        return [column.shown(value, lang) for column, value in pairs]


def table_csv(table: TableRecord, lang: Lang, *, is_synthetic: bool) -> bytes:
    """A table as CSV: UTF-8 with BOM, commas, decimal points, labels with units as header.

    Synthetic data are marked in every row, so that no part of the file can pass for real.

    Examples
    --------
    >>> columns = (Column("area", "Đơn vị"), Column("value", "Kết quả", "%", "number", 2))
    >>> table = TableRecord("b-1", "Kết quả", columns, (("=1+1", 70.43),))
    >>> table_csv(table, "vi", is_synthetic=False).decode("utf-8-sig").splitlines()
    ['Đơn vị,Kết quả (%)', "'=1+1,70.43"]
    """
    header = [column.heading(lang) for column in table.columns]
    rows = [table.shown(row, lang) for row in table.rows]
    mark = PAGE["illustrative"].say(lang) if is_synthetic else ""
    return _csv(header, rows, mark)


def data_link(content: bytes, media_type: str) -> str:
    """The content as an address that carries it whole, so that a download needs no network."""
    return f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"


def text_link(content: bytes, media_type: str) -> str:
    """A text in UTF-8 as such an address; letters stay as they are, a fourth less than base64.

    Examples
    --------
    >>> text_link("Đơn vị,%".encode(), "text/csv")
    'data:text/csv,Đơn vị,%25'
    """
    told = _UNSAFE.sub(lambda sign: f"%{ord(sign[0]):02X}", content.decode("utf-8"))
    return f"data:{media_type},{told.replace(_MARK, '%EF%BB%BF')}"


def _csv(header: Sequence[str], rows: Sequence[Sequence[Value]], mark: str) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    marks = [mark] if mark else []
    writer.writerow([csv_cell(name) for name in header] + ([DATA_NOTE] if mark else []))
    writer.writerows([csv_cell(value) for value in row] + marks for row in rows)
    return target.getvalue().encode("utf-8-sig")


def csv_cell(value: Value) -> str:
    """A value as a CSV file says it; no spreadsheet takes a text for a formula.

    Examples
    --------
    >>> [csv_cell(value) for value in ("=1+1", 131794.0, 70.43, None)]
    ["'=1+1", '131794', '70.43', '']
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return repr(value)


def plain_value(cell: object) -> Value:
    """A cell as number, text or nothing; what is not finite is nothing."""
    if isinstance(cell, str):
        return cell
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return cell
    return str(cell)


def _listed(data: Mapping[str, object], name: str) -> Sequence[Sequence[object]]:
    """A list of the record; a missing one is empty."""
    found = data.get(name)
    return found if isinstance(found, list | tuple) else ()
