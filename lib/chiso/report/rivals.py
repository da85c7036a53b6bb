"""Figures with more than one value: conflicts between sources, and revisions."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from chiso.narrative import Prose, number_words
from chiso.narrative.names import others_sentence
from chiso.narrative.rivals import conflict_sentence, lowered_sentence, revision_sentence
from chiso.report.columns import column
from chiso.report.rivals_told import conflicts_told, lowered_told, revisions_told
from chiso.report.scrutiny import MOST_LISTED, MOST_ON_PAGE, ScrutinyChapter
from chiso.report.stack import Shown, stacked_parts
from chiso.report.wording import PERIOD, SOURCE
from chiso.tables import Table
from chiso.words import Words

MOST_TOLD = 3  # sentences
_FIGURES = Words(vi="số liệu", en="figures")
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

    @property
    def _conflicts(self) -> pd.DataFrame:
        return self.rivals[~self.rivals["is_revision"]]

    @property
    def _revisions(self) -> pd.DataFrame:
        return self.rivals[self.rivals["is_revision"]]

    def trace_conflicts(self) -> Shown:
        """The sentences on conflicts above their table."""
        return stacked_parts(self.say_conflicts(), self.show_conflicts())

    def trace_revisions(self) -> Shown:
        """The sentences on revisions above their table."""
        return stacked_parts(self.say_revisions(), self.show_revisions())

    def say_conflicts(self) -> Prose:
        """The weightiest figures on which sources disagree, and bounds below earlier ones."""
        told = map(conflict_sentence, conflicts_told(self, self._conflicts))
        bounds = [lowered_sentence(one) for one in lowered_told(self)[:MOST_TOLD]]
        return Prose([*_first(told), *bounds] or [_NO_CONFLICTS], self.lang)

    def say_revisions(self) -> Prose:
        """The weightiest figures that a later publication changed."""
        told = map(revision_sentence, revisions_told(self, self._revisions))
        return Prose(_first(told) or [_NO_REVISED], self.lang)

    def show_conflicts(self) -> Table | Prose:
        """Every value of figures that sources state differently without one revising another."""
        return self._rivals("b-mau-thuan", _CONFLICTS, _NO_CONFLICTS, self._conflicts)

    def show_revisions(self) -> Table | Prose:
        """Every value of figures that a later publication changed."""
        return self._rivals("b-dieu-chinh", _REVISED, _NO_REVISED, self._revisions)

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
        frame = rows.assign(
            **self._names(rows),
            value_qualifier=rows["qualifier"],
            value_decimals=rows["decimals"].fillna(0).astype(int),
            day=[self.date_name(day.date()) for day in rows["published"]],
            used=[self.say(_USED[bool(one)]) for one in rows["is_used"]],
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


def _first(told: Iterable[Words]) -> list[Words]:
    """The first sentences, and how many more figures the table has."""
    sentences = list(told)
    more = len(sentences) - MOST_TOLD
    return [*sentences[:MOST_TOLD], *([others_sentence(more, _FIGURES)] if more > 0 else [])]
