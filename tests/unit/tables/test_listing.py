import pandas as pd

from chiso.tables import Column, Listing, Table
from unit.tables.makers import read

COLUMNS = (Column("name", "Chỉ tiêu", scope_row=True), Column("unit", "Đơn vị tính"))
ROWS = pd.DataFrame(
    {
        "name": ["Tỷ lệ <b>trực tuyến</b>", "Tỷ lệ đúng hạn", "Số hồ sơ"],
        "unit": ["%", "%", "hồ sơ"],
        "line": ["Trực tuyến chia tổng số. Đơn vị: %.", "Đúng hạn & sớm. Đơn vị: %.", "Đếm."],
        "anchor": ["ct-online", "", ""],
        "group": ["Một cửa", "Một cửa", "Khối lượng"],
    }
)


def listing(rows=ROWS, **changes):
    settings = {"groups": "group", "folded": False} | changes
    return Listing("b-dn", "Định nghĩa", "", COLUMNS, rows, "lĩnh vực", (), (), "vi", **settings)


def test_each_row_is_a_term_with_its_line():
    page = read(listing().to_html())
    assert len(page.all("li")) == 3
    assert page.all("td") == []
    html = listing().to_html()
    assert "<li>Tỷ lệ đúng hạn\nĐúng hạn &amp; sớm. Đơn vị: %.</li>" in html


def test_terms_and_lines_are_text_and_never_markup():
    assert "<b>trực" not in listing().to_html()


def test_a_section_has_its_heading_and_a_list_of_its_own():
    html = listing().to_html()
    assert html.count("<ul") == 2
    assert html.index("Một cửa") < html.index("đúng hạn") < html.index("Khối lượng")
    assert listing(groups=None).to_html().count("<ul") == 1


def test_an_anchor_leads_to_its_entry():
    assert [term.get("id") for term in read(listing().to_html()).all("li")] == [
        "ct-online", None, None,
    ]  # fmt: skip


def test_caption_number_order_and_fold_are_those_of_a_table():
    html = listing().to_html()
    assert 'data-kind="table" data-id="b-dn"' in html
    assert "Thứ tự: lĩnh vực." in html
    many = pd.concat([ROWS] * 5, ignore_index=True)
    assert "<details><summary>Xem biểu (15 dòng)" in listing(many, folded=True).to_html()


def test_exports_get_the_columns_of_the_table():
    plain = Table("b-dn", "Định nghĩa", "", COLUMNS, ROWS, "lĩnh vực", (), (), "vi", groups="group")
    assert listing().to_json() == plain.to_json()


def test_without_rows_it_says_so():
    assert "Không có dòng nào." in listing(ROWS.head(0)).to_html()
