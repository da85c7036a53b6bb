"""Real faults in real imports: kills, Ctrl-C, two at once, a full disk, a read-only folder."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

import makers
from unit.intake.made_up import write_return

pytestmark = pytest.mark.slow
TESTS = Path(__file__).parents[1]
MANY = 24  # enough for processes of their own
IMPORT = ("import", "in", "--received", "2024-08-01", "--jobs", "2")
_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE = 24, 1


def make_project(root, count=MANY, **changes):
    """A project with an empty data set and a folder of returns."""
    (root / "notebooks").mkdir(parents=True)
    makers.dataset_folder(root / "data" / "tiny", rows=(), corrections=[])
    for number in range(count):
        month = f"{2020 + number // 12}-{number % 12 + 1:02}"
        write_return(root / "in" / f"bc_{number}.json", number, period=month, cells=3, **changes)
    return root


def tree(root):
    """Every file of the data set but the lock."""
    data = root / "data" / "tiny"
    return {
        path.relative_to(data).as_posix(): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and path.name != ".import.lock"
    }


def hear_interrupts():
    """A test run in the background ignores Ctrl-C, and its children would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def obey_permissions():
    """Even root is to be stopped by the permissions of a folder."""
    hear_interrupts()
    ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0)


def open_process(root, *words, prepare=hear_interrupts):
    return subprocess.Popen(
        [sys.executable, "-m", "faults.import_driver", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(TESTS), "CHISO_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=prepare,
        start_new_session=True,
    )


@pytest.fixture
def start():
    """Starts the command line on a project as a process of its own; none outlives its test."""
    started = []

    def begin(root, *words, **changes):
        started.append(open_process(root, *words, **changes))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def run(start):
    """Runs the command line to its end: exit code, stdout, stderr."""
    return lambda root, *words, **changes: finish(start(root, *words, **changes))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What the data set is after an import that nothing disturbs."""
    root = make_project(tmp_path_factory.mktemp("undisturbed") / "root")
    code, _, err = finish(open_process(root, *IMPORT))
    assert code == 0, err
    return tree(root)


def finish(process, seconds=120):
    out, err = process.communicate(timeout=seconds)
    return process.returncode, out, err


def wait_for(path, seconds=30):
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, f"{path} did not come"
        time.sleep(0.02)


def children(pid):
    """Processes that a process has started, and theirs."""
    return [child.pid for child in psutil.Process(pid).children(recursive=True)]


def are_gone(pids, seconds=10):
    """Whether processes end within some seconds; zombies have ended."""
    until = time.monotonic() + seconds
    while any(is_running(pid) for pid in pids):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def is_running(pid):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("step", ["half_staged", "staged"])
def test_an_import_killed_before_its_last_step_has_changed_nothing(
    tmp_path, run, undisturbed, step
):
    root = make_project(tmp_path / "root")
    before = tree(root)
    assert run(root, "--die", step, *IMPORT)[0] == -signal.SIGKILL
    (left,) = (root / "data" / "tiny").glob(".staging-*")
    assert {name: text for name, text in tree(root).items() if left.name not in name} == before
    assert run(root, *IMPORT)[0] == 0
    assert tree(root) == undisturbed


def test_an_import_killed_after_its_last_step_has_entered_everything(tmp_path, run, undisturbed):
    root = make_project(tmp_path / "root")
    assert run(root, "--die", "entered", *IMPORT)[0] == -signal.SIGKILL
    assert tree(root) == undisturbed
    exit_code, out, _ = run(root, *IMPORT)
    assert (exit_code, "Nothing new to enter" in out) == (0, True)
    assert tree(root) == undisturbed


def test_kills_at_any_moment_change_nothing_in_the_end(tmp_path, start, run, undisturbed):
    root = make_project(tmp_path / "root")
    for seconds in (0.3, 0.7, 1.1, 1.5, 1.9):
        process = start(root, *IMPORT)
        time.sleep(seconds)
        process.kill()
        finish(process)
    assert run(root, *IMPORT)[0] == 0
    assert tree(root) == undisturbed


def test_the_readers_of_a_killed_import_end_with_it(tmp_path, start):
    root = make_project(tmp_path, do="wait")
    process = start(root, *IMPORT)
    wait_for(root / "in" / ".begun")
    readers = children(process.pid)
    assert len(readers) >= 2
    process.kill()
    finish(process)
    assert are_gone(readers)


@pytest.mark.parametrize(("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_import_leaves_nothing_and_no_process(tmp_path, start, number, exit_code):
    root = make_project(tmp_path, do="wait")
    before = tree(root)
    process = start(root, *IMPORT)
    wait_for(root / "in" / ".begun")
    readers = children(process.pid)
    # Ctrl-C reaches all processes of a terminal; other signals only the one that is named.
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    time.sleep(0.5)
    (root / "in" / ".go").touch()
    code, _, err = finish(process, 60)
    assert code == exit_code
    assert "nothing is half entered" in err
    assert "Traceback" not in err
    assert are_gone(readers)
    assert tree(root) == before


def test_of_two_imports_at_once_the_second_waits_and_finds_everything_there(
    tmp_path, start, undisturbed
):
    root = make_project(tmp_path / "root")
    write_return(root / "in" / "bc_0.json", 0, period="2020-01", cells=3, do="wait")
    first = start(root, *IMPORT)
    wait_for(root / "in" / ".begun")
    second = start(root, *IMPORT)
    waits = f"Waiting for another import into this data set (pid {first.pid})"
    assert any(waits in line for line in iter(second.stderr.readline, ""))
    (root / "in" / ".go").touch()
    assert finish(first)[0] == 0
    code, out, err = finish(second)
    assert code == 0, err
    assert "There before: 24 files" in out
    assert tree(root).keys() == undisturbed.keys()


def test_a_reader_killed_by_the_system_costs_one_file(tmp_path, run):
    root = make_project(tmp_path)
    write_return(root / "in" / "bc_7.json", do="kill")
    code, out, err = run(root, *IMPORT)
    assert code == 3
    assert "in/bc_7.json: a file that fits into memory; the process that read this one was" in err
    assert "Entered 2024-08-01-01: 69 new" in out


def test_a_full_disk_is_told_and_leaves_the_data_set_as_it_was(tmp_path, run, undisturbed):
    root = make_project(tmp_path / "root")
    before = tree(root)
    code, _, err = run(root, "--file-limit", "4096", *IMPORT)
    assert code == 4
    assert "got File too large" in err
    assert "nothing was entered" in err
    assert tree(root) == before
    assert run(root, *IMPORT)[0] == 0
    assert tree(root) == undisturbed


def test_a_data_set_that_may_not_be_written_is_told_and_left(tmp_path, run):
    root = make_project(tmp_path)
    before = tree(root)
    data = root / "data" / "tiny"
    data.chmod(0o555)
    code, out, err = run(root, *IMPORT, prepare=obey_permissions)
    shown = run(root, *IMPORT, "--dry-run", prepare=obey_permissions)
    data.chmod(0o755)
    assert (code, out) == (4, "")
    assert "got Permission denied" in err
    assert "Dry run, not entered: 72 new" in shown[1]
    assert tree(root) == before
