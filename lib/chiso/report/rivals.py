"""Figures with more than one value: conflicts between sources, and revisions."""

from __future__ import annotations

import pandas as pd

from chiso.narrative import Prose, number_words
from chiso.report.columns import column
from chiso.report.scrutiny import MOST_LISTED, ScrutinyChapter
from chiso.report.vintages import rival_rows
from chiso.report.wording import PERIOD, SOURCE
from chiso.tables import Table
from chiso.words import Words

MOST_ON_PAGE = 10  # rows
_HEADS = {
    "published": Words(vi="Ngày công bố", en="Published on"),
    "used": Words(vi="Sử dụng", en="Used"),
    "value": Words(vi="Giá trị", en="Value"),
}
_USED = {
    True: Words(vi="dùng", en="used"),
    False: Words(vi="giữ để đối chiếu", en="kept for record"),
}
_REVISED = Words(
    vi="Số liệu được điều chỉnh ở lần công bố sau, đến {period}",
    en="Figures that a later publication changed, to {period}",
)
_NO_REVISED = Words(
    vi="Đến kỳ này không có số liệu nào được công bố lại với giá trị khác.",
    en="By this period no figure was published again with another value.",
)
_CONFLICTS = Words(
    vi="Số liệu mà các nguồn nêu khác nhau, đến {period}",
    en="Figures on which sources disagree, to {period}",
)
_NO_CONFLICTS = Words(
    vi="Đến kỳ này không có số liệu nào mà các nguồn nêu khác nhau.",
    en="By this period there is no figure on which sources disagree.",
)
_MORE = Words(
    vi="Còn {more} dòng không nêu ở đây; data.csv có mọi số liệu.",
    en="Rows that are not listed here: {more}; data.csv has every figure.",
)


class RivalChapter(ScrutinyChapter):
    """Where a figure was stated more than once, with other values."""

    def show_conflicts(self) -> Table | Prose:
        """Every value of figures that sources state differently without one revising another."""
        found = rival_rows(self.published)
        return self._rivals("b-mau-thuan", _CONFLICTS, _NO_CONFLICTS, found[~found["is_revision"]])

    def show_revisions(self) -> Table | Prose:
        """Every value of figures that a later publication changed."""
        found = rival_rows(self.published)
        return self._rivals("b-dieu-chinh", _REVISED, _NO_REVISED, found[found["is_revision"]])

    def _rivals(
        self, name: str, caption: Words, nothing: Words, found: pd.DataFrame
    ) -> Table | Prose:
        """The values of some figures, those of the newest periods on the page."""
        if found.empty:
            return Prose([nothing], self.lang)
        newest = found.sort_values("last_day", ascending=False, kind="stable")
        rows = found if len(found) <= MOST_LISTED else newest.head(MOST_LISTED)
        more = len(found) - len(rows)
        notes = [_MORE.fill(more=number_words(more, 0))] if more else []
        used = rows.index.isin(self.figures.index)
        frame = rows.assign(
            **self._names(rows),
            value_qualifier=rows["qualifier"],
            value_decimals=rows["decimals"].fillna(0).astype(int),
            day=[self.date_name(day.date()) for day in rows["published"]],
            used=[self.say(_USED[bool(one)]) for one in used],
            on_page=rows.index.isin(newest.index[:MOST_ON_PAGE]),
        )
        columns = (
            *self._name_columns(frame),
            column(self, "period_label", PERIOD),
            column(self, "value", _HEADS["value"], "bounded"),
            column(self, "day", _HEADS["published"]),
            column(self, "source", SOURCE, "code"),
            column(self, "used", _HEADS["used"]),
        )
        return self._quality_table(name, caption, columns, frame, rows, *notes)
