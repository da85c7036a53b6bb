import os
import subprocess
import sys
import threading

import pytest

from chiso.errors import SetupError
from chiso.runner.lock import held


@pytest.fixture(params=["flock", "filelock"], autouse=True)
def system(request, monkeypatch):
    """The lock as POSIX has it, and as other systems take it."""
    monkeypatch.setattr("chiso.runner.lock._HAS_FLOCK", request.param == "flock")


HOLD = """
import sys, time
from pathlib import Path
from chiso.runner.lock import held
with held(Path(sys.argv[1]), "chiso run 2024", wait=True, waiting=print):
    print("held", flush=True)
    time.sleep(60)
"""


def hold_elsewhere(folder):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "held\n"
    return other


def end(other):
    other.kill()
    other.communicate()


def never(holder):
    raise AssertionError(holder)


def test_the_holder_is_named_while_it_holds(tmp_path):
    with held(tmp_path, "chiso run 2024", wait=False, waiting=never) as waited:
        told = (tmp_path / ".run.holder").read_text()
    assert told == f"chiso run 2024, pid {os.getpid()}\n"
    assert not waited
    assert not (tmp_path / ".run.holder").exists()


def test_a_second_run_that_will_not_wait_is_told_who_holds_the_folder(tmp_path):
    other = hold_elsewhere(tmp_path)
    try:
        with (
            pytest.raises(SetupError, match=rf"'chiso run 2024, pid {other.pid}'.*--no-wait"),
            held(tmp_path, "second", wait=False, waiting=never),
        ):
            raise AssertionError("two runs hold one folder")
    finally:
        end(other)


def test_a_second_run_waits_until_the_holder_dies(tmp_path):
    other, told = hold_elsewhere(tmp_path), []

    def waiting(holder):
        told.append(holder)
        threading.Timer(0.1, other.kill).start()

    with held(tmp_path, "second", wait=True, waiting=waiting) as waited:
        assert waited
        assert told == [f"chiso run 2024, pid {other.pid}"]
    end(other)


def test_a_holder_without_a_name_yet_is_still_told_of(tmp_path):
    other = hold_elsewhere(tmp_path)
    (tmp_path / ".run.holder").unlink()
    try:
        with (
            pytest.raises(SetupError, match="mỗi lúc chỉ một lượt chạy"),
            held(tmp_path, "second", wait=False, waiting=never),
        ):
            raise AssertionError("two runs hold one folder")
    finally:
        end(other)


def test_a_folder_that_cannot_be_written_is_not_held(tmp_path):
    (tmp_path / ".run.lock").mkdir()
    with pytest.raises(OSError), held(tmp_path, "run", wait=False, waiting=never):
        raise AssertionError("held without a lock")


def test_a_lock_can_be_taken_again_after_it_was_given_back(tmp_path):
    for _ in range(2):
        with held(tmp_path, "run", wait=False, waiting=never) as waited:
            assert not waited
