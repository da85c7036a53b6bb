"""Panels of districts against the target: who holds the gap, and what would close it."""

from __future__ import annotations

import pandas as pd

from chiso.catalog import Tier
from chiso.charts import Figure, contribution_bars
from chiso.metrics.action import FIXED, units_to_target
from chiso.metrics.decomposition import gap_contributions
from chiso.metrics.scenarios import what_if
from chiso.narrative import Prose
from chiso.narrative.contributions import GapParts, gap_parts_sentences
from chiso.narrative.movement import signed_words
from chiso.narrative.names import joined
from chiso.periods import Period
from chiso.report.columns import column
from chiso.report.moves import MOST_COMPARED
from chiso.report.moves_charts import PART_DECIMALS
from chiso.report.panel_rows import lead_panels
from chiso.report.shared import shared_property
from chiso.report.sheets import Sheet, lay_out
from chiso.report.stack import Stack
from chiso.report.standing import COUNTS, Panel
from chiso.report.units import MOST_FIGURES, MOST_SHARES, UnitChapter, panel_period
from chiso.report.wording import CODE_ORDER, INDICATOR
from chiso.tables import Column, Table
from chiso.words import Words

MOST_HOLDERS = 3
_AIM = ["area", *COUNTS, "target", "operator", "direction"]
_DIRECTIONS = ("higher_is_better", "lower_is_better")
_NO_PANEL = Words(
    vi="Chưa có tỷ lệ nào vừa có chỉ tiêu, vừa được ít nhất ba huyện công bố kèm tử số, mẫu số"
    " trong cùng kỳ và cùng định nghĩa, nên chưa tính được phần của từng huyện.",
    en="No share has both a target and the counts of at least three districts for one period and"
    " definition, so the part of each district cannot be computed.",
)
_CLOSED = Words(
    vi="Kết quả chung của các huyện không còn thiếu so với chỉ tiêu nào, nên không vẽ phần của từng"
    " huyện.",
    en="The common result of the districts falls short of no target, so parts are not drawn.",
)
_GAP = Words(
    vi="Phần của từng huyện trong khoảng cách đến chỉ tiêu, {period}",
    en="Part of each district in the gap to the target, {period}",
)
_WHAT_IF = Words(
    vi="Kết quả chung nếu các huyện đạt một mức chung, {period}",
    en="The common result if districts reached a common level, {period}",
)
_BARS = {
    "title": Words(
        vi="{share}: phần của từng đơn vị trong khoảng cách {gap} điểm %, {period}",
        en="{share}: each unit's part in the gap of {gap} points, {period}",
    ),
    "alt": Words(
        vi="Biểu đồ thanh: phần của {units} đơn vị trong khoảng cách {gap} điểm phần trăm đến chỉ"
        " tiêu của {share_inside}, {period}. Số liệu ở biểu phần của từng huyện.",
        en="Bars: parts of {units} units in the gap of {gap} percentage points to the target,"
        " {share_inside}, {period}. Figures stand in the table of parts.",
    ),
    "note": Words(
        vi="dương: còn thiếu; âm: vượt mức. Các phần cộng lại đúng bằng khoảng cách chung.",
        en="positive: still to go; negative: ahead. The parts add up exactly to the whole gap.",
    ),
}
_POINTS = Words(vi="điểm %", en="points")
_SUMS = Words(
    vi="Các phần cộng lại đúng bằng khoảng cách chung; dương là còn thiếu. «Cần thêm» là số trường"
    " hợp để đạt chỉ tiêu của đơn vị khi mẫu số không đổi.",
    en="The parts add up exactly to the whole gap; positive is still to go. Cases to go reach the"
    " unit's own target with the same base.",
)
_MECHANICAL = Words(
    vi="Phép tính giữ nguyên số trường hợp của từng huyện; không phải dự báo.",
    en="The number of cases of each district stays as it is; this is no forecast.",
)
_HEADS = {
    "name": Words(vi="Đơn vị", en="Unit"),
    "exact": Words(vi="Kết quả", en="Result"),
    "value": Words(vi="Phần của đơn vị, điểm %", en="Its part, points"),
    "rate_effect": Words(vi="phần tỷ lệ", en="by rate"),
    "volume_effect": Words(vi="phần khối lượng", en="by volume"),
    "units": Words(vi="Cần thêm, trường hợp", en="Cases to go"),
    "scenario": Words(vi="Giả định", en="If every district reached"),
    "level": Words(vi="Mức", en="Level"),
    "then": Words(vi="Kết quả chung khi đó", en="Common result then"),
    "gain": Words(vi="Tốt hơn, điểm %", en="Gain, points"),
    "extra": Words(vi="Số trường hợp", en="Cases"),
}
_GROUP = Words(vi="{share}, {period}", en="{share}, {period}")
_SCENARIOS = {
    "median": Words(vi="trung vị các huyện", en="the median of districts"),
    "best_quarter": Words(vi="mức của một phần tư tốt nhất", en="the level of the best quarter"),
    "target": Words(vi="chỉ tiêu", en="the target"),
}


