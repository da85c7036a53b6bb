"""Profiles of districts: which figures stand in them, how they are judged, what is said."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from xml.etree.ElementTree import fromstring

import pandas as pd
import pytest

from chiso.catalog import Direction
from chiso.export.sanitise import clean_fragment
from chiso.report.profile_rows import MOST_BESIDE, MOST_COMPARED, MOST_ROWS, compared, profile_rows
from makers import area, settings, target
from spec.test_published_reports import numbers
from unit.report.rows import catalogue_of, figure, report

CODES = ("148", "150", "152", "153", "154")
BOTH = pytest.mark.parametrize("lang", ["vi", "en"])
GOAL = target(definition="online_over_all", value=70.0, tier="all")
LATE = target(indicator="late_share", definition="as_printed", operator="<=", value=4.0, tier="all")


def districts():
    """The province and five districts."""
    known = catalogue_of().areas
    ends = known["148"].valid_to
    more = [
        area(id=code, parent="17", kind="district", order=order, valid_to=ends,
             short=f"Huyện {code}", name=same_name(code))
        for order, code in enumerate(CODES[2:], start=6)
    ]  # fmt: skip
    return {**known, **{item.id: item for item in more}}


def same_name(code):
    named = catalogue_of().areas["150"].name
    return type(named)(f"Huyện {code}", f"District {code}")


def of(*figures, **changes):
    return report(*figures, **{"areas": districts(), "targets": (), **changes})


def counted(code, numerator, denominator=100, name="online_share", **changes):
    share = 100 * numerator / denominator
    return figure(name, area=code, tier="all", value=share, decimals=1, numerator=numerator,
                  denominator=denominator, **changes)  # fmt: skip


def panel(*numerators, denominator=100, **changes):
    pairs = zip(CODES, numerators, strict=False)
    return [counted(code, cases, denominator, **changes) for code, cases in pairs]


def score(code, value, **changes):
    changes = {"tier": "district", "decimals": 2, **changes}
    return figure("par_index", area=code, value=value, **changes)


def html(edition):
    # A report never changes, so what it shows is made once for all questions of a test.
    known = edition.__dict__
    if "_shown" not in known:
        known["_shown"] = edition.show_profiles()._repr_mimebundle_()["text/html"]
    return known["_shown"]


def section(edition, code):
    return html(edition).split(f'id="dv-{code}"')[1].split("</section>")[0]


def row(edition, code, name):
    """Texts of the cells of one row of a district's table."""
    found = re.findall(r"<tr>(.*?)</tr>", section(edition, code), re.DOTALL)
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", text, re.DOTALL) for text in found]
    texts = [[re.sub(r"<svg.*?</svg>", "", cell, flags=re.DOTALL) for cell in cells]
             for cells in rows]  # fmt: skip
    return next(cells for cells in texts if cells[0].startswith(name))


def sentences(edition, code):
    return re.search(r'<p class="prose">(.*?)</p>', section(edition, code))[1]


SPREAD = panel(900, 800, 800, 800, 600, denominator=1000)  # together 3900 of 5000


@cache
def spread():
    """The report on these counts alone."""
    return of(*SPREAD)


