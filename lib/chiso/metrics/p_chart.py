"""Process chart of a share with counts: limits that follow the size of each period."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chiso.metrics.panel import series_codes
from chiso.metrics.results import Reason, require_counts, result_frame


def p_chart_limits(frame: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Limits of each period's share when every period draws from one process.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, increasing within a series), ``numerator``, ``denominator``.
    keys
        Columns that tell series apart.

    Returns
    -------
    pandas.DataFrame
        One row a row of ``frame``, with ``time``. ``value`` is the share (0-100), ``lower`` and
        ``upper`` its limits, ``mean`` the pooled share; ``status`` is ``inside``, ``above`` or
        ``below``. Reasons ``insufficient_data``, ``no_denominator``, ``no_cases``.

    Raises
    ------
    MetricError
        If columns are missing or a count is impossible.

    Notes
    -----
    Pooled p -/+ 3 sqrt(p(1 - p)/n_i), clipped to 0-100. With very large n_i nearly every period
    leaves its limits; the XmR chart is then the fair one. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": [1.0, 2.0], "numerator": [45, 70], "denominator": [100, 100]})
    >>> p_chart_limits(rows)[["lower", "upper", "status"]].round(1).to_dict("records")[0]
    {'lower': 42.7, 'upper': 72.3, 'status': 'inside'}
    """
    cases, base = require_counts(frame, "numerator", "denominator")
    code, series = series_codes(frame, keys)
    held = (base > 0) & ~np.isnan(cases)
    pooled = [np.bincount(code[held], part[held], minlength=len(series)) for part in (cases, base)]
    mean = (pooled[0] / np.where(pooled[1] > 0, pooled[1], np.nan))[code]
    used = np.where(held, base, np.nan)
    value, half = cases / used, 3 * np.sqrt(mean * (1 - mean) / used)
    lower, upper = np.clip(mean - half, 0, 1), np.clip(mean + half, 0, 1)
    return result_frame(
        frame[[*keys, "time"]],
        value=100 * value,
        lower=100 * lower,
        upper=100 * upper,
        status=np.select([~held, value > upper, value < lower], ["", "above", "below"], "inside"),
        reason=np.select(
            [held, np.isnan(base), np.isnan(cases)],
            ["", Reason.NO_DENOMINATOR.value, Reason.INSUFFICIENT_DATA.value],
            Reason.NO_CASES.value,
        ),
        method="p_chart",
        n_used=base,
        mean=100 * mean,
    )
