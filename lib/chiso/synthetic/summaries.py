"""Form 06 of the province for each quarter: departments, districts, communes, everything."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from chiso.catalog import Tier
from chiso.periods import Calendar, Period
from chiso.synthetic.forms import Form, Line, form_bytes
from chiso.synthetic.habits import PROVINCE_HABIT
from chiso.synthetic.ledger import Counts, Ledger, over_months
from chiso.synthetic.places import DEPARTMENTS, DISTRICTS

NUMBER = "06/VPCP/KSTT"
_TITLE = "TỔNG HỢP TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH CỦA TỈNH"
_RECEIVER = "Văn phòng Chính phủ"
_DAYS_TO_SIGN = 8


def province_form(ledger: Ledger, quarter: Period, months: slice) -> bytes:
    """Form 06 of one quarter: every row is the sum of true months, every section of its rows.

    Parameters
    ----------
    ledger
        What happened.
    quarter, months
        The period, and the places of its months.
    """
    districts = {district.code: district.heading for district in DISTRICTS}
    rows = {
        tier: _rows(ledger, tier, months, names)
        for tier, names in (
            (Tier.PROVINCE, {department.code: department.name for department in DEPARTMENTS}),
            (Tier.DISTRICT, districts),
            (Tier.COMMUNE, districts),
        )
    }
    sums = {tier: _sum(lines) for tier, lines in rows.items()}
    total = np.sum(list(sums.values()), axis=0)
    form = Form(
        number=NUMBER,
        title=_TITLE,
        period=quarter,
        place="Hòa Bình",
        receiver=_RECEIVER,
        signed=quarter.last_day(Calendar.ADM15) + timedelta(days=_DAYS_TO_SIGN),
        sections=(
            Line("I", "Sở, ban, ngành", sums[Tier.PROVINCE], is_sum=True),
            *rows[Tier.PROVINCE],
            Line("II", "Huyện, thị xã, thành phố", sums[Tier.DISTRICT], is_sum=True),
            *rows[Tier.DISTRICT],
            Line("III", "Xã, phường, thị trấn", sums[Tier.COMMUNE], is_sum=True),
        ),
        total=Line("", "TỔNG CỘNG", total, is_sum=True),
    )
    return form_bytes(form, PROVINCE_HABIT)


def _rows(ledger: Ledger, tier: Tier, months: slice, names: dict[str, str]) -> list[Line]:
    """One row a unit for the quarter, numbered."""
    return [
        Line(str(number), name, over_months(ledger.office(code, tier)[months]))
        for number, (code, name) in enumerate(names.items(), start=1)
    ]


def _sum(lines: list[Line]) -> Counts:
    return np.asarray(np.sum([line.counts for line in lines], axis=0))
