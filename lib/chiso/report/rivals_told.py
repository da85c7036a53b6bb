"""From figures with several values to the facts of their sentences, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pandas as pd

from chiso.catalog import Tier
from chiso.narrative.rivals import Lowered, Revised, Rivals, Stated
from chiso.numbers import Qualifier
from chiso.periods import Period
from chiso.report.edition import Edition
from chiso.report.rows import rows_of
from chiso.report.selection import ONE
from chiso.words import Words

_OVER = (">", ">=")


def conflicts_told(edition: Edition, rivals: pd.DataFrame) -> Iterator[Rivals]:
    """Each figure on which sources disagree: those of the province first, then the newest."""
    for row in rows_of(_weightiest(edition, rivals)):
        values = rivals[rivals["series"].eq(row.series) & rivals["period"].eq(row.period)]
        yield Rivals(
            indicator=edition.indicator(row.indicator),
            tier=Tier(row.tier),
            period=Period.parse(row.period),
            values=[_stated(value) for value in rows_of(values)],
            used=values["is_used"].tolist().index(True),
            sources=values["source"].nunique(),
            area=area_in(edition, row.area),
        )


def revisions_told(edition: Edition, rivals: pd.DataFrame) -> Iterator[Revised]:
    """Each figure that was changed: one of each later publication first, the newest before."""
    rows = _weightiest(edition, rivals, "published")
    again = rows.duplicated(["area", "period", "published"])
    for row in rows_of(pd.concat([rows[~again], rows[again]])):
        values = rivals[rivals["series"].eq(row.series) & rivals["period"].eq(row.period)]
        before = values[values["published"].lt(row.published) & values["value"].ne(row.value)]
        for old in rows_of(before.tail(1)):
            yield Revised(
                indicator=edition.indicator(row.indicator),
                tier=Tier(row.tier),
                period=Period.parse(row.period),
                old=_stated(old),
                new=_stated(row),
                day=row.published.date(),
                area=area_in(edition, row.area),
            )


def lowered_told(edition: Edition) -> list[Lowered]:
    """Lower bounds of the province that lie below those of the period before, by indicator."""
    mine = edition.current[edition.current["area"].eq(edition.province)]
    mine = mine[mine["qualifier"].isin(_OVER) & mine["previous_is_bound"]]
    before = edition.figures[[*ONE, "value", "qualifier", "decimals", "status"]].rename(
        columns={"period": "previous_period"}
    )
    pairs = mine.merge(
        before, on=["series", "previous_period"], suffixes=("", "_before"), validate="many_to_one"
    )
    is_lower = pairs["qualifier_before"].isin(_OVER) & pairs["value"].lt(pairs["value_before"])
    found = edition.in_catalogue_order(pairs[is_lower])
    keys = ["indicator", "scope", "definition", "period", "previous_period"]
    return [_lowered(edition, rows) for _, rows in found.groupby(keys, sort=False)]


def area_in(edition: Edition, code: str) -> Words | None:
    """The name of an area in a sentence; None for the province that the report is about."""
    area = edition.area(code)
    return None if code == edition.province else Words(area.short, area.name.en)


def _lowered(edition: Edition, rows: pd.DataFrame) -> Lowered:
    first = rows.iloc[0]
    earlier = rows.assign(
        **{name: rows[f"{name}_before"] for name in ("value", "qualifier", "decimals", "status")}
    )
    return Lowered(
        indicator=edition.indicator(first["indicator"]),
        period=Period.parse(first["period"]),
        earlier=Period.parse(first["previous_period"]),
        bounds=[
            (Tier(now.tier), _stated(now), _stated(before))
            for now, before in zip(rows_of(rows), rows_of(earlier), strict=True)
        ],
    )


def _weightiest(edition: Edition, rivals: pd.DataFrame, *newest: str) -> pd.DataFrame:
    """The row that the report uses of each figure, in the order in which they are told."""
    used = edition.in_catalogue_order(rivals[rivals["is_used"]])
    ranked = used.assign(elsewhere=used["area"].ne(edition.province))
    order = ["elsewhere", *newest, "last_day"]
    return ranked.sort_values(order, ascending=[True, *[False] * (len(order) - 1)], kind="stable")


def _stated(row: Any) -> Stated:
    return Stated(
        value=float(row.value),
        qualifier=cast("Qualifier", row.qualifier),
        decimals=0 if pd.isna(row.decimals) else int(row.decimals),
        is_implied=row.status == "estimated",
    )
