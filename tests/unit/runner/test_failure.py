import pytest

from chiso.runner.failure import Failure
from chiso.words import Words

NOTHING_TO_DO = Words("", "")


def told(message, peak_bytes=None, kind="killed"):
    problem = Failure(kind, 3, "Xu hướng", message).problem(
        "10_trends.vi", NOTHING_TO_DO, peak_bytes
    )
    return problem.sentence("en")


def test_a_killed_kernel_is_told_with_its_signal_memory_and_likely_cause():
    assert told("SIGKILL (9)", 300 << 20) == (
        "10_trends.vi #4 «Xu hướng»: got SIGKILL (9); "
        "the kernel died while this cell ran; usually out of memory; "
        "it held up to 300 MB of memory."
    )


@pytest.mark.parametrize(
    ("message", "cause"),
    [
        ("SIGSEGV (11)", "a fault in a compiled library"),
        ("SIGTERM (15)", "another program asked it to end"),
        ("SIGXFSZ (25)", "a file outgrew its limit"),
        ("exit(3)", "the cell ended its own process"),
    ],
)
def test_each_way_to_die_has_its_likely_cause(message, cause):
    assert told(message).endswith(f"got {message}; the kernel died while this cell ran; {cause}.")


def test_a_signal_without_a_usual_cause_is_told_alone():
    assert told("SIGUSR2 (12)").endswith("the kernel died while this cell ran.")


def test_memory_is_told_only_where_a_kernel_died():
    assert "MB" not in told("KeyError: 'a'", 300 << 20, kind="exception")


def test_a_failure_survives_its_record():
    failure = Failure("killed", 4, "Xu hướng", "signal 9")
    assert Failure.from_record(failure.to_record()) == failure
