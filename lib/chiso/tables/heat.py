"""Heat tables: units by indicators, every cell with its number on one hue in four steps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from chiso.errors import Problem, UsageError
from chiso.numbers import format_number
from chiso.tables.column import Column, Kind
from chiso.tables.table import Table
from chiso.words import Lang, Words

STEPS = 4
_DECIMALS = 1  # of the limits
_UNIT_NAME = Words(vi="Đơn vị", en="Unit")
_KEY = Words(
    vi="Nền càng đậm kết quả càng tốt; ngưỡng giữa các bậc: {limits}.",
    en="The darker the cell the better the result; limits between the steps: {limits}.",
)


@dataclass(frozen=True)
class HeatScale:
    """The three limits between four steps, the darkest step being the best.

    Attributes
    ----------
    limits
        Rising; a value at a limit belongs to its better side.
    is_falling
        Whether less is better.

    Raises
    ------
    UsageError
        Unless there are three rising limits.

    Examples
    --------
    >>> HeatScale((50, 80, 90)).step(80.0), HeatScale((5, 10, 20), is_falling=True).step(80.0)
    (2, 0)
    """

    limits: tuple[float, float, float]
    is_falling: bool = False

    @classmethod
    def over(
        cls, values: Iterable[float], *, least: float = 1.0, is_falling: bool = False
    ) -> HeatScale:
        """Four steps of one width over the range of the values.

        A step is never narrower than ``least``, so that small differences stay on one colour.

        Examples
        --------
        >>> HeatScale.over([60.0, 80.0]).limits, HeatScale.over([98.0, 99.0]).limits
        ((65.0, 70.0, 75.0), (97.5, 98.5, 99.5))
        """
        known = [value for value in values if not pd.isna(value)] or [0.0]
        low, high = min(known), max(known)
        width = max(least, (high - low) / STEPS)
        middle = (low + high) / 2
        # Rounded first, so that colours and the limits in the note agree.
        lower, centre, upper = (round(middle + side * width, _DECIMALS) for side in (-1, 0, 1))
        return cls((lower, centre, upper), is_falling=is_falling)

    def __post_init__(self) -> None:
        if len(self.limits) == STEPS - 1 and list(self.limits) == sorted(set(self.limits)):
            return
        allowed = Words(vi="ba ngưỡng tăng dần", en="three rising limits")
        todo = Words(vi="Sửa các ngưỡng của bảng màu", en="Mend the limits of the heat table")
        raise UsageError(Problem("heat scale", repr(self.limits), allowed, todo, "heat_limits"))

    def step(self, value: float) -> int:
        """The step of a value, 0 to 3."""
        if self.is_falling:
            return STEPS - 1 - bisect_left(self.limits, value)
        return bisect_right(self.limits, value)

    def said(self, lang: Lang) -> str:
        """The limits, from that of the palest step to that of the darkest."""
        ordered = reversed(self.limits) if self.is_falling else self.limits
        return "; ".join(format_number(limit, _DECIMALS, lang) for limit in ordered)


@dataclass(frozen=True)
class HeatColumn:
    """One indicator: a figure a row, missing where there is none.

    Attributes
    ----------
    texts
        Words in place of a figure, such as counts where a share would mislead; such a cell has
        no colour. Empty texts leave the figure.
    """

    label: str
    figures: Sequence[float | None]
    scale: HeatScale
    decimals: int = 1
    is_percent: bool = True
    texts: Sequence[str] = ()


@dataclass(frozen=True, repr=False)
class HeatTable:
    """Units in rows, indicators in columns.

    Parameters
    ----------
    id, caption, order, notes, sources
        As in :class:`Table`.
    rows
        Names of the units, in order.
    columns
        Indicators, each with as many values as there are rows.

    Raises
    ------
    UsageError
        If a column has more or fewer values than there are rows.

    Examples
    --------
    >>> scale = HeatScale((50, 80, 90))
    >>> column = HeatColumn("Trực tuyến", [95.0, None], scale)
    >>> heat = HeatTable("b-1", "Tỷ lệ", ["Mai Châu", "Đà Bắc"], [column], "mã", "vi")
    >>> 'class="num heat-3">95,0%' in heat.to_html(), 'num missing' in heat.to_html()
    (True, True)
    """

    id: str
    caption: str
    rows: Sequence[str]
    columns: Sequence[HeatColumn]
    order: str
    lang: Lang
    unit: str = "%"
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    synthetic: bool = False

    def __post_init__(self) -> None:
        size = len(self.rows)
        allowed = Words(vi=f"mỗi cột có {size} giá trị", en=f"each column has {size} values")
        todo = Words(vi="Thêm hoặc bớt giá trị", en="Add or take away values")
        problems = [
            Problem(f"{self.id}: {column.label}", str(sizes), allowed, todo, "heat_size")
            for column in self.columns
            if (sizes := {len(column.figures), len(column.texts or column.figures)}) != {size}
        ]
        if problems:
            raise UsageError(problems)

    @property
    def table(self) -> Table:
        """The same as a table whose cells know their steps."""
        frame = pd.DataFrame({"name": list(self.rows)})
        shown = [Column("name", _UNIT_NAME.say(self.lang), scope_row=True)]
        for number, column in enumerate(self.columns):
            name = f"at_{number}"
            frame = frame.join(_cells(name, column))
            kind: Kind = "share" if column.is_percent else "number"
            shown.append(Column(name, column.label, kind=kind, decimals=column.decimals))
        return Table(
            id=self.id,
            caption=self.caption,
            unit=self.unit,
            columns=tuple(shown),
            frame=frame,
            order=self.order,
            notes=(self._key(), *self.notes),
            sources=self.sources,
            lang=self.lang,
            synthetic=self.synthetic,
            folded=True,
        )

    def _key(self) -> str:
        """Limits of the steps of each column."""
        limits = (f"{column.label} {column.scale.said(self.lang)}" for column in self.columns)
        return _KEY.say(self.lang).replace("{limits}", " · ".join(limits))

    def __repr__(self) -> str:
        return repr(self.table)

    def to_html(self) -> str:
        """The table as a finished fragment."""
        return self.table.to_html()

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return self.table._repr_mimebundle_()


def _cells(name: str, column: HeatColumn) -> pd.DataFrame:
    """Values of one column with the step and the words of each."""
    value = pd.Series(list(column.figures), dtype=float)
    text = pd.Series(list(column.texts) or [""] * len(value), dtype=object)
    step = value.map(column.scale.step, na_action="ignore").mask(text != "")
    return pd.DataFrame({name: value, f"{name}_step": step, f"{name}_text": text})
