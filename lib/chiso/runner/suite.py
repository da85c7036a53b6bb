"""A whole run: plan, lock, chapters side by side, export, publication, landing page."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from chiso.errors import EgovError, RunError
from chiso.periods import Period
from chiso.runner.batch import Batch
from chiso.runner.cache import difference
from chiso.runner.complaints import (
    broken_disk,
    changed_files,
    changed_inputs,
    check_room,
    command_again,
    failed_items,
    next_step,
)
from chiso.runner.events import EventLog, LoggedProgress
from chiso.runner.execute import run_chapter
from chiso.runner.item_keeper import ItemKeeper
from chiso.runner.item_store import take_standing
from chiso.runner.jobs import ChapterJob, ChapterResult
from chiso.runner.lock import held
from chiso.runner.manifest import Attempt, creation_time, read_commit
from chiso.runner.order import Order, read_order
from chiso.runner.pages import OwnPages, own_printer
from chiso.runner.plan import PlannedPeriod, check_ready, make_plan
from chiso.runner.publish import Stamp
from chiso.runner.reports import NOTEBOOKS, Exporter, Reports, find_neighbours
from chiso.runner.request import PeriodOutcome, Progress, RunOutcome, RunRequest, Silence
from chiso.runner.shelf import refresh_shelf
from chiso.runner.watch import Switch
from chiso.runner.workforce import workforce
from chiso.runner.workshop import opened_workshop
from chiso.words import Words


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
    ready = _ready(request)
    created = creation_time(os.environ)
    store, progress = ready.order.store, progress or Silence()
    store.prepare()
    log = EventLog(store.log)
    name = "chiso run " + " ".join(period.code for period in ready.order.periods)
    try:
        with held(store.root, name, wait=request.wait, waiting=progress.waiting) as waited:
            store.recover()
            # What is due may have been done, and the data mended, while this run waited.
            if waited or store.stamp() != ready.stamp:
                ready = _ready(request)
            order = ready.order
            with log.run(_request_record(order)), store.staging() as staging:
                parts = order.inputs.parts()
                maker = {part: parts[part] for part in ("library", "template", "versions")}
                printer = own_printer() if request.pdf else None
                reports = Reports(store, exporter or OwnPages(), maker, printer)
                told = LoggedProgress(log, progress)
                keeper = ItemKeeper(order, told)
                outcome = _Run(order, told, reports, keeper, staging, created).go(ready.plan)
                log.tell("run_done", exit_code=outcome.exit_code)
                return outcome
    except OSError as error:
        raise RunError(broken_disk(error, store.root)) from error


@dataclass(frozen=True)
class _Ready:
    """A checked request, its plan, and the state of the output folder that the plan has seen."""

    order: Order
    plan: tuple[PlannedPeriod, ...]
    stamp: Stamp


@dataclass(frozen=True)
class _Run:
    """One run that holds the lock."""

    order: Order
    progress: Progress
    reports: Reports
    keeper: ItemKeeper
    staging: Path
    created: datetime

    def go(self, plan: Sequence[PlannedPeriod]) -> RunOutcome:
        """Run what is due, then bring links between reports and the pages above up to date."""
        due = [item for item in plan if item.is_due]
        store = self.reports.store
        check_room(store.root, len(due), store.records().values())
        outcomes = {item.period.code: self._keep(item) for item in plan if not item.is_due}
        outcomes |= {outcome.period: outcome for outcome in self._run_due(due)}
        self.order.item_store.tidy()
        self.reports.refresh_neighbours(self.staging)
        landing = self.reports.write_landing(self.staging)
        if not self.order.is_partial:
            out, reports = self.order.request.out, self.reports
            refresh_shelf(out, self.staging, reports.exporter, reports.maker)
        ordered = tuple(outcomes[item.period.code] for item in plan)
        return RunOutcome(ordered, landing, self.order.is_partial)

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

    def _run_due(self, due: Sequence[PlannedPeriod]) -> list[PeriodOutcome]:
        jobs = [self._due_jobs(item) for item in due]
        self.progress.begin(sum(map(len, jobs)))
        request = self.order.request
        scratch = self.staging / "scratch"
        scratch.mkdir()

        def run(job: ChapterJob, switch: Switch) -> ChapterResult:
            self.progress.chapter_begun(job)
            reached = partial(self.progress.chapter_reached, job)
            result = work(job, workshop, switch, reached)
            self.keeper.keep(result)
            self.progress.chapter_done(result)
            return result

        outcomes: list[PeriodOutcome] = []
        keep_going = request.keep_going
        with ExitStack() as stack:
            work, workers = stack.enter_context(workforce(request, run_chapter, is_due=bool(due)))
            workshop = stack.enter_context(opened_workshop(request, scratch, jobs))
            batch = stack.enter_context(Batch(jobs, run, workers=workers, keep_going=keep_going))
            for number, item in enumerate(due):
                planned = {later.period.code for later in due[number + 1 :]}
                results = batch.results(number)
                workshop.release(item.period.code)
                outcome = self._finish(item, results, planned)
                if outcome.status == "failed":
                    batch.halt()
                self.progress.period_done(outcome)
                outcomes.append(outcome)
        return outcomes

    def _due_jobs(self, item: PlannedPeriod) -> list[ChapterJob]:
        names = {planned.name for planned in item.due_items}
        jobs = self.order.jobs(item.period, self.staging / item.period.code)
        return [job for job in jobs if job.name in names]

    def _finish(
        self, item: PlannedPeriod, results: list[ChapterResult], planned: set[str]
    ) -> PeriodOutcome:
        """Publish what a period's chapters made, or keep what is left of it."""
        code, store = item.period.code, self.reports.store
        outcome = PeriodOutcome(code, "published", item.target, item.reason)
        if item.due_items and not results:
            reason = Words(vi="kỳ trước bị lỗi", en="a period before it failed")
            return replace(outcome, status="not_started", reason=reason)
        seconds = sum(result.seconds for result in results)
        failed = failed_items(self.order.request, results)
        outcome = replace(outcome, seconds=seconds, failed=failed)
        neighbours = find_neighbours(code, [*store.records(), *planned])
        items = self.keeper.items(item)
        record = {**self._attempt(item.period).to_record(items), "neighbours": neighbours}
        staged = self.staging / code
        try:
            self._check(results)
            take_standing(item.items, staged / NOTEBOOKS)
            record = self.reports.publish(staged, record, item.target)
        except EgovError as error:
            folder = self.reports.keep_failure(staged, record, results, error.lines())
            outcome = replace(outcome, status="failed", folder=folder, problems=error.problems)
        else:
            store.discard(store.failed(code))
            self.order.item_store.discard(code)
            outcome = replace(outcome, verdicts=record["verdicts"])
        self.reports.write_landing(self.staging)
        return outcome

    def _check(self, results: Sequence[ChapterResult]) -> None:
        """Raise when a chapter failed, or when the inputs are no longer those that were checked."""
        problems = [
            result.failure.problem(result.job.name, self._next_step(result.job), result.peak_bytes)
            for result in results
            if result.failure
        ]
        now = read_order(self.order.request).inputs
        changed = difference(self.order.inputs.parts(), now.parts())
        touched = self.keeper.changed(result.job for result in results)
        if changed or touched:
            problems.append(changed_inputs(changed or changed_files(touched)))
        if problems:
            raise RunError(problems)

    def _next_step(self, job: ChapterJob) -> Words:
        store = self.reports.store
        kept = store.failed(job.period) / NOTEBOOKS / job.target.name
        return next_step(kept, store.root.parent, command_again(self.order.request, job))

    def _attempt(self, period: Period) -> Attempt:
        order = self.order
        return Attempt(
            dataset=order.settings.id,
            period=period.code,
            langs=order.request.langs,
            inputs=order.inputs,
            created=self.created,
            commit=read_commit(order.request.project.root),
            is_partial=order.is_partial,
        )


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


def _ready(request: RunRequest) -> _Ready:
    """The request with its plan, checked: the data set and the kernel too where they are needed."""
    order = read_order(request)
    stamp = order.store.stamp()
    plan = make_plan(order)
    check_ready(order, plan)
    return _Ready(order, plan, stamp)
