"""Sentences on figures with more than one value: conflicts, revisions, and bounds that give way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chiso.catalog import Indicator, Tier
from chiso.narrative.figures import TIERS, period_words, value_words
from chiso.narrative.names import listed, name_in
from chiso.numbers import Qualifier, separating_decimals
from chiso.periods import Period, format_date
from chiso.words import LANGS, Words


@dataclass(frozen=True)
class Stated:
    """One value that was published for a figure; an implied one was estimated or follows."""

    value: float
    qualifier: Qualifier = "="
    decimals: int = 0
    is_implied: bool = False


@dataclass(frozen=True)
class Rivals:
    """A figure that was published with several values.

    Attributes
    ----------
    values
        In the order of publication.
    used
        Place of the value that the report uses.
    sources
        Sources that state them.
    area
        Its name where it is not the province.
    """

    indicator: Indicator
    tier: Tier
    period: Period
    values: Sequence[Stated]
    used: int
    sources: int = 2
    area: Words | None = None


@dataclass(frozen=True)
class Revised:
    """A figure that a later publication changed, and the day of that publication."""

    indicator: Indicator
    tier: Tier
    period: Period
    old: Stated
    new: Stated
    day: date
    area: Words | None = None


@dataclass(frozen=True)
class Lowered:
    """Lower bounds of one indicator that lie below those of the period before, tier by tier."""

    indicator: Indicator
    period: Period
    earlier: Period
    bounds: Sequence[tuple[Tier, Stated, Stated]]


_VOICES = {
    1: Words(vi="một nguồn nêu các số khác nhau", en="one source gives different figures"),
    2: Words(vi="hai nguồn nêu số khác nhau", en="two sources give different figures"),
}
_VOICES_OF_MANY = Words(vi="các nguồn nêu số khác nhau", en="sources give different figures")
_KEPT = {2: Words(vi="cả hai", en="both")}
_ALL_KEPT = Words(vi="mọi số", en="all")
_LOWER = Words(vi="mức thấp hơn", en="the lower")


def conflict_sentence(told: Rivals) -> Words:
    """The values that sources give for one figure, and which of them the report uses."""
    values = [_value(told.indicator, stated, told.values) for stated in told.values]
    return Words(
        vi="{subject}, {period}: {voices} ({values}); báo cáo dùng {used} và giữ {kept} trong biểu"
        " dưới đây.",
        en="{subject}, {period}: {voices} ({values}); {used} is used, {kept} are kept in the table"
        " below.",
    ).fill(
        subject=name_in(told.indicator, told.tier, told.area),
        period=period_words(told.period),
        voices=_VOICES.get(told.sources, _VOICES_OF_MANY),
        values=listed(values),
        used=_LOWER if _is_lower(told) else values[told.used],
        kept=_KEPT.get(len(values), _ALL_KEPT),
    )


def revision_sentence(told: Revised) -> Words:
    """The value that stood before, the one that a later publication put in its place."""
    both = (told.old, told.new)
    return Words(
        vi="{subject}: số liệu {period} đã điều chỉnh từ {old} thành {new} theo công bố ngày"
        " {day}.",
        en="{subject}: the figure for {period} was revised from {old} to {new} (published on"
        " {day}).",
    ).fill(
        subject=name_in(told.indicator, told.tier, told.area),
        period=period_words(told.period),
        old=_value(told.indicator, told.old, both),
        new=_value(told.indicator, told.new, both),
        day=Words(*(format_date(told.day, lang) for lang in LANGS)),
    )


def lowered_sentence(told: Lowered) -> Words:
    """Lower bounds beside the higher ones of the period before, from which no fall follows."""
    tiers = [
        Words("{value} ({tier})", "{value} ({tier})").fill(
            value=_value(told.indicator, now, (now, before)), tier=TIERS[tier]
        )
        for tier, now, before in told.bounds
    ]
    earlier = [_value(told.indicator, before, (now, before)) for _, now, before in told.bounds]
    return Words(
        vi="{subject}, {period}: {bounds}. Cận nêu cho {earlier} cao hơn ({before}); các cận dưới"
        " không so được với nhau nên chưa kết luận được mức thay đổi.",
        en="{subject}, {period}: {bounds}. Higher bounds were given for {earlier} ({before}); lower"
        " bounds cannot be compared, so no change is concluded.",
    ).fill(
        subject=told.indicator.short,
        period=period_words(told.period),
        bounds=listed(tiers),
        earlier=period_words(told.earlier),
        before=listed(earlier),
    )


def _value(indicator: Indicator, stated: Stated, among: Sequence[Stated]) -> Words:
    """A value with as many decimals as tell it from the others."""
    others = tuple(other.value for other in among if other.value != stated.value)
    decimals = separating_decimals(stated.value, stated.decimals, against=others)
    value = value_words(indicator, stated.value, stated.qualifier, decimals)
    if not stated.is_implied:
        return value
    return Words(vi="{value}, số ước tính hoặc suy ra", en="{value}, estimated or implied").fill(
        value=value
    )


def _is_lower(told: Rivals) -> bool:
    """Whether *the lower* says which of two plain values is used."""
    used, others = told.values[told.used], [*told.values]
    del others[told.used]
    is_plain = told.indicator.kind != "rank" and not any(one.is_implied for one in told.values)
    return is_plain and len(others) == 1 and used.value < others[0].value
