"""Text cells of the chapters as HTML that fits below the page's one main heading."""

from __future__ import annotations

import re

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from chiso.export.sanitise import clean_fragment

_HEADING = re.compile(r"<(/?)h([1-6])(?:\s[^>]*)?>")
_BARE_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_FIRST_LINE = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_HEADER = re.compile(r"<th(?:\s[^>]*)?>([^<\"]+)")
DEEPEST = 6


def markdown_html(source: str) -> str:
    """A text cell as clean HTML, each heading one level lower and without an id.

    Examples
    --------
    >>> markdown_html("# Tóm tắt")
    '<h2>Tóm tắt</h2>'
    """
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    html = str(MarkdownWithMath(renderer=renderer).render(source))
    html = clean_fragment(html.replace('style="text-align:right"', 'class="num"'))
    html = _HEADING.sub(lambda found: f"<{found[1]}h{min(int(found[2]) + 1, DEEPEST)}>", html)
    return _BARE_TABLE.sub(_framed, html).strip()


def opening_level(source: str) -> int | None:
    """Level of the heading that a text cell opens with, or None when it opens with text.

    Examples
    --------
    >>> opening_level("## Ai cần hỗ trợ?"), opening_level("Không có tiêu đề")
    (2, None)
    """
    lines = source.strip().splitlines()
    found = _FIRST_LINE.fullmatch(lines[0]) if lines else None
    return len(found[1]) if found else None


def has_body(source: str) -> bool:
    """Whether a text cell says anything besides its headings.

    Examples
    --------
    >>> has_body("# Nguồn"), has_body("Theo báo cáo đã công bố.")
    (False, True)
    """
    lines = (line for line in source.splitlines() if line.strip())
    return any(_FIRST_LINE.fullmatch(line) is None for line in lines)


def _framed(table: re.Match[str]) -> str:
    """A table typed in a text cell, with scopes, a name and a frame that scrolls on a phone."""
    html = table[0].replace("<th></th>", "<td></td>")
    html = html.replace("<th>", '<th scope="col">').replace("<th class", '<th scope="col" class')
    name = ", ".join(_HEADER.findall(html))
    html = html.replace("<table>", f'<table aria-label="{name}">')
    return (
        '<div class="table"><div class="scroll" tabindex="0" role="region"'
        f' aria-label="{name}">{html}</div></div>'
    )
