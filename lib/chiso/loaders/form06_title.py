"""What stands above and below the table of form 06: period, reporting unit, unit, signing day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chiso.catalog import Area
from chiso.catalog.naming import OFFICE, Place
from chiso.errors import DataError, Problem, UsageError
from chiso.loaders.cells import Cell, read_day
from chiso.loaders.form06_header import FormHeader
from chiso.loaders.form06_pieces import Piece, bodies, pieces, reporters, right_of
from chiso.loaders.form06_setting import FormSetting
from chiso.loaders.form06_wording import form_problem
from chiso.loaders.refusals import shown
from chiso.loaders.wording import doubt
from chiso.periods import Period
from chiso.text import fold
from chiso.words import Words

MARK = "SỐ LIỆU MINH HỌA / ILLUSTRATIVE DATA"
"""Line above the header that says that all figures of a file are made up."""

_MARKED = re.compile(r"so lieu minh hoa|illustrative data")
# With marks where there are any: «từ ngày» begins a period, «Thông tư ngày» does not.
_FIRST_DAY = re.compile(r"\b(?:từ|tu)\s*:?\s*(?=ngày|ngay|\d)(.*?)(?=\b(?:đến|den)\b|$)")
_LAST_DAY = re.compile(r"\b(?:đến|den)\s*:?\s*(?:hết\s*|het\s*)?(?=ngày|ngay|\d)([^);]*)")
_UNIT = re.compile(r"\b(?:don vi tinh|dvt)\b\W*(.*)")
_MULTIPLE = re.compile(r"\b(?:chuc|tram|nghin|ngan|van|trieu|ty)\b|[\d%]")
_SIGNED = re.compile(
    r"[^\d,]{2,60},\s*(ngày\s+\d{1,2}"
    r"(?:\s+tháng\s+\d{1,2}\s+năm\s+|\s*[/.-]\s*\d{1,2}\s*[/.-]\s*)\d{4})\W*"
)
_PLACES, _OFFICES = frozenset({"province", "city", "district"}), frozenset({OFFICE})
_OFFICE = re.compile(r"(?:so|ban|thanh tra|van phong|chi cuc|cuc)\b(?!.*\b(?:huyen|xa|phuong)\b)")


@dataclass(frozen=True)
class FormTitle:
    """What a form says of itself; None where it does not or cannot be read.

    Attributes
    ----------
    period, reporter
        Period of all figures, and the area that reports them.
    signed
        Day of the signature.
    is_synthetic
        Whether the form carries the mark of illustrative data.
    """

    period: Period | None
    reporter: Area | None
    signed: date | None
    is_synthetic: bool


@dataclass(frozen=True)
class TitleReader:
    """Reads what surrounds the table of one form.

    Attributes
    ----------
    header
        Header of the form.
    setting
        What is known beforehand.
    problems, findings
        What stops the import is added to the first, doubts to the second.
    """

    header: FormHeader
    setting: FormSetting
    problems: list[Problem]
    findings: list[Problem]

    def read(self, end: int) -> FormTitle:
        """What is said above the header, and below the table.

        Parameters
        ----------
        end
            First row below the table.
        """
        grid = self.header.grid
        above = tuple(pieces(grid, range(self.header.top)))
        below = tuple(pieces(grid, range(end, len(grid.rows))))
        self._check_unit(above)
        period = self._period(above)
        reporter = None if period is None else self._reporter(above, period)
        signed = self._signed((*below, *above), period)
        is_synthetic = any(_MARKED.search(piece.plain) for piece in above)
        return FormTitle(period, reporter, signed, is_synthetic)

    def _period(self, above: Sequence[Piece]) -> Period | None:
        hint = self.setting.arrival.hints.period
        firsts, lasts = self._days(above, _FIRST_DAY), self._days(above, _LAST_DAY)
        if firsts is None or lasts is None:
            return None
        if not firsts and not lasts and hint:
            return hint
        if not firsts or not lasts:
            self.problems.append(form_problem("no_period", self._above()))
            return None
        if len(firsts) > 1 or len(lasts) > 1:
            got = ", ".join(f"{day:%d/%m/%Y}" for day in sorted({*firsts, *lasts}))
            self.problems.append(form_problem("period_twice", self._above(), got))
            return None
        period = self._between(firsts.pop(), lasts.pop())
        if period and hint not in (None, period):
            self.problems.append(doubt("period_conflict", self._above(), period.code, given=hint))
        return period

    def _days(self, above: Sequence[Piece], label: re.Pattern[str]) -> set[date] | None:
        """The different days behind a label; None if one of them cannot be read."""
        found: set[date] = set()
        grid = self.header.grid
        for place, piece in enumerate(above):
            match = label.search(piece.text.casefold())
            if not match:
                continue
            following = None if re.search(r"\d", match[1]) else right_of(above, place)
            said: Cell = following.cell if following else match[1]
            try:
                found.add(read_day(said, self._where(following or piece), is_1904=grid.is_1904))
            except DataError as error:
                self.problems.extend(error.problems)
                return None
        return found

    def _between(self, first: date, last: date) -> Period | None:
        try:
            period, calendar = Period.between(first, last)
        except UsageError as error:
            self.problems.extend(replace(found, where=self._above()) for found in error.problems)
            return None
        source = self.setting.source
        if calendar is source.calendar:
            return period
        got = f"{first:%d/%m/%Y} – {last:%d/%m/%Y} ({calendar})"
        fields = {"wanted": source.calendar, "source": source.id, "found": calendar}
        self.problems.append(doubt("wrong_calendar", self._above(), got, **fields))
        return None

    def _reporter(self, above: Sequence[Piece], period: Period) -> Area | None:
        names = self.setting.names
        day = period.last_day(self.setting.source.calendar)
        anybody = Place(self._above(), day, _PLACES | _OFFICES)
        offices, places = (replace(anybody, kinds=kinds) for kinds in (_OFFICES, _PLACES))
        # The committees at the top may be those of the province above the one of the district,
        # or above an office of the province.
        known = [said for said in bodies(above) if names.candidates(said[1], places)]
        heads = [(piece, piece.text) for piece in above if names.candidates(piece.text, offices)]
        for piece, name in (*reporters(above), *heads[-1:], *known[-1:]):
            try:
                return names.find(name, replace(anybody, where=self._where(piece)))
            except DataError as error:
                self.problems.extend(_as_office(name, found) for found in error.problems)
                return None
        self.problems.append(form_problem("no_reporter", self._above()))
        return None

    def _check_unit(self, above: Sequence[Piece]) -> None:
        for place, piece in enumerate(above):
            match = _UNIT.search(piece.plain)
            if not match:
                continue
            following = None if match[1] else right_of(above, place)
            unit = following.plain if following else match[1]
            if "ho so" not in unit or _MULTIPLE.search(unit):
                said = following or piece
                got = shown(said.text)
                self.problems.append(form_problem("wrong_unit", self._where(said), got))
            return
        self.findings.append(form_problem("no_unit", self._above()))

    def _signed(self, texts: Sequence[Piece], period: Period | None) -> date | None:
        """The first signing day that the texts name."""
        for piece in texts:
            match = _SIGNED.fullmatch(piece.text.casefold())
            if match:
                return self._signing_day(piece, match[1], period)
        return None

    def _signing_day(self, piece: Piece, said: str, period: Period | None) -> date | None:
        where, got = self._where(piece), shown(piece.text)
        try:
            day = read_day(said, where)
        except DataError:
            self.findings.append(form_problem("signing_day", where, got))
            return None
        last = period.last_day(self.setting.source.calendar) if period else day
        if day < last:
            field = f"{last:%d/%m/%Y}"
            self.findings.append(form_problem("signed_early", where, got, last=field))
        return day

    def _where(self, piece: Piece) -> str:
        return self.header.grid.where(piece.row, piece.column)

    def _above(self) -> str:
        """Place of the whole title: its rows."""
        grid = self.header.grid
        return f"{grid.file}#{grid.name}!1:{max(1, self.header.top)}"


def _as_office(name: str, problem: Problem) -> Problem:
    """The problem of an unknown name; of an office, with how to make it known."""
    if problem.rule != "unknown_area" or not _OFFICE.match(fold(name)):
        return problem
    told = form_problem("unknown_office", problem.where, problem.got)
    nearest = problem.todo if problem.todo.vi.startswith("Gần nhất") else Words("", "")
    return told if not nearest.vi else replace(told, todo=_joined(nearest, told.todo))


def _joined(first: Words, second: Words) -> Words:
    return Words(*(f"{one.rstrip('.')}. {other}" for one, other in zip(first, second, strict=True)))
