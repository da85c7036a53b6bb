"""Reports with PDFs: printed with the pages, added later, and kept when links change."""

import json

import pytest

from chiso.errors import Problem, RunError, SetupError
from chiso.runner import plan_suite, run_suite
from chiso.words import Words
from makers.browsers import fake_browser
from unit.runner.tiny import TinyExporter, code, fake_run_chapter, make_project, request

PDF = "report.vi.pdf"


class PrintingExporter(TinyExporter):
    """Has each page printed, as the real one does."""

    def write_edition(self, edition, folder):
        made = super().write_edition(edition, folder)
        if edition.printer is not None:
            for lang in edition.langs:
                name = f"report.{lang}.pdf"
                page = (folder / f"report.{lang}.html").read_text(encoding="utf-8")
                pdf = edition.printer.print_page(page, name, edition.created)
                (folder / name).write_bytes(pdf)
        return made


class Unprintable(TinyExporter):
    """Fails where a PDF is wanted."""

    def write_edition(self, edition, folder):
        if edition.printer is not None:
            raise RunError(Problem(PDF, "", Words("hỏng", "broken"), Words("", "")))
        return super().write_edition(edition, folder)


@pytest.fixture(autouse=True)
def browser(monkeypatch, tmp_path, tmp_path_factory):
    chapters = []

    def run_chapter(job, workshop, switch, reached):
        chapters.append(job.period)
        return fake_run_chapter(job, workshop, switch)

    monkeypatch.setattr("chiso.runner.manifest._LIBRARY", tmp_path_factory.mktemp("library"))
    monkeypatch.setattr("chiso.runner.production.run_chapter", run_chapter)
    monkeypatch.setenv("CHISO_LANG", "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1720000000")
    monkeypatch.setenv("CHISO_CHROMIUM", str(fake_browser(tmp_path / "browser")))
    return chapters


@pytest.fixture
def no_browser(monkeypatch, tmp_path):
    monkeypatch.delenv("CHISO_CHROMIUM")
    monkeypatch.setenv("PATH", str(tmp_path))


def run(project, exporter=None, **changes):
    outcome = run_suite(request(project, **changes), exporter=exporter or PrintingExporter())
    return outcome, project.root / "outputs" / "tiny"


def statuses(outcome):
    return [(item.period, item.status, item.reason.en) for item in outcome.periods]


def record_of(folder):
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


def test_a_report_has_its_pdf_among_its_files(tmp_path):
    _, out = run(make_project(tmp_path), pdf=True)
    assert (out / "2023" / PDF).read_bytes().startswith(b"%PDF-1.5")
    record = record_of(out / "2023")
    assert record["pdf"] is True
    assert PDF in [file["name"] for file in record["files"]]


def test_a_report_without_one_says_so(tmp_path):
    _, out = run(make_project(tmp_path))
    assert record_of(out / "2023")["pdf"] is False
    assert not (out / "2023" / PDF).exists()


def test_a_pdf_asked_for_later_is_added_without_running_a_chapter(tmp_path, browser):
    project = make_project(tmp_path)
    run(project)
    browser.clear()
    outcome, out = run(project, pdf=True)
    assert statuses(outcome) == [
        ("2023", "published", "no PDF yet"),
        ("2024-H1", "published", "no PDF yet"),
    ]
    assert browser == []
    assert (out / "2023" / PDF).is_file()
    assert record_of(out / "2023")["created"] == "2024-07-03T09:46:40Z"


def test_pdfs_that_are_there_are_not_printed_again(tmp_path):
    project = make_project(tmp_path)
    run(project, pdf=True)
    outcome, _ = run(project, pdf=True)
    assert statuses(outcome)[0] == ("2023", "unchanged", "nothing changed")


def test_a_run_without_pdfs_leaves_those_of_unchanged_reports(tmp_path):
    project = make_project(tmp_path)
    _, out = run(project, pdf=True)
    run(project)
    assert (out / "2023" / PDF).is_file()


def test_a_lost_pdf_is_a_damaged_report(tmp_path):
    project = make_project(tmp_path)
    _, out = run(project, pdf=True)
    (out / "2023" / PDF).unlink()
    outcome, _ = run(project, pdf=True)
    assert statuses(outcome)[0][2] == f"published files were changed or lost: {PDF}"
    assert (out / "2023" / PDF).is_file()


def test_a_new_neighbour_keeps_the_pdf_as_it_was(tmp_path, no_browser, monkeypatch):
    project = make_project(tmp_path)
    with monkeypatch.context() as patched:
        program = fake_browser(tmp_path / "browser")
        patched.setenv("CHISO_CHROMIUM", str(program))
        _, out = run(project, pdf=True, periods=("2023",))
    before = (out / "2023" / PDF).read_bytes()
    run(project, periods=("2024-H1",))
    assert "2024-H1" in (out / "2023" / "report.vi.html").read_text()
    assert (out / "2023" / PDF).read_bytes() == before
    assert record_of(out / "2023")["pdf"] is True


def test_without_a_browser_nothing_begins(tmp_path, no_browser, browser):
    with pytest.raises(SetupError, match="apt-get install chromium"):
        run(make_project(tmp_path), pdf=True)
    assert browser == []
    assert not (tmp_path / "outputs").exists()


def test_without_a_browser_what_is_there_is_still_right(tmp_path, monkeypatch):
    project = make_project(tmp_path)
    run(project, pdf=True)
    monkeypatch.delenv("CHISO_CHROMIUM")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert statuses(run(project, pdf=True)[0])[0][1] == "unchanged"


def test_a_page_that_cannot_be_printed_fails_its_period_and_keeps_the_old_report(tmp_path):
    project = make_project(tmp_path)
    _, out = run(project)
    before = (out / "2023" / "report.vi.html").read_bytes()
    outcome, _ = run(project, exporter=Unprintable(), pdf=True, periods=("2023",))
    assert statuses(outcome) == [("2023", "failed", "no PDF yet")]
    assert outcome.exit_code == 1
    assert "broken" in (out / "_failed" / "2023" / "failure.txt").read_text()
    assert (out / "2023" / "report.vi.html").read_bytes() == before


def test_the_plan_tells_what_is_only_printed(tmp_path):
    project = make_project(tmp_path, {"00_summary": [code("print(period)")]})
    run(project, periods=("2023",))
    plan = plan_suite(request(project, pdf=True))
    assert [(item.is_due, item.is_print_due) for item in plan] == [(False, True), (True, False)]
