"""From the rows of a profile to the facts of its two sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from chiso.catalog import Area
from chiso.narrative.coverage import Coverage, coverage_sentences
from chiso.narrative.profiles import Contrast, Need, Stand, need_sentence, stand_sentence
from chiso.periods import Period
from chiso.report.edition import Edition
from chiso.words import Words


def told_of(edition: Edition, area: Area, rows: pd.DataFrame, wanted: Sequence[str]) -> list[Words]:
    """The two sentences of a district.

    Parameters
    ----------
    edition
        The report.
    area
        The district.
    rows
        Its rows of ``profile_rows``.
    wanted
        Indicators that a reader looks for; those without a figure of the period are named where
        nothing can be compared.
    """
    now = rows[rows["is_now"].astype(bool)]
    judged = now[now["target"].notna()]
    met = int(judged["verdict"].eq("met").sum())
    needed = need_sentence(_nearest(edition, judged), met=met, judged=len(judged))
    counted = now[now["rest"].notna()]
    if not counted.empty:
        return [stand_sentence(_stand(edition, area, counted)), needed]
    told = coverage_sentences(_coverage(edition, area, rows, wanted))
    return [*told[:1], needed] if len(judged) else told


def _stand(edition: Edition, area: Area, rows: pd.DataFrame) -> Stand:
    """The clearest differences among the shares of one period, the report's own if possible."""
    own = rows["period"] == edition.period.code
    rows = rows[own if own.any() else rows["period"] == _latest(rows)]
    ranked = rows.sort_values("lead", kind="stable")
    best = ranked[ranked["stand"] == "better"].tail(1)
    weakest = ranked[ranked["stand"] == "worse"].head(1)
    period = Period.parse(rows["period"].iloc[0])
    sides = (_contrast(edition, best), _contrast(edition, weakest))
    return Stand(area, period, len(rows), *sides)


def _contrast(edition: Edition, found: pd.DataFrame) -> Contrast | None:
    if found.empty:
        return None
    row = found.iloc[0]
    indicator = edition.indicator(row["indicator"])
    return Contrast(indicator, row["exact"], row["numerator"], row["denominator"], row["rest"])


def _nearest(edition: Edition, judged: pd.DataFrame) -> Need | None:
    """The unmet target that is due first; of several, the one with the least still to go."""
    short = judged[judged["units"].notna()].sort_values(["due_date", "gap"], kind="stable")
    if short.empty:
        return None
    row = short.iloc[0]
    return Need(
        indicator=edition.indicator(row["indicator"]),
        target=row["target"],
        operator=row["operator"],
        due=Period.parse(row["due_period"]),
        units=int(row["units"]),
        denominator=row["denominator"],
    )


def _coverage(edition: Edition, area: Area, rows: pd.DataFrame, wanted: Sequence[str]) -> Coverage:
    now = rows["is_now"].astype(bool)
    there = set(rows.loc[now, "indicator"])
    return Coverage(
        area=area,
        period=edition.period,
        current=int(now.sum()),
        earlier=int((~now).sum()),
        latest=Period.parse(_latest(rows)) if len(rows) else None,
        missing=tuple(edition.indicator(name) for name in wanted if name not in there),
    )


def _latest(rows: pd.DataFrame) -> str:
    """Code of the period that ends last."""
    return str(rows.sort_values("last_day", kind="stable")["period"].iloc[-1])
