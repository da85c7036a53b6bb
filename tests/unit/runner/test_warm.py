"""Forked kernels: like fresh ones in all that a chapter can see, and gone with their runner."""

import json
import os
import resource
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_core.utils import run_sync

from chiso.runner.execute import Workshop, run_chapter
from chiso.runner.jobs import ChapterJob
from chiso.runner.kernel import kernel_environment
from chiso.runner.warm.messages import Request
from chiso.runner.warm.owner import ADDRESS, WarmServer
from chiso.runner.warm.prepared import Edition, PreparedReports
from chiso.runner.warm.process import ForkedProcess, RefusalError
from chiso.runner.warm.provisioner import WarmProvisioner, how_started
from chiso.runner.watch import Switch
from makers import observation
from unit.dataset.test_partitions import stored
from unit.runner.tiny import code, make_project, write_notebook

pytestmark = pytest.mark.slow
HOA_BINH = Path(__file__).parents[3] / "data" / "hoa_binh"
WHO = "import os\nprint(os.getpid(), os.getppid(), os.getsid(0), os.getpgid(0))"
LEAK = """
import builtins, os
import matplotlib, numpy, pandas
print(hasattr(builtins, "left"), matplotlib.rcParams["figure.dpi"], os.environ.get("LEFT"))
print(pandas.options.display.max_rows, len(numpy.random.get_state()[1]))
builtins.left = True
matplotlib.rcParams["figure.dpi"] = 33
pandas.options.display.max_rows = 3
os.environ["LEFT"] = "left"
"""
CHART = """
import matplotlib
from matplotlib import pyplot
pyplot.plot([1, 2, 4])
pyplot.title("Tỷ lệ hồ sơ trực tuyến");
"""
BACKEND = 'print(matplotlib.get_backend(), matplotlib.rcParams["backend"], pyplot.get_fignums())'
SURROUNDINGS = """
import os, sys, threading
print(os.getcwd(), sys.argv[0], sys.path, sys.flags, __name__, sys.stdin.isatty())
print(sorted(name for name in os.environ if not name.startswith(("JPY", "PYDEVD", "JE_"))))
print(type(get_ipython().kernel.parent).__name__, "rfc3987_syntax" in sys.modules)
print(hash("chữ"), threading.current_thread().name)
"""
THREADS = """
import io
import numpy, pyarrow.csv, pyarrow.parquet
square = numpy.ones((600, 600))
table = pyarrow.csv.read_csv(io.BytesIO(b"a,b" + b"\\n1,2" * 300_000))
sink = io.BytesIO()
pyarrow.parquet.write_table(table, sink)
again = pyarrow.parquet.read_table(sink, use_threads=True)
print((square @ square)[0, 0], table.num_rows, again.num_rows)
"""
POOLS = """
import multiprocessing
with multiprocessing.get_context("fork").Pool(2) as pool:
    print(pool.map(abs, [-1, -2]))
import subprocess
print(subprocess.run(["echo", "xin chào"], capture_output=True, text=True).stdout)
import os
os.system("echo từ tiến trình con")
"""
OPEN = """
import sys
opened = []
sys.addaudithook(lambda event, values: event == "open" and opened.append(str(values[0])))
import chiso
report = chiso.open_report(period, lang=lang, data=data)
print(report.echo(), any(path.endswith(".csv") for path in opened))
"""
SECOND_THREAD = """
import threading, time
threading.Thread(target=time.sleep, args=[60], daemon=True).start()
"""
SLOW_TO_BE_BORN = """
import os, time
os.register_at_fork(after_in_child=lambda: time.sleep(0.3))
"""


def notebook(folder, warm, *cells):
    """The executed cells of a chapter, in a kernel that is forked or (for None) cold."""
    (folder / "scratch").mkdir(parents=True)
    source = write_notebook(folder / "notebooks" / "10_x.ipynb", *map(code, cells))
    job = ChapterJob("2023", "vi", "10_x", source, folder / "out.ipynb", {})
    place = Workshop(folder / "notebooks", folder / "scratch", warm=warm)
    result = run_chapter(job, place, Switch())
    assert result.failure is None
    return json.loads(job.target.read_text(encoding="utf-8"))["cells"][2:]


def test_a_chapter_knows_how_its_kernel_started(tmp_path, warm):
    assert started(tmp_path / "a", warm) == "warm"
    assert started(tmp_path / "b", None) == "cold: there is no warm process"
    assert started(tmp_path / "c", warm, kernel="python3") == "cold: a kernel of another kind"


