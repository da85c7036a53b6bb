"""The catalogue's dataclasses with obvious defaults."""

from __future__ import annotations

from datetime import date
from typing import Any

from chiso.catalog import (
    Act,
    Area,
    Catalogue,
    Definition,
    Direction,
    Domain,
    Indicator,
    Kind,
    PeriodKind,
    Settings,
    Source,
    Target,
    TargetKind,
    Tier,
)
from chiso.periods import Calendar, Period
from chiso.words import Words, same


def indicator(**changes: Any) -> Indicator:
    """A share in percent where more is better."""
    fields: dict[str, Any] = {
        "id": "online_share",
        "domain": "one_stop",
        "name": Words("Tỷ lệ hồ sơ trực tuyến", "Dossiers online"),
        "short": Words("Trực tuyến", "Online"),
        "unit": same("%"),
        "decimals": 1,
        "kind": Kind.SHARE,
        "direction": Direction.HIGHER,
        "bounds": (0.0, 100.0),
        "is_full_count": True,
        "period_kind": PeriodKind.FLOW,
        "system": Words("Một cửa", "One-stop"),
        "definitions": {
            "online_over_all": Definition("online_over_all", Words("Trên tổng số", "Over all"))
        },
    }
    return Indicator(**fields | changes)


def area(**changes: Any) -> Area:
    """The province, always valid."""
    fields: dict[str, Any] = {
        "id": "17",
        "parent": "",
        "kind": "province",
        "name": Words("Tỉnh Hòa Bình", "Hòa Bình province"),
        "short": "Hòa Bình",
        "valid_from": None,
        "valid_to": None,
        "successor": "",
        "aliases": (),
        "tile": None,
        "order": 1,
    }
    return Area(**fields | changes)


def source(**changes: Any) -> Source:
    """A newspaper article under the calendar year."""
    fields: dict[str, Any] = {
        "id": "NEWS1",
        "address": "https://example.org/1",
        "publisher": Words("Báo tỉnh", "Provincial newspaper"),
        "title": Words("Bài thứ nhất", "First article"),
        "day": date(2024, 1, 15),
        "is_day_printed": True,
        "calendar": Calendar.CAL,
        "decimal": ",",
        "thousands": ".",
    }
    return Source(**fields | changes)


def act(**changes: Any) -> Act:
    """A national decision of 15 June 2021."""
    fields: dict[str, Any] = {
        "id": "decision_1",
        "name": Words("Quyết định 1", "Decision 1"),
        "adopted": date(2021, 6, 15),
        "level": "national",
    }
    return Act(**fields | changes)


def target(**changes: Any) -> Target:
    """At least 50% of the province's dossiers online by the end of 2025."""
    fields: dict[str, Any] = {
        "indicator": "online_share",
        "tier": Tier.PROVINCE,
        "area": "17",
        "due": Period.parse("2025"),
        "operator": ">=",
        "value": 50.0,
        "kind": TargetKind.LEVEL,
        "level": "national",
        "act": act(),
        "definition": "online_over_all",
        "source": "NEWS1",
    }
    return Target(**fields | changes)


def settings(**changes: Any) -> Settings:
    """A published data set about province 17."""
    fields: dict[str, Any] = {
        "id": "tiny",
        "name": Words("Bộ số liệu nhỏ", "A tiny data set"),
        "is_synthetic": False,
        "province": "17",
        "calendar": Calendar.CAL,
        "report_periods": (Period.parse("2022"), Period.parse("2023")),
        "state": Words("Số liệu công bố", "Published figures"),
        "headline": ("online_share",),
    }
    return Settings(**fields | changes)


def catalogue(**changes: Any) -> Catalogue:
    """One indicator, one area, one source and one target."""
    fields: dict[str, Any] = {
        "settings": settings(),
        "domains": {"one_stop": Domain("one_stop", Words("Một cửa", "One-stop"), same("?"))},
        "indicators": {"online_share": indicator()},
        "areas": {"17": area()},
        "changes": (),
        "sources": {"NEWS1": source()},
        "acts": {"decision_1": act()},
        "targets": (target(),),
        "totals": (),
        "corrections": (),
    }
    return Catalogue(**fields | changes)
