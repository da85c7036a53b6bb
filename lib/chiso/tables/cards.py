"""Value cards: a headline figure with its target, verdict and movement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from chiso.tables.table import MIME
from chiso.tables.verdicts import VERDICT_LOOKS, Verdict, verdict_html
from chiso.text import to_nfc
from chiso.words import Lang

# A sparkline is drawn by the program and needs no markup but these shapes, so nothing else passes.
_SPARK = re.compile(
    r'<svg (?:(?!on)[a-zA-Z-]+="[\w .-]*" ?)+>'
    r'(?:<(?:path|circle|line|polyline) (?:(?!on)[a-zA-Z-]+="[\w .,#%-]*" ?)+/>)*</svg>'
)


@dataclass(frozen=True)
class Card:
    """One headline figure, every text ready to be shown.

    Attributes
    ----------
    name
        Short name of the indicator.
    value_text
        The figure with its unit and bound.
    target_text
        The target with its date, or that there is none.
    verdict
        Id of the verdict; no target and no data say so by their texts alone.
    movement_text
        Movement and period.
    spark
        Inline SVG of the history, or empty; anything but a plain drawing is left out.
    is_borderline
        Whether rounding or chance could turn the verdict.
    """

    name: str
    value_text: str
    target_text: str
    verdict: str
    movement_text: str
    spark: str = ""
    is_borderline: bool = False


@dataclass(frozen=True, repr=False)
class Cards:
    """A row of value cards.

    Examples
    --------
    >>> card = Card("Hồ sơ trực tuyến", "72,9%", "Chỉ tiêu 70%", "met", "▲ Tăng")
    >>> Cards((card,), lang="vi")
    Hồ sơ trực tuyến: 72,9%
    """

    cards: tuple[Card, ...]
    lang: Lang

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return {"text/html": self.to_html(), "text/plain": repr(self), MIME: {"kind": "cards"}}

    def __repr__(self) -> str:
        return " · ".join(f"{card.name}: {card.value_text}" for card in self.cards)

    def to_html(self) -> str:
        """The cards as a finished fragment."""
        return f'<div class="cards" role="list">{"".join(map(self._card, self.cards))}</div>'

    def _card(self, card: Card) -> str:
        verdict = Verdict(card.verdict)
        is_judged = verdict not in (Verdict.NO_TARGET, Verdict.NO_DATA)
        told = verdict_html(verdict, self.lang, is_borderline=card.is_borderline)
        judged = f" {told}" * is_judged
        parts = (
            _part("card-name", _said(card.name)),
            _part("card-value", _said(card.value_text)),
            _part("card-target", _said(card.target_text) + judged),
            _part("card-move", _said(card.movement_text)),
            card.spark if _SPARK.fullmatch(card.spark) else "",
        )
        style = VERDICT_LOOKS[verdict].style
        return f'<div class="card {style}" role="listitem">{"".join(parts)}</div>'


def _said(text: str) -> str:
    return escape(to_nfc(text), quote=False)


def _part(style: str, content: str) -> str:
    return f'<div class="{style}">{content}</div>'
