"""Names of units and measures in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from chiso.catalog import Indicator, Tier
from chiso.narrative.figures import TIERS, is_whole, number_words
from chiso.words import LANGS, Words

MOST_NAMES = 3  # further ones are counted, and stand in the table
_AND = {"vi": " và ", "en": " and "}


def listed(names: Sequence[Words]) -> Words:
    """The names in their order, with *và* or *and* before the last; nothing for none.

    Examples
    --------
    >>> listed([Words("Mai Châu", "Mai Châu"), Words("TP Hòa Bình", "Hòa Bình city")])
    Words(vi='Mai Châu và TP Hòa Bình', en='Mai Châu and Hòa Bình city')
    """
    both = []
    for lang in LANGS:
        texts = [name.say(lang) for name in names]
        both.append(_AND[lang].join(filter(None, [", ".join(texts[:-1]), *texts[-1:]])))
    return Words(*both)


def joined(sentences: Sequence[Words]) -> Words:
    """Sentences that follow one another as one paragraph.

    Examples
    --------
    >>> joined([Words("Một.", "One."), Words("Hai.", "Two.")])
    Words(vi='Một. Hai.', en='One. Two.')
    """
    vi, en = (" ".join(sentence.say(lang) for sentence in sentences) for lang in LANGS)
    return Words(vi, en)


def side_by_side(parts: Sequence[Words]) -> Words:
    """Parts of one sentence with semicolons between them.

    Examples
    --------
    >>> side_by_side([Words("A cao hơn", "A higher"), Words("B thấp hơn", "B lower")])
    Words(vi='A cao hơn; B thấp hơn', en='A higher; B lower')
    """
    vi, en = ("; ".join(part.say(lang) for part in parts) for lang in LANGS)
    return Words(vi, en)


def short_name(indicator: Indicator, tier: Tier) -> Words:
    """The short name of a measure, with its tier where that is not the whole."""
    return _with_tiers(indicator, [tier])


def name_in(indicator: Indicator, tier: Tier, area: Words | None) -> Words:
    """The short name of a measure with its tier, and with its area where that is given."""
    name = short_name(indicator, tier)
    if area is None:
        return name
    return Words(vi="{name} của {area}", en="{name}, {area}").fill(name=name, area=area)


def first_names(names: Sequence[Words]) -> Words:
    """The first three names, and how many others there are: *A; B; C; 4 chỉ tiêu khác*."""
    shown = list(names[:MOST_NAMES])
    more = len(names) - len(shown)
    if more:
        others = "1 other" if more == 1 else "{more} others"
        shown.append(Words(vi="{more} chỉ tiêu khác", en=others).fill(more=more))
    return side_by_side(shown)


def others_sentence(more: int, noun: Words) -> Words:
    """How many more of a kind stand in the table that follows.

    Examples
    --------
    >>> others_sentence(17, Words("chuỗi", "series")).vi
    'Biểu dưới đây còn nêu 17 chuỗi khác.'
    """
    return Words(
        vi="Biểu dưới đây còn nêu {more} {noun} khác.",
        en="Other {noun} in the table below: {more}.",
    ).fill(more=number_words(more, 0), noun=noun)


def measure_names(measures: Sequence[tuple[Indicator, Tier]]) -> Words:
    """Short names of measures, each once with all its tiers; three at most, the others counted."""
    tiers: dict[str, tuple[Indicator, list[Tier]]] = {}
    for indicator, tier in measures:
        tiers.setdefault(indicator.id, (indicator, []))[1].append(tier)
    return first_names([_with_tiers(*named) for named in tiers.values()])


def _with_tiers(indicator: Indicator, tiers: Sequence[Tier]) -> Words:
    named = [TIERS[tier] for tier in dict.fromkeys(tiers) if not is_whole(indicator, tier)]
    if not named:
        return indicator.short
    both = Words(*(", ".join(tier.say(lang) for tier in named) for lang in LANGS))
    return Words("{name} ({tiers})", "{name} ({tiers})").fill(name=indicator.short, tiers=both)
