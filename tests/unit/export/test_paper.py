"""Pages printed by a browser's command line."""

import os
import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chiso.errors import RunError, SetupError
from chiso.export.paper import Chromium, FormerPrints, dated, find_printer
from makers.browsers import fake_browser, small_pdf

MOMENT = datetime(2024, 7, 5, 3, 0, tzinfo=UTC)
PAGE = "<!DOCTYPE html><html lang=vi><title>Quý I</title><h1>Số liệu quý I/2024</h1><p>70,43%"


@pytest.fixture(autouse=True)
def own_temporary_folder(monkeypatch, tmp_path):
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("CHISO_LANG", "en")


def printed(program, seconds=60.0):
    return Chromium(str(program), seconds).print_page(PAGE, "report.vi.pdf", MOMENT)


def test_the_printed_page_is_a_pdf_dated_as_the_edition(tmp_path):
    pdf = printed(fake_browser(tmp_path))
    assert pdf.startswith(b"%PDF-1.5")
    assert pdf.endswith(b"%%EOF\n")
    assert pdf == printed(fake_browser(tmp_path))


def test_the_browser_is_asked_for_tags_an_outline_and_no_network(tmp_path):
    printed(fake_browser(tmp_path))
    words = (tmp_path / "words.txt").read_text().splitlines()
    assert {
        "--headless",
        "--no-pdf-header-footer",
        "--export-tagged-pdf",
        "--generate-pdf-document-outline",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    } <= set(words)
    assert words[-1].startswith("file:///")


def test_the_browser_sees_the_page_and_a_profile_of_its_own(tmp_path):
    body = """
    assert page.read_text(encoding="utf-8").endswith("<p>70,43%")
    profile = [word for word in words if word.startswith("--user-data-dir=")][0]
    pathlib.Path(profile.split("=", 1)[1]).mkdir()
    """
    printed(fake_browser(tmp_path, body))


def test_nothing_is_left_behind(tmp_path):
    printed(fake_browser(tmp_path))
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_browser_that_takes_too_long_is_stopped(tmp_path):
    slow = fake_browser(tmp_path, "time.sleep(60)")
    with pytest.raises(RunError, match=r"report\.vi\.pdf: a page is printed within 0\.2 s"):
        printed(slow, seconds=0.2)
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    "body",
    ["sys.exit(0)", "target.write_bytes(b'%PDF-1.4 half'); sys.exit(0)"],
    ids=["no file", "half a file"],
)
def test_a_browser_that_leaves_no_whole_pdf_is_told(tmp_path, body):
    with pytest.raises(RunError, match="Chromium has to print the page"):
        printed(fake_browser(tmp_path, body))


def test_what_the_browser_said_last_is_told_but_not_its_want_of_a_desktop(tmp_path):
    body = """
    print("cannot open display", file=sys.stderr)
    print("ERROR:dbus/bus.cc: no bus", file=sys.stderr)
    sys.exit(1)
    """
    with pytest.raises(RunError, match=r"got 'cannot open display'; Chromium"):
        printed(fake_browser(tmp_path, body))


def test_a_program_that_cannot_be_started_is_told(tmp_path):
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x7fELF")
    broken.chmod(0o755)
    with pytest.raises(RunError, match="got 'Exec format error'"):
        printed(broken)


def test_dates_are_replaced_at_the_same_length():
    assert dated(small_pdf(), MOMENT) == small_pdf().replace(
        b"D:20260102030405+00'00'", b"D:20240705030000+00'00'"
    )


def test_former_prints_are_read_back(tmp_path):
    (tmp_path / "report.vi.pdf").write_bytes(b"%PDF")
    assert FormerPrints(tmp_path).print_page(PAGE, "report.vi.pdf", MOMENT) == b"%PDF"


def test_the_named_program_is_taken(tmp_path):
    program = fake_browser(tmp_path)
    assert find_printer({"CHISO_CHROMIUM": str(program)}).program == str(program)


def test_a_named_program_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SetupError, match="CHISO_CHROMIUM: got '/no/such/browser'"):
        find_printer({"CHISO_CHROMIUM": "/no/such/browser"})


def test_the_usual_names_are_looked_for_on_the_path(tmp_path, monkeypatch):
    fake_browser(tmp_path).rename(tmp_path / "google-chrome")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_printer({}).program == str(tmp_path / "google-chrome")


def test_without_a_browser_it_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="apt-get install chromium") as caught:
        find_printer({})
    assert caught.value.exit_code == 4


def test_a_real_browser_prints_a_tagged_page_with_its_text(tmp_path):
    try:
        printer = find_printer(os.environ)
    except SetupError:
        pytest.skip("no Chromium was found (Debian: apt-get install chromium)")
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(printer.print_page(PAGE, "report.vi.pdf", MOMENT))
    assert pdf.read_bytes().startswith(b"%PDF-1.5")
    assert list((tmp_path / "temporary").iterdir()) == []
    if shutil.which("pdftotext") is None:
        pytest.skip("the text was not looked at: no pdftotext (Debian: poppler-utils)")
    assert "70,43%" in told("pdftotext", pdf, "-")
    properties = told("pdfinfo", "-isodates", pdf)
    assert re.search(r"Tagged:\s+yes", properties)
    assert re.search(r"CreationDate:\s+2024-07-05T03:00:00", properties)


def told(*words: str | Path) -> str:
    return subprocess.run([*map(str, words)], capture_output=True, text=True, check=True).stdout
