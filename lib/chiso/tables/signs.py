"""Signs that stand in cells, and the key that explains those that occur (REPORT 3.6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from chiso.words import Lang, Words

MISSING = "…"
NONE = "–"
_KEY = Words(vi="Ký hiệu", en="Signs")
QUALIFIER_SIGNS: Mapping[str, str] = MappingProxyType(
    {">": ">", ">=": "≥", "<": "<", "<=": "≤", "~": "≈"}
)
SIGN_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        MISSING: Words("chưa có số liệu", "no data"),
        NONE: Words("không có", "none"),
        "*": Words("sơ bộ", "provisional"),
        "r": Words("điều chỉnh", "revised"),
        "#": Words("mẫu số dưới 20", "denominator below 20"),
        ">": Words("trên mức này, không rõ bao nhiêu", "above this, by an unknown amount"),
        "≥": Words("từ mức này trở lên", "this or more"),
        "<": Words("dưới mức này, không rõ bao nhiêu", "below this, by an unknown amount"),
        "≤": Words("không quá mức này", "this or less"),
        "≈": Words("khoảng", "about"),
    }
)


def key_of(signs: Collection[str], lang: Lang) -> str:
    """One line that explains the signs that occur; empty for none of the known ones.

    Examples
    --------
    >>> key_of({"–", "…"}, "vi")
    'Ký hiệu: «…» chưa có số liệu; «–» không có.'
    >>> key_of({"*"}, "en")
    'Signs: “*” provisional.'
    """
    left, right = ("«", "»") if lang == "vi" else ("“", "”")
    found = [
        f"{left}{sign}{right} {words.say(lang)}"
        for sign, words in SIGN_WORDS.items()
        if sign in signs
    ]
    return f"{_KEY.say(lang)}: {'; '.join(found)}." if found else ""
