"""One frame that says for each figure of the period what it is, what it should be, and how sure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from chiso.catalog import PeriodKind
from chiso.metrics.evidence import Evidence, evidence_grade
from chiso.metrics.targets import target_gap
from chiso.report.goals import KEY
from chiso.report.selection import ONE_LINE, stages

VERDICTS = ("met", "not_met", "undetermined", "no_target", "no_data")
COUNTED, EXACT = str(Evidence.COUNTED), str(Evidence.EXACT)
_LEVELS = ("level", "rank")
_GRADED = [
    "indicator", "area", "tier", "scope", "definition", "period", "time", "first_day", "value",
    "qualifier", "numerator", "denominator", "is_derived",
]  # fmt: skip
_YES_NO = [
    "is_bound", "is_counted", "is_leading", "is_in_force", "is_revised", "is_disputed",
    "is_redefined", "is_rebased", "previous_is_bound", "is_derived", "is_joined",
]  # fmt: skip


def judge(latest: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Each figure against each target that was set for it.

    Parameters
    ----------
    latest
        Current figures, one row a series (``selection.latest_of_series``).
    targets
        From ``goals.targets_on``.

    Returns
    -------
    pandas.DataFrame
        One row for each pair of series and target on level or rank, for each series without a
        target (verdict ``no_target``), and for each target without a current figure of its
        definition (``no_data``). Columns of both and ``verdict``, ``gap`` (positive: still to
        go; missing for a bound), ``gap_low``, ``gap_high``, ``is_borderline``.
    """
    levels = targets[targets["kind"].isin(_LEVELS)]
    pairs = latest.merge(
        levels, on=KEY, how="outer", suffixes=("", "_target"), validate="many_to_many"
    )
    pairs["scope"] = pairs["scope"].fillna("all")
    yes_no = [name for name in _YES_NO if name in pairs]
    pairs[yes_no] = pairs[yes_no].eq(True)
    pairs["is_past"] = pairs["target"].notna() & ~pairs["is_in_force"]
    gaps = target_gap(
        pairs.assign(
            value=pairs["exact"],
            # A target without a figure has an operator of its own; no direction may contradict it.
            direction=pairs["direction"].fillna("neutral"),
        )
    )
    state = gaps["status"].to_numpy(dtype=object)
    pairs["verdict"] = np.select(
        # An impossible print such as "over 100%" has no interval and decides nothing.
        [pairs["period"].isna(), pairs["target"].isna(), ~np.isin(state, VERDICTS)],
        ["no_data", "no_target", "undetermined"],
        default=state,
    )
    pairs["gap"] = gaps["value"].to_numpy()
    pairs["gap_low"], pairs["gap_high"] = gaps["lower"].to_numpy(), gaps["upper"].to_numpy()
    pairs["is_borderline"] = (
        gaps["flags"].str.contains("interval_straddles_target").to_numpy(dtype=bool)
        & pairs["verdict"].isin(["met", "not_met"]).to_numpy()
    )
    return pairs


def with_evidence(figures: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """The figures with their evidence grade (``evidence``) and all grades that apply.

    Definitions are series of their own here: a target of another definition is not repeated, and
    a figure of another definition is not carried forward. Counts prove that a figure was not
    copied, so a counted figure never carries ``equals_target``. What the report added up was not
    copied either, and no figure repeats a sum.
    """
    added = figures["is_derived"] & figures["period_kind"].eq(str(PeriodKind.FLOW))
    own = figures.loc[~added, _GRADED]
    own = own.assign(indicator=own["indicator"] + " " + own["definition"])
    goals = targets.assign(
        indicator=targets["indicator"] + " " + targets["definition"],
        value=targets["target"],
        adopted_time=_years(targets["adopted"]),
    )
    printed = own[~own["is_derived"]].sort_values("first_day")
    before = printed.drop_duplicates(["indicator", "area", "tier", "scope", "time"])
    graded = evidence_grade(own, goals, before).set_index(own.index)
    flags = graded["flags"].map({text: _uncopied(text) for text in graded["flags"].unique()})
    counted = pd.Series(np.where(figures["is_counted"], COUNTED, EXACT), index=figures.index)
    return figures.assign(
        evidence=graded["status"].reindex(figures.index).where(~added, counted),
        evidence_flags=flags.reindex(figures.index).where(~added, counted).astype("str"),
    )


def with_change(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures with the one before in the same series and of the same length of period.

    Adds ``previous_period``, ``previous`` (exact value, missing for a bound), ``previous_day``
    (its last day), ``previous_is_bound`` and ``change`` (this minus previous; missing where either
    is a bound, since two bounds do not order). The figure before may lie further back than one
    period; it has the same calendar and coverage.
    """
    cells = figures[[*ONE_LINE, "period", "exact", "last_day", "is_bound"]]
    ordered = cells.assign(**stages(figures)).sort_values("last_day", kind="stable")
    before = ordered.groupby([*ONE_LINE, "length", "stage"], sort=False)
    told = figures.assign(
        previous_period=before["period"].shift(),
        previous=before["exact"].shift(),
        previous_day=before["last_day"].shift(),
        previous_is_bound=before["is_bound"].shift().eq(True),
    )
    return told.assign(change=told["exact"] - told["previous"]).sort_index()


def _uncopied(flags: str) -> str:
    """The flags of a grade; a counted figure does not repeat a target."""
    return flags.replace(";equals_target", "") if COUNTED in flags else flags


def _years(days: pd.Series) -> pd.Series:
    day = pd.DatetimeIndex(days)
    return pd.Series(day.year + day.day_of_year / 366, index=days.index)
