"""``chiso import`` and ``chiso diff --vintages`` as a person types them."""

import io
import json
import subprocess
import sys
import unicodedata

import pytest
from rich.console import Console
from rich.progress import Progress as Bars

import makers
from chiso.cli import run_command_line
from chiso.cli.import_watch import BarWatch, LineWatch, watched_import
from chiso.cli.importing import read_day
from chiso.cli.vintage_lines import origin
from chiso.dataset.histories import Statement
from chiso.errors import UsageError
from chiso.intake.outcomes import Known, Refusal, Silence
from unit.intake.made_up import read_made_up, write_return
from unit.intake.makers import RECEIVED

DAY = ("--received", RECEIVED.isoformat())


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CHISO_LANG", "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1722470400")  # 2024-08-01
    monkeypatch.setattr("chiso.cli.place.DEFAULT_DATA", "tiny")
    monkeypatch.setattr("chiso.loaders.recognise.read_return", read_made_up)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path)
    periods = {"report_periods": ["2024", "2024-H1", "2024-Q2"]}
    folder = tmp_path / "data" / "tiny"
    return makers.dataset_folder(folder, rows=(), corrections=[], dataset=periods)


def said(capsys, *words, code=0):
    assert run_command_line(list(words)) == code
    return capsys.readouterr()


def answer(capsys, *words, code=0):
    return json.loads(said(capsys, *words, "--json", "-q", code=code).out)


def test_an_import_is_told_file_by_file_and_ends_with_the_next_step(capsys, tmp_path):
    write_return(tmp_path / "in" / "bc_10.json", 5)
    write_return(tmp_path / "in" / "bc_9.json", 6, tier="all", cells=2)
    told = said(capsys, "import", "in", *DAY)
    assert told.out.splitlines() == [
        "file        layout    area  period   rows  new  changed  there",
        "bc_10.json  form_06a  148   2024-06  1     1    0        0",
        "bc_9.json   form_06a  148   2024-06  2     2    0        0",
        "Entered 2024-08-01-01: 3 new and 0 changed rows from 2 files",
        "Next: chiso run --data tiny --period 2024-06",
    ]
    assert told.err == ""


def test_the_day_of_receipt_is_today_unless_said_otherwise(capsys, tmp_path):
    write_return(tmp_path / "in" / "a.json", signed=None)
    assert "Entered 2024-08-01-01" in said(capsys, "import", "in").out


def test_a_second_call_says_that_nothing_is_new(capsys, tmp_path):
    write_return(tmp_path / "in" / "a.json")
    said(capsys, "import", "in", *DAY)
    assert said(capsys, "import", "in", *DAY).out.splitlines() == [
        "There before: 1 files",
        "Nothing new to enter",
    ]


def test_a_correction_is_shown_value_by_value(capsys, tmp_path):
    write_return(tmp_path / "in" / "a.json", 1200)
    said(capsys, "import", "in", *DAY)
    write_return(tmp_path / "in" / "b.json", 1250, signed="2024-07-20")
    told = said(capsys, "import", "in", *DAY)
    assert (
        "Received, Hòa Bình city (148), district level, Jun 2024: 1,200 → 1,250 (+50);"
        " 5 July 2024 a.json#06!E12 → 20 July 2024 b.json#06!E12"
    ) in told.out.splitlines()
    assert "Entered 2024-08-01-02: 0 new and 1 changed rows from 1 files" in told.out


def test_an_older_value_that_comes_late_is_said_to_stay_behind(capsys, tmp_path):
    write_return(tmp_path / "in" / "b.json", 1250, signed="2024-07-20")
    said(capsys, "import", "in", *DAY)
    write_return(tmp_path / "in" / "a.json", 1200)
    assert "a.json#06!E12; the later one stays in force" in said(capsys, "import", "in", *DAY).out


