"""From a gap to the work it means: how many more cases, and how many a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.metrics.columns import (
    Integers,
    group_codes,
    numbers,
    require_setting,
)
from chiso.metrics.goals import Goals, read_goals
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Rule,
    Texts,
    join_flags,
    reject_rows,
    require_columns,
    require_counts,
    require_unique,
    result_frame,
)
from chiso.words import Words

FIXED, GROWING = "fixed_denominator", "new_cases_all_successful"
_DECIMALS = 6  # a target is read to this many decimals of a percent
_FULL = 100 * 10**_DECIMALS
_MOST_CASES = 10**10  # keeps case count times target below the 9.2e18 of int64
_COMMON = ("target", "operator", "direction", "definition", "target_definition", "time", "due_time")
_WHOLE_COUNTS = Rule(
    "units_to_target",
    "whole_counts",
    Words(vi="số đếm nguyên, không quá 10 tỷ", en="whole counts, at most 10 billion"),
)


def units_to_target(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    total: str | None = None,
    periods_per_year: float = 4.0,
) -> pd.DataFrame:
    """Least number of cases each area still needs to reach its target, by two routes.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per ``area`` within ``keys``: whole counts ``numerator`` and ``denominator``,
        ``target`` (percent). Optional ``operator``, ``direction``, and ``time`` and
        ``due_time`` (float years).
    keys : sequence of str
        Columns of one whole, such as indicator, tier and period.
    total : str, optional
        Area code for an added row with the sum of all areas of a group, such as the province.
    periods_per_year : float, default 4
        Reporting periods a year, to spread the cases over the periods that remain.

    Returns
    -------
    pandas.DataFrame
        Two rows an area: keys, ``area``, ``route``, the result columns, ``numerator_then``,
        ``denominator_then``, ``due_time``, ``periods_left`` and ``units_per_period``.
        ``fixed_denominator``: cases among the present ones that must turn into successes (or
        cease, where less is better). ``new_cases_all_successful``: further cases, all of them
        successes (or none of them unwanted). ``value`` is a whole number, 0 when met;
        ``status`` is ``met``, ``needed``, ``unreachable`` or ``withheld``.

    Raises
    ------
    MetricError
        For impossible or broken counts, a repeated area, or an operator against the direction.

    Notes
    -----
    Integer arithmetic: with the target T in millionths of a percent and D = 10^8, the fixed route
    is ceil(T n / D) - x, the growing one ceil((T n - D x) / (D - T)). A strict operator takes the
    next whole number above. See docs/methods.md, units_to_target.

    Examples
    --------
    >>> row = pd.DataFrame({"area": ["17"], "numerator": [1310], "denominator": [1860]})
    >>> units_to_target(row.assign(target=80))["value"].tolist()
    [178.0, 890.0]
    """
    holds = periods_per_year > 0
    positive = Words(vi="lớn hơn 0", en="above 0")
    require_setting("periods_per_year", periods_per_year, holds=holds, allowed=positive)
    require_unique(frame, [*keys, "area"], "units_to_target")
    require_columns(frame, ("numerator", "denominator", "target"), "units_to_target")
    cases = _Cases.of(frame if total is None else _with_total(frame, keys, total))
    routes = [_route(cases, keys, name, periods_per_year) for name in (FIXED, GROWING)]
    return pd.concat(routes, ignore_index=True)


@dataclass(frozen=True)
class _Cases:
    """Whole counts and targets, turned so that a success is always wanted.

    Where less is better, ``rising`` is False and the cases that are not wanted are counted.
    """

    frame: pd.DataFrame
    x: Integers
    n: Integers
    target: Integers
    strict: Bools
    rising: Bools
    reason: Texts

    @classmethod
    def of(cls, frame: pd.DataFrame) -> _Cases:
        goals = read_goals(frame)
        x, n = require_counts(frame, "numerator", "denominator")
        broken = (x % 1 > 0) | (n % 1 > 0) | (n > _MOST_CASES)
        reject_rows(frame, broken, ["numerator", "denominator"], _WHOLE_COUNTS)
        reason = _why_no_units(x, n, goals)
        usable = reason == ""
        scaled = np.round(np.where(usable, goals.target, 0.0) * 10**_DECIMALS)
        return cls(
            frame=frame,
            x=np.where(usable, x, 0.0).astype(np.int64),
            n=np.where(usable, n, 0.0).astype(np.int64),
            target=scaled.astype(np.int64),
            strict=np.isin(goals.operator, (">", "<")),
            rising=goals.sign > 0,
            reason=reason,
        )


def _why_no_units(x: Floats, n: Floats, goals: Goals) -> Texts:
    rules = [
        (goals.mismatched, Reason.DEFINITION_CHANGED),
        (np.isnan(goals.target), Reason.NO_TARGET),
        (np.isnan(n), Reason.NO_DENOMINATOR),
        (np.isnan(x), Reason.INSUFFICIENT_DATA),
        (n == 0, Reason.NO_CASES),
        ((goals.target < 0) | (goals.target > 100), Reason.OUT_OF_BOUNDS),
        (goals.sign == 0, Reason.NOT_APPLICABLE),
    ]
    holds, names = zip(*rules, strict=True)
    return np.asarray(np.select(list(holds), list(names), default=""), dtype=object)


def _with_total(frame: pd.DataFrame, keys: Sequence[str], total: str) -> pd.DataFrame:
    """The frame with a row for the sum of each group; a sum with a missing part is missing."""
    codes = group_codes(frame, keys)
    heads = np.unique(codes, return_index=True)[1]
    common = [name for name in _COMMON if name in frame.columns]
    added = frame.iloc[heads][[*keys, *common]].assign(area=total)
    for name in ("numerator", "denominator"):
        added[name] = np.bincount(codes, frame[name].to_numpy(dtype=float, na_value=np.nan))
    for name in common:
        kinds = frame.groupby(codes)[name].nunique(dropna=False).to_numpy()
        added[name] = added[name].where(kinds == 1)
    return pd.concat([frame, added], ignore_index=True)


def _least(top: Integers, bottom: Integers, strict: Bools) -> Integers:
    """Least whole k with k * bottom >= top, or > top where ``strict``; ``bottom`` above 0."""
    return np.asarray(np.where(strict, top // bottom + 1, -(-top // bottom)), dtype=np.int64)


def _fixed(cases: _Cases) -> tuple[Integers, Bools]:
    """Cases that must turn at the present number of cases, and where that can be done."""
    wanted = cases.target * cases.n
    whole = np.full(len(cases.x), _FULL)
    up = _least(wanted, whole, cases.strict) - cases.x
    down = cases.x + _least(-wanted, whole, cases.strict)
    units = np.maximum(np.where(cases.rising, up, down), 0)
    return units, units <= np.where(cases.rising, cases.n - cases.x, cases.x)


def _growing(cases: _Cases) -> tuple[Integers, Bools]:
    """Further cases that must all go well, and where any number of them would do."""
    short = cases.target * cases.n - _FULL * cases.x
    top = np.where(cases.rising, short, -short)
    gain = np.where(cases.rising, _FULL - cases.target, cases.target)
    units = np.maximum(_least(top, np.maximum(gain, 1), cases.strict), 0)
    met = np.where(cases.strict, top < 0, top <= 0)
    return np.where(met, 0, units), (gain > 0) | met


def _route(cases: _Cases, keys: Sequence[str], route: str, periods_per_year: float) -> pd.DataFrame:
    """Result rows of one route."""
    frame, usable = cases.frame, cases.reason == ""
    whole, can = _fixed(cases) if route == FIXED else _growing(cases)
    shown = usable & can
    units = np.where(shown, whole, np.nan)
    turned = np.where(cases.rising, units, -units if route == FIXED else 0.0 * units)
    time, due = numbers(frame, "time"), numbers(frame, "due_time")
    left = np.where(due > time, np.maximum(np.round((due - time) * periods_per_year), 1.0), 0.0)
    left = np.where(np.isnan(due) | np.isnan(time), np.nan, left)
    each = np.full(len(frame), np.nan)
    np.divide(units, left, out=each, where=left > 0)
    return result_frame(
        frame[[*keys, "area"]].assign(route=route),
        value=units,
        lower=units,
        upper=units,
        status=np.select(
            [~usable, ~shown, units == 0], ["withheld", "unreachable", "met"], default="needed"
        ),
        reason=np.where(usable & ~can, Reason.OUT_OF_BOUNDS.value, cases.reason),
        method=route,
        n_used=np.where(usable, cases.n, np.nan),
        flags=join_flags(len(frame), due_date_missing=np.isnan(due), due_date_passed=left == 0),
        numerator_then=cases.x + turned,
        denominator_then=cases.n + (units if route == GROWING else 0.0 * units),
        due_time=due,
        periods_left=left,
        units_per_period=np.ceil(each),
    )
