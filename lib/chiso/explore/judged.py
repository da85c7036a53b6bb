"""Figures of any unit against the targets that hold for it."""

from __future__ import annotations

import pandas as pd

from chiso.metrics.shares import wilson_interval
from chiso.report import Report
from chiso.report.assessment import judge
from chiso.report.goals import KEY

_COUNTS = ["numerator", "denominator"]


def goals_for(report: Report, rows: pd.DataFrame) -> pd.DataFrame:
    """Targets for the units of some rows.

    A unit's own target leads; else the province's on a level, of the same tier and definition,
    which its districts are held to as well (``panel_rows.with_goals``).

    Parameters
    ----------
    report
        With the targets set by its closing date.
    rows
        With ``area``.
    """
    goals = report.targets
    areas = pd.unique(rows["area"])
    own = goals[goals["area"].isin(areas)]
    common = goals[goals["area"].eq(report.province) & goals["kind"].eq("level")]
    others = [code for code in areas if code != report.province]
    inherited = pd.concat([common.iloc[:0], *(common.assign(area=code) for code in others)])
    has_own = pd.MultiIndex.from_frame(inherited[KEY]).isin(pd.MultiIndex.from_frame(own[KEY]))
    return pd.concat([own, inherited[~has_own]], ignore_index=True)


def judged(report: Report, rows: pd.DataFrame, *, every: bool = False) -> pd.DataFrame:
    """The rows with target, verdict and gap (``assessment.judge``).

    Parameters
    ----------
    report
        With the targets set by its closing date.
    rows
        Leading figures, one a series.
    every
        Whether each of several targets has a row of its own; else only the leading one.
    """
    goals = goals_for(report, rows)
    if not every:
        goals = goals[goals["is_leading"] & goals["is_in_force"]].drop_duplicates(KEY)
    told = judge(rows, goals)
    return told[told["period"].notna()].reset_index(drop=True)


def unjudged(rows: pd.DataFrame) -> pd.DataFrame:
    """Judged rows as if there were no targets."""
    return rows.assign(
        target=float("nan"),
        operator=None,
        due_period=None,
        verdict="no_target",
        gap=float("nan"),
        gap_low=float("nan"),
        gap_high=float("nan"),
        is_borderline=False,
    ).drop_duplicates([*KEY, "scope", "period"], ignore_index=True)


def figure_values(rows: pd.DataFrame) -> pd.Series:
    """The value that is shown of each row: exact, or the printed one of a bound."""
    return rows["exact"].where(~rows["is_bound"].eq(True), rows["value"])


def limits_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Wilson limits of counted shares, the ends of bounds, nothing for other figures."""
    counted = rows["is_counted"] & rows["kind"].eq("share") & (rows[_COUNTS] % 1 == 0).all(axis=1)
    ends = rows[["lower", "upper"]].where(rows["is_bound"])
    if counted.any():
        ends.loc[counted] = wilson_interval(rows[counted])[["lower", "upper"]].to_numpy()
    return ends
