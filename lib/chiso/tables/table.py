"""A table: caption, scope, unit, column numbers, order, notes and sources, with raw values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape

import numpy as np
import numpy.typing as npt
import pandas as pd

from chiso.tables.checks import check_table
from chiso.tables.column import Column, Row, is_missing
from chiso.tables.records import table_record
from chiso.tables.signs import key_of
from chiso.text import to_nfc
from chiso.words import Lang, Words

MIME = "application/vnd.chiso+json"
LONG_TABLE = 12  # rows beyond which a table folds; REPORT 3.2
MOST_ROWS = 21  # on a page, so that it keeps to 3,000 elements; REPORT 3.11
_KIND = Words(vi="Biểu", en="Table")
_UNIT = Words(vi="Đơn vị tính: {unit}", en="Unit: {unit}")
_ORDER = Words(vi="Thứ tự: {order}.", en="Order: {order}.")
_NOTE = Words(vi="Ghi chú:", en="Note:")
_SOURCE = Words(vi="Nguồn:", en="Source:")
_ROWS = Words(vi="{rows} dòng", en="{rows} rows")
_ONE_ROW = Words(vi="1 dòng", en="1 row")
_SHOW = Words(vi="Xem biểu ({rows})", en="Show the table ({rows})")
_SOME = Words(
    vi="Trang nêu {shown} trong {rows}; tệp CSV và XLSX có đủ.",
    en="Shown here: {shown} of {rows}; the CSV and XLSX files have all.",
)
_NONE_SHOWN = Words(
    vi="Tệp CSV và XLSX dưới đây có đủ {rows}.",
    en="The CSV and XLSX files below have all: {rows}.",
)
_NO_ROWS = Words(vi="Không có dòng nào.", en="There are no rows.")
_ILLUSTRATIVE = Words(vi="Số liệu minh họa", en="Illustrative data")


@dataclass(frozen=True, repr=False)
class Table:
    """A table ready to be shown, and its raw values for workbooks and CSV.

    Parameters
    ----------
    id
        Anchor, ``b-…``, the same in every period and language.
    caption
        What the table shows; its running number is set by the page.
    unit
        Unit of all figures, or where to find it; empty for a table of words.
    columns
        In reading order; one of them heads the rows, by default the first.
    frame
        Raw, unrounded values, one row a row; what no column names stays out of the exports.
    order
        How rows are ordered, always named.
    notes, sources
        Lines under the table. Signs that occur in cells are explained without being noted.
    lang
        ``vi`` or ``en``.
    synthetic
        Whether the data are made up; the caption then says so.
    groups
        Column whose changing value starts a section row.
    folded
        Whether the table opens on demand where it has more than 12 rows.
    on_page
        Column of the frame that says which rows the page shows; by default the first 21. The page
        says how many of how many these are, and the exports hold every row.

    Raises
    ------
    UsageError
        With every broken rule: no anchor, caption or order, columns that the frame lacks, labels
        that are empty, unknown kinds or verdicts.

    Examples
    --------
    >>> frame = pd.DataFrame({"name": ["Cấp tỉnh"], "value": [100 * 1310 / 1860]})
    >>> columns = (Column("name", "Cấp"), Column("value", "Tỷ lệ", kind="share", decimals=2))
    >>> table = Table("b-1", "Tích hợp", "%", columns, frame, "cấp", (), (), "vi")
    >>> "70,43%" in table.to_html()
    True
    """

    id: str
    caption: str
    unit: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    order: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    lang: Lang
    synthetic: bool = False
    groups: str | None = None
    folded: bool = False
    on_page: str | None = None

    def __post_init__(self) -> None:
        check_table(self)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return {"text/html": self.to_html(), "text/plain": repr(self), MIME: self.to_json()}

    def __repr__(self) -> str:
        return f"{_KIND.say(self.lang)} {self.id}: {self.caption} ({self._row_count()})"

    def to_html(self) -> str:
        """The table as a finished fragment; the exporter fills in its number."""
        table = self._grid() if len(self.page_rows) or self.frame.empty else ""
        if self.folded and len(self.page_rows) > LONG_TABLE:
            summary = _SHOW.fill(rows=_count(self.page_rows, self.lang)).say(self.lang)
            table = f"<details><summary>{summary}</summary>{table}</details>"
        name = escape(self.id)
        return (
            f'<div class="table" id="{name}">{self._caption_line()}{table}{self._rest()}'
            f"{self._foot()}</div>"
        )

    def to_json(self) -> dict[str, object]:
        """Caption, columns and raw rows for exports; see :func:`table_record`."""
        return table_record(self)

    def to_frame(self) -> pd.DataFrame:
        """The shown columns under their headings with units; the numbers stay numbers.

        Returns
        -------
        pandas.DataFrame
            Raw, unrounded values. ``attrs`` holds ``caption, unit, order, notes, sources`` and
            whether the data are ``synthetic``.

        Examples
        --------
        >>> frame = pd.DataFrame({"name": ["Cấp tỉnh"], "value": [100 * 1310 / 1860]})
        >>> columns = (Column("name", "Cấp"), Column("value", "Tỷ lệ", "%", kind="number"))
        >>> table = Table("b-1", "Tích hợp", "", columns, frame, "cấp", (), (), "vi")
        >>> table.to_frame().columns.tolist()
        ['Cấp', 'Tỷ lệ (%)']
        """
        found = self.frame[[column.name for column in self.shown]]
        named = found.set_axis([column.heading() for column in self.shown], axis=1)
        plain = named.reset_index(drop=True)
        plain.attrs = {
            "caption": self.caption,
            "unit": self.unit,
            "order": self.order,
            "notes": self.notes,
            "sources": self.sources,
            "synthetic": self.synthetic,
        }
        return plain

    def _grid(self) -> str:
        return (
            f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(self.caption)}">'
            f'<table><caption class="sr">{_said(self.caption)}</caption>'
            f"{self._head()}{''.join(self._bodies())}</table></div>"
        )

    @cached_property
    def page_rows(self) -> pd.DataFrame:
        """The rows that the page shows; the exports hold all."""
        if self.on_page is not None:
            return self.frame[self.frame[self.on_page].astype(bool)]
        if self.groups is None or len(self.frame) <= MOST_ROWS:
            return self.frame.head(MOST_ROWS)
        numbers = _section_numbers(self.frame[self.groups])[: MOST_ROWS + 1]
        # A section that is cut in its middle would compare some of its units only.
        kept = numbers != numbers[-1]
        return self.frame.head(int(kept.sum()) or MOST_ROWS)

    def _rest(self) -> str:
        """Where the rows are that the page does not show; empty where it shows all."""
        shown = len(self.page_rows)
        if shown == len(self.frame):
            return ""
        told = (_SOME if shown else _NONE_SHOWN).fill(shown=shown, rows=self._row_count())
        return f'<p class="note rest">{told.say(self.lang)}</p>'

    def _row_count(self) -> str:
        return _count(self.frame, self.lang)

    def _caption_line(self) -> str:
        name = escape(self.id)
        mark = _ILLUSTRATIVE.say(self.lang)
        mark = f' <span class="illustrative">{mark}</span>' if self.synthetic else ""
        anchor = f'<a class="anchor" href="#{name}" aria-label="#{name}">#</a>'
        unit = _UNIT.say(self.lang).replace("{unit}", _said(self.unit))
        return (
            f'<div class="caption-line"><span class="no" data-kind="table" data-id="{name}"></span>'
            f"{_said(self.caption)}{mark} {anchor}"
            + (f'<span class="unit">{unit}</span>' if self.unit else "")
            + "</div>"
        )

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that the page shows; the others are for exports alone."""
        return tuple(column for column in self.columns if column.is_shown)

    def _head(self) -> str:
        heads = (
            f'<th scope="col"{_right(column)}>{_said(column.heading(self.unit))}</th>'
            for column in self.shown
        )
        marks = (f"<td>{mark}</td>" for mark in _column_marks(self.shown))
        return f'<thead><tr>{"".join(heads)}</tr><tr class="colno">{"".join(marks)}</tr></thead>'

    def _bodies(self) -> Iterator[str]:
        """One body a section, so that a section's heading belongs to its rows alone."""
        if self.frame.empty:
            nothing = _NO_ROWS.say(self.lang)
            yield f'<tbody><tr><td colspan="{len(self.shown)}">{nothing}</td></tr></tbody>'
            return
        for name, section in self.sections():
            yield self._body(section, name)

    def sections(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Heading and rows of each section; one without heading where rows are not grouped."""
        rows = self.page_rows
        if self.groups is None:
            yield "", rows
            return
        for _, section in rows.groupby(_section_numbers(rows[self.groups]), sort=False):
            name = section[self.groups].iloc[0]
            yield "" if is_missing(name) else str(name), section

    def _body(self, frame: pd.DataFrame, name: str) -> str:
        span = f'colspan="{len(self.shown)}" scope="rowgroup"'
        head = f'<tr class="group"><th {span}>{_said(name)}</th></tr>' if name else ""
        rows = (
            f"<tr>{''.join(self._cell(column, row) for column in self.shown)}</tr>"
            for row in frame.to_dict("records")
        )
        return f"<tbody>{head}{''.join(rows)}</tbody>"

    def _cell(self, column: Column, row: Row) -> str:
        content = column.cell(row, self.lang)
        heads_row = column.scope_row or (
            column is self.shown[0] and not any(other.scope_row for other in self.shown)
        )
        if heads_row:
            return f'<th scope="row">{content}</th>'
        return f"<td{column.attributes(row, self.lang)}>{content}</td>"

    def _foot(self) -> str:
        signs = set().union(*(column.signs(self.page_rows) for column in self.shown))
        order = _ORDER.say(self.lang).replace("{order}", self.order)
        notes = _said(" ".join(filter(None, [*self.notes, order, key_of(signs, self.lang)])))
        sources = _said("; ".join(self.sources))
        source = f'<p class="source">{_SOURCE.say(self.lang)} {sources}.</p>'
        return f'<p class="note">{_NOTE.say(self.lang)} {notes}</p>' + source * bool(sources)


def _section_numbers(names: pd.Series) -> npt.NDArray[np.int64]:
    """Running number of the section that each row belongs to."""
    told = names.map(lambda name: "" if is_missing(name) else str(name))
    return np.asarray(told.ne(told.shift()).cumsum(), dtype=np.int64)


def _count(rows: pd.DataFrame, lang: Lang) -> str:
    return (_ONE_ROW if len(rows) == 1 else _ROWS.fill(rows=len(rows))).say(lang)


def _said(text: str) -> str:
    """A text of the caller as HTML, in composed form."""
    return escape(to_nfc(text), quote=False)


def _right(column: Column) -> str:
    return ' class="num"' if column.is_number else ""


def _column_marks(columns: tuple[Column, ...]) -> list[str]:
    """(A), (B) … below columns that describe rows, (1), (2) … from the first figure on."""
    stubs = next(
        (place for place, column in enumerate(columns) if not column.is_stub), len(columns)
    )
    letters = [f"({chr(ord('A') + place)})" for place in range(stubs)]
    return [*letters, *(f"({number + 1})" for number in range(len(columns) - stubs))]
