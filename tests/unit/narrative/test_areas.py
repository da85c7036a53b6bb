"""Sentences on districts, ranks and profiles."""

from __future__ import annotations

from datetime import date

import pytest

from chiso.narrative.areas import (
    district_sentences,
    panel_sentence,
    profile_sentences,
    rank_sentence,
)
from chiso.periods import Period
from chiso.words import Words
from unit.report.rows import catalogue_of


def districts(**changes):
    fields = {"reporting": 6, "districts": 10, "indicators": 19, "closing": date(2023, 12, 31)}
    return district_sentences(**fields | changes)


class TestDistricts:
    def test_reporting_districts_are_counted_and_not_ranked(self):
        assert districts() == [
            Words(
                "Có 6 trong 10 đơn vị cấp huyện có số liệu công bố trong kỳ, về 19 chỉ tiêu.",
                "6 of 10 district-level units published figures in the period; indicators covered:"
                " 19.",
            ),
            Words(
                "Chưa có chỉ tiêu nào đủ số liệu cùng kỳ, cùng định nghĩa của mọi huyện nên chưa"
                " đủ căn cứ để xếp hạng.",
                "No indicator has figures of all districts for one period and definition, so they"
                " cannot be ranked.",
            ),
        ]

    def test_silence_is_told(self):
        assert districts(reporting=0) == [
            Words(
                "Không có đơn vị nào trong 10 đơn vị cấp huyện có số liệu công bố trong kỳ.",
                "None of the 10 district-level units published a figure in the period.",
            )
        ]

    def test_the_last_day_of_the_tier_still_has_districts(self):
        assert len(districts(closing=date(2025, 6, 30))) == 2

    @pytest.mark.parametrize("closing", [date(2025, 7, 1), date(2026, 12, 31)])
    def test_after_30_june_2025_there_is_no_district_tier(self, closing):
        assert districts(closing=closing, reporting=0, districts=0) == [
            Words(
                "Cấp huyện đã kết thúc hoạt động vào ngày 30/6/2025; kỳ này không có số liệu cấp"
                " huyện.",
                "The district tier ended on 30 June 2025; this period has no district figures.",
            )
        ]


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

    def test_the_panel_of_departments_is_described(self):
        assert panel_sentence(19, ("par_index", "sipas")) == Words(
            "19 sở, ban, ngành có đủ kết quả PAR INDEX và SIPAS, là bộ số liệu so sánh đầy đủ"
            " nhất.",
            "19 departments have complete results on PAR INDEX and SIPAS, the fullest real panel.",
        )


class TestProfiles:
    AREA = catalogue_of().areas["150"]

    def test_a_district_with_figures_names_the_latest(self):
        assert profile_sentences(self.AREA, 3, Period.parse("2023-Q1")) == [
            Words(
                "Huyện Đà Bắc có 3 số liệu công bố đến kỳ này, số mới nhất là của quý I/2023.",
                "Đà Bắc district, published figures up to this period: 3, the latest for Q1 2023.",
            )
        ]

    def test_a_district_without_figures_says_so(self):
        assert profile_sentences(self.AREA, 0, None) == [
            Words(
                "Huyện Đà Bắc chưa có số liệu công bố nào đến kỳ này.",
                "Đà Bắc district has no published figure up to this period.",
            )
        ]
