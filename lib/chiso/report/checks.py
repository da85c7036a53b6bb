"""Printed totals and shares against what their printed parts give."""

from __future__ import annotations

import pandas as pd

from chiso.catalog import Catalogue, Total
from chiso.metrics.quality import check_share, check_total

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
    present = parts.groupby(_KEY)["indicator"].nunique()
    complete = set(present[present == len(total.parts)].index)
    if total.across_areas:
        complete = {key for key in complete if _is_complete(parts, key, catalogue)}
    whole = whole.drop_duplicates(_KEY)
    shared = complete & set(whole[_KEY].itertuples(index=False, name=None))
    return _only(whole, shared), _only(parts, shared)


def _is_complete(parts: pd.DataFrame, key: tuple[str, ...], catalogue: Catalogue) -> bool:
    """Whether every district that exists then is among the parts."""
    mine = parts[_rows_of(parts, {key})]
    day = mine["last_day"].iloc[0].date()
    wanted = [
        area
        for area in catalogue.areas.values()
        if area.parent == key[1] and area.kind in ("city", "district") and area.is_valid(day)
    ]
    return len(mine) >= len(wanted) > 0


def _unrounded(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with whole counts as exact numbers: nothing was rounded away from them."""
    is_count = rows["kind"].eq("count") & rows["decimals"].eq(0)
    return rows.assign(decimals=rows["decimals"].mask(is_count))


def _rows_of(frame: pd.DataFrame, keys: set[tuple[str, ...]]) -> list[bool]:
    return [key in keys for key in frame[_KEY].itertuples(index=False, name=None)]


def _only(frame: pd.DataFrame, keys: set[tuple[str, ...]]) -> pd.DataFrame:
    return frame[_rows_of(frame, keys)].reset_index(drop=True)


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