class PanelChapter(UnitChapter):
    """What only a panel of counted shares can tell of a gap."""

    @shared_property
    def held(self) -> list[Panel]:
        """Headline shares with a direction and a target of the province, the largest gap first."""
        panels = lead_panels(self, MOST_COMPARED)
        judged = (panel for panel in panels if panel.rows["direction"].isin(_DIRECTIONS).all())
        held = [panel for panel in judged if panel.rows["whole_target"].notna().all()]
        return sorted(held, key=lambda panel: -self._whole_gap(panel))

    @property
    def aimed(self) -> list[Panel]:
        """The first of them, which have sentences and tables."""
        return self.held[:MOST_SHARES]

    def trace_gap(self) -> Stack | Prose:
        """Sentences, bars and tables on who holds the gap, or why that cannot be told."""
        if not self.aimed:
            return Prose([_NO_PANEL], self.lang)
        parts = (
            self.say_contributions(),
            self.draw_contributions(),
            self.show_contributions(),
            self.show_what_if(),
        )
        return Stack(parts)

    def say_contributions(self) -> Prose:
        """The whole against its target, one paragraph a leading share."""
        if not self.aimed:
            return Prose([_NO_PANEL], self.lang)
        told = [joined(gap_parts_sentences(self._gap_parts(panel))) for panel in self.aimed]
        return Prose(told, self.lang, style="list")

    def draw_contributions(self) -> Figure | Prose:
        """Points of the largest whole gap that each unit holds, the largest first."""
        if not self.aimed:
            return Prose([_NO_PANEL], self.lang)
        panel = self.aimed[0]
        total = self._whole_gap(panel)
        if total <= 0:
            return Prose([_CLOSED], self.lang)
        parts = self._parts(panel).sort_values("value", ascending=False, kind="stable")
        frame = pd.DataFrame(
            {
                "label": [self.unit_name(code) for code in parts["area"]],
                "value": parts["value"].to_numpy(),
            }
        )
        caption = self.caption(
            "thieu",
            panel,
            _BARS,
            units=len(parts),
            gap=signed_words(total, PART_DECIMALS),
            unit=self.say(_POINTS),
            decimals=PART_DECIMALS,
        )
        return contribution_bars(frame, caption, total)

    def show_contributions(self) -> Table | Prose:
        """How much of the whole gap each district holds, and how many cases it lacks."""
        if not self.aimed:
            return Prose([_NO_PANEL], self.lang)
        shown = self.aimed[:MOST_FIGURES]
        frame = pd.concat([self._parts(panel) for panel in shown], ignore_index=True)
        frame["on_page"] = frame["group"].eq(frame["group"].iloc[0])
        columns = (
            column(self, "name", _HEADS["name"], scope_row=True),
            column(self, "exact", _HEADS["exact"], "share", decimals=1),
            *(self._points(name) for name in ("value", "rate_effect", "volume_effect")),
            column(self, "units", _HEADS["units"], "number", empty="–"),
        )
        sheet = Sheet(
            "b-phan-huyen",
            _GAP,
            columns,
            frame,
            rows=self._rows(),
            order=CODE_ORDER,
            unit=_POINTS,
            notes=(_SUMS,),
            is_grouped=True,
            is_folded=True,
            on_page="on_page",
        )
        return lay_out(self, sheet)

    def show_what_if(self) -> Table | Prose:
        """The common share if districts reached the median, the best quarter or the target."""
        if not self.aimed:
            return Prose([_NO_PANEL], self.lang)
        frame = pd.concat([self._scenarios(panel) for panel in self.aimed], ignore_index=True)
        columns = (
            column(self, "name", INDICATOR, scope_row=True),
            column(self, "scenario_text", _HEADS["scenario"]),
            column(self, "level", _HEADS["level"], "share", decimals=1),
            column(self, "value", _HEADS["then"], "share", decimals=1),
            column(self, "gain", _HEADS["gain"], "number", decimals=2),
            column(self, "extra_units", _HEADS["extra"], "number"),
        )
        sheet = Sheet(
            "b-gia-dinh",
            _WHAT_IF,
            columns,
            frame,
            rows=self._rows(),
            unit=_POINTS,
            notes=(_MECHANICAL,),
            is_folded=True,
        )
        return lay_out(self, sheet)

    def _gap_parts(self, panel: Panel) -> GapParts:
        parts, (cases, base) = self._parts(panel), panel.rows[COUNTS].sum()
        gap = self._whole_gap(panel)
        largest = parts[parts["value"] > 0].sort_values("value", ascending=False, kind="stable")
        holders = largest["area"].head(MOST_HOLDERS).tolist() if gap > 0 else []
        lacking = parts[panel.rows["verdict"].eq("not_met").to_numpy()]
        goal = self._whole_goal(panel)
        return GapParts(
            indicator=self.indicator(panel.indicator),
            tier=Tier(panel.tier),
            period=Period.parse(panel.period),
            units=len(parts),
            value=100 * cases / base,
            target=goal[0],
            operator=goal[1],
            is_met=gap < 0 or (gap == 0 and goal[1] in (">=", "<=")),
            gap=gap,
            missing=len(lacking),
            cases=int(lacking["units"].sum()),
            holders=self.names(holders),
        )

    def _whole_goal(self, panel: Panel) -> tuple[float, str]:
        row = panel.rows.iloc[0]
        return float(row["whole_target"]), str(row["whole_operator"])

    def _whole_gap(self, panel: Panel) -> float:
        return float(self._parts(panel)["whole_gap"].iloc[0])

    def _parts(self, panel: Panel) -> pd.DataFrame:
        """One row a unit: its points of the whole gap, and the cases to its own target."""
        rows = panel.rows
        parts = gap_contributions(rows.assign(target=rows["whole_target"]))
        needed = units_to_target(rows[_AIM])
        needed = needed[needed["route"] == FIXED]
        heading = _GROUP.fill(share=self.share_name(panel), period=panel_period(panel))
        return parts.assign(
            group=self.say(heading),
            name=[self.unit_name(code) for code in rows["area"]],
            exact=rows["exact"].to_numpy(),
            units=needed["value"].to_numpy(),
        )

    def _scenarios(self, panel: Panel) -> pd.DataFrame:
        found = what_if(panel.rows.assign(target=panel.rows["whole_target"]))
        return found.assign(
            name=self.say(self.share_name(panel)),
            scenario_text=[self.say(_SCENARIOS[name]) for name in found["scenario"]],
        )

    def _points(self, name: str) -> Column:
        return column(self, name, _HEADS[name], "number", decimals=2, signed=True)

    def _rows(self) -> pd.DataFrame:
        return pd.concat([panel.rows for panel in self.aimed], ignore_index=True)