def test_refused_files_are_told_with_their_path_and_the_others_enter(capsys, tmp_path):
    write_return(tmp_path / "in" / "bad.json", do="refuse")
    write_return(tmp_path / "in" / "good.json")
    told = said(capsys, "import", "in", *DAY, code=3)
    assert told.err == "in/bad.json: a return of tiny. Send another.\n"
    assert told.out.splitlines()[-3:-1] == [
        "Refused: 1 files",
        "Entered 2024-08-01-01: 1 new and 0 changed rows from 1 files",
    ]


def test_of_a_file_with_many_problems_the_first_are_told(capsys, tmp_path):
    write_return(tmp_path / "in" / "low.json", -1, cells=3, numerator=2, denominator=1)
    told = said(capsys, "import", "in", *DAY, code=3).err.splitlines()
    assert len(told) == 4
    assert told[0].startswith("in/low.json#06!E12: value: got -1; a value of 0 or more.")
    assert told[3] == "in/low.json: 3 more problems. See them with --json."


def test_a_name_that_is_no_text_is_told_in_signs_that_are(capsys, tmp_path):
    name = unicodedata.normalize("NFC", "TØnh.json")
    write_return(tmp_path / "in" / name)
    told = said(capsys, "import", "in", *DAY, code=3).err
    assert told.startswith("'T\\xd8nh.json': names of file and sheets in Unicode")


def test_long_lists_are_cut_and_say_so(capsys, tmp_path):
    for number in range(53):
        changes = {"do": "refuse"} if number else {}
        write_return(tmp_path / "in" / f"{number}.json", number, **changes)
    told = said(capsys, "import", "in", *DAY, "--jobs", "1", "-q", code=3)
    assert len(told.err.splitlines()) == 51
    assert told.err.splitlines()[-1] == "…: 2 more refused files. See them with --json."


def test_of_many_files_and_changes_the_first_fifty_are_shown(capsys, tmp_path):
    tiers = ("district", "commune", "all")
    months = [f"20{10 + number // 12}-{number % 12 + 1:02}" for number in range(54)]
    for name, more in (("a", 0), ("b", 100)):
        for month in months:
            signed = "2024-07-05" if name == "a" else "2024-07-20"
            path = tmp_path / name / f"{month}.json"
            write_return(path, len(tiers) + more, period=month, signed=signed)
    said(capsys, "import", "a", *DAY, "--jobs", "1", "-q")
    lines = said(capsys, "import", "b", *DAY, "--jobs", "1", "-q").out.splitlines()
    assert lines.count("… and 4 more (see --json)") == 2
    assert len([line for line in lines if "→" in line]) == 50
    (tmp_path / "data" / "tiny" / "returns" / "2024-08-01-02" / "observations.csv").unlink()
    found = said(capsys, "import", "b", "--dry-run", "--data", "tiny", *DAY, "-q")
    assert "There before: 54 files" in found.out


def test_a_dry_run_counts_the_rows_and_shows_every_change(capsys, tmp_path, data):
    write_return(tmp_path / "a.json", 5, cells=2)
    said(capsys, "import", "a.json", *DAY)
    write_return(tmp_path / "b.json", 7, cells=3, signed="2024-07-20")
    told = said(capsys, "import", "b.json", "--dry-run", *DAY).out.splitlines()
    assert told[:6] == [
        "file    layout    area  period   rows  new  changed  there",
        "b.json  form_06a  148   2024-06  3     1    2        0",
        "indicator  rows",
        "dossiers   3",
        "area  rows",
        "148   3",
    ]
    assert len([line for line in told if "5 → 7 (+2)" in line]) == 2
    assert told[-1] == "Dry run, not entered: 1 new and 2 changed rows from 1 files"
    assert [path.name for path in (data / "returns").iterdir()] == ["2024-08-01-01"]


def test_a_dry_run_without_anything_to_enter_has_no_counts(capsys, tmp_path):
    write_return(tmp_path / "a.json", 5)
    said(capsys, "import", "a.json", *DAY)
    write_return(tmp_path / "b.json", 5, note="saved again")
    assert said(capsys, "import", "b.json", "--dry-run", *DAY).out.splitlines()[2:] == [
        "Dry run, not entered: 0 new and 0 changed rows from 1 files"
    ]


