"""The chapter on data quality, and the overview that the summary takes from it."""

from __future__ import annotations

from chiso.narrative import Prose
from chiso.narrative.quality import QualityCounts, quality_sentences
from chiso.report.columns import column, figure_columns, figure_rows
from chiso.report.rows import rows_of
from chiso.report.scrutiny import ScrutinyChapter
from chiso.report.selection import FIGURE
from chiso.report.vintages import basis_breaks, definition_breaks, rival_rows
from chiso.report.wording import (
    CATALOGUE_ORDER,
    EVIDENCE_NAMES,
)
from chiso.tables import CoverageGrid, Table
from chiso.words import Words

WEAK = ("bound", "equals_target", "unchanged")
GRADED_KINDS = ("share", "count", "money", "score")
_HEADS = {
    "grade": Words(vi="Mức bằng chứng", en="Evidence"),
}
_WEAK = Words(vi="Số liệu cần dè dặt, {period}", en="Figures that call for caution, {period}")
_NO_WEAK = Words(
    vi="Kỳ này không có số liệu nào chỉ nêu cận, trùng chỉ tiêu hoặc giữ nguyên từ kỳ trước.",
    en="The period has no figure that is only a bound, repeats a target or is carried forward.",
)
_COVERAGE = Words(
    vi="Số liệu cấp tỉnh theo năm, đến {period}", en="Province figures by year, to {period}"
)
_NO_COVERAGE = Words(
    vi="Đến kỳ này chưa có số liệu nào của cấp tỉnh.",
    en="By this period no figure of the province was published.",
)


class QualityChapter(ScrutinyChapter):
    """Which figures to trust, and why."""

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
                    bases=len(basis_breaks(self.figures)),
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
