import json
import os
import signal
import subprocess
import sys

import pytest

from chiso.runner import observation
from chiso.runner.observation import Recorder


def written(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def paths(path):
    return [(kind, name) for kind, name, _, _ in written(path)]


def opened(recorder, path, flags=os.O_RDONLY):
    recorder.notice("open", (path, "r", flags))


def test_each_file_that_is_read_is_written_down_once_with_its_state(tmp_path):
    source = tmp_path / "a.csv"
    source.write_text("abc")
    recorder = Recorder()
    recorder.write_to(str(tmp_path / "reads"))
    opened(recorder, source)
    opened(recorder, str(source))
    opened(recorder, os.fsencode(source))
    state = source.stat()
    assert written(tmp_path / "reads") == [["file", str(source), 3, state.st_mtime_ns]]


def test_what_was_read_before_is_written_down_too(tmp_path):
    recorder = Recorder()
    opened(recorder, tmp_path / "early")
    recorder.write_to(str(tmp_path / "reads"))
    opened(recorder, tmp_path / "late")
    assert [name for _, name in paths(tmp_path / "reads")] == [
        str(tmp_path / "early"),
        str(tmp_path / "late"),
    ]


def test_a_file_that_is_not_there_is_written_down_as_absent(tmp_path):
    recorder = Recorder()
    opened(recorder, tmp_path / "gone.csv")
    recorder.write_to(str(tmp_path / "reads"))
    assert written(tmp_path / "reads") == [["file", str(tmp_path / "gone.csv"), -1, 0]]


@pytest.mark.parametrize("event", ["os.listdir", "os.scandir"])
def test_a_folder_that_is_listed_is_written_down(tmp_path, event):
    recorder = Recorder()
    recorder.notice(event, (str(tmp_path),))
    recorder.write_to(str(tmp_path / "reads"))
    assert paths(tmp_path / "reads") == [("folder", str(tmp_path))]


def test_what_is_no_input_is_left_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    recorder = Recorder()
    opened(recorder, 3)  # a number names an open file
    opened(recorder, f"{sys.prefix}/lib/module.py")
    opened(recorder, "/proc/self/status")
    opened(recorder, tmp_path / "out.csv", os.O_WRONLY | os.O_CREAT)
    opened(recorder, tmp_path / "out.csv")  # a cell reads what it wrote itself
    recorder.notice("open", (str(tmp_path / "odd"), "r", None))
    recorder.notice("os.listdir", (None,))
    recorder.notice("os.listdir", (".",))  # as an import does
    recorder.notice("import", ("json", None, None, None, None))
    recorder.write_to(str(tmp_path / "reads"))
    assert paths(tmp_path / "reads") == []


def in_a_process(source, **environment):
    return subprocess.run(
        [sys.executable, "-c", source],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_a_process_records_its_reads_and_tells_its_stacks_when_asked(tmp_path):
    (tmp_path / "early").write_text("1")
    (tmp_path / "late").write_text("2")
    source = f"""
import os, signal
from chiso.runner import observation
observation.install()
open({str(tmp_path / "early")!r}, encoding="utf-8").close()
if os.fork() == 0:  # as a warm kernel is made
    observation.load_ipython_extension(None)
    open({str(tmp_path / "late")!r}, encoding="utf-8").close()
    os.kill(os.getpid(), signal.SIGUSR1)
    os._exit(0)
os.wait()
"""
    variables = {observation.READS: "reads", observation.STACKS: "stacks"}
    in_a_process(source, **{name: str(tmp_path / each) for name, each in variables.items()})
    assert [name for _, name in paths(tmp_path / "reads")] == [
        str(tmp_path / "early"),
        str(tmp_path / "late"),
    ]
    assert "most recent call first" in (tmp_path / "stacks").read_text()


def test_without_a_place_to_write_nothing_is_recorded(monkeypatch):
    for name in (observation.READS, observation.STACKS):
        monkeypatch.delenv(name, raising=False)
    before = signal.getsignal(signal.SIGUSR1)
    observation.begin()
    assert signal.getsignal(signal.SIGUSR1) == before
