"""Which published rows a report may use: nothing later than its last day, one row a figure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from chiso.catalog import Catalogue, PeriodKind
from chiso.metrics.intervals import as_interval
from chiso.periods import Calendar, Period

SERIES = ["indicator", "area", "tier", "scope", "definition"]
FIGURE = [*SERIES, "period"]
ONE = ["series", "period"]  # the same as FIGURE, for frames from ``with_values``
# A series whose figures may be set against one another: months of two calendars are other days,
# and districts alone are another whole than districts with departments.
COMPARABLE = [*SERIES, "calendar", "coverage"]
ONE_LINE = ["series", "calendar", "coverage"]
# What is said of a figure that the report computed (``derived``), as it is for a printed one.
PRINTED: dict[str, Any] = {
    "is_derived": False,
    "derived_rank": 0,
    "derived_from": "",
    "missing_areas": "",
    "is_joined": False,
    "coverage": "",
}
UNORDERED = ("rank", "milestone")  # never differenced as performance (METHODS 3.5)
_FLOWS = (str(PeriodKind.FLOW), str(PeriodKind.YTD))
_WHOLE = ("count", "rank", "milestone")
_HALF = 6  # months
_RANKED = ["derived_rank", "published", "is_counted", "value", "source"]
_IN_TIME = ["series", "last_day", "first_day", "is_derived"]
_YEARLY = (PeriodKind.YEAR_INDEX, PeriodKind.RANK)


def with_values(observations: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The observations with their exact value and the interval that the print allows.

    Adds ``exact`` (100 x numerator / denominator for counted shares, else the printed value;
    missing for a bound), ``lower``, ``upper``, ``lower_open``, ``upper_open``, ``is_bound``,
    ``is_counted``, ``subject`` (the indicator, or its predecessor) and ``kind``,
    ``direction`` and ``domain`` of the indicator; ``series``, one text for the columns of
    ``SERIES``; ``calendar`` by which the period's days run; and the columns of ``PRINTED`` where
    they are not given.
    """
    frame = observations.reset_index(drop=True)
    frame = frame.assign(**_facts(frame["indicator"], catalogue))
    is_bound = frame["qualifier"] != "="
    counted = frame["numerator"].notna() & frame["denominator"].gt(0) & ~is_bound
    recount = frame["kind"].eq("share") & counted
    exact = np.where(recount, 100 * frame["numerator"] / frame["denominator"], frame["value"])
    given = {name: value for name, value in PRINTED.items() if name not in frame}
    return frame.assign(
        **given,
        series=series_texts(frame),
        calendar=_calendars(frame),
        is_bound=is_bound,
        is_counted=counted,
        exact=pd.Series(exact, index=frame.index).where(~is_bound),
        **_ends(frame.assign(value=exact, decimals=frame["decimals"].mask(recount))),
    )


def _facts(names: pd.Series, catalogue: Catalogue) -> dict[str, Any]:
    """What the catalogue says of the indicator of each row."""
    places, words = pd.factorize(names)
    known = [catalogue.indicators[word] for word in words]
    texts = {
        "subject": [item.predecessor or item.id for item in known],
        "domain": [item.domain for item in known],
        "kind": [str(item.kind) for item in known],
        "direction": [str(item.direction) for item in known],
    }
    bounds = {
        "bound_low": [item.bounds[0] for item in known],
        "bound_high": [item.bounds[1] for item in known],
    }
    return {
        **{name: pd.array(cells, dtype="str")[places] for name, cells in texts.items()},
        **{name: np.array(cells, dtype=float)[places] for name, cells in bounds.items()},
    }


def series_texts(frame: pd.DataFrame) -> pd.Series:
    """One text a row that tells its series apart: grouping by it is five times as fast."""
    text = frame[SERIES[0]].astype("str")
    for name in SERIES[1:]:
        text = text + "|" + frame[name]
    return text


