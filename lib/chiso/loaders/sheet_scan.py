"""What an XML sheet of a workbook holds besides values, within bounds that are known before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, XMLParser

from chiso.loaders.grid import address_list, place, sheet_place
from chiso.loaders.limits import (
    ALL_CELLS,
    CHARACTERS,
    MAX_AREA,
    MAX_MERGED,
    MAX_TEXT,
    MERGED_RANGES,
)
from chiso.loaders.refusals import refusal, shown
from chiso.loaders.safety import SheetFacts

Place = tuple[int, int]
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})")
_MOST_ROWS, _MOST_COLUMNS = 2**20, 2**14  # of the file format
_FILLED = (b"<v", b":v", b"<is", b":is", b"<f", b":f")


class SheetScan(NamedTuple):
    """What a look at a sheet found.

    Attributes
    ----------
    facts
        Errors and formulas by cell.
    shared_texts
        Numbers of the shared texts that cells refer to, one for each cell.
    text_length
        Characters that stand in the cells themselves.
    """

    facts: SheetFacts
    shared_texts: tuple[int, ...]
    text_length: int


class _Cell(NamedTuple):
    at: Place
    kind: str
    has_formula: bool
    said: str


def scan_sheet(data: bytes, file: str, sheet: str, *, is_calculated: bool = True) -> SheetScan:
    """Errors, formulas and references of a sheet.

    Parameters
    ----------
    data
        XML of the sheet, without DOCTYPE and of bearable size.
    file, sheet
        Names for messages.
    is_calculated
        False when the workbook asks to be calculated on opening: then a sheet whose formulas
        all say 0 was never calculated.

    Raises
    ------
    DataError
        For too wide an area, too many merged ranges, and XML that is no sheet.
    """
    where = sheet_place(file, sheet)
    try:
        root = parsed(data)
        cells = list(_cells(root))
    except (ParseError, ValueError) as error:
        raise refusal("xml_form", where, shown(str(error))) from error
    height = max((cell.at[0] + 1 for cell in cells), default=0)
    width = max((cell.at[1] + 1 for cell in cells), default=0)
    if height * width > MAX_AREA:
        last = address_list([(height - 1, width - 1)])
        raise refusal("sheet_too_large", place(file, sheet) + last, limit=ALL_CELLS)
    if sum(1 for one in root.iter() if _name(one) == "mergeCell") > MAX_MERGED:
        raise refusal("sheet_too_large", where, limit=MERGED_RANGES)
    formulas = [cell for cell in cells if cell.has_formula]
    unstored = [cell for cell in formulas if not cell.said and cell.kind != "str"]
    if not is_calculated and all(cell.said in ("", "0") for cell in formulas):
        unstored = formulas
    facts = SheetFacts(
        sheet,
        {cell.at: cell.said for cell in cells if cell.kind == "e" and cell.said},
        tuple(cell.at for cell in formulas),
        tuple(cell.at for cell in unstored),
    )
    shared = tuple(int(cell.said) for cell in cells if cell.kind == "s" and cell.said.isdecimal())
    return SheetScan(facts, shared, sum(len(cell.said) for cell in cells))


def text_lengths(data: bytes, file: str) -> list[int]:
    """Characters of each shared text, in order.

    Examples
    --------
    >>> text_lengths(b"<sst><si><t>STT</t></si><si><r><t>a</t></r><r><t>b</t></r></si></sst>", "f")
    [3, 2]
    """
    try:
        root = parsed(data)
    except (ParseError, ValueError) as error:
        raise refusal("xml_form", file, shown(str(error))) from error
    return [sum(map(len, one.itertext())) for one in root.iter() if _name(one) == "si"]


def refuse_repeated_text(scans: Sequence[SheetScan], lengths: Sequence[int], file: str) -> None:
    """Nothing, if the texts of all cells, each repetition counted, fit in memory.

    Parameters
    ----------
    scans
        All sheets that will be parsed.
    lengths
        Characters of each shared text.
    file
        Base name for messages.

    Raises
    ------
    DataError
        If they do not, or a cell refers to a text that does not exist.
    """
    total = 0
    for scan in scans:
        if max(scan.shared_texts, default=-1) >= len(lengths):
            raise refusal("damaged", sheet_place(file, scan.facts.name), "shared texts")
        total += scan.text_length + sum(lengths[number] for number in scan.shared_texts)
    if total > MAX_TEXT:
        raise refusal("sheet_too_large", file, limit=CHARACTERS)


def without_empty_tail(data: bytes) -> bytes:
    """A sheet without the rows after its last value or formula.

    A workbook may carry a million formatted rows; they are cut as bytes, which costs no parsing.

    Examples
    --------
    >>> without_empty_tail(b'<sheetData><row><c><v>1</v></c></row><row/></sheetData><x/>')
    b'<sheetData><row><c><v>1</v></c></row></sheetData><x/>'
    """
    name = data.rfind(b"sheetData>")
    close = data.rfind(b"</", 0, name)
    last = max(data.rfind(mark, 0, close) for mark in _FILLED) if name > 0 else -1
    after = rb"</(?:[^\s<>/:]+:)?row\s*>" if last > 0 else rb"<(?:[^\s<>/:]+:)?sheetData\s*>"
    end = re.compile(after).search(data, max(last, 0), max(close, 0))
    return data[: end.end()] + data[close:] if end else data


def parsed(data: bytes) -> Element:
    """The root of XML whose bytes were searched for DOCTYPE before, so that no entity expands.

    The parser of the standard library is a fifth as slow as the guarded one, and a sheet has
    thousands of cells.

    Raises
    ------
    xml.etree.ElementTree.ParseError, ValueError
        If it is not well formed, or not in UTF-8.
    """
    parser = XMLParser()
    parser.feed(utf8(data))
    return parser.close()


def utf8(data: bytes) -> str:
    """Text of XML in UTF-8; the parsers would follow UTF-16 where the searches of bytes cannot.

    Raises
    ------
    ValueError
        If it is in another encoding.
    """
    if b"\0" in data:
        raise ValueError("NUL (UTF-16?)")
    return data.decode("utf-8-sig")


def _cells(root: Element) -> Iterator[_Cell]:
    """Cells with a value or a formula, at the places where the parser of values puts them."""
    columns: dict[str, int] = {}
    row = -1
    count = 0
    for line in (line for one in root if _name(one) == "sheetData" for line in one):
        number = line.get("r")
        row = _position(f"A{number}", columns)[0] if number else row + 1
        column = -1
        for cell in line:
            count += 1
            address = cell.get("r")
            at = _position(address, columns) if address else (row, column + 1)
            column = at[1]
            if len(cell):
                yield _filled(cell, at)
    if count != sum(1 for one in root.iter() if _name(one) == "c"):
        raise ValueError("c")  # cells where none belong


def _filled(cell: Element, at: Place) -> _Cell:
    has_formula = False
    said = ""
    for part in cell:
        name = _name(part)
        if name == "f":
            has_formula = True
        elif name in ("v", "is"):
            said = "".join(part.itertext()).strip()
    return _Cell(at, cell.get("t", ""), has_formula, said)


def _position(address: str, columns: dict[str, int]) -> Place:
    """Row and column of an address; columns that were met before are not worked out again."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(address[:20])
    letters, row = found[1], int(found[2]) - 1
    if letters not in columns:
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - ord("A") + 1
        columns[letters] = column - 1
    if row >= _MOST_ROWS or columns[letters] >= _MOST_COLUMNS:
        raise ValueError(address)
    return row, columns[letters]


def _name(element: Element) -> str:
    """Name of a tag without its namespace."""
    return element.tag.rpartition("}")[2]
