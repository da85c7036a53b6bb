"""Ranks of the districts over several periods, where chance leaves them any meaning."""

from __future__ import annotations

import pandas as pd

from chiso.charts import Figure, bump
from chiso.charts.bump import MOST_PERIODS
from chiso.narrative import Prose
from chiso.periods import Period
from chiso.report.panel_rows import panel_before
from chiso.report.standing import Panel, Standing
from chiso.report.units import UnitChapter
from chiso.words import Words

LEAST_PERIODS = 3  # two periods are a slope
MOST_HIGHLIGHTED = 3
_BUMP = {
    "title": Words(
        vi="{share}: {moved} trong {units} đơn vị đổi hạng rõ, {first} đến {period}",
        en="{share}: {moved} of {units} units clearly changed rank, {first} to {period}",
    ),
    "alt": Words(
        vi="Biểu đồ thứ hạng: {share_inside} của {units} đơn vị cấp huyện qua {periods} kỳ, {first}"
        " đến {period}; {moved} đơn vị có khoảng hạng đầu và cuối tách nhau. Số liệu ở biểu từng"
        " huyện so với phần còn lại.",
        en="Bump chart: ranks of {units} district-level units over {periods} periods, {first} to"
        " {period}, {share_inside}; {moved} have rank ranges apart at both ends. Figures stand in"
        " the table against the rest.",
    ),
    "note": Words(
        vi="hạng theo kết quả của từng kỳ, bằng nhau thì chung hạng; tô màu tối đa {most} đơn vị có"
        " khoảng hạng (tin cậy chung 95%) của kỳ đầu và kỳ cuối tách nhau.",
        en="ranks by each period's result, ties share one; in colour at most {most} units whose"
        " ranges of ranks (joint 95%) in the first and last period are apart.",
    ),
}
_BANDS = Words(
    vi="Khoảng hạng phủ quá nửa số đơn vị, nên không vẽ thứ hạng qua các kỳ.",
    en="Ranges of ranks cover more than half of the units, so ranks over time are not drawn.",
)
_SHORT = Words(
    vi="Chưa đủ {least} kỳ liền nhau ở cùng thời điểm của năm, nên không vẽ thứ hạng qua các kỳ.",
    en="Fewer than {least} years in a row have the same stage, so ranks over time are not drawn.",
)
_RANK = Words(vi="hạng", en="rank")


class RankPaths(UnitChapter):
    """The first leading share over three to six comparable periods."""

    def draw_ranks(self) -> Figure | Prose:
        """Places of the units, or why ranks over time would say nothing."""
        if not self.drawn:
            return self.no_panel()
        if self.drawn[0].uses_bands:
            return Prose([_BANDS], self.lang)
        history = self._history(self.drawn[0].panel)
        if len(history) < LEAST_PERIODS:
            return Prose([_SHORT.fill(least=LEAST_PERIODS)], self.lang)
        standings = [panel.standing for panel in history]
        first, last = standings[0], standings[-1]
        moved = _moved(first, last)
        ranks = pd.concat([self._ranks(standing) for standing in standings], ignore_index=True)
        frame = ranks.assign(is_highlighted=ranks["area"].isin(moved[:MOST_HIGHLIGHTED]))
        caption = self.caption(
            "hang",
            last.panel,
            _BUMP,
            units=len(last.shown),
            periods=len(history),
            moved=len(moved),
            first=_label(first.panel),
            period=_label(last.panel),
            most=MOST_HIGHLIGHTED,
            unit=self.say(_RANK),
            decimals=0,
        )
        return bump(frame, caption)

    def _history(self, panel: Panel) -> list[Panel]:
        """The panel and the same stage of the years before it without a gap, oldest first."""
        found = [panel]
        while len(found) < MOST_PERIODS:
            before = panel_before(self, found[-1])
            stage = Period.parse(found[-1].period).year_earlier().code
            if before is None or before.period != stage:
                break
            found.append(before)
        return found[::-1]

    def _ranks(self, standing: Standing) -> pd.DataFrame:
        rows = standing.shown
        return pd.DataFrame(
            {
                "area": rows["area"].to_numpy(),
                "label": [self.unit_name(code) for code in rows["area"]],
                "period": self.period_label(standing.panel.period),
                "rank": rows["rank"].to_numpy(),
            }
        )


def _label(panel: Panel) -> Words:
    """The period of a panel in a narrow place."""
    period = Period.parse(panel.period)
    return Words(period.label("vi"), period.label("en"))


def _moved(first: Standing, last: Standing) -> list[str]:
    """Units whose ranges of possible ranks do not meet, the largest change first."""
    ranges = ["area", "rank", "rank_low", "rank_high"]
    both = first.shown[ranges].merge(
        last.shown[ranges], on="area", suffixes=("_first", ""), validate="one_to_one"
    )
    apart = both["rank_low"].gt(both["rank_high_first"]) | both["rank_high"].lt(
        both["rank_low_first"]
    )
    size = (both["rank"] - both["rank_first"]).abs()
    order = size[apart].sort_values(ascending=False, kind="stable").index
    return [str(code) for code in both.loc[order, "area"]]
