"""Figures, targets and whole reports on made-up data, for tests to change one thing at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from chiso.catalog import (
    Catalogue,
    Definition,
    Direction,
    Domain,
    Indicator,
    Kind,
    PeriodKind,
    Tier,
)
from chiso.dataset.observations import cut_after
from chiso.narrative import Fact
from chiso.narrative.overview import FailedTotal, Overview
from chiso.periods import Period
from chiso.report import Report
from chiso.report.selection import with_values
from chiso.words import Words, same
from makers import area, catalogue, indicator, settings, source, target

__all__ = [
    "NO_VERDICTS",
    "catalogue_of",
    "fact",
    "failed_total",
    "figure",
    "frame",
    "judged_fact",
    "observations",
    "overview",
    "report",
    "target",
]

_MEANT = (
    "indicator", "area", "tier", "scope", "period", "period_kind", "value", "qualifier",
    "numerator", "denominator", "decimals", "status", "definition", "source", "locator",
    "published", "extracted", "note", "file", "row", "correction",
)  # fmt: skip
_NUMBERS = ("value", "numerator", "denominator", "decimals")
_FIGURE: dict[str, Any] = {
    "indicator": "online_share",
    "area": "17",
    "tier": "province",
    "scope": "all",
    "period": "2023",
    "period_kind": "flow",
    "value": 45.0,
    "qualifier": "=",
    "numerator": None,
    "denominator": None,
    "decimals": 0,
    "status": "final",
    "definition": "online_over_all",
    "source": "NEWS1",
    "locator": "¶1",
    "published": "2024-01-15",
    "extracted": None,
    "note": "",
    "file": "observations/one.csv",
    "row": 2,
    "correction": "",
}
NO_VERDICTS = dict.fromkeys(("met", "not_met", "undetermined", "no_target", "no_data"), 0)
_OWN = {
    "dossiers": {"decimals": 0, "definition": "as_printed"},
    "dossiers_received": {"decimals": 0, "definition": "as_printed"},
    "dossiers_late": {"decimals": 0, "definition": "as_printed"},
    "late_share": {"definition": "as_printed"},
    "digitisation_score": {"decimals": 1, "definition": "as_printed"},
    "dti_rank": {"period_kind": "rank", "definition": "as_printed"},
    "smart_city": {"period_kind": "stock", "definition": "as_printed"},
    "par_index": {"decimals": 2, "period_kind": "year_index", "definition": "as_printed"},
    "sipas": {"decimals": 2, "period_kind": "year_index", "definition": "as_printed"},
    "work_files_online_share": {"definition": "as_printed"},
}


def figure(indicator: str = "online_share", **changes: Any) -> dict[str, Any]:
    """One published figure: 45% of the province's dossiers came online in 2023."""
    unknown = set(changes) - set(_MEANT)
    if unknown:
        raise TypeError(f"no such columns: {sorted(unknown)}")
    return {**_FIGURE, "indicator": indicator, **_OWN.get(indicator, {}), **changes}


def observations(*figures: dict[str, Any], known: Catalogue | None = None) -> pd.DataFrame:
    """Figures as loaded from files: numbers, dates, and days under each source's calendar."""
    sources = (known or catalogue_of()).sources
    rows = pd.DataFrame(list(figures), columns=list(_MEANT))
    rows = rows.astype(dict.fromkeys(_NUMBERS, float))
    for name in ("published", "extracted"):
        rows[name] = pd.to_datetime(rows[name])
    spans = [
        (Period.parse(code), sources[name].calendar)
        for code, name in zip(rows["period"], rows["source"], strict=True)
    ]
    rows["first_day"] = pd.to_datetime([period.first_day(kind) for period, kind in spans])
    rows["last_day"] = pd.to_datetime([period.last_day(kind) for period, kind in spans])
    last = rows["last_day"].dt
    return rows.assign(time=last.year + last.day_of_year / (365 + last.is_leap_year.astype(float)))


def frame(*figures: dict[str, Any], known: Catalogue | None = None) -> pd.DataFrame:
    """Figures with exact value and interval, as a report holds them."""
    described = known or catalogue_of()
    return with_values(observations(*figures, known=described), described)


