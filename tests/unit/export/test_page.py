"""The page as a reader and a browser meet it."""

import re

import pytest

from chiso.export import write_edition
from chiso.export.rules import page_faults
from unit.export.makers import (
    call,
    chapter,
    edition,
    figure,
    full_chapters,
    opening,
    prose,
    shown,
    table,
    text,
)

LONG_NAME = "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính " * 5


def written(folder, chapters, lang="vi", **changes):
    made = edition({lang: chapters}, **changes)
    write_edition(made, folder / "out")
    return (folder / "out" / f"report.{lang}.html").read_text("utf-8")


def page(folder, *cells, lang="vi", edition_changes=None, **changes):
    lead = text("# Tóm tắt\n\nKết quả", section="tom-tat")
    path = chapter(folder, "a", [*opening(lang, **changes), lead, *cells])
    return written(folder, [path], lang, **(edition_changes or {}))


def visible(html):
    return re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_whole_page_keeps_every_rule(tmp_path, lang):
    html = written(tmp_path, full_chapters(tmp_path / "in", lang), lang)
    assert page_faults(html, lang) == []


def test_the_policy_of_the_page_forbids_scripts_and_requests(tmp_path):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page(tmp_path)).group(1)
    assert "default-src &#39;none&#39;; img-src data:; style-src &#39;unsafe-inline&#39;" in policy


def test_the_first_screen_says_what_when_from_what_and_in_which_state(tmp_path):
    top = visible(page(tmp_path).split("</header>")[0])
    for words in (
        "Chính quyền số tỉnh Hòa Bình",
        "Báo cáo chỉ số chính quyền số tỉnh Hòa Bình",
        "6 tháng đầu năm 2024",
        "Số liệu chốt đến ngày 30/6/2024",
        "Bản xuất ngày 05/7/2024",
        "Số liệu công bố",
        "58 nguồn công bố",
    ):
        assert words in top


def test_what_the_head_does_not_know_is_left_out(tmp_path):
    top = visible(page(tmp_path, state="", sources_count=0).split("</header>")[0])
    assert "nguồn công bố" not in top


def test_the_title_names_the_report_and_the_period(tmp_path):
    title = "<title>Báo cáo chỉ số chính quyền số tỉnh Hòa Bình · 6 tháng đầu năm 2024</title>"
    assert title in page(tmp_path)


def test_only_neighbours_that_exist_are_linked(tmp_path):
    html = page(tmp_path)
    assert '<a rel="prev" href="../2023/report.vi.html">' in html
    assert 'rel="next"' not in html
    assert '<span aria-current="page">6 tháng đầu năm 2024</span>' in html
    assert '<a href="../index.html">' in html


def test_the_next_period_is_linked_by_its_name(tmp_path):
    html = page(tmp_path, edition_changes={"neighbours": {"previous": None, "next": "2024-Q3"}})
    assert re.search(r'rel="next" href="\.\./2024-Q3/report\.vi\.html">Quý III/2024', html)
    assert 'rel="prev"' not in html


def test_the_other_language_is_linked_where_it_is_written(tmp_path):
    both = {lang: full_chapters(tmp_path / lang, lang) for lang in ("vi", "en")}
    write_edition(edition(both), tmp_path / "out")
    vi = (tmp_path / "out" / "report.vi.html").read_text("utf-8")
    en = (tmp_path / "out" / "report.en.html").read_text("utf-8")
    assert '<a href="report.en.html" hreflang="en" lang="en" rel="alternate">English</a>' in vi
    assert 'href="report.vi.html"' in en
    assert '<a href="../index.en.html">' in en
    assert 'rel="alternate"' not in page(tmp_path)


def test_the_contents_lead_to_every_section(tmp_path):
    html = written(tmp_path, full_chapters(tmp_path / "in"))
    contents = html.split('<nav class="contents"')[1].split("</nav>")[0]
    assert re.findall(r'href="#([\w-]+)"', contents) == ["tom-tat", "xu-huong", "nguon"]


