"""What the chapters of a run become: kept as records at once, and told where it is noteworthy."""

from __future__ import annotations

from collections.abc import Iterable

from chiso.runner.complaints import undeclared_reads
from chiso.runner.full_text import keep_full_text
from chiso.runner.items import Item, make_item
from chiso.runner.jobs import ChapterJob, ChapterResult
from chiso.runner.order import Order
from chiso.runner.plan import PlannedPeriod
from chiso.runner.reads import Observed, own_reads
from chiso.runner.request import Progress


class ItemKeeper:
    """The items of one run; several threads may keep theirs at the same time.

    Parameters
    ----------
    order
        What is run, and where its items are kept.
    progress
        Who is told of undeclared reads and of output that was cut.
    """

    def __init__(self, order: Order, progress: Progress) -> None:
        self._order = order
        self._progress = progress
        self._made: dict[tuple[str, str], Item] = {}
        self._observed: dict[tuple[str, str], Observed] = {}

    def keep(self, result: ChapterResult) -> None:
        """Write the record of a chapter, so that what is good is never done twice."""
        job, request = result.job, self._order.request
        key = job.period, job.name
        observed = None
        if result.reads is not None:
            observed = own_reads(result.reads, request.project, request.out)
            self._observed[key] = observed
            if observed.other:
                self._progress.noticed(job, undeclared_reads(observed.other))
        for cut in result.cuts:
            self._progress.noticed(job, cut.note)
        self._made[key] = make_item(result, self._order.inputs, observed, self._order.visible)
        self._order.item_store.keep(job.period, self._made[key], job.target)
        keep_full_text(self._order.store.root, job.full_text, job.full_text_name)

    def items(self, period: PlannedPeriod) -> dict[str, Item]:
        """What the chapters of a period became in this run, or before it where that stands."""
        code = period.period.code
        found = {item.name: item.item or self._made.get((code, item.name)) for item in period.items}
        return {name: item for name, item in found.items() if item is not None}

    def changed(self, jobs: Iterable[ChapterJob]) -> list[str]:
        """Names of files that changed after the kernels of these chapters had read them."""
        observed = [self._observed.get((job.period, job.name)) for job in jobs]
        return sorted({name for each in observed if each for name in each.changed()})
