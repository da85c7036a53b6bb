"""The catalogue of a data set, read from its folder without any table library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from chiso.catalog import Area, Catalogue, Settings, Source, entries
from chiso.catalog.layout_entry import Known, LayoutRecord
from chiso.catalog.record import Record
from chiso.dataset.files import read_rows, read_yaml
from chiso.errors import DataError, Problem
from chiso.words import Words


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry")
NamedEntry = TypeVar("NamedEntry", bound=_Named)
Content = TypeVar("Content", list[Any], dict[Any, Any])

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


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a data set.

    Parameters
    ----------
    folder
        Folder with ``dataset.yml`` and its sister files.

    Raises
    ------
    DataError
        With every problem in every catalogue file.
    """
    catalogue, problems = survey_catalogue(folder)
    if problems or catalogue is None:
        raise DataError(problems)
    return catalogue


def read_settings(folder: Path) -> Settings:
    """What ``dataset.yml`` says, without the lists that it names; they are not checked.

    Parameters
    ----------
    folder
        Folder with ``dataset.yml``.

    Raises
    ------
    DataError
        With every problem of that file.
    """
    problems: list[Problem] = []
    unread = _Incomplete()
    reader = _Reader(folder, problems)
    settings = reader.single("dataset.yml", lambda item: entries.settings(item, unread, unread))
    if problems or settings is None:
        raise DataError(problems)
    return settings


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
    problems: list[Problem] = []
    areas = _Reader(folder, problems).unique("areas.csv", AREA_COLUMNS, entries.area)
    if problems:
        raise DataError(problems)
    return areas


