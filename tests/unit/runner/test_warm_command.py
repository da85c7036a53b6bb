"""``chiso warm``: kernels of any command are forked, and all of it ends with the command."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import papermill
import pytest

from chiso.cli import run_command_line
from chiso.runner.warm.owner import ADDRESS, OFF, attach_server
from unit.runner.test_warm import BACKEND, CHART, SURROUNDINGS, all_end
from unit.runner.tiny import code, write_notebook

pytestmark = pytest.mark.slow
PAPERMILL = shutil.which("papermill", path=Path(sys.executable).parent)
# Under pytest a kernel would not listen to its children; texts have the same hash everywhere.
VARIABLES = {**os.environ, "PYTHONHASHSEED": "0"}
VARIABLES.pop("PYTEST_CURRENT_TEST", None)
WHO = "import os\nprint(os.getpid(), os.getppid())"
LOOP = """
for name in a b
do "$0" -k chiso --no-progress-bar $name.ipynb $name.out.ipynb || exit
done
"""


def chiso_warm(*words, **options):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-m", "chiso", "warm", *words], **pipes, **options)


@pytest.fixture(scope="module")
def loop(tmp_path_factory):
    """A shell loop of papermill: its folder, its exit code, what it said, folder of its server."""
    folder = tmp_path_factory.mktemp("loop")
    for name in "ab":
        cells = map(code, (WHO, CHART, BACKEND, SURROUNDINGS))
        write_notebook(folder / f"{name}.ipynb", *cells)
    shell = chiso_warm(
        "--", "sh", "-c", f"{LOOP} echo ${ADDRESS}; exit 7", PAPERMILL, cwd=folder, env=VARIABLES
    )
    out, err = shell.communicate(timeout=120)
    return folder, shell.returncode, err, Path(out.strip()).parent


def outputs(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell["outputs"] for cell in cells if cell["cell_type"] == "code" and cell["outputs"]]


def goes_away(folder, seconds=20):
    """Whether a server removes its folder within some seconds: it is nobody's child."""
    limit = time.monotonic() + seconds
    while folder.exists() and time.monotonic() < limit:
        time.sleep(0.02)
    return not folder.exists()


def kernel_and_parent(folder, name):
    return [int(each) for each in outputs(folder / f"{name}.out.ipynb")[0][0]["text"][0].split()]


def test_kernels_of_a_papermill_loop_are_forked_from_one_process(loop):
    folder = loop[0]
    (first, parent), (second, same) = (kernel_and_parent(folder, name) for name in "ab")
    assert parent == same
    assert first != second


def test_a_forked_kernel_of_papermill_shows_what_a_cold_one_shows(loop, monkeypatch):
    folder = loop[0]
    monkeypatch.chdir(folder)
    monkeypatch.setattr(os, "environ", VARIABLES | {ADDRESS: OFF})
    papermill.execute_notebook("a.ipynb", "cold.ipynb", kernel_name="chiso", progress_bar=False)
    assert outputs(folder / "a.out.ipynb")[1:] == outputs(folder / "cold.ipynb")[1:]


def test_the_exit_code_is_that_of_the_command(loop):
    assert loop[1] == 7


def test_nothing_is_left_of_a_command_that_ended(loop):
    folder, _, _, place = loop
    assert all_end([*kernel_and_parent(folder, "a"), *kernel_and_parent(folder, "b")])
    assert place.name.startswith("chiso-warm-")
    assert goes_away(place)


def test_nothing_outlives_a_command_that_is_killed(tmp_path):
    command = """
        import os, time
        from pathlib import Path
        from chiso.runner.warm.messages import Request
        from chiso.runner.warm.process import ForkedProcess
        address = Path(os.environ.pop("CHISO_WARM"))
        kernel = ForkedProcess(address, Request("os:system", ("sleep 60",), os.environ, "/"))
        print(address.parent, os.getpid(), kernel.pid, flush=True)
        time.sleep(60)
        """
    program = f"""
        import os, sys
        from chiso.runner.warm.owner import attach_server
        words = [sys.executable, "-c", {textwrap.dedent(command)!r}]
        os.execve(words[0], words, attach_server(os.environ, []))
        """
    owner = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
    )
    folder, *pids = owner.stdout.readline().split()
    assert owner.pid == int(pids[0])
    owner.kill()
    owner.communicate()
    assert all_end([int(pid) for pid in pids])
    assert goes_away(Path(folder))


def test_ctrl_c_reaches_the_command():
    waits = (
        "import time\ntry:\n print(1, flush=True)\n time.sleep(60)\nexcept BaseException: exit(3)"
    )
    # Whoever starts the tests in the background has them ignore Ctrl-C.
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    with chiso_warm(sys.executable, "-c", waits, **heard) as command:
        command.stdout.readline()
        command.send_signal(signal.SIGINT)
        assert command.wait(10) == 3


def test_kernels_stay_cold_where_warm_ones_are_switched_off():
    told = [sys.executable, "-c", f"import os; print(os.environ[{ADDRESS!r}])"]
    with chiso_warm(*told, env={**VARIABLES, ADDRESS: OFF}) as command:
        out, err = command.communicate(timeout=60)
    assert (out, err, command.returncode) == (f"{OFF}\n", "", 0)


def test_where_kernels_cannot_be_forked_the_command_runs_with_cold_ones(monkeypatch):
    monkeypatch.setattr("chiso.runner.warm.owner.can_fork", lambda: False)
    assert attach_server({"A": "1", ADDRESS: "/run/other"}) == {"A": "1"}


def test_where_a_process_cannot_be_watched_the_command_runs_with_cold_kernels(monkeypatch):
    def refuse(_):
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(os, "pidfd_open", refuse)
    assert attach_server({"A": "1"}, []) == {"A": "1"}


def test_where_no_process_can_be_replaced_the_command_runs_below(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(shutil, "which", lambda name: f"C:/{name}.exe")
    started = []
    monkeypatch.setattr(subprocess, "call", lambda words, env: started.append(words) or 5)
    assert run_command_line(["warm", "--", "papermill", "-k", "chiso"]) == 5
    assert started == [["C:/papermill.exe", "-k", "chiso"]]


def test_a_program_that_does_not_exist_is_a_usage_error(capsys, monkeypatch):
    monkeypatch.setenv("CHISO_LANG", "en")
    assert run_command_line(["warm", "papermil", "-k", "chiso"]) == 2
    assert "got 'papermil'; a command that is found in PATH" in capsys.readouterr().err
