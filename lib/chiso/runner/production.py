"""Making the periods of a run that are due: chapters side by side, export, publication."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from chiso.errors import EgovError, RunError
from chiso.periods import Period
from chiso.runner.batch import Batch
from chiso.runner.cache import difference
from chiso.runner.complaints import (
    changed_files,
    changed_inputs,
    check_room,
    command_again,
    failed_items,
    next_step,
)
from chiso.runner.execute import run_chapter
from chiso.runner.item_keeper import ItemKeeper
from chiso.runner.item_store import take_standing
from chiso.runner.jobs import ChapterJob, ChapterResult
from chiso.runner.manifest import Attempt, read_commit
from chiso.runner.order import Order, read_order
from chiso.runner.plan import PlannedPeriod
from chiso.runner.reports import NOTEBOOKS, Reports, find_neighbours
from chiso.runner.request import PeriodOutcome, Progress
from chiso.runner.warm.reader import DataReader
from chiso.runner.watch import Switch
from chiso.runner.workforce import workforce
from chiso.runner.workshop import opened_workshop
from chiso.words import Words


@dataclass(frozen=True)
class Production:
    """Makes what is due in a run that holds the lock.

    Attributes
    ----------
    order
        What is run.
    progress
        Who is told how it goes.
    reports
        Where reports are published.
    keeper
        What keeps finished chapters.
    staging
        Folder on the same file system for what is not finished.
    created
        Moment of making.
    reader
        Where kernels are forked; None starts each of them cold.
    """

    order: Order
    progress: Progress
    reports: Reports
    keeper: ItemKeeper
    staging: Path
    created: datetime
    reader: DataReader | None

    def check_room(self, count: int) -> None:
        """Make sure that the disk has room for so many reports.

        Raises
        ------
        RunError
            If they would not fit.
        """
        store = self.reports.store
        check_room(store.root, count, store.records().values())

    def make(self, due: Sequence[PlannedPeriod]) -> list[PeriodOutcome]:
        """How each of these periods went; every finished one is published on its own."""
        jobs = [self._due_jobs(item) for item in due]
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
            work, workers = stack.enter_context(workforce(request, run_chapter, is_due=any(jobs)))
            workshop = stack.enter_context(opened_workshop(request, scratch, jobs, self.reader))
            batch = stack.enter_context(Batch(jobs, run, workers=workers, keep_going=keep_going))
            batch.begin()
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

    @cached_property
    def _commit(self) -> str | None:
        return read_commit(self.order.request.project.root)

    def _attempt(self, period: Period) -> Attempt:
        order = self.order
        return Attempt(
            dataset=order.settings.id,
            period=period.code,
            langs=order.request.langs,
            inputs=order.inputs,
            created=self.created,
            commit=self._commit,
            is_partial=order.is_partial,
        )
