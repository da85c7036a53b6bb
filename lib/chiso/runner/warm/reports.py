"""One process a period with its reports open, from which the period's kernels are forked.

A module of its own, since it imports all that draws a report and the runner needs none of it.
"""

from __future__ import annotations

from pathlib import Path

from chiso.errors import EgovError
from chiso.report.ahead import AHEAD
from chiso.report.opening import prepare_reports
from chiso.report.ready import folder_states
from chiso.runner.observation import install
from chiso.runner.warm.server import serve_forks
from chiso.words import Lang


def serve_reports(address: str, data: str, period: str, share: str, *langs: Lang) -> None:
    """Open the reports of a period, and fork kernels that find them open.

    It takes its address when it is ready. It ends at once when its reports cannot be opened, and
    when that left more than one thread; kernels then open them.

    Parameters
    ----------
    address
        Path of its socket.
    data, period, langs
        What is reported, as :func:`chiso.report.opening.prepare_reports` takes it.
    share
        ``whole`` for many chapters of the report, ``part`` for one.
    """
    ahead = AHEAD.take(Path(data))
    states = ahead.states if ahead else folder_states(Path(data))
    install()  # what is read from now on counts as read by each kernel
    try:
        prepare_reports(period, langs, data, states, is_whole=share == "whole")
    except EgovError:
        return  # each kernel meets the same error and tells it in its notebook
    serve_forks(address)
