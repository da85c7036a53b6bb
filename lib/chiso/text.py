"""Vietnamese text: one form, one spelling key, one alphabetical order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

# The 29 letters of the Vietnamese alphabet in their order, with f j w z at their Latin places.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
# Tone marks in dictionary order: none, grave, hook above, tilde, acute, dot below.
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_CAPITALS = "ÆÇÈÉÊËÌÐÎÏÑÒÓÔÕÖ×ØÜÝÞ"
# What no language writes and legacy bytes turn into: signs or capitals inside a word (TCVN3:
# c«ng, TØnh, ViÖt), and vowels followed by a second one that stood for a tone (VNI: Hoøa, aân).
_LEGACY = re.compile(
    "[A-Za-z][µ¸¶¹¨»¾¼½©ª«¬®][a-z]|[a-z][µ¸¶](?![A-Za-z0-9])"
    f"|[A-Za-z][{_CAPITALS}][a-z]|[a-z][{_CAPITALS}](?![a-z])"
    "|[aeouyAEOUYôöÔÖ][øØ]|[aeoAEO][âÂäÄ]|[aA][êûÊÛ]"
)


def to_nfc(text: str) -> str:
    r"""The text in composed form (NFC) with single inner spaces and no outer ones.

    Examples
    --------
    >>> to_nfc("  Hoa\u0300  Bi\u0300nh ")
    'Hoà Bình'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """A spelling key: lower case, no marks, đ as d, single spaces.

    Two different names can share a key, so a match on it is a candidate and not an identity.

    Examples
    --------
    >>> fold("Huyện  Lạc Thuỷ") == fold("huyện Lạc Thủy")
    True
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return to_nfc("".join(sign for sign in decomposed if not unicodedata.combining(sign)))


def collation_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """A sort key in Vietnamese dictionary order: letters first, tones as tie-breakers.

    Examples
    --------
    >>> sorted(["Yên Thủy", "Đà Bắc", "Cao Phong", "Dũng Tiến"], key=collation_key)
    ['Cao Phong', 'Dũng Tiến', 'Đà Bắc', 'Yên Thủy']
    """
    letters: list[int] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFC", text.casefold()):
        base, tone = _split_tone(sign)
        letters.append(_LETTER_RANK.get(base, -1) if base[:1].isalpha() else _sign_rank(base))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def _split_tone(sign: str) -> tuple[str, int]:
    """A letter with its vowel mark but without its tone, and the rank of that tone."""
    tone = 0
    kept = ""
    for part in unicodedata.normalize("NFD", sign):
        if part in _TONE_RANK:
            tone = _TONE_RANK[part]
        else:
            kept += part
    return unicodedata.normalize("NFC", kept), tone


def _sign_rank(sign: str) -> int:
    """Spaces, digits and signs stand before letters, in code order; a lone tone leaves none."""
    return ord(sign or "\0") - 0x110000


def is_vietnamese_legacy(text: str) -> bool:
    """Whether the text looks like TCVN3 or VNI bytes read as Latin-1.

    Examples
    --------
    >>> is_vietnamese_legacy("TØnh Hoµ B×nh"), is_vietnamese_legacy("Tænh Hoøa Bình")
    (True, True)
    >>> is_vietnamese_legacy("báo cáo, 4.590 km²")
    False
    """
    # Legacy letters lie beyond ASCII and never across a space: few words need a search at all.
    lines = (line for line in text.splitlines() if not line.isascii())
    words = {word for line in lines for word in line.split() if not word.isascii()}
    return bool(_LEGACY.search(" ".join(words)))


def described(title: str, terms: Mapping[str, Sequence[str]]) -> str:
    """An HTML line with lists that open on demand; a list of one is shown at once.

    Examples
    --------
    >>> described("Kỳ 2024", {"Mã": ["2024"], "Tháng": ["1", "2"]})[:52]
    '<div class="described"><p><b>Kỳ 2024</b><br>Mã: 2024'
    """
    from html import escape

    short = [f"{name}: {told[0]}" for name, told in terms.items() if len(told) == 1]
    head = f"<b>{escape(title)}</b>" + "".join(f"<br>{escape(line)}" for line in short)
    lists = "".join(
        f"<details><summary>{escape(name)} ({len(told)})</summary><ul>"
        + "".join(f"<li>{escape(line)}</li>" for line in told)
        + "</ul></details>"
        for name, told in terms.items()
        if len(told) > 1
    )
    return f'<div class="described"><p>{head}</p>{lists}</div>'
