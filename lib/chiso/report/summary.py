"""The first chapter: what is met, what is not, and what needs attention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from chiso.catalog import Tier
from chiso.charts import sparkline
from chiso.narrative import (
    Fact,
    Movement,
    Prose,
    gap_decimals,
    result_sentences,
    sign_words,
)
from chiso.narrative.figures import goal_words
from chiso.narrative.movement import signed_words
from chiso.narrative.overview import attention_sentences, restated_sentences
from chiso.narrative.summary import Summary, summary_items
from chiso.periods import Period
from chiso.report.action import ActionChapter
from chiso.report.columns import column, figure_columns, figure_rows, flag_names
from chiso.report.facts import fact, facts, number_or_none
from chiso.report.gaps import BOUND_NAMES
from chiso.report.moves import POINTS
from chiso.report.quality import QualityChapter
from chiso.report.rows import rows_of
from chiso.report.selection import UNORDERED
from chiso.report.shared import shared_property
from chiso.report.sheets import Sheet, lay_out
from chiso.report.wording import (
    ACT,
    DUE,
    FLAG_KEYS,
    INDICATOR,
    TARGET,
    TIER,
    VERDICT,
)
from chiso.tables import Card, Cards, Table
from chiso.words import LANGS, Words

MOST_SENTENCES = 3
MOST_OTHERS = 12  # rows of the table of other figures; the files have all
_POINT = ["period", "last_day", "exact", "qualifier"]
LEAST_SPARK = 3  # exact figures of one series
_RESULTS = Words(vi="Kết quả so với chỉ tiêu, {period}", en="Results against targets, {period}")
_PERIOD = Words(vi="Số liệu khác của kỳ, {period}", en="Other figures of the period, {period}")
_NOTE = Words(
    vi="Khi một chỉ tiêu có nhiều mục tiêu, bảng nêu mục tiêu đến hạn gần nhất và cao nhất.",
    en="Where several targets hold, the nearest due and strictest one is shown.",
)
_FIRST = Words(
    vi="Trang nêu dòng đầu của mỗi chỉ tiêu.", en="The page has the first row of each indicator."
)
_NO_OTHER = Words(
    vi="Kỳ này không có số liệu nào khác ngoài các chỉ tiêu nêu trên.",
    en="The period has no figures other than those above.",
)
_UNREPORTED = Words(
    vi="Chỉ tiêu đã giao nhưng chưa có số liệu, {period}",
    en="Targets without a figure, {period}",
)
_ALL_REPORTED = Words(
    vi="Mọi chỉ tiêu còn hạn đều có số liệu trong kỳ.",
    en="Every target in force has a figure in the period.",
)
_CARD_TARGET = Words(vi="Chỉ tiêu {target} ({due})", en="Target {target} ({due})")
_CARD_CHANGE = Words(vi="{change} {unit} so với {before}", en="{change} {unit} on {before}")
_CARD_NONE = Words(vi="Chưa giao chỉ tiêu", en="No target set")


class SummaryChapter(QualityChapter, ActionChapter):
    """What a reader who reads one page should know."""

    def say_summary(self) -> Prose:
        """Six lines: overall, met, not met, who needs help, not concluded, to use with care."""
        leading = self.leading
        silent = leading[leading["verdict"].eq("no_data")]
        items = summary_items(
            Summary(
                overview=self.overview(),
                met=facts(self, leading[leading["verdict"].eq("met")]),
                open=facts(self, leading[leading["verdict"].eq("undetermined")]),
                silent=[
                    (self.indicator(name), Tier(tier))
                    for name, tier in zip(silent["indicator"], silent["tier"], strict=True)
                ],
                help=self.needs_help(),
                has_panel=bool(self.held),
            )
        )
        texts, leads = [item.text for item in items], [item.lead for item in items]
        return Prose(texts, self.lang, style="list", leads=leads)

    def show_cards(self) -> Cards:
        """Value cards of the headline indicators that have a figure in this period."""
        rows = [self._card_rows[name] for name in self.headline()]
        return Cards(tuple(self._card(row) for row in rows), lang=self.lang)

    def say_results(self) -> Prose:
        """The clearest results: what is not met, what is met, what only repeats its target."""
        found = facts(self, _telling(self.leading))
        own = [told for told in found if not told.is_restated]
        sentences = [*result_sentences(own), *restated_sentences(found)]
        return Prose(sentences or [_NO_RESULT], self.lang, style="list")

    def show_results(self) -> Table | Prose:
        """Every current figure against the target that leads, with verdict, gap and flags."""
        rows = self.leading[self.leading["target"].notna() & self.leading["period"].notna()]
        if rows.empty:
            return Prose([_NO_TABLE], self.lang)
        frame = figure_rows(self, rows)
        return lay_out(
            self,
            Sheet(
                "b-ket-qua",
                _RESULTS,
                figure_columns(self, frame, judged=True),
                frame,
                rows=rows,
                notes=(_NOTE,),
            ),
        )

    def show_unreported(self) -> Table | Prose:
        """Targets in force for which the period has no figure of the same definition."""
        rows = self.leading[self.leading["verdict"] == "no_data"]
        if rows.empty:
            return Prose([_ALL_REPORTED], self.lang)
        frame = figure_rows(self, rows).assign(
            act=[self.say(self.catalogue.acts[act].name) for act in rows["act"]]
        )
        return lay_out(
            self,
            Sheet(
                "b-chua-co-so-lieu",
                _UNREPORTED,
                (
                    column(self, "name", INDICATOR, scope_row=True),
                    column(self, "tier_name", TIER),
                    column(self, "verdict", VERDICT, "verdict"),
                    column(self, "target", TARGET, "bounded"),
                    column(self, "due_label", DUE, is_shown=False),
                    column(self, "act", ACT),
                ),
                frame,
                is_folded=True,
            ),
        )

    def say_attention(self) -> Prose:
        """What to look at first: targets that are not met, and figures not to lean on."""
        told = replace(self.overview(), falling=self._falling(), worse=self.worse_units())
        return Prose(attention_sentences(told), self.lang, style="list")

    def _falling(self) -> list[Movement]:
        """Missed results that are worse than at the comparable stage before."""
        rows = self.leading[self.leading["verdict"].eq("not_met")]
        signs = {"higher_is_better": 1.0, "lower_is_better": -1.0}
        sign = rows["direction"].map(signs).astype("float64")
        rows = rows[(rows["change"] * sign).lt(0) & ~rows["kind"].isin(UNORDERED)]
        told = zip(rows_of(rows), facts(self, rows), strict=True)
        return [
            Movement(
                indicator=one.indicator,
                tier=one.tier,
                period=one.period,
                previous_period=Period.parse(row.previous_period),
                value=one.value,
                previous=float(row.previous),
                decimals=one.decimals,
            )
            for row, one in told
        ]

    def show_period(self) -> Table | Prose:
        """Every other current figure of the province, by domain."""
        rows = self.leading[self.leading["target"].isna()]
        if rows.empty:
            return Prose([_NO_OTHER], self.lang)
        is_first = ~rows["indicator"].duplicated()
        frame = figure_rows(self, rows).assign(
            group=self._domains(rows), on_page=is_first & is_first.cumsum().le(MOST_OTHERS)
        )
        return lay_out(
            self,
            Sheet(
                "b-trong-ky",
                _PERIOD,
                figure_columns(self, frame, judged=False),
                frame,
                rows=rows,
                notes=() if is_first.all() else (_FIRST,),
                is_grouped=True,
                is_folded=True,
                on_page="on_page",
            ),
        )

    def _domains(self, rows: pd.DataFrame) -> Sequence[str]:
        domains = [self.indicator(name).domain for name in rows["indicator"]]
        return [self.say(self.catalogue.domains[name].name) for name in domains]

    @shared_property
    def _card_rows(self) -> dict[str, Any]:
        """The first current result of each headline indicator."""
        present = self.leading[self.leading["period"].notna()].drop_duplicates("indicator")
        wanted = present[present["indicator"].isin(self.headline())]
        return {row.indicator: row for row in rows_of(wanted)}

    def _card(self, row: Any) -> Card:
        told = fact(self, row)
        target = _CARD_NONE
        if told.target is not None and told.due is not None:
            target = _CARD_TARGET.fill(
                target=goal_words(told.indicator, told.target, told.operator),
                due=Words(told.due.label("vi"), told.due.label("en")),
            )
        return Card(
            name=self.say(told.indicator.short),
            value_text=self._card_value(told),
            target_text=self.say(target),
            verdict=told.verdict,
            movement_text=" · ".join(
                [told.period.name(self.lang), *self._card_change(row), *self._card_flags(row)]
            ),
            spark=self._spark(row),
            is_borderline=told.is_borderline,
        )

    def _card_value(self, told: Fact) -> str:
        """The figure with its sign; counts where they are few."""
        if told.is_small:
            return f"{told.numerator:.0f}/{told.denominator:.0f}"
        return self.say(sign_words(told.indicator, told.value, told.qualifier, told.decimals))

    def _card_change(self, row: Any) -> list[str]:
        """The signed change from the comparable stage before; none of ranks and bounds."""
        if pd.isna(row.change) or row.kind in UNORDERED or row.is_bound:
            return []
        indicator = self.indicator(row.indicator)
        decimals = gap_decimals(float(row.change), 0.0, indicator.decimals)
        told = _CARD_CHANGE.fill(
            change=signed_words(float(row.change), decimals),
            unit=POINTS if indicator.is_percent else indicator.unit,
            before=Words(*(Period.parse(row.previous_period).label(lang) for lang in LANGS)),
        )
        return [self.say(told)]

    def _spark(self, row: Any) -> str:
        """The history as a small line, from three exact figures on."""
        points = [(value, BOUND_NAMES[sign]) for _, value, sign in self.history_of(row)]
        known = sum(value is not None for value, _ in points)
        return sparkline(points) if known >= LEAST_SPARK else ""

    def _card_flags(self, row: Any) -> list[str]:
        weak = [name for name in flag_names(row) if name in ("equals_target", "unchanged")]
        return [self.say(FLAG_KEYS[name]) for name in weak]

    def history_of(self, row: Any) -> list[tuple[str, float | None, str]]:
        """Past figures of one series: last day, exact value (None for a bound), qualifier.

        Only periods of the same length: a quarter never stands beside nine months.
        """
        figures, grain = self.figures, Period.parse(row.period).grain
        series = figures.loc[figures["series"] == row.series, _POINT]
        as_long = [Period.parse(code).grain == grain for code in series["period"]]
        ordered = series[as_long].sort_values("last_day")
        return [
            (f"{point.last_day:%Y-%m-%d}", number_or_none(point.exact), str(point.qualifier))
            for point in rows_of(ordered)
        ]


_NO_TABLE = Words(vi="Kỳ này không có biểu kết quả.", en="The period has no table of results.")
_NO_RESULT = Words(
    vi="Kỳ này chưa có số liệu nào so được với chỉ tiêu.",
    en="The period has no figure that can be compared with a target.",
)


def _telling(leading: pd.DataFrame) -> pd.DataFrame:
    """The largest shortfalls, then the exact figures that are met, a few of each."""
    judged = leading[leading["verdict"].isin(["met", "not_met", "undetermined"])]
    size = judged["gap"].abs() / judged["target"].abs()
    ordered = judged.assign(_size=size)
    missed = ordered[ordered["verdict"] == "not_met"].nlargest(MOST_SENTENCES, "_size")
    rest = ordered[ordered["verdict"] != "not_met"]
    restated = rest["evidence_flags"].str.contains("equals_target")
    own = rest[~restated]
    exact, bounds = own[~own["is_bound"]], own[own["is_bound"]]
    told = [missed, exact.head(MOST_SENTENCES), bounds.head(MOST_SENTENCES), rest[restated]]
    return pd.concat(told).drop(columns="_size")