def test_findings_name_their_cells(capsys, tmp_path):
    write_return(tmp_path / "a.json", 5)
    write_return(tmp_path / "b.json", 6, signed="2024-07-20")
    said(capsys, "import", "a.json", "b.json", *DAY)
    write_return(tmp_path / "c.json", 5, note="saved again")
    told = said(capsys, "import", "c.json", *DAY).out
    assert "c.json#06!E12: figures that equal an older vintage: 1;" in told


def test_many_findings_of_one_kind_do_not_hide_another(capsys, tmp_path, monkeypatch):
    from dataclasses import replace

    from chiso.errors import Problem
    from chiso.words import same

    def doubtful(*words):
        doubts = [Problem(f"E{at}", "", same("composed text"), same(""), "nfc") for at in range(12)]
        rare = Problem("D9", "'407'", same("4+5+6 = 417"), same("Ask"), "balance")
        return replace(read_made_up(*words), findings=(*doubts, rare))

    monkeypatch.setattr("chiso.loaders.recognise.read_return", doubtful)
    write_return(tmp_path / "a.json")
    assert said(capsys, "import", "a.json", *DAY).out.splitlines()[2:-2] == [
        "D9: got '407'; 4+5+6 = 417. Ask.",
        *(f"E{at}: composed text." for at in range(10)),
        "… and 2 more (see --json)",
    ]


def test_when_strict_nothing_enters_beside_a_bad_file(capsys, tmp_path, data):
    write_return(tmp_path / "in" / "bad.json", do="refuse")
    write_return(tmp_path / "in" / "good.json")
    told = said(capsys, "import", "in", "--strict", *DAY, code=3)
    assert told.out.splitlines()[-1] == (
        "--strict: not entered: 1 new and 0 changed rows from 1 files"
    )
    assert not (data / "returns").exists()


@pytest.mark.parametrize(
    ("period", "step"),
    [
        ("2024-05", "2024-05"),
        ("2024-04", "2024-Q2"),
        ("2023-06", "2023-06"),
        ("2024-04..2024-06", "2024-Q2"),
        ("2024-01..2024-02", "2024-H1"),
    ],
)
def test_the_next_step_is_a_report_that_the_returns_fill_else_their_own_period(
    capsys, tmp_path, period, step
):
    """Returns begin to fill the planned report of the quarter in April."""
    write_return(tmp_path / "a.json", period=period)
    told = said(capsys, "import", "a.json", *DAY).out.splitlines()[-1]
    assert told == f"Next: chiso run --data tiny --period {step}"


def test_a_data_set_elsewhere_is_named_by_its_path(capsys, tmp_path, data):
    elsewhere = data.rename(tmp_path / "elsewhere")
    write_return(tmp_path / "a.json")
    told = said(capsys, "import", "a.json", "--data", "elsewhere", *DAY).out
    assert told.splitlines()[-1] == f"Next: chiso run --data {elsewhere} --period 2024-06"


def test_files_whose_rows_name_their_own_periods_lead_to_all_reports(capsys, tmp_path, monkeypatch):
    from dataclasses import replace

    def without_period(*words):
        return replace(read_made_up(*words), period="")

    monkeypatch.setattr("chiso.loaders.recognise.read_return", without_period)
    write_return(tmp_path / "a.json")
    assert said(capsys, "import", "a.json", *DAY).out.endswith("Next: chiso run --data tiny\n")


def test_an_import_as_json_names_every_file(capsys, tmp_path):
    write_return(tmp_path / "in" / "a.json", 5)
    write_return(tmp_path / "in" / "bad.json", do="refuse")
    first = answer(capsys, "import", "in", *DAY, code=3)
    assert first["batch"] == "2024-08-01-01"
    assert (first["files"][0]["path"], first["files"][0]["new"]) == ("in/a.json", 1)
    assert first["refused"][0]["problems"][0]["rule"] == "unknown_form"
    assert "rows" not in first
    write_return(tmp_path / "in" / "b.json", 7, signed="2024-07-20")
    (tmp_path / "in" / "bad.json").unlink()
    again = answer(capsys, "import", "in", "--dry-run", *DAY)
    assert [known["twin"] for known in again["known"]] == ["2024-08-01-01/a.json"]
    assert (again["batch"], again["changes"][0]["difference"], again["changes"][0]["leads"]) == (
        "",
        7 - 5,
        True,
    )
    assert again["changes"][0]["before"]["published"] == "2024-07-05"
    assert [(row["value"], row["published"]) for row in again["rows"]] == [("7", "2024-07-20")]


