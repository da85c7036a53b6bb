"""Printed totals, shares and sums against what their printed parts give."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chiso.catalog import Catalogue
from chiso.metrics.quality import check_share, check_total
from chiso.report.area_sums import DISTRICT_KINDS
from chiso.report.selection import COMPARABLE, leading_rows
from chiso.report.sums import stacked

_FIGURE = [*COMPARABLE, "period"]
_FLOAT_SLACK = 1e-9
_SHARE_DECIMALS = 2
_KEY = ["check", "area", "tier", "scope", "period", "source", "published"]
_BROKEN = "inconsistent"
_STATED = [
    *_KEY[1:], "indicator", "value", "qualifier", "decimals", "kind", "last_day",
]  # fmt: skip


def total_checks(published: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Each printed total of which one publication printed all parts for the same period.

    Returns
    -------
    pandas.DataFrame
        ``check, indicator, area, tier, scope, period, source``, ``printed``, ``recomputed``,
        ``difference``, ``decimals``, ``holds``.
    """
    stated = published.loc[published["status"] != "estimated", _STATED]
    totals, parts = _complete(stated, catalogue)
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


def _complete(stated: pd.DataFrame, catalogue: Catalogue) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of totals and of their parts, only where every part was printed."""
    totals = catalogue.totals
    wholes = _named(stated, [(total.id, total.total) for total in totals])
    parts = _named(stated, [(total.id, name) for total in totals for name in total.parts])
    parents = {code: area.parent for code, area in catalogue.areas.items()}
    across = parts["check"].isin([total.id for total in totals if total.across_areas])
    parts = parts.assign(area=parts["area"].mask(across, parts["area"].map(parents)))
    found = parts.groupby(_KEY).agg(
        kinds=("indicator", "nunique"), size=("indicator", "size"), last_day=("last_day", "first")
    )
    wholes = wholes.drop_duplicates(_KEY)
    found = found[found.index.isin(_keys(wholes))]
    known = {total.id: total for total in totals}
    is_whole = [
        kinds == len(known[key[0]].parts)
        and (not known[key[0]].across_areas or _holds_all(key, size, day, catalogue))
        for key, kinds, size, day in found.itertuples(name=None)
    ]
    shared = found.index[np.array(is_whole, dtype=bool)]
    return _only(wholes, shared), _only(parts, shared)


def _named(stated: pd.DataFrame, pairs: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """The rows of indicators under each check that they are in, one check after the other."""
    names = pd.DataFrame(pairs, columns=["check", "indicator"], dtype="str")
    place = {check: number for number, check in enumerate(names["check"].unique())}
    rows = stated.merge(names, on="indicator", validate="many_to_many")
    return rows.sort_values("check", key=lambda checks: checks.map(place), kind="stable")


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
