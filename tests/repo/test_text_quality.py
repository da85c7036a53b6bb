"""Texts: one encoding, one form, both languages, no trace of the machine they were written on."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from chiso.text import is_vietnamese_legacy
from repo.tree import ROOT, called, files, nodes, place

BINARY = {".png", ".jpg", ".webp", ".xlsx", ".xls", ".parquet", ".zip", ".gz", ".woff2", ".pdf"}
# Written in two parts, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|tm" + r"p|ho" + r"me/\w+)/")
# Tests name made-up places to see that they do not leak into a report.
MADE_UP = re.compile(r"/(?:tm" + r"p|ho" + r"me/(?:an|x))/")
# These files hold broken text on purpose: they test how it is told.
LEGACY_ON_PURPOSE = re.compile(r"lib/chiso/text\.py|tests/.*\.(py|csv)")
TEXTS = [path for path in files() if path.suffix not in BINARY]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_a_text_file_is_composed_utf_8_with_unix_line_ends(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert not text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")
    assert unicodedata.is_normalized("NFC", text)


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [
        f"{named(path)}:{number}"
        for path in TEXTS
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if MACHINE_PATH.search(MADE_UP.sub("", line) if named(path).startswith("tests/") else line)
    ]
    assert found == []


def test_no_file_holds_text_of_an_old_vietnamese_encoding() -> None:
    found = [
        named(path)
        for path in TEXTS
        if not LEGACY_ON_PURPOSE.fullmatch(named(path))
        and is_vietnamese_legacy(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def pairs() -> Iterator[tuple[str, ast.expr, ast.expr]]:
    """Place, Vietnamese and English of each pair that the library writes out."""
    for path, node in nodes(ast.Call):
        if called(node) == "Words":
            given = dict(zip(("vi", "en"), node.args, strict=False))
            given |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
            if len(given) == 2:
                yield place(path, node), given["vi"], given["en"]


def constant(text: ast.expr) -> str | None:
    return text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else None


def test_a_text_is_written_in_both_languages_or_in_none() -> None:
    half = [where for where, vi, en in pairs() if (constant(vi) == "") != (constant(en) == "")]
    assert half == []


def test_both_languages_have_the_same_fields() -> None:
    def fields(text: ast.expr) -> set[str] | None:
        plain = constant(text)
        return None if plain is None else set(re.findall(r"\{(\w+)\}", plain))

    uneven = [
        where
        for where, vi, en in pairs()
        if fields(vi) is not None and fields(en) is not None and fields(vi) != fields(en)
    ]
    assert uneven == []


def test_a_sentence_has_no_doubled_or_hanging_spaces() -> None:
    untidy = [
        where
        for where, *both in pairs()
        if any(re.search(r"  |\s[,.;:?!](?!\.)", constant(text) or "") for text in both)
    ]
    assert untidy == []
