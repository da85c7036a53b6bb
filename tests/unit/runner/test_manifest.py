import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chiso.errors import UsageError
from chiso.runner.items import Item
from chiso.runner.manifest import (
    Attempt,
    creation_time,
    read_commit,
    read_inputs,
    settled,
    told,
)
from chiso.runner.notebook import read_chapters
from chiso.runner.project import Project
from unit.runner.tiny import make_project


def read_again(tmp_path):
    project = Project(tmp_path, tmp_path / "notebooks", tmp_path / "data" / "tiny")
    return read_inputs(project, read_chapters(project.notebooks), {"00_summary": {}})


def attempt(tmp_path):
    make_project(tmp_path)
    inputs = read_again(tmp_path)
    created = datetime(2024, 7, 15, 1, 2, 3, tzinfo=UTC)
    return Attempt("tiny", "2024-H1", ("vi", "en"), inputs, created, "abc", False)


def items(made, seconds, kernel="warm", **told):
    every = {"status": "done", "reads": None, "undeclared": {}, "cuts": [], **told}
    item = Item("00_summary.vi", made.inputs.parts(), every, seconds, 1 << 20, "digest", kernel)
    return {item.name: item}


def record(tmp_path, seconds=1.0, **told):
    made = attempt(tmp_path)
    return made.to_record(items(made, seconds, **told))


def test_the_record_says_what_was_run_from_what(tmp_path):
    found = record(tmp_path, 1.23456)
    assert found["schema"] == 1
    assert found["languages"] == ["vi", "en"]
    assert found["created"] == "2024-07-15T01:02:03Z"
    assert found["seconds"] == {"00_summary.vi": 1.235}
    assert found["peak_bytes"] == {"00_summary.vi": 1 << 20}
    assert [file["name"] for file in found["inputs"]][:2] == ["acts.yml", "area_changes.csv"]
    assert found["provenance"]["key"] == found["key"][:16]


def test_only_what_was_measured_differs_between_two_runs_of_the_same_work(tmp_path):
    first = record(tmp_path, 1.0)
    second = record(tmp_path, 2.0, kernel="cold: there is no warm process")
    assert second["kernels"] == {"00_summary.vi": "cold: there is no warm process"}
    assert first != second
    assert settled(first) == settled(second)


def test_pages_above_the_reports_are_told_nothing_measured_and_no_single_item(tmp_path):
    found = record(tmp_path)
    left_out = {*found} - {*told(found)}
    assert left_out == {"seconds", "peak_bytes", "kernels", "items", "inputs"}


def test_a_record_holds_no_machine_path(tmp_path):
    assert str(tmp_path) not in repr(record(tmp_path))


def test_the_key_covers_what_was_read_and_nothing_else(tmp_path):
    def key(**told):
        return record(tmp_path, **told)["key"]

    targets = tmp_path / "data" / "tiny" / "targets.csv"
    before = key(reads=["areas.csv"]), key(reads=["targets.csv"]), key()
    make_project(tmp_path)
    made = attempt(tmp_path)
    targets.write_text(targets.read_text().replace("60", "70"))
    edited = replace(made, inputs=read_again(tmp_path))
    after = [
        edited.to_record(items(edited, 1.0, reads=reads))["key"]
        for reads in (["areas.csv"], ["targets.csv"], None)
    ]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, False]


def test_pages_and_templates_have_a_digest_of_their_own(tmp_path, monkeypatch):
    library = tmp_path / "library"
    (library / "export").mkdir(parents=True)
    monkeypatch.setattr("chiso.runner.manifest._LIBRARY", library)
    before = attempt(tmp_path).inputs
    (library / "export" / "page.html").write_text("new")
    page = attempt(tmp_path).inputs
    (library / "metrics.py").write_text("new")
    metrics = attempt(tmp_path).inputs
    assert (page.library == before.library, page.template == before.template) == (True, False)
    assert (metrics.library == page.library, metrics.template == page.template) == (False, True)


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
