"""What a person can type wrongly: one sentence, the nearest word, the right exit code."""

import re
import subprocess
import sys

import pytest

from chiso.cli import run_command_line
from unit.runner.tiny import make_project


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("CHISO_LANG", "en")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("chiso.cli.place.DEFAULT_DATA", "tiny")
    return make_project(tmp_path)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("rnu", "chiso: got 'rnu'; allowed: .*Did you mean 'run'"),
        ("run --peroid 2023", "chiso run: got '--peroid'; .*Did you mean '--period'"),
        ("--verson", "chiso: got '--verson'; .*Did you mean '--version'"),
        ("run --period", "chiso run --period: this option needs a value. See: chiso run --help"),
        ("run --all=yes", "chiso run --all: this option takes no value"),
        ("run 2023", "chiso run: got '2023'; this command takes no further words"),
        ("run --period 2024-H2", "--period: got '2024-H2'; .*2023, 2024-H1. Take the nearest"),
        ("run --period soon", "period: got 'soon'; periods are written like 2024"),
        ("run --all --period 2023", "--all, --period: take one of the two"),
        ("run --lang vn", "--lang: got 'vn'; allowed: en, vi"),
        ("run --lang ,", "--lang: got ''; allowed: en, vi"),
        ("run --only 00_sumary", "--only: got '00_sumary'; .*Did you mean '00_summary'"),
        ("run -p district", "-p: got 'district'; written NAME=VALUE"),
        ("run -p =5", "-p: got '=5'; written NAME=VALUE"),
        ("run -p peroid=2023", "-p: got 'peroid'; .*Did you mean 'period'"),
        ("run --jobs 0", "--jobs: got '0'; a whole number from 1"),
        ("run --jobs two", "--jobs: got 'two'; a whole number from 1"),
        ("run --timeout -5", "--timeout: got '-5'; a whole number from 1"),
        ("run --data tny", "--data: got 'tny'; .*Did you mean 'tiny'"),
        ("list", "chiso list: .* is required. See: chiso list --help"),
        ("list perods", "chiso list: got 'perods'; .*Did you mean 'periods'"),
        ("open 2023", "chiso open: got '2023'; .*Run: chiso run --period 2023"),
        ("open 2023 --data tiny", "chiso open: .*Run: chiso run --data tiny --period 2023"),
        ("open", "chiso open: periods with a report: –. Run: chiso run"),
        ("diff 2023", "chiso diff: B is required"),
        ("diff 2023 2024-H1", ".*/outputs/tiny/2023: the folder of a published report"),
    ],
)
def test_a_wrong_word_is_told_in_one_sentence_with_exit_code_2(capsys, words, told):
    assert run_command_line(words.split()) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert re.match(told, said.err)
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",104,", "observations/services.csv:2"),
        (",49.2,=,,,1,final,other", "observations/services.csv:2"),
    ],
)
def test_wrong_data_end_a_run_with_exit_code_3(capsys, project, row, told):
    path = project.data / "observations" / "services.csv"
    path.write_text(path.read_text().replace(",49.2,=,,,1,final,base"[: len(row)], row))
    assert run_command_line(["run", "--quiet"]) == 3
    assert told in capsys.readouterr().err
    assert not (project.root / "outputs").exists()


def test_fifty_problems_are_told_and_the_rest_counted(capsys, project):
    path = project.data / "observations" / "services.csv"
    header, row = path.read_text().splitlines()
    rows = [row.replace("2024-H1", f"20{year:02d}").replace("49.2", "104") for year in range(60)]
    path.write_text("\n".join([header, *rows]) + "\n")
    assert run_command_line(["run"]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 51
    assert lines[-1].startswith("… and ")


def test_outside_a_project_a_person_is_told_where_to_go(capsys, tmp_path, monkeypatch):
    (tmp_path / "notebooks").rename(tmp_path / "elsewhere")
    assert run_command_line(["list", "periods"]) == 2
    assert "notebooks/ and data/" in capsys.readouterr().err


def test_an_output_folder_that_cannot_be_written_is_exit_code_4(capsys, tmp_path):
    (tmp_path / "outputs").write_text("a file in the way")
    assert run_command_line(["run", "--period", "2023"]) == 4
    assert "--out" in capsys.readouterr().err


def test_messages_are_in_vietnamese_unless_asked_otherwise(capsys, monkeypatch):
    monkeypatch.delenv("CHISO_LANG")
    assert run_command_line(["rnu"]) == 2
    assert "Có phải 'run'" in capsys.readouterr().err


def test_tracebacks_are_printed_only_when_asked_for(capsys):
    assert run_command_line(["validate", "--verbose", "--data", "tny"]) == 2
    assert "Traceback" in capsys.readouterr().err
    assert run_command_line(["validate", "--data", "tny"]) == 2
    assert "Traceback" not in capsys.readouterr().err


BROKEN = """
import sys
import chiso.cli.app as app

def broken(words):
    raise ZeroDivisionError("bug")

import chiso.cli
chiso.cli.run_command_line = broken
chiso.cli.main()
"""


@pytest.mark.parametrize(("words", "wanted"), [([], False), (["--verbose"], True)])
def test_an_unexpected_error_is_one_line_unless_a_traceback_is_asked_for(words, wanted):
    done = subprocess.run(
        [sys.executable, "-c", BROKEN, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert ("Traceback" in done.stderr) is wanted
    assert "ZeroDivisionError: bug" in done.stderr
