"""Chapters in real kernels: what happened is told as what it is."""

import json
import sys
import threading
import time

import papermill
import pytest
from nbclient.exceptions import CellTimeoutError

from chiso.runner.client import TruthfulClient
from chiso.runner.execute import Workshop, run_chapter
from chiso.runner.failure import Failure
from chiso.runner.jobs import ChapterJob, Limits
from chiso.runner.output_cap import Cut
from chiso.runner.watch import Switch
from unit.runner.tiny import code, markdown, write_notebook

pytestmark = pytest.mark.slow
KILL = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
KILLED_LATER = """
import os
get_ipython().kernel.shell_handlers["kernel_info_request"] = lambda *_: os.kill(os.getpid(), 9)
"""
MARK = "open('mark', 'w', encoding='utf-8').close()\n"
SLEEP = "import time\ntime.sleep(60)"


def chapter(tmp_path, *cells):
    """Cells 0 to 2 are the title and the parameters, so the given ones begin with cell 3."""
    source = write_notebook(tmp_path / "notebooks" / "10_trends.ipynb", *cells)
    target = tmp_path / "out" / "10_trends.vi.ipynb"
    data = str(tmp_path / "data" / "tiny")
    parameters = {"period": "2023", "lang": "vi", "data": data}
    return ChapterJob("2023", "vi", "10_trends", source, target, parameters)


def workshop(tmp_path, **changes):
    (tmp_path / "scratch").mkdir(parents=True)
    paths = ((f"{tmp_path}/data/tiny", "../data/tiny"), (f"{tmp_path}/", ""))
    return Workshop(tmp_path / "notebooks", tmp_path / "scratch", paths, **changes)


@pytest.fixture
def run(warm):
    """Runs a chapter of some cells in a kernel that is forked, unless ``warm=None``."""

    def run_cells(tmp_path, *cells, switch=None, **changes):
        job = chapter(tmp_path, *cells)
        place = workshop(tmp_path, **{"warm": warm, **changes})
        result = run_chapter(job, place, switch or Switch())
        return result, json.loads(job.target.read_text(encoding="utf-8"))

    return run_cells


def states(notebook):
    return [
        cell["metadata"].get("papermill", {}).get("status", "")[:1] for cell in notebook["cells"]
    ]


def last_error(notebook, index):
    return notebook["cells"][index]["outputs"][-1]["ename"]


def test_a_chapter_runs_in_its_folder_and_leaves_no_machine_path(run, tmp_path):
    result, notebook = run(tmp_path, code("import os\nprint(os.getcwd(), data)"))
    assert result.failure is None
    assert result.log == ""
    assert notebook["cells"][3]["outputs"][0]["text"] == "notebooks ../data/tiny\n"
    assert str(tmp_path) not in json.dumps(notebook)
    assert list((tmp_path / "scratch").glob("*.ipynb")) == []


def test_one_very_long_line_takes_no_longer_than_many_short_ones(run, tmp_path):
    result, notebook = run(
        tmp_path, code("print('x' * 400_000)"), limits=Limits(chapter_seconds=20)
    )
    assert result.failure is None
    assert len(notebook["cells"][3]["outputs"][0]["text"]) == 400_001


def test_two_executions_give_the_same_bytes(run, tmp_path):
    texts = set()
    for name in ("a", "b"):
        cell = code("print({'x', 'y', 'z'}, period)")
        result, _ = run(tmp_path / name, cell)
        texts.add(result.job.target.read_text())
    assert len(texts) == 1


def test_braces_in_a_path_are_no_parameters(run, tmp_path):
    result, _ = run(tmp_path / "a{period}b{", code("print(1)"))
    assert result.failure is None


@pytest.mark.parametrize(
    ("source", "kind", "message", "ename"),
    [
        ("1 / 0", "exception", "ZeroDivisionError: division by zero", "ZeroDivisionError"),
        (KILL, "killed", "SIGKILL (9)", "KernelKilled"),
        ("import os\nos._exit(3)", "killed", "exit(3)", "KernelKilled"),
        ("import sys\nsys.exit(0)", "stopped_early", "SystemExit: 0", "StoppedEarly"),
        ("raise SystemExit(3)", "stopped_early", "SystemExit: 3", "StoppedEarly"),
        ("exit()", "stopped_early", "exit()", "StoppedEarly"),
    ],
)
def test_the_right_cell_is_failed_and_later_ones_stay_pending(
    run, tmp_path, source, kind, message, ename
):
    cells = [code("1"), markdown("## Vì sao?", "vi"), code(source), code("2")]
    result, notebook = run(tmp_path, *cells)
    assert result.failure == Failure(kind, 5, "Vì sao?", message)
    assert states(notebook) == ["c", "c", "c", "c", "c", "f", "p"]
    assert last_error(notebook, 5) == ename


