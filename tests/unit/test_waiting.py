import signal
import threading
from concurrent.futures import CancelledError, Future

import pytest

from chiso.waiting import as_they_end, result_of


class HeardError(Exception):
    """Raised by a handler, as Ctrl-C does."""


@pytest.fixture
def handled():
    def handler(number, frame):
        raise HeardError

    before = signal.signal(signal.SIGUSR1, handler)
    yield
    signal.signal(signal.SIGUSR1, before)


def test_a_result_is_given_and_an_error_raised():
    good, bad = Future(), Future()
    threading.Timer(0.05, good.set_result, [7]).start()
    bad.set_exception(TimeoutError("of its own"))
    assert result_of(good) == 7
    with pytest.raises(TimeoutError, match="of its own"):
        result_of(bad)


def test_futures_come_in_the_order_in_which_they_end():
    first, second, third, fourth = futures = [Future() for _ in range(4)]
    third.set_result(None)
    fourth.cancel()
    ending = as_they_end(futures)
    assert [next(ending), next(ending)] == [third, fourth]
    threading.Timer(0.05, second.set_exception, [TimeoutError()]).start()
    assert next(ending) is second
    first.set_result(None)
    assert list(ending) == [first]
    with pytest.raises(CancelledError):
        fourth.result()


def test_a_signal_that_another_thread_got_is_heard(handled):
    future = Future()

    def get_it():
        signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)

    threading.Timer(0.1, get_it).start()
    # Ends the wait if the signal is not heard.
    late = threading.Timer(10, future.set_result, [None])
    late.start()
    with pytest.raises(HeardError):
        result_of(future)
    assert not future.done()
    late.cancel()
