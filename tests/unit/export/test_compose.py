"""Cells of a joined notebook as finished parts of a page."""

import base64
import io
import re
from urllib.parse import unquote_to_bytes

import openpyxl
import pytest

from chiso.errors import RunError
from chiso.export.chapters import RECORD, join_chapters
from chiso.export.compose import compose
from unit.export.makers import (
    PIXEL,
    call,
    chapter,
    data,
    figure,
    opening,
    prose,
    shown,
    table,
    text,
)

SILENT = 'class="nothing"'


def composed(folder, *cells, lang="vi", **changes):
    path = chapter(folder, "a", [*opening(lang, **changes), *cells])
    return compose(join_chapters([path], lang), lang)


def page(folder, *cells, **changes):
    parts = composed(folder, *cells, **changes).notebook.cells
    return "\n".join(part.metadata.chiso.html for part in parts)


def test_sections_open_at_their_heading_and_close_before_the_next(tmp_path):
    made = composed(
        tmp_path,
        text("# Tóm tắt\n\na", section="tom-tat"),
        call(prose("b")),
        text("# Xu hướng\n\nc", section="xu-huong"),
    )
    marks = [
        (cell.metadata.chiso.opens, cell.metadata.chiso.closes) for cell in made.notebook.cells
    ]
    assert marks == [("tom-tat", ""), ("", "tom-tat"), ("xu-huong", "xu-huong")]
    assert made.contents == (("tom-tat", "Tóm tắt"), ("xu-huong", "Xu hướng"))


def test_cells_before_the_first_section_stand_outside_of_all(tmp_path):
    made = composed(tmp_path, call(prose("a")), text("# Tóm tắt\n\nb", section="tom-tat"))
    first = made.notebook.cells[0].metadata.chiso
    assert (first.opens, first.closes) == ("", "")


def test_a_heading_of_the_contents_is_plain_text(tmp_path):
    made = composed(tmp_path, text("# Tóm *tắt* & chú\n\na", section="tom-tat"))
    assert made.contents == (("tom-tat", "Tóm tắt & chú"),)


def test_a_section_is_named_after_its_heading(tmp_path):
    assert '<h2 id="tom-tat-h">Tóm tắt</h2>' in page(
        tmp_path, text("# Tóm tắt\n\na", section="tom-tat")
    )


def test_a_section_without_a_heading_is_refused(tmp_path):
    with pytest.raises(RunError, match="#tom-tat"):
        composed(tmp_path, text("chữ", section="tom-tat"))


def test_a_section_whose_calls_show_nothing_says_so(tmp_path):
    lead = text("# Xu hướng\n\nSố liệu thay đổi ra sao?", section="xu-huong")
    empty = call(shown('<div class="prose"></div>', {"kind": "prose"}))
    assert SILENT in page(tmp_path, lead, empty)
    assert "Kỳ này không có số liệu" in page(tmp_path, lead, empty)


def test_a_call_that_shows_no_output_at_all_counts_as_silent(tmp_path):
    assert SILENT in page(tmp_path, text("# Xu hướng", section="xu-huong"), call())


def test_one_call_that_shows_something_is_enough(tmp_path):
    assert SILENT not in page(
        tmp_path, text("# Xu hướng", section="xu-huong"), call(), call(table())
    )


def test_a_section_of_text_alone_is_not_empty(tmp_path):
    assert SILENT not in page(tmp_path, text("# Phương pháp\n\nCông thức.", section="phuong-phap"))


def test_a_heading_with_nothing_below_it_says_so(tmp_path):
    assert (
        page(tmp_path, text("# A", section="a"), text("# B\n\nchữ", section="b")).count(SILENT) == 1
    )


def test_a_heading_that_only_leads_to_the_next_level_needs_no_words(tmp_path):
    cells = [text("# Hồ sơ", section="ho-so"), text("## Đà Bắc\n\nchữ")]
    assert SILENT not in page(tmp_path, *cells)


def test_each_silent_stretch_below_a_section_says_so_for_itself(tmp_path):
    cells = [
        text("# Hồ sơ", section="ho-so"),
        text("## Đà Bắc"),
        call(),
        text("## Mai Châu"),
        call(),
    ]
    assert page(tmp_path, *cells).count(SILENT) == 2


def test_the_data_for_machines_are_not_a_silent_call(tmp_path):
    cells = [text("# Nguồn", section="nguon"), text("## Tải số liệu"), call(data())]
    assert SILENT not in page(tmp_path, *cells)


def test_the_files_are_listed_where_the_data_are_shown(tmp_path):
    made = composed(tmp_path, call(prose("a")), call(data()))
    assert [cell.metadata.chiso.has_files for cell in made.notebook.cells] == [False, True]


