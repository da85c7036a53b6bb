"""Targets read from a frame: number, operator, direction, and the gap of a figure to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from chiso.metrics.censoring import MET, UNDETERMINED, Interval, compare, is_exact, point_interval
from chiso.metrics.columns import (
    DIRECTIONS,
    directions,
    numbers,
    require_choice,
    require_setting,
    signs,
    texts,
)
from chiso.metrics.results import Bools, Floats, Reason, Rule, Texts, reject_rows, require_columns
from chiso.words import Words

OPERATORS = (">=", ">", "<=", "<", "=")
NO_TARGET = "no_target"
INSUFFICIENT = "insufficient_data"
_OPERATOR_OF = dict(zip(DIRECTIONS, (">=", "<=", "=", ">="), strict=True))
_SAME_WAY = Rule(
    "target",
    "direction",
    Words(
        vi="dấu so sánh của mục tiêu phải cùng chiều với chỉ số",
        en="the operator of a target goes the way of its indicator",
    ),
)


@dataclass(frozen=True)
class Goals:
    """Targets of many rows: the number, the operator, and the number that counts as met.

    ``line`` differs from ``target`` only where the saturation tolerance applies; ``mismatched``
    where target and figure follow different definitions, so that the target is left out.
    """

    target: Floats
    operator: Texts
    line: Floats
    mismatched: Bools

    @property
    def sign(self) -> Floats:
        """1 where more is better, -1 where less is, 0 where only the target itself is right."""
        rising, falling = np.isin(self.operator, (">=", ">")), np.isin(self.operator, ("<=", "<"))
        return np.where(rising, 1.0, np.where(falling, -1.0, 0.0))

    def state(self, interval: Interval) -> Texts:
        """``met``, ``not_met``, ``undetermined``, or empty text where a figure is missing."""
        return compare(interval, self.line, self.operator)

    def met_by(self, values: Floats) -> Bools:
        """Where an exact figure meets the target."""
        return np.asarray(self.state(point_interval(values)) == MET, dtype=bool)

    def take(self, rows: npt.NDArray[np.int64]) -> Goals:
        """Targets of the given rows, repeated as often as a row is named."""
        return Goals(self.target[rows], self.operator[rows], self.line[rows], self.mismatched[rows])

    def gap(self, interval: Interval) -> Interval:
        """What is still to go, positive while short of the target, from both ends."""
        rising = Interval(
            self.target - interval.upper,
            self.target - interval.lower,
            interval.upper_open,
            interval.lower_open,
        )
        exact = self.sign == 0
        return _absolute(rising).where(exact, rising.where(self.sign > 0, rising.negated()))


def _absolute(signed: Interval) -> Interval:
    """Distances from zero of figures with a sign."""
    other = signed.negated()
    low = np.fmax(np.fmax(signed.lower, other.lower), 0.0)
    low_open = np.where(signed.lower > 0, signed.lower_open, other.lower_open) & (low > 0)
    from_upper = signed.upper >= other.upper
    return Interval(
        np.where(signed.known, low, np.nan),
        np.where(from_upper, signed.upper, other.upper),
        low_open,
        np.where(from_upper, signed.upper_open, other.upper_open),
    )


def read_goals(frame: pd.DataFrame, saturation_tolerance: float = 0.0) -> Goals:
    """Targets of a frame, with the operator taken from ``direction`` where none is given.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``target``; optional ``operator`` (one of ``OPERATORS``), ``direction``, and ``bound_low``
        and ``bound_high``, the natural limits of the figure, and ``definition`` and
        ``target_definition``: a target set for another definition gives no gap.
    saturation_tolerance : float, default 0
        How far below a target at the natural limit a figure still counts as met (Eustat: 1).

    Returns
    -------
    Goals
        One target a row.

    Raises
    ------
    MetricError
        For an unknown operator, or one that contradicts the direction.
    """
    require_columns(frame, ("target",), "target")
    allowed = Words(vi="từ 0 trở lên", en="0 or more")
    holds = saturation_tolerance >= 0
    require_setting("saturation_tolerance", saturation_tolerance, holds=holds, allowed=allowed)
    wanted, mismatched = directions(frame), _other_definition(frame)
    target = np.where(mismatched, np.nan, numbers(frame, "target"))
    given = texts(frame, "operator")
    operator = np.where(given == "", pd.Series(wanted, dtype=object).map(_OPERATOR_OF), given)
    for word in pd.unique(operator):
        require_choice("operator", str(word), OPERATORS)
    goals = Goals(target, operator.astype(object), target, mismatched)
    clash = goals.sign * signs(wanted) < 0 if "direction" in frame.columns else np.zeros(len(frame))
    named = [name for name in ("direction", "operator") if name in frame.columns]
    reject_rows(frame, clash, named, _SAME_WAY)
    full = ((goals.sign > 0) & (target == numbers(frame, "bound_high"))) | (
        (goals.sign < 0) & (target == numbers(frame, "bound_low"))
    )
    line = np.where(full, target - goals.sign * saturation_tolerance, target)
    return Goals(target, goals.operator, line, mismatched)


def _other_definition(frame: pd.DataFrame) -> Bools:
    """Where a target was set for another definition of the indicator."""
    own, wanted = texts(frame, "definition"), texts(frame, "target_definition")
    return np.asarray((own != wanted) & (own != "") & (wanted != ""), dtype=bool)


def withheld(interval: Interval, value: Floats, goals: Goals) -> Texts:
    """Why a gap has no single number: no target of this definition, no figure, only a bound."""
    reasons = [
        (goals.mismatched, Reason.DEFINITION_CHANGED),
        (np.isnan(goals.target), Reason.NO_TARGET),
        (~interval.known, Reason.INSUFFICIENT_DATA),
        (np.isnan(value), Reason.CENSORED),
    ]
    holds, names = zip(*reasons, strict=True)
    chosen = np.select(list(holds), [name.value for name in names], default="")
    return np.asarray(chosen, dtype=object)


def point_values(frame: pd.DataFrame, interval: Interval) -> Floats:
    """Exact figures: ``value`` unless a ``qualifier`` loosens it, else a single-point interval."""
    value = np.where(is_exact(frame), numbers(frame, "value"), np.nan)
    single = interval.known & (interval.lower == interval.upper)
    return np.where(np.isnan(value) & single, interval.lower, value)


def named_state(state: Texts, reason: Texts) -> Texts:
    """The state, or why there is none, so that a status is never empty."""
    missing = np.select(
        [reason == Reason.NO_TARGET.value, reason == Reason.DEFINITION_CHANGED.value],
        [NO_TARGET, UNDETERMINED],
        default=INSUFFICIENT,
    )
    return np.asarray(np.where(state == "", missing, state), dtype=object)
