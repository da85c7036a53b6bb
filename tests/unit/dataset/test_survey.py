"""A whole data set looked over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import makers
from chiso.dataset import check_dataset, read_catalogue
from chiso.dataset.conversion import convert_dataset, write_partition
from chiso.dataset.partitions import Extent
from makers.folders import ROWS, entry


def places(folder: Path) -> list[str]:
    return [problem.where for problem in check_dataset(folder)]


def test_the_minimal_data_set_is_sound(tmp_path: Path) -> None:
    assert check_dataset(makers.dataset_folder(tmp_path)) == []


def test_the_catalogue_and_the_observations_are_looked_over_together(tmp_path: Path) -> None:
    folder = makers.dataset_folder(
        tmp_path,
        targets=[entry("targets", value="")],
        rows=[*ROWS, makers.observation(period="2021", value=104)],
    )
    assert places(folder) == ["targets.csv:2: value", "observations/one.csv:8: value"]


def test_a_list_that_cannot_be_read_does_not_make_every_row_wrong(tmp_path: Path) -> None:
    folder = makers.dataset_folder(
        tmp_path, files={"sources.yml": None, "areas.csv": None, "indicators.yml": None}
    )
    assert places(folder) == ["indicators.yml", "areas.csv", "sources.yml"]


def test_without_its_own_description_only_the_catalogue_is_told(tmp_path: Path) -> None:
    folder = makers.dataset_folder(
        tmp_path, files={"dataset.yml": None}, rows=[makers.observation(value=104)]
    )
    assert places(folder) == ["dataset.yml"]


def test_a_correction_that_is_half_written_is_told_once(tmp_path: Path) -> None:
    folder = makers.dataset_folder(tmp_path, corrections=[entry("corrections", file="")])
    assert places(folder) == ["corrections.yml: doubtful_city_count: file"]


def converted(folder: Path, **changes: Any) -> Path:
    """A sound data set as Parquet, to be broken afterwards."""
    source = makers.dataset_folder(folder / "source", corrections=[], **changes)
    convert_dataset(source, folder / "set")
    return folder / "set"


def stored(folder: Path, *rows: dict[str, str], period: str = "2023", number: int = 0) -> None:
    frame = makers.typed_frame(*rows)
    write_partition(folder, period, frame, read_catalogue(folder), number=number)


def test_partitions_are_looked_over_period_by_period(tmp_path: Path) -> None:
    folder = converted(tmp_path)
    stored(folder, makers.observation(value=104))
    stored(folder, makers.observation(period="2022", scope="both"), period="2022")
    (folder / "observations/period=2019/part-0.parquet").write_bytes(b"PAR1")
    assert places(folder) == [
        "observations/period=2019/part-0.parquet",
        "observations/period=2022/part-0.parquet:1: scope",
        "observations/period=2023/part-0.parquet:1: value",
    ]


def test_repetitions_are_found_between_files_of_a_period_and_csv(tmp_path: Path) -> None:
    folder = converted(tmp_path)
    stored(folder, makers.observation(), number=1)
    line = makers.folders.write_csv([makers.observation(period="2022")])
    (folder / "observations" / "late.csv").write_text(line, encoding="utf-8")
    found = check_dataset(folder)
    assert {problem.rule for problem in found} == {"duplicate"}
    assert [problem.where for problem in found] == [
        "observations/period=2022/part-0.parquet:1: indicator",
        "observations/period=2023/part-1.parquet:1: indicator",
    ]


def test_a_whole_period_of_wrong_rows_is_told_by_its_first_hundred(tmp_path: Path) -> None:
    folder = converted(tmp_path)
    wrong = [makers.observation(value=104, locator=f"row {n}", source=f"S{n}") for n in range(101)]
    stored(folder, *wrong)
    assert len(check_dataset(folder)) == 100


def test_an_extent_looks_only_at_what_a_report_reads(tmp_path: Path) -> None:
    folder = converted(tmp_path)
    stored(folder, makers.observation(), makers.observation(area="148", value=104))
    extent = Extent(date(2024, 12, 31), frozenset({"17"}))
    assert check_dataset(folder, extent) == []
    assert len(check_dataset(folder)) == 1
