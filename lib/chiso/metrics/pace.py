"""Line and pace between a baseline and a target, and the state of METHODS 3.4 they lead to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chiso.metrics.censoring import MET, UNDETERMINED, Interval, point_interval
from chiso.metrics.columns import TIE
from chiso.metrics.goals import INSUFFICIENT, NO_TARGET, Goals
from chiso.metrics.results import Bools, Floats, Reason, Texts


@dataclass(frozen=True)
class ProgressMarks:
    """Thresholds of the states, with their defaults.

    Parameters
    ----------
    on_line, behind, far_behind : float
        Least ratio of observed to required pace (Eurostat and Statistics Canada: 0.95, 0.60, 0).
    ahead_tolerance : float
        Points beyond the line that count as ahead of it.
    saturation_tolerance : float
        How far from a target at the natural limit a figure still counts as met (Eustat: 1).
    """

    on_line: float = 0.95
    behind: float = 0.60
    far_behind: float = 0.0
    ahead_tolerance: float = 1.0
    saturation_tolerance: float = 0.0


MARKS = ProgressMarks()


@dataclass(frozen=True)
class Path:
    """Baseline, target and times (years) of many rows."""

    goals: Goals
    baseline: Floats
    start: Floats
    now: Floats
    due: Floats
    ranked: Bools
    baseline_met: Bools
    was_met: Bools

    @property
    def usable(self) -> Bools:
        """Where baseline and figure lie apart in time and the baseline was short of the target."""
        apart = (self.now > self.start + TIE) & ~np.isnan(self.baseline)
        return apart & ~self.baseline_met & ~self.ranked

    def distance(self, figure: Floats) -> Floats:
        """Way from a figure to the target, positive while short of it."""
        return self.goals.gap(point_interval(figure)).lower


@dataclass(frozen=True)
class Pace:
    """What one set of figures says about the path; missing where it cannot be formed."""

    gap_closed: Floats
    expected_on_line: Floats
    ahead_of_line: Floats
    observed_pace: Floats
    required_original: Floats
    pace_ratio: Floats
    required_from_now: Floats
    acceleration: Floats
    points_lost: Floats


def _over(top: Floats, bottom: Floats, allowed: Bools) -> Floats:
    """A quotient where it is allowed and the divisor is not zero, else missing."""
    fine = allowed & (np.abs(bottom) > TIE)
    quotient = np.full(len(top), np.nan)
    np.divide(top, bottom, out=quotient, where=fine)
    return quotient


def measure(path: Path, figure: Floats) -> Pace:
    """Line, pace and remaining effort for exact figures.

    Distances to the target carry the direction, so that one formula serves rising, falling and
    exact targets; the columns in the unit of the figure get their sign back.
    """
    sign = np.where(path.goals.sign == 0, 1.0, path.goals.sign)
    whole, left = path.distance(path.baseline), path.distance(figure)
    span, planned, rest = path.now - path.start, path.due - path.start, path.due - path.now
    usable, yes = path.usable, np.ones(len(figure), dtype=bool)
    elapsed = _over(span, planned, usable)
    observed = _over(whole - left, span, usable)
    required = _over(whole, planned, usable)
    met = path.goals.met_by(figure)
    from_now = np.where(met, 0.0, _over(left, rest, (rest > TIE) & ~path.ranked))
    return Pace(
        gap_closed=_over(whole - left, whole, usable),
        expected_on_line=path.baseline + (path.goals.target - path.baseline) * elapsed,
        ahead_of_line=whole * (1 - elapsed) - left,
        observed_pace=sign * observed,
        required_original=sign * required,
        pace_ratio=_over(observed, required, yes),
        required_from_now=np.where(path.ranked | (rest < -TIE), np.nan, sign * from_now),
        acceleration=_over(from_now, observed, observed > TIE),
        points_lost=np.maximum(left - whole, 0.0),
    )


def path_state(path: Path, figure: Interval, pace: Pace, marks: ProgressMarks) -> Texts:
    """First rule of METHODS 3.4 that applies to each row."""
    state, goals = path.goals.state(figure), path.goals
    single = ~path.ranked & (np.isnan(path.baseline) | ~(path.now > path.start + TIE))
    ratio = pace.pace_ratio + TIE
    rules: list[tuple[Bools, str]] = [
        (goals.mismatched, UNDETERMINED),
        (np.isnan(goals.target), NO_TARGET),
        (np.isnan(path.due), Reason.DUE_DATE_MISSING.value),
        (~figure.known | single, INSUFFICIENT),
        (state == UNDETERMINED, UNDETERMINED),
        (state == MET, "achieved"),
        (path.was_met, "regressed_below_target"),
        (np.abs(path.now - path.due) <= TIE, "missed"),
        (path.now > path.due, "missed_overdue"),
        (path.ranked, "not_met"),
        (pace.pace_ratio < marks.far_behind - TIE, "deteriorating"),
        (pace.ahead_of_line > marks.ahead_tolerance + TIE, "ahead_of_line"),
        (ratio >= marks.on_line, "on_line"),
        (ratio >= marks.behind, "behind"),
        (ratio >= marks.far_behind, "far_behind"),
    ]
    holds, names = zip(*rules, strict=True)
    chosen = np.select(list(holds), list(names), default=UNDETERMINED)
    return np.asarray(chosen, dtype=object)
