"""A request whose every word has been checked: chapters, periods, parameters, inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from chiso.catalog.settings import Settings
from chiso.dataset.coverage import figure_periods, holds_figures
from chiso.dataset.settings import read_settings
from chiso.errors import Problem, UsageError
from chiso.periods import Period
from chiso.runner.cache import Inputs
from chiso.runner.item_store import ItemStore
from chiso.runner.jobs import ChapterJob
from chiso.runner.manifest import read_inputs
from chiso.runner.notebook import Chapter, chapter_files, read_chapters
from chiso.runner.parameters import Value, bind_parameters
from chiso.runner.publish import VISIBLE, Store
from chiso.runner.request import RunRequest
from chiso.runner.visible import Visible
from chiso.words import Words


@dataclass(frozen=True)
class Order:
    """A request whose every word has been checked.

    Attributes
    ----------
    request
        The words.
    settings
        What the data set says of itself; its lists are read when something has to be run.
    chapters
        Chapters to run.
    periods
        Periods to report on, in order of time.
    parameters
        Further parameters, by chapter.
    inputs
        Digests of all that the reports depend on.
    visible
        What each report can see of the data set.
    """

    request: RunRequest
    settings: Settings
    chapters: tuple[Chapter, ...]
    periods: tuple[Period, ...]
    parameters: Mapping[str, Mapping[str, Value]]
    inputs: Inputs
    visible: Visible

    @property
    def store(self) -> Store:
        """Where the reports belong; a part of the chapters never replaces a full report."""
        folder = self.request.out / self.settings.id
        return Store(folder / "_partial" if self.is_partial else folder)

    @cached_property
    def is_partial(self) -> bool:
        """Whether chapters are left out; a notebook that comes later moves no run elsewhere."""
        return len(self.chapters) < len(chapter_files(self.request.project.notebooks))

    @property
    def item_store(self) -> ItemStore:
        """Finished items of periods that are not published yet."""
        return ItemStore(self.store.root / ".items")

    @property
    def item_names(self) -> tuple[str, ...]:
        """The items of each period: chapter and language, such as ``10_trends.vi``."""
        return tuple(
            f"{chapter.name}.{lang}" for lang in self.request.langs for chapter in self.chapters
        )

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


def read_order(request: RunRequest) -> Order:
    """The request with its chapters, periods, parameters and inputs, all checked.

    Raises
    ------
    UsageError
        If a chapter, a period or a parameter is unknown, missing or wrongly typed.
    DataError
        If the data set's description is broken.
    """
    settings = read_settings(request.project.data)
    chapters = read_chapters(request.project.notebooks, request.only)
    periods = choose_periods(request.periods, settings.report_periods, request.project.data)
    parameters = bind_parameters(chapters, request.parameters)
    inputs = read_inputs(request.project, chapters, parameters)
    files = {file.name: file.sha256 for file in inputs.data}
    visible = Visible(request.project.data, files, request.out / settings.id / VISIBLE)
    return Order(request, settings, chapters, periods, parameters, inputs, visible)


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