def test_a_kernel_that_dies_after_its_last_cell_fails_that_cell_and_not_the_run(run, tmp_path):
    result, notebook = run(tmp_path, code("1"), code(KILLED_LATER), markdown("## Hết", "vi"))
    assert result.failure == Failure("killed", 4, "Mở đầu", "SIGKILL (9)")
    assert states(notebook) == ["c", "c", "c", "c", "f", "c"]


def test_a_cell_that_takes_too_long_is_told_with_its_limit(run, tmp_path):
    result, notebook = run(tmp_path, code(SLEEP), code("2"), limits=Limits(cell_seconds=1))
    assert result.failure == Failure("cell_timeout", 3, "Mở đầu", "> 1 s")
    assert states(notebook) == ["c", "c", "c", "f", "p"]


@pytest.fixture
def limit(tmp_path, monkeypatch):
    """The limit of a chapter, reached as soon as a cell says so: by ``MARK``."""
    mark, timer = tmp_path / "notebooks" / "mark", threading.Timer

    class Timer(timer):
        def run(self):
            while not (mark.exists() or self.finished.is_set()):
                time.sleep(0.02)
            self.interval = 0
            super().run()

    monkeypatch.setattr("chiso.runner.watch.threading.Timer", Timer)
    return Limits(chapter_seconds=3)


def test_a_chapter_that_takes_too_long_is_killed(run, tmp_path, limit):
    result, notebook = run(tmp_path, code("1"), code(MARK + SLEEP), limits=limit)
    assert (result.failure.kind, result.failure.cell) == ("chapter_timeout", 4)
    assert last_error(notebook, 4) == "ChapterTimeout"


def test_a_chapter_has_as_many_seconds_as_it_is_given(run, tmp_path):
    result, _ = run(tmp_path, code(SLEEP), limits=Limits(chapter_seconds=1))
    assert result.failure.kind == "chapter_timeout"


def test_an_interrupt_kills_the_chapter_that_runs(run, tmp_path):
    switch = Switch()
    started = tmp_path / "started"
    source = f"open({str(started)!r}, 'w', encoding='utf-8').close()\n{SLEEP}"

    def interrupt():
        while not started.exists():
            time.sleep(0.02)
        switch.interrupt()

    thread = threading.Thread(target=interrupt)
    thread.start()
    result, _ = run(tmp_path, code(source), switch=switch)
    thread.join()
    assert (result.failure.kind, result.failure.cell) == ("interrupted", 3)


def test_an_interrupt_before_the_start_runs_no_cell(run, tmp_path):
    switch = Switch()
    switch.interrupt()
    result, notebook = run(tmp_path, code("1"), switch=switch)
    assert result.failure.kind == "interrupted"
    assert states(notebook) == ["c", "f", "p", "p"]  # text cells need no kernel


def install(tmp_path, monkeypatch, *argv):
    folder = tmp_path / "kernels" / "odd"
    folder.mkdir(parents=True)
    spec = {"argv": list(argv), "display_name": "Odd", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))


def test_a_kernel_that_dies_at_its_start_is_told_with_its_last_words(run, tmp_path, monkeypatch):
    install(tmp_path, monkeypatch, sys.executable, "-c", "raise MemoryError('no room')")
    result, notebook = run(tmp_path, code("1"), kernel="odd")
    assert (result.failure.kind, result.failure.cell) == ("no_start", 1)
    assert "no room" in result.log
    assert states(notebook) == ["c", "f", "p", "p"]  # text cells need no kernel


def test_a_kernel_that_cannot_be_launched_is_told(run, tmp_path, monkeypatch):
    install(tmp_path, monkeypatch, "/nowhere/python")
    result, _ = run(tmp_path, code("1"), kernel="odd")
    assert result.failure.kind == "no_start"
    assert "/nowhere/python" in result.failure.message


def test_an_error_that_a_cell_may_raise_still_fails_a_chapter(run, tmp_path):
    result, _ = run(tmp_path, code("1 / 0", "raises-exception"))
    assert result.failure == Failure(
        "exception", 3, "Mở đầu", "ZeroDivisionError: division by zero"
    )


def plain_papermill(tmp_path, *cells):
    job = chapter(tmp_path, *cells)
    target = tmp_path / "plain.ipynb"
    try:
        papermill.execute_notebook(
            str(job.source),
            str(target),
            engine_name="chiso",
            progress_bar=False,
        )
    finally:
        saved = json.loads(target.read_text(encoding="utf-8"))
    return saved


