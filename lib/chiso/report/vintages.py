"""Revisions, disagreements between sources, and breaks of definition, calendar or coverage."""

from __future__ import annotations

import pandas as pd

from chiso.report.selection import COMPARABLE, FIGURE, SERIES, stages

_SERIES = ["indicator", "area", "tier", "scope"]
_SUBJECT = ["subject", "area", "tier", "scope"]
_BREAK = ["old_indicator", "old_definition", "old_period", "new_definition", "new_period"]
_BASIS = ["old_calendar", "old_coverage", "calendar", "coverage"]
_IN_TIME = ["last_day", "first_day", "definition"]


def with_history_flags(leading: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """The leading rows with ``is_revised``, ``is_disputed`` and ``is_redefined``.

    Revised: a later publication stated another value. Disputed: sources published on other terms
    (one of them estimated or implied, or on the same day) give another value. Redefined: the
    figure before it in time has another definition, for the first time.
    """
    several = rival_rows(published)
    stated = several[several["status"] != "estimated"]
    counts = stated.groupby(FIGURE)[["published", "value"]].nunique()
    revised = counts.index[(counts > 1).all(axis=1)].to_frame(index=False)
    is_rival, is_revised = (_is_among(leading, keys) for keys in (several, revised))
    return leading.assign(
        is_revised=is_revised,
        is_disputed=is_rival & ~is_revised,
        is_redefined=leading.index.isin(_redefined(leading).index),
    )


def rival_rows(published: pd.DataFrame) -> pd.DataFrame:
    """All rows of figures that were published with more than one value."""
    repeated = published[published.duplicated(FIGURE, keep=False)]
    different = repeated.groupby(FIGURE)["value"].transform("nunique") > 1
    return repeated[different].sort_values([*FIGURE, "published"], kind="stable")


def _is_among(rows: pd.DataFrame, keys: pd.DataFrame) -> pd.Series:
    """Which rows are figures of a list, usually a short one."""
    likely = rows[rows["period"].isin(keys["period"]) & rows["indicator"].isin(keys["indicator"])]
    wanted = pd.MultiIndex.from_frame(keys[FIGURE].drop_duplicates())
    found = pd.MultiIndex.from_frame(likely[FIGURE]).isin(wanted)
    return pd.Series(rows.index.isin(likely.index[found]), index=rows.index)


def definition_breaks(figures: pd.DataFrame) -> pd.DataFrame:
    """Where a series changes its definition.

    Returns
    -------
    pandas.DataFrame
        ``indicator, area, tier, scope``, ``old_indicator`` (a predecessor, or the same),
        ``old_definition``, ``old_period``, ``new_definition``, ``new_period``.
    """
    return _redefined(figures).rename(
        columns={"definition": "new_definition", "period": "new_period"}
    )[[*_SERIES, *_BREAK]]


def basis_breaks(figures: pd.DataFrame) -> pd.DataFrame:
    """Where a series changes the calendar of its periods or the offices that it covers.

    Returns
    -------
    pandas.DataFrame
        ``indicator, area, tier, scope, definition``, ``old_calendar``, ``old_coverage``,
        ``old_period``, ``calendar``, ``coverage``, ``new_period``; each such change of a series
        once, between periods of one length.
    """
    kinds = figures[COMPARABLE].drop_duplicates()
    several = kinds[kinds.duplicated(SERIES, keep=False)]
    likely = figures[figures["indicator"].isin(several["indicator"])]
    ordered = likely.assign(**stages(likely)).sort_values(
        ["last_day", "first_day", "calendar", "coverage"], kind="stable"
    )
    groups = ordered.groupby([*SERIES, "length", "stage"], sort=False)
    table = ordered.assign(
        old_calendar=groups["calendar"].shift(),
        old_coverage=groups["coverage"].shift(),
        old_period=groups["period"].shift(),
    )
    changed = table["old_period"].notna() & (
        table["old_calendar"].ne(table["calendar"]) | table["old_coverage"].ne(table["coverage"])
    )
    found = table[changed].rename(columns={"period": "new_period"})
    named = [*SERIES, *_BASIS, "old_period", "new_period"]
    return found[named].drop_duplicates([*SERIES, *_BASIS])


def _redefined(figures: pd.DataFrame) -> pd.DataFrame:
    """Rows whose figure before them in time has another definition, with what that one was.

    Two definitions that are reported side by side take turns; only the first turns are breaks.
    """
    kinds = figures[[*_SUBJECT, "definition"]].drop_duplicates()
    several = kinds[kinds.duplicated(_SUBJECT, keep=False)]
    likely = figures[figures["subject"].isin(several["subject"])]
    ordered = likely.sort_values(_IN_TIME, kind="stable")
    groups = ordered.groupby(_SUBJECT, sort=False)
    table = ordered.assign(
        old_definition=groups["definition"].shift(),
        old_indicator=groups["indicator"].shift(),
        old_period=groups["period"].shift(),
    )
    changed = table["old_definition"].notna() & table["old_definition"].ne(table["definition"])
    return table.loc[changed].drop_duplicates([*_SUBJECT, "old_definition", "definition"])
