"""How each period of a data set stands, from the records of its reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from chiso.periods import Period
from chiso.runner.full_text import kept_full_texts
from chiso.runner.item_store import ItemStore
from chiso.runner.publish import Store

State = Literal["published", "stale", "failed", "unfinished", "missing"]


@dataclass(frozen=True)
class PeriodStatus:
    """How one period stands.

    Attributes
    ----------
    period
        Its code.
    state
        ``published``; ``stale``: the last good report stays, since a later attempt failed;
        ``failed``: there is none; ``unfinished``: some chapters are done; ``missing``.
    created
        When its report was made, as an ISO moment; empty when there is none.
    failures
        Of the last attempt: ``chapter``, ``lang``, ``cell`` from 0, ``heading``, ``message``.
    items_done
        Finished chapters that wait for the others.
    full_texts
        Files with all that was printed by cells of which reports show a part.
    """

    period: str
    state: State
    created: str
    failures: tuple[Mapping[str, Any], ...]
    items_done: int
    full_texts: tuple[str, ...]


def read_status(store: Store, periods: Sequence[Period]) -> list[PeriodStatus]:
    """How the periods stand, in order of time; those with a record are always among them.

    Parameters
    ----------
    store
        The output folder.
    periods
        Periods that the data set reports on.
    """
    published, failed = store.records(), store.failures()
    kept = ItemStore(store.root / ".items")
    codes = {*(period.code for period in periods), *published, *failed, *kept.periods()}
    return [
        PeriodStatus(
            code,
            _state(code in published, code in failed, code in kept.periods()),
            published.get(code, {}).get("created", ""),
            tuple(failed.get(code, {}).get("failures", ())),
            sum(item.is_done for item in kept.items(code).values()),
            kept_full_texts(store.root, code),
        )
        for code in sorted(codes, key=Period.parse)
    ]


def _state(has_report: bool, has_failure: bool, has_items: bool) -> State:  # noqa: FBT001
    if has_report:
        return "stale" if has_failure else "published"
    if has_failure:
        return "failed"
    return "unfinished" if has_items else "missing"
