"""Pages that break a rule, each by one fault."""

import pytest

from chiso.export.rules import page_faults

ALT = "Biểu đồ đường: tỷ lệ hồ sơ trực tuyến của toàn tỉnh, 2021 đến 2024; xem Biểu số 1."


def page(body="", *, lang="vi", title="Báo cáo · Năm 2023", style="", h1="<h1>Báo cáo kỳ</h1>"):
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title><style>{style}</style>'
        f"</head><body>{h1}{body}</body></html>"
    )


def rules(body="", **changes):
    return [fault.rule for fault in page_faults(page(body, **changes), "vi")]


def test_a_page_without_fault_has_none():
    body = (
        f'<section id="tom-tat"><h2>Tóm tắt</h2><img src="data:image/png;base64,x" alt="{ALT}">'
        '<table aria-label="Biểu"><tr><th scope="col">Đơn vị</th></tr></table>'
        '<a href="#tom-tat">a</a><a href="../2023/report.vi.html">b</a>'
        '<a href="data:text/csv;base64,x">c</a><svg><title>Hình</title></svg></section>'
    )
    assert rules(body) == []


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://example.org">a</a>',
        '<a href="//example.org">a</a>',
        f'<img src="http://example.org/x.png" alt="{ALT}">',
        f'<img src="file:///x.png" alt="{ALT}">',
        '<i style="background:url(x.png)">a</i>',
        '<svg><use xlink:href="https://example.org/x.svg#a"></use></svg>',
    ],
)
def test_u01_an_address_outside_is_found(body):
    assert "U01" in rules(body)


@pytest.mark.parametrize("style", ["@import 'x.css';", "p{background:url(https://example.org/x)}"])
def test_u01_a_style_sheet_that_loads_is_found(style):
    assert rules(style=style) == ["U01"]


def test_u01_pictures_and_pointers_within_the_style_are_allowed():
    assert rules(style="p{background:url('data:image/png;base64,x')} q{mask:url(#a)}") == []


@pytest.mark.parametrize(
    "body",
    ["<script></script>", "<p onclick='x()'>a</p>", "<form></form>", "<iframe></iframe>"],
)
def test_u02_what_can_act_is_found(body):
    assert rules(body) == ["U02"]


@pytest.mark.parametrize("address", ["javascript:x()", " JavaScript:x()", "data:text/html,x"])
def test_u02_an_address_that_acts_is_found(address):
    assert rules(f'<a href="{address}">a</a>') == ["U01", "U02"]


def test_u05_a_wrong_language_is_found():
    assert rules(lang="en") == ["U05"]


def test_u05_english_text_under_a_vietnamese_label_is_found():
    assert rules(h1="<h1>Report of the province in the period</h1>") == ["U05"]


def test_u05_an_empty_text_is_in_no_language():
    assert rules(h1="<h1>2023</h1>") == []


@pytest.mark.parametrize("title", ["", "Báo cáo", "Báo cáo · ", " · 2023"])
def test_u06_a_title_without_report_or_period_is_found(title):
    assert rules(title=title) == ["U06"]


@pytest.mark.parametrize("h1", ["<p>Báo cáo kỳ</p>", "<h1>Báo cáo</h1><h1>kỳ này</h1>"])
def test_u07_the_main_heading_stands_once(h1):
    assert rules(h1=h1) == ["U07"]


def test_u07_a_skipped_level_is_found():
    assert rules("<h3>Tóm tắt</h3>") == ["U07"]


def test_u07_going_back_up_is_no_skip():
    assert rules("<h2>Một</h2><h3>Hai</h3><h2>Ba</h2>") == []


def test_u07_sections_out_of_order_are_found():
    assert rules('<section id="nguon"></section><section id="tom-tat"></section>') == ["U07"]


@pytest.mark.parametrize("alt", ["", "Biểu đồ", "a" * 301])
def test_u08_a_missing_short_or_long_text_alternative_is_found(alt):
    assert rules(f'<img src="data:image/png,x" alt="{alt}">') == ["U08"]


def test_u08_two_pictures_have_two_texts():
    assert rules(f'<img src="data:image/png,x" alt="{ALT}">' * 2) == ["U08", "U08"]


def test_u09_a_table_without_a_name_is_found():
    assert rules("<table><tr><td>1</td></tr></table>") == ["U09"]


def test_u09_a_caption_names_a_table():
    assert rules("<table><caption>Biểu</caption><tr><td>1</td></tr></table>") == []


@pytest.mark.parametrize("header", ["<th>Đơn vị</th>", '<th scope="col"> </th>'])
def test_u09_a_header_without_scope_or_words_is_found(header):
    assert rules(f'<table aria-label="Biểu"><tr>{header}</tr></table>') == ["U09"]


def test_u09_headers_and_captions_outside_a_table_are_no_matter():
    assert rules("<caption>a</caption><th>b</th>") == []


def test_u24_an_id_that_stands_twice_is_found():
    assert rules('<p id="a">1</p><p id="a">2</p>') == ["U24"]


def test_u24_a_link_that_leads_nowhere_is_found():
    assert rules('<a href="#a">1</a>') == ["U24"]


@pytest.mark.parametrize(
    "leak",
    [
        "Traceback (most recent call last):",
        "In [12]",
        "ipykernel_launcher.py",
        "FutureWarning: x",
        "/home/an/data",
        "(/tmp/x)",
        "C:\\Users\\an",
    ],
)
def test_u31_what_leaks_is_found(leak):
    assert rules(f"<p>{leak}</p>") == ["U31"]


def test_u31_addresses_and_ratios_are_no_leak():
    assert rules("<p>https://example.org/home/vn 1.310/1.860 13,6/22 hồ sơ/tmp</p>") == []


def test_text_that_only_names_a_script_is_text():
    assert rules("<p>&lt;script&gt; onclick= url(x) javascript:</p>") == []


def test_a_fault_says_what_was_found():
    fault = page_faults(page('<a href="https://example.org">a</a>'), "vi")[0]
    assert "example.org" in fault.got
    assert "tải gì từ ngoài" in fault.sentence("vi")
