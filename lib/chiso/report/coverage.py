"""Which years have figures of the province, and which indicators have had none for long."""

from __future__ import annotations

from typing import Any

import pandas as pd

from chiso.charts import Caption, Figure, coverage_grid
from chiso.narrative import Prose
from chiso.report.columns import column, figure_columns, figure_rows
from chiso.report.rivals import RivalChapter
from chiso.report.rows import rows_of
from chiso.report.sheets import Sheet, lay_out
from chiso.report.wording import CATALOGUE_ORDER, EVIDENCE_NAMES
from chiso.tables import CoverageGrid, Table
from chiso.words import Words

WEAK = ("bound", "equals_target", "unchanged")
STALE_MONTHS = 12  # targets are set by the year, so a figure older than that cannot judge them
MOST_STALE = 10  # rows on the page
_COVERAGE = Words(
    vi="Số liệu cấp tỉnh theo năm, đến {period}", en="Province figures by year, to {period}"
)
NO_COVERAGE = Words(
    vi="Đến kỳ này chưa có số liệu nào của cấp tỉnh.",
    en="By this period no figure of the province was published.",
)
_TITLE = Words(
    vi="Năm {year} có số liệu của {known} trên {all} chỉ tiêu từng được công bố",
    en="{year} has figures of {known} of the {all} indicators ever published",
)
_ALT = Words(
    vi="Lưới độ phủ: chỉ tiêu cấp tỉnh nào có số liệu, theo lĩnh vực và năm, {first} đến {year},"
    " với mức bằng chứng; năm {year} có {known} trên {all} chỉ tiêu. Từng chỉ tiêu ở biểu số liệu"
    " cấp tỉnh theo năm.",
    en="Coverage grid: which indicators of the province have figures, by domain and year, {first}"
    " to {year}, with the grade of evidence; {year} has {known} of {all}. Each indicator stands in"
    " the table of province figures by year.",
)
_NOTE = Words(
    vi="mỗi dấu một chỉ tiêu từng có số liệu cấp tỉnh, giữ nguyên vị trí qua các năm; mỗi năm lấy"
    " bằng chứng mạnh nhất.",
    en="a mark is an indicator that ever had a province figure and keeps its place in every year;"
    " a year shows its strongest evidence.",
)
_STALE = Words(
    vi="Chỉ tiêu chưa có số liệu mới trong {months} tháng, đến {period}",
    en="Indicators without a new figure for {months} months, to {period}",
)
_NO_STALE = Words(
    vi="Mọi chỉ tiêu từng có số liệu cấp tỉnh đều có số liệu trong {months} tháng gần nhất.",
    en="Every indicator that ever had a province figure has one of the last {months} months.",
)
_STALE_ORDER = Words(
    vi="có mục tiêu còn hạn trước, rồi lâu nhất trước",
    en="those with a target still ahead first, then the longest without",
)
_AGE = Words(vi="Số tháng đã qua", en="Months since")
_AHEAD = Words(vi="Mục tiêu còn hạn", en="Target still ahead")
_HAS_TARGET = {True: Words(vi="có", en="yes"), False: Words(vi="không", en="no")}


