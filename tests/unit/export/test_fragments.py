"""Numbers, references, links and marks that the exporter adds to fragments."""

import pytest

from chiso.export.fragments import (
    Finish,
    Numbers,
    ids_in,
    insert_after,
    is_blank,
    without_dead_links,
)


def span(ident, kind="table"):
    return f'<span class="no" data-kind="{kind}" data-id="{ident}"></span>'


def numbers(*fragments, record=None):
    counted = Numbers()
    for fragment in fragments:
        counted = counted.with_fragment(fragment, [record] if record else [])
    return counted


def finish(html, *, lang="vi", is_synthetic=False):
    return Finish(lang, numbers(html), is_synthetic).apply(html)


def test_tables_and_figures_are_counted_apart_in_page_order():
    counted = numbers(span("b-1"), span("h-1", "figure"), span("b-2"))
    assert [counted.name(ident, "vi") for ident in ("b-1", "h-1", "b-2")] == [
        "Biểu số 1",
        "Hình 1",
        "Biểu số 2",
    ]


def test_a_table_that_shows_no_number_is_counted_by_its_record():
    assert numbers("<p>x</p>", record={"kind": "table", "id": "b-1"}).name("b-1", "en") == "Table 1"


def test_an_unknown_id_has_no_name():
    assert numbers(span("b-1")).name("b-9", "vi") is None


@pytest.mark.parametrize(("lang", "name"), [("vi", "Biểu số 1. "), ("en", "Table 1. ")])
def test_a_caption_opens_with_its_number(lang, name):
    html = finish(f"<div><span>{span('b-1')}Kết quả</span></div>", lang=lang)
    assert f'data-id="b-1">{name}</span>Kết quả' in html


def test_the_permanent_link_closes_the_caption_before_its_unit():
    unit = '<span class="unit">Đơn vị tính: %</span>'
    html = finish(f'<div class="caption-line">{span("b-1")}Kết quả <b>2024</b>{unit}</div>')
    link = '<a class="permalink" href="#b-1" aria-label="Liên kết đến Biểu số 1">#</a>'
    assert html.endswith(f"Kết quả <b>2024</b>&nbsp;{link}{unit}</div>")


@pytest.mark.parametrize("block", ["<p>Ghi chú</p>", "<picture><img alt=''></picture>"])
def test_the_permanent_link_stands_before_any_block_in_the_caption(block):
    html = finish(f"<figcaption>{span('h-1', 'figure')}Tăng<br>đều{block}</figcaption>")
    assert "Tăng<br>đều&nbsp;<a class" in html
    assert html.endswith(f"</a>{block}</figcaption>")


def test_a_caption_without_an_end_is_still_linked():
    assert finish(f"{span('b-1')}Kết quả").endswith(">#</a>")


def test_the_link_that_a_figure_brings_along_is_replaced():
    anchor = '<a class="anchor" href="#h-1" aria-label="#h-1">#</a>'
    html = finish(f"<p>{span('h-1', 'figure')}Tăng {anchor}</p>")
    assert html.count("#</a>") == 1
    assert "anchor" not in html


def test_synthetic_data_are_marked_in_every_caption():
    html = finish(f"<p>{span('b-1')}a</p><p>{span('h-1', 'figure')}b</p>", is_synthetic=True)
    assert html.count('<span class="illustrative">Số liệu minh họa</span>') == 2


def test_a_caption_that_says_it_itself_is_not_marked_twice():
    html = finish(f"<p>{span('b-1')}Số liệu minh họa. Kết quả</p>", is_synthetic=True)
    assert html.count("Số liệu minh họa") == 1


def test_the_narrow_rendering_is_for_screens():
    html = finish('<picture><source media="(max-width:600px)" srcset="data:image/png,x"></picture>')
    assert 'media="screen and (max-width:600px)"' in html


def test_an_empty_span_of_another_kind_is_left_alone():
    html = '<p><span class="bar"></span>a</p>'
    assert finish(html) == html


@pytest.mark.parametrize(("lang", "name"), [("vi", "Biểu số 1"), ("en", "Table 1")])
def test_a_reference_gets_the_name_of_its_table(lang, name):
    html = finish(f'<p>{span("b-1")}</p><p>Xem <a class="ref" href="#b-1"></a>.</p>', lang=lang)
    assert f'Xem <a class="ref" href="#b-1">{name}</a>.' in html


@pytest.mark.parametrize(
    ("ident", "words"), [("b-9", "biểu trong báo cáo đầy đủ"), ("h-9", "hình trong báo cáo đầy đủ")]
)
def test_a_reference_to_a_chapter_that_is_not_there_says_so(ident, words):
    assert finish(f'<p>Xem <a class="ref" href="#{ident}"></a>.</p>') == f"<p>Xem {words}.</p>"


def test_an_empty_link_of_another_kind_is_left_alone():
    assert finish('<p><a href="#b-1"></a></p>') == '<p><a href="#b-1"></a></p>'


def test_links_lead_only_to_places_that_exist():
    html = '<a class="ref" href="#b-1">1</a><a href="#b-2">2</a>'
    assert without_dead_links(html, {"b-1"}) == '<a class="ref" href="#b-1">1</a><a>2</a>'


def test_an_addition_stands_right_after_its_element():
    html = '<section><div id="b-1"><p>1<br></p></div><p>2</p></section>'
    added = insert_after(html, "b-1", "<hr>")
    assert added == '<section><div id="b-1"><p>1<br></p></div><hr><p>2</p></section>'


def test_an_addition_to_a_void_element_follows_it():
    assert insert_after('<img id="h-1">a', "h-1", "!") == '<img id="h-1">!a'


@pytest.mark.parametrize("html", ["<p>1</p>", '<div id="b-1"><p>1</p>'])
def test_an_addition_without_its_whole_element_stands_at_the_end(html):
    assert insert_after(html, "b-1", "<hr>") == html + "<hr>"


def test_ids_are_found_in_order_and_as_often_as_they_stand():
    assert ids_in('<p id="a">id="x"<b title="a > b" id="b">c</b></p><i id="a"></i>') == [
        "a",
        "b",
        "a",
    ]


@pytest.mark.parametrize("html", ["", "<div> <p>\n</p></div>", '<span class="no"></span>'])
def test_markup_without_words_is_blank(html):
    assert is_blank(html)


@pytest.mark.parametrize("html", ["<p>0</p>", '<img alt="">', "<svg></svg>"])
def test_words_and_pictures_are_not_blank(html):
    assert not is_blank(html)
