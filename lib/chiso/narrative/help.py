"""Sentences on who needs help: units that miss a target, and the cases that they lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.catalog import Indicator, Tier
from chiso.narrative.comparison import goal_words
from chiso.narrative.figures import number_words, period_words
from chiso.narrative.names import listed, short_name
from chiso.narrative.overview import Overview
from chiso.periods import Period
from chiso.words import Words


@dataclass(frozen=True)
class Help:
    """Units of one share against the target that all of them have in common.

    Attributes
    ----------
    units, missing
        Units with counts, and how many of them miss the target.
    lacking
        The units that lack most cases, with how many, the most first.
    cases
        Cases that all of them lack together.
    """

    indicator: Indicator
    tier: Tier
    units: int
    missing: int
    target: float
    operator: str
    due: Period
    lacking: Sequence[tuple[Words, int]]
    cases: int


def help_sentences(found: Sequence[Help], overview: Overview, *, has_panel: bool) -> list[Words]:
    """One sentence a share with its units, or why no unit can be named.

    Parameters
    ----------
    found
        Shares of which the province or a unit misses the target.
    overview
        How many districts there are and published figures.
    has_panel
        Whether any share with a target has the counts of enough units.
    """
    if found:
        return [_help_on(share) if share.missing else _elsewhere(share) for share in found]
    if has_panel:
        return [
            Words(
                vi="Mọi đơn vị cấp huyện có số đếm đều đạt chỉ tiêu.",
                en="Every district-level unit with counts meets its target.",
            )
        ]
    if not overview.districts:
        return [
            Words(
                vi="Kỳ này không còn cấp huyện nên không có đơn vị để xét.",
                en="There is no district tier in this period, so no unit can be named.",
            )
        ]
    return [
        Words(
            vi="Chưa xác định được huyện nào: không tỷ lệ nào có chỉ tiêu và đủ số đếm của các"
            " huyện; {some} trong {all} đơn vị cấp huyện có số liệu công bố.",
            en="No district can be named: no share has both a target and enough counts of"
            " districts; {some} of {all} district-level units published figures.",
        ).fill(some=overview.districts_reporting, all=overview.districts)
    ]


def _help_on(share: Help) -> Words:
    pattern = Words(
        vi="{subject}: {missing} trong {units} đơn vị chưa đạt {goal}, cần thêm {cases} trường hợp"
        " vào {due}; nhiều nhất: {lacking}.",
        en="{subject}: {missing} of {units} units miss {goal} and need {cases} more cases by {due};"
        " most: {lacking}.",
    )
    if share.operator in ("<=", "<"):
        pattern = Words(
            vi="{subject}: {missing} trong {units} đơn vị chưa đạt {goal}, cần giảm {cases} trường"
            " hợp vào {due}; nhiều nhất: {lacking}.",
            en="{subject}: {missing} of {units} units miss {goal} and need {cases} fewer cases by"
            " {due}; most: {lacking}.",
        )
    named = [
        Words("{name} {count}", "{name} {count}").fill(name=name, count=number_words(count, 0))
        for name, count in share.lacking
    ]
    return pattern.fill(
        subject=short_name(share.indicator, share.tier),
        missing=share.missing,
        units=share.units,
        goal=_goal(share),
        cases=number_words(share.cases, 0),
        due=period_words(share.due),
        lacking=listed(named),
    )


def _elsewhere(share: Help) -> Words:
    """Where every unit meets what the whole misses, the rest lies outside the units."""
    return Words(
        vi="{subject}: cả {units} đơn vị cấp huyện đều đạt {goal}; phần còn thiếu của tỉnh nằm"
        " ngoài số liệu cấp huyện.",
        en="{subject}: all {units} district-level units reach {goal}; what the province lacks lies"
        " outside the district figures.",
    ).fill(subject=short_name(share.indicator, share.tier), units=share.units, goal=_goal(share))


def _goal(share: Help) -> Words:
    return goal_words(share.indicator, share.target, share.operator)
