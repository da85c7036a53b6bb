"""Text cells as parts of a page that already has its main heading."""

import pytest

from chiso.export.markdown import has_body, markdown_html, opening_level


def test_headings_move_down_one_level():
    html = markdown_html("# Một\n\n## Hai\n\n### Ba")
    assert html == "<h2>Một</h2>\n<h3>Hai</h3>\n<h4>Ba</h4>"


def test_the_sixth_level_stays_the_sixth():
    assert markdown_html("###### Sáu") == "<h6>Sáu</h6>"


def test_headings_typed_as_html_lose_ids_and_move_too():
    assert markdown_html('<h1 id="top">Một</h1>') == "<h2>Một</h2>"


def test_hostile_text_cells_are_cleaned():
    html = markdown_html("[x](javascript:alert(1)) <script>alert(1)</script> ![y](http://e.org/z)")
    assert "script" not in html
    assert "e.org" not in html


def test_typed_tables_get_scopes_a_name_and_a_frame_that_scrolls():
    html = markdown_html("| Dấu | Nghĩa |\n|:-|-:|\n| … | chưa có |")
    assert '<div class="scroll" tabindex="0" role="region" aria-label="Dấu, Nghĩa">' in html
    assert '<table aria-label="Dấu, Nghĩa">' in html
    assert html.count('<th scope="col"') == 2
    assert '<td class="num">chưa có</td>' in html


def test_an_empty_corner_of_a_typed_table_is_no_header():
    html = markdown_html("|   | Nghĩa |\n|-|-|\n| … | chưa có |")
    assert html.count("<th ") == 1


@pytest.mark.parametrize(
    ("source", "level"), [("# Một", 1), ("\n\n### Ba ##\nchữ", 3), ("chữ\n# Một", None), ("", None)]
)
def test_the_opening_heading_is_told_from_text(source, level):
    assert opening_level(source) == level


@pytest.mark.parametrize(
    ("source", "says"), [("# Một\n\n## Hai", False), ("# Một\n\nchữ", True), ("  \n", False)]
)
def test_a_heading_alone_says_nothing(source, says):
    assert has_body(source) is says
