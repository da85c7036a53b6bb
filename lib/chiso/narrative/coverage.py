"""Sentences on districts that cannot be compared: what there is, what is missing, since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chiso.catalog import Area, Indicator
from chiso.narrative.figures import period_words
from chiso.narrative.names import listed
from chiso.narrative.profiles import area_words, short_words
from chiso.periods import Period, format_date
from chiso.words import LANGS, Words

_MOST_NAMES = 3


@dataclass(frozen=True)
class Coverage:
    """What is published for a district that cannot be compared.

    Attributes
    ----------
    current, earlier
        Indicators with a figure of the period, and others whose latest figure is older.
    latest
        Period of the latest figure; None without any.
    missing
        Indicators without a figure of the period that other districts have or that lead.
    """

    area: Area
    period: Period
    current: int
    earlier: int
    latest: Period | None = None
    missing: tuple[Indicator, ...] = ()


def coverage_sentences(covered: Coverage) -> list[Words]:
    """What is there for the district and what is missing, where nothing can be compared."""
    name = area_words(covered.area)
    if covered.latest is None:
        return [
            Words(
                vi="{name} chưa có số liệu công bố nào đến hết {period}.",
                en="{name} has no published figure up to the end of {period}.",
            ).fill(name=name, period=period_words(covered.period))
        ]
    there = Words(
        vi="{name}: số chỉ tiêu có số liệu của {period} là {current}, số chỉ tiêu chỉ có số liệu"
        " từ trước là {earlier}.",
        en="{name}, indicators with a figure of {period}: {current}; with older figures only:"
        " {earlier}.",
    )
    if not covered.current:
        there = Words(
            vi="{name} không có số liệu nào của {period}; số chỉ tiêu có số liệu từ trước là"
            " {earlier}, mới nhất là của {latest}.",
            en="{name} has no figure of {period}; indicators with older ones: {earlier}, the"
            " latest for {latest}.",
        )
    first = there.fill(
        name=name,
        period=period_words(covered.period),
        current=covered.current,
        earlier=covered.earlier,
        latest=period_words(covered.latest),
    )
    return [first, *([_missing(covered.missing)] if covered.missing else [])]


def ended_sentence(last_day: date | None, last_period: Period | None) -> Words:
    """When the district tier ended and which period was its last; or that there never was one."""
    if last_day is None:
        return Words(
            vi="Bộ số liệu này không có đơn vị cấp huyện nên không có hồ sơ huyện.",
            en="This data set has no district tier, so there are no district profiles.",
        )
    day = Words(*(format_date(last_day, lang) for lang in LANGS))
    if last_period is None:
        return Words(
            vi="Cấp huyện kết thúc hoạt động ngày {day}; từ đó không còn hồ sơ huyện.",
            en="The district tier ended on {day}; there are no district profiles since.",
        ).fill(day=day)
    return Words(
        vi="Cấp huyện kết thúc hoạt động ngày {day}; kỳ báo cáo cuối cùng có hồ sơ huyện là"
        " {period}.",
        en="The district tier ended on {day}; the last report with district profiles is that for"
        " {period}.",
    ).fill(day=day, period=period_words(last_period))


def _missing(indicators: Sequence[Indicator]) -> Words:
    """The first names, and how many more."""
    shown = [short_words(indicator) for indicator in indicators[:_MOST_NAMES]]
    more = len(indicators) - len(shown)
    rest = Words(vi="; số chỉ tiêu khác: {more}", en="; others: {more}").fill(more=more)
    return Words(
        vi="Chưa có số liệu của kỳ: {names}{rest}.", en="Not published: {names}{rest}."
    ).fill(names=listed(shown), rest=rest if more > 0 else Words("", ""))
