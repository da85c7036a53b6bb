"""What the chapters say, show and hand to the charts, on made-up data."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from chiso.catalog import TargetKind, Tier, Total
from chiso.narrative import Prose
from chiso.periods import Period
from chiso.report import coverage, gaps, trends
from chiso.words import Words
from makers import settings, target
from unit.report.rows import figure, report

LATE = target(indicator="late_share", definition="as_printed", operator="<=", value=5.0)
BOTH = pytest.mark.parametrize("lang", ["vi", "en"])


def counted(numerator, denominator, **changes):
    share = 100 * numerator / denominator
    return figure(value=share, decimals=2, numerator=numerator, denominator=denominator, **changes)


def work_files(tier, value=90, **changes):
    return figure("work_files_online_share", tier=tier, value=value, qualifier=">", **changes)


@cache
def bare(lang):
    """A report on one milestone, without targets."""
    return report(figure("smart_city", value=1), lang=lang, targets=())


def texts(shown):
    """The sentences that stand in place of a table or a chart."""
    assert isinstance(shown, Prose)
    return shown.texts


@pytest.fixture
def drawn(monkeypatch):
    """Calls of the charts, without drawing."""
    calls = []
    for module, name in ((gaps, "gap_dumbbell"), (trends, "small_multiples")):
        monkeypatch.setattr(module, name, lambda *args: calls.append(args))
    return calls


CALLS = [
    ("say_results", "chưa có số liệu nào so được", "no figure that can be compared"),
    ("show_results", "không có biểu kết quả", "no table of results"),
    ("show_unreported", "Mọi chỉ tiêu còn hạn đều có số liệu", "Every target in force has"),
    ("say_gaps", "chưa có số liệu nào so được", "no figure that can be compared"),
    ("draw_gaps", "không có tỷ lệ nào so được", "no share that can be compared"),
    ("show_gaps", "không có biểu khoảng cách", "no table of gaps"),
    ("show_pace", "không tính tốc độ", "no pace is computed"),
    ("say_trends", "chưa có chuỗi nào từ hai kỳ", "no series has two comparable"),
    ("draw_trends", "Chưa có chuỗi nào đủ 3 kỳ", "No series has 3 exact periods"),
    ("show_trends", "chưa có chuỗi nào từ hai kỳ", "no series has two comparable"),
    ("draw_tiers", "theo ba cấp", "published by tier"),
    ("show_districts", "không so sánh được các huyện", "districts cannot be compared"),
    ("draw_departments", "chưa có kết quả công bố của các sở", "no results of departments"),
    ("show_departments", "chưa có kết quả công bố của các sở", "no results of departments"),
    ("say_ranks", "chưa có bảng xếp hạng", "no ranking of provinces"),
    ("show_ranks", "chưa có bảng xếp hạng", "no ranking of provinces"),
    ("show_evidence", "không có số liệu nào chỉ nêu cận", "no figure that is only a bound"),
    ("show_checks", "chưa có tổng hoặc tỷ lệ nào", "no total or share was published"),
    ("show_revisions", "công bố lại với giá trị khác", "published again with another value"),
    ("show_conflicts", "mà các nguồn nêu khác nhau", "on which sources disagree"),
    ("show_stale", "đều có số liệu trong 12 tháng", "has one of the last 12 months"),
    ("show_breaks", "không có chuỗi nào đổi định nghĩa", "no series changed definition"),
    ("show_targets", "chưa có mục tiêu nào được giao", "No target had been set"),
]


class TestNothingToTell:
    """Every part says in words why it is empty."""

    @pytest.mark.parametrize(("call", "vi", "en"), CALLS, ids=[call for call, *_ in CALLS])
    def test_a_part_without_data_says_why(self, call, vi, en):
        assert vi in texts(getattr(bare("vi"), call)())[0]
        assert en in texts(getattr(bare("en"), call)())[0]

    @pytest.mark.parametrize(
        ("lang", "words"), [("vi", "không có số liệu nào khác"), ("en", "no figures other than")]
    )
    def test_when_every_figure_has_a_target_there_are_no_others(self, lang, words):
        assert words in texts(report(figure(), lang=lang).show_period())[0]

    @pytest.mark.parametrize(
        ("lang", "words"), [("vi", "chưa có số liệu nào của cấp tỉnh"), ("en", "no figure of the")]
    )
    def test_without_a_figure_of_the_province_there_is_no_coverage(self, lang, words):
        edition = report(figure(area="148", tier="district"), lang=lang)
        for call in (edition.show_coverage, edition.draw_coverage, edition.show_grades):
            assert words in texts(call())[0]

    def test_without_headlines_there_are_no_cards(self):
        assert report(figure("smart_city", value=1)).show_cards().cards == ()


class TestSummary:
    def test_the_largest_shortfalls_come_first_and_then_what_is_met(self):
        goals = (target(value=50.0), LATE, target(tier=Tier.DISTRICT, value=50.0))
        rows = figure(value=45), figure("late_share", value=9), figure(tier="district", value=60)
        told = report(*rows, targets=goals).say_results().texts
        assert [line.split(" là ")[0] for line in told] == [
            "Trong năm 2023, tỷ lệ hồ sơ quá hạn cấp tỉnh",
            "Trong năm 2023, tỷ lệ hồ sơ trực tuyến cấp tỉnh",
            "Trong năm 2023, tỷ lệ hồ sơ trực tuyến cấp huyện",
        ]

    def test_a_bound_that_misses_its_target_is_told(self):
        told = report(figure(value=30, qualifier="<")).say_results().texts
        assert told == [
            "Trong năm 2023, tỷ lệ hồ sơ trực tuyến cấp tỉnh là dưới 30%; chưa đạt chỉ tiêu 50% của"
            " năm 2025, còn thiếu ít nhất 20 điểm phần trăm."
        ]

    def test_copies_are_gathered_in_one_sentence(self):
        told = report(figure(value=50, qualifier=">=")).say_results().texts
        assert told == [
            "1 kết quả trùng nguyên văn chỉ tiêu, chưa phải bằng chứng độc lập: Trực tuyến (cấp"
            " tỉnh)."
        ]

    def test_counts_that_reach_a_target_exactly_are_no_copies(self):
        told = report(counted(200, 400)).say_results().texts
        assert told == [
            "Trong năm 2023, tỷ lệ hồ sơ trực tuyến cấp tỉnh là 50,00% (200 trên 400); bằng chỉ"
            " tiêu 50% của năm 2025."
        ]

    def test_the_card_of_a_judged_figure(self):
        edition = report(figure(value=45), targets=(target(value=62.5),))
        (card,) = edition.show_cards().cards
        assert (card.name, card.value_text, card.verdict) == ("Trực tuyến", "45%", "not_met")
        assert card.target_text == "Chỉ tiêu 62,5% (2025)"
        assert card.movement_text == "năm 2023"
        assert not card.is_borderline

    def test_the_card_of_a_target_not_to_be_exceeded_has_its_sign(self):
        shown = settings(headline=("late_share",))
        late = figure("late_share", definition="as_printed", value=4)
        (card,) = report(late, targets=(LATE,), settings=shown).show_cards().cards
        assert card.target_text == "Chỉ tiêu ≤ 5% (2025)"

    def test_the_card_of_a_verdict_that_rounding_could_turn_says_so(self):
        (card,) = report(figure(value=50), targets=(target(value=50.0),)).show_cards().cards
        assert (card.verdict, card.is_borderline) == ("met", True)

    def test_the_card_of_a_figure_without_a_target(self):
        (card,) = report(figure("dossiers", value=3000)).show_cards().cards
        assert (card.value_text, card.target_text) == ("3.000", "Chưa giao chỉ tiêu")

    def test_the_card_of_a_copy_says_so(self):
        (card,) = report(figure(value=50, qualifier=">="), lang="en").show_cards().cards
        assert card.movement_text == "2023 · equal to a target word for word"

    def test_a_target_without_a_figure_names_its_act(self):
        frame = report(figure("dossiers", value=9)).show_unreported().frame
        assert frame[["name", "verdict", "target", "act"]].to_numpy().tolist() == [
            ["Tỷ lệ hồ sơ trực tuyến", "no_data", 50.0, "Quyết định 1"]
        ]

    def test_other_figures_stand_under_their_domain(self):
        rows = figure("dossiers", value=9), figure("dti_rank", value=42)
        frame = report(*rows).show_period().frame
        assert frame["group"].tolist() == ["Một cửa", "Xếp hạng"]

    def test_the_page_has_one_row_of_each_other_indicator_and_says_so(self):
        rows = [figure("dossiers", tier=tier, value=9) for tier in ("province", "district")]
        table = report(*rows, figure("dti_rank", value=42)).show_period()
        assert len(table.frame) == 3
        assert table.page_rows["tier"].tolist() == ["province", "province"]
        assert "Trang nêu dòng đầu của mỗi chỉ tiêu." in table.to_html()

    def test_results_show_every_judged_figure(self):
        frame = report(figure(), figure(scope="party", value=60)).show_results().frame
        assert frame["verdict"].tolist() == ["not_met", "met"]

    def test_illustrative_data_are_announced(self):
        assert "minh họa" in report(figure(), is_synthetic=True).say_summary().texts[0]


class TestAttention:
    def test_a_counted_shortfall_is_told_in_cases(self):
        told = report(counted(1310, 1860), targets=(target(value=80.0),)).say_attention().texts
        assert told == [
            "Tỷ lệ hồ sơ trực tuyến cấp tỉnh: cần thêm 178 trường hợp nữa để đạt 80% vào năm 2025,"
            " nếu mẫu số không đổi."
        ]

    @pytest.mark.parametrize(
        ("row", "goal"),
        [
            (figure("late_share", value=10, numerator=10, denominator=100), LATE),
            (counted(12.5, 31.25), target()),
            (counted(100, 100), target(value=100.0, operator=">")),
            (figure("dossiers", value=9, numerator=9, denominator=10),
             target(indicator="dossiers", definition="as_printed", value=10.0)),
        ],
        ids=["less is better", "no whole cases", "out of reach", "no share"],
    )  # fmt: skip
    def test_where_cases_do_not_help_the_result_is_told(self, row, goal):
        (told,) = report(row, targets=(goal,)).say_attention().texts
        assert told.startswith("Trong năm 2023, ")

    def test_one_share_without_counts_does_not_hide_behind_another(self):
        goals = target(value=80.0), target(value=80.0, tier=Tier.DISTRICT)
        rows = counted(1310, 1860), figure(tier="district", value=45)
        told = report(*rows, targets=goals).say_attention().texts
        assert [line.split(" cấp ")[1][:5] for line in told] == ["huyện", "tỉnh:"]

    def test_a_failed_total_without_stated_decimals_is_told(self):
        total = Total("sum", "dossiers", ("dossiers_received", "dossiers_late"), False,
                      Words("Tổng", "Total"))  # fmt: skip
        rows = (
            figure("dossiers", value=6203, decimals=None),
            figure("dossiers_received", value=1029), figure("dossiers_late", value=5171),
        )  # fmt: skip
        told = report(*rows, targets=(), totals=(total,)).say_attention().texts
        assert told == [
            "Số hồ sơ tiếp nhận (năm 2023): tổng công bố là 6.203, các thành phần cộng lại là"
            " 6.200; báo cáo giữ nguyên số công bố."
        ]

    def test_an_old_failed_total_is_not_told_again(self):
        total = Total("sum", "dossiers", ("dossiers_late",), False, Words("Tổng", "Total"))
        rows = (
            figure("dossiers", value=10, period="2021"),
            figure("dossiers_late", value=9, period="2021"), figure(),
        )  # fmt: skip
        edition = report(*rows, targets=(), totals=(total,))
        assert edition.overview().failed_totals == []
        assert edition.checks()["holds"].tolist() == [False]


class TestQuality:
    def test_every_figure_with_several_values_is_counted(self):
        rows = [
            figure(tier=tier, value=value, source=source)
            for tier in ("province", "district")
            for value, source in ((45, "NEWS1"), (46, "NEWS2"))
        ]
        told = report(*rows, lang="en").say_quality().texts
        assert "So far, figures published with several values: 2." in told

    def test_checks_come_broken_first_with_the_decimals_of_the_print(self):
        rows = counted(1310, 1860), figure(tier="district", value=68, numerator=1, denominator=3)
        frame = report(*rows).show_checks().frame
        assert frame["holds_text"].tolist() == ["✗ không khớp", "✓ khớp"]
        assert frame["recomputed_decimals"].tolist() == [2, 2]
        assert frame["printed_decimals"].tolist() == [0, 2]

    def test_revisions_show_every_value_and_which_is_used(self):
        rows = figure(value=86), figure(value=87, published="2025-04-06", source="NEWS2")
        frame = report(*rows, lang="en").show_revisions().frame
        assert frame[["value", "used"]].to_numpy().tolist() == [
            [86, "kept for record"], [87, "used"],
        ]  # fmt: skip

    def test_the_used_value_is_found_where_rows_before_it_were_left_out(self):
        rows = figure(value=86), figure(value=87, published="2025-04-06", source="NEWS2")
        whole = report(figure(period="2022"), *rows, lang="en")
        frame = replace(whole, published=whole.published.iloc[1:]).show_revisions().frame
        assert frame["used"].tolist() == ["kept for record", "used"]

    def test_sources_of_one_day_disagree_and_revise_nothing(self):
        rows = figure(value=86), figure(value=87, source="NEWS2")
        edition = report(*rows, lang="en")
        assert isinstance(edition.show_revisions(), Prose)
        assert edition.show_conflicts().frame["source"].tolist() == ["NEWS1", "NEWS2"]

    def test_the_page_lists_what_does_not_agree_and_the_files_list_all(self):
        broken = [
            figure(period=str(year), value=68, numerator=1, denominator=3)
            for year in range(2016, 2024)
        ]
        whole = [
            counted(1310, 1860, period=str(year), tier="district") for year in range(2016, 2024)
        ]
        table = report(*broken, *whole).show_checks()
        assert len(table.frame) == 8 + 8
        assert table.page_rows["holds"].tolist() == [False] * 6
        assert "Trang nêu 6 trong 16 dòng; tệp CSV và XLSX có đủ." in table.to_html()

    def test_of_many_revisions_the_page_lists_the_newest(self):
        rows = [
            figure(period=str(year), value=value, published=day)
            for year in range(2010, 2024)
            for value, day in ((40, "2024-01-15"), (41, "2025-01-15"))
        ]
        table = report(*rows).show_revisions()
        assert len(table.frame) == 14 * 2
        assert table.page_rows["period"].unique().tolist() == ["2021", "2022", "2023"]

    def test_grades_are_counted_for_the_period_and_so_far(self):
        rows = counted(1310, 1860), figure(period="2022"), figure(tier="district", qualifier=">")
        frame = report(*rows, targets=()).show_grades().frame
        assert frame["now"].tolist() == [1, 0, 1, 0, 0]
        assert frame["ever"].tolist() == [1, 1, 1, 0, 0]

    def test_a_figure_is_stale_after_twelve_months_and_one_with_a_target_comes_first(self):
        rows = (
            figure(period="2022"), figure("late_share", period="2021"),
            figure("dossiers", value=9, period="2020"), figure("smart_city", value=1),
        )  # fmt: skip
        goals = (target(indicator="late_share", definition="as_printed", operator="<=", value=5.0),)
        frame = report(*rows, targets=goals, lang="en").show_stale().frame
        assert frame[["indicator", "age", "ahead"]].to_numpy().tolist() == [
            ["late_share", 24, "yes"], ["dossiers", 36, "no"],
        ]  # fmt: skip

    def test_the_coverage_is_drawn_by_domain_and_year(self, monkeypatch):
        drawn = []
        monkeypatch.setattr(coverage, "coverage_grid", lambda *args: drawn.append(args))
        rows = (
            counted(1310, 1860),
            figure(period="2021", qualifier=">"),
            figure("smart_city", value=1),
        )
        report(*rows, targets=()).draw_coverage()
        ((cells, caption),) = drawn
        assert cells[["item", "column", "grade"]].to_numpy().tolist() == [
            ["online_share", "2021", "bound"],
            ["online_share", "2022", ""],
            ["online_share", "2023", "counted"],
            ["smart_city", "2021", ""],
            ["smart_city", "2022", ""],
            ["smart_city", "2023", "exact"],
        ]
        assert caption.title == "Năm 2023 có số liệu của 2 trên 2 chỉ tiêu từng được công bố"

    def test_breaks_show_both_definitions(self):
        rows = figure(), figure(period="2022", definition="online_over_eligible")
        frame = report(*rows, lang="en").show_breaks().frame
        assert frame[["old", "new", "where"]].to_numpy().tolist() == [
            ["Over eligible", "Over all", "2022 – 2023"]
        ]

    def test_weak_evidence_is_listed_by_grade(self):
        rows = figure(value=50, qualifier=">="), figure(tier="district", qualifier=">")
        frame = report(*rows, lang="en").show_evidence().frame
        assert frame["grade"].tolist() == [
            "Equal to a target word for word", "Only a bound (“over”, “at least”)",
        ]  # fmt: skip

    def test_coverage_runs_to_the_closing_year_and_keeps_the_weakest_out(self):
        rows = (
            figure(period="2021"), figure(period="2021-Q1", numerator=9, denominator=20),
            figure(qualifier=">"),
        )  # fmt: skip
        grid = report(*rows, targets=()).show_coverage()
        assert grid.columns == ["2021", "2022", "2023"]
        assert grid.states == {
            ("online_share", "2021"): "counted", ("online_share", "2023"): "bound",
        }  # fmt: skip


class TestGaps:
    def test_past_targets_follow_what_is_still_open(self):
        goals = target(value=80.0), target(value=40.0, due=Period.parse("2022"))
        told = report(figure(value=45), targets=goals).say_gaps().texts
        assert ["80%" in told[0], "40%" in told[1]] == [True, True]

    def test_when_all_is_met_it_says_so(self):
        told = report(figure(value=60)).say_gaps().texts
        assert told == ["Mọi số liệu so được của kỳ này đều đạt chỉ tiêu đến hạn gần nhất."]

    def test_indicators_without_a_target_are_told_last_and_one_with_a_target_is_none(self):
        rows = (
            figure(value=60), figure("par_index", value=80), figure("dossiers", value=9),
            figure(value=60, tier="district"),
        )  # fmt: skip
        told = report(*rows).say_gaps().texts
        assert told[1:] == [
            "Tính đến ngày 31/12/2023, chưa giao mức phấn đấu cho chỉ tiêu PAR INDEX."
        ]

    def test_what_is_due_next_is_told_before_what_is_past_due(self):
        past = target(value=90.0, due=Period.parse("2022"))
        before = target(tier=Tier.DISTRICT, value=80.0, due=Period.parse("2021"))
        ahead = target(tier=Tier.COMMUNE, value=70.0, due=Period.parse("2025"))
        rows = figure(), figure(tier="district"), figure(tier="commune")
        told = report(*rows, targets=(past, before, ahead)).say_gaps().texts
        assert [re.search(r"chỉ tiêu (\d+%)", text)[1] for text in told] == ["70%", "90%", "80%"]

    def test_every_target_has_a_row(self):
        goals = target(value=50.0), target(value=80.0, due=Period.parse("2030"))
        frame = report(figure(value=60), targets=goals).show_gaps().frame
        assert frame[["target", "verdict"]].to_numpy().tolist() == [[50, "met"], [80, "not_met"]]

    def test_the_pace_is_the_gap_over_the_years_left(self):
        frame = report(figure(value=45), figure(value=40, period="2022")).show_pace().frame
        row = frame.iloc[0]
        assert (row["gap"], row["target"], row["points"]) == (50 - 45, 50, 2)
        assert row["years"] == pytest.approx(2, abs=0.01)
        assert row["rate"] == pytest.approx(5 / 2, abs=0.02)

    def test_the_table_of_pace_has_the_decimals_of_its_sentences(self):
        rows = [figure(value=value, period=year)
                for value, year in ((40, "2021"), (42, "2022"), (45, "2023"))]  # fmt: skip
        edition = report(*rows, targets=(target(value=57.74),))
        assert "cần +6,4 điểm phần trăm mỗi năm" in edition.say_pace().texts[0]
        assert "+2,5 điểm phần trăm mỗi năm" in edition.say_pace().texts[0]
        assert ">+6,4<" in edition.show_pace().to_html()
        assert ">+2,5<" in edition.show_pace().to_html()

    def test_the_pace_is_as_fine_as_its_target(self):
        frame = report(figure(value=45), targets=(target(value=62.5),)).show_pace().frame
        assert (frame["target_decimals"].tolist(), frame["gap_decimals"].tolist()) == ([1], [2])

    @pytest.mark.parametrize(
        ("row", "goal", "text"),
        [
            (figure(value=45), 50.0, "−5"),
            (figure(value=62), 62.5, "−0,5"),
            (figure(value=60), 50.0, "+10"),
            (figure(value=95, qualifier=">"), 80.0, "≥ +15"),
            (figure(value=30, qualifier="<"), 50.0, "≤ −20"),
            (figure(value=90, qualifier=">"), 95.0, "…"),
        ],
    )
    def test_bars_are_labelled_with_what_is_proved(self, drawn, row, goal, text):
        report(row, targets=(target(value=goal),)).draw_gaps()
        bars, _ = drawn[0]
        assert bars["gap_text"].tolist() == [text]

    def test_bars_run_from_the_largest_shortfall(self, drawn):
        goals = target(), target(tier=Tier.DISTRICT), LATE
        rows = figure(value=45), figure(tier="district", value=20), figure("late_share", value=6)
        report(*rows, targets=goals, lang="en").draw_gaps()
        bars, caption = drawn[0]
        assert bars["label"].tolist() == ["Online, district", "Online, province", "Late, province"]
        assert caption.title == "3 of 3 shares miss their target, 2023"

    def test_a_whole_province_needs_no_tier_in_its_label(self, drawn):
        report(figure(tier="all"), targets=(target(tier=Tier.ALL),), lang="en").draw_gaps()
        assert drawn[0][0]["label"].tolist() == ["Online"]

    def test_a_rank_is_no_share(self, drawn):
        goal = target(
            indicator="dti_rank", definition="as_printed", operator="<=", kind=TargetKind.RANK
        )
        shown = report(figure("dti_rank", value=42), targets=(goal,)).draw_gaps()
        assert "không vẽ khoảng cách" in texts(shown)[0]
        assert drawn == []


def yearly(*values, first=2019, **changes):
    return [
        figure(value=value, period=str(first + place), **changes)
        for place, value in enumerate(values)
    ]


class TestTrends:
    def test_tested_series_are_told_first(self):
        rows = [*yearly(40, 42, 44, tier="all", first=2021), *yearly(40, 42, 44, 45, 49)]
        told = report(*rows, targets=()).say_trends().texts
        assert "tăng bình quân" in told[0]
        assert "mới có 3 kỳ" in told[1]

    def test_the_table_has_the_change_and_what_it_may_mean(self):
        frame = report(*yearly(40, 42, 44, first=2021), targets=(), lang="en").show_trends().frame
        row = frame.iloc[0]
        assert (row["span"], row["points"], row["change"]) == ("2021 – 2023", 3, 4)
        assert row["level_name"] == "3 to 4 periods: described only"

    @pytest.mark.parametrize(
        ("lang", "words"), [("vi", "chỉ cho biết thay đổi"), ("en", "show a change only")]
    )
    def test_two_points_are_called_a_change_and_no_trend(self, lang, words):
        (told,) = report(*yearly(40, 42, first=2022), lang=lang, targets=()).say_trends().texts
        assert words in told

    def test_panels_hold_series_of_three_points_and_more(self, drawn):
        rows = [*yearly(40, 42, 44, first=2021), *yearly(9, 8, tier="all", first=2022)]
        report(*rows, targets=(), lang="en").draw_trends()
        frame, caption, _ = drawn[0]
        assert frame["value"].tolist() == [40, 42, 44]
        assert caption.title == "1 series with at least 3 comparable periods, up to 2023"

    def test_bounds_by_tier_are_drawn_with_their_targets(self, drawn):
        goal = target(indicator="work_files_online_share", definition="as_printed", value=90.0)
        rows = work_files("province"), work_files("province", 80, period="2022")
        report(*rows, targets=(goal,)).draw_tiers()
        frame, caption = drawn[0]
        assert frame["bound"].tolist() == ["more_than", "more_than"]
        assert frame["target"].tolist() == [90, 90]
        assert frame["target_label"].tolist() == ["Chỉ tiêu 2025: 90%"] * 2
        assert "từ năm 2022 đến năm 2023" in caption.alt

    @pytest.mark.parametrize(
        ("exact", "words"), [(False, "chỉ nêu cận dưới"), (True, "theo ba cấp, đến năm 2023")]
    )
    def test_the_title_speaks_of_bounds_only_where_all_are_bounds(self, drawn, exact, words):
        more = {"qualifier": "="} if exact else {}
        report(work_files("commune"), {**work_files("district"), **more}, targets=()).draw_tiers()
        _, caption = drawn[0]
        assert words in caption.title

    def test_a_tier_without_a_target_has_no_line(self, drawn):
        report(work_files("commune"), targets=()).draw_tiers()
        frame, _ = drawn[0]
        assert frame[["target", "target_label", "target_time"]].isna().all(axis=None)


class TestAreas:
    def test_districts_are_shown_in_code_order(self):
        rows = figure(area="150", tier="district"), figure(area="148", tier="district")
        frame = report(*rows).show_districts().frame
        assert frame["group"].tolist() == ["TP Hòa Bình", "Đà Bắc"]

    def test_districts_are_counted(self):
        rows = figure(area="150", tier="district"), figure("dossiers", area="150", value=9)
        assert report(*rows).say_districts().texts[0] == (
            "Có 1 trong 2 đơn vị cấp huyện có số liệu công bố trong kỳ, về 2 chỉ tiêu."
        )

    def test_after_the_tier_has_ended_there_are_no_districts(self):
        edition = report(figure(period="2025"), period="2025")
        assert "kết thúc hoạt động vào ngày 30/6/2025" in edition.say_districts().texts[0]
