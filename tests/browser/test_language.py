"""Each page speaks one language well, and both say the same (U10-U12, U15-U16, U32, U34)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest

from browser.figures import figures_in
from browser.pages import BLOCKS, TABLES, opened
from chiso.dataset import read_catalogue
from makers.published import ROOT

pytestmark = pytest.mark.slow

PLACEHOLDER = re.compile(r"\b(?:nan|NaN|None|NaT|inf|null)\b")
ISO_PERIOD = re.compile(r"\b20\d\d-(?:H[12]|Q[1-4]|9M|\d\d(?:-\d\d)?)\b")
DAY = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/\d{4}(?!\d)")
# Decree 30/2020: a zero before days below 10 and before months 1 and 2 only.
PROPER_DAY = re.compile(r"(?:0[1-9]|[12]\d|3[01])/(?:01|02|[3-9]|1[0-2])/\d{4}")
OTHER_DECIMALS = {"vi": re.compile(r"\d\.\d{1,2}(?![\d.])"), "en": re.compile(r"\d,\d{1,2}(?!\d)")}
UNGROUPED = re.compile(r"(?<![\w/.,-])\d{5,}(?![\w/])")
# What people write beside the catalogue's spelling.
OTHER_SPELLINGS = ("Hoà Bình", "Lạc Thuỷ", "Yên Thuỷ", "Đà Bắc​", "Hoa Binh", "TP. Hòa Bình")


@pytest.fixture(scope="module")
def blocks(desktop):
    return desktop.read(BLOCKS)


def test_u10_u11_numbers_and_days_have_the_form_of_the_language(blocks, edition):
    texts = [text for _, _, text in blocks if "http" not in text]
    assert len(texts) > 300
    wrong = OTHER_DECIMALS[edition.lang]
    assert [text for text in texts if wrong.search(text)] == []
    assert [text for text in texts if PLACEHOLDER.search(text)] == []
    assert [text for text in texts if ISO_PERIOD.search(text)] == []
    assert [text for text in texts if UNGROUPED.search(text)] == []
    if edition.lang == "vi":
        days = {day for text in texts for day in DAY.findall(text)}
        assert len(days) > 1
        assert [day for day in days if not PROPER_DAY.fullmatch(day)] == []


@pytest.mark.parametrize("data", ["hoa_binh", "sample"])
def test_u12_both_languages_give_the_same_numbers_in_the_same_places(chromium, edition_of, data):
    said = {}
    for lang in ("vi", "en"):
        with opened(chromium, edition_of(data, lang).path, "desktop") as shown:
            said[lang] = shown.read(BLOCKS)
    assert [place for place, *_ in said["vi"]] == [place for place, *_ in said["en"]]
    other = [
        (vi, en)
        for (_, _, vi), (_, _, en) in zip(said["vi"], said["en"], strict=True)
        if figures_in(vi, "vi") != figures_in(en, "en")
    ]
    assert other == []
    both = [
        Counter(figure for *_, text in said[lang] for figure in figures_in(text, lang))
        for lang in ("vi", "en")
    ]
    assert both[0] == both[1]
    assert both[0].total() > 500


def test_u15_units_stand_in_the_order_of_their_codes(desktop, edition):
    words = {"vi": "mã đơn vị hành chính", "en": "administrative code"}[edition.lang]
    areas = read_catalogue(ROOT / "data" / edition.data).areas
    places = {}
    for code, area in sorted(areas.items()):
        for name in (area.name.say(edition.lang), area.short):
            places.setdefault(name, code)
    ordered = [table for table in desktop.read(TABLES) if words in table["note"]]
    for table in ordered:
        for part in table["parts"]:
            codes = [places[name] for name in part if name in places]
            assert codes == sorted(codes), table["caption"]
    profiles = desktop.read(
        "() => [...document.querySelectorAll('#ho-so [id^=\"dv-\"]')].map(heading => heading.id)"
    )
    assert len(profiles) >= 10
    assert profiles == sorted(profiles)


def test_u16_letters_are_composed_and_a_unit_has_one_spelling(desktop):
    text = desktop.page.locator("body").inner_text()
    assert unicodedata.is_normalized("NFC", text)
    assert [name for name in OTHER_SPELLINGS if name in text] == []


def test_u32_a_vietnamese_word_never_mixes_two_fonts(desktop):
    session = desktop.page.context.new_cdp_session(desktop.page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    wanted = {"nodeId": root, "selector": "h1, h2, h3, .prose p, .prose li, .note, figcaption"}
    nodes = session.send("DOM.querySelectorAll", wanted)["nodeIds"][:60]
    used = [
        {font["familyName"] for font in
         session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]}
        for node in nodes
    ]  # fmt: skip
    assert len(used) > 20
    assert [fonts for fonts in used if len(fonts) > 1] == []


def test_u34_the_first_screen_says_where_the_figures_come_from(desktop, phone, edition):
    words = {
        "vi": ("Số liệu chốt đến ngày", "Bản xuất ngày", "nguồn công bố", "Số liệu minh họa"),
        "en": ("Figures up to", "Issued on", "published sources", "Illustrative data"),
    }[edition.lang]
    for shown, height in ((desktop, 900), (phone, 844)):
        seen = shown.read(
            """height => [...document.querySelectorAll("header *")]
              .filter(element => element.getBoundingClientRect().bottom <= height)
              .map(element => element.textContent).join(" ")""",
            height,
        )
        assert [word for word in words[:3] if word not in seen] == []
        assert (words[3] in seen) == edition.is_synthetic
        assert shown.page.locator("header .state").inner_text().strip() != ""


def test_u34_made_up_figures_say_so_in_every_caption(desktop, edition):
    word = {"vi": "Số liệu minh họa", "en": "Illustrative data"}[edition.lang]
    captions = desktop.read(
        """() => [...document.querySelectorAll(".caption-line, figcaption")]
          .map(caption => caption.textContent)"""
    )
    assert len(captions) > 8
    marked = [word.lower() in caption.lower() for caption in captions]
    assert all(marked) if edition.is_synthetic else not any(marked)
