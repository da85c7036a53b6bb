"""The chapter on target gaps: what is still to go to each target."""

from __future__ import annotations

from typing import Any

import pandas as pd

from chiso.charts import Caption, Figure, gap_dumbbell
from chiso.narrative import Fact, Prose, gap_decimals, result_sentences
from chiso.narrative.results import no_target_sentence
from chiso.numbers import format_number
from chiso.report.columns import figure_columns, figure_rows
from chiso.report.edition import Edition
from chiso.report.facts import fact, facts, value_text
from chiso.report.rows import rows_of
from chiso.report.selection import SERIES
from chiso.report.sheets import Sheet, lay_out
from chiso.report.wording import TIER_NAMES
from chiso.tables import Table
from chiso.words import Words

MOST_BARS = 24
BOUND_NAMES = {
    "=": "exact", ">": "more_than", ">=": "at_least",
    "<": "less_than", "<=": "at_most", "~": "about",
}  # fmt: skip
_NOTHING = Words(
    vi="Kỳ này không có tỷ lệ nào so được với chỉ tiêu trong cùng định nghĩa, nên không vẽ"
    " khoảng cách.",
    en="The period has no share that can be compared with a target of the same definition,"
    " so no gaps are drawn.",
)
_TITLE = Words(
    vi="{missed} trong {all} tỷ lệ chưa đạt chỉ tiêu, {period}",
    en="{missed} of {all} shares miss their target, {period}",
)
_ALT = Words(
    vi="Biểu đồ thanh từ chỉ tiêu đến kết quả của {all} tỷ lệ, {period}: {met} đạt, {missed}"
    " chưa đạt,"
    " {open} chưa đủ căn cứ. Số liệu ở biểu khoảng cách đến chỉ tiêu.",
    en="Bars from target to result for {all} shares, {period}: {met} met, {missed} not met, {open}"
    " inconclusive. The figures stand in the table of target gaps.",
)
_NOTE = Words(
    vi="vạch đen: chỉ tiêu đến hạn gần nhất; dấu mở: chỉ nêu cận. Thứ tự: từ thiếu nhiều nhất.",
    en="black tick: the target due next; open mark: only a bound. Order: largest shortfall first.",
)
_GAPS = Words(
    vi="Khoảng cách đến mọi chỉ tiêu đã giao, {period}", en="Gaps to all targets, {period}"
)
_PAST_NOTE = Words(
    vi="Trang không nêu chỉ tiêu đã đến hạn và đã đạt.",
    en="The page leaves out targets that are past due and met.",
)
_NO_TABLE = Words(
    vi="Kỳ này không có biểu khoảng cách đến chỉ tiêu.",
    en="The period has no table of gaps to targets.",
)
_NO_JUDGED = Words(
    vi="Kỳ này chưa có số liệu nào so được với chỉ tiêu.",
    en="The period has no figure that can be compared with a target.",
)


