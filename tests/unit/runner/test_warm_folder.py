"""Folders of warm processes: removed when nobody is in them any more, and never before."""

import os
import tempfile

import pytest

from chiso.runner.warm.folder import make_folder, sweep_folders, take_lock


@pytest.fixture
def parent(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("chiso.runner.warm.folder._LONGEST_FOLDER", 4096)
    return tmp_path


def names(parent):
    return {path.name for path in parent.iterdir()}


def test_a_folder_is_for_its_user_alone(parent):
    made = make_folder()
    with made.log:
        assert made.path.parent == parent
        assert made.path.stat().st_mode & 0o777 == 0o700


def test_a_folder_with_a_long_name_is_made_where_names_are_short(parent, monkeypatch):
    monkeypatch.setattr("chiso.runner.warm.folder._LONGEST_FOLDER", 5)
    monkeypatch.setattr("chiso.runner.warm.folder._SHORT_PARENT", parent / "s")
    (parent / "s").mkdir()
    made = make_folder()
    with made.log:
        assert made.path.parent == parent / "s"
    assert names(parent) == {"s"}


def test_the_next_start_removes_what_a_killed_one_left(parent):
    dead, living = make_folder(), make_folder()
    (dead.path / "server").touch()
    dead.log.close()
    with living.log, make_folder().log:
        assert not dead.path.exists()
        assert living.path.exists()


def test_a_folder_stays_while_any_process_has_its_log_open(parent):
    owner = make_folder()
    server = os.dup(owner.log.fileno())
    owner.log.close()
    sweep_folders(parent)
    assert owner.path.exists()
    os.close(server)
    sweep_folders(parent)
    assert not owner.path.exists()


def test_a_folder_stays_whose_owner_is_still_making_it(parent, monkeypatch):
    def take_it_while_others_sweep(log):
        with monkeypatch.context() as patch:
            patch.setattr("chiso.runner.warm.folder.take_lock", take_lock)
            sweep_folders(parent)
            taken = take_lock(log)
            sweep_folders(parent)
        return taken

    monkeypatch.setattr("chiso.runner.warm.folder.take_lock", take_it_while_others_sweep)
    made = make_folder()
    with made.log:
        assert [path.name for path in made.path.iterdir()] == ["log"]


@pytest.mark.parametrize("left", [(), ("log.new",)])
@pytest.mark.parametrize(("age", "stays"), [(0, True), (61, False)])
def test_a_folder_without_a_log_is_given_a_minute(parent, age, stays, left):
    folder = parent / "chiso-warm-empty"
    folder.mkdir()
    for name in left:
        (folder / name).touch()
    moment = folder.stat().st_mtime - age
    os.utime(folder, (moment, moment))
    sweep_folders(parent)
    assert folder.exists() == stays


def test_what_is_no_folder_of_ours_is_left_alone(parent, monkeypatch):
    (parent / "chiso-warm-file").touch()
    (parent / "elsewhere").mkdir()
    (parent / "elsewhere" / "log").touch()
    (parent / "chiso-warm-link").symlink_to(parent / "elsewhere")
    before = names(parent)
    sweep_folders(parent)
    assert names(parent) == before
    assert names(parent / "elsewhere") == {"log"}


def test_folders_of_other_users_are_left_alone(parent, monkeypatch):
    made = make_folder()
    made.log.close()
    stranger = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: stranger)
    sweep_folders(parent)
    assert made.path.exists()
