"""Complete panels of districts: who holds the gap, who made the change, what would close it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from chiso.metrics.action import FIXED, units_to_target
from chiso.metrics.decomposition import change_contributions, gap_contributions
from chiso.metrics.scenarios import what_if
from chiso.narrative import Prose
from chiso.report.columns import column
from chiso.report.edition import Edition
from chiso.report.sheets import Sheet, lay_out
from chiso.report.wording import CODE_ORDER, INDICATOR
from chiso.tables import Column, Table
from chiso.words import Words

_WHOLE = ["indicator", "tier", "scope", "definition"]
PANEL_KEY = [*_WHOLE, "period"]
_POINTS = Words(vi="điểm phần trăm", en="percentage points")
_NO_PANEL = Words(
    vi="Chưa có tỷ lệ nào được mọi huyện công bố kèm tử số, mẫu số trong cùng kỳ và cùng định"
    " nghĩa,"
    " nên chưa tính được phần của từng huyện.",
    en="No share was published by every district with its counts for one period and definition, so"
    " the part of each district cannot be computed.",
)
_NO_BEFORE = Words(
    vi="Chưa có hai kỳ mà mọi huyện cùng công bố tử số, mẫu số, nên chưa tính được huyện nào làm"
    " thay"
    " đổi kết quả chung.",
    en="There are no two periods for which every district published its counts, so the change"
    " cannot"
    " be traced to districts.",
)
_GAP = Words(
    vi="Phần của từng huyện trong khoảng cách đến chỉ tiêu, {period}",
    en="Part of each district in the gap to the target, {period}",
)
_WHAT_IF = Words(
    vi="Kết quả toàn tỉnh nếu các huyện đạt một mức chung, {period}",
    en="The province's result if districts reached a common level, {period}",
)
_CHANGE = Words(
    vi="Huyện nào làm thay đổi kết quả chung, {period}",
    en="Which districts made the change, {period}",
)
_SUMS = Words(
    vi="Các phần cộng lại đúng bằng toàn bộ khoảng cách hoặc thay đổi.",
    en="The parts add up exactly to the whole gap or change.",
)
_HEADS = {
    "area_text": Words(vi="Huyện", en="District"),
    "share": Words(vi="Kết quả", en="Result"),
    "value": Words(vi="Phần của huyện", en="Its part"),
    "rate_effect": Words(vi="phần tỷ lệ", en="by rate"),
    "volume_effect": Words(vi="phần khối lượng", en="by volume"),
    "within_effect": Words(vi="trong huyện", en="within"),
    "shift_effect": Words(vi="phần chuyển dịch", en="by shift"),
    "units": Words(vi="Cần thêm", en="Cases to go"),
    "scenario": Words(vi="Giả định", en="If every district reached"),
    "level": Words(vi="Mức", en="Level"),
    "then": Words(vi="Toàn tỉnh khi đó", en="Province then"),
    "gain": Words(vi="Tăng thêm", en="Gain"),
    "extra": Words(vi="Số trường hợp", en="Cases"),
}
_PANEL: dict[str, Any] = {"order": CODE_ORDER, "unit": _POINTS, "notes": (_SUMS,)}
_SCENARIOS = {
    "median": Words(vi="trung vị các huyện", en="the median of districts"),
    "best_quarter": Words(vi="mức của một phần tư tốt nhất", en="the level of the best quarter"),
    "target": Words(vi="chỉ tiêu", en="the target"),
}


class PanelChapter(Edition):
    """What only a complete panel of counted shares can tell."""

    def panels(self) -> pd.DataFrame:
        """Counted shares of every district of one period and definition, latest period last."""
        codes = {area.id for area in self.districts()}
        rows = self.figures
        whole = (rows[["numerator", "denominator"]] % 1 == 0).all(axis=1)
        counted = rows["is_counted"] & rows["kind"].eq("share") & whole
        rows = rows[rows["area"].isin(codes) & counted]
        present = rows.groupby(PANEL_KEY)["area"].transform("nunique")
        return rows[present == len(codes)].sort_values(["last_day", "area"], kind="stable")

    def latest_panels(self) -> pd.DataFrame:
        """The newest complete panel of each share, with the province's leading target."""
        panels = self.panels()
        newest = panels.groupby(_WHOLE)["last_day"].transform("max")
        goals = self.targets[self.targets["is_leading"] & self.targets["area"].eq(self.province)]
        goals = goals[goals["kind"] == "level"].drop_duplicates(["indicator", "definition"])
        goals = goals.rename(columns={"due_date": "due"})[
            ["indicator", "definition", "target", "due"]
        ]
        return panels[panels["last_day"] == newest].merge(
            goals, on=["indicator", "definition"], how="left", validate="many_to_one"
        )

    def show_contributions(self) -> Table | Prose:
        """How much of the province's gap each district holds, and how many cases it lacks."""
        rows = self.latest_panels()
        rows = rows[rows["target"].notna()]
        if rows.empty:
            return Prose([_NO_PANEL], self.lang)
        parts = gap_contributions(rows, PANEL_KEY)
        needed = units_to_target(rows, PANEL_KEY)
        needed = needed[needed["route"] == FIXED]
        joined = parts.merge(
            needed[[*PANEL_KEY, "area", "value"]].rename(columns={"value": "units"}),
            on=[*PANEL_KEY, "area"],
            validate="one_to_one",
        )
        frame = self._by_area(joined.assign(share=rows["exact"].to_numpy()))
        columns = (
            *self._area_columns(),
            column(self, "share", _HEADS["share"], "share", decimals=1),
            *self._points("value", "rate_effect", "volume_effect"),
            column(self, "units", _HEADS["units"], "number"),
        )
        return lay_out(self, Sheet("b-phan-huyen", _GAP, columns, frame, rows=rows, **_PANEL))

    def show_what_if(self) -> Table | Prose:
        """The province's share if districts reached the median, the best quarter or the target."""
        rows = self.latest_panels()
        if rows.empty:
            return Prose([_NO_PANEL], self.lang)
        found = what_if(rows, PANEL_KEY)
        found = found[found["value"].notna()]
        frame = found.assign(
            name=[self.say(self.indicator(name).name) for name in found["indicator"]],
            scenario_text=[self.say(_SCENARIOS[name]) for name in found["scenario"]],
        )
        columns = (
            column(self, "name", INDICATOR, scope_row=True),
            column(self, "scenario_text", _HEADS["scenario"]),
            column(self, "level", _HEADS["level"], "share", decimals=1),
            column(self, "value", _HEADS["then"], "share", decimals=1),
            column(self, "gain", _HEADS["gain"], "number", decimals=2, unit=self.say(_POINTS)),
            column(self, "extra_units", _HEADS["extra"], "number"),
        )
        return lay_out(self, Sheet("b-gia-dinh", _WHAT_IF, columns, frame, rows=rows, **_PANEL))

    def show_movers(self) -> Table | Prose:
        """Which districts made the change between the last two complete panels."""
        panels = self.panels()
        place = panels.groupby(_WHOLE)["time"].rank(method="dense", ascending=False)
        counts = [*_WHOLE, "area", "numerator", "denominator"]
        before = panels.loc[place == 2, counts].rename(
            columns={name: f"previous_{name}" for name in ("numerator", "denominator")}
        )
        two = panels[place == 1].merge(before, on=[*_WHOLE, "area"], validate="one_to_one")
        if two.empty:
            return Prose([_NO_BEFORE], self.lang)
        frame = self._by_area(change_contributions(two, _WHOLE))
        columns = (*self._area_columns(), *self._points("value", "within_effect", "shift_effect"))
        return lay_out(self, Sheet("b-thay-doi", _CHANGE, columns, frame, rows=two, **_PANEL))

    def _area_columns(self) -> tuple[Column, ...]:
        return (
            column(self, "area_text", _HEADS["area_text"], scope_row=True),
            column(self, "name", INDICATOR),
        )

    def _points(self, *names: str) -> list[Column]:
        return [
            column(self, name, _HEADS[name], "number", decimals=2, signed=True) for name in names
        ]

    def _by_area(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(
            area_text=[self.area_name(code) for code in frame["area"]],
            name=[self.say(self.indicator(name).short) for name in frame["indicator"]],
        )