def test_an_import_of_known_files_as_json_is_empty(capsys, tmp_path):
    write_return(tmp_path / "a.json")
    said(capsys, "import", "a.json", *DAY)
    found = answer(capsys, "import", "a.json", "--dry-run", *DAY)
    assert (found["files"], found["changes"], len(found["known"])) == ([], [], 1)


def test_hints_of_a_person_reach_the_reader(capsys, tmp_path):
    write_return(tmp_path / "a.json")
    found = answer(capsys, "import", "a.json", "--period", "Quý II/2024", "--dry-run", *DAY)
    assert found["files"][0]["period"] == "2024-Q2"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("import", "chiso import: FILES? is required|chiso import: FILE… is required"),
        ("import a.json --received soon", "--received: got 'soon'; a day like 2024-07-05"),
        ("import a.json --received 2024-02-30", "--received: got '2024-02-30'"),
        ("import a.json --period soon", "period: got 'soon'"),
        ("import a.json --jobs 0", "--jobs: got '0'"),
        ("import a.json --layout from06", "--layout: got 'from06'"),
        ("import b.json", r"\.: got 'b.json'; .*Did you mean 'a.json'"),
        ("import a.json --data tny", "--data: got 'tny'; .*Did you mean 'tiny'"),
        ("diff", "chiso diff: A is required. See: chiso diff --help"),
        ("diff 2023", "chiso diff: B is required"),
        ("diff 2023 --vintages", "chiso diff: got '2023'; either two reports A and B"),
        ("diff 2023 2024 --period 2024", "chiso diff: got '--period'; either two reports"),
    ],
)
def test_a_wrong_word_is_told_in_one_sentence(capsys, tmp_path, words, told):
    import re

    write_return(tmp_path / "a.json")
    found = said(capsys, *words.split(), code=2)
    assert re.match(told, found.err)
    assert (found.out, found.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("text", ["2024-7-5", "5/7/24", "", "2024-07-05 ", "٢٠٢٤-07-05"])
def test_only_whole_days_are_days(text):
    with pytest.raises(UsageError):
        read_day("--received", text)


def test_a_broken_data_set_takes_nothing(capsys, tmp_path, data):
    (data / "totals.yml").unlink()
    write_return(tmp_path / "a.json")
    assert "totals.yml" in said(capsys, "import", "a.json", *DAY, code=3).err


def test_a_data_set_that_cannot_be_written_is_exit_code_4(capsys, tmp_path, data):
    (data / ".import.lock").mkdir()
    write_return(tmp_path / "a.json")
    assert "Grant write access" in said(capsys, "import", "a.json", *DAY, code=4).err


def test_ctrl_c_leaves_the_data_set_alone(capsys, tmp_path, data, monkeypatch):
    def stop(*words):
        raise KeyboardInterrupt

    monkeypatch.setattr("chiso.loaders.recognise.read_return", stop)
    write_return(tmp_path / "a.json")
    assert "nothing is half entered" in said(capsys, "import", "a.json", *DAY, code=130).err
    assert [path.name for path in data.glob(".*")] == [".import.lock"]


def test_importing_is_explained_without_loading_anything_heavy():
    heavy = ["pandas", "numpy", "openpyxl", "python_calamine", "rich", "concurrent.futures"]
    script = (
        "import sys; from chiso.cli import run_command_line as run;"
        "assert run(['import', '--help']) == run(['new', '--help']) == 0;"
        f"sys.exit(str([name for name in {heavy} if name in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr.splitlines()[-1] == "[]"


# Vintages.


def test_every_figure_with_several_values_is_a_line(capsys, tmp_path):
    for at, (period, value) in enumerate([("2024-05", 5), ("2024-06", 6), ("2024-06", 8)]):
        write_return(tmp_path / f"{at}.json", value, period=period, signed=f"2024-07-0{at + 1}")
    said(capsys, "import", "0.json", "1.json", "2.json", *DAY)
    told = said(capsys, "diff", "--vintages")
    assert told.out == (
        "Received, Hòa Bình city (148), district level, Jun 2024: 6 → 8 (+2);"
        " 2 July 2024 1.json#06!E12 → 3 July 2024 2.json#06!E12\n"
    )
    assert told.err == "1 changes\n"
    assert said(capsys, "diff", "--vintages", "--period", "tháng 5/2024").out == ""
    (change,) = answer_of(capsys, "diff", "--vintages", "--period", "2024-06", "--json")
    assert (change["indicator"], change["difference"]) == ("dossiers", 8 - 6)
    assert change["after"]["locator"].startswith("2.json@")


def answer_of(capsys, *words):
    return json.loads(said(capsys, *words).out)


def test_shares_are_told_with_their_parts_and_as_many_decimals_as_set_them_apart(capsys, data):
    rows = [
        makers.observation(value="70.43", decimals="1", numerator="1310", denominator="1860"),
        makers.observation(value="70.44", decimals="1", published="2024-02-15", qualifier=">"),
    ]
    (data / "observations" / "one.csv").write_text(makers.write_csv(rows))
    assert said(capsys, "diff", "--vintages").out == (
        "Online, Hòa Bình province (17), province level, 2023, online_over_all:"
        " 70.43% [1,310/1,860] → > 70.44% (+0.01);"
        " 15 January 2024 NEWS1 ¶1 → 15 February 2024 NEWS1 ¶1\n"
    )


def test_a_place_that_is_not_given_leaves_the_source():
    side = Statement(1, "=", 0, None, None, RECEIVED, "NEWS1", "")
    assert origin(side) == "NEWS1"


# While it goes.


class Terminal(io.StringIO):
    def isatty(self):
        return True


REFUSAL = Refusal("a", ())


def test_a_pipe_gets_a_line_now_and_then_while_files_are_read(capsys):
    watch = LineWatch()
    watch.begin(250)
    for number in range(250):
        watch.file_done(Known("a", "b") if number < 100 else REFUSAL)
    assert capsys.readouterr().err.splitlines() == [
        f"{number}/250 files" for number in range(125, 251, 25)
    ]


def test_a_few_files_need_no_line(capsys):
    watch = LineWatch()
    watch.begin(19)
    for _ in range(19):
        watch.file_done(REFUSAL)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("holder", "process"), [("7", " (pid 7)"), ("", "")])
def test_a_pipe_is_told_who_is_waited_for(capsys, holder, process):
    LineWatch().waiting(holder)
    told = capsys.readouterr().err
    assert told == f"Waiting for another import into this data set{process}\n"


def test_a_terminal_gets_a_bar():
    screen = io.StringIO()
    bars = Bars(console=Console(file=screen, width=100, force_terminal=True), auto_refresh=False)
    watch = BarWatch(bars)
    watch.waiting("7")
    watch.file_done(REFUSAL)
    watch.begin(2)
    watch.file_done(REFUSAL)
    (bar,) = bars.tasks
    assert (bar.description, bar.completed, bar.total) == ("Reading", 1, 2)
    assert "Waiting for another import" in screen.getvalue()


@pytest.mark.parametrize(
    ("stream", "quiet", "kind"),
    [(io.StringIO(), False, LineWatch), (Terminal(), False, BarWatch), (Terminal(), True, Silence)],
)
def test_the_form_of_the_watch_follows_the_stream(monkeypatch, stream, quiet, kind):
    monkeypatch.setattr(sys, "stderr", stream)
    with watched_import(quiet=quiet) as watch:
        assert type(watch) is kind


def test_silence_says_nothing(capsys):
    watch = Silence()
    watch.waiting("7")
    watch.begin(1)
    watch.file_done(REFUSAL)
    assert capsys.readouterr() == ("", "")