def test_plain_papermill_succeeds_with_this_engine(tmp_path):
    saved = plain_papermill(tmp_path, code("print(1)"))
    assert saved["metadata"]["papermill"]["exception"] is None
    assert saved["metadata"]["language_info"]["version"]


def test_plain_papermill_no_longer_takes_an_early_stop_for_success(tmp_path):
    with pytest.raises(papermill.PapermillExecutionError) as caught:
        plain_papermill(tmp_path, code("import sys\nsys.exit(0)"))
    assert (caught.value.cell_index, caught.value.ename) == (2, "StoppedEarly")


def raise_in_cell(monkeypatch, error):
    def execute_cell(self, cell, index):
        if cell.source == "boom":
            raise error
        return cell

    monkeypatch.setattr(TruthfulClient, "execute_cell", execute_cell)


def test_ctrl_c_in_plain_papermill_is_saved_as_an_interrupt(tmp_path, monkeypatch):
    raise_in_cell(monkeypatch, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        plain_papermill(tmp_path, code("boom"), code("2"))
    saved = json.loads((tmp_path / "plain.ipynb").read_text(encoding="utf-8"))
    assert saved["metadata"]["chiso"]["failure"]["kind"] == "interrupted"
    assert states(saved) == ["c", "c", "f", "p"]


def test_output_that_never_arrives_is_told_apart_from_a_slow_cell(run, tmp_path, monkeypatch):
    raise_in_cell(monkeypatch, CellTimeoutError("Timeout waiting for IOPub output"))
    result, _ = run(tmp_path, code("boom"))
    assert (result.failure.kind, result.failure.message) == ("lost_output", "> 60 s")


def test_what_a_chapter_reads_is_observed_and_what_it_writes_is_not(run, tmp_path):
    source = """
import os
print(open("../note.txt").read(), os.listdir("../data"))
open("../made.txt", "w").write("x")
print(open("../made.txt").read())
"""
    (tmp_path / "data").mkdir(parents=True)
    (tmp_path / "note.txt").write_text("read me")
    result, _ = run(tmp_path, code(source))
    seen = {(read.kind, read.path.name) for read in result.reads if tmp_path in read.path.parents}
    assert {("file", "note.txt"), ("folder", "data")} <= seen
    assert ("file", "made.txt") not in seen


def test_forty_megabytes_of_output_are_cut_with_a_note(run, tmp_path):
    result, notebook = run(tmp_path, code("print('x' * 40_000_000)"), code("2"))
    assert result.failure is None
    assert result.cuts == (Cut(3, "Mở đầu", 36_000_001, "_full/2023/10_trends.vi.txt"),)
    assert result.job.full_text.read_bytes() == b"x" * 40_000_000 + "\n\n[#4 Mở đầu]\n".encode()
    assert notebook["metadata"]["chiso"]["cuts"] == [result.cuts[0].to_record()]
    text, note = notebook["cells"][3]["outputs"]
    assert len(text["text"]) == 4_000_000
    told = "".join(note["data"]["text/html"])
    assert "đã bỏ 36.000.001 ký tự cuối. Toàn văn: _full/2023/10_trends.vi.txt]" in told
    assert notebook["cells"][4]["outputs"]


def test_a_hanging_chapter_tells_where_it_hung_and_how_much_memory_it_held(run, tmp_path, limit):
    hang = f"""
import threading
block = bytearray(80 << 20)
def wait_for_a_lock_that_nobody_frees():
    lock = threading.Lock()
    lock.acquire()
    {MARK}
    lock.acquire()
wait_for_a_lock_that_nobody_frees()
"""
    result, notebook = run(tmp_path, code(hang), limits=limit)
    assert result.failure == Failure("chapter_timeout", 3, "Mở đầu", "> 3 s")
    assert "wait_for_a_lock_that_nobody_frees" in result.log
    assert result.peak_bytes > 80 << 20
    assert states(notebook) == ["c", "c", "c", "f"]


def test_a_cell_that_takes_too_long_tells_where_it_stood(run, tmp_path):
    result, _ = run(tmp_path, code(SLEEP), limits=Limits(cell_seconds=1))
    assert "most recent call first" in result.log


def test_the_headings_of_a_chapter_are_told_while_it_runs(tmp_path):
    told = []
    job = chapter(tmp_path, markdown("## Vì sao?"), code("1"))
    run_chapter(job, workshop(tmp_path), Switch(), told.append)
    assert told == ["Mở đầu", "Mở đầu", "Mở đầu", "Vì sao?", "Vì sao?"]
