"""How dossiers fare: online, late, still pending, digitised, paid online."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from chiso.catalog import Tier
from chiso.synthetic.desks import Desk
from chiso.synthetic.places import (
    DEPARTMENTS_EARLY,
    DEPARTMENTS_LATE,
    DEPARTMENTS_ONLINE,
    DISTRICTS,
    SETBACKS,
    District,
)
from chiso.synthetic.timeline import month_codes, month_times

Shares = NDArray[np.float64]

_LATE_AT_FIRST, _LEARNING_YEARS = 3.0, 1.2  # four times as late in mid-2020, and how fast it faded
_LATE_TIER = {Tier.DISTRICT: 1.5, Tier.COMMUNE: 0.8, Tier.PROVINCE: 1.0}
_WAITING = {Tier.DISTRICT: 0.15, Tier.COMMUNE: 0.05, Tier.PROVINCE: 0.13}
_ONLINE_TIER = {Tier.DISTRICT: 0.15, Tier.COMMUNE: -0.05, Tier.PROVINCE: 0.0}  # log-odds
_LATE_WHILE_WAITING = 2.5  # a waiting dossier is past its deadline more often than a settled one
_MOST_LATE = 0.30
# Spreads of one office's months around its curve: log-odds or logarithms.
_ONLINE_SPREAD, _LATE_SPREAD, _WAITING_SPREAD, _SERVICE_SPREAD = 0.10, 0.20, 0.15, 0.08


@dataclass(frozen=True)
class Rates:
    """Shares 0-1 at each desk (rows) in each month (columns).

    Attributes
    ----------
    online
        Received online, of those received.
    waiting
        Still pending at the end of the month, of all to settle.
    late, waiting_late
        Settled late, of those settled; past the deadline, of those pending.
    early
        Settled before the deadline, of those settled in time.
    """

    online: Shares
    waiting: Shares
    late: Shares
    waiting_late: Shares
    early: Shares


def draw_rates(desks: tuple[Desk, ...], rng: np.random.Generator) -> Rates:
    """What happens to dossiers at each desk, with the unevenness of its office.

    Parameters
    ----------
    desks
        Desks of one office (area and tier) share their good and bad months.
    rng
        Source of chance.
    """
    offices = {office: at for at, office in enumerate(dict.fromkeys(map(_office, desks)))}
    seats = np.array([offices[_office(desk)] for desk in desks])
    months = len(month_times())

    def mood(spread: float) -> Shares:
        return np.asarray(rng.normal(0, spread, (len(offices), months))[seats])

    online = logit(np.array([_online(desk) for desk in desks])) + mood(_ONLINE_SPREAD)
    late = np.array([_late(desk) for desk in desks]) * np.exp(mood(_LATE_SPREAD))
    waiting = np.array([[_WAITING[desk.tier]] for desk in desks]) * np.exp(mood(_WAITING_SPREAD))
    early = logit(np.array([[_early(desk)] for desk in desks])) + mood(_ONLINE_SPREAD)
    late = np.minimum(late, _MOST_LATE)
    return Rates(
        online=expit(online),
        waiting=waiting,
        late=late,
        waiting_late=np.minimum(_LATE_WHILE_WAITING * late, 2 * _MOST_LATE),
        early=expit(early),
    )


def draw_service_shares(rng: np.random.Generator) -> tuple[Shares, Shares]:
    """Shares digitised and paid online of each district (rows) in each month (columns), 0-1."""
    times = month_times()

    def uneven(curves: list[Shares]) -> Shares:
        levels = logit(np.array(curves))
        return np.asarray(expit(levels + rng.normal(0, _SERVICE_SPREAD, levels.shape)))

    return (
        uneven([district.digitised.at(times) for district in DISTRICTS]),
        uneven([district.paid.at(times) for district in DISTRICTS]),
    )


def _office(desk: Desk) -> tuple[str, Tier]:
    return desk.area, desk.tier


def _district(code: str) -> District | None:
    return next((district for district in DISTRICTS if district.code == code), None)


def _online(desk: Desk) -> Shares:
    district = _district(desk.area)
    curve = district.online if district else DEPARTMENTS_ONLINE
    odds = logit(curve.at(month_times())) + _ONLINE_TIER[desk.tier]
    for area, first, last, loss in SETBACKS:
        hit = [area == desk.area and first <= code <= last for code in month_codes()]
        odds = odds - loss * np.array(hit)
    return np.asarray(expit(odds))


def _late(desk: Desk) -> Shares:
    district = _district(desk.area)
    base = (district.late if district else DEPARTMENTS_LATE) * _LATE_TIER[desk.tier]
    years = month_times() - month_times()[0]
    return np.asarray(base * (1 + _LATE_AT_FIRST * np.exp(-years / _LEARNING_YEARS)))


def _early(desk: Desk) -> float:
    district = _district(desk.area)
    return district.early if district else DEPARTMENTS_EARLY
