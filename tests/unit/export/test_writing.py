"""An edition on disk."""

import hashlib
import json
from datetime import UTC, datetime

import pytest

import chiso.export
from chiso.errors import Problem, RunError
from chiso.export import EditionFacts, write_edition
from chiso.export.edition import issue_day
from chiso.words import Words
from unit.export.makers import call, chapter, edition, full_chapters, head, opening, prose


def both(folder):
    return edition({lang: full_chapters(folder / "in", lang) for lang in ("vi", "en")})


def contents(folder):
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_an_edition_has_a_page_and_a_workbook_a_language_data_and_pictures(tmp_path):
    facts = write_edition(both(tmp_path), tmp_path / "out")
    assert [fact.name for fact in facts.files] == [
        "data.csv",
        "figures/h-xu-huong.en.png",
        "figures/h-xu-huong.vi.png",
        "report.en.html",
        "report.vi.html",
        "tables.en.xlsx",
        "tables.vi.xlsx",
    ]


def test_the_facts_are_those_of_the_files_on_disk(tmp_path):
    facts = write_edition(both(tmp_path), tmp_path / "out")
    on_disk = contents(tmp_path / "out")
    assert {fact.name: (fact.bytes, fact.sha256) for fact in facts.files} == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in on_disk.items()
    }


def test_the_facts_fit_into_a_json_record(tmp_path):
    record = json.loads(json.dumps(write_edition(both(tmp_path), tmp_path / "out").to_record()))
    assert record["facts"] == {"vi": head("vi"), "en": head("en")}
    assert set(record["files"][0]) == {"name", "bytes", "sha256"}


def test_two_runs_on_the_same_input_give_equal_bytes(tmp_path):
    made = both(tmp_path)
    write_edition(made, tmp_path / "a")
    write_edition(made, tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_without_data_there_is_no_data_file(tmp_path):
    path = chapter(tmp_path, "a", [*opening(), call(prose("Chữ"))])
    facts = write_edition(edition({"vi": [path]}), tmp_path / "out")
    assert [fact.name for fact in facts.files] == ["report.vi.html", "tables.vi.xlsx"]


def test_chapters_of_another_period_are_refused_and_nothing_is_written(tmp_path):
    path = chapter(tmp_path, "a", opening(period="2023"))
    with pytest.raises(RunError, match=r"'2023'.*2024-H1"):
        write_edition(edition({"vi": [path]}), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_page_that_would_leak_is_not_written(tmp_path):
    path = chapter(tmp_path, "a", [*opening(), call(prose("FileNotFoundError: /home/an/x.csv"))])
    with pytest.raises(RunError) as caught:
        write_edition(edition({"vi": [path]}), tmp_path / "out")
    assert [problem.rule for problem in caught.value.problems] == ["U31"]
    assert not (tmp_path / "out").exists()


def test_a_fault_in_the_second_language_leaves_nothing_of_the_first(tmp_path):
    broken = chapter(tmp_path, "b", opening("en", period="2023"))
    made = edition({"vi": full_chapters(tmp_path / "in"), "en": [broken]})
    with pytest.raises(RunError):
        write_edition(made, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_day_of_issue_is_that_of_viet_nam():
    evening_in_greenwich = datetime(2024, 7, 4, 18, tzinfo=UTC)
    assert issue_day(evening_in_greenwich, "vi") == "05/7/2024"
    assert issue_day(evening_in_greenwich, "en") == "5 July 2024"


def test_the_public_names_are_found_when_they_are_asked_for():
    assert chiso.export.EditionFacts is EditionFacts
    assert set(chiso.export.__all__) <= {
        name for name in chiso.export.__all__ if getattr(chiso.export, name)
    }


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="write_everything"):
        _ = chiso.export.write_everything


class OneLinePrinter:
    """Prints the name and the moment, and keeps what it was given."""

    def __init__(self):
        self.pages = []

    def print_page(self, page, name, created):
        self.pages.append(page)
        return f"%PDF {name} {created:%Y-%m-%d}".encode()


def printed(folder):
    printer = OneLinePrinter()
    made = edition({"vi": full_chapters(folder / "in")}, printer=printer)
    return printer, write_edition(made, folder / "out")


def test_with_a_printer_each_page_has_its_pdf(tmp_path):
    _, facts = printed(tmp_path)
    assert "report.vi.pdf" in [fact.name for fact in facts.files]
    assert (tmp_path / "out" / "report.vi.pdf").read_bytes() == b"%PDF report.vi.pdf 2024-07-05"


def test_the_page_lists_its_pdf_and_the_printed_page_does_not(tmp_path):
    printer, _ = printed(tmp_path)
    page = (tmp_path / "out" / "report.vi.html").read_text(encoding="utf-8")
    assert '<a href="report.vi.pdf">Bản in khổ A4 (PDF)</a>' in page
    assert ["report.vi.pdf" in given for given in printer.pages] == [False]


def test_a_page_that_cannot_be_printed_leaves_nothing(tmp_path):
    class Broken:
        def print_page(self, page, name, created):
            raise RunError(Problem(name, "", Words("hỏng", "broken"), Words("", "")))

    made = edition({"vi": full_chapters(tmp_path / "in")}, printer=Broken())
    with pytest.raises(RunError, match="hỏng"):
        write_edition(made, tmp_path / "out")
    assert not (tmp_path / "out").exists()