def test_the_skip_link_comes_first_and_leads_to_the_content(tmp_path):
    body = page(tmp_path).split("<body>")[1]
    assert body.lstrip().startswith('<a class="skip" href="#noi-dung">')


def test_the_files_are_listed_once_with_their_sizes_in_the_section_of_sources(tmp_path):
    html = written(tmp_path, full_chapters(tmp_path / "in"))
    sources = html.split('<section id="nguon"')[1].split("</section>")[0]
    assert html.count('id="tai-ve"') == 1
    assert re.search(r'href="tables\.vi\.xlsx">.*?tables\.vi\.xlsx, [\d,]+ KB', sources)
    assert re.search(r'href="data\.csv">.*?data\.csv, [\d,]+ KB', sources)


def test_a_page_without_data_lists_the_files_at_its_foot(tmp_path):
    html = page(tmp_path)
    assert 'id="tai-ve"' in html.split("<footer")[1]
    assert html.count('id="tai-ve"') == 1


def test_the_foot_says_how_the_page_was_made(tmp_path):
    foot = visible(page(tmp_path).split("<footer")[1])
    assert "chiso 0.1.0" in " ".join(foot.split())
    assert "9f2c" in foot


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_synthetic_data_are_announced_on_the_first_screen_and_in_every_caption(tmp_path, lang):
    words = {"vi": "Số liệu minh họa", "en": "Illustrative data"}[lang]
    html = page(tmp_path, call(table(), figure(lang=lang)), lang=lang, synthetic=True)
    assert f'<p class="banner"><strong>{words}' in html.split("</header>")[0]
    assert html.count(f'<span class="illustrative">{words}</span>') == 2


def test_published_data_carry_no_such_mark(tmp_path):
    assert "minh họa" not in visible(page(tmp_path, call(table())))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>Đà Bắc",
        "<img src=x onerror=alert(1)>Đà Bắc",
        '<a href="javascript:alert(1)">Đà Bắc</a>',
        '<p style="background:url(https://example.org/x)">Đà Bắc</p>',
        "<svg><foreignObject><iframe src='//example.org'></iframe></foreignObject></svg>Đà Bắc",
    ],
)
def test_hostile_fragments_give_a_complete_and_safe_page(tmp_path, hostile):
    html = page(tmp_path, call(shown(f"<div>{hostile}</div>")), call(table()))
    assert page_faults(html, "vi") == []
    assert "Đà Bắc" in html
    assert html.rstrip().endswith("</html>")


def test_hostile_heads_and_provenance_stay_text(tmp_path):
    hostile = '"><script>alert(1)</script>'
    changes = {"provenance": {hostile: hostile}}
    html = page(
        tmp_path, edition_changes=changes, title=hostile, dataset_name=hostile, state=hostile
    )
    assert page_faults(html, "vi") == []
    assert html.count("&lt;script&gt;") >= 6


def test_hostile_table_records_stay_text(tmp_path):
    hostile = '"><script>alert(1)</script>'
    html = page(tmp_path, call(table(caption=hostile, unit=hostile, notes=[hostile])))
    assert page_faults(html, "vi") == []


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["Yên Thủy", 100.0]],
        [[LONG_NAME, 100.0]],
        [[f"Xã {i}", None] for i in range(150)],
    ],
)
def test_empty_single_long_and_many_rows_give_a_complete_page(tmp_path, rows):
    html = page(tmp_path, call(table(rows=rows, unit="")))
    assert page_faults(html, "vi") == []
    assert all(row[0].strip() in html for row in rows)


def test_code_and_warnings_never_reach_the_page(tmp_path):
    html = page(tmp_path, call(prose("Chữ"), source="bi_mat = 1"))
    assert "bi_mat" not in html
    assert "import chiso" not in html


def test_the_same_input_gives_the_same_page(tmp_path):
    chapters = full_chapters(tmp_path / "in")
    assert written(tmp_path / "a", chapters) == written(tmp_path / "b", chapters)


def test_the_frame_of_a_page_stays_small(tmp_path):
    assert len(page(tmp_path).encode()) < 20 * 1024
