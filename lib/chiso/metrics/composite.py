"""Comparable scores from figures of different units, the first step of a composite index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from chiso.metrics.columns import (
    Integers,
    directions,
    group_codes,
    numbers,
    require_choice,
    require_one_meaning,
    require_setting,
    signs,
    truths,
)
from chiso.metrics.results import (
    Floats,
    Reason,
    Texts,
    join_flags,
    require_columns,
    result_frame,
)
from chiso.words import Words

Normaliser = Literal[
    "goalposts",
    "minmax",
    "zscore",
    "distance_to_target",
    "distance_to_reference",
    "fraction_of_max",
    "percent_rank",
    "rank",
    "borda",
]


_Statistic = Literal["min", "max", "mean", "std", "first", "count"]


@dataclass(frozen=True)
class Scale:
    """Where scores lie: ``low`` and ``high`` of the scale, and whether they are held inside it.

    ``zscore`` gives ``low`` to the mean and ``high`` to one standard deviation above it; ``rank``
    and ``borda`` have no scale.
    """

    low: float = 0.0
    high: float = 100.0
    cap: bool = False

    def __post_init__(self) -> None:
        rising = Words(vi="cận trên lớn hơn cận dưới", en="the high end lies above the low end")
        require_setting("scale", (self.low, self.high), holds=self.low < self.high, allowed=rising)


HUNDRED = Scale()


@dataclass(frozen=True)
class _Values:
    """Values of all groups, turned so that more is better, with what a normaliser may ask for."""

    frame: pd.DataFrame
    codes: Integers
    sign: Floats
    value: Floats

    def named(self, column: str) -> Floats:
        """A column of the frame, turned like the values."""
        return self.sign * numbers(self.frame, column)

    def by_group(self, function: _Statistic, values: Floats | None = None) -> Floats:
        """A statistic of each group on every row of it; missing values are left out."""
        chosen = pd.Series(self.value if values is None else values)
        return np.asarray(chosen.groupby(self.codes).transform(function), dtype=float)

    def ranks(self) -> Floats:
        """Rank from the lowest value, ties at their lowest rank."""
        ranked = pd.Series(self.value).groupby(self.codes).rank(method="min")
        return np.asarray(ranked, dtype=float)


def _between(low: Floats, high: Floats, value: Floats) -> Floats:
    """Place of a value between two posts: 0 at the low one, 1 at the high one."""
    place = np.full(len(value), np.nan)
    np.divide(value - low, high - low, out=place, where=np.abs(high - low) > 0)
    return place


def _goalposts(values: _Values) -> Floats:
    posts = values.named("goal_low"), values.named("goal_high")
    return _between(np.fmin(*posts), np.fmax(*posts), values.value)


def _reference(values: _Values) -> Floats:
    marked = np.where(truths(values.frame, "reference"), values.value, np.nan)
    return _between(values.by_group("min"), values.by_group("first", marked), values.value)


def _zscore(values: _Values) -> Floats:
    mean, spread = values.by_group("mean"), values.by_group("std")
    return _between(mean, mean + spread, values.value)


def _fraction(values: _Values) -> Floats:
    most = values.by_group("max")
    return _between(np.zeros(len(most)), most, values.value)


def _percent_rank(values: _Values) -> Floats:
    count = values.by_group("count")
    return _between(np.ones(len(count)), count, values.ranks())


_PLACES: dict[str, Callable[[_Values], Floats]] = {
    "goalposts": _goalposts,
    "minmax": lambda values: _between(values.by_group("min"), values.by_group("max"), values.value),
    "zscore": _zscore,
    "distance_to_target": lambda values: _between(
        values.by_group("min"), values.named("target"), values.value
    ),
    "distance_to_reference": _reference,
    "fraction_of_max": _fraction,
    "percent_rank": _percent_rank,
    "rank": lambda values: values.ranks(),
    "borda": lambda values: values.ranks() - 1,
}
_NEEDS = {"goalposts": ("goal_low", "goal_high"), "distance_to_target": ("target",)}
_UNSCALED = ("rank", "borda")


def normalise(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    how: Normaliser = "goalposts",
    scale: Scale = HUNDRED,
    carry: Sequence[str] = ("area",),
) -> pd.DataFrame:
    """Scores on one scale where more is better, by default between fixed goalposts.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per area within ``keys``: ``value``; optional ``direction``. Goalposts need
        ``goal_low`` and ``goal_high`` (targets or natural bounds), ``distance_to_target`` needs
        ``target``, ``distance_to_reference`` a boolean ``reference`` on one row of each group.
    keys : sequence of str
        Columns of one normalisation, such as the part of the index; with fixed goalposts periods
        may share it, otherwise add the period.
    how : str
        ``goalposts``, or for comparison ``minmax``, ``zscore``, ``distance_to_target``,
        ``distance_to_reference``, ``fraction_of_max``, ``percent_rank``, ``rank``, ``borda``.
    scale : Scale
        Ends of the scale (default 0 to 100) and whether scores are held inside it.
    carry : sequence of str
        Further identifying columns to carry over.

    Returns
    -------
    pandas.DataFrame
        Keys, ``carry`` and the result columns; ``value`` is the score. Flag ``outside_scale``
        where a score passes the ends, which fixed goalposts allow.

    Raises
    ------
    MetricError
        For an unknown normaliser or direction, missing columns or mixed definitions.

    Notes
    -----
    (v - low) / (high - low). Goalposts stay, so that years compare; a sample minimum and maximum
    moves every score when one area moves. Equal values give ``no_spread``, never a number. See
    docs/methods.md, normalise.

    Examples
    --------
    >>> digitisation = pd.DataFrame({"value": [13.6, 22], "goal_low": 0, "goal_high": 22})
    >>> normalise(digitisation, carry=())["value"].round(2).tolist()
    [61.82, 100.0]
    """
    require_choice("how", how, get_args(Normaliser))
    require_columns(frame, [*carry, "value", *_NEEDS.get(how, ())], "normalise")
    codes = group_codes(frame, keys)
    require_one_meaning(frame, codes, "normalise")
    sign = signs(directions(frame))
    values = _Values(frame, codes, sign, sign * numbers(frame, "value"))
    score = _scored(values, how, scale)
    reason = _unscored(values, how, score)
    shown = np.where(reason == "", score, np.nan)
    held = np.clip(shown, scale.low, scale.high) if _capped(how, scale) else shown
    outside = (held < scale.low) | (held > scale.high)
    return result_frame(
        frame[[*keys, *carry]],
        value=held,
        status=np.where(reason == "", "scored", "withheld"),
        reason=reason,
        method=how,
        n_used=values.by_group("count"),
        flags=join_flags(
            len(frame),
            outside_scale=outside & (how not in _UNSCALED),
            held_inside_scale=~np.isnan(shown) & (held != shown),
        ),
    )


def _scored(values: _Values, how: str, scale: Scale) -> Floats:
    place = _PLACES[how](values)
    return place if how in _UNSCALED else scale.low + place * (scale.high - scale.low)


def _capped(how: str, scale: Scale) -> bool:
    return scale.cap and how not in _UNSCALED


def _unscored(values: _Values, how: str, score: Floats) -> Texts:
    """Why a row has no score."""
    lacking = np.zeros(len(score), dtype=bool)
    for column in _NEEDS.get(how, ()):
        lacking |= np.isnan(numbers(values.frame, column))
    backwards = (values.sign < 0) & (how == "fraction_of_max")
    chosen = np.select(
        [(values.sign == 0) | backwards, np.isnan(values.value), lacking, np.isnan(score)],
        [
            Reason.NOT_APPLICABLE,
            Reason.INSUFFICIENT_DATA,
            Reason.NO_TARGET,
            Reason.NO_SPREAD,
        ],
        default="",
    )
    return np.asarray(chosen, dtype=object)