def _calendars(frame: pd.DataFrame) -> pd.Series:
    """Calendar of each period; days and spans of given days are the same under both."""
    runs = frame["first_day"].dt.day.eq(15) & frame["last_day"].dt.day.eq(14)
    names = np.where(runs, str(Calendar.ADM15), str(Calendar.CAL))
    return pd.Series(names, index=frame.index, dtype="str")


def _ends(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Ends of the figures; what was counted, or printed as a whole count, is not rounded."""
    is_count = frame["kind"].isin(_WHOLE) & frame["decimals"].eq(0)
    printed = frame.assign(decimals=frame["decimals"].mask(is_count))
    bounds = frame["bound_low"].to_numpy(), frame["bound_high"].to_numpy()
    ends = as_interval(printed, bounds=bounds).set_index(frame.index)
    return {name: ends[name] for name in ("lower", "upper", "lower_open", "upper_open")}


def leading_rows(observations: pd.DataFrame) -> pd.DataFrame:
    """One row for each figure: the one that the report uses among vintages and sources.

    A final or provisional row beats one that was only estimated or implied; then a printed one
    those that the report computed, which lead in the order of ``derived_rank``; then the latest
    publication; then a counted one; then the lower value; then the source's id, so that the order
    of files decides nothing.
    """
    repeated = observations.duplicated(ONE, keep=False)
    rivals = observations.loc[repeated, [*ONE, "status", *_RANKED]]
    ranked = rivals.assign(is_estimate=rivals["status"].eq("estimated")).sort_values(
        ["is_estimate", *_RANKED],
        ascending=[True, True, False, False, True, True],
        kind="stable",
    )
    behind = ranked.index[ranked.duplicated(ONE)]
    return observations.drop(behind)


def is_current(frame: pd.DataFrame, period: Period) -> pd.Series:
    """Which rows speak of the report's period.

    A figure is current when its own period ends within the report's period; a yearly index or
    rank also when it is of the year before, since it appears months after its year.
    """
    first = pd.Timestamp(period.first_day())
    yearly = frame["period_kind"].isin([str(kind) for kind in _YEARLY])
    since = pd.Series(first, index=frame.index).where(~yearly, first - pd.DateOffset(years=1))
    return frame["last_day"] >= since


def latest_of_series(frame: pd.DataFrame, period: Period | None = None) -> pd.DataFrame:
    """The last row of each series (indicator, area, tier, scope, definition).

    What happened in the whole of ``period`` stands before what happened in a part of it; of rows
    that end on one day the printed one, then the shorter one is the last.
    """
    whole = [code for code in frame["period"].unique() if Period.parse(code) == period]
    is_whole = frame["period"].isin(whole)
    ranked = frame[_IN_TIME].assign(
        _flow=is_whole & frame["period_kind"].isin(_FLOWS),
        _whole=is_whole,
        _printed=~frame["is_derived"],
    )
    order = ["_flow", "last_day", "_whole", "_printed", "first_day"]
    last = ranked.sort_values(order, kind="stable").drop_duplicates("series", keep="last")
    return frame.loc[last.index.sort_values()]


def flowing_counts(frame: pd.DataFrame) -> pd.Series:
    """Which rows count what happened during their period, so that seasons matter."""
    return frame["kind"].eq("count") & frame["period_kind"].isin(_FLOWS)


def stages(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """``length`` of each period in months, and the ``stage`` of the year at which seasons compare.

    What was counted within a period has seasons, a running total has a stage, and a half is set
    against the same half: the stage is the month in which they begin. For all others it is 0.
    """
    length = ((frame["last_day"] - frame["first_day"]).dt.days / 29).round()
    flows = frame["period_kind"].isin(_FLOWS) & length.eq(_HALF)
    seasonal = flowing_counts(frame) | frame["period_kind"].eq(str(PeriodKind.YTD)) | flows
    return {"length": length, "stage": frame["first_day"].dt.month.where(seasonal, 0)}
