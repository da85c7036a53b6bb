"""Form II.06a of each district and month, as it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from chiso.catalog import Tier
from chiso.synthetic.faults import SLIP, Faults, left_out
from chiso.synthetic.forms import Form, Line, form_bytes
from chiso.synthetic.habits import habit_of
from chiso.synthetic.ledger import Counts, Ledger
from chiso.synthetic.places import COMMUNE_FIELDS, DISTRICT_FIELDS, District
from chiso.synthetic.timeline import sample_months

NUMBER = "II.06a/VPCP/KSTT"
_TITLE = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI CẤP HUYỆN, CẤP XÃ"
_SECTIONS = (
    ("A", "Lĩnh vực, công việc giải quyết cấp huyện", Tier.DISTRICT, DISTRICT_FIELDS),
    ("B", "Lĩnh vực, công việc giải quyết cấp xã", Tier.COMMUNE, COMMUNE_FIELDS),
)
_RECEIVER = "UBND tỉnh (Văn phòng UBND tỉnh)"
# Offices that give their files names of their own once: a name with spaces and marks.
_NAMED = {
    ("153", "2022-03"): "Biểu II.06a Kim Bôi tháng 3-2022.xlsx",
    ("158", "2024-09"): "Bieu II.06a Yen Thuy thang 9 (ban chinh).xlsx",
}


@dataclass(frozen=True)
class SentFile:
    """One file of a return.

    Attributes
    ----------
    name
        File name without folder.
    content
        Its bytes.
    """

    name: str
    content: bytes


def sent_returns(ledger: Ledger, faults: Faults, district: District, at: int) -> Iterator[SentFile]:
    """What a district sent for one month: nothing, one workbook, or one and its correction.

    Parameters
    ----------
    ledger, faults
        What happened, and what went wrong in telling it.
    district
        Who reports.
    at
        Place of the month.
    """
    key = district.code, at
    if key == faults.missing:
        return
    code = sample_months()[at].code
    stem = f"II06a_{district.code}_{code}"
    true = {tier: ledger.of(district.code, tier)[:, at] for _, _, tier, _ in _SECTIONS}
    corrected = faults.revisions.get(key)
    told = true | {Tier.COMMUNE: left_out(true[Tier.COMMUNE])} if corrected else true
    form = _form(district, at, faults.signed[key], told, faults)
    name = _NAMED.get((district.code, code), f"{stem}.xlsx")
    yield SentFile(name, form_bytes(form, habit_of(district.code)))
    if corrected:
        form = _form(district, at, corrected, true, faults)
        yield SentFile(f"{stem}_dinh-chinh.xlsx", form_bytes(form, habit_of(district.code)))


def _form(
    district: District, at: int, signed: date, told: dict[Tier, Counts], faults: Faults
) -> Form:
    sections: list[Line] = []
    slip = faults.slips.get((district.code, at))
    for letter, label, tier, fields in _SECTIONS:
        whole = told[tier].sum(axis=0)
        if slip and slip.tier is tier:
            whole[slip.column] += SLIP
        sections.append(Line(letter, label, whole, is_sum=True))
        sections += [
            Line(str(number), field, counts)
            for number, ((field, _), counts) in enumerate(
                zip(fields, told[tier], strict=True), start=1
            )
        ]
    total = np.sum([counts.sum(axis=0) for counts in told.values()], axis=0)
    return Form(
        number=NUMBER,
        title=_TITLE,
        period=sample_months()[at],
        place=district.name,
        receiver=_RECEIVER,
        signed=signed,
        sections=tuple(sections),
        total=Line("", "TỔNG CỘNG", total, is_sum=True),
    )