def started(folder, warm, **changes):
    (folder / "scratch").mkdir(parents=True)
    source = write_notebook(folder / "notebooks" / "10_x.ipynb", code("1"))
    job = ChapterJob("2023", "vi", "10_x", source, folder / "out.ipynb", {})
    place = Workshop(folder / "notebooks", folder / "scratch", warm=warm, **changes)
    return run_chapter(job, place, Switch()).kernel


@pytest.mark.parametrize(
    ("streams", "how"),
    [({}, "warm"), ({"stderr": subprocess.DEVNULL}, "cold: output of the kernel is not to a file")],
)
def test_a_kernel_speaks_where_its_starter_speaks(warm, tmp_path, capfd, streams, how):
    provisioner = WarmProvisioner(kernel_spec=KernelSpec(), kernel_id="1")
    words = [sys.executable, "-m", "chiso.runner.kernel_launcher", "--help"]
    env = kernel_environment(os.environ, tmp_path) | {ADDRESS: str(warm.address)}
    run_sync(provisioner.launch_kernel)(words, env=env, cwd="/", **streams)
    run_sync(provisioner.wait)()
    assert how_started(provisioner) == how
    assert "IPython: an enhanced interactive Python shell." in capfd.readouterr().out


def printed(folder, warm, *cells):
    shown = notebook(folder, warm, *cells)
    return ["".join(cell["outputs"][0]["text"]) if cell["outputs"] else "" for cell in shown]


