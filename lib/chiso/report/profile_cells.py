"""One profile's table: its columns, the cells of each row, and the drawing beside the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from chiso.charts.spine import LOOKS, Spine, spine
from chiso.narrative import number_words
from chiso.narrative.facts import SMALL_BASE
from chiso.narrative.figures import goal_words
from chiso.numbers import format_number
from chiso.report.edition import Edition
from chiso.report.profile_rows import Against
from chiso.report.rows import rows_of
from chiso.report.wording import FLAGS, INDICATOR, PERIOD, RESULT, TARGET, VERDICT
from chiso.tables import Column, verdict_text
from chiso.tables.lean import Cell, lean_table
from chiso.tables.signs import MISSING, NONE, SIGN_WORDS
from chiso.tables.verdicts import VERDICT_LOOKS, Verdict
from chiso.words import Words

REST = Words(vi="So với phần còn lại", en="Against the rest")
RANGE = Words(vi="Kém nhất – tốt nhất", en="Worst – best")
NEEDED = Words(vi="Cần thêm, bớt", en="Cases to go")
_GOAL = Words(vi="{target}; cần thêm, bớt", en="{target}; cases to go").fill(target=TARGET)
_MORE = Words(vi="thêm {cases}", en="{cases} more")
_FEWER = Words(vi="bớt {cases}", en="{cases} fewer")
_OLDER = Words(vi="{period}, trước kỳ", en="{period}, earlier")
_ALT = Words(
    vi="Từ {left} đến {right}; nửa giữa {begin} đến {end}; mức chung {common}; {own}",
    en="From {left} to {right}; middle half {begin} to {end}; common level {common}; {own}",
)
_OWN = Words(vi="đơn vị này {own}", en="this unit {own}")
_NO_OWN = Words(vi="đơn vị này chưa có số liệu", en="no figure for this unit")
_RESULT = Column("value", "", kind="bounded")


@dataclass(frozen=True)
class Shape:
    """Which columns the tables of a chapter have; all of them have the same.

    Attributes
    ----------
    panels
        Indicators with a drawing; without any, each row says its period instead.
    """

    edition: Edition
    panels: Sequence[Against]
    has_rest: bool
    has_targets: bool
    has_flags: bool

    @classmethod
    def of(cls, edition: Edition, panels: Sequence[Against], rows: pd.DataFrame) -> Shape:
        """The columns that some row of the chapter fills."""
        beside = rows[rows["place"].notna()] if panels else rows
        return cls(
            edition=edition,
            panels=panels,
            has_rest=any(panel.is_counted for panel in panels),
            has_targets=bool(rows["target"].notna().any()),
            has_flags=bool(beside["flag_text"].ne("").any()),
        )

    def heads(self) -> list[str]:
        """Headings of the columns."""
        goal, panels = self.has_targets, bool(self.panels)
        shown = {
            INDICATOR: True,
            RESULT: True,
            VERDICT: goal,
            RANGE: panels,
            REST: self.has_rest,
            _GOAL if panels else TARGET: goal,
            PERIOD: not panels,
            FLAGS: self.has_flags,
        }
        return [self._say(head) for head, is_shown in shown.items() if is_shown]

    def table(self, named_by: str, rows: pd.DataFrame) -> str:
        """The table of one district; an indicator that it lacks has a row of its own."""
        told = [*rows_of(rows)]
        known = {row.place: row for row in told}
        cells = [
            self._compared(panel, known.get(float(place)))
            for place, panel in enumerate(self.panels)
        ]
        others = [row for row in told if pd.isna(row.place)]
        cells += [self._beside(row) if self.panels else self._plain(row) for row in others]
        return lean_table(named_by, self.heads(), cells)

    def _compared(self, panel: Against, row: Any) -> list[Cell]:
        name = self._named(panel.indicator, panel.period, is_now=True)
        if row is None:
            nothing = Cell(f"{MISSING} {self._say(SIGN_WORDS[MISSING])}", "v-nodata")
            gap = [Cell(NONE)] * self.has_targets
            return [name, nothing, *gap, self._drawing(panel, row)]
        return [
            name,
            Cell(self._value(row)),
            *([self._verdict(row)] if self.has_targets else []),
            self._drawing(panel, row),
            *([self._stand(row)] if self.has_rest else []),
            *([self._target(row)] if self.has_targets else []),
            *([Cell(row.flag_text, "flag")] if self.has_flags else []),
        ]

    def _beside(self, row: Any) -> list[Cell]:
        """A row without comparison: the figure stands in all the room that is left."""
        text = "; ".join(filter(None, [self._value(row), row.flag_text]))
        return [self._named(row.indicator, row.period, is_now=row.is_now), Cell(text)]

    def _plain(self, row: Any) -> list[Cell]:
        label = self.edition.period_label(row.period)
        period = label if row.is_now else self._say(_OLDER.fill(period=label))
        return [
            Cell(self._say(self.edition.indicator(row.indicator).name)),
            Cell(self._value(row)),
            *([self._verdict(row), self._target(row)] if self.has_targets else []),
            Cell(period),
            *([Cell(row.flag_text, "flag")] if self.has_flags else []),
        ]

    def _named(self, indicator: str, period: str, *, is_now: bool) -> Cell:
        """The indicator, with the period of its figure where that is not the report's own."""
        name = self._say(self.edition.indicator(indicator).short)
        if period == self.edition.period.code:
            return Cell(name)
        label = self.edition.period_label(period)
        told = label if is_now else self._say(_OLDER.fill(period=label))
        return Cell(f"{name} ({told})")

    def _verdict(self, row: Any) -> Cell:
        if pd.isna(row.target):
            return Cell(NONE)
        text = verdict_text(row.verdict, self.edition.lang, is_borderline=row.is_borderline)
        return Cell(text, f"verdict {VERDICT_LOOKS[Verdict(row.verdict)].style}")

    def _value(self, row: Any) -> str:
        """The figure with its counts; a base below 20 has counts only."""
        lang = self.edition.lang
        if not row.is_counted or row.kind != "share":
            return _RESULT.text(row._asdict(), lang)
        x, n = (
            format_number(count, 0 if count == int(count) else 1, lang)
            for count in (row.numerator, row.denominator)
        )
        if row.denominator < SMALL_BASE:
            return f"{x}/{n}"
        return f"{_RESULT.text(row._asdict(), lang)} ({x}/{n})"

    def _stand(self, row: Any) -> Cell:
        look = LOOKS[row.stand]
        rest = "" if pd.isna(row.rest) else self._figure(row.indicator, row.rest)
        return Cell(f"{look.sign} {self._say(look.words)} {rest}".strip(), look.style)

    def _target(self, row: Any) -> Cell:
        if pd.isna(row.target):
            return Cell(NONE)
        goal = goal_words(self.edition.indicator(row.indicator), row.target, row.operator)
        told = f"{self._say(goal)} ({self.edition.period_label(row.due_period)})"
        return Cell("; ".join(filter(None, [told, self._needed(row)])))

    def _needed(self, row: Any) -> str:
        """Cases that are wanting: more that must succeed, or fewer that may be late."""
        if pd.isna(row.units):
            return ""
        needed = _MORE if row.operator in (">", ">=") else _FEWER
        cases = format_number(row.units, 0, self.edition.lang)
        return self._say(needed.fill(cases=cases))

    def _drawing(self, panel: Against, row: Any) -> Cell:
        """The drawing over the worst and the best value."""
        drawn = Spine(
            values=panel.rows["exact"].tolist(),
            common=panel.common,
            own=None if row is None else float(row.exact),
            stand="unjudged" if row is None else row.stand,
            is_reversed=panel.is_reversed,
        )
        left, right = (self._figure(panel.indicator, end) for end in drawn.ends)
        begin, end = (self._figure(panel.indicator, quartile) for quartile in drawn.half)
        common = self._figure(panel.indicator, panel.common)
        mine = _NO_OWN if row is None else _OWN.fill(own=self._value(row))
        alt = _ALT.fill(left=left, right=right, begin=begin, end=end, common=common, own=mine)
        return Cell(f"{left} – {right}", "range", spine(drawn, self._say(alt)))

    def _figure(self, indicator: str, value: float) -> str:
        known = self.edition.indicator(indicator)
        return self._say(number_words(value, known.decimals, percent=known.is_percent))

    def _say(self, words: Words) -> str:
        return self.edition.say(words)
