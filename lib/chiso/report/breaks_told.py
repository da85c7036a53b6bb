"""From broken series to the facts of their sentences: one for all that changed alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from chiso.catalog import Tier
from chiso.narrative.breaks import BasisBreak, Break
from chiso.narrative.names import side_by_side
from chiso.periods import Period
from chiso.report.edition import Edition
from chiso.report.rivals_told import area_in
from chiso.report.rows import rows_of
from chiso.report.wording import CALENDARS, COVERAGES
from chiso.words import Words

MOST_TOLD = 3
_TERMS = ["old_calendar", "old_coverage", "calendar", "coverage", "new_period"]


def breaks_told(edition: Edition, breaks: pd.DataFrame) -> tuple[list[Break], int]:
    """The first changes of definition, those of the province before others, and series left out.

    Those of other provinces are told only where there are no others. Series whose change the
    catalogue tells in the same words are told once.
    """
    rows = edition.in_catalogue_order(breaks)
    alike = [_alike(edition, row) for row in rows_of(rows)]
    worded = [_change(edition, row) is not None for row in rows_of(rows)]
    rows = rows.assign(alike=alike, is_worded=worded, elsewhere=rows["area"].ne(edition.province))
    rows = rows.sort_values("elsewhere", kind="stable")
    areas = edition.catalogue.areas.values()
    own = [area.id for area in areas if area.parent == edition.province]
    is_own = rows["area"].isin([edition.province, *own])
    first = rows[is_own if is_own.any() else ~is_own].drop_duplicates("alike").head(MOST_TOLD)
    # The catalogue's words speak of all series alike, others only of the one that they name.
    is_told = rows["alike"].isin(first.loc[first["is_worded"], "alike"])
    left_out = int((~is_told & ~rows.index.isin(first.index)).sum())
    return [_break(edition, row) for row in rows_of(first)], left_out


def basis_breaks_told(breaks: pd.DataFrame) -> tuple[list[BasisBreak], int]:
    """The changes of calendar or coverage with most series, and the series left out."""
    groups: Sequence[pd.DataFrame] = [rows for _, rows in breaks.groupby(_TERMS, sort=False)]
    groups = sorted(groups, key=len, reverse=True)
    left_out = sum(len(rows) for rows in groups[MOST_TOLD:])
    return [_basis_break(rows) for rows in groups[:MOST_TOLD]], left_out


def _change(edition: Edition, row: Any) -> Words | None:
    return edition.indicator(row.indicator).definitions[row.new_definition].change


def _alike(edition: Edition, row: Any) -> str:
    """One text for all series that are told by one sentence."""
    change = _change(edition, row)
    return change.vi if change else f"{row.indicator} {row.old_definition} {row.new_definition}"


def _break(edition: Edition, row: Any) -> Break:
    return Break(
        change=_change(edition, row),
        indicator=edition.indicator(row.indicator),
        tier=Tier(row.tier),
        earlier=Period.parse(row.old_period),
        period=Period.parse(row.new_period),
        area=area_in(edition, row.area),
    )


def _basis_break(rows: pd.DataFrame) -> BasisBreak:
    row = rows.iloc[0]
    terms = [
        (names[row[f"old_{term}"]], names[row[term]])
        for term, names in (("calendar", CALENDARS), ("coverage", COVERAGES))
        if row[f"old_{term}"] != row[term]
    ]
    return BasisBreak(
        series=len(rows),
        period=Period.parse(row["new_period"]),
        was=side_by_side([was for was, _ in terms]),
        became=side_by_side([became for _, became in terms]),
    )
