"""What may stand in a page: an allow-list for HTML, Markdown and SVG that come from notebooks.

The page also carries a content security policy that forbids scripts and requests; this list is the
first of the two layers, so that hostile text in data can change neither look nor behaviour.
"""

from __future__ import annotations

import re

import nh3

_TEXT = (
    "a abbr b bdi blockquote br code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li "
    "mark ol p pre q s samp small span strong sub sup time u ul var wbr"
)
_BLOCKS = "article aside details figcaption figure footer header section summary"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
_IMAGES = "img picture source"
_SVG = (
    "circle clipPath defs desc ellipse g line linearGradient path pattern polygon polyline rect "
    "stop svg text title tspan use"
)
_MATHS = "math mfrac mi mn mo mover mrow mspace msqrt msub msubsup msup munder munderover"
_TAGS = frozenset(" ".join((_TEXT, _BLOCKS, _TABLES, _IMAGES, _SVG, _MATHS)).split())
# Their content is code or a foreign document, never something to read.
_SILENCED = frozenset({"script", "style", "iframe", "noscript", "object", "template", "textarea"})

_EVERYWHERE = (
    "class id lang dir title role style tabindex aria-label aria-labelledby aria-describedby "
    "aria-hidden aria-current data-kind data-id"
)
_DRAWING = (
    "clip-path cx cy d dominant-baseline dx dy fill fill-opacity fill-rule focusable font-size "
    "font-weight height offset opacity patternUnits points preserveAspectRatio r rx ry stop-color "
    "stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width "
    "text-anchor transform vector-effect viewBox width x x1 x2 y y1 y2"
)
_OWN: dict[str, set[str]] = {
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"src", "srcset", "alt", "width", "height"},
    "math": {"display"},
    "ol": {"start", "type"},
    "source": {"srcset", "media", "type", "width", "height"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "abbr"},
    "time": {"datetime"},
    "use": {"href", "xlink:href"},
}

_PICTURE = r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,][^\s\"'<>]*"
_LENGTH = r"(?:0|\d{1,4}(?:\.\d+)?%)"
_DECLARATION = rf"\s*(?:width|height|left|right|top|bottom)\s*:\s*{_LENGTH}\s*"
_SHAPES = {
    "href": re.compile(r"#[\w:.-]+"),
    "xlink:href": re.compile(r"#[\w:.-]+"),
    "src": re.compile(_PICTURE),
    "srcset": re.compile(rf"{_PICTURE}(?:\s+[\d.]+[wx])?"),
    "style": re.compile(rf"{_DECLARATION}(?:;{_DECLARATION})*;?\s*"),
    "tabindex": re.compile("0"),
    "scope": re.compile("row|col|rowgroup|colgroup"),
    "id": re.compile(r"[A-Za-z][\w:.-]*"),
}
_POINTER = re.compile(r"url\(#[\w:.-]+\)")
_PICTURE_WITHOUT_SOURCE = re.compile(r'<img(?![^>]* src=)(?:\s+[\w:-]+="[^"]*")*>')


def clean_fragment(html: str) -> str:
    """The fragment with nothing left that could act, load or leave the page.

    Kept are text, tables, figures, drawings and formulas; ``style`` only as percentages of place
    and size, ``href`` only to a place on the page, pictures only as ``data:``.

    Parameters
    ----------
    html
        Any HTML, however broken or hostile.

    Returns
    -------
    str
        Well-formed HTML.

    Examples
    --------
    >>> clean_fragment('<p onclick="x()">Yên Thủy<script>x()</script></p>')
    '<p>Yên Thủy</p>'
    >>> clean_fragment('<a href="javascript:x()">Biểu</a> <a href="#b-1">1</a>')
    '<a>Biểu</a> <a href="#b-1">1</a>'
    """
    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_SILENCED),
        attributes=_attributes(),
        attribute_filter=_keep_attribute,
        url_schemes={"data"},
        link_rel=None,
    )
    return _PICTURE_WITHOUT_SOURCE.sub("", clean)


def _attributes() -> dict[str, set[str]]:
    """Allowed attribute names by tag; ``*`` stands for every tag."""
    drawing = {tag: set(_DRAWING.split()) | _OWN.get(tag, set()) for tag in _SVG.split()}
    return {"*": set(_EVERYWHERE.split()), **_OWN, **drawing}


def _keep_attribute(_tag: str, name: str, value: str) -> str | None:
    """The value if it has the shape that its attribute allows, else None (dropped)."""
    shape = _SHAPES.get(name)
    if shape is not None:
        return value if shape.fullmatch(value) else None
    if "url(" in value.casefold():
        return value if _POINTER.fullmatch(value.strip()) else None
    return value
