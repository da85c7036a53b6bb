"""The lists of periods and of data sets keep what a report keeps (U01-U09, U20, U22, U25)."""

from __future__ import annotations

import pytest

from browser.pages import RULES, SIDEWAYS, SMALL_TARGETS, leaves_the_page, opened
from chiso.words import LANGS
from makers.chromium import axe_or_stop

pytestmark = pytest.mark.slow

NAMES = {"vi": "index.html", "en": "index.en.html"}
PLACES = [(data, lang, is_shelf) for data in ("hoa_binh", "sample") for lang in LANGS
          for is_shelf in (False, True)]  # fmt: skip


@pytest.fixture(scope="module", params=PLACES, ids=str)
def index(request, published):
    data, lang, is_shelf = request.param
    folder = published(data).parent if is_shelf else published(data)
    return folder / NAMES[lang], lang


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_is_asked_for(chromium, index, size):
    path, lang = index
    axe = axe_or_stop()
    with opened(chromium, path, size) as shown:
        assert shown.read("() => document.documentElement.lang") == lang
        shown.page.evaluate(axe)
        found = shown.read(
            """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]})
              .then(result => result.violations.flatMap(
                rule => rule.nodes.map(node => [rule.id, node.html.slice(0, 160)])))""",
            RULES,
        )
        assert found == []
        assert [address for address in shown.asked if leaves_the_page(address)] == []
        assert shown.page.locator("script").count() == 0


def test_it_fits_a_small_window(chromium, index):
    with opened(chromium, index[0], "small") as shown:
        assert shown.read("() => document.scrollingElement.scrollWidth") <= 320
        assert shown.read(SIDEWAYS) == []
        assert shown.read(SMALL_TARGETS) == []


def test_every_link_leads_to_a_file_that_is_there(chromium, index):
    path, _ = index
    with opened(chromium, path, "desktop") as shown:
        addresses = shown.read(
            "() => [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"
        )
    outside = [address for address in addresses if not address.startswith("#")]
    assert len(outside) > 3
    assert [address for address in outside if not (path.parent / address).is_file()] == []


def test_verdicts_have_signs_and_words(chromium, index):
    with opened(chromium, index[0], "desktop") as shown:
        counts = shown.read(
            "() => [...document.querySelectorAll('.counts li')].map(item => item.textContent)"
        )
    assert len(counts) >= 2
    assert [text for text in counts if text.lstrip()[0] not in "✓✗≈–…" or len(text) < 6] == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_curve_keeps_its_distance_from_the_name_above_it(chromium, index, size):
    path, _ = index
    with opened(chromium, path, size) as shown:
        distances = shown.read(
            """() => [...document.querySelectorAll(".headline div:has(.spark)")].map(box =>
              box.querySelector(".spark").getBoundingClientRect().top -
              box.querySelector("dt").getBoundingClientRect().bottom)"""
        )
    assert distances or path.parent.name == "hoa_binh"
    assert [distance for distance in distances if distance < 4] == []
