"""Figures that a report computes beside those that were printed: sums over time and districts."""

from __future__ import annotations

from typing import Any

import pandas as pd

from chiso.catalog import Catalogue
from chiso.dataset.observations import COLUMNS, with_days
from chiso.periods import Grain
from chiso.report.area_sums import province_sums
from chiso.report.rollup import rolled_up
from chiso.report.running_totals import steps
from chiso.report.selection import FIGURE, PRINTED, with_values
from chiso.report.sums import latest_vintages, stacked

_ORIGIN: dict[str, Any] = {"file": "", "row": 0}
_BLANK: dict[str, Any] = {"qualifier": "=", "note": "", **_ORIGIN}
_MADE = [*COLUMNS, *_ORIGIN, "correction", *PRINTED]
_DATED = [*COLUMNS, "correction", "last_day"]


def derived_figures(published: pd.DataFrame, catalogue: Catalogue, grain: Grain) -> pd.DataFrame:
    """What printed figures give for periods of one grain, and for the province as a whole.

    Parameters
    ----------
    published
        Every row up to the closing date, all vintages and sources.
    catalogue
        Describes indicators, areas and sources.
    grain
        Kind of the report's period: months are added up to periods of this kind.

    Returns
    -------
    pandas.DataFrame
        Columns of ``published``; ``is_derived`` holds, ``derived_from`` says of what the figure is
        made, ``source`` is that of its parts and ``published`` the latest day of theirs.

    Notes
    -----
    Periods add up first, then districts: a district that lacks a month lacks the year.
    """
    printed = latest_vintages(published[_DATED])
    made = stacked(_tidy(find(printed, catalogue, grain)) for find in (rolled_up, steps))
    over_time = with_days(made, catalogue)
    sums = with_days(_tidy(province_sums(_known(printed, over_time), catalogue)), catalogue)
    return with_values(stacked([over_time, sums]), catalogue)[published.columns]


def _known(printed: pd.DataFrame, over_time: pd.DataFrame) -> pd.DataFrame:
    """What sources printed, and what their parts give where they did not print the whole."""
    keys = [*FIGURE, "source"]
    finest = over_time.sort_values("derived_rank", kind="stable").drop_duplicates(keys)
    same = printed.loc[printed["period"].isin(finest["period"]), keys]
    is_printed = pd.MultiIndex.from_frame(finest[keys]).isin(pd.MultiIndex.from_frame(same))
    return stacked([printed, finest.loc[~is_printed, _DATED]])


def _tidy(made: pd.DataFrame) -> pd.DataFrame:
    """Computed rows with all columns of an observation and of what is said of their making."""
    given = {name: value for name, value in PRINTED.items() if name not in made}
    return made.assign(**given, **_BLANK).assign(is_derived=True)[_MADE]
