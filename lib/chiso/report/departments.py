"""Departments side by side on published indices: scores, their movement, never a league table."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from chiso.charts import Caption, Figure, Reference, ranked_dots, slope
from chiso.metrics.ranks import rank_table
from chiso.narrative import Prose, number_words
from chiso.narrative.published import Scores, score_sentences
from chiso.periods import Period
from chiso.report.columns import column
from chiso.report.edition import Edition
from chiso.report.sheets import Sheet, lay_out
from chiso.report.stack import Stack
from chiso.report.wording import CODE_ORDER
from chiso.tables import Column, Table
from chiso.words import Words, same

PANEL = ("par_index", "sipas")
NAMES = {"par_index": same("PAR INDEX"), "sipas": same("SIPAS")}
_NONE = Words(
    vi="Đến kỳ này chưa có kết quả công bố của các sở, ban, ngành.",
    en="By this period no results of departments were published.",
)
_ONE_YEAR = Words(
    vi="Chưa có hai năm PAR INDEX của các sở, ban, ngành để so.",
    en="There are no two years of PAR INDEX of departments to compare.",
)
_DOTS_TITLE = Words(
    vi="PAR INDEX {year} của {units} sở, ban, ngành: từ {low} đến {high}",
    en="PAR INDEX {year} of {units} departments: from {low} to {high}",
)
_DOTS_ALT = Words(
    vi="Biểu đồ chấm: PAR INDEX năm {year} của {units} sở, ban, ngành, xếp từ cao xuống thấp, vạch"
    " dọc là trung vị {median}. Số liệu ở biểu PAR INDEX và SIPAS của sở, ban, ngành.",
    en="Dot chart: PAR INDEX {year} of {units} departments from high to low; the vertical line is"
    " the median {median}. Figures stand in the table of departments.",
)
_DOTS_NOTE = Words(
    vi="chấm: kết quả công bố, không có khoảng tin cậy vì điểm không có mẫu số; số bên phải: thứ"
    " hạng, đồng hạng dùng chung số.",
    en="dot: published result, without an interval since scores have no base; number on the right:"
    " rank, ties share one.",
)
_SLOPE_TITLE = Words(
    vi="PAR INDEX: {higher} trong {units} sở, ban, ngành có điểm {year} cao hơn {earlier}",
    en="PAR INDEX: {higher} of {units} departments scored higher in {year} than in {earlier}",
)
_SLOPE_ALT = Words(
    vi="Biểu đồ dốc: điểm PAR INDEX của {units} sở, ban, ngành năm {earlier} và {year}; {higher}"
    " đơn vị có điểm cao hơn. Số liệu ở biểu PAR INDEX và SIPAS của sở, ban, ngành.",
    en="Slope chart: PAR INDEX of {units} departments in {earlier} and {year}; {higher} scored"
    " higher. Figures stand in the table of departments.",
)
_SLOPE_NOTE = Words(
    vi="mỗi đường một đơn vị; không làm nổi đơn vị nào vì điểm không có khoảng tin cậy.",
    en="a line a unit; none is singled out, since scores have no intervals.",
)
_MEDIAN = Words(vi="Trung vị {median}", en="Median {median}")
_CAPTION = Words(
    vi="PAR INDEX và SIPAS của các sở, ban, ngành", en="PAR INDEX and SIPAS of departments"
)
_UNIT_HEAD = Words(vi="Đơn vị", en="Unit")
_BY_RANK = Words(vi="PAR INDEX năm gần nhất, từ cao xuống thấp", en="latest PAR INDEX, high to low")
_RANK_HEAD = Words(vi="Hạng PAR", en="PAR rank")
_CHANGE_HEAD = Words(vi="PAR {new} so {old}", en="PAR {new} against {old}")


class DepartmentChapter(Edition):
    """The fullest real panel: published scores of departments."""

    def department_rows(self) -> pd.DataFrame:
        """PAR INDEX and SIPAS of departments, one row a unit and year."""
        kinds = {code: area.kind for code, area in self.catalogue.areas.items()}
        rows = self.figures[self.figures["area"].map(kinds).eq("department")]
        return rows[rows["indicator"].isin(PANEL) & rows["exact"].notna()]

    def compare_departments(self) -> Stack | Prose:
        """Sentences, dots, movement and table of the departments, or why there are none."""
        if self.department_rows().empty:
            return Prose([_NONE], self.lang)
        moved = [self.draw_department_moves()] if len(self._years()) > 1 else []
        parts = (self.say_departments(), self.draw_departments(), *moved, self.show_departments())
        return Stack(parts)

    def say_departments(self) -> Prose:
        """Range, median and movement of each index, and what scores do not allow."""
        rows = self.department_rows()
        told = [self._scores(name, rows[rows["indicator"] == name]) for name in PANEL]
        sentences = [score_sentences(scores) for scores in told if scores]
        if not sentences:
            return Prose([_NONE], self.lang)
        *others, last = sentences
        return Prose([words for found in others for words in found[:-1]] + last, self.lang)

    def draw_departments(self) -> Figure | Prose:
        """The latest PAR INDEX of all departments against their median."""
        rows = self._par_rows()
        if rows.empty:
            return Prose([_NONE], self.lang)
        rows = rows[rows["last_day"] == rows["last_day"].max()]
        median = float(rows["exact"].median())
        texts: dict[str, object] = {
            "year": rows["period"].iloc[0],
            "units": len(rows),
            "low": _score(rows["exact"].min()),
            "high": _score(rows["exact"].max()),
            "median": _score(median),
        }
        words = {"title": _DOTS_TITLE, "alt": _DOTS_ALT, "note": _DOTS_NOTE}
        reference = Reference(median, self.say(_MEDIAN.fill(median=texts["median"])))
        caption = self._department_caption("h-so-nganh", rows, words, texts)
        return ranked_dots(self._ranked(rows), caption, reference)

    def draw_department_moves(self) -> Figure | Prose:
        """PAR INDEX of every department in the first and the last published year."""
        rows, years = self._par_rows(), self._years()
        if len(years) < 2:
            return Prose([_ONE_YEAR], self.lang)
        pairs = self._pairs(rows, years)
        change = pairs["after"] - pairs["before"]
        labels = [self._short(code) for code in pairs.index]
        frame = pairs.assign(label=labels, is_highlighted=False)
        texts: dict[str, object] = {
            "units": int(change.notna().sum()),
            "higher": int((change > 0).sum()),
            "year": years[-1],
            "earlier": years[0],
        }
        words = {"title": _SLOPE_TITLE, "alt": _SLOPE_ALT, "note": _SLOPE_NOTE}
        caption = replace(
            self._department_caption("h-so-nganh-doc", rows, words, texts), decimals=1
        )
        return slope(frame, caption, (years[0], years[-1]))

    def show_departments(self) -> Table | Prose:
        """Both indices of all departments for every published year."""
        rows = self.department_rows()
        if rows.empty:
            return Prose([_NONE], self.lang)
        named = rows.assign(column=rows["indicator"] + "_" + rows["period"])
        wide = named.pivot_table(index="area", columns="column", values="exact", aggfunc="last")
        wide = self._with_panel_ranks(wide.reset_index(), rows[rows["indicator"] == PANEL[0]])
        wide["name"] = [self.say(self.area(code).name) for code in wide["area"]]
        return lay_out(
            self,
            Sheet(
                "b-so-nganh",
                _CAPTION,
                self._department_columns(wide, sorted(rows["period"].unique())),
                wide,
                rows=rows,
                order=_BY_RANK if "rank" in wide else CODE_ORDER,
                unit=same("%"),
                is_folded=True,
            ),
        )

    def _short(self, code: str) -> str:
        area = self.area(code)
        return self.say(Words(area.short, _in_list(area.name).en))

    def _par_rows(self) -> pd.DataFrame:
        rows = self.department_rows()
        return rows[rows["indicator"] == PANEL[0]]

    def _years(self) -> list[str]:
        """Years of PAR INDEX, the earliest first."""
        return sorted(self._par_rows()["period"].unique())

    def _pairs(self, rows: pd.DataFrame, years: list[str]) -> pd.DataFrame:
        """Score of each department in the first and the last year, in the order of the list."""
        wide = rows.pivot_table(index="area", columns="period", values="exact", aggfunc="last")
        order = {code: area.order for code, area in self.catalogue.areas.items()}
        codes = sorted(wide.index, key=lambda code: order[code])
        return wide.loc[codes, [years[0], years[-1]]].set_axis(["before", "after"], axis=1)

    def _scores(self, name: str, rows: pd.DataFrame) -> Scores | None:
        years = sorted(rows["period"].unique())
        if not years:
            return None
        latest = rows.loc[rows["period"] == years[-1], "exact"]
        pairs = self._pairs(rows, years)
        change = pairs["after"] - pairs["before"]
        return Scores(
            name=NAMES[name],
            year=Period.parse(years[-1]),
            units=len(latest),
            low=float(latest.min()),
            high=float(latest.max()),
            median=float(latest.median()),
            earlier=Period.parse(years[0]) if len(years) > 1 else None,
            higher=int((change > 0).sum()),
            lower=int((change < 0).sum()),
        )

    def _department_caption(
        self, name: str, rows: pd.DataFrame, words: dict[str, Words], texts: dict[str, object]
    ) -> Caption:
        said = {key: self.say(text.fill(**texts)) for key, text in words.items()}
        return Caption(
            id=name,
            unit="%",
            lang=self.lang,
            source="; ".join(self.sources_of(rows)),
            decimals=2,
            synthetic=self.is_synthetic,
            **said,
        )

    def _ranked(self, rows: pd.DataFrame) -> pd.DataFrame:
        scored = rows.assign(direction="higher_is_better", value=rows["exact"])
        ranks = rank_table(scored[["area", "value", "direction"]], [])
        frame = rows.assign(rank=ranks["value"].to_numpy()).sort_values("rank", kind="stable")
        return frame.assign(
            label=[self.say(_in_list(self.area(code).name)) for code in frame["area"]],
            value=frame["exact"],
            lower=float("nan"),
            upper=float("nan"),
            rank_text=[f"{rank:.0f}" for rank in frame["rank"]],
            is_highlighted=True,
        )[["area", "label", "value", "lower", "upper", "rank", "rank_text", "is_highlighted"]]

    def _department_columns(self, wide: pd.DataFrame, years: list[str]) -> tuple[Column, ...]:
        figures = [
            column(self, f"{indicator}_{year}", _head(NAMES[indicator], year), "number", decimals=2)
            for indicator in PANEL
            for year in years
            if f"{indicator}_{year}" in wide
        ]
        ranked = [year for year in years if f"{PANEL[0]}_{year}" in wide]
        head = _CHANGE_HEAD.fill(new=ranked[-1], old=ranked[0]) if ranked else _CHANGE_HEAD
        more = (
            column(self, "rank", _RANK_HEAD, "number", decimals=0),
            *figures,
            column(self, "change", head, "number", decimals=2),
        )
        shown = (item for item in more if item.name in wide)
        return (column(self, "name", _UNIT_HEAD, scope_row=True), *shown)

    def _with_panel_ranks(self, wide: pd.DataFrame, panel: pd.DataFrame) -> pd.DataFrame:
        """Departments by the latest year of the panel, with ranks and the change since the first.

        Without that index there is nothing to rank by; a single year has no change.
        """
        if panel.empty:
            return wide
        years = sorted(panel["period"].unique())
        ranks = self._ranked(panel[panel["period"] == years[-1]]).set_index("area")["rank"]
        latest = f"{PANEL[0]}_{years[-1]}"
        ordered = wide.assign(rank=wide["area"].map(ranks)).sort_values(latest, ascending=False)
        if len(years) == 1:
            return ordered
        change = ordered[latest] - ordered[f"{PANEL[0]}_{years[0]}"]
        return ordered.assign(change=change, change_signed=True)


def _in_list(name: Words) -> Words:
    """A name without the words that all names of the list begin with."""
    return Words(name.vi, name.en.removeprefix("Department of "))


def _head(name: Words, year: str) -> Words:
    return Words("{name} {year}", "{name} {year}").fill(name=name, year=year)


def _score(value: float) -> Words:
    return number_words(float(value), 2, percent=True)
