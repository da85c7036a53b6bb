"""Whether areas draw together: sigma and beta convergence, with their warnings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.stats import linregress
from scipy.stats import t as student

from chiso.metrics.columns import (
    TIE,
    Integers,
    group_codes,
    numbers,
    require_choice,
    require_one_meaning,
    require_setting,
    same_size_blocks,
)
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Rule,
    join_flags,
    reject_rows,
    require_columns,
    result_frame,
)
from chiso.words import Words

ChangeScale = Literal["logit", "log", "points"]
_FEW_AREAS = 20  # a slope over fewer areas describes them and proves nothing
_YEARS = Rule("convergence", "years", Words(vi="lớn hơn 0", en="above 0"))


def convergence(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    scale: ChangeScale = "logit",
    upper_bound: float = 100.0,
) -> pd.DataFrame:
    """Whether areas that started low rose faster, and whether the spread became smaller.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per area within ``keys``: ``previous_value``, ``value`` and ``years`` between them
        (one number in a group).
    keys : sequence of str
        Columns of one group of areas.
    scale : {"logit", "log", "points"}
        ``logit`` for shares of ``upper_bound``, ``log`` for positive amounts, ``points`` for
        scores.
    upper_bound : float, default 100
        Greatest possible value on the logit scale.

    Returns
    -------
    pandas.DataFrame
        One row per group: keys, the result columns (``value``: the yearly change on the scale per
        unit of the initial level; below 0: catching up), ``se``, ``p``, ``r2``, ``speed`` and
        ``half_life`` (log scale), ``sigma_start``, ``sigma_end`` and ``sigma_change`` (sample
        standard deviation, in points, or in logs on the log scale). ``status`` is
        ``converging`` or ``diverging`` by the spread, else ``unchanged``. Flags:
        ``regression_to_the_mean`` always, ``few_areas`` below 20, ``at_bound_left_out`` where areas
        at a bound have no logit or log.

    Raises
    ------
    MetricError
        For missing columns, years not above 0 or mixed definitions.

    Notes
    -----
    A negative slope arises from chance in the first period alone, and from the ceiling: an area at
    100 cannot grow. Speed = -ln(1 + b T) / T (Barro and Sala-i-Martin). See docs/methods.md,
    convergence.

    Examples
    --------
    >>> areas = pd.DataFrame({"previous_value": [20, 40, 60], "value": [40, 50, 60], "years": 1})
    >>> convergence(areas, scale="points")[["status", "sigma_change"]].to_numpy().tolist()
    [['converging', -10.0]]
    """
    require_choice("scale", scale, get_args(ChangeScale))
    above = Words(vi="lớn hơn 0", en="above 0")
    require_setting("upper_bound", upper_bound, holds=upper_bound > 0, allowed=above)
    require_columns(frame, ("previous_value", "value", "years"), "convergence")
    codes = group_codes(frame, keys)
    require_one_meaning(frame, codes, "convergence")
    years = numbers(frame, "years")
    reject_rows(frame, ~(years > 0), ["years"], _YEARS)
    first, last = numbers(frame, "previous_value"), numbers(frame, "value")
    given = ~np.isnan(first) & ~np.isnan(last)
    start, end = _scaled(first, scale, upper_bound), _scaled(last, scale, upper_bound)
    usable = ~np.isnan(start) & ~np.isnan(end)
    slope = _slopes(codes, usable, start, (end - start) / years)
    spread = (start, end) if scale == "log" else (first, last)
    table = pd.DataFrame({"years": years, "used": usable, "lost": given & ~usable})
    for name, part in zip(("start", "end"), spread, strict=True):
        table[name] = np.where(usable, part, np.nan)
    grouped = table.groupby(codes)
    sigma_start, sigma_end = grouped[["start", "end"]].std().to_numpy(dtype=float).T
    change = sigma_end - sigma_start
    used, span = grouped["used"].sum().to_numpy(dtype=float), grouped["years"].first().to_numpy()
    reason = np.select(
        [used < 3, np.isnan(slope["value"])],
        [Reason.INSUFFICIENT_DATA, Reason.NO_SPREAD],
        default="",
    )
    known = reason == ""
    return result_frame(
        frame[list(keys)].iloc[np.unique(codes, return_index=True)[1]],
        **slope,
        status=np.select(
            [~known, change < -TIE, change > TIE],
            ["withheld", "converging", "diverging"],
            default="unchanged",
        ),
        reason=reason,
        method=f"beta_{scale}",
        n_used=used,
        flags=join_flags(
            len(used),
            regression_to_the_mean=known,
            few_areas=used < _FEW_AREAS,
            at_bound_left_out=grouped["lost"].any().to_numpy(),
        ),
        **_speed(slope["value"], span, scale),
        sigma_start=sigma_start,
        sigma_end=sigma_end,
        sigma_change=change,
    )


def _scaled(value: Floats, scale: str, upper_bound: float) -> Floats:
    """Values on the scale of the regression; missing at a bound of it."""
    if scale == "points":
        return value
    top = np.where(value > 0, value, np.nan)
    if scale == "log":
        return np.log(top)
    below = np.where(value < upper_bound, upper_bound - value, np.nan)
    return np.log(top / below)


def _slopes(codes: Integers, usable: Bools, level: Floats, change: Floats) -> dict[str, Floats]:
    """Regression of yearly change on initial level, one for each group with three areas or more."""
    count = int(codes.max(initial=-1)) + 1
    found = {name: np.full(count, np.nan) for name in ("value", "lower", "upper", "se", "p", "r2")}
    rows = np.flatnonzero(usable)
    for block in same_size_blocks(codes[rows]):
        for members in rows[block]:
            if len(members) < 3 or np.ptp(level[members]) <= TIE:
                continue
            fit = linregress(level[members], change[members])
            half = student.ppf(0.975, len(members) - 2) * fit.stderr
            group = codes[members[0]]
            for name, number in {
                "value": fit.slope,
                "lower": fit.slope - half,
                "upper": fit.slope + half,
                "se": fit.stderr,
                "p": fit.pvalue,
                "r2": fit.rvalue**2,
            }.items():
                found[name][group] = number
    return found


def _speed(slope: Floats, years: Floats, scale: str) -> dict[str, Floats]:
    """Speed of convergence and years to halve a gap; only on the log scale."""
    left = np.where(scale == "log", 1 + slope * years, np.nan)
    speed = np.full(len(slope), np.nan)
    np.log(left, out=speed, where=left > 0)
    speed = -speed / years
    half_life = np.full(len(slope), np.nan)
    np.divide(np.log(2), speed, out=half_life, where=speed > 0)
    return {"speed": speed, "half_life": half_life}
