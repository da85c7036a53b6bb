"""The chapter on trends: what the number of comparable periods allows to be said."""

from __future__ import annotations

from typing import Any

import pandas as pd

from chiso.catalog import Kind, Tier
from chiso.charts import Caption, Figure, PanelOptions, small_multiples
from chiso.narrative import Prose, Trend, trend_sentence
from chiso.narrative.figures import period_words
from chiso.narrative.trends import SMALLEST_P
from chiso.periods import Period
from chiso.report.area_sums import DISTRICTS_ONLY
from chiso.report.columns import column
from chiso.report.rows import rows_of
from chiso.report.series import LINE, MOST_PANELS, SeriesChapter
from chiso.report.sheets import Sheet, lay_out
from chiso.report.trend_panels import panel_frame, with_missing_months, with_targets
from chiso.report.trend_tests import LEAST_POINTS
from chiso.report.wording import (
    FLAG_KEYS,
    INDICATOR,
    LEVEL_NAMES,
    TIER,
    TIER_NAMES,
    UNIT,
)
from chiso.tables import Table
from chiso.words import Words

MOST_TOLD = 6
MOST_ON_PAGE = 10  # rows of the table; twelve cells each weigh on a phone
TIERED = "work_files_online_share"

_NO_SERIES = Words(
    vi="Đến kỳ này chưa có chuỗi nào từ hai kỳ so sánh được trong cùng định nghĩa, nên chưa xét"
    " được"
    " diễn biến.",
    en="By this period no series has two comparable periods of one definition, so no movement can"
    " be described.",
)
_PAIRS = Words(
    vi="Chưa có chuỗi nào đủ {least} kỳ so sánh được trong cùng định nghĩa; hai kỳ chỉ cho biết"
    " thay đổi.",
    en="No series has {least} comparable periods of one definition; two show a change only.",
)
_NO_TIERS = Words(
    vi="Đến kỳ này chưa có số liệu công bố về hồ sơ công việc xử lý trên môi trường mạng theo ba"
    " cấp.",
    en="By this period no figures on work files handled online were published by tier.",
)
_NO_PANELS = Words(
    vi="Chưa có chuỗi nào đủ {least} kỳ chính xác trong cùng định nghĩa, nên không vẽ biểu đồ.",
    en="No series has {least} exact periods of one definition, so no chart is drawn.",
)
_TIERS_TITLE = Words(
    vi="Hồ sơ công việc trên mạng: nguồn chỉ nêu cận dưới, chưa kết luận tăng hay giảm",
    en="Work files online: sources give only lower bounds, so no rise or fall is shown",
)
_TIERS_EXACT = Words(
    vi="Hồ sơ công việc trên mạng theo ba cấp, đến {last}",
    en="Work files online by tier, up to {last}",
)
_TIERS_ALT = Words(
    vi="Các ô cho cấp tỉnh, cấp huyện, cấp xã, từ {first} đến {last}; dấu mở là cận và không được"
    " nối, dấu đặc là con số cụ thể, vạch đứt là chỉ tiêu đến hạn. Số liệu ở biểu kết quả.",
    en="Panels for province, district and commune, from {first} to {last}; open marks are bounds"
    " and not joined, full marks single figures, dashed lines targets. Figures stand in the table"
    " of results.",
)
_PANELS_TITLE = Words(
    vi="{panels} chuỗi có từ {least} kỳ so sánh được, đến {period}",
    en="{panels} series with at least {least} comparable periods, up to {period}",
)
_PANELS_ALT = Words(
    vi="Nhóm biểu đồ đường nhỏ, mỗi ô một chỉ tiêu, từ {first} đến {last}; {rising} chuỗi tăng,"
    " {falling}"
    " chuỗi giảm theo kiểm định, còn lại chỉ mô tả. Số liệu ở biểu các chuỗi so sánh được.",
    en="Small line charts, one panel an indicator, from {first} to {last}; {rising} series rise and"
    " {falling} fall by the test, the others are only described. Figures stand in the table of"
    " comparable series.",
)
_PANEL_NOTE = Words(
    vi="mỗi ô một đơn vị đo và thang riêng; khoảng trống là chưa có số liệu.",
    en="each panel has its own unit and scale; a gap is a missing figure.",
)
_DISTRICTS_NOTE = Words(
    vi=" Số toàn tỉnh cộng từ các huyện, chưa gồm sở, ban, ngành.",
    en=" The whole province is the sum of its districts, without departments.",
)
_PARTIAL_NOTE = Words(
    vi=" Có kỳ thiếu huyện: tỷ lệ kỳ đó tính trên các huyện còn lại.",
    en=" Some periods lack a district: their share is that of the others.",
)
_TIER_NOTE = Words(
    vi="nửa dấu có mũi tên: nguồn chỉ nêu cận dưới; vạch đứt: chỉ tiêu và năm đến hạn.",
    en="half mark with arrow: only a lower bound is known; dashed: target and its due year.",
)
_TABLE = Words(vi="Các chuỗi so sánh được, đến {period}", en="Comparable series up to {period}")
_TABLE_NOTE = Words(
    vi="Thay đổi: cuối chuỗi trừ đầu chuỗi; mỗi năm: độ dốc Theil-Sen, từ 3 kỳ; p: Mann-Kendall"
    " chính xác, từ 5 kỳ.",
    en="Change: last minus first; a year: Theil-Sen slope from 3 periods on; p: exact"
    " Mann-Kendall test from 5.",
)
_MONTH_NOTE = Words(
    vi="Chuỗi tháng: p và độ dốc của số đếm so cùng tháng các năm; p của các chuỗi khác đã hiệu"
    " chỉnh tự tương quan. Thay đổi của số đếm theo tháng không tính từ tháng này sang tháng khác.",
    en="Months: p and slope of counts compare the same months of years; p of others is corrected"
    " for serial correlation. No change of counts is taken from one month to another.",
)
_HEADS = {
    "points": Words(vi="Số kỳ", en="Periods"),
    "first_value": Words(vi="Đầu chuỗi", en="First"),
    "last_value": Words(vi="Cuối chuỗi", en="Last"),
    "change": Words(vi="Thay đổi", en="Change"),
    "slope": Words(vi="Thay đổi mỗi năm", en="Change a year"),
    "p": Words(vi="p", en="p"),
    "span": Words(vi="Từ – đến", en="From – to"),
    "level_name": Words(vi="Bằng chứng cho phép", en="What the evidence allows"),
}


