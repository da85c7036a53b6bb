"""How much a printed figure is worth as evidence: the evidence grade."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import pandas as pd

from chiso.metrics.panel import series_codes
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    join_flags,
    require_columns,
    require_unique,
    result_frame,
)

SERIES = ("indicator", "area", "tier", "scope")
FULL_SHARE = 100.0
_EVERY_TIER = "all"
_OWN_SIDE = {">": (">", ">="), ">=": (">", ">="), "<": ("<", "<="), "<=": ("<", "<=")}


class Evidence(StrEnum):
    """Grades of evidence; ``Evidence.COUNTED > Evidence.EXACT > ... > Evidence.UNCHANGED``."""

    UNCHANGED = "unchanged"
    EQUALS_TARGET = "equals_target"
    BOUND = "bound"
    EXACT = "exact"
    COUNTED = "counted"

    @property
    def rank(self) -> int:
        """1 for the weakest grade to 5 for the strongest."""
        return list(Evidence).index(self) + 1

    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, Evidence) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.rank <= other.rank if isinstance(other, Evidence) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.rank > other.rank if isinstance(other, Evidence) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.rank >= other.rank if isinstance(other, Evidence) else NotImplemented


def evidence_grade(
    observations: pd.DataFrame, targets: pd.DataFrame, previous: pd.DataFrame
) -> pd.DataFrame:
    """How much each printed figure is worth as evidence.

    Parameters
    ----------
    observations : pandas.DataFrame
        ``indicator``, ``area``, ``tier``, ``scope``, ``period``, ``time`` (years), ``value``,
        ``qualifier``, ``numerator``, ``denominator``, ``definition``.
    targets : pandas.DataFrame
        ``indicator``, ``tier`` (``all`` for every tier), ``value``, ``operator`` and
        ``adopted_time`` (years); a target counts from the day it was adopted.
    previous : pandas.DataFrame
        Earlier observations, same columns; the latest one before each observation is used.

    Returns
    -------
    pandas.DataFrame
        Keys and ``period``; ``status`` is the grade (:class:`Evidence`), ``value`` its rank (5
        ``counted``, 4 ``exact``, 3 ``bound``, 2 ``equals_target``, 1 ``unchanged``). Flags: every
        grade that applies, ``at_bound`` when an unchanged figure has reached 100, ``approximate``
        for a figure printed as "about". Reason ``insufficient_data`` without a value.

    Raises
    ------
    MetricError
        If columns are missing or an earlier observation is repeated.

    Notes
    -----
    The weakest grade that applies decides. Counts prove that a figure was not copied: a counted
    figure is not lowered for equalling a target, and only repeated counts make it ``unchanged``.
    See docs/methods.md.

    Examples
    --------
    >>> row = {"indicator": "work_files", "area": "17", "tier": "district", "scope": "state",
    ...        "period": "2023", "time": 2024.0, "value": 90.0, "qualifier": ">",
    ...        "numerator": None, "denominator": None, "definition": "a"}
    >>> goal = {"indicator": "work_files", "tier": "district", "value": 90.0, "operator": ">=",
    ...         "adopted_time": 2022.0}
    >>> graded = evidence_grade(pd.DataFrame([row]), pd.DataFrame([goal]), pd.DataFrame([row]))
    >>> graded[["status", "flags"]].to_dict("records")
    [{'status': 'equals_target', 'flags': 'bound;equals_target'}]
    """
    columns = [*SERIES, "period", "time", "value", "qualifier", "numerator", "denominator"]
    require_columns(observations, [*columns, "definition"], "observations")
    require_columns(previous, [*columns, "definition"], "previous observations")
    require_columns(targets, ["indicator", "tier", "value", "operator", "adopted_time"], "targets")
    require_unique(previous, [*SERIES, "time"], "previous observations")
    value = observations["value"].to_numpy(dtype=float, na_value=np.nan)
    held = ~np.isnan(value)
    qualifier = observations["qualifier"].fillna("=").replace("", "=").to_numpy(dtype=object)
    counted = held & _counted(observations)
    bound = held & np.isin(qualifier, (">", ">=", "<", "<="))
    equal = held & _equals_target(observations, qualifier, targets)
    repeated, recounted = _repeats(observations, qualifier, previous)
    repeated &= held
    applies = {
        Evidence.UNCHANGED: repeated & ~(counted & recounted),
        Evidence.EQUALS_TARGET: equal & ~counted,
        Evidence.BOUND: bound & ~counted,
        Evidence.EXACT: held & ~bound & ~counted,
        Evidence.COUNTED: counted,
    }
    grades = list(applies)
    rank = np.select(list(applies.values()), [grade.rank for grade in grades], 0)
    flags = {grade.value: rows for grade, rows in applies.items()}
    flags[Evidence.EQUALS_TARGET.value] = equal
    return result_frame(
        observations[[*SERIES, "period"]],
        value=np.where(held, rank, np.nan),
        status=np.select(list(applies.values()), [grade.value for grade in grades], ""),
        reason=np.where(held, "", Reason.INSUFFICIENT_DATA.value),
        method="weakest_grade",
        n_used=held,
        flags=join_flags(
            len(value),
            approximate=held & (qualifier == "~"),
            at_bound=applies[Evidence.UNCHANGED] & (value >= FULL_SHARE),
            **flags,
        ),
    )


def _counted(frame: pd.DataFrame) -> Bools:
    both = frame["numerator"].notna() & frame["denominator"].notna()
    return both.to_numpy(dtype=bool)


def _equals_target(observations: pd.DataFrame, qualifier: Floats, targets: pd.DataFrame) -> Bools:
    """Whether a target in force has the same number and the figure's qualifier fits it."""
    rows = observations[["indicator", "tier", "time", "value"]].assign(
        row=np.arange(len(observations)), qualifier=qualifier
    )
    named = targets[["indicator", "tier", "value", "operator", "adopted_time"]]
    pairs = rows.merge(named, on="indicator", suffixes=("", "_target"), validate="many_to_many")
    in_force = pairs["adopted_time"] <= pairs["time"]
    of_tier = (pairs["tier_target"] == pairs["tier"]) | (pairs["tier_target"] == _EVERY_TIER)
    same = np.isclose(pairs["value"].astype(float), pairs["value_target"].astype(float))
    fits = pairs["qualifier"].isin(["=", "~"])
    for operator, sides in _OWN_SIDE.items():
        fits |= (pairs["operator"] == operator) & pairs["qualifier"].isin(sides)
    found = np.zeros(len(observations), dtype=bool)
    found[pairs.loc[in_force & of_tier & same & fits, "row"].to_numpy(dtype=np.intp)] = True
    return found


