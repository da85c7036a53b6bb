"""A data set's own description, apart from the catalogue: every command needs it, few need more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chiso.catalog.record import Record
from chiso.periods import Calendar, Period
from chiso.words import Words


@dataclass(frozen=True)
class Settings:
    """A data set's own description."""

    id: str
    name: Words
    is_synthetic: bool
    province: str
    calendar: Calendar
    report_periods: tuple[Period, ...]
    state: Words
    headline: tuple[str, ...]


def settings_of(
    record: Record, indicators: Mapping[str, object], areas: Mapping[str, object]
) -> Settings:
    """The description that a record holds.

    Parameters
    ----------
    record
        The fields of ``dataset.yml``.
    indicators, areas
        What it may name, by id.
    """
    return Settings(
        id=record.text("id"),
        name=record.words("name"),
        is_synthetic=record.flag("synthetic"),
        province=record.known("province", areas),
        calendar=record.choice("calendar", Calendar),
        report_periods=record.periods("report_periods"),
        state=record.words("state"),
        headline=record.all_known("headline", indicators),
    )
