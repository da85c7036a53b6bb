"""On pace or not: missed targets that are still due, the pace they need and the pace so far."""

from __future__ import annotations

from typing import Any

import pandas as pd

from chiso.catalog import Tier
from chiso.charts import Caption, Figure, required_pace
from chiso.metrics.progress import target_progress
from chiso.narrative import Prose, gap_decimals, plain_decimals
from chiso.narrative.figures import period_words, target_words
from chiso.narrative.pace import (
    LEAST_POINTS,
    PaceFact,
    pace_decimals,
    pace_note,
    pace_sentence,
)
from chiso.periods import Period
from chiso.report.columns import column
from chiso.report.facts import value_text
from chiso.report.rows import rows_of
from chiso.report.selection import COMPARABLE, stages
from chiso.report.series import SeriesChapter
from chiso.report.shared import shared_property
from chiso.report.sheets import Sheet, lay_out
from chiso.report.stack import Stack
from chiso.report.wording import DUE, INDICATOR, TARGET, TIER, TIER_NAMES
from chiso.tables import Table
from chiso.words import Words

MOST_TOLD = 5
MOST_WAYS = 3  # panels of one picture within its budget of bytes
LINE = [*COMPARABLE, "length"]
_PACE = Words(vi="Tốc độ cần để kịp hạn, {period}", en="Pace needed for the due date, {period}")
_NO_PACE = Words(
    vi="Không có chỉ tiêu nào vừa chưa đạt, vừa còn hạn và có số liệu chính xác, nên không tính"
    " tốc độ.",
    en="No target is at once missed, still due and measured exactly, so no pace is computed.",
)
_NO_WAY = Words(
    vi="Chưa có tỷ lệ nào vừa chưa đạt, vừa còn hạn và có từ {least} kỳ so sánh được, nên không vẽ"
    " đường cần đi.",
    en="No share is at once missed, still due and measured in {least} comparable periods, so no"
    " line of pace is drawn.",
)
_TITLE = Words(
    vi="{slow} trong {all} chỉ tiêu cần tốc độ cao hơn từ trước đến nay để kịp hạn",
    en="{slow} of {all} targets need a faster pace than so far to be in time",
)
_ALT = Words(
    vi="Đường kết quả của {all} chỉ tiêu từ {first} đến {period}, các mức chỉ tiêu theo năm đến hạn"
    " và đường thẳng cần đi; {slow} cần nhanh hơn từ trước đến nay. Số liệu ở biểu tốc độ.",
    en="Lines of results for {all} targets from {first} to {period}, target levels by due year and"
    " the straight line needed; {slow} need a faster pace. Figures stand in the table of pace.",
)
_NOTE = Words(
    vi="tốc độ tính bằng {unit} mỗi năm, theo đường thẳng từ số liệu mới nhất đến hạn gần nhất chưa"
    " đạt; không phải dự báo.",
    en="pace in {unit} a year, straight from the newest figure to the next target that is missed;"
    " no forecast.",
)
_POINTS = Words(vi="điểm %", en="points")
_LATEST = Words("{name}: {value}", "{name}: {value}")
_RATE = Words(vi="Mỗi năm đến hạn", en="A year to the due date")
_SO_FAR = Words(vi="Mỗi năm đến nay", en="A year so far")
_LEFT = Words(vi="Còn thiếu", en="Still to go")
_YEARS = Words(vi="Số năm còn lại", en="Years left")
_SEEN = Words(vi="Số kỳ so sánh được", en="Comparable periods")
_RATE_UNIT = Words(vi="đơn vị của chỉ tiêu mỗi năm", en="unit of the indicator a year")