def report(
    *figures: dict[str, Any], period: str = "2023", lang: str = "vi", **changes: Any
) -> Report:
    """A report on made-up figures, cut after its last day as ``open_report`` does."""
    known = catalogue_of(**changes)
    wanted = Period.parse(period)
    cut = cut_after(observations(*figures, known=known), wanted.last_day(known.settings.calendar))
    return Report(wanted, lang, known, with_values(cut, known))


def catalogue_of(*, is_synthetic: bool = False, **changes: Any) -> Catalogue:
    """One indicator of each kind, a province with two districts and two departments."""
    fields = {
        "settings": settings(is_synthetic=is_synthetic, headline=("online_share", "dossiers")),
        "domains": {
            name: Domain(name, Words(vi, en), same("?"))
            for name, vi, en in (
                ("one_stop", "Một cửa", "One-stop"),
                ("rankings", "Xếp hạng", "Rankings"),
            )
        },
        "indicators": {item.id: item for item in _indicators()},
        "areas": {item.id: item for item in _areas()},
        "sources": {
            "NEWS1": source(),
            "NEWS2": source(id="NEWS2", address="https://example.org/2", is_day_printed=False),
        },
    }
    return replace(catalogue(), **{**fields, **changes})


def _indicators() -> tuple[Indicator, ...]:
    share = indicator()
    eligible = Definition("online_over_eligible", Words("Trên số đủ điều kiện", "Over eligible"))
    printed = {"as_printed": Definition("as_printed", Words("Theo nguồn", "As printed"))}
    plain = {"definitions": printed, "bounds": (0.0, None), "decimals": 0}
    index = {
        "definitions": printed, "domain": "rankings", "period_kind": PeriodKind.YEAR_INDEX,
        "kind": Kind.SCORE, "decimals": 2,
    }  # fmt: skip
    return (
        replace(share, definitions={**share.definitions, eligible.id: eligible}),
        indicator(
            id="work_files_online_share",
            name=Words("Tỷ lệ hồ sơ công việc trên mạng", "Work files online"),
            short=Words("Hồ sơ công việc", "Work files"),
            definitions=printed,
        ),
        indicator(
            id="late_share",
            name=Words("Tỷ lệ hồ sơ quá hạn", "Dossiers settled late"),
            short=Words("Quá hạn", "Late"),
            direction=Direction.LOWER,
            definitions=printed,
        ),
        indicator(
            id="dossiers",
            name=Words("Số hồ sơ tiếp nhận", "Dossiers"),
            short=Words("Tiếp nhận", "Dossiers"),
            unit=Words("hồ sơ", "dossiers"),
            kind=Kind.COUNT,
            direction=Direction.NEUTRAL,
            **plain,
        ),
        indicator(
            id="dossiers_received",
            name=Words("Số hồ sơ nộp trực tiếp", "Dossiers on paper"),
            short=Words("Trực tiếp", "On paper"),
            unit=Words("hồ sơ", "dossiers"),
            kind=Kind.COUNT,
            direction=Direction.NEUTRAL,
            **plain,
        ),
        indicator(
            id="dossiers_late",
            name=Words("Số hồ sơ quá hạn", "Dossiers settled after their deadline"),
            short=Words("Quá hạn", "Late"),
            unit=Words("hồ sơ", "dossiers"),
            kind=Kind.COUNT,
            direction=Direction.LOWER,
            **plain,
        ),
        indicator(
            id="digitisation_score",
            name=Words("Điểm số hóa hồ sơ", "Digitisation score"),
            short=Words("Số hóa", "Digitisation"),
            unit=Words("điểm", "points"),
            kind=Kind.SCORE,
            definitions=printed,
            bounds=(0.0, 22.0),
            maximum=22.0,
        ),
        indicator(
            id="dti_rank",
            name=Words("Xếp hạng DTI", "DTI, rank"),
            short=Words("Hạng DTI", "DTI rank"),
            unit=Words("hạng", "rank"),
            kind=Kind.RANK,
            domain="rankings",
            direction=Direction.LOWER,
            period_kind=PeriodKind.RANK,
            **{**plain, "bounds": (1.0, None)},
        ),
        indicator(
            id="smart_city",
            name=Words("Trung tâm điều hành đô thị thông minh", "Smart-city centre"),
            short=Words("Đô thị thông minh", "Smart city"),
            unit=Words("mức", "stage"),
            kind=Kind.MILESTONE,
            period_kind=PeriodKind.STOCK,
            levels={1: Words("đã có kế hoạch", "planned"), 2: Words("đã vận hành", "running")},
            **plain,
        ),
        indicator(
            id="par_index",
            name=Words("Chỉ số cải cách hành chính (PAR INDEX)", "PAR INDEX"),
            short=same("PAR INDEX"),
            maximum=100.0,
            **index,
        ),
        indicator(
            id="sipas",
            name=Words("Chỉ số hài lòng (SIPAS)", "SIPAS"),
            short=same("SIPAS"),
            maximum=100.0,
            **index,
        ),
    )


