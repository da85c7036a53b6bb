"""Sentences on pace: how fast a due date needs it, and how fast it went so far."""

from __future__ import annotations

from dataclasses import dataclass

from chiso.catalog import Indicator, Tier
from chiso.narrative.figures import (
    TIERS,
    gap_decimals,
    gap_words,
    is_whole,
    period_words,
    target_words,
)
from chiso.numbers import format_number
from chiso.periods import Period
from chiso.words import LANGS, Words

LEAST_POINTS = 3  # comparable figures from which a pace so far is told; REPORT 3.3


@dataclass(frozen=True)
class PaceFact:
    """One missed target that is still due.

    Attributes
    ----------
    needed
        Change a year from here to the due date, in the indicator's unit, with its sign.
    seen
        Change a year over the comparable figures so far, with its sign; None below three.
    points
        Comparable figures.
    first
        Period of the first of them.
    """

    indicator: Indicator
    tier: Tier
    target: float
    operator: str
    due: Period
    needed: float
    seen: float | None
    points: int
    first: Period


def pace_decimals(needed: float) -> int:
    """Decimals of the paces of one target, in sentences, pictures and tables alike.

    Examples
    --------
    >>> pace_decimals(6.37), pace_decimals(0.04)
    (1, 2)
    """
    return gap_decimals(needed, 0.0, 1)


def pace_sentence(told: PaceFact) -> Words:
    """The pace that the due date needs, beside the one so far where figures allow it."""
    decimals = pace_decimals(told.needed)
    so_far = Words(
        vi="mới có {points} kỳ so sánh được, chưa đủ {least} kỳ để so tốc độ",
        en="comparable periods: {points}; a comparison of pace needs {least}",
    )
    if told.seen is not None:
        so_far = Words(
            vi="từ {first} đến nay bình quân {seen} mỗi năm", en="since {first}: {seen} a year"
        )
    return Words(
        vi="{subject}: để đạt {target} vào {due} cần {needed} mỗi năm; {so_far}.",
        en="{subject}: {target} by {due} takes {needed} a year; {so_far}.",
    ).fill(
        subject=_subject(told),
        target=target_words(told.indicator, told.target, told.operator),
        due=period_words(told.due),
        needed=signed_gap(told.indicator, told.needed, decimals),
        so_far=so_far.fill(
            points=told.points,
            least=LEAST_POINTS,
            first=period_words(told.first),
            seen=signed_gap(told.indicator, told.seen or 0.0, decimals),
        ),
    )


def pace_note(told: PaceFact) -> Words:
    """The same in the space above a panel: *cần +8,5 mỗi năm; đến nay +2,4*."""
    decimals = pace_decimals(told.needed)
    needed, seen = (
        Words(*(format_number(pace, decimals, lang, signed=True) for lang in LANGS))
        for pace in (told.needed, told.seen or 0.0)
    )
    return Words(
        vi="cần {needed} mỗi năm; từ {first} đến nay {seen}",
        en="needs {needed} a year; since {first} {seen}",
    ).fill(needed=needed, seen=seen, first=Words(told.first.label("vi"), told.first.label("en")))


def signed_gap(indicator: Indicator, change: float, decimals: int) -> Words:
    """A change with its sign and unit: *+8,5 điểm phần trăm*, *−0,4 điểm*."""
    size = gap_words(indicator, change, decimals)
    sign = "−" if change < 0 else "+" if change > 0 else ""
    return Words(sign + size.vi, sign + size.en)


def _subject(told: PaceFact) -> Words:
    if is_whole(told.indicator, told.tier):
        return told.indicator.short
    return Words("{name}, {tier}", "{name}, {tier}").fill(
        name=told.indicator.short, tier=TIERS[told.tier]
    )
