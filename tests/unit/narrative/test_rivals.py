"""Several values of one figure in words: who states them, which is used, what bounds allow."""

from __future__ import annotations

from datetime import date

import pytest

from chiso.catalog import Tier
from chiso.narrative.rivals import (
    Lowered,
    Revised,
    Rivals,
    Stated,
    conflict_sentence,
    lowered_sentence,
    revision_sentence,
)
from chiso.periods import Period
from chiso.words import Words
from unit.report.rows import catalogue_of

INDICATORS = catalogue_of().indicators
YEAR = Period.parse("2023")


def conflict(*values, used=0, indicator="online_share", **changes):
    told = Rivals(INDICATORS[indicator], Tier.ALL, YEAR, values, used, **changes)
    return conflict_sentence(told)


class TestConflict:
    def test_a_higher_value_that_is_used_is_named(self):
        told = conflict(Stated(95.0), Stated(90.0))
        assert "báo cáo dùng 95% và giữ cả hai" in told.vi
        assert "95% is used, both are kept" in told.en

    def test_of_ranks_no_lower_one_is_spoken_of(self):
        told = conflict(Stated(9.0), Stated(11.0), indicator="dti_rank")
        assert "báo cáo dùng hạng 9 và" in told.vi

    def test_an_implied_value_is_told_as_one(self):
        told = conflict(Stated(45.0), Stated(60.0, is_implied=True))
        assert "(45% và 60%, số ước tính hoặc suy ra)" in told.vi
        assert "(45% and 60%, estimated or implied); 45% is used" in told.en

    @pytest.mark.parametrize(
        ("sources", "voices"),
        [(1, "một nguồn nêu các số"), (2, "hai nguồn nêu số"), (3, "các nguồn nêu số")],
    )
    def test_the_sources_are_counted_and_not_the_values(self, sources, voices):
        assert voices in conflict(Stated(45.0), Stated(60.0), sources=sources).vi

    def test_three_values_are_all_kept(self):
        told = conflict(Stated(45.0), Stated(60.0), Stated(61.0), sources=3)
        assert told.en.endswith("(45%, 60% and 61%); 45% is used, all are kept in the table below.")

    def test_values_that_round_alike_are_told_apart(self):
        assert "(94,61% và 94,64%)" in conflict(Stated(94.61), Stated(94.64, decimals=1)).vi


def test_a_revision_names_the_unit_and_enough_decimals():
    told = Revised(
        INDICATORS["online_share"], Tier.COMMUNE, YEAR, Stated(99.051, decimals=1),
        Stated(99.066, decimals=1), date(2024, 7, 5), Words("Lạc Sơn", "Lạc Sơn district"),
    )  # fmt: skip
    assert revision_sentence(told) == Words(
        "Trực tuyến (cấp xã) của Lạc Sơn: số liệu năm 2023 đã điều chỉnh từ 99,05% thành"
        " 99,07% theo công bố ngày 05/7/2024.",
        "Online (commune level), Lạc Sơn district: the figure for 2023 was revised from"
        " 99.05% to 99.07% (published on 5 July 2024).",
    )


def test_lower_bounds_below_earlier_ones_are_no_fall():
    bounds = [
        (tier, Stated(now, ">"), Stated(before, ">"))
        for tier, now, before in (
            (Tier.PROVINCE, 90.0, 95.0), (Tier.DISTRICT, 80.0, 95.0), (Tier.COMMUNE, 60.0, 85.0),
        )
    ]  # fmt: skip
    days = (Period.parse("2024-06-30"), Period.parse("2023-06-30"))
    assert lowered_sentence(Lowered(INDICATORS["online_share"], *days, bounds)) == Words(
        "Trực tuyến, ngày 30/6/2024: trên 90% (cấp tỉnh), trên 80% (cấp huyện) và trên 60%"
        " (cấp xã). Cận nêu cho ngày 30/6/2023 cao hơn (trên 95%, trên 95% và trên 85%); các cận"
        " dưới không so được với nhau nên chưa kết luận được mức thay đổi.",
        "Online, 30 June 2024: over 90% (province level), over 80% (district level) and over"
        " 60% (commune level). Higher bounds were given for 30 June 2023 (over 95%, over 95% and"
        " over 85%); lower bounds cannot be compared, so no change is concluded.",
    )
