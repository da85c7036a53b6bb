"""Figures of one file: shares from their parts, values within their bounds, each once."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from chiso.catalog import Catalogue, Indicator, Measure, Scope
from chiso.errors import DataError, Problem
from chiso.loaders.measured import Given, Numbers, Slot, is_counted
from chiso.loaders.reading import ReturnRow
from chiso.loaders.refusals import shown
from chiso.loaders.wording import doubt
from chiso.numbers import format_number
from chiso.periods import Period
from chiso.words import LANGS, Words

_DIGITS = 6  # of a share that is worked out from its parts


class Harvest:
    """Figures, findings and errors of one file, in its order.

    Parameters
    ----------
    catalogue
        Gives units and bounds of the indicators.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.rows: list[ReturnRow] = []
        self.findings: list[Problem] = []
        self._errors: dict[Problem, None] = {}

    def enter(self, measure: Measure, slot: Slot, numbers: Numbers) -> None:
        """Add the figure of a measure, unless its numbers are missing or impossible."""
        indicator = self._catalogue.indicators[measure.indicator]
        read = numbers.count if is_counted(measure, indicator) else numbers.figure
        parts = self._all(measure.columns, read)
        base = self._all(measure.denominator, numbers.count)
        printed = self._all((measure.printed,) if measure.printed else (), numbers.figure)
        if not measure.denominator:
            self._add(measure, slot, parts)
        elif parts and base:
            share = self._add_share(measure, slot, parts, base)
            near = [_scaled(item, measure.factor) for item in printed]
            self.findings += [
                _differs(f"{slot.where}{item.cell}", item, share)
                for item in near
                if share is not None and _is_apart(item, share)
            ]
        else:
            self._add(measure, slot, printed)

    def note_errors(self, error: DataError) -> None:
        """Keep the problems of an error; a cell that two measures read is told once."""
        self._errors |= dict.fromkeys(error.problems)

    def count_ranks(self, indicator: str, period: Period, count: int) -> None:
        """Say beside each rank of a period how many units are ranked."""
        self.rows = [
            row._replace(denominator=float(count))
            if (row.indicator, row.period) == (indicator, period.code)
            else row
            for row in self.rows
        ]

    def require_once(self, where: str) -> None:
        """Note an error for each area whose figures of one period stand twice.

        Parameters
        ----------
        where
            Beginning of the place for messages: ``bc.xlsx#``.
        """
        seen: dict[tuple[str, ...], str] = {}
        told = set[tuple[str, str]]()
        for row in self.rows:
            key = (row.indicator, row.definition, row.area, row.tier, row.period)
            if key in seen and (row.area, row.period) not in told:
                told.add((row.area, row.period))
                got = shown(self._catalogue.areas[row.area].name.vi)
                twice = doubt("unit_twice", f"{where}{row.locator}", got, first=seen[key])
                self.note_errors(DataError(twice))
            seen.setdefault(key, row.locator)

    def require_sound(self) -> None:
        """Nothing, if every number could be read.

        Raises
        ------
        DataError
            With every problem in every cell.
        """
        if self._errors:
            raise DataError(self._errors)

    def _all(self, columns: Sequence[str], read: Callable[[str], Given | None]) -> list[Given]:
        """Numbers of columns; an empty list when one of them is missing or cannot be read."""
        found = []
        for column in columns:
            try:
                found.append(read(column))
            except DataError as error:
                self.note_errors(error)
                found.append(None)
        given = [number for number in found if number is not None]
        return given if len(given) == len(columns) else []

    def _add(self, measure: Measure, slot: Slot, given: Sequence[Given]) -> None:
        if not given:
            return
        indicator = self._catalogue.indicators[measure.indicator]
        scaled = [_scaled(item, measure.factor) for item in given]
        lower, upper = (
            math.inf * sign if end is None else end
            for end, sign in zip(indicator.bounds, (-1, 1), strict=True)
        )
        value = _sum(scaled)
        if not lower <= value <= upper:
            self.findings.append(_out_of_bounds(f"{slot.where}{_cells(given)}", value, indicator))
            return
        self.rows.append(
            ReturnRow(
                **_common(measure, indicator, slot),
                value=value,
                qualifier=_qualifier(scaled),
                decimals=max(item.decimals for item in scaled),
                numerator=None,
                denominator=None,
                locator=f"{slot.origin}{_cells(given)}",
            )
        )

    def _add_share(
        self, measure: Measure, slot: Slot, parts: Sequence[Given], base: Sequence[Given]
    ) -> float | None:
        """The share that was entered; None when its parts allow none."""
        cases, whole = _sum(parts), _sum(base)
        cells = f"{_added(parts)}/{_added(base)}"
        if cases > whole:
            got = f"{cases:.15g}/{whole:.15g}"
            self.findings.append(doubt("parts", f"{slot.where}{cells}", got))
            return None
        if not whole:
            return None
        indicator = self._catalogue.indicators[measure.indicator]
        share = round(100 * cases / whole, _DIGITS)
        self.rows.append(
            ReturnRow(
                **_common(measure, indicator, slot),
                value=share,
                qualifier="=",
                decimals=indicator.decimals,
                numerator=cases,
                denominator=whole,
                locator=f"{slot.origin}{cells}",
            )
        )
        return share


def _is_apart(printed: Given, share: float) -> bool:
    """Whether a share does not round to the printed one; a printed bound says too little."""
    half = 0.5 * 10.0**-printed.decimals
    return printed.qualifier == "=" and abs(printed.value - share) > half + 10.0**-_DIGITS


def _common(measure: Measure, indicator: Indicator, slot: Slot) -> dict[str, str]:
    return {
        "indicator": measure.indicator,
        "definition": measure.definition,
        "area": slot.area,
        "tier": (measure.tier or slot.tier).value,
        "scope": Scope.ALL.value,
        "period": slot.period.code,
        "period_kind": (measure.period_kind or indicator.period_kind).value,
        "status": slot.status,
    }


def _scaled(item: Given, factor: float) -> Given:
    if factor == 1 or item.is_percent:
        return item
    decimals = max(0, item.decimals - math.floor(math.log10(factor) + 0.5))
    return item._replace(value=round(item.value * factor, decimals + 3), decimals=decimals)


def _qualifier(numbers: Sequence[Given]) -> str:
    """Bound of a sum: that of its parts, or about when they point different ways."""
    bounds = {item.qualifier for item in numbers} - {"="}
    return bounds.pop() if len(bounds) == 1 else "~" if bounds else "="


def _sum(numbers: Sequence[Given]) -> float:
    return math.fsum(item.value for item in numbers)


def _cells(numbers: Sequence[Given]) -> str:
    return "+".join(item.cell for item in numbers)


def _added(numbers: Sequence[Given]) -> str:
    return f"({_cells(numbers)})" if len(numbers) > 1 else numbers[0].cell


def _spoken(value: float, decimals: int) -> Words:
    return Words(*(format_number(value, decimals, lang) for lang in LANGS))


def _differs(where: str, printed: Given, share: float) -> Problem:
    spoken = _spoken(share, max(2, min(printed.decimals, _DIGITS)))
    return doubt("share_differs", where, f"{printed.value:.15g}", share=spoken)


def _out_of_bounds(where: str, value: float, indicator: Indicator) -> Problem:
    ends = "–".join("…" if end is None else f"{end:g}" for end in indicator.bounds)
    return doubt("range", where, f"{value:.15g}", name=indicator.name, ends=ends)
