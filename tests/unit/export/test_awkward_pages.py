"""Pages of awkward data are complete, safe and within their budgets."""

from __future__ import annotations

import re
from html import unescape

import openpyxl
import pytest

from chiso.export.rules import SECTIONS, page_faults
from makers.awkward import LONG_NAME, PERIOD, SCRIPT, awkward_folder
from makers.pages import made_edition

LARGEST = 1_000_000  # bytes; REPORT 3.11
MOST_ELEMENTS = 3000  # REPORT 3.11, for the eleven districts that a province had
ELEMENT = re.compile(r"<[a-z][\w-]*[\s>]")


@pytest.fixture(scope="module", params=[1, 150], ids=["one district", "150 districts"])
def made(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("awkward")
    dataset = awkward_folder(folder / "data", districts=request.param)
    return made_edition(dataset, PERIOD, folder / "out", ("vi",))


@pytest.fixture(scope="module")
def page(made):
    return (made / "report.vi.html").read_text(encoding="utf-8")


def test_the_page_breaks_no_rule(page):
    assert [f"{fault.rule} {fault.got}" for fault in page_faults(page, "vi")] == []


def test_every_section_is_there_and_says_something(page):
    sections = dict(re.findall(r'<section id="([\w-]+)".*?>(.*?)</section>', page, re.DOTALL))
    assert list(sections) == list(SECTIONS)
    words = {name: re.sub(r"<[^>]+>", " ", html).split() for name, html in sections.items()}
    assert {name: len(told) for name, told in words.items() if len(told) < 15} == {}


def test_names_that_are_markup_are_shown_as_they_are(page):
    assert "<script" not in page
    assert "<img src=x" not in page
    assert SCRIPT in unescape(page)


def test_no_error_and_no_empty_number_is_shown(page):
    text = unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))
    assert re.findall(r"\bnan\b|\bNone\b|\binf\b|<NA>|Traceback", text) == []


def test_the_page_keeps_its_budgets(page):
    assert len(page.encode()) <= LARGEST
    assert len(ELEMENT.findall(page)) <= MOST_ELEMENTS


def test_the_workbook_holds_hostile_names_as_text(made):
    book = openpyxl.load_workbook(made / "tables.vi.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert any(SCRIPT in str(cell.value) for cell in cells)


def test_a_name_of_three_hundred_letters_is_whole_in_the_files(made):
    assert len(LONG_NAME) >= 300
    data = (made / "data.csv").read_text(encoding="utf-8-sig")
    assert (LONG_NAME.strip() in data) == ("1001" in data)
