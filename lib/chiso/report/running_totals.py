"""What happened in each quarter or half, from returns that run since the start of the year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from chiso.catalog import Catalogue, PeriodKind
from chiso.metrics.series import decumulate
from chiso.periods import Grain, Period
from chiso.periods.calendars import is_month_end
from chiso.report.rollup import FROM_MONTHS, LENGTHS
from chiso.report.selection import SERIES
from chiso.report.sums import PARTS, addable, both, is_share, shares_of_parts
from chiso.words import Words

_STEPPED = (Grain.MONTH, Grain.QUARTER, Grain.HALF)  # longer ones begin with the year themselves
_KEYS = [*SERIES, "source"]
_PLACE = ["time", "end", "year", "stage"]
_STEP = Words(vi="hiệu hai số lũy kế", en="difference of two running totals")
_JOINED = Words(
    vi="hiệu hai số lũy kế, gộp {periods} kỳ vì thiếu báo cáo ở giữa",
    en="difference of two running totals, {periods} periods in one as a return is missing",
)


def steps(observations: pd.DataFrame, catalogue: Catalogue, grain: Grain) -> pd.DataFrame:
    """Rows of one grain that running totals of one source make by their differences.

    Parameters
    ----------
    observations : pandas.DataFrame
        Columns of an observation, one row for each figure of each source; those of kind ``ytd``
        count.
    catalogue
        Says which indicators are shares.
    grain
        Month, quarter or half; longer periods are running totals themselves.

    Returns
    -------
    pandas.DataFrame
        Columns of an observation, ``derived_rank``, ``derived_from`` (words in both languages) and
        ``is_joined``: after a missed return the next difference covers several periods, is named
        by its own span, and each of them stays missing.

    Notes
    -----
    Numerators and denominators are decumulated, and a share is theirs
    (:func:`chiso.metrics.series.decumulate`). A running total that fell keeps its negative
    difference as a count; a share that its parts cannot be is left out.
    """
    if grain not in _STEPPED:
        return observations.head(0)
    totals = _totals(observations, catalogue, grain)
    stages = 12 // LENGTHS[grain]
    found = {
        name: decumulate(totals.assign(value=totals[name]), _KEYS, stages=stages)
        for name in ("value", *PARTS)
    }
    parts = {
        name: told["value"].fillna(told["span_value"]).to_numpy() for name, told in found.items()
    }
    span = found["value"]["span"].to_numpy(dtype=int)
    made = totals.assign(**parts, span=span)
    made = _named(made[_is_step(made)], LENGTHS[grain])
    whole = shares_of_parts(made, catalogue)
    proper = whole["numerator"].between(0, whole["denominator"]) | ~is_share(whole, catalogue)
    return whole[proper].drop(columns=["time", "end", "year", "stage", "span"])


def _is_step(totals: pd.DataFrame) -> pd.Series:
    """Which totals differ from one before by a single period, or by several as one was missed.

    The first total of a year is its own step and stands there already. Where every return covers
    several periods none was missed.
    """
    spans = totals.groupby([*_KEYS, "year"], sort=False)["span"]
    usual = spans.cummin().groupby([totals[name] for name in (*_KEYS, "year")], sort=False).shift()
    return totals["span"].lt(totals["stage"]) & (totals["span"].eq(1) | totals["span"].gt(usual))


def _totals(observations: pd.DataFrame, catalogue: Catalogue, grain: Grain) -> pd.DataFrame:
    """Running totals that end with a period of the grain."""
    rows = observations[observations["period_kind"].eq(str(PeriodKind.YTD))]
    places = _places(rows["period"].unique(), grain)
    rows = rows[rows["period"].isin(places.index)]
    rows = rows[addable(rows, catalogue)].join(places, on="period")
    return rows.sort_values("time", kind="stable").drop_duplicates([*_KEYS, "end"], keep="last")


def _places(codes: Iterable[str], grain: Grain) -> pd.DataFrame:
    """By code of each period from January to the end of one of the grain: where that end is."""
    found = {}
    for code in codes:
        period, length = Period.parse(code), LENGTHS[grain]
        year, month = period.end.year, period.end.month
        runs = period.start == date(year, 1, 1) and is_month_end(period.end)
        if runs and month % length == 0:
            found[code] = (period.time, period.end, year, month // length)
    return pd.DataFrame(list(found.values()), pd.Index(list(found), dtype="str"), _PLACE)


def _named(rows: pd.DataFrame, length: int) -> pd.DataFrame:
    """The steps under the period that each covers."""
    spans = rows[["end", "span"]].drop_duplicates()
    codes, texts = [], []
    for end, number in spans.itertuples(index=False):
        first = end.replace(day=1, month=end.month - number * length + 1)
        codes.append(Period.between(first, end)[0].code)
        texts.append(both(_JOINED.fill(periods=number) if number > 1 else _STEP))
    names = spans.assign(period=codes, derived_from=texts, locator=texts)
    named = rows.drop(columns=["period", "locator"])
    told = named.merge(names, on=["end", "span"], how="left", validate="many_to_one")
    return told.assign(
        period_kind=str(PeriodKind.FLOW), derived_rank=FROM_MONTHS, is_joined=told["span"].gt(1)
    )
