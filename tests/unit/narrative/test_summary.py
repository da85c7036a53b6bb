"""The six lines at the top of a report."""

from __future__ import annotations

import pytest

from chiso.catalog import Tier
from chiso.narrative import result_sentence
from chiso.narrative.help import Help
from chiso.narrative.overview import Shortfall, failed_total_sentence
from chiso.narrative.summary import Summary, summary_items
from chiso.periods import Period
from chiso.words import Words, same
from unit.report.rows import NO_VERDICTS, fact, failed_total, judged_fact, overview

COUNTS = NO_VERDICTS | {"met": 6, "not_met": 1, "undetermined": 2, "no_data": 15}
MISSED = judged_fact(value=100 * 1310 / 1860, target=80.0, decimals=2)


def lines(**changes):
    """The lines by their leads; fields of the overview and of the summary may be given."""
    own = {"met": (), "open": (), "silent": (), "help": (), "has_panel": False}
    own = {name: changes.pop(name, value) for name, value in own.items()}
    items = summary_items(Summary(overview=overview(**changes), **own))
    return {item.lead.en: item.text for item in items}


def help_with(**changes):
    fields = {
        "indicator": fact().indicator, "tier": Tier.ALL, "units": 10, "missing": 3,
        "target": 65.0, "operator": ">=", "due": Period.parse("2024"),
        "lacking": [(same("Lạc Sơn"), 5374), (same("Kim Bôi"), 2360)], "cases": 7800,
    }  # fmt: skip
    return Help(**fields | changes)


class TestOverall:
    def test_it_counts_verdicts_then_says_what_the_report_rests_on(self):
        assert lines(counts=COUNTS)["Overall"] == Words(
            "Trong 24 chỉ tiêu đã giao: 6 đạt, 1 chưa đạt, 2 chưa đủ căn cứ, 15 chưa có số liệu"
            " trong kỳ. Báo cáo dùng 1.072 số liệu công bố của kỳ từ 12 nguồn, tính đến ngày"
            " 30/6/2024.",
            "Of 24 targets: 6 met, 1 not met, 2 inconclusive, 15 without a figure in the period."
            " The report uses 1,072 published figures of the period from 12 sources, up to 30 June"
            " 2024.",
        )

    def test_figures_without_a_target_are_not_among_the_targets(self):
        counts = NO_VERDICTS | {"met": 1, "no_target": 50}
        assert lines(counts=counts)["Overall"].vi.startswith(
            "Trong 1 chỉ tiêu đã giao: 1 đạt, 0 chưa đạt."
        )

    def test_without_targets_it_says_so(self):
        assert lines()["Overall"].en.startswith("The period has no target to be judged.")

    def test_illustrative_data_are_named_first(self):
        assert lines(is_synthetic=True)["Overall"].vi.startswith(
            "Đây là số liệu minh họa, không phải kết quả thực tế của các huyện."
        )


class TestMet:
    def test_results_are_named(self):
        met = [judged_fact(verdict="met"), judged_fact("late_share", verdict="met")]
        assert lines(met=met)["Met"] == Words("Trực tuyến; Quá hạn.", "Online; Late.")

    def test_copies_among_them_are_counted(self):
        met = [judged_fact(verdict="met"), judged_fact(verdict="met", is_restated=True)]
        assert lines(met=met)["Met"].vi == (
            "Trực tuyến. 1 kết quả đạt khác chỉ trùng nguyên văn chỉ tiêu, chưa phải bằng chứng độc"
            " lập."
        )

    def test_where_all_are_copies_that_is_said_of_all(self):
        copy = judged_fact(verdict="met", is_restated=True)
        assert lines(met=[copy, copy])["Met"].en == (
            "Online. All 2 only repeat their target word for word and are no independent evidence."
        )

    def test_none_is_said(self):
        assert lines()["Met"] == Words("Không có chỉ tiêu nào.", "None.")


class TestNotMet:
    def test_the_largest_shortfall_is_told_with_the_cases_it_takes(self):
        told = lines(missed=[MISSED], shortfalls=[Shortfall(MISSED, 178)])["Not met"]
        assert told.vi == (
            f"{result_sentence(MISSED).vi} Cần thêm 178 trường hợp nữa để đạt 80% vào năm 2025, nếu"
            " mẫu số không đổi."
        )

    def test_others_are_named(self):
        other = judged_fact("late_share", value=8.0, operator="<=", target=5.0)
        assert lines(missed=[MISSED, other])["Not met"].vi.endswith("Cũng chưa đạt: Quá hạn.")

    def test_none_is_said(self):
        assert lines()["Not met"] == Words("Không có chỉ tiêu nào.", "None.")


