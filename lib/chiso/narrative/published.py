"""Sentences on scores and ranks that others published: departments, and lists of provinces."""

from __future__ import annotations

from dataclasses import dataclass

from chiso.catalog import Indicator
from chiso.narrative.figures import number_words, period_words
from chiso.periods import Period
from chiso.words import Words, same


@dataclass(frozen=True)
class Scores:
    """A complete panel of scores of one index and year, and the year before it.

    Attributes
    ----------
    name
        The index.
    earlier
        The first year with the same index; None for a single year.
    higher, lower
        Units with a higher or lower score than then.
    """

    name: Words
    year: Period
    units: int
    low: float
    high: float
    median: float
    earlier: Period | None = None
    higher: int = 0
    lower: int = 0


@dataclass(frozen=True)
class Place:
    """Where the province stands in one published list.

    Attributes
    ----------
    rank, ranked
        Its rank, shared with ties, and the number of ranked provinces.
    ties
        Other provinces that share the rank.
    """

    indicator: Indicator
    year: Period
    rank: float
    ranked: int
    ties: int = 0


def score_sentences(told: Scores) -> list[Words]:
    """Range and median of a panel, its movement in points, and what it does not allow."""
    first = Words(
        vi="{name} {year} của {units} sở, ban, ngành từ {low} đến {high}, trung vị {median}.",
        en="{name} {year}, {units} departments: from {low} to {high}, median {median}.",
    ).fill(
        name=told.name,
        year=period_words(told.year),
        units=told.units,
        low=_score(told.low),
        high=_score(told.high),
        median=_score(told.median),
    )
    limits = Words(
        vi="Điểm số không có tử số và mẫu số nên không vẽ được phễu và không có khoảng tin cậy;"
        " thứ hạng thay đổi không được coi là kết quả thay đổi.",
        en="Scores have no numerator and denominator, so neither a funnel nor intervals are"
        " possible; a change of rank is not read as a change of performance.",
    )
    return [first, *([_moved(told, told.earlier)] if told.earlier else []), limits]


def _moved(told: Scores, earlier: Period) -> Words:
    return Words(
        vi="So với {earlier}, {higher} đơn vị có điểm cao hơn, {lower} đơn vị có điểm thấp hơn.",
        en="Against {earlier}, units with a higher score: {higher}, with a lower score: {lower}.",
    ).fill(earlier=period_words(earlier), higher=told.higher, lower=told.lower)


def place_sentence(told: Place) -> Words:
    """The province's place in a list, with ties; a rank is never told as performance."""
    tied = Words(
        vi=", đồng hạng với {ties} tỉnh khác", en=", shared with other provinces: {ties}"
    ).fill(ties=told.ties)
    return Words(
        vi="{name} {year}: hạng {rank} trong {ranked} tỉnh, thành phố có trong bảng{tied}.",
        en="{name}, {year}: rank {rank} of {ranked} provinces in the list{tied}.",
    ).fill(
        name=told.indicator.name,
        year=period_words(told.year),
        rank=number_words(told.rank, 0),
        ranked=told.ranked,
        tied=tied if told.ties else same(""),
    )


def _score(value: float) -> Words:
    return number_words(value, 2, percent=True)
