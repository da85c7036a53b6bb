"""``chiso plan``, ``retry``, ``status`` and ``clean``; progress as JSON; the table of failures."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from chiso.cli import run_command_line
from chiso.cli.cleaning import read_age
from chiso.errors import UsageError
from unit.runner.tiny import TinyExporter, code, fake_run_chapter, make_project

GOOD = {"00_a": [code("1")], "10_b": [code("2")]}
BAD = {"00_a": [code("1")], "10_b": [code("fail 2023")]}
OLD = 40 * 24 * 3600


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch, tmp_path_factory):
    monkeypatch.setattr("chiso.runner.manifest._LIBRARY", tmp_path_factory.mktemp("library"))
    monkeypatch.setenv("CHISO_LANG", "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1720000000")
    monkeypatch.setattr("chiso.cli.place.DEFAULT_DATA", "tiny")
    monkeypatch.setattr("chiso.runner.production.run_chapter", fake_run_chapter)
    monkeypatch.setattr("chiso.runner.suite.OwnPages", TinyExporter)
    monkeypatch.chdir(tmp_path)
    return make_project(tmp_path, GOOD)


def said(capsys, *words, code=0):
    assert run_command_line(list(words)) == code
    return capsys.readouterr()


def rows(text):
    return [" ".join(line.split()) for line in text.splitlines()]


def run(capsys, *words, code=0):
    return said(capsys, "run", "--lang", "vi", "--jobs", "1", *words, code=code)


def test_a_plan_names_each_item_that_would_run_where_only_some_do(capsys, tmp_path):
    run(capsys)
    make_project(tmp_path, {**GOOD, "10_b": [code("3")]})
    told = rows(said(capsys, "plan", "--lang", "vi").out)
    assert told[1].startswith("2023 run notebooks changed: 10_b 2 × vi replace ")
    assert told[2] == "run notebooks changed: 10_b 10_b.vi"
    assert len(told) == 1 + 2 * 2


def test_a_plan_of_what_is_up_to_date_has_a_line_a_period(capsys):
    run(capsys)
    told = rows(said(capsys, "plan", "--lang", "vi").out)
    assert [row.split(" 2 ×")[0] for row in told[1:]] == [
        "2023 keep nothing changed",
        "2024-H1 keep nothing changed",
    ]


def test_a_plan_as_json_tells_every_item(capsys, tmp_path):
    run(capsys)
    make_project(tmp_path, {**GOOD, "10_b": [code("3")]})
    (plan, _) = json.loads(said(capsys, "plan", "--lang", "vi", "--json").out)
    assert plan["items"] == [
        {"item": "00_a.vi", "run": False, "reason": ""},
        {"item": "10_b.vi", "run": True, "reason": "notebooks changed: 10_b"},
    ]


def test_a_plan_tells_pages_that_are_only_joined_again(capsys, tmp_path):
    run(capsys)
    (tmp_path / "outputs" / "tiny" / "2023" / "report.vi.html").unlink()
    assert rows(said(capsys, "plan", "--lang", "vi").out)[1].startswith("2023 join published files")


def test_failures_end_in_a_table_with_the_command_that_runs_each_again(capsys, tmp_path):
    make_project(tmp_path, BAD)
    told = rows(run(capsys, code=1).err)
    place = told.index("period chapter error run again")
    assert told[place + 1] == (
        "2023 10_b.vi #3 «Mở đầu» ZeroDivisionError: 1 / 0 "
        "chiso run --data tiny --period 2023 --only 10_b --lang vi"
    )
    assert told[place + 2] == "Run all that failed or was left out again: chiso retry"


def test_the_command_names_a_folder_for_reports_that_is_not_the_usual_one(capsys, tmp_path):
    make_project(tmp_path, BAD)
    told = run(capsys, "--out", "there", code=1).err
    assert f"chiso run --data tiny --out {tmp_path}/there --period 2023" in told


def test_a_retry_runs_only_what_failed_or_never_ran(capsys, tmp_path, monkeypatch):
    make_project(tmp_path, BAD)
    run(capsys, code=1)
    make_project(tmp_path, GOOD)
    told = said(capsys, "retry", "--jobs", "1").err
    assert sorted(line.split(":")[0] for line in told.splitlines()) == [
        "2023",
        "2023 10_b.vi",
        "2024-H1",
        "2024-H1 00_a.vi",
        "2024-H1 10_b.vi",
    ]
    assert said(capsys, "retry").err == "Nothing failed or was left out\n"


def test_a_retry_can_be_planned_and_fails_like_a_run(capsys, tmp_path):
    make_project(tmp_path, BAD)
    run(capsys, code=1)
    planned = rows(said(capsys, "retry", "--dry-run").out)
    assert planned[2] == "run the last attempt failed 10_b.vi"
    assert "FAILED" in said(capsys, "retry", "--keep-going", code=1).err


def test_a_retry_before_any_run_has_nothing_to_do(capsys):
    assert said(capsys, "retry").err == "Nothing failed or was left out\n"


def test_a_retry_without_a_log_takes_the_failed_periods(capsys, tmp_path):
    make_project(tmp_path, BAD)
    run(capsys, "--keep-going", code=1)
    (tmp_path / "outputs" / "tiny" / ".events.jsonl").unlink()
    make_project(tmp_path, GOOD)
    told = said(capsys, "retry", "--jobs", "1").err
    assert "2023: done" in told
    assert "2024-H1" not in told


def test_the_status_tells_each_period_and_the_last_run(capsys, tmp_path):
    before = rows(said(capsys, "status").out)
    assert before[1:] == ["2023 no report yet", "2024-H1 no report yet"]
    run(capsys, "--period", "2023")
    make_project(tmp_path, BAD)
    run(capsys, "--period", "2023", code=1)
    (tmp_path / "outputs/tiny/_full/2023").mkdir(parents=True)
    (tmp_path / "outputs/tiny/_full/2023/00_a.vi.txt").write_text("all that was printed")
    told = said(capsys, "status")
    assert rows(told.out)[1] == (
        "2023 stale: a later attempt failed 2024-07-03T09:46:40Z "
        "10_b.vi #3 «Mở đầu»: ZeroDivisionError: 1 / 0; "
        "what was cut, in full: _full/2023/00_a.vi.txt"
    )
    assert told.err.endswith("came to its end\n")


def test_the_status_as_json_has_the_last_runs_events(capsys, tmp_path):
    make_project(tmp_path, BAD)
    run(capsys, "--period", "2023", code=1)
    found = json.loads(said(capsys, "status", "--json").out)
    assert [(each["period"], each["state"]) for each in found["periods"]] == [
        ("2023", "failed"),
        ("2024-H1", "missing"),
    ]
    assert found["periods"][0]["items_done"] == 1
    assert found["last_run"][-1] == found["last_run"][-1] | {"event": "run_done", "exit_code": 1}


def test_a_period_with_some_chapters_done_is_unfinished(capsys, tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("chiso.runner.suite.Reports.publish", stop)
    run(capsys, "--period", "2023", code=130)
    told = said(capsys, "status")
    assert rows(told.out)[1] == "2023 unfinished 2 chapters are done"
    assert told.err.endswith("was stopped\n")


def test_cleaning_removes_what_is_old_and_never_a_report(capsys, tmp_path, monkeypatch):
    run(capsys)
    run(capsys, "--only", "00_a")
    make_project(tmp_path, BAD)
    run(capsys, code=1)
    out = tmp_path / "outputs" / "tiny"
    (out / "_full" / "2023").mkdir(parents=True)
    (out / "_full" / "2023" / "00_a.vi.txt").write_text("all that was printed")
    make_old(out)
    told = said(capsys, "clean", "--older-than", "30d")
    assert rows(told.out) == [
        f"{out}/.items/2023",
        f"{out}/_failed/2023",
        f"{out}/_full/2023",
        f"{out}/_partial/2023",
        f"{out}/_partial/2024-H1",
    ]
    assert told.err == "5 folders removed\n"
    assert (out / "2023" / "report.vi.html").exists()
    assert not (out / ".items").exists()


def make_old(out):
    past = time.time() - OLD
    for path in out.rglob("*"):
        os.utime(path, (past, past))
    log = out / ".events.jsonl"
    events = [json.loads(line) for line in log.read_text().splitlines()]
    log.write_text(
        "".join(json.dumps(e | {"at": "2020-01-01T00:00:00+00:00"}) + "\n" for e in events)
    )


def test_cleaning_shortens_the_log_but_keeps_the_last_run(capsys, tmp_path):
    run(capsys)
    run(capsys)
    log = tmp_path / "outputs" / "tiny" / ".events.jsonl"
    before = log.read_text().count("run_begun")
    make_old(tmp_path / "outputs" / "tiny")
    said(capsys, "clean")
    assert (before, log.read_text().count("run_begun")) == (2, 1)


def test_what_is_new_or_dated_in_the_future_stays(capsys, tmp_path):
    assert said(capsys, "clean").err == "0 folders removed\n"
    make_project(tmp_path, BAD)
    run(capsys, code=1)
    kept = tmp_path / "outputs" / "tiny" / "_failed" / "2023"
    os.utime(kept, (time.time() + OLD, time.time() + OLD))
    assert said(capsys, "clean", "--older-than", "1h").err == "0 folders removed\n"
    assert kept.exists()


@pytest.mark.parametrize(("text", "hours"), [("12h", 12), ("30d", 720), (" 2W ", 336)])
def test_ages_are_written_with_a_unit(text, hours):
    assert read_age(text).total_seconds() == hours * 3600


@pytest.mark.parametrize("text", ["", "30", "d", "-1d", "1y"])
def test_a_wrong_age_is_told_with_examples(text):
    with pytest.raises(UsageError, match="12h, 30d, 8w"):
        read_age(text)


def test_progress_is_a_line_of_json_an_event_for_programs(capsys, tmp_path):
    (tmp_path / "note.txt").write_text("x")
    told = run(capsys, "--period", "2023", "--json")
    events = [json.loads(line) for line in told.err.splitlines()]
    assert [event["event"] for event in events] == [
        "begin",
        *["item_begun", "item_done"] * 2,
        "period_done",
    ]
    assert events[0]["items"] == 2
    assert events[2]["item"] == "2023/00_a.vi"
    assert json.loads(told.out)["exit_code"] == 0


def test_the_heading_that_a_chapter_comes_to_is_an_event_while_it_runs(capsys, monkeypatch):
    def run_chapter(job, workshop, switch, reached):
        reached(f"Xu hướng {job.chapter}")
        return fake_run_chapter(job, workshop, switch)

    monkeypatch.setattr("chiso.runner.production.run_chapter", run_chapter)
    told = run(capsys, "--period", "2023", "--json").err
    events = [json.loads(line) for line in told.splitlines()]
    assert [event["event"] for event in events[1:4]] == ["item_begun", "item_reached", "item_done"]
    assert [event["heading"] for event in events if event["event"] == "item_reached"] == [
        "Xu hướng 00_a",
        "Xu hướng 10_b",
    ]


def test_failures_are_part_of_the_result_as_json(capsys, tmp_path):
    make_project(tmp_path, BAD)
    found = json.loads(run(capsys, "--period", "2023", "--json", "-q", code=1).out)
    (failed,) = found["periods"][0]["failed"]
    assert (failed["item"], failed["cell"], failed["message"]) == (
        "10_b.vi",
        3,
        "ZeroDivisionError: 1 / 0",
    )


STOPPED = """
import os, signal, sys, time
from chiso.cli import app
number = getattr(signal, sys.argv[1])
if "--deaf" in sys.argv:
    signal.signal(number, signal.SIG_IGN)
class Slow:
    def main(self, *_, **__):
        try:
            os.kill(os.getpid(), number)
            time.sleep(0.2)
        finally:
            if "--twice" in sys.argv:
                os.kill(os.getpid(), number)
                time.sleep(60)
        return 0
app._app = Slow
try:
    sys.exit(app.run_command_line([]))
except KeyboardInterrupt as error:
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize(
    ("words", "code_"),
    [
        (("SIGINT",), 130),
        (("SIGTERM",), 143),
        (("SIGHUP",), 129),
        (("SIGINT", "--twice"), 130),
        (("SIGTERM", "--twice"), 143),
        (("SIGHUP", "--deaf"), 0),
    ],
)
def test_a_first_signal_stops_in_good_order_and_a_second_one_at_once(words, code_):
    done = subprocess.run(
        [sys.executable, "-c", STOPPED, *words],
        capture_output=True, text=True, check=False, timeout=50,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert done.returncode == code_, done.stderr
    assert ("Stopped at once" in done.stderr) == ("--twice" in words)
