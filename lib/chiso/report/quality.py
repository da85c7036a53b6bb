"""The chapter on data quality, and the overview that the summary takes from it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from chiso.narrative import Prose
from chiso.narrative.quality import QualityCounts, quality_sentences
from chiso.report.checks import share_checks, total_checks
from chiso.report.columns import column, figure_columns, figure_rows
from chiso.report.overview import OverviewChapter
from chiso.report.rows import rows_of
from chiso.report.selection import FIGURE
from chiso.report.sheets import Sheet, lay_out
from chiso.report.vintages import definition_breaks, rival_rows
from chiso.report.wording import (
    CATALOGUE_ORDER,
    EVIDENCE_NAMES,
    INDICATOR,
    PERIOD,
    SOURCE,
    TIER,
    TIER_NAMES,
)
from chiso.tables import CoverageGrid, Table
from chiso.words import Words

WEAK = ("bound", "equals_target", "unchanged")
GRADED_KINDS = ("share", "count", "money", "score")
_HEADS = {
    "unit": Words(vi="Đơn vị", en="Area"),
    "grade": Words(vi="Mức bằng chứng", en="Evidence"),
    "printed": Words(vi="Số công bố", en="Published"),
    "recomputed": Words(vi="Tính lại", en="Recomputed"),
    "difference": Words(vi="Chênh lệch", en="Difference"),
    "holds": Words(vi="Kết luận", en="Result"),
    "published": Words(vi="Ngày công bố", en="Published on"),
    "used": Words(vi="Sử dụng", en="Used"),
    "value": Words(vi="Giá trị", en="Value"),
    "old": Words(vi="Định nghĩa trước", en="Earlier definition"),
    "new": Words(vi="Định nghĩa sau", en="Later definition"),
    "where": Words(vi="Từ – sang", en="From – to"),
}
_HOLDS = {
    True: Words(vi="✓ khớp", en="✓ agrees"),
    False: Words(vi="✗ không khớp", en="✗ does not agree"),
}
_USED = {
    True: Words(vi="dùng", en="used"),
    False: Words(vi="giữ để đối chiếu", en="kept for record"),
}
_WEAK = Words(vi="Số liệu cần dè dặt, {period}", en="Figures that call for caution, {period}")
_NO_WEAK = Words(
    vi="Kỳ này không có số liệu nào chỉ nêu cận, trùng chỉ tiêu hoặc giữ nguyên từ kỳ trước.",
    en="The period has no figure that is only a bound, repeats a target or is carried forward.",
)
_CHECKS = Words(
    vi="Tổng và tỷ lệ tính lại, đến {period}", en="Totals and shares recomputed, to {period}"
)
_NO_CHECKS = Words(
    vi="Đến kỳ này chưa có tổng hoặc tỷ lệ nào công bố kèm thành phần để tính lại.",
    en="By this period no total or share was published with its parts.",
)
_RIVALS = Words(
    vi="Số liệu được công bố nhiều lần với giá trị khác nhau, đến {period}",
    en="Figures published more than once with other values, to {period}",
)
_NO_RIVALS = Words(
    vi="Đến kỳ này không có số liệu nào được công bố với hai giá trị khác nhau.",
    en="By this period no figure was published with two different values.",
)
_BREAKS = Words(
    vi="Chuỗi đổi định nghĩa, đến {period}", en="Series that changed definition, to {period}"
)
_NO_BREAKS = Words(
    vi="Đến kỳ này không có chuỗi nào đổi định nghĩa.",
    en="By this period no series changed definition.",
)
_COVERAGE = Words(
    vi="Số liệu cấp tỉnh theo năm, đến {period}", en="Province figures by year, to {period}"
)
_NO_COVERAGE = Words(
    vi="Đến kỳ này chưa có số liệu nào của cấp tỉnh.",
    en="By this period no figure of the province was published.",
)


class QualityChapter(OverviewChapter):
    """Which figures to trust, and why."""

    def checks(self) -> pd.DataFrame:
        """All totals and shares that can be recomputed, broken ones first."""
        found = pd.concat(
            [total_checks(self.published, self.catalogue), share_checks(self.published)],
            ignore_index=True,
        )
        return found.sort_values("holds", kind="stable").reset_index(drop=True)

    def say_quality(self) -> Prose:
        """How many figures are weak, broken, revised or redefined."""
        checks, rivals = self.checks(), rival_rows(self.published)
        return Prose(
            quality_sentences(
                self.overview(),
                QualityCounts(
                    checked=len(checks),
                    broken=int((~checks["holds"]).sum()),
                    rivals=len(rivals.drop_duplicates(FIGURE)),
                    breaks=len(definition_breaks(self.figures)),
                    corrected=int(self.published["correction"].ne("").sum()),
                ),
            ),
            self.lang,
            style="list",
        )

    def show_evidence(self) -> Table | Prose:
        """Current province figures with weak evidence, weakest first."""
        rows = self.leading[self.leading["period"].notna()].drop_duplicates(
            ["indicator", "tier", "scope", "definition"]
        )
        rows = rows[rows["evidence"].isin(WEAK) & rows["kind"].isin(GRADED_KINDS)]
        if rows.empty:
            return Prose([_NO_WEAK], self.lang)
        frame = figure_rows(self, rows).assign(
            grade=[self.say(EVIDENCE_NAMES[grade]) for grade in rows["evidence"]]
        )
        wanted = ("name", "tier_name", "value", "unit", "target", "period_label")
        columns = {item.name: item for item in figure_columns(self, frame, judged=True)}
        shown = (*(columns[name] for name in wanted), column(self, "grade", _HEADS["grade"]))
        return self._quality_table("b-bang-chung", _WEAK, shown, frame, rows)

    def show_coverage(self) -> CoverageGrid | Prose:
        """Indicators of the province against years: what was published, and how well."""
        rows = self.figures[self.figures["area"].eq(self.province)]
        if rows.empty:
            return Prose([_NO_COVERAGE], self.lang)
        rows = rows.assign(year=rows["last_day"].dt.year.astype(str))
        rank = {grade: place for place, grade in enumerate(EVIDENCE_NAMES)}
        best = rows.assign(_rank=rows["evidence"].map(rank)).sort_values("_rank", kind="stable")
        best = self.in_catalogue_order(best.drop_duplicates(["indicator", "year"]))
        return CoverageGrid(
            id="b-do-phu",
            caption=self.say(_COVERAGE.fill(period=self.period_words())),
            rows=[
                (name, self.say(self.indicator(name).short))
                for name in dict.fromkeys(best["indicator"])
            ],
            columns=[
                str(year) for year in range(int(best["year"].min()), self.closing_date.year + 1)
            ],
            states={(row.indicator, row.year): str(row.evidence) for row in rows_of(best)},
            names={grade: self.say(words) for grade, words in EVIDENCE_NAMES.items()},
            order=self.say(CATALOGUE_ORDER),
            lang=self.lang,
            synthetic=self.is_synthetic,
        )

    def show_checks(self) -> Table | Prose:
        """Recomputed totals and shares."""
        rows = self.checks()
        if rows.empty:
            return Prose([_NO_CHECKS], self.lang)
        decimals = rows["decimals"].fillna(0).astype(int)
        frame = rows.assign(
            **self._names(rows),
            printed_qualifier=rows["qualifier"],
            printed_decimals=decimals,
            recomputed_decimals=decimals.where(decimals > 0, 2).where(
                rows["check"] == "share", decimals
            ),
            difference_decimals=decimals.where(rows["check"] != "share", 2),
            holds_text=[self.say(_HOLDS[holds]) for holds in rows["holds"]],
        )
        columns = (
            *self._name_columns(),
            column(self, "holds_text", _HEADS["holds"]),
            column(self, "printed", _HEADS["printed"], "bounded"),
            column(self, "recomputed", _HEADS["recomputed"], "number"),
            column(self, "difference", _HEADS["difference"], "number"),
            column(self, "period_label", PERIOD),
        )
        return self._quality_table("b-doi-chieu", _CHECKS, columns, frame, rows)

    def show_revisions(self) -> Table | Prose:
        """Every value of figures that were published with more than one."""
        rows = rival_rows(self.published)
        if rows.empty:
            return Prose([_NO_RIVALS], self.lang)
        used = rows.index.isin(self.figures.index)
        frame = rows.assign(
            **self._names(rows),
            value_qualifier=rows["qualifier"],
            value_decimals=rows["decimals"].fillna(0).astype(int),
            day=[self.date_name(day.date()) for day in rows["published"]],
            used=[self.say(_USED[bool(one)]) for one in used],
        )
        columns = (
            *self._name_columns(),
            column(self, "period_label", PERIOD),
            column(self, "value", _HEADS["value"], "bounded"),
            column(self, "day", _HEADS["published"]),
            column(self, "source", SOURCE, "code"),
            column(self, "used", _HEADS["used"]),
        )
        return self._quality_table("b-dieu-chinh", _RIVALS, columns, frame, rows)

    def show_breaks(self) -> Table | Prose:
        """Series whose definition changed, with both definitions."""
        rows = definition_breaks(self.figures)
        if rows.empty:
            return Prose([_NO_BREAKS], self.lang)
        rows = self.in_catalogue_order(rows)
        frame = rows.assign(
            **self._names(rows.assign(period=rows["new_period"])),
            old=[self._definition(row.old_indicator, row.old_definition) for row in rows_of(rows)],
            new=[self._definition(row.indicator, row.new_definition) for row in rows_of(rows)],
            where=[
                f"{self.period_label(row.old_period)} – {self.period_label(row.new_period)}"
                for row in rows_of(rows)
            ],
        )
        columns = (
            *self._name_columns(),
            column(self, "where", _HEADS["where"]),
            column(self, "old", _HEADS["old"]),
            column(self, "new", _HEADS["new"]),
        )
        return self._quality_table("b-ngat-chuoi", _BREAKS, columns, frame, rows)

    def _names(self, rows: pd.DataFrame) -> dict[str, Any]:
        return {
            "name": [self.say(self.indicator(name).name) for name in rows["indicator"]],
            "area_text": [self.area_name(code) for code in rows["area"]],
            "tier_name": [self.say(TIER_NAMES[tier]) for tier in rows["tier"]],
            "period_label": [self.period_label(code) for code in rows["period"]],
        }

    def _name_columns(self) -> tuple[Any, ...]:
        return (
            column(self, "name", INDICATOR, scope_row=True),
            column(self, "area_text", _HEADS["unit"]),
            column(self, "tier_name", TIER),
        )

    def _definition(self, indicator: str, definition: str) -> str:
        return self.say(self.indicator(indicator).definitions[definition].text)

    def _quality_table(
        self, name: str, caption: Words, columns: Any, frame: pd.DataFrame, rows: pd.DataFrame
    ) -> Table:
        has_sources = "source" in rows
        return lay_out(
            self,
            Sheet(
                name,
                caption,
                tuple(columns),
                frame,
                rows=rows if has_sources else None,
                is_folded=len(frame) > 12,
            ),
        )
