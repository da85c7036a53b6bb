"""Sentences on series that go on under other terms: definition, calendar, coverage."""

from __future__ import annotations

from dataclasses import dataclass

from chiso.catalog import Indicator, Tier
from chiso.narrative.figures import period_words
from chiso.narrative.names import name_in
from chiso.periods import Period
from chiso.words import Words


@dataclass(frozen=True)
class Break:
    """Series that changed their definition.

    Attributes
    ----------
    change
        What changed, in the catalogue's words; None where it does not say.
    indicator, tier, area, earlier, period
        The first of the series (its area where that is not the province), the last period under
        the earlier definition and the first under the later one.
    """

    change: Words | None
    indicator: Indicator
    tier: Tier
    earlier: Period
    period: Period
    area: Words | None = None


@dataclass(frozen=True)
class BasisBreak:
    """Series whose periods run by another calendar, or that cover other offices, since a period.

    Attributes
    ----------
    was, became
        The terms that changed, before and since.
    """

    series: int
    period: Period
    was: Words
    became: Words


def break_sentence(told: Break) -> Words:
    """What changed, and that the figures before and after are not joined."""
    change = told.change or Words(
        vi="{name}: định nghĩa thay đổi giữa {earlier} và {period}",
        en="{name}: redefined between {earlier} and {period}",
    ).fill(
        name=name_in(told.indicator, told.tier, told.area),
        period=period_words(told.period),
        earlier=period_words(told.earlier),
    )
    return _not_joined(change)


def basis_sentence(told: BasisBreak) -> Words:
    """Since when how many series run on other terms, and which."""
    return _not_joined(
        Words(
            vi="từ {period}, lịch kỳ hoặc phạm vi của {series} chuỗi đã khác: {became} (trước đó:"
            " {was})",
            en="since {period} the calendar or coverage of {series} series is another: {became}"
            " (earlier: {was})",
        ).fill(
            period=period_words(told.period), series=told.series, became=told.became, was=told.was
        )
    )


def _not_joined(change: Words) -> Words:
    return Words(
        vi="{change}; số liệu hai giai đoạn không nối liền.",
        en="{change}; the two series are not joined.",
    ).fill(change=change)
