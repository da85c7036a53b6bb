"""Figures outside a report as tables for people: headings with units, numbers as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from chiso.catalog import Catalogue
from chiso.narrative import plain_decimals
from chiso.narrative.figures import period_words
from chiso.periods import Period
from chiso.report.rows import rows_of
from chiso.report.wording import (
    CATALOGUE_ORDER,
    CHANGE,
    INDICATOR,
    MIXED_UNIT,
    PERIOD,
    RESULT,
    SOURCE,
    TIER,
    TIER_NAMES,
    UNIT,
)
from chiso.tables import Column, Table
from chiso.words import Lang, Words

_AREA = Words(vi="Đơn vị", en="Area")
_CAPTION = Words(vi="{figures} số liệu", en="{figures} figures")
_COMPARED = Words(vi="{what}{first} và {last}", en="{what}{first} and {last}")
_NUMERATOR = Words(vi="Tử số", en="Numerator")
_DENOMINATOR = Words(vi="Mẫu số", en="Denominator")
_BY_TIME = Words(vi="theo thời gian", en="by time")
_NO_CHANGE = Words(
    vi="Thay đổi chỉ tính giữa hai số liệu chính xác trong cùng một định nghĩa.",
    en="A change is taken only between exact figures of one definition.",
)
_LINE = ["indicator", "area", "tier", "scope", "definition"]
_FIGURE = ["value", "qualifier", "decimals", "source"]


@dataclass(frozen=True)
class FigureTables:
    """Tables of figures in one language.

    Attributes
    ----------
    catalogue
        What describes indicators, areas and sources.
    lang
        Language of headings and names.
    """

    catalogue: Catalogue
    lang: Lang

    def listed(self, figures: pd.DataFrame) -> Table:
        """One row a figure, in the given order; at least one."""
        frame = self._named(figures).assign(
            **self._written(figures, "value"),
            period_label=[Period.parse(code).label(self.lang) for code in figures["period"]],
        )
        columns = (
            *self._heads(figures),
            self._column("period_label", PERIOD),
            self._column("value", RESULT, "bounded", unit=self._one_unit(figures)),
            *self._units(figures),
            self._column("numerator", _NUMERATOR, "number", empty="–"),
            self._column("denominator", _DENOMINATOR, "number", empty="–"),
            self._column("source", SOURCE, "code"),
        )
        names = [self.catalogue.indicators[each].name for each in figures["indicator"].unique()]
        caption = names[0] if len(names) == 1 else _CAPTION.fill(figures=len(figures))
        return self._table("b-so-lieu", caption, columns, frame)

    def compared(self, figures: pd.DataFrame, pair: tuple[Period, Period]) -> Table:
        """One row a series with its figures of two periods, and the change between exact ones."""
        sides = [figures.loc[figures["period"] == each.code, [*_LINE, *_FIGURE]] for each in pair]
        rows = sides[0].merge(
            sides[1], on=_LINE, how="outer", suffixes=("_first", "_last"), validate="one_to_one"
        )
        is_exact = rows["qualifier_first"].eq("=") & rows["qualifier_last"].eq("=")
        parts = {side: _side(rows, side) for side in ("first", "last")}
        last = self._written(parts["last"], "last")
        frame = self._named(rows).assign(
            **self._written(parts["first"], "first"),
            **last,
            change=(rows["value_last"] - rows["value_first"]).where(is_exact),
            change_decimals=last["last_decimals"],
        )
        unit = self._one_unit(rows)
        heads = [Words(each.label("vi"), each.label("en")) for each in pair]
        columns = (
            *self._heads(rows),
            self._column("first", heads[0], "bounded", unit=unit),
            self._column("last", heads[1], "bounded", unit=unit),
            self._column("change", CHANGE, "number", signed=True, empty="–"),
            *self._units(rows),
        )
        first, second = map(period_words, pair)
        names = [self.catalogue.indicators[each].name for each in rows["indicator"].unique()]
        what = f"{names[0].say(self.lang)}: " if len(names) == 1 else ""
        caption = _COMPARED.fill(what=what, first=first, last=second)
        return self._table("b-hai-ky", caption, columns, frame)

    def _table(
        self, name: str, caption: Words, columns: tuple[Column, ...], frame: pd.DataFrame
    ) -> Table:
        compares = "change" in frame
        return Table(
            id=name,
            caption=caption.say(self.lang),
            unit="" if len(set(frame["unit"])) == 1 else MIXED_UNIT.say(self.lang),
            columns=columns,
            frame=frame,
            order=(CATALOGUE_ORDER if compares else _BY_TIME).say(self.lang),
            notes=(_NO_CHANGE.say(self.lang),) if compares else (),
            sources=(),
            lang=self.lang,
            synthetic=self.catalogue.settings.is_synthetic,
            folded=True,
        )

    def _column(self, name: str, label: Words, kind: str = "text", **more: Any) -> Column:
        return Column(name=name, label=label.say(self.lang), kind=kind, **more)  # type: ignore[arg-type]

    def _heads(self, rows: pd.DataFrame) -> tuple[Column, ...]:
        """Indicator, area and tier, without those that are the same in every row."""
        heads = {"indicator": ("name", INDICATOR), "area": ("area_name", _AREA)}
        shown = [heads[name] for name in heads if len(set(rows[name])) > 1] or [heads["area"]]
        tier = [("tier_name", TIER)] if len(set(rows["tier"])) > 1 else []
        return tuple(
            self._column(name, label, scope_row=place == 0)
            for place, (name, label) in enumerate([*shown, *tier])
        )

    def _named(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows with names for people of indicator, area, tier and unit."""
        indicators = [self.catalogue.indicators[name] for name in rows["indicator"]]
        areas = self.catalogue.areas
        return rows.assign(
            name=[indicator.name.say(self.lang) for indicator in indicators],
            unit=[indicator.unit.say(self.lang) for indicator in indicators],
            area_name=[areas[code].name.say(self.lang) for code in rows["area"]],
            tier_name=[TIER_NAMES[tier].say(self.lang) for tier in rows["tier"]],
        )

    def _written(self, rows: pd.DataFrame, name: str) -> dict[str, Any]:
        """A column of figures with what says how each is written (``tables.Column``)."""
        indicators = [self.catalogue.indicators[each] for each in rows["indicator"]]
        decimals = [
            _decimals(row.value, row.decimals, indicator.decimals)
            for row, indicator in zip(rows_of(rows), indicators, strict=True)
        ]
        return {
            name: rows["value"],
            f"{name}_qualifier": rows["qualifier"].fillna("="),
            f"{name}_decimals": decimals,
            f"{name}_percent": [indicator.is_percent for indicator in indicators],
        }

    def _one_unit(self, rows: pd.DataFrame) -> str:
        """The unit that all rows share; empty where there are several."""
        units = {self.catalogue.indicators[name].unit.say(self.lang) for name in rows["indicator"]}
        return units.pop() if len(units) == 1 else ""

    def _units(self, rows: pd.DataFrame) -> tuple[Column, ...]:
        """A column of units, where there are several."""
        return () if self._one_unit(rows) else (self._column("unit", UNIT),)


def _side(rows: pd.DataFrame, side: str) -> pd.DataFrame:
    """The figures of one of two periods under their plain names."""
    names = {f"{name}_{side}": name for name in _FIGURE}
    return rows[["indicator", *names]].rename(columns=names)


def _decimals(value: float, printed: float, usual: int) -> int:
    """Decimals of one figure: as printed, else its own, at most the usual ones; 0 for none."""
    if pd.isna(value):
        return 0
    own = plain_decimals(value)
    return min(own, usual if pd.isna(printed) else max(usual, int(printed)))
