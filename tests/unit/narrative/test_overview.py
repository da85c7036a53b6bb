"""What needs attention first, totals that fail, and figures that repeat a target."""

from __future__ import annotations

from dataclasses import replace

from chiso.catalog import Tier
from chiso.narrative import Movement, result_sentence
from chiso.narrative.overview import (
    Shortfall,
    Worse,
    attention_sentences,
    failed_total_sentence,
    restated_sentences,
)
from chiso.narrative.quality import QualityCounts, quality_sentences
from chiso.periods import Period
from chiso.words import Words, same
from unit.report.rows import fact, failed_total, judged_fact, overview


class TestFailedTotal:
    def test_it_names_both_sums_and_keeps_the_print(self):
        assert failed_total_sentence(failed_total()) == Words(
            "Số hồ sơ tiếp nhận (ngày 30/6/2024): tổng công bố là 6.203, các thành phần cộng lại là"
            " 6.200; báo cáo giữ nguyên số công bố.",
            "Dossiers (30 June 2024): the published total is 6,203, its parts add up to 6,200; the"
            " total is kept as published.",
        )

    def test_a_total_that_was_revised_later_is_told_with_the_number_in_use(self):
        sentence = failed_total_sentence(failed_total(used=6200.0))
        assert sentence.vi.endswith("cộng lại là 6.200; báo cáo dùng số đã điều chỉnh là 6.200.")
        assert sentence.en.endswith("add up to 6,200; the revised 6,200 is used.")

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
                "Không nên dựa vào 1 con số trùng nguyên văn chỉ tiêu: Trực tuyến.",
                "Not to lean on, as they repeat a target (1): Online.",
            ),
            Words(
                "Số liệu giữ nguyên từ kỳ trước, cần thống kê lại (2): Tiếp nhận; Đô thị thông"
                " minh.",
                "Carried forward from an earlier period and due for a new count (2): Dossiers;"
                " Smart city.",
            ),
        ]

    def test_more_than_three_copies_are_counted_and_tiers_stand_together(self):
        copies = [fact(tier=tier) for tier in (Tier.PROVINCE, Tier.DISTRICT)]
        copies += [fact(name) for name in ("late_share", "dossiers", "smart_city", "sipas")]
        (sentence,) = attention(restated=copies)
        assert sentence.vi.endswith(
            "Trực tuyến (cấp tỉnh, cấp huyện); Quá hạn; Tiếp nhận; 2 chỉ tiêu khác."
        )
        assert sentence.en.endswith(
            "Online (province level, district level); Late; Dossiers; 2 others."
        )

    def test_one_more_copy_is_one_other(self):
        names = ("online_share", "late_share", "dossiers", "smart_city")
        (sentence,) = attention(restated=[fact(name) for name in names])
        assert sentence.en.endswith("Dossiers; 1 other.")

    def test_a_result_that_is_missed_and_worse_than_before_comes_first(self):
        movement = Movement(
            indicator=fact().indicator, tier=Tier.ALL, period=Period.parse("2023"),
            previous_period=Period.parse("2022"), value=45.0, previous=47.5, decimals=1,
        )  # fmt: skip
        assert attention(missed=[judged_fact()], falling=[movement])[0] == Words(
            "Chưa đạt và kém hơn kỳ trước: tỷ lệ hồ sơ trực tuyến: 45,0%, thấp hơn năm 2022 (47,5%)"
            " là 2,5 điểm phần trăm.",
            "Not met and worse than before: dossiers online: 45.0%, 2.5 percentage points less than"
            " in 2022 (47.5%).",
        )

    def test_units_that_miss_and_are_worse_than_before_are_named(self):
        names = (same("Lạc Sơn"), same("Kim Bôi"))
        worse = Worse(fact().indicator, Tier.ALL, Period.parse("2022"), names)
        assert attention(worse=[worse]) == [
            Words(
                "Trực tuyến: chưa đạt chỉ tiêu và kém năm 2022 rõ hơn mức ngẫu nhiên: Lạc Sơn và"
                " Kim Bôi.",
                "Online: below target and worse than 2022 beyond chance: Lạc Sơn and Kim Bôi.",
            )
        ]

    def test_every_failed_total_is_told(self):
        assert attention(failed_totals=[failed_total(), failed_total(printed=9.0)]) == [
            failed_total_sentence(failed_total()),
            failed_total_sentence(failed_total(printed=9.0)),
        ]


class TestRestated:
    def test_none_gives_no_sentence(self):
        assert restated_sentences([judged_fact()]) == []

    def test_copies_are_counted_and_named(self):
        copies = [
            judged_fact(value=60.0, qualifier=">", is_restated=True, tier=Tier.COMMUNE),
            judged_fact("late_share", value=5.0, is_restated=True),
        ]
        assert restated_sentences([judged_fact(), *copies]) == [
            Words(
                "2 kết quả trùng nguyên văn chỉ tiêu, chưa phải bằng chứng độc lập: Trực tuyến (cấp"
                " xã); Quá hạn.",
                "Only repeating their targets, no independent evidence (2): Online (commune level);"
                " Late.",
            )
        ]

    def test_three_are_named_and_the_others_counted(self):
        names = ("online_share", "late_share", "dossiers", "sipas")
        copies = [judged_fact(name, is_restated=True) for name in names]
        (sentence,) = restated_sentences(copies)
        assert sentence.vi.startswith("4 kết quả")
        assert sentence.vi.endswith("Trực tuyến; Quá hạn; Tiếp nhận; 1 chỉ tiêu khác.")


def test_quality_is_counted_and_failed_totals_follow():
    counts = QualityCounts(checked=29, broken=3, rivals=2, breaks=19, corrected=1)
    facts = overview(bounds=6, restated=[fact()], carried=[fact()], failed_totals=[failed_total()])
    assert quality_sentences(facts, counts) == [
        Words(
            "Số liệu của tỉnh ở kỳ này: 6 số chỉ nêu cận; 1 số trùng nguyên văn chỉ tiêu; 1 số giữ"
            " nguyên từ kỳ trước.",
            "Figures of the province in this period: 6 only a bound; 1 repeating a target word for"
            " word; 1 carried forward.",
        ),
        Words(
            "Đã tính lại 29 tổng và tỷ lệ công bố kèm thành phần: 3 không khớp.",
            "Totals and shares published with their parts and recomputed: 29; that do not agree:"
            " 3.",
        ),
        Words(
            "Đến kỳ này: 2 số liệu được công bố với nhiều giá trị; 19 chuỗi đổi định nghĩa; 1 dòng"
            " có đính chính, nêu trong tệp corrections.yml.",
            "So far, figures published with several values: 2; series that changed their"
            " definition: 19; rows with a correction, listed in corrections.yml: 1.",
        ),
        failed_total_sentence(failed_total()),
    ]


def test_what_there_is_none_of_is_not_told():
    (told,) = quality_sentences(overview(), QualityCounts(29, 0, 0, 0, 0))
    assert told.vi.startswith("Đã tính lại 29 tổng")
