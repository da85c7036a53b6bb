"""What a run would do, with every check that needs no kernel."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from chiso.catalog import Catalogue
from chiso.dataset import read_catalogue
from chiso.dataset.coverage import figure_periods, holds_figures
from chiso.errors import DataError, Problem, UsageError
from chiso.periods import Period
from chiso.runner.cache import Inputs, why_run
from chiso.runner.execute import ChapterJob
from chiso.runner.kernel import check_kernel
from chiso.runner.manifest import read_inputs
from chiso.runner.notebook import Chapter, chapter_files, read_chapters
from chiso.runner.parameters import Value, bind_parameters
from chiso.runner.publish import Store, damaged_files, read_record
from chiso.runner.request import RunRequest
from chiso.words import Words

_UP_TO_DATE = Words(vi="không có gì thay đổi", en="nothing changed")
_NO_PRINT = Words(vi="chưa có bản PDF", en="no PDF yet")


@dataclass(frozen=True)
class Order:
    """A request whose every word has been checked.

    Attributes
    ----------
    request
        The words.
    catalogue
        The data set's description.
    chapters
        Chapters to run.
    periods
        Periods to report on, in order of time.
    parameters
        Further parameters, by chapter.
    inputs
        Digests of all that the reports depend on.
    """

    request: RunRequest
    catalogue: Catalogue
    chapters: tuple[Chapter, ...]
    periods: tuple[Period, ...]
    parameters: Mapping[str, Mapping[str, Value]]
    inputs: Inputs

    @property
    def store(self) -> Store:
        """Where the reports belong; a part of the chapters never replaces a full report."""
        folder = self.request.out / self.catalogue.settings.id
        return Store(folder / "_partial" if self.is_partial else folder)

    @property
    def is_partial(self) -> bool:
        """Whether chapters are left out."""
        return len(self.chapters) < len(chapter_files(self.request.project.notebooks))

    def jobs(self, period: Period, folder: Path) -> list[ChapterJob]:
        """A period's chapters, to be written below ``folder``."""
        return [
            ChapterJob(
                period=period.code,
                lang=lang,
                chapter=chapter.name,
                source=chapter.path,
                target=folder / "notebooks" / f"{chapter.name}.{lang}.ipynb",
                parameters={
                    "period": period.code,
                    "lang": lang,
                    "data": str(self.request.project.data),
                    **self.parameters[chapter.name],
                },
            )
            for lang in self.request.langs
            for chapter in self.chapters
        ]


@dataclass(frozen=True)
class PlannedPeriod:
    """One period of a plan.

    Attributes
    ----------
    period
        The period.
    is_due
        Whether its chapters have to be run.
    reason
        Why, or why not.
    target
        Where its report belongs.
    chapters
        Names of its chapters.
    is_print_due
        Whether only its PDFs are missing; no chapter has to be run for them.
    """

    period: Period
    is_due: bool
    reason: Words
    target: Path
    chapters: tuple[str, ...]
    is_print_due: bool = False


def read_order(request: RunRequest) -> Order:
    """The request with its chapters, periods, parameters and inputs, all checked.

    Raises
    ------
    UsageError
        If a chapter, a period or a parameter is unknown, missing or wrongly typed.
    DataError
        If the data set's description is broken.
    """
    catalogue = read_catalogue(request.project.data)
    chapters = read_chapters(request.project.notebooks, request.only)
    periods = choose_periods(
        request.periods, catalogue.settings.report_periods, request.project.data
    )
    parameters = bind_parameters(chapters, request.parameters)
    inputs = read_inputs(request.project, chapters, parameters)
    return Order(request, catalogue, chapters, periods, parameters, inputs)


def make_plan(order: Order) -> tuple[PlannedPeriod, ...]:
    """Which periods have to be run, and why."""
    return tuple(_plan_period(order, period) for period in order.periods)


