"""Two sentences a district: where it stands against the others, and what it still needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chiso.catalog import Area, Indicator
from chiso.narrative.comparison import goal_words
from chiso.narrative.figures import lower_first, number_words, period_words, when_words
from chiso.numbers import separating_decimals
from chiso.periods import Period
from chiso.words import LANGS, Words

MOST_WORDS, MOST_SYLLABLES = 30, 45  # REPORT 3.5
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_NOTHING = Words("", "")


@dataclass(frozen=True)
class Contrast:
    """A counted share of a district that differs from the rest of the province.

    Attributes
    ----------
    value, rest
        Percent of the district and of all other districts together.
    """

    indicator: Indicator
    value: float
    numerator: float
    denominator: float
    rest: float


@dataclass(frozen=True)
class Stand:
    """How a district stands: the clearest difference to either side, where there is one.

    Attributes
    ----------
    compared
        Counted shares that were compared.
    """

    area: Area
    period: Period
    compared: int
    best: Contrast | None = None
    weakest: Contrast | None = None


@dataclass(frozen=True)
class Need:
    """Cases that separate a district from a target, at its present number of cases."""

    indicator: Indicator
    target: float
    operator: str
    due: Period
    units: int
    denominator: float


def stand_sentence(stand: Stand) -> Words:
    """The clearest better and the clearest worse share, with counts; else that none differs.

    The level of the other districts, then the counts, are left out where names are so long that
    the sentence would pass its limit.
    """
    if stand.best is None and stand.weakest is None:
        return Words(
            vi="{when}, {name} không khác phần còn lại của tỉnh quá mức dao động ngẫu nhiên ở chỉ"
            " tiêu nào (số chỉ tiêu so sánh: {compared}).",
            en="{when}, {name} differed from the rest of the province beyond chance in no"
            " indicator (indicators compared: {compared}).",
        ).fill(when=when_words(stand.period), name=area_words(stand.area), compared=stand.compared)
    return _fitting([_stand(stand, detail) for detail in (2, 1, 0)])


def need_sentence(nearest: Need | None, met: int, judged: int) -> Words:
    """The cases to the nearest target that is not met, and how many targets are met.

    Parameters
    ----------
    nearest
        None where all are met, or where no counts tell what is missing.
    met, judged
        Targets in force that are met, and all that could be judged.
    """
    if not judged:
        return Words(
            vi="Không có chỉ tiêu giao nào còn hiệu lực để đối chiếu với số liệu của kỳ.",
            en="No target in force applies to its figures of the period.",
        )
    score = Words(
        vi="đạt {met} trong {judged} chỉ tiêu giao còn hiệu lực",
        en="{met} of {judged} targets in force are met",
    ).fill(met=met, judged=judged)
    if nearest is None:
        unknown = Words(
            vi="; chưa có số đếm để tính số trường hợp còn thiếu",
            en="; without counts the cases still missing are unknown",
        )
        return _ended(score, unknown if met < judged else _NOTHING)
    more = nearest.operator in (">", ">=")
    needed = Words(
        vi="chỉ tiêu gần đạt nhất là {short} {target} (hạn {due}), cần {side} {units} trong {n}"
        " trường hợp",
        en="the nearest unmet one, {short} {target}, due {due}, takes {units} {side} of its {n}"
        " cases",
    ).fill(
        short=short_words(nearest.indicator),
        target=goal_words(nearest.indicator, nearest.target, nearest.operator),
        due=period_words(nearest.due),
        side=Words("thêm", "more") if more else Words("bớt", "fewer"),
        units=number_words(nearest.units, 0),
        n=number_words(nearest.denominator, 0),
    )
    return _fitting([_ended(score, Words("; {it}", "; {it}").fill(it=needed)), _ended(needed)])


def panel_sentence(compared: int, districts: int, better: int, worse: int) -> Words:
    """How many shares are compared, and how many districts differ on some of them."""
    if not compared:
        return Words(
            vi="Chưa có tỷ lệ nào đủ tử số, mẫu số của ít nhất 3 huyện cho cùng một kỳ, nên hồ sơ"
            " chỉ nêu số liệu, không so sánh.",
            en="No share has counts of at least 3 districts for one period, so the profiles give"
            " figures and no comparison.",
        )
    return Words(
        vi="{compared} tỷ lệ được so sánh ở {districts} huyện: {better} huyện tốt hơn phần còn lại"
        " của tỉnh và {worse} huyện kém hơn ở ít nhất 1 tỷ lệ.",
        en="{compared} shares are compared in {districts} districts: {better} are better than the"
        " rest of the province and {worse} worse on at least 1 share.",
    ).fill(compared=compared, districts=districts, better=better, worse=worse)


def short_words(indicator: Indicator) -> Words:
    """The short name inside a sentence, without what it says in brackets at its end."""
    names = (_BRACKETS.sub("", indicator.short.say(lang)) for lang in LANGS)
    vi, en = (lower_first(name) for name in names)
    return Words(vi, en)


def area_words(area: Area) -> Words:
    """An area's name in a sentence, short in Vietnamese."""
    return Words(area.short, area.name.en)


def _stand(stand: Stand, detail: int) -> Words:
    """The sentence in detail: 2 with counts and the level elsewhere, 1 with counts, 0 plain."""
    sides = [
        Words(vi="tốt hơn phần còn lại của tỉnh về {share}", en="better than elsewhere in {share}"),
        Words(vi="kém hơn phần còn lại của tỉnh về {share}", en="worse than elsewhere in {share}"),
    ]
    if stand.best and stand.weakest:
        sides[1] = Words(vi="và kém hơn về {share}", en="and worse in {share}")
    parts = [
        side.fill(share=_share(contrast, detail))
        for side, contrast in zip(sides, (stand.best, stand.weakest), strict=True)
        if contrast
    ]
    vi, en = (" ".join(part.say(lang) for part in parts) for lang in LANGS)
    return Words(vi="{when}, {name} {parts}.", en="{when}, {name} was {parts}.").fill(
        when=when_words(stand.period), name=area_words(stand.area), parts=Words(vi, en)
    )


def _share(contrast: Contrast, detail: int) -> Words:
    indicator = contrast.indicator
    decimals = separating_decimals(
        contrast.value, indicator.decimals, against=(contrast.rest, 100.0)
    )
    facts = [number_words(contrast.value, decimals, percent=True)]
    counts = Words("{x}/{n}", "{x}/{n}").fill(
        x=number_words(contrast.numerator, 0), n=number_words(contrast.denominator, 0)
    )
    rest = Words(vi="nơi khác {rest}", en="elsewhere {rest}").fill(
        rest=number_words(contrast.rest, decimals, percent=True)
    )
    facts += [counts, rest][:detail]
    vi, en = ("; ".join(fact.say(lang) for fact in facts) for lang in LANGS)
    pattern = Words("{short} ({facts})", "{short} ({facts})")
    return pattern.fill(short=short_words(indicator), facts=Words(vi, en))


def _fitting(variants: Sequence[Words]) -> Words:
    """The first sentence within the limits of both languages, else the last."""
    within = (
        words
        for words in variants
        if len(words.vi.split()) <= MOST_SYLLABLES and len(words.en.split()) <= MOST_WORDS
    )
    return next(within, variants[-1])


def _ended(first: Words, second: Words = _NOTHING) -> Words:
    """Two parts as one sentence."""
    vi, en = (
        (start[:1].upper() + start[1:] + end + ".")
        for start, end in zip(first, second, strict=True)
    )
    return Words(vi, en)