HELP = [
    pytest.param(
        {"help": [help_with()], "has_panel": True},
        "Trực tuyến: 3 trong 10 đơn vị chưa đạt 65%, cần thêm 7.800 trường hợp vào năm 2024; nhiều"
        " nhất: Lạc Sơn 5.374 và Kim Bôi 2.360.",
        "Online: 3 of 10 units miss 65% and need 7,800 more cases by 2024; most: Lạc Sơn 5,374 and"
        " Kim Bôi 2,360.",
        id="units that miss",
    ),
    pytest.param(
        {"help": [help_with(operator="<=", target=2.0)], "has_panel": True},
        "Trực tuyến: 3 trong 10 đơn vị chưa đạt không quá 2%, cần giảm 7.800 trường hợp vào năm"
        " 2024; nhiều nhất: Lạc Sơn 5.374 và Kim Bôi 2.360.",
        "Online: 3 of 10 units miss at most 2% and need 7,800 fewer cases by 2024; most: Lạc Sơn"
        " 5,374 and Kim Bôi 2,360.",
        id="less is better",
    ),
    pytest.param(
        {"help": [help_with(missing=0, cases=0, lacking=[])], "has_panel": True},
        "Trực tuyến: cả 10 đơn vị cấp huyện đều đạt 65%; phần còn thiếu của tỉnh nằm ngoài số liệu"
        " cấp huyện.",
        "Online: all 10 district-level units reach 65%; what the province lacks lies outside the"
        " district figures.",
        id="the province misses what its districts reach",
    ),
    pytest.param(
        {"has_panel": True},
        "Mọi đơn vị cấp huyện có số đếm đều đạt chỉ tiêu.",
        "Every district-level unit with counts meets its target.",
        id="none",
    ),
    pytest.param(
        {"districts_reporting": 2},
        "Chưa xác định được huyện nào: không tỷ lệ nào có chỉ tiêu và đủ số đếm của các huyện; 2"
        " trong 10 đơn vị cấp huyện có số liệu công bố.",
        "No district can be named: no share has both a target and enough counts of districts; 2 of"
        " 10 district-level units published figures.",
        id="no counts",
    ),
    pytest.param(
        {"districts": 0},
        "Kỳ này không còn cấp huyện nên không có đơn vị để xét.",
        "There is no district tier in this period, so no unit can be named.",
        id="no districts",
    ),
]


@pytest.mark.parametrize(("given", "vi", "en"), HELP)
def test_who_needs_help_or_why_that_cannot_be_told(given, vi, en):
    assert lines(**given)["Needing help"] == Words(vi, en)


class TestNotConcluded:
    def test_bounds_and_silence_are_told_apart(self):
        silent = [(fact("late_share").indicator, Tier.ALL)]
        told = lines(open=[judged_fact(verdict="undetermined")], silent=silent)["Not concluded"]
        assert told == Words(
            "Nguồn chỉ nêu cận nên chưa đủ căn cứ: Trực tuyến. Chưa có số liệu trong kỳ: Quá hạn.",
            "Only a bound is known, so the target cannot be judged: Online. Without a figure in the"
            " period: Late.",
        )

    def test_with_all_concluded_there_is_no_such_line(self):
        assert "Not concluded" not in lines()


class TestCare:
    def test_weak_figures_are_counted_and_the_first_failed_total_is_told(self):
        total = failed_total()
        told = lines(bounds=3, restated=[fact()], carried=[fact()], failed_totals=[total, total])
        assert told["To use with care"].vi == (
            "3 số liệu chỉ nêu cận; 1 số liệu trùng nguyên văn chỉ tiêu; 1 số liệu giữ nguyên từ kỳ"
            " trước; các số này không cho biết mức thực. " + failed_total_sentence(total).vi
        )

    def test_without_doubt_that_is_said(self):
        assert lines()["To use with care"].en == (
            "No figure is only a bound, repeats a target or is carried forward; published totals of"
            " the province agree with their parts."
        )


def test_there_are_at_most_six_lines():
    told = lines(counts=COUNTS, missed=[MISSED], open=[MISSED], help=[help_with()], bounds=3)
    assert list(told) == [
        "Overall", "Met", "Not met", "Needing help", "Not concluded", "To use with care",
    ]  # fmt: skip
