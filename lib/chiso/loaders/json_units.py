"""Units of a JSON return: one record each, under its name and code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.catalog import Area
from chiso.errors import DataError, Problem
from chiso.loaders.arrival import Arrival, Marks, reading_of
from chiso.loaders.harvest import Harvest
from chiso.loaders.json_return import (
    Fields,
    JsonRecord,
    JsonReturn,
    json_count,
    json_figure,
    json_text,
)
from chiso.loaders.measured import Given, Slot
from chiso.loaders.reading import Reading
from chiso.loaders.units import Units, left_out
from chiso.loaders.wording import doubt
from chiso.periods import Period


@dataclass(frozen=True)
class JsonNumbers:
    """Numbers of one record, by field."""

    fields: Fields
    where: str

    def count(self, column: str) -> Given | None:
        """A whole number; None for null, for empty text and for no field."""
        return json_count(self.fields, column, self.where)

    def figure(self, column: str) -> Given | None:
        """A number; None for null, for empty text and for no field."""
        return json_figure(self.fields, column, self.where)


@dataclass(frozen=True)
class UnitFields:
    """Fields that name the unit of a record; of each group the first that is filled counts."""

    names: tuple[str, ...]
    codes: tuple[str, ...]

    def spellings(self, fields: Fields) -> list[str]:
        """What a record says about its unit."""
        said = ([json_text(fields, name) for name in group] for group in (self.names, self.codes))
        return [next(filter(None, texts), "") for texts in said]


def has_most(content: JsonReturn, wanted: Sequence[str]) -> bool:
    """Whether the first record has more than half of the wanted fields."""
    found = content.records[0].fields if content.records else {}
    return 2 * len([name for name in wanted if name in found]) > len(wanted)


def read_units(
    content: JsonReturn, arrival: Arrival, period: Period, fields: UnitFields
) -> Reading:
    """The figures of all records whose unit is known.

    Raises
    ------
    DataError
        If no unit is known, a unit stands twice, or a number cannot be read: every one is said.
    """
    harvest = Harvest(arrival.catalogue)
    units = Units.of(arrival.layout, arrival.catalogue, period.end)
    unknown: list[Problem] = []
    for record in content.records:
        where = f"{content.file}#{record.pointer}"
        try:
            area = units.find(fields.spellings(record.fields), where)
        except DataError as error:
            unknown += error.problems
            continue
        _enter(harvest, arrival, record, (area, units, period, where))
    harvest.require_once(f"{content.file}#")
    harvest.require_sound()
    if not harvest.rows:
        raise DataError([*unknown, doubt("no_units", content.file)])
    harvest.findings += left_out(unknown)
    # A live figure is public from the moment at which it is taken, whenever the file arrives.
    taken = content.extracted
    marks = Marks(taken, taken, content.is_synthetic, content.stamp)
    return reading_of(arrival, harvest, marks)


def _enter(
    harvest: Harvest,
    arrival: Arrival,
    record: JsonRecord,
    place: tuple[Area, Units, Period, str],
) -> None:
    area, units, period, where = place
    slot = Slot(
        area=area.id,
        tier=units.tier(area),
        period=period,
        status="final",
        origin=f"{record.pointer}#",
        where=f"{where}/",
    )
    for measure in arrival.layout.measures:
        harvest.enter(measure, slot, JsonNumbers(record.fields, where))
