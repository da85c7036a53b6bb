"""Forms II.06a and 06/VPCP/KSTT: dossiers received, settled and pending, by tier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chiso.catalog import Area, Layout, LayoutKind
from chiso.catalog.naming import AreaNames
from chiso.errors import DataError, Problem
from chiso.loaders.arrival import Arrival
from chiso.loaders.balances import find_breaks
from chiso.loaders.form06_figures import FigureReader, misplaced_sections
from chiso.loaders.form06_header import FormHeader, find_headers
from chiso.loaders.form06_setting import FormSetting
from chiso.loaders.form06_table import FormTable, TableReader, figure_rows
from chiso.loaders.form06_title import TitleReader
from chiso.loaders.form06_wording import form_problem
from chiso.loaders.grid import Grid
from chiso.loaders.reading import Reading, ReturnRow
from chiso.loaders.workbook import Workbook

_TITLE_ROWS = 60


def recognise_form06(workbook: Workbook, layouts: Iterable[Layout]) -> Layout | None:
    """The layout whose words all stand on one sheet; None for a workbook of another kind.

    Parameters
    ----------
    workbook
        Opened workbook.
    layouts
        Layouts of the data set; only those of kind ``form06`` are looked at.
    """
    forms = (layout for layout in layouts if layout.kind is LayoutKind.FORM06)
    return next(
        (
            layout
            for layout in forms
            for grid in workbook.sheets
            if all(_says(grid, words) for words in layout.words)
        ),
        None,
    )


def read_form06(workbook: Workbook, arrival: Arrival, names: AreaNames) -> Reading:
    """What a form says: counts and shares of each tier, with the doubts about them.

    Parameters
    ----------
    workbook
        Opened workbook with one filled-in form; other sheets may hold anything else.
    arrival
        The file; ``arrival.hints.period`` serves where the form names no period.
    names
        Finder of areas over those of the catalogue; made once for many files.

    Returns
    -------
    Reading
        One row a measure for each section of the form and for its total, of the reporting area;
        in the summary of a province also for each unit that a row names. An office of the
        province has figures of the province tier only. Fields of work are checked against their
        section and not entered on their own, since an observation has no field: ``checked``
        counts them. A count that is missing, and
        a share without a base, give no row.

    Raises
    ------
    DataError
        With every problem of the form at once. A sum that does not hold is a finding and stops
        nothing: the printed figures stay.
    """
    problems: list[Problem] = []
    setting = FormSetting(arrival, names)
    header = _only_form(workbook)
    findings = list(header.grid.findings)
    table = TableReader(header, setting.source, problems, findings).read()
    title = TitleReader(header, setting, problems, findings).read(table.end)
    problems += misplaced_sections(table, title.reporter, header)
    breaks = find_breaks(table, header)
    findings += [found.problem for found in breaks]
    rows: tuple[ReturnRow, ...] = ()
    if title.reporter and title.period:
        figures = FigureReader(header, setting, problems, findings)
        rows = figures.read(table, title.reporter, title.period, breaks)
    if problems or not title.reporter or not title.period:
        raise DataError(problems)
    return Reading(
        file=arrival.file,
        digest=arrival.digest,
        size=arrival.size,
        layout=arrival.layout.id,
        source=arrival.source.id,
        area=title.reporter.id,
        period=title.period.code,
        published=title.signed,
        extracted=None,
        is_synthetic=title.is_synthetic,
        rows=rows,
        findings=tuple(findings),
        checked=_checked(table, title.reporter),
    )


def _checked(table: FormTable, reporter: Area) -> int:
    """Number of rows of fields of work; in the summary of a province rows are units."""
    fields = sum(len(section.fields) for section in table.sections)
    return 0 if reporter.kind == "province" else fields


def _says(grid: Grid, words: str) -> bool:
    """Whether the words stand in the rows that can be the title of a form."""
    return replace(grid, rows=grid.rows[:_TITLE_ROWS]).find_text(words) is not None


def _only_form(workbook: Workbook) -> FormHeader:
    """The one form of a workbook that holds figures."""
    headers = find_headers(workbook.file, workbook.sheets)
    filled = [header for header in headers if figure_rows(header)]
    if len(filled) == 1:
        return filled[0]
    places = [header.where(header.row, 1) for header in filled or headers]
    rule = "two_forms" if filled else "empty_form"
    raise DataError(form_problem(rule, places[0], ", ".join(places[1:])))
