"""Only what changed is run again, chapter by chapter."""

import json
from dataclasses import replace as changed

import pytest

from chiso.errors import DataError
from chiso.periods import Period
from chiso.runner import plan_suite, run_suite
from chiso.runner.cache import digest_file
from chiso.runner.events import EventLog
from chiso.runner.output_cap import Cut
from chiso.runner.publish import LOG
from chiso.runner.reads import Read
from chiso.runner.request import Silence
from unit.runner.tiny import TinyExporter, code, fake_run_chapter, make_project, request

CHAPTERS = {"00_a": [code("1")], "10_b": [code("2")]}


@pytest.fixture(autouse=True)
def no_kernels(monkeypatch, tmp_path_factory):
    library = tmp_path_factory.mktemp("library")
    monkeypatch.setattr("chiso.runner.manifest._LIBRARY", library)
    monkeypatch.setenv("CHISO_LANG", "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1720000000")
    return library


@pytest.fixture
def ran(monkeypatch):
    """Names of the items that are run; every kernel reads one file and lists one folder."""
    names = []

    def run_chapter(job, workshop, switch, reached):
        names.append(f"{job.period}/{job.name}")
        data = job.source.parents[1] / "data" / "tiny"
        paths = [("file", data / "areas.csv"), ("folder", data / "observations")]
        note = job.source.parents[1] / "note.txt"
        paths += [("file", note)] if note.exists() and job.chapter == "10_b" else []
        reads = [
            Read(kind, path, path.stat().st_size, path.stat().st_mtime_ns) for kind, path in paths
        ]
        return changed(fake_run_chapter(job, workshop, switch), reads=tuple(reads))

    monkeypatch.setattr("chiso.runner.production.run_chapter", run_chapter)
    return names


def run(root, chapters=CHAPTERS, progress=None, **changes):
    project = make_project(root, chapters)
    return run_suite(request(project, **changes), progress, TinyExporter())


def edit(path, old="60", new="70"):
    path.write_text(path.read_text().replace(old, new))


def reasons(root, chapters=CHAPTERS, **changes):
    plan = plan_suite(request(make_project(root, chapters), **changes))
    return {
        f"{period.period.code}/{item.name}": item.reason.en
        for period in plan
        for item in period.due_items
    }


def again(root, **changes):
    """A run on the project as it is, without writing its files anew."""
    project = make_project(root / "elsewhere", CHAPTERS)
    project = changed(project, root=root, notebooks=root / "notebooks", data=root / "data" / "tiny")
    return run_suite(request(project, **changes), exporter=TinyExporter())


def test_an_edited_notebook_runs_only_its_chapter_again(tmp_path, ran):
    run(tmp_path, langs=("vi", "en"))
    ran.clear()
    edited = {**CHAPTERS, "10_b": [code("3")]}
    assert set(reasons(tmp_path, edited).values()) == {"notebooks changed: 10_b"}
    outcome = run(tmp_path, edited, langs=("vi", "en"))
    assert outcome.exit_code == 0
    assert sorted(ran) == [
        "2023/10_b.en", "2023/10_b.vi", "2024-H1/10_b.en", "2024-H1/10_b.vi",
    ]  # fmt: skip


def test_an_incremental_report_equals_one_made_from_nothing(tmp_path, ran):
    run(tmp_path / "a")
    edited = {**CHAPTERS, "10_b": [code("3")]}
    run(tmp_path / "a", edited)
    run(tmp_path / "b", edited)
    pages = [
        (root / "outputs" / "tiny" / "2023" / name).read_bytes()
        for name in ("report.vi.html", "notebooks/00_a.vi.ipynb", "notebooks/10_b.vi.ipynb")
        for root in (tmp_path / "a", tmp_path / "b")
    ]
    assert pages[::2] == pages[1::2]
    records = [
        json.loads((tmp_path / root / "outputs/tiny/2023/run.json").read_text()) for root in "ab"
    ]
    assert records[0]["key"] == records[1]["key"]


def test_a_file_of_the_data_set_that_nobody_read_runs_nothing(tmp_path, ran):
    run(tmp_path)
    ran.clear()
    edit(tmp_path / "data" / "tiny" / "targets.csv")
    assert {item.status for item in again(tmp_path).periods} == {"unchanged"}
    assert ran == []


