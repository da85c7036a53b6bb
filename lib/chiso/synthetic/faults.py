"""What goes wrong with the returns: late, corrected, unbalanced and missing ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from chiso.catalog import Tier
from chiso.periods import Calendar
from chiso.synthetic.ledger import Column, Counts
from chiso.synthetic.places import DISTRICTS
from chiso.synthetic.timeline import MOST_MONTHS, sample_months

# The report periods 2024 and 2025-H1 have every return; in 2023 one is missing.
MISSING_YEAR = "2023"
REVISIONS, SLIPS, LATE_PART = 6, 2, 0.04
SLIP = 10  # what a hurried hand adds to one number
_LATE_DAYS, _REVISION_DAYS = (15, 60), (20, 90)
_LAST_DAY = date(2025, 6, 30)  # of the districts: nobody signs for them afterwards
_TOO_LATE_TO_CORRECT = 4  # last months whose corrections might come after that

Return = tuple[str, int]  # code of the district, place of the month


@dataclass(frozen=True)
class Slip:
    """One number typed wrongly into the section of a tier, so that one balance breaks."""

    tier: Tier
    column: Column


@dataclass(frozen=True)
class Faults:
    """Where things go wrong.

    Attributes
    ----------
    missing
        Return that was never sent.
    slips
        Returns with one broken balance each.
    revisions
        Returns whose first version left dossiers out, with the day of the correction.
    signed
        Day on which each return was first signed.
    """

    missing: Return
    slips: Mapping[Return, Slip]
    revisions: Mapping[Return, date]
    signed: Mapping[Return, date]


def plan_faults(seed: int) -> Faults:
    """The faults of a sample: one missing return, two slips, six corrections, some late ones.

    Parameters
    ----------
    seed
        Number of the sample.

    Examples
    --------
    >>> faults = plan_faults(2025)
    >>> faults.missing, len(faults.slips), len(faults.revisions)
    (('159', 40), 2, 6)
    """
    rng = np.random.default_rng([seed, 1])
    months = sample_months()
    closing = [month.last_day(Calendar.ADM15) for month in months]
    # Neither number enters a share or a sum over months: the slips stay where they are made.
    slips = (Slip(Tier.DISTRICT, Column.CARRIED_OVER), Slip(Tier.COMMUNE, Column.IN_TIME))
    places = [at for at, month in enumerate(months) if month.code.startswith(MISSING_YEAR)]
    missing = DISTRICTS[int(rng.integers(len(DISTRICTS)))].code, int(rng.choice(places[1:-1]))
    others = _shuffled(rng, missing)
    slipped = {next(others): slip for slip in slips}
    revised = [next(others) for _ in range(REVISIONS)]
    signed = {
        (district.code, at): min(closing[at] + timedelta(days=_delay(rng)), _LAST_DAY)
        for at in range(MOST_MONTHS)
        for district in DISTRICTS
    }
    return Faults(
        missing=missing,
        slips=slipped,
        revisions={
            key: min(signed[key] + timedelta(days=int(rng.integers(*_REVISION_DAYS))), _LAST_DAY)
            for key in revised
        },
        signed=signed,
    )


def left_out(fields: Counts) -> Counts:
    """The first version of a return that will be corrected: dossiers of one field are left out.

    Parameters
    ----------
    fields
        Fields of work and columns 3 to 13 of one tier.

    Notes
    -----
    A tenth of the new dossiers of the busiest field that were settled early, at least one where
    there is one. All balances still hold, so only the correction can tell.
    """
    first = fields.copy()
    busiest = int(np.argmax(fields[:, Column.TO_SETTLE]))
    row = first[busiest]
    way = Column.ONLINE if row[Column.ONLINE] >= row[Column.DIRECT] else Column.DIRECT
    most = int(min(row[way], row[Column.EARLY]))
    row[[Column.TO_SETTLE, way, Column.SETTLED, Column.EARLY]] -= -(-most // 10)
    return first


def _delay(rng: np.random.Generator) -> int:
    """Days from the closing of a month to the signature."""
    return int(rng.integers(*_LATE_DAYS) if rng.random() < LATE_PART else rng.integers(1, 6))


def _shuffled(rng: np.random.Generator, missing: Return) -> Iterator[Return]:
    """Returns that can be corrected in time, but for the missing one, in an order of chance."""
    months = range(MOST_MONTHS - _TOO_LATE_TO_CORRECT)
    returns = [(district.code, at) for district in DISTRICTS for at in months]
    mixed = [returns[place] for place in rng.permutation(len(returns))]
    return iter([key for key in mixed if key != missing])
