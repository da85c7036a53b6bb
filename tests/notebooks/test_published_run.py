"""The main job, as a scheduler runs it: real figures in, finished pages out."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import tempfile
from html.parser import HTMLParser

import openpyxl
import pytest

from makers.published import PERIODS, ROOT, run_chiso

PERIOD = PERIODS["hoa_binh"]
SECTIONS = [
    "tom-tat", "xu-huong", "chi-tieu", "so-sanh", "ho-so", "chat-luong", "phuong-phap", "nguon",
]  # fmt: skip

pytestmark = pytest.mark.slow


# When and how fast it was made; all else is what a reader gets.
TIMED = ("run.json", ".events.jsonl")


def digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in TIMED and ".lock" not in path.name
    }


@pytest.fixture(scope="module")
def report(published):
    return published("hoa_binh")


class Page(HTMLParser):
    """Tags and attributes of a page, in order."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def values(self, name):
        return [attributes[name] for _, attributes in self.tags if attributes.get(name)]


@pytest.fixture(scope="module", params=["vi", "en"])
def page(request, report):
    text = (report / PERIOD / f"report.{request.param}.html").read_text(encoding="utf-8")
    return request.param, text, Page(text)


def test_a_period_has_its_pages_workbooks_data_pictures_and_record(report):
    names = {path.name for path in (report / PERIOD).iterdir()}
    assert names >= {
        "report.vi.html", "report.en.html", "tables.vi.xlsx", "tables.en.xlsx", "data.csv",
        "figures", "notebooks", "run.json",
    }  # fmt: skip
    assert (report / "index.html").is_file()
    assert (report / "index.en.html").is_file()


def test_a_page_asks_for_nothing_and_runs_nothing(page):
    _, text, parsed = page
    assert "script" not in {tag for tag, _ in parsed.tags}
    assert not [name for _, attributes in parsed.tags for name in attributes if name[:2] == "on"]
    addresses = [*parsed.values("src"), *parsed.values("srcset")]
    assert all(address.startswith("data:image/") for address in addresses)
    assert not re.search(r"url\(\s*['\"]?(?!data:)|@import", text)
    assert "Content-Security-Policy" in text


def test_a_page_has_its_sections_in_order_and_its_language(page):
    lang, _, parsed = page
    assert dict(parsed.tags)["html"]["lang"] == lang
    ids = parsed.values("id")
    assert [name for name in ids if name in SECTIONS] == SECTIONS
    assert len(ids) == len(set(ids))


def test_every_picture_has_its_own_text_alternative(page):
    _, _, parsed = page
    texts = [attributes.get("alt", "") for tag, attributes in parsed.tags if tag == "img"]
    assert texts
    assert len(texts) == len(set(texts))
    assert all(60 <= len(text) <= 300 for text in texts)


def test_every_link_inside_a_page_leads_somewhere(page):
    _, _, parsed = page
    ids = set(parsed.values("id"))
    inside = [address[1:] for address in parsed.values("href") if address.startswith("#")]
    assert set(inside) <= ids


def test_a_page_tells_nothing_about_the_machine(page):
    _, text, _ = page
    for leak in ("ipykernel", "Traceback", "In [", str(ROOT), tempfile.gettempdir()):
        assert leak not in text


def test_numbers_follow_the_language(report):
    vietnamese = (report / PERIOD / "report.vi.html").read_text(encoding="utf-8")
    english = (report / PERIOD / "report.en.html").read_text(encoding="utf-8")
    assert "70,43%" in vietnamese
    assert "131.794" in vietnamese
    assert "70.43%" in english
    assert "131,794" in english


def test_a_page_stays_within_its_weight(page):
    _, text, _ = page
    assert len(text.encode()) <= 1_000_000


def test_the_workbook_holds_real_numbers_without_formulas(report):
    book = openpyxl.load_workbook(report / PERIOD / "tables.vi.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [sheet for sheet in book if sheet.merged_cells.ranges]
    assert any(
        cell.value == pytest.approx(100 * 1310 / 1860)
        for cell in cells
        if cell.data_type == "n" and cell.value is not None
    )


def test_the_data_file_has_every_figure_with_its_source(report):
    with (report / PERIOD / "data.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["source"] for row in rows)
    counted = [row for row in rows if row["indicator"] == "procedures_integrated_npsp_share"]
    assert [(row["numerator"], row["denominator"]) for row in counted] == [("1310", "1860")]


def test_the_record_names_inputs_parameters_versions_and_verdicts(report):
    record = json.loads((report / PERIOD / "run.json").read_text(encoding="utf-8"))
    assert record["status"] == "published"
    assert record["facts"]["vi"]["verdicts"] == record["facts"]["en"]["verdicts"]
    assert {"inputs", "parameters", "versions"} <= set(record)


def test_every_kernel_of_a_run_is_forked(report):
    record = json.loads((report / PERIOD / "run.json").read_text(encoding="utf-8"))
    assert {name: how for name, how in record["kernels"].items() if how != "warm"} == {}
    assert set(record["kernels"]) == set(record["items"])


def test_forked_and_fresh_kernels_give_equal_bytes_in_every_chapter(report, tmp_path):
    words = ("--data", "data/hoa_binh", "--period", PERIOD, "--out", tmp_path)
    done = run_chiso("run", "--cold", *words)
    assert done.returncode == 0, done.stderr
    assert digests(tmp_path / "hoa_binh") == digests(report)


def test_unchanged_work_is_not_done_again(report):
    before = (report / PERIOD / "run.json").stat().st_mtime_ns
    done = run_chiso("run", "--data", "data/hoa_binh", "--period", PERIOD, "--out", report.parent)
    assert done.returncode == 0
    assert (report / PERIOD / "run.json").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--period", "2024-H3"], 2, "2024-H3"),
        (["--peroid", "2024"], 2, "--period"),
        (["--data", "data/hoa_bin"], 2, "hoa_binh"),
        (["--lang", "fr"], 2, "fr"),
        (["--period", "1990"], 2, "1990"),
    ],
)
def test_a_wrong_word_ends_with_one_sentence_and_changes_nothing(report, words, code, told):
    before = digests(report)
    done = run_chiso("run", *words, "--out", report.parent)
    assert done.returncode == code
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 12
    assert "Traceback" not in done.stderr
    assert digests(report) == before


def test_a_broken_figure_stops_the_run_and_changes_nothing(report, tmp_path):
    data = tmp_path / "hoa_binh"
    shutil.copytree(ROOT / "data" / "hoa_binh", data)
    path = data / "observations" / "online_services.csv"
    text = path.read_text(encoding="utf-8").replace(",70.43,", ",704.3,", 1)
    path.write_text(text, encoding="utf-8")
    before = digests(report)
    done = run_chiso("run", "--data", data, "--period", PERIOD, "--out", report.parent)
    assert done.returncode == 3
    assert re.search(r"online_services\.csv:\d+: value: got .*704\.3", done.stderr)
    assert digests(report) == before
