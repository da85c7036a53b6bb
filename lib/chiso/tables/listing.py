"""A long table of words as a list of entries: fewer cells to render and to tab through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from chiso.tables.column import Row
from chiso.tables.table import Table
from chiso.text import to_nfc


@dataclass(frozen=True, repr=False)
class Listing(Table):
    """A table that the page shows as terms with one line each; exports get its columns.

    The column that heads the rows gives the term. The column ``line`` of the frame gives the
    text; ``anchor``, where the frame has it, an id for links.
    """

    def _grid(self) -> str:
        """Terms and lines, one list a section."""
        if self.frame.empty:
            return super()._grid()
        return "".join(self._lists())

    def _lists(self) -> Iterator[str]:
        for name, section in self.sections():
            entries = "".join(self._entry(row) for row in section.to_dict("records"))
            head = f'<p class="group">{_said(name)}</p>' if name else ""
            yield f'{head}<ul class="terms">{entries}</ul>'

    def _entry(self, row: Row) -> str:
        head = next((column for column in self.shown if column.scope_row), self.shown[0])
        anchor = row.get("anchor")
        name = f' id="{escape(str(anchor))}"' if anchor else ""
        # The style sheet breaks the line there and sets the term in bold: one element an entry.
        return f"<li{name}>{head.cell(row, self.lang)}\n{_said(str(row['line']))}</li>"


def _said(text: str) -> str:
    return escape(to_nfc(text), quote=False)
