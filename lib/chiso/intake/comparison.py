"""The rows of returns against what a data set holds: first value, another value, or the same.

Each value that a source published for a figure is a vintage with its day. A return speaks for the
day on which it was signed:

- the vintage in force on that day says the same: nothing to enter;
- it says something else, or there is none: the row enters under that day, behind later vintages
  where there are any;
- the vintage in force is of that very day and says something else: the return was corrected
  without a new date, and its row enters under the day of receipt.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from chiso.dataset.histories import FIGURE, STATED, VINTAGE

ENTERING = ("new", "changed", "earlier")
_FIGURE = [*FIGURE, "source"]
_OPPOSITE = [*VINTAGE, "number"]
_NOBODY = -1


def compare_rows(rows: pd.DataFrame, held: pd.DataFrame, received: date) -> pd.DataFrame:
    """The rows with what becomes of each.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of returns: the columns of an observation, ``published`` being the day signed, and
        ``number`` (of the file, from 0).
    held : pandas.DataFrame
        Rows of the data set, likewise without ``number``.
    received
        Day of receipt.

    Returns
    -------
    pandas.DataFrame
        The columns of ``rows`` in their order, ``published`` being the day under which a row
        enters, and

        - ``fate``: ``new`` (first value of its figure), ``changed`` (from now on the latest),
          ``earlier`` (a later vintage stays in force), ``unchanged`` (nothing to enter),
          ``conflict`` (another row of the import says something else for the same day),
          ``taken`` (no day is left under which it could enter);
        - ``is_moved``: the day is that of receipt instead of the day signed;
        - ``is_superseded``: nothing to enter, and a later vintage says something else;
        - ``old_…`` for :data:`~chiso.dataset.histories.VINTAGE` and ``number``: the vintage that
          the row changes, equals, stays behind or collides with; ``old_number`` is -1 for one of
          the data set and missing where there is no such vintage.
    """
    held = held.drop_duplicates([*_FIGURE, "published"], keep="last").assign(number=_NOBODY)
    both = pd.concat([held[[*FIGURE, *_OPPOSITE]], rows[[*FIGURE, *_OPPOSITE]]], ignore_index=True)
    codes = pd.DataFrame(
        {
            "figure": both.groupby(_FIGURE, sort=False).ngroup(),
            "stated": both.groupby(list(STATED), sort=False, dropna=False).ngroup(),
            "day": both["published"].astype("datetime64[s]"),
            "place": np.arange(len(both)),
        }
    )
    fates = _fates(codes[: len(held)], codes[len(held) :], pd.Timestamp(received).as_unit("s"))
    old = both[_OPPOSITE].add_prefix("old_").reindex(fates["against"])
    told = fates[["fate", "is_moved", "is_superseded"]].assign(published=fates["day"])
    parts = (rows.drop(columns="published"), told, old)
    return pd.concat([part.reset_index(drop=True) for part in parts], axis="columns")


def _fates(held: pd.DataFrame, rows: pd.DataFrame, received: pd.Timestamp) -> pd.DataFrame:
    """Fate, day and opposite vintage of each row; figures, statements and rows are numbers."""
    told = _judged(rows, held).assign(is_moved=False)
    entering = told.loc[told["fate"].isin(ENTERING), list(held.columns)]
    # What collides with a vintage of its own day gets one more chance: the day of receipt.
    late = told["fate"].eq("taken") & told["day"].lt(received)
    again = rows[late].assign(day=received)
    moved = _judged(again, pd.concat([held, entering])).assign(is_moved=True)
    settled = pd.concat([told[~late], moved]).sort_values("place")
    last = _latest(settled, held)
    outdated = last["day"].gt(settled["day"]) & last["stated"].ne(settled["stated"])
    is_held = settled["fate"].eq("unchanged") & settled["against"].isin(held["place"])
    return settled.assign(is_superseded=outdated & is_held)


def _judged(rows: pd.DataFrame, vintages: pd.DataFrame) -> pd.DataFrame:
    """The rows with fate and opposite vintage, each on its own day."""
    day = ["figure", "day"]
    first = rows.groupby(day, sort=False)[["stated", "place"]].transform("first")
    there = rows[day].merge(vintages, on=day, how="left", validate="many_to_one")
    there = there.set_index(rows.index)
    free = rows[first["place"].eq(rows["place"]) & there["place"].isna()]
    before = _before(rows, pd.concat([vintages, free]))
    last = _latest(rows, vintages)
    cases = (
        ("conflict", first["stated"].ne(rows["stated"]), first),
        ("unchanged", first["place"].ne(rows["place"]), first),
        ("unchanged", there["stated"].eq(rows["stated"]), there),
        ("taken", there["place"].notna(), there),
        ("unchanged", before["stated"].eq(rows["stated"]), before),
        ("earlier", last["day"].gt(rows["day"]), last),
        ("changed", before["place"].notna(), before),
    )
    names, tests, opposite = zip(*cases, strict=True)
    against = [other["place"].fillna(_NOBODY) for other in opposite]
    return rows.assign(
        fate=np.select(tests, names, "new"),
        against=np.select(tests, against, _NOBODY).astype("int64"),
    )


def _before(rows: pd.DataFrame, vintages: pd.DataFrame) -> pd.DataFrame:
    """The last vintage before the day of each row; missing for none."""
    found = pd.merge_asof(
        rows[["figure", "day"]].reset_index().sort_values("day", kind="stable"),
        vintages.sort_values("day", kind="stable"),
        on="day",
        by="figure",
        allow_exact_matches=False,
    )
    return found.set_index("index").reindex(rows.index)


def _latest(rows: pd.DataFrame, vintages: pd.DataFrame) -> pd.DataFrame:
    """The latest vintage of the figure of each row; missing for none."""
    latest = vintages.sort_values("day", kind="stable").drop_duplicates("figure", keep="last")
    return latest.set_index("figure").reindex(rows["figure"]).set_index(rows.index)
