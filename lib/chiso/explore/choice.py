"""What a person chooses to look at, and the figures of a report that it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from chiso.catalog import Area, Indicator, Tier
from chiso.errors import UsageError, unknown_word
from chiso.report import Report

Order = Literal["code", "value"]
View = Literal["trend", "gap", "comparison", "profile"]
ORDERS: tuple[Order, ...] = get_args(Order)
VIEWS: tuple[View, ...] = get_args(View)
TIERS = tuple(str(tier) for tier in (Tier.ALL, Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE))


@dataclass(frozen=True)
class Choice:
    """One indicator of one unit and tier, and how to show it.

    Parameters
    ----------
    indicator
        Id of an indicator that has a figure by the end of the period.
    area
        Code of the unit.
    tier
        ``all``, ``province``, ``district`` or ``commune``.
    order
        Rows by administrative code, or by value with the best first.
    with_target
        Whether targets are drawn.
    """

    indicator: str
    area: str
    tier: str
    order: Order = "code"
    with_target: bool = True


def choose(
    report: Report,
    indicator: str | Indicator | None = None,
    *,
    area: str | None = None,
    tier: Tier | str | None = None,
    order: Order = "code",
) -> Choice:
    """The choice that some words make, with what the report has for those left out.

    Parameters
    ----------
    report
        Whose figures are looked at.
    indicator, area, tier
        Ids; by default the report's first headline, then the province, then its widest tier.
    order
        ``code`` or ``value``.

    Raises
    ------
    UsageError
        If a word is unknown, or the report has no figure for it; the nearest known is offered.
    """
    names = indicators_of(report)
    headline = next((name for name in report.headline() if name in names), names[0])
    name = indicator.id if isinstance(indicator, Indicator) else indicator or headline
    _check("indicator", name, names)
    areas = areas_of(report, name)
    code = area or (report.province if report.province in areas else areas[0])
    _check("area", code, areas)
    tiers = tiers_of(report, name, code)
    wanted = str(tier) if tier else tiers[0]
    _check("tier", wanted, tiers)
    _check("order", order, ORDERS)
    return Choice(name, code, wanted, order)


def indicators_of(report: Report) -> tuple[str, ...]:
    """Indicators with a figure by the end of the period, in catalogue order."""
    present = set(report.figures["indicator"])
    return tuple(name for name in report.catalogue.indicators if name in present)


def areas_of(report: Report, indicator: str) -> tuple[str, ...]:
    """Codes of the units that have the indicator, in code order."""
    present = set(report.figures.loc[report.figures["indicator"] == indicator, "area"])
    return tuple(area.id for area in _ordered(report) if area.id in present)


def tiers_of(report: Report, indicator: str, area: str) -> tuple[str, ...]:
    """Tiers of the indicator in a unit, the widest first."""
    rows = figures_of(report, Choice(indicator, area, ""))
    return tuple(tier for tier in TIERS if tier in set(rows["tier"]))


def figures_of(report: Report, choice: Choice) -> pd.DataFrame:
    """Leading figures of the chosen indicator and unit; of one tier, if one is chosen."""
    rows = report.figures
    rows = rows[rows["indicator"].eq(choice.indicator) & rows["area"].eq(choice.area)]
    return rows[rows["tier"].eq(choice.tier)] if choice.tier else rows


def _ordered(report: Report) -> list[Area]:
    return sorted(report.catalogue.areas.values(), key=lambda area: area.order)


def _check(where: str, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise UsageError(unknown_word(where, word, known, f"unknown_{where}"))