SERVICES = "observations/services.csv"


@pytest.fixture
def dated(monkeypatch):
    """Names of the items that are run; every kernel opens the report of its period."""
    names = []

    def run_chapter(job, workshop, switch, reached):
        names.append(f"{job.period}/{job.name}")
        data = job.source.parents[1] / "data" / "tiny"
        until = Period.parse(job.period).last_day().isoformat()
        states = {data / name: (data / name).stat() for name in (SERVICES, "sources.yml")}
        reads = tuple(
            Read("file", path, state.st_size, state.st_mtime_ns, until)
            for path, state in states.items()
        )
        return changed(fake_run_chapter(job, workshop, switch), reads=reads)

    monkeypatch.setattr("chiso.runner.production.run_chapter", run_chapter)
    return names


def enter(root, period, **changes):
    """Add a figure to a data set."""
    path = root / "data" / "tiny" / SERVICES
    header, *rows = path.read_text().splitlines()
    row = dict(zip(header.split(","), rows[0].split(","), strict=True))
    line = ",".join({**row, "period": period, **changes}.values())
    path.write_text("\n".join([header, *rows, line]) + "\n")


def test_a_figure_of_a_later_period_runs_only_the_periods_that_can_see_it(tmp_path, dated):
    run(tmp_path)
    before = (tmp_path / "outputs/tiny/2023/report.vi.html").read_bytes()
    dated.clear()
    enter(tmp_path, "2024-Q2")
    outcome = again(tmp_path)
    assert [item.status for item in outcome.periods] == ["unchanged", "published"]
    assert sorted(dated) == ["2024-H1/00_a.vi", "2024-H1/10_b.vi"]
    told = f"what belongs to 30 June 2024 or before changed: {SERVICES}"
    assert outcome.periods[1].reason.en == told
    again(tmp_path, periods=("2023",), force=True)
    assert (tmp_path / "outputs/tiny/2023/report.vi.html").read_bytes() == before


def test_a_later_figure_comes_with_its_source(tmp_path, dated):
    run(tmp_path)
    dated.clear()
    sources = tmp_path / "data" / "tiny" / "sources.yml"
    known = sources.read_text(encoding="utf-8")
    entry = known[: known.index("\n", known.index("calendar:")) + 1]
    sources.write_text(known + entry.replace(entry.split(":")[0], "NEW", 1), encoding="utf-8")
    enter(tmp_path, "2024-Q3", source="NEW")
    assert {item.status for item in again(tmp_path).periods} == {"unchanged"}
    assert dated == []


def test_a_later_figure_in_a_file_of_its_own_runs_nothing(tmp_path, dated):
    run(tmp_path)
    record = json.loads((tmp_path / "outputs/tiny/2023/run.json").read_text())
    dated.clear()
    text = (tmp_path / "data" / "tiny" / SERVICES).read_text()
    (tmp_path / "data/tiny/observations/new.csv").write_text(text.replace("2024-H1", "2024"))
    assert {item.status for item in again(tmp_path).periods} == {"unchanged"}
    assert dated == []
    again(tmp_path, periods=("2023",), force=True)
    fresh = json.loads((tmp_path / "outputs/tiny/2023/run.json").read_text())
    assert fresh["key"] == record["key"]


def test_a_value_published_later_runs_every_period_that_shows_the_figure(tmp_path, dated):
    run(tmp_path)
    dated.clear()
    enter(tmp_path, "2023", value="50.1", published="2025-01-01")
    assert {item.status for item in again(tmp_path).periods} == {"published"}
    assert len(dated) == 4


def test_a_broken_later_row_is_told_and_not_passed_over(tmp_path, dated):
    run(tmp_path)
    enter(tmp_path, "2025", value="104")
    with pytest.raises(DataError, match="from 0 to 100"):
        again(tmp_path, periods=("2023",))


def test_a_file_that_was_read_runs_every_chapter_that_read_it(tmp_path, ran):
    run(tmp_path)
    ran.clear()
    edit(tmp_path / "data" / "tiny" / "areas.csv", "Small Province", "Other Province")
    outcome = again(tmp_path)
    assert outcome.periods[0].reason.en == "data changed: areas.csv"
    assert len(ran) == 4