class TestComparedIndicators:
    def test_a_share_is_held_against_the_rest_of_the_province(self):
        found = compared(spread())[0]
        assert found.rows["stand"].tolist() == ["better", "similar", "similar", "similar", "worse"]
        assert found.rows["rest"].iloc[0] == pytest.approx(100 * (800 * 3 + 600) / 4000)
        assert found.common == pytest.approx(100 * 3900 / 5000)
        assert (found.indicator, found.period, found.is_counted) == ("online_share", "2023", True)

    def test_where_less_is_better_more_is_worse(self):
        found = compared(of(*panel(100, 100, 100, 100, 300, denominator=1000, name="late_share",
                                   definition="as_printed")))[0]  # fmt: skip
        assert found.rows["stand"].iloc[-1] == "worse"
        assert found.is_reversed
        assert found.rows["lead"].iloc[-1] < 0

    def test_a_small_base_is_not_compared(self):
        rows = [*panel(90, 80, 80, 80), counted("154", 1, 19)]
        assert compared(of(*rows))[0].rows["stand"].iloc[-1] == "unjudged"

    @pytest.mark.parametrize("cases", [0, 70, 100])
    def test_equal_shares_differ_in_nothing(self, cases):
        found = compared(of(*panel(*[cases] * 5)))[0]
        assert set(found.rows["stand"]) == {"similar"}
        assert found.rows["lead"].tolist() == [0, 0, 0, 0, 0]

    def test_scores_have_a_place_and_no_comparison(self):
        found = compared(of(*(score(code, 80 + at) for at, code in enumerate(CODES))))[0]
        assert (found.common, found.is_counted) == (82, False)
        assert set(found.rows["stand"]) == {"unjudged"}

    def test_two_districts_make_no_comparison(self):
        assert compared(of(*SPREAD[:2], score("148", 80), score("150", 81))) == []

    def test_the_period_that_most_districts_have_stands_for_a_score(self):
        newest = [score(code, 70 + at, period="2022") for at, code in enumerate(CODES[:3])]
        told = [score(code, 80 + at, period="2023") for at, code in enumerate(CODES)]
        assert [found.period for found in compared(of(*newest, *told, period="2023"))] == ["2023"]

    def test_an_indicator_without_a_better_side_is_not_compared(self):
        known = catalogue_of().indicators
        neutral = {**known, "online_share": replace(known["online_share"],
                                                    direction=Direction.NEUTRAL)}  # fmt: skip
        assert compared(of(*SPREAD, indicators=neutral)) == []

    def test_there_are_never_more_drawings_than_a_page_can_carry(self):
        known = catalogue_of().indicators
        many = {f"s{at}": replace(known["online_share"], id=f"s{at}") for at in range(9)}
        rows = [row for name in many for row in panel(80, 70, 60, name=name)]
        wide = of(*rows, indicators={**known, **many})
        assert len(compared(wide)) == MOST_COMPARED
        assert section(wide, "148").count("<svg") == MOST_COMPARED


class TestRows:
    def frame(self, *figures, **changes):
        edition = of(*figures, **changes)
        found = profile_rows(edition, compared(edition))
        return found[found["area"] == "148"].reset_index(drop=True)

    def test_compared_rows_come_first_then_new_ones_then_older_ones(self):
        rows = self.frame(
            *SPREAD,
            figure("smart_city", area="148", tier="district", value=1, period="2021"),
            figure("digitisation_score", area="148", tier="district", value=11, period="2022"),
            figure("par_index", area="148", tier="district", value=80),
            figure("dossiers", area="148", tier="district", value=9),
        )
        assert rows["indicator"].tolist() == [
            "online_share", "dossiers", "par_index", "digitisation_score", "smart_city",
        ]  # fmt: skip
        assert rows["is_now"].tolist() == [True, True, True, False, False]

    def test_one_row_an_indicator_of_the_widest_tier(self):
        rows = self.frame(
            figure("dossiers", area="148", tier="commune", value=7),
            figure("dossiers", area="148", tier="all", value=9),
        )
        assert rows["exact"].tolist() == [9]

    def test_an_older_figure_is_held_to_no_target(self):
        rows = self.frame(counted("148", 60, period="2022"), targets=(GOAL,))
        assert rows[["verdict", "is_now"]].to_numpy().tolist() == [["no_target", False]]
        assert rows["target"].isna().all()
        assert rows["units"].isna().all()

    def test_the_target_of_the_province_holds_for_a_district(self):
        rows = self.frame(counted("148", 60), targets=(GOAL,))
        # 70 of 100 are wanted, 60 are there
        assert rows[["verdict", "target", "units"]].to_numpy().tolist() == [["not_met", 70, 10]]

    def test_its_own_target_goes_before_that_of_the_province(self):
        own = target(area="148", definition="online_over_all", value=50.0, tier="all")
        rows = self.frame(counted("148", 60), targets=(GOAL, own))
        assert rows[["verdict", "target"]].to_numpy().tolist() == [["met", 50]]
        assert rows["units"].isna().all()

    def test_a_share_without_counts_is_judged_without_cases(self):
        rows = self.frame(figure(area="148", tier="all", value=60), targets=(GOAL,))
        assert rows["verdict"].tolist() == ["not_met"]
        assert rows["units"].isna().all()

    def test_rows_are_limited_the_most_telling_first(self):
        known = catalogue_of().indicators
        many = {f"c{at:02}": replace(known["dossiers"], id=f"c{at:02}") for at in range(20)}
        rows = [figure("dossiers", area="148", tier="all", value=1)]
        rows += [{**rows[0], "indicator": name} for name in many]
        all_known = {"indicators": {**known, **many}}
        alone = self.frame(*rows, **all_known)
        beside = self.frame(*SPREAD, *rows, **all_known)
        assert int(alone["is_shown"].sum()) == MOST_ROWS
        assert int(beside["is_shown"].sum()) == MOST_BESIDE
        assert beside["indicator"].tolist()[:2] == ["online_share", "dossiers"]


