"""The chapter with one profile a district."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd

from chiso.catalog import Area
from chiso.narrative import Prose
from chiso.narrative.coverage import ended_sentence
from chiso.narrative.profiles import panel_sentence
from chiso.periods import Period
from chiso.report.columns import figure_rows
from chiso.report.panel_rows import PanelEdition
from chiso.report.profile_cells import Shape
from chiso.report.profile_rows import Against, compared, profile_rows
from chiso.report.profile_table import profile_table
from chiso.report.profile_told import told_of
from chiso.report.shared import shared_property
from chiso.tables import Table
from chiso.tables.lean import illustrative_mark, table_head
from chiso.words import Words

_INTRO = Words(
    vi="Mỗi hồ sơ nêu số liệu mới nhất của từng chỉ tiêu kèm kỳ của số liệu; số cũ không được"
    " coi là kết quả của kỳ báo cáo.",
    en="Each profile gives the latest figure of every indicator with its own period; older figures"
    " do not count as results of this period.",
)
_SOME = Words(
    vi="Mỗi hồ sơ nêu nhiều nhất {most} chỉ tiêu, số mới trước; số còn lại ở tệp số liệu gốc.",
    en="A profile holds up to {most} indicators, newest first; the others are in the data file.",
)
MOST_PROFILES = 21  # on a page; a province had eleven districts at most
_REST = Words(
    vi="Trang nêu {shown} trong {all} hồ sơ; tệp CSV và XLSX của biểu này có đủ.",
    en="Shown here: {shown} of {all} profiles; the CSV and XLSX files of this table have all.",
)


@dataclass(frozen=True, repr=False)
class Profiles:
    """The profiles of all districts as one object to show.

    Attributes
    ----------
    table
        All rows of all profiles, for the exports; None where there are no districts.
    sections
        One finished section a district.
    rest
        Where the profiles are that the page does not show, or empty.
    """

    table: Table | None = None
    sections: tuple[str, ...] = ()
    rest: str = ""

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        head = "" if self.table is None else table_head(self.table)
        return {
            "text/html": head + self._rest_line() + "".join(self.sections),
            "text/plain": f"{len(self.sections)} profiles",
            "application/vnd.chiso+json": (
                {"kind": "prose"} if self.table is None else self.table.to_json()
            ),
        }

    def _rest_line(self) -> str:
        return f'<p class="note rest">{escape(self.rest)}</p>' if self.rest else ""


class ProfileChapter(PanelEdition):
    """Where each district stands, and what it still needs."""

    @shared_property
    def compared_indicators(self) -> list[Against]:
        """Indicators with a drawing in every profile (``profile_rows.compared``)."""
        return compared(self)

    @cached_property
    def profiled(self) -> pd.DataFrame:
        """Rows of all profiles with the columns that tables share (``columns.figure_rows``)."""
        rows = profile_rows(self, self.compared_indicators)
        shared = figure_rows(self, rows)
        return rows.assign(**{str(name): column for name, column in shared.items()})

    def say_profiles(self) -> Prose:
        """How many districts differ on how many shares; or when the district tier ended."""
        if not self.districts():
            return Prose([ended_sentence(self.district_tier_ended, self._last_report())], self.lang)
        rows = self.profiled
        counted = sum(panel.is_counted for panel in self.compared_indicators)
        better, worse = (rows.loc[rows["stand"] == side, "area"] for side in ("better", "worse"))
        told = panel_sentence(
            counted,
            districts=int(rows.loc[rows["rest"].notna(), "area"].nunique()),
            better=int(better.nunique()),
            worse=int(worse.nunique()),
        )
        most = int(rows[rows["is_shown"]].groupby("area").size().max()) if len(rows) else 0
        some = [] if rows["is_shown"].all() else [_SOME.fill(most=most)]
        return Prose([told, *some] if counted else [told, _INTRO, *some], self.lang)

    def show_profiles(self) -> Profiles:
        """Two sentences, the drawing and the figures of every district, in code order."""
        areas = self.districts()
        if not areas:
            return Profiles()
        rows = self.profiled[self.profiled["is_shown"]]
        shape = Shape.of(self, self.compared_indicators, rows)
        table = profile_table(self, rows, self.compared_indicators)
        shown = areas[:MOST_PROFILES]
        rest = _REST.fill(shown=len(shown), all=len(areas))
        return Profiles(
            table,
            tuple(self._section(area, shape) for area in shown),
            self.say(rest) if len(shown) < len(areas) else "",
        )

    def _section(self, area: Area, shape: Shape) -> str:
        anchor = f"dv-{area.id}"
        rows = self.profiled[self.profiled["area"] == area.id]
        told = Prose(told_of(self, area, rows, self._wanted()), self.lang)
        prose = " ".join(escape(text, quote=False) for text in told.texts)
        mine = rows[rows["is_shown"]]
        shown = shape.table(anchor, mine) if shape.panels or len(mine) else ""
        mark = illustrative_mark(self.lang) if self.is_synthetic else ""
        head = f'<h4 id="{anchor}">{escape(self.say(area.name), quote=False)}{mark}</h4>'
        return f'<section class="profile">{head}<p class="prose">{prose}</p>{shown}</section>'

    def _wanted(self) -> list[str]:
        """Indicators that a reader looks for: compared ones, and headlines of any district."""
        known = set(self.profiled["indicator"])
        names = [panel.indicator for panel in self.compared_indicators]
        wanted = dict.fromkeys([*names, *self.catalogue.settings.headline])
        return [name for name in wanted if name in known]

    def _last_report(self) -> Period | None:
        """The last report period that ended while there were districts."""
        settings, ended = self.catalogue.settings, self.district_tier_ended
        within = [
            period
            for period in settings.report_periods
            if ended and period.last_day(settings.calendar) <= ended
        ]
        return max(within, default=None)
