"""Finishing of clean fragments: running numbers, references, permanent links, marks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from types import MappingProxyType

from chiso.export.wording import PAGE, elsewhere, numbered
from chiso.words import Lang

_ATTRIBUTES = r'((?:\s+[\w:-]+(?:="[^"]*")?)*)'
_TAG = re.compile(rf"<(/?)([A-Za-z][\w-]*){_ATTRIBUTES}\s*/?>")
_NUMBER = re.compile(rf"<span{_ATTRIBUTES}></span>")
_REFERENCE = re.compile(rf"<a{_ATTRIBUTES}></a>")
# A figure links to itself in a notebook already; the page's own link says what it links to.
_ANCHOR = re.compile(r'\s*<a(?=[^>]* class="anchor")[^>]*>#</a>')
# Paper is as narrow as a small window, but takes the wide rendering of a figure.
_NARROW = re.compile(r'(<source media=")(\(max-width:)')
_PLACE = re.compile(r'<a((?:\s+[\w:-]+="[^"]*")*?) href="#([^"]+)"')
_VOID = frozenset({"br", "col", "hr", "img", "source", "wbr"})
_BLOCK = frozenset({"p", "div", "ul", "ol", "table", "picture", "img", "svg", "details"})
_AFTER_CAPTION = frozenset({"unit", "note", "source"})
_PREFIXES = {"b-": "table", "h-": "figure"}


@dataclass(frozen=True)
class Numbers:
    """Running numbers of the tables and figures of a page.

    Attributes
    ----------
    by_id
        ``(kind, number)`` of each id; ``kind`` is ``table`` or ``figure``.
    """

    by_id: Mapping[str, tuple[str, int]] = field(default_factory=lambda: MappingProxyType({}))

    def with_fragment(self, html: str, records: Sequence[Mapping[str, object]]) -> Numbers:
        """The numbers after one more fragment; a record counts even if it shows no number."""
        found = dict(self.by_id)
        marks = [_attributes(mark[1]) for mark in _NUMBER.finditer(html)]
        named = [(mark.get("data-kind", ""), mark.get("data-id", "")) for mark in marks]
        named += [(str(record.get("kind")), str(record.get("id") or "")) for record in records]
        for kind, name in named:
            if kind in ("table", "figure") and name not in found:
                same_kind = sum(1 for known, _ in found.values() if known == kind)
                found[name] = (kind, same_kind + 1)
        return Numbers(MappingProxyType(found))

    def name(self, ident: str, lang: Lang) -> str | None:
        """``Biểu số 2``, or None when the page has no such table or figure."""
        return numbered(*self.by_id[ident], lang) if ident in self.by_id else None


@dataclass(frozen=True)
class Finish:
    """What the finishing of every fragment of one page has in common."""

    lang: Lang
    numbers: Numbers
    is_synthetic: bool

    def apply(self, html: str) -> str:
        """The fragment with its captions numbered, linked and marked, and its references filled."""
        html = _NARROW.sub(r"\1screen and \2", self._captions(html))
        return _REFERENCE.sub(self._reference, html)

    def _captions(self, html: str) -> str:
        done, rest = "", html
        while found := _NUMBER.search(rest):
            ident = _attributes(found[1]).get("data-id", "")
            name = self.numbers.name(ident, self.lang)
            if name is None:
                done, rest = done + rest[: found.end()], rest[found.end() :]
                continue
            opened = found[0].removesuffix("</span>")
            after = rest[found.end() :]
            end = _caption_end(after)
            words = _ANCHOR.sub("", after[:end]).rstrip()
            caption = f"{opened}{name}. </span>{words}{self._marks(ident, name, words)}"
            done, rest = done + rest[: found.start()] + caption, after[end:]
        return done + rest

    def _marks(self, ident: str, name: str, words: str) -> str:
        """What follows a caption: that the data are made up, if it does not say so, and a link."""
        label = f"{PAGE['link_to'].say(self.lang)} {name}"
        # A no-break space keeps the sign from standing alone on a line.
        link = (
            f'&nbsp;<a class="permalink" href="#{escape(ident)}" aria-label="{escape(label)}">#</a>'
        )
        word = PAGE["illustrative"].say(self.lang)
        is_told = not self.is_synthetic or word in words
        return ("" if is_told else f' <span class="illustrative">{word}</span>') + link

    def _reference(self, found: re.Match[str]) -> str:
        attributes = _attributes(found[1])
        if attributes.get("class") != "ref":
            return found[0]
        ident = attributes.get("href", "").removeprefix("#")
        name = self.numbers.name(ident, self.lang)
        if name is None:
            return elsewhere(_PREFIXES.get(ident[:2], "table"), self.lang)
        return f'<a class="ref" href="#{escape(ident)}">{name}</a>'


def without_dead_links(html: str, known: Collection[str]) -> str:
    """The fragment with links to places that the page does not have turned into plain text.

    Examples
    --------
    >>> without_dead_links('<a href="#b-1">1</a> <a href="#b-2">2</a>', {"b-1"})
    '<a href="#b-1">1</a> <a>2</a>'
    """
    return _PLACE.sub(lambda link: link[0] if link[2] in known else f"<a{link[1]}", html)


def insert_after(html: str, ident: str, addition: str) -> str:
    """The fragment with something added right after the element of an id, or else at its end.

    Examples
    --------
    >>> insert_after('<div id="a"><p>1</p></div><p>2</p>', "a", "<hr>")
    '<div id="a"><p>1</p></div><hr><p>2</p>'
    """
    depth = 0
    for tag in _TAG.finditer(html):
        if not depth and _attributes(tag[3]).get("id") != ident:
            continue
        if tag[2] not in _VOID:
            depth += -1 if tag[1] else 1
        if not depth:
            return html[: tag.end()] + addition + html[tag.end() :]
    return html + addition


def ids_in(html: str) -> list[str]:
    """All ids of a clean fragment, in order, repeated ones too.

    Examples
    --------
    >>> ids_in('<h3 id="dv-148">TP Hòa Bình</h3>')
    ['dv-148']
    """
    named = (_attributes(tag[3]).get("id") for tag in _TAG.finditer(html))
    return [ident for ident in named if ident]


def is_blank(html: str) -> bool:
    """Whether a clean fragment shows neither words nor pictures.

    Examples
    --------
    >>> is_blank('<div class="prose"><p> </p></div>'), is_blank("<p>62</p>")
    (True, False)
    """
    return not (re.search(r"<(?:img|svg)\b", html) or _TAG.sub("", html).strip())


def _attributes(text: str) -> dict[str, str]:
    found = re.findall(r'([\w:-]+)="([^"]*)"', text)
    return {name: unescape(value) for name, value in found}


def _caption_end(html: str) -> int:
    """Where the caption that begins this text ends: before its unit, a block or its own end tag."""
    depth = 0
    for tag in _TAG.finditer(html):
        is_end, name = bool(tag[1]), tag[2].lower()
        classes = set(_attributes(tag[3]).get("class", "").split())
        if depth == 0 and (is_end or name in _BLOCK or classes & _AFTER_CAPTION):
            return tag.start()
        if is_end:
            depth -= 1
        elif name not in _VOID:
            depth += 1
    return len(html)
