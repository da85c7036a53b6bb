"""From checked records to the catalogue's dataclasses, but for indicators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from chiso.catalog.model import (
    Act,
    Area,
    AreaChange,
    Correction,
    Source,
    Target,
    TargetKind,
    Tier,
    Total,
)
from chiso.catalog.record import Record
from chiso.periods import Calendar
from chiso.words import Words

if TYPE_CHECKING:
    from chiso.catalog.indicators import Indicator

OPERATORS = (">=", ">", "<=", "<", "=")
LEVELS = ("national", "provincial", "district")
STATUSES = ("applied", "proposed")
_NO_ACT = Act("", Words("", ""), date.max, LEVELS[0])


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
