"""From checked records to the catalogue's dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chiso.catalog.model import (
    Act,
    Area,
    AreaChange,
    Correction,
    Definition,
    Direction,
    Domain,
    Indicator,
    Kind,
    PeriodKind,
    Rollup,
    Source,
    Target,
    TargetKind,
    Tier,
    Total,
)
from chiso.catalog.record import Record
from chiso.periods import Calendar
from chiso.words import Words

OPERATORS = (">=", ">", "<=", "<", "=")
LEVELS = ("national", "provincial", "district")
STATUSES = ("applied", "proposed")
_NO_ACT = Act("", Words("", ""), date.max, LEVELS[0])


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


def area(record: Record) -> Area:
    """An area with its validity."""
    row, column = record.number("tile_row"), record.number("tile_column")
    name_vi = record.text("name_vi")
    return Area(
        id=record.text("area"),
        parent=record.text("parent", default=""),
        kind=record.text("kind"),
        name=Words(vi=name_vi, en=record.text("name_en")),
        short=record.text("short_vi", default=name_vi),
        valid_from=record.day("valid_from"),
        valid_to=record.day("valid_to"),
        successor=record.text("successor", default=""),
        aliases=tuple(filter(None, record.text("aliases", default="").split("|"))),
        tile=(int(row), int(column)) if row is not None and column is not None else None,
        order=record.whole("order"),
    )


def area_change(record: Record, areas: Mapping[str, Area]) -> AreaChange:
    """One step of a boundary change."""
    return AreaChange(
        day=record.required_day("date"),
        kind=record.text("kind"),
        predecessor=record.known("predecessor", areas),
        successor=record.text("successor", default="") and record.known("successor", areas),
        weight=record.number("weight", default=1.0) or 0.0,
    )


def source(record: Record, identity: str) -> Source:
    """A source with its separators and calendar."""
    return Source(
        id=identity,
        address=record.text("address"),
        publisher=record.words("publisher"),
        title=record.words("title"),
        day=record.required_day("date"),
        is_day_printed=record.one_of("date_is", ("printed", "inferred")) == "printed",
        calendar=record.choice("calendar", Calendar),
        decimal=record.text("decimal", default=","),
        thousands=record.text("thousands", default="."),
        is_synthetic=record.flag("synthetic", default=False),
    )


def act(record: Record, identity: str) -> Act:
    """A legal act."""
    return Act(
        id=identity,
        name=record.words("name"),
        adopted=record.required_day("adopted"),
        level=record.one_of("level", LEVELS),
    )


def target(
    record: Record,
    indicators: Mapping[str, Indicator],
    areas: Mapping[str, Area],
    acts: Mapping[str, Act],
    sources: Mapping[str, Source],
) -> Target:
    """A target within one definition of its indicator."""
    measured = indicators.get(record.known("indicator", indicators))
    act_id = record.known("act", acts)
    return Target(
        indicator=record.text("indicator", default=""),
        tier=record.choice("tier", Tier),
        area=record.known("area", areas),
        due=record.period("due"),
        operator=record.one_of("operator", OPERATORS),
        value=record.required_number("value"),
        kind=record.choice("kind", TargetKind),
        level=record.one_of("level", LEVELS),
        act=acts.get(act_id, _NO_ACT),
        # Definitions of an unknown indicator are unknown too; one message is enough.
        definition=record.known("definition", measured.definitions)
        if measured
        else record.text("definition"),
        source=record.known("source", sources),
    )


def total(record: Record, indicators: Mapping[str, Indicator]) -> Total:
    """A total and its parts."""
    return Total(
        id=record.text("id"),
        total=record.known("total", indicators),
        parts=record.all_known("parts", indicators),
        across_areas=record.flag("across_areas"),
        note=record.words("note"),
    )


def correction(record: Record) -> Correction:
    """A doubt about a published row."""
    return Correction(
        id=record.text("id"),
        file=record.text("file"),
        match=record.mapping("match"),
        change=record.mapping("set"),
        expect=record.mapping("expect"),
        reason=record.words("reason"),
        is_applied=record.one_of("status", STATUSES) == "applied",
    )
