"""One sentence for a figure and its target (REPORT 3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from chiso.catalog import Indicator
from chiso.narrative.facts import Fact
from chiso.narrative.figures import (
    chance_words,
    gap_decimals,
    gap_words,
    number_words,
    parts_words,
    subject_words,
    target_words,
    value_words,
    when_words,
)
from chiso.narrative.names import first_names
from chiso.periods import format_date
from chiso.words import LANGS, Words

_BODY = Words(
    vi="{when}, {subject} là {value}{parts}{clause}.",
    en="{when}, {subject}: {value}{parts}{clause}.",
)
_STAGE = Words(
    vi="{when}, {subject}: {value}{parts}{clause}.",
    en="{when}, {subject}: {value}{parts}{clause}.",
)
_NONE = Words("", "")
_EQUAL = Words(
    vi="; bằng chỉ tiêu {target}{due}{border}", en="; equal to the {target} target{due}{border}"
)
_EQUAL_TO_STRICT = Words(
    vi="; chỉ tiêu{due} là {target} nên chưa đạt{border}",
    en="; the target{due} is {target}, so it is not met{border}",
)
_AHEAD = {True: Words(vi="cao hơn", en="above"), False: Words(vi="thấp hơn", en="below")}


def result_sentence(fact: Fact) -> Words:
    """What the figure is, and where it stands against the target that leads.

    A bound is never turned into a gap: the sentence says what the bound proves and no more.
    """
    if fact.is_small:
        return _of_few(fact)
    return (_STAGE if fact.indicator.levels else _BODY).fill(
        when=when_words(fact.period),
        subject=subject_words(fact.indicator, fact.tier),
        value=value_words(fact.indicator, fact.value, fact.qualifier, fact.decimals),
        parts=parts_words(fact) if fact.indicator.is_percent else _full_share(fact),
        clause=_clause(fact),
    )


def _of_few(fact: Fact) -> Words:
    """A share of few cases: its counts and the verdict, without a percentage or a gap."""
    verdicts = {
        "met": Words(
            vi="; đạt chỉ tiêu {target}{due}", en="; met against the {target} target{due}"
        ),
        "not_met": Words(
            vi="; chưa đạt chỉ tiêu {target}{due}",
            en="; not met against the {target} target{due}",
        ),
    }
    return Words(
        vi="{when}, {subject}: {x} trong {n} trường hợp{clause}; mẫu số nhỏ nên không tính tỷ lệ.",
        en="{when}, {subject}: {x} of {n} cases{clause}; the base is small, so no share is given.",
    ).fill(
        when=when_words(fact.period),
        subject=subject_words(fact.indicator, fact.tier),
        x=number_words(fact.numerator or 0.0, 0),
        n=number_words(fact.denominator or 0.0, 0),
        clause=verdicts.get(fact.verdict, _NONE).fill(target=_target(fact), due=_due(fact)),
    )


def result_sentences(facts: Iterable[Fact]) -> list[Words]:
    """One sentence a fact, in the order given."""
    return [result_sentence(fact) for fact in facts]


def no_target_sentence(indicators: Sequence[Indicator], day: date) -> Words:
    """Which indicators with figures no target was set for by a day, three by name."""
    one = Words(
        vi="Tính đến ngày {day}, chưa giao mức phấn đấu cho chỉ tiêu {names}.",
        en="By {day} no target was set for: {names}.",
    )
    several = Words(
        vi="Tính đến ngày {day}, {count} chỉ tiêu có số liệu nhưng chưa được giao mức phấn đấu:"
        " {names}.",
        en="By {day} no target was set for {count} indicators with figures: {names}.",
    )
    return (one if len(indicators) == 1 else several).fill(
        day=Words(*(format_date(day, lang) for lang in LANGS)),
        count=len(indicators),
        names=first_names([indicator.short for indicator in indicators]),
    )


def _full_share(fact: Fact) -> Words:
    """A score as a share of its maximum: *, bằng 61,8% mức tối đa*; nothing without one."""
    maximum = fact.indicator.maximum
    if not maximum or fact.is_bound:
        return _NONE
    share = number_words(100 * fact.value / maximum, 1, percent=True)
    return Words(vi=", bằng {share} mức tối đa", en=" ({share} of the maximum)").fill(share=share)


def _clause(fact: Fact) -> Words:
    if fact.verdict == "no_target" or fact.target is None:
        return _NONE
    if fact.verdict == "undetermined":
        return Words(
            vi="; nguồn chỉ nêu cận nên chưa đủ căn cứ kết luận so với chỉ tiêu {target}{due}",
            en="; the source gives only a bound, so the {target} target{due} cannot be judged",
        ).fill(target=_target(fact), due=_due(fact))
    if fact.is_restated:
        return _restated_clause(fact)
    if fact.is_bound or fact.gap is None:
        return _bound_clause(fact)
    return _exact_clause(fact)


def _bound_clause(fact: Fact) -> Words:
    proved = fact.gap_high if fact.verdict == "met" else fact.gap_low
    if proved is None or proved == 0:
        pattern = Words(
            vi="; ghi nhận {verdict} chỉ tiêu {target}{due} nhưng không tính mức chênh lệch",
            en="; counted as {verdict} against the {target} target{due}, no gap is computed",
        )
    else:
        pattern = Words(
            vi="; {verdict} chỉ tiêu {target}{due}, {side} ít nhất {gap}",
            en="; {verdict} against the {target} target{due}, {side} at least {gap}",
        )
    is_met = fact.verdict == "met"
    return pattern.fill(
        verdict=Words(vi="đạt", en="met") if is_met else Words(vi="chưa đạt", en="not met"),
        side=Words(vi="vượt", en="by") if is_met else Words(vi="còn thiếu", en="short by"),
        target=_target(fact),
        due=_due(fact),
        gap=_gap(fact, proved or 0.0),
    )


def _restated_clause(fact: Fact) -> Words:
    return Words(
        vi="; con số này trùng nguyên văn chỉ tiêu {target}{due} nên độ tin cậy thấp",
        en="; this repeats the {target} target{due} word for word, so it is weak evidence",
    ).fill(target=_target(fact), due=_due(fact))


def _exact_clause(fact: Fact) -> Words:
    border = _border(fact)
    if not fact.gap:
        pattern = _EQUAL if fact.verdict == "met" else _EQUAL_TO_STRICT
        return pattern.fill(target=_target(fact), due=_due(fact), border=border)
    is_above = (fact.value > (fact.target or 0.0)) != (fact.indicator.kind == "rank")
    return Words(
        vi="; {side} chỉ tiêu {target}{due} là {gap}{border}",
        en="; {gap} {side} the {target} target{due}{border}",
    ).fill(
        side=_AHEAD[is_above],
        target=_target(fact),
        due=_due(fact),
        gap=_gap(fact, fact.gap or 0.0),
        border=border,
    )


def _border(fact: Fact) -> Words:
    """Why a verdict is a near thing: few cases, or else the rounding of the source."""
    if not fact.is_borderline:
        return _NONE
    if fact.denominator is None:
        return Words(
            vi=". Kết quả sát ngưỡng trong phạm vi làm tròn của nguồn",
            en=". The result is borderline within the rounding of its source",
        )
    return Words(vi=". Kết quả sát ngưỡng{reason}", en=". The result is borderline{reason}").fill(
        reason=chance_words(fact.denominator)
    )


def _gap(fact: Fact, gap: float) -> Words:
    return gap_words(fact.indicator, gap, gap_decimals(gap, fact.target or 0.0, fact.decimals))


def _target(fact: Fact) -> Words:
    return target_words(fact.indicator, fact.target or 0.0, fact.operator)


def _due(fact: Fact) -> Words:
    if fact.due is None:
        return _NONE
    return Words(vi=f" của {fact.due.name('vi')}", en=f" for {fact.due.name('en')}")
