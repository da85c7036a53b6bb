"""Indicators, their domains and definitions as frozen dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from chiso.catalog.showing import indicator_html
from chiso.words import Words, reader_lang


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
