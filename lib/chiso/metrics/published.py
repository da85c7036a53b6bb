"""Progress measures of published systems, for comparison with them only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.metrics.columns import TIE, numbers, truths
from chiso.metrics.goals import read_goals
from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Texts,
    join_flags,
    require_columns,
    result_frame,
)


@dataclass(frozen=True)
class CagrMarks:
    """Marks of Statistics Canada and Open SDG.

    Parameters
    ----------
    with_target, without_target : tuple of float
        Least ratio to the required rate, and least yearly rate, for substantial, moderate and
        limited progress.
    limit_exponent : float
        Exponent of the factor that lowers the positive marks near a natural limit.
    """

    with_target: tuple[float, float, float] = (0.95, 0.60, 0.0)
    without_target: tuple[float, float, float] = (0.015, 0.005, 0.0)
    limit_exponent: float = 4.44


CAGR_MARKS = CagrMarks()
_STATES = ("substantial_progress", "moderate_progress", "limited_progress")
# The published code multiplies by coefficients rounded to four decimals; so do we, to agree.
_RATIO_SCORES = ((-0.6, 4.1667, -2.5), (0.6, 7.1429, -4.2857))
_RATE_ENDS = 0.02


def compound_rate(first: Floats, last: Floats, years: Floats) -> Floats:
    """Compound annual growth rate (1: doubles each year); missing unless both have one sign.

    Parameters
    ----------
    first, last : numpy.ndarray
        Figures; a zero has no rate.
    years : numpy.ndarray
        Years between them, above 0.

    Returns
    -------
    numpy.ndarray
        (last / first) ^ (1 / years) - 1.

    Examples
    --------
    >>> compound_rate(np.array([50.0, 0.0]), np.array([72.0, 5.0]), np.array([2.0, 5.0])).tolist()
    [0.19999999999999996, nan]
    """
    fine = (first * last > 0) & (years > 0)
    ratio = np.divide(last, first, out=np.full(len(first), np.nan), where=fine)
    return np.asarray(ratio ** (1 / np.where(fine, years, 1.0)) - 1, dtype=float)


@dataclass(frozen=True)
class _Growth:
    """Figures of the frame and the two growth rates between them."""

    first: Floats
    last: Floats
    target: Floats
    sign: Floats
    observed: Floats
    required: Floats

    @classmethod
    def of(cls, frame: pd.DataFrame) -> _Growth:
        needed = ("baseline", "baseline_time", "value", "time")
        require_columns(frame, needed, "growth")
        first, start, last, now = (numbers(frame, name) for name in needed)
        goals = read_goals(frame if "target" in frame.columns else frame.assign(target=np.nan))
        due = numbers(frame, "due_time")
        return cls(
            first=first,
            last=last,
            target=goals.target,
            sign=goals.sign,
            observed=compound_rate(first, last, now - start),
            required=compound_rate(first, goals.target, due - start),
        )

    @property
    def faced(self) -> Floats:
        """Direction of a growth rate: a negative figure that grows falls."""
        return np.asarray(self.sign * np.where(self.first < 0, -1.0, 1.0), dtype=float)

    def met(self, figure: Floats) -> Bools:
        """Where a figure meets the target."""
        return np.asarray(self.sign * (figure - self.target) >= -TIE, dtype=bool)


def cagr_ratio(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, marks: CagrMarks = CAGR_MARKS
) -> pd.DataFrame:
    """Progress as Statistics Canada and Open SDG publish it, from compound growth rates.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``baseline``, ``baseline_time``, ``value``, ``time``; with a target ``target`` and
        ``due_time``; optional ``direction``, ``limit`` (natural limit) and ``is_share``.
    keys : sequence of str
        Columns to carry over.
    marks : CagrMarks
        Thresholds.

    Returns
    -------
    pandas.DataFrame
        Keys, the result columns, ``score`` (-5..5), ``published_value``, ``cagr`` and
        ``cagr_required``. ``value`` is the ratio of observed to required rate, or the rate itself
        without a target, positive in the wanted direction. It is withheld where the ratio says
        nothing (baseline at or beyond the target, zeros, opposite signs); ``published_value``
        then still shows what the system prints. ``status``: ``target_achieved``,
        ``substantial_progress``, ``moderate_progress``, ``limited_progress``, ``deterioration``.

    Raises
    ------
    MetricError
        For missing columns or an unknown direction.

    Notes
    -----
    Relative growth misleads on shares: 98.8 to 98.3% against 100 reads like a collapse. Use
    :func:`chiso.metrics.progress.target_progress` for verdicts. See docs/methods.md, cagr_ratio.

    Examples
    --------
    >>> row = {"baseline": 40, "baseline_time": 2015, "value": 45, "time": 2020}
    >>> cagr_ratio(pd.DataFrame([row | {"target": 80, "due_time": 2030}]))["status"].tolist()
    ['limited_progress']
    """
    growth = _Growth.of(frame)
    aimed = ~np.isnan(growth.target)
    ratio = np.full(len(frame), np.nan)
    fine = aimed & (np.abs(growth.required) > 0)
    np.divide(growth.faced * growth.observed, np.abs(growth.required), out=ratio, where=fine)
    scaled, rate = _scaled_rate(frame, growth, marks), growth.faced * growth.observed
    achieved, met_at_base = aimed & growth.met(growth.last), aimed & growth.met(growth.first)
    published = np.where(aimed, ratio, rate)
    judged = np.where(aimed, ratio, scaled)
    status = _states(judged, np.where(aimed[:, None], marks.with_target, marks.without_target))
    status = np.select([achieved, met_at_base], ["target_achieved", "deterioration"], status)
    score = np.where(aimed, _ratio_score(ratio, marks), _rate_score(scaled, marks))
    score = np.select([achieved, met_at_base], [5.0, -5.0], score)
    complete = ~(np.isnan(growth.first) | np.isnan(growth.last))
    known = complete & (achieved | met_at_base | ~np.isnan(judged))
    value = np.where(met_at_base, np.nan, published)
    no_ratio = np.where(complete, Reason.NOT_APPLICABLE.value, Reason.INSUFFICIENT_DATA.value)
    return result_frame(
        frame[list(keys)],
        value=value,
        status=np.where(known, status, "withheld"),
        reason=np.where(np.isnan(value), no_ratio, ""),
        method="cagr_ratio",
        n_used=np.where(complete, 2.0, 0.0),
        flags=join_flags(
            len(frame),
            relative_growth_of_a_share=truths(frame, "is_share"),
            target_met_at_baseline=met_at_base,
        ),
        score=np.where(known, score, np.nan),
        published_value=published,
        cagr=growth.observed,
        cagr_required=growth.required,
    )


def _scaled_rate(frame: pd.DataFrame, growth: _Growth, marks: CagrMarks) -> Floats:
    """Rate in the wanted direction, enlarged near a natural limit as its marks shrink.

    The factor of a least possible figure mirrors that of a greatest one. At the limit itself
    every rate that is not negative passes all marks.
    """
    rate, limit = growth.faced * growth.observed, numbers(frame, "limit")
    bounded = ~np.isnan(limit) & (limit != 0)
    part = np.divide(growth.first, limit, out=np.zeros(len(rate)), where=bounded)
    near = np.clip(np.where(growth.sign > 0, part, 2.0 - part), 0.0, 1.0)
    factor = np.where(bounded, 1.0 - near**marks.limit_exponent, 1.0)
    scaled = np.where(factor > 0, rate, np.inf)
    np.divide(rate, factor, out=scaled, where=factor > 0)
    return np.asarray(np.where(rate < 0, rate, scaled), dtype=float)


def _states(judged: Floats, marks: Floats) -> Texts:
    """Name of the first mark that is reached."""
    reached = [judged >= marks[:, place] - TIE for place in range(len(_STATES))]
    return np.asarray(np.select(reached, _STATES, default="deterioration"), dtype=object)


def _ratio_score(ratio: Floats, marks: CagrMarks) -> Floats:
    """Score of a ratio; the published code rounds its coefficients to four decimals."""
    high, middle, _ = marks.with_target
    slope, offset = round(2.5 / (high - middle), 4), round(2.5 * middle / (high - middle), 4)
    below, above = round(2.5 / middle, 4) * ratio - 2.5, slope * ratio - offset
    return np.asarray(np.clip(np.where(ratio < middle, below, above), -5.0, 5.0), dtype=float)


def _rate_score(rate: Floats, marks: CagrMarks) -> Floats:
    high, middle, low = marks.without_target
    places = [-_RATE_ENDS, low, middle, high, _RATE_ENDS]
    return np.asarray(np.interp(rate, places, [-5.0, -2.5, 0.0, 2.5, 5.0]), dtype=float)


def un_progress_chart(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, near_limit: float = 0.0
) -> pd.DataFrame:
    """Score of the United Nations progress chart (3 on track, 2 fair, 1 marginal or worse).

    Parameters
    ----------
    frame : pandas.DataFrame
        As for :func:`cagr_ratio`.
    keys : sequence of str
        Columns to carry over.
    near_limit : float, default 0
        Distance from 0 or 100 at which a figure counts as met (Eustat: 1).

    Returns
    -------
    pandas.DataFrame
        Keys, the result columns, ``cagr``, ``expected_at_due`` and ``share_of_planned_change``.
        ``value`` is the score.

    Raises
    ------
    MetricError
        For missing columns or an unknown direction.

    Notes
    -----
    Extrapolates by the compound rate, so a share may pass 100%: marks 0.95 and 0.10 on the share
    of the planned change; without a target 2% and 0.5% a year. See docs/methods.md,
    un_progress_chart.

    Examples
    --------
    >>> row = {"baseline": 40, "baseline_time": 2015, "value": 62, "time": 2021}
    >>> un_progress_chart(pd.DataFrame([row | {"target": 60, "due_time": 2025}]))["value"].tolist()
    [3.0]
    """
    growth = _Growth.of(frame)
    aimed = ~np.isnan(growth.target)
    years = numbers(frame, "due_time") - numbers(frame, "baseline_time")
    expected = growth.first * (1 + growth.observed) ** years
    planned = growth.target - growth.first
    share = np.full(len(frame), np.nan)
    np.divide(expected - growth.first, planned, out=share, where=np.abs(planned) > 0)
    rate = growth.faced * growth.observed
    marks = np.where(aimed[:, None], (0.95, 0.10), (0.02, 0.005))
    judged = np.where(aimed, share, rate)
    score = 1.0 + (judged >= marks[:, 0] - TIE) + (judged >= marks[:, 1] - TIE)
    end = np.where(growth.sign > 0, 100.0, 0.0)
    near = (near_limit > 0) & (np.abs(growth.last - end) <= near_limit + TIE)
    met = (aimed & growth.met(growth.last)) | near
    value = np.where(met, 3.0, np.where(np.isnan(judged), np.nan, score))
    return result_frame(
        frame[list(keys)],
        value=value,
        status=np.select(
            [value == 3, value == 2, value == 1], ["on_track", "fair", "marginal"], "withheld"
        ),
        reason=np.where(np.isnan(value), _no_growth(growth), ""),
        method="un_progress_chart",
        n_used=2.0,
        flags=join_flags(
            len(frame),
            relative_growth_of_a_share=truths(frame, "is_share"),
            extrapolated_past_limit=(expected > 100) & truths(frame, "is_share"),
        ),
        cagr=growth.observed,
        expected_at_due=np.where(aimed, expected, np.nan),
        share_of_planned_change=share,
    )


def _no_growth(growth: _Growth) -> Texts:
    missing = np.isnan(growth.first) | np.isnan(growth.last)
    chosen = np.where(missing, Reason.INSUFFICIENT_DATA.value, Reason.NOT_APPLICABLE.value)
    return np.asarray(chosen, dtype=object)
