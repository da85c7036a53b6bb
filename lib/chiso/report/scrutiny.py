"""What does not agree: totals and their parts, two values for one figure, breaks of series."""

from __future__ import annotations

from typing import Any

import pandas as pd

from chiso.narrative import Prose, number_words
from chiso.narrative.breaks import basis_sentence, break_sentence
from chiso.narrative.names import others_sentence
from chiso.report.breaks_told import basis_breaks_told, breaks_told
from chiso.report.checks import share_checks, sum_checks
from chiso.report.columns import column
from chiso.report.overview import OverviewChapter
from chiso.report.rows import rows_of
from chiso.report.shared import shared_property
from chiso.report.sheets import Sheet, lay_out
from chiso.report.stack import Shown, stacked_parts
from chiso.report.sums import stacked
from chiso.report.vintages import basis_breaks, definition_breaks
from chiso.report.wording import (
    CALENDARS,
    CATALOGUE_ORDER,
    COVERAGES,
    INDICATOR,
    PERIOD,
    TIER,
    TIER_NAMES,
)
from chiso.tables import Table
from chiso.words import Words

MOST_LISTED = 200  # rows of a table
MOST_ON_PAGE = 6  # rows of a table that the page shows
_HEADS = {
    "unit": Words(vi="Đơn vị", en="Area"),
    "printed": Words(vi="Số công bố", en="Published"),
    "recomputed": Words(vi="Tính lại", en="Recomputed"),
    "difference": Words(vi="Chênh lệch", en="Difference"),
    "holds": Words(vi="Kết luận", en="Result"),
    "old": Words(vi="Định nghĩa trước", en="Earlier definition"),
    "new": Words(vi="Định nghĩa sau", en="Later definition"),
    "where": Words(vi="Từ – sang", en="From – to"),
}
_BROKEN_FIRST = Words(
    vi="dòng không khớp trước, rồi theo loại phép tính",
    en="rows that do not agree first, then by kind of check",
)
_HOLDS = {
    True: Words(vi="✓ khớp", en="✓ agrees"),
    False: Words(vi="✗ không khớp", en="✗ does not agree"),
}
_CHECKS = Words(
    vi="Tổng và tỷ lệ tính lại, đến {period}", en="Totals and shares recomputed, to {period}"
)
_NO_CHECKS = Words(
    vi="Đến kỳ này chưa có tổng hoặc tỷ lệ nào công bố kèm thành phần để tính lại.",
    en="By this period no total or share was published with its parts.",
)
_BREAKS = Words(
    vi="Chuỗi đổi định nghĩa, đến {period}", en="Series that changed definition, to {period}"
)
_NO_BREAKS = Words(
    vi="Đến kỳ này không có chuỗi nào đổi định nghĩa.",
    en="By this period no series changed definition.",
)
_ALL_AGREE = Words(
    vi="Đã tính lại {agree} tổng và tỷ lệ, tất cả đều khớp.",
    en="All {agree} totals and shares that were recomputed agree.",
)
_UNLISTED = Words(
    vi="Không liệt kê {agree} phép tính lại khớp với số công bố.",
    en="The {agree} that agree are not listed.",
)
_MORE = Words(
    vi="Còn {more} dòng không nêu ở đây; data.csv có mọi số liệu.",
    en="Rows that are not listed here: {more}; data.csv has every figure.",
)
_SERIES = Words(vi="chuỗi", en="series")
_CALENDAR_CHANGED = Words(vi="đổi lịch báo cáo: ", en="reporting calendar changed: ")
_COVERAGE_CHANGED = Words(vi="đổi phạm vi tổng hợp: ", en="coverage changed: ")


