"""Tables of the report: what differs between them is said, what they share is set once."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from chiso.report.edition import Edition
from chiso.report.wording import CATALOGUE_ORDER, MIXED_UNIT
from chiso.tables import Column, Listing, Table
from chiso.words import Words


@dataclass(frozen=True)
class Sheet:
    """What is particular to one table.

    Attributes
    ----------
    caption
        May hold ``{period}``, which becomes the period of the report.
    frame
        Raw values; a column ``group`` starts section rows when ``is_grouped``.
    rows
        Rows behind the table, for its list of sources; None for a table without one.
    is_listed
        Whether the page lists terms with the frame's ``line`` instead of cells.
    on_page
        Column of the frame that says which rows the page shows; None for all.
    """

    id: str
    caption: Words
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    rows: pd.DataFrame | None = None
    order: Words = CATALOGUE_ORDER
    unit: Words = MIXED_UNIT
    notes: tuple[Words, ...] = ()
    is_grouped: bool = False
    is_folded: bool = False
    is_listed: bool = False
    on_page: str | None = None


def lay_out(edition: Edition, sheet: Sheet) -> Table:
    """The table of a sheet, in the edition's language and with its sources."""
    form = Listing if sheet.is_listed else Table
    return form(
        id=sheet.id,
        caption=edition.say(sheet.caption.fill(period=edition.period_words())),
        unit=edition.say(sheet.unit),
        columns=sheet.columns,
        frame=sheet.frame,
        order=edition.say(sheet.order),
        notes=tuple(edition.say(note) for note in sheet.notes),
        sources=() if sheet.rows is None else tuple(edition.sources_of(sheet.rows)),
        lang=edition.lang,
        synthetic=edition.is_synthetic,
        groups="group" if sheet.is_grouped else None,
        folded=sheet.is_folded,
        on_page=sheet.on_page,
    )
