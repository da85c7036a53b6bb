"""Workbooks of the .xlsx kind: their package is inspected, and written anew from what is sound."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from defusedxml.ElementTree import ParseError, fromstring

from chiso.loaders.grid import sheet_place
from chiso.loaders.limits import (
    CHARACTERS,
    FILLED_CELLS,
    MAX_LIST,
    MAX_PART,
    MAX_PARTS,
    MAX_RATIO,
    MAX_TAGS,
    MAX_UNPACKED,
    megabytes,
)
from chiso.loaders.refusals import refusal, shown
from chiso.loaders.safety import CheckedWorkbook
from chiso.loaders.sheet_scan import (
    refuse_repeated_text,
    scan_sheet,
    text_lengths,
    utf8,
    without_empty_tail,
)

_RATIO_MATTERS = 2**20  # bytes; a small part does no harm however tightly it is packed
_PIECE = 2**16
_CONTENTS, _START = "[content_types].xml", "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OTHERS = (("xl/workbook.bin", "XLSB"), ("mimetype", "ODS"), ("word/", "DOCX"), ("ppt/", "PPTX"))
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error),
    ParseError,
)


class _Relation(NamedTuple):
    kind: str
    part: str


class _Sheet(NamedTuple):
    name: str
    key: str
    relation: _Relation
    is_read: bool


class _Book(NamedTuple):
    """The part that lists the sheets, and what it refers to by key."""

    part: str
    root: Element
    relations: dict[str, _Relation]

    def part_of(self, kind: str) -> str:
        """Name of the first part of a kind; empty for none."""
        return next((one.part for one in self.relations.values() if one.kind == kind), "")

    def says(self, tag: str, attribute: str) -> bool:
        """Whether a switch of the workbook is on."""
        return any(mark.get(attribute) in ("1", "true") for mark in _named(self.root, tag))


def check_package(data: bytes, name: str) -> CheckedWorkbook:
    """An .xlsx workbook, rid of all that its package could hide, and the facts of its sheets.

    Parameters
    ----------
    data
        The file.
    name
        Base name for messages.

    Raises
    ------
    DataError
        For bombs, paths that leave the package, macros, passwords, DOCTYPE and entities, too large
        sheets, and anything that is broken.
    """
    with _guarded(name):
        parts = _unpacked(data, name)
        book = _book(parts, name)
        sheets = _sheets(book, parts, name)
    is_calculated = not book.says("calcPr", "fullCalcOnLoad")
    cut = _without_spare_rows([sheet for sheet in sheets if sheet.is_read], parts, name)
    scans = [
        scan_sheet(xml, name, sheet.name, is_calculated=is_calculated) for sheet, xml in cut.items()
    ]
    other = {kind: parts.get(book.part_of(kind), b"") for kind in ("sharedStrings", "styles")}
    for kind, xml in other.items():
        _refuse_over(MAX_PART, xml, f"{name}#{kind}")
    refuse_repeated_text(scans, _shared_lengths(other["sharedStrings"], name), name)
    return CheckedWorkbook(
        _packed(parts[book.part], {one: cut.get(one, b"") for one in sheets}, other),
        tuple(scan.facts for scan in scans),
        tuple(sheet.name for sheet in sheets if not sheet.is_read),
        book.says("workbookPr", "date1904"),
    )


@contextmanager
def _guarded(name: str) -> Iterator[None]:
    """Whatever the zip and XML readers say about a broken file becomes one refusal."""
    try:
        yield
    except _BROKEN as error:
        raise refusal("damaged", name, shown(str(error))) from error


def _unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """XML parts by name in lower case."""
    # Counted before the directory is read: each entry would cost a few hundred bytes of memory.
    if data.count(b"PK\x01\x02") > MAX_PARTS:
        raise refusal("too_many_parts", name, limit=MAX_PARTS)
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        _inspect(package.infolist(), name)
        for entry in package.infolist():
            if entry.filename.lower().endswith((".xml", ".rels")):
                part = _part(package, entry)
                _refuse_declarations(part, f"{name}#{entry.filename}")
                parts[entry.filename.lower()] = part
    if b"macroEnabled" in parts.get(_CONTENTS, b""):
        raise refusal("macros", f"{name}#{_CONTENTS}")
    return parts


def _part(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Content of a part, read in pieces: whole, it would be unpacked past its announced size."""
    with package.open(entry) as file:
        return b"".join(iter(lambda: file.read(_PIECE), b""))


