"""The chapter that sets areas side by side: districts, departments, provinces."""

from __future__ import annotations

from datetime import date

import pandas as pd

from chiso.catalog import Area
from chiso.charts import Figure
from chiso.narrative import Prose
from chiso.narrative.areas import Coverage, district_sentences, tier_end_sentences
from chiso.periods import Period
from chiso.report.columns import figure_columns, figure_rows
from chiso.report.departments import DepartmentChapter
from chiso.report.heat_map import HeatMapChapter
from chiso.report.moves_charts import MovesCharts
from chiso.report.provinces import ProvinceChapter
from chiso.report.rank_paths import RankPaths
from chiso.report.sheets import Sheet, lay_out
from chiso.report.stack import Stack
from chiso.report.standing_charts import StandingCharts
from chiso.report.wording import CATALOGUE_ORDER, CODE_ORDER
from chiso.tables import Table
from chiso.words import Words

_DISTRICTS = Words(
    vi="Số liệu công bố của các huyện, {period}", en="Published district figures, {period}"
)
_NO_DISTRICTS = Words(
    vi="Kỳ này không có số liệu công bố ở cấp huyện, nên không so sánh được các huyện.",
    en="No district figures were published for this period, so districts cannot be compared.",
)
_ORDER = Words(f"{CODE_ORDER.vi}; {CATALOGUE_ORDER.vi}", f"{CODE_ORDER.en}; {CATALOGUE_ORDER.en}")
_GROUP_NOTE = Words(
    vi="Số liệu của từng huyện có kỳ, phạm vi và định nghĩa riêng; không cộng và không xếp hạng.",
    en="Each district has its own periods, scope and definitions; do not add or rank them.",
)


class DistrictChapter(
    StandingCharts, HeatMapChapter, MovesCharts, RankPaths, DepartmentChapter, ProvinceChapter
):
    """Areas side by side, with no league table where the data cannot carry one."""

    def district_rows(self) -> pd.DataFrame:
        """Current figures of districts that exist on the closing date."""
        codes = [area.id for area in self.districts()]
        return self.current[self.current["area"].isin(codes)]

    def compare_districts(self) -> Stack | Prose:
        """Where each district stands on the leading shares, or what there is instead."""
        if not self.leads:
            return self.say_districts()
        parts = (
            self.say_districts(),
            self.say_comparison(),
            self.draw_standing(),
            self.show_comparison(),
        )
        return Stack(parts)

    def survey_districts(self) -> Stack | Table | Prose:
        """All shares at once; without comparable shares the figures that were published."""
        return self.show_heat() if self.leads else self.show_districts()

    def compare_periods(self) -> Stack | Prose:
        """What changed since the comparable period before, or why that cannot be told."""
        if not self.movements:
            return self.say_movement()
        ranks = self.draw_ranks()
        drawn = (self.draw_movement(), *([ranks] if isinstance(ranks, Figure) else []))
        return Stack((self.say_movement(), *drawn, self.show_movement()))

    def say_districts(self) -> Prose:
        """How many districts have figures, who is missing, and what cannot be concluded."""
        ended = self._tier_ended()
        if ended:
            return Prose(tier_end_sentences(ended, self._last_district_period()), self.lang)
        rows = self.district_rows()
        silent = [area.id for area in self.districts() if area.id not in set(rows["area"])]
        told = Coverage(
            reporting=rows["area"].nunique(),
            districts=len(self.districts()),
            indicators=rows["indicator"].nunique(),
            silent=self.names(silent),
            shares=len(self.panels),
        )
        why = () if self.leads else self.no_panel().sentences
        return Prose([*district_sentences(told), *why], self.lang)

    def show_districts(self) -> Table | Prose:
        """Every current district figure, grouped by district in code order."""
        rows = self.district_rows()
        if rows.empty:
            return Prose([_NO_DISTRICTS], self.lang)
        order = {area.id: area.order for area in self.districts()}
        rows = self.in_catalogue_order(rows)
        rows = rows.assign(_order=rows["area"].map(order)).sort_values("_order", kind="stable")
        groups = [self.area_name(code) for code in rows["area"]]
        frame = figure_rows(self, rows).assign(group=groups)
        return lay_out(
            self,
            Sheet(
                "b-huyen",
                _DISTRICTS,
                figure_columns(self, frame, judged=False),
                frame,
                rows=rows,
                order=_ORDER,
                notes=(_GROUP_NOTE,),
                is_grouped=True,
                is_folded=True,
            ),
        )

    def _all_districts(self) -> list[Area]:
        """Districts of the province, also those that have ended."""
        return [
            area
            for area in self.catalogue.areas.values()
            if area.kind in ("city", "district") and area.parent == self.province
        ]

    def _tier_ended(self) -> date | None:
        """The day on which the last districts ended; None while there are any, or never were."""
        ends = [area.valid_to for area in self._all_districts() if area.valid_to]
        return None if self.districts() or not ends else max(ends)

    def _last_district_period(self) -> Period | None:
        """The period of the latest figures of districts."""
        codes = [area.id for area in self._all_districts()]
        rows = self.figures[self.figures["area"].isin(codes)]
        if rows.empty:
            return None
        last = rows.sort_values(["last_day", "first_day"], kind="stable")["period"].iloc[-1]
        return Period.parse(last)