class GapChapter(Edition):
    """Distances to targets, always within one definition."""

    def say_gaps(self) -> Prose:
        """Results that are not met or cannot be concluded, targets past due, and what has none."""
        open_rows = self.leading[self.leading["verdict"].isin(["not_met", "undetermined"])]
        open_rows = self._soonest_first(open_rows)
        told = result_sentences(facts(self, open_rows)) or [self._all_met()]
        past = self.results[self.results["is_past"] & self.results["period"].notna()]
        past = past[~past.index.isin(open_rows.index)].sort_values("due_date", kind="stable")
        past = self.in_catalogue_order(past.drop_duplicates(SERIES, keep="last"))
        past = self._soonest_first(past)
        told += [*result_sentences(facts(self, past)), *self._without_target()]
        return Prose(told, self.lang, style="list")

    def _without_target(self) -> list[Words]:
        """One sentence on indicators that have a better side and no target; the headline first."""
        aimed = self.leading.loc[self.leading["target"].notna(), "indicator"]
        rows = self.leading[self.leading["direction"].ne("neutral")]
        names = list(dict.fromkeys(rows.loc[~rows["indicator"].isin(aimed), "indicator"]))
        lead = [name for name in self.headline() if name in names]
        indicators = [self.indicator(name) for name in dict.fromkeys([*lead, *names])]
        return [no_target_sentence(indicators, self.closing_date)] if indicators else []

    def draw_gaps(self) -> Figure | Prose:
        """Shares against their leading targets, largest shortfall first."""
        rows = self._shares()
        if rows.empty:
            return Prose([_NOTHING], self.lang)
        counts = rows["verdict"].value_counts()
        texts = {
            "missed": int(counts.get("not_met", 0)),
            "met": int(counts.get("met", 0)),
            "open": int(counts.get("undetermined", 0)),
            "all": len(rows),
            "period": self.period_words(),
        }
        caption = Caption(
            id="h-khoang-cach",
            title=self.say(_TITLE.fill(**texts)),
            alt=self.say(_ALT.fill(**texts)),
            unit="%",
            lang=self.lang,
            note=self.say(_NOTE),
            source="; ".join(self.sources_of(rows)),
            decimals=1,
            synthetic=self.is_synthetic,
        )
        return gap_dumbbell(self.gap_bars(rows), caption)

    def show_gaps(self) -> Table | Prose:
        """Every target on level or rank with the current figure, all due dates."""
        rows = self.results[self.results["target"].notna() & self.results["period"].notna()]
        rows = rows.drop_duplicates([*SERIES, "due_period", "operator", "target"])
        if rows.empty:
            return Prose([_NO_TABLE], self.lang)
        is_open = rows["is_in_force"].eq(True) | rows["verdict"].ne("met")
        frame = figure_rows(self, rows).assign(on_page=is_open if is_open.any() else True)
        columns = figure_columns(self, frame, judged=True)
        has_past = not frame["on_page"].all()
        sheet = Sheet(
            "b-khoang-cach",
            _GAPS,
            columns,
            frame,
            rows=rows,
            notes=(_PAST_NOTE,) if has_past else (),
            on_page="on_page",
        )
        return lay_out(self, sheet)

    def _soonest_first(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Targets still due, the nearest first, before those past due, the latest of them first."""
        away = (pd.to_datetime(rows["due_date"]) - pd.Timestamp(self.closing_date)).abs()
        ordered = rows.assign(_is_past=~rows["is_in_force"].eq(True), _away=away)
        return ordered.sort_values(["_is_past", "_away"], kind="stable")

    def _all_met(self) -> Words:
        judged = self.leading["verdict"].isin(["met"]).any()
        return (
            Words(
                vi="Mọi số liệu so được của kỳ này đều đạt chỉ tiêu đến hạn gần nhất.",
                en="Every figure of the period that can be compared meets the target due next.",
            )
            if judged
            else _NO_JUDGED
        )

    def _shares(self) -> pd.DataFrame:
        rows = self.leading
        rows = rows[
            rows["target"].notna() & rows["period"].notna() & rows["kind_target"].eq("level")
        ]
        percent = [name for name, item in self.catalogue.indicators.items() if item.is_percent]
        shares = rows[rows["indicator"].isin(percent)]
        ordered = shares.assign(_gap=shares["gap"].fillna(shares["gap_high"]))
        return ordered.sort_values("_gap", ascending=False, kind="stable").head(MOST_BARS)

    def gap_bars(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Judged rows as :func:`chiso.charts.gap_dumbbell` takes them, in the given order."""
        return pd.DataFrame(
            {
                "label": [self._bar_name(row) for row in rows_of(rows)],
                "value": rows["exact"].where(~rows["is_bound"], rows["value"]).to_numpy(),
                "lower": rows["lower"].to_numpy(),
                "upper": rows["upper"].to_numpy(),
                "bound": rows["qualifier"].map(BOUND_NAMES).to_numpy(),
                "target": rows["target"].to_numpy(),
                "operator": rows["operator"].to_numpy(),
                "verdict": rows["verdict"].to_numpy(),
                "is_borderline": rows["is_borderline"].to_numpy(),
                "value_text": [value_text(self, row) for row in rows_of(rows)],
                "gap_text": [self._gap_text(row) for row in rows_of(rows)],
            }
        )

    def _bar_name(self, row: Any) -> str:
        told = fact(self, row)
        name = self.say(told.indicator.short)
        return name if told.tier == "all" else f"{name}, {self.say(TIER_NAMES[told.tier]).lower()}"

    def _gap_text(self, row: Any) -> str:
        told = fact(self, row)
        if told.gap is not None:
            return self._signed(-told.gap, told)
        proved = told.gap_high if told.verdict == "met" else told.gap_low
        if proved is None or told.verdict == "undetermined":
            return "…"
        sign = "≥ " if told.verdict == "met" else "≤ "
        return sign + self._signed(-proved, told)

    def _signed(self, distance: float, told: Fact) -> str:
        decimals = gap_decimals(distance, told.target or 0.0, told.decimals)
        return format_number(distance, decimals, self.lang, signed=True)