class CoverageChapter(RivalChapter):
    """What was published when."""

    @property
    def _of_years(self) -> pd.DataFrame:
        """The best figure of the province a year, by indicator, in catalogue order."""
        rows = self.figures[self.figures["area"].eq(self.province)]
        rank = {grade: place for place, grade in enumerate(EVIDENCE_NAMES)}
        told = rows.assign(
            year=rows["last_day"].dt.year.astype(str),
            domain=[self.indicator(name).domain for name in rows["indicator"]],
            _rank=rows["evidence"].map(rank),
        ).sort_values("_rank", kind="stable")
        return self.in_catalogue_order(told.drop_duplicates(["indicator", "year"]))

    def _grid_years(self, best: pd.DataFrame) -> list[str]:
        return [str(y) for y in range(int(best["year"].min()), self.closing_date.year + 1)]

    def draw_coverage(self) -> Figure | Prose:
        """Domains against years: which indicators have a figure, and how good it is."""
        best = self._of_years
        if best.empty:
            return Prose([NO_COVERAGE], self.lang)
        years = self._grid_years(best)
        texts = {
            "first": years[0],
            "year": years[-1],
            "known": int(best["year"].eq(years[-1]).sum()),
            "all": best["indicator"].nunique(),
        }
        caption = Caption(
            id="h-do-phu",
            title=self.say(_TITLE.fill(**texts)),
            alt=self.say(_ALT.fill(**texts)),
            unit="",
            lang=self.lang,
            note=self.say(_NOTE),
            synthetic=self.is_synthetic,
        )
        return coverage_grid(self._coverage_cells(best, years), caption)

    def _coverage_cells(self, best: pd.DataFrame, years: list[str]) -> pd.DataFrame:
        """One row an indicator and year, in the order of the catalogue, by domain."""
        items = best[["domain", "indicator"]].drop_duplicates()
        places = items.merge(pd.DataFrame({"year": years}), how="cross", validate="many_to_many")
        graded = best[["indicator", "year", "evidence"]]
        told = places.merge(graded, on=["indicator", "year"], how="left", validate="one_to_one")
        names = {name: self.say(domain.name) for name, domain in self.catalogue.domains.items()}
        return told.assign(
            row=told["domain"].map(names),
            column=told["year"],
            item=told["indicator"],
            grade=told["evidence"].fillna(""),
        )

    def show_coverage(self) -> CoverageGrid | Prose:
        """Indicators of the province against years: what was published, and how well."""
        best = self._of_years
        if best.empty:
            return Prose([NO_COVERAGE], self.lang)
        return CoverageGrid(
            id="b-do-phu",
            caption=self.say(_COVERAGE.fill(period=self.period_words())),
            rows=[
                (name, self.say(self.indicator(name).short))
                for name in dict.fromkeys(best["indicator"])
            ],
            columns=self._grid_years(best),
            states={(row.indicator, row.year): str(row.evidence) for row in rows_of(best)},
            names={grade: self.say(words) for grade, words in EVIDENCE_NAMES.items()},
            order=self.say(CATALOGUE_ORDER),
            lang=self.lang,
            synthetic=self.is_synthetic,
        )

    def show_stale(self) -> Table | Prose:
        """Indicators of the province whose newest figure is old, those with a target first."""
        rows = self._stale()
        if rows.empty:
            return Prose([_NO_STALE.fill(months=STALE_MONTHS)], self.lang)
        frame = figure_rows(self, rows).assign(
            age=rows["age"],
            ahead=[self.say(_HAS_TARGET[bool(has)]) for has in rows["has_target"]],
            on_page=[place < MOST_STALE for place in range(len(rows))],
        )
        shared = {item.name: item for item in figure_columns(self, frame, judged=False)}
        columns: tuple[Any, ...] = (
            *(shared[name] for name in ("name", "tier_name", "value", "unit", "period_label")),
            column(self, "age", _AGE, "number"),
            column(self, "ahead", _AHEAD),
        )
        caption = _STALE.fill(months=STALE_MONTHS, period=self.period_words())
        sheet = Sheet(
            "b-cu", caption, columns, frame, rows=rows, order=_STALE_ORDER, on_page="on_page"
        )
        return lay_out(self, sheet)

    def _stale(self) -> pd.DataFrame:
        """The newest figure of each indicator and tier, where it is old, with its age in months."""
        mine = self.figures[self.figures["area"].eq(self.province)]
        mine = mine[mine["value"].notna()].sort_values("last_day", kind="stable")
        newest = self.in_catalogue_order(
            mine.drop_duplicates(["indicator", "tier", "scope"], keep="last")
        )
        days = newest["last_day"].dt
        age = 12 * (self.closing_date.year - days.year) + self.closing_date.month - days.month
        ahead = self.targets[self.targets["is_in_force"] & self.targets["area"].eq(self.province)]
        wanted = set(zip(ahead["indicator"], ahead["tier"], strict=True))
        has_target = [
            key in wanted for key in zip(newest["indicator"], newest["tier"], strict=True)
        ]
        told = newest.assign(age=age, has_target=has_target)
        old = told[told["age"] > STALE_MONTHS]
        ordered = old.sort_values(["has_target", "age"], ascending=False, kind="stable")
        return ordered.reset_index(drop=True)
