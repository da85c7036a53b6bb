"""Figures as intervals: printed figures with a qualifier, and counts with their limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from scipy import special

from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Rule,
    Texts,
    join_flags,
    reject_rows,
    require_columns,
    result_frame,
)
from chiso.words import Words

Bounds = tuple[float | Floats | None, float | Floats | None]
CountMethod = Literal["exact", "byar"]
QUALIFIERS = ("=", ">", ">=", "<", "<=", "~")
ABOUT = 0.10  # "about 60" may be 54 to 66: a convention of METHODS 3.1, flagged as approximate
_OVERDISPERSED = 0.01  # level at which counts vary more between rows than chance explains


def as_interval(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, bounds: Bounds = (0.0, 100.0)
) -> pd.DataFrame:
    """The interval in which the true figure lies, given how the figure was printed.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``value``; ``qualifier`` (``=``, ``>``, ``>=``, ``<``, ``<=``, ``~``; empty or
        absent means ``=``); ``decimals`` printed (missing or absent: the figure is exact).
    keys
        Columns to keep beside the result.
    bounds
        Smallest and largest value there can be, for all rows or one a row; None (in arrays missing)
        where there is none.

    Returns
    -------
    pandas.DataFrame
        ``value`` (missing with the reason ``censored`` when only a bound was printed), ``lower``,
        ``upper`` (missing where unbounded), ``status`` (``exact``, ``rounded``, ``bound``,
        ``approximate``), ``lower_open``, ``upper_open``. Reasons ``insufficient_data`` (no value)
        and ``out_of_bounds``.

    Raises
    ------
    MetricError
        If a qualifier is unknown or a value is infinite.

    Notes
    -----
    ``=``: value -/+ half a unit of the last decimal; ``>``: (value, highest]; ``>=``: [value,
    highest]; ``<``, ``<=`` mirrored; ``~``: value -/+ 10%. Clipped to the bounds. "Over 90%" is
    the interval (90, 100], never the number 90. See docs/methods.md.

    Examples
    --------
    >>> as_interval(pd.DataFrame({"value": [95.0], "qualifier": [">"]}))[["lower", "upper"]]
       lower  upper
    0   95.0  100.0
    """
    require_columns(frame, [*keys, "value"], "figures")
    value = frame["value"].to_numpy(dtype=float, na_value=np.nan)
    qualifier = _qualifiers(frame)
    low, high = (np.nan if bound is None else bound for bound in bounds)
    above, below = np.isin(qualifier, (">", ">=")), np.isin(qualifier, ("<", "<="))
    about = qualifier == "~"
    half = np.where(about, ABOUT * np.abs(value), _half_unit(frame))
    lower = np.where(below, low, np.fmax(np.where(above, value, value - half), low))
    upper = np.where(above, high, np.fmin(np.where(below, value, value + half), high))
    outside = (value < low) | (value > high)
    outside |= ((qualifier == ">") & (value >= high)) | ((qualifier == "<") & (value <= low))
    missing = np.isnan(value)
    known = ~(outside | missing)
    bound = (above | below) & known & ~(lower == upper)
    return result_frame(
        frame[list(keys)],
        value=np.where(known & ~bound, value, np.nan),
        lower=np.where(known, lower, np.nan),
        upper=np.where(known, upper, np.nan),
        status=_kinds(bound, about, half, known),
        reason=np.select(
            [missing, outside, bound],
            [Reason.INSUFFICIENT_DATA.value, Reason.OUT_OF_BOUNDS.value, Reason.CENSORED.value],
            "",
        ),
        method="printed_figure",
        n_used=known,
        flags=join_flags(len(value), approximate=about & known),
        lower_open=(qualifier == ">") & known,
        upper_open=(qualifier == "<") & known,
    )


def _kinds(bound: Bools, about: Bools, half: Floats, known: Bools) -> Texts:
    kind = np.where(half > 0, "rounded", "exact").astype(object)
    kind[about] = "approximate"
    kind[bound] = "bound"
    kind[~known] = ""
    return kind


def _qualifiers(frame: pd.DataFrame) -> Texts:
    if "qualifier" not in frame.columns:
        return np.full(len(frame), "=", dtype=object)
    qualifier = frame["qualifier"].fillna("=").replace("", "=").to_numpy(dtype=object)
    value = frame["value"].to_numpy(dtype=float, na_value=np.nan)
    shown = ", ".join(QUALIFIERS)
    known = Words(vi=f"dấu so sánh là một trong: {shown}", en=f"a qualifier is one of: {shown}")
    wrong = ~np.isin(qualifier, QUALIFIERS) | np.isinf(value)
    reject_rows(frame, wrong, ["value", "qualifier"], Rule("figures", "qualifier", known))
    return qualifier


def _half_unit(frame: pd.DataFrame) -> Floats:
    """Half a unit of the last printed decimal, 0 where none is given."""
    if "decimals" not in frame.columns:
        return np.zeros(len(frame))
    decimals = frame["decimals"].to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isnan(decimals), 0.0, 0.5 * 10.0 ** -np.nan_to_num(decimals))


def poisson_interval(
    frame: pd.DataFrame,
    keys: Sequence[str] = (),
    *,
    confidence: float = 0.95,
    method: CountMethod = "exact",
    multiplier: float = 1.0,
) -> pd.DataFrame:
    """Each count, or rate per exposure, with the range that chance alone explains.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``numerator`` (events, 0 or more), and ``exposure`` (above 0) for a rate. Pass
        rows of one kind together: they are compared for overdispersion.
    keys
        Columns to keep beside the result.
    confidence
        Level of the interval, 0-1.
    method
        ``exact`` (chi-square); ``byar`` only for comparison with PHEindicatormethods.
    multiplier
        Unit of the rate, such as 1000 for "per 1,000 persons".

    Returns
    -------
    pandas.DataFrame
        ``value``, ``lower``, ``upper`` in the unit of the rate; reasons ``insufficient_data``
        (no count) and ``no_denominator`` (exposure missing or 0). Flag ``overdispersed`` when the
        rates differ between rows more than Poisson counts do (the range is then too narrow).

    Raises
    ------
    MetricError
        If a count or an exposure is negative or infinite.

    Notes
    -----
    chi2(a/2, 2x)/2 and chi2(1 - a/2, 2x + 2)/2, each over the exposure. See docs/methods.md.

    Examples
    --------
    >>> row = pd.DataFrame({"numerator": [5], "exposure": [100]})
    >>> poisson_interval(row, multiplier=100)[["lower", "upper"]].round(2).to_dict("records")
    [{'lower': 1.62, 'upper': 11.67}]
    """
    events, exposure = _events(frame)
    held = ~np.isnan(events) & (exposure > 0)
    lower, upper = np.full(events.shape, np.nan), np.full(events.shape, np.nan)
    if method == "byar":
        lower[held], upper[held] = _byar_limits(events[held], confidence)
    else:
        # Imported here: it takes over a second, and every notebook needs this module.
        from statsmodels.stats.rates import confint_poisson

        lower[held], upper[held] = confint_poisson(events[held], 1, "exact-c", 1 - confidence)
    lower[held & (events == 0)] = 0.0
    scale = np.divide(multiplier, exposure, out=np.full(events.shape, np.nan), where=held)
    return result_frame(
        frame[list(keys)],
        value=events * scale,
        lower=lower * scale,
        upper=upper * scale,
        reason=np.select(
            [held, np.isnan(events)],
            ["", Reason.INSUFFICIENT_DATA.value],
            Reason.NO_DENOMINATOR.value,
        ),
        method=method,
        n_used=events,
        flags=join_flags(
            len(events),
            overdispersed=held & ("exposure" in frame) & _vary_too_much(events, exposure, held),
        ),
    )


def _events(frame: pd.DataFrame) -> tuple[Floats, Floats]:
    columns = ["numerator", *(["exposure"] if "exposure" in frame.columns else [])]
    require_columns(frame, columns, "counts")
    numbers = [frame[name].to_numpy(dtype=float, na_value=np.nan) for name in columns]
    wrong = np.logical_or.reduce([(part < 0) | np.isinf(part) for part in numbers])
    count = Words(vi="số từ 0 trở lên và hữu hạn", en="a finite number of 0 or more")
    reject_rows(frame, wrong, columns, Rule("counts", "count", count))
    return numbers[0], numbers[1] if len(numbers) > 1 else np.ones(len(frame))


def _byar_limits(events: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Byar's approximation; needs at least one event for its lower limit."""
    z = float(special.ndtri((1 + confidence) / 2))
    low = np.where(events > 0, events, 1.0)
    lower = low * (1 - 1 / (9 * low) - z / (3 * np.sqrt(low))) ** 3
    high = events + 1
    return lower, high * (1 - 1 / (9 * high) + z / (3 * np.sqrt(high))) ** 3


def _vary_too_much(events: Floats, exposure: Floats, held: Bools) -> bool:
    """Whether Pearson's chi-square against one common rate is beyond chance."""
    if held.sum() < 2 or not events[held].sum():
        return False
    expected = exposure[held] * events[held].sum() / exposure[held].sum()
    chi2 = float(((events[held] - expected) ** 2 / expected).sum())
    return bool(special.chdtrc(held.sum() - 1, chi2) < _OVERDISPERSED)
