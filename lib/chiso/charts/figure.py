"""A finished figure: two pictures, the words around them, and where each text stands."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Literal, NamedTuple

from chiso.charts.caption import Caption
from chiso.charts.encode import to_webp
from chiso.words import Words

SheetName = Literal["wide", "narrow"]
_NOTE = Words(vi="Ghi chú:", en="Note:")
_SOURCE = Words(vi="Nguồn:", en="Source:")
_KIND = Words(vi="Hình", en="Figure")


class Label(NamedTuple):
    """A text, or a line that texts keep clear of, with its box in pixels from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sheet: SheetName
    is_line: bool = False


@dataclass(frozen=True)
class Picture:
    """One rendering.

    Attributes
    ----------
    data
        Bytes of the PNG.
    width, height
        Size in pixels; two of them make one CSS pixel.
    labels
        Every text that is drawn and every line that texts keep clear of.
    smallest_pt
        Size of the smallest text, in points at the real size of the sheet.
    """

    data: bytes
    width: int
    height: int
    labels: tuple[Label, ...]
    smallest_pt: float

    @property
    def uri(self) -> str:
        """The picture as a ``data:`` address for the page, as lossless WebP."""
        return "data:image/webp;base64," + base64.b64encode(to_webp(self.data)).decode("ascii")

    @property
    def base64(self) -> str:
        """The bytes of the PNG as text."""
        return base64.b64encode(self.data).decode("ascii")


@dataclass(frozen=True)
class Figure:
    """A figure that a notebook shows and the exporter places.

    Attributes
    ----------
    caption
        Id, title, text alternative, unit, note, source, language, whether data are synthetic.
    wide
        1216 pixels for a text width of 16 cm.
    narrow
        720 pixels for a phone of 360.
    vector
        Draws the wide rendering once more, as SVG; None where it cannot be drawn again.
    """

    caption: Caption
    wide: Picture
    narrow: Picture
    vector: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)

    @property
    def id(self) -> str:
        """Anchor of the figure."""
        return self.caption.id

    @property
    def labels(self) -> tuple[Label, ...]:
        """Texts and lines of both renderings."""
        return self.wide.labels + self.narrow.labels

    def to_html(self) -> str:
        """The figure as an HTML fragment; the exporter fills in its number."""
        words = self.caption
        name = escape(words.id, quote=True)
        parts = [
            f'<figure class="chart" id="{name}"><figcaption>',
            f'<span class="no" data-kind="figure" data-id="{name}"></span>',
            f'{escape(words.title)} <a class="anchor" href="#{name}">#</a></figcaption>',
            self._picture(),
            _line("note", _NOTE.say(words.lang), words.note),
            _line("source", _SOURCE.say(words.lang), words.source),
            "</figure>",
        ]
        return "".join(parts)

    def _picture(self) -> str:
        wide, narrow = self.wide, self.narrow
        return (
            '<picture><source media="(max-width:600px)" '
            f'width="{narrow.width // 2}" height="{narrow.height // 2}" srcset="{narrow.uri}">'
            f'<img alt="{escape(self.caption.alt, quote=True)}" src="{wide.uri}" '
            f'width="{wide.width // 2}" height="{wide.height // 2}" loading="lazy"></picture>'
        )

    def to_record(self) -> dict[str, object]:
        """The figure for the exporter: words, and the wide picture as base64."""
        words = self.caption
        return {
            "kind": "figure",
            "id": words.id,
            "title": words.title,
            "alt": words.alt,
            "note": words.note,
            "source": words.source,
            "unit": words.unit,
            "lang": words.lang,
            "synthetic": words.synthetic,
            "width": self.wide.width,
            "height": self.wide.height,
            "png_wide": self.wide.base64,
        }

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return {
            "text/html": self.to_html(),
            "text/plain": f"{_KIND.say(self.caption.lang)} {self.id}: {self.caption.title}",
            "application/vnd.chiso+json": self.to_record(),
        }


def _line(kind: str, lead: str, text: str) -> str:
    return f'<p class="{kind}">{lead} {escape(text)}</p>' if text else ""
