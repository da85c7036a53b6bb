"""The catalogue of a data set, read from its folder without any table library.

Commands that list one part of it import no other.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from chiso.dataset.entry_files import EntryReader, Incomplete
from chiso.errors import DataError, Problem
from chiso.horizon import seeing_until
from chiso.words import Words

if TYPE_CHECKING:
    from chiso.catalog import Area, Catalogue, Domain, Indicator, Settings, Source, Target

DESCRIPTION, SOURCES = "dataset.yml", "sources.yml"
TARGET_COLUMNS = (
    "indicator", "tier", "area", "due", "operator", "value", "kind", "level",
    "act", "definition", "source", "locator", "note",
)  # fmt: skip
AREA_COLUMNS = (
    "area", "parent", "kind", "name_vi", "name_en", "short_vi", "valid_from", "valid_to",
    "successor", "aliases", "tile_row", "tile_column", "order", "note",
)  # fmt: skip
CHANGE_COLUMNS = (
    "date", "kind", "predecessor", "successor", "weight", "act", "source", "note",
)  # fmt: skip


def read_catalogue(folder: Path, until: date | None = None) -> Catalogue:
    """The catalogue of a data set.

    Parameters
    ----------
    folder
        Folder with ``dataset.yml`` and its sister files.
    until
        Promise that what the description and the sources add for later than this day is dropped
        (:func:`chiso.dataset.visible.cut_catalogue`); None for no such promise.

    Raises
    ------
    DataError
        With every problem in every catalogue file.
    """
    catalogue, problems = survey_catalogue(folder, until)
    if problems or catalogue is None:
        raise DataError(problems)
    return catalogue


def read_areas(folder: Path) -> dict[str, Area]:
    """The areas of ``areas.csv`` by code.

    Parameters
    ----------
    folder
        Folder with ``areas.csv``.

    Raises
    ------
    DataError
        With every problem of that file.
    """
    from chiso.catalog import entries

    problems: list[Problem] = []
    areas = EntryReader(folder, problems).unique("areas.csv", AREA_COLUMNS, entries.area)
    if problems:
        raise DataError(problems)
    return areas


def read_indicators(folder: Path) -> tuple[dict[str, Domain], dict[str, Indicator]]:
    """The domains of ``domains.yml`` and the indicators of ``indicators.yml`` by id.

    Parameters
    ----------
    folder
        Folder with both files.

    Raises
    ------
    DataError
        With every problem of the two files.
    """
    problems: list[Problem] = []
    found = _domains_and_indicators(EntryReader(folder, problems))
    if problems:
        raise DataError(problems)
    return found


def read_targets(folder: Path) -> tuple[Target, ...]:
    """The targets of ``targets.csv``, without the lists that they name but for the acts.

    Parameters
    ----------
    folder
        Folder with ``targets.csv`` and ``acts.yml``.

    Raises
    ------
    DataError
        With every problem of the two files.
    """
    from chiso.catalog import entries

    problems: list[Problem] = []
    reader, unread = EntryReader(folder, problems), Incomplete()
    acts = reader.keyed("acts.yml", entries.act)
    targets = reader.rows(
        "targets.csv",
        TARGET_COLUMNS,
        lambda item: entries.target(item, unread, unread, acts, unread),
    )
    if problems:
        raise DataError(problems)
    return targets


def _domains_and_indicators(
    reader: EntryReader,
) -> tuple[dict[str, Domain], dict[str, Indicator]]:
    from chiso.catalog import indicator_entries as entries

    domains = reader.listed("domains.yml", entries.domain)
    return domains, reader.listed("indicators.yml", lambda item: entries.indicator(item, domains))


def survey_catalogue(
    folder: Path, until: date | None = None
) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue as far as it can be read, and every problem of its files.

    Where there are problems the catalogue holds blanks and serves only to look for more of them;
    it is None when even ``dataset.yml`` cannot be read.

    Parameters
    ----------
    folder, until
        As :func:`read_catalogue` takes them.
    """
    from chiso.catalog import Catalogue, entries
    from chiso.catalog.layout_entry import Known, LayoutRecord
    from chiso.catalog.settings import settings_of

    problems: list[Problem] = []
    reader = EntryReader(folder, problems)
    domains, indicators = _domains_and_indicators(reader)
    areas = reader.unique("areas.csv", AREA_COLUMNS, entries.area)
    acts = reader.keyed("acts.yml", entries.act)
    with seeing_until(until):
        sources = reader.keyed(SOURCES, entries.source)
    targets = reader.rows(
        "targets.csv",
        TARGET_COLUMNS,
        lambda item: entries.target(item, indicators, areas, acts, sources),
    )
    changes = reader.rows(
        "area_changes.csv", CHANGE_COLUMNS, lambda item: entries.area_change(item, areas)
    )
    totals = reader.listed("totals.yml", lambda item: entries.total(item, indicators))
    corrections = reader.listed("corrections.yml", entries.correction)
    kinds = reader.known("areas.csv", dict.fromkeys(area.kind for area in areas.values()))
    known = Known(indicators, sources, areas, kinds)
    layouts = reader.folder(
        "layouts", LayoutRecord, lambda item, identity: item.layout(identity, known)
    )
    with seeing_until(until):
        settings = reader.single(DESCRIPTION, lambda item: settings_of(item, indicators, areas))
    if settings is None:
        return None, problems
    problems += [_mixed(found) for found in sources.values() if _is_mixed(found, settings)]
    catalogue = Catalogue(
        settings=settings,
        domains=domains,
        indicators=indicators,
        areas=areas,
        changes=changes,
        sources=sources,
        acts=acts,
        targets=targets,
        totals=tuple(totals.values()),
        corrections=tuple(corrections.values()),
        layouts=layouts,
    )
    return catalogue, problems


def _is_mixed(source: Source, settings: Settings) -> bool:
    return source.is_synthetic is not settings.is_synthetic


def _mixed(source: Source) -> Problem:
    got = "synthetic: true" if source.is_synthetic else "synthetic: false"
    allowed = Words(
        vi="nguồn cùng loại với bộ số liệu: số liệu minh họa và số liệu thật không ở chung một bộ",
        en="sources of the kind of the data set: illustrative and real figures never share one",
    )
    todo = Words(
        vi="Chuyển nguồn này cùng số liệu của nó sang bộ số liệu khác, hoặc sửa synthetic",
        en="Move this source and its figures to another data set, or correct synthetic",
    )
    return Problem(f"{SOURCES}: {source.id}: synthetic", got, allowed, todo, "mixed_synthetic")