def _repeats(
    observations: pd.DataFrame, qualifier: Floats, previous: pd.DataFrame
) -> tuple[Bools, Bools]:
    """Rows printed as in the period before under one definition, and rows with other counts."""
    both = pd.concat([observations[list(SERIES)], previous[list(SERIES)]], ignore_index=True)
    code, _ = series_codes(both, SERIES)
    cells = ["time", "value", "qualifier", "numerator", "denominator", "definition"]
    now = (
        observations[cells]
        .astype({"time": float})
        .assign(
            definition=observations["definition"].fillna(""),
            series=code[: len(observations)],
            qualifier=qualifier,
            row=np.arange(len(observations)),
        )
    )
    then = (
        previous[cells]
        .astype({"time": float})
        .assign(
            definition=previous["definition"].fillna(""),
            series=code[len(observations) :],
            qualifier=previous["qualifier"].fillna("=").replace("", "="),
        )
    )
    joined = pd.merge_asof(
        now.sort_values("time"),
        then.sort_values("time"),
        on="time",
        by="series",
        suffixes=("", "_before"),
        allow_exact_matches=False,
    ).sort_values("row")
    same = {
        name: (joined[name] == joined[f"{name}_before"]).to_numpy(dtype=bool) for name in cells[1:]
    }
    repeated = same["value"] & same["qualifier"] & same["definition"]
    recounted = ~(same["numerator"] & same["denominator"])
    return repeated, recounted
