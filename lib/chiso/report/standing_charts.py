"""Figures of the leading shares: dots with intervals, and the funnel that shows chance."""

from __future__ import annotations

import pandas as pd

from chiso.charts import TARGET, Figure, FunnelFrame, Reference, funnel, ranked_dots
from chiso.narrative import Prose, number_words
from chiso.narrative.comparison import goal_words
from chiso.periods import Period
from chiso.report.comparison import ComparisonChapter, rank_text
from chiso.report.rows import rows_of
from chiso.report.stack import Stack
from chiso.report.standing import HIGHER, LOWER, SIMILAR, Standing
from chiso.report.units import one_target
from chiso.words import Words

BAND_NAMES = {
    HIGHER: Words(vi="cao hơn", en="higher"),
    SIMILAR: Words(vi="chưa khác rõ", en="not different"),
    LOWER: Words(vi="thấp hơn", en="lower"),
}
_DOTS = {
    "met": Words(
        vi="{share}: {met} trong {units} đơn vị đạt chỉ tiêu, {period}",
        en="{share}: {met} of {units} units met the target, {period}",
    ),
    "range": Words(
        vi="{share}: từ {low} đến {high} ở {units} đơn vị, {period}",
        en="{share}: from {low} to {high} in {units} units, {period}",
    ),
    "alt": Words(
        vi="Biểu đồ chấm có khoảng tin cậy: {share_inside} của {units} đơn vị cấp huyện, {period},"
        " từ {low} đến {high}; chung {pooled}. Số liệu ở biểu từng huyện so với phần còn lại.",
        en="Dot chart with intervals: {share_inside} of {units} district-level units, {period},"
        " from {low} to {high}; together {pooled}. Figures stand in the table against the rest.",
    ),
    "ranks": Words(
        vi="thanh ngang: khoảng tin cậy 95% (Wilson); hạng: các hạng còn có thể ở mức tin cậy chung"
        " 95%.{small}",
        en="bar: 95% interval (Wilson); rank: ranks still possible at a joint level of 95%.{small}",
    ),
    "bands": Words(
        vi="thanh ngang: khoảng tin cậy 95% (Wilson). Chia ba nhóm so với phần còn lại của tỉnh vì"
        " khoảng hạng phủ quá nửa số đơn vị; trong nhóm xếp theo mã.{small}",
        en="bar: 95% interval (Wilson). Three bands against the rest of the province, since ranges"
        " of ranks cover more than half of the units; by code within a band.{small}",
    ),
}
_FUNNEL = {
    "title": Words(
        vi="{share}: {outside} trong {units} đơn vị ngoài giới hạn 99,8%, {period}",
        en="{share}: {outside} of {units} units beyond the 99.8% limits, {period}",
    ),
    "alt": Words(
        vi="Biểu đồ phễu: {share_inside} của {units} đơn vị theo số trường hợp, {period}, quanh mức"
        " chung {pooled}; {outside} đơn vị ngoài giới hạn 99,8%. Số liệu ở biểu từng huyện so với"
        " phần còn lại.",
        en="Funnel plot: {share_inside} of {units} units by number of cases, {period}, around"
        " {pooled}; {outside} units beyond the 99.8% limits. Figures stand in the table against the"
        " rest.",
    ),
    "note": Words(
        vi="giới hạn quanh mức chung {method}; mức phân tán so với ngẫu nhiên φ = {phi}, {applied}."
        "{small}",
        en="limits around the common rate {method}; dispersion against chance φ = {phi},"
        " {applied}.{small}",
    ),
}
_METHODS = {
    "score": Words(vi="theo công thức điểm số (score)", en="by the score formula"),
    "exact": Words(vi="theo phân phối nhị thức chính xác", en="by the exact binomial distribution"),
    "arcsine": Words(
        vi="theo biến đổi arcsin có thêm phương sai giữa đơn vị",
        en="by the arcsine formula with extra variance between units",
    ),
}
_APPLIED = {
    True: Words(vi="đã đưa vào giới hạn", en="taken into the limits"),
    False: Words(
        vi="nêu ra nhưng không hiệu chỉnh vì dưới 20 đơn vị hoặc không vượt ngẫu nhiên",
        en="reported and not applied: fewer than 20 units or no more than chance",
    ),
}
_SMALL = Words(
    vi=" Không vẽ đơn vị có mẫu số nhỏ: {count}.", en=" Units with a small base left out: {count}."
)
_GOAL = Words(vi="Chỉ tiêu {due}: {goal}", en="Target {due}: {goal}")
_TOGETHER = Words(vi="Mức chung: {pooled}", en="Together: {pooled}")
_BASE = Words(vi="Số trường hợp trong mẫu số", en="Cases in the base")