def _areas() -> tuple[Any, ...]:
    ends = pd.Timestamp("2025-06-30").date()
    return (
        area(),
        area(
            id="148", parent="17", kind="city", order=2, valid_to=ends, short="TP Hòa Bình",
            name=Words("Thành phố Hòa Bình", "Hòa Bình city"),
        ),
        area(
            id="150", parent="17", kind="district", order=3, valid_to=ends, short="Đà Bắc",
            name=Words("Huyện Đà Bắc", "Đà Bắc district"),
        ),
        area(
            id="D1", parent="17", kind="department", order=4, short="Sở Nội vụ",
            name=Words("Sở Nội vụ", "Department of Home Affairs"),
        ),
        area(
            id="D2", parent="17", kind="department", order=5, short="Sở Tài chính",
            name=Words("Sở Tài chính", "Department of Finance"),
        ),
    )  # fmt: skip


def fact(indicator: str = "online_share", **changes: Any) -> Fact:
    """The facts of one sentence: in 2023 the whole province reached 45%, no target set."""
    fields: dict[str, Any] = {
        "indicator": catalogue_of().indicators[indicator],
        "tier": Tier.ALL,
        "period": Period.parse("2023"),
        "value": 45.0,
        "qualifier": "=",
        "decimals": 0,
        "verdict": "no_target",
    }
    return Fact(**fields | changes)


def judged_fact(indicator: str = "online_share", **changes: Any) -> Fact:
    """The same against at least 50% by 2025, with the gap that the two numbers give."""
    fields: dict[str, Any] = {"value": 45.0, "target": 50.0, "verdict": "not_met", **changes}
    if "gap" not in fields and fields.get("qualifier", "=") == "=":
        sign = -1 if fields.get("operator", ">=") in ("<", "<=") else 1
        fields["gap"] = sign * (fields["target"] - fields["value"])
    return fact(indicator, **{"due": Period.parse("2025"), **fields})


def failed_total(**changes: Any) -> FailedTotal:
    """6,203 certificates printed where the parts give 6,200."""
    fields: dict[str, Any] = {
        "indicator": catalogue_of().indicators["dossiers"],
        "period": Period.parse("2024-06-30"),
        "printed": 6203.0,
        "summed": 6200.0,
        "decimals": 0,
    }
    return FailedTotal(**fields | changes)


def overview(**changes: Any) -> Overview:
    """A first half of 2024 with 72 figures and nothing else to tell."""
    fields: dict[str, Any] = {
        "period": Period.parse("2024-H1"),
        "closing_date": date(2024, 6, 30),
        "counts": NO_VERDICTS,
        "figures": 1072,
        "sources": 12,
        "missed": (),
        "bounds": 0,
        "restated": (),
        "carried": (),
        "failed_totals": (),
        "shortfalls": (),
        "revised": 0,
        "districts_reporting": 0,
        "districts": 10,
        "is_synthetic": False,
    }
    return Overview(**fields | changes)
