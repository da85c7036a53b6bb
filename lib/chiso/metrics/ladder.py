"""The ladder of evidence: what so many points allow one to say about a trend."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from chiso.metrics.panel import ONE_MEANING, Panel, series_codes
from chiso.metrics.results import Bools, Reason, Texts, join_flags, result_frame

TEST_FROM = 5  # points; below, no order of them is rarer than 1 in 20 (2/4! = 0.083)
INTERVAL_FROM = 8  # points; below, the limits of a slope are its outermost pairs
CORRECTION_FROM = 20  # points; serial correlation cannot be told from fewer
_LEVELS = (
    (1, "level_only"),
    (2, "change_only"),
    (3, "descriptive_trend"),
    (TEST_FROM, "trend_test_allowed"),
)


def evidence_level(count: npt.ArrayLike) -> Texts:
    """What so many points allow one to say, for each number of points.

    Parameters
    ----------
    count : array_like
        Numbers of points, 0 or more.

    Returns
    -------
    numpy.ndarray
        ``level_only`` (1), ``change_only`` (2), ``descriptive_trend`` (3-4),
        ``trend_test_allowed`` (5 and more); empty for 0.

    Examples
    --------
    >>> evidence_level([1, 4, 5]).tolist()
    ['level_only', 'descriptive_trend', 'trend_test_allowed']
    """
    points = np.asarray(count)
    level = np.full(points.shape, "", dtype=object)
    for least, name in _LEVELS:
        level[points >= least] = name
    return level


def trend_evidence_level(frame: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """What the points of each series allow one to say about its trend.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years) and ``value``; ``definition`` and ``boundary_version`` when the
        series has breaks. Only points of the last definition and boundaries count.
    keys
        Columns that tell series apart.

    Returns
    -------
    pandas.DataFrame
        ``value`` is the number of points, ``status`` the level (:func:`evidence_level`),
        ``smallest_p`` the smallest two-sided p that an exact test could reach, with the flags
        ``slope_interval_allowed`` (8 points), ``serial_correction_allowed`` (20) and
        ``points_before_break_left_out``.

    Raises
    ------
    MetricError
        If columns are missing or the times of a series are missing, unsorted or repeated.

    Notes
    -----
    Of the n! orders of n different values two are monotone, so the smallest two-sided p is 2/n!:
    0.333 for 3 points, 0.083 for 4, 0.017 for 5. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": [2020.0, 2021.0, 2022.0], "value": [20.0, 30.0, 41.9]})
    >>> trend_evidence_level(rows)[["value", "status"]].to_dict("records")
    [{'value': 3.0, 'status': 'descriptive_trend'}]
    """
    kept = _after_last_break(frame, keys)
    held = Panel.of(frame, keys, one_meaning=False).valid().sum(axis=1)
    panel = Panel.of(frame.assign(value=frame["value"].where(kept)), keys, one_meaning=False)
    valid = panel.valid()
    count = valid.sum(axis=1).astype(float)
    smallest = np.where(count > 1, 2 / special.factorial(count), np.nan)
    return result_frame(
        panel.keys,
        value=count,
        status=evidence_level(count),
        reason=np.where(count == 0, Reason.INSUFFICIENT_DATA.value, ""),
        method="smallest_exact_p",
        n_used=count,
        periods_used=panel.periods_used(valid),
        flags=join_flags(
            count.size,
            points_before_break_left_out=held > count,
            serial_correction_allowed=count >= CORRECTION_FROM,
            slope_interval_allowed=count >= INTERVAL_FROM,
        ),
        smallest_p=smallest,
    )


def _after_last_break(frame: pd.DataFrame, keys: Sequence[str]) -> Bools:
    """Rows with the definition and boundaries that the last row of their series has."""
    code, _ = series_codes(frame, keys)
    last = np.zeros(int(code.max()) + 1 if code.size else 0, dtype=np.intp)
    last[code] = np.arange(code.size)
    kept = np.ones(code.size, dtype=bool)
    for name in ONE_MEANING:
        if name in frame.columns:
            meaning = pd.factorize(frame[name])[0]
            broken = meaning != meaning[last[code]]
            latest_break = np.full(last.size, -1, dtype=np.intp)
            np.maximum.at(latest_break, code[broken], np.flatnonzero(broken))
            kept &= np.arange(code.size) > latest_break[code]
    return kept
