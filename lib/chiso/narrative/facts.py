"""The facts that a sentence may use: no text is written from anything else."""

from __future__ import annotations

from dataclasses import dataclass

from chiso.catalog import Indicator, Tier
from chiso.numbers import Qualifier
from chiso.periods import Period
from chiso.words import Words

SMALL_BASE = 20  # cases; REPORT 3.5
FEW_CASES = 1000  # from here on nobody would call a near thing one of few cases


@dataclass(frozen=True)
class Fact:
    """One figure of one indicator, with the target that leads, if there is one.

    Attributes
    ----------
    value
        Exact value where it is known, else the printed bound.
    decimals
        Decimals to show.
    verdict
        ``met, not_met, undetermined, no_target`` or ``no_data``.
    gap
        What is still to go (negative: ahead); None for a bound.
    gap_low
        Smallest distance ahead of or behind the target that a bound proves; None when unknown.
    is_restated
        Whether the figure repeats a target word for word.
    """

    indicator: Indicator
    tier: Tier
    period: Period
    value: float
    qualifier: Qualifier
    decimals: int
    verdict: str
    numerator: float | None = None
    denominator: float | None = None
    target: float | None = None
    operator: str = ">="
    due: Period | None = None
    act: Words | None = None
    gap: float | None = None
    gap_low: float | None = None
    gap_high: float | None = None
    is_borderline: bool = False
    is_restated: bool = False
    is_carried: bool = False

    @property
    def is_bound(self) -> bool:
        """Whether the source states only a bound."""
        return self.qualifier != "="

    @property
    def is_small(self) -> bool:
        """Whether so few cases stand behind a share that counts say more than a percentage."""
        return self.indicator.is_percent and 0 < (self.denominator or 0.0) < SMALL_BASE


@dataclass(frozen=True)
class Movement:
    """A figure and the one before it in the same series."""

    indicator: Indicator
    tier: Tier
    period: Period
    previous_period: Period
    value: float
    previous: float
    decimals: int


@dataclass(frozen=True)
class Trend:
    """A series of comparable periods and what may be said of it.

    Attributes
    ----------
    level
        Rung of the evidence ladder (METHODS 3.3); for months the test that they allow.
    slope
        Theil-Sen change a year, in the indicator's unit (points for shares).
    p
        p of the test; None below five points and where months allow none.
    """

    indicator: Indicator
    tier: Tier
    first: Period
    last: Period
    points: int
    level: str
    slope: float | None
    p: float | None
    first_value: float
    last_value: float
    decimals: int
