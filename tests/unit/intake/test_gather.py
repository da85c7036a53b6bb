"""Files read, side by side or not, whatever becomes of the readers."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from chiso.intake import pool
from chiso.intake.gather import gather
from chiso.intake.outcomes import Known, Outcome, Read, Refusal, Silence
from chiso.intake.pool import Reader, read_all
from chiso.loaders.reading import Hints
from chiso.loaders.safety import file_digest
from unit.intake.made_up import read_made_up, write_return
from unit.intake.makers import dataset


class Listener(Silence):
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.files = 0
        self.heard: list[Outcome] = []

    def begin(self, files: int) -> None:
        self.files = files

    def file_done(self, outcome: Outcome) -> None:
        self.heard.append(outcome)


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    _, catalogue = dataset(tmp_path / "data")
    return Reader(read_made_up, catalogue, Hints())


def many(folder: Path, count: int, **changes: object) -> list[Path]:
    paths = [folder / f"bc_{number:02}.json" for number in range(count)]
    return [write_return(path, value, **changes) for value, path in enumerate(paths)]


def kinds(outcomes: list[Outcome]) -> list[type]:
    return [type(outcome) for outcome in outcomes]


def test_each_file_is_read_known_or_refused(tmp_path: Path, reader: Reader) -> None:
    good, bad, old = (tmp_path / f"{name}.json" for name in ("good", "bad", "old"))
    write_return(good)
    write_return(bad, do="refuse")
    write_return(old, 7)
    known = {file_digest(old)[0]: "2024-07-05-01/old.json"}
    listener = Listener()
    read, refused, there = gather([good, bad, old], known, reader, 2, listener)
    assert isinstance(read, Read)
    assert read.reading.rows[0].value == 1200
    assert isinstance(refused, Refusal)
    assert refused.problems[0].rule == "unknown_form"
    assert there == Known(str(old), "2024-07-05-01/old.json")
    assert listener.files == 3
    assert set(kinds(listener.heard)) == {Read, Refusal, Known}


def test_a_known_file_is_not_read_again(tmp_path: Path, reader: Reader) -> None:
    path = write_return(tmp_path / "deadly.json", do="kill")
    known = {file_digest(path)[0]: "there"}
    assert kinds(gather([path], known, reader, 1, Silence())) == [Known]


def test_of_two_files_with_the_same_bytes_the_first_is_read(tmp_path: Path, reader: Reader) -> None:
    paths = [write_return(tmp_path / name) for name in ("a.json", "b.json")]
    first, second = gather(paths, {}, reader, 1, Silence())
    assert isinstance(first, Read)
    assert second == Known(str(paths[1]), str(paths[0]))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, reader: Reader) -> None:
    (outcome,) = gather([tmp_path / "gone.json"], {}, reader, 1, Silence())
    assert isinstance(outcome, Refusal)
    assert outcome.problems[0].rule == "no_file"


def test_processes_give_the_same_as_one_after_the_other(tmp_path: Path, reader: Reader) -> None:
    paths = many(tmp_path, 25)
    write_return(paths[7], do="refuse")
    alone = gather(paths, {}, reader, 1, Silence())
    assert gather(paths, {}, reader, 2, Silence()) == alone
    assert kinds(alone).count(Read) == 24


def test_files_that_kill_their_reader_are_found_and_the_rest_is_read(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_LANG", "en")
    paths = many(tmp_path, 24)
    for at in (5, 20):
        write_return(paths[at], at, do="kill")
    outcomes = gather(paths, {}, reader, 2, Silence())
    refused = {at: found for at, found in enumerate(outcomes) if isinstance(found, Refusal)}
    assert list(refused) == [5, 20]
    assert refused[5].problems[0].sentence().startswith("bc_05.json: a file that fits into memory")
    assert kinds(outcomes).count(Read) == 22


def test_an_interrupted_reading_leaves_no_process(tmp_path: Path, reader: Reader) -> None:
    class Interrupted(Silence):
        def file_done(self, outcome: Outcome) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gather(many(tmp_path, 24), {}, reader, 2, Interrupted())
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    "read", [partial(pool._side_by_side, jobs=2), pool._one_by_one], ids=["side", "single"]
)
def test_a_signal_that_another_thread_got_is_heard_while_a_file_is_read(
    tmp_path: Path, reader: Reader, read: Callable[[Reader, list[Path]], Iterable[object]]
) -> None:
    path = write_return(tmp_path / "bc.json", do="wait")
    begun, go = tmp_path / ".begun", tmp_path / ".go"
    heard: list[bool] = []

    def hear(number: int, frame: object) -> None:
        heard.append(not go.exists())
        go.touch()
        raise InterruptedError

    def get_it() -> None:
        while not begun.exists():
            time.sleep(0.02)
        time.sleep(0.3)  # until the main thread does nothing but wait
        signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
        time.sleep(5)
        go.touch()  # ends the wait if the signal is not heard

    before = signal.signal(signal.SIGUSR1, hear)
    threading.Thread(target=get_it, daemon=True).start()
    try:
        with pytest.raises(InterruptedError):
            list(read(reader, [path]))
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert heard == [True]
    assert multiprocessing.active_children() == []


def test_what_cannot_be_handed_in_is_read_in_the_next_round(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit = pool.ProcessPoolExecutor.submit
    handed = []

    def breaking(self: object, *words: object) -> object:
        handed.append(words)
        if len(handed) == 3:
            raise pool.BrokenProcessPool
        return submit(self, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(pool.ProcessPoolExecutor, "submit", breaking)
    paths = many(tmp_path, 20)
    assert dict(read_all(reader, paths, 2)).keys() == set(paths)
    assert len(handed) == 3 + 18


def test_systems_without_signal_masks_read_too(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(pool.signal, "pthread_sigmask")
    outcomes = gather(many(tmp_path, 20), {}, reader, 2, Silence())
    assert kinds(outcomes) == [Read] * 20


def test_a_reading_process_leaves_ctrl_c_to_the_one_that_started_it(
    tmp_path: Path, reader: Reader
) -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        pool._prepare(reader)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    answer = pool._answer(write_return(tmp_path / "bc.json"))
    assert not isinstance(answer, tuple)
    assert answer.rows[0].value == 1200


def test_a_reading_process_ends_with_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()

    class Parent:
        def join(self) -> None:
            """Has ended already."""

    monkeypatch.setattr(pool.multiprocessing, "parent_process", Parent)
    monkeypatch.setattr(pool.os, "_exit", lambda code: ended.set())
    pool._end_with_parent()
    assert ended.is_set()