class TestTable:
    @staticmethod
    @cache
    def edition(lang="vi", **changes):
        rows = panel(2325, 859, 1577, 1978, 745, denominator=2500)
        late = panel(50, 20, 30, 250, 60, denominator=1000, name="late_share",
                     definition="as_printed")  # fmt: skip
        more = [figure("dossiers", area="148", tier="all", value=2335)]
        changes = {"targets": (GOAL, LATE), **changes}
        return of(*rows, *late, *more, lang=lang, **changes)

    def test_a_row_says_result_verdict_range_rest_target_and_cases(self):
        # 859 of 2500 are 34.36%; the rest has 6625 of 10000; 70% of 2500 are 1750 cases
        assert row(self.edition(), "150", "Trực tuyến") == [
            "Trực tuyến", "34,4% (859/2.500)", "✗ Chưa đạt", "29,8% – 93,0%",
            "◆ Kém hơn 66,3%", f"70% (2025); thêm {1750 - 859}",
        ]  # fmt: skip

    def test_where_less_is_better_the_worst_is_the_greatest_and_cases_go_down(self):
        # at most 4% of 1000 are 40 cases
        assert row(self.edition("en"), "153", "Late") == [
            "Late", "25.0% (250/1,000)", "✗ Not met", "25.0% – 2.0%",
            "◆ Worse 4.0%", f"≤ 4% (2025); {250 - 40} fewer",
        ]  # fmt: skip

    def test_what_is_met_needs_no_cases(self):
        assert row(self.edition(), "148", "Trực tuyến")[-1] == "70% (2025)"

    def test_a_figure_that_nothing_is_compared_with_stands_in_one_cell(self):
        assert row(self.edition(), "148", "Tiếp nhận") == ["Tiếp nhận", "2.335 hồ sơ"]

    def test_the_mark_of_each_district_stands_where_its_value_lies(self):
        drawn = fromstring(re.search(r"<svg.*?</svg>", section(self.edition(), "148"))[0])
        label = drawn.get("aria-label")
        # pooled: 7484 of 12500; the best one has 93% and the mark of the right end
        assert label.startswith("Từ 29,8% đến 93,0%;")
        assert "mức chung 59,9%" in label
        assert label.endswith("đơn vị này 93,0% (2.325/2.500)")
        lines, mark = drawn.findall("path")
        assert re.match(r"M([\d.]+) 10", mark.get("d"))[1] == "112"
        assert "H112" in lines.get("d")

    def test_without_targets_there_is_no_column_for_them(self):
        edition = self.edition(targets=())
        assert "Cần thêm, bớt" not in html(edition)
        assert len(row(edition, "148", "Trực tuyến")) == 4

    def test_a_missing_figure_is_told_in_its_row(self):
        edition = of(*SPREAD[1:], targets=(GOAL,))
        assert row(edition, "148", "Trực tuyến") == [
            "Trực tuyến", "… chưa có số liệu", "–", "60,0% – 80,0%",
        ]  # fmt: skip
        assert "đơn vị này chưa có số liệu" in section(edition, "148")
        assert section(edition, "148").count("<path") == 1

    def test_a_missing_figure_is_a_row_of_the_export_too(self):
        frame = of(*SPREAD[1:]).show_profiles().table.frame
        assert frame["group"].tolist()[0] == "TP Hòa Bình"
        assert frame["verdict"].tolist()[0] == "no_data"
        assert pd.isna(frame["value"].iloc[0])

    def test_a_small_base_has_counts_and_no_share(self):
        rows = [*panel(90, 80, 80, 80), counted("154", 12, 15)]
        assert row(of(*rows), "154", "Trực tuyến")[1] == "12/15"

    def test_parts_that_are_no_whole_numbers_keep_a_decimal(self):
        assert row(of(counted("148", 45.5)), "148", "Tỷ lệ hồ sơ")[1] == "45,5% (45,5/100)"

    def test_scores_stand_without_a_column_for_the_rest(self):
        edition = of(*(score(code, 80 + at) for at, code in enumerate(CODES)))
        assert row(edition, "148", "PAR INDEX") == ["PAR INDEX", "80,00%", "80,00% – 84,00%"]

    def test_scores_beside_shares_are_not_compared(self):
        edition = of(*SPREAD, *(score(code, 80 + at) for at, code in enumerate(CODES)))
        assert row(edition, "148", "PAR INDEX")[-1] == "○ Không so sánh"

    def test_another_period_is_named_and_an_older_one_is_called_so(self):
        rows = [{**item, "period": "2023-Q4"} for item in SPREAD]
        old = figure("dossiers", area="148", tier="all", value=9, period="2021")
        edition = of(*rows, old)
        assert row(edition, "148", "Trực tuyến")[0] == "Trực tuyến (IV/2023)"
        assert row(edition, "148", "Tiếp nhận")[0] == "Tiếp nhận (2021, trước kỳ)"

    def test_flags_have_a_column_where_there_are_any(self):
        shares = [{**item, "status": "provisional"} for item in SPREAD]
        edition = of(*shares, figure("dossiers", area="148", tier="all", value=9,
                                     status="estimated"))  # fmt: skip
        assert row(edition, "148", "Trực tuyến")[-1] == "sơ bộ"
        assert row(edition, "148", "Tiếp nhận")[-1] == "9 hồ sơ; ước tính hoặc suy ra"


