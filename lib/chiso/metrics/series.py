"""Series within the year: steps of running totals, and changes at the same stage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chiso.metrics.panel import Indices, series_codes
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

_OFF_STAGE = 0.1  # of a stage; period ends such as 2022.247 stand for a quarter


def stage_numbers(frame: pd.DataFrame, stages: int) -> Indices:
    """Running number of each row's stage (month, quarter, half-year) since year 0.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``time`` in years, end of the period.
    stages
        Stages in a year, such as 4 or 12.

    Raises
    ------
    MetricError
        If a time is missing or does not lie on the end of a stage.
    """
    require_columns(frame, ["time"], "stages")
    place = frame["time"].to_numpy(dtype=float, na_value=np.nan) * stages
    place = np.where(np.isinf(place), np.nan, place)
    off = ~(np.abs(place - np.round(place)) <= _OFF_STAGE)
    ends = Words(
        vi=f"thời gian là cuối một trong {stages} kỳ của năm",
        en=f"a time is the end of one of {stages} stages of a year",
    )
    reject_rows(frame, off, ["time"], Rule("stages", "off_stage", ends))
    return np.round(place).astype(np.intp) - 1


def decumulate(frame: pd.DataFrame, keys: Sequence[str] = (), *, stages: int = 4) -> pd.DataFrame:
    """What happened in each period, from totals that run within the year.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, end of the period), ``value`` (total since the start of the
        year; missing when not reported).
    keys
        Columns that tell series apart.
    stages
        Periods in a year: 4 for quarters, 12 for months.

    Returns
    -------
    pandas.DataFrame
        One row a row of ``frame``, with ``time``. ``value`` is the amount of that single period;
        ``span`` the number of periods since the last report; ``span_value`` the amount over the
        span when it is longer than one period. Reason ``insufficient_data`` without a value for
        the single period. Flags ``decrease_in_cumulative`` (kept negative: a revision or an
        error), ``first_value_spans_several_periods``, ``step_spans_several_periods``.

    Raises
    ------
    MetricError
        If a time is off the stages or repeated within a series.

    Notes
    -----
    x_k - x_(k-1) within the year; the first period of the year keeps its value. See
    docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": [2022.25, 2022.5, 2022.75], "value": [10.0, None, 40.0]})
    >>> decumulate(rows)[["value", "span", "span_value"]].to_dict("records")[2]
    {'value': nan, 'span': 2.0, 'span_value': 30.0}
    """
    require_columns(frame, [*keys, "time", "value"], "running totals")
    require_unique(frame, [*keys, "time"], "running totals")
    number = stage_numbers(frame, stages)
    code, _ = series_codes(frame, keys)
    order = np.lexsort((number, code))
    value = frame["value"].to_numpy(dtype=float, na_value=np.nan)
    stage = number[order] % stages + 1
    before, before_stage = _last_report(value[order], code[order], number[order] // stages, stage)
    span = np.where(np.isnan(value[order]), np.nan, stage - before_stage)
    step = value[order] - before
    single = span == 1
    back = np.argsort(order)
    first = before_stage == 0
    return result_frame(
        frame[[*keys, "time"]],
        value=np.where(single, step, np.nan)[back],
        reason=np.where(single, "", Reason.INSUFFICIENT_DATA.value)[back],
        method="step_of_running_total",
        n_used=np.where(np.isnan(span), 0, 1 + ~first)[back],
        flags=join_flags(
            len(frame),
            decrease_in_cumulative=(step < 0)[back],
            first_value_spans_several_periods=(first & (span > 1))[back],
            step_spans_several_periods=(~first & (span > 1))[back],
        ),
        span=span[back],
        span_value=np.where(span > 1, step, np.nan)[back],
    )


def _last_report(
    value: Floats, code: Indices, year: Indices, stage: Indices
) -> tuple[Floats, Floats]:
    """Value and stage of the last report before each row in its year; 0 and stage 0 without."""
    reported = pd.DataFrame({"value": value, "stage": np.where(np.isnan(value), np.nan, stage)})
    held = reported.groupby([code, year], sort=False).ffill()
    earlier = held.groupby([code, year], sort=False).shift(1).fillna(0.0)
    return earlier["value"].to_numpy(dtype=float), earlier["stage"].to_numpy(dtype=float)


def same_stage_change(
    frame: pd.DataFrame, keys: Sequence[str] = (), *, stages: int = 4
) -> pd.DataFrame:
    """Change of each value since the same stage of the year before.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``keys``, ``time`` (years, end of the period), ``value``; ``definition`` when it changes.
    keys
        Columns that tell series apart.
    stages
        Stages in a year: 4 for quarters, 12 for months.

    Returns
    -------
    pandas.DataFrame
        One row a row of ``frame``, with ``time``; ``value`` in units of the value, ``earlier`` the
        value of the year before. Reasons ``insufficient_data``, ``definition_changed``.

    Raises
    ------
    MetricError
        If a time is off the stages or repeated within a series.

    Notes
    -----
    A total after nine months is compared with nine months, never with six. See docs/methods.md.

    Examples
    --------
    >>> rows = pd.DataFrame({"time": [2021.75, 2022.75], "value": [40.0, 55.0]})
    >>> same_stage_change(rows)["value"].tolist()
    [nan, 15.0]
    """
    require_columns(frame, [*keys, "time", "value"], "same stage")
    require_unique(frame, [*keys, "time"], "same stage")
    number = stage_numbers(frame, stages)
    code, _ = series_codes(frame, keys)
    place = pd.MultiIndex.from_arrays([code, number])
    earlier_place = pd.MultiIndex.from_arrays([code, number - stages])
    found = place.get_indexer(earlier_place)
    value = frame["value"].to_numpy(dtype=float, na_value=np.nan)
    earlier = np.where(found >= 0, value[found], np.nan)
    changed = _meaning_changed(frame, found)
    change = np.where(changed, np.nan, value - earlier)
    missing = np.where(np.isnan(change), Reason.INSUFFICIENT_DATA.value, "")
    return result_frame(
        frame[[*keys, "time"]],
        value=change,
        reason=np.where(changed, Reason.DEFINITION_CHANGED.value, missing),
        method="same_stage_of_year_before",
        n_used=(~np.isnan(value)).astype(int) + ~np.isnan(earlier),
        earlier=earlier,
    )


def _meaning_changed(frame: pd.DataFrame, found: Indices) -> Bools:
    if "definition" not in frame.columns:
        return np.zeros(len(frame), dtype=bool)
    code = pd.factorize(frame["definition"])[0]
    return np.asarray((found >= 0) & (code != code[found]), dtype=bool)
