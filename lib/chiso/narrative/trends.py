"""Sentences on movement: what changed, and whether that is a trend."""

from __future__ import annotations

from chiso.narrative.facts import Movement, Trend
from chiso.narrative.figures import gap_words, number_words, subject_words, value_words
from chiso.numbers import separating_decimals
from chiso.words import Words

TEST_POINTS = 5
ALPHA = 0.05
_SMALLEST_P = 0.001  # smaller ones are not written as 0


def movement_sentence(movement: Movement) -> Words:
    """The change from the period before, without calling it a trend."""
    change = movement.value - movement.previous
    decimals = separating_decimals(movement.value, movement.decimals, against=(movement.previous,))
    if change == 0:
        pattern = Words(
            vi="{subject}: {value}, không đổi so với {before}.",
            en="{subject}: {value}, unchanged from {before}.",
        )
    else:
        pattern = Words(
            vi="{subject}: {value}, {way} {gap} so với {before} ({was}).",
            en="{subject}: {value}, {gap} {way} {before} ({was}).",
        )
    return pattern.fill(
        subject=subject_words(movement.indicator, movement.tier),
        value=value_words(movement.indicator, movement.value, "=", decimals),
        way=_way(movement, change),
        gap=gap_words(movement.indicator, change, decimals),
        before=Words(movement.previous_period.name("vi"), movement.previous_period.name("en")),
        was=value_words(movement.indicator, movement.previous, "=", decimals),
    )


def _way(movement: Movement, change: float) -> Words:
    if movement.indicator.kind == "rank":
        return Words(vi="tăng", en="up from") if change < 0 else Words(vi="giảm", en="down from")
    return (
        Words(vi="tăng", en="more than in") if change > 0 else Words(vi="giảm", en="less than in")
    )


def trend_sentence(trend: Trend) -> Words:
    """What the number of comparable periods allows to be said of a series."""
    subject = subject_words(trend.indicator, trend.tier)
    if trend.points < TEST_POINTS:
        pattern = Words(
            vi="{subject}: mới có {points} kỳ so sánh được (từ {first} đến {last}), chưa đủ"
            " {need} kỳ"
            " để xét xu hướng.",
            en="{subject}: only {points} comparable periods ({first} to {last}); a trend needs"
            " {need}.",
        )
    elif trend.p is not None and trend.p < ALPHA and trend.slope:
        pattern = Words(
            vi="{subject}: {way} bình quân {slope} mỗi năm trong {points} kỳ ({p}).",
            en="{subject}: {way} by {slope} a year on average over {points} periods ({p}).",
        )
    else:
        pattern = Words(
            vi="{subject}: chưa rõ thay đổi trong {points} kỳ ({p}).",
            en="{subject}: no clear change over {points} periods ({p}).",
        )
    slope = trend.slope or 0.0
    way = Words(vi="tăng", en="rose") if slope > 0 else Words(vi="giảm", en="fell")
    decimals = separating_decimals(slope, trend.decimals, against=(0.0,))
    return pattern.fill(
        subject=subject,
        points=trend.points,
        need=TEST_POINTS,
        first=Words(trend.first.name("vi"), trend.first.name("en")),
        last=Words(trend.last.name("vi"), trend.last.name("en")),
        way=way,
        slope=gap_words(trend.indicator, slope, decimals),
        p=_p_words(1.0 if trend.p is None else trend.p),
    )


def _p_words(p: float) -> Words:
    sign, shown = ("<", _SMALLEST_P) if p < _SMALLEST_P else ("=", p)
    return Words("p {sign} {p}", "p {sign} {p}").fill(sign=sign, p=number_words(shown, 3))
