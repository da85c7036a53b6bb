"""Counts and shares of new areas after boundaries moved."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from chiso.metrics.results import (
    Bools,
    Floats,
    Reason,
    Rule,
    Texts,
    join_flags,
    reject_rows,
    require_columns,
    require_counts,
    require_unique,
    result_frame,
)
from chiso.words import Words

_WEIGHT_TOLERANCE = 1e-9


def apply_crosswalk(
    counts: pd.DataFrame, crosswalk: pd.DataFrame, keys: Sequence[str] = ()
) -> pd.DataFrame:
    """Numerators, denominators and shares of the new areas, from those of the old ones.

    Parameters
    ----------
    counts : pandas.DataFrame
        ``keys``, ``area`` (old), ``numerator``, ``denominator``; ``value`` (0-100) where a share
        was published without counts.
    crosswalk : pandas.DataFrame
        ``area`` (old), ``new_area``, ``weight`` (0-1); the weights of an old area sum to 1.
    keys
        Further columns that tell rows apart, such as indicator and time.

    Returns
    -------
    pandas.DataFrame
        One row per key and ``area`` (new), with ``numerator``, ``denominator`` and the share as
        ``value``. ``status`` is ``exact`` (whole old areas) or ``estimated`` (a split, flag
        ``split_by_weight``). Where a part has no counts only the bounds are known: ``lower`` and
        ``upper`` are the smallest and largest share of the parts, reason ``no_denominator``; a
        part without any figure leaves ``insufficient_data``; no cases ``no_cases``.

    Raises
    ------
    MetricError
        If weights are outside 0-1 or do not sum to 1, an old area is not in the crosswalk, a row
        is repeated, or a count is impossible.

    Notes
    -----
    Areal weighting: x_new = sum of weight times x_old, likewise n; only then 100 x / n. Shares of
    merged areas are never averaged. See docs/methods.md.

    Examples
    --------
    >>> old = pd.DataFrame({"area": ["A"], "numerator": [30], "denominator": [100]})
    >>> split = pd.DataFrame({"area": ["A", "A"], "new_area": ["X", "Y"], "weight": [0.4, 0.6]})
    >>> apply_crosswalk(old, split)[["area", "numerator", "denominator", "status"]]
      area  numerator  denominator     status
    0    X       12.0         40.0  estimated
    1    Y       18.0         60.0  estimated
    """
    names = [*keys, "area"]
    require_columns(counts, [*names, "numerator", "denominator"], "counts")
    require_unique(counts, names, "counts")
    _require_weights(crosswalk)
    numerator, denominator = require_counts(counts, "numerator", "denominator")
    old = counts[names].assign(
        numerator=numerator, denominator=denominator, share=_shares(counts, numerator, denominator)
    )
    parts = old.merge(crosswalk, on="area", how="left", validate="many_to_many")
    unknown = Words(
        vi="mỗi khu vực cũ phải có trong bảng chuyển đổi", en="every old area is mapped"
    )
    reject_rows(parts, parts["new_area"].isna(), ["area"], Rule("crosswalk", "unmapped", unknown))
    parts = parts[parts["weight"] > 0]
    parts = parts.assign(
        numerator=parts["numerator"] * parts["weight"],
        denominator=parts["denominator"] * parts["weight"],
        is_split=parts["weight"] < 1,
        counted=parts[["numerator", "denominator"]].notna().all(axis=1),
        known=parts["share"].notna(),
    )
    return _new_areas(parts, [*keys, "new_area"])


def _require_weights(crosswalk: pd.DataFrame) -> None:
    require_columns(crosswalk, ["area", "new_area", "weight"], "crosswalk")
    require_unique(crosswalk, ["area", "new_area"], "crosswalk")
    total = crosswalk.groupby("area")["weight"].transform("sum")
    wrong = ~crosswalk["weight"].between(0, 1) | ~((total - 1).abs() <= _WEIGHT_TOLERANCE)
    whole = Words(
        vi="trọng số của mỗi khu vực cũ từ 0 đến 1 và có tổng bằng 1",
        en="the weights of an old area lie in 0-1 and sum to 1",
    )
    reject_rows(crosswalk, wrong, ["area", "weight"], Rule("crosswalk", "weights", whole))


def _shares(counts: pd.DataFrame, numerator: Floats, denominator: Floats) -> Floats:
    """Share from the counts, else as published."""
    published = (
        counts["value"].to_numpy(dtype=float, na_value=np.nan).copy()
        if "value" in counts.columns
        else np.full(len(counts), np.nan)
    )
    np.divide(100 * numerator, denominator, out=published, where=denominator > 0)
    return published


def _new_areas(parts: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    groups = parts.groupby(names, sort=False, observed=True, dropna=False)
    table = groups.agg(
        numerator=("numerator", "sum"),
        denominator=("denominator", "sum"),
        low=("share", "min"),
        high=("share", "max"),
        is_split=("is_split", "any"),
        counted=("counted", "all"),
        known=("known", "all"),
        n_parts=("weight", "size"),
    ).reset_index()
    counted = table["counted"].to_numpy(dtype=bool)
    base = table["denominator"].to_numpy(dtype=float)
    cases = table["numerator"].to_numpy(dtype=float)
    bounded = ~counted & table["known"].to_numpy(dtype=bool)
    value = np.full(len(table), np.nan)
    np.divide(100 * cases, base, out=value, where=counted & (base > 0))
    split = table["is_split"].to_numpy(dtype=bool)
    return result_frame(
        table[names].rename(columns={"new_area": "area"}),
        value=value,
        lower=np.where(bounded, table["low"], np.nan),
        upper=np.where(bounded, table["high"], np.nan),
        status=np.where(split, "estimated", "exact"),
        reason=_reasons(counted, bounded, base),
        method="areal_weighting",
        n_used=table["n_parts"].to_numpy(dtype=float),
        flags=join_flags(len(table), no_denominator=bounded, split_by_weight=split),
        numerator=np.where(counted, cases, np.nan),
        denominator=np.where(counted, base, np.nan),
    )


def _reasons(counted: Bools, bounded: Bools, base: Floats) -> Texts:
    return np.select(
        [counted & (base > 0), counted, bounded],
        ["", Reason.NO_CASES.value, Reason.NO_DENOMINATOR.value],
        Reason.INSUFFICIENT_DATA.value,
    ).astype(object)
