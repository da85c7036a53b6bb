"""A whole run: plan, lock, what is due made and published, landing page."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chiso.errors import EgovError, Problem, RunError
from chiso.runner.events import EventLog, LoggedProgress
from chiso.runner.lock import held
from chiso.runner.manifest import creation_time
from chiso.runner.order import Order, read_order
from chiso.runner.pages import OwnPages, own_printer
from chiso.runner.plan import PlannedPeriod, check_ready, find_problems, make_plan
from chiso.runner.publish import Stamp
from chiso.runner.reports import Exporter, Reports
from chiso.runner.request import PeriodOutcome, Progress, RunOutcome, RunRequest, Silence
from chiso.runner.shelf import refresh_shelf

if TYPE_CHECKING:
    from chiso.runner.production import Production
    from chiso.runner.warm.reader import DataReader


def plan_suite(request: RunRequest) -> tuple[PlannedPeriod, ...]:
    """What a run would do and why; nothing is written and no kernel starts.

    Raises
    ------
    UsageError, DataError, SetupError
        Whatever would keep the run from starting.
    """
    order = read_order(request)
    plan = make_plan(order)
    check_ready(order, plan)
    return plan


def run_suite(
    request: RunRequest, progress: Progress | None = None, exporter: Exporter | None = None
) -> RunOutcome:
    """The outcome of a whole run; every finished period is published on its own.

    Parameters
    ----------
    request
        What is asked for.
    progress
        Who is told how it goes; nobody by default.
    exporter
        What writes the pages; :mod:`chiso.export` by default.

    Raises
    ------
    UsageError
        If a period, chapter or parameter is wrong.
    DataError
        If the data set breaks its contract; no kernel was started.
    SetupError
        If the kernel is missing, the output folder cannot be written, or another run holds it.
    RunError
        If the disk is full or a file cannot be written. A failed chapter is no exception: it is
        part of the outcome.
    KeyboardInterrupt
        On Ctrl-C, after all kernels have been stopped; nothing half-written is left.
    """
    with ExitStack() as stack:
        return _run_suite(request, progress or Silence(), exporter or OwnPages(), stack)


def _run_suite(
    request: RunRequest, progress: Progress, exporter: Exporter, stack: ExitStack
) -> RunOutcome:
    """The outcome of a run; ``stack`` ends its warm processes."""
    ready = _ready(request, exporter, stack)
    created = creation_time(os.environ)
    store = ready.order.store
    store.prepare()
    log = EventLog(store.log)
    name = "chiso run " + " ".join(period.code for period in ready.order.periods)

    def waiting(other: str) -> None:
        stack.close()  # an idle process would keep its memory for as long as this takes
        progress.waiting(other)

    try:
        with held(store.root, name, wait=request.wait, waiting=waiting) as waited:
            store.recover()
            # What is due may have been done, and the data mended, while this run waited.
            if waited or store.stamp() != ready.stamp:
                stack.close()
                ready = _ready(request, exporter, stack)
            order = ready.order
            with log.run(_request_record(order)), store.staging() as staging:
                parts = order.inputs.parts()
                maker = {part: parts[part] for part in ("library", "template", "versions")}
                printer = own_printer() if request.pdf else None
                reports = Reports(store, exporter, maker, printer)
                told = LoggedProgress(log, progress)
                run = _Run(order, told, reports, staging, created, ready.reader)
                outcome = run.go(ready.plan)
                log.tell("run_done", exit_code=outcome.exit_code)
                return outcome
    except OSError as error:
        from chiso.runner.complaints import broken_disk

        raise RunError(broken_disk(error, store.root)) from error


class _Ready(NamedTuple):
    """A checked request, its plan, the state of the output folder that the plan has seen.

    With something due, also who has the data set read and kernels forked.
    """

    order: Order
    plan: tuple[PlannedPeriod, ...]
    stamp: Stamp
    reader: DataReader | None


@dataclass(frozen=True)
class _Run:
    """One run that holds the lock."""

    order: Order
    progress: Progress
    reports: Reports
    staging: Path
    created: datetime
    reader: DataReader | None

    def go(self, plan: Sequence[PlannedPeriod]) -> RunOutcome:
        """Run what is due, then bring links between reports and the pages above up to date."""
        due = [item for item in plan if item.is_due]
        production = self._production() if due else None
        if production:
            production.check_room(len(due))
        outcomes = {item.period.code: self._keep(item) for item in plan if not item.is_due}
        self.progress.begin(sum(len(item.due_items) for item in due))
        if production:
            outcomes |= {outcome.period: outcome for outcome in production.make(due)}
        self.order.visible.keep()
        self.order.item_store.tidy()
        self.reports.refresh_neighbours(self.staging)
        landing = self.reports.write_landing(self.staging)
        if not self.order.is_partial:
            out, reports = self.order.request.out, self.reports
            refresh_shelf(out, self.staging, reports.exporter, reports.maker)
        ordered = tuple(outcomes[item.period.code] for item in plan)
        return RunOutcome(ordered, landing, self.order.is_partial)

    def _production(self) -> Production:
        # A run in which nothing is due starts no kernel, and imports nothing that could.
        from chiso.runner.item_keeper import ItemKeeper
        from chiso.runner.production import Production

        keeper = ItemKeeper(self.order, self.progress)
        made = self.staging, self.created, self.reader
        return Production(self.order, self.progress, self.reports, keeper, *made)

    def _keep(self, item: PlannedPeriod) -> PeriodOutcome:
        """Leave a report as it is, but for PDFs that are asked for and missing."""
        code, store = item.period.code, self.reports.store
        # An attempt from other inputs failed later; for these inputs the report is right.
        store.discard(store.failed(code))
        self.order.item_store.discard(code)
        record = store.record(code)
        outcome = PeriodOutcome(
            code, "unchanged", item.target, item.reason, verdicts=record["verdicts"]
        )
        if item.is_print_due:
            staged = self.staging / f"{code}.printed"
            try:
                self.reports.add_prints(record, staged)
            except EgovError as error:
                folder = self.reports.keep_failure(staged, record, [], error.lines())
                outcome = replace(outcome, status="failed", folder=folder, problems=error.problems)
            else:
                outcome = replace(outcome, status="published")
        self.progress.period_done(outcome)
        return outcome


def _request_record(order: Order) -> dict[str, object]:
    """What was asked for, as ``chiso retry`` asks for it again."""
    request = order.request
    return {
        "periods": [period.code for period in order.periods],
        "langs": list(request.langs),
        "only": list(request.only),
        "parameters": dict(request.parameters),
        "pdf": request.pdf,
    }


def _ready(request: RunRequest, exporter: Exporter, stack: ExitStack) -> _Ready:
    """The request with its plan, checked: the data set and the kernel too where they are needed."""
    order = read_order(request)
    stamp = order.store.stamp()
    plan = make_plan(order)
    due = [item.period.code for item in plan if item.due_items]
    reader = _started(order, due, stack) if due else None
    if reader is None:
        check_ready(order, plan)
        return _Ready(order, plan, stamp, None)
    # It imports and reads as long as this process imports, and on another core.
    _import_ahead(exporter)

    def check(order: Order, plan: Sequence[PlannedPeriod]) -> Sequence[Problem]:
        found = reader.findings()
        if found is None:
            return find_problems(order, plan)
        order.visible.learn(found.seen)
        return found.problems

    check_ready(order, plan, check)
    return _Ready(order, plan, stamp, reader)


def _import_ahead(exporter: Exporter) -> None:
    """Import what the first chapter and the first page would import."""
    from chiso.runner.execute import import_engines

    import_engines()
    if isinstance(exporter, OwnPages):
        exporter.import_ahead()


def _started(order: Order, periods: Sequence[str], stack: ExitStack) -> DataReader | None:
    """Who has the data set read, until ``stack`` ends; None where kernels are to start cold."""
    if order.request.cold or order.request.cluster:
        return None
    from chiso.runner.workshop import started_reader

    try:
        return stack.enter_context(started_reader(order.request.project.data, periods))
    except OSError as error:
        from chiso.runner.complaints import broken_disk

        raise RunError(broken_disk(error, order.request.project.root)) from error
