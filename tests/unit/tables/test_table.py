import math

import pandas as pd
import pytest

from chiso.errors import UsageError
from chiso.tables import MOST_ROWS, Column
from unit.tables.makers import NAME, frame, read, table

VALUE = Column("value", "Tỷ lệ", "%", "share", 1)


def values(rows=1, **columns):
    return frame(rows, value=[50.0 + row for row in range(rows)], **columns)


def html(**changes):
    return table(VALUE, data=values(), **changes).to_html()


def test_the_parts_stand_in_order():
    parts = [
        '<div class="table" id="b-thu">',
        'class="caption-line"',
        'class="unit"',
        '<div class="scroll"',
        "<table>",
        '<caption class="sr">',
        "<thead>",
        "<tbody>",
        '<p class="note">',
        '<p class="source">',
    ]
    places = [html(sources=("Báo cáo số 5",)).index(part) for part in parts]
    assert places == sorted(places)


def test_the_number_is_left_to_the_page():
    assert '<span class="no" data-kind="table" data-id="b-thu"></span>Kết quả' in html()


def test_the_unit_stands_beside_the_caption():
    assert '<span class="unit">Đơn vị tính: %</span>' in html()
    assert '<span class="unit">Unit: %</span>' in html(lang="en")


def test_a_table_of_words_has_no_unit():
    assert 'class="unit"' not in html(unit="")


def test_the_region_scrolls_by_keyboard_and_has_a_name():
    (region,) = read(html()).all("div", role="region")
    assert region == {
        "class": "scroll",
        "tabindex": "0",
        "role": "region",
        "aria-label": "Kết quả của các đơn vị",
    }


def test_every_head_has_a_scope_and_none_is_empty():
    heads = [cell for cell in read(html()).cells if cell.tag == "th"]
    assert [head.attributes["scope"] for head in heads] == ["col", "col", "row"]
    assert all(head.text for head in heads)


def test_a_row_head_without_a_name_has_a_sign():
    page = read(table(VALUE, data=values().assign(name=None)).to_html())
    assert [cell.text for cell in page.cells if cell.attributes.get("scope") == "row"] == ["–"]


def test_the_first_column_heads_the_rows_where_none_is_marked():
    columns = (Column("name", "Đơn vị"), VALUE)
    page = read(table(data=values(), columns=columns).to_html())
    assert [cell.text for cell in page.cells if cell.attributes.get("scope") == "row"] == [
        "Đơn vị 1"
    ]


def test_another_column_may_head_the_rows():
    columns = (Column("code", "Mã", kind="code"), NAME, VALUE)
    page = read(table(data=values(code=["148"]), columns=columns).to_html())
    assert [cell.text for cell in page.cells if cell.attributes.get("scope") == "row"] == [
        "Đơn vị 1"
    ]


def test_describing_columns_have_letters_and_others_numbers():
    columns = (Column("code", "Mã", kind="code"), NAME, VALUE, Column("tier", "Cấp"))
    page = read(table(data=values(code=["148"], tier=["tỉnh"]), columns=columns).to_html())
    assert [cell.text for cell in page.cells if cell.text.startswith("(")] == [
        "(A)",
        "(B)",
        "(1)",
        "(2)",
    ]


def test_a_table_of_words_has_letters_only():
    page = read(table(data=frame(), columns=(NAME,)).to_html())
    assert [cell.text for cell in page.cells if cell.text.startswith("(")] == ["(A)"]


def test_a_heading_repeats_no_unit_of_the_table():
    heads = [cell.text for cell in read(html()).cells if cell.attributes.get("scope") == "col"]
    assert heads == ["Đơn vị", "Tỷ lệ"]
    mixed = [
        c.text for c in read(html(unit="%, hồ sơ")).cells if c.attributes.get("scope") == "col"
    ]
    assert mixed == ["Đơn vị", "Tỷ lệ (%)"]


def test_the_order_of_rows_is_named_after_the_notes():
    found = html(notes=("Không tính hồ sơ trả lại.",))
    assert "Không tính hồ sơ trả lại. Thứ tự: mã đơn vị hành chính.</p>" in found


