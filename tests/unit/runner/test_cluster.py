import hashlib
import sys
import zlib
from types import SimpleNamespace

import pytest
from distributed import CancelledError
from distributed.scheduler import KilledWorker

from chiso.errors import RunError, SetupError
from chiso.runner import cluster as cluster_module
from chiso.runner import remote, workforce
from chiso.runner.cluster import Cluster
from chiso.runner.execute import Workshop
from chiso.runner.failure import Failure
from chiso.runner.jobs import ChapterJob, Limits
from chiso.runner.shipment import Shelf, pack
from chiso.runner.watch import Switch
from unit.runner.tiny import make_project, request

HERE, THERE = "tcp://here", "tcp://there"
LOST = ["nobody can say"]
CONTENT = b'{"cells": []}'
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def delivery(**changes):
    known = {
        "notebook": CONTENT, "sha256": DIGEST, "seconds": 2.0, "failure": None, "log": "",
        "peak_bytes": 5, "reads": None, "cuts": (), "kernel": "warm",
    }  # fmt: skip
    return remote.Delivery(**{**known, **changes})


class FakeClient:
    """A scheduler whose workers give prepared answers, one a chapter that is sent."""

    def __init__(self, *answers, workers=(HERE,), checked=None, shelf=None):
        self.answers = list(answers)
        self.workers = list(workers)
        self.checked = checked or {}
        self.shelf = shelf
        self.sent = []
        self.handler = None

    def subscribe_topic(self, topic, handler):
        self.handler = handler

    def nthreads(self):
        if self.workers == LOST:
            raise OSError("Timed out trying to connect")
        return dict.fromkeys(self.workers, 2)

    def submit(self, function, parcel, *, pure, workers, key):
        self.sent.append(workers)
        answer = self.answers.pop(0)
        return SimpleNamespace(
            cancel=lambda force: None,
            done=lambda: not callable(answer),
            result=lambda timeout: told(answer),
        )

    def run(self, function, *values, workers=None, on_error="raise"):
        if function is remote.foreign_parts:
            return self.checked
        if workers[0] not in self.workers:
            raise OSError(workers[0])
        if function is remote.lacking_here:
            return {workers[0]: self.shelf.lacking(*values)}
        return {workers[0]: self.shelf.keep(*values)}


def told(answer):
    if callable(answer):
        answer = answer()
    if isinstance(answer, BaseException):
        raise answer
    return answer


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("CHISO_LANG", "en")


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path / "project")


@pytest.fixture
def run(project, tmp_path):
    """Runs one chapter on a client; what came of it."""

    def go(client, switch=None, reached=None):
        made = Cluster(client, HERE, pack(project), frozenset(), is_warm=False)
        parameters = {"period": "2023", "lang": "vi", "data": str(project.data)}
        source = project.notebooks / "00_summary.ipynb"
        target = tmp_path / "out" / "00_summary.vi.ipynb"
        job = ChapterJob("2023", "vi", "00_summary", source, target, parameters)
        workshop = Workshop(project.notebooks, tmp_path, project.paths, Limits())
        return made.run(job, workshop, switch or Switch(), reached)

    return go


def test_a_delivery_is_written_where_the_chapter_belongs(run, project):
    state = (project.data / "dataset.yml").stat()
    names = ("project/data/tiny/dataset.yml", "project/data/tiny/none.csv")
    reads = tuple(("file", name, "2024-06-30") for name in names)
    result = run(FakeClient(delivery(reads=reads)))
    assert result.job.target.read_bytes() == CONTENT
    assert (result.seconds, result.peak_bytes, result.failure) == (2.0, 5, None)
    there, missing = result.reads
    assert (there.path, there.bytes) == (project.data / "dataset.yml", state.st_size)
    assert (missing.path, missing.bytes) == (project.data / "none.csv", -1)
    assert {there.until, missing.until} == {"2024-06-30"}


def test_what_a_worker_cut_comes_back_whole(run):
    full_text = zlib.compress(b"x" * 1_000_000)
    assert run(FakeClient(delivery(full_text=full_text))).job.full_text.read_bytes() == b"x" * 10**6


def test_a_delivery_that_was_damaged_on_its_way_is_asked_for_again(run):
    client = FakeClient(delivery(notebook=b"{}"), delivery())
    assert run(client).job.target.read_bytes() == CONTENT
    assert len(client.sent) == 2


def test_what_a_worker_lacks_is_sent_and_the_chapter_again(run, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster_module, "_BATCH_BYTES", 100)
    shelf = Shelf(tmp_path / "shelf")
    client = FakeClient(remote.Lacking(HERE, ("a",)), delivery(), shelf=shelf)
    run(client)
    assert len(list((tmp_path / "shelf" / "objects").iterdir())) > 5


def test_a_worker_that_went_away_meanwhile_is_not_sent_anything(run):
    client = FakeClient(remote.Lacking(THERE, ("a",)), delivery())
    assert run(client).failure is None


def test_a_file_edited_while_it_is_sent_ends_the_run(run, project, tmp_path):
    def edit():
        (project.data / "dataset.yml").write_text("edited", encoding="utf-8")
        return remote.Lacking(HERE, ("a",))

    with pytest.raises(RunError, match=r"dataset\.yml.*nothing may be edited"):
        run(FakeClient(edit, shelf=Shelf(tmp_path / "shelf")))


def test_a_worker_that_differs_gets_no_more_chapters(run):
    client = FakeClient(remote.Foreign(HERE, ("python 3 / 2",)), delivery(), workers=(HERE, THERE))
    assert run(client).failure is None
    assert client.sent == [None, [THERE]]


