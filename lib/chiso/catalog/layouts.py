"""How returns are laid out: which column of which form becomes which indicator."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chiso.catalog.model import PeriodKind, Tier
from chiso.words import Words


class LayoutKind(StrEnum):
    """Family of a layout; each has its reader."""

    FORM06 = "form06"
    INDEX766 = "index766"
    ONE_STOP = "one_stop"
    TABLE = "table"


@dataclass(frozen=True)
class Measure:
    """One figure that each row of a return gives.

    Attributes
    ----------
    indicator, definition
        What the figure is, by id.
    columns
        Columns whose numbers are added: ``4`` and ``5`` of form 06, a field of JSON, a heading.
    denominator
        Columns whose sum is the base of a share; empty for counts and scores.
    tier, period_kind
        Instead of the tier of the row, and of the indicator's usual kind of period; None to keep.
    """

    indicator: str
    definition: str
    columns: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    tier: Tier | None = None
    period_kind: PeriodKind | None = None


@dataclass(frozen=True)
class Layout:
    """One layout of returns.

    Attributes
    ----------
    id
        Name of its file in ``layouts/`` without the ending.
    kind
        Which reader understands it.
    source
        Source under which its figures are entered; gives calendar and separators.
    measures
        Figures of each row, in order.
    """

    id: str
    kind: LayoutKind
    name: Words
    source: str
    measures: tuple[Measure, ...]
