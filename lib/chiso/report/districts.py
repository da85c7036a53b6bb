"""The chapter that sets areas side by side: districts, departments, provinces."""

from __future__ import annotations

import pandas as pd

from chiso.charts import Caption, Figure, Reference, ranked_dots
from chiso.metrics.ranks import rank_table
from chiso.narrative import Prose, number_words
from chiso.narrative.areas import district_sentences, panel_sentence, rank_sentence
from chiso.report.columns import column, figure_columns, figure_rows
from chiso.report.edition import Edition
from chiso.report.rows import rows_of
from chiso.report.selection import latest_of_series
from chiso.report.sheets import Sheet, lay_out
from chiso.report.wording import CATALOGUE_ORDER, CODE_ORDER
from chiso.tables import Column, Table
from chiso.words import Words, same

PANEL = ("par_index", "sipas")
_DISTRICTS = Words(
    vi="Số liệu công bố của các huyện, {period}", en="Published district figures, {period}"
)
_NO_DISTRICTS = Words(
    vi="Kỳ này không có số liệu công bố ở cấp huyện, nên không so sánh được các huyện.",
    en="No district figures were published for this period, so districts cannot be compared.",
)
_NO_DEPARTMENTS = Words(
    vi="Đến kỳ này chưa có kết quả công bố của các sở, ban, ngành.",
    en="By this period no results of departments were published.",
)
_NO_RANKS = Words(
    vi="Đến kỳ này chưa có bảng xếp hạng các tỉnh nào được công bố.",
    en="By this period no ranking of provinces was published.",
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
    vi="chấm: kết quả công bố; số bên phải: thứ hạng, đồng hạng dùng chung số.",
    en="dot: published result; number on the right: rank, ties share one.",
)
_MEDIAN = Words(vi="Trung vị {median}", en="Median {median}")
_DEPARTMENTS = Words(
    vi="PAR INDEX và SIPAS của các sở, ban, ngành", en="PAR INDEX and SIPAS of departments"
)
_RANKS = Words(vi="Thứ hạng của tỉnh đến {period}", en="The province's ranks up to {period}")
_ORDER = Words(f"{CODE_ORDER.vi}; {CATALOGUE_ORDER.vi}", f"{CODE_ORDER.en}; {CATALOGUE_ORDER.en}")
_UNIT_HEAD = Words(vi="Đơn vị", en="Unit")
_GROUP_NOTE = Words(
    vi="Số liệu của từng huyện có kỳ, phạm vi và định nghĩa riêng; không cộng và không xếp hạng.",
    en="Each district has its own periods, scope and definitions; do not add or rank them.",
)
_BY_RANK = Words(vi="PAR INDEX năm gần nhất, từ cao xuống thấp", en="latest PAR INDEX, high to low")
_RANK_HEAD = Words(vi="Hạng PAR", en="PAR rank")
_CHANGE_HEAD = Words(vi="PAR {new} so {old}", en="PAR {new} against {old}")


