"""The desks of the sample: one field of work of one tier of one area."""

from __future__ import annotations

from typing import NamedTuple

from chiso.catalog import Tier
from chiso.synthetic.places import COMMUNE_FIELDS, DEPARTMENTS, DISTRICT_FIELDS, DISTRICTS


class Desk(NamedTuple):
    """Where dossiers come in.

    Attributes
    ----------
    area, tier
        Code of the district or department; ``district``, ``commune`` or ``province``.
    field
        Field of work as the forms print it.
    part
        Part of the area's dossiers that comes in here, 0-1.
    """

    area: str
    tier: Tier
    field: str
    part: float


def all_desks() -> tuple[Desk, ...]:
    """The desks of all districts, then one of each department.

    Examples
    --------
    >>> desks = all_desks()
    >>> desks[0].area, desks[0].field, desks[-1].tier.value
    ('148', 'Đất đai', 'province')
    """
    offices = (
        (district.code, tier, fields, part)
        for district in DISTRICTS
        for tier, fields, part in (
            (Tier.DISTRICT, DISTRICT_FIELDS, district.own),
            (Tier.COMMUNE, COMMUNE_FIELDS, 1 - district.own),
        )
    )
    return (
        *(
            Desk(code, tier, field, part * share)
            for code, tier, fields, part in offices
            for field, share in fields
        ),
        *(Desk(department.code, Tier.PROVINCE, "", 1.0) for department in DEPARTMENTS),
    )
