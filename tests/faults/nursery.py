"""Real runs as processes of their own, forked from one that has imported what a run imports."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psutil

from chiso.runner.kernel import kernel_environment
from chiso.runner.warm.messages import Request
from chiso.runner.warm.owner import WarmServer
from chiso.runner.warm.process import ForkedProcess

TESTS = Path(__file__).parents[1]
MODULES = ("faults.driver", "papermill", "chiso.dataset", "chiso.runner.client")


class Nursery:
    """Starts runs; each has a session of its own, as from a terminal of its own."""

    def __init__(self, scratch):
        own = {"PYTHONPATH": str(TESTS), "CHISO_LANG": "en", "SOURCE_DATE_EPOCH": "1720000000"}
        self._env = kernel_environment({**os.environ, **own}, scratch)
        self._server = WarmServer(self._env, MODULES)
        self._server.start()

    def start(self, root, *words, **environment):
        """A started run in a project's folder."""
        return StartedRun(self._server.address, root, words, self._env | environment)

    def close(self):
        """End all runs."""
        self._server.close()


class StartedRun:
    """One run; what it says goes to files."""

    def __init__(self, address, root, words, env):
        self._streams = [root / f".stream{os.urandom(4).hex()}" for _ in range(2)]
        with self._streams[0].open("wb") as out, self._streams[1].open("wb") as err:
            files = (out.fileno(), err.fileno())
            request = Request("faults.driver:main", words, env, str(root), files=files)
            self._process = ForkedProcess(address, request)
        self.pid = self._process.pid
        self._handle = psutil.Process(self.pid)

    def send_signal(self, number):
        """Signal the runner only."""
        self._process.send_signal(number)

    def kill(self):
        """Kill the runner only; what it started notices by itself."""
        self._process.kill()

    def offspring(self):
        """All processes that it started and that still run, the nearest first."""
        with suppress(psutil.NoSuchProcess):
            return self._handle.children(recursive=True)
        return []

    def wait_to_say(self, words, seconds=30):
        """Wait until it has said something on its standard error."""
        until = time.monotonic() + seconds
        while words not in self._streams[1].read_text(encoding="utf-8"):
            assert time.monotonic() < until, f"it did not say: {words}"
            time.sleep(0.02)

    def finish(self, seconds=60):
        """Exit code, stdout and stderr once it has ended."""
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        out, err = (path.read_text(encoding="utf-8") for path in self._streams)
        return code, out, err

    def close(self):
        """End it if it still runs."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.close()
        for path in self._streams:
            path.unlink()


def end(processes, seconds=10):
    """Whether all processes end within some seconds."""
    until = time.monotonic() + seconds
    while any(map(_is_running, processes)):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _is_running(process):
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_for(path, seconds=30):
    """What a file holds, once it is there."""
    until = time.monotonic() + seconds
    while not (path.is_file() and path.read_text()):
        assert time.monotonic() < until, f"{path} did not come"
        time.sleep(0.02)
    return path.read_text()