class DistrictChapter(Edition):
    """Areas side by side, with no league table where the data cannot carry one."""

    def district_rows(self) -> pd.DataFrame:
        """Current figures of districts that exist on the closing date."""
        codes = [area.id for area in self.districts()]
        return self.current[self.current["area"].isin(codes)]

    def say_districts(self) -> Prose:
        """How many districts have figures, on what, and what cannot be concluded."""
        rows = self.district_rows()
        return Prose(
            district_sentences(
                reporting=rows["area"].nunique(),
                districts=len(self.districts()),
                indicators=rows["indicator"].nunique(),
                closing=self.closing_date,
            ),
            self.lang,
        )

    def show_districts(self) -> Table | Prose:
        """Every current district figure, grouped by district in code order."""
        rows = self.district_rows()
        if rows.empty:
            return Prose([_NO_DISTRICTS], self.lang)
        order = {area.id: area.order for area in self.districts()}
        rows = self.in_catalogue_order(rows)
        rows = rows.assign(_order=rows["area"].map(order)).sort_values("_order", kind="stable")
        groups = [self.area_name(code) for code in rows["area"]]
        frame = figure_rows(self, rows).assign(group=groups)
        return lay_out(
            self,
            Sheet(
                "b-huyen",
                _DISTRICTS,
                figure_columns(self, frame, judged=False),
                frame,
                rows=rows,
                order=_ORDER,
                notes=(_GROUP_NOTE,),
                is_grouped=True,
                is_folded=True,
            ),
        )

    def department_rows(self) -> pd.DataFrame:
        """PAR INDEX and SIPAS of departments, one row a unit and year."""
        kinds = {code: area.kind for code, area in self.catalogue.areas.items()}
        rows = self.figures[self.figures["area"].map(kinds).eq("department")]
        return rows[rows["indicator"].isin(PANEL)]

    def draw_departments(self) -> Figure | Prose:
        """The latest PAR INDEX of all departments against their median."""
        rows = self.department_rows()
        rows = rows[rows["indicator"] == PANEL[0]]
        if rows.empty:
            return Prose([_NO_DEPARTMENTS], self.lang)
        rows = rows[rows["last_day"] == rows["last_day"].max()]
        ranked = self._ranked(rows)
        median = float(rows["exact"].median())
        texts: dict[str, object] = {
            "year": rows["period"].iloc[0],
            "units": len(rows),
            "low": self._figure(rows["exact"].min()),
            "high": self._figure(rows["exact"].max()),
            "median": self._figure(median),
        }
        caption = Caption(
            id="h-so-nganh",
            title=self.say(_DOTS_TITLE.fill(**texts)),
            alt=self.say(_DOTS_ALT.fill(**texts)),
            unit="%",
            lang=self.lang,
            note=self.say(_DOTS_NOTE),
            source="; ".join(self.sources_of(rows)),
            decimals=2,
            synthetic=self.is_synthetic,
        )
        return ranked_dots(
            ranked, caption, Reference(median, self.say(_MEDIAN.fill(median=texts["median"])))
        )

    def show_departments(self) -> Table | Prose:
        """Both indices of all departments for every published year."""
        rows = self.department_rows()
        if rows.empty:
            return Prose([_NO_DEPARTMENTS], self.lang)
        named = rows.assign(column=rows["indicator"] + "_" + rows["period"])
        wide = named.pivot_table(index="area", columns="column", values="exact", aggfunc="last")
        wide = self._with_panel_ranks(wide.reset_index(), rows[rows["indicator"] == PANEL[0]])
        wide["name"] = [self.say(self.area(code).name) for code in wide["area"]]
        return lay_out(
            self,
            Sheet(
                "b-so-nganh",
                _DEPARTMENTS,
                self._department_columns(wide, sorted(rows["period"].unique())),
                wide,
                rows=rows,
                order=_BY_RANK if "rank" in wide else CODE_ORDER,
                unit=same("%"),
                is_folded=True,
            ),
        )

    def rank_rows(self) -> pd.DataFrame:
        """Latest rank of the province in each ranking."""
        mine = self.figures[self.figures["area"].eq(self.province)]
        return self.in_catalogue_order(latest_of_series(mine[mine["kind"] == "rank"]))

    def say_ranks(self) -> Prose:
        """The latest ranks, each with its year and number of ranked provinces."""
        rows = self.rank_rows()
        sentences = [
            rank_sentence(self.indicator(row.indicator), row.period, row.value, row.denominator)
            for row in rows_of(rows)
        ]
        departments = self.department_rows()
        if not departments.empty:
            sentences.append(panel_sentence(departments["area"].nunique(), PANEL))
        return Prose(sentences or [_NO_RANKS], self.lang, style="list")

    def show_ranks(self) -> Table | Prose:
        """All published ranks and scores of the province by year."""
        mine = self.figures[self.figures["area"].eq(self.province)]
        rows = self.in_catalogue_order(mine[mine["domain"].eq("rankings")].sort_values("time"))
        if rows.empty:
            return Prose([_NO_RANKS], self.lang)
        frame = figure_rows(self, rows)
        return lay_out(
            self,
            Sheet(
                "b-thu-hang",
                _RANKS,
                figure_columns(self, frame, judged=False),
                frame,
                rows=rows,
                is_folded=True,
            ),
        )

    def _figure(self, value: float) -> Words:
        return number_words(float(value), 2, percent=True)

    def _ranked(self, rows: pd.DataFrame) -> pd.DataFrame:
        ranks = rank_table(
            rows.assign(direction="higher_is_better", value=rows["exact"])[
                ["area", "value", "direction"]
            ],
            [],
        )
        frame = rows.assign(rank=ranks["value"].to_numpy()).sort_values("rank", kind="stable")
        return frame.assign(
            label=[self.say(self.area(code).name) for code in frame["area"]],
            value=frame["exact"],
            lower=float("nan"),
            upper=float("nan"),
            rank_text=[f"{rank:.0f}" for rank in frame["rank"]],
            is_highlighted=True,
        )[["area", "label", "value", "lower", "upper", "rank", "rank_text", "is_highlighted"]]

    def _department_columns(self, wide: pd.DataFrame, years: list[str]) -> tuple[Column, ...]:
        figures = [
            column(
                self,
                f"{indicator}_{year}",
                Words(f"{label} {year}", f"{label} {year}"),
                "number",
                decimals=2,
            )
            for indicator, label in zip(PANEL, ("PAR INDEX", "SIPAS"), strict=True)
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
