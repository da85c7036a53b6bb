"""How many dossiers come in: they follow population and working days, and add up as published."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chiso.synthetic.desks import Desk
from chiso.synthetic.places import DEPARTMENTS, DEPARTMENTS_PART, DISTRICTS
from chiso.synthetic.timeline import month_codes, working_days

_UNEVEN = 0.10  # spread of one desk's months around its usual share, in logarithms
_UNSURE = 0.02  # spread of totals that were never published


@dataclass(frozen=True)
class Window:
    """Dossiers received in the whole province over some months.

    Attributes
    ----------
    first, last
        Codes of the first and last month.
    total
        Dossiers.
    is_published
        Whether somebody published the total; then the sample adds up to it exactly.
    """

    first: str
    last: str
    total: int
    is_published: bool = False


# Published totals: data/hoa_binh, dossiers_received of the province, tier all.
WINDOWS = (
    Window("2020-07", "2020-12", 159_000),
    Window("2021-01", "2021-03", 82_000),
    Window("2021-04", "2021-06", 88_412, is_published=True),
    Window("2021-07", "2021-12", 171_000),
    Window("2022-01", "2022-12", 372_000),
    Window("2023-01", "2023-09", 293_161, is_published=True),
    Window("2023-10", "2023-12", 92_000),
    Window("2024-01", "2024-06", 131_794, is_published=True),
    Window("2024-07", "2024-09", 88_646, is_published=True),
    Window("2024-10", "2024-12", 84_000),
    Window("2025-01", "2025-06", 158_000),
)


def received(desks: tuple[Desk, ...], rng: np.random.Generator) -> NDArray[np.int64]:
    """Dossiers new at each desk (rows) in each month (columns)."""
    weights = _weights(desks)[:, None] * working_days()[None, :]
    weights = weights * np.exp(rng.normal(0, _UNEVEN, weights.shape))
    counts = np.zeros(weights.shape, dtype=np.int64)
    codes = month_codes()
    for window in WINDOWS:
        part = slice(codes.index(window.first), codes.index(window.last) + 1)
        doubt = 1 + rng.normal(0, _UNSURE)
        total = window.total if window.is_published else round(window.total * doubt)
        counts[:, part] = apportion(weights[:, part], total)
    return counts


def apportion(weights: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """Whole numbers in proportion to the weights that add up to the total exactly.

    Parameters
    ----------
    weights
        Any shape, not negative, not all zero.
    total
        What the result adds up to; 0 or more.

    Notes
    -----
    Largest remainders: all shares are rounded down, the rest goes to the largest fractions.

    Examples
    --------
    >>> apportion(np.array([1.0, 1.0, 1.0]), 4).tolist()
    [2, 1, 1]
    """
    shares = weights.ravel() * (total / weights.sum())
    whole = np.floor(shares).astype(np.int64)
    missing = total - int(whole.sum())
    whole[np.argsort(whole - shares, kind="stable")[:missing]] += 1
    return np.asarray(whole.reshape(weights.shape))


def _weights(desks: tuple[Desk, ...]) -> NDArray[np.float64]:
    """Usual part of each desk in the dossiers of the province; they add up to 1."""
    persons = sum(district.persons * district.busy for district in DISTRICTS)
    of_district = {
        district.code: (1 - DEPARTMENTS_PART) * district.persons * district.busy / persons
        for district in DISTRICTS
    }
    all_departments = sum(department.weight for department in DEPARTMENTS)
    of_department = {
        department.code: DEPARTMENTS_PART * department.weight / all_departments
        for department in DEPARTMENTS
    }
    parts = of_district | of_department
    return np.array([parts[desk.area] * desk.part for desk in desks])