class TestSparse:
    @staticmethod
    @cache
    def edition(lang="vi", **changes):
        return of(
            figure(area="150", tier="district", value=61, status="provisional"),
            figure("dossiers", area="150", tier="district", value=9, period="2021"),
            lang=lang, **changes,
        )  # fmt: skip

    def test_each_row_says_its_period_and_an_older_one_is_called_so(self):
        assert row(self.edition(), "150", "Tỷ lệ") == [
            "Tỷ lệ hồ sơ trực tuyến", "61%", "2023", "sơ bộ",
        ]  # fmt: skip
        assert row(self.edition(), "150", "Số hồ sơ")[2] == "2021, trước kỳ"

    def test_targets_are_told_where_they_hold(self):
        goal = target(definition="online_over_all", value=70.0, tier="district")
        edition = self.edition(targets=(goal,))
        assert row(edition, "150", "Tỷ lệ")[2:4] == ["✗ Chưa đạt", "70% (2025)"]
        assert row(edition, "150", "Số hồ sơ")[2:4] == ["–", "–"]
        assert sentences(edition, "150").endswith(
            "Đạt 0 trong 1 chỉ tiêu giao còn hiệu lực; chưa có số đếm để tính số trường hợp còn"
            " thiếu."
        )

    def test_a_district_without_a_figure_has_a_sentence_and_no_table(self):
        assert sentences(self.edition(), "148") == (
            "TP Hòa Bình chưa có số liệu công bố nào đến hết năm 2023."
        )
        assert "<table" not in section(self.edition(), "148")

    def test_what_is_missing_is_named(self):
        assert sentences(self.edition("en"), "150") == (
            "Đà Bắc district, indicators with a figure of 2023: 1; with older figures only: 1."
            " Not published: dossiers."
        )

    def test_the_chapter_says_that_nothing_is_compared(self):
        told = self.edition().say_profiles().texts
        assert told[0].startswith("Chưa có tỷ lệ nào đủ tử số, mẫu số của ít nhất 3 huyện")
        assert told[1].startswith("Mỗi hồ sơ nêu số liệu mới nhất")
        assert len(told) == 2

    def test_a_data_set_without_district_figures_is_told_to_be_silent(self):
        edition = of(figure())
        assert "Chưa có tỷ lệ nào" in edition.say_profiles().texts[0]
        assert html(edition).count('class="profile"') == len(CODES)


