"""Names of units in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from chiso.words import LANGS, Words

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
