"""Districts against the rest of the province on the leading shares: sentences and table."""

from __future__ import annotations

from typing import Any

import pandas as pd

from chiso.catalog import Tier
from chiso.narrative import Prose, number_words
from chiso.narrative.comparison import Comparison, Extreme, Near, comparison_sentences, goal_words
from chiso.narrative.facts import SMALL_BASE
from chiso.narrative.names import joined, listed
from chiso.numbers import format_number
from chiso.periods import Period
from chiso.report.columns import column
from chiso.report.facts import number_or_none
from chiso.report.rows import rows_of
from chiso.report.sheets import Sheet, lay_out
from chiso.report.standing import (
    ERROR_RATE,
    HIGHER,
    LEAST_DIFFERENCE,
    LOWER,
    SIMILAR,
    SMALL,
    Standing,
)
from chiso.report.units import UnitChapter, one_target, panel_period, unbroken
from chiso.report.wording import CODE_ORDER, VERDICT
from chiso.tables import Column, Table
from chiso.words import Words, same

AGAINST = {
    HIGHER: Words(vi="▲ cao hơn", en="▲ higher"),
    LOWER: Words(vi="▼ thấp hơn", en="▼ lower"),
    SIMILAR: Words(vi="▬ chưa khác rõ", en="▬ not different"),
    SMALL: Words(vi="# mẫu số nhỏ", en="# small base"),
}
LESS_IS_BETTER = Words(vi=" (càng thấp càng tốt)", en=" (less is better)")
_CAPTION = Words(
    vi="Từng huyện so với phần còn lại của tỉnh",
    en="Each district against the rest of the province",
)
_HEADS = {
    "name": Words(vi="Đơn vị", en="Unit"),
    "share": Words(vi="Kết quả (số đếm)", en="Result (counts)"),
    "numerator": Words(vi="Tử số", en="Numerator"),
    "denominator": Words(vi="Mẫu số", en="Denominator"),
    "rest": Words(vi="Phần còn lại của tỉnh", en="Rest of the province"),
    "difference": Words(
        vi="So với phần còn lại, điểm % (khoảng 95%)",
        en="Against the rest, points (95% interval)",
    ),
    "difference_low": Words(vi="Cận dưới của chênh lệch", en="Lower end of the difference"),
    "difference_high": Words(vi="Cận trên của chênh lệch", en="Upper end of the difference"),
    "p_adjusted": Words(vi="p đã hiệu chỉnh", en="Adjusted p"),
    "against_text": Words(vi="So với phần còn lại", en="Against the rest"),
    "rank_text": Words(vi="Khoảng hạng", en="Range of ranks"),
    "rank_low": Words(vi="Hạng tốt nhất có thể", en="Best possible rank"),
    "rank_high": Words(vi="Hạng thấp nhất có thể", en="Worst possible rank"),
}
_GROUP = Words(vi="{share}{better}, {period}{goal}", en="{share}{better}, {period}{goal}")
_GOAL = Words(vi="; chỉ tiêu {goal}", en="; target {goal}")
_METHOD = Words(
    vi="Phần còn lại: mọi đơn vị khác cộng lại; tỷ lệ của phần này có trong tệp CSV và XLSX."
    " «Cao hơn», «thấp hơn»: còn khác sau khi giữ tỷ lệ phát hiện sai ở {rate} (Benjamini-Hochberg)"
    " và chênh từ {least} điểm % trở lên. Khoảng 95% (Newcombe) chỉ phản ánh dao động ngẫu nhiên,"
    " không phản ánh sai sót khi báo cáo.",
    en="Rest: all other units together; its share is in the CSV and XLSX files. Higher, lower:"
    " still different with false discoveries held at {rate} (Benjamini-Hochberg) and by at least"
    " {least} points. The 95% interval (Newcombe) reflects chance alone, not errors of reporting.",
).fill(
    rate=number_words(100 * ERROR_RATE, 0, percent=True), least=number_words(LEAST_DIFFERENCE, 0)
)
_RANKS = Words(
    vi="Khoảng hạng: các hạng còn có thể khi khoảng của mọi đơn vị cùng đúng ở mức 95%.",
    en="Range of ranks: ranks still possible when the intervals of all units hold together at 95%.",
)
BANDS = Words(
    vi="Với {shares}, khoảng hạng phủ quá nửa số đơn vị nên chỉ chia ba nhóm: cao hơn, chưa khác"
    " rõ, thấp hơn phần còn lại.",
    en="For {shares} the ranges of ranks cover more than half of the units, so three bands take"
    " their place: higher, not different, lower than the rest.",
)
_SMALL = Words(vi="Mẫu số dưới {base}: chỉ ghi số đếm.", en="Base below {base}: counts only.").fill(
    base=SMALL_BASE
)