def test_sources_are_listed_and_left_out_where_there_are_none():
    assert '<p class="source">Nguồn: A; B.</p>' in html(sources=("A", "B"))
    assert 'class="source"' not in html()


def test_a_table_of_12_rows_stays_open_and_one_of_13_folds():
    assert "<details>" not in table(VALUE, data=values(12), folded=True).to_html()
    folded = table(VALUE, data=values(13), folded=True).to_html()
    assert "<details><summary>Xem biểu (13 dòng)</summary>" in folded
    assert "(13 rows)" in table(VALUE, data=values(13), folded=True, lang="en").to_html()


def test_a_long_table_stays_open_where_it_must_be_seen():
    assert "<details>" not in table(VALUE, data=values(13)).to_html()


def test_groups_have_bodies_and_heads_of_their_own():
    data = values(4, group=["Cấp tỉnh", "Cấp tỉnh", "Cấp huyện", "Cấp tỉnh"])
    page = read(table(VALUE, data=data, groups="group").to_html())
    heads = [cell for cell in page.cells if cell.attributes.get("scope") == "rowgroup"]
    assert [head.text for head in heads] == ["Cấp tỉnh", "Cấp huyện", "Cấp tỉnh"]
    assert heads[0].attributes["colspan"] == "2"
    assert len(page.all("tbody")) == 3


def test_rows_without_a_group_have_no_empty_head():
    data = values(2, group=[None, "Cấp huyện"])
    page = read(table(VALUE, data=data, groups="group").to_html())
    heads = [cell for cell in page.cells if cell.attributes.get("scope") == "rowgroup"]
    assert [head.text for head in heads] == ["Cấp huyện"]


def test_a_table_without_rows_says_so():
    assert (
        '<td colspan="2">Không có dòng nào.</td>' in table(VALUE, data=values().head(0)).to_html()
    )


def test_made_up_data_are_marked_at_the_caption():
    assert '<span class="illustrative">Số liệu minh họa</span>' in html(synthetic=True)
    assert "minh họa" not in html()


def test_hostile_words_stay_text_everywhere():
    bad = '<script>alert("1")</script>'
    data = values().assign(name=bad, group=bad)
    columns = (NAME, Column("value", bad, bad, "share"))
    found = table(
        data=data,
        columns=columns,
        caption=bad,
        unit=bad + ".",
        order=bad,
        notes=(bad,),
        sources=(bad,),
        groups="group",
    ).to_html()
    assert "<script" not in found
    assert read(found).all("script") == []


def test_a_word_in_braces_is_not_a_field():
    assert "Thứ tự: {order} {unit}." in html(order="{order} {unit}")


def test_the_frame_is_not_changed():
    data = values(3, group=["a", "a", "b"])
    before = data.copy()
    table(VALUE, data=data, groups="group")._repr_mimebundle_()
    pd.testing.assert_frame_equal(data, before)


def test_an_index_of_any_kind_is_allowed():
    data = values(3, group=["a", "b", "b"]).set_index(pd.Index([7, 7, 7]))
    page = read(table(VALUE, data=data, groups="group").to_html())
    assert [cell.text for cell in page.cells if cell.attributes.get("class") == "num"][1:] == [
        "50,0%",
        "51,0%",
        "52,0%",
    ]


def test_one_line_of_text_says_what_it_is():
    assert repr(table(VALUE, data=values())) == "Biểu b-thu: Kết quả của các đơn vị (1 dòng)"
    assert repr(table(VALUE, data=values(2), lang="en")).endswith("(2 rows)")


def test_the_bundle_has_html_text_and_record():
    bundle = table(VALUE, data=values())._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain", "application/vnd.chiso+json"}
    assert bundle["application/vnd.chiso+json"]["kind"] == "table"


