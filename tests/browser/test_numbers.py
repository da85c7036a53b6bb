"""Sentences, tables and files tell the same numbers; verdicts follow from them (U13, U14, U26)."""

from __future__ import annotations

import base64
import csv
import io
import math
import re
from decimal import Decimal
from urllib.parse import unquote_to_bytes

import openpyxl
import pytest

from browser.figures import figures_in, number_of
from browser.pages import BLOCKS, TABLES
from chiso.catalog import Direction
from chiso.dataset import read_catalogue
from makers.published import ROOT

pytestmark = pytest.mark.slow

PROBABILITY = re.compile(r"\bp\s*[<=]\s*[\d.,]+")
# How many figures and checks a report stands on is counted over series, not read from the data.
SCOPE = re.compile(
    r"(?:dùng|uses|Đã tính lại|recomputed:) [\d.,]+"
    r"(?: (?:số liệu công bố|published figures|tổng)|(?=;))"
)
MEASURED = ("value", "numerator", "denominator", "target", "gap_pp")


def data_rows(edition):
    text = (edition.folder / "data.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def decoded(address):
    media, content = address.split(",", 1)
    return base64.b64decode(content) if media.endswith(";base64") else unquote_to_bytes(content)


def table_rows(table):
    (address,) = [address for name, address in table["files"] if name.endswith(".csv")]
    content = decoded(address)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def shows(figure, value):
    """Whether a written figure is a value, rounded to as many decimals as are written."""
    written = Decimal(figure)
    step = 10.0 ** int(written.as_tuple().exponent)
    return abs(abs(value) - float(written)) <= step / 2 + 1e-9 * max(1.0, abs(value))


def cases_to_go(rows):
    """Cases that the province, and its districts together, still need to reach each target."""
    needed = set()
    for goal in (row for row in rows if row["target"]):
        alike = [
            row for row in rows
            if (row["indicator"], row["period"]) == (goal["indicator"], goal["period"])
            and row["denominator"]
        ]  # fmt: skip
        for length in (2, 3):
            missing = [
                math.ceil(float(goal["target"]) / 100 * float(row["denominator"]) - 1e-9)
                - float(row["numerator"])
                for row in alike
                if len(row["area"]) == length
            ]
            needed |= {*missing, sum(cases for cases in missing if cases > 0)}
    return needed


def holds(row, cells, lang):
    """Whether a row of a file holds what a row of the page shows."""
    values = [value for text in row if (value := number(text)) is not None]
    texts = {figure for text in row for figure in figures_in(text, lang)}
    return cells[0] in row and all(
        "-" in figure or figure in texts or any(shows(figure, value) for value in values)
        for figure in figures_in("; ".join(cells[1:]), lang)
    )


@pytest.fixture(scope="module")
def tables(desktop):
    return desktop.read(TABLES)


def test_u13_every_number_of_a_sentence_stands_in_a_table_or_in_the_data(desktop, edition, tables):
    rows = data_rows(edition)
    known = {float(row[name]) for row in rows for name in MEASURED if row[name]}
    # "k more cases reach the target" and "n rows in the file" follow from the same rows.
    known |= cases_to_go(rows)
    known |= {float(len(rows)), float(sum(row["is_derived"] == "true" for row in rows))}
    known |= {float(len({row["indicator"] for row in rows if row["area"] == "17"}))}
    shown = {
        figure
        for table in tables
        for row in table["rows"]
        for cell in row
        for figure in figures_in(cell, edition.lang)
    }
    known |= {
        value
        for table in tables
        for row in table_rows(table)
        for text in row
        if (value := number(text)) is not None
    }
    missing = []
    for place, is_told, text in desktop.read(BLOCKS):
        if is_told and place != "phuong-phap":
            for figure in figures_in(SCOPE.sub("", PROBABILITY.sub("", text)), edition.lang):
                is_day = "-" in figure or figure.endswith("M")
                if not (is_day or figure in shown or any(shows(figure, v) for v in known)):
                    missing.append((place, figure, text[:120]))
    assert missing == []


def test_u13_every_table_shows_what_its_file_holds(tables, edition):
    told = [table for table in tables if table["rows"]]
    assert len(told) >= 8
    for table in told:
        _, *rows = table_rows(table)
        left = iter(rows)
        for cells in table["rows"]:
            assert any(holds(row, cells, edition.lang) for row in left), (table["id"], cells)


def test_u14_verdicts_follow_from_the_unrounded_figures(edition):
    catalogue = read_catalogue(ROOT / "data" / edition.data)
    judged = [row for row in data_rows(edition) if row["verdict"] in ("met", "not_met")]
    assert len(judged) >= 5
    for row in judged:
        indicator = catalogue.indicators[row["indicator"]]
        is_higher_better = indicator.direction is not Direction.LOWER
        value, target = float(row["value"]), float(row["target"])
        if row["numerator"] and row["denominator"] and row["qualifier"] == "=":
            value = 100 * float(row["numerator"]) / float(row["denominator"])
        reached = value >= target if is_higher_better else value <= target
        assert (row["verdict"] == "met") == reached, row
        # A bound may only decide what lies on its known side.
        if row["qualifier"] in (">", ">=") and row["verdict"] == "met":
            assert is_higher_better, row
        if row["qualifier"] in ("<", "<=") and row["verdict"] == "met":
            assert not is_higher_better, row


def test_u14_what_is_shown_never_contradicts_its_verdict(tables, edition):
    names = {
        "vi": ("Đánh giá", "Kết quả", "Chỉ tiêu giao"),
        "en": ("Verdict", "Result", "Target"),
    }[edition.lang]
    (table,) = [table for table in tables if table["id"] == "b-ket-qua"]
    at = [table["columns"].index(name) for name in names]
    checked = 0
    for row in table["rows"]:
        verdict, result, target = (row[place] for place in at)
        figures = [re.search(r"[\d.,]*\d", text)[0] for text in (result, target)]
        shown, wanted = (number_of(figure, edition.lang) for figure in figures)
        is_lower_better = target.startswith(("≤", "<"))
        if verdict.startswith("✗"):
            assert (shown > wanted) if is_lower_better else (shown < wanted), row
        if verdict.startswith("✓"):
            assert (shown <= wanted) if is_lower_better else (shown >= wanted), row
        checked += verdict[0] in "✓✗"
    assert checked >= 5


def test_u26_a_click_saves_the_file(desktop):
    for ending, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        link = desktop.page.locator(f'a[download$=".{ending}"]').first
        with desktop.page.expect_download() as waiting:
            link.click()
        saved = waiting.value
        assert saved.suggested_filename == link.get_attribute("download")
        with open(saved.path(), "rb") as file:  # noqa: PTH123
            assert file.read(4).startswith(start)


def test_u26_workbooks_hold_the_numbers_of_their_csv(tables, edition):
    assert [table["id"] for table in tables if len(table["files"]) != 2] == []
    for table in tables:
        heading, *rows = table_rows(table)
        (address,) = [address for name, address in table["files"] if name.endswith(".xlsx")]
        book = openpyxl.load_workbook(io.BytesIO(decoded(address)))
        sheet = book.active
        (listed,) = sheet.tables.values()
        first, *others = sheet[listed.ref]
        assert not sheet.merged_cells.ranges
        assert [cell.value for cell in first][: len(heading)] == [
            name for name in heading if name != "data_note"
        ]
        if not rows:
            continue
        assert len(others) == len(rows)
        for cells, row in zip(others, rows, strict=True):
            for cell, text in zip(cells, row, strict=False):
                if isinstance(cell.value, int | float):
                    assert cell.value == pytest.approx(float(text))
                    assert cell.data_type == "n"
                else:
                    assert (cell.value or "") == text.removeprefix("'")
                    assert cell.data_type != "f"


def test_u34_files_of_made_up_figures_say_so(tables, edition):
    if not edition.is_synthetic:
        assert "data_note" not in data_rows(edition)[0]
        return
    mark = "Số liệu minh họa / Illustrative data"
    assert {row["data_note"] for row in data_rows(edition)} == {mark}
    for table in tables:
        heading, *rows = table_rows(table)
        assert heading[-1] == "data_note"
        assert all(row[-1] for row in rows)
    book = openpyxl.load_workbook(edition.folder / f"tables.{edition.lang}.xlsx", read_only=True)
    for sheet in book.worksheets[3:8]:
        words = " ".join(str(cell) for row in sheet.iter_rows(max_row=2, values_only=True)
                         for cell in row if cell)  # fmt: skip
        assert mark in words
