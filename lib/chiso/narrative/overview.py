"""The first sentences of a report: counts of verdicts, and how far the data can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chiso.catalog import Indicator
from chiso.narrative.facts import Fact
from chiso.narrative.figures import (
    bounded_words,
    lower_first,
    number_words,
    subject_words,
    target_words,
    value_words,
)
from chiso.narrative.results import result_sentence
from chiso.numbers import Qualifier
from chiso.periods import Period, format_date
from chiso.words import LANGS, Words


@dataclass(frozen=True)
class FailedTotal:
    """A printed total that its printed parts do not reach."""

    indicator: Indicator
    period: Period
    printed: float
    summed: float
    decimals: int
    qualifier: Qualifier = "="


@dataclass(frozen=True)
class Shortfall:
    """A missed target, and how many more cases reach it when the base stays as it is."""

    fact: Fact
    units: int


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


_ILLUSTRATIVE = Words(
    vi="Đây là số liệu minh họa, không phải kết quả thực tế của các huyện.",
    en="These are illustrative data, not actual district results.",
)


def overview_sentences(overview: Overview) -> list[Words]:
    """Three to six sentences for the top of the page."""
    sentences = [_ILLUSTRATIVE] if overview.is_synthetic else []
    sentences += [_scope(overview), _verdicts(overview)]
    if overview.missed:
        sentences.append(result_sentence(overview.missed[0]))
    sentences += _trust(overview)
    sentences.append(_districts(overview))
    return sentences[:6]


def attention_sentences(overview: Overview) -> list[Words]:
    """What to look at first: shortfalls, then figures not to lean on."""
    counted = [shortfall.fact for shortfall in overview.shortfalls]
    sentences = [result_sentence(fact) for fact in overview.missed if fact not in counted]
    sentences += [_shortfall(shortfall) for shortfall in overview.shortfalls]
    sentences += [failed_total_sentence(total) for total in overview.failed_totals]
    if overview.restated:
        sentences.append(
            Words(
                vi="Không nên dựa vào các con số trùng nguyên văn chỉ tiêu: {names}.",
                en="Do not lean on figures that repeat a target word for word: {names}.",
            ).fill(names=_names(overview.restated))
        )
    if overview.carried:
        sentences.append(
            Words(
                vi="Số liệu giữ nguyên từ kỳ trước, cần thống kê lại: {names}.",
                en="Carried forward from an earlier period and due for a new count: {names}.",
            ).fill(names=_names(overview.carried))
        )
    return sentences or [
        Words(
            vi="Kỳ này không có chỉ tiêu chưa đạt và không có số liệu nghi vấn.",
            en="The period has no missed target and no doubtful figure.",
        )
    ]


def restated_sentences(found: Sequence[Fact]) -> list[Words]:
    """One sentence that names the results which only repeat their targets, or none."""
    restated = [fact for fact in found if fact.is_restated]
    if not restated:
        return []
    return [
        Words(
            vi="{count} kết quả trùng nguyên văn chỉ tiêu được giao, chưa phải bằng chứng độc lập:"
            " {names}.",
            en="Results that repeat their targets word for word and are no independent evidence"
            " ({count}): {names}.",
        ).fill(count=len(restated), names=_stated(restated))
    ]


def failed_total_sentence(total: FailedTotal) -> Words:
    """A printed total and the sum of its printed parts."""
    return Words(
        vi="{subject} ({period}): tổng công bố là {printed}, các thành phần cộng lại là {summed};"
        " báo cáo giữ nguyên số công bố.",
        en="{subject} ({period}): the published total is {printed}, its parts add up to {summed};"
        " the total is kept as published.",
    ).fill(
        subject=Words(total.indicator.name.vi, total.indicator.name.en),
        period=_period(total.period),
        printed=bounded_words(total.printed, total.qualifier, total.decimals),
        summed=number_words(total.summed, total.decimals),
    )


def _scope(overview: Overview) -> Words:
    closing = Words(*(format_date(overview.closing_date, lang) for lang in LANGS))
    return Words(
        vi="Báo cáo {period} dùng {figures} số liệu công bố của kỳ từ {sources} nguồn, tính đến"
        " ngày {day}.",
        en="The report on {period} uses {figures} published figures of the period from {sources}"
        " sources, up to {day}.",
    ).fill(
        period=_period(overview.period),
        figures=number_words(overview.figures, 0),
        sources=number_words(overview.sources, 0),
        day=closing,
    )


def _verdicts(overview: Overview) -> Words:
    counts = overview.counts
    judged = sum(counts[name] for name in ("met", "not_met", "undetermined", "no_data"))
    if not judged:
        return Words(
            vi="Kỳ này không có chỉ tiêu nào để đánh giá.",
            en="The period has no target to be judged.",
        )
    return Words(
        vi="Trong {judged} chỉ tiêu đã giao: {met} đạt, {missed} chưa đạt, {open} chưa đủ căn cứ,"
        " {none} chưa có số liệu trong kỳ.",
        en="Targets: {judged}, of which {met} met, {missed} not met, {open} inconclusive and {none}"
        " without a figure in the period.",
    ).fill(
        judged=judged,
        met=counts["met"],
        missed=counts["not_met"],
        open=counts["undetermined"],
        none=counts["no_data"],
    )


def _trust(overview: Overview) -> list[Words]:
    sentences = []
    if overview.bounds or overview.restated:
        sentences.append(
            Words(
                vi="Có {bounds} số liệu chỉ nêu cận và {restated} số liệu trùng nguyên văn chỉ"
                " tiêu; các số này không cho biết mức thực.",
                en="Figures that are only a bound: {bounds}; that repeat a target word for word:"
                " {restated}; they do not show the actual level.",
            ).fill(bounds=overview.bounds, restated=len(overview.restated))
        )
    sentences += [failed_total_sentence(total) for total in overview.failed_totals[:1]]
    return sentences


def _districts(overview: Overview) -> Words:
    if not overview.districts_reporting:
        return Words(
            vi="Kỳ này không có số liệu công bố ở cấp huyện.",
            en="No district figures were published for this period.",
        )
    return Words(
        vi="Có {some} trong {all} đơn vị cấp huyện có số liệu công bố trong kỳ.",
        en="{some} of {all} district-level units published figures in the period.",
    ).fill(some=overview.districts_reporting, all=overview.districts)


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
        due=_period(fact.due or fact.period),
    )


def _names(facts: Sequence[Fact]) -> Words:
    parts = [subject_words(fact.indicator, fact.tier) for fact in facts]
    return Words(
        "; ".join(lower_first(part.vi) for part in parts),
        "; ".join(lower_first(part.en) for part in parts),
    )


def _stated(facts: Sequence[Fact]) -> Words:
    """Names of figures, each with what was printed."""
    parts = [
        Words(vi="{subject} ({value})", en="{subject} ({value})").fill(
            subject=subject_words(fact.indicator, fact.tier),
            value=value_words(fact.indicator, fact.value, fact.qualifier, fact.decimals),
        )
        for fact in facts
    ]
    return Words("; ".join(part.vi for part in parts), "; ".join(part.en for part in parts))


def _period(period: Period) -> Words:
    return Words(period.name("vi"), period.name("en"))
