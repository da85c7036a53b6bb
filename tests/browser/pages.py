"""Published pages as a browser shows them, and what the checks read from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from chiso.words import LANGS, Lang
from makers.published import PERIODS

SIZES = {"desktop": (1366, 900), "phone": (390, 844), "small": (320, 640)}
SECTIONS = [
    "tom-tat", "xu-huong", "chi-tieu", "so-sanh", "ho-so", "chat-luong", "phuong-phap", "nguon",
]  # fmt: skip


@dataclass(frozen=True)
class Edition:
    """One published page: its data set, its language and its folder."""

    data: str
    lang: Lang
    folder: Path

    @property
    def path(self) -> Path:
        """The page."""
        return self.folder / f"report.{self.lang}.html"

    @property
    def text(self) -> str:
        """The page as it is stored."""
        return self.path.read_text(encoding="utf-8")

    @property
    def is_synthetic(self) -> bool:
        """Whether its figures are made up."""
        return self.data == "sample"


EDITIONS = [(data, lang) for data in PERIODS for lang in LANGS]


@dataclass
class Opened:
    """A page in a window, with every address that it asked for and why some were refused."""

    page: Page
    edition: Edition | None
    asked: list[str] = field(default_factory=list)
    refused: dict[str, str | None] = field(default_factory=dict)

    def read(self, script: str, value: object = None) -> Any:
        """What a script finds on the page."""
        return self.page.evaluate(script, value)


@contextmanager
def opened(
    browser: Browser, path: Path, size: str, edition: Edition | None = None, **options: Any
) -> Iterator[Opened]:
    """A page in a fresh window of one of the sizes."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, accept_downloads=True, **options
    )
    shown = Opened(context.new_page(), edition)
    shown.page.on("request", lambda request: shown.asked.append(request.url))
    shown.page.on(
        "requestfailed", lambda request: shown.refused.update({request.url: request.failure})
    )
    shown.page.goto(path.as_uri())
    yield shown
    context.close()


def leaves_the_page(address: str) -> bool:
    """Whether an address is neither in the page nor the page itself."""
    return not address.startswith(("data:", "file:"))


# Words between two line breaks and their section; what is in another language is left out.
BLOCKS = """() => {
  const inside = new Map();
  const skipped = "code, pre, style, svg, nav, .provenance, .permalink, .downloads, .files, .skip,"
    + " [lang]:not(html)";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || node.parentElement.closest(skipped)) continue;
    let block = node.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    inside.set(block, (inside.get(block) ?? "") + node.data);
  }
  return [...inside].map(([block, text]) => [
    block.closest("main > section")?.id ?? "", block.closest(".prose, .card, figcaption") !== null,
    text.replace(/\\s+/g, " ").trim()]);
}"""
# Each numbered table: its rows as shown and the files below it.
TABLES = """() => [...document.querySelectorAll("main .table")].map(box => ({
  id: box.id,
  caption: box.querySelector(".caption-line")?.textContent ?? "",
  note: box.querySelector(".note")?.textContent ?? "",
  columns: [...box.querySelectorAll("thead tr:first-child th")].map(th => th.textContent),
  rows: [...box.querySelectorAll("tbody tr:not(.group)")].map(row =>
    [...row.cells].map(cell => cell.textContent.replace(/\\s+/g, " ").trim())),
  parts: [...box.querySelectorAll("tbody tr")].reduce((parts, row) => {
    if (row.matches(".group")) parts.push([]);
    else parts.at(-1).push(row.cells[0]?.textContent.trim() ?? "");
    return parts;
  }, [[]]),
  files: box.nextElementSibling?.matches(".downloads")
    ? [...box.nextElementSibling.querySelectorAll("a[download]")].map(a => [a.download, a.href])
    : [],
}))"""
# The rules of axe that count.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Elements that hide a part of their words.
CUT = """() => [...document.querySelectorAll("body *")].filter(element => {
  const style = getComputedStyle(element);
  if (element.closest(".vh, .sr, .skip") || element.closest("svg")) return false;
  return (style.overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1) ||
         (style.overflowY === "hidden" && element.scrollHeight > element.clientHeight + 1);
}).map(element => element.outerHTML.slice(0, 100))"""
# Links and folds smaller than a fingertip (2.5.8 of WCAG 2.2).
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href], summary")]
  .filter(element => element.checkVisibility() && !element.matches(".skip"))
  .map(element => [element.outerHTML.slice(0, 120), element.getBoundingClientRect()])
  .filter(([_, box]) => box.width < 24 || box.height < 24)
  .map(([html, box]) => [html, Math.round(box.width), Math.round(box.height)])"""
# What scrolls sideways without being a region with a name that the keyboard reaches.
SIDEWAYS = """() => [...document.querySelectorAll("body *")].filter(element =>
    /auto|scroll/.test(getComputedStyle(element).overflowX) &&
    element.scrollWidth > element.clientWidth + 1 &&
    !(element.tabIndex === 0 && element.getAttribute("role") === "region" &&
      (element.ariaLabel || document.getElementById(element.getAttribute("aria-labelledby")))))
  .map(element => element.outerHTML.slice(0, 100))"""
