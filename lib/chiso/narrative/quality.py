"""Sentences on data quality: counts first, then the totals that fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.narrative.figures import number_words
from chiso.narrative.names import side_by_side
from chiso.narrative.overview import Overview, failed_total_sentence
from chiso.words import Words

_BOUNDS = Words(vi="{n} số chỉ nêu cận", en="{n} only a bound")
_RESTATED = Words(vi="{n} số trùng nguyên văn chỉ tiêu", en="{n} repeating a target word for word")
_CARRIED = Words(vi="{n} số giữ nguyên từ kỳ trước", en="{n} carried forward")
_PROVINCE = Words(
    vi="Số liệu của tỉnh ở kỳ này: {parts}.", en="Figures of the province in this period: {parts}."
)
_RIVALS = Words(
    vi="{n} số liệu được công bố với nhiều giá trị", en="figures published with several values: {n}"
)
_BREAKS = Words(vi="{n} chuỗi đổi định nghĩa", en="series that changed their definition: {n}")
_CORRECTED = Words(
    vi="{n} dòng có đính chính, nêu trong tệp corrections.yml",
    en="rows with a correction, listed in corrections.yml: {n}",
)


@dataclass(frozen=True)
class QualityCounts:
    """How many totals and shares were recomputed, and what else was found."""

    checked: int
    broken: int
    rivals: int
    breaks: int
    corrected: int
    bases: int = 0


def quality_sentences(overview: Overview, counts: QualityCounts) -> list[Words]:
    """What a reader should know before leaning on the figures."""
    weak = (
        (overview.bounds, _BOUNDS),
        (len(overview.restated), _RESTATED),
        (len(overview.carried), _CARRIED),
    )
    stated = ((counts.rivals, _RIVALS), (counts.breaks, _BREAKS), (counts.corrected, _CORRECTED))
    sentences = [
        *_counted(weak, _PROVINCE),
        Words(
            vi="Đã tính lại {checked} tổng và tỷ lệ công bố kèm thành phần: {broken} không khớp.",
            en="Totals and shares published with their parts and recomputed: {checked}; that do not"
            " agree: {broken}.",
        ).fill(checked=number_words(counts.checked, 0), broken=number_words(counts.broken, 0)),
        *_counted(stated, Words(vi="Đến kỳ này: {parts}.", en="So far, {parts}.")),
    ]
    if counts.bases:
        sentences.append(
            Words(
                vi="{bases} chuỗi đổi lịch báo cáo hoặc phạm vi tổng hợp: hai phần không nối liền.",
                en="Series that changed their reporting calendar or what they cover: {bases}; the"
                " two parts are not joined.",
            ).fill(bases=counts.bases)
        )
    return [*sentences, *map(failed_total_sentence, overview.failed_totals)]


def _counted(found: Sequence[tuple[int, Words]], sentence: Words) -> list[Words]:
    """One sentence of what there is, none where there is nothing."""
    parts = [words.fill(n=number_words(count, 0)) for count, words in found if count]
    return [sentence.fill(parts=side_by_side(parts))] if parts else []
