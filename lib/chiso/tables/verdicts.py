"""Symbols and words of verdicts: colour never stands alone (REPORT 3.4)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from chiso.words import Lang, Words

BORDERLINE = Words(vi="sát ngưỡng", en="borderline")


class Verdict(StrEnum):
    """What a figure is against its target."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"


class VerdictLook(NamedTuple):
    """Symbol, class and word of one verdict."""

    symbol: str
    style: str
    words: Words


VERDICT_LOOKS: Mapping[Verdict, VerdictLook] = MappingProxyType(
    {
        Verdict.MET: VerdictLook("✓", "v-met", Words("Đạt", "Met")),
        Verdict.NOT_MET: VerdictLook("✗", "v-not", Words("Chưa đạt", "Not met")),
        Verdict.UNDETERMINED: VerdictLook(
            "≈", "v-unknown", Words("Chưa đủ căn cứ", "Inconclusive")
        ),
        Verdict.NO_TARGET: VerdictLook("–", "v-none", Words("Không có chỉ tiêu", "No target")),
        Verdict.NO_DATA: VerdictLook("…", "v-nodata", Words("Chưa có số liệu", "No data")),
    }
)


def verdict_text(verdict: str, lang: Lang, *, is_borderline: bool = False) -> str:
    """Symbol and word of a verdict.

    Raises
    ------
    ValueError
        If the verdict is none of :class:`Verdict`.

    Examples
    --------
    >>> verdict_text("met", "vi", is_borderline=True)
    '✓ Đạt, sát ngưỡng'
    """
    look = VERDICT_LOOKS[Verdict(verdict)]
    tag = f", {BORDERLINE.say(lang)}" if is_borderline else ""
    return f"{look.symbol} {look.words.say(lang)}{tag}"


def verdict_html(verdict: str, lang: Lang, *, is_borderline: bool = False) -> str:
    """A verdict as a fragment with symbol, word and the class that colours it.

    Raises
    ------
    ValueError
        If the verdict is none of :class:`Verdict`.

    Examples
    --------
    >>> verdict_html("not_met", "en")
    '<span class="verdict v-not">✗ Not met</span>'
    """
    style = VERDICT_LOOKS[Verdict(verdict)].style
    told = f'<span class="verdict {style}">{verdict_text(verdict, lang)}</span>'
    return told + border_tag(lang) * is_borderline


def border_tag(lang: Lang) -> str:
    """The tag behind a verdict that rounding or chance could turn.

    Examples
    --------
    >>> border_tag("en")
    ' <span class="v-border">borderline</span>'
    """
    return f' <span class="v-border">{BORDERLINE.say(lang)}</span>'
