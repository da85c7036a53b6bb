"""Means of weighted parts that all treat a missing part alike, and what each part contributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from chiso.metrics.columns import (
    TIE,
    Integers,
    group_codes,
    group_sums,
    numbers,
    require_choice,
    require_setting,
)
from chiso.metrics.parts import on_grid, settled
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Rule,
    join_flags,
    reject_rows,
    require_columns,
    require_unique,
    result_frame,
)
from chiso.words import Words

MeanKind = Literal["arithmetic", "geometric", "harmonic", "generalised"]
_WEIGHTS = Rule(
    "aggregate",
    "weights",
    Words(
        vi="trọng số không âm và cộng lại bằng 1 trong mỗi nhóm",
        en="weights are 0 or more and sum to 1 in each group",
    ),
)


@dataclass(frozen=True)
class Mean:
    """How parts become one number.

    Parameters
    ----------
    kind : {"arithmetic", "geometric", "harmonic", "generalised"}
        The mean.
    power : float
        Exponent of the generalised mean; not 0.
    min_weight : float
        Least weight of the parts present; below it there is no mean, whatever its kind.
    shift : float
        Added to every score before the mean and taken off again, so that a score of 0 has a
        geometric or harmonic mean; the method names it.
    """

    kind: MeanKind = "arithmetic"
    power: float = 1.0
    min_weight: float = 0.65
    shift: float = 0.0

    def __post_init__(self) -> None:
        require_choice("mean", self.kind, get_args(MeanKind))
        part = Words(vi="từ 0 đến 1", en="between 0 and 1")
        fine = 0 <= self.min_weight <= 1
        require_setting("min_weight", self.min_weight, holds=fine, allowed=part)
        power = Words(vi="khác 0", en="not 0")
        require_setting("power", self.power, holds=self.power != 0, allowed=power)

    @property
    def name(self) -> str:
        """Name of the method, with its settings."""
        if self.kind == "generalised":
            return f"generalised_{self.power:g}"
        return f"{self.kind}_shift_{self.shift:g}" if self.shift else self.kind

    @property
    def _exponent(self) -> float:
        powers = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}
        return powers.get(self.kind, self.power)

    def usable(self, score: Floats) -> Bools:
        """Scores that this mean can take: above 0 once it forms logarithms or reciprocals."""
        moved = score + self.shift
        if self._exponent == 1:
            return ~np.isnan(moved)
        return np.asarray(moved >= 0 if self._exponent > 0 else moved > 0, dtype=bool)

    def transformed(self, score: Floats) -> Floats:
        """Scores on the scale on which the mean is a plain weighted sum."""
        fine = self.usable(score)
        moved = np.where(fine, score + self.shift, 1.0)
        made = np.log(moved) if self._exponent == 0 else moved**self._exponent
        return np.asarray(np.where(fine, made, np.nan), dtype=float)

    def back(self, average: Floats) -> Floats:
        """A weighted sum on the scale of the scores again."""
        if self._exponent == 0:
            return np.asarray(np.exp(average) - self.shift, dtype=float)
        return np.asarray(average ** (1 / self._exponent) - self.shift, dtype=float)


ARITHMETIC = Mean()


@dataclass(frozen=True)
class _Weighted:
    """Scores and weights of all groups, with the weight that is present in each group."""

    codes: Integers
    score: Floats
    weight: Floats
    held: Floats

    @classmethod
    def of(cls, frame: pd.DataFrame, keys: Sequence[str]) -> _Weighted:
        require_unique(frame, [*keys, "part"], "aggregate")
        require_columns(frame, ("value", "weight"), "aggregate")
        codes = group_codes(frame, keys)
        score, weight = numbers(frame, "value"), numbers(frame, "weight")
        total = group_sums(codes, weight)
        wrong = np.isnan(weight) | (weight < 0) | (np.abs(total - 1) > TIE)
        reject_rows(frame, wrong, [*keys, "part", "weight"], _WEIGHTS)
        return cls(codes, score, weight, group_sums(codes, np.where(np.isnan(score), 0.0, weight)))

    @property
    def heads(self) -> Integers:
        """First row of each group."""
        return np.asarray(np.unique(self.codes, return_index=True)[1], dtype=np.int64)

    def average(self, score: Floats) -> Floats:
        """Weighted average over the parts present, on every row of its group."""
        top = group_sums(self.codes, np.where(np.isnan(score), 0.0, self.weight * score))
        average = np.full(len(score), np.nan)
        np.divide(top, self.held, out=average, where=self.held > 0)
        return average


def aggregate(
    frame: pd.DataFrame, keys: Sequence[str] = ("area",), *, mean: Mean = ARITHMETIC
) -> pd.DataFrame:
    """Composite score of each area from its weighted parts.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per ``part`` within ``keys``: ``value`` (a score) and ``weight`` (0..1). A part
        without a figure is a row with a missing value, so that its weight is on record.
    keys : sequence of str
        Columns of one composite, such as area and period.
    mean : Mean
        Kind of mean and its settings.

    Returns
    -------
    pandas.DataFrame
        One row per group: keys, the result columns (``n_used``: parts present) and
        ``weight_present``. Flag ``weights_rescaled`` where parts are missing; reason
        ``insufficient_data`` where too little weight is present, ``not_applicable`` with the
        flag ``score_not_positive`` where the mean needs scores above 0.

    Raises
    ------
    MetricError
        If weights are negative or missing or do not sum to 1, or a part is repeated.

    Notes
    -----
    Arithmetic sum of w s, geometric exp(sum of w ln s), harmonic 1 / sum of w / s, generalised
    (sum of w s^p)^(1/p), over the parts present with their weights rescaled. See
    docs/methods.md, aggregate.

    Examples
    --------
    >>> parts = pd.DataFrame({"area": "17", "part": ["a", "b"], "value": [60, 90], "weight": 0.5})
    >>> aggregate(parts)["value"].tolist()
    [75.0]
    """
    parts = _Weighted.of(frame, keys)
    usable = mean.usable(parts.score)
    made = mean.back(parts.average(mean.transformed(parts.score)))
    barred = group_sums(parts.codes, (~usable & ~np.isnan(parts.score)).astype(float)) > 0
    thin = (parts.held < mean.min_weight - TIE) | (parts.held <= 0)
    heads = parts.heads
    reason = np.select(
        [thin, barred], [Reason.INSUFFICIENT_DATA, Reason.NOT_APPLICABLE], default=""
    )[heads]
    return result_frame(
        frame[list(keys)].iloc[heads],
        value=np.where(reason == "", made[heads], np.nan),
        status=np.where(reason == "", "scored", "withheld"),
        reason=reason,
        method=mean.name,
        n_used=group_sums(parts.codes, (~np.isnan(parts.score)).astype(float))[heads],
        flags=join_flags(
            len(heads),
            weights_rescaled=(parts.held < 1 - TIE)[heads] & (reason == ""),
            score_not_positive=barred[heads],
        ),
        weight_present=parts.held[heads],
    )


def contributions(
    frame: pd.DataFrame, keys: Sequence[str] = ("area",), *, min_weight: float = 0.65
) -> pd.DataFrame:
    """Points that each part brings into the arithmetic composite of its area.

    Parameters
    ----------
    frame : pandas.DataFrame
        As for :func:`aggregate`.
    keys : sequence of str
        Columns of one composite.
    min_weight : float, default 0.65
        Least weight of the parts present.

    Returns
    -------
    pandas.DataFrame
        One row per part: keys, ``part``, the result columns, ``whole`` (the composite),
        ``possible`` (points of a score of 100) and ``share_of_whole`` (percent). The values of a
        group sum to ``whole`` to the last bit.

    Raises
    ------
    MetricError
        If weights are negative or missing or do not sum to 1, or a part is repeated.

    Notes
    -----
    w s / sum of the weights present. With percent-of-maximum scores and maximum / 100 as weights,
    as in the 766 index, contributions are the points themselves. See docs/methods.md,
    contributions.

    Examples
    --------
    >>> parts = pd.DataFrame({"area": "17", "part": ["a", "b"], "value": [60, 90], "weight": 0.5})
    >>> contributions(parts)["value"].tolist()
    [30.0, 45.0]
    """
    mean = Mean(min_weight=min_weight)
    parts = _Weighted.of(frame, keys)
    enough = (parts.held >= mean.min_weight - TIE) & (parts.held > 0)
    usable = ~np.isnan(parts.score) & enough
    whole = on_grid(np.where(enough, parts.average(parts.score), np.nan))
    own = np.full(len(frame), np.nan)
    np.divide(parts.weight, parts.held, out=own, where=usable)
    part = settled(parts.codes, own * parts.score, whole, usable)
    share = np.full(len(frame), np.nan)
    np.divide(100.0 * part, whole, out=share, where=usable & (whole != 0))
    return result_frame(
        frame[[*keys, "part"]],
        value=part,
        status=np.where(usable, "scored", "withheld"),
        reason=np.where(usable, "", Reason.INSUFFICIENT_DATA.value),
        method="weight_times_score",
        n_used=group_sums(parts.codes, (~np.isnan(parts.score)).astype(float)),
        flags=join_flags(len(frame), weights_rescaled=enough & (parts.held < 1 - TIE)),
        whole=whole,
        possible=100.0 * own,
        share_of_whole=share,
    )
