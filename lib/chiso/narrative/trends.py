"""Sentences on movement: what changed, and whether that is a trend."""

from __future__ import annotations

from chiso.narrative.facts import Movement, Trend
from chiso.narrative.figures import (
    gap_words,
    number_words,
    period_words,
    subject_words,
    value_words,
)
from chiso.numbers import separating_decimals
from chiso.periods import Grain
from chiso.words import Words

TEST_POINTS = 5
ALPHA = 0.05
SMALLEST_P = 0.001  # smaller ones are not written as 0
_PERIODS, _MONTHS = Words(vi="kỳ", en="periods"), Words(vi="tháng", en="months")
_PLAIN = Words("", "")
_TESTS = {
    "seasonal_test": Words(vi=", so cùng tháng các năm", en=", same months compared"),
    "serial_test": Words(
        vi=", đã hiệu chỉnh tự tương quan", en=", corrected for serial correlation"
    ),
}


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
            vi="{subject}: {value}, {way} {before} ({was}) là {gap}.",
            en="{subject}: {value}, {gap} {way} {before} ({was}).",
        )
    return pattern.fill(
        subject=subject_words(movement.indicator, movement.tier),
        value=value_words(movement.indicator, movement.value, "=", decimals),
        way=_way(movement, change),
        gap=gap_words(movement.indicator, change, decimals),
        before=period_words(movement.previous_period),
        was=value_words(movement.indicator, movement.previous, "=", decimals),
    )


def _way(movement: Movement, change: float) -> Words:
    """How the figure lies to the one before; rising and falling are said of tested trends only."""
    if movement.indicator.kind == "rank":
        up, down = Words(vi="cao hơn", en="up from"), Words(vi="thấp hơn", en="down from")
        return up if change < 0 else down
    more, less = Words(vi="cao hơn", en="more than in"), Words(vi="thấp hơn", en="less than in")
    return more if change > 0 else less


def trend_sentence(trend: Trend) -> Words:
    """What the number of comparable periods allows to be said of a series."""
    slope = trend.slope or 0.0
    way = Words(vi="tăng", en="rose") if slope > 0 else Words(vi="giảm", en="fell")
    decimals = separating_decimals(slope, trend.decimals, against=(0.0,))
    return _pattern(trend).fill(
        subject=subject_words(trend.indicator, trend.tier),
        points=trend.points,
        periods=_MONTHS if trend.first.grain is Grain.MONTH else _PERIODS,
        need=TEST_POINTS,
        first=period_words(trend.first),
        last=period_words(trend.last),
        way=way,
        slope=gap_words(trend.indicator, slope, decimals),
        p=_p_words(1.0 if trend.p is None else trend.p),
        test=_TESTS.get(trend.level, _PLAIN),
    )


def _pattern(trend: Trend) -> Words:
    if trend.points < TEST_POINTS:
        return Words(
            vi="{subject}: mới có {points} kỳ so sánh được (từ {first} đến {last}), chưa đủ"
            " {need} kỳ"
            " để xét xu hướng.",
            en="{subject}: only {points} comparable periods ({first} to {last}); a trend needs"
            " {need}.",
        )
    if trend.p is None:
        return Words(
            vi="{subject}: có {points} {periods} (từ {first} đến {last}), chưa đủ điều kiện để"
            " kiểm định xu hướng.",
            en="{subject}: {points} {periods} ({first} to {last}) do not allow a test of a trend.",
        )
    if trend.p < ALPHA and trend.slope:
        return Words(
            vi="{subject}: {way} bình quân {slope} mỗi năm trong {points} {periods} ({p}{test}).",
            en="{subject}: {way} by {slope} a year on average over {points} {periods} ({p}{test}).",
        )
    return Words(
        vi="{subject}: chưa rõ thay đổi trong {points} {periods} ({p}{test}).",
        en="{subject}: no clear change over {points} {periods} ({p}{test}).",
    )


def _p_words(p: float) -> Words:
    sign, shown = ("<", SMALLEST_P) if p < SMALLEST_P else ("=", p)
    return Words("p {sign} {p}", "p {sign} {p}").fill(sign=sign, p=number_words(shown, 3))
