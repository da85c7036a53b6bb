"""From rows of the judged frame to the facts that sentences may use."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd

from chiso.catalog import Indicator, Tier
from chiso.narrative import Fact, plain_decimals, sign_words
from chiso.numbers import Qualifier, separating_decimals
from chiso.periods import Period
from chiso.report.edition import Edition
from chiso.report.rows import rows_of


def fact(edition: Edition, row: Any) -> Fact:
    """The facts of one judged row (a named tuple or a Series)."""
    indicator = edition.indicator(row.indicator)
    target = number_or_none(row.target)
    is_bound = bool(row.is_bound)
    value = float(row.value if is_bound else row.exact)
    return Fact(
        indicator=indicator,
        tier=Tier(row.tier),
        period=Period.parse(row.period),
        value=value,
        qualifier=cast(Qualifier, row.qualifier),
        decimals=shown_decimals(indicator, row, target),
        verdict=row.verdict,
        numerator=number_or_none(row.numerator) if row.is_counted else None,
        denominator=number_or_none(row.denominator) if row.is_counted else None,
        target=target,
        operator=row.operator if target is not None else ">=",
        due=Period.parse(row.due_period) if target is not None else None,
        act=edition.catalogue.acts[row.act].name if target is not None else None,
        gap=None if is_bound else number_or_none(row.gap),
        gap_low=number_or_none(row.gap_low),
        gap_high=number_or_none(row.gap_high),
        is_borderline=bool(row.is_borderline),
        is_restated="equals_target" in str(row.evidence_flags)
        and target in (None, float(row.value)),
        is_carried="unchanged" in str(row.evidence_flags),
    )


def facts(edition: Edition, frame: pd.DataFrame) -> list[Fact]:
    """The facts of each row that has a figure."""
    return [fact(edition, row) for row in rows_of(frame[frame["period"].notna()])]


def shown_decimals(indicator: Indicator, row: Any, target: float | None = None) -> int:
    """Decimals to show: as printed, for counts at least the catalogue's, more if rounding misleads.

    Where the print is not described, the value keeps its own, at most the catalogue's.
    """
    own = min(plain_decimals(row.value), indicator.decimals)
    printed = own if pd.isna(row.decimals) else int(row.decimals)
    wanted = max(indicator.decimals, printed) if row.is_counted else printed
    if row.is_bound or target is None:
        return wanted
    if row.exact == target:
        return max(wanted, plain_decimals(target))
    against = (target, 100.0) if indicator.is_percent else (target,)
    return separating_decimals(float(row.exact), wanted, against=against)


def number_or_none(value: Any) -> float | None:
    """The number, or None when it is missing."""
    return None if value is None or pd.isna(value) else float(value)


def value_text(edition: Edition, row: Any) -> str:
    """The figure of a row with its sign, percent sign or full score, for charts and cards."""
    indicator = edition.indicator(row.indicator)
    value = float(row.value if row.is_bound else row.exact)
    target = number_or_none(getattr(row, "target", None))
    decimals = shown_decimals(indicator, row, target)
    return edition.say(sign_words(indicator, value, cast(Qualifier, row.qualifier), decimals))
