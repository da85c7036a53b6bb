"""What one row of a return gives: numbers by column, and the place where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from chiso.catalog import Indicator, Kind, Measure, Tier
from chiso.periods import Period


class Given(NamedTuple):
    """One number of a file.

    Attributes
    ----------
    value, qualifier, decimals
        As printed.
    cell
        Address of the cell, or name of the field.
    is_percent
        Whether a percent sign stands beside it, so that no factor applies.
    """

    value: float
    qualifier: str
    decimals: int
    cell: str
    is_percent: bool = False


@dataclass(frozen=True)
class Slot:
    """What the figures of one row share.

    Attributes
    ----------
    area, tier, period, status
        As in an observation.
    origin
        Beginning of the locator: ``06!`` or ``/data/0#``.
    where
        Beginning of the place for messages: ``bc.xlsx#06!``.
    """

    area: str
    tier: Tier
    period: Period
    status: str
    origin: str
    where: str


class Numbers(Protocol):
    """Numbers of one row by column; None where there is none, DataError where it cannot be read."""

    def count(self, column: str) -> Given | None:
        """A whole number."""

    def figure(self, column: str) -> Given | None:
        """A number with its bound and decimals."""


def is_counted(measure: Measure, indicator: Indicator) -> bool:
    """Whether the columns of a measure hold whole numbers."""
    return bool(measure.denominator) or (indicator.kind is Kind.COUNT and measure.factor == 1)