def is_running(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def all_end(pids, seconds=5):
    until = time.monotonic() + seconds
    while any(map(is_running, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(map(is_running, pids))


def test_each_kernel_is_a_fork_of_its_own_with_a_session_of_its_own(tmp_path, full):
    first, second = (printed(tmp_path / name, full, WHO)[0].split() for name in "ab")
    assert first[1] == second[1] == str(full.pid)
    assert first[0] != second[0]
    assert first[0] == first[2] == first[3]
    assert all_end([int(first[0]), int(second[0])])


def test_nothing_that_a_chapter_leaves_behind_reaches_the_next(tmp_path, full):
    first, second = (printed(tmp_path / name, full, LEAK) for name in "ab")
    assert first == second
    assert first[0].startswith("False 100.0 None\n60 ")


def test_a_chart_is_shown_and_has_the_bytes_of_a_cold_kernel(tmp_path, full):
    forked, cold = (notebook(tmp_path / str(warm), warm, CHART, BACKEND) for warm in (full, None))
    assert "image/png" in forked[0]["outputs"][0]["data"]
    assert forked == cold


def test_a_chapter_finds_the_surroundings_of_a_cold_kernel(tmp_path, full):
    forked = printed(tmp_path / "a", full, SURROUNDINGS)[0]
    cold = printed(tmp_path / "b", None, SURROUNDINGS)[0]
    assert "PatientKernelApp" in cold
    assert forked == cold.replace(f"{tmp_path}/b", f"{tmp_path}/a")


def test_random_numbers_differ_from_kernel_to_kernel(tmp_path, full):
    draw = "import random, uuid, numpy\nprint(numpy.random.rand(), random.random(), uuid.uuid4())"
    first, second = (printed(tmp_path / name, full, draw)[0].split() for name in "ab")
    assert [one == other for one, other in zip(first, second, strict=True)] == [False] * 3


def test_libraries_start_their_threads_in_the_fork(tmp_path, full):
    assert printed(tmp_path, full, THREADS) == ["600.0 300000 300000\n"]
    assert psutil.Process(full.pid).num_threads() == 1


def test_reading_parquet_leaves_one_thread_so_that_kernels_can_be_forked(tmp_path, full):
    program = f"""
from pathlib import Path
from chiso.dataset.partitions import read_partitions
from chiso.runner.warm.server import has_one_thread
frame, problems = read_partitions(Path({str(stored(tmp_path, observation()))!r}))
raise SystemExit(0 if len(frame) == 1 and not problems and has_one_thread() else 3)
"""
    with closing(ask(full, target="builtins:exec", args=(program,))) as reader:
        assert reader.wait(10) == 0


def test_a_fork_can_have_processes_of_its_own(tmp_path, full, monkeypatch):
    # Under pytest a kernel would not listen to what its children print.
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    assert printed(tmp_path, full, POOLS) == ["[1, 2]\nxin chào\n\ntừ tiến trình con\n"]


def test_all_words_of_a_dying_kernel_reach_its_log(tmp_path, full):
    folder = tmp_path / "notebooks"
    source = write_notebook(folder / "10_x.ipynb", code("import ctypes\nctypes.string_at(0)"))
    (tmp_path / "scratch").mkdir()
    place = Workshop(folder, tmp_path / "scratch", warm=full)
    job = ChapterJob("2023", "vi", "10_x", source, tmp_path / "out.ipynb", {})
    result = run_chapter(job, place, Switch())
    assert result.failure.message == "SIGSEGV (11)"
    assert "Extension modules: " in result.log


def test_sockets_of_kernels_never_meet_and_leave_nothing(tmp_path, warm):
    program = f"""
        import sys
        from pathlib import Path
        from jupyter_client.manager import KernelManager
        from chiso.runner.manager import make_manager
        from jupyter_core.utils import run_sync
        for _ in range(3):
            manager = make_manager("chiso", Path({str(warm.folder)!r}))
            run_sync(manager.start_kernel)()
            client = manager.client()
            client.start_channels()
            run_sync(client.wait_for_ready)(timeout=30)
            print(manager.connection_file)
            client.stop_channels()
            run_sync(manager.shutdown_kernel)(now=True)
        """
    variables = kernel_environment(os.environ, tmp_path) | {ADDRESS: str(warm.address)}
    processes = [
        subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], env=variables,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]  # fmt: skip
    told = [process.communicate(timeout=60) for process in processes]
    files = [line for out, _ in told for line in out.split()]
    assert [err for _, err in told] == [""] * 3
    assert len(set(files)) == 9
    assert sorted(path.name for path in warm.folder.iterdir()) == ["log", "server"]


def ask(server, **changes):
    env = kernel_environment(os.environ, Path("/"))
    usual = {"target": "builtins:print", "args": ("xin chào",), "env": env, "cwd": "/"}
    return ForkedProcess(server.address, Request(**{**usual, **changes}))


def test_a_process_is_told_with_its_exit_code(warm):
    process = ask(warm)
    assert process.wait(10) == 0
    process.close()
    failing = ask(warm, target="builtins:int", args=("x",))
    assert failing.wait(10) == 1
    failing.close()


def test_a_process_ends_when_nobody_waits_for_it_any_more(warm):
    process = ask(warm, target="os:system", args=("sleep 60",))
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.3)
    family = [process.pid, *(child.pid for child in psutil.Process(process.pid).children())]
    assert len(family) == 2
    process.close()
    assert all_end(family)


def test_a_process_that_is_given_up_while_it_is_born_ends_alone(tmp_path):
    (tmp_path / "slow.py").write_text(SLOW_TO_BE_BORN, encoding="utf-8")
    env = kernel_environment(os.environ | {"PYTHONPATH": str(tmp_path)}, tmp_path)
    with WarmServer(env, ["slow"]) as server:
        server.start()
        sleeping = {"target": "os:system", "args": ("sleep 60",), "env": env}
        process = ask(server, **sleeping, stop=signal.SIGTERM)
        process.close()
        assert all_end([process.pid])
        with closing(ask(server, env=env)) as another:
            assert another.wait(10) == 0


def test_a_kernel_with_other_startup_variables_is_started_cold(warm):
    env = kernel_environment(os.environ, Path("/")) | {"PYTHONHASHSEED": "7", "PATH": "/bin"}
    with pytest.raises(RefusalError, match=r"other environment variables: PYTHONHASHSEED$"):
        ask(warm, env=env)


def test_a_module_that_changed_since_it_was_imported_is_not_forked(tmp_path):
    (tmp_path / "drafted.py").write_text("ANSWER = 1\n", encoding="utf-8")
    env = kernel_environment(os.environ | {"PYTHONPATH": str(tmp_path)}, tmp_path)
    with WarmServer(env, ["drafted"]) as server:
        server.start()
        ask(server, env=env).close()
        (tmp_path / "drafted.py").write_text("ANSWER = 42\n", encoding="utf-8")
        with pytest.raises(RefusalError, match=r"changed on disk: .*drafted\.py"):
            ask(server, env=env)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (SECOND_THREAD, "more than one thread"),
        ("import matplotlib_inline.backend_inline", "imported before a shell exists"),
        ("raise SystemExit(1)", "the warm process ended|at the warm process"),
    ],
)  # fmt: skip
def test_a_server_that_cannot_fork_safely_says_so(tmp_path, source, reason):
    (tmp_path / "unfit.py").write_text(source, encoding="utf-8")
    env = kernel_environment(os.environ | {"PYTHONPATH": str(tmp_path)}, tmp_path)
    with WarmServer(env, ["unfit"]) as server:
        server.start()
        with pytest.raises(RefusalError, match=reason):
            ask(server, env=env)


def test_without_a_server_at_its_address_a_kernel_starts_cold(tmp_path):
    env = kernel_environment(os.environ, tmp_path)
    with WarmServer(env) as server:
        assert "\n" in printed(tmp_path, None, WHO)[0]
        with pytest.raises(RefusalError, match="No such file or directory"):
            ask(server)


