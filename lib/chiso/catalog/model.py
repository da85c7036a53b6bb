"""The catalogue and its parts as frozen dataclasses; indicators have a module of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from chiso.periods import Calendar, Period
from chiso.words import Words

if TYPE_CHECKING:
    from chiso.catalog.indicators import Domain, Indicator
    from chiso.catalog.layouts import Layout
    from chiso.catalog.settings import Settings


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
