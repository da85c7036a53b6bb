"""The way to a target: line, pace, what remains, and the state of METHODS 3.4."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chiso.metrics.censoring import UNDETERMINED, Interval, point_interval, value_interval
from chiso.metrics.columns import TIE, numbers, texts
from chiso.metrics.goals import INSUFFICIENT, Goals, point_values, read_goals, withheld
from chiso.metrics.history import Past, read_past
from chiso.metrics.pace import Pace, Path, ProgressMarks, measure, path_state
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Texts,
    join_flags,
    require_columns,
    result_frame,
)

MARKS = ProgressMarks()


def _reasons(status: Texts, withheld_reason: Texts, past: Past) -> Texts:
    """Why a gap or a pace is missing, with the value's own reason first."""
    no_pace = np.isin(status, ("not_met", UNDETERMINED))
    return np.select(
        [
            withheld_reason != "",
            status == Reason.DUE_DATE_MISSING.value,
            status == INSUFFICIENT,
            past.moved,
            no_pace,
        ],
        [
            withheld_reason,
            Reason.DUE_DATE_MISSING.value,
            Reason.INSUFFICIENT_DATA.value,
            Reason.BASELINE_MOVED.value,
            Reason.NOT_APPLICABLE.value,
        ],
        default="",
    ).astype(object)


def _timeliness(status: Texts, due: Floats, past: Past) -> dict[str, Floats | Texts]:
    """When the target was first seen met, against its due date."""
    achieved = status == "achieved"
    early = achieved & (past.first_met <= due + TIE)
    late = achieved & (past.first_met > due + TIE)
    known_late = late & (past.last_unmet >= due - TIE)
    return {
        "achieved_early_years": np.where(early, np.maximum(due - past.first_met, 0.0), np.nan),
        "overdue_years": np.where(late, past.first_met - due, np.nan),
        "timeliness": np.select(
            [early, known_late, late],
            ["by_due_date", "late", "unknown_between_observations"],
            default="",
        ).astype(object),
    }


def target_progress(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    history: pd.DataFrame | None = None,
    marks: ProgressMarks = MARKS,
    allow_moved_baseline: bool = False,
) -> pd.DataFrame:
    """How far each figure has come on the way to its target, and the state of that way.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per figure, baseline and target. ``target``, ``due_time``, ``time`` (float years);
        ``value`` or an interval as for :func:`chiso.metrics.targets.target_gap`. Optional
        ``baseline``, ``baseline_time``, ``operator``, ``direction``, ``bound_low``,
        ``bound_high``, ``target_kind`` (``rank`` has no pace; lower is better) and ``ranked``
        (number of units ranked). Several baselines are several rows.
    keys : sequence of str
        Columns to carry over.
    history : pandas.DataFrame, optional
        Further observations of the same series: the ``keys`` it shares, ``time`` and the figure.
        It gives missing baselines, and when the target was first seen met or lost again.
    marks : ProgressMarks
        Thresholds of the states.
    allow_moved_baseline : bool, default False
        Whether the next observation may stand in for a missing baseline; the reason is then
        ``baseline_moved`` and ``baseline_time_used`` names the time.

    Returns
    -------
    pandas.DataFrame
        Keys and the result columns (``value``, ``lower``, ``upper``: the gap), ``met``,
        ``gap_closed`` (1: all), ``expected_on_line``, ``ahead_of_line``, ``observed_pace``,
        ``required_original``, ``pace_ratio``, ``required_from_now``, ``acceleration``,
        ``points_lost``, ``years_to_due``, ``achieved_early_years``, ``overdue_years``,
        ``timeliness``, ``baseline_used``, ``baseline_time_used``, ``position``, ``ranked``. Paces
        are units per year. A bound has no pace of its own; its state is the one that both of its
        ends share, else ``undetermined``.

    Raises
    ------
    MetricError
        For impossible intervals, operators against the direction, or a repeated history.

    Notes
    -----
    Linear on purpose: points per year mean the same at 20% and at 95%. The first rule that applies
    gives the state; see docs/methods.md, target_progress.

    Examples
    --------
    >>> row = {"baseline": 50, "baseline_time": 2020, "value": 60, "time": 2022}
    >>> way = target_progress(pd.DataFrame([row | {"target": 90, "due_time": 2024}]))
    >>> way["status"].item(), way["pace_ratio"].item(), way["required_from_now"].item()
    ('far_behind', 0.5, 15.0)
    """
    require_columns(frame, ("target", "due_time", "time"), "target_progress")
    ranked = texts(frame, "target_kind") == "rank"
    goals = read_goals(_rank_direction(frame, ranked), marks.saturation_tolerance)
    past = read_past(frame, keys, goals, history, allow_moved_baseline=allow_moved_baseline)
    path = _path(frame, goals, past, ranked)
    interval = value_interval(frame)
    value = point_values(frame, interval)
    exact = ~np.isnan(value)
    figure = point_interval(value).where(exact, interval)
    low, high = (measure(path, end) for end in figure.finite_ends())
    states = [path_state(path, figure, pace, marks) for pace in (low, high)]
    status = np.where(states[0] == states[1], states[0], UNDETERMINED).astype(object)
    return result_frame(
        frame[list(keys)],
        **_gap_columns(goals, interval, value),
        status=status,
        reason=_reasons(status, withheld(interval, value, goals), past),
        method="linear_path",
        n_used=past.count,
        periods_used=_periods(past, path.now),
        flags=_flags(path, past, ~exact & interval.known),
        met=goals.state(figure),
        **_shown(low, exact, (status == "achieved") & (path.now <= path.due + TIE) & ~ranked),
        years_to_due=path.due - path.now,
        **_timeliness(status, path.due, past),
        baseline_used=past.baseline,
        baseline_time_used=np.where(np.isnan(past.baseline), np.nan, past.start),
        position=np.where(ranked, value, np.nan),
        ranked=np.where(ranked, numbers(frame, "ranked"), np.nan),
    )


