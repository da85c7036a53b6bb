"""Where the province stands in published lists of provinces: places, never performance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from chiso.charts import Caption, Figure, strip
from chiso.narrative import Prose
from chiso.narrative.areas import rank_sentence
from chiso.narrative.published import Place, place_sentence
from chiso.periods import Period
from chiso.report.columns import figure_columns, figure_rows
from chiso.report.edition import Edition
from chiso.report.rows import rows_of
from chiso.report.selection import latest_of_series
from chiso.report.sheets import Sheet, lay_out
from chiso.report.stack import Stack
from chiso.tables import MOST_ROWS, Table
from chiso.words import Words, same

# Lists that name most provinces: the rank, and the score behind it where one was published.
LISTS = {"dti_rank": "dti_score", "egov_level_rank": "egov_level_score"}
LIST_NAMES = {
    "dti_rank": same("DTI"),
    "egov_level_rank": Words(vi="Mức độ chính quyền điện tử", en="Level of e-government"),
}
_YEARLY = ("year_index", "rank")
LEAST_LISTED = 30  # half of the provinces; fewer are a selection
_NONE = Words(
    vi="Đến kỳ này chưa có bảng xếp hạng các tỉnh nào được công bố.",
    en="By this period no ranking of provinces was published.",
)
_NO_LIST = Words(
    vi="Đến kỳ này chưa có bảng nào nêu từ {least} tỉnh trở lên, trong đó có tỉnh, nên không vẽ"
    " hình.",
    en="By this period no list names {least} provinces or more with the province among them, so"
    " nothing is drawn.",
).fill(least=LEAST_LISTED)
_MEANING = Words(
    vi="Thứ hạng phụ thuộc cả vào các tỉnh khác nên không phải là kết quả, không có khoảng tin cậy"
    " và không lấy hiệu giữa các năm.",
    en="A rank depends on the other provinces: it is no performance, has no interval, and years are"
    " not subtracted.",
)
_TITLE = Words(
    vi="{name} {year}: {place} đứng thứ {rank} trong {ranked} tỉnh có trong bảng",
    en="{name} {year}: {place} ranks {rank} of {ranked} provinces in the list",
)
_ALT = Words(
    vi="Dải chấm: {what} của {ranked} tỉnh, thành phố trong bảng {name} {year}, mỗi chấm một tỉnh;"
    " {place} đứng thứ {rank}. Số liệu của tỉnh ở biểu thứ hạng.",
    en="Strip of dots: {what} of {ranked} provinces in the list {name} {year}, a dot a province;"
    " {place} ranks {rank}. The province's figures stand in the table of ranks.",
)
_NOTE = Words(
    vi="mỗi chấm một tỉnh, đồng hạng xếp chồng; không có khoảng tin cậy.{bound}",
    en="a dot a province, ties are stacked; there are no intervals.{bound}",
)
_BOUND = Words(
    vi=" Dấu có mũi tên: điểm của {place} không in trong nguồn, thứ hạng cho biết điểm đó thấp hơn"
    " mọi điểm được in.",
    en=" Mark with an arrow: the score of {place} is not printed; its rank says that it is below"
    " all printed ones.",
)
_WHAT = {
    True: Words(vi="điểm", en="scores"),
    False: Words(vi="thứ hạng", en="ranks"),
}
_LABEL = Words(vi="hạng {rank}", en="rank {rank}")
_UNITS = {
    True: Words(vi="điểm", en="score"),
    False: Words(vi="thứ hạng, 1 là cao nhất", en="rank, 1 is best"),
}
_CAPTION = Words(vi="Thứ hạng của tỉnh đến {period}", en="The province's ranks up to {period}")


@dataclass(frozen=True)
class Listing:
    """One published list of provinces.

    Attributes
    ----------
    ranks
        One row a province: ``area``, ``exact`` (the rank) and its other columns.
    scores
        The scores of the same list by area; empty where too few were published, or where the
        province's is missing and its rank does not place it behind all others.
    own
        Rank of the province, shared with ``ties`` others.
    """

    indicator: str
    period: str
    ranks: pd.DataFrame
    scores: pd.Series
    own: float
    ties: int

    @property
    def has_scores(self) -> bool:
        """Whether the list is drawn by scores."""
        return not self.scores.empty


class ProvinceChapter(Edition):
    """The province among provinces."""

    def compare_provinces(self) -> Stack | Prose:
        """Places in words, a strip for each full list, and the table of all ranks."""
        if self.rank_rows().empty:
            return self.say_ranks()
        figures = map(self._draw_list, self.listings())
        return Stack((self.say_ranks(), *figures, self.show_ranks()))

    def listings(self) -> list[Listing]:
        """The latest list of each kind that names most provinces and this one."""
        return list(self._listings())

    def say_ranks(self) -> Prose:
        """The latest ranks, each with its year and the provinces ranked, ties told."""
        listed = {item.indicator: item for item in self.listings()}
        sentences = []
        for row in rows_of(self.rank_rows()):
            item = listed.get(row.indicator)
            if item and item.period == row.period:
                sentences.append(place_sentence(self._place(item)))
            else:
                indicator = self.indicator(row.indicator)
                sentences.append(rank_sentence(indicator, row.period, row.value, row.denominator))
        if not sentences:
            return Prose([_NONE], self.lang)
        return Prose([*sentences, _MEANING], self.lang, style="list")

    def draw_provinces(self) -> Stack | Prose:
        """A strip for each full list, or why there is none."""
        figures = tuple(map(self._draw_list, self.listings()))
        return Stack(figures) if figures else Prose([_NO_LIST], self.lang)

    def rank_rows(self) -> pd.DataFrame:
        """Latest rank of the province in each ranking."""
        mine = self.figures[self.figures["area"].eq(self.province)]
        return self.in_catalogue_order(latest_of_series(mine[mine["kind"] == "rank"]))

    def show_ranks(self) -> Table | Prose:
        """Published ranks and scores of the province by year; the last of those within a year."""
        mine = self.figures[self.figures["area"].eq(self.province)]
        mine = mine[mine["domain"].eq("rankings")]
        yearly = mine["period_kind"].isin(_YEARLY) | mine.index.isin(latest_of_series(mine).index)
        rows = self.in_catalogue_order(mine[yearly].sort_values("time"))
        if rows.empty:
            return Prose([_NONE], self.lang)
        newest = rows.sort_values("time", ascending=False, kind="stable").index[:MOST_ROWS]
        frame = figure_rows(self, rows).assign(on_page=rows.index.isin(newest))
        every = figure_columns(self, frame, judged=False)
        columns = tuple(item for item in every if item.name != "tier_name")  # all of the province
        sheet = Sheet(
            "b-thu-hang", _CAPTION, columns, frame, rows=rows, is_folded=True, on_page="on_page"
        )
        return lay_out(self, sheet)

    def _listings(self) -> Iterator[Listing]:
        kinds = {code: area.parent for code, area in self.catalogue.areas.items()}
        country = self.area(self.province).parent
        peers = self.figures[self.figures["area"].map(kinds).eq(country)]
        for name, score in LISTS.items():
            ranks = peers[peers["indicator"].eq(name) & peers["exact"].notna()]
            size = ranks.groupby(["definition", "period"])["area"].transform("nunique")
            has_own = ranks["area"].eq(self.province).groupby(
                [ranks["definition"], ranks["period"]]
            ).transform("any")  # fmt: skip
            full = ranks[size.ge(LEAST_LISTED) & has_own]
            if full.empty:
                continue
            latest = full[full["last_day"] == full["last_day"].max()]
            yield self._listing(latest, peers[peers["indicator"] == score])

    def _listing(self, ranks: pd.DataFrame, scores: pd.DataFrame) -> Listing:
        period = str(ranks["period"].iloc[0])
        own = float(ranks.loc[ranks["area"] == self.province, "exact"].iloc[0])
        told = scores[scores["period"].eq(period) & scores["exact"].notna()]
        known = told.set_index("area")["exact"].reindex(ranks["area"]).dropna()
        behind = own > ranks.set_index("area")["exact"].reindex(known.index).max()
        is_placed = self.province in known.index or bool(behind)
        enough = len(known) >= LEAST_LISTED and is_placed
        return Listing(
            indicator=str(ranks["indicator"].iloc[0]),
            period=period,
            ranks=ranks,
            scores=known if enough else known.iloc[:0],
            own=own,
            ties=int(ranks["exact"].eq(own).sum()) - 1,
        )

    def _place(self, item: Listing) -> Place:
        return Place(
            indicator=self.indicator(item.indicator),
            year=Period.parse(item.period),
            rank=item.own,
            ranked=len(item.ranks),
            ties=item.ties,
        )

    def _draw_list(self, item: Listing) -> Figure:
        frame = self._strip_rows(item)
        is_bound = bool(frame["bound"].ne("exact").any())
        place = self._province_name(self.province)
        texts: dict[str, object] = {
            "name": LIST_NAMES[item.indicator],
            "year": item.period,
            "place": place,
            "rank": f"{item.own:.0f}",
            "ranked": len(item.ranks),
            "what": _WHAT[item.has_scores],
            "bound": _BOUND.fill(place=place) if is_bound else "",
        }
        words = {"title": _TITLE, "alt": _ALT, "note": _NOTE}
        caption = Caption(
            id=f"h-{item.indicator.replace('_', '-')}",
            unit=self.say(_UNITS[item.has_scores]),
            lang=self.lang,
            source="; ".join(self.sources_of(item.ranks)),
            decimals=3 if item.has_scores else 0,
            synthetic=self.is_synthetic,
            **{key: self.say(text.fill(**texts)) for key, text in words.items()},
        )
        return strip(frame, caption)

    def _province_name(self, code: str) -> Words:
        area = self.area(code)
        return Words(area.short, area.name.en.removesuffix(" province"))

    def _strip_rows(self, item: Listing) -> pd.DataFrame:
        """Scores, or ranks where none were published; an unprinted own score as a bound.

        A rank behind all provinces with a score says that the score is below the least of them.
        """
        ranks = item.ranks.set_index("area")["exact"]
        values = item.scores.reindex(ranks.index) if item.has_scores else ranks
        is_own = ranks.index == self.province
        is_bound = is_own & values.isna().to_numpy()
        label = self.say(_LABEL.fill(rank=f"{item.own:.0f}"))
        return pd.DataFrame(
            {
                "label": [self.say(self._province_name(code)) for code in ranks.index],
                "value": values.mask(is_bound, item.scores.min()).to_numpy(),
                "bound": ["less_than" if bound else "exact" for bound in is_bound],
                "value_text": [label if own else None for own in is_own],
                "is_highlighted": is_own,
            }
        )
