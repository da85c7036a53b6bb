"""The planned path to a target, and whether verdicts hold from one vintage to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd

from chiso.metrics.columns import TIE, group_codes, numbers, require_choice
from chiso.metrics.results import (
    Floats,
    Reason,
    join_flags,
    require_columns,
    require_unique,
    result_frame,
)

Shape = Literal["line", "logit"]
Way = Literal["backward", "forward"]
_WAYS: tuple[Way, Way] = ("backward", "forward")


def trajectory(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    shape: Shape = "line",
    milestones: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Value that the plan expects at each time asked for.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per path and ``time`` (float years): ``baseline``, ``baseline_time``, ``target``,
        ``due_time``. The logit shape also takes ``bound_low`` and ``bound_high`` (default 0, 100).
    keys : sequence of str
        Columns of one path; carried over.
    shape : {"line", "logit"}
        Straight in the unit of the figure, or on the logit scale for adoption, which starts and
        ends slowly: a perfect logistic path runs ahead of the line in its second half.
    milestones : pandas.DataFrame, optional
        ``keys``, ``time`` and ``value`` of set values in between; the path goes through them.

    Returns
    -------
    pandas.DataFrame
        Keys, the result columns and ``time``. ``value`` is missing before the baseline
        (``not_applicable``) and on a logit path that touches a bound (``at_bound``); after the due
        date it stays at the target, with the flag ``after_due_date``. Flag ``interpolated``
        between set values.

    Raises
    ------
    MetricError
        For an unknown shape, missing columns, or a repeated milestone.

    Notes
    -----
    B + (T - B) (t - tB) / (due - tB), on logits for that shape, between neighbouring set values.
    See docs/methods.md, trajectory.

    Examples
    --------
    >>> path = {"baseline": 20, "baseline_time": 2020, "target": 95, "due_time": 2030}
    >>> halfway = pd.DataFrame([path | {"time": 2025}])
    >>> trajectory(halfway)["value"].item()
    57.5
    >>> trajectory(halfway, shape="logit")["value"].round(1).item()
    68.5
    """
    require_choice("shape", shape, get_args(Shape))
    needed = ("baseline", "baseline_time", "target", "due_time", "time")
    require_columns(frame, needed, "trajectory")
    base, start, target, due, asked = (numbers(frame, name) for name in needed)
    low, high = numbers(frame, "bound_low", 0.0), numbers(frame, "bound_high", 100.0)
    anchors = _anchors(frame, keys, milestones)
    (past, here), (coming, there) = (_nearest(asked, anchors, way) for way in _WAYS)
    span = coming - past
    at_anchor = ~(span > TIE)
    passed = np.divide(asked - past, span, out=np.zeros(len(asked)), where=~at_anchor)
    first, last = _bent(here, low, high, shape), _bent(there, low, high, shape)
    between = _unbent(first + (last - first) * passed, low, high, shape)
    path = np.where(at_anchor, here, between)
    late = asked > due + TIE
    value = np.where(late, target, path)
    missing = np.isnan(base + start + due + asked) | np.isnan(target)
    reason = np.select(
        [np.isnan(target), missing, asked < start - TIE, np.isnan(value)],
        [
            Reason.NO_TARGET,
            Reason.INSUFFICIENT_DATA,
            Reason.NOT_APPLICABLE,
            Reason.AT_BOUND,
        ],
        default="",
    )
    known = reason == ""
    return result_frame(
        frame[list(keys)],
        value=np.where(known, value, np.nan),
        status=np.where(known, "planned", "withheld"),
        reason=reason,
        method=shape,
        n_used=np.where(missing, 0.0, 2.0),
        flags=join_flags(
            len(frame),
            after_due_date=known & late,
            interpolated=known & ~at_anchor & ~late,
        ),
        time=asked,
    )


