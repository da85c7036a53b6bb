import hashlib
import threading
import zlib
from types import SimpleNamespace

import pytest

from chiso.runner import remote
from chiso.runner.jobs import Limits
from chiso.runner.reads import Read
from chiso.runner.shipment import pack
from chiso.runner.surroundings import Surroundings, read_surroundings
from chiso.runner.warm.owner import can_fork
from unit.runner.tiny import fake_run_chapter, make_project


class FakeWorker:
    """As much of a dask worker as a chapter needs."""

    address = "tcp://here"

    def __init__(self, folder):
        self.local_directory = str(folder)
        self.told = []
        self.state = SimpleNamespace(tasks={"key": SimpleNamespace(state="executing")})

    def get_current_task(self):
        return "key"

    def log_event(self, topic, message):
        self.told.append((topic, message))


@pytest.fixture
def worker(tmp_path, monkeypatch):
    (tmp_path / "worker").mkdir()
    made = FakeWorker(tmp_path / "worker")
    monkeypatch.setattr(remote, "get_worker", lambda: made)
    monkeypatch.setattr(remote, "_POLL_SECONDS", 0.01)
    return made


@pytest.fixture
def packing(tmp_path):
    return pack(make_project(tmp_path / "project"))


def parcel(packing, surroundings=None, *, is_warm=False):
    basis = (surroundings or read_surroundings(), frozenset())
    parameters = {"period": "2023", "lang": "vi", "data": "/elsewhere/data"}
    return remote.Parcel(
        packing.shipment, "2023", "vi", "00_summary", parameters, Limits(), "python3", basis, "t",
        is_warm,
    )  # fmt: skip


def test_a_worker_says_what_differs_before_anything_else(worker, packing):
    other = Surroundings({**read_surroundings().parts, "python": "2.7.18"})
    answer = remote.run_parcel(parcel(packing, other))
    assert isinstance(answer, remote.Foreign)
    assert answer.worker == "tcp://here"
    assert answer.differences[0].startswith("python 2.7.18 / ")


def test_a_worker_asks_for_what_it_lacks_and_keeps_it(worker, packing):
    answer = remote.run_parcel(parcel(packing))
    assert isinstance(answer, remote.Lacking)
    assert answer.digests == remote.lacking_here(packing.shipment, worker)
    remote.keep_contents([packing.content(sha) for sha in answer.digests], worker)
    assert remote.lacking_here(packing.shipment, worker) == ()


def test_a_delivery_holds_the_notebook_its_digest_and_what_was_read_in_the_tree(
    worker, packing, monkeypatch
):
    ran = []

    def run(job, workshop, switch, reached):
        reached("Mở đầu")
        ran.append((job, workshop))
        data = workshop.notebooks.parent / "data" / "tiny" / "dataset.yml"
        reads = (Read("file", data, 1, 1), Read("file", packing.project.root / "x", 1, 1))
        result = fake_run_chapter(job, workshop, switch)
        job.full_text.write_bytes(b"all that was printed")
        return type(result)(job, 0.5, None, "", 7, reads, kernel="warm")

    monkeypatch.setattr(remote, "run_chapter", run)
    remote.keep_contents([packing.content(d) for d in packing.shipment.files.values()], worker)
    answer = remote.run_parcel(parcel(packing))
    assert isinstance(answer, remote.Delivery)
    assert hashlib.sha256(answer.notebook).hexdigest() == answer.sha256
    assert answer.reads == (("file", "project/data/tiny/dataset.yml", ""),)
    assert (answer.peak_bytes, answer.kernel) == (7, "warm")
    assert zlib.decompress(answer.full_text) == b"all that was printed"
    job, workshop = ran[0]
    assert job.parameters["data"] == str(workshop.notebooks.parent / "data" / "tiny")
    told = {"period": "2023", "lang": "vi", "chapter": "00_summary", "heading": "Mở đầu"}
    assert worker.told == [("t", {**told, "heading": remote.BEGUN}), ("t", told)]


@pytest.mark.parametrize("tasks", [{}, {"key": SimpleNamespace(state="cancelled")}])
def test_a_chapter_that_nobody_waits_for_is_stopped(worker, packing, monkeypatch, tasks):
    worker.state.tasks = tasks

    def run(job, workshop, switch, reached):
        stopped = threading.Event()
        with switch.watched() as watch:
            watch.attach(stopped.set)
            assert stopped.wait(5)
            assert watch.reason == "interrupted"
        return fake_run_chapter(job, workshop, switch)

    monkeypatch.setattr(remote, "run_chapter", run)
    remote.keep_contents([packing.content(d) for d in packing.shipment.files.values()], worker)
    answer = remote.run_parcel(parcel(packing))
    assert isinstance(answer, remote.Delivery)
    assert answer.reads is None


def test_a_worker_forks_its_kernels_from_one_warm_process(worker, packing, monkeypatch):
    seen = []

    def run(job, workshop, switch, reached):
        seen.append(workshop.warm)
        return fake_run_chapter(job, workshop, switch)

    monkeypatch.setattr(remote, "run_chapter", run)
    remote.keep_contents([packing.content(d) for d in packing.shipment.files.values()], worker)
    for is_warm in (True, True, False):
        remote.run_parcel(parcel(packing, is_warm=is_warm))
    assert seen[0] is seen[1]
    assert (seen[0] is not None) == can_fork()
    assert seen[2] is None
    if seen[0]:
        seen[0].close()
