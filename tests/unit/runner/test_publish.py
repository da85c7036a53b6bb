import itertools
import os
import shutil
from pathlib import Path

import pytest

from chiso.errors import SetupError
from chiso.runner import publish
from chiso.runner.publish import (
    HOLDING,
    Store,
    damaged_files,
    put_file_in_place,
    put_in_place,
    read_record,
    write_record,
)


class Killed(BaseException):
    """What a kill looks like from inside: nothing after it happens."""


def report(folder, text, **record):
    (folder / "figures").mkdir(parents=True)
    (folder / "report.vi.html").write_text(text)
    (folder / "figures" / "a.png").write_text(text)
    write_record(folder, {"schema": 1, **record})
    return folder


def names_in(folder):
    return [path.name for path in folder.iterdir()]


def text_of(folder):
    pages = [folder / "report.vi.html", folder / "figures" / "a.png"]
    return {page.read_text() for page in pages}


def store(tmp_path):
    found = Store(tmp_path / "outputs" / "tiny")
    found.prepare()
    return found


def test_a_report_replaces_the_older_one_whole(tmp_path):
    report(tmp_path / "2024", "old")
    put_in_place(report(tmp_path / "new", "new"), tmp_path / "2024")
    assert text_of(tmp_path / "2024") == {"new"}
    assert names_in(tmp_path) == ["2024"]


def test_a_staging_folder_that_its_own_run_takes_away_meanwhile_is_no_error(tmp_path, monkeypatch):
    found, remove = store(tmp_path), publish._remove

    def remove_too_late(folder):
        folder.rmdir()
        remove(folder)

    monkeypatch.setattr(publish, "_remove", remove_too_late)
    other = found._new_staging()  # as in Store.prepare of a run that does not hold the lock
    found.recover()
    assert not other.exists()


def test_a_first_report_makes_its_parent_folder(tmp_path):
    put_in_place(report(tmp_path / "new", "new"), tmp_path / "_failed" / "2024")
    assert text_of(tmp_path / "_failed" / "2024") == {"new"}


def kill_at(monkeypatch, step):
    """Raise at the n-th change to the disk, and let nothing happen after it."""
    counter, dead = itertools.count(), []

    def guard(function):
        def guarded(*words, **names):
            if dead or next(counter) == step:
                dead.append(True)
                raise Killed
            return function(*words, **names)

        return guarded

    monkeypatch.setattr(os, "fsync", guard(os.fsync))
    monkeypatch.setattr(Path, "rename", guard(Path.rename))
    monkeypatch.setattr(shutil, "rmtree", guard(shutil.rmtree))
    return dead


@pytest.mark.parametrize("step", range(10))
def test_a_kill_at_any_step_leaves_the_old_or_the_new_report_after_recovery(
    tmp_path, monkeypatch, step
):
    outputs = store(tmp_path)
    report(outputs.published("2024"), "old")
    staging = outputs.root / ".staging-x"
    staged = report(staging / "2024", "new")
    with monkeypatch.context() as patch:
        dead = kill_at(patch, step)
        with pytest.raises(Killed):
            put_in_place(staged, outputs.published("2024"))
            raise Killed
    outputs.recover()
    assert text_of(outputs.published("2024")) in ({"old"}, {"new"})
    assert names_in(outputs.root) == ["2024"]
    assert bool(dead) == (step < 9)


def test_a_report_that_a_kill_left_aside_is_found_before_it_comes_back(tmp_path):
    outputs = store(tmp_path)
    assert outputs.standing("2024") == outputs.published("2024")
    report(outputs.published("2024"), "old").rename(outputs.root / ".old-2024")
    assert text_of(outputs.standing("2024")) == {"old"}
    report(outputs.published("2024"), "new")
    assert text_of(outputs.standing("2024")) == {"new"}


def test_a_failed_rename_leaves_the_old_report(tmp_path, monkeypatch):
    report(tmp_path / "2024", "old")
    staged = report(tmp_path / "new", "new")
    rename = Path.rename

    def refuse(path, target):
        if path == staged:
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="No space"):
        put_in_place(staged, tmp_path / "2024")
    assert text_of(tmp_path / "2024") == {"old"}


def test_staging_is_on_the_same_file_system_and_goes_away(tmp_path):
    outputs = store(tmp_path)
    with outputs.staging() as folder:
        assert folder.parent == outputs.root
    assert not folder.exists()


def test_staging_goes_away_after_an_error_too(tmp_path):
    outputs = store(tmp_path)
    with pytest.raises(Killed), outputs.staging():
        raise Killed
    assert names_in(outputs.root) == []


