"""Revisions, disagreements between sources, and breaks of definition."""

from __future__ import annotations

import pandas as pd

from chiso.report.selection import FIGURE

_SERIES = ["indicator", "area", "tier", "scope"]
_SUBJECT = ["subject", "area", "tier", "scope"]
_BREAK = ["old_indicator", "old_definition", "old_period", "new_definition", "new_period"]
_IN_TIME = ["last_day", "first_day", "definition"]


def with_history_flags(leading: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """The leading rows with ``is_revised``, ``is_disputed`` and ``is_redefined``.

    Revised: a later publication stated another value. Disputed: sources published on other terms
    (one of them estimated or implied, or on the same day) give another value. Redefined: the
    figure before it in time has another definition.
    """
    several = rival_rows(published)
    stated = several[several["status"] != "estimated"]
    counts = stated.groupby(FIGURE)[["published", "value"]].nunique()
    revised = set(counts[(counts > 1).all(axis=1)].index)
    disputed = set(several[FIGURE].itertuples(index=False, name=None)) - revised
    keys = list(leading[FIGURE].itertuples(index=False, name=None))
    ordered = leading.sort_values(_IN_TIME, kind="stable")
    before = ordered.groupby(_SUBJECT, sort=False)["definition"].shift()
    redefined = before.notna() & before.ne(ordered["definition"])
    return leading.assign(
        is_revised=[key in revised for key in keys],
        is_disputed=[key in disputed for key in keys],
        is_redefined=redefined.reindex(leading.index),
    )


def rival_rows(published: pd.DataFrame) -> pd.DataFrame:
    """All rows of figures that were published with more than one value."""
    different = published.groupby(FIGURE)["value"].transform("nunique") > 1
    return published[different].sort_values([*FIGURE, "published"], kind="stable")


def definition_breaks(figures: pd.DataFrame) -> pd.DataFrame:
    """Where a series changes its definition.

    Returns
    -------
    pandas.DataFrame
        ``indicator, area, tier, scope``, ``old_indicator`` (a predecessor, or the same),
        ``old_definition``, ``old_period``, ``new_definition``, ``new_period``.
    """
    ordered = figures.sort_values(_IN_TIME, kind="stable")
    groups = ordered.groupby(_SUBJECT, sort=False)
    table = ordered.assign(
        old_definition=groups["definition"].shift(),
        old_indicator=groups["indicator"].shift(),
        old_period=groups["period"].shift(),
    )
    changed = table["old_definition"].notna() & table["old_definition"].ne(table["definition"])
    return table.loc[changed].rename(
        columns={"definition": "new_definition", "period": "new_period"}
    )[[*_SERIES, *_BREAK]]
