"""What may go wrong around kernels: ports, files that many share, floods of pictures, clocks."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from chiso.runner import run_suite
from chiso.runner.events import EventLog
from faults.nursery import TESTS
from unit.runner.tiny import TinyExporter, code, fake_run_chapter, make_project, request

pytestmark = pytest.mark.slow
ONE = ("run", "--period", "2023", "--lang", "vi")
TRANSPORT = """
from ipykernel.connect import get_connection_info
print(get_connection_info(unpack=True)["transport"])
"""
PICTURES = """
from IPython.display import Image, display
for number in range(900):
    display(Image(data=b"\\x89PNG" + number.to_bytes(30_000, "big"), format="png"))
"""


def record_of(root):
    path = root / "outputs" / "tiny" / "2023" / "run.json"
    return json.loads(path.read_text(encoding="utf-8"))


def apart(root, *words, before=(), **environment):
    """A run in surroundings of its own."""
    return subprocess.run(
        [*before, sys.executable, "-m", "faults.driver", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(TESTS), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", [(), ("--cold",)])
def test_kernels_take_no_port_that_another_program_may_have(tmp_path, run, words):
    make_project(tmp_path, {"00_summary": [code(TRANSPORT)]})
    assert run(tmp_path, *ONE, *words)[0] == 0
    executed = tmp_path / "outputs" / "tiny" / "2023" / "notebooks" / "00_summary.vi.ipynb"
    assert '"ipc\\n"' in executed.read_text(encoding="utf-8")


def test_where_no_port_can_be_had_reports_are_made_all_the_same(tmp_path):
    make_project(tmp_path, {"00_summary": [code("print(period)")]})
    alone = ["unshare", "--net"]  # a network of its own without even the loopback device
    if os.getuid() or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("only root can take the network away")
    done = apart(tmp_path, *ONE, "--cold", before=alone)
    assert (done.returncode, record_of(tmp_path)["status"]) == (0, "published"), done.stderr


def test_twenty_kernels_of_one_home_wait_for_no_file_of_each_other(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    chapters = {f"{number:02d}_chapter": [code("print(period)")] for number in range(20)}
    make_project(tmp_path, chapters)
    done = apart(tmp_path, *ONE, "--jobs", "10", HOME=str(home))
    assert done.returncode == 0, done.stderr
    assert len(record_of(tmp_path)["items"]) == 20
    assert [path.name for path in home.rglob("*.sqlite*")] == []


def test_hundreds_of_pictures_are_cut_with_a_note(tmp_path, run):
    make_project(tmp_path, {"00_summary": [code(PICTURES), code("print('next')")]})
    assert run(tmp_path, *ONE)[0] == 0
    (cut,) = record_of(tmp_path)["items"]["00_summary.vi"]["cuts"]
    assert cut["characters"] > 20_000_000
    executed = tmp_path / "outputs" / "tiny" / "2023" / "notebooks" / "00_summary.vi.ipynb"
    assert executed.stat().st_size < 6_000_000
    assert '"next\\n"' in executed.read_text(encoding="utf-8")


def test_a_clock_that_is_set_back_again_and_again_changes_no_result(tmp_path, monkeypatch):
    moments = (datetime(2024, 7, 1, tzinfo=UTC) - timedelta(hours=n) for n in range(10**6))

    class SetBack(datetime):
        @classmethod
        def now(cls, tz=None):
            return next(moments).astimezone(tz)

    monkeypatch.setattr("chiso.runner.production.run_chapter", fake_run_chapter)
    asked = request(make_project(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr("chiso.runner.events.datetime", SetBack)
        patch.setattr("chiso.runner.manifest.datetime", SetBack)
        made = run_suite(asked, exporter=TinyExporter())
    assert [period.status for period in made.periods] == ["published", "published"]
    told = EventLog(tmp_path / "outputs" / "tiny" / ".events.jsonl").last_run()
    assert (told[0]["event"], told[-1]["event"]) == ("run_begun", "run_done")
    assert told[0]["at"] > told[-1]["at"]
    again = run_suite(asked, exporter=TinyExporter())
    assert [period.status for period in again.periods] == ["unchanged", "unchanged"]