class TrendChapter(SeriesChapter):
    """Movement of comparable series of the province."""

    def say_trends(self) -> Prose:
        """What may be said of each series, tested ones first."""
        rows = self.trend_rows
        told = self.leading_trends().head(MOST_TOLD)
        sentences = [trend_sentence(self._trend(row)) for row in rows_of(told)]
        nothing = _NO_SERIES if rows.empty else _PAIRS.fill(least=LEAST_POINTS)
        return Prose(sentences or [nothing], self.lang, style="list")

    def draw_tiers(self) -> Figure | Prose:
        """Work files online by tier, with bounds drawn as bounds."""
        rows = self._of_province()
        rows = rows[(rows["indicator"] == TIERED) & rows["tier"].ne("all")]
        if rows.empty:
            return Prose([_NO_TIERS], self.lang)
        rows = self.in_catalogue_order(rows.sort_values("last_day"))
        texts = {
            "first": _period_words(_first_code(rows)),
            "last": _period_words(_last_code(rows)),
        }
        is_open = rows["qualifier"].isin([">", ">="]).all()
        title = _TIERS_TITLE if is_open else _TIERS_EXACT.fill(**texts)
        caption = self._caption("h-ba-cap", title, _TIERS_ALT.fill(**texts), rows)
        frame = panel_frame(self, rows, [self.say(TIER_NAMES[tier]) for tier in rows["tier"]])
        goals = self.targets
        goals = goals[goals["area"].eq(self.province) & goals["indicator"].eq(TIERED)]
        return small_multiples(with_targets(self, frame, rows, goals), caption)

    def draw_trends(self) -> Figure | Prose:
        """Small multiples of series with enough exact periods."""
        trends = self.leading_trends().head(MOST_PANELS)
        if trends.empty:
            return Prose([_NO_PANELS.fill(least=LEAST_POINTS)], self.lang)
        rows = self.comparable.merge(trends[LINE], on=LINE, validate="many_to_one")
        rows = self.in_catalogue_order(rows.sort_values("time"))
        texts = {
            "panels": len(trends),
            "least": LEAST_POINTS,
            "period": self.period_words(),
            "first": _period_words(_first_code(rows)),
            "last": _period_words(_last_code(rows)),
            "rising": int(trends["direction"].eq("increasing").sum()),
            "falling": int(trends["direction"].eq("decreasing").sum()),
        }
        caption = self._caption(
            "h-xu-huong", _PANELS_TITLE.fill(**texts), _PANELS_ALT.fill(**texts), rows
        )
        names = [self.say(self.indicator(name).short) for name in rows["indicator"]]
        frame = with_missing_months(self, panel_frame(self, rows, names), rows)
        return small_multiples(frame, caption, PanelOptions(shares_scale=False))

    def show_trends(self) -> Table | Prose:
        """All comparable series with slope, p and what the evidence allows."""
        rows = self.trend_rows
        if rows.empty:
            return Prose([_NO_SERIES], self.lang)
        frame = rows.assign(
            name=[self.say(self.indicator(name).name) for name in rows["indicator"]],
            tier_name=[self._whole(row) for row in rows_of(rows)],
            unit=[self.say(self.indicator(name).unit) for name in rows["indicator"]],
            span=[
                f"{self.period_label(first)} – {self.period_label(last)}"
                for first, last in zip(rows["first_period"], rows["last_period"], strict=True)
            ],
            level_name=[self.say(LEVEL_NAMES[level]) for level in rows["level"]],
            first_value_decimals=rows["decimals"],
            last_value_decimals=rows["decimals"],
            change_decimals=rows["decimals"],
            change_signed=True,
            slope_signed=True,
            p=rows["p"].clip(lower=SMALLEST_P),
            p_qualifier=rows["p"].lt(SMALLEST_P).map({True: "<", False: "="}),
            slope_decimals=rows["decimals"].clip(lower=2),
            on_page=rows.index.isin(self._first_lines(rows)),
        )
        return lay_out(
            self,
            Sheet(
                "b-xu-huong",
                _TABLE,
                (
                    column(self, "name", INDICATOR, scope_row=True),
                    column(self, "tier_name", TIER),
                    column(self, "unit", UNIT),
                    column(self, "span", _HEADS["span"]),
                    column(self, "points", _HEADS["points"], "number", decimals=0),
                    column(self, "first_value", _HEADS["first_value"], "number"),
                    column(self, "last_value", _HEADS["last_value"], "number"),
                    column(self, "change", _HEADS["change"], "number", empty="–"),
                    column(self, "slope", _HEADS["slope"], "number", empty="–"),
                    column(self, "p", _HEADS["p"], "bounded", decimals=3, empty="–"),
                    column(self, "level_name", _HEADS["level_name"]),
                ),
                frame,
                rows=self.comparable,
                notes=(_TABLE_NOTE, *([_MONTH_NOTE] if rows["is_monthly"].any() else [])),
                is_folded=len(rows) > 12,
                on_page="on_page",
            ),
        )

    def _first_lines(self, rows: pd.DataFrame) -> pd.Index:
        """Index of the series that the page lists: those that are drawn and told, then others."""
        told = self.leading_trends().index
        return told.append(rows.index.difference(told))[:MOST_ON_PAGE]

    def _whole(self, row: Any) -> str:
        """The tier, and what it lacks where only districts report."""
        name = self.say(TIER_NAMES[row.tier])
        lacks = self.say(FLAG_KEYS["districts_only"])
        return f"{name}, {lacks}" if row.coverage == DISTRICTS_ONLY else name

    def _trend(self, row: Any) -> Trend:
        indicator = self.indicator(row.indicator)
        return Trend(
            indicator=indicator,
            tier=Tier(row.tier),
            first=Period.parse(row.first_period),
            last=Period.parse(row.last_period),
            points=int(row.points),
            level=str(row.level),
            slope=None if pd.isna(row.slope) else float(row.slope),
            p=None if pd.isna(row.p) else float(row.p),
            first_value=float(row.first_value),
            last_value=float(row.last_value),
            # A slope of a count is told in whole cases as far as that leaves anything of it.
            decimals=0 if indicator.kind is Kind.COUNT else max(2, int(row.decimals)),
        )

    def _caption(self, name: str, title: Words, alt: Words, rows: pd.DataFrame) -> Caption:
        notes = [_TIER_NOTE if name == "h-ba-cap" else _PANEL_NOTE]
        notes += [_DISTRICTS_NOTE] if rows["coverage"].eq(DISTRICTS_ONLY).any() else []
        notes += [_PARTIAL_NOTE] if rows["missing_areas"].ne("").any() else []
        return Caption(
            id=name,
            title=self.say(title),
            alt=self.say(alt),
            unit="%" if name == "h-ba-cap" else "",
            lang=self.lang,
            note="".join(self.say(note) for note in notes),
            source="; ".join(self.sources_of(rows)),
            decimals=1,
            synthetic=self.is_synthetic,
        )


def _period_words(code: str) -> Words:
    period = Period.parse(code)
    return period_words(period)


def _first_code(rows: pd.DataFrame) -> str:
    return str(rows.sort_values("time", kind="stable")["period"].iloc[0])


def _last_code(rows: pd.DataFrame) -> str:
    return str(rows.sort_values("time", kind="stable")["period"].iloc[-1])