class Watcher(Silence):
    def __init__(self):
        self.notices = []

    def noticed(self, job, notice):
        self.notices.append(f"{job.name}: {notice.en}")


def test_a_file_outside_the_data_set_is_reported_and_watched(tmp_path, ran):
    (tmp_path / "note.txt").write_text("old")
    watcher = Watcher()
    run(tmp_path, progress=watcher, periods=("2023",))
    assert watcher.notices == [
        "10_b.vi: reads files outside the data set: note.txt; "
        "from now on it runs again when they change"
    ]
    (tmp_path / "note.txt").write_text("new")
    assert reasons(tmp_path, periods=("2023",)) == {
        "2023/10_b.vi": "files outside the data set changed: note.txt"
    }


def test_output_that_was_cut_is_told_and_recorded(tmp_path, monkeypatch):
    def run_chapter(job, workshop, switch, reached):
        return changed(fake_run_chapter(job, workshop, switch), cuts=(Cut(3, "Xu hướng", 9),))

    monkeypatch.setattr("chiso.runner.production.run_chapter", run_chapter)
    watcher = Watcher()
    run(tmp_path, progress=watcher, periods=("2023",))
    assert "00_a.vi: [This cell showed too much: its last 9 characters" in watcher.notices[0]
    record = json.loads((tmp_path / "outputs/tiny/2023/run.json").read_text())
    assert record["items"]["00_a.vi"]["cuts"][0]["characters"] == 9


def test_what_was_cut_is_kept_until_its_chapter_prints_less(tmp_path, monkeypatch):
    texts = ["first", "second", None]

    def run_chapter(job, workshop, switch, reached):
        result = fake_run_chapter(job, workshop, switch)
        if texts[0] and job.chapter == "00_a":
            job.full_text.write_text(texts[0])
        return result

    monkeypatch.setattr("chiso.runner.production.run_chapter", run_chapter)
    run(tmp_path, periods=("2023",))
    kept = tmp_path / "outputs/tiny/_full/2023/00_a.vi.txt"
    assert kept.read_text() == texts.pop(0)
    again(tmp_path, periods=("2023",), force=True)
    assert kept.read_text() == texts.pop(0)
    assert not list((tmp_path / "outputs/tiny/2023").rglob("*.full"))
    again(tmp_path, periods=("2023",), force=True)
    assert not kept.exists()


def test_an_edit_of_a_file_after_it_was_read_fails_the_period(tmp_path, monkeypatch):
    note = tmp_path / "note.txt"
    note.write_text("old")

    def run_chapter(job, workshop, switch, reached):
        state = note.stat()
        note.write_text("newer")
        reads = (Read("file", note, state.st_size, state.st_mtime_ns),)
        return changed(fake_run_chapter(job, workshop, switch), reads=reads)

    monkeypatch.setattr("chiso.runner.production.run_chapter", run_chapter)
    outcome = run(tmp_path, {"00_a": [code("1")]}, periods=("2023",))
    assert "files changed: note.txt" in outcome.periods[0].problems[0].sentence("en")


def test_after_a_failure_only_what_failed_is_run_again(tmp_path, ran):
    failing = {"00_a": [code("1")], "10_b": [code("fail 2023")]}
    assert run(tmp_path, failing, periods=("2023",)).exit_code == 1
    ran.clear()
    assert reasons(tmp_path, failing, periods=("2023",)) == {
        "2023/10_b.vi": "the last attempt failed"
    }
    run(tmp_path, CHAPTERS, periods=("2023",))
    assert ran == ["2023/10_b.vi"]
    assert not (tmp_path / "outputs" / "tiny" / ".items").exists()


def test_chapters_that_were_done_before_a_crash_are_not_run_again(tmp_path, ran, monkeypatch):
    class Refusing(TinyExporter):
        def write_edition(self, edition, folder):
            raise KeyboardInterrupt

    project = make_project(tmp_path, CHAPTERS)
    with pytest.raises(KeyboardInterrupt):
        run_suite(request(project, periods=("2023",)), exporter=Refusing())
    ran.clear()
    (period,) = plan_suite(request(project, periods=("2023",)))
    assert (period.is_due, period.reason.en) == (True, "its chapters are done but not published")
    assert run(tmp_path, periods=("2023",)).exit_code == 0
    assert ran == []