def _shown(pace: Pace, exact: Bools, done: Bools) -> dict[str, Floats]:
    """Columns of the pace; a bound has none, except that nothing is required once it is met."""
    columns = {name: np.where(exact, part, np.nan) for name, part in vars(pace).items()}
    return columns | {"required_from_now": np.where(done, 0.0, columns["required_from_now"])}


def _path(frame: pd.DataFrame, goals: Goals, past: Past, ranked: Bools) -> Path:
    baseline_met = goals.met_by(past.baseline)
    return Path(
        goals=goals,
        baseline=past.baseline,
        start=past.start,
        now=numbers(frame, "time"),
        due=numbers(frame, "due_time"),
        ranked=ranked,
        baseline_met=baseline_met,
        was_met=baseline_met | past.met_before,
    )


def _gap_columns(goals: Goals, interval: Interval, value: Floats) -> dict[str, Floats]:
    lower, upper = goals.gap(interval).finite_ends()
    gap, _ = goals.gap(point_interval(value)).finite_ends()
    return {"value": gap, "lower": lower, "upper": upper}


def _flags(path: Path, past: Past, censored: Bools) -> Texts:
    return join_flags(
        len(censored),
        censored=censored,
        rank_target=path.ranked,
        baseline_met_target=path.baseline_met,
        met_then_lost=past.lost_since,
        observed_before_baseline=path.now < path.start - TIE,
    )


def _rank_direction(frame: pd.DataFrame, ranked: Bools) -> pd.DataFrame:
    """The frame with ranks read as lower is better where no operator is given."""
    given = texts(frame, "operator")
    return frame.assign(operator=np.where(ranked & (given == ""), "<=", given))


def _periods(past: Past, now: Floats) -> Texts:
    """First and last time used, such as ``2020..2024``."""
    return np.array(
        [
            f"{end:.7g}" if np.isnan(base) or np.isnan(start) else f"{start:.7g}..{end:.7g}"
            for base, start, end in zip(past.baseline, past.start, now, strict=True)
        ],
        dtype=object,
    )
