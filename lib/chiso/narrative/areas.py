"""Sentences on areas: how many report, when their tier ended, where the province ranks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chiso.catalog import Indicator
from chiso.narrative.figures import number_words, period_words
from chiso.narrative.names import listed
from chiso.periods import Period, format_date
from chiso.words import LANGS, Words, same


@dataclass(frozen=True)
class Coverage:
    """How much the districts published for a period.

    Attributes
    ----------
    reporting, districts
        Districts with a figure, and districts that exist.
    indicators
        Indicators that they published.
    silent
        Districts without any figure.
    shares
        Shares with counts of enough districts to compare them.
    """

    reporting: int
    districts: int
    indicators: int
    silent: tuple[Words, ...] = ()
    shares: int = 0


def district_sentences(told: Coverage) -> list[Words]:
    """How many districts published, on how many indicators, and who is missing by name."""
    if not told.reporting:
        return [
            Words(
                vi="Không có đơn vị nào trong {all} đơn vị cấp huyện có số liệu công bố trong kỳ.",
                en="None of the {all} district-level units published a figure in the period.",
            ).fill(all=told.districts)
        ]
    shares = Words(
        vi="; so sánh được {shares} tỷ lệ có tử số, mẫu số",
        en="; shares with counts that can be compared: {shares}",
    ).fill(shares=told.shares)
    first = Words(
        vi="Có {some} trong {all} đơn vị cấp huyện có số liệu công bố trong kỳ, về {topics} chỉ"
        " tiêu{shares}.",
        en="{some} of {all} district-level units published figures in the period; indicators"
        " covered: {topics}{shares}.",
    ).fill(
        some=told.reporting,
        all=told.districts,
        topics=told.indicators,
        shares=shares if told.shares else same(""),
    )
    missing = Words(
        vi="Chưa có số liệu nào trong kỳ: {names}.", en="Without any figure in the period: {names}."
    ).fill(names=listed(told.silent))
    return [first, *([missing] if told.silent else [])]


def tier_end_sentences(ended: date, last: Period | None) -> list[Words]:
    """On which day the district tier ended, and which period was its last with figures."""
    told = Words(
        vi="Cấp huyện đã kết thúc hoạt động vào ngày {day}; kỳ này không có số liệu cấp huyện.",
        en="The district tier ended on {day}; this period has no district figures.",
    ).fill(day=Words(*(format_date(ended, lang) for lang in LANGS)))
    if last is None:
        return [told]
    latest = Words(
        vi="Số liệu cấp huyện gần nhất là của {period}.",
        en="The latest district figures are those for {period}.",
    ).fill(period=period_words(last))
    return [told, latest]


def rank_sentence(indicator: Indicator, period: str, rank: float, ranked: float) -> Words:
    """A rank with its year and the number of units ranked, when that is known."""
    base = Words("", "")
    if ranked == ranked:  # a missing number is not equal to itself
        base = Words(vi=" trong {n} tỉnh, thành phố", en=" of {n} provinces").fill(
            n=number_words(ranked, 0)
        )
    when = Period.parse(period)
    return Words(
        vi="{name} {when}: hạng {rank}{base}.", en="{name}, {when}: rank {rank}{base}."
    ).fill(
        name=Words(indicator.name.vi, indicator.name.en),
        when=period_words(when),
        rank=number_words(rank, 0),
        base=base,
    )