def test_a_report_is_renewed_from_chapters_that_were_done_before_a_crash(tmp_path, ran):
    class Refusing(TinyExporter):
        def write_edition(self, edition, folder):
            raise KeyboardInterrupt

    project = make_project(tmp_path, CHAPTERS)
    old = run_suite(request(project, periods=("2023",)), exporter=TinyExporter())
    areas = project.data / "areas.csv"
    edit(areas, "Small", "Smaller")
    with pytest.raises(KeyboardInterrupt):
        run_suite(request(project, periods=("2023",)), exporter=Refusing())
    ran.clear()
    (period,) = plan_suite(request(project, periods=("2023",)))
    assert (period.is_due, period.reason.en) == (True, "its chapters are done but not published")
    run_suite(request(project, periods=("2023",)), exporter=TinyExporter())
    assert ran == []
    record = json.loads((old.periods[0].folder / "run.json").read_text(encoding="utf-8"))
    assert digest_file(areas, "areas.csv").to_record() in record["inputs"]


def test_a_new_page_template_joins_the_chapters_again_and_runs_none(tmp_path, ran, no_kernels):
    run(tmp_path)
    ran.clear()
    (no_kernels / "export").mkdir()
    (no_kernels / "export" / "page.html").write_text("new")
    outcome = run(tmp_path)
    assert [item.status for item in outcome.periods] == ["published", "published"]
    assert outcome.periods[0].reason.en == "page template changed"
    assert ran == []


def test_a_chapter_that_was_taken_away_joins_the_others_again(tmp_path, ran):
    run(tmp_path)
    ran.clear()
    (tmp_path / "notebooks" / "10_b.ipynb").unlink()
    outcome = run(tmp_path, {"00_a": [code("1")]}, periods=("2023",))
    assert outcome.periods[0].reason.en == "notebooks changed: 10_b"
    assert outcome.periods[0].status == "published"
    assert ran == []


def test_several_reasons_are_counted(tmp_path, ran):
    run(tmp_path)
    (tmp_path / "note.txt").write_text("x")
    edited = {"00_a": [code("x")], "10_b": [code("y")]}
    plan = plan_suite(request(make_project(tmp_path, edited), periods=("2023",)))
    assert plan[0].reason.en == "notebooks changed: 00_a (+1)"


def test_a_report_of_an_older_version_is_made_again(tmp_path, ran):
    run(tmp_path, periods=("2023",))
    path = tmp_path / "outputs" / "tiny" / "2023" / "run.json"
    record = json.loads(path.read_text())
    for name in ("items", "peak_bytes", "template"):
        del record[name]
    path.write_text(json.dumps(record))
    outcome = run(tmp_path, periods=("2023",))
    assert outcome.periods[0].reason.en == "an older version made the report"


def test_the_log_tells_the_whole_story(tmp_path, ran):
    run(tmp_path, periods=("2023",))
    events = EventLog(tmp_path / "outputs" / "tiny" / LOG).events()
    assert [event["event"] for event in events] == [
        "run_begun",
        *["item_begun", "item_done"] * 2,
        "period_done",
        "run_done",
    ]
    assert events[0]["request"]["periods"] == ["2023"]
    assert events[2]["status"] == "done"


def test_git_is_asked_for_the_commit_once_a_run(tmp_path, ran, monkeypatch):
    asked = []
    monkeypatch.setattr("chiso.runner.production.read_commit", asked.append)
    run(tmp_path)
    assert {name.partition("/")[0] for name in ran} == {"2023", "2024-H1"}
    assert asked == [tmp_path]


def test_a_disk_without_room_is_told_before_any_kernel_starts(tmp_path, ran, monkeypatch):
    from chiso.errors import RunError

    monkeypatch.setattr(
        "chiso.runner.complaints.shutil.disk_usage", lambda _: type("Usage", (), {"free": 3 << 20})
    )
    with pytest.raises(RunError, match=r": about 32 MB are needed, 3\.0 MB free\."):
        run(tmp_path)
    assert ran == []