class StandingCharts(ComparisonChapter):
    """The leading shares as figures."""

    def draw_standing(self) -> Stack | Prose:
        """Dots and funnel of each drawn share, or why there are none."""
        if not self.drawn:
            return self.no_panel()
        return Stack(tuple(part for lead in self.drawn for part in self._pair(lead)))

    def _pair(self, lead: Standing) -> tuple[Figure, Figure]:
        return self._draw_dots(lead), self._draw_funnel(lead)

    def _draw_dots(self, lead: Standing) -> Figure:
        """Each unit with its interval against the target, or against all units together."""
        goal = one_target(lead.panel)
        texts = {
            "title": _DOTS["met" if goal else "range"],
            "alt": _DOTS["alt"],
            "note": _DOTS["bands" if lead.uses_bands else "ranks"],
        }
        caption = self.caption("huyen", lead.panel, texts, **self._standing_facts(lead))
        return ranked_dots(self._dots(lead), caption, self._line(lead))

    def _draw_funnel(self, lead: Standing) -> Figure:
        """Each unit at its number of cases, within or beyond the limits of chance."""
        facts = self._standing_facts(lead) | {
            "outside": int(lead.shown["zone"].eq("outside").sum()),
            "method": _METHODS[lead.method],
            "applied": _APPLIED[lead.extra_variance > 0],
            "phi": number_words(lead.dispersion, 1),
        }
        shown = lead.shown
        frame = shown.assign(
            label=[self.unit_name(code) for code in shown["area"]],
            n=shown["denominator"],
            value=shown["exact"],
        )
        centre = Reference(lead.pooled, self.say(_TOGETHER.fill(pooled=facts["pooled"])))
        against = FunnelFrame(lead.limits(), centre, self.say(_BASE))
        return funnel(frame, against, self.caption("pheu", lead.panel, _FUNNEL, **facts))

    def _standing_facts(self, lead: Standing) -> dict[str, object]:
        """What titles, notes and alternatives of both figures say."""
        shown = lead.shown
        count = len(lead.small)
        return {
            "units": len(shown),
            "met": int(shown["verdict"].eq("met").sum()),
            "low": self.share_text(lead.panel, float(shown["exact"].min())),
            "high": self.share_text(lead.panel, float(shown["exact"].max())),
            "pooled": self.share_text(lead.panel, lead.pooled),
            "small": _SMALL.fill(count=count) if count else "",
        }

    def _dots(self, lead: Standing) -> pd.DataFrame:
        rows = lead.shown
        if lead.uses_bands:
            order = {name: place for place, name in enumerate(BAND_NAMES)}
            places = {area.id: area.order for area in self.districts()}
            ranked = rows.assign(_band=rows["against"].map(order), _code=rows["area"].map(places))
            rows = ranked.sort_values(["_band", "_code"], kind="stable")
        frame = pd.DataFrame(
            {
                "label": [self.unit_name(code) for code in rows["area"]],
                "value": rows["exact"].to_numpy(),
                "lower": rows["lower"].to_numpy(),
                "upper": rows["upper"].to_numpy(),
                "rank_text": [rank_text(row) for row in rows_of(rows)],
                "is_highlighted": rows["against"].ne(SIMILAR).to_numpy(),
            }
        )
        if lead.uses_bands:
            frame["band_text"] = [self.say(BAND_NAMES[name]) for name in rows["against"]]
        if not lead.panel.has_target:
            return frame
        return frame.assign(
            verdict=rows["verdict"].to_numpy(), is_borderline=rows["is_borderline"].to_numpy()
        )

    def _line(self, lead: Standing) -> Reference:
        goal = one_target(lead.panel)
        if goal is None:
            pooled = self.share_text(lead.panel, lead.pooled)
            return Reference(lead.pooled, self.say(_TOGETHER.fill(pooled=pooled)))
        value, operator, due = goal
        words = goal_words(self.indicator(lead.panel.indicator), value, operator)
        period = Period.parse(due)
        when = Words(period.label("vi"), period.label("en"))
        return Reference(value, self.say(_GOAL.fill(due=when, goal=words)), TARGET)
