import json
import threading

import pytest

from chiso.errors import DataError, Problem, RunError, SetupError, UsageError
from chiso.runner import plan_suite, run_suite
from chiso.runner.lock import held
from chiso.runner.manifest import settled
from chiso.runner.publish import LOG, put_file_in_place
from chiso.words import Words
from unit.runner.tiny import TinyExporter, code, fake_run_chapter, make_project, request


@pytest.fixture(autouse=True)
def no_kernels(monkeypatch, tmp_path_factory):
    monkeypatch.setattr("chiso.runner.manifest._LIBRARY", tmp_path_factory.mktemp("library"))
    monkeypatch.setattr("chiso.runner.production.run_chapter", fake_run_chapter)
    monkeypatch.setenv("CHISO_LANG", "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1720000000")


def run(project, exporter=None, **changes):
    outcome = run_suite(request(project, **changes), exporter=exporter or TinyExporter())
    return outcome, project.root / "outputs" / "tiny"


def statuses(outcome):
    return {item.period: item.status for item in outcome.periods}


def with_cell(root, source):
    return make_project(root, {"00_summary": [code(source)]})


def files_in(folder):
    """All files but the log, which is history and never the same twice."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LOG
    }


def published_in(folder):
    """The same without the finished chapters of reports that are not published yet."""
    return {name: text for name, text in files_in(folder).items() if ".items/" not in name}


def record_of(folder):
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


def test_every_period_is_published_with_its_record_and_the_landing_page(tmp_path):
    outcome, out = run(make_project(tmp_path), langs=("vi", "en"))
    assert statuses(outcome) == {"2023": "published", "2024-H1": "published"}
    assert outcome.exit_code == 0
    assert outcome.landing == out / "index.html"
    assert set(files_in(out / "2023")) == {
        "notebooks/00_summary.en.ipynb",
        "notebooks/00_summary.vi.ipynb",
        "report.en.html",
        "report.vi.html",
        "run.json",
    }
    assert (out / "index.en.html").read_text().splitlines() == [
        "2023 published stale=False",
        "2024-H1 published stale=False",
    ]


def test_the_record_lists_every_other_file_and_the_verdicts(tmp_path):
    _, out = run(make_project(tmp_path))
    record = record_of(out / "2023")
    assert record["status"] == "published"
    assert record["verdicts"] == {"met": 1, "not_met": 0}
    assert record["created"] == "2024-07-03T09:46:40Z"
    listed = {file["name"] for file in record["files"]}
    assert listed == set(files_in(out / "2023")) - {"run.json"}


def test_two_runs_on_the_same_input_give_the_same_bytes(tmp_path):
    trees = []
    for name in ("a", "b"):
        _, out = run(make_project(tmp_path / name))
        tree = files_in(out)
        trees.append(tree)
    for tree in trees:
        for name in [name for name in tree if name.endswith("run.json")]:
            tree[name] = settled(json.loads(tree[name]))
    assert trees[0] == trees[1]


def test_nothing_is_done_again_when_nothing_changed(tmp_path):
    project = make_project(tmp_path)
    _, out = run(project)
    before = files_in(out)
    outcome, _ = run(project)
    assert statuses(outcome) == {"2023": "unchanged", "2024-H1": "unchanged"}
    assert outcome.periods[0].verdicts == {"met": 1, "not_met": 0}
    assert files_in(out) == before


def test_an_unchanged_landing_page_is_not_written_again(tmp_path):
    class Refusing(TinyExporter):
        def write_landing(self, records, folder, lang):
            raise AssertionError("written again")

    project = make_project(tmp_path)
    run(project)
    assert run(project, exporter=Refusing())[0].exit_code == 0


def test_a_lost_landing_page_is_written_again(tmp_path):
    project = make_project(tmp_path)
    _, out = run(project)
    before = files_in(out)
    (out / "index.en.html").unlink()
    run(project)
    assert files_in(out) == before


def test_a_landing_page_that_a_kill_left_half_written_is_written_again(tmp_path, monkeypatch):
    class Killed(BaseException):
        pass

    def put_first_page_only(staged, target):
        put_file_in_place(staged, target)
        if target.name == "index.en.html":
            raise Killed

    project = make_project(tmp_path)
    _, out = run(project)
    before = files_in(out)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("chiso.runner.reports.put_file_in_place", put_first_page_only)
        run(with_cell(tmp_path, "fail 2023"))
    make_project(tmp_path)
    run(project)
    assert files_in(out) == before


def test_a_report_edited_by_hand_is_made_again(tmp_path):
    project = make_project(tmp_path)
    _, out = run(project)
    before = files_in(out / "2023")["report.vi.html"]
    (out / "2023" / "report.vi.html").write_text("edited")
    outcome, _ = run(project)
    assert statuses(outcome) == {"2023": "published", "2024-H1": "unchanged"}
    assert files_in(out / "2023")["report.vi.html"] == before


def test_a_failed_period_stops_the_next_one(tmp_path):
    outcome, out = run(with_cell(tmp_path, "fail 2023"))
    assert statuses(outcome) == {"2023": "failed", "2024-H1": "not_started"}
    assert outcome.exit_code == 1
    assert not (out / "2024-H1").exists()


def test_with_keep_going_the_other_periods_are_published(tmp_path):
    outcome, out = run(with_cell(tmp_path, "fail 2023"), keep_going=True)
    assert statuses(outcome) == {"2023": "failed", "2024-H1": "published"}
    assert outcome.exit_code == 1
    assert (out / "index.html").read_text().splitlines() == [
        "2023 failed stale=False",
        "2024-H1 published stale=False",
    ]


def test_a_failure_is_kept_with_its_notebook_and_its_story(tmp_path):
    outcome, out = run(with_cell(tmp_path, "fail 2023"))
    failed = out / "_failed" / "2023"
    assert set(files_in(failed)) == {
        "failure.txt",
        "notebooks/00_summary.vi.ipynb",
        "run.json",
    }
    told = (failed / "failure.txt").read_text()
    assert told.startswith(
        "00_summary.vi #3 «Mở đầu»: got ZeroDivisionError: 1 / 0; this cell raised an error. "
        "Open tiny/_failed/2023/notebooks/00_summary.vi.ipynb; "
        "try again: chiso run --data tiny --period 2023 --only 00_summary --lang vi."
    )
    assert "a kernel's last words" in told
    assert record_of(failed)["failures"] == [
        {
            "chapter": "00_summary",
            "lang": "vi",
            "kind": "exception",
            "cell": 2,
            "heading": "Mở đầu",
            "message": "ZeroDivisionError: 1 / 0",
        }
    ]
    assert outcome.periods[0].folder == failed


def test_chapters_that_did_not_fail_are_not_kept_with_a_failure(tmp_path):
    project = make_project(tmp_path, {"00_a": [code("1")], "10_b": [code("fail 2023")]})
    _, out = run(project)
    notebooks = (out / "_failed" / "2023" / "notebooks").iterdir()
    assert [path.name for path in notebooks] == ["10_b.vi.ipynb"]


def test_the_last_good_report_stays_marked_stale(tmp_path):
    _, out = run(make_project(tmp_path))
    before = files_in(out / "2023")
    outcome, _ = run(with_cell(tmp_path, "fail 2023"), keep_going=True)
    assert statuses(outcome)["2023"] == "failed"
    assert files_in(out / "2023") == before
    assert (out / "index.html").read_text().splitlines()[0] == "2023 published stale=True"


def test_a_mended_period_is_no_longer_marked_as_failed(tmp_path):
    run(with_cell(tmp_path, "fail 2023"), keep_going=True)
    outcome, out = run(with_cell(tmp_path, "print(1)"))
    assert outcome.exit_code == 0
    assert not (out / "_failed" / "2023").exists()
    assert "stale=True" not in (out / "index.html").read_text()


def test_going_back_to_the_published_inputs_mends_a_failure_without_a_run(tmp_path):
    project = make_project(tmp_path)
    run(project)
    run(with_cell(tmp_path, "fail 2023"), periods=("2023",))
    make_project(tmp_path)
    outcome, out = run(project)
    assert statuses(outcome)["2023"] == "unchanged"
    assert not (out / "_failed" / "2023").exists()


def test_pages_link_to_the_reports_beside_them(tmp_path):
    _, out = run(make_project(tmp_path))
    assert (out / "2023" / "report.vi.html").read_text().startswith("2023 None 2024-H1")
    assert (out / "2024-H1" / "report.vi.html").read_text().startswith("2024-H1 2023 None")


def test_a_new_report_is_linked_from_its_neighbour_without_running_that_one(tmp_path, monkeypatch):
    project = make_project(tmp_path)
    _, out = run(project, periods=("2023",))
    assert (out / "2023" / "report.vi.html").read_text().startswith("2023 None None")
    run(project, periods=("2024-H1",))
    assert (out / "2023" / "report.vi.html").read_text().startswith("2023 None 2024-H1")
    outcome, _ = run(project)
    assert statuses(outcome) == {"2023": "unchanged", "2024-H1": "unchanged"}


def test_a_report_that_never_came_is_not_linked_to(tmp_path):
    _, out = run(with_cell(tmp_path, "fail 2024-H1"))
    assert (out / "2023" / "report.vi.html").read_text().startswith("2023 None None")


def test_some_chapters_only_never_replace_a_full_report(tmp_path):
    project = make_project(tmp_path, {"00_a": [code("1")], "10_b": [code("2")]})
    _, out = run(project)
    before = files_in(out)
    outcome, _ = run(project, only=("10_b",), periods=("2023",))
    assert outcome.is_partial
    assert outcome.periods[0].folder == out / "_partial" / "2023"
    after = {name: text for name, text in files_in(out).items() if "_partial" not in name}
    assert after == before


def test_a_problem_of_the_export_fails_its_period(tmp_path):
    class Refusing(TinyExporter):
        def write_edition(self, edition, folder):
            raise RunError(Problem("figure h-1", "", Words("cần", "needs alt text"), Words("", "")))

    outcome, out = run(make_project(tmp_path), exporter=Refusing(), periods=("2023",))
    assert statuses(outcome) == {"2023": "failed"}
    assert "needs alt text" in (out / "_failed" / "2023" / "failure.txt").read_text()
    assert not (out / "2023").exists()


def test_a_full_disk_is_told_and_leaves_the_old_report(tmp_path):
    class Full(TinyExporter):
        def write_edition(self, edition, folder):
            raise OSError(28, "No space left on device", "page.html")

    project = make_project(tmp_path)
    _, out = run(project)
    before = published_in(out)
    with pytest.raises(RunError, match=r"page\.html: got 'No space left on device'"):
        run(project, exporter=Full(), force=True)
    assert published_in(out) == before


def test_an_edit_during_the_run_fails_the_period(tmp_path, monkeypatch):
    project = make_project(tmp_path)

    def edit(job, workshop, switch, reached):
        targets = project.data / "targets.csv"
        targets.write_text(targets.read_text().replace("60", "70"))
        return fake_run_chapter(job, workshop, switch)

    monkeypatch.setattr("chiso.runner.production.run_chapter", edit)
    outcome, _ = run(project, periods=("2023",))
    assert statuses(outcome) == {"2023": "failed"}
    assert "data changed: targets.csv" in outcome.periods[0].problems[0].sentence("en")


def test_an_interrupt_publishes_nothing_and_leaves_nothing(tmp_path, monkeypatch):
    def interrupt(job, workshop, switch, reached):
        raise KeyboardInterrupt

    monkeypatch.setattr("chiso.runner.production.run_chapter", interrupt)
    project = make_project(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        run(project)
    assert published_in(tmp_path / "outputs" / "tiny").keys() <= {".run.lock"}  # and no staging


def test_what_a_killed_run_left_is_cleared_away(tmp_path):
    project = make_project(tmp_path)
    _, out = run(project)
    before = files_in(out)
    (out / ".staging-dead").mkdir()
    (out / "2023").rename(out / ".old-2023")
    run(project)
    assert files_in(out) == before


def test_wrong_data_stop_the_run_before_anything_is_written(tmp_path):
    project = make_project(tmp_path)
    (project.data / "observations" / "services.csv").write_text("indicator\n")
    with pytest.raises(DataError):
        run(project)
    assert not (tmp_path / "outputs").exists()


def test_a_plan_writes_nothing(tmp_path):
    plan = plan_suite(request(make_project(tmp_path)))
    assert [(item.period.code, item.is_due, item.chapters) for item in plan] == [
        ("2023", True, ("00_summary",)),
        ("2024-H1", True, ("00_summary",)),
    ]
    assert not (tmp_path / "outputs").exists()


def test_a_run_that_waited_works_on_what_it_finds_then(tmp_path):
    project = make_project(tmp_path)
    _, out = run(project)
    seen = []

    class Watcher:
        def waiting(self, holder):
            seen.append(holder)
            release.set()

        def begin(self, chapters):
            seen.append(chapters)

        chapter_begun = chapter_done = period_done = lambda self, _: None

    held_now, release = threading.Event(), threading.Event()

    def other():
        with held(out, "chiso run other", wait=False, waiting=print):
            held_now.set()
            release.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    held_now.wait(10)
    outcome = run_suite(request(project), Watcher(), TinyExporter())
    thread.join()
    assert seen[0].startswith("chiso run other, pid ")
    assert seen[1:] == [0]
    assert outcome.exit_code == 0


def test_a_run_that_will_not_wait_says_so(tmp_path):
    project = make_project(tmp_path)
    (tmp_path / "outputs" / "tiny").mkdir(parents=True)
    with (
        held(tmp_path / "outputs" / "tiny", "chiso run other", wait=False, waiting=print),
        pytest.raises(SetupError, match="chiso run other"),
    ):
        run(project, wait=False)


def test_a_wrong_moment_of_making_is_told_first(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        run(make_project(tmp_path))


def test_the_suite_publishes_with_the_export_by_default(tmp_path, monkeypatch):
    tiny = TinyExporter()
    monkeypatch.setattr("chiso.export.write_edition", tiny.write_edition, raising=False)
    monkeypatch.setattr("chiso.export.write_landing", tiny.write_landing, raising=False)
    monkeypatch.setattr("chiso.export.write_shelf", tiny.write_shelf, raising=False)
    outcome = run_suite(request(make_project(tmp_path)))
    assert outcome.exit_code == 0
