"""Which targets hold on a day, and which of several leads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from chiso.catalog import Catalogue, Target
from chiso.periods import Calendar

KEY = ["indicator", "area", "tier", "definition"]


def targets_on(catalogue: Catalogue, day: date) -> pd.DataFrame:
    """The targets that were set by a day, one row each.

    Parameters
    ----------
    catalogue
        With targets and their acts.
    day
        Last day of the report's period.

    Returns
    -------
    pandas.DataFrame
        ``indicator, area, tier, definition, operator, target, due_date, due_period, kind,
        level, act, adopted`` and ``is_in_force`` (due on or after the day), ``is_leading``. A due
        year closes as the data set's periods do, so that its last report judges its target.
        Targets adopted after the day are left out.

    Notes
    -----
    For each indicator, area, tier and definition the leading target is the strictest of those
    with the nearest due date still ahead; when all are past due, of those due last.
    """
    calendar = catalogue.settings.calendar
    rows = [_row(target, calendar) for target in catalogue.targets if target.act.adopted <= day]
    frame = pd.DataFrame(rows, columns=list(_row_names())).astype({"target": float})
    frame["is_in_force"] = frame["due_date"] >= pd.Timestamp(day)
    frame["is_leading"] = frame.index.isin(_leading(frame))
    return frame


def _row_names() -> Iterable[str]:
    return (
        *KEY, "operator", "target", "due_date", "due_period", "kind", "level", "act", "adopted",
    )  # fmt: skip


def _row(target: Target, calendar: Calendar) -> dict[str, object]:
    return {
        "indicator": target.indicator,
        "area": target.area,
        "tier": str(target.tier),
        "definition": target.definition,
        "operator": target.operator,
        "target": target.value,
        "due_date": pd.Timestamp(target.due.last_day(calendar)),
        "due_period": target.due.code,
        "kind": str(target.kind),
        "level": target.level,
        "act": target.act.id,
        "adopted": pd.Timestamp(target.act.adopted),
    }


def _leading(frame: pd.DataFrame) -> pd.Index:
    """Index of the leading target of each key, level targets before others."""
    strict = frame["target"].where(frame["operator"].isin([">", ">="]), -frame["target"])
    distance = frame["due_date"].astype("int64") * frame["is_in_force"].map({True: 1, False: -1})
    ordered = frame.assign(
        _late=~frame["is_in_force"],
        _distance=distance,
        _strict=-strict,
        _loose=~frame["operator"].isin([">", "<"]),
    ).sort_values([*KEY, "kind", "_late", "_distance", "_strict", "_loose", "level"], kind="stable")
    return ordered.drop_duplicates([*KEY, "kind"]).index
