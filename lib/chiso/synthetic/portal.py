"""JSON as portals give it: 766 scores of the national one, counts of the provincial one-stop."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chiso.catalog import Tier
from chiso.periods import Period
from chiso.synthetic.ledger import Column, Counts, Ledger, Service
from chiso.synthetic.marks import FLAG, NO_FINDING
from chiso.synthetic.places import DISTRICTS, PROVINCE, District
from chiso.synthetic.still_files import json_bytes
from chiso.synthetic.timeline import month_times, sample_months

INDEX_FROM = "2022-08"  # Decision 766/QĐ-TTg is in operation from 1 August 2022
ONE_STOP_MONTHS = ("2025-01", "2025-02", "2025-03")
_VIETNAM = timezone(timedelta(hours=7))
_DAYS_TO_EXTRACT, _EXTRACTED_AT = 5, time(8, 15)
# Group, highest score; in the order of the portal's fields.
_GROUPS = (("CKMB", 18), ("TDGQ", 20), ("CLGQ", 12), ("TTTT", 10), ("MDHL", 18), ("MDSH", 22))
_SCORE_SPREAD = 0.012


def index_scores(ledger: Ledger) -> NDArray[np.float64]:
    """766 scores of the districts and the province: units, months, the six groups of the portal.

    Parameters
    ----------
    ledger
        Counts that the scores follow.

    Returns
    -------
    numpy.ndarray
        Points with one decimal, the ten districts first and the province last.
    """
    counts = np.stack([ledger.district(district.code) for district in DISTRICTS])
    counts = np.concatenate([counts, ledger.counts.sum(axis=0)[None]])
    services = np.concatenate([ledger.services, ledger.services.sum(axis=0)[None]])
    new = counts[..., Column.ONLINE : Column.CARRIED_OVER].sum(-1)
    settled = counts[..., Column.SETTLED]
    districts_settled = np.concatenate([settled[:-1], settled[:-1].sum(axis=0)[None]])
    years = np.clip((month_times() - 2022.5) / 3, 0, 1)
    parts = np.stack(
        [
            np.broadcast_to(0.62 + 0.28 * years, new.shape),
            1 - 9 * counts[..., Column.LATE] / settled,
            0.10 + 0.60 * counts[..., Column.ONLINE] / new,
            1.02 * services[..., Service.PAID_ONLINE] / services[..., Service.WITH_FEE],
            np.broadcast_to(0.93 + 0.06 * years, new.shape),
            0.90 * services[..., Service.DIGITISED] / districts_settled,
        ],
        axis=-1,
    )
    rng = np.random.default_rng([ledger.seed, 2])
    parts = np.clip(parts + rng.normal(0, _SCORE_SPREAD, parts.shape), 0, 1)
    return np.asarray(np.round(parts * np.array([most for _, most in _GROUPS]), 1))


def index_766(scores: NDArray[np.float64], at: int) -> bytes:
    """The answer of the national portal for one month: numbers as strings, moment of extraction.

    Parameters
    ----------
    scores
        Of :func:`index_scores`.
    at
        Place of the month.
    """
    month = sample_months()[at]
    units = [
        *((d.code, d.heading, f"UBND {d.full_name}", "2") for d in DISTRICTS),
        (PROVINCE, "Tỉnh Hòa Bình", "UBND tỉnh Hòa Bình", "1"),
    ]
    rows = [
        {
            "ROW_STT": str(number),
            "ID": code,
            "TEN": name,
            "TEN_COQUAN": office,
            "MA_COQUAN": f"MH.{code}",
            "CAPDONVIID": level,
            **{group: f"{score:g}" for (group, _), score in zip(_GROUPS, line, strict=True)},
            "TONG_SCORE": f"{line.sum():.1f}",
        }
        for number, ((code, name, office, level), line) in enumerate(
            zip(units, scores[:, at], strict=True), start=1
        )
    ]
    content = {
        **_head("report_tinh_766_service", month),
        "params": {
            "p_nam": str(month.start.year),
            "p_6thang": "0",
            "p_quy": "0",
            "p_thang": str(month.start.month),
            "p_tinh_id": "17",
        },
        "data": rows,
    }
    return json_bytes(content)


def one_stop_dossiers(ledger: Ledger, at: int) -> bytes:
    """The dossier report of the one-stop system for one calendar month, a row a district."""
    rows = []
    for district in DISTRICTS:
        row = _calendar_month(ledger.office(district.code, Tier.DISTRICT), at)
        received = int(row[Column.ONLINE] + row[Column.DIRECT])
        rows.append(
            {
                "agency": _agency(district),
                "received": received,
                # The system follows the dossiers of the month only.
                "resolved": min(int(row[Column.SETTLED]), received),
                "receivedOnline": int(row[Column.ONLINE]),
                "receivedDirect": int(row[Column.DIRECT]),
                "resolvedOverdue": int(row[Column.LATE]),
            }
        )
    return json_bytes(_one_stop("dossier", at, rows))


def one_stop_digitised(ledger: Ledger, at: int) -> bytes:
    """The digitisation report of the one-stop system for one calendar month, a row a district."""
    rows = []
    for place, district in enumerate(DISTRICTS):
        received = _calendar_month(ledger.district(district.code), at)
        total = int(received[Column.ONLINE] + received[Column.DIRECT])
        settled = int(received[Column.SETTLED])
        digitised = int(_calendar_month(ledger.services[place], at)[Service.DIGITISED])
        having = min(digitised, total)
        rows.append(
            {
                "agency": _agency(district),
                "totalReceiver": total,
                "totalReceiverHavingFile": having,
                "totalReceiverNopeFile": total - having,
                "percentTotalReceiverHavingFile": round(100 * having / total, 2),
                "totalComplete": settled,
                "totalCompleteHavingFile": digitised,
                "totalCompleteNopeFile": settled - digitised,
                "percentTotalCompleteHavingFile": round(100 * digitised / settled, 2),
            }
        )
    return json_bytes(_one_stop("digitisation", at, rows))


def _agency(district: District) -> dict[str, Any]:
    return {"code": int(district.code), "name": f"UBND {district.full_name}"}


def _one_stop(report: str, at: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
    month = sample_months()[at]
    params = {"from": month.start.isoformat(), "to": month.end.isoformat()}
    return {**_head(report, month), "params": params, "data": rows}


def _head(service: str, month: Period) -> dict[str, Any]:
    """The mark, what was asked, and the moment of the answer."""
    return {
        FLAG: True,
        "note": f"{NO_FINDING.vi} / {NO_FINDING.en}",
        "service": service,
        "extracted": _extracted(month.end).isoformat(),
    }


def _extracted(end: date) -> datetime:
    day = end + timedelta(days=_DAYS_TO_EXTRACT)
    return datetime.combine(day, _EXTRACTED_AT, tzinfo=_VIETNAM)


def _calendar_month(counts: Counts, at: int) -> Counts:
    """Half of each of the two administrative months that a calendar month lies in."""
    return np.asarray(counts[at : at + 2].sum(axis=0) // 2)
