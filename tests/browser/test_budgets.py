"""What a page may weigh and take (U30, budgets of the specification)."""

from __future__ import annotations

import json
import re
import statistics
import time
from datetime import datetime

import pytest

from browser.pages import SIZES
from chiso.export.chapters import join_chapters
from chiso.export.compose import compose
from chiso.export.edition import Edition as Making
from chiso.export.page import PageSetting, render_page

pytestmark = pytest.mark.slow

PAGE_BYTES = 1_000_000
FIGURE_BYTES = 64 * 1024
MOST_ELEMENTS = 3000
LANDING_BYTES = 200 * 1024
FIRST_PAINT_MS = {"desktop": 600, "phone": 1500}
SLOWER = {"desktop": 1, "phone": 6}  # a cheap phone against this machine
PAINTED = """() => new Promise(done => new PerformanceObserver((list, observer) => {
  const [entry] = list.getEntriesByName("first-contentful-paint");
  if (entry) { observer.disconnect(); done(entry.startTime); }
}).observe({type: "paint", buffered: true}))"""


@pytest.mark.parametrize("data", ["hoa_binh", "sample"])
@pytest.mark.parametrize("size", SLOWER)
def test_u30_the_first_words_are_painted_soon(chromium, edition_of, data, size):
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER[size]})
    taken = []
    for _ in range(5):
        page.goto("about:blank")
        page.goto(edition_of(data, "vi").path.as_uri())
        taken.append(page.evaluate(PAINTED))
    context.close()
    assert statistics.median(taken) <= FIRST_PAINT_MS[size]


def test_u30_the_page_weighs_little(edition):
    assert edition.path.stat().st_size <= PAGE_BYTES


def test_u30_a_figure_weighs_little_in_both_renderings(edition):
    figures = re.findall(r"<figure\b.*?</figure>", edition.text, re.DOTALL)
    pictures = [re.findall(r"base64,([A-Za-z0-9+/=]+)", figure) for figure in figures]
    weights = [sum(len(picture) * 3 // 4 for picture in pair) for pair in pictures if pair]
    assert weights != []
    assert [weight for weight in weights if weight > FIGURE_BYTES] == []


def test_u30_the_page_has_few_elements(edition):
    assert len(re.findall(r"<[a-z][\w-]*[\s>]", edition.text)) <= MOST_ELEMENTS


def test_u30_a_page_is_converted_within_a_second(edition_of):
    edition = edition_of("sample", "vi")
    record = json.loads((edition.folder / "run.json").read_text(encoding="utf-8"))
    notebooks = [edition.folder / "notebooks" / f"{name}.vi.ipynb" for name in record["chapters"]]
    created = datetime.fromisoformat(record["created"])
    made = Making(record["period"], ("vi",), {"vi": notebooks}, {}, created, record["provenance"])
    joined = join_chapters(notebooks, "vi")
    setting = PageSetting(made, joined.metadata["chiso"], ())
    composition = compose(joined, "vi")
    begun = time.process_time()
    text = render_page(composition, setting, "vi")
    assert time.process_time() - begun <= 1
    assert text.count("<section id") == 8


@pytest.mark.parametrize("data", ["hoa_binh", "sample"])
def test_the_list_of_periods_weighs_little(published, data):
    for name in ("index.html", "index.en.html"):
        assert (published(data) / name).stat().st_size <= LANDING_BYTES
