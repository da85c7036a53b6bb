"""Sentences on who holds a gap to a target, and how many cases would close it."""

from __future__ import annotations

from dataclasses import dataclass

from chiso.catalog import Indicator, Tier
from chiso.narrative.comparison import Names, goal_words, share_words
from chiso.narrative.figures import gap_decimals, number_words, period_words, subject_words
from chiso.narrative.names import listed
from chiso.periods import Period
from chiso.words import Words


@dataclass(frozen=True)
class GapParts:
    """A share of all units together against the province's target.

    Attributes
    ----------
    gap
        Points still to go; 0 or less when the target is met.
    missing
        Units that miss their own target, and the cases that they lack together.
    holders
        Units that hold most of the gap, the largest first; empty when it is closed.
    """

    indicator: Indicator
    tier: Tier
    period: Period
    units: int
    value: float
    target: float
    operator: str
    is_met: bool
    gap: float
    missing: int
    cases: int
    holders: Names = ()


def gap_parts_sentences(told: GapParts) -> list[Words]:
    """The whole against its target, who holds most of the gap, and the cases that are lacking."""
    return [_whole(told), *([_holders(told)] if told.holders else []), _cases(told)]


def _whole(told: GapParts) -> Words:
    state = Words(vi="đạt chỉ tiêu {goal}", en="the target of {goal} is met")
    if not told.is_met:
        state = Words(
            vi="còn cách chỉ tiêu {goal} là {gap} điểm phần trăm",
            en="{gap} percentage points from the target of {goal}",
        )
    decimals = gap_decimals(told.gap, told.target, told.indicator.decimals)
    return Words(
        vi="{subject} của {units} đơn vị cộng lại, {period}, là {value}, {state}.",
        en="{subject}, {units} units together, {period}: {value}; {state}.",
    ).fill(
        subject=subject_words(told.indicator, told.tier),
        units=told.units,
        period=period_words(told.period),
        value=share_words(told.indicator, told.value, told.target),
        state=state.fill(
            goal=goal_words(told.indicator, told.target, told.operator),
            gap=number_words(abs(told.gap), decimals),
        ),
    )


def _holders(told: GapParts) -> Words:
    return Words(
        vi="Phần lớn khoảng cách nằm ở {names}.", en="Most of the gap lies in {names}."
    ).fill(names=listed(told.holders))


def _cases(told: GapParts) -> Words:
    if not told.missing:
        return Words(vi="Mọi đơn vị đều đạt chỉ tiêu.", en="Every unit meets its target.")
    fewer = told.operator in ("<=", "<")
    pattern = Words(
        vi="{missing} đơn vị chưa đạt, cần thêm tổng cộng {cases} trường hợp nếu mẫu số không đổi.",
        en="Units that miss it: {missing}; cases still needed with the same base: {cases}.",
    )
    if fewer:
        pattern = Words(
            vi="{missing} đơn vị chưa đạt, cần giảm tổng cộng {cases} trường hợp nếu mẫu số không"
            " đổi.",
            en="Units that miss it: {missing}; cases to be avoided with the same base: {cases}.",
        )
    return pattern.fill(missing=told.missing, cases=number_words(told.cases, 0))
