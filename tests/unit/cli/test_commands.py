import csv
import io
import json
import os
import runpy
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chiso.cli import run_command_line
from chiso.cli.app import use_plain_errors
from chiso.cli.opening import has_display
from chiso.runner import manifest
from chiso.runner.publish import write_record
from makers.browsers import fake_browser
from unit.runner.tiny import TinyExporter, code, fake_run_chapter, make_project


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch, tmp_path_factory):
    monkeypatch.setattr("chiso.runner.manifest._LIBRARY", tmp_path_factory.mktemp("library"))
    monkeypatch.setenv("CHISO_LANG", "en")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("chiso.cli.place.DEFAULT_DATA", "tiny")
    monkeypatch.setattr("chiso.runner.production.run_chapter", fake_run_chapter)
    monkeypatch.setattr("chiso.runner.suite.OwnPages", TinyExporter)
    found = make_project(tmp_path)
    (tmp_path / "somewhere" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "somewhere" / "deep")
    return found


PERIODS = ("2023", "2024-H1")
LISTS = ("periods", "indicators", "areas", "targets", "notebooks")


def said(capsys, *words, code=0):
    assert run_command_line(list(words)) == code
    return capsys.readouterr()


def answer(capsys, *words, code=0):
    return json.loads(said(capsys, *words, "--json", code=code).out)


def test_help_names_every_command_in_the_readers_language(capsys, monkeypatch):
    assert "Commands:" in said(capsys, "--help").out
    monkeypatch.setenv("CHISO_LANG", "vi")
    told = said(capsys).out
    assert told.startswith("Cách dùng: chiso")
    for name in ("diff", "doctor", "list", "open", "run", "validate"):
        assert f"\n  {name} " in told


def test_every_option_of_run_is_explained(capsys):
    told = said(capsys, "run", "-h").out
    for name in ("--period", "--lang", "--only", "--dry-run", "--keep-going", "--pdf", "--no-wait"):
        assert name in told


def test_the_version_is_told(capsys):
    assert said(capsys, "--version").out == "chiso 0.1.0\n"


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("periods", "2024-H1 the first half of 2024 2024-01-01 2024-06-30 yes"),
        ("indicators", "dossiers_online Dossiers online % Public services"),
        ("areas", "17 Small Province province"),
        ("targets", "dossiers_online province 17 2024 >= 60 Plan 1"),
        ("notebooks", "00_summary Mở đầu period, lang, data"),
    ],
)
def test_lists_have_a_line_for_each_entry(capsys, what, line):
    assert line in [" ".join(row.split()) for row in said(capsys, "list", what).out.splitlines()]


def test_columns_of_a_list_stand_below_each_other(capsys):
    assert said(capsys, "list", "periods").out.splitlines() == [
        "period   name                    from        to          usual",
        "2023     2023                    2023-01-01  2023-12-31  yes",
        "2024-H1  the first half of 2024  2024-01-01  2024-06-30  yes",
    ]


def test_lists_are_plain_values_as_json(capsys):
    assert answer(capsys, "list", "periods")[0] == {
        "period": "2023",
        "name": "2023",
        "first_day": "2023-01-01",
        "last_day": "2023-12-31",
        "usual": True,
    }


def test_figures_in_lists_have_the_form_of_the_language(capsys, project, monkeypatch):
    targets = project.data / "targets.csv"
    targets.write_text(targets.read_text().replace(",60,", ",60.5,"))
    monkeypatch.setenv("CHISO_LANG", "vi")
    assert " 60,5 " in said(capsys, "list", "targets").out


HEAVY = ("pandas", "numpy", "papermill", "nbconvert", "nbformat", "jupyter_client", "rich")
# What a run needs only when something is due.
WORKING = ("asyncio", "filelock", "importlib.metadata", "shutil", "subprocess", "tempfile",
           "chiso.catalog.indicators", "chiso.catalog.model", "chiso.runner.execute",
           "chiso.runner.reads")  # fmt: skip


