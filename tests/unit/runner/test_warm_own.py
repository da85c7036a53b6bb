"""Kernels of a process that asked for none to be warm: its own server, from the second one on."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from chiso.runner.warm import own
from chiso.runner.warm.own import OwnServer, own_server
from chiso.runner.warm.owner import ADDRESS, OFF
from unit.runner.test_warm import all_end
from unit.runner.tiny import code, write_notebook

WHO = "import os\nprint(os.getpid(), os.getppid())"
# The tiny notebooks need no library.
LOOP = """
import os, sys, time
from functools import partial
import papermill
from chiso.runner.warm import own
from chiso.runner.warm.preload import KERNEL_MODULES
own.attach_server = partial(own.attach_server, modules=KERNEL_MODULES)
for _ in range(3):
    done = papermill.execute_notebook("x.ipynb", "y.ipynb", kernel_name="chiso", progress_bar=False)
    print(done.cells[-1].outputs[0].text, end="", flush=True)
print(own.own_server().address({}), flush=True)
time.sleep(60)
"""


@pytest.mark.slow
def test_kernels_of_a_loop_are_forked_from_the_second_on_and_nothing_outlives_it(tmp_path):
    write_notebook(tmp_path / "x.ipynb", code(WHO))
    env = {name: text for name, text in os.environ.items() if name != ADDRESS}
    words = [sys.executable, "-c", LOOP]
    with subprocess.Popen(words, cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True) as loop:
        parents = [int(loop.stdout.readline().split()[1]) for _ in range(3)]
        address = Path(loop.stdout.readline().strip())
        server = psutil.Process(parents[1])
        assert parents == [loop.pid, server.pid, server.pid]
        assert server.ppid() != loop.pid  # it is not waited for by who waits for all children
        loop.kill()
    assert all_end([server.pid])
    assert not address.parent.exists()


@pytest.fixture
def attached(monkeypatch):
    """The variables for which servers were started, at addresses of their own."""
    asked = []

    def attach(env):
        asked.append(env)
        return env | {ADDRESS: f"/server/{len(asked)}"}

    monkeypatch.setattr(own, "attach_server", attach)
    return asked


def test_a_process_that_wants_one_kernel_has_no_server(attached):
    server = OwnServer()
    assert server.address({"A": "1"}) == OFF
    assert attached == []
    assert [server.address({"A": each}) for each in "23"] == ["/server/1", "/server/1"]
    assert attached == [{"A": "2"}]


def test_a_fork_of_a_process_has_a_server_of_its_own(monkeypatch):
    first = own_server()
    assert own_server() is first
    monkeypatch.setattr(os, "getpid", lambda: 1)
    assert own_server() is not first


def test_where_no_server_can_be_started_kernels_start_cold(monkeypatch):
    def refuse(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(own, "attach_server", refuse)
    server = OwnServer()
    assert [server.address({}), server.address({})] == [OFF, OFF]
