import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from threading import Thread

import pytest

from chiso.horizon import ANY_DAY, HORIZON, NEARER
from chiso.report import open_dataset, open_report, opening
from chiso.report.ahead import ReadAhead
from chiso.report.ready import folder_states
from chiso.runner import observation
from chiso.runner.observation import Recorder
from unit.runner.tiny import make_project


def written(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def paths(path):
    return [(kind, name) for kind, name, *_ in written(path)]


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
    assert written(tmp_path / "reads") == [["file", str(source), 3, state.st_mtime_ns, ""]]


def test_what_was_read_before_is_written_down_too(tmp_path):
    recorder = Recorder()
    opened(recorder, tmp_path / "early")
    recorder.write_to(str(tmp_path / "reads"))
    opened(recorder, tmp_path / "late")
    assert [name for _, name in paths(tmp_path / "reads")] == [
        str(tmp_path / "early"),
        str(tmp_path / "late"),
    ]


def test_reads_that_count_up_to_a_day_are_told_apart_in_their_thread(tmp_path):
    recorder = Recorder()
    recorder.write_to(str(tmp_path / "reads"))
    recorder.notice(HORIZON, ("2024-06-30",))
    opened(recorder, tmp_path / "rows.csv")
    recorder.notice("os.listdir", (str(tmp_path),))
    other = Thread(target=opened, args=(recorder, tmp_path / "rows.csv"))
    other.start()
    other.join()
    recorder.notice(HORIZON, ("",))
    opened(recorder, tmp_path / "areas.csv")
    assert [(kind, name, until) for kind, name, _, _, until in written(tmp_path / "reads")] == [
        ("file", str(tmp_path / "rows.csv"), "2024-06-30"),
        ("folder", str(tmp_path), "2024-06-30"),
        ("file", str(tmp_path / "rows.csv"), ""),
        ("file", str(tmp_path / "areas.csv"), ""),
    ]


def test_a_report_uses_what_grows_up_to_its_last_day_and_a_data_set_all_of_it(tmp_path):
    data = make_project(tmp_path).data
    recorder = Recorder()
    recorder.write_to(str(tmp_path / "reads"))
    with heard_by(recorder):
        open_report("2024-H1", data=data)
    for name in ("observations/services.csv", "sources.yml", "dataset.yml"):
        assert untils(tmp_path / "reads", data / name) == ["2024-06-30"]
    assert untils(tmp_path / "reads", data / "targets.csv") == [""]
    with heard_by(recorder):
        open_dataset(data)
    assert untils(tmp_path / "reads", data / "observations" / "services.csv") == ["2024-06-30", ""]


def test_what_was_read_for_any_day_counts_up_to_the_day_of_the_report_that_uses_it(tmp_path):
    recorder = Recorder()
    for until in (ANY_DAY.isoformat(), "2023-12-31", ""):
        recorder.notice(HORIZON, (until,))
        opened(recorder, tmp_path / f"rows{until}.csv")
    recorder.notice(NEARER, ("2024-06-30",))
    recorder.write_to(str(tmp_path / "reads"))
    assert [until for *_, until in written(tmp_path / "reads")] == ["2024-06-30", "2023-12-31", ""]


def test_a_report_of_data_read_ahead_is_seen_to_read_what_it_would_read_itself(
    tmp_path, monkeypatch
):
    data, seen = make_project(tmp_path).data, []
    monkeypatch.setattr(opening, "AHEAD", ReadAhead())
    states = folder_states(data)
    for reads_ahead in (False, True):
        recorder = Recorder()
        with heard_by(recorder):
            if reads_ahead:
                opening.AHEAD.read(data, states)
            open_report("2024-H1", data=data)
        recorder.write_to(str(tmp_path / f"reads{reads_ahead}"))
        seen.append(sorted(written(tmp_path / f"reads{reads_ahead}")))
    assert seen[0] == seen[1]


@contextmanager
def heard_by(recorder):
    """Pass on what happens meanwhile; a hook itself can never be taken off again."""
    hearers = [recorder]
    sys.addaudithook(lambda event, values: [each.notice(event, values) for each in hearers])
    yield
    hearers.clear()


def untils(path, name):
    return [until for _, read, _, _, until in written(path) if read == str(name)]


def test_a_file_that_is_not_there_is_written_down_as_absent(tmp_path):
    recorder = Recorder()
    opened(recorder, tmp_path / "gone.csv")
    recorder.write_to(str(tmp_path / "reads"))
    assert written(tmp_path / "reads") == [["file", str(tmp_path / "gone.csv"), -1, 0, ""]]


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


def test_what_is_read_while_python_takes_itself_apart_is_no_input_and_no_trouble(tmp_path):
    (tmp_path / "input").touch()
    source = f"""
import atexit, builtins, os
from chiso.runner import observation
class Late:
    def __init__(self, name):
        self.path, self.open, self.list = f"{tmp_path}/{{name}}", open, os.listdir
    def __del__(self):
        self.open(self.path, "w").close()
        self.open(self.path).close()
        self.list({str(tmp_path)!r})
observation.begin()
atexit.register(lambda: open({str(tmp_path / "input")!r}).close())
observation.late, builtins.later = Late("late"), Late("later")
"""
    done = in_a_process(source, **{observation.READS: str(tmp_path / "reads")})
    assert {"late", "later"} <= {path.name for path in tmp_path.iterdir()}
    assert paths(tmp_path / "reads") == [("file", str(tmp_path / "input"))]
    assert done.stderr == ""


def test_without_a_place_to_write_nothing_is_recorded(monkeypatch):
    for name in (observation.READS, observation.STACKS):
        monkeypatch.delenv(name, raising=False)
    before = signal.getsignal(signal.SIGUSR1)
    observation.begin()
    assert signal.getsignal(signal.SIGUSR1) == before
