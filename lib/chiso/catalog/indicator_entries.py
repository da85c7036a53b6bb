"""From checked records to indicators and their domains."""

from __future__ import annotations

from collections.abc import Mapping

from chiso.catalog.indicators import (
    Definition,
    Direction,
    Domain,
    Indicator,
    Kind,
    PeriodKind,
    Rollup,
)
from chiso.catalog.record import Record


def domain(record: Record) -> Domain:
    """A group of indicators."""
    return Domain(record.text("id"), record.words("name"), record.words("question"))


def indicator(record: Record, domains: Mapping[str, Domain]) -> Indicator:
    """An indicator with its definitions."""
    definitions = [_definition(inner) for inner in record.inner("definitions")]
    is_declared = bool(record.text("rollup", default=""))
    return Indicator(
        id=record.text("id"),
        domain=record.known("domain", domains),
        name=record.words("name"),
        short=record.words("short"),
        unit=record.words("unit"),
        decimals=record.whole("decimals"),
        kind=record.choice("kind", Kind),
        direction=record.choice("direction", Direction),
        bounds=record.ends("bounds"),
        is_full_count=record.flag("full_count", default=True),
        period_kind=record.choice("period_kind", PeriodKind),
        system=record.words("system"),
        definitions={definition.id: definition for definition in definitions},
        maximum=record.number("maximum"),
        predecessor=record.text("predecessor", default=""),
        levels=record.levels("levels") or None,
        rollup=record.choice("rollup", Rollup) if is_declared else None,
    )


def _definition(record: Record) -> Definition:
    is_told = bool(record.text("change", default=""))
    change = record.words("change") if is_told else None
    return Definition(record.text("id"), record.words("text"), change)