class ComparisonChapter(UnitChapter):
    """Who met the target, who differs from the rest, who cannot be ranked."""

    def say_comparison(self) -> Prose:
        """One paragraph a leading share, or why districts cannot be compared."""
        if not self.leads:
            return self.no_panel()
        told = [joined(comparison_sentences(self._comparison(lead))) for lead in self.leads]
        return Prose(told, self.lang, style="list")

    def show_comparison(self) -> Table | Prose:
        """Every district on the leading shares against the rest of the province."""
        if not self.leads:
            return self.no_panel()
        frame = pd.concat([self._compared(lead) for lead in self.leads], ignore_index=True)
        rows = pd.concat([lead.panel.rows for lead in self.leads], ignore_index=True)
        sheet = Sheet(
            "b-so-sanh-huyen",
            _CAPTION,
            self._comparison_columns(frame),
            frame,
            rows=rows,
            order=CODE_ORDER,
            unit=same("%"),
            notes=self._comparison_notes(),
            is_grouped=True,
            is_folded=True,
        )
        return lay_out(self, sheet)

    def _comparison(self, lead: Standing) -> Comparison:
        panel, shown = lead.panel, lead.shown.sort_values("exact", kind="stable")
        goal = one_target(panel)
        return Comparison(
            indicator=self.indicator(panel.indicator),
            tier=Tier(panel.tier),
            period=Period.parse(panel.period),
            units=len(panel.rows),
            greatest=self._extreme(shown.tail(1)),
            least=self._extreme(shown.head(1)),
            met=int(panel.rows["verdict"].eq("met").sum()) if panel.has_target else None,
            target=goal[0] if goal else None,
            operator=goal[1] if goal else ">=",
            higher=self.names(lead.named(HIGHER)),
            lower=self.names(lead.named(LOWER)),
            alike=tuple(self.names(group) for group in lead.alike()),
            missing=self.names(list(panel.missing)),
            small=self.names(lead.small),
            near=self._near(shown),
            error_rate=ERROR_RATE,
        )

    def _near(self, shown: pd.DataFrame) -> tuple[Near, ...]:
        rows = shown[shown["is_borderline"].eq(True)]
        return tuple(
            Near(self.unit_words(row.area), float(row.exact), float(row.denominator))
            for row in rows_of(rows.sort_values("denominator", kind="stable"))
        )

    def _extreme(self, rows: pd.DataFrame) -> Extreme | None:
        """The unit of one row; its name only where its rank is certain."""
        for row in rows_of(rows):
            is_certain = row.rank_low == row.rank_high
            return Extreme(float(row.exact), self.unit_words(row.area) if is_certain else None)
        return None

    def _compared(self, lead: Standing) -> pd.DataFrame:
        """One row a district, also those without a figure, in code order."""
        codes = [area.id for area in self.districts()]
        rows = lead.rows.set_index("area").reindex(codes).rename_axis("area").reset_index()
        is_small = rows["against"].eq(SMALL)
        shares = [
            "rest", "difference", "difference_low", "difference_high", "p_adjusted",
        ]  # fmt: skip
        rows[shares] = rows[shares].mask(is_small)
        return rows.assign(
            group=self.say(self._share_heading(lead)),
            name=[self.unit_name(code) for code in codes],
            verdict=rows["verdict"].fillna("no_data"),
            is_borderline=rows["is_borderline"].eq(True),
            share=rows["exact"].mask(is_small),
            share_text=[self._share_text(lead, row) for row in rows_of(rows)],
            difference_text=[self._difference_text(row) for row in rows_of(rows)],
            against_text=[
                self.say(AGAINST[name]) if name in AGAINST else "" for name in rows["against"]
            ],
            rank_text=["" if lead.uses_bands else rank_text(row) for row in rows_of(rows)],
        )

    def _share_heading(self, lead: Standing) -> Words:
        panel = lead.panel
        indicator, goal = self.indicator(panel.indicator), one_target(panel)
        falling = indicator.direction == "lower_is_better"
        return _GROUP.fill(
            share=self.share_name(panel),
            better=LESS_IS_BETTER if falling else "",
            period=panel_period(panel),
            goal=_GOAL.fill(goal=goal_words(indicator, *goal[:2])) if goal else "",
        )

    def _share_text(self, lead: Standing, row: Any) -> str:
        if pd.isna(row.denominator):
            return ""
        x, n = (format_number(count, 0, self.lang) for count in (row.numerator, row.denominator))
        if row.against == SMALL:
            return f"{x}/{n}"
        share = self.share_text(lead.panel, row.exact, number_or_none(row.target))
        return f"{self.say(share)} ({x}/{n})"

    def _difference_text(self, row: Any) -> str:
        """The finding, and the difference that it rests on where there is one."""
        if row.against not in AGAINST:
            return ""
        finding = self.say(unbroken(AGAINST[row.against]))
        if pd.isna(row.difference):
            return finding
        size, low, high = (
            format_number(part, 1, self.lang, signed=True)
            for part in (row.difference, row.difference_low, row.difference_high)
        )
        return f"{finding}: {size} ({low}; {high})"

    def _comparison_columns(self, frame: pd.DataFrame) -> tuple[Column, ...]:
        def head(name: str, kind: str = "number", **more: Any) -> Column:
            return column(self, name, _HEADS[name], kind, **more)

        has_goal = frame["verdict"].isin(["met", "not_met"]).any()
        exported = ("numerator", "denominator")
        ends = ("difference_low", "difference_high", "p_adjusted", "rank_low", "rank_high")
        return (
            head("name", "text", scope_row=True),
            *([column(self, "verdict", VERDICT, "verdict")] if has_goal else []),
            head("share", decimals=1),
            *(head(name, is_shown=False) for name in exported),
            head("rest", "share", decimals=1, is_shown=False),
            head("difference", decimals=1, signed=True),
            *(head(name, decimals=4, is_shown=False) for name in ends),
            head("against_text", "text", is_shown=False),
            head("rank_text", "text", is_shown=bool(frame["rank_text"].ne("").any())),
        )

    def _comparison_notes(self) -> tuple[Words, ...]:
        banded = [lead for lead in self.leads if lead.uses_bands]
        ranked = [lead for lead in self.leads if not lead.uses_bands]
        names = [self.inner_name(lead.panel) for lead in banded]
        return (
            _METHOD,
            *([_RANKS] if ranked else []),
            *([BANDS.fill(shares=listed(names))] if banded else []),
            *([_SMALL] if any(lead.small for lead in self.leads) else []),
        )


def rank_text(row: Any) -> str:
    """The ranks that a unit may have: one, or the best and the worst."""
    if pd.isna(row.rank_low):
        return ""
    low, high = int(row.rank_low), int(row.rank_high)
    return f"{low}" if low == high else f"{low}–{high}"
