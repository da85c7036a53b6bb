"""Real faults in real runs: signals, two runs at once, a full disk, a plain locale."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from chiso.runner.manifest import settled
from chiso.runner.publish import LOG
from faults.driver import READING
from faults.nursery import TESTS, end, wait_for
from unit.runner.tiny import code, make_project

pytestmark = pytest.mark.slow
# Leaves the kernel's number where the test finds it, and goes on when the test says so.
HELD = """
import os, pathlib, time
pathlib.Path("../pid." + period).write_text(str(os.getpid()), encoding="utf-8")
while not pathlib.Path("../go").exists():
    time.sleep(0.05)
print("done", period)
"""
QUICK = {"00_summary": [code("print(period)")]}
ONE = ("run", "--period", "2023", "--lang", "vi")


def tree(root):
    """Every file, with what was measured left out of the records; the log is history."""
    out = root / "outputs" / "tiny"
    found = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name not in (LOG, ".run.lock")
    }
    for name in [name for name in found if name.endswith("run.json")]:
        found[name] = settled(json.loads(found[name])) | {"commit": None}
    return found


def published(root):
    """The same without items of reports that are not published yet."""
    return {name: text for name, text in tree(root).items() if not name.startswith(".items/")}


@pytest.mark.parametrize(("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_leaves_no_process_and_no_half_file(tmp_path, start, number, exit_code):
    make_project(tmp_path, {"00_summary": [code(HELD)]})
    process = start(tmp_path, READING, "run", "--jobs", "2", "--lang", "vi")
    kernels = {int(wait_for(tmp_path / f"pid.{period}")) for period in ("2023", "2024-H1")}
    offspring = process.offspring()
    assert kernels < {each.pid for each in offspring}
    process.send_signal(number)
    code_, _, err = process.finish(20)
    assert code_ == exit_code
    assert "the published reports are untouched" in err
    assert end(offspring)
    assert published(tmp_path) == {}


def test_a_second_signal_ends_a_run_and_its_kernels_at_once(tmp_path, start):
    make_project(tmp_path, {"00_summary": [code(HELD)]})
    process = start(tmp_path, *ONE)
    wait_for(tmp_path / "pid.2023")
    offspring = process.offspring()
    for number in (signal.SIGINT, signal.SIGTERM):
        process.send_signal(number)
    code_, _, err = process.finish(20)
    assert code_ == 143
    assert "Stopped at once; the next run clears away what is unfinished" in err
    assert end(offspring)


def test_kernels_end_when_their_run_is_killed_and_the_next_run_is_like_any_other(
    tmp_path, start, run
):
    for root in (tmp_path, tmp_path / "undisturbed"):
        make_project(root, {"00_summary": [code(HELD)]})
    process = start(tmp_path, *ONE)
    kernel = psutil.Process(int(wait_for(tmp_path / "pid.2023")))
    process.kill()
    process.finish()
    assert end([kernel])
    assert list((tmp_path / "outputs" / "tiny").glob(".staging-*"))
    for root in (tmp_path, tmp_path / "undisturbed"):
        (root / "go").touch()
        assert run(root, *ONE)[0] == 0
    assert tree(tmp_path) == tree(tmp_path / "undisturbed")


def test_the_process_that_reads_the_data_ends_with_its_run(tmp_path, start, run):
    make_project(tmp_path, QUICK)
    process = start(tmp_path, READING, *ONE)
    while len(offspring := process.offspring()) < 2:  # the server, and what it forked
        assert psutil.pid_exists(process.pid)
    process.kill()
    process.finish()
    assert end(offspring)
    assert run(tmp_path, READING, *ONE)[0] == 0


def test_what_is_wrong_with_the_data_is_told_alike_whoever_reads_them(tmp_path, run):
    services = make_project(tmp_path, QUICK).data / "observations" / "services.csv"
    services.write_text(services.read_text().replace("49.2", "149.2"), encoding="utf-8")
    told = [run(tmp_path, *first, *ONE) for first in ((READING,), ())]
    assert told[0] == told[1]
    code_, _, err = told[0]
    assert code_ == 3
    assert "observations/services.csv:2: value: got 149.2" in err


def test_two_more_runs_wait_and_one_that_will_not_is_told_who_holds_the_folder(
    tmp_path, start, run
):
    make_project(tmp_path, {"00_summary": [code(HELD)]})
    first = start(tmp_path, *ONE)
    wait_for(tmp_path / "pid.2023")
    waiting = [start(tmp_path, *ONE) for _ in range(2)]
    for each in waiting:
        each.wait_to_say(f"Waiting for another run: chiso run 2023, pid {first.pid}")
    refused, _, told = run(tmp_path, *ONE, "--no-wait")
    assert refused == 4
    assert f"'chiso run 2023, pid {first.pid}'" in told
    (tmp_path / "go").touch()
    assert first.finish()[0] == 0
    for each in waiting:
        code_, _, err = each.finish()
        assert code_ == 0
        assert "2023: up to date (nothing changed)" in err


def test_a_kernel_killed_for_one_period_leaves_the_others_and_the_old_report(tmp_path, run):
    make_project(tmp_path, QUICK)
    assert run(tmp_path, "run", "--lang", "vi")[0] == 0
    before = {name: text for name, text in tree(tmp_path).items() if name.startswith("2023/")}
    kill = "import os\nif period == '2023':\n    os.kill(os.getpid(), 9)"
    make_project(tmp_path, {"00_summary": [code(kill)]})
    code_, _, err = run(tmp_path, "run", "--keep-going", "--lang", "vi")
    after = tree(tmp_path)
    assert code_ == 1
    assert re.search(r"it held up to [\d.]+ [MG]B of memory", err)
    assert "got SIGKILL (9); the kernel died while this cell ran; usually out of memory" in err
    assert {name: text for name, text in after.items() if name.startswith("2023/")} == before
    assert after["2024-H1/run.json"]["status"] == "published"
    assert after["_failed/2023/run.json"]["failures"][0]["kind"] == "killed"
    assert after["index.html"].splitlines()[0] == b"2023 published stale=True"


def test_a_full_disk_is_told_and_leaves_the_old_report(tmp_path, run):
    make_project(tmp_path, QUICK)
    assert run(tmp_path, *ONE)[0] == 0
    before = published(tmp_path)
    folder = tmp_path / "outputs" / "tiny" / "2023"
    record = (folder / "run.json").stat().st_size - 100  # all other files are smaller
    for limit, source in ((200_000, "print('x' * 400_000)"), (record, "print(period, 'mended')")):
        make_project(tmp_path, {"00_summary": [code(source)]})
        code_, _, err = run(tmp_path, "--file-limit", str(limit), *ONE)
        assert code_ == 1
        assert "File too large" in err
        assert "The old reports are untouched" in err
        assert published(tmp_path) == before
    assert run(tmp_path, *ONE)[0] == 0
    assert "mended" in (folder / "report.vi.html").read_text(encoding="utf-8")


@pytest.fixture
def small_disk(tmp_path):
    """Makes the output folder a disk of so many kilobytes, and changes its size."""
    outputs = tmp_path / "outputs"
    outputs.mkdir()

    def mount(kilobytes, *options):
        words = ["mount", "-t", "tmpfs", "-o", ",".join([*options, f"size={kilobytes}k"])]
        if os.getuid() or subprocess.run([*words, "tmpfs", outputs], check=False).returncode:
            pytest.skip("disks can be mounted by root only")

    mount(64_000)
    yield lambda kilobytes: mount(kilobytes, "remount")
    subprocess.run(["umount", outputs], check=True)


def test_a_disk_that_fills_up_is_told_and_leaves_the_old_report(tmp_path, run, small_disk):
    make_project(tmp_path, QUICK)
    assert run(tmp_path, *ONE)[0] == 0
    before = published(tmp_path)
    make_project(tmp_path, {"00_summary": [code("print('x' * 900_000)")]})
    small_disk(600)
    code_, _, err = run(tmp_path, *ONE)
    assert code_ == 1
    assert "No space left on device" in err
    assert published(tmp_path) == before
    small_disk(64_000)
    assert run(tmp_path, *ONE)[0] == 0


def test_memory_beyond_a_limit_is_told_as_such_with_its_cell(tmp_path, run):
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))\n"
    make_project(tmp_path, {"00_summary": [code(limit + "bytearray(2**32)")]})
    code_, _, err = run(tmp_path, *ONE)
    assert code_ == 1
    assert "00_summary.vi #4 «Mở đầu»: got MemoryError" in err


def test_kernels_keep_no_history_on_whose_file_others_would_wait(tmp_path, run):
    make_project(tmp_path, {"00_summary": [code("print(get_ipython().history_manager.hist_file)")]})
    code_, out, _ = run(tmp_path, *ONE)
    assert code_ == 0
    assert ":memory:" in Path(out.strip()).read_text(encoding="utf-8")


def test_a_plain_locale_still_reads_and_writes_vietnamese(tmp_path):
    source = "open('../note.txt', 'w').write('Hòa Bình')\nprint(open('../note.txt').read())"
    make_project(tmp_path, {"00_summary": [code(source)]})
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "CHISO_LANG": "vi"}
    done = subprocess.run(
        [sys.executable, "-m", "faults.driver", *ONE],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(TESTS), **plain},
        capture_output=True,
        check=True,
    )
    page = Path(done.stdout.decode().strip()).read_text(encoding="utf-8")
    assert "Hòa Bình" in page
