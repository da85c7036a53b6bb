"""Trend of a share on the log-odds scale, which never leaves 0 to 100%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from chiso.metrics.kendall import normal_p, verdict
from chiso.metrics.ladder import TEST_FROM, evidence_level
from chiso.metrics.panel import Panel
from chiso.metrics.results import Bools, Floats, Reason, join_flags, require_counts, result_frame

FIT_FROM = 3  # points; two fit exactly and leave nothing to judge the spread by
_STEPS = 100
_HALVINGS = 30  # of a step that overshoots
_LONGEST_STEP = 3.0  # on the log-odds scale; a longer one may land where nothing can be told
_STILL = 1e-10


@dataclass(frozen=True)
class LogitFit:
    """Binomial line on the log-odds scale, one entry a series; missing where it cannot be fitted.

    Parameters
    ----------
    intercept, slope
        Log odds at time 0 and their change per unit of time.
    error
        Standard error of the slope, widened by ``scale``.
    scale
        Pearson dispersion, never below 1.
    """

    intercept: Floats
    slope: Floats
    error: Floats
    scale: Floats


def binomial_trend(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    confidence: float = 0.95,
    alpha: float = 0.05,
) -> pd.DataFrame:
    """Factor by which the odds of each share grow per year.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, increasing within a series), ``numerator``, ``denominator``.
    keys
        Columns that tell series apart.
    confidence
        Level of the interval, 0-1.
    alpha
        Level of the two-sided test, 0-1.

    Returns
    -------
    pandas.DataFrame
        ``value``, ``lower``, ``upper``: odds ratio per year (1 is no change). ``status`` from 5
        points on: ``increasing``, ``decreasing`` or ``no_trend``. Further columns
        ``log_odds_slope``, ``log_odds_error``, ``log_odds_intercept`` (at time 0), ``scale``,
        ``p``. Reasons ``insufficient_data`` (below 3 points), ``no_spread`` (all periods 0% or
        all 100%), ``not_applicable`` (flag ``perfect_separation``: all cases lie before or after
        one time, the odds ratio has no end; or flag ``not_converged``).

    Raises
    ------
    MetricError
        If a count is impossible, or times are missing, unsorted or repeated.

    Notes
    -----
    Logit model by maximum likelihood, errors times the root of max(1, Pearson chi-square /
    (points - 2)); same numbers as statsmodels GLM Binomial with that scale (its own ``"X2"``
    leaves out the counts). The trend of choice for a share with counts. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": range(2018, 2023), "denominator": [200] * 5,
    ...                      "numerator": [90, 100, 120, 130, 150]})
    >>> binomial_trend(rows)[["value", "status"]].round(3).to_dict("records")
    [{'value': 1.376, 'status': 'increasing'}]
    """
    panel, fit, state = fit_panel(frame, keys)
    z = float(special.ndtri((1 + confidence) / 2))
    count = panel.valid().sum(axis=1).astype(float)
    p = normal_p(fit.slope / fit.error)
    fitted = ~np.isnan(fit.slope)
    return result_frame(
        panel.keys,
        value=np.exp(fit.slope),
        lower=np.exp(fit.slope - z * fit.error),
        upper=np.exp(fit.slope + z * fit.error),
        status=verdict(fit.slope, np.where(count >= TEST_FROM, p, np.nan), alpha),
        reason=np.select(
            [fitted, state["few"], state["flat"]],
            ["", Reason.INSUFFICIENT_DATA.value, Reason.NO_SPREAD.value],
            Reason.NOT_APPLICABLE.value,
        ),
        method="binomial_logit",
        n_used=count,
        periods_used=panel.periods_used(panel.valid()),
        flags=join_flags(
            count.size,
            not_converged=~(fitted | state["few"] | state["flat"] | state["separated"]),
            overdispersed=fitted & (fit.scale > 1),
            perfect_separation=state["separated"],
        ),
        log_odds_slope=fit.slope,
        log_odds_error=fit.error,
        log_odds_intercept=fit.intercept,
        scale=fit.scale,
        p=p,
        evidence_level=evidence_level(count),
    )


def fit_panel(frame: pd.DataFrame, keys: Sequence[str]) -> tuple[Panel, LogitFit, dict[str, Bools]]:
    """Panel of the counts, the line of each series, and which series have none and why.

    Parameters
    ----------
    frame, keys
        As for :func:`binomial_trend`.

    Returns
    -------
    tuple
        Panel, fit, and masks ``few`` (points), ``flat`` (0% or 100% throughout), ``separated``.

    Raises
    ------
    MetricError
        If a count is impossible, or times are missing, unsorted or repeated.
    """
    require_counts(frame, "numerator", "denominator")
    cases = frame["numerator"].where(frame["denominator"] > 0)
    panel = Panel.of(frame.assign(numerator=cases), keys, ("numerator", "denominator"))
    series = len(panel.keys)
    state = {name: np.zeros(series, dtype=bool) for name in ("few", "flat", "separated")}
    state["few"] = panel.valid().sum(axis=1) < FIT_FROM
    columns = {name: np.full(series, np.nan) for name in LogitFit.__dataclass_fields__}
    for group in panel.groups():
        if group.time.shape[1] < FIT_FROM:
            continue
        x, n = group.columns["numerator"], group.columns["denominator"]
        flat = (x.sum(axis=1) == 0) | (x == n).all(axis=1)
        separated = ~flat & _is_separated(x, n, group.time)
        state["flat"][group.rows], state["separated"][group.rows] = flat, separated
        open_rows = ~(flat | separated)
        fit = fit_logit(x[open_rows], n[open_rows], group.time[open_rows])
        for name, column in columns.items():
            column[group.rows[open_rows]] = getattr(fit, name)
    return panel, LogitFit(**columns), state


def _is_separated(x: Floats, n: Floats, time: Floats) -> Bools:
    """Whether all cases lie at or after all non-cases in time, or at or before."""
    first_case = np.where(x > 0, time, np.inf).min(axis=1)
    last_case = np.where(x > 0, time, -np.inf).max(axis=1)
    first_other = np.where(x < n, time, np.inf).min(axis=1)
    last_other = np.where(x < n, time, -np.inf).max(axis=1)
    return np.asarray((first_case >= last_other) | (last_case <= first_other), dtype=bool)


def fit_logit(x: Floats, n: Floats, time: Floats) -> LogitFit:
    """Binomial lines of rows that are neither flat nor separated, by Newton's method.

    Parameters
    ----------
    x, n : numpy.ndarray
        Cases and base, shape (series, points), base above 0.
    time : numpy.ndarray
        Same shape.

    Returns
    -------
    LogitFit
        One entry a row.
    """
    middle = (n * time).sum(axis=1, keepdims=True) / n.sum(axis=1, keepdims=True)
    span = np.maximum(np.ptp(time, axis=1, keepdims=True), np.finfo(float).tiny)
    place = (time - middle) / span
    line = np.stack([special.logit(x.sum(axis=1) / n.sum(axis=1)), np.zeros(len(x))])
    height = _log_likelihood(x, n, place, line)
    moving = np.ones(len(x), dtype=bool)
    for _ in range(_STEPS):
        step, _ = _newton_step(x, n, place, line)
        reached = _log_likelihood(x, n, place, line + step)
        for _ in range(_HALVINGS):
            lower = reached < height - _STILL * np.abs(height)
            if not lower.any():
                break
            step[:, lower] /= 2
            reached = _log_likelihood(x, n, place, line + step)
        line, height = line + step, reached
        moving = np.abs(step).max(axis=0) > _STILL
        if not moving.any():
            break
    _, inverse = _newton_step(x, n, place, line)
    share = special.expit(line[0][:, None] + line[1][:, None] * place)
    spread = np.maximum(n * share * (1 - share), np.finfo(float).tiny)
    scale = np.maximum(((x - n * share) ** 2 / spread).sum(axis=1) / (x.shape[1] - 2), 1.0)
    slope = np.where(moving, np.nan, line[1] / span[:, 0])
    return LogitFit(
        intercept=line[0] - slope * middle[:, 0],
        slope=slope,
        error=np.sqrt(scale * inverse) / span[:, 0],
        scale=scale,
    )


def _log_likelihood(x: Floats, n: Floats, place: Floats, line: Floats) -> Floats:
    odds = line[0][:, None] + line[1][:, None] * place
    return np.asarray((x * odds - n * np.logaddexp(0, odds)).sum(axis=1), dtype=float)


def _newton_step(x: Floats, n: Floats, place: Floats, line: Floats) -> tuple[Floats, Floats]:
    """Step towards the largest likelihood, and the variance of the slope at ``line``."""
    share = special.expit(line[0][:, None] + line[1][:, None] * place)
    weight = n * share * (1 - share)
    rest = x - n * share
    h00, h01, h11 = ((weight * place**power).sum(axis=1) for power in (0, 1, 2))
    g0, g1 = rest.sum(axis=1), (rest * place).sum(axis=1)
    size = h00 * h11 - h01**2
    step = np.stack([h11 * g0 - h01 * g1, h00 * g1 - h01 * g0]) / size
    length = np.abs(step).max(axis=0)
    return step * np.minimum(1.0, _LONGEST_STEP / np.maximum(length, _STILL)), h00 / size
