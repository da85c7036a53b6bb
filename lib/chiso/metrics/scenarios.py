"""What the whole would gain if weaker areas reached the median, best quarter or target."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from chiso.metrics.areas import share_pct
from chiso.metrics.columns import (
    TIE,
    directions,
    group_codes,
    numbers,
    require_choice,
    require_one_meaning,
    signs,
)
from chiso.metrics.results import (
    Floats,
    Reason,
    join_flags,
    require_counts,
    require_unique,
    result_frame,
)

SCENARIOS = ("median", "best_quarter", "target")
_BEST_QUARTER = 0.75


def what_if(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    areas: Collection[str] | None = None,
    scenarios: Sequence[str] = SCENARIOS,
) -> pd.DataFrame:
    """Share of the whole if the named areas came up to a level, their cases staying the same.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per ``area`` within ``keys``: counts ``numerator`` and ``denominator``; ``target``
        (percent) for the scenario of that name. Optional ``direction``.
    keys : sequence of str
        Columns of one whole, such as indicator, tier and period.
    areas : collection of str, optional
        Areas that are lifted; all by default. An area that is already better stays as it is.
    scenarios : sequence of str
        Any of ``median`` and ``best_quarter`` (of the shares of all areas with cases) and
        ``target``.

    Returns
    -------
    pandas.DataFrame
        One row per group and ``scenario``: keys, the result columns (percent of the whole then),
        ``level`` (percent), ``value_now``, ``gain`` (percentage points, positive is better),
        ``areas_lifted`` and ``extra_units`` (cases that would have to turn).

    Raises
    ------
    MetricError
        For impossible counts, a repeated area, an unknown scenario or mixed definitions.

    Notes
    -----
    100 * sum of max(x, level n / 100) / sum of n over all areas, for rising indicators. See
    docs/methods.md, what_if.

    Examples
    --------
    >>> areas = pd.DataFrame({"area": ["a", "b", "c"], "numerator": [90, 70, 20]})
    >>> then = what_if(areas.assign(denominator=100), scenarios=["median"])
    >>> then[["value", "extra_units"]].round(9).iloc[0].to_list()
    [76.666666667, 50.0]
    """
    for scenario in scenarios:
        require_choice("scenario", scenario, SCENARIOS)
    require_unique(frame, [*keys, "area"], "what_if")
    codes = group_codes(frame, keys)
    require_one_meaning(frame, codes, "what_if")
    x, n = require_counts(frame, "numerator", "denominator")
    named = np.ones(len(frame), dtype=bool) if areas is None else frame["area"].isin(set(areas))
    base = pd.DataFrame(
        {
            "code": codes,
            "x": x,
            "n": n,
            "share": share_pct(x, n),
            "sign": signs(directions(frame)),
            "target": numbers(frame, "target"),
            "named": np.asarray(named),
        }
    )
    heads = frame[list(keys)].iloc[np.unique(codes, return_index=True)[1]]
    return pd.concat([_lifted(base, heads, name) for name in scenarios], ignore_index=True)


def _level(base: pd.DataFrame, scenario: str) -> Floats:
    """Level of each row's group in percent; the best quarter follows the direction."""
    if scenario == "target":
        return base["target"].to_numpy(dtype=float)
    shares = base["share"].groupby(base["code"])
    if scenario == "median":
        return shares.transform("median").to_numpy(dtype=float)
    high = shares.transform("quantile", _BEST_QUARTER).to_numpy(dtype=float)
    low = shares.transform("quantile", 1 - _BEST_QUARTER).to_numpy(dtype=float)
    return np.where(base["sign"] > 0, high, low)


def _lifted(base: pd.DataFrame, heads: pd.DataFrame, scenario: str) -> pd.DataFrame:
    """One result row a group for one scenario."""
    level = _level(base, scenario)
    sign, share = base["sign"].to_numpy(), base["share"].to_numpy()
    usable = base["n"].notna().to_numpy() & base["x"].notna().to_numpy()
    lift = base["named"].to_numpy() & usable & (sign * (level - share) > TIE)
    turned = np.where(lift, sign * (level * base["n"] / 100 - base["x"]), 0.0)
    rows = base.assign(
        level=level,
        x=np.where(usable, base["x"], 0.0),
        n=np.where(usable, base["n"], 0.0),
        then=np.where(usable, base["x"] + sign * turned, 0.0),
        turned=turned,
        lift=lift,
        absent=~usable,
    )
    whole = rows.groupby("code").agg(
        x=("x", "sum"),
        n=("n", "sum"),
        then=("then", "sum"),
        extra=("turned", "sum"),
        lifted=("lift", "sum"),
        absent=("absent", "sum"),
        level=("level", "first"),
        sign=("sign", "first"),
    )
    cases = whole["n"].to_numpy(dtype=float)
    now = share_pct(whole["x"].to_numpy(dtype=float), cases)
    then = share_pct(whole["then"].to_numpy(dtype=float), cases)
    missing = np.select(
        [(whole["sign"] == 0).to_numpy(), cases == 0, whole["level"].isna().to_numpy()],
        [Reason.NOT_APPLICABLE, Reason.NO_CASES, Reason.NO_TARGET],
        default="",
    )
    then = np.where(missing == "", then, np.nan)
    return result_frame(
        heads.assign(scenario=scenario),
        value=then,
        lower=then,
        upper=then,
        status=np.select([missing != "", whole["lifted"] > 0], ["withheld", "gains"], "unchanged"),
        reason=missing,
        method=scenario,
        n_used=cases,
        flags=join_flags(len(heads), areas_missing=whole["absent"] > 0),
        level=whole["level"],
        value_now=now,
        gain=whole["sign"].to_numpy() * (then - now),
        areas_lifted=whole["lifted"],
        extra_units=np.where(missing == "", whole["extra"], np.nan),
    )