def _inspect(entries: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Nothing, if the directory of a package announces nothing harmful."""
    names = [entry.orig_filename.lower() for entry in entries]
    for entry, part in zip(entries, names, strict=True):
        where = f"{name}#{shown(entry.orig_filename)[1:-1]}"
        if part.startswith("/") or re.search(r"\\|\0|^[a-z]:|(^|/)\.\.(/|$)", part):
            raise refusal("part_outside", where)
        if entry.flag_bits & 1:
            raise refusal("password", where)
        if part.endswith("vbaproject.bin") or part.startswith("xl/macrosheets/"):
            raise refusal("macros", where)
        if entry.file_size > max(_RATIO_MATTERS, entry.compress_size * MAX_RATIO):
            ratio = entry.file_size // max(entry.compress_size, 1)
            raise refusal("packed_too_tightly", where, f"× {ratio}", limit=MAX_RATIO)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusal("damaged", where, f"compression {entry.compress_type}")
    if len(set(names)) < len(names):
        twice = next(part for part in names if names.count(part) > 1)
        raise refusal("part_twice", name, shown(twice))
    total = sum(entry.file_size for entry in entries)
    if total > MAX_UNPACKED:
        raise refusal("unpacked_too_large", name, megabytes(total), limit=megabytes(MAX_UNPACKED))
    for mark, kind in _OTHERS:
        if any(part.startswith(mark) for part in names):
            raise refusal("not_a_workbook", name, kind)


def _refuse_declarations(part: bytes, where: str) -> None:
    """Nothing, if XML declares no document type and no entity.

    Both words are plain ASCII in every encoding that a parser here takes, but for the zeros that
    UTF-16 puts between the letters: finding none in the bytes holds for all of them.
    """
    plain = part.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise refusal("entities", where)


def _book(parts: Mapping[str, bytes], name: str) -> _Book:
    for listing, xml in parts.items():
        if listing.endswith(".rels"):
            _refuse_over(MAX_LIST, xml, f"{name}#{listing}")
    start = _relations(parts.get(_START, b""), "").values()
    part = next((one.part for one in start if one.kind == "officeDocument"), "xl/workbook.xml")
    if part not in parts:
        raise refusal("not_a_workbook", name, "ZIP")
    _refuse_over(MAX_LIST, parts[part], f"{name}#{part}")
    folder, _, base = part.rpartition("/")
    root = fromstring(utf8(parts[part]))
    return _Book(part, root, _relations(parts.get(f"{folder}/_rels/{base}.rels", b""), folder))


def _relations(xml: bytes, folder: str) -> dict[str, _Relation]:
    """Kind and part, in lower case, of all that a part refers to."""
    found = {}
    for relation in _named(fromstring(utf8(xml)), "Relationship") if xml else ():
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        kind = relation.get("Type", "").rpartition("/")[2]
        found[relation.get("Id", "")] = _Relation(kind, target[1:].lower())
    return found


def _sheets(book: _Book, parts: Mapping[str, bytes], name: str) -> list[_Sheet]:
    """Sheets of a workbook in order; of a part or a name that comes twice, nobody is right."""
    sheets = []
    for sheet in _named(book.root, "sheet"):
        title = sheet.get("name", "")
        key = next((value for at, value in sheet.items() if at.endswith("}id")), "")
        relation = book.relations.get(key)
        if relation is None or (relation.kind == "worksheet" and relation.part not in parts):
            raise refusal("damaged", sheet_place(name, title))
        if "Macrosheet" in relation.kind:
            raise refusal("macros", sheet_place(name, title))
        is_read = relation.kind == "worksheet" and sheet.get("state", "visible") == "visible"
        sheets.append(_Sheet(title, key, relation, is_read))
    for column in ([one.name for one in sheets], [one.relation.part for one in sheets]):
        if len(set(column)) < len(column):
            raise refusal("part_twice", name, shown(max(column, key=column.count)))
    return sheets


def _without_spare_rows(
    sheets: Sequence[_Sheet], parts: Mapping[str, bytes], name: str
) -> dict[_Sheet, bytes]:
    """XML of the sheets, small enough to be parsed."""
    cut = {sheet: without_empty_tail(parts[sheet.relation.part]) for sheet in sheets}
    tags = {sheet: xml.count(b"<") for sheet, xml in cut.items()}
    if sum(tags.values()) > MAX_TAGS:
        largest = max(tags, key=lambda sheet: tags[sheet])
        raise refusal("sheet_too_large", sheet_place(name, largest.name), limit=FILLED_CELLS)
    for sheet, xml in cut.items():
        _refuse_over(MAX_PART, xml, sheet_place(name, sheet.name))
    return cut


def _shared_lengths(texts: bytes, name: str) -> list[int]:
    """Characters of each shared text of a workbook."""
    if texts.count(b"<") > 2 * MAX_TAGS:
        raise refusal("sheet_too_large", f"{name}#sharedStrings", limit=CHARACTERS)
    return text_lengths(texts, name) if texts else []


def _refuse_over(limit: int, xml: bytes, where: str) -> None:
    """Nothing, if a part is small enough to be parsed."""
    if len(xml) > limit:
        got, most = megabytes(len(xml)), megabytes(limit)
        raise refusal("unpacked_too_large", where, got, limit=most)


def _named(root: Element, tag: str) -> Iterator[Element]:
    return (found for found in root.iter() if found.tag.rpartition("}")[2] == tag)


def _packed(book: bytes, sheets: Mapping[_Sheet, bytes], other: Mapping[str, bytes]) -> bytes:
    """A package of these parts and nothing else, not compressed, under names of our own."""
    relations = [
        (sheet.key, sheet.relation.kind, f"sheet{number}.xml")
        for number, sheet in enumerate(sheets, start=1)
    ]
    relations += [(f"chiso-{kind}", kind, f"{kind}.xml") for kind in other]
    parts = {f"xl/{kind}.xml": xml for kind, xml in other.items()}
    parts |= {f"xl/sheet{number}.xml": xml for number, xml in enumerate(sheets.values(), start=1)}
    parts["xl/workbook.xml"] = book
    parts["xl/_rels/workbook.xml.rels"] = _relations_xml(relations)
    parts[_START] = _relations_xml([("book", "officeDocument", "xl/workbook.xml")])
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for part, data in parts.items():
            if data:  # hidden sheets and charts stay outside
                package.writestr(zipfile.ZipInfo(part), data)
    return written.getvalue()


def _relations_xml(relations: Sequence[tuple[str, str, str]]) -> bytes:
    lines = [
        f'<Relationship Id={quoteattr(key)} Type="{_OFFICE}{kind}" Target="{target}"/>'
        for key, kind, target in relations
    ]
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(lines)}</Relationships>'.encode()
