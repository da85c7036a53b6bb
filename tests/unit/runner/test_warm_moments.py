"""The warm process when two things happen at once: one ends while another is asked or given up."""

import asyncio
import os
import signal
import socket
import time
from contextlib import closing

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpec

from chiso.runner.kernel import kernel_environment
from chiso.runner.warm import owner
from chiso.runner.warm.owner import WarmServer
from chiso.runner.warm.process import RefusalError
from chiso.runner.warm.provisioner import WarmProvisioner, _end_of
from unit.runner.test_warm import all_end, ask

pytestmark = pytest.mark.slow
# Modules that the server imports: each holds up, or breaks, one of its steps.
LATE_NEWS = """
import time
from chiso.runner.warm import server
tell = server.send_answer
def tell_late(connection, **content):
    time.sleep(2 if "exit" in content else 0)
    tell(connection, **content)
server.send_answer = tell_late
"""
SLOW_TO_LISTEN = """
import os, signal, time
listen = signal.set_wakeup_fd
def listen_late(number, **options):
    if number >= 0 and "MARK" in os.environ:
        open(os.environ["MARK"], "w").close()
        time.sleep(1)
    return listen(number, **options)
signal.set_wakeup_fd = listen_late
"""
TOO_MANY = """
import errno, os
fork = os.fork
def refuse():
    if os.path.exists("full"):
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")
    return fork()
os.fork = refuse
"""


@pytest.fixture
def serve(tmp_path):
    """Starts a server with a module of its own: ``serve(source)`` gives it and its variables."""
    servers = []

    def start(source=""):
        (tmp_path / "held_up.py").write_text(source, encoding="utf-8")
        env = kernel_environment(os.environ | {"PYTHONPATH": str(tmp_path)}, tmp_path)
        servers.append(WarmServer(env, ["held_up"]))
        servers[-1].start()
        return servers[-1], env

    yield start
    for server in servers:
        server.close()


def until(is_so, seconds=10):
    limit = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < limit
        time.sleep(0.01)


def answers(server, env):
    with closing(ask(server, env=env)) as process:
        return process.wait(10) == 0


def test_a_process_that_ends_while_it_is_given_up_leaves_the_server_at_work(serve):
    server, env = serve()
    process = ask(server, target="os:system", args=("sleep 60",), env=env)
    with socket.socket(socket.AF_UNIX) as slow:
        held = psutil.Process(server.pid).num_fds()
        slow.connect(os.fspath(server.address))
        slow.send(b"{")  # the rest is what the server waits for now
        until(lambda: psutil.Process(server.pid).num_fds() > held)
        os.kill(process.pid, signal.SIGKILL)
        until(lambda: psutil.Process(process.pid).status() == psutil.STATUS_ZOMBIE)
        time.sleep(0.1)  # for the signal of its end, before the end of the connection
        process.close()
    assert answers(server, env)


def test_a_server_whose_start_was_interrupted_ends_with_its_owner(tmp_path, monkeypatch):
    started, launch = [], owner._launch

    def launch_and_be_interrupted(*words):
        started.append(launch(*words))
        raise KeyboardInterrupt

    monkeypatch.setattr(owner, "_launch", launch_and_be_interrupted)
    with (
        pytest.raises(KeyboardInterrupt),
        WarmServer(kernel_environment(os.environ, tmp_path), []) as server,
    ):
        server.start()
    with started[0] as process:
        assert process.wait(20) == 0


def test_a_process_given_up_before_it_hears_signals_by_its_own_pipe_ends(serve, tmp_path):
    server, env = serve(SLOW_TO_LISTEN)
    mark = tmp_path / "mark"
    words = {"target": "chiso.runner.warm.server:serve_forks", "args": (f"{tmp_path}/address",)}
    process = ask(server, **words, env=env | {"MARK": str(mark)}, stop=signal.SIGTERM)
    until(mark.exists)
    process.close()
    assert all_end([process.pid])


def test_where_no_process_can_be_forked_the_server_refuses_and_stays(serve):
    server, env = serve(TOO_MANY)
    assert answers(server, env)
    (server.folder / "full").touch()
    with pytest.raises(RefusalError, match="Resource temporarily unavailable"):
        ask(server, env=env)
    (server.folder / "full").unlink()
    assert answers(server, env)


def test_to_signal_a_process_that_has_just_ended_is_no_error(serve):
    server, env = serve(LATE_NEWS)
    with closing(ask(server, env=env)) as process:
        until(lambda: not psutil.pid_exists(process.pid))
        assert process.poll() is None
        process.kill()
        assert process.wait(10) == 0


def test_a_process_that_another_thread_gives_up_meanwhile_is_waited_for_no_longer(serve):
    server, env = serve()
    process = ask(server, target="os:system", args=("sleep 60",), env=env)
    look = process.poll

    def look_and_lose():
        code = look()
        process.close()
        return code

    process.poll = look_and_lose
    assert asyncio.run(_end_of(process)) == -signal.SIGKILL
    assert all_end([process.pid])


def test_a_kernel_that_its_own_thread_forgets_meanwhile_is_ended_all_the_same(serve, monkeypatch):
    server, env = serve()
    provisioner = WarmProvisioner(kernel_spec=KernelSpec(), kernel_id="1")
    process = ask(server, target="os:system", args=("sleep 60",), env=env)
    provisioner.process, provisioner.pgid = process, process.pid

    def lose(*_):
        provisioner.process = None
        raise ProcessLookupError

    monkeypatch.setattr(os, "killpg", lose)
    with closing(process):
        asyncio.run(provisioner.kill())
        assert process.returncode == -signal.SIGKILL
