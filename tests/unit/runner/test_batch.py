import threading
from pathlib import Path

import pytest

from chiso.runner.batch import Batch
from chiso.runner.failure import Failure
from chiso.runner.jobs import ChapterJob, ChapterResult

FAILURE = Failure("exception", 1, "", "ZeroDivisionError: division by zero")


def job(period, chapter="00_summary"):
    return ChapterJob(period, "vi", chapter, Path("in"), Path("out"), {})


def run_with(*failing, began=None):
    def run(item, switch):
        if began is not None:
            began.append(item.period)
        return ChapterResult(item, 1.0, FAILURE if item.period in failing else None)

    return run


def periods_run(jobs, run, **options):
    with Batch(jobs, run, workers=1, **{"keep_going": False, **options}) as batch:
        batch.begin()
        return [[result.job.period for result in batch.results(n)] for n in range(len(jobs))]


def test_results_come_period_by_period():
    jobs = [[job("a"), job("a")], [job("b")]]
    assert periods_run(jobs, run_with()) == [["a", "a"], ["b"]]


def test_after_a_failure_no_further_period_begins():
    assert periods_run([[job("a")], [job("b")]], run_with("a")) == [["a"], []]


def test_a_period_that_began_is_finished_after_a_failure():
    assert periods_run([[job("a"), job("a")]], run_with("a")) == [["a", "a"]]


def test_keep_going_begins_every_period():
    jobs = [[job("a")], [job("b")]]
    assert periods_run(jobs, run_with("a"), keep_going=True) == [["a"], ["b"]]


def test_a_halt_from_outside_stops_later_periods():
    gate = threading.Event()

    def run(item, switch):
        gate.wait(5)
        return ChapterResult(item, 1.0)

    with Batch([[job("a")], [job("b")]], run, workers=1, keep_going=False) as batch:
        batch.begin()
        batch.halt()
        gate.set()
        assert batch.results(1) == []


def test_chapters_run_side_by_side():
    both = threading.Barrier(2, timeout=5)

    def run(item, switch):
        both.wait()
        return ChapterResult(item, 1.0)

    with Batch([[job("a"), job("a")]], run, workers=2, keep_going=False) as batch:
        batch.begin()
        assert len(batch.results(0)) == 2


def test_an_interrupt_stops_what_runs_and_starts_nothing_more():
    began, running = [], threading.Event()

    def run(item, switch):
        began.append(item.period)
        stopped = threading.Event()
        with switch.watched() as watch:
            watch.attach(stopped.set)
            running.set()
            stopped.wait(5)
        return ChapterResult(item, 1.0)

    with (
        pytest.raises(KeyboardInterrupt),
        Batch([[job("a")], [job("b")]], run, workers=1, keep_going=False) as batch,
    ):
        batch.begin()
        running.wait(5)
        raise KeyboardInterrupt
    assert began == ["a"]


def test_an_interrupt_while_chapters_are_handed_in_starts_nothing_more():
    began, go_on = [], threading.Event()

    class Interrupted(list):
        def __iter__(self):
            raise KeyboardInterrupt

    def run(item, switch):
        began.append(item.chapter)
        with switch.watched() as watch:
            watch.attach(go_on.set)
            go_on.wait(1)
        return ChapterResult(item, 1.0)

    jobs = [[job("a", "first"), job("a", "second")], Interrupted()]
    with pytest.raises(KeyboardInterrupt), Batch(jobs, run, workers=1, keep_going=False) as batch:
        batch.begin()
    assert began in ([], ["first"])
    assert not [each for each in threading.enumerate() if each.name.startswith("chapter")]
