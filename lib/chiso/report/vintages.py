"""Revisions, disagreements between sources, and breaks of definition, calendar or coverage."""

from __future__ import annotations

import pandas as pd

from chiso.report.selection import FIGURE, ONE, ONE_LINE, SERIES, leading_rows, stages

_SERIES = ["indicator", "area", "tier", "scope"]
_SUBJECT = ["subject", "area", "tier", "scope"]
_BREAK = ["old_indicator", "old_definition", "old_period", "new_definition", "new_period"]
_BASIS = ["old_calendar", "old_coverage", "calendar", "coverage"]
_IN_TIME = ["last_day", "first_day", "definition"]
_LINES = [*SERIES, *ONE_LINE, "period", "period_kind", "kind", "first_day", "last_day"]
_MEANINGS = [*_SERIES, "subject", "period", *_IN_TIME]


def with_history_flags(leading: pd.DataFrame, several: pd.DataFrame) -> pd.DataFrame:
    """The leading rows with ``is_revised``, ``is_disputed``, ``is_redefined``, ``is_rebased``.

    Revised: a later publication stated another value. Disputed: sources published on other terms
    (one of them estimated or implied, or on the same day) give another value. Redefined: the
    figure before it in time has another definition, for the first time. Rebased: the same for the
    calendar of its period, or for the offices that it covers. ``several`` is from
    :func:`rival_rows`.
    """
    revised = several[several["is_revision"]]
    is_rival, is_revised = (_is_among(leading, keys) for keys in (several, revised))
    return leading.assign(
        is_revised=is_revised,
        is_disputed=is_rival & ~is_revised,
        is_redefined=leading.index.isin(_redefined(leading).index),
        is_rebased=leading.index.isin(_rebased(leading).index),
    )


def rival_rows(published: pd.DataFrame) -> pd.DataFrame:
    """All rows of figures that were published with more than one value.

    Returns
    -------
    pandas.DataFrame
        The rows with ``is_revision``: whether a later publication changed what was stated;
        otherwise sources disagree. An estimate states nothing of its own. ``is_used``: whether
        the report uses this value of the figure.
    """
    repeated = published[published.duplicated(ONE, keep=False)]
    different = repeated.groupby(ONE)["value"].transform("nunique") > 1
    several = repeated[different].sort_values([*FIGURE, "published"], kind="stable")
    stated = several[several["status"] != "estimated"]
    counts = stated.groupby(ONE)[["published", "value"]].nunique()
    revised = counts.index[(counts > 1).all(axis=1)].to_frame(index=False)
    return several.assign(
        is_revision=_is_among(several, revised),
        is_used=several.index.isin(leading_rows(several).index),
    )


def _is_among(rows: pd.DataFrame, keys: pd.DataFrame) -> pd.Series:
    """Which rows are figures of a list, usually a short one."""
    likely = rows.loc[rows["series"].isin(keys["series"]), ONE]
    wanted = pd.MultiIndex.from_frame(keys[ONE].drop_duplicates())
    found = pd.MultiIndex.from_frame(likely).isin(wanted)
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
    return _rebased(figures).rename(columns={"period": "new_period"})[
        [*SERIES, *_BASIS, "old_period", "new_period"]
    ]


def _rebased(figures: pd.DataFrame) -> pd.DataFrame:
    """Rows whose figure before them in time runs by another calendar or covers other offices."""
    kinds = figures[ONE_LINE].drop_duplicates()
    several = kinds.loc[kinds.duplicated("series"), "series"]
    likely = figures.loc[figures["series"].isin(several), _LINES]
    ordered = likely.assign(**stages(likely)).sort_values(
        ["last_day", "first_day", "calendar", "coverage"], kind="stable"
    )
    groups = ordered.groupby(["series", "length", "stage"], sort=False)
    table = ordered.assign(
        old_calendar=groups["calendar"].shift(),
        old_coverage=groups["coverage"].shift(),
        old_period=groups["period"].shift(),
    )
    changed = table["old_period"].notna() & (
        table["old_calendar"].ne(table["calendar"]) | table["old_coverage"].ne(table["coverage"])
    )
    return table[changed].drop_duplicates(["series", *_BASIS])


def _redefined(figures: pd.DataFrame) -> pd.DataFrame:
    """Rows whose figure before them in time has another definition, with what that one was.

    Two definitions that are reported side by side take turns; only the first turns are breaks.
    """
    kinds = figures[["series", *_SUBJECT]].drop_duplicates("series")
    several = kinds[kinds.duplicated(_SUBJECT, keep=False)]
    likely = figures.loc[figures["subject"].isin(several["subject"]), _MEANINGS]
    ordered = likely.sort_values(_IN_TIME, kind="stable")
    groups = ordered.groupby(_SUBJECT, sort=False)
    table = ordered.assign(
        old_definition=groups["definition"].shift(),
        old_indicator=groups["indicator"].shift(),
        old_period=groups["period"].shift(),
    )
    changed = table["old_definition"].notna() & table["old_definition"].ne(table["definition"])
    return table.loc[changed].drop_duplicates([*_SUBJECT, "old_definition", "definition"])
