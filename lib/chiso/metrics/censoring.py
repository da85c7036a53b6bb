"""Figures as intervals with open or closed ends: "over 90%" is (90, 100], never 90."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.metrics.columns import TIE, numbers, texts, truths
from chiso.metrics.results import Bools, Floats, Rule, Texts, reject_rows
from chiso.words import Words

MET, NOT_MET, UNDETERMINED = "met", "not_met", "undetermined"
_BOUND = Rule(
    "interval",
    "bound",
    Words(
        vi="giá trị kèm dấu như > hay ~ phải có khoảng lower, upper (dùng as_interval)",
        en="a value with a sign such as > or ~ needs lower and upper (see as_interval)",
    ),
)
_ORDER = Rule(
    "interval",
    "interval",
    Words(
        vi="cận dưới không vượt cận trên và giá trị nằm trong khoảng",
        en="the lower end does not pass the upper end and the value lies between them",
    ),
)


@dataclass(frozen=True)
class Interval:
    """Lower and upper ends of many figures; an infinite end means that no bound is known.

    Both ends are missing where nothing is known at all.
    """

    lower: Floats
    upper: Floats
    lower_open: Bools
    upper_open: Bools

    @property
    def known(self) -> Bools:
        """Where there is any figure."""
        return ~np.isnan(self.lower)

    def negated(self) -> Interval:
        """The intervals of the opposite figures."""
        return Interval(-self.upper, -self.lower, self.upper_open, self.lower_open)

    def where(self, mask: Bools, other: Interval) -> Interval:
        """Own rows where ``mask`` holds, rows of ``other`` elsewhere."""
        return Interval(
            np.where(mask, self.lower, other.lower),
            np.where(mask, self.upper, other.upper),
            np.where(mask, self.lower_open, other.lower_open),
            np.where(mask, self.upper_open, other.upper_open),
        )

    def finite_ends(self) -> tuple[Floats, Floats]:
        """Both ends for a result, where an unknown bound is missing and not infinite."""
        return (
            np.where(np.isinf(self.lower), np.nan, self.lower + 0.0),  # no -0.0
            np.where(np.isinf(self.upper), np.nan, self.upper + 0.0),
        )


def point_interval(values: Floats) -> Interval:
    """Intervals of width zero around exact figures."""
    closed = np.zeros(len(values), dtype=bool)
    return Interval(values, values, closed, closed)


def value_interval(frame: pd.DataFrame) -> Interval:
    """Interval of each row from ``lower, upper, lower_open, upper_open``, else from ``value``.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any of the five columns. Rows without ``lower`` and ``upper`` are the point ``value``;
        a row with one of them is unbounded on the other side. Where a ``qualifier`` says that
        the value is a bound or about right, the row needs its interval.

    Returns
    -------
    Interval
        One interval a row.

    Raises
    ------
    MetricError
        If a lower end lies above its upper end, a value outside its own interval, or a bound
        comes without its interval.
    """
    value, lower, upper = (numbers(frame, name) for name in ("value", "lower", "upper"))
    bare = np.isnan(lower) & np.isnan(upper)
    loose = bare & ~np.isnan(value) & ~is_exact(frame)
    reject_rows(frame, loose, [n for n in ("value", "qualifier") if n in frame.columns], _BOUND)
    low = np.where(bare, value, np.where(np.isnan(lower), -np.inf, lower))
    high = np.where(bare, value, np.where(np.isnan(upper), np.inf, upper))
    wrong = (low > high + TIE) | (value < low - TIE) | (value > high + TIE)
    columns = [name for name in ("value", "lower", "upper") if name in frame.columns]
    reject_rows(frame, wrong, columns, _ORDER)
    lower_open = (truths(frame, "lower_open") & ~bare) | np.isneginf(low)
    upper_open = (truths(frame, "upper_open") & ~bare) | np.isposinf(high)
    return Interval(low, high, lower_open, upper_open)


def is_exact(frame: pd.DataFrame) -> Bools:
    """Where the ``qualifier``, if there is one, leaves the value a plain figure."""
    return np.isin(texts(frame, "qualifier"), ("", "="))


def compare(interval: Interval, target: Floats, operator: Texts) -> Texts:
    """``met`` if the whole interval satisfies the target, ``not_met`` if none of it does.

    Parameters
    ----------
    interval
        Figures to judge.
    target
        Targets, one a row.
    operator
        ``>=``, ``>``, ``<=``, ``<`` or ``=``, one a row.

    Returns
    -------
    numpy.ndarray
        ``met``, ``not_met``, ``undetermined``, or empty text where figure or target is missing.
    """
    falling = np.isin(operator, ("<=", "<"))
    side = interval.negated().where(falling, interval)
    goal = np.where(falling, -target, target)
    near = TIE * np.maximum(1.0, np.abs(goal))
    strict = np.isin(operator, (">", "<"))
    low_at, high_at = np.abs(side.lower - goal) <= near, np.abs(side.upper - goal) <= near
    reaches = (side.lower > goal + near) | (low_at & (side.lower_open | ~strict))
    misses = (side.upper < goal - near) | (high_at & (side.upper_open | strict))
    exact = operator == "="
    outside = (
        (side.upper < goal - near)
        | (side.lower > goal + near)
        | (high_at & side.upper_open)
        | (low_at & side.lower_open)
    )
    met = np.where(exact, low_at & high_at & ~outside, reaches)
    not_met = np.where(exact, outside, misses)
    known = interval.known & ~np.isnan(target)
    return np.select([~known, met, not_met], ["", MET, NOT_MET], default=UNDETERMINED).astype(
        object
    )