def runner_with_a_kernel(tmp_path):
    """A process that owns a server with one running kernel, and the numbers of all three."""
    program = f"""
        import os, time
        from pathlib import Path
        from chiso.runner.kernel import kernel_environment
        from chiso.runner.warm.messages import Request
        from chiso.runner.warm.owner import WarmServer
        from chiso.runner.warm.process import ForkedProcess
        env = kernel_environment(os.environ, Path({str(tmp_path)!r}))
        server = WarmServer(env, [])
        server.start()
        busy = Request("os:system", ("sleep 60",), env, "/")
        kernel = ForkedProcess(server.address, busy)
        print(server.folder, server.pid, kernel.pid, flush=True)
        time.sleep(60)
        """
    runner = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
    )
    folder, *pids = runner.stdout.readline().split()
    return runner, Path(folder), [int(pid) for pid in pids]


def test_nothing_outlives_a_runner_that_is_killed(tmp_path):
    runner, folder, pids = runner_with_a_kernel(tmp_path)
    grandchildren = [child.pid for child in psutil.Process(pids[1]).children(recursive=True)]
    runner.kill()
    runner.communicate()
    assert all_end([*pids, *grandchildren])
    assert not folder.exists()


def test_a_kernel_ends_with_its_server_even_while_it_computes(warm, tmp_path):
    env = kernel_environment(os.environ, tmp_path)
    with WarmServer(env, []) as server:
        server.start()
        process = ask(server, target="os:system", args=("sleep 60",))
        os.kill(server.pid, signal.SIGKILL)
        assert process.wait(5) == -signal.SIGKILL
        assert all_end([process.pid])
        process.close()


def test_what_forked_processes_used_is_counted_with_their_server_even_when_nobody_waits(tmp_path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with WarmServer(kernel_environment(os.environ, tmp_path), []) as server:
        server.start()
        process = ask(server, target="timeit:timeit", args=("sum(range(10**6))",))
        busy = psutil.Process(process.pid)
        while (used := busy.cpu_times().user) < 0.3:
            time.sleep(0.02)
        process.close()
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before > used


@pytest.fixture
def prepared(tmp_path, full):
    """The reports of one period, a period without figures, and a project with a chapter."""
    project = replace(make_project(tmp_path, {"10_x": [code(OPEN)]}), data=HOA_BINH)
    env = kernel_environment(os.environ, tmp_path / "scratch")
    (tmp_path / "scratch").mkdir()
    editions = [
        Edition(str(project.data), "2024-H1", ("vi", "en")),
        Edition(str(project.data), "1990", ("vi",)),
    ]
    with closing(PreparedReports(full, env, project.notebooks, editions)) as reports:
        yield project, reports


def told(project, full, reports, lang):
    parameters = {"period": "2024-H1", "lang": lang, "data": str(project.data)}
    source, target = project.notebooks / "10_x.ipynb", project.root / f"{lang}.ipynb"
    place = Workshop(project.notebooks, project.root / "scratch", warm=full, prepared=reports)
    job = ChapterJob("2024-H1", lang, "10_x", source, target, parameters)
    assert run_chapter(job, place, Switch()).failure is None
    return json.loads(target.read_text(encoding="utf-8"))["cells"][-1]["outputs"][0]["text"]


def test_chapters_of_a_period_find_its_report_open(full, prepared):
    project, reports = prepared
    for lang in ("vi", "en"):
        found, read = told(project, full, reports, lang), told(project, full, None, lang)
        assert found.endswith(" False\n")
        assert read.endswith(" True\n")
        assert found.rsplit(" ", 1)[0] == read.rsplit(" ", 1)[0]


def test_reports_that_are_prepared_later_are_not_sought_where_earlier_ones_were(
    tmp_path, full, prepared
):
    project, earlier = prepared
    assert earlier.address("2024-H1").exists()
    earlier.close()
    env = kernel_environment(os.environ, tmp_path / "scratch")
    editions = [Edition(str(project.data), "2024-H1", ("vi",), is_whole=False)]
    with closing(PreparedReports(full, env, project.notebooks, editions)) as later:
        assert told(project, full, later, "vi").endswith(" False\n")


def test_a_period_whose_report_cannot_be_opened_has_the_server_itself(full, prepared):
    _, reports = prepared
    assert reports.address("1990") == full.address
    assert reports.address("2025") == full.address


def test_a_period_that_is_done_has_no_process_left(full, prepared):
    _, reports = prepared
    before = {child.pid for child in psutil.Process(full.pid).children()}
    assert reports.address("2024-H1") != full.address
    started = {child.pid for child in psutil.Process(full.pid).children()} - before
    assert started
    reports.release("2024-H1")
    assert all_end(started)
