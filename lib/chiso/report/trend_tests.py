"""What may be said of the movement of each series, by the test that its kind of points allows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chiso.metrics.ladder import trend_evidence_level
from chiso.metrics.seasonal import seasonal_mann_kendall
from chiso.metrics.serial import serial_correction
from chiso.metrics.trend import mann_kendall, theil_sen

SEASONAL, SERIAL, DESCRIBED = "seasonal_test", "serial_test", "months_described"
LEAST_POINTS = 3  # two points are a change, not a slope
_FOUND = ["level", "slope", "p", "direction"]


def trend_tests(series: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Level of evidence, slope, p and direction of each series.

    Parameters
    ----------
    series : pandas.DataFrame
        ``keys``, ``time`` (years, increasing within a series), ``value``; ``is_monthly`` for
        series of months and ``is_flow`` for counts of what happened in each period.
    keys
        Columns that tell series apart.

    Returns
    -------
    pandas.DataFrame
        ``keys``, ``level``, ``slope`` (a year; missing below 3 points and where months have
        seasons and are too few), ``p`` and ``direction``.

    Notes
    -----
    Counts of months are compared with the same month of other years (seasonal Mann-Kendall);
    other months are corrected for serial correlation (Hamed-Rao); all else is tested as it is
    (Mann-Kendall). A test that the points do not allow has no p.
    """
    by_season = series["is_monthly"] & series["is_flow"]
    parts = [
        _plain(series[~series["is_monthly"]], list(keys)),
        _seasonal(series[by_season], list(keys)),
        _serial(series[series["is_monthly"] & ~by_season], list(keys)),
    ]
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def _plain(series: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    level, line = trend_evidence_level(series, keys), theil_sen(series, keys)
    tested = mann_kendall(series, keys)
    return tested[keys].assign(
        level=level["status"],
        slope=line["value"].where(level["value"] >= LEAST_POINTS),
        p=tested["p"],
        direction=tested["status"],
    )[[*keys, *_FOUND]]


def _seasonal(series: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    tested = seasonal_mann_kendall(series, keys, period=12)
    return _of_months(tested, tested["slope"], SEASONAL)[[*keys, *_FOUND]]


def _serial(series: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    tested = serial_correction(series, keys)
    return _of_months(tested, theil_sen(series, keys)["value"], SERIAL)[[*keys, *_FOUND]]


def _of_months(tested: pd.DataFrame, slope: pd.Series, level: str) -> pd.DataFrame:
    return tested.assign(
        level=np.where(tested["p"].notna(), level, DESCRIBED),
        slope=slope,
        direction=tested["status"],
    )
