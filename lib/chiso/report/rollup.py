"""Months and quarters of one source added up to the halves and years that a report speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from chiso.catalog import AreaChange, Catalogue, Kind, PeriodKind, Rollup
from chiso.periods import Grain, Period
from chiso.report.selection import SERIES
from chiso.report.sums import addable, both, stacked, summed, told_by
from chiso.words import Words

FROM_MONTHS, FROM_QUARTERS = 1, 2  # places among rows for one figure: the finest parts lead
LENGTHS = {
    Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.NINE_MONTHS: 9, Grain.YEAR: 12,
}  # fmt: skip
_ADDING = (str(Kind.COUNT), str(Kind.MONEY))
_PARTS = {Grain.MONTH: FROM_MONTHS, Grain.QUARTER: FROM_QUARTERS}
_UNITS = {
    FROM_MONTHS: Words(vi="tháng", en="months"),
    FROM_QUARTERS: Words(vi="quý", en="quarters"),
}
_ADDED = Words(vi="tổng {parts} {unit}", en="sum of {parts} {unit}")
_LAST = Words(vi="số cuối kỳ, có {parts} {unit}", en="the last of {parts} {unit}")
_PLACE = ["target", "needed", "is_last", "derived_rank"]
_WHOLE = [*SERIES, "source", "target", "needed", "derived_rank"]


def rolled_up(observations: pd.DataFrame, catalogue: Catalogue, grain: Grain) -> pd.DataFrame:
    """Rows of one grain that the months or the quarters of one source make.

    Parameters
    ----------
    observations : pandas.DataFrame
        Columns of an observation, one row for each figure of each source.
    catalogue
        Says how each indicator rolls up and where areas changed.
    grain
        Quarter, half, nine months or year; for any other there are no rows.

    Returns
    -------
    pandas.DataFrame
        Columns of an observation, ``derived_rank`` and ``derived_from`` (words in both languages).

    Notes
    -----
    What flows is added when every part is there; shares are those of the summed counts. Of what
    stands at the end of a period the last part is taken, when more than half of the parts are
    there: a single month is no return of months. Nothing is added across a change of its area.
    """
    places = _places(observations["period"].unique(), grain)
    parts = observations[observations["period"].isin(places.index)].join(places, on="period")
    parts = parts[~_across_a_change(parts, catalogue.changes)]
    count = parts.groupby(_WHOLE, sort=False)["period"].transform("size")
    if not (2 * count > parts["needed"]).any():
        return observations.head(0)
    ways = _ways(parts, catalogue)
    flows = parts[ways.eq(str(Rollup.SUM)) & addable(parts, catalogue, _ADDING)]
    stocks = parts[ways.eq(str(Rollup.LAST))]
    return stacked([_sums(flows, catalogue), _lasts(stocks)])


def enclosing(period: Period, grain: Grain) -> Period | None:
    """The period of a grain in which another one lies; None where there is none.

    Examples
    --------
    >>> enclosing(Period.parse("2024-05"), Grain.HALF).code
    '2024-H1'
    >>> enclosing(Period.parse("2024-11"), Grain.NINE_MONTHS) is None
    True
    """
    year, number = period.end.year, (period.end.month - 1) // LENGTHS[grain] + 1
    code = {
        Grain.YEAR: f"{year}",
        Grain.HALF: f"{year}-H{number}",
        Grain.NINE_MONTHS: f"{year}-9M",
        Grain.QUARTER: f"{year}-Q{number}",
        Grain.MONTH: f"{year}-{number:02d}",
    }[grain]
    found = Period.parse(code)
    return found if found.start <= period.start and period.end <= found.end else None


def last_by(grain: Grain, day: date) -> Period | None:
    """The last period of a grain that ends by a day; None for as-of days and spans.

    Examples
    --------
    >>> last_by(Grain.QUARTER, date(2025, 6, 30)).code, last_by(Grain.YEAR, date(2025, 6, 30)).code
    ('2025-Q2', '2024')
    """
    if grain not in LENGTHS:
        return None
    months = (date(day.year - back, month, 1) for back in (0, 1) for month in range(1, 13))
    found = (enclosing(Period(Grain.DAY, first, first), grain) for first in months)
    return max(period for period in found if period is not None and period.end <= day)


def _places(codes: Iterable[str], grain: Grain) -> pd.DataFrame:
    """By code of each month and quarter: where it lies, and of how many it is one."""
    found = {}
    for code in codes:
        period = Period.parse(code)
        rank = _PARTS.get(period.grain)
        target = enclosing(period, grain) if rank and grain in LENGTHS else None
        if target is not None and target.grain is not period.grain:
            needed = LENGTHS[grain] // LENGTHS[period.grain]
            found[code] = (target.code, needed, period.end == target.end, rank)
    return pd.DataFrame(list(found.values()), pd.Index(list(found), dtype="str"), _PLACE)


def _across_a_change(parts: pd.DataFrame, changes: Iterable[AreaChange]) -> pd.Series:
    """Which parts belong to a period within which their area took in or lost a piece."""
    spans = {code: Period.parse(code) for code in parts["target"].unique()}
    across = pd.Series(False, index=parts.index)
    for change in changes:
        torn = [code for code, span in spans.items() if span.start < change.day <= span.end]
        if torn and change.successor:
            changed = parts["area"].isin([change.predecessor, change.successor])
            across |= changed & parts["target"].isin(torn)
    return across


def _ways(rows: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    """How each row rolls up, by its indicator and kind of period."""

    def way(name: str, kind: str) -> str:
        return str(catalogue.indicators[name].rollup_of(PeriodKind(kind)))

    return told_by(rows, ["indicator", "period_kind"], way)


def _sums(parts: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    sums = summed(parts, [*_WHOLE, "period_kind"], catalogue)
    told = _told(sums[sums["parts"] == sums["needed"]], _ADDED)
    return told.assign(locator=told["derived_from"])


def _lasts(parts: pd.DataFrame) -> pd.DataFrame:
    count = parts.groupby(_WHOLE, sort=False)["period"].transform("size")
    kept = parts["is_last"].eq(True) & (2 * count > parts["needed"])
    return _told(parts.assign(parts=count)[kept].drop(columns=["period", "is_last"]), _LAST)


def _told(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The rows named by their new period, with the words that say what they were made of."""

    def tell(parts: float, rank: float) -> str:
        return both(words.fill(parts=int(parts), unit=_UNITS[int(rank)]))

    told = rows.assign(derived_from=told_by(rows, ["parts", "derived_rank"], tell))
    return told.rename(columns={"target": "period"}).drop(columns=["parts", "needed"])
