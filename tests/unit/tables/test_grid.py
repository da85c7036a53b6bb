import pytest

from chiso.errors import UsageError
from chiso.tables import CoverageGrid, Tile, TileGrid
from unit.tables.makers import read


def coverage(**changes):
    grid = {
        "id": "b-do-phu",
        "caption": "Độ phủ số liệu",
        "rows": [("dossiers_online", "Hồ sơ trực tuyến"), ("files_online", "Hồ sơ công việc")],
        "columns": ["2022", "2023"],
        "states": {("dossiers_online", "2022"): "counted", ("files_online", "2023"): "bound"},
        "names": {"counted": "có số đếm", "bound": "chỉ có cận"},
        "order": "mã chỉ tiêu",
        "lang": "vi",
    }
    return CoverageGrid(**{**grid, **changes})


def cells(grid):
    return [
        cell for cell in read(grid.to_html()).cells if "grade" in cell.attributes.get("class", "")
    ]


def tiles(*places, **changes):
    made = tuple(
        Tile(f"Đơn vị {number}", row, column, "72,9%", "met")
        for number, (row, column) in enumerate(places)
    )
    return TileGrid("h-o-luoi", made, **{"lang": "vi", **changes})


def test_each_pair_has_a_sign_with_its_words():
    assert [(cell.text, cell.attributes["title"]) for cell in cells(coverage())] == [
        ("●", "có số đếm"),
        ("…", "chưa có số liệu"),
        ("…", "chưa có số liệu"),
        ("◐", "chỉ có cận"),
    ]


def test_missing_pairs_are_hatched():
    assert [cell.attributes["class"] for cell in cells(coverage())] == [
        "grade g-counted",
        "grade missing",
        "grade missing",
        "grade g-bound",
    ]


def test_a_large_grid_stands_in_its_files_alone():
    years = [str(year) for year in range(1990, 2025)]
    large = coverage(columns=years)
    assert read(large.to_html()).cells == []
    assert "có đủ 2 dòng" in large.to_html()
    assert len(large.table.to_json()["columns"]) == 1 + 35


def test_the_key_explains_all_grades():
    assert "Mức bằng chứng: ● có số đếm; ◐ chỉ có cận." in coverage().to_html()


def test_a_grade_without_a_sign_of_its_own_still_has_one():
    grid = coverage(
        names={"counted": "có số đếm", "bound": "cận", "new": "mới"},
        states={("files_online", "2022"): "new"},
    )
    assert "•" in [cell.text for cell in cells(grid)]


def test_columns_are_named_by_their_periods():
    heads = [c.text for c in read(coverage().to_html()).cells if c.attributes.get("scope") == "col"]
    assert heads == ["Chỉ tiêu", "2022", "2023"]


def test_a_period_may_be_called_name():
    assert coverage(columns=["name"], states={}).to_html()


def test_the_grid_has_a_class_of_its_own_and_says_when_it_is_made_up():
    html = coverage(synthetic=True).to_html()
    assert html.startswith('<div class="table coverage" id="b-do-phu">')
    assert "Số liệu minh họa" in html


def test_the_record_of_a_grid_is_a_table_in_words():
    record = coverage()._repr_mimebundle_()["application/vnd.chiso+json"]
    assert record["kind"] == "table"
    assert record["rows"] == [
        ["Hồ sơ trực tuyến", "có số đếm", None],
        ["Hồ sơ công việc", None, "chỉ có cận"],
    ]


def test_tiles_are_read_row_by_row_and_gaps_are_not_read():
    page = read(tiles((2, 2), (1, 1)).to_html())
    assert [item.get("aria-hidden") for item in page.all("li")] == [None, "true", "true", None]
    assert page.text.index("Đơn vị 1") < page.text.index("Đơn vị 0")


def test_a_tile_says_name_value_and_verdict():
    assert read(tiles((1, 1)).to_html()).text == "Đơn vị 0\n72,9%\n✓ Đạt"


def test_the_width_of_the_map_is_told_to_the_page():
    assert 'class="tiles tiles-4"' in tiles((1, 4)).to_html()


def test_a_note_stands_below_the_tiles():
    assert '<p class="note">vị trí gần đúng</p>' in tiles((1, 1), note="vị trí gần đúng").to_html()
    assert "<p" not in tiles((1, 1)).to_html()


@pytest.mark.parametrize("places", [((1, 1), (1, 1)), ((0, 1),), ((1, 0),)])
def test_places_are_distinct_and_begin_at_1(places):
    with pytest.raises(UsageError, match="tiles"):
        tiles(*places)


def test_no_tiles_give_an_empty_list():
    assert read(tiles().to_html()).all("li") == []


def test_hostile_names_stay_text():
    grid = TileGrid("h-o-luoi", (Tile("<script>", 1, 1, "<b>", "met"),), "vi")
    assert "<script>" not in grid.to_html()


def test_the_bundle_has_one_line_of_text():
    bundle = tiles((1, 1), lang="en")._repr_mimebundle_()
    assert bundle["text/plain"] == "Tile map h-o-luoi: Đơn vị 0"
    assert bundle["application/vnd.chiso+json"] == {"kind": "prose"}
