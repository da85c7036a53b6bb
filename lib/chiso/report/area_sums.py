"""The province as the sum of its districts, and what is missing in it."""

from __future__ import annotations

import pandas as pd

from chiso.catalog import Area, Catalogue, PeriodKind, Tier
from chiso.periods import Grain, Period
from chiso.report.selection import SERIES
from chiso.report.sums import (
    PARTS,
    addable,
    both,
    is_share,
    shares_of_parts,
    summed,
    told_by,
)
from chiso.words import Words

FROM_DISTRICTS, FROM_SOME = 3, 4  # places among rows for one figure, after sums over time
DISTRICTS_ONLY = "districts_only"
DISTRICT_KINDS = ("city", "district")
_NEVER = (str(PeriodKind.YEAR_INDEX), str(PeriodKind.RANK))
_KEYS = [name for name in SERIES if name != "area"]
_WHOLE = [*_KEYS, "period", "last_day", "period_kind", "source"]
_OFFICES = ["indicator", "scope", "definition", "period", "last_day"]
_AMOUNTS = ["value", *PARTS]
_ADDED = Words(
    vi="tổng {parts} trong {needed} đơn vị cấp huyện", en="sum of {parts} of {needed} districts"
)
_WITH_OFFICES = Words(
    vi="tổng {parts} trong {needed} đơn vị cấp huyện và cấp tỉnh",
    en="sum of {parts} of {needed} districts and the province tier",
)


def province_sums(observations: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Rows of the province that its districts add up to, tier by tier.

    Parameters
    ----------
    observations : pandas.DataFrame
        Columns of an observation with ``last_day``, one row for each figure of each source.
    catalogue
        Says which districts exist on the last day of a period.

    Returns
    -------
    pandas.DataFrame
        Columns of an observation for the province, ``derived_rank``, ``derived_from`` (words in
        both languages), ``missing_areas`` (codes joined by ``;``) and ``coverage``.

    Notes
    -----
    Counts add when every district of that day has one. Shares are those of the summed parts; they
    also stand for more than half of the districts, with the others named. Of the tier ``all`` the
    province has offices of its own: they are added where they report, and ``coverage`` says
    ``districts_only`` where they do not. Indices and ranks never add, nor do figures as of a day,
    since no return asked all districts for it.
    """
    mine = observations[observations["area"].isin([area.id for area in _districts(catalogue)])]
    needed = _needed(mine["period"], catalogue)
    mine = mine[mine["period"].isin(needed.index) & ~mine["period_kind"].isin(_NEVER)]
    rows = mine[addable(mine, catalogue)]
    sums = summed(rows, _WHOLE, catalogue).join(needed, on="period")
    most = is_share(sums, catalogue) & (2 * sums["parts"] > sums["needed"])
    kept = sums[most | (sums["parts"] == sums["needed"])].reset_index(drop=True)
    is_part = kept["parts"] < kept["needed"]
    named = kept.assign(
        area=catalogue.settings.province,
        missing_areas=_missing(kept[is_part], rows, catalogue).reindex(kept.index, fill_value=""),
        derived_rank=is_part.map({True: FROM_SOME, False: FROM_DISTRICTS}),
    )
    return _told(_with_offices(named, observations, catalogue))


def district_codes(period: Period, catalogue: Catalogue) -> tuple[str, ...]:
    """Codes of the province's districts that exist on the last day of a period, in their order."""
    return tuple(area.id for area in _districts(catalogue) if area.is_valid(period.end))


def _districts(catalogue: Catalogue) -> list[Area]:
    """The districts of all times, in their order."""
    areas = [
        area
        for area in catalogue.areas.values()
        if area.parent == catalogue.settings.province and area.kind in DISTRICT_KINDS
    ]
    return sorted(areas, key=lambda area: (area.order, area.id))


def _needed(periods: pd.Series, catalogue: Catalogue) -> pd.Series:
    """Number of districts on the last day of each period, by its code; as-of days are left out."""
    named = [(code, Period.parse(code)) for code in periods.unique()]
    districts = _districts(catalogue)
    counts = {
        code: sum(area.is_valid(period.end) for area in districts)
        for code, period in named
        if period.grain is not Grain.DAY
    }
    index = pd.Index(list(counts), dtype="str")
    return pd.Series(list(counts.values()), index, "int64", "needed")


def _missing(kept: pd.DataFrame, rows: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    """Codes of the districts that some sums lack, joined by ``;``."""
    found = (
        kept[_WHOLE]
        .reset_index()
        .merge(rows[[*_WHOLE, "area"]], on=_WHOLE, validate="many_to_many")
    )
    codes = kept["period"].unique()
    wanted = {code: district_codes(Period.parse(code), catalogue) for code in codes}
    missing = {}
    for (place, code), areas in found.groupby(["index", "period"])["area"]:
        there = set(areas)
        missing[place] = ";".join(area for area in wanted[str(code)] if area not in there)
    return pd.Series(missing, dtype="str")


def _with_offices(
    sums: pd.DataFrame, observations: pd.DataFrame, catalogue: Catalogue
) -> pd.DataFrame:
    """The sums of the tier ``all`` with the province's own offices, where these report."""
    own = observations["area"].eq(catalogue.settings.province)
    rows = observations[own & observations["tier"].eq(str(Tier.PROVINCE))]
    rows = rows[addable(rows, catalogue)].sort_values(["published", "source"], kind="stable")
    rows = rows.drop_duplicates(_OFFICES, keep="last")
    offices = rows[[*_OFFICES, *_AMOUNTS]].assign(has_offices=True)
    joined = sums.merge(
        offices, on=_OFFICES, how="left", suffixes=("", "_office"), validate="many_to_one"
    )
    is_all = joined["tier"].eq(str(Tier.ALL))
    has_offices = is_all & joined["has_offices"].eq(True)
    added = {
        name: joined[name].where(~has_offices, joined[name] + joined[f"{name}_office"])
        for name in _AMOUNTS
    }
    alone = (is_all & ~has_offices).map({True: DISTRICTS_ONLY, False: ""})
    told = joined.assign(**added, has_offices=has_offices, coverage=alone)
    return shares_of_parts(told.drop(columns=[f"{name}_office" for name in _AMOUNTS]), catalogue)


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with words for what was added."""

    def tell(parts: int, needed: int, has_offices: bool) -> str:  # noqa: FBT001  # cells of a row
        return both((_WITH_OFFICES if has_offices else _ADDED).fill(parts=parts, needed=needed))

    texts = told_by(rows, ["parts", "needed", "has_offices"], tell)
    told = rows.drop(columns=["parts", "needed", "has_offices"])
    return told.assign(derived_from=texts, locator=texts).reset_index(drop=True)
