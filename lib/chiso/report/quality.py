"""The chapter on data quality, and the overview that the summary takes from it."""

from __future__ import annotations

import pandas as pd

from chiso.narrative import Prose
from chiso.narrative.quality import QualityCounts, quality_sentences
from chiso.report.columns import column, figure_columns, figure_rows
from chiso.report.coverage import NO_COVERAGE, WEAK, CoverageChapter
from chiso.report.selection import FIGURE
from chiso.report.sheets import Sheet, lay_out
from chiso.report.vintages import basis_breaks, definition_breaks
from chiso.report.wording import EVIDENCE_NAMES
from chiso.tables import Table
from chiso.words import Words

GRADED_KINDS = ("share", "count", "money", "score")
_HEADS = {
    "grade": Words(vi="Mức bằng chứng", en="Evidence"),
    "now": Words(vi="Kỳ này", en="This period"),
    "ever": Words(vi="Từ trước đến nay", en="So far"),
}
_WEAK = Words(vi="Số liệu cần dè dặt, {period}", en="Figures that call for caution, {period}")
_NO_WEAK = Words(
    vi="Kỳ này không có số liệu nào chỉ nêu cận, trùng chỉ tiêu hoặc giữ nguyên từ kỳ trước.",
    en="The period has no figure that is only a bound, repeats a target or is carried forward.",
)
_GRADES = Words(
    vi="Số liệu cấp tỉnh theo mức bằng chứng, {period}",
    en="Province figures by grade of evidence, {period}",
)
_GRADE_ORDER = Words(vi="bằng chứng mạnh trước", en="the strongest evidence first")
_FIGURES_UNIT = Words(vi="số liệu", en="figures")


class QualityChapter(CoverageChapter):
    """Which figures to trust, and why."""

    def say_quality(self) -> Prose:
        """How many figures are weak, broken, revised or redefined."""
        checks, rivals = self.checks(), self.rivals
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

    def show_grades(self) -> Table | Prose:
        """How many figures of the province have each grade of evidence."""
        mine = self.figures[self.figures["area"].eq(self.province)]
        if mine.empty:
            return Prose([NO_COVERAGE], self.lang)
        now = self.current[self.current["area"].eq(self.province)]
        counts = {
            name: rows["evidence"].value_counts().reindex(list(EVIDENCE_NAMES), fill_value=0)
            for name, rows in (("now", now), ("ever", mine))
        }
        frame = pd.DataFrame(counts).assign(grade=[self.say(w) for w in EVIDENCE_NAMES.values()])
        columns = (
            column(self, "grade", _HEADS["grade"], scope_row=True),
            column(self, "now", _HEADS["now"], "number"),
            column(self, "ever", _HEADS["ever"], "number"),
        )
        sheet = Sheet(
            "b-muc-bang-chung", _GRADES, columns, frame, order=_GRADE_ORDER, unit=_FIGURES_UNIT
        )
        return lay_out(self, sheet)

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
        wanted = ("name", "tier_name", "value", "unit", "target", "due_label", "period_label")
        columns = {item.name: item for item in figure_columns(self, frame, judged=True)}
        shown = (*(columns[name] for name in wanted), column(self, "grade", _HEADS["grade"]))
        return self._quality_table("b-bang-chung", _WEAK, shown, frame, rows)
