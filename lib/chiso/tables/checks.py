"""What a table must have before it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chiso.errors import Problem, UsageError, unknown_word
from chiso.tables.column import KINDS, is_missing
from chiso.tables.verdicts import Verdict
from chiso.words import Words

if TYPE_CHECKING:
    from chiso.tables.table import Table

_ANCHOR = re.compile(r"b-[a-z0-9][a-z0-9_-]*")


def check_table(table: Table) -> None:
    """Raise with every rule that the table breaks.

    Raises
    ------
    UsageError
        One problem a broken rule.
    """
    problems = [*_problems_of_words(table), *_problems_of_columns(table)]
    problems = problems or [*_problems_of_values(table)]
    if problems:
        raise UsageError(problems)


def _problems_of_words(table: Table) -> Iterator[Problem]:
    if not _ANCHOR.fullmatch(table.id):
        allowed = Words(
            vi="mã neo gồm b- và chữ thường không dấu, chữ số, gạch nối",
            en="an anchor is b- and lower case ASCII letters, digits, hyphens",
        )
        todo = Words(vi="Đặt lại mã, ví dụ 'b-ket-qua'", en="Choose one such as 'b-results'")
        yield Problem("table id", repr(table.id), allowed, todo, "table_id")
    needed = {
        "caption": (table.caption, Words("tên biểu không được trống", "a table has a caption")),
        "order": (table.order, Words("phải nêu thứ tự dòng", "the order of rows is named")),
    }
    for name, (text, allowed) in needed.items():
        if not text.strip():
            todo = Words(vi="Thêm nội dung này", en="Add it")
            yield Problem(f"{table.id}: {name}", repr(text), allowed, todo, "table_words")


def _problems_of_columns(table: Table) -> Iterator[Problem]:
    known = [str(name) for name in table.frame.columns]
    names = [column.name for column in table.columns]
    if not names or len(set(names)) < len(names) or sum(c.scope_row for c in table.columns) > 1:
        allowed = Words(
            vi="mỗi cột có một tên riêng, ít nhất một cột, nhiều nhất một cột đầu dòng",
            en="columns have names of their own, at least one, and at most one heads the rows",
        )
        todo = Words(vi="Sửa danh sách cột", en="Mend the list of columns")
        yield Problem(f"{table.id}: columns", repr(names), allowed, todo, "table_columns")
    for name in [*names, *filter(None, (table.groups, table.on_page))]:
        if name not in known:
            yield unknown_word(f"{table.id}: columns", name, known, "table_columns")
    for column in table.columns:
        if not column.label.strip():
            allowed = Words(vi="cột nào cũng có tên", en="every column has a label")
            todo = Words(vi="Đặt tên cột", en="Name it")
            where = f"{table.id}: {column.name}: label"
            yield Problem(where, repr(column.label), allowed, todo, "table_label")
        if column.kind not in KINDS:
            yield unknown_word(f"{table.id}: {column.name}: kind", column.kind, KINDS, "table_kind")


def _problems_of_values(table: Table) -> Iterator[Problem]:
    known = [verdict.value for verdict in Verdict]
    for column in table.columns:
        if column.kind == "verdict":
            found = {str(value) for value in table.frame[column.name] if not is_missing(value)}
            for word in sorted(found - set(known)):
                yield unknown_word(f"{table.id}: {column.name}", word, known, "table_verdict")
