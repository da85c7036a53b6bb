"""The warm process of a run: it imports while the run is still checked, and ends with it."""

import threading
from contextlib import contextmanager

import pytest

from chiso.errors import DataError, RunError, SetupError
from chiso.runner import run_suite, suite
from chiso.runner.lock import held
from chiso.runner.request import Silence
from unit.runner.tiny import TinyExporter, fake_run_chapter, make_project, request


@pytest.fixture
def told(monkeypatch, tmp_path_factory):
    """What happened, in order; no process starts, so the run has to look at the data set itself."""
    happened, check = [], suite.check_ready

    class Server:
        folder = tmp_path_factory.mktemp("server")
        address = folder / "server"

        def start(self):
            happened.append("started")

    @contextmanager
    def warm_server(env):
        try:
            yield Server()
        finally:
            happened.append("ended")

    def check_ready(order, plan, *how):
        happened.append("checked")
        check(order, plan, *how)

    monkeypatch.setattr("chiso.runner.workshop.warm_server", warm_server)
    monkeypatch.setattr("chiso.runner.production.run_chapter", fake_run_chapter)
    monkeypatch.setattr("chiso.runner.manifest._LIBRARY", tmp_path_factory.mktemp("library"))
    monkeypatch.setattr(suite, "check_ready", check_ready)
    return happened


def run(project, progress=None, **changes):
    return run_suite(request(project, **changes), progress, TinyExporter())


def test_it_starts_before_the_data_set_is_checked_and_ends_with_the_run(tmp_path, told):
    run(make_project(tmp_path))
    assert told == ["started", "checked", "ended"]


def test_it_ends_when_the_data_set_is_wrong(tmp_path, told):
    project = make_project(tmp_path)
    services = project.data / "observations" / "services.csv"
    services.write_text(services.read_text().replace("49.2", "149.2"), encoding="utf-8")
    with pytest.raises(DataError):
        run(project)
    assert told == ["started", "checked", "ended"]


def test_none_starts_where_nothing_is_due_or_kernels_start_cold(tmp_path, told):
    project = make_project(tmp_path)
    run(project, cold=True)
    run(project)
    assert told == ["checked", "checked"]


def test_a_run_that_waits_for_another_keeps_none_meanwhile(tmp_path, told):
    project, holds, release = make_project(tmp_path), threading.Event(), threading.Event()
    out = tmp_path / "outputs" / "tiny"
    out.mkdir(parents=True)

    class Watcher(Silence):
        def waiting(self, holder):
            told.append("waits")
            release.set()

    def other():
        with held(out, "chiso run other", wait=False, waiting=print):
            holds.set()
            release.wait(60)

    thread = threading.Thread(target=other)
    thread.start()
    holds.wait(60)
    try:
        run(project, Watcher())
    finally:
        release.set()
        thread.join()
    assert told == ["started", "checked", "ended", "waits", "started", "checked", "ended"]


def test_a_run_that_will_not_wait_ends_it(tmp_path, told):
    out = tmp_path / "outputs" / "tiny"
    out.mkdir(parents=True)
    with held(out, "chiso run other", wait=False, waiting=print), pytest.raises(SetupError):
        run(make_project(tmp_path), wait=False)
    assert told == ["started", "checked", "ended"]


def test_a_folder_for_it_that_cannot_be_made_is_told_as_what_it_is(tmp_path, told, monkeypatch):
    def no_room(env):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("chiso.runner.workshop.warm_server", no_room)
    with pytest.raises(RunError, match="No space left"):
        run(make_project(tmp_path))
