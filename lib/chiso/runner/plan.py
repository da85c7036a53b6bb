"""What a run would do, with every check that needs no kernel."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chiso.errors import DataError, Problem
from chiso.periods import Period
from chiso.runner.cache import difference
from chiso.runner.item_plan import Candidate, PlannedItem, damage, plan_item
from chiso.runner.item_store import is_whole
from chiso.runner.items import items_of
from chiso.runner.kernel import check_kernel
from chiso.runner.order import Order
from chiso.runner.publish import damaged_files, read_record
from chiso.words import Words

_UP_TO_DATE = Words(vi="không có gì thay đổi", en="nothing changed")
_NO_PRINT = Words(vi="chưa có bản PDF", en="no PDF yet")
_NO_REPORT = Words(vi="chưa có báo cáo", en="no report yet")
_FAILED = Words(vi="lần chạy trước bị lỗi", en="the last attempt failed")
_FORCED = Words(vi="được yêu cầu chạy lại", en="asked for with --force")
_NOT_JOINED = Words(
    vi="các chương đã chạy xong, chưa xuất bản", en="its chapters are done but not published"
)
_NOT_WATCHED = Words(vi="báo cáo do bản cũ làm", en="an older version made the report")


Check = Callable[[Order, Sequence["PlannedPeriod"]], Sequence[Problem]]


@dataclass(frozen=True)
class PlannedPeriod:
    """One period of a plan.

    Attributes
    ----------
    period
        The period.
    is_due
        Whether its report has to be made; with no item due, from chapters that stand.
    reason
        Why, or why not.
    target
        Where its report belongs.
    chapters
        Names of its chapters.
    items
        Its chapters in each language, and why each would run.
    is_print_due
        Whether only its PDFs are missing; no chapter has to be run for them.
    """

    period: Period
    is_due: bool
    reason: Words
    target: Path
    chapters: tuple[str, ...]
    items: tuple[PlannedItem, ...] = ()
    is_print_due: bool = False

    @property
    def due_items(self) -> tuple[PlannedItem, ...]:
        """The items that have to be run."""
        return tuple(item for item in self.items if item.reason is not None)


def make_plan(order: Order) -> tuple[PlannedPeriod, ...]:
    """Which periods have to be run, and why."""
    return tuple(_plan_period(order, period) for period in order.periods)


def check_ready(order: Order, plan: Sequence[PlannedPeriod], check: Check | None = None) -> None:
    """Make sure that what is due can be done: data right, kernel there, and a browser for PDFs.

    Parameters
    ----------
    order, plan
        What is run.
    check
        Finds the problems of the data set; by default they are looked for in this process.

    Raises
    ------
    DataError
        With every problem of the data set.
    SetupError
        If the kernel is missing, or PDFs are asked for and no browser is found.
    """
    if order.request.pdf and any(item.is_due or item.is_print_due for item in plan):
        from chiso.export.paper import find_printer

        find_printer(os.environ)
    if any(item.due_items for item in plan):
        problems = (check or find_problems)(order, plan)
        if problems:
            raise DataError(problems)
        check_kernel(order.request.kernel)


def find_problems(order: Order, plan: Sequence[PlannedPeriod]) -> Sequence[Problem]:
    """What is wrong with the data set, as far as the reports that are due read it."""
    from chiso.dataset import check_dataset, read_catalogue
    from chiso.report.extent import report_extent

    data, calendar = order.request.project.data, order.settings.calendar
    closing = max(item.period.last_day(calendar) for item in plan if item.due_items)
    return check_dataset(data, report_extent(read_catalogue(data), closing))


def _plan_period(order: Order, period: Period) -> PlannedPeriod:
    target = order.store.published(period.code)
    standing = order.store.standing(period.code)
    record = read_record(standing)
    damaged = damaged_files(standing, record) if record else []
    items = _plan_items(order, period.code, record, damaged)
    due = _reason(order, period.code, record, items)
    due = due or (damage(damaged) if damaged else None)
    needs_print = order.request.pdf and record is not None and not record.get("pdf")
    return PlannedPeriod(
        period=period,
        is_due=due is not None,
        reason=due or (_NO_PRINT if needs_print else _UP_TO_DATE),
        target=target,
        chapters=tuple(chapter.name for chapter in order.chapters),
        items=items,
        is_print_due=due is None and needs_print,
    )


def _plan_items(
    order: Order, code: str, record: Mapping[str, Any] | None, damaged: Sequence[str]
) -> tuple[PlannedItem, ...]:
    """What each item of a period would be taken from, or why it has to be run."""
    if order.request.force:
        return tuple(PlannedItem(name, _FORCED) for name in order.item_names)
    store, folder = order.item_store, order.store.standing(code) / "notebooks"
    candidates: dict[str, list[Candidate]] = {name: [] for name in order.item_names}
    for name, item in store.items(code).items():
        notebook = store.notebook(code, name)
        candidates.setdefault(name, []).append(Candidate(item, notebook, is_whole(item, notebook)))
    for name, item in items_of(record or {}).items():
        notebook = folder / f"{name}.ipynb"
        whole = f"notebooks/{notebook.name}" not in damaged
        candidates.setdefault(name, []).append(Candidate(item, notebook, whole))
    now = (order.inputs, order.request.project.root, order.visible)
    return tuple(plan_item(name, candidates[name], *now) for name in order.item_names)


def _reason(
    order: Order, code: str, record: Mapping[str, Any] | None, items: Sequence[PlannedItem]
) -> Words | None:
    """Why a period's report has to be made, if it has to."""
    due = list(dict.fromkeys(item.reason for item in items if item.reason))
    if order.request.force:
        return _FORCED
    if record is None:
        if not due:
            return _NOT_JOINED
        return _FAILED if order.store.failed(code).exists() else _NO_REPORT
    missing = [lang for lang in order.request.langs if lang not in record["languages"]]
    if missing:
        shown = ", ".join(missing)
        return Words(vi=f"chưa có bản {shown}", en=f"no {shown} edition yet")
    if not record.get("items"):
        return _NOT_WATCHED
    if due:
        more = f" (+{len(due) - 1})" if len(due) > 1 else ""
        return Words(*(text + more for text in due[0]))
    published = order.store.standing(code) / "notebooks"
    if any(item.notebook and item.notebook.parent != published for item in items):
        return _NOT_JOINED
    parts = order.inputs.parts()
    return difference(record, {part: parts[part] for part in ("notebooks", "template")})
