"""Words of ``chiso run`` that stand for lists and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from chiso.errors import Problem, UsageError, unknown_word
from chiso.words import LANGS, Lang, Words


def read_langs(text: str) -> tuple[Lang, ...]:
    """Languages with commas between them, each once.

    Raises
    ------
    UsageError
        With every word that is no language.

    Examples
    --------
    >>> read_langs("en,vi,en")
    ('en', 'vi')
    """
    words = split_names([text]) or ("",)
    unknown = [word for word in words if word not in LANGS]
    if unknown:
        raise UsageError(
            unknown_word("--lang", word, LANGS, "unknown_language") for word in unknown
        )
    return tuple(cast(Lang, word) for word in dict.fromkeys(words))


def read_number(option: str, text: str) -> int:
    """A whole number from 1.

    Raises
    ------
    UsageError
        If the text is something else.

    Examples
    --------
    >>> read_number("--jobs", "4")
    4
    """
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    allowed = Words(vi="số nguyên từ 1 trở lên", en="a whole number from 1")
    raise UsageError(Problem(option, repr(text), allowed, Words("", ""), "number"))


def split_names(words: Sequence[str]) -> tuple[str, ...]:
    """Names from words that may hold several of them with commas.

    Examples
    --------
    >>> split_names(["10_trends, 20_target_gaps", "summary"])
    ('10_trends', '20_target_gaps', 'summary')
    """
    names = [name.strip() for word in words for name in word.split(",")]
    return tuple(name for name in names if name)


def split_parameters(words: Sequence[str]) -> dict[str, str]:
    """Parameters from words like ``NAME=VALUE``; the last one wins.

    Raises
    ------
    UsageError
        If a word has no equals sign, or no name before it.

    Examples
    --------
    >>> split_parameters(["district=04789"])
    {'district': '04789'}
    """
    broken = [word for word in words if not word.partition("=")[0] or "=" not in word]
    if broken:
        allowed = Words(vi="viết TÊN=GIÁ_TRỊ", en="written NAME=VALUE")
        raise UsageError(
            Problem("-p", repr(word), allowed, Words("", ""), "parameter_form") for word in broken
        )
    return {word.partition("=")[0]: word.partition("=")[2] for word in words}


def read_between(option: str, text: str, least: int, most: int) -> int:
    """A whole number between two ends.

    Raises
    ------
    UsageError
        If the text is something else.

    Examples
    --------
    >>> read_between("--months", "12", 1, 60)
    12
    """
    if text.isascii() and text.isdigit() and len(text) <= len(str(most)):
        number = int(text)
        if least <= number <= most:
            return number
    allowed = Words(
        vi=f"số nguyên từ {least} đến {most}", en=f"a whole number from {least} to {most}"
    )
    raise UsageError(Problem(option, repr(text), allowed, Words("", ""), "number"))
