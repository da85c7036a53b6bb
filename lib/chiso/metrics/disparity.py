"""How unequal areas are, in absolute and in relative terms, and whether they draw together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chiso.metrics.columns import (
    Integers,
    directions,
    group_codes,
    numbers,
    require_one_meaning,
    signs,
)
from chiso.metrics.results import Floats, Reason, require_columns, result_frame

ABSOLUTE = ("range", "sd", "sd_sample", "weighted_sd", "worst_to_mean")
RELATIVE = (
    "ratio",
    "cv",
    "cv_sample",
    "theil",
    "theil_between",
    "theil_within",
    "gini",
    "gini_sample",
    "mld",
)
_SPLIT = ("theil_between", "theil_within")


@dataclass(frozen=True)
class _Groups:
    """Values and weights of the areas with data, and which group each belongs to."""

    codes: Integers
    count: int
    value: Floats
    weight: Floats
    sign: Floats

    def total(self, amounts: Floats) -> Floats:
        """Sum of each group."""
        return np.bincount(self.codes, amounts, minlength=self.count).astype(float)

    def mean(self, amounts: Floats) -> Floats:
        """Mean of each group."""
        return _over(self.total(amounts), self.total(np.ones(len(amounts))))

    def extreme(self, function: str) -> Floats:
        """Least or greatest value of each group."""
        found = pd.Series(self.value).groupby(self.codes).agg(function)
        return found.reindex(range(self.count)).to_numpy(dtype=float)


def _over(top: Floats, bottom: Floats) -> Floats:
    quotient = np.full(len(top), np.nan)
    np.divide(top, bottom, out=quotient, where=bottom > 0)
    return quotient


def _measures(groups: _Groups, split: Integers) -> dict[str, Floats]:
    """Every measure of each group; missing where it does not exist."""
    value, weight = groups.value, groups.weight
    size = groups.total(np.ones(len(value)))
    mean = groups.mean(value)
    low, high = groups.extreme("min"), groups.extreme("max")
    squares = groups.total((value - mean[groups.codes]) ** 2)
    sd, sd_sample = np.sqrt(_over(squares, size)), np.sqrt(_over(squares, size - 1))
    middle = _over(groups.total(weight * value), groups.total(weight))
    apart = groups.total(weight * (value - middle[groups.codes]) ** 2)
    worst = np.where(groups.sign < 0, high, low)
    theil, between = _theil(groups, split)
    gini = _gini(groups)
    return {
        "range": high - low,
        "sd": sd,
        "sd_sample": sd_sample,
        "weighted_sd": np.sqrt(_over(apart, groups.total(weight))),
        "worst_to_mean": np.where(groups.sign == 0, np.nan, np.abs(mean - worst)),
        "ratio": _over(high, low),
        "cv": _over(sd, mean),
        "cv_sample": _over(sd_sample, mean),
        "theil": theil,
        "theil_between": between,
        "theil_within": theil - between,
        "gini": gini,
        "gini_sample": gini * _over(size, size - 1),
        "mld": np.where(low > 0, _mean_log_deviation(groups), np.nan),
    }


def _theil(groups: _Groups, split: Integers) -> tuple[Floats, Floats]:
    """Theil T of each group, and its part between the subgroups; a zero value adds nothing."""
    value, codes = groups.value, groups.codes
    size, total = groups.total(np.ones(len(value))), groups.total(value)
    share = _over(value, total[codes])
    held = np.where(share > 0, share * np.log(np.where(share > 0, share * size[codes], 1.0)), 0.0)
    number, first = np.unique(split, return_index=True)
    part = np.bincount(split, value)[number] / np.where(total > 0, total, np.nan)[codes[first]]
    people = np.bincount(split)[number] / size[codes[first]]
    across = np.where(part > 0, part * np.log(np.where(part > 0, part / people, 1.0)), 0.0)
    between = np.bincount(codes[first], across, minlength=groups.count).astype(float)
    flat = np.where(total > 0, 0.0, np.nan)
    return groups.total(np.nan_to_num(held)) + flat, np.nan_to_num(between) + flat


def _gini(groups: _Groups) -> Floats:
    """Gini coefficient of each group, without the correction for small samples."""
    order = np.lexsort((groups.value, groups.codes))
    codes, value = groups.codes[order], groups.value[order]
    size = groups.total(np.ones(len(value)))
    place = np.arange(len(value)) - (np.cumsum(size) - size)[codes] + 1
    top = np.bincount(codes, (2 * place - size[codes] - 1) * value, minlength=groups.count)
    return _over(top.astype(float), size * groups.total(value))


def _mean_log_deviation(groups: _Groups) -> Floats:
    positive = np.where(groups.value > 0, groups.value, 1.0)
    mean = groups.mean(groups.value)
    return np.log(np.where(mean > 0, mean, 1.0)) - groups.mean(np.log(positive))


def disparity(frame: pd.DataFrame, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Inequality of the areas of each group by absolute and relative measures side by side.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per area within ``keys``: ``value`` (0 or more for the relative measures). Optional
        ``weight`` (cases, for ``weighted_sd``), ``subgroup`` (such as the district of a commune,
        for the split of Theil's T) and ``direction``.
    keys : sequence of str
        Columns of one group of areas, such as indicator, tier and period.

    Returns
    -------
    pandas.DataFrame
        One row per group and ``measure``: keys, ``measure``, ``kind`` (``absolute`` in the unit of
        the value, ``relative`` without unit) and the result columns. Absolute: ``range``, ``sd``,
        ``sd_sample``, ``weighted_sd`` (between areas, around the weighted mean),
        ``worst_to_mean``. Relative: ``ratio`` (greatest to least), ``cv``, ``cv_sample``,
        ``theil``, ``theil_between``, ``theil_within``, ``gini``, ``gini_sample`` (corrected for few
        areas), ``mld`` (mean log deviation).

    Raises
    ------
    MetricError
        For values that are no numbers, an unknown direction or mixed definitions.

    Notes
    -----
    Relative measures of a share and of its complement may move in opposite directions; the standard
    deviation does not, so never read one without the other. A value of 0 adds nothing to Theil and
    leaves ratio and mean log deviation without a value. See docs/methods.md, disparity.

    Examples
    --------
    >>> areas = pd.DataFrame({"value": [0, 10, 20, 30]})
    >>> found = disparity(areas).set_index("measure")
    >>> found.loc[["range", "gini"], "value"].round(4).tolist(), found.loc["ratio", "reason"]
    ([30.0, 0.4167], 'not_applicable')
    """
    require_columns(frame, ("value",), "disparity")
    codes = group_codes(frame, keys)
    require_one_meaning(frame, codes, "disparity")
    count = int(codes.max(initial=-1)) + 1
    value, heads = numbers(frame, "value"), np.unique(codes, return_index=True)[1]
    held = ~np.isnan(value)
    sign = signs(directions(frame))[heads]
    groups = _Groups(codes[held], count, value[held], numbers(frame, "weight", 1.0)[held], sign)
    split = [name for name in ("subgroup",) if name in frame.columns]
    measures = _measures(groups, group_codes(frame, [*keys, *split])[held])
    named = {name: part for name, part in measures.items() if split or name not in _SPLIT}
    return _measure_rows(frame[list(keys)].iloc[heads], groups, named)


def _measure_rows(
    heads: pd.DataFrame, groups: _Groups, measures: dict[str, Floats]
) -> pd.DataFrame:
    """One row per group and measure, in the order of the groups."""
    names = list(measures)
    kept = heads.reset_index(drop=True).loc[np.repeat(np.arange(len(heads)), len(names))]
    size = np.repeat(groups.total(np.ones(len(groups.value))), len(names))
    negative = np.repeat(groups.total((groups.value < 0).astype(float)) > 0, len(names))
    measure = np.tile(np.array(names, dtype=object), len(heads))
    relative = np.isin(measure, RELATIVE)
    value = np.column_stack([measures[name] for name in names]).ravel()
    thin = size < 2
    shown = ~thin & ~np.isnan(value) & ~(relative & negative)
    return result_frame(
        kept.assign(measure=measure, kind=np.where(relative, "relative", "absolute")),
        value=np.where(shown, value, np.nan),
        status=np.where(shown, "known", "withheld"),
        reason=np.select([shown, thin], ["", Reason.INSUFFICIENT_DATA], Reason.NOT_APPLICABLE),
        method=measure,
        n_used=size,
    )
