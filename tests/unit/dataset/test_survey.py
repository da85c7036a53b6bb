"""A whole data set looked over."""

from __future__ import annotations

from pathlib import Path

import makers
from chiso.dataset import check_dataset
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
