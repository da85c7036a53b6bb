"""Broken series in words."""

from __future__ import annotations

from chiso.catalog import Tier
from chiso.narrative.breaks import BasisBreak, Break, basis_sentence, break_sentence
from chiso.periods import Period
from chiso.words import Words
from unit.report.rows import catalogue_of

SHARE = catalogue_of().indicators["online_share"]


def test_without_a_word_of_the_catalogue_the_periods_are_told():
    days = (Period.parse("2019-H1"), Period.parse("2021-H1"))
    told = Break(None, SHARE, Tier.DISTRICT, *days, area=Words("Cao Phong", "Cao Phong district"))
    assert break_sentence(told) == Words(
        "Trực tuyến (cấp huyện) của Cao Phong: định nghĩa thay đổi giữa 6 tháng đầu năm 2019"
        " và 6 tháng đầu năm 2021; số liệu hai giai đoạn không nối liền.",
        "Online (district level), Cao Phong district: redefined between the first half of"
        " 2019 and the first half of 2021; the two series are not joined.",
    )


def test_another_coverage_is_told_for_all_series_at_once():
    told = BasisBreak(
        13, Period.parse("2022-H1"), Words("chưa gồm sở", "without departments"),
        Words("đủ các cấp", "all offices"),
    )  # fmt: skip
    assert basis_sentence(told) == Words(
        "từ 6 tháng đầu năm 2022, lịch kỳ hoặc phạm vi của 13 chuỗi đã khác: đủ các cấp (trước đó:"
        " chưa gồm sở); số liệu hai giai đoạn không nối liền.",
        "since the first half of 2022 the calendar or coverage of 13 series is another: all offices"
        " (earlier: without departments); the two series are not joined.",
    )