class TestSentences:
    def test_the_clearest_difference_counts_in_spreads_of_the_districts(self):
        late = panel(100, 100, 100, 100, 130, denominator=1000, name="late_share",
                     definition="as_printed")  # fmt: skip
        # 154 lies two spreads off in both; the share online leads by its greater distance
        told = sentences(of(*SPREAD, *late), "154")
        assert "kém hơn phần còn lại của tỉnh về" in told

    def test_only_shares_of_one_period_stand_in_one_sentence(self):
        late = panel(10, 10, 10, 10, 300, denominator=1000, name="late_share",
                     definition="as_printed", period="2023-Q4")  # fmt: skip
        told = sentences(of(*SPREAD, *late), "154")
        assert told.startswith("Trong năm 2023, Huyện 154 kém hơn phần còn lại của tỉnh về trực")

    def test_without_shares_of_the_period_the_latest_ones_are_told(self):
        rows = [{**item, "period": "2023-Q3"} for item in SPREAD]
        assert sentences(of(*rows), "148").startswith("Trong quý III/2023, TP Hòa Bình tốt hơn")

    def test_a_district_like_the_others_is_told_so(self):
        assert "ở chỉ tiêu nào (số chỉ tiêu so sánh: 1)" in sentences(spread(), "150")

    def test_the_nearest_target_is_due_first_and_least_away(self):
        late = panel(41, 41, 41, 41, 41, denominator=1000, name="late_share",
                     definition="as_printed")  # fmt: skip
        edition = of(*SPREAD, *late, targets=(replace(GOAL, value=95.0), LATE))
        # 4.1% against 4% is nearer than 90% against 95%
        assert "quá hạn không quá 4% (hạn năm 2025), cần bớt 1 trong 1.000" in sentences(
            edition, "148"
        )

    def test_the_chapter_counts_districts_that_differ(self):
        assert spread().say_profiles().texts == [
            "1 tỷ lệ được so sánh ở 5 huyện: 1 huyện tốt hơn phần còn lại của tỉnh và 1 huyện kém"
            " hơn ở ít nhất 1 tỷ lệ."
        ]

    def test_more_figures_than_rows_are_told(self):
        known = catalogue_of().indicators
        many = {f"c{at:02}": replace(known["dossiers"], id=f"c{at:02}") for at in range(20)}
        rows = [{**figure("dossiers", area="148", tier="all", value=1), "indicator": name}
                for name in many]  # fmt: skip
        told = of(*rows, indicators={**known, **many}).say_profiles().texts[-1]
        assert told.startswith(f"Mỗi hồ sơ nêu nhiều nhất {MOST_ROWS} chỉ tiêu")

    def test_both_languages_tell_the_same_numbers(self):
        late = panel(50, 20, 30, 250, 60, denominator=1000, name="late_share",
                     definition="as_printed")  # fmt: skip
        texts = {}
        for lang in ("vi", "en"):
            edition = of(*SPREAD, *late, lang=lang, targets=(GOAL, LATE))
            texts[lang] = re.sub(r"<[^>]+>", " ", html(edition))
        vietnamese = numbers(texts["vi"], thousands=".", decimal=",")
        assert vietnamese == numbers(texts["en"], thousands=",", decimal=".")
        assert len(vietnamese) > 100