@pytest.mark.parametrize(
    ("changes", "rule", "where"),
    [
        ({"id": "ket-qua"}, "table_id", "table id"),
        ({"id": "b-Kết quả"}, "table_id", "table id"),
        ({"caption": " "}, "table_words", "b-thu: caption"),
        ({"order": ""}, "table_words", "b-thu: order"),
        ({"columns": ()}, "table_columns", "b-thu: columns"),
        ({"columns": (NAME, NAME)}, "table_columns", "b-thu: columns"),
        (
            {"columns": (NAME, Column("value", "Tỷ lệ", scope_row=True))},
            "table_columns",
            "b-thu: columns",
        ),
        ({"columns": (NAME, Column("valeu", "Tỷ lệ"))}, "table_columns", "b-thu: columns"),
        ({"columns": (NAME, Column("value", ""))}, "table_label", "b-thu: value: label"),
        (
            {"columns": (NAME, Column("value", "Tỷ lệ", kind="percent"))},
            "table_kind",
            "b-thu: value: kind",
        ),
        ({"groups": "tier"}, "table_columns", "b-thu: columns"),
    ],
)
def test_a_broken_rule_is_refused(changes, rule, where):
    with pytest.raises(UsageError) as found:
        table(VALUE, data=values(), **changes)
    assert [(problem.rule, problem.where) for problem in found.value.problems] == [(rule, where)]


def test_a_misspelt_column_is_refused_with_the_nearest_name():
    with pytest.raises(UsageError, match="'value'"):
        table(Column("valeu", "Tỷ lệ"), data=values())


def test_an_unknown_verdict_is_refused_and_a_missing_one_is_not():
    verdict = Column("verdict", "Kết luận", kind="verdict")
    with pytest.raises(UsageError, match="'đạt'"):
        table(verdict, data=frame(2, verdict=["met", "đạt"]))
    assert table(verdict, data=frame(2, verdict=["met", None]))


def test_all_broken_rules_are_said_at_once():
    with pytest.raises(UsageError) as found:
        table(VALUE, data=values(), id="x", caption="", order="")
    assert len(found.value.problems) == 3


def test_missing_numbers_never_reach_the_page_as_words():
    data = frame(3, value=[1.0, math.nan, None])
    assert "nan" not in table(VALUE, data=data).to_html().lower()


def test_the_page_may_show_some_rows_and_says_how_many_of_how_many():
    data = values(20).assign(shown=[row < 3 for row in range(20)])
    some = table(VALUE, data=data, on_page="shown", folded=True)
    page = read(some.to_html())
    assert [cell.text for cell in page.cells if cell.attributes.get("scope") == "row"] == [
        "Đơn vị 1", "Đơn vị 2", "Đơn vị 3",
    ]  # fmt: skip
    assert "Trang nêu 3 trong 20 dòng; tệp CSV và XLSX có đủ." in page.text
    assert page.all("details") == []
    assert len(some.to_json()["rows"]) == 20


def test_by_default_the_page_shows_the_first_rows():
    long = table(VALUE, data=values(MOST_ROWS + 1))
    assert len(long.page_rows) == MOST_ROWS
    assert f"Trang nêu {MOST_ROWS} trong {MOST_ROWS + 1} dòng" in long.to_html()
    assert len(long.to_json()["rows"]) == MOST_ROWS + 1


def test_a_page_cuts_no_section_in_its_middle():
    data = values(30).assign(part=["Một"] * 10 + ["Hai"] * 10 + ["Ba"] * 10)
    assert len(table(VALUE, data=data, groups="part").page_rows) == 20
    assert len(table(VALUE, data=data.assign(part="Một"), groups="part").page_rows) == MOST_ROWS


def test_a_page_that_shows_all_rows_says_nothing_of_files():
    data = values(2).assign(shown=True)
    assert "CSV" not in table(VALUE, data=data, on_page="shown").to_html()


def test_a_table_may_stand_in_its_files_alone():
    data = values(20).assign(shown=False)
    page = read(table(VALUE, data=data, on_page="shown", lang="en").to_html())
    assert page.all("table") == []
    assert "The CSV and XLSX files below have all: 20 rows." in page.text


def test_signs_are_explained_where_the_page_shows_them():
    data = frame(2, value=[50.0, None], shown=[True, False])
    assert "Ký hiệu" not in table(VALUE, data=data, on_page="shown").to_html()


def test_a_column_of_shown_rows_that_is_not_there_is_named():
    with pytest.raises(UsageError, match="'shown'"):
        table(VALUE, data=values(), on_page="shown")
