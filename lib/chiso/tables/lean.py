"""Small tables that come in number: named by the heading above them, explained once for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from chiso.tables.signs import key_of
from chiso.tables.table import Table
from chiso.text import to_nfc
from chiso.words import Lang, Words

_UNIT = Words(vi="Đơn vị tính: {unit}", en="Unit: {unit}")
_ORDER = Words(vi="Thứ tự: {order}.", en="Order: {order}.")
_SOURCE = Words(vi="Nguồn:", en="Source:")
_ILLUSTRATIVE = Words(vi="Số liệu minh họa", en="Illustrative data")


@dataclass(frozen=True)
class Cell:
    """A text with its class, below a drawing, which is finished markup."""

    text: str
    style: str = ""
    drawing: str = ""

    def to_html(self, span: int = 1) -> str:
        """The cell over one column or more."""
        style = f' class="{self.style}"' if self.style else ""
        wide = f' colspan="{span}"' if span > 1 else ""
        return f"<td{style}{wide}>{self.drawing}{_said(self.text)}</td>"


def table_head(table: Table) -> str:
    """Caption, unit, notes and sources of a table whose rows stand in small tables below it.

    The exporter numbers the caption and puts the links to the whole table right below it.
    """
    lang, name = table.lang, escape(table.id)
    mark = illustrative_mark(lang) if table.synthetic else ""
    order = _ORDER.say(lang).replace("{order}", table.order)
    notes = [*table.notes, f"{order} {key_of({'…', '–'}, lang)}"]
    told = "".join(f'<p class="note">{_said(note)}</p>' for note in notes)
    sources = f'<p class="source">{_SOURCE.say(lang)} {_said("; ".join(table.sources))}.</p>'
    return (
        f'<div class="table" id="{name}"><div class="caption-line">'
        f'<span class="no" data-kind="table" data-id="{name}"></span>{_said(table.caption)}{mark}'
        f' <a class="anchor" href="#{name}" aria-label="#{name}">#</a>'
        f'<span class="unit">{_UNIT.say(lang).replace("{unit}", _said(table.unit))}</span></div>'
        f"{told}{sources if table.sources else ''}</div>"
    )


def illustrative_mark(lang: Lang) -> str:
    """The mark that what stands before it is made up."""
    return f' <span class="illustrative">{_ILLUSTRATIVE.say(lang)}</span>'


def lean_table(named_by: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """A table in few elements, in a region of its own that scrolls where the page is narrow.

    Parameters
    ----------
    named_by
        Id of the heading that names it.
    heads
        Headings of the columns.
    rows
        The first cell heads its row; the last one reaches to the right end of the table.

    Examples
    --------
    >>> shown = lean_table("dv-1", ["A", "B", "C"], [[Cell("x"), Cell("2", "flag")]])
    >>> shown[shown.index("<tbody>") : shown.index("</tbody>")]
    '<tbody><tr><th scope="row">x</th><td class="flag" colspan="2">2</td></tr>'
    """
    name = f'aria-labelledby="{escape(named_by)}"'
    columns = "".join(f'<th scope="col">{_said(head)}</th>' for head in heads)
    body = "".join(_row(row, len(heads)) for row in rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" {name}><table {name}>'
        f"<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[Cell], columns: int) -> str:
    first, *middle, last = cells
    rest = columns - 1 - len(middle)
    inner = "".join(cell.to_html() for cell in middle) + last.to_html(rest)
    return f'<tr><th scope="row">{_said(first.text)}</th>{inner}</tr>'


def _said(text: str) -> str:
    return escape(to_nfc(text), quote=False)
