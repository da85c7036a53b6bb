"""Long frames as matrices: one row a series, one column a position in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from chiso.metrics.results import Bools, Floats, Rule, Texts, reject_rows, require_columns
from chiso.words import Words

Indices = npt.NDArray[np.intp]
ONE_MEANING = ("definition", "boundary_version")  # a change of these starts a new series


@dataclass(frozen=True)
class Group:
    """Series with equally many valid points, without gaps: ``rows`` of the panel."""

    rows: Indices
    time: Floats
    columns: Mapping[str, Floats]


@dataclass(frozen=True)
class Panel:
    """All series of a frame at once.

    Parameters
    ----------
    keys
        One row a series, in the order in which the series first appear.
    time
        Years; shape (1, width) when all series share their times, else (series, width).
    columns
        Number columns as (series, width); missing values and padding are NaN.
    """

    keys: pd.DataFrame
    time: Floats
    columns: Mapping[str, Floats]

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        keys: Sequence[str],
        columns: Sequence[str] = ("value",),
        *,
        one_meaning: bool = True,
    ) -> Panel:
        """The series of a long frame, one per distinct ``keys``.

        Parameters
        ----------
        frame
            Columns ``keys``, ``time`` (years, increasing within a series) and ``columns``.
        keys
            Names of the columns that tell series apart; none means one series.
        columns
            Number columns to arrange.
        one_meaning
            Whether a series may hold only one ``definition`` and ``boundary_version``.

        Raises
        ------
        MetricError
            If columns are missing, times are missing, unsorted or repeated within a series, a
            number is infinite, or definitions are mixed.
        """
        require_columns(frame, [*keys, "time", *columns], "series")
        layout = _Layout.of(frame, keys)
        time = layout.sorted(frame["time"])
        _require_order(frame, layout, time)
        if one_meaning:
            _require_one_meaning(frame, layout)
        numbers = {name: layout.sorted(frame[name]) for name in columns}
        for name, content in numbers.items():
            finite = Words(vi="số hữu hạn hoặc để trống", en="finite numbers or nothing")
            wrong = layout.unsorted(np.isinf(content))
            reject_rows(frame, wrong, [*keys, "time", name], Rule("series", "finite", finite))
        arranged = layout.arranged(time)
        shared = layout.is_balanced and bool((arranged == arranged[:1]).all())
        return cls(
            keys=frame.loc[:, list(keys)].iloc[layout.heads].reset_index(drop=True),
            time=arranged[:1] if shared else arranged,
            columns={name: layout.arranged(content) for name, content in numbers.items()},
        )

    def valid(self) -> Bools:
        """Where all columns have a number."""
        held = np.logical_and.reduce([~np.isnan(part) for part in self.columns.values()])
        return np.asarray(held, dtype=bool)

    def periods_used(self, valid: Bools) -> Texts:
        """First and last time used by each series, such as ``2019..2024``; empty without any."""
        time = np.broadcast_to(self.time, valid.shape)
        return span_texts(np.where(valid, time, np.nan))

    def groups(self) -> Iterator[Group]:
        """The series packed to the left, by number of valid points, those without any left out."""
        valid = self.valid()
        counts = valid.sum(axis=1)
        time = np.broadcast_to(self.time, valid.shape)
        for count in np.unique(counts[counts > 0]):
            rows = np.flatnonzero(counts == count)
            place = np.nonzero(valid[rows])[1].reshape(rows.size, count)
            packed = {
                name: np.take_along_axis(part[rows], place, axis=1)
                for name, part in self.columns.items()
            }
            yield Group(rows, np.take_along_axis(time[rows], place, axis=1), packed)


@dataclass(frozen=True)
class _Layout:
    """Where each row of the frame goes: its order, and first row and length of each series."""

    order: Indices | None
    heads: Indices
    lengths: Indices

    @classmethod
    def of(cls, frame: pd.DataFrame, keys: Sequence[str]) -> _Layout:
        count = len(frame)
        starts = np.zeros(count, dtype=bool)
        starts[:1] = True
        for key in keys:
            cells = _comparable(frame[key])
            starts[1:] |= cells[1:] != cells[:-1]
        heads = np.flatnonzero(starts)
        lengths = np.diff(heads, append=count)
        code = _group_codes(frame.iloc[heads], keys)
        series = int(code.max()) + 1 if code.size else 0
        if series == heads.size:
            return cls(None, heads, lengths)
        row_code = np.repeat(code, lengths)
        first = np.empty(series, dtype=np.intp)
        first[code[::-1]] = heads[::-1]  # the first of equal codes is written last
        return cls(
            np.argsort(row_code, kind="stable"), first, np.bincount(row_code, minlength=series)
        )

    @property
    def is_balanced(self) -> bool:
        return bool((self.lengths == self.lengths[:1]).all())

    def sorted(self, column: pd.Series) -> Floats:
        numbers = column.to_numpy(dtype=float, na_value=np.nan)
        return numbers if self.order is None else numbers[self.order]

    def unsorted(self, mask: Bools) -> Bools:
        if self.order is None:
            return mask
        back = np.empty_like(mask)
        back[self.order] = mask
        return back

    def new_series(self) -> Bools:
        starts = np.zeros(int(self.lengths.sum()), dtype=bool)
        starts[np.cumsum(self.lengths)[:-1]] = True
        starts[:1] = True
        return starts

    def arranged(self, numbers: Floats) -> Floats:
        width = int(self.lengths.max()) if self.lengths.size else 0
        if self.is_balanced:
            return numbers.reshape(self.lengths.size, width)
        ends = np.cumsum(self.lengths)
        matrix = np.full((self.lengths.size, width), np.nan)
        row = np.repeat(np.arange(self.lengths.size), self.lengths)
        matrix[row, np.arange(ends[-1]) - np.repeat(ends - self.lengths, self.lengths)] = numbers
        return matrix


def span_texts(times: Floats) -> Texts:
    """Smallest and largest valid time of each row, such as ``2019..2024``; empty without any."""
    first = np.fmin.reduce(times, axis=1, initial=np.inf)
    last = np.fmax.reduce(times, axis=1, initial=-np.inf)
    text = np.full(len(times), "", dtype=object)
    rows = np.flatnonzero(first <= last)
    if not rows.size:
        return text
    start, starts = pd.factorize(first[rows])
    end, ends = pd.factorize(last[rows])
    span, spans = pd.factorize(start * len(ends) + end)  # few distinct spans, many rows
    words = [f"{starts[at // len(ends)]:.6g}..{ends[at % len(ends)]:.6g}" for at in spans]
    text[rows] = np.array(words, dtype=object)[span]
    return text


def series_codes(frame: pd.DataFrame, keys: Sequence[str]) -> tuple[Indices, pd.DataFrame]:
    """Number of the series of each row, and the keys of each series in order of appearance.

    Raises
    ------
    MetricError
        If a key column is missing.
    """
    require_columns(frame, keys, "series")
    code = _group_codes(frame, keys)
    first = np.empty(int(code.max()) + 1 if code.size else 0, dtype=np.intp)
    first[code[::-1]] = np.arange(code.size)[::-1]
    return code, frame.loc[:, list(keys)].iloc[first].reset_index(drop=True)


def _group_codes(frame: pd.DataFrame, keys: Sequence[str]) -> Indices:
    if not keys:
        return np.zeros(len(frame), dtype=np.intp)
    groups = frame.groupby(list(keys), sort=False, observed=True, dropna=False)
    return np.asarray(groups.ngroup().to_numpy(), dtype=np.intp)


def _comparable(column: pd.Series) -> npt.NDArray[np.generic]:
    """Cells that NumPy can compare; category codes are much faster than their labels."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy()
    if isinstance(column.dtype, np.dtype):
        return column.to_numpy()
    return column.to_numpy(dtype=object, na_value=np.nan)


def _require_order(frame: pd.DataFrame, layout: _Layout, time: Floats) -> None:
    wrong = ~np.isfinite(time)
    wrong[1:] |= (time[1:] <= time[:-1]) & ~layout.new_series()[1:]
    rising = Words(
        vi="thời gian phải tăng dần trong mỗi chuỗi, không lặp lại",
        en="time increases within a series, without repeats",
    )
    reject_rows(frame, layout.unsorted(wrong), ["time"], Rule("series", "unsorted", rising))


def _require_one_meaning(frame: pd.DataFrame, layout: _Layout) -> None:
    for name in ONE_MEANING:
        if name not in frame.columns:
            continue
        code = pd.factorize(frame[name])[0]
        code = code if layout.order is None else code[layout.order]
        changed = np.zeros(code.size, dtype=bool)
        changed[1:] = (code[1:] != code[:-1]) & ~layout.new_series()[1:]
        once = Words(
            vi="mỗi chuỗi chỉ theo một định nghĩa; hãy tách chuỗi tại điểm thay đổi",
            en="a series has one definition; split the series where it changes",
        )
        reject_rows(frame, layout.unsorted(changed), ["time", name], Rule("series", name, once))
