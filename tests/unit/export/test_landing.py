"""The page over all periods, from the records of their runs."""

import re

import pytest

from chiso.errors import UsageError
from chiso.export.landing import landing_page, write_landing
from chiso.export.rules import page_faults
from unit.export.makers import head

FILES = [
    {"name": "report.vi.html", "bytes": 273408, "sha256": ""},
    {"name": "report.en.html", "bytes": 260000, "sha256": ""},
    {"name": "tables.vi.xlsx", "bytes": 12698, "sha256": ""},
    {"name": "data.csv", "bytes": 512, "sha256": ""},
    {"name": "figures/h-1.vi.png", "bytes": 1, "sha256": ""},
]


def run(period="2024-H1", *, langs=("vi", "en"), **changes):
    facts = {lang: head(lang, period=period) for lang in langs}
    return {
        "period": period,
        "status": "published",
        "stale": False,
        "failures": [],
        "created": "2024-07-05T03:00:00Z",
        "facts": facts,
        "files": FILES,
    } | changes


def failed(period="2024-Q3"):
    failure = {"chapter": "10_trends", "lang": "vi", "cell": 6, "heading": "Xu hướng"}
    return {"period": period, "status": "failed", "stale": False, "failures": [failure]}


def names(page):
    return re.findall(r"<h3>([^<]+)</h3>", page)


def test_periods_stand_newest_first():
    page = landing_page([run("2022"), run("2024-H1"), run("2023")], "vi")
    assert names(page) == ["6 tháng đầu năm 2024", "Năm 2023", "Năm 2022"]


def test_a_period_links_its_files_with_their_sizes_own_language_first():
    page = landing_page([run()], "vi")
    links = re.findall(r'<a href="(2024-H1/[^"]+)"[^>]*>[^<]+</a> <span class="size">([^<]+)', page)
    assert links == [
        ("2024-H1/report.vi.html", "267 KB"),
        ("2024-H1/report.en.html", "254 KB"),
        ("2024-H1/tables.vi.xlsx", "12 KB"),
        ("2024-H1/data.csv", "0,5 KB"),
    ]


def test_a_period_links_its_pdf_where_one_was_made():
    files = [*FILES, {"name": "report.vi.pdf", "bytes": 896000, "sha256": ""}]
    page = landing_page([run(files=files)], "vi")
    assert '<a href="2024-H1/report.vi.pdf">Bản in (PDF)</a>' in page
    assert "report.vi.pdf" not in landing_page([run(files=files)], "en")


def test_a_period_says_its_cut_off_its_day_of_issue_and_its_state():
    about = "Số liệu chốt đến ngày 30/6/2024 · Bản xuất ngày 05/7/2024 · Số liệu công bố"
    assert f'<p class="about">{about}</p>' in landing_page([run()], "vi")


def test_what_a_period_does_not_know_of_itself_is_left_out():
    facts = {"vi": head(closing_date_name="", state="")}
    page = landing_page([run(facts=facts, created="")], "vi")
    assert 'class="about"' not in page


def test_counts_name_each_verdict_that_occurs():
    page = landing_page([run()], "vi")
    counts = re.findall(r'<li><span class="verdict [\w-]+">(. \d+)</span> ([^<]+)</li>', page)
    assert counts == [
        ("✓ 12", "Đạt"),
        ("✗ 5", "Chưa đạt"),
        ("≈ 3", "Chưa đủ căn cứ"),
        ("– 40", "Không có chỉ tiêu"),
    ]


def test_headline_results_carry_their_history():
    page = landing_page([run()], "en")
    assert "70.43%" in page
    assert '<svg class="spark"' in page


def test_three_headline_results_are_enough():
    result = head()["headline"][0]
    facts = {"vi": head(headline=[result] * 5)}
    assert landing_page([run(facts=facts)], "vi").count("<dt>") == 3


def test_a_headline_result_says_its_verdict_by_sign_and_word():
    page = landing_page([run()], "vi")
    assert '70,43%</span> <span class="verdict v-met">✓ Đạt</span>' in page


@pytest.mark.parametrize("verdict", ["no_target", "?", None])
def test_a_headline_result_that_is_not_judged_carries_no_verdict(verdict):
    result = head()["headline"][0] | {"verdict": verdict, "history": [["2023-12-31", None, ">"]]}
    page = landing_page([run(facts={"vi": head(headline=[result])})], "vi")
    assert '<span class="value">70,43%</span> </dd>' in page


def test_a_failed_period_is_shown_as_failed_with_the_place_of_the_fault():
    page = landing_page([failed(), run()], "vi")
    assert names(page)[0] == "Quý III/2024"
    assert "10_trends.vi, ô 7 «Xu hướng»" in page
    assert "Chưa có báo cáo nào của kỳ này." in page
    assert 'href="_failed/2024-Q3/failure.txt"' in page
    assert "2024-Q3/report" not in page


def test_a_failure_without_a_heading_is_told_by_its_cell():
    record = failed() | {"failures": [{"chapter": "a", "lang": "en", "cell": 0, "heading": ""}]}
    assert "<li>a.en, cell 1 </li>" in landing_page([record], "en")


def test_a_failure_without_a_known_place_is_still_shown():
    page = landing_page([failed() | {"failures": []}], "vi")
    assert "Lần chạy gần nhất không thành công" in page
    assert "failure.txt" not in page


def test_the_last_good_report_of_a_failed_period_is_marked_and_stays_open():
    page = landing_page([run(stale=True, failures=failed()["failures"])], "vi")
    assert "bản tốt gần nhất" in page
    assert 'href="2024-H1/report.vi.html"' in page


