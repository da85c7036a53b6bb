"""What a finished page must keep, found by reading it as a browser would (REPORT section 5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

from chiso.errors import Problem
from chiso.words import Lang, Words

# A page that breaks one of these is not published: it would load, act, mislead or leak.
STOPPING = frozenset({"U01", "U02", "U24", "U31"})
SECTIONS = (
    "tom-tat",
    "xu-huong",
    "chi-tieu",
    "so-sanh",
    "ho-so",
    "chat-luong",
    "phuong-phap",
    "nguon",
)
_LOADING = frozenset(
    ["src", "srcset", "href", "action", "formaction", "poster", "data", "background", "xlink:href"]
)
_OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_HARMLESS = re.compile(
    r"\s*data:(?:image/|text/csv|application/vnd\.openxmlformats-officedocument\.spreadsheetml)",
    re.IGNORECASE,
)
_CSS_LOAD = re.compile(r"@import|url\((?!\s*['\"]?(?:#|data:image/))", re.IGNORECASE)
_ACTION = re.compile(r"\s*(?:javascript|vbscript):|\s*data:text/html", re.IGNORECASE)
_LEAK = re.compile(
    r"Traceback \(most recent call last\)|ipykernel|kernel_launcher|\bIn \[\d*\]|\w+Warning\b"
    r"|(?<![\w/.:-])/(?:home|root|tmp|usr|var|work|Users)/\w|\b[A-Z]:\\\w"
)
_HEADING = re.compile(r"h[1-6]")
_VIETNAMESE = re.compile(r"[ăâđêôơưà-ãè-éì-íò-õù-úýĩũạ-ỹ]", re.IGNORECASE)
_VIETNAMESE_SHARE = 0.08


class _Table:
    """A table as far as it has been read."""

    def __init__(self, *, is_named: bool) -> None:
        self.is_named = is_named
        self.headers: list[tuple[str | None, str]] = []


class _Reader(HTMLParser):
    """Collects what the rules ask about in one pass."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.headings: list[int] = []
        self.tables: list[_Table] = []
        self.texts: list[str] = []
        self.style = ""
        self.title = ""
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        self._inside.append(tag)
        if _HEADING.fullmatch(tag):
            self.headings.append(int(tag[1]))
        elif tag == "table":
            is_named = bool(found.keys() & {"aria-label", "aria-labelledby"})
            self.tables.append(_Table(is_named=is_named))
        elif tag == "caption" and self.tables:
            self.tables[-1].is_named = True
        elif tag == "th" and self.tables:
            self.tables[-1].headers.append((found.get("scope"), ""))

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            continue

    def handle_data(self, data: str) -> None:
        if "style" in self._inside:
            self.style += data
        elif "title" in self._inside and "svg" not in self._inside:
            self.title += data
        else:
            self.texts.append(data)
        if "th" in self._inside and self.tables and self.tables[-1].headers:
            scope, text = self.tables[-1].headers[-1]
            self.tables[-1].headers[-1] = (scope, text + data)


