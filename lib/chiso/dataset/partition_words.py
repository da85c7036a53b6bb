"""What is told of Parquet partitions that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable

from chiso.errors import Problem
from chiso.text import is_vietnamese_legacy
from chiso.words import Words


def broken_partition(name: str, error: Exception) -> Problem:
    """A file that is no whole Parquet file."""
    allowed = Words(
        vi="tệp Parquet nguyên vẹn, đọc được", en="a whole Parquet file that can be read"
    )
    todo = Words(
        vi="Tệp có thể bị cắt cụt hoặc không phải Parquet: chép lại từ nguồn",
        en="It may be cut off or no Parquet at all: copy it again from its source",
    )
    return Problem(name, repr(str(error).splitlines()[0][:80]), allowed, todo, "parquet")


def wrong_type(name: str, column: str, kind: str, got: str) -> Problem:
    """A column of another type than ``kind``."""
    allowed = Words(vi=f"cột kiểu {kind}", en=f"a column of type {kind}")
    todo = Words(vi="Ghi lại tệp với đúng kiểu", en="Write the file again with this type")
    return Problem(f"{name}: {column}", repr(got), allowed, todo, "column_type")


def legacy_words(name: str, column: str, words: Iterable[str]) -> Problem:
    """Text in TCVN3 or VNI."""
    found = next(word for word in sorted(words) if is_vietnamese_legacy(word))
    allowed = Words(
        vi="chữ Việt Unicode, không phải TCVN3 hay VNI", en="Unicode text, not TCVN3 or VNI"
    )
    todo = Words(
        vi="Chuyển từ TCVN3 hoặc VNI sang Unicode rồi ghi lại tệp",
        en="Convert from TCVN3 or VNI to Unicode and write the file again",
    )
    return Problem(f"{name}: {column}", repr(found), allowed, todo, "legacy_encoding")