def loaded(names, commands, library=""):
    """Those of some modules that commands load in a process of their own, and what it told."""
    script = (
        "import sys; before = {*sys.modules};"
        "from pathlib import Path; from chiso.cli import run_command_line as run;"
        f"library = {str(library)!r};"
        "from chiso.runner import manifest;"
        "manifest._LIBRARY = Path(library) if library else manifest._LIBRARY;"
        f"codes = [run(words.split()) for words in {commands}];"
        "assert not any(codes), codes;"
        f"sys.exit(str([name for name in {names} if name in {{*sys.modules}} - before]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    *told, found = done.stderr.splitlines()
    return found, told


def test_help_of_all_commands_loads_nothing_that_only_one_of_them_needs():
    assert loaded(["subprocess", "tempfile"], ["--help"])[0] == "[]"


def test_listing_and_help_load_no_heavy_package():
    lists = [f"list {what} --data tiny" for what in LISTS]
    assert loaded(HEAVY, ["--help", *lists])[0] == "[]"


@pytest.mark.parametrize(
    ("what", "other"), [("indicators", "model"), ("areas", "indicators"), ("targets", "indicators")]
)
def test_a_list_loads_no_other_part_of_the_catalogue(what, other):
    parts = [f"chiso.catalog.{name}" for name in (other, "layouts", "settings")]
    assert loaded(parts, [f"list {what} --data tiny"])[0] == "[]"


def test_the_longest_list_never_stops_to_look_for_cycles():
    script = """
import gc, sys
from chiso.cli import main
stops, sys.argv = [], ["chiso", "list", "indicators", "--data", sys.argv[1]]
gc.collect()
gc.callbacks.append(lambda phase, info: stops.append(phase))
try:
    main()
except SystemExit:
    print(stops, file=sys.stderr)
"""
    data = Path(__file__).parents[3] / "data" / "hoa_binh"
    done = subprocess.run(
        [sys.executable, "-c", script, data], capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"


def test_areas_are_listed_without_yaml():
    assert loaded(["yaml"], ["list areas --data tiny"])[0] == "[]"


def test_a_run_in_which_nothing_changed_loads_nothing_that_makes_a_report(capsys):
    said(capsys, "run", "--data", "tiny")
    found, told = loaded([*HEAVY, *WORKING], ["run --data tiny"], manifest._LIBRARY)
    assert told == [f"{period}: up to date (nothing changed) ✓ 1" for period in PERIODS]
    assert found == "[]"


def test_a_command_loads_no_other_command():
    others = ("running", "importing", "sampling", "lab", "comparing", "diagnosis")
    names = [f"chiso.cli.{name}" for name in others]
    assert loaded(names, ["list periods --data tiny"])[0] == "[]"


@pytest.mark.parametrize("what", ["periods", "areas", "targets"])
def test_a_list_needs_only_the_file_that_holds_it(capsys, project, what):
    (project.data / "indicators.yml").unlink()
    assert said(capsys, "list", what).out
    assert "indicators.yml" in said(capsys, "list", "indicators", code=3).err


def test_right_data_are_told_to_be_right(capsys):
    told = said(capsys, "validate")
    assert (told.out, told.err) == ("", "tiny: no problem\n")


def test_each_problem_of_the_data_is_a_line_with_its_rule(capsys, project):
    path = project.data / "observations" / "services.csv"
    path.write_text(path.read_text().replace("49.2", "104"))
    told = said(capsys, "validate", code=3)
    assert told.out.count("\n") == 1
    assert "services.csv:2" in told.out
    assert told.err == "tiny: 1 problems\n"


def test_problems_of_the_data_are_plain_values_as_json(capsys, project):
    (project.data / "totals.yml").unlink()
    (problem,) = answer(capsys, "validate", code=3)
    assert (problem["where"], problem["rule"]) == ("totals.yml", "missing_file")


def test_the_last_line_of_a_run_is_its_landing_page(capsys, project):
    told = said(capsys, "run")
    assert told.out == f"{project.root}/outputs/tiny/index.html\n"
    assert "2023: done (no report yet) ✓ 1\n" in told.err


def test_the_last_line_of_a_run_of_one_period_is_its_report(capsys, project):
    told = said(capsys, "run", "--period", "năm 2023", "--lang", "en", "--quiet")
    assert told.out == f"{project.root}/outputs/tiny/2023/report.en.html\n"
    assert told.err == ""


def test_reports_go_where_they_are_wanted(capsys, tmp_path):
    told = said(capsys, "run", "--out", "there", "--period", "2023", "-q")
    assert told.out.startswith(f"{tmp_path}/somewhere/deep/there/tiny/2023/")


def test_a_chapter_line_tells_its_time_in_the_readers_language(capsys, monkeypatch):
    monkeypatch.setenv("CHISO_LANG", "vi")
    told = said(capsys, "run", "--period", "2023").err
    assert "2023 00_summary.vi: xong, 0,5 giây\n" in told


def test_a_failed_run_tells_what_to_open_and_what_to_type(capsys, tmp_path):
    make_project(tmp_path, {"00_summary": [code("fail 2023")]})
    told = said(capsys, "run", "--lang", "vi", "--jobs", "1", code=1)
    assert told.out.endswith("index.html\n")
    assert "2023 00_summary.vi: FAILED, 0.5 s" in told.err
    assert "00_summary.vi #3 «Mở đầu»: got ZeroDivisionError: 1 / 0" in told.err
    assert "2024-H1: not started (a period before it failed)" in told.err
    assert f"what failed is in {tmp_path}/outputs/tiny/_failed/2023" in told.err


def test_a_single_failed_period_ends_with_the_landing_page(capsys, tmp_path):
    make_project(tmp_path, {"00_summary": [code("fail 2023")]})
    assert said(capsys, "run", "--period", "2023", code=1).out.endswith("/index.html\n")


def test_a_run_of_some_chapters_says_that_it_stands_apart(capsys, tmp_path):
    make_project(tmp_path, {"00_summary": [code("1")], "10_trends": [code("2")]})
    words = ["run", "--only", "trends", "--period", "2023", "--lang", "vi"]
    told = said(capsys, *words)
    assert told.out == f"{tmp_path}/outputs/tiny/_partial/2023/report.vi.html\n"
    assert "the full report is not replaced" in told.err
    assert said(capsys, *words, "--force", "--quiet").err == ""


def test_a_run_as_json_names_every_period(capsys, project):
    found = answer(capsys, "run", "--period", "2023", "--quiet")
    assert found["exit_code"] == 0
    assert found["landing"] == f"{project.root}/outputs/tiny/index.html"
    (period,) = found["periods"]
    assert (period["period"], period["status"], period["verdicts"]) == (
        "2023",
        "published",
        {"met": 1, "not_met": 0},
    )


def test_a_dry_run_says_what_and_why_and_writes_nothing(capsys, project):
    told = said(capsys, "run", "--dry-run").out.splitlines()
    assert told[1].split()[:5] == ["2023", "run", "no", "report", "yet"]
    assert told[1].endswith(f"write {project.root}/outputs/tiny/2023")
    assert not (project.root / "outputs").exists()


def test_a_dry_run_tells_a_pdf_that_is_only_to_be_printed(capsys, project, monkeypatch):
    said(capsys, "run", "-q")
    program = fake_browser(project.root / "browser")
    monkeypatch.setenv("CHISO_CHROMIUM", str(program))
    told = said(capsys, "run", "--pdf", "--dry-run").out.splitlines()
    assert told[1].split()[:5] == ["2023", "print", "no", "PDF", "yet"]
    assert told[1].endswith(f"replace {project.root}/outputs/tiny/2023")


def test_a_pdf_without_a_browser_is_a_want_of_the_machine(capsys, project, monkeypatch):
    monkeypatch.setenv("CHISO_CHROMIUM", "/no/such/browser")
    told = said(capsys, "run", "--pdf", code=4).err
    assert "CHISO_CHROMIUM: got '/no/such/browser'" in told


def test_a_dry_run_after_a_run_keeps_everything(capsys, project):
    said(capsys, "run", "-q")
    told = said(capsys, "run", "--dry-run").out.splitlines()
    assert "keep" in told[1]
    found = answer(capsys, "run", "--dry-run", "--force", "--period", "2023")
    assert found == [
        {
            "period": "2023",
            "run": True,
            "print": False,
            "reason": "asked for with --force",
            "notebooks": ["00_summary"],
            "languages": ["vi", "en"],
            "items": [
                {"item": f"00_summary.{lang}", "run": True, "reason": "asked for with --force"}
                for lang in ("vi", "en")
            ],
            "folder": f"{project.root}/outputs/tiny/2023",
            "replaces": True,
        }
    ]


@pytest.mark.parametrize(("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_says_that_nothing_was_harmed(capsys, monkeypatch, number, exit_code):
    def stop(*_):
        signal.raise_signal(number)
        time.sleep(5)

    monkeypatch.setattr("chiso.runner.suite.Reports.publish", stop)
    # Whoever starts the tests in the background has them ignore Ctrl-C.
    before = signal.signal(number, signal.SIG_DFL)
    try:
        told = said(capsys, "run", code=exit_code)
    finally:
        signal.signal(number, before)
    assert "the published reports are untouched" in told.err


def test_opening_without_a_display_prints_the_path(capsys, project):
    said(capsys, "run", "-q", "--lang", "vi")
    assert said(capsys, "open").out == f"{project.root}/outputs/tiny/index.en.html\n"
    assert said(capsys, "open", "2023").out.endswith("/2023/report.vi.html\n")


def test_opening_with_a_display_opens_a_browser(capsys, project, monkeypatch):
    opened = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("webbrowser.open", opened.append)
    said(capsys, "run", "-q")
    said(capsys, "open", "2023")
    assert opened == [f"file://{project.root}/outputs/tiny/2023/report.en.html"]


@pytest.mark.parametrize(
    ("platform", "environment", "wanted"),
    [
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_displays_are_told_by_platform_and_environment(platform, environment, wanted):
    assert has_display(platform, environment) is wanted


COLUMNS = (
    "indicator,area,tier,scope,definition,period,value,qualifier,decimals,verdict,target,flags,"
    "indicator_name_en,area_name_en"
)


def published(folder, *rows):
    folder.mkdir(parents=True)
    write_record(folder, {"schema": 1})
    with (folder / "data.csv").open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS.split(","), *(row.split(",") for row in rows)])
    return folder


def test_two_periods_are_compared_line_by_line(capsys, project):
    out = project.root / "outputs" / "tiny"
    published(
        out / "2023",
        "dossiers,17,province,all,,2023,49.24,=,2,not_met,>= 51,",
        "gone,17,all,all,,2023,,=,0,,,",
    )
    published(
        out / "2024-H1",
        "dossiers,17,province,all,,2024-H1,70.43,>,2,met,>= 60,carried,Dossiers online",
        "fresh,148,district,party,as_printed,2024-H1,5,=,0,,,,,Hòa Bình city",
    )
    told = said(capsys, "diff", "2023", "6 tháng đầu năm 2024")
    assert told.out.splitlines() == [
        "Dossiers online, 17, province level: value 49.24 (2023) → > 70.43 (H1 2024); "
        "verdict ✗ Not met (>= 51) → ✓ Met (>= 60); flags – → carried",
        "fresh, Hòa Bình city (148), district level, party bodies, as_printed: new 5 (H1 2024)",
        "gone, 17: gone – (2023)",
    ]
    assert told.err == "3 changes\n"


def test_two_folders_are_compared_as_json(capsys, tmp_path):
    row = "dossiers,17,province,all,,2023,49.24,=,2,not_met,,"
    a = published(tmp_path / "a", row)
    b = published(tmp_path / "b", row.replace("not_met", ""))
    (change,) = answer(capsys, "diff", str(a), str(b))
    assert change["changed"] == ["verdict"]
    assert "✗ Not met → –" in said(capsys, "diff", str(a), str(b)).out


@pytest.mark.parametrize(("state", "exit_code"), [("good", 0), ("warning", 0), ("bad", 4)])
def test_the_doctor_ends_badly_only_for_what_is_needed(capsys, monkeypatch, state, exit_code):
    from chiso.runner import checkup
    from chiso.words import same

    checks = [checkup.Check(same("Disk"), state, same("3 MB"), same("Free some"))]
    monkeypatch.setattr(checkup, "check_machine", lambda *_: checks)
    sign = {"good": "✓", "warning": "!", "bad": "✗"}[state]
    assert said(capsys, "doctor", code=exit_code).out == f"{sign} Disk: 3 MB. Free some\n"
    assert answer(capsys, "doctor", code=exit_code) == [
        {"check": "Disk", "state": state, "found": "3 MB", "fix": "Free some"}
    ]


def test_what_needs_no_fix_names_none(capsys, monkeypatch):
    from chiso.runner import checkup
    from chiso.words import same

    checks = [checkup.Check(same("Disk"), "good", same("3 GB"))]
    monkeypatch.setattr(checkup, "check_machine", lambda *_: checks)
    assert said(capsys, "doctor").out == "✓ Disk: 3 GB\n"


def test_a_reader_that_has_enough_ends_the_list_quietly():
    script = "from chiso.cli import main; main()"
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-c", script, "list", "periods", "--data", "tiny"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def test_an_unexpected_error_is_told_in_one_line(capsys, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    use_plain_errors([])
    sys.excepthook(ZeroDivisionError, ZeroDivisionError("bug"), None)
    assert capsys.readouterr().err == (
        "Unexpected error: ZeroDivisionError: bug. Add --verbose for details.\n"
    )


def test_tracebacks_stay_where_they_are_asked_for(monkeypatch):
    hook = sys.excepthook
    use_plain_errors(["run", "--verbose"])
    assert sys.excepthook is hook


def test_letters_that_a_stream_does_not_know_are_still_told(monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    use_plain_errors([])
    stream.write("kỳ")
    stream.flush()
    assert stream.buffer.getvalue() == b"k\\u1ef3"


def test_the_module_runs_as_the_command(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["chiso", "--version"])
    hook = sys.excepthook
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("chiso", run_name="__main__")
    sys.excepthook = hook
    assert caught.value.code == 0
    assert capsys.readouterr().out == "chiso 0.1.0\n"


def test_a_cluster_that_is_none_is_told_before_anything_runs(capsys, project):
    told = said(capsys, "run", "--cluster", "nonsense://here", code=4)
    assert "--cluster: got 'nonsense://here'" in told.err
    assert not list((project.root / "outputs").glob("*/20*"))
