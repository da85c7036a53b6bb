"""Sentences on areas: how many report, where the province ranks, what a district has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chiso.catalog import Area, Indicator
from chiso.narrative.figures import number_words
from chiso.periods import Period, format_date
from chiso.words import LANGS, Words

LAST_DISTRICT_DAY = date(2025, 6, 30)  # Resolution 202/2025/QH15: two tiers from 1 July 2025


def district_sentences(
    *, reporting: int, districts: int, indicators: int, closing: date
) -> list[Words]:
    """How much the districts published, and why they are not ranked."""
    if closing > LAST_DISTRICT_DAY:
        return [
            Words(
                vi="Cấp huyện đã kết thúc hoạt động vào ngày {day}; kỳ này không có số liệu cấp"
                " huyện.",
                en="The district tier ended on {day}; this period has no district figures.",
            ).fill(day=Words(*(format_date(LAST_DISTRICT_DAY, lang) for lang in LANGS)))
        ]
    if not reporting:
        return [
            Words(
                vi="Không có đơn vị nào trong {all} đơn vị cấp huyện có số liệu công bố trong kỳ.",
                en="None of the {all} district-level units published a figure in the period.",
            ).fill(all=districts)
        ]
    first = Words(
        vi="Có {some} trong {all} đơn vị cấp huyện có số liệu công bố trong kỳ, về {topics} chỉ"
        " tiêu.",
        en="{some} of {all} district-level units published figures in the period; indicators"
        " covered: {topics}.",
    ).fill(some=reporting, all=districts, topics=indicators)
    second = Words(
        vi="Chưa có chỉ tiêu nào đủ số liệu cùng kỳ, cùng định nghĩa của mọi huyện nên chưa đủ"
        " căn cứ để xếp hạng.",
        en="No indicator has figures of all districts for one period and definition, so they cannot"
        " be ranked.",
    )
    return [first, second]


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
        when=Words(when.name("vi"), when.name("en")),
        rank=number_words(rank, 0),
        base=base,
    )


def panel_sentence(units: int, indices: Sequence[str]) -> Words:
    """What the complete panel of departments covers."""
    names = [name.upper().replace("_", " ") for name in indices]
    return Words(
        vi="{units} sở, ban, ngành có đủ kết quả {indices}, là bộ số liệu so sánh đầy đủ nhất.",
        en="{units} departments have complete results on {indices}, the fullest real panel.",
    ).fill(units=units, indices=Words(" và ".join(names), " and ".join(names)))


def profile_sentences(area: Area, figures: int, latest: Period | None) -> list[Words]:
    """The sentence that opens a district's profile."""
    name = Words(area.name.vi, area.name.en)
    if latest is None:
        return [
            Words(
                vi="{name} chưa có số liệu công bố nào đến kỳ này.",
                en="{name} has no published figure up to this period.",
            ).fill(name=name)
        ]
    return [
        Words(
            vi="{name} có {figures} số liệu công bố đến kỳ này, số mới nhất là của {latest}.",
            en="{name}, published figures up to this period: {figures}, the latest for {latest}.",
        ).fill(
            name=name,
            figures=figures,
            latest=Words(latest.name("vi"), latest.name("en")),
        )
    ]
