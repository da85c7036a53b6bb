"""Parquet partitions: what is read of them, as which types, and what broken ones say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import makers
from chiso.dataset import load_observations, read_catalogue
from chiso.dataset.conversion import write_partition
from chiso.dataset.observations import read_observations
from chiso.dataset.partitions import (
    STORED,
    Extent,
    partition_files,
    read_areas,
    read_partition,
    read_partitions,
)
from chiso.errors import DataError, Problem

row = makers.observation
FILE = "observations/period=2023/part-0.parquet"


def stored(folder: Path, *rows: dict[str, str], period: str = "2023", number: int = 0) -> Path:
    """A data set without CSV whose rows of one period stand in a Parquet file."""
    if not (folder / "dataset.yml").exists():
        makers.dataset_folder(folder, files={"observations/one.csv": None}, corrections=[])
    frame = makers.typed_frame(*rows)
    write_partition(folder, period, frame, read_catalogue(folder), number=number)
    return folder


def rewritten(folder: Path, change: Callable[[pa.Table], pa.Table]) -> Path:
    """The data set with its Parquet file written again after a change."""
    path = folder / FILE
    pq.write_table(change(pq.read_table(path, partitioning=None)), path)
    return folder


def problems(folder: Path) -> list[Problem]:
    return read_observations(folder, read_catalogue(folder))[1]


def test_stored_rows_are_read_as_the_same_rows_from_csv(tmp_path: Path) -> None:
    rows = [row(), row(period="2022", value="33.33", decimals="2", numerator="1", denominator="3")]
    printed = makers.dataset_folder(tmp_path / "csv", rows=rows, corrections=[])
    folder = stored(tmp_path / "parquet", rows[0])
    stored(folder, rows[1], period="2022")
    catalogue = read_catalogue(printed)
    wanted = load_observations(printed, catalogue).iloc[::-1].reset_index(drop=True)
    found = load_observations(folder, catalogue)
    same = {"extracted": "datetime64[us]"}  # of no day the unit is open
    places = ["file", "row"]
    pd.testing.assert_frame_equal(
        found.drop(columns=places).astype(same), wanted.drop(columns=places).astype(same)
    )


def test_each_row_knows_its_file_and_its_number_there(tmp_path: Path) -> None:
    folder = stored(tmp_path, row(), row(indicator="dossiers", definition="as_printed"))
    frame, found = read_partitions(folder)
    assert found == []
    assert list(frame["file"].unique()) == [FILE]
    assert list(frame["row"]) == [1, 2]
    assert list(frame["correction"]) == ["", ""]


def test_rows_of_csv_files_come_first(tmp_path: Path) -> None:
    folder = makers.dataset_folder(tmp_path, rows=[row(period="2022")], corrections=[])
    stored(folder, row())
    frame = load_observations(folder, read_catalogue(folder))
    assert list(frame["file"]) == ["observations/one.csv", FILE]


def test_only_wanted_areas_are_read_and_of_listed_ones_their_ranks(tmp_path: Path) -> None:
    rank = row(area="151", period_kind="rank", definition="online_over_eligible")
    folder = stored(tmp_path, row(), row(area="148"), row(area="151"), rank)
    extent = Extent(date(2024, 1, 1), frozenset({"17"}), frozenset({"151"}))
    frame, _ = read_partitions(folder, extent)
    assert list(zip(frame["area"], frame["period_kind"], frame["row"], strict=True)) == [
        ("17", "flow", 1),
        ("151", "rank", 4),
    ]


def test_row_groups_without_a_wanted_area_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chiso.dataset.conversion.GROUP_ROWS", 1)
    folder = stored(tmp_path, row(), row(area="148"), row(area="151"))
    read: list[list[int]] = []
    before = pq.ParquetFile.read_row_groups

    def spied(self: Any, groups: list[int], **options: Any) -> Any:
        read.append(groups)
        return before(self, groups, **options)

    monkeypatch.setattr(pq.ParquetFile, "read_row_groups", spied)
    frame, _ = read_partitions(folder, Extent(date(2024, 1, 1), frozenset({"148"})))
    assert read == [[1]]
    assert list(frame["row"]) == [2]


def test_only_wanted_columns_are_read_with_those_that_date_a_row(tmp_path: Path) -> None:
    folder = stored(tmp_path, row(), row(area="148"))
    places = ["area", "period_kind", "source", "value", "period", "file", "row"]
    assert sorted(read_areas(folder, ["148"], ["value"])) == sorted(places)
    assert sorted(read_partition(folder / FILE, FILE, ["value"])) == sorted(places)


def test_legacy_text_in_rows_that_are_not_wanted_is_left_to_the_check_of_all(
    tmp_path: Path,
) -> None:
    notes = pa.array(["", "TØnh Hoµ B×nh"])

    def with_notes(table: pa.Table) -> pa.Table:
        return table.set_column(table.column_names.index("note"), "note", notes)

    folder = rewritten(stored(tmp_path, row(), row(area="148")), with_notes)
    assert read_partitions(folder, Extent(date(2024, 1, 1), frozenset({"17"})))[1] == []
    assert [found.rule for found in read_partitions(folder)[1]] == ["legacy_encoding"]


def test_groups_without_statistics_are_read(tmp_path: Path) -> None:
    folder = stored(tmp_path, row())
    path = folder / FILE
    pq.write_table(pq.read_table(path, partitioning=None), path, write_statistics=False)
    frame, _ = read_partitions(folder, Extent(date(2024, 1, 1), frozenset({"17"})))
    assert list(frame["area"]) == ["17"]


def test_periods_that_end_later_are_left_out_whole(tmp_path: Path) -> None:
    folder = stored(tmp_path, row())
    stored(folder, row(period="2024"), period="2024")
    stored(folder, row(period="2022"), period="2022")
    names = [path.parent.name for path in partition_files(folder, date(2023, 12, 31))]
    assert names == ["period=2022", "period=2023"]
    # Under the calendar of the returns 2024 ends on 14 December.
    assert len(partition_files(folder, date(2024, 12, 14))) == 3


def test_a_period_that_is_none_is_told_with_its_rows(tmp_path: Path) -> None:
    folder = stored(tmp_path, row(), period="soon")
    assert [(found.where, found.rule) for found in problems(folder)] == [
        ("observations/period=soon/part-0.parquet:1: period", "period")
    ]


def test_rules_hold_for_stored_rows_and_name_file_and_row(tmp_path: Path) -> None:
    folder = stored(tmp_path, row(), row(area="148", value=104), row(area="151", tier="village"))
    assert [(found.where, found.rule) for found in problems(folder)] == [
        (f"{FILE}:2: value", "range"),
        (f"{FILE}:3: area", "area_validity"),
        (f"{FILE}:3: tier", "tier"),
    ]


def test_a_stored_row_that_a_csv_file_has_already_is_a_repetition(tmp_path: Path) -> None:
    folder = makers.dataset_folder(tmp_path, rows=[row()], corrections=[])
    stored(folder, row())
    (found,) = problems(folder)
    assert (found.where, found.rule) == (f"{FILE}:1: indicator", "duplicate")
    assert "observations/one.csv:2" in found.todo.en


def test_plain_text_columns_of_other_programs_are_read_too(tmp_path: Path) -> None:
    def plain(table: pa.Table) -> pa.Table:
        return pa.Table.from_pandas(table.to_pandas().astype({"area": "str", "tier": "str"}))

    folder = rewritten(stored(tmp_path, row()), plain)
    frame = read_partition(folder / FILE, FILE)
    assert list(frame["area"]) == ["17"]
    assert frame["area"].dtype == "category"


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        (lambda table: table.drop_columns(["note"]), "missing_column", "note"),
        (lambda table: table.append_column("more", table["note"]), "unknown_column", "more"),
        (
            lambda table: table.set_column(
                table.column_names.index("value"), "value", pa.array(["a lot"])
            ),
            "column_type",
            "double",
        ),
        (
            lambda table: table.set_column(
                table.column_names.index("note"), "note", pa.array([[1]])
            ),
            "column_type",
            "string",
        ),
        (
            lambda table: table.set_column(
                table.column_names.index("published"), "published", pa.array(["soon"])
            ),
            "column_type",
            "date",
        ),
        (
            lambda table: table.set_column(
                table.column_names.index("note"), "note", pa.array(["TØnh Hoµ B×nh"])
            ),
            "legacy_encoding",
            "Unicode",
        ),
    ],
)
def test_a_file_of_another_shape_is_one_problem_that_says_what_is_needed(
    tmp_path: Path, change: Callable[[pa.Table], pa.Table], rule: str, words: str
) -> None:
    folder = rewritten(stored(tmp_path, row()), change)
    (found,) = problems(folder)
    assert found.rule == rule
    assert found.where.startswith(FILE)
    assert words in found.sentence("en")


def test_a_file_that_is_cut_off_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    folder = stored(tmp_path, row())
    stored(folder, row(period="2022"), period="2022")
    path = folder / FILE
    path.write_bytes(path.read_bytes()[:-20])
    frame, found = read_observations(folder, read_catalogue(folder))
    assert [(problem.where, problem.rule) for problem in found] == [(FILE, "parquet")]
    assert list(frame["period"]) == ["2022"]
    with pytest.raises(DataError, match=r"part-0\.parquet"):
        read_partition(path, FILE)


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    folder = rewritten(stored(tmp_path, row()), lambda table: table.slice(0, 0))
    frame = read_partition(folder / FILE, FILE)
    assert frame.empty
    assert {*STORED, "period", "file", "row"} == set(frame.columns)


def test_each_file_that_is_read_is_announced(tmp_path: Path) -> None:
    folder = stored(tmp_path, row())
    told: list[str] = []
    watching = True

    def hook(event: str, details: tuple[object, ...]) -> None:
        if watching and event == "open" and str(details[0]).endswith(".parquet"):
            told.append(str(details[0]))

    sys.addaudithook(hook)
    read_partitions(folder)
    watching = False
    assert str(folder / FILE) in told
