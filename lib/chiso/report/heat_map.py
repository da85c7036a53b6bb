"""All shares of all districts at once: the heat table, and the leading share on a tile map."""

from __future__ import annotations

from typing import Any

import pandas as pd

from chiso.narrative import Prose
from chiso.narrative.facts import SMALL_BASE
from chiso.numbers import format_number
from chiso.report.facts import number_or_none
from chiso.report.rows import rows_of
from chiso.report.stack import Stack
from chiso.report.standing import Panel
from chiso.report.units import UnitChapter, panel_period
from chiso.report.wording import CODE_ORDER
from chiso.tables import Tile, TileGrid
from chiso.tables.heat import HeatColumn, HeatScale, HeatTable
from chiso.words import Words

_CAPTION = Words(vi="Mọi tỷ lệ của các huyện, {period}", en="All shares of the districts, {period}")
_SMALL = Words(
    vi="Mẫu số dưới {base}: chỉ ghi số đếm, không tô nền.",
    en="Base below {base}: counts only, no colour.",
).fill(base=SMALL_BASE)
_LATER = Words(vi="{share}: số của {period}.", en="{share}: figures of {period}.")
_MAP = Words(
    vi="Bản đồ ô lưới: {share}, {period}{made_up}.", en="Tile map: {share}, {period}{made_up}."
)
_MADE_UP = Words(vi=" (số liệu minh họa)", en=" (illustrative data)")
_PLACES = Words(
    vi="Vị trí gần đúng, mỗi đơn vị một ô.", en="Places are approximate, one tile a unit."
)
_NO_PLACES = Words(
    vi="Các huyện chưa có vị trí ô lưới nên không vẽ bản đồ.",
    en="The districts have no tile places, so no map is drawn.",
)


class HeatMapChapter(UnitChapter):
    """Everything at once, with the number in every cell."""

    def show_heat(self) -> Stack | Prose:
        """The heat table of all shares and the tile map of the leading one."""
        if not self.leads:
            return self.no_panel()
        return Stack((self.show_shares(), self._map_words(), self.show_map()))

    def show_shares(self) -> HeatTable | Prose:
        """Districts against all their counted shares."""
        if not self.leads:
            return self.no_panel()
        panels = self._whole_panels()
        rows = pd.concat([panel.rows for panel in panels], ignore_index=True)
        has_small = bool((rows["denominator"] < SMALL_BASE).any())
        return HeatTable(
            id="b-moi-ty-le",
            caption=self.say(_CAPTION.fill(period=self.period_words())),
            rows=[self.unit_name(area.id) for area in self.districts()],
            columns=[self._heat_column(panel) for panel in panels],
            order=self.say(CODE_ORDER),
            lang=self.lang,
            notes=(*self._other_periods(panels), *([self.say(_SMALL)] if has_small else [])),
            sources=tuple(self.sources_of(rows)),
            synthetic=self.is_synthetic,
        )

    def _map_words(self) -> Prose:
        """What the tile map shows."""
        panel = self.leads[0].panel
        words = _MAP.fill(
            share=self.inner_name(panel),
            period=panel_period(panel),
            made_up=_MADE_UP if self.is_synthetic else "",
        )
        return Prose([words], self.lang)

    def show_map(self) -> TileGrid | Prose:
        """The leading share of each district at its approximate place."""
        if not self.leads:
            return self.no_panel()
        panel = self.leads[0].panel
        rows = panel.rows.set_index("area")
        tiles = tuple(
            Tile(
                self.unit_name(area.id),
                *area.tile,
                self._tile_text(panel, rows, area.id),
                str(rows["verdict"].get(area.id, "no_data")),
            )
            for area in self.districts()
            if area.tile
        )
        if not tiles:
            return Prose([_NO_PLACES], self.lang)
        return TileGrid("o-luoi-huyen", tiles, self.lang, self.say(_PLACES))

    def _heat_column(self, panel: Panel) -> HeatColumn:
        codes = [area.id for area in self.districts()]
        rows = panel.rows.set_index("area").reindex(codes)
        is_small = rows["denominator"] < SMALL_BASE
        shares = rows["exact"].mask(is_small)
        is_falling = self.indicator(panel.indicator).direction == "lower_is_better"
        return HeatColumn(
            label=self.say(self.share_name(panel)),
            figures=shares.tolist(),
            scale=HeatScale.over(shares, is_falling=is_falling),
            decimals=self.indicator(panel.indicator).decimals,
            texts=[
                self._counts(row) if small else ""
                for row, small in zip(rows_of(rows), is_small, strict=True)
            ],
        )

    def _counts(self, row: Any) -> str:
        counts = (row.numerator, row.denominator)
        return "/".join(format_number(count, 0, self.lang) for count in counts)

    def _tile_text(self, panel: Panel, rows: pd.DataFrame, code: str) -> str:
        if code not in rows.index:
            return "…"
        (row,) = rows_of(rows.loc[[code]])
        if row.denominator < SMALL_BASE:
            return self._counts(row)
        return self.say(self.share_text(panel, row.exact, number_or_none(row.target)))

    def _whole_panels(self) -> list[Panel]:
        """One panel a share and definition: the widest tier that there is."""
        first: dict[tuple[str, str], Panel] = {}
        for panel in self.panels:
            first.setdefault((panel.indicator, panel.definition), panel)
        return list(first.values())

    def _other_periods(self, panels: list[Panel]) -> list[str]:
        """Shares whose period is not that of the report."""
        return [
            self.say(_LATER.fill(share=self.share_name(panel), period=panel_period(panel)))
            for panel in panels
            if panel.period != self.period.code
        ]
