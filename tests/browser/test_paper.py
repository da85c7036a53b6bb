"""On paper nothing is lost: a tagged A4 PDF as Decree 30/2020 wants it (U27-U29, U34)."""

from __future__ import annotations

import re
import shutil
import subprocess
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest

from browser.pages import opened
from makers.chromium import program_or_stop, stop
from makers.published import PERIODS, run_chiso

pytestmark = pytest.mark.slow

MM = 72 / 25.4
ROWS = """() => [...document.querySelectorAll("main table")].map(table => [
  (table.caption ?? document.getElementById(table.getAttribute("aria-labelledby"))).textContent,
  [...table.rows].filter(row => !row.matches(".colno")).map(row =>
    [...row.cells].map(cell => cell.textContent))])"""
HEADINGS = """() => [...document.querySelectorAll("main h2, main h3, main h4, .caption-line")]
  .map(heading => (heading.querySelector(".no")?.textContent ?? "") +
    [...heading.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(""))"""


@dataclass(frozen=True)
class Paper:
    """A printed page: its file, its text by sheet in the order of content, its boxes."""

    file: object
    edition: object
    about: str
    sheets: list[str]
    boxes: list[list[tuple[str, float, float, float, float]]]


def squeezed(text):
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def poppler(*words):
    if shutil.which(words[0]) is None:
        stop("no poppler here (apt-get install poppler-utils): PDFs are not read")
    done = subprocess.run(list(map(str, words)), capture_output=True, check=True, timeout=120)
    return done.stdout.decode("utf-8")


def lines_by_sheet(xml):
    """Text, left, top, right and bottom of each line in points, sheet by sheet."""
    name = "{http://www.w3.org/1999/xhtml}"
    return [
        [
            (
                " ".join(word.text or "" for word in line.iter(f"{name}word")),
                *(float(line.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")),
            )
            for line in sheet.iter(f"{name}line")
        ]
        for sheet in ET.fromstring(xml).iter(f"{name}page")
    ]


def is_told(sentence, text):
    """Whether a sentence stands in a text, whole or in two parts on two sheets."""
    start = bisect_left(range(len(sentence)), True, key=lambda end: sentence[: end + 1] not in text)
    return sentence[start:] in text


@pytest.fixture(scope="session")
def printed(published, tmp_path_factory):
    """Reports with their PDFs: a published report that is asked for on paper is only printed."""
    made = {}

    def print_report(data):
        if data not in made:
            program_or_stop()
            out = tmp_path_factory.mktemp("paper")
            shutil.copytree(published(data) / PERIODS[data], out / data / PERIODS[data])
            done = run_chiso(
                "run", "--data", f"data/{data}", "--period", PERIODS[data], "--out", out, "--pdf"
            )
            assert done.returncode == 0, done.stderr
            made[data] = out / data / PERIODS[data]
        return made[data]

    return print_report


@pytest.fixture(scope="module")
def paper(edition, printed):
    file = printed(edition.data) / f"report.{edition.lang}.pdf"
    raw = poppler("pdftotext", "-raw", file, "-")
    boxes = lines_by_sheet(poppler("pdftotext", "-bbox-layout", file, "-"))
    return Paper(file, edition, poppler("pdfinfo", file), raw.rstrip("\f").split("\f"), boxes)


def test_u27_the_pdf_is_tagged_a4_and_named(paper, desktop):
    assert re.search(r"^Tagged:\s+yes$", paper.about, re.MULTILINE)
    assert re.search(r"^Page size:.*\(A4\)$", paper.about, re.MULTILINE)
    assert desktop.page.title() in paper.about


def test_u27_it_weighs_little(paper):
    assert paper.file.stat().st_size <= 1_500_000


def test_u27_text_keeps_the_margins_of_the_decree(paper):
    # A letter with two marks rises above its line, so the top is a little less strict.
    for number, sheet in enumerate(paper.boxes, start=1):
        for text, left, top, right, bottom in sheet:
            if number > 1 and text == str(number) and bottom < 20 * MM:
                continue
            assert left >= 29.5 * MM, (number, text)
            assert right <= (210 - 14.5) * MM, (number, text)
            assert top >= 19 * MM, (number, text)
            assert bottom <= (297 - 19.5) * MM, (number, text)


def test_u27_pages_are_numbered_on_top_from_the_second_on(paper):
    assert len(paper.boxes) > 3
    heads = [[line for line in sheet if line[4] < 20 * MM] for sheet in paper.boxes]
    assert heads[0] == []
    for number, head in enumerate(heads[1:], start=2):
        ((text, left, _, right, _),) = head
        assert text == str(number)
        assert (left + right) / 2 == pytest.approx((30 + 195) / 2 * MM, abs=5)


def test_u28_no_cell_is_lost(paper, desktop):
    text = squeezed(re.sub(r"\f\d+\n", "", "\f".join(paper.sheets)))
    lost = [
        (caption, row)
        for caption, rows in desktop.read(ROWS)
        for row in rows
        if squeezed("".join(row)) not in text
    ]
    assert lost == []


def test_u28_every_sentence_is_there(paper, desktop):
    text = squeezed(re.sub(r"\f\d+\n", "", "\f".join(paper.sheets)))
    told = desktop.read(
        """() => [...document.querySelectorAll(
             ".prose p, .prose li, .note, .source, .card-value, main dd")]
           .map(element => element.textContent)"""
    )
    assert len(told) > 40
    assert [sentence for sentence in told if not is_told(squeezed(sentence), text)] == []


def test_u29_no_heading_stands_alone_at_the_foot_of_a_page(paper, desktop):
    headings = {squeezed(text) for text in desktop.read(HEADINGS)} - {""}
    last = [
        squeezed(sheet.rstrip().rsplit("\n", 1)[-1]) for sheet in paper.sheets[:-1] if sheet.strip()
    ]
    assert [line for line in last if line in headings] == []


def test_u29_no_table_breaks_after_one_or_two_rows(paper, desktop):
    sheets = [squeezed(sheet) for sheet in paper.sheets]
    lonely = []
    for caption, rows in desktop.read(ROWS):
        body = [squeezed("".join(row)) for row in rows[1:]]
        if len(body) < 4:
            continue
        begun = next((n for n, sheet in enumerate(sheets) if squeezed(caption) in sheet), 0)
        first = [
            next((n for n, sheet in enumerate(sheets) if n >= begun and row in sheet), None)
            for row in body[:3]
        ]
        lonely += [caption] if len(set(first)) > 1 else []
    assert lonely == []


def test_u29_no_page_is_nearly_empty(paper):
    height = (297 - 40) * MM
    filled = []
    for sheet in paper.boxes[:-1]:
        body = [line for line in sheet if line[4] > 20 * MM]
        filled.append((max(line[4] for line in body) - 20 * MM) / height if body else 0)
    assert [share for share in filled if share < 0.25] == []


def test_u34_paper_says_that_figures_are_made_up(paper):
    word = {"vi": "Số liệu minh họa", "en": "Illustrative data"}[paper.edition.lang]
    counted = Counter(word in sheet for sheet in paper.sheets)
    if paper.edition.is_synthetic:
        assert word in paper.sheets[0]
        assert counted[True] > 3
    else:
        assert counted[True] == 0


def test_paper_is_black_on_white_in_the_dark_too(chromium, edition):
    with opened(chromium, edition.path, "desktop", color_scheme="dark") as shown:
        shown.page.emulate_media(media="print", color_scheme="dark")
        colours = shown.read(
            "() => [getComputedStyle(document.body).color,"
            " getComputedStyle(document.body).backgroundColor]"
        )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