class ScrutinyChapter(OverviewChapter):
    """Where figures contradict one another, or go on under other terms."""

    @shared_property
    def _checks(self) -> pd.DataFrame:
        found = pd.concat(
            [
                self.totals,
                share_checks(self.published),
                sum_checks(self.published, self.derived),
            ],
            ignore_index=True,
        )
        return found.sort_values("holds", kind="stable").reset_index(drop=True)

    def checks(self) -> pd.DataFrame:
        """All totals, shares and sums that can be recomputed, broken ones first."""
        return self._checks

    def show_checks(self) -> Table | Prose:
        """Recomputed totals and shares."""
        found = self.checks()
        if found.empty:
            return Prose([_NO_CHECKS], self.lang)
        broken = found[~found["holds"]]
        rows = found if len(found) <= MOST_LISTED else broken.head(MOST_LISTED)
        more = len(broken) - MOST_LISTED
        left_out = {"agree": number_words(int(found["holds"].sum()), 0)}
        if rows.empty:
            return Prose([_ALL_AGREE.fill(**left_out)], self.lang)
        notes = [_UNLISTED] if len(rows) < len(found) else []
        notes += [_MORE.fill(more=number_words(more, 0))] if more > 0 else []
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
            on_page=_first(rows, MOST_ON_PAGE),
        )
        columns = (
            *self._name_columns(frame),
            column(self, "holds_text", _HEADS["holds"]),
            column(self, "printed", _HEADS["printed"], "bounded"),
            column(self, "recomputed", _HEADS["recomputed"], "number"),
            column(self, "difference", _HEADS["difference"], "number"),
            column(self, "period_label", PERIOD),
        )
        told = [note.fill(**left_out) for note in notes]
        return self._quality_table("b-doi-chieu", _CHECKS, columns, frame, rows, *told)

    def trace_breaks(self) -> Shown:
        """The sentences on broken series above their table."""
        return stacked_parts(self.say_breaks(), self.show_breaks())

    def say_breaks(self) -> Prose:
        """What changed where series go on under other terms, those of the province first."""
        breaks, more = breaks_told(self, definition_breaks(self.figures))
        based, more_based = basis_breaks_told(basis_breaks(self.figures))
        sentences = [*map(break_sentence, breaks), *map(basis_sentence, based)]
        if more + more_based:
            sentences.append(others_sentence(more + more_based, _SERIES))
        return Prose(sentences or [_NO_BREAKS], self.lang)

    def show_breaks(self) -> Table | Prose:
        """Series whose definition, calendar or coverage changed, with what it was and became."""
        defined, based = definition_breaks(self.figures), basis_breaks(self.figures)
        if defined.empty and based.empty:
            return Prose([_NO_BREAKS], self.lang)
        meant = defined.assign(
            old=[
                self._definition(row.old_indicator, row.old_definition) for row in rows_of(defined)
            ],
            new=[self._definition(row.indicator, row.new_definition) for row in rows_of(defined)],
        )
        counted = based.assign(
            old=[self._basis(row, row.old_calendar, row.old_coverage) for row in rows_of(based)],
            new=[self._became(row) for row in rows_of(based)],
        )
        rows = self.in_catalogue_order(stacked([meant, counted]))
        frame = rows.assign(
            **self._names(rows.assign(period=rows["new_period"])),
            where=[
                f"{self.period_label(row.old_period)} – {self.period_label(row.new_period)}"
                for row in rows_of(rows)
            ],
            on_page=_first(rows, MOST_ON_PAGE),
        )
        columns = (
            *self._name_columns(frame),
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

    def _name_columns(self, frame: pd.DataFrame) -> tuple[Any, ...]:
        """Indicator, area and tier; an area that all rows share is left to the exports."""
        has_several = frame["area_text"].ne(frame["area_text"].iloc[0]).any()
        return (
            column(self, "name", INDICATOR, scope_row=True),
            column(self, "area_text", _HEADS["unit"], is_shown=has_several),
            column(self, "tier_name", TIER),
        )

    def _definition(self, indicator: str, definition: str) -> str:
        return self.say(self.indicator(indicator).definitions[definition].text)

    def _basis(self, row: Any, calendar: str, coverage: str) -> str:
        """Calendar of a series and what its figures cover in words, as far as they changed."""
        told = [CALENDARS[calendar]] if row.old_calendar != row.calendar else []
        told += [COVERAGES[coverage]] if row.old_coverage != row.coverage else []
        return "; ".join(self.say(words) for words in told)

    def _became(self, row: Any) -> str:
        is_calendar = row.old_calendar != row.calendar
        told = _CALENDAR_CHANGED if is_calendar else _COVERAGE_CHANGED
        return self.say(told) + self._basis(row, row.calendar, row.coverage)

    def _quality_table(
        self,
        name: str,
        caption: Words,
        columns: Any,
        frame: pd.DataFrame,
        rows: pd.DataFrame,
        *notes: Words,
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
                notes=notes,
                is_folded=True,
                order=_BROKEN_FIRST if name == "b-doi-chieu" else CATALOGUE_ORDER,
                on_page="on_page" if "on_page" in frame else None,
            ),
        )


def _first(rows: pd.DataFrame, count: int) -> list[bool]:
    """Which rows are among the first ones."""
    return [place < count for place in range(len(rows))]
