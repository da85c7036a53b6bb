"""The books of the sample: what every desk received, settled and still held, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from chiso.catalog import Tier
from chiso.synthetic.adoption import Rates, draw_rates, draw_service_shares
from chiso.synthetic.desks import Desk, all_desks
from chiso.synthetic.places import DISTRICTS
from chiso.synthetic.volumes import received

Counts = NDArray[np.int64]

_WITH_FEE = 0.42  # part of the new dossiers for which somebody has to pay


class Column(IntEnum):
    """Columns 3 to 13 of form 06, by their place in a row of counts."""

    TO_SETTLE = 0
    ONLINE = 1
    DIRECT = 2
    CARRIED_OVER = 3
    SETTLED = 4
    EARLY = 5
    ON_TIME = 6
    LATE = 7
    PENDING = 8
    IN_TIME = 9
    OVERDUE = 10


class Service(IntEnum):
    """What the quarterly table counts of each district, by its place in a row."""

    DIGITISED = 0
    WITH_FEE = 1
    PAID_ONLINE = 2


@dataclass(frozen=True)
class Ledger:
    """Everything that happened, before anybody made a mistake in writing it down.

    Attributes
    ----------
    seed
        Number that chance was started with.
    desks
        One for each row of ``counts``.
    counts
        Desks, months, columns 3 to 13 of form 06.
    services
        Districts, months, :class:`Service`.
    """

    seed: int
    desks: tuple[Desk, ...]
    counts: Counts
    services: Counts

    def of(self, area: str, tier: Tier) -> Counts:
        """Fields of work, months and columns of one tier of an area."""
        mine = [desk.area == area and desk.tier is tier for desk in self.desks]
        return np.asarray(self.counts[np.array(mine)])

    def office(self, area: str, tier: Tier) -> Counts:
        """Months and columns of one tier of an area, all fields together."""
        return np.asarray(self.of(area, tier).sum(axis=0))

    def district(self, area: str) -> Counts:
        """Months and columns of a district with its communes."""
        return self.office(area, Tier.DISTRICT) + self.office(area, Tier.COMMUNE)


def keep_ledger(seed: int) -> Ledger:
    """The books of all sixty months; the same seed gives the same numbers.

    Parameters
    ----------
    seed
        0 or more.

    Notes
    -----
    Dossiers pending at the end of a month are those carried over into the next one, desk by
    desk, so every balance of form 06 holds in every sum of desks and months.

    Examples
    --------
    >>> city = keep_ledger(2025).district("148")
    >>> bool((city[1:, Column.CARRIED_OVER] == city[:-1, Column.PENDING]).all())
    True
    """
    rng = np.random.default_rng(seed)
    desks = all_desks()
    counts = _settle(received(desks, rng), draw_rates(desks, rng), rng)
    return Ledger(seed, desks, counts, _services(desks, counts, rng))


def over_months(counts: Counts) -> Counts:
    """One row for several months of ``(…, months, columns)``.

    Flows are added; what was carried over is that of the first month, what is pending that of the
    last, and the total to settle is their sum with what came in.

    Examples
    --------
    >>> months = np.array([[9, 4, 3, 2, 8, 8, 0, 0, 1, 1, 0], [6, 5, 0, 1, 2, 0, 1, 1, 4, 3, 1]])
    >>> over_months(months).tolist()
    [14, 9, 3, 2, 10, 8, 1, 1, 4, 3, 1]
    """
    whole = counts.sum(axis=-2)
    whole[..., Column.CARRIED_OVER] = counts[..., 0, Column.CARRIED_OVER]
    whole[..., Column.PENDING :] = counts[..., -1, Column.PENDING :]
    whole[..., Column.TO_SETTLE] = whole[..., Column.ONLINE : Column.SETTLED].sum(axis=-1)
    return np.asarray(whole)


def _settle(incoming: Counts, rates: Rates, rng: np.random.Generator) -> Counts:
    """Columns 3 to 13 for each desk and month; each month begins with what the last one left."""
    counts = np.zeros((*incoming.shape, len(Column)), dtype=np.int64)
    carried = np.round(incoming[:, 0] * rates.waiting[:, 0]).astype(np.int64)
    for month in range(incoming.shape[1]):
        new = incoming[:, month]
        online = rng.binomial(new, rates.online[:, month])
        to_settle = new + carried
        pending = rng.binomial(to_settle, rates.waiting[:, month])
        settled = to_settle - pending
        late = rng.binomial(settled, rates.late[:, month])
        early = rng.binomial(settled - late, rates.early[:, month])
        overdue = rng.binomial(pending, rates.waiting_late[:, month])
        counts[:, month] = np.stack(
            [
                to_settle, online, new - online, carried,
                settled, early, settled - late - early, late,
                pending, pending - overdue, overdue,
            ],
            axis=-1,
        )  # fmt: skip
        carried = pending
    return counts


def _services(desks: tuple[Desk, ...], counts: Counts, rng: np.random.Generator) -> Counts:
    """Dossiers digitised, with a fee, and paid online of each district and month."""
    areas = np.array([desk.area for desk in desks])
    whole = np.stack([counts[areas == district.code].sum(axis=0) for district in DISTRICTS])
    digitised_share, paid_share = draw_service_shares(rng)
    digitised = rng.binomial(whole[..., Column.SETTLED], digitised_share)
    with_fee = rng.binomial(whole[..., Column.ONLINE : Column.CARRIED_OVER].sum(-1), _WITH_FEE)
    return np.stack([digitised, with_fee, rng.binomial(with_fee, paid_share)], axis=-1)
