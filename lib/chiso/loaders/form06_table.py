"""The table of form 06: its sections with their rows, and the grand total."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from chiso.catalog import Source, Tier
from chiso.catalog.naming import spelling_key
from chiso.errors import DataError, Problem
from chiso.loaders.cells import MAX_COUNT, NOTHING_OCCURRED, Cell, read_count
from chiso.loaders.form06_header import COUNTS, FormHeader
from chiso.loaders.form06_labels import RowKind, RowName, RowPart, row_name, row_part
from chiso.loaders.form06_wording import form_problem
from chiso.loaders.grid import address_list, place
from chiso.loaders.refusals import shown


class FormLine(NamedTuple):
    """One row of counts.

    Attributes
    ----------
    row
        Row of the sheet, from 0.
    label
        What stands in column 2.
    counts
        Counts by column number, 3 to 13; None where the cell is empty.
    """

    row: int
    label: str
    counts: Mapping[int, int | None]

    @property
    def is_empty(self) -> bool:
        """Whether no count stands in the row."""
        return all(count is None for count in self.counts.values())


@dataclass(frozen=True)
class FormSection:
    """The rows of one tier.

    Attributes
    ----------
    tier
        Level of government of the section.
    row
        Row of its heading.
    total
        Row with the counts of the section; None where it prints none.
    fields
        Its rows, without those that only explain another one.
    is_implied
        Whether the form has rows and no heading: only an office of the province needs none.
    """

    tier: Tier
    row: int
    total: FormLine | None = None
    fields: tuple[FormLine, ...] = ()
    is_implied: bool = False

    @property
    def lines(self) -> tuple[FormLine, ...]:
        """Rows whose counts are those of the section: its own, or else those of its fields."""
        return (self.total,) if self.total else self.fields


@dataclass(frozen=True)
class FormTable:
    """All counts of one form.

    Attributes
    ----------
    sections
        In the order of the form.
    total
        The grand total; None where none is printed.
    lines
        Every row of counts, from top to bottom.
    end
        First row below the table.
    """

    sections: tuple[FormSection, ...]
    total: FormLine | None
    lines: tuple[FormLine, ...]
    end: int


def figure_rows(header: FormHeader) -> list[int]:
    """Rows below the header with something like a count in columns 3 to 13."""
    columns = [header.columns[number] for number in COUNTS]
    rows = header.grid.rows
    return [
        row
        for row in range(header.row + 1, len(rows))
        if any(_is_figure(rows[row][column]) for column in columns)
    ]


def _is_figure(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell[0].isdigit() or cell in NOTHING_OCCURRED
    return isinstance(cell, int | float)


class TableReader:
    """Reads the rows below one header.

    Parameters
    ----------
    header
        Header of the form.
    source
        Gives the separators of numbers kept as text.
    problems, findings
        What stops the import is added to the first, doubts to the second.
    """

    def __init__(
        self, header: FormHeader, source: Source, problems: list[Problem], findings: list[Problem]
    ) -> None:
        self._header = header
        self._source = source
        self._problems = problems
        self._findings = findings
        self._sections: dict[Tier, FormSection] = {}
        self._fields: dict[Tier, list[FormLine]] = {tier: [] for tier in Tier}
        self._current: Tier | None = None
        # Rows below a heading that was refused belong to no section, which is told once.
        self._is_lost = False
        self._total: FormLine | None = None
        self._lines: list[FormLine] = []
        self._seen: dict[tuple[Tier, str], int] = {}

    def read(self) -> FormTable:
        """The table; what could not be read is missing in it, and among the problems."""
        figures = figure_rows(self._header)
        self._refuse_merged(figures)
        end = self._header.row + 1
        filled = set(figures)
        for row in range(end, figures[-1] + 1):
            above = self._total_above()
            if above:
                if row in filled:
                    self._note_below(above, row)
                continue
            end = row + 1
            self._take(row, has_figures=row in filled)
        if self._total is None:
            self._findings.append(form_problem("no_total", self._where(end - 1)))
        sections = (
            replace(section, fields=tuple(self._fields[tier]))
            for tier, section in self._sections.items()
        )
        return FormTable(tuple(sections), self._total, tuple(self._lines), end)

    def _total_above(self) -> FormLine | None:
        """The grand total where it closes the table; one in the first row opens it."""
        return None if self._lines and self._total is self._lines[0] else self._total

    def _take(self, row: int, *, has_figures: bool) -> None:
        cells, columns = self._header.grid.rows[row], self._header.columns
        name = row_name(cells[columns[1]], cells[columns[2]])
        part = row_part(name, has_figures=has_figures)
        if part is None:
            return
        if not name.label:
            self._problems.append(form_problem("no_label", self._where(row)))
        elif part.kind is RowKind.UNKNOWN_SECTION:
            self._lose(form_problem("unknown_section", self._where(row), _got(name)))
        elif part.kind is RowKind.SECTION and part.tier:
            self._open(row, name, part.tier, has_figures=has_figures)
        elif part.kind in (RowKind.TOTAL, RowKind.SUBTOTAL):
            self._take_total(row, name, part)
        else:
            self._take_field(row, name, part)

    def _open(self, row: int, name: RowName, tier: Tier, *, has_figures: bool) -> None:
        """Begin a section; its heading may carry its counts."""
        if tier in self._sections:
            first = self._header.address(self._sections[tier].row, 2)
            self._lose(form_problem("section_twice", self._where(row), _got(name), first=first))
            return
        total = self._line(row, name) if has_figures else None
        self._sections[tier] = FormSection(tier, row, total)
        self._current = tier
        self._is_lost = False

    def _lose(self, problem: Problem) -> None:
        self._problems.append(problem)
        self._current = None
        self._is_lost = True

    def _take_total(self, row: int, name: RowName, part: RowPart) -> None:
        """A total of a section that has none yet, or else of the whole form."""
        tier = part.tier or self._current
        section = self._sections.get(tier) if tier else None
        is_of_section = part.tier or (section and section.total is None)
        if tier is None or part.kind is RowKind.TOTAL or not is_of_section:
            self._refuse_second(row, name, self._total)
            self._total = self._line(row, name)
            return
        section = section or FormSection(tier, row)
        self._refuse_second(row, name, section.total)
        self._sections[tier] = replace(section, total=self._line(row, name))

    def _refuse_second(self, row: int, name: RowName, first: FormLine | None) -> None:
        if first:
            address = self._header.address(first.row, 2)
            where = self._where(row)
            self._problems.append(form_problem("two_totals", where, _got(name), first=address))

    def _take_field(self, row: int, name: RowName, part: RowPart) -> None:
        line = self._line(row, name)
        if self._current is None and not self._is_lost:
            self._sections[Tier.PROVINCE] = FormSection(Tier.PROVINCE, row, is_implied=True)
            self._current = Tier.PROVINCE
        if self._current is None or part.kind is RowKind.DETAIL:
            return
        key = (self._current, spelling_key(name.label))
        if key in self._seen:
            first = self._header.address(self._seen[key], 2)
            where = self._where(row)
            self._problems.append(form_problem("row_twice", where, _got(name), first=first))
        self._seen.setdefault(key, row)
        self._fields[self._current].append(line)

    def _line(self, row: int, name: RowName) -> FormLine:
        counts = {number: self._count(row, number) for number in COUNTS}
        line = FormLine(row, name.label, counts)
        self._lines.append(line)
        empty = [(row, self._header.columns[number]) for number in COUNTS if counts[number] is None]
        if empty:
            rule = "empty_row" if line.is_empty else "empty_cell"
            grid = self._header.grid
            where = f"{place(grid.file, grid.name)}{address_list(empty)}"
            self._findings.append(form_problem(rule, where, shown(name.label)))
        self._note_stray(row)
        return line

    def _count(self, row: int, number: int) -> int | None:
        cell = self._header.grid.rows[row][self._header.columns[number]]
        # Nearly all cells: a plain whole number needs no place for a message.
        if isinstance(cell, float) and 0 <= cell <= MAX_COUNT and cell.is_integer():
            return int(cell)
        try:
            where = self._header.where(row, number)
            return read_count(cell, where, self._source.decimal, self._source.thousands)
        except DataError as error:
            self._problems.extend(error.problems)
            return None

    def _note_stray(self, row: int) -> None:
        """Numbers in the row that stand in no column of the form."""
        inside = set(self._header.columns.values())
        for column, cell in enumerate(self._header.grid.rows[row]):
            if column not in inside and isinstance(cell, int | float):
                where = self._header.grid.where(row, column)
                self._findings.append(form_problem("stray_number", where, shown(cell)))

    def _note_below(self, total: FormLine, row: int) -> None:
        """A row of counts below the total stops the import; a lone number is left out."""
        cells = self._header.grid.rows[row]
        found = [number for number in COUNTS if _is_figure(cells[self._header.columns[number]])]
        got = shown(cells[self._header.columns[found[0]]])
        where = self._header.where(row, found[0])
        if len(found) == 1:
            self._findings.append(form_problem("stray_number", where, got))
        else:
            first = self._header.address(total.row, 2)
            self._problems.append(form_problem("data_below_total", where, got, first=first))

    def _refuse_merged(self, figures: Sequence[int]) -> None:
        columns = {self._header.columns[number] for number in COUNTS}
        for area in self._header.grid.merged:
            has_columns = any(area.first_column <= column <= area.last_column for column in columns)
            following = bisect_left(figures, area.first_row)
            has_rows = following < len(figures) and figures[following] <= area.last_row
            if has_columns and has_rows:
                grid = self._header.grid
                where = f"{place(grid.file, grid.name)}{area.address}"
                self._problems.append(form_problem("merged_cells", where))

    def _where(self, row: int) -> str:
        return self._header.where(row, 2)


def _got(name: RowName) -> str:
    return shown(f"{name.number} {name.label}".strip())
