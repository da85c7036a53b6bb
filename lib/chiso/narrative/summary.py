"""The first lines of a report: what is met, what is not, who needs help, what to use with care."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.catalog import Indicator, Tier
from chiso.narrative.facts import Fact
from chiso.narrative.figures import number_words, period_words, target_words
from chiso.narrative.help import Help, help_sentences
from chiso.narrative.names import joined, measure_names, side_by_side
from chiso.narrative.overview import Overview, failed_total_sentence
from chiso.narrative.results import result_sentence
from chiso.periods import format_date
from chiso.words import LANGS, Words


@dataclass(frozen=True)
class Summary:
    """What the first lines may speak of.

    Attributes
    ----------
    met, open
        Results that meet their leading target, and results that decide nothing.
    silent
        Measures with a target and without a figure in the period.
    help
        Shares of which units miss the target; empty where none does.
    has_panel
        Whether any share with a target has the counts of enough units to tell who misses it.
    """

    overview: Overview
    met: Sequence[Fact]
    open: Sequence[Fact]
    silent: Sequence[tuple[Indicator, Tier]]
    help: Sequence[Help]
    has_panel: bool


@dataclass(frozen=True)
class Item:
    """One line: what it is about, and its sentences."""

    lead: Words
    text: Words


_ILLUSTRATIVE = Words(
    vi="Đây là số liệu minh họa, không phải kết quả thực tế của các huyện.",
    en="These are illustrative data, not actual district results.",
)
_NONE = Words(vi="Không có chỉ tiêu nào.", en="None.")
_LEADS = {
    "all": Words(vi="Chung", en="Overall"),
    "met": Words(vi="Đạt", en="Met"),
    "missed": Words(vi="Chưa đạt", en="Not met"),
    "help": Words(vi="Cần hỗ trợ", en="Needing help"),
    "open": Words(vi="Chưa kết luận được", en="Not concluded"),
    "care": Words(vi="Cần dè dặt", en="To use with care"),
}


def summary_items(told: Summary) -> list[Item]:
    """At most six lines, each with one to three sentences."""
    parts = {
        "all": _overall(told.overview),
        "met": _met(told.met),
        "missed": _missed(told.overview),
        "help": help_sentences(told.help, told.overview, has_panel=told.has_panel),
        "open": _open(told),
        "care": _care(told.overview),
    }
    return [Item(_LEADS[name], joined(part)) for name, part in parts.items() if part]


def _overall(overview: Overview) -> list[Words]:
    illustrative = [_ILLUSTRATIVE] if overview.is_synthetic else []
    return [*illustrative, _verdicts(overview), _scope(overview)]


def _verdicts(overview: Overview) -> Words:
    counts = overview.counts
    judged = sum(counts[name] for name in ("met", "not_met", "undetermined", "no_data"))
    if not judged:
        return Words(
            vi="Kỳ này không có chỉ tiêu nào để đánh giá.",
            en="The period has no target to be judged.",
        )
    rare = [
        Words(vi="{n} chưa đủ căn cứ", en="{n} inconclusive").fill(n=counts["undetermined"]),
        Words(vi="{n} chưa có số liệu trong kỳ", en="{n} without a figure in the period").fill(
            n=counts["no_data"]
        ),
    ]
    known = [
        Words(vi=", {part}", en=", {part}").fill(part=part)
        for part, name in zip(rare, ("undetermined", "no_data"), strict=True)
        if counts[name]
    ]
    return Words(
        vi="Trong {judged} chỉ tiêu đã giao: {met} đạt, {missed} chưa đạt{rest}.",
        en="Of {judged} targets: {met} met, {missed} not met{rest}.",
    ).fill(
        judged=judged,
        met=counts["met"],
        missed=counts["not_met"],
        rest=Words(*("".join(part.say(lang) for part in known) for lang in LANGS)),
    )


def _scope(overview: Overview) -> Words:
    closing = Words(*(format_date(overview.closing_date, lang) for lang in LANGS))
    return Words(
        vi="Báo cáo dùng {figures} số liệu công bố của kỳ từ {sources} nguồn, tính đến ngày {day}.",
        en="The report uses {figures} published figures of the period from {sources} sources, up to"
        " {day}.",
    ).fill(
        figures=number_words(overview.figures, 0),
        sources=number_words(overview.sources, 0),
        day=closing,
    )


def _met(met: Sequence[Fact]) -> list[Words]:
    own = [fact for fact in met if not fact.is_restated]
    copies = len(met) - len(own)
    if not met:
        return [_NONE]
    told = [Words("{names}.", "{names}.").fill(names=_names(own or met))]
    if copies:
        pattern = Words(
            vi="{copies} kết quả đạt khác chỉ trùng nguyên văn chỉ tiêu, chưa phải bằng chứng độc"
            " lập.",
            en="Further results that only repeat their target word for word and are no independent"
            " evidence: {copies}.",
        )
        if not own:
            pattern = Words(
                vi="Cả {copies} kết quả này đều trùng nguyên văn chỉ tiêu, chưa phải bằng chứng độc"
                " lập.",
                en="All {copies} only repeat their target word for word and are no independent"
                " evidence.",
            )
        told.append(pattern.fill(copies=copies))
    return told


def _names(facts: Sequence[Fact]) -> Words:
    return measure_names([(fact.indicator, fact.tier) for fact in facts])


def _missed(overview: Overview) -> list[Words]:
    if not overview.missed:
        return [_NONE]
    first, others = overview.missed[0], overview.missed[1:]
    told = [result_sentence(first)]
    told += [
        Words(
            vi="Cần thêm {units} trường hợp nữa để đạt {target} vào {due}, nếu mẫu số không đổi.",
            en="Reaching {target} by {due} takes {units} more cases, if the base stays as it is.",
        ).fill(
            units=number_words(shortfall.units, 0),
            target=target_words(first.indicator, first.target or 0.0, first.operator),
            due=period_words(first.due or first.period),
        )
        for shortfall in overview.shortfalls
        if shortfall.fact == first
    ]
    if others:
        pattern = Words(vi="Cũng chưa đạt: {names}.", en="Not met either: {names}.")
        told.append(pattern.fill(names=_names(others)))
    return told


def _open(told: Summary) -> list[Words]:
    sentences = []
    if told.open:
        sentences.append(
            Words(
                vi="Nguồn chỉ nêu cận nên chưa đủ căn cứ: {names}.",
                en="Only a bound is known, so the target cannot be judged: {names}.",
            ).fill(names=_names(told.open))
        )
    if told.silent:
        sentences.append(
            Words(
                vi="Chưa có số liệu trong kỳ: {names}.",
                en="Without a figure in the period: {names}.",
            ).fill(names=measure_names(told.silent))
        )
    return sentences


def _care(overview: Overview) -> list[Words]:
    counts = [
        (overview.bounds, Words(vi="{n} số liệu chỉ nêu cận", en="only a bound: {n}")),
        (
            len(overview.restated),
            Words(vi="{n} số liệu trùng nguyên văn chỉ tiêu", en="repeating a target: {n}"),
        ),
        (
            len(overview.carried),
            Words(vi="{n} số liệu giữ nguyên từ kỳ trước", en="carried forward: {n}"),
        ),
    ]
    known = [words.fill(n=count) for count, words in counts if count]
    told = [failed_total_sentence(total) for total in overview.failed_totals[:1]]
    if known:
        weak = Words(
            vi="{parts}; các số này không cho biết mức thực.",
            en="{parts}; these figures do not show the actual level.",
        )
        told = [weak.fill(parts=side_by_side(known)), *told]
    return told or [
        Words(
            vi="Không có số liệu chỉ nêu cận, trùng chỉ tiêu hay giữ nguyên; tổng công bố của toàn"
            " tỉnh trong kỳ khớp với các thành phần.",
            en="No figure is only a bound, repeats a target or is carried forward; published"
            " totals of the province agree with their parts.",
        )
    ]
