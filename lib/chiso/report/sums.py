"""Figures added to one: which vintages count, which kinds add, and what the sum is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from chiso.catalog import Catalogue, Kind
from chiso.report.selection import FIGURE
from chiso.words import Words

COUNTS = (str(Kind.COUNT),)
PARTS = ["numerator", "denominator"]
STATUSES = ("final", "provisional", "estimated")  # a sum is as good as its weakest part
_SUM = {
    "parts": ("period", "size"),
    **{name: (name, "sum") for name in ("value", *PARTS)},
    **{
        name: (name, "max")
        for name in ("decimals", "published", "extracted", "status", "correction")
    },
}


def latest_vintages(observations: pd.DataFrame) -> pd.DataFrame:
    """Exact figures, for each figure of each source the one published last."""
    exact = observations[observations["qualifier"].eq("=")]
    key = [*FIGURE, "source"]
    repeated = exact.duplicated(key, keep=False)
    ordered = exact[repeated].sort_values("published", kind="stable")
    return exact.drop(ordered.index[ordered.duplicated(key, keep="last")])


def addable(rows: pd.DataFrame, catalogue: Catalogue, kinds: Sequence[str] = COUNTS) -> pd.Series:
    """Which rows add: those of some kinds, and shares that have numerator and denominator."""
    has_parts = rows[PARTS].notna().all(axis=1)
    return _is_of(kinds, rows, catalogue) | (is_share(rows, catalogue) & has_parts)


def is_share(rows: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    """Which rows are shares, whose parts add and not their values."""
    return _is_of((str(Kind.SHARE),), rows, catalogue)


def summed(rows: pd.DataFrame, keys: Sequence[str], catalogue: Catalogue) -> pd.DataFrame:
    """One row for each key with the sum of its rows.

    Parameters
    ----------
    rows : pandas.DataFrame
        Latest vintages that are :func:`addable`, columns of an observation.
    keys
        Columns to add within, the indicator among them.
    catalogue
        Says which indicators are shares.

    Returns
    -------
    pandas.DataFrame
        Keys, ``parts`` (number of rows), ``value`` (for shares 100 x the summed numerators over
        the summed denominators, unrounded and without ``decimals``), the summed counts of shares,
        the weakest ``status``, the latest ``published`` and ``extracted``, and a ``correction``.
    """
    share = is_share(rows, catalogue)
    ranks = {name: rank for rank, name in enumerate(STATUSES)}
    corrections, names = pd.factorize(rows["correction"], sort=True)
    ranked = rows.assign(
        value=rows["value"].mask(share, 0.0),
        # Of no rows pandas makes texts, and hands their maximum to threads of Arrow's, with which
        # a process can no longer be forked.
        status=rows["status"].map(ranks).astype(float),
        correction=corrections,
    )
    # Of fractions the order decides the last digit; whole numbers add up the same in any.
    if ranked["value"].mod(1).any():
        ranked = ranked.sort_values("value", kind="stable")
    sums = ranked.groupby(list(keys), sort=False).agg(**_SUM).reset_index()
    told = sums.assign(
        status=sums["status"].map(dict(enumerate(STATUSES))),
        correction=sums["correction"].map(dict(enumerate(names))),
    )
    return shares_of_parts(told, catalogue)


def shares_of_parts(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The rows with each share as what its parts give; shares without cases are left out.

    Counts keep their value and have no parts.
    """
    share = is_share(rows, catalogue)
    given = 100 * rows["numerator"] / rows["denominator"]
    told = rows.assign(
        value=given.where(share, rows["value"]),
        decimals=rows["decimals"].mask(share),
        **{name: rows[name].where(share) for name in PARTS},
    )
    return told[~share | rows["denominator"].gt(0)]


def stacked(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The rows of all frames; frames without rows have no say in the types of columns."""
    given = list(frames)
    return pd.concat([frame for frame in given if len(frame)] or given[:1], ignore_index=True)


def both(words: Words) -> str:
    """The text in both languages, for files that are one for all readers."""
    return f"{words.vi} / {words.en}"


def told_by(rows: pd.DataFrame, columns: Sequence[str], tell: Callable[..., str]) -> pd.Series:
    """The text for some cells of each row, made once for rows that share them.

    Parameters
    ----------
    rows, columns
        The cells.
    tell
        Makes the text from the cells of one row.
    """
    keys = list(rows[list(columns)].itertuples(index=False, name=None))
    texts = {key: tell(*key) for key in dict.fromkeys(keys)}
    return pd.Series([texts[key] for key in keys], rows.index, dtype="str")


def _is_of(kinds: Sequence[str], rows: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    names = [name for name, item in catalogue.indicators.items() if item.kind in kinds]
    return rows["indicator"].isin(names)
