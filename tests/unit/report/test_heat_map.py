"""All shares at once, and the leading one on the map."""

from __future__ import annotations

from dataclasses import replace

from chiso.narrative import Prose
from unit.report.district_rows import (
    APART,
    CODES,
    GROUPED,
    LATE_SHARE,
    counted,
    counts,
    goal,
    panel_report,
    ten_districts,
)


def heat(*figures, **changes):
    return panel_report(*figures, **changes).show_shares()


class TestHeat:
    def test_units_are_rows_in_code_order_and_shares_columns_in_catalogue_order(self):
        table = heat(*counts(GROUPED, **LATE_SHARE), *counts(APART))
        assert table.rows[:2] == ["TP Hòa Bình", "Đà Bắc"]
        assert [column.label for column in table.columns] == ["Trực tuyến", "Quá hạn"]

    def test_a_share_stands_once_with_its_widest_tier(self):
        table = heat(*counts(APART, tier="commune"), *counts(GROUPED))
        assert [column.label for column in table.columns] == ["Trực tuyến"]
        assert table.columns[0].figures[0] == 80

    def test_the_best_result_is_the_darkest_whichever_way_is_better(self):
        more, less = heat(*counts(APART), *counts(APART, **LATE_SHARE)).columns
        assert (more.scale.step(95.0), more.scale.step(32.0)) == (3, 0)
        assert (less.scale.step(95.0), less.scale.step(32.0)) == (0, 3)

    def test_missing_units_are_hatched(self):
        assert 'class="num missing"' in heat(*counts(APART)[1:]).to_html()

    def test_small_bases_show_counts_and_a_note(self):
        table = heat(*counts(APART)[:4], counted("154", 14, 18))
        assert table.columns[0].texts[4] == "14/18"
        assert any("Mẫu số dưới 20" in note for note in table.notes)
        assert not heat(*counts(APART)).notes

    def test_another_period_is_named_in_the_note(self):
        table = heat(*counts(APART, period="2023-11"), *counts(APART, **LATE_SHARE), lang="en")
        assert table.notes == ("Online: figures of November 2023.",)


class TestMap:
    def tile(self, code, *figures, **changes):
        grid = panel_report(*figures, **changes).show_map()
        name = ten_districts()[code].short
        return next(tile for tile in grid.tiles if tile.name == name)

    def test_a_tile_has_place_result_and_verdict(self):
        tile = self.tile("150", *counts(APART), targets=[goal(70.0)])
        assert (tile.row, tile.column, tile.value_text, tile.verdict) == (1, 1, "88,0%", "met")

    def test_a_missing_unit_keeps_its_place(self):
        tile = self.tile("148", *counts(APART)[1:])
        assert (tile.value_text, tile.verdict) == ("…", "no_data")

    def test_a_small_base_shows_counts(self):
        assert self.tile("154", *counts(APART)[:4], counted("154", 14, 18)).value_text == "14/18"

    def test_places_are_said_to_be_approximate(self):
        assert "Vị trí gần đúng" in panel_report(*counts(APART)).show_map().note

    def test_the_share_is_named_above_and_made_up_data_are_marked(self):
        edition = panel_report(*counts(APART), is_synthetic=True, lang="en")
        assert edition._map_words().texts == ["Tile map: online, 2023 (illustrative data)."]

    def test_without_places_the_reason_is_said(self):
        areas = {code: replace(area, tile=None) for code, area in ten_districts().items()}
        shown = panel_report(*counts(APART), areas=areas).show_map()
        assert isinstance(shown, Prose)
        assert "chưa có vị trí" in shown.texts[0]


def test_heat_and_map_stand_together():
    shown = panel_report(*counts(APART)).show_heat()
    assert len(shown.parts) == 3


def test_without_a_panel_the_reason_is_said():
    edition = panel_report(*counts(APART)[:2])
    for call in (edition.show_heat, edition.show_shares, edition.show_map):
        assert "ít nhất 3 huyện" in call().texts[0]


def test_the_map_names_every_district():
    assert len(panel_report(*counts(APART)).show_map().tiles) == len(CODES)
