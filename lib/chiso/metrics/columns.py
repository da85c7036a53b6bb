"""Columns as plain arrays, groups of rows, and directions: what the metrics on areas share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from chiso.errors import MetricError, Problem, unknown_word
from chiso.metrics.panel import ONE_MEANING, series_codes
from chiso.metrics.results import Bools, Floats, Rule, Texts, reject_rows
from chiso.words import Words

Integers = npt.NDArray[np.int64]
Direction = Literal["higher_is_better", "lower_is_better", "target_is_best", "neutral"]
DIRECTIONS: tuple[str, ...] = get_args(Direction)

_NUMBER = Words(vi="một số hữu hạn hoặc để trống", en="a finite number or nothing")
_ONE_MEANING = Words(
    vi="các khu vực so sánh với nhau phải theo cùng một định nghĩa",
    en="areas are compared under one definition",
)

TIE = 1e-9  # figures nearer than this are equal: 0.1 + 0.2 meets a target of 0.3


def numbers(frame: pd.DataFrame, name: str, default: float = np.nan) -> Floats:
    """One column as float64, or ``default`` in every row when the frame has no such column.

    Raises
    ------
    MetricError
        If an entry is no number or is infinite.

    Examples
    --------
    >>> numbers(pd.DataFrame({"x": [1, None]}), "x").tolist()
    [1.0, nan]
    """
    if name not in frame.columns:
        return np.full(len(frame), default)
    column = pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    wrong = np.isinf(column) | (np.isnan(column) & frame[name].notna().to_numpy())
    reject_rows(frame, wrong, [name], Rule(name, "number", _NUMBER))
    return column


def texts(frame: pd.DataFrame, name: str, default: str = "") -> Texts:
    """One column as text, with ``default`` where it is missing."""
    if name not in frame.columns:
        return np.full(len(frame), default, dtype=object)
    return frame[name].astype(object).where(frame[name].notna(), default).to_numpy(dtype=object)


def truths(frame: pd.DataFrame, name: str) -> Bools:
    """One column as booleans; missing entries and a missing column are False."""
    if name not in frame.columns:
        return np.zeros(len(frame), dtype=bool)
    return frame[name].astype("boolean").fillna(value=False).to_numpy(dtype=bool)


def require_choice(where: str, got: str, known: Sequence[str]) -> None:
    """Nothing, or an error that offers the nearest known word.

    Raises
    ------
    MetricError
        If ``got`` is not among ``known``.
    """
    if got not in known:
        raise MetricError(unknown_word(where, got, known))


def require_setting(where: str, got: object, *, holds: bool, allowed: Words) -> None:
    """Nothing, or an error for a setting outside its range.

    Raises
    ------
    MetricError
        If ``holds`` is False.
    """
    if not holds:
        todo = Words(vi="Hãy sửa giá trị này", en="Change this value")
        raise MetricError(Problem(where, repr(got), allowed, todo, "setting"))


def directions(frame: pd.DataFrame, default: str = "higher_is_better") -> Texts:
    """Direction of each row: column ``direction`` where given, else ``default``.

    Raises
    ------
    MetricError
        If a direction is not one of ``DIRECTIONS``.
    """
    found = texts(frame, "direction", default)
    for word in pd.unique(found):
        require_choice("direction", str(word), DIRECTIONS)
    return found


def signs(wanted: Texts) -> Floats:
    """Sign of each direction: 1 when more is better, -1 when less is, 0 for the other two."""
    rising, falling = wanted == "higher_is_better", wanted == "lower_is_better"
    return np.where(rising, 1.0, np.where(falling, -1.0, 0.0))


def group_codes(frame: pd.DataFrame, keys: Sequence[str]) -> Integers:
    """Number of each row's group, from 0 in order of appearance; all 0 without keys.

    Raises
    ------
    MetricError
        If a key column is missing.
    """
    return np.asarray(series_codes(frame, keys)[0], dtype=np.int64)


def require_one_meaning(frame: pd.DataFrame, codes: Integers, where: str) -> None:
    """Nothing, or an error if a group mixes definitions or boundary versions.

    Raises
    ------
    MetricError
        Naming the rows of the mixed groups.
    """
    for name in ONE_MEANING:
        if name in frame.columns:
            kinds = frame[name].groupby(codes).transform("nunique", dropna=False)
            mixed = np.asarray(kinds > 1, dtype=bool)
            reject_rows(frame, mixed, [name], Rule(where, name, _ONE_MEANING))


def same_size_blocks(codes: Integers) -> Iterator[Integers]:
    """Positions of the rows, one matrix for all groups of the same size (group by member).

    The order inside a group is the order of the rows. One turn for each distinct size, so that
    ten thousand groups of ten areas are one matrix.
    """
    if not len(codes):
        return
    order = np.argsort(codes, kind="stable")
    sizes = np.bincount(codes)
    starts = np.cumsum(sizes) - sizes
    for size in np.unique(sizes[sizes > 0]):
        yield order[starts[sizes == size][:, None] + np.arange(size)]


def group_sums(codes: Integers, amounts: Floats) -> Floats:
    """Sum over each row's group, repeated on every row of the group; missing counts as 0."""
    sums = np.bincount(codes, np.nan_to_num(amounts)) if len(codes) else np.zeros(0)
    return np.asarray(sums[codes], dtype=np.float64)
