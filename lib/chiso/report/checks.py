"""Printed totals, shares and sums against what their printed parts give."""

from __future__ import annotations

import pandas as pd

from chiso.catalog import Catalogue, Total
from chiso.metrics.quality import check_share, check_total
from chiso.report.area_sums import DISTRICT_KINDS
from chiso.report.selection import COMPARABLE, leading_rows
from chiso.report.sums import stacked

_FIGURE = [*COMPARABLE, "period"]
_FLOAT_SLACK = 1e-9
_SHARE_DECIMALS = 2
_KEY = ["check", "area", "tier", "scope", "period", "source", "published"]
_BROKEN = "inconsistent"


def total_checks(published: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Each printed total of which one publication printed all parts for the same period.

    Returns
    -------
    pandas.DataFrame
        ``check, indicator, area, tier, scope, period, source``, ``printed``, ``recomputed``,
        ``difference``, ``decimals``, ``holds``.
    """
    stated = published[published["status"] != "estimated"]
    none = stated.head(0).assign(check="")
    pairs = [(none, none), *(_parts_of(stated, total, catalogue) for total in catalogue.totals)]
    totals = pd.concat([whole for whole, _ in pairs], ignore_index=True)
    parts = pd.concat([part for _, part in pairs], ignore_index=True)
    if totals.empty:
        return _told(totals, pd.Series(dtype=float), pd.Series(dtype=float), pd.Series(dtype=bool))
    checked = check_total(_unrounded(parts), _unrounded(totals), _KEY)
    return _told(
        totals, checked["sum"], totals["value"] - checked["sum"], checked["status"] != _BROKEN
    )


def share_checks(published: pd.DataFrame) -> pd.DataFrame:
    """Each printed share that stands beside its counts; columns as in :func:`total_checks`."""
    rows = published[
        published["kind"].eq("share")
        & published["numerator"].notna()
        & published["denominator"].notna()
    ]
    rows = rows.assign(check="share").reset_index(drop=True)
    checked = check_share(rows)
    return _told(rows, checked["value"], checked["difference"], checked["status"] != _BROKEN)


def sum_checks(published: pd.DataFrame, derived: pd.DataFrame) -> pd.DataFrame:
    """Each figure that was printed, or added up from other parts, against its sums.

    Parameters
    ----------
    published
        Every row up to the closing date.
    derived
        From ``derived.derived_figures``; sums over some districts only are left out.

    Returns
    -------
    pandas.DataFrame
        Columns as in :func:`total_checks`: ``printed`` is the figure that leads, ``recomputed``
        another sum for it, such as that of the districts beside that of the quarters.
    """
    whole = derived[derived["missing_areas"].eq("")]
    printed = published[published["qualifier"].eq("=") & published["status"].ne("estimated")]
    likely = printed[printed["period"].isin(whole["period"]) & printed["area"].isin(whole["area"])]
    rows = leading_rows(likely)
    ranked = stacked([rows, whole]).sort_values("derived_rank", kind="stable")
    first = ranked.drop_duplicates(_FIGURE)
    others = ranked[ranked.duplicated(_FIGURE)].reset_index(drop=True)
    leads = first[[*_FIGURE, "exact", "lower", "upper"]]
    pairs = others[_FIGURE].merge(leads, on=_FIGURE, how="left", validate="many_to_one")
    slack = _FLOAT_SLACK * pairs["exact"].abs().clip(lower=1)
    holds = others["exact"].between(pairs["lower"] - slack, pairs["upper"] + slack)
    decimals = others["decimals"].fillna(_SHARE_DECIMALS)
    told = others.assign(check="sums", value=pairs["exact"], decimals=decimals)
    return _told(told, others["exact"], pairs["exact"] - others["exact"], holds)


def _parts_of(
    stated: pd.DataFrame, total: Total, catalogue: Catalogue
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of one total and of its parts, only where every part was printed."""
    whole = stated[stated["indicator"].eq(total.total)].assign(check=total.id)
    parts = stated[stated["indicator"].isin(total.parts)].assign(check=total.id)
    if total.across_areas:
        parents = {code: area.parent for code, area in catalogue.areas.items()}
        tops = whole["area"].isin(set(parts["area"].map(parents)))
        parts = parts.assign(area=parts["area"].map(parents))
        whole, parts = whole[tops], parts[parts["area"].isin(set(whole["area"]))]
    groups = parts.groupby(_KEY)
    present = groups["indicator"].nunique()
    complete = present.index[present == len(total.parts)]
    if total.across_areas:
        last_days = groups["last_day"].first()
        sizes = zip(complete, groups.size()[complete], last_days[complete], strict=True)
        whole_keys = [key for key, size, day in sizes if _holds_all(key, size, day, catalogue)]
        complete = complete[complete.isin(whole_keys)]
    whole = whole.drop_duplicates(_KEY)
    shared = complete[complete.isin(_keys(whole))]
    return _only(whole, shared), _only(parts, shared)


def _holds_all(key: tuple[str, ...], size: int, day: pd.Timestamp, catalogue: Catalogue) -> bool:
    """Whether as many parts are there as districts that exist then."""
    wanted = [
        area
        for area in catalogue.areas.values()
        if area.parent == key[1] and area.kind in DISTRICT_KINDS and area.is_valid(day.date())
    ]
    return size >= len(wanted) > 0


def _unrounded(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with whole counts as exact numbers: nothing was rounded away from them."""
    is_count = rows["kind"].eq("count") & rows["decimals"].eq(0)
    return rows.assign(decimals=rows["decimals"].mask(is_count))


def _keys(frame: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[_KEY])


def _only(frame: pd.DataFrame, keys: pd.Index) -> pd.DataFrame:
    return frame[_keys(frame).isin(keys)].reset_index(drop=True)


def _told(
    rows: pd.DataFrame, recomputed: pd.Series, difference: pd.Series, holds: pd.Series
) -> pd.DataFrame:
    names = ["check", "indicator", "area", "tier", "scope", "period", "source", "decimals"]
    return rows.reindex(columns=names).assign(
        printed=rows.get("value"),
        qualifier=rows.get("qualifier"),
        recomputed=recomputed.to_numpy(),
        difference=difference.to_numpy(),
        holds=holds.to_numpy(dtype=bool),
    )
