"""Shape of every result, the closed list of reasons, and the checks that all metrics share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from chiso.errors import MetricError, Problem
from chiso.words import Words

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

RESULT_COLUMNS = (
    "value",
    "lower",
    "upper",
    "status",
    "reason",
    "method",
    "n_used",
    "periods_used",
    "flags",
)
_TEXT_COLUMNS = frozenset({"status", "reason", "method", "periods_used", "flags"})
_KINDS = {name: object if name in _TEXT_COLUMNS else float for name in RESULT_COLUMNS}
_ROWS_SHOWN = 5


class Reason(StrEnum):
    """Why a value is withheld; the narrative has one sentence for each."""

    INSUFFICIENT_DATA = "insufficient_data"
    NO_DENOMINATOR = "no_denominator"
    NO_SPREAD = "no_spread"
    AT_BOUND = "at_bound"
    CENSORED = "censored"
    BREAK_IN_SERIES = "break_in_series"
    BASELINE_MOVED = "baseline_moved"
    NO_TARGET = "no_target"
    DUE_DATE_MISSING = "due_date_missing"
    NOT_APPLICABLE = "not_applicable"
    OUT_OF_BOUNDS = "out_of_bounds"
    DEFINITION_CHANGED = "definition_changed"
    NO_CASES = "no_cases"


_REASONS = frozenset(reason.value for reason in Reason)


def result_frame(keys: pd.DataFrame, **columns: object) -> pd.DataFrame:
    """One row per key with all result columns, then any columns of the metric's own.

    Parameters
    ----------
    keys : pandas.DataFrame
        Identifying columns; its index is dropped.
    **columns
        Arrays of the same length, or one value for all rows. Columns of ``RESULT_COLUMNS`` that
        are not given become missing numbers or empty text.

    Returns
    -------
    pandas.DataFrame
        Keys, ``RESULT_COLUMNS`` in their order, then the other columns in the order given.

    Raises
    ------
    MetricError
        If a value is missing without a reason, or a reason is not of the closed list. A row
        known only as an interval has the reason ``censored``.

    Examples
    --------
    >>> result_frame(pd.DataFrame({"area": ["148"]}), value=[70.4])["reason"].tolist()
    ['']
    """
    length = len(keys)
    cells: dict[str, object] = {name: keys[name].array for name in keys.columns}
    for name in [*RESULT_COLUMNS, *columns]:
        empty = "" if name in _TEXT_COLUMNS else np.nan
        kind = _KINDS.get(name)
        cells[name] = _column(columns.get(name, empty), length, kind)
    _require_reasons(keys, cells)
    return pd.DataFrame(cells, index=pd.RangeIndex(length))


def _column(content: object, length: int, kind: type | None) -> Any:
    """One value a row, without an index, so that nothing is aligned by accident."""
    if isinstance(content, pd.Series | pd.Index):
        content = content.array if kind is None else content.to_numpy(kind)
    if kind is None and not np.isscalar(content):
        return content
    return np.broadcast_to(np.asarray(content, dtype=kind), (length,)).copy()


def _require_reasons(keys: pd.DataFrame, cells: dict[str, Any]) -> None:
    reasons = cells["reason"]
    silent = np.isnan(cells["value"]) & (reasons == "")
    unknown = ~np.isin(reasons.astype(str), [*_REASONS, ""])
    problems = [
        Problem(
            f"result: {rows_text(keys, mask, list(keys.columns))}",
            got,
            Words(
                vi=f"giá trị trống phải có lý do trong danh sách: {', '.join(sorted(_REASONS))}",
                en=f"a missing value needs a reason of the list: {', '.join(sorted(_REASONS))}",
            ),
            Words(vi="Hãy trả về lý do của phép tính", en="Return the reason of the metric"),
            "reason",
        )
        for mask, got in ((silent, "''"), (unknown, str(list(reasons[unknown][:1]))))
        if mask.any()
    ]
    if problems:
        raise MetricError(problems)


def join_flags(length: int, **flags: npt.ArrayLike) -> Texts:
    """Flags of each row as text joined by ``;`` in alphabetical order, empty when none holds.

    Parameters
    ----------
    length
        Number of rows.
    **flags
        Boolean array (or one boolean) per flag name.

    Returns
    -------
    numpy.ndarray
        Array of text, one entry a row.

    Examples
    --------
    >>> join_flags(2, at_bound=[True, False], approximate=[True, True]).tolist()
    ['approximate;at_bound', 'approximate']
    """
    text = np.full(length, "", dtype=object)
    for name in sorted(flags):
        holds = np.broadcast_to(np.asarray(flags[name], dtype=bool), (length,))
        text[holds] = [f"{before};{name}" if before else name for before in text[holds]]
    return text


def require_columns(frame: pd.DataFrame, columns: Iterable[str], where: str) -> None:
    """Nothing, or an error that names the columns which ``frame`` lacks.

    Raises
    ------
    MetricError
        One problem for each missing column.
    """
    present = ", ".join(map(str, frame.columns))
    problems = [
        Problem(
            f"{where}: {column}",
            repr(None),
            Words(vi=f"bảng phải có cột này; đang có: {present}", en=f"needed; has: {present}"),
            Words(vi=f"Hãy thêm cột {column}", en=f"Add the column {column}"),
            "column_missing",
        )
        for column in columns
        if column not in frame.columns
    ]
    if problems:
        raise MetricError(problems)


def require_unique(frame: pd.DataFrame, keys: Sequence[str], where: str) -> None:
    """Nothing, or an error that names the rows whose ``keys`` occur more than once.

    Raises
    ------
    MetricError
        If a key is repeated or a key column is missing.
    """
    require_columns(frame, keys, where)
    once = Rule(where, "duplicate", Words(vi="mỗi khóa chỉ có một dòng", en="one row for each key"))
    reject_rows(frame, frame.duplicated(list(keys), keep=False), list(keys), once)


def require_counts(frame: pd.DataFrame, x: str, n: str) -> tuple[Floats, Floats]:
    """Numerators and denominators as float64, or an error for impossible ones.

    Parameters
    ----------
    frame : pandas.DataFrame
        Holds the two columns; missing entries are allowed and stay missing.
    x, n
        Names of the numerator and the denominator column.

    Returns
    -------
    tuple of numpy.ndarray
        Both columns as float64, so that products of large counts cannot overflow.

    Raises
    ------
    MetricError
        If a count is negative or infinite, or the numerator exceeds the denominator.
    """
    require_columns(frame, (x, n), "counts")
    cases, base = (frame[name].to_numpy(dtype=float, na_value=np.nan) for name in (x, n))
    count = Words(vi="số đếm từ 0 trở lên và hữu hạn", en="a count is finite and 0 or more")
    impossible = (cases < 0) | np.isinf(cases) | (base < 0) | np.isinf(base)
    reject_rows(frame, impossible, [x, n], Rule("counts", "count", count))
    within = Words(vi=f"{x} không được lớn hơn {n}", en=f"{x} must not exceed {n}")
    reject_rows(frame, cases > base, [x, n], Rule("counts", "x_above_n", within))
    return cases, base


@dataclass(frozen=True)
class Rule:
    """What rows of an input must satisfy: place, stable short name, and what is allowed."""

    where: str
    name: str
    allowed: Words


def reject_rows(
    frame: pd.DataFrame, wrong: npt.ArrayLike, columns: Sequence[str], rule: Rule
) -> None:
    """Nothing, or an error that names the wrong rows and shows the given columns.

    Raises
    ------
    MetricError
        If any row is wrong.
    """
    mask = np.asarray(wrong, dtype=bool)
    if not mask.any():
        return
    shown = frame.loc[mask, list(columns)].head(_ROWS_SHOWN).to_dict("records")
    raise MetricError(
        Problem(
            f"{rule.where}: {rows_text(frame, mask, columns)}",
            "; ".join(", ".join(f"{name}={cell!r}" for name, cell in row.items()) for row in shown),
            rule.allowed,
            Words(vi="Hãy kiểm tra các dòng này", en="Check these rows"),
            rule.name,
        )
    )


def rows_text(frame: pd.DataFrame, mask: npt.ArrayLike, columns: Sequence[str]) -> str:
    """Index labels of the rows in ``mask`` and the columns, shortened, for an error's place."""
    labels = frame.index[np.asarray(mask, dtype=bool)]
    more = ", …" if len(labels) > _ROWS_SHOWN else ""
    rows = ", ".join(str(label) for label in labels[:_ROWS_SHOWN]) + more
    return f"rows {rows}: {', '.join(columns)}"
