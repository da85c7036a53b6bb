"""The last run again, for what failed or never ran in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chiso.dataset.settings import read_settings
from chiso.periods import Period
from chiso.runner.events import Event, EventLog
from chiso.runner.publish import Store
from chiso.runner.request import RunRequest

_GOOD = ("published", "unchanged")


def retried(asked: RunRequest) -> RunRequest | None:
    """The last run's request, cut down to what is not done; None when everything is.

    Chapters of a failed period that went well are not run again. Without a log, the periods with
    a failed attempt are taken.

    Parameters
    ----------
    asked
        Where and how to run; what is run comes from the last run.
    """
    store = Store(asked.out / read_settings(asked.project.data).id)
    events = EventLog(store.log).last_run()
    periods = sorted({*_left_out(events), *store.failures()}, key=Period.parse)
    if not periods:
        return None
    words: Mapping[str, Any] = events[0]["request"] if events else {}
    return replace(
        asked,
        periods=tuple(periods),
        langs=tuple(words.get("langs", asked.langs)),
        parameters=dict(words.get("parameters", {})),
        pdf=bool(words.get("pdf", False)),
    )


def _left_out(events: list[Event]) -> set[str]:
    """Periods that the last run wanted and did not bring to a good end."""
    wanted = events[0]["request"]["periods"] if events else []
    good = {
        event["period"]
        for event in events
        if event["event"] == "period_done" and event["status"] in _GOOD
    }
    return {*wanted} - good
