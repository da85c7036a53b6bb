import threading

from chiso.runner.watch import Switch, Watch


def pressed(watch):
    kills = []
    watch.attach(lambda: kills.append("kill"))
    return kills


def test_a_stop_kills_and_keeps_its_reason():
    watch = Watch()
    kills = pressed(watch)
    watch.stop("interrupted")
    assert (kills, watch.reason) == (["kill"], "interrupted")


def test_a_stop_before_the_kernel_is_there_kills_it_when_it_comes():
    watch = Watch()
    watch.stop("interrupted")
    assert pressed(watch) == ["kill"]


def test_the_first_reason_stays():
    watch = Watch()
    watch.stop("chapter_timeout")
    watch.stop("interrupted")
    assert watch.reason == "chapter_timeout"


def test_a_limit_stops_what_takes_too_long():
    watch, killed = Watch(), threading.Event()
    watch.attach(killed.set)
    with watch.limited(0.01):
        assert killed.wait(5)
    assert watch.reason == "chapter_timeout"


def test_a_limit_that_was_kept_does_nothing():
    watch = Watch()
    with watch.limited(60):
        pass
    with watch.limited(None):
        pass
    assert watch.reason is None


def test_a_switch_stops_all_that_run_and_all_that_come():
    switch = Switch()
    with switch.watched() as ended:
        pass
    with switch.watched() as running:
        switch.interrupt()
    with switch.watched() as later:
        pass
    assert [watch.reason for watch in (ended, running, later)] == [
        None,
        "interrupted",
        "interrupted",
    ]
