import importlib.metadata
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chiso.errors import UsageError
from chiso.runner.execute import ChapterJob, ChapterResult
from chiso.runner.failure import Failure
from chiso.runner.manifest import (
    Attempt,
    creation_time,
    read_commit,
    read_inputs,
    read_versions,
)
from chiso.runner.notebook import read_chapters
from chiso.runner.project import Project
from unit.runner.tiny import make_project


def attempt(tmp_path):
    project = make_project(tmp_path)
    chapters = read_chapters(project.notebooks)
    inputs = read_inputs(project, chapters, {"00_summary": {}})
    created = datetime(2024, 7, 15, 1, 2, 3, tzinfo=UTC)
    return Attempt("tiny", "2024-H1", ("vi", "en"), inputs, created, "abc", False)


def result(seconds):
    return ChapterResult(
        ChapterJob("2024-H1", "vi", "00_summary", Path("a"), Path("b"), {}), seconds
    )


def test_versions_name_python_this_library_and_what_it_needs():
    versions = read_versions()
    assert versions["python"] == platform.python_version()
    assert versions["pandas"] == importlib.metadata.version("pandas")
    assert "pytest" not in versions


def test_the_record_says_what_was_run_from_what(tmp_path):
    record = attempt(tmp_path).to_record([result(1.23456)])
    assert record["schema"] == 1
    assert record["languages"] == ["vi", "en"]
    assert record["created"] == "2024-07-15T01:02:03Z"
    assert record["seconds"] == {"00_summary.vi": 1.235}
    assert [file["name"] for file in record["inputs"]][:2] == ["acts.yml", "area_changes.csv"]
    assert record["provenance"]["key"] == record["key"][:16]


def test_only_durations_differ_between_two_runs_of_the_same_work(tmp_path):
    records = [attempt(tmp_path).to_record([result(seconds)]) for seconds in (1.0, 2.0)]
    assert records[0] | {"seconds": {}} == records[1] | {"seconds": {}}


def test_a_record_holds_no_machine_path(tmp_path):
    assert str(tmp_path) not in repr(attempt(tmp_path).to_record([result(1.0)]))


def test_the_lock_file_enters_the_inputs(tmp_path):
    before = attempt(tmp_path).inputs.lock
    (tmp_path / "requirements.lock").write_text("pandas==3.1.1\n")
    assert (before, len(attempt(tmp_path).inputs.lock)) == ("", 64)


def test_the_moment_of_making_can_be_set_from_outside():
    assert creation_time({"SOURCE_DATE_EPOCH": "0"}) == datetime(1970, 1, 1, tzinfo=UTC)


def test_the_moment_of_making_is_now_in_whole_seconds():
    created = creation_time({})
    assert created.tzinfo is UTC
    assert created.microsecond == 0


@pytest.mark.parametrize("epoch", ["", "yesterday", "1.5", "-1"])
def test_a_wrong_source_date_epoch_is_told(epoch):
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        creation_time({"SOURCE_DATE_EPOCH": epoch})


def git(folder, *words):
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", str(folder), *identity, *words], check=True, capture_output=True)


def test_the_commit_of_a_project_under_git_is_recorded(tmp_path):
    git(tmp_path, "init")
    git(tmp_path, "commit", "--allow-empty", "-m", "first")
    assert re.fullmatch("[0-9a-f]{40}", read_commit(tmp_path))


def test_a_project_without_git_has_no_commit(tmp_path, monkeypatch):
    assert read_commit(tmp_path) is None
    monkeypatch.setenv("PATH", "")
    assert read_commit(tmp_path) is None


def test_longer_paths_are_replaced_first(tmp_path):
    pairs = Project(tmp_path, tmp_path / "notebooks", tmp_path / "data" / "tiny").paths
    assert [len(path) for path, _ in pairs] == sorted((len(path) for path, _ in pairs))[::-1]
    assert dict(pairs)[f"{tmp_path}/data/tiny"] == "../data/tiny"
    assert dict(pairs)[f"{tmp_path}/"] == ""
    assert dict(pairs)[sys.prefix] == "python"


def test_a_data_set_outside_the_project_is_told_by_its_name(tmp_path):
    project = Project(tmp_path / "p", tmp_path / "p" / "notebooks", tmp_path / "tiny")
    assert dict(project.paths)[f"{tmp_path}/tiny"] == "tiny"


def test_a_failure_survives_its_record():
    failure = Failure("killed", 4, "Xu hướng", "signal 9")
    assert Failure.from_record(failure.to_record()) == failure