def test_every_table_of_a_group_is_numbered_and_has_its_links_right_below_it(tmp_path):
    first, second = table("b-dv-148"), table("b-dv-150")
    fragment = "".join(
        f'<section class="profile"><h4 id="{name}">{name}</h4>{one.data["text/html"]}</section>'
        for name, one in (("dv-148", first), ("dv-150", second))
    )
    items = [one.data[RECORD] for one in (first, second)]
    cells = [text("# Hồ sơ"), text("## Từng huyện"), call(shown(fragment, group(items)))]
    html = page(tmp_path, *cells)
    links = re.findall(r'</div>\s*<p class="downloads">.*?download="([^"]+)".*?</section>', html)
    assert links == ["bieu-01_2024-H1.csv", "bieu-02_2024-H1.csv"]
    assert [number for number, _ in composed(tmp_path, *cells).tables] == [1, 2]


def group(items):
    return {"kind": "group", "items": items}


def test_an_id_that_occurs_twice_is_refused(tmp_path):
    with pytest.raises(RunError, match="#b-1"):
        composed(tmp_path, call(table("b-1")), call(table("b-1")))


def test_an_id_that_the_page_itself_uses_is_refused(tmp_path):
    with pytest.raises(RunError, match="#noi-dung"):
        composed(tmp_path, call(shown('<p id="noi-dung">a</p>')))


def test_a_reference_finds_a_table_that_comes_later(tmp_path):
    html = page(tmp_path, call(prose('Xem <a class="ref" href="#b-1"></a>.')), call(table("b-1")))
    assert 'Xem <a class="ref" href="#b-1">Biểu số 1</a>.' in html


def test_a_link_to_a_place_that_is_not_there_becomes_text(tmp_path):
    html = page(tmp_path, call(prose('<a href="#dv-148">TP Hòa Bình</a>')))
    assert "<p><a>TP Hòa Bình</a></p>" in html


def test_each_table_carries_its_own_csv(tmp_path):
    html = page(tmp_path, call(table("b-1")))
    address = html.split('href="data:text/csv;charset=utf-8,')[1].split('"')[0]
    rows = unquote_to_bytes(address).decode("utf-8-sig").splitlines()
    assert rows == ["Đơn vị,Kết quả (%)", f"Yên Thủy,{100 * 1310 / 1860!r}", "Đà Bắc,"]
    assert 'download="bieu-01_2024-H1.csv"' in html


def test_each_table_carries_its_own_workbook_with_its_notes(tmp_path):
    html = page(tmp_path, call(table("b-1")))
    address = html.split("spreadsheetml.sheet;base64,")[1].split('"')[0]
    (sheet,) = openpyxl.load_workbook(io.BytesIO(base64.b64decode(address)))
    assert sheet["A1"].value.startswith("Biểu số 1. ")
    assert (sheet["A4"].value, sheet["B4"].value) == ("Đơn vị", "Kết quả (%)")
    assert sheet["B5"].value == 100 * 1310 / 1860
    assert next(iter(sheet.tables.values())).ref == "A4:B6"
    assert sheet["A8"].value.startswith("Thứ tự")
    assert 'download="bieu-01_2024-H1.xlsx"' in html


def test_a_synthetic_table_says_so_in_its_caption_and_in_the_name_of_its_file(tmp_path):
    html = page(tmp_path, call(table("b-1")), synthetic=True)
    assert '<span class="illustrative">Số liệu minh họa</span>' in html
    assert 'download="bieu-01_2024-H1_minh-hoa.csv"' in html


def test_english_files_have_english_names(tmp_path):
    assert 'download="table-01_2024-H1.csv"' in page(tmp_path, call(table("b-1")), lang="en")


def test_tables_keep_the_numbers_that_the_page_gives_them(tmp_path):
    made = composed(tmp_path, call(table("b-2")), call(figure()), call(table("b-1")))
    assert [(number, one.ident) for number, one in made.tables] == [(1, "b-2"), (2, "b-1")]


def test_the_wide_picture_of_a_figure_becomes_a_file(tmp_path):
    made = composed(tmp_path, call(figure("h-xu-huong")))
    assert [picture.name for picture in made.figures] == ["figures/h-xu-huong.vi.png"]
    assert made.figures[0].png == base64.b64decode(PIXEL)


def test_the_name_of_a_picture_never_leaves_its_folder(tmp_path):
    made = composed(tmp_path, call(figure("h-x", id="../../h-x")))
    assert [picture.name for picture in made.figures] == ["figures/-h-x.vi.png"]


def test_a_figure_without_a_wide_picture_has_no_file(tmp_path):
    made = composed(tmp_path, call(figure(png_wide="")))
    assert made.figures == ()
