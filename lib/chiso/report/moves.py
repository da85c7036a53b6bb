"""Who moved since the comparable period before: sentences and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from chiso.catalog import Tier
from chiso.narrative import Prose
from chiso.narrative.movement import Moved, Spread, moved_sentences, spread_sentence
from chiso.narrative.names import joined
from chiso.numbers import format_number
from chiso.periods import Period
from chiso.report.columns import column
from chiso.report.facts import number_or_none
from chiso.report.movement import Movement, inequality_of, movement_of
from chiso.report.panel_rows import LEAST_UNITS, lead_panels, panel_before
from chiso.report.rows import rows_of
from chiso.report.shared import shared_property
from chiso.report.sheets import Sheet, lay_out
from chiso.report.stack import Stack
from chiso.report.standing import HIGHER, LEAST_DIFFERENCE, LOWER, SIMILAR
from chiso.report.units import MOST_SHARES, UnitChapter, panel_period, unbroken
from chiso.report.wording import CODE_ORDER, INDICATOR
from chiso.tables import Column, Table
from chiso.words import Words, same

MOST_COMPARED = 8  # shares among which those with most movement are looked for
NO_EARLIER = Words(
    vi="Chưa có hai kỳ cùng độ dài mà ít nhất {least} huyện công bố tử số, mẫu số theo cùng định"
    " nghĩa, nên chưa nói được huyện nào thay đổi.",
    en="There are no two periods of one length for which at least {least} districts published their"
    " counts on one definition, so no movement can be told.",
).fill(least=LEAST_UNITS)
POINTS = Words(vi="điểm %", en="points")
_CHANGES = Words(
    vi="Thay đổi của từng huyện so với kỳ trước", en="Change of each district since before"
)
_HEADS = {
    "name": Words(vi="Đơn vị", en="Unit"),
    "previous_exact": Words(vi="Kỳ trước", en="Before"),
    "exact": Words(vi="Kỳ này", en="Now"),
    "change": Words(vi="Thay đổi, điểm % (khoảng 95%)", en="Change, points (95% interval)"),
    "change_low": Words(vi="Cận dưới của thay đổi", en="Lower end of the change"),
    "change_high": Words(vi="Cận trên của thay đổi", en="Upper end of the change"),
    "state_text": Words(vi="Nhận định", en="Finding"),
    "part": Words(vi="Phần trong mức chênh chung, điểm %", en="Part of the whole's change, points"),
    "within": Words(vi="trong đó: tỷ lệ của đơn vị", en="of it: own share"),
    "shift": Words(vi="trong đó: chuyển dịch khối lượng", en="of it: shift of volume"),
}
_STATES = {
    HIGHER: Words(vi="▲ cao hơn", en="▲ higher"),
    LOWER: Words(vi="▼ thấp hơn", en="▼ lower"),
    SIMILAR: Words(vi="▬ chưa rõ thay đổi", en="▬ no clear change"),
}
_CROSSED = {
    "better": Words(vi="sang nhóm tốt hơn", en="into a better band"),
    "worse": Words(vi="sang nhóm kém hơn", en="into a worse band"),
}
_GROUP = Words(vi="{share}: {earlier} và {period}", en="{share}: {earlier} and {period}")
_RULE = Words(
    vi="«Cao hơn», «thấp hơn»: khoảng 95% (Newcombe) không chứa 0 và thay đổi từ {least} điểm % trở"
    " lên. Phần trong mức chênh chung của các đơn vị cộng lại đúng bằng mức chênh chung.",
    en="Higher, lower: the 95% interval (Newcombe) leaves out 0 and the change is at least {least}"
    " points. The parts of all units add up exactly to the whole's change.",
).fill(least=f"{LEAST_DIFFERENCE:.0f}")
_SPREAD = Words(vi="Chênh lệch giữa các huyện", en="Spread between districts")
_MOST_FIRST = Words(
    vi="tỷ lệ có nhiều đơn vị thay đổi nhất trước", en="the share with most units that moved first"
)
_SPREAD_HEADS = {
    "deviation_before": Words(vi="Độ lệch chuẩn kỳ trước", en="Standard deviation before"),
    "deviation_now": Words(vi="Độ lệch chuẩn kỳ này", en="Standard deviation now"),
    "ratio_before": Words(vi="Cao nhất/thấp nhất kỳ trước", en="Highest/lowest before"),
    "ratio_now": Words(vi="Cao nhất/thấp nhất kỳ này", en="Highest/lowest now"),
    "slope": Words(vi="Hệ số hội tụ β mỗi năm", en="Convergence β a year"),
}
_WARNING = Words(
    vi="Độ lệch chuẩn là thước đo tuyệt đối (điểm %), cao nhất/thấp nhất là thước đo tương đối; hai"
    " thước đo có thể trái chiều. β < 0: đơn vị ban đầu thấp tăng nhanh hơn; chỉ mô tả vì ít đơn"
    " vị, do hồi quy về trung bình và trần 100% cũng cho β < 0.",
    en="The standard deviation is absolute (points), highest/lowest is relative; they can disagree."
    " β < 0: units that began lower gained more; descriptive only with few units, since regression"
    " to the mean and the ceiling of 100% also give β < 0.",
)


class MovesChapter(UnitChapter):
    """Two comparable periods of the leading shares."""

    @shared_property
    def movements(self) -> list[Movement]:
        """Headline shares with a comparable period before, that with most movement first."""
        panels = lead_panels(self, MOST_COMPARED)
        pairs = ((panel, panel_before(self, panel)) for panel in panels)
        found = [movement_of(panel, before) for panel, before in pairs if before]
        known = [movement for movement in found if movement]
        return sorted(known, key=lambda item: -item.moved)[:MOST_SHARES]

    def say_movement(self) -> Prose:
        """The whole, the units and their spread, one paragraph a leading share."""
        if not self.movements:
            return self.unless_ended(NO_EARLIER)
        told = [
            joined([*moved_sentences(self._moved(item)), *self._say_spread(item)])
            for item in self.movements
        ]
        return Prose(told, self.lang, style="list")

    def show_movement(self) -> Stack | Prose:
        """Changes of all units on the leading shares, and how unequal the units are."""
        if not self.movements:
            return self.unless_ended(NO_EARLIER)
        return Stack((self.show_changes(), self.show_spread()))

    def show_changes(self) -> Table | Prose:
        """One row a unit of the drawn share: both periods, change, finding, part of the whole."""
        if not self.movements:
            return self.unless_ended(NO_EARLIER)
        first = self.movements[0]
        sheet = Sheet(
            "b-thay-doi",
            _CHANGES,
            self._change_columns(),
            self._changed(first),
            rows=_both_periods([first]),
            order=CODE_ORDER,
            unit=same("%"),
            notes=(_RULE,),
            is_grouped=True,
            is_folded=True,
        )
        return lay_out(self, sheet)

    def show_spread(self) -> Table | Prose:
        """One absolute and one relative measure of inequality, now and before, and convergence."""
        if not self.movements:
            return self.unless_ended(NO_EARLIER)
        frame = pd.DataFrame(
            {
                "name": self.say(self.share_name(item.now)),
                **{name: getattr(inequality_of(item), name) for name in _SPREAD_HEADS},
            }
            for item in self.movements
        )
        columns = (
            column(self, "name", INDICATOR, scope_row=True),
            *(
                column(self, name, head, "number", decimals=2, empty="–")
                for name, head in _SPREAD_HEADS.items()
            ),
        )
        sheet = Sheet(
            "b-chenh-lech",
            _SPREAD,
            columns,
            frame,
            rows=_both_periods(self.movements),
            order=_MOST_FIRST,
            unit=POINTS,
            notes=(_WARNING,),
        )
        return lay_out(self, sheet)

    def _moved(self, item: Movement) -> Moved:
        withheld = [code for code in item.before.withheld if code in item.left_out]
        return Moved(
            indicator=self.indicator(item.now.indicator),
            tier=Tier(item.now.tier),
            before=Period.parse(item.before.period),
            now=Period.parse(item.now.period),
            units=len(item.rows),
            higher=len(item.named("state", HIGHER)),
            lower=len(item.named("state", LOWER)),
            whole_before=item.whole_before,
            whole_now=item.whole_now,
            into_better=self.names(item.named("crossed", "better")),
            into_worse=self.names(item.named("crossed", "worse")),
            bands=item.bands,
            left_out=self.names([code for code in item.left_out if code not in withheld]),
            merged=self.names([code for code in item.before.moved if code not in item.left_out]),
            withheld=self.names(withheld),
        )

    def _say_spread(self, item: Movement) -> list[Words]:
        """How far apart the units are; nothing where all are at a bound, which has no spread."""
        found = inequality_of(item)
        if pd.isna(found.deviation_before) or pd.isna(found.deviation_now):
            return []
        spread = Spread(
            indicator=self.indicator(item.now.indicator),
            tier=Tier(item.now.tier),
            before=Period.parse(item.before.period),
            now=Period.parse(item.now.period),
            state=found.state,
            deviation_before=found.deviation_before,
            deviation_now=found.deviation_now,
            ratio_before=number_or_none(found.ratio_before),
            ratio_now=number_or_none(found.ratio_now),
        )
        return [spread_sentence(spread)]

    def _changed(self, item: Movement) -> pd.DataFrame:
        rows = item.rows
        heading = _GROUP.fill(
            share=self.share_name(item.now),
            earlier=panel_period(item.before),
            period=panel_period(item.now),
        )
        return rows.assign(
            group=self.say(heading),
            name=[self.unit_name(code) for code in rows["area"]],
            change_text=[self._change_text(row) for row in rows_of(rows)],
            state_text=[self._state_text(row) for row in rows_of(rows)],
        )

    def _change_text(self, row: Any) -> str:
        size, low, high = (
            format_number(part, 1, self.lang, signed=True)
            for part in (row.change, row.change_low, row.change_high)
        )
        return f"{size} ({low}; {high})"

    def _state_text(self, row: Any) -> str:
        """The finding, and the band that was reached: a line each on a phone."""
        told = [_STATES[row.state], *([_CROSSED[row.crossed]] if row.crossed else [])]
        return ", ".join(self.say(unbroken(words)) for words in told)

    def _change_columns(self) -> tuple[Column, ...]:
        def head(name: str, kind: str = "number", **more: Any) -> Column:
            return column(self, name, _HEADS[name], kind, **more)

        def exported(name: str) -> Column:
            return head(name, decimals=4, signed=True, is_shown=False)

        return (
            head("name", "text", scope_row=True),
            head("previous_exact", "share", decimals=1),
            head("exact", "share", decimals=1),
            head("change", decimals=1, signed=True),
            exported("change_low"),
            exported("change_high"),
            head("state_text", "text"),
            head("part", decimals=2, signed=True),
            exported("within"),
            exported("shift"),
        )


def _both_periods(movements: Sequence[Movement]) -> pd.DataFrame:
    """The rows behind some movements."""
    panels = [panel for item in movements for panel in (item.now, item.before)]
    return pd.concat([panel.rows for panel in panels], ignore_index=True)