def _anchors(
    frame: pd.DataFrame, keys: Sequence[str], milestones: pd.DataFrame | None
) -> pd.DataFrame:
    """Set values of each row's path: baseline, milestones and target, by ``row``."""
    row = np.arange(len(frame))
    ends = [("baseline_time", "baseline"), ("due_time", "target")]
    parts = [
        pd.DataFrame({"row": row, "time": numbers(frame, time), "value": numbers(frame, value)})
        for time, value in ends
    ]
    if milestones is not None:
        require_unique(milestones, [*keys, "time"], "milestones")
        own = milestones[list(keys)].assign(
            anchor=numbers(milestones, "time"), value=numbers(milestones, "value")
        )
        how = {"how": "inner", "on": list(keys)} if keys else {"how": "cross"}
        asked = frame[list(keys)].assign(row=row)
        joined = asked.merge(own, validate="many_to_many", **how)
        inside = joined["anchor"].to_numpy()
        held = joined["row"].to_numpy()
        fits = (inside > parts[0]["time"].to_numpy()[held] + TIE) & (
            inside < parts[1]["time"].to_numpy()[held] - TIE
        )
        parts.append(joined[fits].rename(columns={"anchor": "time"})[["row", "time", "value"]])
    return pd.concat(parts, ignore_index=True).dropna().sort_values("time")


def _nearest(asked: Floats, anchors: pd.DataFrame, way: Way) -> tuple[Floats, Floats]:
    """Time and value of the set value next to each time asked for, on one side of it."""
    wanted = pd.DataFrame({"row": np.arange(len(asked)), "asked": asked}).dropna()
    found = pd.merge_asof(
        wanted.sort_values("asked"),
        anchors.rename(columns={"time": "anchor"}),
        left_on="asked",
        right_on="anchor",
        by="row",
        direction=way,
    )
    time, value = np.full(len(asked), np.nan), np.full(len(asked), np.nan)
    rows = found["row"].to_numpy()
    time[rows], value[rows] = found["anchor"].to_numpy(), found["value"].to_numpy()
    return time, value


def _bent(value: Floats, low: Floats, high: Floats, shape: Shape) -> Floats:
    """Values on the scale on which the path is straight; missing at a bound of the logit."""
    if shape == "line":
        return value
    inside = (value > low) & (value < high)
    odds = np.divide(value - low, high - value, out=np.full(len(value), np.nan), where=inside)
    return np.asarray(np.log(odds), dtype=float)


def _unbent(place: Floats, low: Floats, high: Floats, shape: Shape) -> Floats:
    """Values on their own scale again."""
    return place if shape == "line" else low + (high - low) / (1 + np.exp(-place))


def status_stability(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, vintage: str = "vintage"
) -> pd.DataFrame:
    """How often a verdict changed as figures were revised.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per vintage within ``keys``: the vintage (anything that sorts) and ``status``.
    keys : sequence of str
        Columns of one verdict, such as indicator, area and period.
    vintage : str, default "vintage"
        Name of the vintage column.

    Returns
    -------
    pandas.DataFrame
        One row per group: keys, the result columns, ``first_status``, ``latest_status`` and
        ``vintages``. ``value`` is the number of changes from one vintage to the next; ``status``
        is ``stable``, ``changed``, ``changed_and_back`` or ``withheld`` (one vintage only).

    Raises
    ------
    MetricError
        If a vintage is repeated or a column is missing.

    Notes
    -----
    See docs/methods.md, status_stability.

    Examples
    --------
    >>> told = pd.DataFrame({"vintage": [1, 2, 3], "status": ["behind", "behind", "on_line"]})
    >>> status_stability(told)[["value", "status"]].to_numpy().tolist()
    [[1.0, 'changed']]
    """
    require_columns(frame, (vintage, "status"), "status_stability")
    require_unique(frame, [*keys, vintage], "status_stability")
    codes = group_codes(frame, keys)
    told = pd.DataFrame({"code": codes, "when": frame[vintage], "status": frame["status"]})
    told = told.sort_values(["code", "when"], kind="stable")
    same_group = told["code"].eq(told["code"].shift())
    changed = same_group & told["status"].ne(told["status"].shift())
    groups = told.assign(changed=changed).groupby("code")
    first, latest = groups["status"].first(), groups["status"].last()
    changes = groups["changed"].sum().to_numpy(dtype=float)
    count = groups["status"].size().to_numpy(dtype=float)
    single = count < 2
    return result_frame(
        frame[list(keys)].iloc[np.unique(codes, return_index=True)[1]],
        value=np.where(single, np.nan, changes),
        status=np.select(
            [single, changes == 0, (first == latest).to_numpy()],
            ["withheld", "stable", "changed_and_back"],
            default="changed",
        ),
        reason=np.where(single, Reason.INSUFFICIENT_DATA.value, ""),
        method="vintages",
        n_used=count,
        first_status=first,
        latest_status=latest,
        vintages=count,
    )
