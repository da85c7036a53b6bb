"""Sentences on what changed between two periods: units, the whole, bands, and their spread."""

from __future__ import annotations

from dataclasses import dataclass

from chiso.catalog import Indicator, Tier
from chiso.narrative.comparison import Names, share_words
from chiso.narrative.figures import gap_decimals, number_words, period_words, subject_words
from chiso.narrative.names import listed, side_by_side
from chiso.numbers import format_number
from chiso.periods import Period
from chiso.words import LANGS, Lang, Words

_LEFT_OUT = Words(
    vi="Không so được {names} vì thiếu số liệu {earlier} hoặc mẫu số nhỏ.",
    en="Left out for want of figures for {earlier} or of cases: {names}.",
)
_MERGED = Words(
    vi="Số liệu {earlier} của {names} đã cộng theo địa giới hiện nay.",
    en="Counts of {earlier} were added up in the boundaries of now: {names}.",
)
_WITHHELD = Words(
    vi="Không so được {names} với {earlier}: địa giới đã thay đổi và một phần nhập vào không công"
    " bố tử số, mẫu số.",
    en="Not compared with {earlier}: {names}. Boundaries changed and a part that was merged"
    " published no counts.",
)


@dataclass(frozen=True)
class Moved:
    """What the units of one share did since the period before.

    Attributes
    ----------
    units
        Units with counts in both periods.
    higher, lower
        How many are higher or lower than before by more than chance.
    whole_before, whole_now
        Percent of these units together.
    into_better, into_worse
        Units that crossed a band's limit with intervals apart.
    bands
        The limits between the bands.
    left_out
        Units of this period without enough cases in both periods.
    merged
        Units whose earlier counts were added up in the boundaries of now.
    withheld
        Units whose boundaries changed while a part of them had no counts then.
    """

    indicator: Indicator
    tier: Tier
    before: Period
    now: Period
    units: int
    higher: int
    lower: int
    whole_before: float
    whole_now: float
    into_better: Names = ()
    into_worse: Names = ()
    bands: tuple[float, ...] = ()
    left_out: Names = ()
    merged: Names = ()
    withheld: Names = ()


@dataclass(frozen=True)
class Spread:
    """How unequal the units of one share are, now and before.

    Attributes
    ----------
    deviation_before, deviation_now
        Standard deviation between units, in points.
    ratio_before, ratio_now
        Greatest over least; None where the least is zero.
    state
        ``converging``, ``diverging`` or ``unchanged``.
    """

    indicator: Indicator
    tier: Tier
    before: Period
    now: Period
    state: str
    deviation_before: float
    deviation_now: float
    ratio_before: float | None = None
    ratio_now: float | None = None


def moved_sentences(told: Moved) -> list[Words]:
    """The whole, how many units moved by more than chance, and who crossed into another band."""
    limits = (
        (told.left_out, _LEFT_OUT),
        (told.merged, _MERGED),
        (told.withheld, _WITHHELD),
    )
    said = [
        words.fill(names=listed(names), earlier=period_words(told.before))
        for names, words in limits
        if names
    ]
    return [_whole(told), _counts(told), *_crossings(told), *said]


def _whole(told: Moved) -> Words:
    change = told.whole_now - told.whole_before
    return Words(
        vi="{subject} của {units} đơn vị cộng lại là {now} trong {period}, {before} trong"
        " {earlier}, chênh {change} điểm phần trăm.",
        en="{subject}, {units} units together: {now} in {period}, {before} in {earlier}, a"
        " difference of {change} percentage points.",
    ).fill(
        subject=subject_words(told.indicator, told.tier),
        units=told.units,
        now=share_words(told.indicator, told.whole_now),
        before=share_words(told.indicator, told.whole_before),
        period=period_words(told.now),
        earlier=period_words(told.before),
        change=signed_words(change, gap_decimals(change, 0.0, told.indicator.decimals)),
    )


def _counts(told: Moved) -> Words:
    if told.higher == told.lower == 0:
        return Words(
            vi="Chưa đơn vị nào khác {earlier} rõ hơn mức ngẫu nhiên.",
            en="No unit differs from {earlier} beyond chance.",
        ).fill(earlier=period_words(told.before))
    counts = [
        (told.higher, Words(vi="{count} đơn vị cao hơn", en="units higher: {count}")),
        (told.lower, Words(vi="{count} đơn vị thấp hơn", en="units lower: {count}")),
        (
            told.units - told.higher - told.lower,
            Words(vi="{count} đơn vị chưa rõ thay đổi", en="units without clear change: {count}"),
        ),
    ]
    return Words(
        vi="So với {earlier}, xét cả dao động ngẫu nhiên: {parts}.",
        en="Against {earlier}, allowing for chance: {parts}.",
    ).fill(
        earlier=period_words(told.before),
        parts=side_by_side([words.fill(count=count) for count, words in counts if count]),
    )


def _crossings(told: Moved) -> list[Words]:
    """One sentence a direction, of units whose intervals of both periods are apart."""
    limits = Words(*("; ".join(_limit(limit, lang) for limit in told.bands) for lang in LANGS))
    sides = [
        (
            told.into_better,
            Words(
                vi="Sang nhóm tốt hơn (ngưỡng {limits}%, khoảng tin cậy tách nhau): {names}.",
                en="Into a better band (limits {limits}%, intervals apart): {names}.",
            ),
        ),
        (
            told.into_worse,
            Words(
                vi="Sang nhóm kém hơn (ngưỡng {limits}%, khoảng tin cậy tách nhau): {names}.",
                en="Into a worse band (limits {limits}%, intervals apart): {names}.",
            ),
        ),
    ]
    return [words.fill(limits=limits, names=listed(names)) for names, words in sides if names]


def spread_sentence(told: Spread) -> Words:
    """Whether the units drew together: one absolute and one relative measure, now and before."""
    names = {
        "converging": Words(vi="thu hẹp", en="narrower"),
        "diverging": Words(vi="giãn ra", en="wider"),
        "unchanged": Words(vi="gần như không đổi", en="almost unchanged"),
    }
    decimals = max(told.indicator.decimals, 1)
    sentence = Words(
        vi="Chênh lệch giữa các đơn vị về {subject} {state}: độ lệch chuẩn {now} điểm phần trăm,"
        " {earlier} là {before}.{ratio}",
        en="Spread between units, {subject}, {state}: standard deviation {now} percentage points,"
        " {earlier}: {before}.{ratio}",
    )
    ratio = Words("", "")
    if told.ratio_now is not None and told.ratio_before is not None:
        ratio = Words(
            vi=" Tỷ số cao nhất trên thấp nhất là {now}, trước đó {before}.",
            en=" Highest over lowest: {now}, earlier {before}.",
        ).fill(now=number_words(told.ratio_now, 2), before=number_words(told.ratio_before, 2))
    return sentence.fill(
        subject=subject_words(told.indicator, told.tier),
        state=names[told.state],
        now=number_words(told.deviation_now, decimals),
        before=number_words(told.deviation_before, decimals),
        earlier=period_words(told.before),
        ratio=ratio,
    )


def signed_words(value: float, decimals: int) -> Words:
    """A difference with its sign: *+2,3*, *−0,4*."""
    vi, en = (format_number(value, decimals, lang, signed=True) for lang in LANGS)
    return Words(vi, en)


def _limit(limit: float, lang: Lang) -> str:
    return format_number(limit, 0, lang)
