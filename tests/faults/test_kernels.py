"""What may go wrong around kernels: ports, files that many share, floods of pictures, clocks."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from chiso.runner.events import EventLog
from faults.nursery import TESTS
from unit.runner.tiny import code, make_project

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
CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

/* The clock of the day starts some days ago and goes back an hour with each second. */
int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    static time_t began;
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int code = real(clock, now);
    if (clock == CLOCK_REALTIME && !code) {
        if (!began) began = now->tv_sec;
        now->tv_sec = began - 86400 * atoi(getenv("DAYS_BACK")) - 3600 * (now->tv_sec - began);
    }
    return code;
}
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


@pytest.fixture
def clock(tmp_path):
    """A library that has a process, and all below it, see the clock of the day go back."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("the clock of a process is changed by a library in C")
    source, library = tmp_path / "clock.c", tmp_path / "clock.so"
    source.write_text(CLOCK, encoding="utf-8")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


def test_a_clock_that_goes_back_during_runs_and_between_them_changes_no_result(tmp_path, clock):
    make_project(tmp_path, {"00_summary": [code("import time\ntime.sleep(1)\nprint(period)")]})
    first = apart(tmp_path, *ONE, LD_PRELOAD=str(clock), DAYS_BACK="1")
    assert (first.returncode, record_of(tmp_path)["status"]) == (0, "published"), first.stderr
    log = EventLog(tmp_path / "outputs" / "tiny" / ".events.jsonl")
    begun, *_, done = log.last_run()
    assert (begun["event"], done["event"]) == ("run_begun", "run_done")
    assert begun["at"] > done["at"]
    assert record_of(tmp_path)["seconds"]["00_summary.vi"] > 1
    again = apart(tmp_path, *ONE, LD_PRELOAD=str(clock), DAYS_BACK="9", CHISO_LANG="en")
    assert "2023: up to date (nothing changed)" in again.stderr
    assert log.last_run()[0]["at"] < done["at"]
    assert log.last_run()[-1] == log.events()[-1]
