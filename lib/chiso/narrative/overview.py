"""What a report speaks of first, and what needs attention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chiso.catalog import Indicator, Tier
from chiso.narrative.facts import Fact, Movement
from chiso.narrative.figures import (
    bounded_words,
    number_words,
    period_words,
    subject_words,
    target_words,
)
from chiso.narrative.names import listed, measure_names, short_name
from chiso.narrative.results import result_sentence
from chiso.narrative.trends import movement_sentence
from chiso.numbers import Qualifier
from chiso.periods import Period
from chiso.words import Words


@dataclass(frozen=True)
class FailedTotal:
    """A printed total that its printed parts do not reach.

    Attributes
    ----------
    used
        The value that the report uses, which may be a later one; None where it is not known.
    """

    indicator: Indicator
    period: Period
    printed: float
    summed: float
    decimals: int
    qualifier: Qualifier = "="
    used: float | None = None


@dataclass(frozen=True)
class Shortfall:
    """A missed target, and how many more cases reach it when the base stays as it is."""

    fact: Fact
    units: int


@dataclass(frozen=True)
class Worse:
    """Units of one share that miss the target and are worse than before by more than chance."""

    indicator: Indicator
    tier: Tier
    before: Period
    names: Sequence[Words]


@dataclass(frozen=True)
class Overview:
    """What the summary may speak of.

    Attributes
    ----------
    counts
        Leading results by verdict.
    figures, sources
        Published figures of the period and the sources behind them.
    bounds, restated, carried
        Province figures that are only a bound, repeat a target, or repeat the period before.
    districts_reporting, districts
        Districts with a figure in the period, and districts that exist.
    falling
        Missed results that are worse than at the comparable stage before.
    worse
        Shares with such units, told apart from chance.
    """

    period: Period
    closing_date: date
    counts: Mapping[str, int]
    figures: int
    sources: int
    missed: Sequence[Fact]
    bounds: int
    restated: Sequence[Fact]
    carried: Sequence[Fact]
    failed_totals: Sequence[FailedTotal]
    shortfalls: Sequence[Shortfall]
    revised: int
    districts_reporting: int
    districts: int
    is_synthetic: bool
    falling: Sequence[Movement] = ()
    worse: Sequence[Worse] = ()


def attention_sentences(overview: Overview) -> list[Words]:
    """What to look at first: missed and worse than before, shortfalls, figures not to lean on."""
    counted = [shortfall.fact for shortfall in overview.shortfalls]
    sentences = [_falling(movement) for movement in overview.falling]
    sentences += [_worse(worse) for worse in overview.worse]
    sentences += [result_sentence(fact) for fact in overview.missed if fact not in counted]
    sentences += [_shortfall(shortfall) for shortfall in overview.shortfalls]
    sentences += [failed_total_sentence(total) for total in overview.failed_totals]
    if overview.restated:
        sentences.append(
            Words(
                vi="Không nên dựa vào {count} con số trùng nguyên văn chỉ tiêu: {names}.",
                en="Not to lean on, as they repeat a target ({count}): {names}.",
            ).fill(count=len(overview.restated), names=_names(overview.restated))
        )
    if overview.carried:
        sentences.append(
            Words(
                vi="Số liệu giữ nguyên từ kỳ trước, cần thống kê lại ({count}): {names}.",
                en="Carried forward from an earlier period and due for a new count ({count}):"
                " {names}.",
            ).fill(count=len(overview.carried), names=_names(overview.carried))
        )
    return sentences or [
        Words(
            vi="Kỳ này không có chỉ tiêu chưa đạt và không có số liệu nghi vấn.",
            en="The period has no missed target and no doubtful figure.",
        )
    ]


def restated_sentences(found: Sequence[Fact]) -> list[Words]:
    """One sentence that names results which only repeat their targets, three at most, or none."""
    restated = [fact for fact in found if fact.is_restated]
    if not restated:
        return []
    return [
        Words(
            vi="{count} kết quả trùng nguyên văn chỉ tiêu, chưa phải bằng chứng độc lập: {names}.",
            en="Only repeating their targets, no independent evidence ({count}): {names}.",
        ).fill(count=len(restated), names=_names(restated))
    ]


def failed_total_sentence(total: FailedTotal) -> Words:
    """A printed total and the sum of its printed parts, and which number the report uses."""
    kept = Words(vi="báo cáo giữ nguyên số công bố", en="the total is kept as published")
    if total.used is not None and total.used != total.printed:
        kept = Words(vi="báo cáo dùng số đã điều chỉnh là {used}", en="the revised {used} is used")
    return Words(
        vi="{subject} ({period}): tổng công bố là {printed}, các thành phần cộng lại là {summed};"
        " {kept}.",
        en="{subject} ({period}): the published total is {printed}, its parts add up to {summed};"
        " {kept}.",
    ).fill(
        subject=Words(total.indicator.name.vi, total.indicator.name.en),
        period=period_words(total.period),
        printed=bounded_words(total.printed, total.qualifier, total.decimals),
        summed=number_words(total.summed, total.decimals),
        kept=kept.fill(used=number_words(total.used or 0.0, total.decimals)),
    )


def _falling(movement: Movement) -> Words:
    return Words(
        vi="Chưa đạt và kém hơn kỳ trước: {told}", en="Not met and worse than before: {told}"
    ).fill(told=movement_sentence(movement))


def _worse(worse: Worse) -> Words:
    return Words(
        vi="{subject}: chưa đạt chỉ tiêu và kém {before} rõ hơn mức ngẫu nhiên: {names}.",
        en="{subject}: below target and worse than {before} beyond chance: {names}.",
    ).fill(
        subject=short_name(worse.indicator, worse.tier),
        before=period_words(worse.before),
        names=listed(worse.names),
    )


def _shortfall(shortfall: Shortfall) -> Words:
    fact = shortfall.fact
    return Words(
        vi="{subject}: cần thêm {units} trường hợp nữa để đạt {target} vào {due}, nếu mẫu số không"
        " đổi.",
        en="{subject}: reaching {target} by {due} takes {units} more cases, if the base stays as it"
        " is.",
    ).fill(
        subject=subject_words(fact.indicator, fact.tier),
        units=number_words(shortfall.units, 0),
        target=target_words(fact.indicator, fact.target or 0.0, fact.operator),
        due=period_words(fact.due or fact.period),
    )


def _names(facts: Sequence[Fact]) -> Words:
    return measure_names([(fact.indicator, fact.tier) for fact in facts])
