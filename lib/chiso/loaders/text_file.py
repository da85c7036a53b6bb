"""Text files: CSV and JSON in a known encoding, in NFC, free of traps."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, NoReturn

from chiso.errors import Problem
from chiso.loaders.grid import (
    Grid,
    clean_text,
    grid_of,
    has_controls,
    is_put_right,
    text_finding,
)
from chiso.loaders.limits import (
    ALL_CELLS,
    JSON_VALUES,
    MAX_AREA,
    MAX_JSON_DEPTH,
    MAX_JSON_DIGITS,
    MAX_JSON_VALUES,
    MAX_NAME_BYTES,
    MAX_TEXT_BYTES,
    megabytes,
)
from chiso.loaders.refusals import refusal, shown
from chiso.loaders.safety import Kind, kind_of, read_bytes
from chiso.text import is_vietnamese_legacy

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]

ENCODINGS = ("utf-8", "utf-16", "cp1258")
_VIETNAMESE = frozenset("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Possessive: a text of a million escapes leaves no million ways back.
_JSON_TEXT = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)


class TextFile(NamedTuple):
    """Text of a file in NFC, and what was put right in it."""

    text: str
    findings: tuple[Problem, ...]


def safe_name(path: Path) -> str:
    r"""Base name of a file in NFC, fit for messages, locators and new paths.

    Parameters
    ----------
    path
        Any path; what stands before the base name is dropped.

    Raises
    ------
    DataError
        For names with control characters, backslashes, marks that turn the writing direction or
        bytes that are no text, for ``.`` and ``..``, and for names of more than 255 bytes.

    Examples
    --------
    >>> safe_name(Path("../../etc/Ho\u0300a Bi\u0300nh.xlsx"))
    'Hòa Bình.xlsx'
    """
    name = clean_text(path.name)
    is_text = name.isprintable() and not has_controls(path.name)
    if not is_text or name in ("", ".", "..") or "\\" in name:
        raise refusal("unsafe_name", ascii(path.name)[1:-1][:80])
    if len(name.encode()) > MAX_NAME_BYTES:
        raise refusal("unsafe_name", name[:80] + "…")
    return name


def read_text_file(path: Path, name: str, encoding: str = "") -> TextFile:
    """Text of a file in NFC, with line feeds as line ends.

    Parameters
    ----------
    path
        The file.
    name
        Base name for messages.
    encoding
        ``utf-8``, ``utf-16`` or ``cp1258`` where the source declares one. Empty: UTF-16 if the
        file begins with its byte order mark, else UTF-8. Nothing else is guessed.

    Returns
    -------
    TextFile
        Text, and a finding with the count of lines that were not in NFC.

    Raises
    ------
    DataError
        For another encoding (named where it can be told), TCVN3 and VNI text, NUL and control
        characters, files over 5 MB, and files that are no text at all.
    """
    data = read_bytes(path, name)
    kind = kind_of(data)
    if kind not in (Kind.TEXT, Kind.JSON, Kind.BINARY):
        raise refusal("not_text", name, kind.value)
    if len(data) > MAX_TEXT_BYTES:
        limit = megabytes(MAX_TEXT_BYTES)
        raise refusal("too_large", name, megabytes(len(data)), limit=limit)
    text = _decoded(data, name, encoding).replace("\r\n", "\n").replace("\r", "\n")
    _refuse_lines(text, name, has_controls, "control_characters")
    _refuse_lines(text, name, is_vietnamese_legacy, "legacy_encoding")
    put_right = sum(map(is_put_right, text.split("\n"))) if is_put_right(text) else 0
    return TextFile(unicodedata.normalize("NFC", text), text_finding(name, put_right))


def read_csv_grid(path: Path, name: str, delimiter: str, encoding: str = "") -> Grid:
    """A CSV file as a grid of text cells; numbers stay text until a reader knows their separators.

    Parameters
    ----------
    path, name, encoding
        As for :func:`read_text_file`.
    delimiter
        The sign between columns that the source declares.

    Raises
    ------
    DataError
        As :func:`read_text_file`; for open quotes and for too many cells.
    """
    text, findings = read_text_file(path, name, encoding)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    width = 0
    try:
        for row in reader:
            rows.append(row)
            width = max(width, len(row))
            if width * len(rows) > MAX_AREA:
                raise refusal("sheet_too_large", name, limit=ALL_CELLS)
    except csv.Error as error:
        raise refusal("csv_form", f"{name}:{reader.line_num}", str(error)) from error
    grid = grid_of(name, "", rows)
    return Grid(name, "", grid.rows, findings=findings)


def read_json(path: Path, name: str) -> JsonValue:
    """The value of a JSON file, its texts and keys in NFC.

    Parameters
    ----------
    path
        The file, in UTF-8 or in UTF-16 with a byte order mark.
    name
        Base name for messages.

    Raises
    ------
    DataError
        For JSON that is broken, too deep or too large, NaN and infinite or overlong numbers, a
        key that comes twice in one object; and as :func:`read_text_file`.
    """
    text = read_text_file(path, name).text
    _refuse_large_json(text, name)
    rules = _JsonRules(name)
    try:
        value: JsonValue = json.loads(
            text,
            object_pairs_hook=rules.unique,
            parse_int=rules.whole,
            parse_float=rules.real,
            parse_constant=rules.constant,
        )
    except ValueError as error:
        raise refusal("json_form", name, shown(str(error))) from error
    return _clean(value, name)


class _JsonRules:
    """What the JSON parser does with objects and numbers of one file."""

    def __init__(self, name: str) -> None:
        self._name = name

    def unique(self, pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
        """An object whose keys differ, also after they are in NFC."""
        found: dict[str, JsonValue] = {}
        for key, value in pairs:
            key = clean_text(key)
            if key in found:
                raise refusal("json_key_twice", self._name, shown(key))
            found[key] = value
        return found

    def whole(self, digits: str) -> int:
        """A whole number that a count can be."""
        return int(digits) if len(digits) <= MAX_JSON_DIGITS else self.constant(digits)

    def real(self, digits: str) -> float:
        """A finite number."""
        value = float(digits)
        return value if math.isfinite(value) else self.constant(digits)

    def constant(self, word: str) -> NoReturn:
        """The refusal of NaN, of infinity and of numbers that are too long."""
        raise refusal("json_number", self._name, shown(word), limit=MAX_JSON_DIGITS)


def _refuse_large_json(text: str, name: str) -> None:
    """Nothing, if JSON is neither deep nor rich in values; told before it is parsed."""
    bare = _JSON_TEXT.sub('""', text)
    if bare.count(",") + bare.count("[") + bare.count("{") > MAX_JSON_VALUES:
        raise refusal("json_too_large", name, limit=JSON_VALUES)
    depth = 0
    for sign in re.findall(r"[\[\]{}]", bare):
        depth += 1 if sign in "[{" else -1
        if depth > MAX_JSON_DEPTH:
            raise refusal("json_too_deep", name, limit=MAX_JSON_DEPTH)


def _clean(value: JsonValue, where: str) -> JsonValue:
    """The value with its texts clean; escapes can hide what the file does not show."""
    if isinstance(value, dict):
        return {key: _clean(part, f"{where}/{key}") for key, part in value.items()}
    if isinstance(value, list):
        return [_clean(part, f"{where}/{number}") for number, part in enumerate(value)]
    if not isinstance(value, str):
        return value
    if has_controls(value):
        raise refusal("control_characters", where, shown(value))
    if is_vietnamese_legacy(value):
        raise refusal("legacy_encoding", where, shown(value))
    return clean_text(value)


def _refuse_lines(text: str, name: str, is_bad: Callable[[str], bool], rule: str) -> None:
    """Nothing, if the whole text is well; else the first bad line is named."""
    if is_bad(text):
        lines = enumerate(text.split("\n"), start=1)
        number, line = next((number, line) for number, line in lines if is_bad(line))
        raise refusal(rule, f"{name}:{number}", shown(line))


def _decoded(data: bytes, name: str, encoding: str) -> str:
    """Text of bytes in the declared encoding, else in what their first bytes say."""
    if encoding and encoding.lower() not in ENCODINGS:
        raise refusal("unknown_encoding", name, shown(encoding))
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data and not (marked or encoding):
        raise refusal("unknown_encoding", name, "NUL (UTF-16?)")
    known = encoding or ("utf-16" if marked else "utf-8-sig")
    try:
        return data.decode(known).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        got = f"{data[error.start : error.start + 4]!r} ({known})"
        raise refusal("unknown_encoding" if encoding else _likely(data), name, got) from error


def _likely(data: bytes) -> str:
    """The rule that names what bytes which are no UTF-8 look like."""
    text = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    toneless = "".join(sign for sign in unicodedata.normalize("NFD", text) if sign not in _TONES)
    letters = {sign for sign in unicodedata.normalize("NFC", toneless.casefold()) if sign.isalpha()}
    # Every letter is Vietnamese and every tone found its vowel: no other encoding reads like that.
    if letters <= _VIETNAMESE and not _TONES & set(text) and not is_vietnamese_legacy(text):
        return "cp1258"
    latin = data.decode("latin-1")
    return "legacy_encoding" if is_vietnamese_legacy(latin) else "unknown_encoding"
