"""Sentences on districts, the end of their tier, and ranks."""

from __future__ import annotations

from datetime import date

import pytest

from chiso.narrative.areas import (
    Coverage,
    district_sentences,
    rank_sentence,
    tier_end_sentences,
)
from chiso.narrative.names import joined, listed, side_by_side
from chiso.periods import Period
from chiso.words import Words, same
from unit.report.rows import catalogue_of

NAMES = (same("Đà Bắc"), Words("TP Hòa Bình", "Hòa Bình city"), same("Mai Châu"))


def districts(**changes):
    fields = {"reporting": 6, "districts": 10, "indicators": 19}
    return district_sentences(Coverage(**fields | changes))


class TestDistricts:
    def test_reporting_districts_are_counted(self):
        assert districts() == [
            Words(
                "Có 6 trong 10 đơn vị cấp huyện có số liệu công bố trong kỳ, về 19 chỉ tiêu.",
                "6 of 10 district-level units published figures in the period; indicators covered:"
                " 19.",
            )
        ]

    def test_shares_that_can_be_compared_are_counted(self):
        (told,) = districts(shares=5)
        assert told.vi.endswith("về 19 chỉ tiêu; so sánh được 5 tỷ lệ có tử số, mẫu số.")
        assert told.en.endswith("covered: 19; shares with counts that can be compared: 5.")

    def test_silent_districts_are_named(self):
        assert districts(silent=NAMES[:2])[1] == Words(
            "Chưa có số liệu nào trong kỳ: Đà Bắc và TP Hòa Bình.",
            "Without any figure in the period: Đà Bắc and Hòa Bình city.",
        )

    def test_where_all_are_silent_nobody_is_named(self):
        assert districts(reporting=0, silent=NAMES) == [
            Words(
                "Không có đơn vị nào trong 10 đơn vị cấp huyện có số liệu công bố trong kỳ.",
                "None of the 10 district-level units published a figure in the period.",
            )
        ]


class TestTheEndOfTheTier:
    def test_the_day_and_the_last_figures_are_told(self):
        assert tier_end_sentences(date(2025, 6, 30), Period.parse("2025-H1")) == [
            Words(
                "Cấp huyện đã kết thúc hoạt động vào ngày 30/6/2025; kỳ này không có số liệu cấp"
                " huyện.",
                "The district tier ended on 30 June 2025; this period has no district figures.",
            ),
            Words(
                "Số liệu cấp huyện gần nhất là của 6 tháng đầu năm 2025.",
                "The latest district figures are those for the first half of 2025.",
            ),
        ]

    def test_without_any_district_figure_the_day_stands_alone(self):
        assert len(tier_end_sentences(date(2025, 6, 30), None)) == 1


class TestRanks:
    @pytest.mark.parametrize(
        ("ranked", "vi", "en"),
        [
            (
                63.0,
                "Xếp hạng DTI năm 2022: hạng 42 trong 63 tỉnh, thành phố.",
                "DTI, rank, 2022: rank 42 of 63 provinces.",
            ),
            (float("nan"), "Xếp hạng DTI năm 2022: hạng 42.", "DTI, rank, 2022: rank 42."),
        ],
        ids=["with a base", "without a base"],
    )
    def test_a_rank_has_its_year_and_its_base_where_known(self, ranked, vi, en):
        rank = catalogue_of().indicators["dti_rank"]
        assert rank_sentence(rank, "2022", 42.0, ranked) == Words(vi, en)


class TestNames:
    @pytest.mark.parametrize(
        ("count", "vi", "en"),
        [
            (0, "", ""),
            (1, "Đà Bắc", "Đà Bắc"),
            (2, "Đà Bắc và TP Hòa Bình", "Đà Bắc and Hòa Bình city"),
            (3, "Đà Bắc, TP Hòa Bình và Mai Châu", "Đà Bắc, Hòa Bình city and Mai Châu"),
        ],
    )
    def test_names_are_listed_in_their_order(self, count, vi, en):
        assert listed(NAMES[:count]) == Words(vi, en)

    def test_sentences_follow_one_another(self):
        assert joined([same("Một."), same("Hai.")]) == same("Một. Hai.")

    def test_parts_stand_side_by_side(self):
        assert side_by_side([same("một"), same("hai")]) == same("một; hai")
