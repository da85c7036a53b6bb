"""The entries of a data set's catalogue files, read with every problem collected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from chiso.catalog.record import Record
from chiso.dataset.files import read_rows
from chiso.errors import DataError, Problem
from chiso.words import Words


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry")
NamedEntry = TypeVar("NamedEntry", bound=_Named)
Content = TypeVar("Content", list[Any], dict[Any, Any])
Fields = TypeVar("Fields", bound=Record)


class Incomplete(dict[str, Any]):
    """A list that was not read as a whole: no id can be called unknown against it."""

    def __contains__(self, key: object) -> bool:
        return True


class EntryReader:
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
        self, name: str, kind: type[Fields], build: Callable[[Fields, str], NamedEntry]
    ) -> dict[str, NamedEntry]:
        """Entries of a folder of YAML files, one a file, by the name of the file."""
        found = {}
        for path in sorted((self._folder / name).glob("*.yml")):
            place = f"{name}/{path.name}"
            content = self._yaml(place, {})
            if place not in self._broken:
                record = kind(place, content, self._problems)
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
        return Incomplete(found) if name in self._broken else found

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
        from chiso.dataset.yaml_files import read_yaml  # a list of areas is read without it

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
