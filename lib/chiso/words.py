"""A sentence in both languages of the project.

Every text that a reader can meet is a :class:`Words` pair, so a missing translation is a type
error, not something a reader finds out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


class Words(NamedTuple):
    """One text in Vietnamese and in English.

    Examples
    --------
    >>> Words(vi="Đạt", en="Met").say("vi")
    'Đạt'
    """

    vi: str
    en: str

    def say(self, lang: Lang) -> str:
        """The text in one language."""
        return self.vi if lang == "vi" else self.en

    def fill(self, **values: object) -> Words:
        """The same pair with ``{name}`` fields replaced; a Words value gives its own language.

        Only plain names are replaced, so a value can never reach attributes or other fields.

        Examples
        --------
        >>> Words(vi="đạt {rate}", en="at {rate}").fill(rate=Words("70,4%", "70.4%"))
        Words(vi='đạt 70,4%', en='at 70.4%')
        """
        return Words(_filled(self.vi, values, "vi"), _filled(self.en, values, "en"))


def _filled(text: str, values: Mapping[str, object], lang: Lang) -> str:
    def field(found: re.Match[str]) -> str:
        value = values.get(found[1], found[0])
        return value.say(lang) if isinstance(value, Words) else str(value)

    return re.sub(r"\{(\w+)\}", field, text)


def same(text: str) -> Words:
    """A text that reads the same in both languages, such as a code or a file name."""
    return Words(text, text)


def reader_lang() -> Lang:
    """Language for messages: ``CHISO_LANG`` if it is ``vi`` or ``en``, else Vietnamese."""
    wanted = os.environ.get("CHISO_LANG", "vi").lower()
    return "en" if wanted == "en" else "vi"
