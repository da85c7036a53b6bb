"""Whatever the data are, the page is complete, safe and readable (U36)."""

from __future__ import annotations

import re

import pytest

from browser.pages import BLOCKS, CUT, RULES, SECTIONS, SIDEWAYS, leaves_the_page, opened
from chiso.export.rules import page_faults
from makers.chromium import axe_or_stop
from makers.extremes import CASES, LONG, PERIOD
from makers.pages import made_edition

pytestmark = pytest.mark.slow

TROUBLE = re.compile(r"\b(?:nan|NaN|None|NaT|inf|Traceback|\w+Error)\b")


@pytest.fixture(scope="module", params=CASES)
def case(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    data = CASES[request.param](folder / "data")
    return request.param, made_edition(data, PERIOD, folder / "report", ("vi",)) / "report.vi.html"


@pytest.fixture(scope="module")
def shown(chromium, case):
    with opened(chromium, case[1], "desktop") as page:
        yield page


def test_the_page_breaks_no_rule(case):
    assert page_faults(case[1].read_text(encoding="utf-8"), "vi") == []


def test_it_has_all_its_sections_and_none_is_empty(shown):
    sections = shown.read(
        """() => [...document.querySelectorAll("main > section")].map(section =>
          [section.id, section.innerText.trim().split("\\n").length])"""
    )
    assert [name for name, _ in sections] == SECTIONS
    assert [name for name, lines in sections if lines < 2] == []


def test_it_says_nothing_of_troubles(shown):
    assert [text for *_, text in shown.read(BLOCKS) if TROUBLE.search(text)] == []


def test_nothing_runs_and_nothing_is_asked_for(shown):
    assert shown.read("() => window.ran === undefined")
    assert shown.page.locator("script, iframe, object, embed").count() == 0
    assert [address for address in shown.asked if leaves_the_page(address)] == []


def test_names_are_only_words(shown, case):
    text = re.sub(r"\s+", " ", shown.page.locator("body").inner_text())
    if case[0] == "hostile":
        assert "<script>window.ran = true</script>" in text
        assert LONG[:60] in text


def test_axe_finds_nothing(shown, case):
    if case[0] == "crowded":
        pytest.skip("150 rows are like one row to axe")
    shown.page.evaluate(axe_or_stop())
    found = shown.read(
        """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]})
          .then(result => result.violations.flatMap(
            rule => rule.nodes.map(node => [rule.id, node.html.slice(0, 160)])))""",
        RULES,
    )
    assert found == []


def test_it_fits_a_phone_and_a_small_window(chromium, case):
    for size, width in (("phone", 390), ("small", 320)):
        with opened(chromium, case[1], size) as page:
            assert page.read("() => document.scrollingElement.scrollWidth") <= width
            assert page.read(SIDEWAYS) == []
            assert page.read(CUT) == []
