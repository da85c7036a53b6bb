"""Opening a file: what it is, how large it may be, which bytes it has."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from chiso.errors import DataError
from chiso.loaders import safety
from chiso.loaders.limits import MAX_BYTES, count_of, megabytes
from chiso.loaders.refusals import refusal, shown
from chiso.loaders.safety import Kind, file_digest, kind_of, read_bytes
from chiso.words import Words


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04", Kind.ZIP),
        (b"PK\x05\x06", Kind.ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
        (b"%PDF-1.7", Kind.PDF),
        (b"{\\rtf1", Kind.RTF),
        (b"GIF89a", Kind.IMAGE),
        (b"Rar!\x1a\x07", Kind.ARCHIVE),
        (b"\x1f\x8b\x08", Kind.ARCHIVE),
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", Kind.HTML),
        (b'<?xml version="1.0"?><html xmlns="x">', Kind.HTML),
        (b"MIME-Version: 1.0\n", Kind.HTML),
        (b'<?xml version="1.0"?><Workbook>', Kind.XML),
        (b'\n {"a": 1}', Kind.JSON),
        (b"[1]", Kind.JSON),
        ("a;b".encode("utf-16"), Kind.TEXT),
        ("Đà Bắc;5".encode(), Kind.TEXT),
        (b"a\0b", Kind.BINARY),
    ],
)
def test_content_tells_what_a_file_is(data: bytes, kind: Kind) -> None:
    assert kind_of(data) == kind


def test_the_bytes_of_a_file_are_read_whole(tmp_path: Path) -> None:
    data = bytes(range(256)) * 1000
    (tmp_path / "a").write_bytes(data)
    assert read_bytes(tmp_path / "a", "a") == data


def test_a_digest_is_that_of_the_bytes_and_comes_with_their_count(tmp_path: Path) -> None:
    data = b"x" * 100_000
    (tmp_path / "a").write_bytes(data)
    assert file_digest(tmp_path / "a") == (hashlib.sha256(data).hexdigest(), 100_000)


def test_an_empty_file_has_a_digest_but_no_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert file_digest(tmp_path / "a") == (hashlib.sha256(b"").hexdigest(), 0)
    with pytest.raises(DataError) as caught:
        read_bytes(tmp_path / "a", "a")
    assert caught.value.lines("en")[0].startswith("a: the file is empty.")


def test_a_file_at_the_limit_is_read_and_one_byte_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety, "MAX_BYTES", 10)
    (tmp_path / "a").write_bytes(b"x" * 10)
    assert len(read_bytes(tmp_path / "a", "a")) == 10
    (tmp_path / "a").write_bytes(b"x" * 11)
    with pytest.raises(DataError) as caught:
        file_digest(tmp_path / "a")
    assert caught.value.problems[0].rule == "too_large"


def test_a_file_that_grows_while_it_is_read_meets_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety, "MAX_BYTES", 10)
    monkeypatch.setattr(safety, "_CHUNK", 8)
    path = tmp_path / "a"
    path.write_bytes(b"x" * 9)
    with safety._opened(path, "a") as file:
        chunks = safety._chunks(file, "a")
        assert next(chunks) == b"x" * 8
        with path.open("ab") as more:
            more.write(b"x" * 100)
        with pytest.raises(DataError) as caught:
            list(chunks)
    assert caught.value.problems[0].rule == "too_large"


def test_sizes_are_rounded_up_so_that_a_refusal_makes_sense() -> None:
    assert (megabytes(MAX_BYTES), megabytes(MAX_BYTES + 1)) == ("20 MB", "21 MB")


def test_limits_read_as_each_language_writes_numbers() -> None:
    assert count_of(1_500, Words(vi="ô", en="cells")) == Words(vi="1.500 ô", en="1,500 cells")


def test_a_refusal_fills_its_sentence_in_both_languages() -> None:
    error = refusal("too_large", "bc.xlsx", "31 MB", limit="20 MB")
    assert error.lines("vi")[0].startswith("bc.xlsx: nhận được 31 MB; tệp phải không quá 20 MB.")
    assert error.lines("en")[0].startswith("bc.xlsx: got 31 MB; a file must have at most 20 MB.")


@pytest.mark.parametrize("value", ["x" * 10_000, "\n" * 61, ["x" * 500], "ệ\u0301" * 50])
def test_a_found_value_never_floods_its_message(value: object) -> None:
    assert len(shown(value)) <= 121
    assert "\n" not in shown(value)
