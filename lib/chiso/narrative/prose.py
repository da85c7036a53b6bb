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
    """

    sentences: Sequence[Words]
    lang: Lang
    style: Literal["paragraph", "list"] = "paragraph"

    @property
    def texts(self) -> list[str]:
        """The sentences as plain text."""
        return [capitalised(to_nfc(words.say(self.lang))) for words in self.sentences]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/html": self.to_html(),
            "text/plain": " ".join(self.texts),
            MIME: {"kind": "prose"},
        }

    def to_html(self) -> str:
        """The sentences as a finished HTML fragment."""
        texts = [html.escape(text, quote=False) for text in self.texts]
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
