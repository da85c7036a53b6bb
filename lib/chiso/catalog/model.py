"""The catalogue's parts as frozen dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from chiso.catalog.showing import indicator_html
from chiso.periods import Calendar, Period
from chiso.words import Words, reader_lang

if TYPE_CHECKING:
    from chiso.catalog.layouts import Layout
    from chiso.catalog.settings import Settings


class Kind(StrEnum):
    """What an indicator's value is."""

    SHARE = "share"
    COUNT = "count"
    SCORE = "score"
    RANK = "rank"
    MONEY = "money"
    MILESTONE = "milestone"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher_is_better"
    LOWER = "lower_is_better"
    TARGET = "target_is_best"
    NEUTRAL = "neutral"


class PeriodKind(StrEnum):
    """How values of several periods add up: flows add, stocks take the last, ranks never."""

    FLOW = "flow"
    YTD = "ytd"
    STOCK = "stock"
    TOTAL = "total"
    YEAR_INDEX = "year_index"
    RANK = "rank"


class Rollup(StrEnum):
    """How figures of months make one of a longer period: added, the last one, or not at all."""

    SUM = "sum"
    LAST = "last"
    NONE = "none"


_ROLLUPS = {PeriodKind.FLOW: Rollup.SUM, PeriodKind.STOCK: Rollup.LAST}


class Tier(StrEnum):
    """Level of government that a figure speaks of."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    ALL = "all"


class Scope(StrEnum):
    """Bodies that a figure speaks of."""

    STATE = "state"
    PARTY = "party"
    ALL = "all"


class TargetKind(StrEnum):
    """What a target is set on."""

    LEVEL = "level"
    CHANGE = "change"
    RANK = "rank"


@dataclass(frozen=True)
class Domain:
    """A group of indicators about one system, with the question that it answers."""

    id: str
    name: Words
    question: Words


@dataclass(frozen=True)
class Definition:
    """One definition of an indicator; another denominator is another definition.

    Attributes
    ----------
    change
        What is other than under the definition before it, to be followed by a semicolon; None
        where nothing is said.
    """

    id: str
    text: Words
    change: Words | None = None


@dataclass(frozen=True, repr=False)
class Indicator:
    """What is measured, in which unit, and which way is better.

    Attributes
    ----------
    bounds
        Smallest and largest possible value; None where there is no end.
    maximum
        Full score, for scores that have one.
    is_full_count
        Whether values count every case, so that their interval is not sampling error.
    levels
        Names of the steps of a milestone, by value.
    predecessor
        Indicator that measured the same thing on another definition before; empty for none.
    rollup
        How its months make a quarter or a year; None where the kind of period says it.
    """

    id: str
    domain: str
    name: Words
    short: Words
    unit: Words
    decimals: int
    kind: Kind
    direction: Direction
    bounds: tuple[float | None, float | None]
    is_full_count: bool
    period_kind: PeriodKind
    system: Words
    definitions: Mapping[str, Definition]
    maximum: float | None = None
    levels: Mapping[int, Words] | None = None
    predecessor: str = ""
    rollup: Rollup | None = None

    @property
    def is_percent(self) -> bool:
        """Whether values are percentages."""
        return self.unit.en == "%"

    def rollup_of(self, kind: PeriodKind) -> Rollup:
        """How its figures of one kind of period make a longer one: as declared, else by kind."""
        return self.rollup or _ROLLUPS.get(kind, Rollup.NONE)

    def __repr__(self) -> str:
        lang = reader_lang()
        return f"Indicator('{self.id}': {self.name.say(lang)}, {self.unit.say(lang)})"

    def _repr_html_(self) -> str:
        return indicator_html(self, reader_lang())


@dataclass(frozen=True)
class Area:
    """A province, district, department or commune, valid between two days."""

    id: str
    parent: str
    kind: str
    name: Words
    short: str
    valid_from: date | None
    valid_to: date | None
    successor: str
    aliases: tuple[str, ...]
    tile: tuple[int, int] | None
    order: int

    def is_valid(self, day: date) -> bool:
        """Whether the area exists on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class AreaChange:
    """One step of a boundary change: what share of the old area went to which new one."""

    day: date
    kind: str
    predecessor: str
    successor: str
    weight: float


@dataclass(frozen=True)
class Source:
    """Where figures come from, and how that source writes numbers and closes periods.

    Attributes
    ----------
    is_synthetic
        Whether its figures are made up; only an illustrative data set may have such a source.
    """

    id: str
    address: str
    publisher: Words
    title: Words
    day: date
    is_day_printed: bool
    calendar: Calendar
    decimal: str
    thousands: str
    is_synthetic: bool = False


@dataclass(frozen=True)
class Act:
    """A legal act or plan that sets targets."""

    id: str
    name: Words
    adopted: date
    level: str


@dataclass(frozen=True)
class Target:
    """A value to be reached by a due day, set by an act, within one definition."""

    indicator: str
    tier: Tier
    area: str
    due: Period
    operator: str
    value: float
    kind: TargetKind
    level: str
    act: Act
    definition: str
    source: str


@dataclass(frozen=True)
class Total:
    """A printed total that should equal the sum of its printed parts."""

    id: str
    total: str
    parts: tuple[str, ...]
    across_areas: bool
    note: Words


@dataclass(frozen=True)
class Correction:
    """A doubt about a published row, applied only while the row still reads as expected."""

    id: str
    file: str
    match: Mapping[str, str]
    change: Mapping[str, str]
    expect: Mapping[str, str]
    reason: Words
    is_applied: bool


@dataclass(frozen=True)
class Catalogue:
    """Everything that describes a data set, keyed by id."""

    settings: Settings
    domains: Mapping[str, Domain]
    indicators: Mapping[str, Indicator]
    areas: Mapping[str, Area]
    changes: tuple[AreaChange, ...]
    sources: Mapping[str, Source]
    acts: Mapping[str, Act]
    targets: tuple[Target, ...]
    totals: tuple[Total, ...]
    corrections: tuple[Correction, ...]
    layouts: Mapping[str, Layout] = field(default_factory=dict)
