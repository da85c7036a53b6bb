"""Small tables in few elements."""

from __future__ import annotations

import pandas as pd

from chiso.export.rules import page_faults
from chiso.tables import Column, Table
from chiso.tables.lean import Cell, lean_table, table_head

HEADS = ["Chỉ tiêu", "Kết quả", "Đánh giá"]


def table(**changes):
    fields = {
        "id": "b-ho-so",
        "caption": "Hồ sơ từng huyện, năm 2024",
        "unit": "ghi ở từng dòng",
        "columns": (Column("name", "Chỉ tiêu"),),
        "frame": pd.DataFrame({"name": ["Trực tuyến"]}),
        "order": "mã đơn vị",
        "notes": ("Bên phải là tốt hơn.",),
        "sources": ("Báo <b>",),
        "lang": "vi",
    }
    return Table(**fields | changes)


def test_a_row_is_headed_by_its_first_cell():
    shown = lean_table("dv-1", HEADS, [[Cell("Trực tuyến"), Cell("45%"), Cell("✗", "v-not")]])
    assert '<tr><th scope="row">Trực tuyến</th><td>45%</td><td class="v-not">✗</td></tr>' in shown


def test_the_last_cell_reaches_to_the_right_end():
    shown = lean_table("dv-1", HEADS, [[Cell("Tiếp nhận"), Cell("9 hồ sơ")]])
    assert '<td colspan="2">9 hồ sơ</td>' in shown


def test_a_drawing_stands_above_its_text():
    assert Cell("60 – 90", "range", "<svg></svg>").to_html() == (
        '<td class="range"><svg></svg>60 – 90</td>'
    )


def test_texts_are_escaped_and_composed():
    assert Cell("A&B <i>").to_html() == "<td>A&amp;B &lt;i&gt;</td>"
    assert "Hòa" in Cell("Hòa").to_html()


def test_the_heading_above_names_table_and_region():
    shown = f'<h4 id="dv-1">Đà Bắc</h4>{lean_table("dv-1", HEADS, [])}'
    page = f'<html lang="vi"><title>A · B</title><h1>Đà Bắc</h1><h2>ă</h2><h3>ă</h3>{shown}'
    assert [fault.rule for fault in page_faults(page, "vi")] == []
    assert shown.count('aria-labelledby="dv-1"') == 2


def test_the_head_has_caption_unit_notes_order_and_sources():
    head = table_head(table())
    assert '<span class="no" data-kind="table" data-id="b-ho-so"></span>Hồ sơ từng huyện' in head
    assert '<span class="unit">Đơn vị tính: ghi ở từng dòng</span>' in head
    assert "Bên phải là tốt hơn.</p>" in head
    assert "Thứ tự: mã đơn vị." in head
    assert "Nguồn: Báo &lt;b&gt;." in head
    assert "illustrative" not in head


def test_made_up_data_are_marked_and_missing_sources_left_out():
    head = table_head(table(synthetic=True, sources=(), lang="en"))
    assert '<span class="illustrative">Illustrative data</span>' in head
    assert "source" not in head
