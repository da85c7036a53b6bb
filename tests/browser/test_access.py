"""Everybody can read and reach everything on a page (U04-U09, U17, U19-U23)."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from browser.pages import CUT, RULES, SECTIONS, SIDEWAYS, SMALL_TARGETS, opened
from chiso.export.wording import VERDICTS
from chiso.periods import Period
from makers.chromium import axe_or_stop
from makers.published import PERIODS

pytestmark = pytest.mark.slow

VIEWS = {
    "desktop": ("desktop", {}),
    "phone": ("phone", {"is_mobile": True, "has_touch": True}),
    "dark": ("desktop", {"color_scheme": "dark"}),
}
# 1.4.12 of WCAG 2.2: nobody loses words who sets text this wide.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""


# What axe leaves to people to judge, and what they found.
REVIEWED = {
    ("color-contrast", "nonBmp"): "arrows beside words, hidden from readers of the screen",
    ("color-contrast", "elmPartiallyObscured"): "cells that slide below a sticky column",
    ("color-contrast", "shortTextContent"): "signs of states; their colours have a test (U18)",
    ("label-content-name-mismatch", "label-content-name-mismatch"): "a link named # is no word",
    ("th-has-data-cells", "th-has-data-cells"): "a heading of rows has no cells of its own",
}


@pytest.mark.parametrize("view", VIEWS)
def test_u04_axe_finds_nothing_and_people_have_seen_what_it_leaves_open(chromium, edition, view):
    axe = axe_or_stop()
    size, options = VIEWS[view]
    with opened(chromium, edition.path, size, edition, **options) as shown:
        shown.page.evaluate(axe)
        found, left_open = shown.read(
            """rules => axe.run(document, {runOnly: rules,
              resultTypes: ["violations", "incomplete"]}).then(result => [
              result.violations.flatMap(rule =>
                rule.nodes.map(node => [rule.id, node.html.slice(0, 160)])),
              result.incomplete.flatMap(rule => rule.nodes.map(node => [rule.id,
                [...node.any, ...node.all, ...node.none]
                  .map(check => check.data?.messageKey ?? check.id).join(" ")]))])""",
            RULES,
        )
    assert found == []
    assert set(map(tuple, left_open)) - set(REVIEWED) == set()


def test_u05_the_language_is_that_of_the_text(desktop):
    stated, share = desktop.read(
        """() => {
          const copy = document.body.cloneNode(true);
          copy.querySelectorAll("[lang]").forEach(element => element.remove());
          const letters = [...copy.textContent.normalize("NFC")].filter(s => /\\p{L}/u.test(s));
          const marked = letters.filter(s => /[ăâđêôơư\\u00e0-\\u1ef9]/i.test(s));
          return [document.documentElement.lang, marked.length / letters.length];
        }"""
    )
    assert stated == desktop.edition.lang
    assert share > 0.2 if stated == "vi" else share < 0.08


def test_u05_a_link_to_the_other_language_says_which(desktop):
    (other,) = desktop.read(
        "() => [...document.querySelectorAll('a[hreflang]')].map(a => [a.lang, a.hreflang])"
    )
    assert other == [{"vi": "en", "en": "vi"}[desktop.edition.lang]] * 2


def test_u06_the_title_names_report_and_period(desktop):
    title = desktop.page.title()
    body, period = title.rsplit(" · ", 1)
    assert body == desktop.page.locator("h1").inner_text()
    assert period == Period.parse(PERIODS[desktop.edition.data]).name(desktop.edition.lang)


def test_u07_headings_lead_from_one_to_the_next_without_a_gap(desktop):
    levels, sections, empty = desktop.read(
        """() => [
          [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(h => +h.localName[1]),
          [...document.querySelectorAll("main > section")].map(s => s.id),
          [...document.querySelectorAll("main > section")]
            .filter(s => s.innerText.trim().split("\\n").length < 2).map(s => s.id)]"""
    )
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert sections == SECTIONS
    assert empty == []


def test_u08_every_picture_has_an_alternative_of_its_own(desktop):
    pictures = desktop.read(
        """() => [...document.querySelectorAll("img")].map(img =>
          [img.alt, img.closest("figure")?.querySelector("figcaption")?.innerText ?? ""])"""
    )
    texts = [alt for alt, _ in pictures]
    assert texts != []
    assert [text for text in texts if not 60 <= len(text) <= 300] == []
    assert len(set(texts)) == len(texts)
    assert [alt for alt, caption in pictures if alt == caption] == []


def test_u09_every_table_has_its_name_and_names_its_columns_and_rows(desktop):
    tables = desktop.read(
        """() => [...document.querySelectorAll("table")].map(table => [
          (table.caption ?? document.getElementById(table.getAttribute("aria-labelledby")))
            ?.textContent.trim() ?? "",
          table.querySelectorAll("thead th").length,
          [...table.querySelectorAll("th")]
            .filter(th => !th.scope || !th.textContent.trim()).length,
          [...table.tBodies].flatMap(body => [...body.rows])
            .filter(row => !row.querySelector("th")).length])"""
    )
    assert tables != []
    assert [table for table in tables if not table[0] or not table[1]] == []
    assert [table for table in tables if table[2]] == []
    assert [table for table in tables if table[3]] == []


def test_u09_every_numbered_table_says_its_unit_and_its_order(desktop):
    tables = desktop.read(
        """() => [...document.querySelectorAll(".table")].map(box => [
          box.querySelector("caption")?.textContent ?? "",
          box.querySelector(".unit")?.textContent ?? "", box.textContent])"""
    )
    unit, order = {"vi": ("Đơn vị tính:", "Thứ tự:"), "en": ("Unit:", "Order:")}[
        desktop.edition.lang
    ]
    assert tables != []
    assert [caption for caption, told, _ in tables if not told.startswith(unit)] == []
    assert [caption for caption, _, words in tables if order not in words] == []


def test_u17_a_coloured_state_has_its_sign_and_its_word(desktop):
    known = {v.css: f"{v.sign} {v.word.say(desktop.edition.lang)}" for v in VERDICTS.values()}
    found = desktop.read(
        """names => [...document.querySelectorAll(names.map(name => "." + name).join())]
          .filter(element => !element.closest("svg") && element.textContent.trim())
          .map(element => [names.find(name => element.classList.contains(name)),
                           element.classList.contains("verdict"),
                           element.textContent.replace(/\\s+/g, " ").trim()])""",
        list(known),
    )
    verdicts = [(name, text) for name, is_verdict, text in found if is_verdict]
    assert len(verdicts) >= 5
    assert [pair for pair in verdicts if not pair[1].startswith(known[pair[0]])] == []
    # What is coloured without being a verdict (better or worse than others) has a sign too.
    coloured = [text for name, _, text in found if name in ("v-met", "v-not", "v-unknown")]
    assert [text for text in coloured if not re.search(r"[^\w\s.,%()/]", text)] == []


@pytest.mark.parametrize("scheme", [{"forced_colors": "active"}, {"color_scheme": "dark"}])
def test_u17_states_stay_legible_in_other_colours(chromium, edition, scheme):
    with opened(chromium, edition.path, "desktop", edition, **scheme) as shown:
        faint = shown.read(
            """() => {
              const light = text => {
                const parts = text.match(/[\\d.]+/g).map(Number).slice(0, 3).map(part => part / 255)
                  .map(p => p <= .04045 ? p / 12.92 : ((p + .055) / 1.055) ** 2.4);
                return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2];
              };
              const ground = element => {
                for (let at = element; at; at = at.parentElement) {
                  const colour = getComputedStyle(at).backgroundColor;
                  if (!/, 0\\)$/.test(colour)) return light(colour);
                }
                return 1;
              };
              return [...document.querySelectorAll(".verdict, .v-border, .heat-0, .heat-1, .heat-2,"
                  + " .heat-3, .missing, .flag, .illustrative")].filter(element => {
                const [one, two] = [light(getComputedStyle(element).color), ground(element)];
                return (Math.max(one, two) + .05) / (Math.min(one, two) + .05) < 4.5;
              }).map(element => element.outerHTML.slice(0, 100));
            }"""
        )
    assert faint == []


def test_u19_a_phone_takes_the_narrow_pictures_at_full_width(phone):
    pictures = phone.read(
        """() => [...document.querySelectorAll("figure img")].map(img => [
          Math.round(img.getBoundingClientRect().width), img.naturalWidth,
          img.closest("picture")?.querySelector("source")?.srcset === img.currentSrc])"""
    )
    assert pictures != []
    assert [picture for picture in pictures if picture[0] < 340] == []
    assert [picture for picture in pictures if not picture[2] or picture[1] != 720] == []


def test_u19_text_on_a_phone_is_not_too_small(phone):
    small = phone.read(
        """() => [...document.querySelectorAll("body *")].filter(element =>
            [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) &&
            parseFloat(getComputedStyle(element).fontSize) < 9)
          .map(element => element.outerHTML.slice(0, 100))"""
    )
    assert small == []


@pytest.mark.parametrize("zoom", [1, 4])
def test_u20_a_narrow_window_scrolls_only_downwards(chromium, edition, zoom):
    # 320 CSS pixels are also what a window of 1280 shows at 400%.
    with opened(chromium, edition.path, "small", edition, device_scale_factor=zoom) as shown:
        width, unlabelled, hidden = (
            shown.read("() => document.scrollingElement.scrollWidth"),
            shown.read(SIDEWAYS),
            shown.read(
                """() => [...document.querySelectorAll(".caption-line, figcaption")]
                  .filter(caption => caption.closest(".scroll") ||
                    caption.getBoundingClientRect().right > innerWidth + 1)
                  .map(caption => caption.innerText.slice(0, 80))"""
            ),
        )
    assert width <= 320
    assert unlabelled == []
    assert hidden == []


def test_u20_only_labelled_regions_scroll_sideways(phone):
    assert phone.read("() => document.scrollingElement.scrollWidth") <= 390
    assert phone.read(SIDEWAYS) == []


def test_u21_the_keyboard_reaches_everything_and_is_never_caught(chromium, edition):
    with opened(chromium, edition.path, "desktop", edition) as shown:
        keyboard = shown.page.keyboard
        keyboard.press("Tab")
        assert shown.read("() => document.activeElement.className") == "skip"
        assert shown.read("() => document.activeElement.getBoundingClientRect().top") >= 0
        keyboard.press("Enter")
        assert shown.read("() => document.activeElement.id") == "noi-dung"
        unseen = shown.read(
            """() => [...document.querySelectorAll("a[href], summary, [tabindex='0']")]
              .filter(element => element.checkVisibility()).filter(element => {
                element.focus({focusVisible: true, preventScroll: true});
                const style = getComputedStyle(element);
                return document.activeElement !== element ||
                       style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2;
              }).map(element => element.outerHTML.slice(0, 100))"""
        )
        assert unseen == []
        # A trap would give the focus to one of these again before the last of them.
        shown.read("() => document.querySelector('.skip').focus()")
        walked = []
        for _ in range(40):
            keyboard.press("Tab")
            walked.append(shown.read("() => document.activeElement.outerHTML"))
        assert len(set(walked)) == 40


def test_u21_a_region_scrolls_by_arrows(chromium, edition):
    with opened(chromium, edition.path, "small", edition) as shown:
        shown.read(
            """() => [...document.querySelectorAll(".scroll")]
              .find(region => region.scrollWidth > region.clientWidth + 40).focus()"""
        )
        for _ in range(3):
            shown.page.keyboard.press("ArrowRight")
        shown.page.wait_for_function("() => document.activeElement.scrollLeft > 0", timeout=5000)


def test_u22_everything_that_is_touched_is_large_enough(phone, desktop):
    assert phone.read(SMALL_TARGETS) == []
    assert desktop.read(SMALL_TARGETS) == []


def test_u23_wide_spacing_cuts_no_words(chromium, edition):
    with opened(chromium, edition.path, "phone", edition) as shown:
        before = shown.read(CUT)
        shown.page.add_style_tag(content=SPACED)
        assert shown.read(CUT) == before == []
        assert shown.read("() => document.scrollingElement.scrollWidth") <= 390


def test_text_twice_as_large_is_all_there(chromium, edition):
    with opened(chromium, edition.path, "desktop", edition) as shown:
        shown.page.add_style_tag(content="html { font-size: 200% }")
        assert shown.read(CUT) == []
        assert shown.read("() => document.scrollingElement.scrollWidth") <= 1366
        assert shown.read(SIDEWAYS) == []


def test_a_phone_opens_at_the_words_not_at_the_contents(phone):
    top = phone.read("() => document.querySelector('main h2').getBoundingClientRect().top")
    assert top < 2 * 844


def test_signs_of_states_are_in_the_fonts_of_the_page(desktop):
    signs = "".join(verdict.sign for verdict in VERDICTS.values())
    assert re.fullmatch(r"[✓✗≈–…]{5}", signs)
    session = desktop.page.context.new_cdp_session(desktop.page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    desktop.read(
        """() => document.querySelector(".verdict").insertAdjacentHTML(
          "afterbegin", "<i class=probe>✗</i>")"""
    )
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": ".probe"})
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})["fonts"]
    desktop.read("() => document.querySelector('.probe').remove()")
    assert sum(font["glyphCount"] for font in fonts) == 1
    assert fonts[0]["familyName"] not in ("", "Unifont", "Last Resort")
