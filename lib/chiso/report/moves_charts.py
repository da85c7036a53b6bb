"""Figures of what changed: a line a unit, and the parts that make up the change of the whole."""

from __future__ import annotations

import pandas as pd

from chiso.charts import Figure, contribution_bars, slope
from chiso.narrative import Prose, gap_decimals
from chiso.narrative.movement import signed_words
from chiso.report.movement import Movement
from chiso.report.moves import NO_EARLIER, POINTS, MovesChapter
from chiso.report.stack import Stack
from chiso.report.standing import HIGHER, LOWER, SIMILAR
from chiso.report.units import panel_period
from chiso.words import Words

MOST_HIGHLIGHTED = 3
PART_DECIMALS = 2  # parts are a fraction of the change that they make up
_SLOPE = {
    "title": Words(
        vi="{share}: {higher} trong {units} đơn vị cao hơn kỳ trước, {lower} thấp hơn; {period}",
        en="{share}: {higher} of {units} units up, {lower} down; {period}",
    ),
    "still": Words(
        vi="{share}: chưa đơn vị nào khác {earlier} rõ hơn ngẫu nhiên; {period}",
        en="{share}: no unit differs from {earlier} beyond chance; {period}",
    ),
    "alt": Words(
        vi="Biểu đồ dốc: {share_inside} của {units} đơn vị cấp huyện, {earlier} và {period};"
        " {higher} đơn vị cao hơn, {lower} thấp hơn rõ hơn mức ngẫu nhiên. Số liệu ở biểu thay đổi"
        " của từng huyện.",
        en="Slope chart: {share_inside} of {units} district-level units, {earlier} and {period};"
        " beyond chance {higher} higher, {lower} lower. Figures stand in the table of changes.",
    ),
    "note": Words(
        vi="mỗi đường một đơn vị; tô màu tối đa {most} đơn vị thay đổi nhiều nhất trong số vượt mức"
        " ngẫu nhiên.",
        en="a line a unit; in colour at most {most} units with the largest change beyond chance.",
    ),
}
_BARS = {
    "title": Words(
        vi="{share}: phần của từng đơn vị trong mức chênh {total} điểm %, {period}",
        en="{share}: each unit's part in the change of {total} points, {period}",
    ),
    "alt": Words(
        vi="Biểu đồ thanh: phần của {units} đơn vị trong mức chênh {total} điểm phần trăm của"
        " {share_inside}, {period} so với {earlier}. Số liệu ở biểu thay đổi của từng huyện.",
        en="Bars: parts of {units} units in the change of {total} percentage points,"
        " {share_inside}, {period} against {earlier}. Figures stand in the table of changes.",
    ),
    "note": Words(
        vi="các phần cộng lại đúng bằng mức chênh; phần lớn hay nhỏ còn do khối lượng của đơn vị.",
        en="the parts add up exactly to the change; a part also reflects the unit's volume.",
    ),
}


class MovesCharts(MovesChapter):
    """The first leading share in two comparable periods."""

    def draw_movement(self) -> Stack | Prose:
        """The first leading share: a line a unit, and who made the change of the whole."""
        if not self.movements:
            return self.unless_ended(NO_EARLIER)
        first = self.movements[0]
        return Stack((self._draw_slope(first), self._draw_parts(first)))

    def _draw_slope(self, movement: Movement) -> Figure:
        """Every unit in both periods; at most three in colour."""
        rows = movement.rows
        moved = rows["change"].abs().where(rows["state"] != SIMILAR)
        largest = moved.sort_values(ascending=False, kind="stable").dropna().index
        frame = pd.DataFrame(
            {
                "label": [self.unit_name(code) for code in rows["area"]],
                "before": rows["previous_exact"],
                "after": rows["exact"],
                "is_highlighted": rows.index.isin(largest[:MOST_HIGHLIGHTED]),
            }
        )
        facts = {**self._move_facts(movement), "most": MOST_HIGHLIGHTED}
        title = _SLOPE["still" if largest.empty else "title"]
        texts = {"title": title, "alt": _SLOPE["alt"], "note": _SLOPE["note"]}
        periods = (
            self.period_label(movement.before.period),
            self.period_label(movement.now.period),
        )
        return slope(frame, self.caption("doc", movement.now, texts, **facts), periods)

    def _draw_parts(self, movement: Movement) -> Figure:
        """What each unit added to the change of the whole, the largest first."""
        total = movement.whole_now - movement.whole_before
        decimals = gap_decimals(total, 0.0, self.indicator(movement.now.indicator).decimals)
        rows = movement.rows.sort_values("part", ascending=False, kind="stable")
        frame = pd.DataFrame(
            {
                "label": [self.unit_name(code) for code in rows["area"]],
                "value": rows["part"].to_numpy(),
            }
        )
        facts = {
            **self._move_facts(movement),
            "total": signed_words(total, decimals),
            "unit": self.say(POINTS),
            "decimals": PART_DECIMALS,
        }
        return contribution_bars(frame, self.caption("phan", movement.now, _BARS, **facts), total)

    def _move_facts(self, item: Movement) -> dict[str, object]:
        return {
            "units": len(item.rows),
            "higher": len(item.named("state", HIGHER)),
            "lower": len(item.named("state", LOWER)),
            "earlier": panel_period(item.before),
        }
