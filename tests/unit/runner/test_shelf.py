"""The page above all data sets of an output folder."""

from __future__ import annotations

import threading

import pytest

from chiso.runner import run_suite
from chiso.runner.lock import held
from chiso.runner.publish import write_record
from chiso.runner.shelf import refresh_shelf, shelf_records
from unit.runner.tiny import TinyExporter, code, fake_run_chapter, make_project, request

MAKER = {"library": "1"}


@pytest.fixture(autouse=True)
def no_kernels(monkeypatch, tmp_path_factory):
    monkeypatch.setattr("chiso.runner.manifest._LIBRARY", tmp_path_factory.mktemp("library"))
    monkeypatch.setattr("chiso.runner.production.run_chapter", fake_run_chapter)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1720000000")


def publish(out, dataset, period="2023", *, folder=None, **changes):
    place = out / (folder or dataset) / period
    place.mkdir(parents=True)
    record = {"schema": 1, "dataset": dataset, "period": period, "status": "published",
              "seconds": {"00": 1.5}, "files": []}  # fmt: skip
    write_record(place, record | changes)


def refresh(out, exporter=None, maker=MAKER):
    staging = out / "staging"
    staging.mkdir(exist_ok=True)
    try:
        refresh_shelf(out, staging, exporter or TinyExporter(), maker)
    finally:
        for path in sorted(staging.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        staging.rmdir()


def lines(out):
    return (out / "index.html").read_text(encoding="utf-8").splitlines()[1:]


class Counting(TinyExporter):
    """Counts the pages that it writes."""

    def __init__(self):
        self.count = 0

    def write_shelf(self, sets, folder, lang):
        self.count += 1
        super().write_shelf(sets, folder, lang)


def test_every_data_set_with_reports_is_listed(tmp_path):
    publish(tmp_path, "sample")
    publish(tmp_path, "hoa_binh", "2024")
    publish(tmp_path, "hoa_binh", "2023")
    refresh(tmp_path)
    assert lines(tmp_path) == ["hoa_binh ['2023', '2024']", "sample ['2023']"]
    assert (tmp_path / "index.en.html").is_file()


def test_a_copy_under_another_name_is_no_data_set(tmp_path):
    publish(tmp_path, "hoa_binh")
    publish(tmp_path, "hoa_binh", folder="copy")
    (tmp_path / "notes").mkdir()
    assert [found["folder"] for found in shelf_records(tmp_path)] == ["hoa_binh"]


def test_a_data_set_that_only_failed_is_listed(tmp_path):
    publish(tmp_path / "hoa_binh", "hoa_binh", folder="_failed", status="failed", failures=[])
    records = shelf_records(tmp_path)[0]["records"]
    assert [record["status"] for record in records] == ["failed"]


def test_durations_do_not_reach_the_page(tmp_path):
    publish(tmp_path, "hoa_binh")
    assert "seconds" not in shelf_records(tmp_path)[0]["records"][0]


def test_a_right_page_is_not_written_again(tmp_path):
    publish(tmp_path, "hoa_binh")
    exporter = Counting()
    refresh(tmp_path, exporter)
    refresh(tmp_path, exporter)
    assert exporter.count == 2  # one a language


@pytest.mark.parametrize("lost", ["index.html", "index.en.html", ".shelf"])
def test_a_lost_page_is_written_again(tmp_path, lost):
    publish(tmp_path, "hoa_binh")
    refresh(tmp_path)
    (tmp_path / lost).unlink()
    refresh(tmp_path)
    assert (tmp_path / lost).is_file()


def test_another_library_writes_the_page_again(tmp_path):
    publish(tmp_path, "hoa_binh")
    exporter = Counting()
    refresh(tmp_path, exporter)
    refresh(tmp_path, exporter, {"library": "2"})
    assert exporter.count == 4


def test_a_page_that_somebody_else_wrote_is_left_alone(tmp_path):
    publish(tmp_path, "hoa_binh")
    (tmp_path / "index.html").write_text("<h1>Trang chủ</h1>", encoding="utf-8")
    refresh(tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "<h1>Trang chủ</h1>"
    assert not (tmp_path / "index.en.html").exists()


def test_whoever_comes_second_sees_what_the_first_published(tmp_path):
    publish(tmp_path, "hoa_binh")
    with held(tmp_path, "chiso run", wait=True, waiting=print):
        second = threading.Thread(target=refresh, args=(tmp_path,))
        second.start()
        publish(tmp_path, "sample")
    second.join()
    assert len(lines(tmp_path)) == 2


def test_a_run_ends_with_the_page_above_all_data_sets(tmp_path):
    project = make_project(tmp_path)
    outcome = run_suite(request(project), exporter=TinyExporter())
    assert lines(tmp_path / "outputs") == ["tiny ['2023', '2024-H1']"]
    assert outcome.landing == tmp_path / "outputs" / "tiny" / "index.html"


def test_it_stands_in_the_folder_that_was_asked_for(tmp_path):
    project = make_project(tmp_path)
    run_suite(request(project, out=tmp_path / "elsewhere"), exporter=TinyExporter())
    assert lines(tmp_path / "elsewhere") == ["tiny ['2023', '2024-H1']"]


def test_a_failed_run_lists_what_is_left(tmp_path):
    project = make_project(tmp_path, {"00_summary": [code("fail 2023")]})
    outcome = run_suite(request(project), exporter=TinyExporter())
    assert outcome.exit_code == 1
    assert lines(tmp_path / "outputs") == ["tiny ['2023']"]


def test_a_run_of_some_chapters_changes_nothing_above(tmp_path):
    chapters = {"00_summary": [code("print(period)")], "10_trends": [code("print(period)")]}
    project = make_project(tmp_path, chapters)
    run_suite(request(project, only=("00_summary",)), exporter=TinyExporter())
    assert not (tmp_path / "outputs" / "index.html").exists()