def test_records_are_found_for_reports_and_not_for_other_folders(tmp_path):
    outputs = store(tmp_path)
    report(outputs.published("2024"), "new", period="2024")
    report(outputs.failed("2023"), "bad", period="2023")
    report(outputs.root / "2024 (copy)", "new", period="2024")
    (outputs.root / "notes").mkdir()
    assert list(outputs.records()) == ["2024"]
    assert list(outputs.failures()) == ["2023"]


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": 99}'])
def test_a_record_that_cannot_be_read_counts_as_none(tmp_path, text):
    (tmp_path / "run.json").write_text(text)
    assert read_record(tmp_path) is None


def test_a_missing_record_counts_as_none(tmp_path):
    assert read_record(tmp_path / "nothing") is None


def test_a_broken_record_is_not_listed(tmp_path):
    outputs = store(tmp_path)
    outputs.published("2024").mkdir()
    (outputs.published("2024") / "run.json").write_text("{")
    assert outputs.records() == {}


def test_discarding_is_repeatable(tmp_path):
    outputs = store(tmp_path)
    report(outputs.failed("2024"), "bad")
    outputs.discard(outputs.failed("2024"))
    outputs.discard(outputs.failed("2024"))
    assert not outputs.failed("2024").exists()


def test_half_of_a_folder_that_was_being_discarded_never_comes_back(tmp_path, monkeypatch):
    outputs = store(tmp_path)
    failed = report(outputs.failed("2024"), "bad")

    def tear(folder):
        (folder / "report.vi.html").unlink()
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(shutil, "rmtree", tear)
        outputs.discard(failed)
    outputs.recover()
    assert names_in(outputs.root / "_failed") == []


def test_a_dying_kernel_that_still_writes_does_not_stop_the_next_run(tmp_path, monkeypatch):
    outputs = store(tmp_path)
    dead = outputs.root / ".staging-dead"
    dead.mkdir()
    rmdir, last_words = os.rmdir, iter([dead / "kernel.log"])

    def write_before(path, **names):
        for log in last_words:
            log.write_text("still here")
        rmdir(path, **names)

    monkeypatch.setattr(os, "rmdir", write_before)
    outputs.recover()
    assert not dead.exists()


def test_staging_that_cannot_be_removed_is_told(tmp_path, monkeypatch):
    outputs = store(tmp_path)
    (outputs.root / ".staging-dead").mkdir()

    def refuse(path, **names):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "rmdir", refuse)
    monkeypatch.setattr("chiso.runner.publish._TRY_SECONDS", 0)
    with pytest.raises(PermissionError):
        outputs.recover()


def test_changed_and_lost_files_are_named(tmp_path):
    wanted = {
        "files": [
            {"name": "same.txt", "sha256": "", "bytes": 0},
            {"name": "lost.txt", "sha256": "", "bytes": 0},
            {"name": "edited.txt", "sha256": "0", "bytes": 0},
        ]
    }
    for name in ("same.txt", "edited.txt"):
        (tmp_path / name).write_text("")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    wanted["files"][0]["sha256"] = empty
    assert damaged_files(tmp_path, wanted) == ["lost.txt", "edited.txt"]


def test_a_file_is_only_replaced_when_it_differs(tmp_path):
    (tmp_path / "a").write_text("x")
    (tmp_path / "staged").write_text("x")
    put_file_in_place(tmp_path / "staged", tmp_path / "a")
    assert (tmp_path / "staged").exists()
    (tmp_path / "staged").write_text("y")
    put_file_in_place(tmp_path / "staged", tmp_path / "a")
    assert (tmp_path / "a").read_text() == "y"
    assert not (tmp_path / "staged").exists()


def test_an_output_folder_that_cannot_be_made_is_told_before_any_work(tmp_path):
    (tmp_path / "outputs").write_text("a file in the way")
    with pytest.raises(SetupError, match="--out"):
        Store(tmp_path / "outputs" / "tiny").prepare()


def test_folders_are_not_flushed_where_they_cannot_be_opened(tmp_path, monkeypatch):
    staged = report(tmp_path / "new", "new")
    monkeypatch.setattr("chiso.runner.publish._CAN_FLUSH_FOLDERS", False)
    put_in_place(staged, tmp_path / "2024")
    assert text_of(tmp_path / "2024") == {"new"}


def test_the_stamp_of_a_folder_tells_what_a_run_or_a_clearing_touched(tmp_path):
    store = Store(tmp_path / "out")
    before_anything = store.stamp()
    store.prepare()
    fresh = store.stamp()
    store.prepare()
    assert store.stamp() == fresh == before_anything
    for name in HOLDING:
        (store.root / name).touch()
    assert store.stamp() == fresh
    store.log.write_text("{}\n")
    logged = store.stamp()
    (store.root / ".old-2023").mkdir()
    assert len({fresh, logged, store.stamp()}) == 3
