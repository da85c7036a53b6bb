"""The page above all data sets, from the records of their runs."""

from __future__ import annotations

import re
from html import unescape

import pytest

from chiso.export.rules import page_faults
from chiso.export.shelf import shelf_page, write_shelf
from unit.export.makers import head
from unit.export.test_landing import failed, run

BOTH = pytest.mark.parametrize("lang", ["vi", "en"])


def made_up(lang="vi", **changes):
    name = "Số liệu minh họa mười huyện" if lang == "vi" else "Illustrative data of ten districts"
    return head(lang, dataset="sample", dataset_name=name, synthetic=True, **changes)


def sample(period="2024"):
    return run(period, facts={lang: made_up(lang, period=period) for lang in ("vi", "en")})


def shelf(*records, folder="hoa_binh"):
    return {"folder": folder, "records": list(records)}


TWO = [shelf(sample(), folder="a_sample"), shelf(run("2023"), run("2024-H1"))]


def articles(page):
    return re.findall(r"<article.*?</article>", page, re.DOTALL)


def test_real_data_stand_before_made_up_ones():
    names = re.findall(r"<h2[^>]*>([^<]+)</h2>", shelf_page(TWO, "vi"))
    assert names == ["Chính quyền số tỉnh Hòa Bình", "Số liệu minh họa mười huyện"]


def test_made_up_data_are_marked_and_real_ones_are_not():
    real, illustrative = articles(shelf_page(TWO, "vi"))
    assert 'class="banner"' not in real
    assert '<strong>Số liệu minh họa / <span lang="en">Illustrative data</span></strong>' in (
        illustrative
    )
    assert "không phải kết quả thực tế" in illustrative


def test_the_newest_report_is_shown_with_its_verdicts():
    real, _ = articles(shelf_page(TWO, "en"))
    assert "<h3>Newest report: the first half of 2024</h3>" in real
    assert "Figures up to 30 June 2024" in real
    assert re.findall(r'<span class="verdict v-\w+">(. \d+)</span>', real)[:2] == ["✓ 12", "✗ 5"]


def test_a_quarter_keeps_its_capital():
    page = shelf_page([shelf(run("2024-Q3"))], "en")
    assert "<h3>Newest report: Q3 2024</h3>" in page


def test_links_lead_into_the_folder_of_the_data_set():
    real, _ = articles(shelf_page(TWO, "vi"))
    assert re.findall(r'href="([^"]+)"', real) == [
        "hoa_binh/2024-H1/report.vi.html",
        "hoa_binh/2024-H1/report.en.html",
        "hoa_binh/2024-H1/tables.vi.xlsx",
        "hoa_binh/2024-H1/data.csv",
        "hoa_binh/index.html",
    ]
    assert "số kỳ: 2" in real
    assert 'href="hoa_binh/index.en.html"' in shelf_page(TWO, "en")


def test_a_period_that_could_not_be_renewed_is_named():
    page = shelf_page([shelf(run("2023", stale=True), run("2024-H1"), failed("2024-Q3"))], "vi")
    assert (
        '<p class="failure">Kỳ có lần chạy gần nhất không thành công: quý III/2024, năm 2023.</p>'
    ) in page
    assert "<h3>Báo cáo mới nhất: 6 tháng đầu năm 2024</h3>" in page


def test_a_data_set_without_a_report_says_so_and_leads_to_its_page():
    page = shelf_page([shelf(failed())], "en")
    assert "<h2>hoa_binh</h2>" in page
    assert "This data set has no report yet." in page
    assert re.findall(r'href="(hoa_binh/[^"]+)"', page) == ["hoa_binh/index.en.html"]


def test_a_report_in_one_language_keeps_its_name_in_that_language():
    page = shelf_page([shelf(run(langs=("vi",)))], "en")
    assert '<h2 lang="vi">Chính quyền số tỉnh Hòa Bình</h2>' in page


def test_without_data_sets_the_page_says_so():
    assert "Chưa có báo cáo nào." in shelf_page([], "vi")


def test_a_hostile_name_stays_text():
    hostile = run(facts={"vi": head(dataset_name="<script>alert(1)</script>")})
    page = shelf_page([shelf(hostile, folder='x"><script>')], "vi")
    assert "<script" not in page


@BOTH
def test_the_page_keeps_the_rules_of_all_pages(lang):
    assert page_faults(shelf_page(TWO, lang), lang) == []


@BOTH
def test_the_page_is_small_asks_for_nothing_and_is_marked_as_ours(lang):
    many = [shelf(run("2024"), folder=f"set_{number}") for number in range(20)]
    page = shelf_page(many, lang)
    assert len(page.encode()) <= 60_000
    assert '<meta name="generator" content="chiso">' in page
    assert "default-src 'none'" in unescape(page)


def test_both_languages_are_written_side_by_side(tmp_path):
    write_shelf(TWO, tmp_path, "vi")
    write_shelf(TWO, tmp_path, "en")
    assert 'href="index.en.html"' in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 'href="index.html"' in (tmp_path / "index.en.html").read_text(encoding="utf-8")


def test_the_same_records_give_the_same_bytes():
    assert shelf_page(TWO, "vi") == shelf_page(list(reversed(TWO)), "vi")
