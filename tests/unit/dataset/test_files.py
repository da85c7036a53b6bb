"""Text files of a data set: UTF-8, whole rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiso.dataset.files import Row, read_rows, read_text
from chiso.errors import DataError, Problem

COLUMNS = ("area", "value")


def file(folder: Path, content: str | bytes) -> Path:
    path = folder / "one.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows(folder: Path, content: str | bytes) -> tuple[list[Row], list[Problem]]:
    return read_rows(file(folder, content), "one.csv", COLUMNS)


def refusal(folder: Path, content: str | bytes) -> Problem:
    with pytest.raises(DataError) as error:
        rows(folder, content)
    (problem,) = error.value.problems
    return problem


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert read_text(file(tmp_path, b"\xef\xbb\xbfarea"), "one.csv") == "area"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        read_text(tmp_path / "one.csv", "one.csv")
    assert error.value.lines("en") == [
        "one.csv: the data set needs this file, and it must be readable."
        " Restore the file, or check its permissions or --data."
    ]


def test_a_folder_in_place_of_a_file_is_told_like_a_missing_one(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"one\.csv: bộ số liệu cần có tệp này"):
        read_text(tmp_path, "one.csv")


def test_latin_bytes_are_refused_with_their_line_and_byte(tmp_path: Path) -> None:
    problem = refusal(tmp_path, "area,value\n17,1\ncô,2\n".encode("latin-1"))
    assert (problem.where, problem.rule) == ("one.csv:3", "encoding")
    assert problem.got == r"byte b'\xf4'"
    assert "text in UTF-8" in problem.sentence("en")


def test_zero_bytes_are_refused(tmp_path: Path) -> None:
    problem = refusal(tmp_path, "area,value\n17,1\n".encode("utf-16-le"))
    assert (problem.where, problem.got, problem.rule) == (
        "one.csv:1", r"byte b'\x00'", "encoding",
    )  # fmt: skip


def test_legacy_text_is_refused_with_its_line_and_cell(tmp_path: Path) -> None:
    problem = refusal(tmp_path, "area,value\n17,1\n148,TØnh Hoµ B×nh\n")
    assert (problem.where, problem.got) == ("one.csv:3", "'TØnh Hoµ B×nh'")
    assert "not TCVN3 or VNI" in problem.sentence("en")
    assert "không phải TCVN3 hay VNI" in problem.sentence("vi")


def test_rows_know_the_line_where_they_begin(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, 'area,value\n17,"two\nlines"\n\n148,2\n')
    assert found == [
        Row(2, {"area": "17", "value": "two\nlines"}),
        Row(5, {"area": "148", "value": "2"}),
    ]
    assert problems == []


def test_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    found, _ = rows(tmp_path, "value,area\n1,17\n")
    assert found == [Row(2, {"value": "1", "area": "17"})]


def test_line_ends_of_windows_are_fine(tmp_path: Path) -> None:
    assert rows(tmp_path, "area,value\r\n17,1\r\n") == ([Row(2, {"area": "17", "value": "1"})], [])


def test_a_row_with_too_few_cells_is_told_and_left_out(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, "area,value\n17\n148,2\n")
    assert [row.line for row in found] == [3]
    assert [problem.sentence("en") for problem in problems] == [
        "one.csv:2: got '17'; each row has 2 cells, this one has 1."
        " The row is cut off or has a stray comma: copy it again from the source."
    ]


def test_a_row_with_a_stray_comma_is_told(tmp_path: Path) -> None:
    _, problems = rows(tmp_path, "area,value\n17,70,43\n")
    assert problems[0].got == "'17,70,43'"
    assert "mỗi dòng có 2 ô, dòng này có 3 ô" in problems[0].sentence("vi")


def test_a_last_line_without_a_line_break_is_told_once_and_not_read(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, 'area,value\n17,1\n148,"2')
    assert [row.line for row in found] == [2]
    assert [problem.where for problem in problems] == ["one.csv:3"]
    assert problems[0].rule == "truncated"
    assert problems[0].got == "'148,\"2'"


def test_a_file_cut_within_its_header_is_told_as_cut(tmp_path: Path) -> None:
    assert refusal(tmp_path, "area,va").rule == "truncated"


def test_a_quotation_mark_that_never_closes_is_told_at_its_row(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, 'area,value\n17,1\n148,"2\n150,3\n')
    assert [row.line for row in found] == [2]
    assert [problem.where for problem in problems] == ["one.csv:3"]
    assert "quotation marks that close" in problems[0].sentence("en")


def test_an_empty_file_lacks_its_columns(tmp_path: Path) -> None:
    problem = refusal(tmp_path, "")
    assert problem.sentence("en") == (
        "one.csv:1: got ''; the columns area, value. Add the columns ['area', 'value']."
    )


def test_a_misspelt_column_is_one_problem(tmp_path: Path) -> None:
    problem = refusal(tmp_path, "area,vlaue\n17,1\n")
    assert problem.sentence("en") == (
        "one.csv:1: got 'area,vlaue'; the columns area, value."
        " Add the columns ['value']. Remove or rename the columns ['vlaue']."
    )
    assert problem.rule == "missing_column"


def test_a_column_given_twice_is_told(tmp_path: Path) -> None:
    problem = refusal(tmp_path, "area,value,value\n17,1,2\n")
    assert problem.rule == "unknown_column"
    assert "Remove or rename the columns ['value', 'value']" in problem.sentence("en")


def test_a_long_row_is_shortened_in_the_message(tmp_path: Path) -> None:
    _, problems = rows(tmp_path, "area,value\n" + "x" * 200 + "\n")
    assert problems[0].got == repr("x" * 79 + "…")
