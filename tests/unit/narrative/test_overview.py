"""The first sentences of a report and what to look at first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chiso.catalog import Tier
from chiso.narrative import result_sentence
from chiso.narrative.overview import (
    Shortfall,
    attention_sentences,
    failed_total_sentence,
    overview_sentences,
    restated_sentences,
)
from chiso.narrative.quality import QualityCounts, quality_sentences
from chiso.words import Words
from unit.report.rows import NO_VERDICTS, fact, failed_total, judged_fact, overview


def told(**changes):
    return overview_sentences(overview(**changes))


class TestOverview:
    def test_it_opens_with_period_figures_sources_and_day(self):
        assert told()[0] == Words(
            "Báo cáo 6 tháng đầu năm 2024 dùng 1.072 số liệu công bố của kỳ từ 12 nguồn, tính đến"
            " ngày 30/6/2024.",
            "The report on the first half of 2024 uses 1,072 published figures of the period from"
            " 12 sources, up to 30 June 2024.",
        )

    def test_it_counts_verdicts(self):
        counts = NO_VERDICTS | {"met": 6, "not_met": 1, "undetermined": 2, "no_data": 15}
        assert told(counts=counts)[1] == Words(
            "Trong 24 chỉ tiêu đã giao: 6 đạt, 1 chưa đạt, 2 chưa đủ căn cứ, 15 chưa có số liệu"
            " trong kỳ.",
            "Targets: 24, of which 6 met, 1 not met, 2 inconclusive and 15 without a figure in the"
            " period.",
        )

    def test_figures_without_a_target_are_not_among_the_targets(self):
        counts = NO_VERDICTS | {"met": 1, "no_target": 50}
        assert "Trong 1 chỉ tiêu" in told(counts=counts)[1].vi

    def test_without_targets_it_says_so(self):
        assert told()[1] == Words(
            "Kỳ này không có chỉ tiêu nào để đánh giá.", "The period has no target to be judged."
        )

    def test_the_largest_shortfall_is_told_third(self):
        missed = [judged_fact(), judged_fact("late_share", value=8.0, operator="<=", target=5.0)]
        assert told(missed=missed)[2] == result_sentence(missed[0])

    def test_bounds_and_copies_are_counted(self):
        assert told(bounds=3, restated=[judged_fact(), judged_fact()])[2] == Words(
            "Có 3 số liệu chỉ nêu cận và 2 số liệu trùng nguyên văn chỉ tiêu; các số này không cho"
            " biết mức thực.",
            "Figures that are only a bound: 3; that repeat a target word for word: 2; they do not"
            " show the actual level.",
        )

    def test_the_first_failed_total_is_told(self):
        sentences = told(failed_totals=[failed_total(), failed_total(printed=1.0)])
        assert failed_total_sentence(failed_total()) in sentences
        assert failed_total_sentence(failed_total(printed=1.0)) not in sentences

    @pytest.mark.parametrize(
        ("reporting", "vi", "en"),
        [
            (
                0,
                "Kỳ này không có số liệu công bố ở cấp huyện.",
                "No district figures were published for this period.",
            ),
            (
                6,
                "Có 6 trong 10 đơn vị cấp huyện có số liệu công bố trong kỳ.",
                "6 of 10 district-level units published figures in the period.",
            ),
        ],
    )
    def test_it_ends_with_the_districts(self, reporting, vi, en):
        assert told(districts_reporting=reporting)[-1] == Words(vi, en)

    def test_it_is_at_least_three_sentences(self):
        assert len(told()) == 3

    def test_it_is_at_most_six_sentences_and_illustrative_data_come_first(self):
        sentences = told(
            is_synthetic=True, missed=[judged_fact()], bounds=3, failed_totals=[failed_total()]
        )
        assert len(sentences) == 6
        assert sentences[0] == Words(
            "Đây là số liệu minh họa, không phải kết quả thực tế của các huyện.",
            "These are illustrative data, not actual district results.",
        )


class TestFailedTotal:
    def test_it_names_both_sums_and_keeps_the_print(self):
        assert failed_total_sentence(failed_total()) == Words(
            "Số hồ sơ tiếp nhận (ngày 30/6/2024): tổng công bố là 6.203, các thành phần cộng lại là"
            " 6.200; báo cáo giữ nguyên số công bố.",
            "Dossiers (30 June 2024): the published total is 6,203, its parts add up to 6,200; the"
            " total is kept as published.",
        )

    def test_a_total_printed_as_a_bound_is_told_as_one(self):
        sentence = failed_total_sentence(
            failed_total(printed=39.0, summed=38.5, decimals=1, qualifier=">")
        )
        assert "tổng công bố là trên 39,0, các thành phần cộng lại là 38,5" in sentence.vi
        assert "the published total is over 39.0, its parts add up to 38.5" in sentence.en


def attention(**changes):
    return attention_sentences(overview(**changes))


class TestAttention:
    def test_a_report_without_faults_says_so(self):
        assert attention() == [
            Words(
                "Kỳ này không có chỉ tiêu chưa đạt và không có số liệu nghi vấn.",
                "The period has no missed target and no doubtful figure.",
            )
        ]

    def test_a_missed_target_is_told(self):
        assert attention(missed=[judged_fact()]) == [result_sentence(judged_fact())]

    def test_a_counted_shortfall_is_told_in_cases_and_not_twice(self):
        missed = judged_fact(value=100 * 1310 / 1860, target=80.0, decimals=2)
        assert attention(missed=[missed], shortfalls=[Shortfall(missed, 178)]) == [
            Words(
                "tỷ lệ hồ sơ trực tuyến: cần thêm 178 trường hợp nữa để đạt 80% vào năm 2025, nếu"
                " mẫu số không đổi.",
                "dossiers online: reaching 80% by 2025 takes 178 more cases, if the base stays as"
                " it is.",
            )
        ]

    def test_another_tier_of_the_same_indicator_is_still_told(self):
        missed = judged_fact(value=100 * 1310 / 1860, target=80.0, decimals=2)
        other = replace(missed, tier=Tier.DISTRICT, value=40.0, gap=40.0)
        sentences = attention(missed=[missed, other], shortfalls=[Shortfall(missed, 178)])
        assert result_sentence(other) in sentences

    def test_a_shortfall_names_its_tier_and_the_decimals_of_its_target(self):
        missed = judged_fact(tier=Tier.COMMUNE, target=62.5)
        (sentence,) = attention(missed=[missed], shortfalls=[Shortfall(missed, 1200)])
        assert sentence == Words(
            "tỷ lệ hồ sơ trực tuyến cấp xã: cần thêm 1.200 trường hợp nữa để đạt 62,5% vào năm"
            " 2025, nếu mẫu số không đổi.",
            "dossiers online (commune level): reaching 62.5% by 2025 takes 1,200 more cases, if the"
            " base stays as it is.",
        )

    def test_copies_and_old_figures_are_named(self):
        assert attention(restated=[fact()], carried=[fact("dossiers"), fact("smart_city")]) == [
            Words(
                "Không nên dựa vào các con số trùng nguyên văn chỉ tiêu: tỷ lệ hồ sơ trực tuyến.",
                "Do not lean on figures that repeat a target word for word: dossiers online.",
            ),
            Words(
                "Số liệu giữ nguyên từ kỳ trước, cần thống kê lại: số hồ sơ tiếp nhận; trung tâm"
                " điều hành đô thị thông minh.",
                "Carried forward from an earlier period and due for a new count: dossiers;"
                " smart-city centre.",
            ),
        ]

    def test_every_failed_total_is_told(self):
        assert attention(failed_totals=[failed_total(), failed_total(printed=9.0)]) == [
            failed_total_sentence(failed_total()),
            failed_total_sentence(failed_total(printed=9.0)),
        ]


class TestRestated:
    def test_none_gives_no_sentence(self):
        assert restated_sentences([judged_fact()]) == []

    def test_copies_are_named_with_what_was_printed(self):
        copies = [
            judged_fact(value=60.0, qualifier=">", is_restated=True, tier=Tier.COMMUNE),
            judged_fact(value=100.0, is_restated=True),
        ]
        assert restated_sentences([judged_fact(), *copies]) == [
            Words(
                "2 kết quả trùng nguyên văn chỉ tiêu được giao, chưa phải bằng chứng độc lập: tỷ lệ"
                " hồ sơ trực tuyến cấp xã (trên 60%); tỷ lệ hồ sơ trực tuyến (100%).",
                "Results that repeat their targets word for word and are no independent evidence"
                " (2): dossiers online (commune level) (over 60%); dossiers online (100%).",
            )
        ]


def test_quality_is_counted_and_failed_totals_follow():
    counts = QualityCounts(checked=29, broken=3, rivals=2, breaks=19, corrected=1)
    facts = overview(bounds=6, restated=[fact()], carried=[fact()], failed_totals=[failed_total()])
    assert quality_sentences(facts, counts) == [
        Words(
            "Trong số liệu của tỉnh ở kỳ này, 6 số chỉ nêu cận, 1 số trùng nguyên văn chỉ tiêu, 1"
            " số giữ nguyên từ kỳ trước.",
            "The province's figures in this period that are only a bound: 6; that repeat a target"
            " word for word: 1; that are carried forward: 1.",
        ),
        Words(
            "Đã tính lại 29 tổng và tỷ lệ công bố kèm thành phần: 3 không khớp.",
            "Totals and shares published with their parts and recomputed: 29; that do not agree:"
            " 3.",
        ),
        Words(
            "2 số liệu được công bố với nhiều giá trị; 19 chuỗi đổi định nghĩa; 1 dòng có đính"
            " chính, nêu trong tệp corrections.yml.",
            "Figures published with several values: 2; series that changed their definition: 19;"
            " rows with a correction, listed in corrections.yml: 1.",
        ),
        failed_total_sentence(failed_total()),
    ]