class PaceChapter(SeriesChapter):
    """Needed and seen pace of exact figures that miss a target due after the period."""

    def follow_pace(self) -> Stack | Prose:
        """Sentences, a picture where three comparable figures allow it, and the table."""
        if self.behind.empty:
            return Prose([_NO_PACE], self.lang)
        drawn = self.draw_pace()
        figure = (drawn,) if isinstance(drawn, Figure) else ()
        return Stack((self.say_pace(), *figure, self.show_pace()))

    def say_pace(self) -> Prose:
        """The next missed target of each series, the largest lack of pace first."""
        told = [pace_sentence(self._pace(row)) for row in rows_of(self._next().head(MOST_TOLD))]
        return Prose(told or [_NO_PACE], self.lang, style="list")

    def draw_pace(self) -> Figure | Prose:
        """Figures, dated targets and the needed line, or which figures are wanting."""
        percent = [name for name, item in self.catalogue.indicators.items() if item.is_percent]
        if self.behind.empty:
            return Prose([_NO_PACE], self.lang)
        ways = self._next()
        ways = ways[ways["points"].ge(LEAST_POINTS) & ways["indicator"].isin(percent)]
        if ways.empty:
            return Prose([_NO_WAY.fill(least=LEAST_POINTS)], self.lang)
        ways = ways.head(MOST_WAYS)
        parts = [self._way(row) for row in rows_of(ways)]
        texts = {
            "slow": int(ways["lack"].gt(0).sum()),
            "all": len(ways),
            "first": _name(str(ways.sort_values("first_time")["first_period"].iloc[0])),
            "period": self.period_words(),
            "unit": _POINTS,
        }
        caption = Caption(
            id="h-toc-do",
            title=self.say(_TITLE.fill(**texts)),
            alt=self.say(_ALT.fill(**texts)),
            unit="%",
            lang=self.lang,
            note=self.say(_NOTE.fill(**texts)),
            source="; ".join(self.sources_of(ways)),
            synthetic=self.is_synthetic,
        )
        return required_pace(pd.concat(parts, ignore_index=True), caption)

    def show_pace(self) -> Table | Prose:
        """Needed and seen pace against every missed target still ahead."""
        rows = self.behind
        if rows.empty:
            return Prose([_NO_PACE], self.lang)
        goals = zip(rows["gap"], rows["target"], strict=True)
        decimals = [pace_decimals(needed) for needed in rows["needed"]]
        frame = pd.DataFrame(
            {
                "name": [self.say(self.indicator(name).name) for name in rows["indicator"]],
                "tier_name": [self.say(TIER_NAMES[tier]) for tier in rows["tier"]],
                "gap": rows["gap"].to_numpy(),
                "gap_decimals": [gap_decimals(gap, goal, 2) for gap, goal in goals],
                "target": rows["target"].to_numpy(),
                "target_decimals": [plain_decimals(goal) for goal in rows["target"]],
                "due_label": [self.period_label(code) for code in rows["due_period"]],
                "years": rows["years"].to_numpy(),
                "rate": rows["needed"].to_numpy(),
                "rate_decimals": decimals,
                "so_far": rows["seen"].to_numpy(),
                "so_far_decimals": decimals,
                "points": rows["points"].to_numpy(),
            }
        )
        columns = (
            column(self, "name", INDICATOR, scope_row=True),
            column(self, "tier_name", TIER),
            column(self, "gap", _LEFT, "number"),
            column(self, "target", TARGET, "number"),
            column(self, "due_label", DUE),
            column(self, "years", _YEARS, "number", decimals=1),
            column(self, "rate", _RATE, "number", signed=True),
            column(self, "so_far", _SO_FAR, "number", signed=True, empty="–"),
            column(self, "points", _SEEN, "number", decimals=0),
        )
        return lay_out(self, Sheet("b-toc-do", _PACE, columns, frame, rows=rows, unit=_RATE_UNIT))

    @shared_property
    def behind(self) -> pd.DataFrame:
        """Exact figures that miss a target due after the period, one row a target.

        ``needed`` and ``seen`` are changes a year with their signs (``seen`` from three comparable
        figures on), ``lack`` the pace that is missing, ``years`` the time left, ``points,
        first_period, first_time`` of the comparable figures.
        """
        rows = self.results
        wanted = rows["verdict"].eq("not_met") & rows["is_in_force"].eq(True) & rows["gap"].notna()
        rows = rows[wanted & rows["kind_target"].eq("level")]
        ends = {code: Period.parse(code).end for code in rows["due_period"].unique()}
        rows = rows[rows["due_period"].map(ends).gt(self.period.end).to_numpy(dtype=bool)]
        if rows.empty:
            return rows
        told = self._with_past(rows.assign(**stages(rows)))
        sign = told["direction"].map({"lower_is_better": -1.0}).fillna(1.0)
        pace = target_progress(
            told.assign(value=told["exact"])[
                ["value", "time", "target", "due_time", "direction", "baseline", "baseline_time"]
            ]
        )
        seen = pace["observed_pace"].where(told["points"].ge(LEAST_POINTS).to_numpy())
        needed = pace["required_from_now"]
        return told.assign(
            years=pace["years_to_due"].to_numpy(),
            needed=needed.to_numpy(),
            seen=seen.to_numpy(),
            lack=(sign.to_numpy() * (needed - seen.fillna(0.0)).to_numpy()),
        )

    def _with_past(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows with the first comparable figure, how many there are, and the due time."""
        past = self._past
        points = past.groupby(LINE, sort=False)["period"].transform("size")
        first = past.assign(points=points).drop_duplicates(LINE)
        first = first[[*LINE, "exact", "time", "period", "points"]].rename(
            columns={"exact": "baseline", "time": "first_time", "period": "first_period"}
        )
        told = rows.merge(first, on=LINE, how="left", validate="many_to_one")
        return told.assign(
            points=told["points"].fillna(1).astype(int),
            first_period=told["first_period"].fillna(told["period"]),
            baseline_time=told["first_time"],
            due_time=[self._time(code) for code in told["due_period"]],
        )

    @shared_property
    def _past(self) -> pd.DataFrame:
        """Figures of the province that were measured anew, by line and time."""
        rows = self.measured_anew()
        return rows.assign(**stages(rows)).sort_values([*LINE, "time"], kind="stable")

    def _next(self) -> pd.DataFrame:
        """The next missed target of each series, the strictest of a year, most lack first."""
        if self.behind.empty:
            return self.behind
        ordered = self.behind.sort_values(["due_time", "gap"], ascending=[True, False])
        nearest = ordered.drop_duplicates(LINE)
        return nearest.sort_values("lack", ascending=False, kind="stable")

    def _time(self, code: str) -> float:
        day = Period.parse(code).last_day(self.catalogue.settings.calendar)
        return day.year + day.timetuple().tm_yday / (366 if day.year % 4 == 0 else 365)

    def _pace(self, row: Any) -> PaceFact:
        return PaceFact(
            indicator=self.indicator(row.indicator),
            tier=Tier(row.tier),
            target=float(row.target),
            operator=str(row.operator),
            due=Period.parse(row.due_period),
            needed=float(row.needed),
            seen=None if pd.isna(row.seen) else float(row.seen),
            points=int(row.points),
            first=Period.parse(row.first_period),
        )

    def _way(self, row: Any) -> pd.DataFrame:
        """One panel: the comparable figures and the targets of the same series."""
        past = self._past
        for name in LINE:
            past = past[past[name] == getattr(row, name)]
        indicator = self.indicator(row.indicator)
        figures = pd.DataFrame(
            {
                "time": past["time"],
                "label": [self.period_label(code) for code in past["period"]],
                "value": past["exact"],
                "role": "figure",
                "text": "",
            }
        )
        goals = self._goals(row)
        targets = pd.DataFrame(
            {
                "time": [self._time(code) for code in goals["due_period"]],
                "label": [self.period_label(code) for code in goals["due_period"]],
                "value": goals["target"],
                "role": [
                    "aim" if code == row.due_period else "target" for code in goals["due_period"]
                ],
                "text": [
                    f"{self.say(target_words(indicator, goal.target, goal.operator))}"
                    f" ({self.period_label(goal.due_period)})"
                    for goal in rows_of(goals)
                ],
            }
        )
        newest = value_text(self, row)
        return pd.concat([figures, targets], ignore_index=True).assign(
            panel=f"{row.indicator} {row.tier} {row.scope}",
            panel_label=self.say(_LATEST.fill(name=indicator.short, value=newest)),
            panel_note=self.say(pace_note(self._pace(row))),
        )

    def _goals(self, row: Any) -> pd.DataFrame:
        """Level targets of the row's series, one a due date: the strictest."""
        goals = self.targets
        for name in ("indicator", "area", "tier", "definition", "operator"):
            goals = goals[goals[name] == getattr(row, name)]
        goals = goals[goals["kind"].eq("level") & goals["due_date"].dt.year.ge(int(row.first_time))]
        is_rising = row.operator in (">", ">=")
        strict: pd.DataFrame = goals.sort_values("target", ascending=not is_rising, kind="stable")
        return strict.drop_duplicates("due_period").sort_values("due_date")


def _name(code: str) -> Words:
    period = Period.parse(code)
    return period_words(period)
