"""What one file of a return says: its rows, where each stands, and what is doubtful in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from chiso.errors import Problem
from chiso.periods import Period


class ReturnRow(NamedTuple):
    """One figure of a return, in the columns of an observation.

    Attributes
    ----------
    indicator, definition
        Ids of the catalogue.
    area, tier, scope
        Area code; ``province, district, commune, all``; ``state, party, all``.
    period, period_kind
        Period code and how its values add up.
    value, qualifier, decimals
        The number in the unit of the indicator (a share in 0-100), its bound, its printed decimals.
    numerator, denominator
        Counts behind a share; None where the file gives none.
    status
        ``final`` or ``provisional``.
    locator
        Sheet and cells of origin: ``06!E12`` or ``06!E12/(E12+F12)``; a JSON pointer for JSON.
    note
        What a reader should know about this figure; empty for nothing.
    """

    indicator: str
    definition: str
    area: str
    tier: str
    scope: str
    period: str
    period_kind: str
    value: float
    qualifier: str
    decimals: int
    numerator: float | None
    denominator: float | None
    status: str
    locator: str
    note: str = ""


@dataclass(frozen=True)
class Hints:
    """What a person says about files that do not say it themselves.

    Attributes
    ----------
    layout
        Id or kind of a layout; empty to recognise it by content.
    period
        Period of the figures, for files that name none.
    """

    layout: str = ""
    period: Period | None = None


@dataclass(frozen=True)
class Reading:
    """One file, read.

    Attributes
    ----------
    file, digest, size
        Base name in NFC, SHA-256 as hexadecimal text, bytes.
    layout, source
        Ids of the layout that recognised it and of the source that its figures are entered under.
    area, period
        Reporting area and period as codes; empty where rows name their own.
    published
        Day on which the return was signed, or live figures were taken; None where the file does
        not say.
    extracted
        Day on which live figures were taken; None where that has no meaning.
    is_synthetic
        Whether the file says that its figures are illustrative.
    rows
        Figures in file order.
    findings
        Doubts that do not stop the import, such as a balance that does not hold, by cell.
    checked
        Number of rows that only check others and are not entered, such as fields of work.
    stamp
        Time at which live figures were taken, in ISO form; empty where that has no meaning.
    """

    file: str
    digest: str
    size: int
    layout: str
    source: str
    area: str
    period: str
    published: date | None
    extracted: date | None
    is_synthetic: bool
    rows: tuple[ReturnRow, ...]
    findings: tuple[Problem, ...] = ()
    checked: int = 0
    stamp: str = ""
