"""Removing what old runs left beside the reports; reports themselves are never removed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chiso.runner.events import EventLog
from chiso.runner.item_store import ItemStore
from chiso.runner.jobs import FULL_TEXTS
from chiso.runner.lock import held
from chiso.runner.publish import Store


def clean_store(
    store: Store, age: timedelta, now: datetime, waiting: Callable[[str], None]
) -> list[Path]:
    """The folders that were removed: failed attempts, partial reports, unfinished items, texts.

    What a killed run left is cleared away too, and events older than that leave the log. Something
    dated in the future, as after a clock was set back, is new.

    Parameters
    ----------
    store
        The output folder.
    age
        What has not been touched for so long goes.
    now
        The present moment.
    waiting
        Called with the name of another run that is waited for.
    """
    if not store.root.is_dir():
        return []
    with held(store.root, "chiso clean", wait=True, waiting=waiting):
        store.recover()
        items = ItemStore(store.root / ".items")
        partial = Store(store.root / "_partial")
        folders = [
            *(path.parent for path in (store.root / "_failed").glob("*/run.json")),
            *(path.parent for path in partial.root.glob("*/run.json")),
            *(items.root / period for period in items.periods()),
            *(store.root / FULL_TEXTS).glob("*"),
        ]
        old = [folder for folder in sorted(folders) if now - _touched(folder) > age]
        for folder in old:
            shutil.rmtree(folder)
        items.tidy()
        _shorten(EventLog(store.log), now - age)
    return old


def _shorten(log: EventLog, since: datetime) -> None:
    events = log.events()
    last = log.last_run()
    # The last run stays whatever its age: a retry needs it.
    older = events[: len(events) - len(last)]
    kept = [event for event in older if datetime.fromisoformat(event["at"]) >= since]
    if len(kept) < len(older):
        log.keep([*kept, *last])


def _touched(folder: Path) -> datetime:
    """When something in a folder was last written."""
    seconds = max(path.stat().st_mtime for path in [folder, *folder.rglob("*")])
    return datetime.fromtimestamp(seconds, UTC)
