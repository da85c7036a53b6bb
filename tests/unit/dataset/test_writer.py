"""What is written reads back as the same values, and is on disk."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.dataset import writer
from chiso.dataset.writer import cell_text, csv_text, write_folder


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1478.0, "1478"),
        (19.72, "19.72"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e22, "10000000000000000000000"),
        (1e-7, "0.0000001"),
        (-0.0, "0"),
        (3, "3"),
        (None, ""),
        (float("nan"), ""),
        (date(2024, 7, 5), "2024-07-05"),
        ("", ""),
        (unicodedata.normalize("NFD", "Hòa Bình"), "Hòa Bình"),
    ],
)
def test_a_cell_is_written_in_one_way(value: writer.Cell, text: str) -> None:
    assert cell_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_the_same_number_without_an_exponent(value: float) -> None:
    text = cell_text(value)
    assert float(text) == value
    assert set(text) <= set("-.0123456789")


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2,
                         max_size=2)))  # fmt: skip
def test_text_with_commas_and_quotes_reads_back(rows: list[list[str]]) -> None:
    text = csv_text(("a", "b"), rows)
    wanted = [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows]
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == [["a", "b"], *wanted]


def test_a_file_ends_with_a_line_break_and_has_unix_line_ends() -> None:
    assert csv_text(("area", "note"), [["17", "a, b"], ["148", None]]) == (
        'area,note\n17,"a, b"\n148,\n'
    )


def test_files_are_written_as_they_are_with_the_folders_they_need(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    write_folder(folder, [("one.csv", "Hòa\n"), ("layouts/two.yml", "x: 1\n")])
    assert (folder / "one.csv").read_bytes() == "Hòa\n".encode()
    assert (folder / "layouts" / "two.yml").read_bytes() == b"x: 1\n"


def test_an_existing_folder_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        write_folder(tmp_path, [("one.csv", "")])
    assert list(tmp_path.iterdir()) == []


def test_systems_that_cannot_open_folders_write_them_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_CAN_FLUSH_FOLDERS", False)
    monkeypatch.setattr(writer.os, "open", None)
    write_folder(tmp_path / "a", [("one.csv", "x\n")])
    assert (tmp_path / "a" / "one.csv").read_text() == "x\n"