def test_a_run_ends_when_every_worker_differs(run):
    with pytest.raises(SetupError, match="python 3 / 2"):
        run(FakeClient(remote.Foreign(HERE, ("python 3 / 2",))))


def test_a_chapter_that_never_gets_through_fails(run, monkeypatch):
    monkeypatch.setattr(cluster_module, "_ATTEMPTS", 2)
    result = run(FakeClient(delivery(notebook=b""), delivery(notebook=b"")))
    assert result.failure == Failure("lost_worker", 0, "", "")
    assert b"print(period)" in result.job.target.read_bytes()


def test_a_chapter_that_was_begun_three_times_and_never_came_back_fails(run, tmp_path):
    def die():
        told = {"period": "2023", "lang": "vi", "chapter": "00_summary", "heading": remote.BEGUN}
        client.handler((0.0, told))
        return remote.Lacking(HERE, ("a",))

    client = FakeClient(die, die, die, delivery(), shelf=Shelf(tmp_path / "shelf"))
    assert run(client).failure == Failure("lost_worker", 0, "", "")
    assert len(client.sent) == 3


def test_a_chapter_that_kills_its_workers_fails_with_the_last_of_them(run):
    killed = KilledWorker("key", SimpleNamespace(address=THERE), 3)
    result = run(FakeClient(killed))
    assert result.failure == Failure("lost_worker", 0, "", THERE)


def test_a_cancelled_chapter_was_stopped_or_its_scheduler_is_lost(run):
    switch = Switch()

    def stop():
        switch.interrupt()
        return CancelledError()

    assert run(FakeClient(stop), switch).failure.kind == "interrupted"
    with pytest.raises(RunError, match="scheduler has to stay"):
        run(FakeClient(CancelledError()))


def test_nobody_waits_for_ever_for_workers(run, monkeypatch):
    monkeypatch.setattr(cluster_module, "_PATIENCE_SECONDS", 10)
    with pytest.raises(RunError, match="at least one worker"):
        run(FakeClient(lambda: TimeoutError(), workers=()))


def test_a_scheduler_that_is_lost_between_two_looks_is_told_as_such(run):
    turns = iter([TimeoutError(), CancelledError()])
    with pytest.raises(RunError, match="scheduler has to stay"):
        run(FakeClient(lambda: next(turns), workers=LOST))


def test_a_chapter_in_the_queue_is_waited_for(run):
    turns = iter([TimeoutError(), delivery()])
    assert run(FakeClient(lambda: next(turns))).failure is None


def test_a_chapter_that_itself_ran_out_of_time_is_waited_for_no_longer(run):
    with pytest.raises(TimeoutError, match="of the disk"):
        run(FakeClient(TimeoutError("of the disk")))


def test_headings_reach_whoever_follows_the_chapter(run):
    heard = []

    def tell():
        told = {"period": "2023", "lang": "vi", "chapter": "00_summary", "heading": "Một"}
        client.handler((0.0, told))
        client.handler((0.0, {**told, "period": "2022"}))
        return delivery()

    client = FakeClient(tell)
    run(client, reached=heard.append)
    assert heard == ["Một"]


def test_workers_are_checked_before_anything_is_sent(project):
    client = FakeClient(checked={HERE: [], THERE: ModuleNotFoundError("No module named 'chiso'")})
    with pytest.raises(SetupError, match=f"{THERE}.*No module named 'chiso'"):
        Cluster(client, HERE, pack(project), frozenset(), is_warm=False).check_workers()
    many = FakeClient(checked={HERE: [f"p{n} 1 / 2" for n in range(8)]})
    with pytest.raises(SetupError, match=r"p5 1 / 2 \(\+2\)"):
        Cluster(many, HERE, pack(project), frozenset(), is_warm=False).check_workers()


class TestWorkforce:
    def test_chapters_run_here_unless_a_cluster_is_named(self, project):
        asked = request(project, jobs=3)
        with workforce.workforce(asked, fake := object(), is_due=True) as found:
            assert found == (fake, 3)

    def test_nobody_is_asked_when_nothing_is_due(self, project):
        asked = request(project, cluster="tcp://127.0.0.1:1")
        with workforce.workforce(asked, fake := object(), is_due=False) as found:
            assert found == (fake, 1)

    def test_without_dask_it_says_how_to_install_it(self, project, monkeypatch):
        monkeypatch.setitem(sys.modules, "distributed", None)
        with (
            pytest.raises(SetupError, match=r"chiso\[cluster\]"),
            workforce.connected("tcp://127.0.0.1:1", project),
        ):
            pass

    def test_an_address_that_is_none_is_told(self, project):
        with (
            pytest.raises(SetupError, match="a running dask scheduler"),
            workforce.connected("nonsense://", project),
        ):
            pass

    @pytest.mark.parametrize("threads", [0, 1])
    def test_a_scheduler_needs_workers_and_jobs_follow_them(self, project, monkeypatch, threads):
        class Client(FakeClient):
            def __init__(self, address, **options):
                super().__init__(workers=[HERE] * threads)

            def __enter__(self):
                return self

            def __exit__(self, *error):
                pass

            def wait_for_workers(self, count, timeout):
                if len(self.workers) < count:
                    raise TimeoutError

        monkeypatch.setattr("distributed.Client", Client)
        asked = request(project, cluster=HERE, jobs=0)
        if threads:
            with workforce.workforce(asked, object(), is_due=True) as (_, jobs):
                assert jobs == 2
        else:
            with (
                pytest.raises(SetupError, match="dask worker tcp://here"),
                workforce.workforce(asked, object(), is_due=True),
            ):
                pass
