"""The chapter with one profile a district."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

import pandas as pd

from chiso.catalog import Area
from chiso.narrative import Prose
from chiso.narrative.areas import profile_sentences
from chiso.periods import Period
from chiso.report.columns import column, figure_rows
from chiso.report.edition import Edition
from chiso.report.selection import latest_of_series
from chiso.report.sheets import Sheet, lay_out
from chiso.report.wording import (
    FLAGS,
    INDICATOR,
    PERIOD,
    RESULT,
    UNIT,
)
from chiso.tables import Table
from chiso.words import Words

_CAPTION = Words(
    vi="{area}: số liệu mới nhất đến {period}", en="{area}: latest figures up to {period}"
)
_NONE = Words(
    vi="Trong kỳ này tỉnh không còn đơn vị cấp huyện nên không có hồ sơ huyện.",
    en="The province has no district tier in this period, so there are no district profiles.",
)
_INTRO = Words(
    vi="Mỗi hồ sơ nêu số liệu mới nhất của từng chỉ tiêu kèm kỳ của số liệu; số cũ không được"
    " coi là"
    " kết quả của kỳ báo cáo.",
    en="Each profile gives the latest figure of every indicator with its own period; older figures"
    " do not count as results of this period.",
)
_IN_PERIOD = Words(vi="Thuộc kỳ", en="In period")
_YES_NO = {True: Words(vi="có", en="yes"), False: Words(vi="trước kỳ", en="earlier")}


@dataclass(frozen=True, repr=False)
class Profiles:
    """The profiles of all districts as one object to show."""

    parts: tuple[tuple[str, str, Prose, Table | None], ...]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        shown = "".join(self._section(*part) for part in self.parts)
        tables = [table for *_, table in self.parts if table is not None]
        bundles = [table._repr_mimebundle_()["application/vnd.chiso+json"] for table in tables]
        return {
            "text/html": shown,
            "text/plain": f"{len(self.parts)} profiles",
            "application/vnd.chiso+json": {"kind": "group", "items": bundles},
        }

    @staticmethod
    def _section(anchor: str, name: str, prose: Prose, table: Table | None) -> str:
        shown = table.to_html() if table is not None else ""
        head = f'<h4 id="{anchor}">{html.escape(name)}</h4>'
        return f'<section class="profile">{head}{prose.to_html()}{shown}</section>'


class ProfileChapter(Edition):
    """What is published for each district."""

    def say_profiles(self) -> Prose:
        """What the profiles show, or why there are none."""
        return Prose([_INTRO if self.districts() else _NONE], self.lang)

    def show_profiles(self) -> Profiles | Prose:
        """Two sentences and the latest figures of every district, in code order."""
        areas = self.districts()
        if not areas:
            return Prose([_NONE], self.lang)
        return Profiles(tuple(self._profile(area) for area in areas))

    def _profile(self, area: Area) -> tuple[str, str, Prose, Table | None]:
        found = latest_of_series(self.figures[self.figures["area"] == area.id])
        newest = found.sort_values("last_day", kind="stable")
        rows = self.in_catalogue_order(
            newest.drop_duplicates(["indicator", "tier", "scope"], keep="last")
        )
        latest = None
        if not rows.empty:
            latest = Period.parse(rows.sort_values("last_day", kind="stable")["period"].iloc[-1])
        told = profile_sentences(area, len(rows), latest)
        table = self._profile_table(area, rows) if len(rows) else None
        return f"dv-{area.id}", self.say(area.name), Prose(told, self.lang), table

    def _profile_table(self, area: Area, rows: pd.DataFrame) -> Table:
        current = rows["last_day"] >= pd.Timestamp(self.period.first_day())
        frame = figure_rows(self, rows).assign(
            in_period=[self.say(_YES_NO[bool(now)]) for now in current]
        )
        names = Words(self.area(area.id).short, area.name.en)
        return lay_out(
            self,
            Sheet(
                f"b-dv-{area.id}",
                _CAPTION.fill(area=names),
                (
                    column(self, "name", INDICATOR, scope_row=True),
                    column(self, "value", RESULT, "bounded"),
                    column(self, "unit", UNIT, is_shown=False),
                    column(self, "period_label", PERIOD),
                    column(self, "in_period", _IN_PERIOD),
                    column(self, "flag_text", FLAGS, "flag"),
                ),
                frame,
                rows=rows,
                is_folded=len(rows) > 12,
            ),
        )
