"""From the table of form 06 to figures: who they are of, and what is doubtful about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from chiso.catalog import Area, Measure, Tier
from chiso.catalog.naming import OFFICE, Place
from chiso.errors import DataError, Problem
from chiso.loaders.balances import At, Break
from chiso.loaders.form06_header import FormHeader
from chiso.loaders.form06_setting import FormSetting
from chiso.loaders.form06_table import FormLine, FormSection, FormTable
from chiso.loaders.form06_wording import form_problem
from chiso.loaders.grid import place
from chiso.loaders.harvest import Harvest
from chiso.loaders.measured import Given, Slot
from chiso.loaders.reading import ReturnRow
from chiso.loaders.refusals import shown
from chiso.loaders.units import left_out
from chiso.periods import Period

# Kinds of unit that the rows of each section of form 06 name.
_KINDS: Mapping[Tier, frozenset[str]] = {
    Tier.PROVINCE: frozenset({"department"}),
    Tier.DISTRICT: frozenset({"city", "district"}),
    Tier.COMMUNE: frozenset({"city", "district", "commune", "ward", "town"}),
}
_SUMMED = "sum of the rows: the section prints no figures of its own"
_BROKEN = "not balanced in the return: "


class _Entry(NamedTuple):
    """What figures are entered from: rows that count together for one area and tier."""

    area: str
    tier: Tier
    lines: tuple[FormLine, ...]


@dataclass(frozen=True)
class _Counts:
    """Counts of an entry by column, as a harvest asks for them."""

    header: FormHeader
    lines: tuple[FormLine, ...]

    def count(self, column: str) -> Given | None:
        """Sum over the rows; None when one is missing."""
        number = int(column)
        counts = [line.counts[number] for line in self.lines]
        known = [count for count in counts if count is not None]
        if len(known) < len(counts):
            return None
        return Given(sum(known), "=", 0, self._cells(number))

    figure = count

    def _cells(self, number: int) -> str:
        cells = [self.header.address(line.row, number) for line in self.lines]
        if len(cells) == 1:
            return cells[0]
        is_unbroken = self.lines[-1].row - self.lines[0].row == len(cells) - 1
        return f"SUM({f'{cells[0]}:{cells[-1]}' if is_unbroken else ','.join(cells)})"


class FigureReader:
    """Makes the figures of one form.

    Parameters
    ----------
    header, setting
        Header of the form, and what is known beforehand.
    problems, findings
        What stops the import is added to the first, doubts to the second.
    """

    def __init__(
        self,
        header: FormHeader,
        setting: FormSetting,
        problems: list[Problem],
        findings: list[Problem],
    ) -> None:
        self._header = header
        self._setting = setting
        self._problems = problems
        self._findings = findings

    def read(
        self, table: FormTable, reporter: Area, period: Period, breaks: Iterable[Break]
    ) -> tuple[ReturnRow, ...]:
        """The figures of every section, of the total, and of every unit that rows name.

        Parameters
        ----------
        table
            Counts of the form.
        reporter
            Who reports. Rows of a province name its units; those of a district are fields of
            work, which count in their section only.
        period
            Period of all figures.
        breaks
            Sums that do not hold; figures from their cells say so in their notes.
        """
        doubts: dict[At, list[str]] = {}
        for found in breaks:
            for at in found.cells:
                doubts.setdefault(at, []).append(found.equation)
        harvest = Harvest(self._setting.catalogue)
        for entry in self._entries(table, reporter, period):
            self._enter(harvest, entry, period, doubts)
        self._findings += harvest.findings
        return tuple(harvest.rows)

    def _enter(
        self, harvest: Harvest, entry: _Entry, period: Period, doubts: Mapping[At, list[str]]
    ) -> None:
        grid = self._header.grid
        where = place(grid.file, grid.name)
        slot = Slot(entry.area, entry.tier, period, "final", f"{grid.name}!", where)
        counts = _Counts(self._header, entry.lines)
        for measure in self._setting.layout.measures:
            before = len(harvest.rows)
            harvest.enter(measure, slot, counts)
            note = _note(entry, measure, doubts)
            if note and len(harvest.rows) > before:
                harvest.rows[-1] = harvest.rows[-1]._replace(note=note)

    def _entries(self, table: FormTable, reporter: Area, period: Period) -> Iterator[_Entry]:
        if reporter.kind == OFFICE:
            # Its one section and its total are the same figures.
            printed = [section.total for section in table.sections if section.total]
            fields = tuple(line for section in table.sections for line in section.fields)
            lines = (*printed, *filter(None, (table.total,)))[:1] or fields
            yield _Entry(reporter.id, Tier.PROVINCE, lines)
            return
        for section in table.sections:
            if section.lines:
                yield _Entry(reporter.id, section.tier, section.lines)
            if reporter.kind == "province":
                yield from self._units(section, reporter, period)
        if table.total:
            yield _Entry(reporter.id, Tier.ALL, (table.total,))

    def _units(self, section: FormSection, reporter: Area, period: Period) -> Iterator[_Entry]:
        """Rows of a section by the units that they name."""
        day = period.last_day(self._setting.source.calendar)
        unknown: list[Problem] = []
        seen: dict[str, int] = {}
        for line in section.fields:
            where = self._header.where(line.row, 2)
            try:
                spot = Place(where, day, _KINDS[section.tier], reporter.id)
                area = self._setting.names.find(line.label, spot)
            except DataError as error:
                unknown += error.problems
                continue
            if area.id in seen:
                first = self._header.address(seen[area.id], 2)
                got = shown(line.label)
                self._problems.append(form_problem("row_twice", where, got, first=first))
            seen.setdefault(area.id, line.row)
            yield _Entry(area.id, section.tier, (line,))
        if section.tier is Tier.COMMUNE:
            # Data sets that end above the communes do not list them.
            self._findings += left_out(unknown)
        else:
            self._problems += unknown


def misplaced_sections(
    table: FormTable, reporter: Area | None, header: FormHeader
) -> Iterator[Problem]:
    """A problem for each section that the reporting unit cannot have, or that lacks its heading.

    Parameters
    ----------
    table, header
        Counts of the form, and its header.
    reporter
        Who reports; None where that is not known.
    """
    is_office = reporter is not None and reporter.kind == OFFICE
    for section in table.sections:
        cells = header.grid.rows[section.row]
        got = shown(str(cells[header.columns[2]] or cells[header.columns[1]]))
        where = header.where(section.row, 2)
        if section.is_implied and not is_office:
            yield form_problem("no_section", where, got)
        elif reporter and is_office and section.tier is not Tier.PROVINCE:
            yield form_problem("office_section", where, got, name=reporter.name)


def _note(entry: _Entry, measure: Measure, doubts: Mapping[At, list[str]]) -> str:
    """What a reader should know about the figure of a measure."""
    numbers = [int(column) for column in (*measure.columns, *measure.denominator)]
    cells = [(line.row, number) for line in entry.lines for number in numbers]
    equations = dict.fromkeys(said for at in cells for said in doubts.get(at, ()))
    broken = _BROKEN + "; ".join(equations) if equations else ""
    return "; ".join(filter(None, (_SUMMED if len(entry.lines) > 1 else "", broken)))