def survey_catalogue(folder: Path) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue as far as it can be read, and every problem of its files.

    Where there are problems the catalogue holds blanks and serves only to look for more of them;
    it is None when even ``dataset.yml`` cannot be read.
    """
    problems: list[Problem] = []
    reader = _Reader(folder, problems)
    domains = reader.listed("domains.yml", entries.domain)
    indicators = reader.listed("indicators.yml", lambda item: entries.indicator(item, domains))
    areas = reader.unique("areas.csv", AREA_COLUMNS, entries.area)
    acts = reader.keyed("acts.yml", entries.act)
    sources = reader.keyed("sources.yml", entries.source)
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
    layouts = reader.folder("layouts", lambda item, identity: item.layout(identity, known))
    settings = reader.single("dataset.yml", lambda item: entries.settings(item, indicators, areas))
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


class _Incomplete(dict[str, Any]):
    """A list that was not read as a whole: no id can be called unknown against it."""

    def __contains__(self, key: object) -> bool:
        return True


class _Reader:
    """Reads the files of one folder and keeps their problems together."""

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        self._folder = folder
        self._problems = problems
        self._broken: set[str] = set()

    def single(self, name: str, build: Callable[[Record], Entry]) -> Entry | None:
        """The one entry of a YAML file; None when the file cannot be read."""
        content = self._yaml(name, {})
        return None if name in self._broken else build(Record(name, content, self._problems))

    def listed(self, name: str, build: Callable[[Record], NamedEntry]) -> dict[str, NamedEntry]:
        """Entries of a YAML list, by id; a repeated id is a problem."""
        labelled = (
            (fields.get("id", number) if isinstance(fields, Mapping) else number, fields)
            for number, fields in enumerate(self._yaml(name, []), 1)
        )
        records = (record for _, record in self._records(name, labelled))
        return self._by_id(name, records, build)

    def keyed(self, name: str, build: Callable[[Record, str], Entry]) -> dict[str, Entry]:
        """Entries of a YAML mapping from id to fields."""
        content = self._yaml(name, {}).items()
        found = {
            identity: build(record, identity) for identity, record in self._records(name, content)
        }
        return self.known(name, found)

    def unique(
        self, name: str, columns: tuple[str, ...], build: Callable[[Record], NamedEntry]
    ) -> dict[str, NamedEntry]:
        """Entries of a CSV file, by id; a repeated id is a problem."""
        return self._by_id(name, self._rows(name, columns), build)

    def rows(
        self, name: str, columns: tuple[str, ...], build: Callable[[Record], Entry]
    ) -> tuple[Entry, ...]:
        """Entries of a CSV file, in file order."""
        return tuple(build(record) for record in self._rows(name, columns))

    def folder(
        self, name: str, build: Callable[[LayoutRecord, str], NamedEntry]
    ) -> dict[str, NamedEntry]:
        """Entries of a folder of YAML files, one a file, by the name of the file."""
        found = {}
        for path in sorted((self._folder / name).glob("*.yml")):
            place = f"{name}/{path.name}"
            content = self._yaml(place, {})
            if place not in self._broken:
                record = LayoutRecord(place, content, self._problems)
                found[path.stem] = build(record, path.stem)
        return found

    def _by_id(
        self,
        name: str,
        records: Iterable[Record],
        build: Callable[[Record], NamedEntry],
    ) -> dict[str, NamedEntry]:
        found: dict[str, NamedEntry] = {}
        for record in records:
            entry = build(record)
            if entry.id in found:
                self._problems.append(_repeated(record.where, entry.id))
            found[entry.id] = entry
        return self.known(name, found)

    def known(self, name: str, found: dict[str, Entry]) -> dict[str, Entry]:
        """What was read of a file; against a broken file no id is unknown."""
        return _Incomplete(found) if name in self._broken else found

    def _records(
        self, name: str, entries: Iterable[tuple[object, object]]
    ) -> Iterator[tuple[str, Record]]:
        """Label and record of each entry that has fields; the others are a problem."""
        for label, fields in entries:
            where = f"{name}: {label}"
            if isinstance(fields, Mapping):
                yield str(label), Record(where, fields, self._problems)
            else:
                self._break(name, [_no_fields(where, fields)])

    def _rows(self, name: str, columns: tuple[str, ...]) -> list[Record]:
        try:
            rows, problems = read_rows(self._folder / name, name, columns)
        except DataError as error:
            rows, problems = [], list(error.problems)
        self._break(name, problems)
        return [Record(f"{name}:{row.line}", row.fields, self._problems) for row in rows]

    def _yaml(self, name: str, blank: Content) -> Content:
        """The content of a YAML file; ``blank`` when it cannot be read or is of another type."""
        try:
            content = read_yaml(self._folder / name, name)
        except DataError as error:
            self._break(name, error.problems)
            return blank
        if isinstance(content, type(blank)):
            return content
        self._break(name, [_wrong_shape(name, content, blank)])
        return blank

    def _break(self, name: str, problems: Sequence[Problem]) -> None:
        self._problems += problems
        self._broken |= {name} if problems else set()


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
    return Problem(f"sources.yml: {source.id}: synthetic", got, allowed, todo, "mixed_synthetic")


def _repeated(where: str, identity: str) -> Problem:
    allowed = Words(vi="mỗi mã chỉ xuất hiện một lần", en="each id stands once")
    todo = Words(vi="Bỏ hoặc đổi mã bị trùng", en="Remove or rename the repeated id")
    return Problem(where, repr(identity), allowed, todo, "repeated_id")


def _no_fields(where: str, got: object) -> Problem:
    allowed = Words(vi="các trường dạng tên: giá trị", en="fields written as name: value")
    todo = Words(vi="Bổ sung các trường của mục này", en="Fill in the fields of this entry")
    return Problem(where, repr(got), allowed, todo, "yaml")


def _wrong_shape(name: str, got: object, blank: object) -> Problem:
    allowed = (
        Words(vi="danh sách các mục bắt đầu bằng «- id: …»", en="a list of entries «- id: …»")
        if isinstance(blank, list)
        else Words(vi="các trường dạng tên: giá trị", en="fields written as name: value")
    )
    todo = Words(vi="Sửa bố cục của tệp này", en="Mend the layout of this file")
    return Problem(name, repr(type(got).__name__), allowed, todo, "yaml")