def test_indicators_and_periods_meet_in_a_table_of_signs_and_words():
    page = landing_page([run("2023"), run("2024-H1")], "vi")
    assert '<th scope="row">Hồ sơ trực tuyến</th>' in page
    assert page.count('<td class="mark v-met">✓<span class="vh"> Đạt</span></td>') == 2


def test_an_indicator_that_a_period_does_not_follow_leaves_a_blank_with_words():
    other = {"indicator": "staff", "name": "Cán bộ", "verdict": "no_data"}
    page = landing_page(
        [run("2023", facts={"vi": head(period="2023", matrix=[other])}), run("2024-H1")], "vi"
    )
    assert page.count('<span class="vh"> không theo dõi trong kỳ</span>') == 2


def revised(page):
    """Cells of the log of revisions, row by row."""
    log = page.partition('id="dieu-chinh-h"')[2]
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", log)
    return [re.findall(r"<t[hd][^>]*>([^<]*)</t", row) for row in rows]


def test_revisions_are_listed_as_the_newest_edition_knows_them():
    older = {"vi": head(period="2023", revisions={"count": 0, "rows": []})}
    page = landing_page([run("2023", facts=older), run("2024-H1")], "vi")
    assert revised(page) == [
        ["PAR INDEX", "Hòa Bình", "2023", "86,89%", "86,76%", "07/5/2024"],
    ]
    assert "lần điều chỉnh cũ hơn" not in page


def test_how_many_older_revisions_there_are_is_told():
    log = head()["revisions"] | {"count": 1311}
    page = landing_page([run(facts={"vi": head(revisions=log)})], "vi")
    assert "Còn 1.310 lần điều chỉnh cũ hơn" in page


def test_revisions_are_told_in_the_language_of_the_page_or_not_at_all():
    vi_only = run("2024-H1", langs=("vi",))
    assert revised(landing_page([vi_only, run("2023")], "en"))[0][-1] == "7 May 2024"
    assert "dieu-chinh-h" not in landing_page([vi_only], "en")


def test_without_revisions_there_is_no_log():
    facts = head()
    del facts["revisions"]
    assert "dieu-chinh-h" not in landing_page([run(facts={"vi": facts})], "vi")


def test_a_long_history_shows_the_newest_twelve_periods_and_says_so():
    page = landing_page([run(str(year)) for year in range(2000, 2020)], "vi")
    assert page.count('<th scope="col" class="mark">') == 12
    assert "Bảng chỉ gồm 12 kỳ mới nhất." in page


def test_a_period_that_was_made_in_the_other_language_only_is_listed_by_its_numbers():
    page = landing_page([run(langs=("vi",), files=FILES[:1])], "en")
    assert names(page) == ["The first half of 2024"]
    assert "Hồ sơ nộp trực tuyến" not in page
    assert "✓ 12" in page
    assert "Report in Vietnamese" in page


def test_the_name_of_an_indicator_is_taken_from_the_language_of_the_page_where_it_is_known():
    vi_only = run("2024-H1", langs=("vi",))
    page = landing_page([vi_only, run("2023")], "en")
    assert "Files online" in page
    assert "Hồ sơ trực tuyến" not in page


def test_without_any_period_the_page_says_so():
    page = landing_page([], "vi")
    assert "Chưa có kỳ báo cáo nào." in page
    assert "<table" not in page


@pytest.mark.parametrize(("lang", "words"), [("vi", "Số liệu minh họa"), ("en", "Illustrative")])
def test_synthetic_data_are_marked(lang, words):
    facts = {each: head(each, synthetic=True) for each in ("vi", "en")}
    assert words in landing_page([run(facts=facts)], lang)
    assert words not in landing_page([run()], lang)


def test_hostile_names_stay_text():
    hostile = "<script>alert(1)</script>"
    facts = {
        "vi": head(title=hostile, matrix=[{"indicator": "a", "name": hostile, "verdict": "met"}])
    }
    page = landing_page([run(facts=facts)], "vi")
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 2


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_keeps_the_rules_of_all_pages(lang):
    page = landing_page([run("2023"), run(stale=True), failed()], lang)
    assert page_faults(page, lang) == []


def test_forty_periods_of_a_hundred_and_twenty_indicators_stay_below_the_budget():
    matrix = [
        {
            "indicator": f"i{i}",
            "name": f"Tỷ lệ hồ sơ công việc trên mạng, nhóm {i}",
            "verdict": "met",
        }
        for i in range(120)
    ]
    row = head()["revisions"]["rows"][0] | {"name": "Tỷ lệ hồ sơ công việc trên mạng cấp xã"}
    log = {"count": 900, "rows": [row] * 40}
    facts = {"vi": head(matrix=matrix, revisions=log)}
    runs = [run(str(year), facts=facts) for year in range(1990, 2030)]
    assert len(landing_page(runs, "vi").encode()) <= 200 * 1024


def test_a_period_that_is_none_is_refused():
    with pytest.raises(UsageError, match="Q7"):
        landing_page([run("2024-Q7")], "vi")


@pytest.mark.parametrize(("lang", "name"), [("vi", "index.html"), ("en", "index.en.html")])
def test_each_language_has_its_file(tmp_path, lang, name):
    write_landing([run()], tmp_path / "hoa_binh", lang)
    assert (tmp_path / "hoa_binh" / name).read_text("utf-8") == landing_page([run()], lang)
