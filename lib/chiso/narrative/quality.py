"""Sentences on data quality: counts first, then the totals that fail."""

from __future__ import annotations

from dataclasses import dataclass

from chiso.narrative.figures import number_words
from chiso.narrative.overview import Overview, failed_total_sentence
from chiso.words import Words


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
    sentences = [
        Words(
            vi="Trong số liệu của tỉnh ở kỳ này, {bounds} số chỉ nêu cận, {restated} số trùng"
            " nguyên văn chỉ tiêu, {carried} số giữ nguyên từ kỳ trước.",
            en="The province's figures in this period that are only a bound: {bounds}; that repeat"
            " a target word for word: {restated}; that are carried forward: {carried}.",
        ).fill(
            bounds=overview.bounds,
            restated=len(overview.restated),
            carried=len(overview.carried),
        ),
        Words(
            vi="Đã tính lại {checked} tổng và tỷ lệ công bố kèm thành phần: {broken} không khớp.",
            en="Totals and shares published with their parts and recomputed: {checked}; that do not"
            " agree: {broken}.",
        ).fill(checked=number_words(counts.checked, 0), broken=number_words(counts.broken, 0)),
        Words(
            vi="{rivals} số liệu được công bố với nhiều giá trị; {breaks} chuỗi đổi định nghĩa;"
            " {corrected} dòng có đính chính, nêu trong tệp corrections.yml.",
            en="Figures published with several values: {rivals}; series that changed their"
            " definition: {breaks}; rows with a correction, listed in corrections.yml:"
            " {corrected}.",
        ).fill(
            rivals=number_words(counts.rivals, 0),
            breaks=number_words(counts.breaks, 0),
            corrected=number_words(counts.corrected, 0),
        ),
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
