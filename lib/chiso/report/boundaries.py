"""Comparisons across changes of boundaries: counts are moved first, or there is none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from chiso.catalog import AreaChange
from chiso.metrics.crosswalk import apply_crosswalk
from chiso.report.selection import SERIES

MOVED, WITHHELD = "moved", "withheld"
_FIGURE = [name for name in SERIES if name != "area"]
_KEY = [*_FIGURE, "period", "calendar"]
_CROSSED = [
    *_KEY, "area", "previous_period", "previous_day", "last_day", "kind", "exact", "is_counted",
    "numerator", "denominator",
]  # fmt: skip


def across_boundaries(figures: pd.DataFrame, changes: Iterable[AreaChange]) -> pd.DataFrame:
    """The figures with the one before each in the boundaries that its area has now.

    Parameters
    ----------
    figures : pandas.DataFrame
        From ``assessment.with_change``.
    changes
        Steps of boundary changes; an area without a successor only ends.

    Returns
    -------
    pandas.DataFrame
        ``previous`` and ``change`` in the new boundaries, and ``boundary``: ``moved`` where the
        counts of all parts were added first, ``withheld`` where a part has no counts for that
        period and both are left missing, else empty.

    Notes
    -----
    Kỳ Sơn (151) became part of Hòa Bình city (148) on 1 January 2020: the city's counts of 2019
    are set against those of 2020 only together with Kỳ Sơn's.
    """
    steps = [change for change in changes if change.successor]
    touched = figures["area"].isin([code for step in steps for code in _sides(step)])
    own = figures.loc[touched, _CROSSED]
    counts = _counts(own)
    parts = [
        _moved(rows, counts, _crosswalk([step for step in steps if step.day in days]))
        for days, rows in _crossing(own, steps)
    ]
    told = figures.assign(boundary="")
    if parts:
        moved = pd.concat(parts)
        told.loc[moved.index, "previous"] = moved
        told.loc[moved.index, "change"] = told["exact"].loc[moved.index] - moved
        told.loc[moved.index, "boundary"] = np.where(moved.notna(), MOVED, WITHHELD)
    return told


def moved_counts(
    counts: pd.DataFrame, steps: Iterable[AreaChange], existed: Collection[str]
) -> pd.DataFrame:
    """Counts of one period in the boundaries that hold after some changes.

    Parameters
    ----------
    counts : pandas.DataFrame
        ``area, numerator, denominator``, one row an area; areas without counts may be missing.
    steps
        The changes between that period and the boundaries that are asked for.
    existed
        Codes of the areas that there were in that period.

    Returns
    -------
    pandas.DataFrame
        One row for each area that took in or lost a piece, as far as any part of it has counts:
        ``area``, ``numerator`` and ``denominator`` (missing where a part has none), and
        ``lacking`` (codes of such parts joined by ``;``).
    """
    crosswalk = _crosswalk([step for step in steps if step.successor])
    crosswalk = crosswalk[crosswalk["area"].isin(existed)]
    parts = crosswalk[["area"]].drop_duplicates()
    own = counts[["area", "numerator", "denominator"]]
    own = parts.merge(own, on="area", how="left", validate="one_to_one")
    found = apply_crosswalk(own, crosswalk)[["area", "numerator", "denominator"]]
    pieces = crosswalk.merge(own, on="area", validate="many_to_one")
    is_lacking = pieces["numerator"].isna()
    known = pieces.loc[~is_lacking, "new_area"]
    lacking = pieces[is_lacking].groupby("new_area")["area"].agg(";".join)
    told = found.assign(lacking=[str(lacking.get(code, "")) for code in found["area"]])
    return told[told["area"].isin(known)].reset_index(drop=True)


def _crossing(
    figures: pd.DataFrame, steps: Sequence[AreaChange]
) -> list[tuple[set[date], pd.DataFrame]]:
    """Rows whose figure before lies on the other side of a change of their area, by its days."""
    crossed: dict[object, set[date]] = {}
    likely = figures[figures["previous_day"].notna()]
    for step in steps:
        day = pd.Timestamp(step.day)
        own = likely["area"].isin(_sides(step))
        rows = likely[own & likely["previous_day"].lt(day) & likely["last_day"].ge(day)]
        for label in rows.index:
            crossed.setdefault(label, set()).add(step.day)
    groups = {frozenset(days) for days in crossed.values()}
    return [
        (set(group), likely.loc[[label for label, days in crossed.items() if days == group]])
        for group in sorted(groups, key=sorted)
    ]


def _sides(step: AreaChange) -> tuple[str, str]:
    return step.predecessor, step.successor


def _crosswalk(steps: Sequence[AreaChange]) -> pd.DataFrame:
    """What part of each old area went where, over changes of one day or several."""
    found: dict[str, dict[str, float]] = {}
    for step in sorted(steps, key=lambda step: step.day):
        for code in (step.predecessor, step.successor):
            found.setdefault(code, {code: 1.0})
    for day in sorted({step.day for step in steps}):
        today = [step for step in steps if step.day == day]
        gone = {step.predecessor for step in today}
        for code, parts in found.items():
            kept = {area: weight for area, weight in parts.items() if area not in gone}
            for step in today:
                weight = parts.get(step.predecessor, 0.0) * step.weight
                kept[step.successor] = kept.get(step.successor, 0.0) + weight
            found[code] = kept
    rows = [(code, *part) for code, parts in found.items() for part in parts.items() if part[1]]
    return pd.DataFrame(rows, columns=["area", "new_area", "weight"])


def _moved(rows: pd.DataFrame, counts: pd.DataFrame, crosswalk: pd.DataFrame) -> pd.Series:
    """The figure before each row as its area would have had it then; missing without all parts."""
    before = rows[[*_FIGURE, "calendar", "area"]].assign(period=rows["previous_period"])
    parts = crosswalk[["area", "new_area"]].rename(columns={"area": "old_area"})
    wanted = before.merge(parts, left_on="area", right_on="new_area", validate="many_to_many")
    wanted = wanted[[*_KEY, "old_area"]].rename(columns={"old_area": "area"}).drop_duplicates()
    known = wanted.merge(counts, on=[*_KEY, "area"], how="left", validate="one_to_one")
    found = apply_crosswalk(known, crosswalk, _KEY)
    then = before.merge(found, on=[*_KEY, "area"], how="left", validate="one_to_one")
    value = then["value"].where(rows["kind"].eq("share").to_numpy(), then["numerator"])
    return value.set_axis(rows.index)


def _counts(figures: pd.DataFrame) -> pd.DataFrame:
    """Numerator and denominator of shares that have them; a count is all of its own cases."""
    is_count = figures["kind"].eq("count")
    counted = figures["is_counted"] & figures["kind"].eq("share")
    parts = {
        name: figures[name].where(counted, figures["exact"].where(is_count))
        for name in ("numerator", "denominator")
    }
    return figures[[*_KEY, "area"]].assign(**parts)