def check_ready(order: Order, plan: Sequence[PlannedPeriod]) -> None:
    """Make sure that what is due can be done: data right, kernel there, and a browser for PDFs.

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
    if any(item.is_due for item in plan):
        from chiso.dataset import check_dataset
        from chiso.report.extent import report_extent

        calendar = order.catalogue.settings.calendar
        closing = max(item.period.last_day(calendar) for item in plan if item.is_due)
        extent = report_extent(order.catalogue, closing)
        problems = check_dataset(order.request.project.data, extent)
        if problems:
            raise DataError(problems)
        check_kernel(order.request.kernel)


def choose_periods(typed: Sequence[str], usual: Sequence[Period], data: Path) -> tuple[Period, ...]:
    """The periods that people named, in order of time; the usual ones for no name.

    Parameters
    ----------
    typed
        Periods as people write them.
    usual
        Periods that the data set reports on unasked (``report_periods``).
    data
        Folder of the data set; any other period for which it holds a figure may be named.

    Raises
    ------
    UsageError
        With every word that names no period, and every period without a figure.

    Examples
    --------
    >>> known = [Period.parse("2023"), Period.parse("2024-H1")]
    >>> chosen = choose_periods(["6 tháng đầu năm 2024"], known, Path("data/hoa_binh"))
    >>> [period.code for period in chosen]
    ['2024-H1']
    """
    problems: list[Problem] = []
    chosen: set[Period] = set()
    reported = cache(lambda: figure_periods(data))
    for text in typed:
        try:
            period = Period.parse(text)
        except UsageError as error:
            problems.extend(error.problems)
            continue
        if period not in usual and not holds_figures(period, reported()):
            problems.append(_not_reported(text, period, sorted({*usual, *reported()})))
        chosen.add(period)
    if problems:
        raise UsageError(problems)
    return tuple(sorted(chosen or usual))


def _plan_period(order: Order, period: Period) -> PlannedPeriod:
    target = order.store.published(period.code)
    record = read_record(target)
    due = _reason(order, period.code, record)
    needs_print = order.request.pdf and record is not None and not record.get("pdf")
    return PlannedPeriod(
        period=period,
        is_due=due is not None,
        reason=due or (_NO_PRINT if needs_print else _UP_TO_DATE),
        target=target,
        chapters=tuple(chapter.name for chapter in order.chapters),
        is_print_due=due is None and needs_print,
    )


def _reason(order: Order, code: str, record: Mapping[str, Any] | None) -> Words | None:
    """Why the chapters of a period have to be run, if they have to."""
    if order.request.force:
        return Words(vi="được yêu cầu chạy lại", en="asked for with --force")
    if record is None and order.store.failed(code).exists():
        return Words(vi="lần chạy trước bị lỗi", en="the last attempt failed")
    reason = why_run(record, order.inputs, order.request.langs)
    if reason is not None or record is None:
        return reason
    return _damage(damaged_files(order.store.published(code), record))


def _damage(names: Sequence[str]) -> Words | None:
    if not names:
        return None
    shown = ", ".join(names[:3])
    return Words(
        vi=f"tệp đã xuất bản bị sửa hoặc mất: {shown}",
        en=f"published files were changed or lost: {shown}",
    )


def _not_reported(text: str, period: Period, available: Sequence[Period]) -> Problem:
    by_distance = sorted(available, key=lambda other: (abs(other.end - period.end), other))
    shown = ", ".join(other.code for other in sorted(by_distance[:6]))
    allowed = Words(vi=f"kỳ có số liệu, như {shown}", en=f"a period with figures, such as {shown}")
    near = by_distance[0].code if by_distance else ""
    todo = Words(
        vi=f"Chọn kỳ gần nhất {near}, hoặc xem: chiso list periods",
        en=f"Take the nearest, {near}, or see: chiso list periods",
    )
    return Problem("--period", repr(text), allowed, todo, "period_without_report")