def page_faults(page: str, lang: Lang) -> list[Problem]:
    """Every rule that a finished page breaks, each with its id from REPORT section 5.

    Parameters
    ----------
    page
        The whole page.
    lang
        Language that it should be in.

    Examples
    --------
    >>> faults = page_faults('<html lang="vi"><title>A · B</title><h1>Tỉnh</h1><script>', "vi")
    >>> [fault.rule for fault in faults]
    ['U02']
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    found = [
        *_requests(reader),
        *_actions(reader),
        *_language(reader, lang),
        *_headings(reader),
        *_pictures(reader),
        *_tables(reader),
        *_places(reader),
        *_leaks(reader),
    ]
    return [_problem(rule, got) for rule, got in found]


Fault = tuple[str, str]


def _requests(page: _Reader) -> Iterator[Fault]:
    for tag, attributes in page.elements:
        for name in _LOADING & attributes.keys():
            value = attributes[name]
            if _OUTSIDE.match(value) and not _HARMLESS.match(value):
                yield "U01", f"<{tag} {name}={value[:80]}>"
        if _CSS_LOAD.search(attributes.get("style", "")):
            yield "U01", f"<{tag} style={attributes['style'][:80]}>"
    if found := _CSS_LOAD.search(page.style):
        yield "U01", page.style[found.start() : found.start() + 80]


def _actions(page: _Reader) -> Iterator[Fault]:
    for tag, attributes in page.elements:
        if tag in ("script", "iframe", "object", "embed", "form", "base"):
            yield "U02", f"<{tag}>"
        for name, value in attributes.items():
            if name.startswith("on") or (name in _LOADING and _ACTION.match(value)):
                yield "U02", f"<{tag} {name}={value[:80]}>"


def _language(page: _Reader, lang: Lang) -> Iterator[Fault]:
    stated = next((found.get("lang") for tag, found in page.elements if tag == "html"), None)
    if stated != lang:
        yield "U05", f"lang={stated}"
    letters = [sign for text in page.texts for sign in text if sign.isalpha()]
    marked = sum(1 for sign in letters if _VIETNAMESE.match(sign))
    if letters and (marked / len(letters) >= _VIETNAMESE_SHARE) != (lang == "vi"):
        yield "U05", f"{marked}/{len(letters)}"
    if not all(part.strip() for part in (page.title + " ").partition(" · ")):
        yield "U06", page.title


def _headings(page: _Reader) -> Iterator[Fault]:
    if page.headings.count(1) != 1:
        yield "U07", f"h1 x {page.headings.count(1)}"
    for above, below in pairwise(page.headings):
        if below > above + 1:
            yield "U07", f"h{above} > h{below}"
    ids = [found["id"] for tag, found in page.elements if tag == "section" and "id" in found]
    known = [ident for ident in ids if ident in SECTIONS]
    if known != sorted(known, key=SECTIONS.index):
        yield "U07", ", ".join(known)


def _pictures(page: _Reader) -> Iterator[Fault]:
    texts = [found.get("alt", "") for tag, found in page.elements if tag == "img"]
    for text in texts:
        if not 60 <= len(text) <= 300 or texts.count(text) > 1:
            yield "U08", text


def _tables(page: _Reader) -> Iterator[Fault]:
    for table in page.tables:
        if not table.is_named:
            yield "U09", "<table>"
        for scope, text in table.headers:
            if not scope or not text.strip():
                yield "U09", f"<th scope={scope}>{text}"


def _places(page: _Reader) -> Iterator[Fault]:
    ids = Counter(found["id"] for _, found in page.elements if "id" in found)
    yield from (("U24", f"id={ident}") for ident, count in ids.items() if count > 1)
    for tag, found in page.elements:
        target = found.get("href", "")
        if tag == "a" and target.startswith("#") and target[1:] not in ids:
            yield "U24", f"href={target}"


def _leaks(page: _Reader) -> Iterator[Fault]:
    for text in page.texts:
        if found := _LEAK.search(text):
            yield "U31", found[0]


_ALLOWED = {
    "U01": Words(vi="trang không được tải gì từ ngoài", en="a page loads nothing from outside"),
    "U02": Words(vi="trang không có mã chạy", en="a page has nothing that runs"),
    "U05": Words(vi="ngôn ngữ ghi khớp với văn bản", en="the stated language is that of the text"),
    "U06": Words(vi="tên trang gồm tên báo cáo và kỳ", en="the title names report and period"),
    "U07": Words(
        vi="một tiêu đề chính, các cấp liền nhau, các phần đúng thứ tự",
        en="one main heading, no level skipped, sections in order",
    ),
    "U08": Words(
        vi="mỗi hình có văn bản thay thế riêng, 60 đến 300 ký tự",
        en="each picture has a text alternative of its own, 60 to 300 characters",
    ),
    "U09": Words(
        vi="mỗi bảng có tên, mỗi ô tiêu đề có phạm vi và chữ",
        en="each table has a name, each header cell a scope and words",
    ),
    "U24": Words(
        vi="mỗi liên kết trong trang có đích, mỗi mã chỉ có một",
        en="each link on the page has its target, each id is unique",
    ),
    "U31": Words(
        vi="trang không lộ đường dẫn hay thông báo lỗi",
        en="a page shows no paths or error messages",
    ),
}


def _problem(rule: str, got: str) -> Problem:
    todo = Words(vi="Sửa ở hàm đã viết đoạn này", en="Mend the function that wrote this")
    return Problem("page", repr(got), _ALLOWED[rule], todo, rule)
