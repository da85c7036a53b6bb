"""Trend of a series once a second quantity that moves with it is taken out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from chiso.metrics.kendall import normal_p, ratio, score_series, verdict
from chiso.metrics.ladder import TEST_FROM
from chiso.metrics.panel import Panel
from chiso.metrics.results import Floats, Reason, join_flags, result_frame
from chiso.metrics.trend import theil_sen

_ROUNDING = 1e-9  # what is left of a variance of 0


def partial_mann_kendall(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    covariate: str = "covariate",
    alpha: float = 0.05,
) -> pd.DataFrame:
    """Whether each series rises or falls beyond what a covariate explains.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, increasing within a series), ``value`` and the covariate, such
        as the number of dossiers received; rows without both take no part.
    keys
        Columns that tell series apart.
    covariate
        Name of the covariate column.
    alpha
        Level of the two-sided test, 0-1.

    Returns
    -------
    pandas.DataFrame
        ``value`` is tau_a of the series itself; ``score`` its score less the part of the
        covariate; ``variance``, ``z``, ``p``, ``slope`` and ``intercept`` (Theil-Sen of the
        series). Reasons ``insufficient_data`` (below 5 points), ``no_spread`` (the covariate
        orders the points exactly as the series does).

    Raises
    ------
    MetricError
        If columns are missing, times are missing, unsorted or repeated, or definitions are mixed.

    Notes
    -----
    Libiseller and Grimvall 2002: S - rho S_z with variance (1 - rho^2) n(n-1)(2n+5)/18, rho from
    the conditional covariance of both scores; ties are not corrected for. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": range(6), "value": [1.0, 3.0, 2.0, 5.0, 4.0, 6.0],
    ...                      "covariate": [2.0, 1.0, 4.0, 3.0, 6.0, 5.0]})
    >>> partial_mann_kendall(rows)["status"].tolist()
    ['no_trend']
    """
    panel = Panel.of(frame, keys, ("value", covariate))
    count = panel.valid().sum(axis=1).astype(float)
    names = ("score", "own", "variance")
    found = {name: np.full(count.size, np.nan) for name in names}
    for group in panel.groups():
        parts = _conditional(group.columns["value"], group.columns[covariate])
        for name, part in zip(names, parts, strict=True):
            found[name][group.rows] = part
    enough = count >= TEST_FROM
    usable = enough & (found["variance"] > _ROUNDING)
    z = ratio(found["score"], np.sqrt(np.where(usable, found["variance"], np.nan)))
    p = np.where(usable, normal_p(z), np.nan)
    line = theil_sen(frame, keys, intercept="separate")
    return result_frame(
        panel.keys,
        value=np.where(usable, ratio(found["own"], count * (count - 1) / 2), np.nan),
        status=verdict(found["score"], p, alpha),
        reason=np.select(
            [usable, enough], ["", Reason.NO_SPREAD.value], Reason.INSUFFICIENT_DATA.value
        ),
        method="partial_normal",
        n_used=count,
        periods_used=panel.periods_used(panel.valid()),
        flags=join_flags(count.size),
        score=found["score"],
        variance=found["variance"],
        z=z,
        p=p,
        slope=line["value"],
        intercept=line["intercept"],
    )


def _conditional(values: Floats, covariate: Floats) -> tuple[Floats, Floats, Floats]:
    """Score less the covariate's part, score of the series, and variance, per row."""
    points = values.shape[1]
    plain = points * (points - 1) * (2 * points + 5) / 18
    together = np.zeros(len(values))
    for lag in range(1, points):
        both = [np.sign(part[:, lag:] - part[:, :-lag]) for part in (values, covariate)]
        together += (both[0] * both[1]).sum(axis=1)
    ranks = [stats.rankdata(part, axis=1) for part in (values, covariate)]
    cross = (ranks[0] * ranks[1]).sum(axis=1)
    covariance = (together + 4 * cross - points * (points + 1) ** 2) / 3
    rho = covariance / plain if plain else np.zeros(len(values))
    own, other = score_series(values).score, score_series(covariate).score
    return own - rho * other, own, (1 - rho**2) * plain