class Nodes(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.count = 0
        self.feed(text)

    def handle_starttag(self, *_):
        self.count += 1


class TestShown:
    def test_profiles_stand_in_code_order_with_their_places(self):
        shown = html(spread())
        places = [shown.index(f'<h4 id="dv-{code}">') for code in CODES]
        assert places == sorted(places)

    def test_the_key_stands_once_and_explains_the_marks_that_occur(self):
        shown = html(spread())
        assert shown.count("Hình ở mỗi dòng") == 1
        assert "Dấu: ● Tốt hơn; ◆ Kém hơn; □ Không khác." in shown
        assert "từ 1 điểm phần trăm trở lên" in shown
        assert "Cần thêm, bớt:" not in shown

    def test_cases_to_go_are_explained_where_there_are_any(self):
        assert "Cần thêm, bớt:" in html(of(*SPREAD, targets=(GOAL,)))

    def test_a_sparse_chapter_has_no_key_of_drawings(self):
        assert "Hình ở mỗi dòng" not in html(of(figure(area="148", tier="district")))

    def test_scores_alone_need_no_rule_of_differences(self):
        shown = html(of(*(score(code, 80 + at) for at, code in enumerate(CODES))))
        assert "○ Không so sánh" in shown
        assert "tỷ lệ phát hiện sai" not in shown

    def test_it_passes_the_page_unchanged(self):
        shown = html(of(*SPREAD, targets=(GOAL,)))
        clean = clean_fragment(shown)
        assert Nodes(clean).count == Nodes(shown).count
        assert re.findall(r' d="[^"]*"', clean) == re.findall(r' d="[^"]*"', shown)

    @BOTH
    def test_the_export_gets_one_table_of_all_profiles(self, lang):
        bundle = of(*SPREAD, lang=lang, targets=(GOAL,)).show_profiles()._repr_mimebundle_()
        record = bundle["application/vnd.chiso+json"]
        assert bundle["text/plain"] == "5 profiles"
        assert (record["kind"], record["id"], len(record["rows"])) == ("table", "b-ho-so", 5)
        names = [column["name"] for column in record["columns"]]
        first = dict(zip(names, record["rows"][0], strict=True))
        assert (first["value"], first["numerator"], first["denominator"]) == (90, 900, 1000)
        assert first["rest"] == pytest.approx(100 * 3000 / 4000)

    def test_made_up_data_are_marked_at_each_profile(self):
        made_up = settings(is_synthetic=True, headline=("online_share",))
        shown = html(of(*SPREAD, settings=made_up))
        assert shown.count("Số liệu minh họa") == 1 + len(CODES)
        assert "minh họa" not in html(spread())

    def test_ten_districts_with_six_drawings_keep_the_budget_of_the_page(self):
        known = catalogue_of().indicators
        many = {f"s{at}": replace(known["online_share"], id=f"s{at}") for at in range(6)}
        rows = [item for name in many for item in panel(80, 70, 60, 50, 40, name=name)]
        rows += [figure(name, area=code, tier="all", value=9)
                 for name in ("dossiers", "dossiers_received") for code in CODES]  # fmt: skip
        goals = tuple(replace(GOAL, indicator=name) for name in many)
        shown = html(of(*rows, indicators={**known, **many}, targets=goals))
        each = Nodes("".join(shown.split('<section class="profile">')[1:])).count / len(CODES)
        assert each <= 90


class TestEnd:
    @BOTH
    def test_after_the_tier_has_ended_there_is_one_sentence(self, lang):
        last = settings(report_periods=tuple(map(period, ("2024", "2025-H1", "2025"))))
        edition = of(figure(period="2025"), period="2025", lang=lang, settings=last)
        told = edition.say_profiles().texts
        assert told == [
            {
                "vi": "Cấp huyện kết thúc hoạt động ngày 30/6/2025; kỳ báo cáo cuối cùng có hồ sơ"
                " huyện là 6 tháng đầu năm 2025.",
                "en": "The district tier ended on 30 June 2025; the last report with district"
                " profiles is that for the first half of 2025.",
            }[lang]
        ]
        assert html(edition) == ""

    def test_without_an_earlier_report_only_the_end_is_told(self):
        later = settings(report_periods=(period("2025"),))
        edition = of(figure(period="2025"), period="2025", settings=later)
        assert edition.say_profiles().texts == [
            "Cấp huyện kết thúc hoạt động ngày 30/6/2025; từ đó không còn hồ sơ huyện."
        ]

    def test_a_data_set_without_districts_says_so(self):
        alone = {"17": catalogue_of().areas["17"]}
        edition = report(figure(), areas=alone)
        assert "không có đơn vị cấp huyện" in edition.say_profiles().texts[0]
        assert edition.show_profiles().table is None


def period(code):
    from chiso.periods import Period

    return Period.parse(code)


def test_districts_without_any_figure_have_profiles_that_say_so():
    silent = of(figure(period="2021"), period="2023", targets=(GOAL,))
    assert silent.profiled.empty
    assert 'id="dv-148"' in html(silent)
