"""A table as raw values for workbooks, CSV and checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from chiso.tables.column import Column, is_missing
from chiso.tables.verdicts import VERDICT_LOOKS
from chiso.words import Lang, Words

if TYPE_CHECKING:
    from chiso.tables.table import Table

_SIGN = Words(vi="Dấu của {label}", en="Sign of {label}")
_SECTION = Words(vi="Nhóm", en="Group")


def table_record(table: Table) -> dict[str, object]:
    """Caption, columns and rows of a table, unrounded and in the order shown.

    Returns
    -------
    dict
        ``kind, id, caption, unit, order, notes, sources, lang, synthetic, columns, rows``. The
        column of sections comes first. A column of bounds is followed by the column of its signs
        (``=, >, >=, <, <=, ~``), without which its numbers would read as exact. States are given
        in words. A missing value is None.
    """
    columns = [part for column in table.columns for part in _parts(column, table)]
    if table.groups:
        columns.insert(0, Column(table.groups, _SECTION.say(table.lang)))
    lists = [[_plain(value, column) for value in table.frame[column.name]] for column in columns]
    return {
        "kind": "table",
        "id": table.id,
        "caption": table.caption,
        "unit": table.unit,
        "order": table.order,
        "notes": list(table.notes),
        "sources": list(table.sources),
        "lang": table.lang,
        "synthetic": table.synthetic,
        "columns": [_column_record(column, table) for column in columns],
        "rows": [list(row) for row in zip(*lists, strict=True)],
    }


def _parts(column: Column, table: Table) -> Sequence[Column]:
    signs = f"{column.name}_qualifier"
    if column.kind != "bounded" or signs not in table.frame:
        return (column,)
    label = _SIGN.say(table.lang).replace("{label}", column.label)
    return column, Column(signs, label, kind="code")


def _column_record(column: Column, table: Table) -> dict[str, object]:
    decimals = column.decimals
    own = f"{column.name}_decimals"
    if own in table.frame and table.frame[own].notna().any():
        decimals = int(table.frame[own].max())
    record: dict[str, object] = {
        "name": column.name,
        "label": column.label,
        "unit": column.unit,
        "kind": column.kind,
        "decimals": decimals,
    }
    return {**record, "words": _verdict_words(table.lang)} if column.kind == "verdict" else record


def _verdict_words(lang: Lang) -> dict[str, str]:
    return {verdict.value: look.words.say(lang) for verdict, look in VERDICT_LOOKS.items()}


def _plain(value: Any, column: Column) -> object:
    """A value that JSON knows."""
    if is_missing(value):
        return None
    if column.kind == "state":
        return column.states.get(str(value), ("", str(value)))[1]
    if isinstance(value, date):
        return value.isoformat()[:10]
    return value.item() if hasattr(value, "item") else value
