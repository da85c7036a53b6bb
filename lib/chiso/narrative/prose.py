"""Sentences ready to be shown: paragraphs or a list, escaped, with capitals at the start."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from chiso.text import to_nfc
from chiso.words import Lang, Words

MIME = "application/vnd.chiso+json"


@dataclass(frozen=True)
class Prose:
    """Sentences in one language.

    Parameters
    ----------
    sentences
        In reading order; an empty list is an error of the caller, since no section is empty.
    lang
        Language to show.
    style
        ``paragraph`` runs them together, ``list`` gives each its own line.
    leads
        What each line of a list is about, in bold before it; none, or one a sentence.
    """

    sentences: Sequence[Words]
    lang: Lang
    style: Literal["paragraph", "list"] = "paragraph"
    leads: Sequence[Words] = ()

    @property
    def texts(self) -> list[str]:
        """The sentences as plain text."""
        return [f"{lead}: {text}" if lead else text for lead, text in self._parts()]

    def _parts(self) -> list[tuple[str, str]]:
        """The lead and the text of each sentence; the lead is empty where there are none."""
        texts = [capitalised(to_nfc(words.say(self.lang))) for words in self.sentences]
        leads = [to_nfc(words.say(self.lang)) for words in self.leads] or [""] * len(texts)
        return list(zip(leads, texts, strict=True))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/html": self.to_html(),
            "text/plain": " ".join(self.texts),
            MIME: {"kind": "prose"},
        }

    def to_html(self) -> str:
        """The sentences as a finished HTML fragment."""
        escaped = [[html.escape(part, quote=False) for part in pair] for pair in self._parts()]
        texts = [f"<b>{lead}:</b> {text}" if lead else text for lead, text in escaped]
        if self.style == "list":
            body = "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"
        else:
            body = f"<p>{' '.join(texts)}</p>"
        return f'<div class="prose">{body}</div>'

    def __repr__(self) -> str:
        return " ".join(self.texts)


def capitalised(text: str) -> str:
    """The text with a capital first letter and the rest untouched."""
    return text[:1].upper() + text[1:]
